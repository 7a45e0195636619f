DROP TABLE gap_vectors;
DROP TABLE gap_people;
DROP INDEX gaps_by_group;
DROP INDEX gaps_by_conversation;
DELETE FROM gaps WHERE conversation_id IS NOT NULL OR kind = 'answered';
ALTER TABLE gaps DROP COLUMN group_id;
ALTER TABLE gaps DROP COLUMN conversation_id;
