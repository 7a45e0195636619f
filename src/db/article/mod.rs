//! Articles and their states. Their words are in `revision`; a file beside this one has each of what hangs on them.

mod list;
mod places;
mod shown;
mod slugs;
mod sources;
mod topics;
mod uses;

pub use list::{Filter, brands_of, count_published, ids_shown_in, list, show_in};
pub use places::{Place, places, translated};
pub use shown::{Excerpt, excerpts, shown, titles, translations};
pub use slugs::{set_slug, slugs_of};
pub use sources::{add_source, drawn_from, find_draft_of, sources_of};
pub use topics::{set_tags, set_topics, tags_of, topics_of, topics_of_one};
pub use uses::{Uses, add_uses, most_linked, most_used, no_uses, uses_of};

use super::{
    DbConnection,
    among::{self, among},
    connection::directly,
    schema::articles,
};
use crate::domain::{
    article::{Article, Audience, Confidence, Governance},
    id::{ArticleId, BrandId, RevisionId},
    locale::Locale,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// An article to be stored; its first revision follows.
#[derive(Debug, Clone)]
pub struct NewArticle {
    /// A number of its own: only where an export of another installation is brought in.
    pub id: Option<ArticleId>,
    pub brand_id: BrandId,
    pub group_id: Option<ArticleId>,
    pub locale: Locale,
    pub external_id: Option<String>,
    pub confidence: Confidence,
    pub audience: Audience,
    pub governance: Governance,
}

columns! { articles: Row, Columns, COLUMNS =
    (
        id: ArticleId,
        brand_id: BrandId,
        group_id: Option<ArticleId>,
        locale: Locale,
        external_id: Option<String>,
        confidence: Confidence,
        audience: Audience,
        governance: Governance,
    ),
    (
        revision_id: Option<RevisionId>,
        published_revision_id: Option<RevisionId>,
        version: i32,
        replaced_by: Option<ArticleId>,
        created_at: NaiveDateTime,
        updated_at: NaiveDateTime,
        published_at: Option<NaiveDateTime>,
    )
}

fn article((identity, state): Row) -> Article {
    let (id, brand_id, group_id, locale, external_id, confidence, audience, governance) = identity;
    let (revision_id, published_revision_id, version, replaced_by, created_at, updated_at, published_at) = state;
    Article {
        id,
        brand_id,
        group_id: group_id.unwrap_or(id),
        locale,
        external_id,
        confidence,
        audience,
        governance,
        revision_id,
        published_revision_id,
        version,
        replaced_by,
        created_at,
        updated_at,
        published_at,
    }
}

/// Stores an article and shows it in its own brand's portal.
pub fn insert(connection: &mut DbConnection, new: &NewArticle, now: NaiveDateTime) -> QueryResult<ArticleId> {
    let values = (
        articles::brand_id.eq(new.brand_id),
        articles::group_id.eq(new.group_id),
        articles::locale.eq(&new.locale),
        articles::external_id.eq(new.external_id.as_deref()),
        articles::confidence.eq(new.confidence),
        articles::audience.eq(new.audience),
        articles::governance.eq(new.governance),
        articles::version.eq(1),
        articles::created_at.eq(now),
        articles::updated_at.eq(now),
    );
    let id = match new.id {
        None => diesel::insert_into(articles::table)
            .values(values)
            .returning(articles::id)
            .get_result(connection)?,
        Some(id) => {
            diesel::insert_into(articles::table)
                .values((articles::id.eq(id), values))
                .execute(connection)?;
            super::dialect::continue_ids(connection, "articles", "id")?;
            id
        }
    };
    show_in(connection, id, new.brand_id)?;
    Ok(id)
}

pub fn find(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Option<Article>> {
    let query = articles::table.filter(articles::id.eq(id)).select(COLUMNS);
    let row = directly!(connection, of => query.get_result::<Row>(of));
    row.optional().map(|found| found.map(article))
}

pub fn get(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Article> {
    find(connection, id)?.ok_or(diesel::result::Error::NotFound)
}

pub fn find_by_external_id(
    connection: &mut DbConnection,
    brand_id: BrandId,
    external_id: &str,
) -> QueryResult<Option<Article>> {
    let row = articles::table
        .filter(
            articles::brand_id
                .eq(brand_id)
                .and(articles::external_id.eq(external_id)),
        )
        .select(COLUMNS)
        .get_result::<Row>(connection);
    row.optional().map(|found| found.map(article))
}

/// Those of `ids` that exist, in no particular order.
pub fn list_by_ids(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<Article>> {
    let rows = among::load(ids.iter().map(|id| id.0), |some| {
        articles::table
            .filter(among(articles::id, some))
            .select(COLUMNS)
            .load::<Row>(connection)
    })?;
    Ok(rows.into_iter().map(article).collect())
}

/// Ids from `after` on, ascending: for going through all of them.
pub fn ids_after(connection: &mut DbConnection, after: ArticleId, limit: i64) -> QueryResult<Vec<ArticleId>> {
    articles::table
        .filter(articles::id.gt(after))
        .order(articles::id)
        .limit(limit)
        .select(articles::id)
        .load(connection)
}

pub fn count(connection: &mut DbConnection) -> QueryResult<i64> {
    articles::table.count().get_result(connection)
}

/// Stores the states of `changed` under the next version. False where somebody else stored a change since it was read:
/// nothing is changed then.
pub fn update(connection: &mut DbConnection, changed: &Article, now: NaiveDateTime) -> QueryResult<bool> {
    let rows =
        diesel::update(articles::table.filter(articles::id.eq(changed.id).and(articles::version.eq(changed.version))))
            .set((
                articles::confidence.eq(changed.confidence),
                articles::audience.eq(changed.audience),
                articles::governance.eq(changed.governance),
                articles::revision_id.eq(changed.revision_id),
                articles::published_revision_id.eq(changed.published_revision_id),
                articles::replaced_by.eq(changed.replaced_by),
                articles::published_at.eq(changed.published_at),
                articles::version.eq(changed.version + 1),
                articles::updated_at.eq(now),
            ))
            .execute(connection)?;
    Ok(rows == 1)
}

/// Joins an article to a group of translations.
pub fn set_group(connection: &mut DbConnection, id: ArticleId, group_id: ArticleId) -> QueryResult<usize> {
    let group_id = (group_id != id).then_some(group_id);
    diesel::update(articles::table.filter(articles::id.eq(id)))
        .set(articles::group_id.eq(group_id))
        .execute(connection)
}
