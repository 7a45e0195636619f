-- A link that the product found by itself and somebody took away: it is not found again.
CREATE TABLE refused_links (
    article_id BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account_id BIGINT REFERENCES accounts (id),
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (article_id, conversation_id)
);
CREATE INDEX refused_links_by_conversation ON refused_links (conversation_id);
CREATE INDEX outcomes_by_time ON outcomes (created_at);
