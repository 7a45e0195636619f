-- The articles that are shown beside an article, the most alike first, their numbers with spaces between; of which of its
-- revisions they were found, and when. Derived: looked for anew from time to time, and where the row is missing.
CREATE TABLE related_articles (
    article_id BIGINT NOT NULL PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    revision_id BIGINT NOT NULL,
    related TEXT NOT NULL,
    found_at TIMESTAMP NOT NULL
);
