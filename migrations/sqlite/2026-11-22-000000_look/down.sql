ALTER TABLE channels DROP COLUMN disabled_at;
ALTER TABLE channels DROP COLUMN url;
ALTER TABLE topics DROP COLUMN hidden;
DROP TABLE brand_files;
DROP TABLE brand_pages;
ALTER TABLE brands DROP COLUMN look;
