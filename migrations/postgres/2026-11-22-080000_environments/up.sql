-- What a brand's answers can be for: a kind (product, version, country, platform) and its values, one a line, each with the
-- ways to write it.
CREATE TABLE environments (
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    spelled TEXT NOT NULL,
    PRIMARY KEY (brand_id, name)
);
