//! How many conversations wait where, for the desk: counted only as far as a person wants to know.

use super::{DbConnection, connection::directly};
use crate::domain::{
    conversation::Status,
    id::{BrandId, ChannelId},
    locale::Locale,
};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text},
};

/// The most conversations of each status that are looked at, the newest.
const LOOKED_AT: i64 = 1_000;
/// The most that is counted; there may be more.
pub const COUNTED: i64 = LOOKED_AT;

/// What the counts are narrowed to.
#[derive(Debug, Clone)]
pub struct Filter {
    pub brand_id: BrandId,
    pub channel_id: Option<ChannelId>,
    pub locale: Option<Locale>,
}

/// How many there are among those that were looked at, each no more than [`COUNTED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    pub open: i64,
    /// Resolved, without and with an article.
    #[diesel(sql_type = BigInt)]
    pub uncovered: i64,
    #[diesel(sql_type = BigInt)]
    pub covered: i64,
    /// How many of each status were looked at.
    #[diesel(sql_type = BigInt)]
    open_seen: i64,
    #[diesel(sql_type = BigInt)]
    resolved_seen: i64,
}

impl Counts {
    /// For samples.
    pub const fn sample() -> Self {
        Self {
            open: COUNTED,
            uncovered: 3,
            covered: 0,
            open_seen: COUNTED,
            resolved_seen: 3,
        }
    }

    /// Whether there may be open ones that were not looked at.
    pub const fn may_have_more_open(&self) -> bool {
        self.open_seen >= LOOKED_AT
    }

    /// The same of resolved ones.
    pub const fn may_have_more_resolved(&self) -> bool {
        self.resolved_seen >= LOOKED_AT
    }
}

/// Counts in one query, which reads no more rows of a large archive than of one with [`LOOKED_AT`] conversations of each
/// status, however few of them the filter lets through.
pub fn counts(connection: &mut DbConnection, filter: &Filter) -> QueryResult<Counts> {
    let newest = |status: &str| {
        format!(
            "SELECT * FROM (SELECT id, status, channel_id, locale FROM conversations WHERE brand_id = {} \
             AND status = '{status}' ORDER BY last_at DESC LIMIT {LOOKED_AT}) AS newest_{status}",
            filter.brand_id.0
        )
    };
    let channel = match filter.channel_id {
        Some(id) => format!(" AND channel_id = {}", id.0),
        None => String::new(),
    };
    let counted = |of: &str| {
        format!("(SELECT count(*) FROM (SELECT 1 AS one FROM fitting WHERE {of} LIMIT {COUNTED}) AS counted)")
    };
    let seen = |status: &str| format!("(SELECT count(*) FROM seen WHERE status = '{status}')");
    // A link that nobody has confirmed may be wrong, and is no answer yet.
    let linked = "EXISTS (SELECT 1 FROM links WHERE links.conversation_id = fitting.id AND links.kind <> 'inferred')";
    let statement = format!(
        "WITH seen AS ({newest_open} UNION ALL {newest_resolved}), \
         fitting AS (SELECT id, status FROM seen WHERE ($1 = '' OR locale = $1){channel}) \
         SELECT {open} AS open, {uncovered} AS uncovered, {covered} AS covered, \
         {open_seen} AS open_seen, {resolved_seen} AS resolved_seen",
        newest_open = newest(Status::Open.as_str()),
        newest_resolved = newest(Status::Resolved.as_str()),
        open = counted("status = 'open'"),
        uncovered = counted(&format!("status = 'resolved' AND NOT {linked}")),
        covered = counted(&format!("status = 'resolved' AND {linked}")),
        open_seen = seen("open"),
        resolved_seen = seen("resolved"),
    );
    let locale = filter.locale.as_ref().map_or("", Locale::as_str);
    let query = sql_query(statement).bind::<Text, _>(locale);
    directly!(connection, of => query.get_result(of))
}
