//! The names of an article in addresses, the present one and those it had before.

use crate::{
    db::{
        DbConnection,
        among::{self, among},
        connection::directly,
        schema::slugs,
    },
    domain::id::ArticleId,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// The slugs of each of `ids`; where there are several, the present one comes last.
pub fn slugs_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(ArticleId, String)>> {
    // Most articles have had one name only, which their index tells without a look at the rows.
    let slugs = among::load(ids.iter().map(|id| id.0), |some| {
        let query = slugs::table
            .filter(among(slugs::article_id, some))
            .select((slugs::article_id, slugs::slug));
        directly!(connection, of => query.load(of))
    })?;
    present_last(connection, slugs)
}

/// The slugs of the articles with numbers from `first` to `last`, in the same way.
pub(super) fn slugs_between(
    connection: &mut DbConnection,
    first: ArticleId,
    last: ArticleId,
) -> QueryResult<Vec<(ArticleId, String)>> {
    let slugs = slugs::table
        .filter(slugs::article_id.between(first, last))
        .select((slugs::article_id, slugs::slug))
        .load(connection)?;
    present_last(connection, slugs)
}

fn present_last(
    connection: &mut DbConnection,
    mut slugs: Vec<(ArticleId, String)>,
) -> QueryResult<Vec<(ArticleId, String)>> {
    slugs.sort_unstable();
    let mut renamed: Vec<ArticleId> = slugs
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| pair[0].0)
        .collect();
    renamed.dedup();
    slugs.retain(|(id, _)| renamed.binary_search(id).is_err());
    slugs.append(&mut in_order(connection, &renamed)?);
    Ok(slugs)
}

fn in_order(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(ArticleId, String)>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        slugs::table
            .filter(among(slugs::article_id, some))
            .order((slugs::article_id, slugs::created_at, slugs::id))
            .select((slugs::article_id, slugs::slug))
            .load(connection)
    })
}

/// One row for each article with its present slug, of `rows` that have one for every name it ever had; `id_of` tells whose a
/// row is.
pub(super) fn with_present<T>(
    connection: &mut DbConnection,
    rows: Vec<(T, Option<String>)>,
    id_of: impl Fn(&T) -> ArticleId,
) -> QueryResult<Vec<(T, String)>> {
    let mut found: Vec<(T, String)> = Vec::with_capacity(rows.len());
    let mut renamed: Vec<ArticleId> = Vec::new();
    for (row, slug) in rows {
        let id = id_of(&row);
        if found.iter().any(|(known, _)| id_of(known) == id) {
            renamed.push(id);
        } else {
            found.push((row, slug.unwrap_or_default()));
        }
    }
    renamed.dedup();
    for (id, slug) in in_order(connection, &renamed)? {
        if let Some((_, present)) = found.iter_mut().find(|(known, _)| id_of(known) == id) {
            *present = slug;
        }
    }
    Ok(found)
}

/// Makes `slug` the article's present slug; the earlier ones stay known.
pub fn set_slug(connection: &mut DbConnection, id: ArticleId, slug: &str, now: NaiveDateTime) -> QueryResult<()> {
    let seen = diesel::update(slugs::table.filter(slugs::article_id.eq(id).and(slugs::slug.eq(slug))))
        .set(slugs::created_at.eq(now))
        .execute(connection)?;
    if seen == 0 {
        diesel::insert_into(slugs::table)
            .values((
                slugs::article_id.eq(id),
                slugs::slug.eq(slug),
                slugs::created_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}
