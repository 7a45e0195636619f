//! The change log: what changed, in commit order. The index follows it, and other nodes can.

use super::{DbConnection, dialect, schema::change_log, settings};
use crate::domain::position::Position;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entity {
    Article,
    Conversation,
    /// A brand with its channels and topics: pages change, the index does not.
    Brand,
}

impl Entity {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Conversation => "conversation",
            Self::Brand => "brand",
        }
    }
}

/// One entry. It says that something changed, not how: the follower loads its present state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub position: Position,
    pub entity: Entity,
    pub entity_id: i64,
}

/// The entries after a position. Transactions end in another order than they number entries in, so neither number alone
/// tells what is later.
macro_rules! later {
    ($position:expr) => {
        change_log::table.filter(
            change_log::xid
                .gt($position.xid)
                .or(change_log::xid.eq($position.xid).and(change_log::seq.gt($position.seq))),
        )
    };
}

/// Writes down, in the caller's transaction, that something changed.
pub fn record(connection: &mut DbConnection, entity: Entity, entity_id: i64, now: NaiveDateTime) -> QueryResult<()> {
    diesel::insert_into(change_log::table)
        .values((
            change_log::entity.eq(entity.as_str()),
            change_log::entity_id.eq(entity_id),
            change_log::at.eq(now),
        ))
        .execute(connection)
        .map(|_| ())
}

/// The entries after `position`, oldest first, at most `limit`. Entries of transactions that may still be overtaken by
/// an earlier one are left for the next time, so that a late commit is never skipped.
pub fn after(connection: &mut DbConnection, position: Position, limit: i64) -> QueryResult<Vec<Change>> {
    let horizon = dialect::settled_horizon(connection)?;
    let rows = later!(position)
        .filter(change_log::xid.lt(horizon))
        .order((change_log::xid, change_log::seq))
        .limit(limit)
        .select((
            change_log::xid,
            change_log::seq,
            change_log::entity,
            change_log::entity_id,
        ))
        .load::<(i64, i64, String, i64)>(connection)?;
    Ok(rows.into_iter().filter_map(change).collect())
}

/// Where the log ends now: what a follower that starts from the tables themselves has seen.
pub fn end(connection: &mut DbConnection) -> QueryResult<Position> {
    let horizon = dialect::settled_horizon(connection)?;
    let last = change_log::table
        .filter(change_log::xid.lt(horizon))
        .order((change_log::xid.desc(), change_log::seq.desc()))
        .select((change_log::xid, change_log::seq))
        .first::<(i64, i64)>(connection)
        .optional()?;
    Ok(last.map_or_else(Position::default, |(xid, seq)| Position { xid, seq }))
}

/// When the oldest entry after `position` was written; none where there is none.
pub fn waiting_since(connection: &mut DbConnection, position: Position) -> QueryResult<Option<NaiveDateTime>> {
    later!(position)
        .select(diesel::dsl::min(change_log::at))
        .get_result(connection)
}

/// How many entries there are after `position`, also of those that followers have to wait for.
pub fn waiting(connection: &mut DbConnection, position: Position) -> QueryResult<i64> {
    later!(position).count().get_result(connection)
}

/// When the newest entry was made.
pub fn newest_at(connection: &mut DbConnection) -> QueryResult<Option<NaiveDateTime>> {
    change_log::table
        .select(diesel::dsl::max(change_log::at))
        .get_result(connection)
}

/// Forgets entries from before `before`, and writes down how far; a follower that is further behind rebuilds.
pub fn prune(connection: &mut DbConnection, before: NaiveDateTime) -> QueryResult<usize> {
    let old = change_log::table.filter(change_log::at.lt(before));
    let last = old
        .order((change_log::xid.desc(), change_log::seq.desc()))
        .select((change_log::xid, change_log::seq))
        .first::<(i64, i64)>(connection)
        .optional()?;
    let Some((xid, seq)) = last else { return Ok(0) };
    settings::put(connection, settings::PRUNED, &format!("{xid} {seq}"))?;
    diesel::delete(old).execute(connection)
}

/// Which data these are, and how far the follower with this setting has come in their log; no place where it has to begin
/// anew.
pub fn followed(connection: &mut DbConnection, setting: &str) -> QueryResult<(String, Option<Position>)> {
    let epoch = settings::find(connection, settings::EPOCH)?.unwrap_or_default();
    let pruned = pruned(connection)?;
    let place = settings::find(connection, setting)?
        .and_then(|written| read_place(&written, &epoch))
        .filter(|place| *place >= pruned);
    Ok((epoch, place))
}

/// What such a setting says: the identity of the data, and the place in their log.
pub fn write_place(epoch: &str, place: Position) -> String {
    format!("{epoch} {} {}", place.xid, place.seq)
}

fn read_place(written: &str, epoch: &str) -> Option<Position> {
    let mut parts = written.split(' ');
    let own = parts.next()? == epoch;
    let place = Position {
        xid: parts.next()?.parse().ok()?,
        seq: parts.next()?.parse().ok()?,
    };
    own.then_some(place)
}

/// Up to where entries were forgotten.
pub fn pruned(connection: &mut DbConnection) -> QueryResult<Position> {
    let kept = settings::find(connection, settings::PRUNED)?;
    let position = kept
        .as_deref()
        .and_then(|text| text.split_once(' '))
        .and_then(|(xid, seq)| {
            Some(Position {
                xid: xid.parse().ok()?,
                seq: seq.parse().ok()?,
            })
        });
    Ok(position.unwrap_or_default())
}

fn change((xid, seq, entity, entity_id): (i64, i64, String, i64)) -> Option<Change> {
    let entity = [Entity::Article, Entity::Conversation, Entity::Brand]
        .into_iter()
        .find(|known| known.as_str() == entity)?;
    Some(Change {
        position: Position { xid, seq },
        entity,
        entity_id,
    })
}
