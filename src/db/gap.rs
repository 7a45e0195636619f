//! Gaps: alike questions without an answer, counted together.

use super::{
    DbConnection,
    page::{Cursor, Page},
    schema::gaps,
};
use crate::domain::{
    gap::GapKind,
    id::{BrandId, GapId},
    locale::Locale,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A gap as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Gap {
    pub id: GapId,
    pub brand_id: BrandId,
    pub locale: Locale,
    pub kind: GapKind,
    pub key: String,
    /// As first asked, personal data masked.
    pub text: String,
    pub times: i32,
    pub first_at: NaiveDateTime,
    pub last_at: NaiveDateTime,
}

/// Counts one more question of this key; stores the gap where it is the first.
pub fn count(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
    kind: GapKind,
    (key, text): (&str, &str),
    now: NaiveDateTime,
) -> QueryResult<()> {
    let same = gaps::brand_id
        .eq(brand_id)
        .and(gaps::locale.eq(locale.clone()))
        .and(gaps::kind.eq(kind))
        .and(gaps::key.eq(key.to_owned()));
    let seen = diesel::update(gaps::table.filter(same))
        .set((gaps::times.eq(gaps::times + 1), gaps::last_at.eq(now)))
        .execute(connection)?;
    if seen == 0 {
        diesel::insert_into(gaps::table)
            .values((
                gaps::brand_id.eq(brand_id),
                gaps::locale.eq(locale),
                gaps::kind.eq(kind),
                gaps::key.eq(key),
                gaps::text.eq(text),
                gaps::times.eq(1),
                gaps::first_at.eq(now),
                gaps::last_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Counts one question less; a gap that nobody asked stays no gap.
pub fn uncount(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
    kind: GapKind,
    key: &str,
) -> QueryResult<()> {
    let same = gaps::brand_id
        .eq(brand_id)
        .and(gaps::locale.eq(locale.clone()))
        .and(gaps::kind.eq(kind))
        .and(gaps::key.eq(key.to_owned()));
    diesel::update(gaps::table.filter(same.clone()))
        .set(gaps::times.eq(gaps::times - 1))
        .execute(connection)?;
    diesel::delete(gaps::table.filter(same.and(gaps::times.le(0)))).execute(connection)?;
    Ok(())
}

/// Gaps of a brand, the most recent first.
pub fn list(
    connection: &mut DbConnection,
    brand_id: Option<BrandId>,
    after: Option<Cursor>,
    limit: i64,
) -> QueryResult<Page<Gap>> {
    let mut query = gaps::table.into_boxed();
    if let Some(brand_id) = brand_id {
        query = query.filter(gaps::brand_id.eq(brand_id));
    }
    if let Some(Cursor { at, id }) = after {
        query = query.filter(
            gaps::last_at
                .lt(at)
                .or(gaps::last_at.eq(at).and(gaps::id.lt(GapId(id)))),
        );
    }
    let rows = query
        .order((gaps::last_at.desc(), gaps::id.desc()))
        .limit(limit + 1)
        .load::<Gap>(connection)?;
    Ok(Page::cut(rows, limit, |last| Cursor {
        at: last.last_at,
        id: last.id.0,
    }))
}
