DROP INDEX outcomes_by_account;
DROP INDEX audit_log_by_action;
