//! Conversations: bringing them in, reading them, and what makes articles of them.

use super::{
    answer::{Answer, Listed, Paging},
    article_json::{self, ArticleJson},
    search,
    write::Write,
};
use crate::{
    actions::{self, draft, import::Outcome, ingest, link, resolve},
    app::App,
    db,
    domain::{
        channel::{ChannelKind, Visibility},
        conversation::{AuthorRole, Conversation, Message, ResolvedBy, Status},
        id::{ArticleId, AuthorId, ChannelId, ConversationId},
        link::LinkKind,
        locale::Locale,
        visibility::Reader,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::Problem,
        extract::{Authority, Curate, Ingest, Read, Scoped, Work},
    },
};
use actix_web::{
    HttpRequest, HttpResponse, get, post, put,
    web::{Data, Path, Query},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A conversation as another program tells it.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what `channels::conversations` reads")]
struct IncomingConversation {
    /// Its id outside, unique with channel and brand.
    id: String,
    /// Kind of the channel, for instance `x`.
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
/// bad one is rejected with its reason, and the rest is kept.
#[utoipa::path(
    tag = "conversations",
    request_body(content = Vec<IncomingConversation>, example = json!([{"id": "t-1", "channel": "x", "status": "resolved", "messages": [
        {"role": "customer", "at": "2026-11-20T10:00:00Z", "text": "Me habéis cobrado dos veces"},
        {"role": "agent", "at": "2026-11-20T10:05:00Z", "text": "Uno de los cargos se anula solo en 5 días."}]}])),
    responses((status = 200, body = IngestAnswer)),
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
            let values = match body {
                OneOrMany::Many(values) => values,
                OneOrMany::One(value) => vec![value],
            };
            let written: Vec<String> = values.iter().map(ToString::to_string).collect();
            let only = match caller.only_brand() {
                Some(_) => Some(caller.brand(app, None)?),
                None => None,
            };
            let taken = ingest::ingest(app, caller.actor, only.as_ref(), &written)?;
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

/// A conversation without its messages.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ConversationJson {
    id: ConversationId,
    external_id: String,
    /// Slug of the brand.
    brand: String,
    channel: ChannelNamed,
    locale: Locale,
    status: Status,
    /// How it is known to be resolved.
    resolved_by: Option<ResolvedBy>,
    /// How sure that is, 0 to 1.
    resolved_score: Option<f64>,
    /// `private` as soon as one message is.
    visibility: Visibility,
    message_count: i32,
    first_at: Option<DateTime<Utc>>,
    last_at: DateTime<Utc>,
    last_customer_at: Option<DateTime<Utc>>,
}

/// Where a conversation takes place.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
struct ChannelNamed {
    id: ChannelId,
    #[schema(value_type = String)]
    kind: ChannelKind,
    handle: String,
}

/// A conversation with its messages.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ConversationDetail {
    #[serde(flatten)]
    conversation: ConversationJson,
    messages: Vec<MessageJson>,
    /// The articles that answered it.
    links: Vec<LinkJson>,
}

/// A message.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct MessageJson {
    external_id: String,
    author: Option<String>,
    role: AuthorRole,
    visibility: Visibility,
    at: Option<DateTime<Utc>>,
    text: String,
    reply_to: Option<String>,
}

/// An article answered a conversation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LinkJson {
    article_id: ArticleId,
    conversation_id: ConversationId,
    kind: LinkKind,
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct ConversationQuery {
    /// Slug of the brand.
    brand: Option<String>,
    /// `open` or `resolved`.
    status: Option<Status>,
    /// Id or kind of a channel.
    channel: Option<String>,
    /// Only those with (`true`) or without (`false`) a link to an article.
    linked: Option<bool>,
    #[param(value_type = Option<String>)]
    locale: Option<String>,
}

/// List conversations
///
/// The most recently active first.
#[utoipa::path(tag = "conversations", responses((status = 200, body = Listed<ConversationJson>)), security(("token" = ["read"])))]
#[get("/conversations")]
pub async fn list_conversations(
    web: Data<Web>,
    caller: Scoped<Read>,
    query: Query<ConversationQuery>,
    paging: Query<Paging>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let listed = blocking::run(&web, move |app| list(app, &caller, &query, &paging)).await?;
    Ok(listed.respond(&request))
}

