//! Settings that live with the data: the installation's own identity, and what is changed from the browser.

use super::{DbConnection, schema::settings};
use diesel::prelude::*;

/// Names this set of data. A restore makes a new one, so that an index of other data is never followed on.
pub const EPOCH: &str = "epoch";
/// Up to where the change log was pruned.
pub const PRUNED: &str = "change_log_pruned";
/// Up to where the vectors of articles follow the change log, and by which encoder.
pub const VECTORS: &str = "vectors";
/// Up to where the questions of conversations follow the change log.
pub const QUESTIONS: &str = "questions";
/// Up to where links were looked for in the conversations of the change log.
pub const INFERRED: &str = "inferred";
/// What was taken back of what use taught, as JSON.
pub const LEARNING_REVERTED: &str = "learning_reverted";
/// How often groups were changed, so that one process notices that another did.
pub const GROUPS: &str = "groups";
/// The hash of the one-time code with which the first admin is set up.
pub const SETUP_CODE: &str = "setup_code";
/// There while the first steps are under way.
pub const SETUP_OPEN: &str = "setup_open";
/// The address that visitors use, where the settings name none.
pub const PUBLIC_URL: &str = "public_url";
/// Slug of the brand that answers where no other does, where the settings name none.
pub const HOME_BRAND: &str = "home_brand";
/// Least confidence at which an article is suggested, where it was set in the browser.
pub const SUGGESTION_THRESHOLD: &str = "suggestion_threshold";
/// How sure the ranking is of past messages, and how often it was right (`actions::precision`).
pub const HISTORY: &str = "history";
/// How many days conversations are kept; missing: for ever.
pub const RETENTION_DAYS: &str = "retention_days";
/// When the last backup was made, as `2026-03-02T12:00:00Z`.
pub const LAST_BACKUP: &str = "last_backup";

pub fn find(connection: &mut DbConnection, key: &str) -> QueryResult<Option<String>> {
    settings::table
        .filter(settings::key.eq(key))
        .select(settings::value)
        .get_result(connection)
        .optional()
}

pub fn put(connection: &mut DbConnection, key: &str, value: &str) -> QueryResult<()> {
    let changed = diesel::update(settings::table.filter(settings::key.eq(key)))
        .set(settings::value.eq(value))
        .execute(connection)?;
    if changed == 0 {
        diesel::insert_into(settings::table)
            .values((settings::key.eq(key), settings::value.eq(value)))
            .execute(connection)?;
    }
    Ok(())
}

pub fn delete(connection: &mut DbConnection, key: &str) -> QueryResult<usize> {
    diesel::delete(settings::table.filter(settings::key.eq(key))).execute(connection)
}
