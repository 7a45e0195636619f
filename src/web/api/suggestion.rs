//! Replies to send, and what became of them.

use super::{answer::Answer, search::milliseconds, write::Write};
use crate::{
    actions::{
        channel,
        outcome::{self, Report, Reported},
        suggest::{self, Request},
    },
    app::App,
    db,
    domain::{
        article::{Audience, Confidence},
        channel::Window,
        fit::Fitted,
        id::{ArticleId, ConversationId, SuggestionId},
        locale::Locale,
        suggestion::{Likelihood, Outcome},
    },
    error::{Code, Error, Result},
    web::{
        Web,
        error::{Body, Problem},
        extract::{Authority, Scoped, Suggest},
        metrics::Metrics,
    },
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// Replies that may answer a message; or none, when nothing is good enough.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SuggestionSet {
    /// What an outcome is reported for.
    id: SuggestionId,
    /// Whether nothing was good enough.
    pub abstained: bool,
    locale: Locale,
    suggestions: Vec<SuggestedReply>,
    /// Past conversations like this one; never mixed with articles.
    past: Vec<PastConversation>,
    /// Whether articles were found by words alone because too much was asked at once, or an encoder outside did not answer;
    /// they may be better a moment later.
    meaning_dropped: bool,
    took_ms: f64,
}

/// An article that may answer, with a reply ready to send.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SuggestedReply {
    article_id: ArticleId,
    external_id: Option<String>,
    /// Number of the revision that the reply was taken from.
    revision: i32,
    title: String,
    /// Its page; null of an internal article.
    url: Option<String>,
    short_url: Option<String>,
    /// 0 to 1: how likely it answers.
    confidence: f32,
    /// The same in a word.
    likelihood: Option<Likelihood>,
    article_confidence: Confidence,
    audience: Audience,
    #[schema(value_type = FittedReply)]
    reply: Fitted,
    #[schema(value_type = ReplyWindow)]
    window: Window,
    /// How often it was sent as an answer.
    uses: i32,
    /// When somebody last said that it is right.
    last_confirmed: Option<DateTime<Utc>>,
    /// What speaks for it, in at most 120 characters each.
    why: Vec<String>,
}

/// A reply as its channel carries it.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the domain's `Fitted`")]
struct FittedReply {
    /// The reply as one post.
    text: String,
    /// The posts to send, in order.
    parts: Vec<String>,
    /// Length of `text` in `unit`.
    length: usize,
    limit: Option<usize>,
    /// What the channel counts in, for instance `weighted` on X.
    unit: String,
    fits: bool,
}

/// How long the channel lets the brand reply.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the domain's `Window`")]
struct ReplyWindow {
    /// `open`, `extended`, `closed`, or `none` where the channel has no window.
    state: String,
    closes_at: Option<DateTime<Utc>>,
}

/// A past conversation like this one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PastConversation {
    conversation_id: ConversationId,
    score: f32,
    question: String,
    answer: String,
}

/// Ask for replies to a message
///
/// Give one of `text`, `messages` and `conversation_id`. The replies are fitted to the channel; their links are never cut.
#[utoipa::path(
    tag = "suggestions",
    request_body(content = Request, example = json!({"text": "Me habéis cobrado dos veces este mes", "channel": "x", "locale": "es"})),
    responses((status = 200, body = SuggestionSet)),
    security(("token" = ["suggest"]))
)]
#[post("/suggestions")]
pub async fn create_suggestion(
    web: Data<Web>,
    caller: Scoped<Suggest>,
    write: Write<Request>,
) -> Result<HttpResponse, Problem> {
    Metrics::count(&web.metrics.suggestions);
    let shared = web.clone();
    write
        .once(&web, &caller, move |app, caller, request| {
            let set = suggest(app, caller, request)?;
            if set.abstained {
                Metrics::count(&shared.metrics.abstentions);
            }
            Answer::ok(&set)
        })
        .await
}

/// Suggests replies, for a caller who may ask for them.
pub fn suggest(app: &App, caller: &Authority, mut request: Request) -> Result<SuggestionSet> {
    let began = Instant::now();
    narrow(app, caller, &mut request)?;
    channel::asked_for(app, request.channel.as_deref())?;
    Ok(show(
        suggest::suggest(app, caller.actor, caller.reader(), &request)?,
        began,
    ))
}

/// Holds a request to the brand that the caller may touch.
fn narrow(app: &App, caller: &Authority, request: &mut Request) -> Result<()> {
    match &request.conversation_id {
        Some(id) => {
            let id = id.parse().map_err(|_| Error::not_found("conversation"))?;
            caller.may_touch_conversation(app, id)
        }
        None => {
            request.brand = Some(caller.brand(app, request.brand.as_deref())?.slug);
            Ok(())
        }
    }
}

