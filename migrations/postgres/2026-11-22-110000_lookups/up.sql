-- When something was last done, and what one person said to have sent in the last weeks.
CREATE INDEX audit_log_by_action ON audit_log (action, id);
CREATE INDEX outcomes_by_account ON outcomes (account_id, created_at);
