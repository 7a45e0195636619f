//! Channels of brands.

use super::{DbConnection, schema::channels};
use crate::domain::{
    channel::{ChannelKind, Visibility},
    id::{BrandId, ChannelId},
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A channel as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Channel {
    pub id: ChannelId,
    pub brand_id: BrandId,
    pub kind: ChannelKind,
    /// The brand's account there, without `@`; may be empty.
    pub handle: String,
    /// What its messages are unless one says otherwise.
    pub visibility: Visibility,
    /// A limit other than the channel kind's own, in its unit.
    pub reply_limit: Option<i32>,
    /// Opening hours by locale, as JSON.
    pub hours: String,
    /// Where a visitor can write, where the brand chose an address; empty: the one that its kind and handle make.
    pub url: String,
    /// Since when it is not offered any more.
    pub disabled_at: Option<NaiveDateTime>,
    /// How soon the brand wants to reply, in minutes.
    pub target_minutes: Option<i32>,
}

/// A channel to be stored.
#[derive(Debug, Clone)]
pub struct NewChannel {
    pub brand_id: BrandId,
    pub kind: ChannelKind,
    pub handle: String,
    pub visibility: Visibility,
    pub reply_limit: Option<i32>,
    pub hours: String,
}

const COLUMNS: (
    channels::id,
    channels::brand_id,
    channels::kind,
    channels::handle,
    channels::visibility,
    channels::reply_limit,
    channels::hours,
    channels::url,
    channels::disabled_at,
    channels::target_minutes,
) = (
    channels::id,
    channels::brand_id,
    channels::kind,
    channels::handle,
    channels::visibility,
    channels::reply_limit,
    channels::hours,
    channels::url,
    channels::disabled_at,
    channels::target_minutes,
);

/// Stores a channel; fails where the brand has one with this kind and handle.
pub fn insert(connection: &mut DbConnection, new: &NewChannel, now: NaiveDateTime) -> QueryResult<Channel> {
    let id = diesel::insert_into(channels::table)
        .values((
            channels::brand_id.eq(new.brand_id),
            channels::kind.eq(&new.kind),
            channels::handle.eq(&new.handle),
            channels::visibility.eq(new.visibility),
            channels::reply_limit.eq(new.reply_limit),
            channels::hours.eq(&new.hours),
            channels::created_at.eq(now),
        ))
        .returning(channels::id)
        .get_result::<ChannelId>(connection)?;
    get(connection, id)
}

/// Changes all that may change of a channel; fails where the brand has another with this kind and handle.
pub fn update(connection: &mut DbConnection, changed: &Channel) -> QueryResult<usize> {
    diesel::update(channels::table.filter(channels::id.eq(changed.id)))
        .set((
            channels::handle.eq(&changed.handle),
            channels::visibility.eq(changed.visibility),
            channels::reply_limit.eq(changed.reply_limit),
            channels::hours.eq(&changed.hours),
            channels::url.eq(&changed.url),
            channels::disabled_at.eq(changed.disabled_at),
            channels::target_minutes.eq(changed.target_minutes),
        ))
        .execute(connection)
}

pub fn get(connection: &mut DbConnection, id: ChannelId) -> QueryResult<Channel> {
    channels::table
        .filter(channels::id.eq(id))
        .select(COLUMNS)
        .get_result(connection)
}

pub fn find(
    connection: &mut DbConnection,
    brand_id: BrandId,
    kind: &ChannelKind,
    handle: &str,
) -> QueryResult<Option<Channel>> {
    channels::table
        .filter(
            channels::brand_id
                .eq(brand_id)
                .and(channels::kind.eq(kind))
                .and(channels::handle.eq(handle)),
        )
        .select(COLUMNS)
        .get_result(connection)
        .optional()
}

/// The first channel of this kind that the brand has.
pub fn find_by_kind(
    connection: &mut DbConnection,
    brand_id: BrandId,
    kind: &ChannelKind,
) -> QueryResult<Option<Channel>> {
    channels::table
        .filter(channels::brand_id.eq(brand_id).and(channels::kind.eq(kind)))
        .order(channels::id)
        .select(COLUMNS)
        .first(connection)
        .optional()
}

/// The channels that a brand offers.
pub fn list_offered(connection: &mut DbConnection, brand_id: BrandId) -> QueryResult<Vec<Channel>> {
    channels::table
        .filter(channels::brand_id.eq(brand_id).and(channels::disabled_at.is_null()))
        .order(channels::id)
        .select(COLUMNS)
        .load(connection)
}

/// The brand's channels, or all; those that are not offered any more, too.
pub fn list(connection: &mut DbConnection, brand_id: Option<BrandId>) -> QueryResult<Vec<Channel>> {
    let mut query = channels::table.order(channels::id).select(COLUMNS).into_boxed();
    if let Some(brand_id) = brand_id {
        query = query.filter(channels::brand_id.eq(brand_id));
    }
    query.load(connection)
}
