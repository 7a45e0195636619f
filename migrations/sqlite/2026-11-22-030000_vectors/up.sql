-- What the phrasings of an article mean, as an encoder has it: for each phrasing 16 bytes that tell its text from others and
-- a byte for each dimension. Derived: made anew where a text changes, the encoder does, or the row is missing.
CREATE TABLE article_vectors (
    article_id BIGINT NOT NULL PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    encoder TEXT NOT NULL,
    vectors BLOB NOT NULL
);
