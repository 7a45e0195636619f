//! Personal data that was found while drafting, and the decisions on it.

use super::{
    answer::Answer,
    article_json::{RedactionJson, show_redaction},
    write::Write,
};
use crate::{
    actions::redact,
    app::App,
    db,
    domain::id::{ArticleId, RedactionId},
    error::{Error, Result},
    web::{
        Web, blocking,
        error::Problem,
        extract::{Curate, Scoped},
    },
};
use actix_web::{
    HttpResponse, get, post,
    web::{Data, Path},
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Redactions {
    /// The least sure first.
    items: Vec<RedactionJson>,
}

fn all(app: &App, id: ArticleId) -> Result<Redactions> {
    app.database.read(|connection| {
        db::article::find(connection, id)?.ok_or_else(|| Error::not_found("article"))?;
        let found = db::redaction::list(connection, id)?;
        Ok(Redactions {
            items: found.into_iter().map(show_redaction).collect(),
        })
    })
}

/// List the personal data found
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = Redactions)),
    security(("token" = ["curate"]))
)]
#[get("/articles/{id}/redactions")]
pub async fn list_redactions(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ArticleId>,
) -> Result<HttpResponse, Problem> {
    let found = blocking::run(&web, move |app| {
        caller.may_touch_article(app, *id)?;
        all(app, *id)
    })
    .await?;
    Ok(HttpResponse::Ok().json(found))
}

/// Hide it behind its placeholder, or keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Redact,
    Keep,
}

/// What is decided.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Decision {
    decision: Verdict,
}

/// Hide all personal data
///
/// Decides on every piece that is still open. Only `redact`: what is kept is kept one by one.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    request_body(content = Decision, example = json!({"decision": "redact"})),
    responses((status = 200, body = Redactions)),
    security(("token" = ["curate"]))
)]
#[post("/articles/{id}/redactions")]
pub async fn redact_all(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ArticleId>,
    write: Write<Decision>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, told| {
            caller.may_touch_article(app, *id)?;
            if told.decision == Verdict::Keep {
                return Err(Error::invalid("decision", "Keep each piece by its own id."));
            }
            all(app, *id)?;
            redact::hide_all(app, caller.actor, *id)?;
            Answer::ok(&all(app, *id)?)
        })
        .await
}

/// Decide on a piece of personal data
///
/// `redact` leaves it hidden, `keep` puts the original words back as a new revision.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article"), ("redaction_id" = String, Path, description = "The piece")),
    request_body(content = Decision, example = json!({"decision": "redact"})),
    responses((status = 200, body = Redactions)),
    security(("token" = ["curate"]))
)]
#[post("/articles/{id}/redactions/{redaction_id}")]
pub async fn decide_redaction(
    web: Data<Web>,
    caller: Scoped<Curate>,
    place: Path<(ArticleId, RedactionId)>,
    write: Write<Decision>,
) -> Result<HttpResponse, Problem> {
    let (id, redaction_id) = place.into_inner();
    write
        .once(&web, &caller, move |app, caller, told| {
            caller.may_touch_article(app, id)?;
            redact::decide(app, caller.actor, id, redaction_id, told.decision == Verdict::Redact)?;
            Answer::ok(&all(app, id)?)
        })
        .await
}
