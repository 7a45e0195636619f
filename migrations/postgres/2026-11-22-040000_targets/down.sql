ALTER TABLE channels DROP COLUMN target_minutes;
