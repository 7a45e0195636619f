-- Sentences of its sources that an editor shows beside an article, personal data masked. `message` is the outside id of the
-- message they come from, within its conversation.
CREATE TABLE excerpts (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    message TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX excerpts_by_article ON excerpts (article_id);
CREATE INDEX excerpts_by_conversation ON excerpts (conversation_id);
