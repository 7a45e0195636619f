//! Where all public articles of a portal stand, for site maps.

use super::{list::published_in, slugs::slugs_between};
use crate::{
    db::{DbConnection, schema::articles},
    domain::{
        id::{ArticleId, BrandId},
        locale::Locale,
    },
};
use chrono::NaiveDateTime;
use diesel::{dsl::exists, prelude::*};
use std::collections::HashMap;

/// Where a public article stands.
#[derive(Debug, Clone)]
pub struct Place {
    pub id: ArticleId,
    /// The first of its translations; itself where there are none.
    pub group_id: ArticleId,
    pub locale: Locale,
    pub updated_at: NaiveDateTime,
    pub slug: String,
}

/// Up to `limit` of the articles that anybody may read in a portal, in these locales, after the first `skipped`, by their
/// numbers.
pub fn places(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locales: &[Locale],
    skipped: i64,
    limit: i64,
) -> QueryResult<Vec<Place>> {
    let rows = articles::table
        .filter(published_in(brand_id, locales))
        .order(articles::id)
        .limit(limit)
        .offset(skipped)
        .select(PLACE)
        .load::<PlaceRow>(connection)?;
    placed(connection, rows)
}

/// Those of the same articles that belong to a group of translations.
pub fn translated(connection: &mut DbConnection, brand_id: BrandId, locales: &[Locale]) -> QueryResult<Vec<Place>> {
    let other = diesel::alias!(articles as other);
    let is_translated = exists(other.filter(other.field(articles::group_id).eq(articles::id.nullable())));
    let rows = articles::table
        .filter(articles::group_id.is_not_null().or(is_translated))
        .filter(published_in(brand_id, locales))
        .order(articles::id)
        .select(PLACE)
        .load::<PlaceRow>(connection)?;
    placed(connection, rows)
}

type PlaceRow = (ArticleId, Option<ArticleId>, Locale, NaiveDateTime);
const PLACE: (articles::id, articles::group_id, articles::locale, articles::updated_at) =
    (articles::id, articles::group_id, articles::locale, articles::updated_at);

/// The rows, which are in the order of their numbers, with their slugs.
fn placed(connection: &mut DbConnection, rows: Vec<PlaceRow>) -> QueryResult<Vec<Place>> {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return Ok(Vec::new());
    };
    let mut slugs: HashMap<_, _> = slugs_between(connection, first.0, last.0)?.into_iter().collect();
    let place = |(id, group_id, locale, updated_at): PlaceRow| Place {
        id,
        group_id: group_id.unwrap_or(id),
        locale,
        updated_at,
        slug: slugs.remove(&id).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(place).collect())
}
