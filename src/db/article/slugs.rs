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
    let mut slugs: Vec<(ArticleId, String)> = among::load(ids.iter().map(|id| id.0), |some| {
        let query = slugs::table
            .filter(among(slugs::article_id, some))
            .select((slugs::article_id, slugs::slug));
        directly!(connection, of => query.load(of))
    })?;
    slugs.sort_unstable();
    let mut renamed: Vec<ArticleId> = slugs
        .windows(2)
        .filter(|pair| pair[0].0 == pair[1].0)
        .map(|pair| pair[0].0)
        .collect();
    renamed.dedup();
    slugs.retain(|(id, _)| !renamed.contains(id));
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
