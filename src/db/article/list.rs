//! Lists of articles: what they are narrowed to, and the brands whose portals show them.

use super::{COLUMNS, Row, article};
use crate::{
    db::{
        DbConnection,
        among::{self, among},
        page::{Cursor, Page},
        schema::{article_brands, article_topics, articles},
    },
    domain::{
        article::{Article, Audience, Confidence},
        id::{ArticleId, BrandId, TopicId},
        locale::Locale,
    },
};
use diesel::{dsl::exists, prelude::*};

/// What a list of articles is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub brand_id: Option<BrandId>,
    pub locale: Option<Locale>,
    pub confidence: Option<Confidence>,
    pub audience: Option<Audience>,
    pub topic_id: Option<TopicId>,
    /// Only those that anybody may read.
    pub published: bool,
}

/// Articles, the most recently changed first.
pub fn list(
    connection: &mut DbConnection,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> QueryResult<Page<Article>> {
    let mut query = articles::table.select(COLUMNS).into_boxed();
    if let Some(brand_id) = filter.brand_id {
        query = query.filter(exists(shown_in(brand_id)));
    }
    if let Some(locale) = &filter.locale {
        query = query.filter(articles::locale.eq(locale.clone()));
    }
    if let Some(confidence) = filter.confidence {
        query = query.filter(articles::confidence.eq(confidence));
    }
    if let Some(audience) = filter.audience {
        query = query.filter(articles::audience.eq(audience));
    }
    if let Some(topic_id) = filter.topic_id {
        let about = article_topics::table
            .filter(article_topics::topic_id.eq(topic_id))
            .select(article_topics::article_id);
        query = query.filter(articles::id.eq_any(about));
    }
    if filter.published {
        query = query.filter(published());
    }
    if let Some(Cursor { at, id }) = after {
        let same_time = articles::updated_at.eq(at).and(articles::id.lt(ArticleId(id)));
        query = query.filter(articles::updated_at.lt(at).or(same_time));
    }
    let rows = query
        .order((articles::updated_at.desc(), articles::id.desc()))
        .limit(limit + 1)
        .load::<Row>(connection)?;
    let found = rows.into_iter().map(article).collect();
    Ok(Page::cut(found, limit, |last: &Article| Cursor {
        at: last.updated_at,
        id: last.id.0,
    }))
}

/// How many articles anybody may read in a portal, in these locales.
pub fn count_published(connection: &mut DbConnection, brand_id: BrandId, locales: &[Locale]) -> QueryResult<i64> {
    articles::table
        .filter(published_in(brand_id, locales))
        .count()
        .get_result(connection)
}

/// Whether the article of the row at hand is one that anybody may read in a portal, in one of these locales.
#[diesel::dsl::auto_type]
#[expect(clippy::elidable_lifetime_names, reason = "auto_type makes a type of it")]
pub(super) fn published_in<'a>(brand_id: BrandId, locales: &'a [Locale]) -> _ {
    let shown: shown_in = shown_in(brand_id);
    articles::locale.eq_any(locales).and(exists(shown)).and(published())
}

/// Whether anybody may read the article of the row at hand, as [`crate::domain::visibility`] decides it for one at a time.
#[diesel::dsl::auto_type]
pub(super) fn published() -> _ {
    let public: Audience = Audience::Public;
    let young: Confidence = Confidence::NotValidated;
    let validated: Confidence = Confidence::Validated;
    articles::audience
        .eq(public)
        .and(articles::confidence.eq(young).or(articles::confidence.eq(validated)))
        .and(articles::published_revision_id.is_not_null())
}

/// Whether the article of the row at hand is shown in a brand's portal. Asked row by row: a list of all that a brand shows
/// would be as long as the archive.
#[diesel::dsl::auto_type]
pub(super) fn shown_in(brand_id: BrandId) -> _ {
    article_brands::table.filter(
        article_brands::article_id
            .eq(articles::id)
            .and(article_brands::brand_id.eq(brand_id)),
    )
}

/// Shows an article in a brand's portal; nothing where it is shown there already.
pub fn show_in(connection: &mut DbConnection, id: ArticleId, brand_id: BrandId) -> QueryResult<()> {
    let shown = article_brands::table
        .filter(
            article_brands::article_id
                .eq(id)
                .and(article_brands::brand_id.eq(brand_id)),
        )
        .count()
        .get_result::<i64>(connection)?;
    if shown == 0 {
        diesel::insert_into(article_brands::table)
            .values((article_brands::article_id.eq(id), article_brands::brand_id.eq(brand_id)))
            .execute(connection)?;
    }
    Ok(())
}

/// The brands whose portals show each of `ids`.
pub fn brands_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(ArticleId, BrandId)>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        article_brands::table
            .filter(among(article_brands::article_id, some))
            .order((article_brands::article_id, article_brands::brand_id))
            .load(connection)
    })
}

/// The articles that a brand's portal shows, its own and others'.
pub fn ids_shown_in(connection: &mut DbConnection, brand_id: BrandId) -> QueryResult<Vec<ArticleId>> {
    article_brands::table
        .filter(article_brands::brand_id.eq(brand_id))
        .select(article_brands::article_id)
        .load(connection)
}
