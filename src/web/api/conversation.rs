//! Conversations: reading them, and what makes articles of them.

use super::{
    answer::{Answer, Listed, Paging, flag},
    article_json::{self, ArticleJson},
    conversation_json::{ConversationDetail, ConversationJson, LinkJson, Names, show_message},
    search,
    write::{Nothing, Write},
};
use crate::{
    actions::{self, draft, link, resolve},
    app::App,
    db,
    domain::{
        channel::ChannelKind,
        conversation::Status,
        id::{ArticleId, AuthorId, ConversationId},
        link::LinkKind,
        visibility::Reader,
    },
    error::{Code, Error, Result},
    web::{
        Web, blocking,
        error::{Body, Problem},
        extract::{Authority, Curate, Read, Scoped, Work},
        query::Query,
    },
};
use actix_web::{
    HttpRequest, HttpResponse, delete, get, post,
    web::{Data, Path},
};
use serde::Deserialize;

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
    #[serde(deserialize_with = "flag")]
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
/// Says that the article answered it. Linked already, nothing changes, but that a link that was found by itself
/// (`inferred`) is confirmed. The answer says how they are linked now.
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
            if kind == LinkKind::Inferred {
                return Err(Error::invalid(
                    "kind",
                    "only the product itself finds links; say how you know of this one",
                ));
            }
            let kind = link::link(app, caller.actor, new.article_id, *id, kind)?;
            Answer::created(&LinkJson {
                article_id: new.article_id,
                conversation_id: *id,
                kind,
            })
        })
        .await
}

/// Take away a link that was found by itself
///
/// Says that the article did not answer the conversation: an `inferred` link is gone, and is not found again. One that
/// somebody made or confirmed stays (409).
#[utoipa::path(
    tag = "conversations",
    params(
        ("id" = String, Path, description = "The conversation"),
        ("article_id" = String, Path, description = "The article")
    ),
    responses(
        (status = 204, description = "It is taken away"),
        (status = 409, body = Body, content_type = "application/problem+json", description = "Somebody made or confirmed it")
    ),
    security(("token" = ["suggest"]), ("token" = ["curate"]))
)]
#[delete("/conversations/{id}/links/{article_id}")]
pub async fn unlink_conversation(
    web: Data<Web>,
    caller: Scoped<Work>,
    path: Path<(ConversationId, ArticleId)>,
) -> Result<HttpResponse, Problem> {
    let (id, article_id) = path.into_inner();
    let was = blocking::run(&web, move |app| {
        caller.may_touch_conversation(app, id)?;
        link::refuse(app, caller.actor, article_id, id)
    })
    .await?;
    match was {
        Some(LinkKind::Inferred) => Ok(HttpResponse::NoContent().finish()),
        Some(_) => Err(Error::new(Code::IllegalMove, "Somebody made or confirmed this link: it stays.").into()),
        None => Err(Error::not_found("link").into()),
    }
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
