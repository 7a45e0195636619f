// Makes searching faster; nothing here is needed.
