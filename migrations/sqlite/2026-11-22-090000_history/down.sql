DROP INDEX messages_by_asker;
