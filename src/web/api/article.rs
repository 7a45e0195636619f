//! Articles: listing, writing, reading and changing them.

use super::{
    answer::{Answer, Listed, Paging},
    article_json::{self, ArticleJson, ArticleSummary},
    search, version,
    write::Write,
};
use crate::{
    actions::{read, revise},
    app::App,
    db,
    domain::{
        article::{Article, Audience, Confidence, Governance, Parts},
        id::ArticleId,
        locale::Locale,
        visibility::Reader,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::Problem,
        extract::{Anyone, Authority, Curate, Scoped},
        query::Query,
    },
};
use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, HeaderValue},
    patch, post,
    web::{Data, Path},
};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct ArticleQuery {
    /// Slug of the brand; the installation's own where it is left out.
    brand: Option<String>,
    #[param(value_type = Option<String>)]
    locale: Option<String>,
    confidence: Option<Confidence>,
    audience: Option<Audience>,
    /// Key of a topic.
    topic: Option<String>,
}

/// List articles
///
/// The most recently changed first. Without the scope `read`, only what the public site shows.
#[utoipa::path(tag = "articles", responses((status = 200, body = Listed<ArticleSummary>)), security((), ("token" = ["read"])))]
#[get("/articles")]
pub async fn list_articles(
    web: Data<Web>,
    caller: Anyone,
    query: Query<ArticleQuery>,
    paging: Query<Paging>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let listed = blocking::run(&web, move |app| list(app, &caller, &query, &paging)).await?;
    Ok(listed.respond(&request))
}

fn list(app: &App, caller: &Authority, query: &ArticleQuery, paging: &Paging) -> Result<Listed<ArticleSummary>> {
    let brand = caller.brand(app, query.brand.as_deref())?;
    let filter = db::article::Filter {
        brand_id: Some(brand.id),
        locale: search::locale("locale", query.locale.as_deref())?,
        confidence: query.confidence,
        audience: query.audience,
        topic_id: search::topic(app, &brand, query.topic.as_deref())?,
        published: false,
    };
    let page = read::list(app, caller.reader(), &filter, paging.after()?, paging.limit())?;
    let keys = search::topic_keys(app, &brand)?;
    let items = page
        .items
        .into_iter()
        .map(|summary| article_json::summary(app, &keys, summary))
        .collect::<Result<_>>()?;
    Ok(Listed {
        items,
        next: page.next.map(|cursor| cursor.to_string()),
    })
}

/// A new article.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
struct NewArticle {
    #[serde(flatten)]
    parts: Parts,
    /// Slug of the brand.
    brand: Option<String>,
    /// The brand's own language where it is left out.
    locale: Option<Locale>,
    /// Who it is for once it is published; `internal` where it is left out.
    audience: Option<Audience>,
    /// Any article of the group of translations that it joins.
    translation_of: Option<ArticleId>,
    external_id: Option<String>,
    /// Keys of topics; those that the brand does not have are made.
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    tags: Vec<String>,
    /// Why it was written; kept with the revision.
    #[serde(default)]
    note: String,
}

/// Write an article
///
/// It starts as work in progress; publish it to let readers see it.
#[utoipa::path(
    tag = "articles",
    request_body(content = NewArticle, example = json!({"title": "Me han cobrado dos veces", "resolution": "Uno de los dos cargos se anula solo en cinco días.", "reply": "Uno de los cargos se anula solo en 5 días.", "locale": "es"})),
    responses((status = 201, body = ArticleJson)),
    security(("token" = ["curate"]))
)]
#[post("/articles")]
pub async fn create_article(
    web: Data<Web>,
    caller: Scoped<Curate>,
    write: Write<NewArticle>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, |app, caller, new| {
            let brand = caller.brand(app, new.brand.as_deref())?;
            if let Some(sibling) = new.translation_of {
                caller.may_touch_article(app, sibling)?;
            }
            let id = revise::create(
                app,
                caller.actor,
                &revise::Creation {
                    brand_id: brand.id,
                    locale: new.locale.unwrap_or_else(|| brand.locale()),
                    parts: new.parts,
                    audience: new.audience.unwrap_or(Audience::Internal),
                    translation_of: new.translation_of,
                    external_id: named("external_id", new.external_id)?,
                    topics: words("topics", new.topics)?,
                    tags: words("tags", new.tags)?,
                    note: note(new.note)?,
                },
            )?;
            let view = read::article(app, Reader::Staff, id)?;
            Answer::created(&article_json::for_staff(app, view, None)?)
        })
        .await
}

/// Longest id, topic or tag, in bytes.
const NAME_MOST: usize = 255;
/// Most topics or tags of an article.
const NAMES_MOST: usize = 50;
/// Longest note, in characters.
const NOTE_MOST: usize = 2000;

/// A name that both databases can keep and find.
fn named(field: &str, name: Option<String>) -> Result<Option<String>> {
    let name = name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    match name {
        Some(name) if name.len() > NAME_MOST || name.contains('\0') => Err(Error::invalid(
            field,
            format!("It has at most {NAME_MOST} bytes, and no U+0000."),
        )),
        name => Ok(name),
    }
}

fn words(field: &str, names: Vec<String>) -> Result<Vec<String>> {
    if names.len() > NAMES_MOST {
        return Err(Error::invalid(field, format!("There are at most {NAMES_MOST}.")));
    }
    let mut known = Vec::new();
    for name in names {
        if let Some(name) = named(field, Some(name))?
            && !known.contains(&name)
        {
            known.push(name);
        }
    }
    Ok(known)
}

