//! An article's way: published, archived, restored, merged.

use super::{
    answer::Answer,
    article_json::{self, ArticleJson},
    version::if_match,
    write::{Nothing, Write},
};
use crate::{
    actions::{archive, audience, merge, publish, read},
    app::App,
    domain::{article::Audience, id::ArticleId, visibility::Reader},
    error::Result,
    web::{
        Web,
        error::{Body, Problem},
        extract::{Curate, Scoped},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    post,
    web::{Data, Path},
};
use serde::Deserialize;

/// The article as it is now, for who changed it.
fn shown(app: &App, id: ArticleId) -> Result<Answer> {
    let view = read::article(app, Reader::Staff, id)?;
    Answer::ok(&article_json::for_staff(app, view, None)?)
}

/// For whom.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
struct Publication {
    /// Where it is left out: what was chosen on the article's page, else `public`. An article that was drawn from a private
    /// conversation needs one or the other.
    audience: Option<Audience>,
}

/// Publish an article
///
/// Readers see its newest text from now on. To the public only when each piece of personal data that was found is decided
/// on, the text holds no contact data that the brand did not declare public, and a person confirmed its facts where other
/// answers disagree with them: 409 says which.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article"), ("If-Match" = Option<String>, Header, description = "The article's ETag or version")),
    request_body(content = Publication, example = json!({"audience": "public"})),
    responses((status = 200, body = ArticleJson), (status = 409, body = Body, content_type = "application/problem+json")),
    security(("token" = ["curate"]))
)]
#[post("/articles/{id}/publish")]
pub async fn publish_article(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ArticleId>,
    request: HttpRequest,
    write: Write<Publication>,
) -> Result<HttpResponse, Problem> {
    let expected = if request.headers().contains_key(header::IF_MATCH) {
        if_match(&request)?
    } else {
        None
    };
    write
        .once(&web, &caller, move |app, caller, publication| {
            caller.may_touch_article(app, *id)?;
            let audience = match publication.audience {
                Some(audience) => audience,
                None => audience::unnamed(app, *id)?,
            };
            publish::publish(app, caller.actor, *id, expected, audience)?;
            shown(app, *id)
        })
        .await
}

/// Why, and what takes its place.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
struct Archiving {
    /// The article that its address leads to from now on; where `reason` begins with `outdated`, `wrong` or `ended`, it
    /// says so (410) and names the other one.
    replaced_by: Option<ArticleId>,
    reason: String,
}

/// Archive an article
///
/// Takes it out of use. Its address leads to what replaces it, or says that it was withdrawn.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    request_body(content = Archiving, example = json!({"reason": "Ya no se ofrece"})),
    responses((status = 200, body = ArticleJson)),
    security(("token" = ["curate"]))
)]
#[post("/articles/{id}/archive")]
pub async fn archive_article(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ArticleId>,
    write: Write<Archiving>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, told| {
            caller.may_touch_article(app, *id)?;
            if let Some(other) = told.replaced_by {
                caller.may_touch_article(app, other)?;
            }
            let reason: String = told.reason.chars().filter(|c| *c != '\0').take(2000).collect();
            archive::archive(app, caller.actor, *id, told.replaced_by, &reason)?;
            shown(app, *id)
        })
        .await
}

/// Restore an article
///
/// Brings an archived article back: one that was published as not validated, another one as work in progress.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = ArticleJson)),
    security(("token" = ["curate"]))
)]
#[post("/articles/{id}/restore")]
pub async fn restore_article(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ArticleId>,
    write: Write<Nothing>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, _| {
            caller.may_touch_article(app, *id)?;
            archive::restore(app, caller.actor, *id)?;
            shown(app, *id)
        })
        .await
}

/// The survivor.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Merging {
    into: ArticleId,
}

/// Merge an article into another
///
/// Archives it; its address, links and uses go to the survivor, which is the answer.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article that goes")),
    request_body(content = Merging, example = json!({"into": "4f7k"})),
    responses((status = 200, body = ArticleJson)),
    security(("token" = ["curate"]))
)]
#[post("/articles/{id}/merge")]
pub async fn merge_article(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ArticleId>,
    write: Write<Merging>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, told| {
            caller.may_touch_article(app, *id)?;
            caller.may_touch_article(app, told.into)?;
            merge::merge(app, caller.actor, *id, told.into)?;
            shown(app, told.into)
        })
        .await
}
