//! One conversation with its thread: resolve it, make a draft of it.

use super::show::{self, Bubble, Earlier, Link};
use crate::{
    actions,
    app::App,
    db,
    domain::{
        account::Role,
        address,
        channel::Visibility,
        conversation::Status,
        id::{ArticleId, ConversationId},
        link::LinkKind,
        locale::Locale,
    },
    error::{Code, Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent, refusal},
        kept,
        pages::Page,
        session::{self, SignedIn},
        site::query_of,
        texts,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// A conversation.
#[derive(Debug, Clone, Serialize)]
pub struct ConversationPage {
    id: String,
    path: String,
    /// Name of the customer; may be empty.
    customer: String,
    channel: String,
    visibility: Visibility,
    status: Status,
    /// How it is known to be resolved; empty where it is not.
    resolved_by: String,
    locale: Locale,
    messages: Vec<Bubble>,
    links: Vec<Link>,
    earlier: Vec<Earlier>,
    has_draft: bool,
    done: Done,
    problems: Vec<Problem>,
}

/// What was just done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Done {
    Nothing,
    Resolved,
    Linked,
}

impl Page for ConversationPage {
    const TEMPLATE: &'static str = "work/conversation.html";

    fn samples() -> Vec<Self> {
        let bare = Self {
            id: "4f7k".into(),
            path: "/w/conversations/4f7k".into(),
            customer: String::new(),
            channel: "x".into(),
            visibility: Visibility::Public,
            status: Status::Open,
            resolved_by: String::new(),
            locale: Locale::spanish(),
            messages: Vec::new(),
            links: Vec::new(),
            earlier: Vec::new(),
            has_draft: false,
            done: Done::Nothing,
            problems: Vec::new(),
        };
        let linked = Self {
            done: Done::Linked,
            ..bare.clone()
        };
        let full = Self {
            customer: "<i>Nuria</i>".into(),
            status: Status::Resolved,
            resolved_by: "thanks".into(),
            messages: Bubble::samples(),
            links: Link::samples(),
            earlier: Earlier::samples(),
            has_draft: true,
            done: Done::Resolved,
            problems: ["", "article"].map(Problem::sample).to_vec(),
            ..bare.clone()
        };
        vec![bare, linked, full]
    }
}

/// `GET /w/conversations/{id}`
pub async fn show(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let query = query_of(&request);
    let done = match (query.get("resolved"), query.get("linked")) {
        (Some(_), _) => Done::Resolved,
        (None, Some(_)) => Done::Linked,
        (None, None) => Done::Nothing,
    };
    page(&web, &request, person, done, Vec::new()).await
}

/// `POST /w/conversations/{id}`: `do` says what.
pub async fn act(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let least = if sent.get("do") == "draft" {
        Role::Editor
    } else {
        Role::Agent
    };
    let person = session::sent_by(&web, &request, least, sent.get("csrf")).await?;
    let (id, actor) = (id_in(&request)?, person.actor());
    if sent.get("do") == "draft" {
        let drafted = blocking::run(&web, move |app| actions::draft::draft(app, actor, id)).await;
        return match drafted {
            Ok(article) => Ok(kept::see_other(
                &web,
                &format!("/w/articles/{article}/edit?done=drafted"),
            )),
            Err(error) if matches!(error.code(), Code::Conflict | Code::Invalid | Code::Incomplete) => {
                let problem = Problem::of("", refusal(&error, texts::catalogue(&person.frame().locale)));
                page(&web, &request, person, Done::Nothing, vec![problem]).await
            }
            Err(error) => Err(error.into()),
        };
    }
    if sent.get("do") == "link" {
        return link(&web, &request, person, id, sent.get("article")).await;
    }
    if let Some((what, article)) = sent.get("do").split_once(':') {
        let article: ArticleId = article.parse().map_err(|_| Error::not_found("article"))?;
        match what {
            "confirm" => {
                let kind = LinkKind::Manual;
                blocking::run(&web, move |app| {
                    actions::link::link(app, actor, article, id, kind).map(drop)
                })
                .await
            }
            "undo" => {
                blocking::run(&web, move |app| {
                    actions::link::refuse(app, actor, article, id).map(drop)
                })
                .await
            }
            _ => Err(Error::invalid("do", "unknown")),
        }?;
        return Ok(kept::see_other(&web, &format!("/w/conversations/{id}")));
    }
    blocking::run(&web, move |app| actions::resolve::resolve(app, actor, id)).await?;
    Ok(kept::see_other(&web, &format!("/w/conversations/{id}?resolved=1")))
}

/// Links an article by hand, by its id or any address of it.
async fn link(
    web: &Data<Web>,
    request: &HttpRequest,
    person: SignedIn,
    id: ConversationId,
    written: &str,
) -> Result<HttpResponse, PageError> {
    let wanted = address::article_in(written);
    let (actor, reader) = (person.actor(), person.reader());
    let linked = blocking::run(web, move |app| {
        let found = app.database.read(|connection| {
            let article = wanted
                .map(|id| db::article::find(connection, id))
                .transpose()?
                .flatten();
            Ok::<_, Error>(article.and_then(|article| reader.may_see(article)))
        })?;
        let Some(article) = found else { return Ok(false) };
        actions::link::link(app, actor, article.id, id, LinkKind::Manual).map(|_| true)
    });
    if linked.await? {
        return Ok(kept::see_other(web, &format!("/w/conversations/{id}?linked=1")));
    }
    let words = texts::catalogue(&person.frame().locale).plain("conversation.link.odd");
    page(web, request, person, Done::Nothing, vec![Problem::of("article", words)]).await
}

fn id_in(request: &HttpRequest) -> Result<ConversationId> {
    let id = request.match_info().query("id");
    id.parse().map_err(|_| Error::not_found("conversation"))
}

async fn page(
    web: &Data<Web>,
    request: &HttpRequest,
    person: SignedIn,
    done: Done,
    problems: Vec<Problem>,
) -> Result<HttpResponse, PageError> {
    let (id, frame) = (id_in(request)?, person.frame());
    let status = if problems.is_empty() { 200 } else { 409 };
    let page = blocking::run(web, move |app| {
        let page = read(app, &person, id)?;
        Ok(ConversationPage { done, problems, ..page })
    });
    Ok(kept::html(status, web.pages.render(&frame, &page.await?)?))
}

fn read(app: &App, person: &SignedIn, id: ConversationId) -> Result<ConversationPage> {
    app.database.read(|connection| {
        let conversation = db::conversation::find(connection, id)?;
        let conversation = conversation.and_then(|found| person.reader().may_see(found));
        let conversation = conversation.ok_or_else(|| Error::not_found("conversation"))?;
        let messages = show::bubbles(connection, person.reader(), id)?;
        Ok(ConversationPage {
            id: id.to_string(),
            path: format!("/w/conversations/{id}"),
            customer: show::customer_of(&messages),
            channel: db::channel::get(connection, conversation.channel_id)?.kind.to_string(),
            visibility: conversation.visibility,
            status: conversation.status,
            earlier: Earlier::list(connection, person.reader(), &conversation)?,
            resolved_by: conversation.resolved_by.map(|how| how.to_string()).unwrap_or_default(),
            locale: conversation.locale.clone(),
            messages,
            links: Link::list(connection, person.reader(), id)?,
            has_draft: db::article::find_draft_of(connection, id)?.is_some(),
            done: Done::Nothing,
            problems: Vec::new(),
        })
    })
}
