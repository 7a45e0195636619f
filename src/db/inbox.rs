//! How many conversations wait where, for the desk: counted only as far as a person wants to know.

use super::{DbConnection, connection::directly};
use crate::domain::{
    id::{BrandId, ChannelId},
    locale::Locale,
};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text},
};

/// The most that is counted; there may be more.
pub const COUNTED: i64 = 100;
/// The most resolved conversations, the newest first, that are asked whether they have an article.
const LOOKED_AT: i64 = 2_000;

/// What the counts are narrowed to.
#[derive(Debug, Clone)]
pub struct Filter {
    pub brand_id: BrandId,
    pub channel_id: Option<ChannelId>,
    pub locale: Option<Locale>,
}

/// How many there are, each no more than [`COUNTED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    pub everything: i64,
    #[diesel(sql_type = BigInt)]
    pub open: i64,
    /// Resolved, without and with an article.
    #[diesel(sql_type = BigInt)]
    pub uncovered: i64,
    #[diesel(sql_type = BigInt)]
    pub covered: i64,
    /// How many resolved ones were looked at.
    #[diesel(sql_type = BigInt)]
    looked_at: i64,
}

impl Counts {
    /// For samples.
    pub const fn sample() -> Self {
        Self {
            everything: COUNTED,
            open: 3,
            uncovered: 1,
            covered: 0,
            looked_at: 1,
        }
    }

    /// Whether the last two numbers may leave out some that are older than what was looked at.
    pub const fn is_partial(&self) -> bool {
        self.looked_at >= LOOKED_AT
    }
}

/// Counts in one query. What it reads is bounded, however large the archive.
pub fn counts(connection: &mut DbConnection, filter: &Filter) -> QueryResult<Counts> {
    let channel = match filter.channel_id {
        Some(id) => format!(" AND channel_id = {}", id.0),
        None => String::new(),
    };
    let among = format!(
        "FROM conversations WHERE brand_id = {}{channel} AND ($1 = '' OR locale = $1)",
        filter.brand_id.0
    );
    let up_to = |of: &str| format!("(SELECT count(*) FROM (SELECT 1 AS one {of} LIMIT {COUNTED}) AS counted)");
    let linked = "(SELECT 1 FROM links WHERE links.conversation_id = resolved.id)";
    let statement = format!(
        "WITH resolved AS (SELECT id {among} AND status = 'resolved' ORDER BY last_at DESC LIMIT {LOOKED_AT}) \
         SELECT {everything} AS everything, {open} AS open, {uncovered} AS uncovered, {covered} AS covered, \
         (SELECT count(*) FROM resolved) AS looked_at",
        everything = up_to(&among),
        open = up_to(&format!("{among} AND status = 'open'")),
        uncovered = up_to(&format!("FROM resolved WHERE NOT EXISTS {linked}")),
        covered = up_to(&format!("FROM resolved WHERE EXISTS {linked}")),
    );
    let locale = filter.locale.as_ref().map_or("", Locale::as_str);
    let query = sql_query(statement).bind::<Text, _>(locale);
    directly!(connection, of => query.get_result(of))
}
