//! What readers and agents say about an article: votes and flags.

use super::{answer::Answer, write::Write};
use crate::{
    actions::{flag, vote},
    domain::{
        id::{ArticleId, FlagId},
        link::{FlagKind, VoteReason},
    },
    error::Result,
    web::{
        Web, client,
        error::Problem,
        extract::{Anyone, Scoped, Work},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    post,
    web::{Data, Path},
};
use serde::{Deserialize, Serialize};

/// What is wrong with an article.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewFlag {
    kind: FlagKind,
    #[serde(default)]
    comment: String,
}

/// A flag that was raised.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FlagRaised {
    id: FlagId,
    article_id: ArticleId,
    kind: FlagKind,
}

/// Flag an article
///
/// Tells its editors that something is wrong with it.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    request_body(content = NewFlag, example = json!({"kind": "outdated", "comment": "El precio cambió en enero"})),
    responses((status = 201, body = FlagRaised)),
    security(("token" = ["suggest"]), ("token" = ["curate"]))
)]
#[post("/articles/{id}/flags")]
pub async fn flag_article(
    web: Data<Web>,
    caller: Scoped<Work>,
    id: Path<ArticleId>,
    write: Write<NewFlag>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, new| {
            caller.may_touch_article(app, *id)?;
            let comment = new.comment.replace('\0', "");
            let flag = flag::flag(app, caller.actor, *id, new.kind, &comment)?;
            Answer::created(&FlagRaised {
                id: flag,
                article_id: *id,
                kind: new.kind,
            })
        })
        .await
}

/// Whether an article helped its reader.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewVote {
    helped: bool,
    /// Why it did not.
    reason: Option<VoteReason>,
    #[serde(default)]
    comment: String,
    /// What tells your readers apart, where you pass on the votes of many; only a salted hash of it is kept.
    voter: Option<String>,
}

/// A vote that was counted.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct VoteCounted {
    article_id: ArticleId,
    helped: bool,
}

/// Vote on a published article
///
/// A second vote of the same reader changes the first. Needs no token.
#[utoipa::path(
    tag = "articles",
    params(("id" = String, Path, description = "The article")),
    request_body(content = NewVote, example = json!({"helped": true})),
    responses((status = 201, body = VoteCounted)),
    security(())
)]
#[post("/articles/{id}/votes")]
pub async fn vote_article(
    web: Data<Web>,
    caller: Anyone,
    id: Path<ArticleId>,
    request: HttpRequest,
    write: Write<NewVote>,
) -> Result<HttpResponse, Problem> {
    let browser = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok());
    let stranger = format!("{} {}", client::address(&request), browser.unwrap_or_default());
    write
        .once(&web, &caller, move |app, caller, new| {
            // A stranger cannot vote as many by making names up.
            let voter = match (caller.owner(), new.voter) {
                (Some(owner), Some(voter)) => format!("{owner} {voter}"),
                _ => stranger,
            };
            let cast = vote::Vote {
                helped: new.helped,
                reason: new.reason,
                comment: new.comment.replace('\0', ""),
                voter,
            };
            vote::vote(app, *id, &cast)?;
            Answer::created(&VoteCounted {
                article_id: *id,
                helped: new.helped,
            })
        })
        .await
}
