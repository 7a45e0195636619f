//! Articles: their states, brands, topics, tags and slugs. Their words are in `revision`.

use super::{
    DbConnection,
    page::{Cursor, Page},
    schema::{article_brands, article_tags, article_topics, article_uses, articles, slugs, sources, tags},
};
use crate::domain::{
    article::{Article, Audience, Confidence, Governance},
    id::{ArticleId, BrandId, ConversationId, RevisionId, TopicId},
    locale::Locale,
};
use chrono::NaiveDateTime;
use diesel::{dsl::exists, prelude::*};

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

type Row = (
    (
        ArticleId,
        BrandId,
        Option<ArticleId>,
        Locale,
        Option<String>,
        Confidence,
        Audience,
        Governance,
    ),
    (
        Option<RevisionId>,
        Option<RevisionId>,
        i32,
        Option<ArticleId>,
        NaiveDateTime,
        NaiveDateTime,
        Option<NaiveDateTime>,
    ),
);

type Columns = (
    (
        articles::id,
        articles::brand_id,
        articles::group_id,
        articles::locale,
        articles::external_id,
        articles::confidence,
        articles::audience,
        articles::governance,
    ),
    (
        articles::revision_id,
        articles::published_revision_id,
        articles::version,
        articles::replaced_by,
        articles::created_at,
        articles::updated_at,
        articles::published_at,
    ),
);

const COLUMNS: Columns = (
    (
        articles::id,
        articles::brand_id,
        articles::group_id,
        articles::locale,
        articles::external_id,
        articles::confidence,
        articles::audience,
        articles::governance,
    ),
    (
        articles::revision_id,
        articles::published_revision_id,
        articles::version,
        articles::replaced_by,
        articles::created_at,
        articles::updated_at,
        articles::published_at,
    ),
);

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
    let row = articles::table
        .filter(articles::id.eq(id))
        .select(COLUMNS)
        .first::<Row>(connection);
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
        .first::<Row>(connection);
    row.optional().map(|found| found.map(article))
}

/// Those of `ids` that exist, in no particular order.
pub fn list_by_ids(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<Article>> {
    let rows = articles::table
        .filter(articles::id.eq_any(ids))
        .select(COLUMNS)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(article).collect())
}

/// The translations of an article, itself among them, the first one first.
pub fn translations(connection: &mut DbConnection, group_id: ArticleId) -> QueryResult<Vec<Article>> {
    let rows = articles::table
        .filter(articles::group_id.eq(group_id).or(articles::id.eq(group_id)))
        .order(articles::id)
        .select(COLUMNS)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(article).collect())
}

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
        query = query.filter(
            articles::audience
                .eq(Audience::Public)
                .and(articles::confidence.eq_any([Confidence::NotValidated, Confidence::Validated]))
                .and(articles::published_revision_id.is_not_null()),
        );
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

/// Ids from `after` on, ascending: for going through all of them.
pub fn ids_after(connection: &mut DbConnection, after: ArticleId, limit: i64) -> QueryResult<Vec<ArticleId>> {
    articles::table
        .filter(articles::id.gt(after))
        .order(articles::id)
        .limit(limit)
        .select(articles::id)
        .load(connection)
}