/// Suggestions as the API and the command line show them; `began` is when they were asked for.
pub fn show(answer: suggest::Answer, began: Instant) -> SuggestionSet {
    SuggestionSet {
        meaning_dropped: answer.meaning_dropped(),
        id: answer.id,
        abstained: answer.abstained,
        locale: answer.locale,
        suggestions: answer.suggestions.into_iter().map(show_reply).collect(),
        past: answer
            .past
            .into_iter()
            .map(|past| PastConversation {
                conversation_id: past.conversation_id,
                score: past.score,
                question: past.question,
                answer: past.answer,
            })
            .collect(),
        took_ms: milliseconds(began),
    }
}

fn show_reply(suggestion: suggest::Suggestion) -> SuggestedReply {
    let summary = suggestion.summary.into_inner();
    SuggestedReply {
        article_id: summary.article.id,
        external_id: suggestion.external_id,
        revision: suggestion.revision,
        title: summary.title,
        url: suggestion.url,
        short_url: suggestion.short_url,
        confidence: suggestion.confidence,
        likelihood: Likelihood::of(suggestion.confidence),
        article_confidence: summary.article.confidence,
        audience: summary.article.audience,
        reply: suggestion.reply,
        window: suggestion.window,
        uses: summary.uses.uses,
        last_confirmed: summary.uses.last_confirmed_at.map(|at| at.and_utc()),
        why: suggestion.why.iter().map(ToString::to_string).collect(),
    }
}

/// What became of a suggestion.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct OutcomeReport {
    /// The article that was sent or rejected; left out, the whole list was rejected or ignored.
    article_id: Option<ArticleId>,
    outcome: Outcome,
    /// What was sent in the end.
    #[serde(default)]
    final_text: String,
    /// Why it was rejected.
    #[serde(default)]
    reason: String,
    /// The conversation it was sent in, where the suggestion was not asked for one.
    conversation_id: Option<ConversationId>,
}

/// An outcome that was written down.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OutcomeReported {
    suggestion_id: SuggestionId,
    article_id: Option<ArticleId>,
    outcome: Outcome,
}

/// Longest text or reason of an outcome, in characters.
const OUTCOME_TEXT_MOST: usize = 20_000;

/// Say what became of a suggestion
///
/// It links the conversation to the article and teaches the ranking. Where the customer has written again since, nothing
/// is written down: the answer is 409 with the suggestions as they are now.
#[utoipa::path(
    tag = "suggestions",
    params(("id" = String, Path, description = "The suggestion")),
    request_body(content = OutcomeReport, example = json!({"article_id": "4f7k", "outcome": "sent", "final_text": "Lo sentimos..."})),
    responses((status = 201, body = OutcomeReported), (status = 409, body = Body, content_type = "application/problem+json")),
    security(("token" = ["suggest"]))
)]
#[post("/suggestions/{id}/outcomes")]
pub async fn report_outcome(
    web: Data<Web>,
    caller: Scoped<Suggest>,
    id: Path<SuggestionId>,
    write: Write<OutcomeReport>,
) -> Result<HttpResponse, Problem> {
    Metrics::count(&web.metrics.outcomes);
    let id = id.into_inner();
    write
        .once(&web, &caller, move |app, caller, told| report(app, caller, id, told))
        .await
}

fn report(app: &App, caller: &Authority, id: SuggestionId, told: OutcomeReport) -> Result<Answer> {
    let began = Instant::now();
    for (name, text) in [("final_text", &told.final_text), ("reason", &told.reason)] {
        if text.chars().count() > OUTCOME_TEXT_MOST {
            return Err(Error::invalid(
                name,
                format!("It has at most {OUTCOME_TEXT_MOST} characters."),
            ));
        }
    }
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::suggestion::find(connection, id)?))?;
    let suggestion = found.ok_or_else(|| Error::not_found("suggestion"))?;
    caller
        .may_touch(suggestion.brand_id)
        .map_err(|_| Error::not_found("suggestion"))?;
    let report = Report {
        article_id: told.article_id,
        outcome: told.outcome,
        final_text: told.final_text.replace('\0', ""),
        reason: told.reason.replace('\0', ""),
        conversation_id: told.conversation_id,
    };
    match outcome::report(app, caller.actor, caller.reader(), id, &report)? {
        Reported::Done(_) => Answer::created(&OutcomeReported {
            suggestion_id: id,
            article_id: told.article_id,
            outcome: told.outcome,
        }),
        Reported::Stale(fresh) => {
            let error = Error::new(
                Code::StaleSuggestion,
                "The customer has written again. These are the suggestions now.",
            );
            let mut problem = Body::of(&error);
            problem.suggestion = Some(serde_json::to_value(show(*fresh, began)).map_err(Error::internal)?);
            Answer::new(StatusCode::CONFLICT, &problem)
        }
    }
}
