//! Bringing conversations in.

use super::{answer::Answer, write::Write};
use crate::{
    actions::{import::Outcome, ingest},
    domain::{
        account::Scope,
        channel::Visibility,
        conversation::{AuthorRole, Status},
        id::ConversationId,
    },
    web::{
        Web,
        error::{Body, Problem},
        extract::{Ingest, Scoped},
    },
};
use actix_web::{HttpResponse, put, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A conversation as another program tells it.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what `channels::conversations` reads")]
struct IncomingConversation {
    /// Its id outside, unique with channel and brand.
    id: String,
    /// Kind of the channel, for instance `x`. A conversation that is there already keeps its own where this is left out.
    channel: Option<String>,
    /// The brand's account on that channel.
    handle: Option<String>,
    brand: Option<String>,
    /// Language; told from the text where it is left out.
    lang: Option<String>,
    status: Option<Status>,
    messages: Vec<IncomingMessage>,
    /// Outside ids of articles that are known to have answered it.
    links: Option<Vec<String>>,
}

/// A message as another program tells it.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what `channels::conversations` reads")]
struct IncomingMessage {
    id: Option<String>,
    author: Option<String>,
    role: AuthorRole,
    at: Option<DateTime<Utc>>,
    text: String,
    /// Id of the message it answers.
    reply_to: Option<String>,
    /// `public` or `private`; the channel's own way where it is left out.
    visibility: Option<Visibility>,
}

/// One conversation, or a list of them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<serde_json::Value>),
    One(serde_json::Value),
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct IngestAnswer {
    /// In the order of the request.
    results: Vec<IngestResult>,
}

/// What became of one conversation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct IngestResult {
    external_id: Option<String>,
    id: Option<ConversationId>,
    /// `new`, `updated`, `unchanged` or `rejected`.
    status: &'static str,
    /// Why it was rejected.
    reason: Option<String>,
}

/// Bring conversations in
///
/// One conversation or a list of at most 1,000. The same conversation again changes nothing; one that grew is updated. A
/// bad one is rejected with its reason, and the rest is kept. So is one of a brand that does not exist, unless the token has
/// the scope `admin`: then the brand is made. A new conversation names its channel: one that is sent alone without is refused
/// with 422.
#[utoipa::path(
    tag = "conversations",
    request_body(content = Vec<IncomingConversation>, example = json!([{"id": "t-1", "channel": "x", "status": "resolved", "messages": [
        {"role": "customer", "at": "2026-11-20T10:00:00Z", "text": "Me habéis cobrado dos veces"},
        {"role": "agent", "at": "2026-11-20T10:05:00Z", "text": "Uno de los cargos se anula solo en 5 días."}]}])),
    responses((status = 200, body = IngestAnswer), (status = 422, body = Body, content_type = "application/problem+json")),
    security(("token" = ["ingest"]))
)]
#[put("/conversations")]
pub async fn put_conversations(
    web: Data<Web>,
    caller: Scoped<Ingest>,
    write: Write<OneOrMany>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, |app, caller, body| {
            let (values, is_one) = match body {
                OneOrMany::Many(values) => (values, false),
                OneOrMany::One(value) => (vec![value], true),
            };
            let written: Vec<String> = values.iter().map(ToString::to_string).collect();
            let only = match caller.only_brand() {
                Some(_) => Some(caller.brand(app, None)?),
                None => None,
            };
            let taken = if caller.has(Scope::Admin) {
                ingest::ingest(app, caller.actor, only.as_ref(), &written)?
            } else {
                ingest::ingest_into_known(app, caller.actor, only.as_ref(), &written)?
            };
            if let Some(lacking) = taken.first().filter(|_| is_one).and_then(ingest::Taken::lacking) {
                return Err(lacking);
            }
            let named = values.iter().map(|value| value.get("id"));
            let results = taken
                .into_iter()
                .zip(named)
                .map(|(taken, named)| show_taken(taken, named));
            Answer::ok(&IngestAnswer {
                results: results.collect(),
            })
        })
        .await
}

fn show_taken(taken: ingest::Taken, named: Option<&serde_json::Value>) -> IngestResult {
    let as_sent = || named.and_then(|id| id.as_str()).map(str::to_owned);
    let external_id = taken.external_id.or_else(as_sent);
    let (id, status, reason) = match taken.outcome {
        Ok((id, Outcome::New)) => (Some(id), "new", None),
        Ok((id, Outcome::Updated)) => (Some(id), "updated", None),
        Ok((id, Outcome::Unchanged)) => (Some(id), "unchanged", None),
        Err(reason) => (None, "rejected", Some(reason)),
    };
    IngestResult {
        external_id,
        id,
        status,
        reason,
    }
}
