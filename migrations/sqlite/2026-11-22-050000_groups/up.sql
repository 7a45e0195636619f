-- What people asked, grouped by what they mean. A group's number is that of the question that founded it.
ALTER TABLE gaps ADD COLUMN conversation_id BIGINT;
ALTER TABLE gaps ADD COLUMN group_id BIGINT;
CREATE UNIQUE INDEX gaps_by_conversation ON gaps (conversation_id);
CREATE INDEX gaps_by_group ON gaps (group_id);

-- Who asked: a hash that changes with the day, or the number of an author.
CREATE TABLE gap_people (
    gap_id BIGINT NOT NULL REFERENCES gaps (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    last_at TIMESTAMP NOT NULL,
    PRIMARY KEY (gap_id, person)
);
CREATE INDEX gap_people_by_time ON gap_people (last_at);

-- What a question means, a byte for each dimension. Derived: made anew where the row is missing or of another encoder.
CREATE TABLE gap_vectors (
    gap_id BIGINT NOT NULL PRIMARY KEY REFERENCES gaps (id) ON DELETE CASCADE,
    encoder TEXT NOT NULL,
    vector BLOB NOT NULL
);
