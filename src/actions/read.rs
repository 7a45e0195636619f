//! Reads articles for somebody: what they may see, with all that a page or an answer shows of it.

use crate::{
    app::App,
    db::{
        self, DbConnection,
        article::{Excerpt, Uses},
        page::{Cursor, Page},
    },
    domain::{
        address,
        article::{Article, Audience, Confidence, Titled, Withdrawal},
        id::{ArticleId, BrandId, TopicId},
        locale::Locale,
        revision::Revision,
        slug,
        visibility::{Reader, Visible},
    },
    error::{Error, Result},
};
use chrono::TimeDelta;
use std::collections::HashMap;

/// An article that its reader may see, with its text.
#[derive(Debug, Clone)]
pub struct View {
    pub article: Article,
    /// The published revision; for staff of an article without one, the newest.
    pub revision: Revision,
    pub slug: String,
    pub topics: Vec<TopicId>,
    pub uses: Uses,
    /// The other languages it can be read in, by this reader.
    pub translations: Vec<Translation>,
    /// What it was translated from, where that was changed since.
    pub newer_original: Option<Translation>,
}

/// The same article in another language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    pub id: ArticleId,
    pub locale: Locale,
    /// Path of its page.
    pub path: String,
}

/// What is at an article's address.
#[derive(Debug)]
pub enum Found {
    Here(Box<Visible<View>>),
    /// Another article took its place.
    Moved(ArticleId),
    /// It was public once and was withdrawn; why and what is read instead, where that was said. With a replacement and no
    /// reason its address simply leads there ([`Found::Moved`]).
    Withdrawn(Article, Option<Withdrawal>, Option<ArticleId>),
}

impl View {
    /// Path of its page.
    pub fn path(&self) -> String {
        address::article(&self.article.locale, self.article.id, &self.slug)
    }

    /// Whether this reader sees what everybody sees.
    pub fn is_public(&self) -> bool {
        crate::domain::visibility::Guarded::is_public(&self.article)
    }
}

/// What `reader` finds at the address of article `id`, in the portal of `brand_id`.
pub fn at_address(app: &App, reader: Reader, brand_id: Option<BrandId>, id: ArticleId) -> Result<Found> {
    app.database.read(|connection| {
        let shown = db::article::shown(connection, id)?.ok_or_else(|| Error::not_found("article"))?;
        let article = &shown.0;
        if let Some(brand_id) = brand_id
            // Its own brand's portal always shows it.
            && article.brand_id != brand_id
            && !db::article::brands_of(connection, &[id])?.contains(&(id, brand_id))
        {
            return Err(Error::not_found("article"));
        }
        let was_public = article.audience == Audience::Public && article.published_revision_id.is_some();
        if article.confidence == Confidence::Archived && was_public {
            let reason = why_withdrawn(connection, article)?;
            let other = article.replaced_by.map(|other| survivor(connection, other));
            return Ok(match (other.transpose()?, reason) {
                (Some(other), None) => Found::Moved(other),
                (other, reason) => Found::Withdrawn(shown.0, reason, other),
            });
        }
        view(connection, reader, shown).map(|view| Found::Here(Box::new(view)))
    })
}

/// The word that an archiving was given; the editor's own words are for staff. A merging since then gives none.
fn why_withdrawn(connection: &mut DbConnection, article: &Article) -> Result<Option<Withdrawal>> {
    let reason = db::audit::last_detail(connection, &["article.archive", "article.merge"], article.id.0)?;
    let reason = reason.unwrap_or_default();
    Ok(reason.split(':').next().and_then(|word| word.trim().parse().ok()))
}

/// The article for this reader; an error where there is none to see.
pub fn article(app: &App, reader: Reader, id: ArticleId) -> Result<Visible<View>> {
    app.database.read(|connection| {
        let shown = db::article::shown(connection, id)?.ok_or_else(|| Error::not_found("article"))?;
        view(connection, reader, shown)
    })
}

