-- When the rules have to look again whether a conversation is resolved, whose source did not say so.
CREATE TABLE judgements (
    conversation_id BIGINT NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    due_at TIMESTAMP NOT NULL
);
CREATE INDEX judgements_by_time ON judgements (due_at);
-- Not judged yet by what was said in them; those whose source says that they are open have a source for that.
INSERT INTO judgements SELECT id, last_at FROM conversations WHERE status = 'open' AND resolved_by IS NULL;
UPDATE conversations SET resolved_by = NULL, resolved_score = NULL WHERE status = 'open';
