//! The history of an article.

use crate::{
    db,
    domain::{
        article::Parts,
        id::{AccountId, ArticleId},
        revision::{Change, Revision, difference},
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::Problem,
        extract::{Read, Scoped},
        query::Query,
    },
};
use actix_web::{
    HttpResponse, get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct History {
    /// The newest first.
    items: Vec<RevisionJson>,
}

/// One version of an article.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RevisionJson {
    number: i32,
    title: String,
    author: Option<AccountId>,
    /// Why it was made.
    note: String,
    created_at: DateTime<Utc>,
    /// Whether this is what readers see.
    published: bool,
}

/// One version with its text, and what it changed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RevisionDetail {
    #[serde(flatten)]
    revision: RevisionJson,
    parts: Parts,
    /// The revision it is compared with; null: none.
    against: Option<i32>,
    /// What differs, part by part; parts that are alike are left out.
    difference: Vec<PartDifference>,
}

/// How a part of the text changed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct PartDifference {
    part: &'static str,
    changes: Vec<Change>,
}

fn show(revision: &Revision, published: bool) -> RevisionJson {
    RevisionJson {
        number: revision.number,
        title: revision.parts.title.clone(),
        author: revision.author_id,
        note: revision.note.clone(),
        created_at: revision.created_at.and_utc(),
        published,
    }
}

/// List an article's revisions
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    responses((status = 200, body = History)),
    security(("token" = ["read"]))
)]
#[get("/articles/{id}/revisions")]
pub async fn list_revisions(
    web: Data<Web>,
    caller: Scoped<Read>,
    id: Path<ArticleId>,
) -> Result<HttpResponse, Problem> {
    let history = blocking::run(&web, move |app| {
        caller.may_touch_article(app, *id)?;
        app.database.read(|connection| {
            let article = db::article::find(connection, *id)?.ok_or_else(|| Error::not_found("article"))?;
            let revisions = db::revision::list(connection, *id)?;
            let items = revisions
                .iter()
                .map(|revision| show(revision, article.published_revision_id == Some(revision.id)));
            Ok(History { items: items.collect() })
        })
    })
    .await?;
    Ok(HttpResponse::Ok().json(history))
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct Comparison {
    /// Number of the revision to compare with; the one before where it is left out.
    against: Option<i32>,
}

/// Read a revision
///
/// With its difference to another, word by word.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article"), ("number" = i32, Path, description = "1, 2, 3 ...")),
    responses((status = 200, body = RevisionDetail)),
    security(("token" = ["read"]))
)]
#[get("/articles/{id}/revisions/{number}")]
pub async fn get_revision(
    web: Data<Web>,
    caller: Scoped<Read>,
    place: Path<(ArticleId, i32)>,
    wanted: Query<Comparison>,
) -> Result<HttpResponse, Problem> {
    let (id, number) = place.into_inner();
    let detail = blocking::run(&web, move |app| {
        caller.may_touch_article(app, id)?;
        app.database.read(|connection| {
            let article = db::article::find(connection, id)?.ok_or_else(|| Error::not_found("article"))?;
            let found = db::revision::find_by_number(connection, id, number)?;
            let revision = found.ok_or_else(|| Error::not_found("revision"))?;
            let other = wanted.against.unwrap_or(number.saturating_sub(1));
            let before = db::revision::find_by_number(connection, id, other)?;
            if before.is_none() && wanted.against.is_some() {
                return Err(Error::invalid("against", "There is no such revision."));
            }
            Ok(compared(
                &revision,
                before.as_ref(),
                article.published_revision_id == Some(revision.id),
            ))
        })
    })
    .await?;
    Ok(HttpResponse::Ok().json(detail))
}

fn compared(revision: &Revision, before: Option<&Revision>, published: bool) -> RevisionDetail {
    let nothing = Parts::default();
    let old = before.map_or(&nothing, |before| &before.parts);
    let new = &revision.parts;
    let pairs = [
        ("title", &old.title, &new.title),
        ("issue", &old.issue, &new.issue),
        ("environment", &old.environment, &new.environment),
        ("resolution", &old.resolution, &new.resolution),
        ("cause", &old.cause, &new.cause),
        ("reply", &old.reply, &new.reply),
    ];
    let changed = pairs.into_iter().filter(|(_, old, new)| old != new);
    RevisionDetail {
        difference: changed
            .map(|(part, old, new)| PartDifference {
                part,
                changes: difference(old, new),
            })
            .collect(),
        against: before.map(|before| before.number),
        parts: new.clone(),
        revision: show(revision, published),
    }
}