/// How many articles anybody may read in a portal and locale.
pub fn count_published(connection: &mut DbConnection, brand_id: BrandId, locale: &Locale) -> QueryResult<i64> {
    articles::table
        .filter(
            articles::locale
                .eq(locale)
                .and(exists(shown_in(brand_id)))
                .and(articles::audience.eq(Audience::Public))
                .and(articles::confidence.eq_any([Confidence::NotValidated, Confidence::Validated]))
                .and(articles::published_revision_id.is_not_null()),
        )
        .count()
        .get_result(connection)
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

/// Whether the article of the row at hand is shown in a brand's portal. Asked row by row: a list of all that a brand shows
/// would be as long as the archive.
#[diesel::dsl::auto_type]
fn shown_in(brand_id: BrandId) -> _ {
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
    article_brands::table
        .filter(article_brands::article_id.eq_any(ids))
        .order((article_brands::article_id, article_brands::brand_id))
        .load(connection)
}

/// The topics of each of `ids`.
pub fn topics_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(ArticleId, TopicId)>> {
    article_topics::table
        .filter(article_topics::article_id.eq_any(ids))
        .order((article_topics::article_id, article_topics::topic_id))
        .load(connection)
}

/// Makes `topics` the article's topics.
pub fn set_topics(connection: &mut DbConnection, id: ArticleId, topics: &[TopicId]) -> QueryResult<()> {
    diesel::delete(article_topics::table.filter(article_topics::article_id.eq(id))).execute(connection)?;
    for topic_id in topics {
        diesel::insert_into(article_topics::table)
            .values((article_topics::article_id.eq(id), article_topics::topic_id.eq(topic_id)))
            .execute(connection)?;
    }
    Ok(())
}

/// The tags of an article, by name.
pub fn tags_of(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Vec<String>> {
    tags::table
        .filter(
            tags::id.eq_any(
                article_tags::table
                    .filter(article_tags::article_id.eq(id))
                    .select(article_tags::tag_id),
            ),
        )
        .order(tags::name)
        .select(tags::name)
        .load(connection)
}

/// Makes `names` the article's tags; tags that the brand does not have are made.
pub fn set_tags(connection: &mut DbConnection, id: ArticleId, brand_id: BrandId, names: &[String]) -> QueryResult<()> {
    diesel::delete(article_tags::table.filter(article_tags::article_id.eq(id))).execute(connection)?;
    for name in names {
        let known = tags::table
            .filter(tags::brand_id.eq(brand_id).and(tags::name.eq(name)))
            .select(tags::id)
            .first::<i64>(connection)
            .optional()?;
        let tag_id = match known {
            Some(tag_id) => tag_id,
            None => diesel::insert_into(tags::table)
                .values((tags::brand_id.eq(brand_id), tags::name.eq(name)))
                .returning(tags::id)
                .get_result(connection)?,
        };
        diesel::insert_into(article_tags::table)
            .values((article_tags::article_id.eq(id), article_tags::tag_id.eq(tag_id)))
            .execute(connection)?;
    }
    Ok(())
}

/// The present slug of each of `ids`.
pub fn slugs_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(ArticleId, String)>> {
    slugs::table
        .filter(slugs::article_id.eq_any(ids))
        .order((slugs::article_id, slugs::created_at, slugs::id))
        .select((slugs::article_id, slugs::slug))
        .load(connection)
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

/// Writes down that the article was drawn from a conversation.
pub fn add_source(
    connection: &mut DbConnection,
    id: ArticleId,
    conversation_id: ConversationId,
    now: NaiveDateTime,
) -> QueryResult<()> {
    let known = sources::table
        .filter(
            sources::article_id
                .eq(id)
                .and(sources::conversation_id.eq(conversation_id)),
        )
        .count()
        .get_result::<i64>(connection)?;
    if known == 0 {
        diesel::insert_into(sources::table)
            .values((
                sources::article_id.eq(id),
                sources::conversation_id.eq(conversation_id),
                sources::created_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// The conversations that an article was drawn from.
pub fn sources_of(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Vec<ConversationId>> {
    sources::table
        .filter(sources::article_id.eq(id))
        .order(sources::conversation_id)
        .select(sources::conversation_id)
        .load(connection)
}

/// The draft that was made from a conversation and still is one.
pub fn find_draft_of(connection: &mut DbConnection, id: ConversationId) -> QueryResult<Option<Article>> {
    let drawn = sources::table
        .filter(sources::conversation_id.eq(id))
        .select(sources::article_id);
    let row = articles::table
        .filter(
            articles::id
                .eq_any(drawn)
                .and(articles::confidence.eq(Confidence::WorkInProgress)),
        )
        .order(articles::id.desc())
        .select(COLUMNS)
        .first::<Row>(connection);
    row.optional().map(|found| found.map(article))
}

/// How often an article was used and helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Uses {
    pub article_id: ArticleId,
    pub uses: i32,
    pub helped: i32,
    pub not_helped: i32,
    pub last_used_at: Option<NaiveDateTime>,
    pub last_confirmed_at: Option<NaiveDateTime>,
}

/// The uses of each of `ids` that has any.
pub fn uses_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<Uses>> {
    article_uses::table
        .filter(article_uses::article_id.eq_any(ids))
        .load(connection)
}

/// The articles of a brand and locale that were used most, the most used first.
pub fn most_used(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
    limit: i64,
) -> QueryResult<Vec<ArticleId>> {
    articles::table
        .inner_join(article_uses::table)
        .filter(
            articles::locale
                .eq(locale)
                .and(exists(shown_in(brand_id)))
                .and(articles::audience.eq(Audience::Public))
                .and(articles::confidence.eq_any([Confidence::NotValidated, Confidence::Validated])),
        )
        .order((article_uses::uses.desc(), articles::id))
        .limit(limit)
        .select(articles::id)
        .load(connection)
}

/// Counts what `add` has on top of what is stored; its times take the place of older ones.
pub fn add_uses(connection: &mut DbConnection, add: Uses) -> QueryResult<()> {
    let before = article_uses::table
        .filter(article_uses::article_id.eq(add.article_id))
        .first::<Uses>(connection)
        .optional()?;
    let Some(before) = before else {
        return diesel::insert_into(article_uses::table)
            .values((
                article_uses::article_id.eq(add.article_id),
                article_uses::uses.eq(add.uses.max(0)),
                article_uses::helped.eq(add.helped.max(0)),
                article_uses::not_helped.eq(add.not_helped.max(0)),
                article_uses::last_used_at.eq(add.last_used_at),
                article_uses::last_confirmed_at.eq(add.last_confirmed_at),
            ))
            .execute(connection)
            .map(|_| ());
    };
    diesel::update(article_uses::table.filter(article_uses::article_id.eq(add.article_id)))
        .set((
            article_uses::uses.eq((before.uses + add.uses).max(0)),
            article_uses::helped.eq((before.helped + add.helped).max(0)),
            article_uses::not_helped.eq((before.not_helped + add.not_helped).max(0)),
            article_uses::last_used_at.eq(before.last_used_at.max(add.last_used_at)),
            article_uses::last_confirmed_at.eq(before.last_confirmed_at.max(add.last_confirmed_at)),
        ))
        .execute(connection)
        .map(|_| ())
}

/// An addition that counts nothing; a start for `add_uses`.
pub const fn no_uses(article_id: ArticleId) -> Uses {
    Uses {
        article_id,
        uses: 0,
        helped: 0,
        not_helped: 0,
        last_used_at: None,
        last_confirmed_at: None,
    }
}
