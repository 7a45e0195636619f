//! Writes an article: a new one, or a new revision of one. HTML is made and cleaned here, when a text is saved, and never
//! when it is read.

use super::Actor;
use crate::{
    app::App,
    db::{
        self, DbConnection,
        article::NewArticle,
        change_log::{self, Entity},
        revision::NewRevision,
    },
    domain::{
        article::{Article, Audience, Confidence, Governance, Parts},
        id::{ArticleId, BrandId, RevisionId},
        locale::Locale,
        slug,
        visibility::Guarded,
    },
    error::{Code, Error, Result},
    markdown::{self, Site},
};
use chrono::NaiveDateTime;

/// A new article.
#[derive(Debug, Clone)]
pub struct Creation {
    pub brand_id: BrandId,
    pub locale: Locale,
    pub parts: Parts,
    pub audience: Audience,
    /// Any article of the group of translations that it joins.
    pub translation_of: Option<ArticleId>,
    pub external_id: Option<String>,
    /// Keys of topics; those that the brand does not have are made.
    pub topics: Vec<String>,
    pub tags: Vec<String>,
    pub note: String,
}

/// What changes of an article; none: it stays.
#[derive(Debug, Clone, Default)]
pub struct Revision {
    pub parts: Option<Parts>,
    pub audience: Option<Audience>,
    pub confidence: Option<Confidence>,
    pub governance: Option<Governance>,
    pub topics: Option<Vec<String>>,
    pub tags: Option<Vec<String>>,
    /// Why; kept with the revision.
    pub note: String,
}

/// Stores a new article as work in progress.
pub fn create(app: &App, actor: Actor, new: &Creation) -> Result<ArticleId> {
    let rendered = render(app, &new.parts)?;
    let now = app.clock.now();
    let id = app.database.write(|connection| {
        let group_id = match new.translation_of {
            Some(sibling) => Some(
                db::article::find(connection, sibling)?
                    .ok_or_else(|| Error::invalid("translation_of", "There is no such article."))?
                    .group_id,
            ),
            None => None,
        };
        let id = db::article::insert(
            connection,
            &NewArticle {
                id: None,
                brand_id: new.brand_id,
                group_id,
                locale: new.locale.clone(),
                external_id: new.external_id.clone(),
                confidence: Confidence::WorkInProgress,
                audience: new.audience,
                governance: Governance::Open,
            },
            now,
        )?;
        let article = db::article::get(connection, id)?;
        let revision_id = add(connection, &article, &rendered, actor, &new.note, now)?;
        let article = Article {
            revision_id: Some(revision_id),
            ..article
        };
        store(connection, &article, now)?;
        set_topics(connection, &article, &new.topics)?;
        db::article::set_tags(connection, id, new.brand_id, &new.tags)?;
        db::audit::record(connection, actor, "article.create", Some(id.0), &new.parts.title, now)?;
        Ok(id)
    })?;
    app.news.changed();
    Ok(id)
}

/// Changes an article. `expected` is the version that was read; another one by now is refused. Text that readers see stays
/// as it is until the article is published again.
pub fn revise(app: &App, actor: Actor, id: ArticleId, expected: Option<i32>, change: &Revision) -> Result<Article> {
    let rendered = change.parts.as_ref().map(|parts| render(app, parts)).transpose()?;
    let now = app.clock.now();
    let article = app.database.write(|connection| {
        let mut article = find(connection, id, expected)?;
        if article.confidence == Confidence::Archived {
            return Err(crate::domain::article::IllegalMove::Archived.into());
        }
        if let Some(rendered) = &rendered {
            article.revision_id = Some(add(connection, &article, rendered, actor, &change.note, now)?);
        }
        if let Some(audience) = change.audience {
            // To the public only by publishing, which looks for personal data first.
            if audience == Audience::Public && article.audience != audience && article.confidence.is_usable() {
                return Err(Error::invalid("audience", "Publish the article to make it public."));
            }
            article.audience = audience;
        }
        if let Some(confidence) = change.confidence {
            article.confidence = moved(&article, confidence)?;
        }
        article.governance = change.governance.unwrap_or(article.governance);
        if let Some(topics) = &change.topics {
            set_topics(connection, &article, topics)?;
        }
        if let Some(tags) = &change.tags {
            db::article::set_tags(connection, id, article.brand_id, tags)?;
        }
        store(connection, &article, now)?;
        db::audit::record(connection, actor, "article.revise", Some(id.0), &change.note, now)?;
        Ok(db::article::get(connection, id)?)
    })?;
    app.news.changed();
    Ok(article)
}

/// The confidence an edit may set: back to work, or to validated where the article is published. The rest has verbs of its
/// own.
fn moved(article: &Article, wanted: Confidence) -> Result<Confidence> {
    let published = article.published_revision_id.is_some();
    match wanted {
        Confidence::WorkInProgress => Ok(wanted),
        Confidence::NotValidated | Confidence::Validated if published => Ok(wanted),
        _ if wanted == article.confidence => Ok(wanted),
        _ => Err(Error::invalid(
            "confidence",
            "Publish or archive the article to get there.",
        )),
    }
}

