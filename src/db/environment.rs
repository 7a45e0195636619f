//! What a brand's answers can be for, as it declares it.

use super::{
    DbConnection,
    among::{self, among},
    schema::{article_tags, articles, environments, revisions, tags},
};
use crate::domain::{
    environment::Kind,
    id::{ArticleId, BrandId},
};
use diesel::{dsl::sql, prelude::*, sql_types::BigInt};

/// The kinds of a brand, in their order.
pub fn list(connection: &mut DbConnection, brand_id: BrandId) -> QueryResult<Vec<Kind>> {
    let rows: Vec<(String, String)> = environments::table
        .filter(environments::brand_id.eq(brand_id))
        .order((environments::position, environments::name))
        .select((environments::name, environments::spelled))
        .load(connection)?;
    Ok(rows.into_iter().map(|(name, values)| Kind { name, values }).collect())
}

/// Makes these the kinds of a brand.
pub fn replace(connection: &mut DbConnection, brand_id: BrandId, kinds: &[Kind]) -> QueryResult<()> {
    diesel::delete(environments::table.filter(environments::brand_id.eq(brand_id))).execute(connection)?;
    for (position, kind) in kinds.iter().enumerate() {
        diesel::insert_into(environments::table)
            .values((
                environments::brand_id.eq(brand_id),
                environments::name.eq(&kind.name),
                environments::position.eq(position as i32),
                environments::spelled.eq(&kind.values),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// What tells what these articles are for: title and environment of the text that readers see (the newest, where none does),
/// and the tags; an article may have several rows.
pub fn texts_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(ArticleId, String)>> {
    let shown = sql::<BigInt>("COALESCE(published_revision_id, revision_id)");
    let parts: Vec<(ArticleId, String, String)> = among::load(ids.iter().map(|id| id.0), |some| {
        articles::table
            .inner_join(revisions::table.on(revisions::id.eq(shown.clone())))
            .filter(among(articles::id, some))
            .select((articles::id, revisions::title, revisions::environment))
            .load(connection)
    })?;
    let mut texts: Vec<_> = parts
        .into_iter()
        .map(|(id, title, environment)| (id, format!("{title}\n{environment}")))
        .collect();
    texts.extend(among::load(ids.iter().map(|id| id.0), |some| {
        article_tags::table
            .inner_join(tags::table.on(tags::id.eq(article_tags::tag_id)))
            .filter(among(article_tags::article_id, some))
            .select((article_tags::article_id, tags::name))
            .load::<(ArticleId, String)>(connection)
    })?);
    Ok(texts)
}