fn list(app: &App, caller: &Authority, query: &ConversationQuery, paging: &Paging) -> Result<Listed<ConversationJson>> {
    let after = paging.after()?;
    let channel = query.channel.as_deref().filter(|channel| !channel.is_empty());
    let names = Names::of(app)?;
    let channel_id = channel
        .and_then(|text| text.parse().ok())
        .filter(|id| names.channels.contains_key(id));
    let kind = channel.filter(|_| channel_id.is_none()).map(str::parse::<ChannelKind>);
    let filter = db::conversation::Filter {
        brand_id: caller.narrowed(app, query.brand.as_deref())?,
        status: query.status,
        channel_id,
        channel_kind: kind
            .transpose()
            .map_err(|_| Error::invalid("channel", "It is neither the id nor the kind of a channel."))?,
        locale: search::locale("locale", query.locale.as_deref())?,
        linked: query.linked,
    };
    let page = app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::list(connection, &filter, after, paging.limit())?))?;
    Ok(Listed {
        items: page
            .items
            .into_iter()
            .map(|found| names.show(found))
            .collect::<Result<_>>()?,
        next: page.next.map(|cursor| cursor.to_string()),
    })
}

/// Names of brands and channels.
struct Names {
    brands: HashMap<crate::domain::id::BrandId, String>,
    channels: HashMap<ChannelId, ChannelNamed>,
}

impl Names {
    fn of(app: &App) -> Result<Self> {
        let channels = app
            .database
            .read(|connection| Ok::<_, Error>(db::channel::list(connection, None)?))?;
        let named = |channel: db::channel::Channel| ChannelNamed {
            id: channel.id,
            kind: channel.kind,
            handle: channel.handle,
        };
        Ok(Self {
            brands: app
                .brands()?
                .iter()
                .map(|brand| (brand.id, brand.slug.clone()))
                .collect(),
            channels: channels
                .into_iter()
                .map(|channel| (channel.id, named(channel)))
                .collect(),
        })
    }

    fn show(&self, conversation: Conversation) -> Result<ConversationJson> {
        let channel = self.channels.get(&conversation.channel_id).cloned();
        Ok(ConversationJson {
            brand: self.brands.get(&conversation.brand_id).cloned().unwrap_or_default(),
            // Both were read a moment ago; a channel that came in between is there at the next try.
            channel: channel.ok_or_else(|| Error::not_found("channel"))?,
            id: conversation.id,
            external_id: conversation.external_id,
            locale: conversation.locale,
            status: conversation.status,
            resolved_by: conversation.resolved_by,
            resolved_score: conversation.resolved_score,
            visibility: conversation.visibility,
            message_count: conversation.message_count,
            first_at: conversation.first_at.map(|at| at.and_utc()),
            last_at: conversation.last_at.and_utc(),
            last_customer_at: conversation.last_customer_at.map(|at| at.and_utc()),
        })
    }
}

/// Read a conversation
///
/// With its messages, private ones too, and the articles that answered it.
#[utoipa::path(
    tag = "conversations",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 200, body = ConversationDetail)),
    security(("token" = ["read"]))
)]
#[get("/conversations/{id}")]
pub async fn get_conversation(
    web: Data<Web>,
    caller: Scoped<Read>,
    id: Path<ConversationId>,
) -> Result<HttpResponse, Problem> {
    let detail = blocking::run(&web, move |app| detail(app, &caller, *id)).await?;
    Ok(HttpResponse::Ok().json(detail))
}

