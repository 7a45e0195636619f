-- Who asked in which conversations: one entry a conversation, so that bringing them in stays cheap.
CREATE INDEX messages_by_asker ON messages (author_id, conversation_id) WHERE position = 0 AND role = 'customer';
