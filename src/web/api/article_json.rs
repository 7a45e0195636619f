//! An article as JSON: what everybody may read of it, and what people who work here see beside.

use super::search::topic_keys;
use crate::{
    actions::read::{Summary, View},
    app::App,
    db,
    domain::{
        address,
        article::{Article, Audience, Confidence, Governance, Parts, RedactionStatus},
        brand::Brand,
        id::{ArticleId, ConversationId, RedactionId, TopicId},
        locale::Locale,
        revision::Revision,
        visibility::{Guarded, Visible},
    },
    error::{Error, Result},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;

/// An article.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ArticleJson {
    pub id: ArticleId,
    pub external_id: Option<String>,
    /// Slug of the brand.
    pub brand: String,
    pub locale: Locale,
    pub confidence: Confidence,
    pub audience: Audience,
    #[serde(flatten)]
    pub parts: Parts,
    /// Resolution and cause as clean HTML.
    pub resolution_html: String,
    pub cause_html: String,
    /// Number of the revision that this is.
    pub revision: i32,
    /// Keys of its topics.
    pub topics: Vec<String>,
    pub tags: Vec<String>,
    /// Its page; null while strangers may not see it.
    pub url: Option<String>,
    /// The short link that replies carry.
    pub short_url: Option<String>,
    pub translations: Vec<TranslationJson>,
    pub uses: UsesJson,
    pub updated_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    /// For people who work here.
    #[serde(flatten)]
    pub staff: Option<StaffJson>,
}

/// What people who work here see of an article beside what everybody sees.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct StaffJson {
    /// Counts up with each change; what `If-Match` compares.
    pub version: i32,
    pub governance: Governance,
    /// Number of the revision that readers see; null: none.
    pub published_revision: Option<i32>,
    /// The first article of its group of translations.
    pub group_id: ArticleId,
    /// The article that took its place.
    pub replaced_by: Option<ArticleId>,
    /// The conversations that it was drawn from.
    pub sources: Vec<ConversationId>,
    pub redactions: Vec<RedactionJson>,
    /// Flags that nobody has closed.
    pub open_flags: i64,
    /// Links to conversations that it answered; the newest 100.
    pub links: Vec<ConversationId>,
    pub created_at: DateTime<Utc>,
}

/// A piece of personal data that was found, and what was decided on it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RedactionJson {
    pub id: RedactionId,
    /// Type, for instance `EMAIL`.
    pub kind: String,
    /// What stood there.
    pub original: String,
    /// What stands in the text instead.
    pub placeholder: String,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
    pub status: RedactionStatus,
    pub decided_at: Option<DateTime<Utc>>,
}

/// The same article in another language.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TranslationJson {
    pub id: ArticleId,
    pub locale: Locale,
    pub url: String,
}

/// How often an article was sent, and how it did.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UsesJson {
    pub uses: i32,
    pub helped: i32,
    pub not_helped: i32,
    pub last_used_at: Option<DateTime<Utc>>,
    pub last_confirmed_at: Option<DateTime<Utc>>,
}

/// An article in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ArticleSummary {
    pub id: ArticleId,
    pub external_id: Option<String>,
    /// Slug of the brand.
    pub brand: String,
    pub locale: Locale,
    pub title: String,
    pub reply: String,
    pub confidence: Confidence,
    pub audience: Audience,
    pub topics: Vec<String>,
    pub uses: i32,
    pub version: i32,
    pub url: Option<String>,
    pub updated_at: DateTime<Utc>,
}

/// What all may read.
pub fn for_everybody(app: &App, view: Visible<View>) -> Result<ArticleJson> {
    show(app, view.into_inner())
}