fn detail(app: &App, caller: &Authority, id: ConversationId) -> Result<ConversationDetail> {
    let missing = || Error::not_found("conversation");
    let names = Names::of(app)?;
    app.database.read(|connection| {
        let conversation = db::conversation::find(connection, id)?.and_then(|found| caller.reader().may_see(found));
        let conversation = conversation.ok_or_else(missing)?.into_inner();
        caller.may_touch(conversation.brand_id).map_err(|_| missing())?;
        let messages = caller.reader().visible(db::conversation::messages(connection, id)?);
        let writers: Vec<AuthorId> = messages.iter().filter_map(|message| message.author_id).collect();
        let writers = db::conversation::author_names(connection, &writers)?
            .into_iter()
            .collect();
        let links = db::link::list_of_conversation(connection, id)?;
        Ok(ConversationDetail {
            conversation: names.show(conversation)?,
            messages: messages
                .into_iter()
                .map(|message| show_message(message.into_inner(), &writers))
                .collect(),
            links: links
                .into_iter()
                .map(|link| LinkJson {
                    article_id: link.article_id,
                    conversation_id: link.conversation_id,
                    kind: link.kind,
                })
                .collect(),
        })
    })
}

fn show_message(message: Message, writers: &HashMap<AuthorId, String>) -> MessageJson {
    MessageJson {
        external_id: message.external_id,
        author: message.author_id.and_then(|id| writers.get(&id).cloned()),
        role: message.role,
        visibility: message.visibility,
        at: message.at.map(|at| at.and_utc()),
        text: message.text,
        reply_to: message.reply_to,
    }
}

/// Nothing has to be said.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Nothing {}

/// Resolve a conversation
///
/// Says that it is resolved, because a person knows. One that is stays as it is.
#[utoipa::path(
    tag = "conversations",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 200, body = ConversationJson)),
    security(("token" = ["suggest"]), ("token" = ["curate"]))
)]
#[post("/conversations/{id}/resolve")]
pub async fn resolve_conversation(
    web: Data<Web>,
    caller: Scoped<Work>,
    id: Path<ConversationId>,
    write: Write<Nothing>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, _| {
            caller.may_touch_conversation(app, *id)?;
            let conversation = resolve::resolve(app, caller.actor, *id)?;
            Answer::ok(&Names::of(app)?.show(conversation)?)
        })
        .await
}

/// Which article answered.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewLink {
    article_id: ArticleId,
    /// How that is known; `manual` where it is left out.
    kind: Option<LinkKind>,
}

/// Link a conversation to an article
///
/// Says that the article answered it. Linked already, nothing changes.
#[utoipa::path(
    tag = "conversations",
    params(("id" = String, Path, description = "The conversation")),
    request_body(content = NewLink, example = json!({"article_id": "4f7k"})),
    responses((status = 201, body = LinkJson)),
    security(("token" = ["suggest"]), ("token" = ["curate"]))
)]
#[post("/conversations/{id}/links")]
pub async fn link_conversation(
    web: Data<Web>,
    caller: Scoped<Work>,
    id: Path<ConversationId>,
    write: Write<NewLink>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, new| {
            caller.may_touch_conversation(app, *id)?;
            caller.may_touch_article(app, new.article_id)?;
            let kind = new.kind.unwrap_or(LinkKind::Manual);
            link::link(app, caller.actor, new.article_id, *id, kind)?;
            Answer::created(&LinkJson {
                article_id: new.article_id,
                conversation_id: *id,
                kind,
            })
        })
        .await
}

/// Draft an article
///
/// Makes an article in KCS parts of a resolved conversation, as work in progress, with the personal data that was hidden
/// in it. The draft that it has already is given again.
#[utoipa::path(
    tag = "conversations",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 201, body = ArticleJson)),
    security(("token" = ["curate"]))
)]
#[post("/conversations/{id}/draft")]
pub async fn draft_article(
    web: Data<Web>,
    caller: Scoped<Curate>,
    id: Path<ConversationId>,
    write: Write<Nothing>,
) -> Result<HttpResponse, Problem> {
    write
        .once(&web, &caller, move |app, caller, _| {
            caller.may_touch_conversation(app, *id)?;
            let article_id = draft::draft(app, caller.actor, *id)?;
            let view = actions::read::article(app, Reader::Staff, article_id)?;
            Answer::created(&article_json::for_staff(app, view, None)?)
        })
        .await
}