/// The end of a chain of articles that replaced one another. Chains are short; a loop ends it.
fn survivor(connection: &mut DbConnection, mut id: ArticleId) -> Result<ArticleId> {
    for _ in 0..8 {
        match db::article::find(connection, id)?.and_then(|article| article.replaced_by) {
            Some(next) => id = next,
            None => break,
        }
    }
    Ok(id)
}

fn view(
    connection: &mut DbConnection,
    reader: Reader,
    (article, revision, uses): (Article, Option<Revision>, Uses),
) -> Result<Visible<View>> {
    let article = reader.may_see(article).ok_or_else(|| Error::not_found("article"))?;
    let revision = revision.ok_or_else(|| Error::not_found("revision"))?;
    let id = article.id;
    let topics = db::article::topics_of_one(connection, id)?;
    let mut siblings = Vec::new();
    for (sibling, slug) in db::article::translations(connection, article.group_id)? {
        siblings.extend(reader.may_see(sibling).map(|sibling| (sibling, slug)));
    }
    let newer = newer_original(connection, &article, &revision, &siblings)?;
    let own = siblings.iter().position(|(sibling, _)| sibling.id == id);
    let slug = own
        .map(|place| siblings.remove(place).1)
        .filter(|slug| !slug.is_empty());
    let slug = slug.unwrap_or_else(|| slug::of(&revision.parts.title));
    let translations: Vec<Translation> = siblings
        .into_iter()
        .map(|(sibling, slug)| Translation {
            id: sibling.id,
            locale: sibling.locale.clone(),
            path: address::article(&sibling.locale, sibling.id, &slug),
        })
        .collect();
    Ok(article.map(|article| View {
        article,
        revision,
        slug,
        topics,
        uses,
        newer_original: translations.iter().find(|other| Some(other.id) == newer).cloned(),
        translations,
    }))
}

/// What is saved within this time of the original belongs to the same piece of work.
const SAME_WORK: TimeDelta = TimeDelta::hours(1);

/// The article that this one was translated from, where its public text is newer than the translation.
fn newer_original(
    connection: &mut DbConnection,
    article: &Article,
    revision: &Revision,
    siblings: &[(Visible<Article>, String)],
) -> Result<Option<ArticleId>> {
    let original = siblings
        .iter()
        .map(|(sibling, _)| sibling)
        .find(|sibling| sibling.id == article.group_id && sibling.id != article.id);
    let Some(published) = original.and_then(|original| original.published_revision_id) else {
        return Ok(None);
    };
    let original = db::revision::get(connection, published)?;
    let newer = original.number > 1 && original.created_at > revision.created_at + SAME_WORK;
    Ok(newer.then_some(original.article_id))
}

/// An article in a list: title, short answer, address.
#[derive(Debug, Clone)]
pub struct Summary {
    pub article: Article,
    pub title: String,
    /// The short answer; empty where there is none.
    pub reply: String,
    /// The resolution as words.
    pub text: String,
    pub path: String,
    pub topics: Vec<TopicId>,
    pub uses: Uses,
}

/// The articles among `ids` that `reader` may see, in the order of `ids`. What an index that lags behind still shows is
/// dropped here.
pub fn summaries(connection: &mut DbConnection, reader: Reader, ids: &[ArticleId]) -> Result<Vec<Visible<Summary>>> {
    let order = ids;
    let mut found = excerpts(connection, reader, order)?;
    let ids: Vec<_> = found.keys().copied().collect();
    let slugs: HashMap<_, _> = db::article::slugs_of(connection, &ids)?.into_iter().collect();
    let mut topics: HashMap<ArticleId, Vec<TopicId>> = HashMap::new();
    for (id, topic) in db::article::topics_of(connection, &ids)? {
        topics.entry(id).or_default().push(topic);
    }
    let uses: HashMap<_, _> = db::article::uses_of(connection, &ids)?
        .into_iter()
        .map(|uses| (uses.article_id, uses))
        .collect();
    Ok(order
        .iter()
        .filter_map(|id| {
            let (article, excerpt) = found.remove(id)?;
            Some(article.map(|article| Summary {
                path: address::article(&article.locale, *id, slugs.get(id).map_or("", String::as_str)),
                title: excerpt.title,
                reply: excerpt.reply,
                text: excerpt.text,
                topics: topics.remove(id).unwrap_or_default(),
                uses: uses.get(id).copied().unwrap_or(db::article::no_uses(*id)),
                article,
            }))
        })
        .collect())
}

