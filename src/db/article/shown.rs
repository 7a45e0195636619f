//! What is shown of articles: the published words, or the newest where nothing is published, and the names in addresses. A
//! page is made of these, so that each is one statement.

use super::{COLUMNS, Row, Uses, article, no_uses, slugs::with_present};
use crate::{
    db::{
        DbConnection,
        among::{self, among},
        connection::directly,
        revision,
        schema::{article_uses, articles, revisions, slugs},
    },
    domain::{
        article::{Article, Titled},
        id::ArticleId,
        revision::Revision,
    },
};
use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable},
};

diesel::define_sql_function! {
    /// The first of the two that is known.
    fn coalesce(first: Nullable<BigInt>, second: Nullable<BigInt>) -> Nullable<BigInt>;
}

/// Whether the revision at hand is the one that is shown of the article at hand.
#[diesel::dsl::auto_type]
fn is_shown() -> _ {
    revisions::id
        .nullable()
        .eq(coalesce(articles::published_revision_id, articles::revision_id))
}

/// An article with the revision that is shown of it, and its uses.
pub fn shown(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Option<(Article, Option<Revision>, Uses)>> {
    let query = articles::table
        .left_join(revisions::table.on(is_shown()))
        .left_join(article_uses::table)
        .filter(articles::id.eq(id))
        .select((
            COLUMNS,
            revisions::all_columns.nullable(),
            article_uses::all_columns.nullable(),
        ));
    let row = directly!(connection, of => query.get_result::<(Row, Option<revision::Row>, Option<Uses>)>(of));
    let found = row.optional()?;
    Ok(found.map(|(row, words, uses)| (article(row), words.map(revision::revision), uses.unwrap_or(no_uses(id)))))
}

/// The words of an article that a list of results shows.
#[derive(Debug, Clone, Queryable)]
pub struct Excerpt {
    pub title: String,
    pub reply: String,
    pub text: String,
}

/// Those of `ids` that exist with what is shown of their words, in no particular order.
pub fn excerpts(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(Article, Excerpt)>> {
    let rows = among::load(ids.iter().map(|id| id.0), |some| {
        let query = articles::table
            .inner_join(revisions::table.on(is_shown()))
            .filter(among(articles::id, some))
            .select((COLUMNS, (revisions::title, revisions::reply, revisions::text)));
        directly!(connection, of => query.load::<(Row, Excerpt)>(of))
    })?;
    Ok(rows.into_iter().map(|(row, excerpt)| (article(row), excerpt)).collect())
}

/// Those of `ids` that exist by their titles and slugs, in no particular order.
pub fn titles(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(Titled, String)>> {
    let rows = among::load(ids.iter().map(|id| id.0), |some| {
        let query = articles::table
            .inner_join(revisions::table.on(is_shown()))
            .left_join(slugs::table.on(slugs::article_id.eq(articles::id)))
            .filter(among(articles::id, some))
            .select((
                (
                    articles::id,
                    articles::locale,
                    articles::confidence,
                    articles::audience,
                    articles::published_revision_id,
                    revisions::title,
                ),
                slugs::slug.nullable(),
            ));
        directly!(connection, of => query.load(of))
    })?;
    let titled = |((id, locale, confidence, audience, published_revision_id, title), slug)| {
        let titled = Titled {
            id,
            locale,
            confidence,
            audience,
            published_revision_id,
            title,
        };
        (titled, slug)
    };
    with_present(connection, rows.into_iter().map(titled).collect(), |titled| titled.id)
}

/// The translations of an article and their slugs, itself among them, the first one first.
pub fn translations(connection: &mut DbConnection, group_id: ArticleId) -> QueryResult<Vec<(Article, String)>> {
    let query = articles::table
        .left_join(slugs::table.on(slugs::article_id.eq(articles::id)))
        .filter(articles::group_id.eq(group_id).or(articles::id.eq(group_id)))
        .order(articles::id)
        .select((COLUMNS, slugs::slug.nullable()));
    let rows = directly!(connection, of => query.load::<(Row, Option<String>)>(of))?;
    let rows = rows.into_iter().map(|(row, slug)| (article(row), slug)).collect();
    with_present(connection, rows, |article| article.id)
}