/// A text with its HTML.
pub struct Rendered {
    pub parts: Parts,
    pub html: String,
    pub cause_html: String,
    pub text: String,
}

/// Checks a text and makes its HTML.
pub fn render(app: &App, parts: &Parts) -> Result<Rendered> {
    let parts = tidy(parts);
    let problems = parts.problems_to_save();
    if let Some(first) = problems.first() {
        let error = Error::new(Code::Invalid, first.to_string());
        return Err(problems
            .iter()
            .fold(error, |error, unfit| error.with_field(unfit.part, unfit.problem)));
    }
    let site = Site::of([app.settings.public_url.origin.as_str()]);
    let resolution = markdown::render(&parts.resolution, &site);
    let cause = markdown::render(&parts.cause, &site);
    let text = [resolution.text.as_str(), cause.text.as_str()]
        .join("\n")
        .trim()
        .to_owned();
    Ok(Rendered {
        html: resolution.html,
        cause_html: cause.html,
        text,
        parts,
    })
}

/// NFC, so that the same word is the same bytes; LF alone; no U+0000, which PostgreSQL cannot store.
fn tidy(parts: &Parts) -> Parts {
    use unicode_normalization::UnicodeNormalization;
    let tidy = |text: &str| {
        text.nfc()
            .filter(|c| *c != '\0')
            .collect::<String>()
            .replace("\r\n", "\n")
    };
    Parts {
        title: tidy(&parts.title).split_whitespace().collect::<Vec<_>>().join(" "),
        issue: tidy(&parts.issue).trim().to_owned(),
        environment: tidy(&parts.environment).trim().to_owned(),
        resolution: tidy(&parts.resolution).trim_end().to_owned(),
        cause: tidy(&parts.cause).trim_end().to_owned(),
        reply: tidy(&parts.reply).trim().to_owned(),
        channel_replies: parts
            .channel_replies
            .iter()
            .map(|(kind, text)| (kind.clone(), tidy(text)))
            .collect(),
    }
}

/// Adds a revision and the slug of its title, in the caller's unit of work.
pub fn add(
    connection: &mut DbConnection,
    article: &Article,
    rendered: &Rendered,
    actor: Actor,
    note: &str,
    now: NaiveDateTime,
) -> Result<RevisionId> {
    let revision_id = db::revision::insert(
        connection,
        &NewRevision {
            article_id: article.id,
            number: None,
            parts: rendered.parts.clone(),
            html: rendered.html.clone(),
            cause_html: rendered.cause_html.clone(),
            text: rendered.text.clone(),
            author_id: actor.account_id,
            note: note.to_owned(),
        },
        now,
    )?;
    Ok(revision_id)
}

/// The article at the version that was read.
pub fn find(connection: &mut DbConnection, id: ArticleId, expected: Option<i32>) -> Result<Article> {
    let article = db::article::find(connection, id)?.ok_or_else(|| Error::not_found("article"))?;
    match expected {
        Some(version) if version != article.version => Err(changed_meanwhile()),
        _ => Ok(article),
    }
}

/// Stores the article's states and writes the change down for those who follow.
pub fn store(connection: &mut DbConnection, article: &Article, now: NaiveDateTime) -> Result<()> {
    store_as_of(connection, article, now, now)
}

/// The same for a change that was made at `at` elsewhere and comes in now.
pub fn store_as_of(
    connection: &mut DbConnection,
    article: &Article,
    at: NaiveDateTime,
    now: NaiveDateTime,
) -> Result<()> {
    if !db::article::update(connection, article, at)? {
        return Err(changed_meanwhile());
    }
    change_log::record(connection, Entity::Article, article.id.0, now)?;
    Ok(())
}

/// Writes down that readers saw the article's text until now, where they did and another one takes its place; `article` is
/// as it was. What was shown to nobody stays unseen for ever.
pub fn replace_shown(
    connection: &mut DbConnection,
    article: &Article,
    next: RevisionId,
    now: NaiveDateTime,
) -> Result<()> {
    let shown = article.published_revision_id.filter(|shown| *shown != next);
    if let Some(shown) = shown.filter(|_| article.is_public()) {
        db::revision::add_former(connection, shown, now)?;
    }
    Ok(())
}

/// Makes the slug of the published title the present one.
pub fn set_slug(connection: &mut DbConnection, id: ArticleId, title: &str, now: NaiveDateTime) -> Result<()> {
    Ok(db::article::set_slug(connection, id, &slug::of(title), now)?)
}

/// Makes the topics with these keys the article's; those that the brand does not have are made.
pub fn set_topics(connection: &mut DbConnection, article: &Article, keys: &[String]) -> Result<()> {
    let ids = keys
        .iter()
        .map(|key| key.trim())
        .filter(|key| !key.is_empty())
        .map(|key| db::topic::put(connection, article.brand_id, key, None))
        .collect::<Result<Vec<_>, _>>()?;
    let mut unique = ids;
    unique.sort_unstable();
    unique.dedup();
    Ok(db::article::set_topics(connection, article.id, &unique)?)
}

/// Another version by now than the one that was read.
pub fn changed_meanwhile() -> Error {
    Error::new(
        Code::PreconditionFailed,
        "Somebody else changed this article meanwhile. Load it again and repeat your change.",
    )
}
