-- A brand's own entries of short spellings ("xq = por qué") and of words that mean the same ("chip, tarjeta SIM").
CREATE TABLE synonyms (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    brand_id BIGINT NOT NULL REFERENCES brands (id),
    locale TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (brand_id, locale, words)
);