fn note(text: String) -> Result<String> {
    if text.chars().count() > NOTE_MOST {
        return Err(Error::invalid(
            "note",
            format!("It has at most {NOTE_MOST} characters."),
        ));
    }
    Ok(text.replace('\0', ""))
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct RevisionWanted {
    /// Number of a revision, for people who work here; the newest where it is left out.
    revision: Option<i32>,
}

/// Read an article
///
/// Everybody reads what is published. With the scope `read`, unpublished ones too, as they were written last. Send the
/// `ETag` back in `If-None-Match` to get 304 while nothing has changed.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = ArticleJson), (status = 304, description = "Nothing has changed")),
    security((), ("token" = ["read"]))
)]
#[get("/articles/{id}")]
pub async fn get_article(
    web: Data<Web>,
    caller: Anyone,
    id: Path<ArticleId>,
    wanted: Query<RevisionWanted>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let reader = caller.reader();
    let (tag, article) = blocking::run(&web, move |app| {
        let view = read::article(app, reader, *id)?;
        shown_to(app, &caller, &view.article)?;
        let tag = version::tag(reader, &view);
        let article = match reader {
            Reader::Public => article_json::for_everybody(app, view),
            Reader::Staff => article_json::for_staff(app, view, wanted.revision),
        };
        Ok((tag, article?))
    })
    .await?;
    let known = request
        .headers()
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let unchanged = known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let mut response = if unchanged {
        HttpResponse::NotModified().finish()
    } else {
        HttpResponse::Ok().json(article)
    };
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, value);
    }
    headers.insert(header::VARY, HeaderValue::from_static("authorization, cookie"));
    Ok(response)
}

/// A token of one brand finds what that brand's portal shows, and what it owns.
fn shown_to(app: &App, caller: &Authority, article: &Article) -> Result<()> {
    let Some(own) = caller.only_brand() else { return Ok(()) };
    let shown = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::brands_of(connection, &[article.id])?))?;
    if article.brand_id == own || shown.contains(&(article.id, own)) {
        Ok(())
    } else {
        Err(Error::not_found("article"))
    }
}

/// What changes of an article; what is left out stays.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
struct ArticleChange {
    title: Option<String>,
    issue: Option<String>,
    environment: Option<String>,
    resolution: Option<String>,
    cause: Option<String>,
    reply: Option<String>,
    channel_replies: Option<BTreeMap<String, String>>,
    /// To `internal`; publish to make it public.
    audience: Option<Audience>,
    /// Back to `work_in_progress`, or to `validated` where it is published.
    confidence: Option<Confidence>,
    governance: Option<Governance>,
    topics: Option<Vec<String>>,
    tags: Option<Vec<String>>,
    /// Why; kept with the revision.
    note: String,
}

impl ArticleChange {
    fn changes_text(&self) -> bool {
        let texts = [
            &self.title,
            &self.issue,
            &self.environment,
            &self.resolution,
            &self.cause,
            &self.reply,
        ];
        texts.iter().any(|text| text.is_some()) || self.channel_replies.is_some()
    }

    /// The newest text with the changes on top.
    fn over(&mut self, newest: Parts) -> Parts {
        Parts {
            title: self.title.take().unwrap_or(newest.title),
            issue: self.issue.take().unwrap_or(newest.issue),
            environment: self.environment.take().unwrap_or(newest.environment),
            resolution: self.resolution.take().unwrap_or(newest.resolution),
            cause: self.cause.take().unwrap_or(newest.cause),
            reply: self.reply.take().unwrap_or(newest.reply),
            channel_replies: self.channel_replies.take().unwrap_or(newest.channel_replies),
        }
    }
}

/// Change an article
///
/// `If-Match` carries the article's `ETag`, so that nobody's change is lost: 412 where somebody was faster. Readers see a
/// new text once it is published.
#[utoipa::path(
    tag = "articles",
    params(
        ("id" = String, Path, description = "The article"),
        ("If-Match" = String, Header, description = "The article's ETag or version; `*` to change it whatever happened")
    ),
    request_body(content = ArticleChange, example = json!({"reply": "Uno de los cargos se anula solo en 5 días.", "note": "Más corto"})),
    responses((status = 200, body = ArticleJson)),
    security(("token" = ["curate"]))
)]
#[patch("/articles/{id}")]
pub async fn change_article(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ArticleId>,
    request: HttpRequest,
    write: Write<ArticleChange>,
) -> Result<HttpResponse, Problem> {
    let expected = version::if_match(&request)?;
    write
        .once(&web, &caller, move |app, caller, change| {
            change_to(app, caller, *id, expected, change)
        })
        .await
}

fn change_to(
    app: &App,
    caller: &Authority,
    id: ArticleId,
    expected: Option<i32>,
    mut change: ArticleChange,
) -> Result<Answer> {
    caller.may_touch_article(app, id)?;
    let parts = if change.changes_text() {
        let newest = app.database.read(|connection| {
            let article = revise::find(connection, id, expected)?;
            let newest = article.revision_id.ok_or_else(|| Error::not_found("revision"))?;
            Ok::<_, Error>(db::revision::get(connection, newest)?.parts)
        })?;
        Some(change.over(newest))
    } else {
        None
    };
    let topics = change.topics.map(|topics| words("topics", topics)).transpose()?;
    let tags = change.tags.map(|tags| words("tags", tags)).transpose()?;
    let revision = revise::Revision {
        parts,
        audience: change.audience,
        confidence: change.confidence,
        governance: change.governance,
        topics,
        tags,
        note: note(change.note)?,
    };
    revise::revise(app, caller.actor, id, expected, &revision)?;
    let view = read::article(app, Reader::Staff, id)?;
    Answer::ok(&article_json::for_staff(app, view, None)?)
}
