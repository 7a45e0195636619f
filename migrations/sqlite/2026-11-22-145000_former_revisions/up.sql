-- Texts that readers saw until others took their place. What was seen before this was counted is not known, and stays out.
CREATE TABLE former_revisions (
    revision_id BIGINT NOT NULL PRIMARY KEY REFERENCES revisions (id) ON DELETE CASCADE,
    replaced_at TIMESTAMP NOT NULL,
    hidden BOOLEAN NOT NULL DEFAULT FALSE
);
