-- A list of articles begins with what changed last, and need not look at all of them for it.
CREATE INDEX articles_by_change ON articles (updated_at, id);
