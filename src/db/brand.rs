//! Brands.

use super::{DbConnection, schema::brands};
use crate::domain::{brand::Brand, id::BrandId, locale::Locale};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A brand to be stored.
#[derive(Debug, Clone)]
pub struct NewBrand {
    pub slug: String,
    pub name: String,
    pub locales: Vec<Locale>,
    pub host: Option<String>,
    pub allow_list: String,
}

type Row = (BrandId, String, String, String, Option<String>, String, String);
const COLUMNS: (
    brands::id,
    brands::slug,
    brands::name,
    brands::locales,
    brands::host,
    brands::allow_list,
    brands::look,
) = (
    brands::id,
    brands::slug,
    brands::name,
    brands::locales,
    brands::host,
    brands::allow_list,
    brands::look,
);

fn brand((id, slug, name, locales, host, allow_list, look): Row) -> Brand {
    let locales = locales.split(',').filter_map(|locale| locale.parse().ok()).collect();
    Brand {
        id,
        slug,
        name,
        locales,
        host,
        allow_list,
        // What cannot be read any more is as the design has it: a portal without its colours still answers.
        look: serde_json::from_str(&look).unwrap_or_default(),
    }
}

fn joined(locales: &[Locale]) -> String {
    locales.iter().map(Locale::as_str).collect::<Vec<_>>().join(",")
}

/// Stores a brand; fails on a slug or host that another brand has.
pub fn insert(connection: &mut DbConnection, new: &NewBrand, now: NaiveDateTime) -> QueryResult<Brand> {
    let id = diesel::insert_into(brands::table)
        .values((
            brands::slug.eq(&new.slug),
            brands::name.eq(&new.name),
            brands::locales.eq(joined(&new.locales)),
            brands::host.eq(new.host.as_deref()),
            brands::allow_list.eq(&new.allow_list),
            brands::created_at.eq(now),
        ))
        .returning(brands::id)
        .get_result::<BrandId>(connection)?;
    get(connection, id)
}

/// Changes what a brand shows.
pub fn update(connection: &mut DbConnection, changed: &Brand) -> QueryResult<usize> {
    diesel::update(brands::table.filter(brands::id.eq(changed.id)))
        .set((
            brands::name.eq(&changed.name),
            brands::locales.eq(joined(&changed.locales)),
            brands::host.eq(changed.host.as_deref()),
            brands::allow_list.eq(&changed.allow_list),
            brands::look.eq(serde_json::to_string(&changed.look).unwrap_or_else(|_| "{}".into())),
        ))
        .execute(connection)
}

/// Changes a brand's stable word; fails on one that another brand has.
pub fn set_slug(connection: &mut DbConnection, id: BrandId, slug: &str) -> QueryResult<usize> {
    diesel::update(brands::table.filter(brands::id.eq(id)))
        .set(brands::slug.eq(slug))
        .execute(connection)
}

pub fn get(connection: &mut DbConnection, id: BrandId) -> QueryResult<Brand> {
    brands::table
        .filter(brands::id.eq(id))
        .select(COLUMNS)
        .get_result::<Row>(connection)
        .map(brand)
}

pub fn find_by_slug(connection: &mut DbConnection, slug: &str) -> QueryResult<Option<Brand>> {
    let row = brands::table
        .filter(brands::slug.eq(slug))
        .select(COLUMNS)
        .get_result::<Row>(connection);
    row.optional().map(|found| found.map(brand))
}

/// All brands, the oldest first: the first is the installation's default.
pub fn list(connection: &mut DbConnection) -> QueryResult<Vec<Brand>> {
    let rows = brands::table
        .order(brands::id)
        .select(COLUMNS)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(brand).collect())
}
