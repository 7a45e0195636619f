-- How soon the brand wants to reply on a channel, in minutes; none: nothing is promised.
ALTER TABLE channels ADD COLUMN target_minutes INTEGER;