/// What people who work here read: the text of `revision`, or else the newest, and all that belongs to it.
pub fn for_staff(app: &App, view: Visible<View>, revision: Option<i32>) -> Result<ArticleJson> {
    let mut view = view.into_inner();
    let id = view.article.id;
    let published = view.article.published_revision_id;
    let staff = app.database.read(|connection| {
        let published_revision = match published {
            Some(published) => Some(db::revision::get(connection, published)?.number),
            None => None,
        };
        let wanted = match (revision, view.article.revision_id) {
            (Some(number), _) => db::revision::find_by_number(connection, id, number)?,
            (None, Some(newest)) => db::revision::find(connection, newest)?,
            (None, None) => Some(view.revision.clone()),
        };
        view.revision = wanted.ok_or_else(|| Error::not_found("revision"))?;
        let redactions = db::redaction::list(connection, id)?;
        let links = db::link::list_of_article(connection, id, 100)?;
        Ok::<_, Error>(StaffJson {
            version: view.article.version,
            governance: view.article.governance,
            published_revision,
            group_id: view.article.group_id,
            replaced_by: view.article.replaced_by,
            sources: db::article::sources_of(connection, id)?,
            redactions: redactions.into_iter().map(show_redaction).collect(),
            open_flags: db::link::count_open_flags(connection, id)?,
            links: links.into_iter().map(|link| link.conversation_id).collect(),
            created_at: view.article.created_at.and_utc(),
        })
    })?;
    Ok(ArticleJson {
        staff: Some(staff),
        ..show(app, view)?
    })
}

fn show(app: &App, view: View) -> Result<ArticleJson> {
    let brand = brand_of(app, &view.article)?;
    let keys = topic_keys(app, &brand)?;
    let tags = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::tags_of(connection, view.article.id)?))?;
    let to = |path: &str| format!("{}{path}", app.site(&brand));
    let public = view.is_public();
    let path = view.path();
    let Revision {
        number,
        parts,
        html,
        cause_html,
        ..
    } = view.revision;
    Ok(ArticleJson {
        id: view.article.id,
        brand: brand.slug.clone(),
        url: public.then(|| to(&path)),
        short_url: public.then(|| to(&address::short(view.article.id))),
        external_id: view.article.external_id,
        locale: view.article.locale,
        confidence: view.article.confidence,
        audience: view.article.audience,
        parts,
        resolution_html: html,
        cause_html,
        revision: number,
        topics: view.topics.iter().filter_map(|id| keys.get(id).cloned()).collect(),
        tags,
        translations: view
            .translations
            .into_iter()
            .map(|translation| TranslationJson {
                id: translation.id,
                locale: translation.locale,
                url: to(&translation.path),
            })
            .collect(),
        uses: UsesJson {
            uses: view.uses.uses,
            helped: view.uses.helped,
            not_helped: view.uses.not_helped,
            last_used_at: view.uses.last_used_at.map(|at| at.and_utc()),
            last_confirmed_at: view.uses.last_confirmed_at.map(|at| at.and_utc()),
        },
        updated_at: view.article.updated_at.and_utc(),
        published_at: view.article.published_at.map(|at| at.and_utc()),
        staff: None,
    })
}

/// A redaction, for people who work here.
pub fn show_redaction(redaction: db::redaction::Redaction) -> RedactionJson {
    RedactionJson {
        id: redaction.id,
        kind: redaction.kind,
        original: redaction.original,
        placeholder: redaction.placeholder,
        // It is measured in hundredths; the rest is how a shorter number was stored.
        confidence: (redaction.confidence * 100.0).round() / 100.0,
        status: redaction.status,
        decided_at: redaction.decided_at.map(|at| at.and_utc()),
    }
}

/// An entry of a list.
pub fn summary(app: &App, keys: &HashMap<TopicId, String>, summary: Visible<Summary>) -> Result<ArticleSummary> {
    let summary = summary.into_inner();
    let brand = brand_of(app, &summary.article)?;
    Ok(ArticleSummary {
        url: summary
            .article
            .is_public()
            .then(|| format!("{}{}", app.site(&brand), summary.path)),
        brand: brand.slug,
        id: summary.article.id,
        external_id: summary.article.external_id,
        locale: summary.article.locale,
        title: summary.title,
        reply: summary.reply,
        confidence: summary.article.confidence,
        audience: summary.article.audience,
        topics: summary.topics.iter().filter_map(|id| keys.get(id).cloned()).collect(),
        uses: summary.uses.uses,
        version: summary.article.version,
        updated_at: summary.article.updated_at.and_utc(),
    })
}

/// The brand that an article belongs to.
pub fn brand_of(app: &App, article: &Article) -> Result<Brand> {
    let brands = app.brands()?;
    let found = brands.iter().find(|brand| brand.id == article.brand_id).cloned();
    found.ok_or_else(|| Error::not_found("brand"))
}
