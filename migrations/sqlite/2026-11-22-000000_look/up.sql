-- What a brand's portal shows that is the brand's own: colours, logo, texts, a notice of an incident. JSON.
ALTER TABLE brands ADD COLUMN look TEXT NOT NULL DEFAULT '{}';

-- A brand's own pages of text, by name and language.
CREATE TABLE brand_pages (
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    name TEXT NOT NULL,
    locale TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    PRIMARY KEY (brand_id, name, locale)
);

-- A brand's own files (its logo), as hexadecimal digits: a few, and small.
CREATE TABLE brand_files (
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (brand_id, name)
);

-- A hidden topic stands in no list; its articles stay.
ALTER TABLE topics ADD COLUMN hidden BOOLEAN NOT NULL DEFAULT FALSE;

-- An address of the brand's own choice where a visitor can write; and channels that are not offered any more.
ALTER TABLE channels ADD COLUMN url TEXT NOT NULL DEFAULT '';
ALTER TABLE channels ADD COLUMN disabled_at TIMESTAMP;