/// What is shown of those of `ids` that `reader` may see.
fn excerpts(
    connection: &mut DbConnection,
    reader: Reader,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, (Visible<Article>, Excerpt)>> {
    let found = db::article::excerpts(connection, ids)?;
    let seen = |(article, excerpt): (Article, Excerpt)| Some((article.id, (reader.may_see(article)?, excerpt)));
    Ok(found.into_iter().filter_map(seen).collect())
}

/// An article by its title alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub article_id: ArticleId,
    pub locale: Locale,
    pub title: String,
    pub path: String,
}

/// The titles of those of `ids` that `reader` may see, in their order.
pub fn headings(connection: &mut DbConnection, reader: Reader, ids: &[ArticleId]) -> Result<Vec<Visible<Heading>>> {
    let seen = |(titled, slug): (Titled, String)| Some((titled.id, (reader.may_see(titled)?, slug)));
    let found = db::article::titles(connection, ids)?;
    let mut found: HashMap<_, _> = found.into_iter().filter_map(seen).collect();
    let heading = |id: &ArticleId| {
        let (titled, slug) = found.remove(id)?;
        Some(titled.map(|titled| Heading {
            path: address::article(&titled.locale, *id, &slug),
            article_id: *id,
            locale: titled.locale,
            title: titled.title,
        }))
    };
    Ok(ids.iter().filter_map(heading).collect())
}

/// A page of articles that `reader` may see, the most recently changed first.
pub fn list(
    app: &App,
    reader: Reader,
    filter: &db::article::Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Page<Visible<Summary>>> {
    let published = filter.published || reader == Reader::Public;
    let filter = db::article::Filter {
        published,
        ..filter.clone()
    };
    app.database.read(|connection| {
        let page = db::article::list(connection, &filter, after, limit)?;
        let ids: Vec<_> = page.items.iter().map(|article| article.id).collect();
        let items = summaries(connection, reader, &ids)?;
        Ok(Page { items, next: page.next })
    })
}

/// What counts as of late, and the most conversations that are looked at.
const LATELY: TimeDelta = TimeDelta::days(7);
const LATELY_MOST: i64 = 500;

/// The titles of the public articles that answered most of what a brand was asked of late, without those `besides`. No
/// word of a customer is among them.
pub fn asked_lately(
    app: &App,
    brand_id: BrandId,
    locale: &Locale,
    besides: &[ArticleId],
) -> Result<Vec<Visible<Heading>>> {
    app.database.read(|connection| {
        let since = app.clock.now() - LATELY;
        let asked = db::conversation::ids_since(connection, brand_id, since, LATELY_MOST)?;
        let mut ids = db::article::most_linked(connection, brand_id, locale, &asked)?;
        ids.retain(|id| !besides.contains(id));
        ids.truncate(16);
        headings(connection, Reader::Public, &ids)
    })
}

/// The public articles of a brand and locale that were used most.
pub fn most_used(app: &App, brand_id: BrandId, locale: &Locale, limit: i64) -> Result<Vec<Visible<Summary>>> {
    app.database.read(|connection| {
        let ids = db::article::most_used(connection, brand_id, locale, limit)?;
        summaries(connection, Reader::Public, &ids)
    })
}
