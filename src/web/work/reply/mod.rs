//! Replies for an incoming message: paste it or come from a conversation, take an answer, write, say what became of it.
//!
//! This file finds what the page shows; `page` is the page, `weighed` says what stands below the
//! reply, `write` what the buttons of the reply do.

mod opening;
mod page;
pub mod presence;
mod queue;
mod weighed;
pub mod write;

use super::show::{self, Choice, Earlier};
use crate::{
    actions::{
        compose::{self, Weighed},
        meant::WordsAlone,
        signature,
        suggest::{self, Answer, Request},
    },
    app::App,
    db,
    domain::{
        account::Role,
        channel::Visibility,
        draft::{self, Opening},
        id::{ArticleId, ConversationId, SuggestionId},
        visibility::Reader,
    },
    error::{Code, Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent, problems_of},
        kept,
        session::{self, SignedIn},
        site::{query_of, show::shortened},
        texts,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use page::{Card, Other, Past};
pub use page::{REASONS, ReplyPage};
use std::collections::HashMap;
use weighed::Counter;

/// Suggestions on the page.
const LISTED: usize = 5;
/// Longest past question and answer, in characters.
const PAST_MOST: usize = 240;
/// Longest beginning of a waiting message, and of what is searched for among the articles, in characters.
const BEGINNING: usize = 120;

/// `GET /w/reply`, and `/w/reply/{id}` with suggestions for a conversation at once.
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let query = query_of(&request);
    let done = if query.contains_key("done") { "outcome" } else { "" };
    let conversation = match request.match_info().get("id") {
        Some(id) => Some(id.parse().map_err(|_| Error::not_found("conversation"))?),
        None => query.get("conversation").and_then(|id| id.parse().ok()),
    };
    let asked = Asked {
        conversation,
        channel: if conversation.is_none() {
            "x".into()
        } else {
            String::new()
        },
        ..Asked::default()
    };
    let frame = person.frame();
    let other = attend(&web, &person, &asked);
    let page = blocking::run(&web, move |app| answered(app, &person, &asked)).await?;
    let page = ReplyPage {
        done: done.to_owned(),
        other,
        ..page
    };
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// `POST /w/reply`
pub async fn ask(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let asked = Asked::from(&sent);
    let frame = person.frame();
    let catalogue = texts::catalogue(&frame.locale);
    let empty = asked.is_empty();
    let page = blocking::run(&web, move |app| answered(app, &person, &asked)).await?;
    let problems = if empty {
        vec![Problem::of("text", catalogue.plain("field.empty"))]
    } else {
        page.problems.clone()
    };
    let status = if problems.is_empty() { 200 } else { 422 };
    Ok(kept::html(
        status,
        web.pages.render(&frame, &ReplyPage { problems, ..page })?,
    ))
}

/// Says that somebody is at a conversation; who else was there before them.
fn attend(web: &Data<Web>, person: &SignedIn, asked: &Asked) -> Option<Other> {
    let account = &person.account;
    let other = web
        .presence
        .arrive(asked.conversation?, (account.id, &account.name), web.app.clock.now())?;
    Some(Other {
        name: other.name,
        since: other.since,
    })
}

/// What a reply is wanted for, and how far it is written.
#[derive(Debug, Clone, Default)]
struct Asked {
    text: String,
    channel: String,
    customer_name: String,
    conversation: Option<ConversationId>,
    /// Where the writer chose another than the customer's.
    visibility: Option<Visibility>,
    /// The suggestion that is on the page already.
    suggestion: Option<SuggestionId>,
    reply: String,
    inserted: String,
    article: Option<ArticleId>,
    /// The opening that was chosen, and the one that the reply had when the choice was shown.
    opening: Option<Opening>,
    opened: Option<Opening>,
}

impl From<&Form<Sent>> for Asked {
    fn from(sent: &Form<Sent>) -> Self {
        let lines = |name: &str| sent.get(name).replace("\r\n", "\n");
        Self {
            text: lines("text"),
            channel: sent.get("channel").to_owned(),
            customer_name: sent.get("customer_name").to_owned(),
            conversation: sent.get("conversation").parse().ok(),
            visibility: sent.get("visibility").parse().ok(),
            suggestion: sent.get("suggestion").parse().ok(),
            reply: lines("final_text"),
            inserted: lines("inserted"),
            article: sent.get("article").parse().ok(),
            opening: sent.get("opening").parse().ok(),
            opened: sent.get("opened").parse().ok(),
        }
    }
}

impl Asked {
    fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.conversation.is_none()
    }

    fn request(&self, person: &SignedIn) -> Request {
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let pasted = self.conversation.is_none();
        Request {
            text: filled(&self.text).filter(|_| pasted),
            conversation_id: self.conversation.map(|id| id.to_string()),
            channel: filled(&self.channel).filter(|_| pasted),
            visibility: self.visibility,
            brand: Some(person.visitor().brand.slug.clone()),
            customer_name: filled(&self.customer_name),
            agent_name: Some(person.account.name.clone()),
            limit: Some(LISTED),
            ..Request::default()
        }
    }

    /// The reply as it stands, where it is known to where it goes. `offered`: articles that it must not lead to, beside the
    /// one that was put into it.
    fn weighed(&self, app: &App, person: &SignedIn, offered: &[ArticleId]) -> Result<Option<Weighed>> {
        if self.conversation.is_none() && self.channel.is_empty() {
            return Ok(None);
        }
        let mut internal = offered.to_vec();
        internal.extend(self.internal(app)?);
        let (rules, visibility) = suggest::place(app, &self.request(person))?;
        let brand = &person.visitor().brand;
        Ok(Some(compose::weigh(
            app,
            brand,
            (&rules, visibility),
            &self.reply,
            &internal,
        )))
    }

    /// The article that was put into the reply, where it is for staff alone.
    fn internal(&self, app: &App) -> Result<Option<ArticleId>> {
        let Some(id) = self.article else {
            return Ok(None);
        };
        let found = app
            .database
            .read(|connection| Ok::<_, Error>(db::article::find(connection, id)?))?;
        let hidden = found.filter(|article| Reader::Public.may_see(article.clone()).is_none());
        Ok(hidden.map(|article| article.id))
    }
}

fn answered(app: &App, person: &SignedIn, asked: &Asked) -> Result<ReplyPage> {
    let page = page_for(app, person, asked)?;
    if asked.is_empty() {
        return Ok(page);
    }
    let request = asked.request(person);
    let answer = match asked.suggestion {
        Some(id) => suggest::again(app, Reader::Staff, id, &request),
        None => suggest::suggest(app, person.actor(), Reader::Staff, &request),
    };
    match answer {
        Ok(answer) => with(app, person, asked, (page, &answer)),
        Err(error) if matches!(error.code(), Code::Internal | Code::Unavailable) => {
            tracing::error!(?error, "suggestions failed");
            // The suggestions that were made before can still be told of.
            let page = match asked.suggestion {
                Some(id) => told_of(id, page),
                None => page,
            };
            let page = composer(app, person, asked, (page, &[]))?;
            Ok(ReplyPage { broken: true, ..page })
        }
        Err(error) => {
            let problems = problems_of(error, texts::catalogue(&person.frame().locale))?;
            Ok(ReplyPage { problems, ..page })
        }
    }
}

fn page_for(app: &App, person: &SignedIn, asked: &Asked) -> Result<ReplyPage> {
    let brand = &person.visitor().brand;
    let frame = person.frame();
    let catalogue = texts::catalogue(&frame.locale);
    app.database.read(|connection| {
        let mut kinds: Vec<String> = db::channel::list_offered(connection, brand.id)?
            .into_iter()
            .map(|channel| channel.kind.to_string())
            .collect();
        if !kinds.iter().any(|kind| kind == "x") {
            kinds.push("x".into());
        }
        kinds.dedup();
        let mut channel = asked.channel.clone();
        let (mut messages, mut earlier) = (Vec::new(), Vec::new());
        let mut due = None;
        if let Some(id) = asked.conversation {
            let found = db::conversation::find(connection, id)?;
            let found = found.filter(|found| found.brand_id == brand.id);
            let conversation = found.ok_or_else(|| Error::not_found("conversation"))?;
            messages = show::bubbles(connection, person.reader(), id)?;
            earlier = Earlier::list(connection, person.reader(), &conversation)?;
            let on = db::channel::get(connection, conversation.channel_id)?;
            due = queue::due(&conversation, on.target_minutes, app.clock.now());
            channel = on.kind.to_string();
        }
        let (queue, older) = queue::queue(app, connection, person, asked.conversation)?;
        Ok(ReplyPage {
            text: asked.text.clone(),
            channels: kinds
                .into_iter()
                .map(|kind| {
                    let name = catalogue.plain(&format!("channel.{kind}"));
                    Choice::of(kind, name)
                })
                .collect(),
            channel,
            customer_name: asked.customer_name.clone(),
            conversation: asked.conversation.map(|id| id.to_string()).unwrap_or_default(),
            customer: show::customer_of(&messages),
            messages,
            earlier,
            queue,
            older,
            due,
            ..ReplyPage::default()
        })
    })
}

fn with(app: &App, person: &SignedIn, asked: &Asked, (page, answer): (ReplyPage, &Answer)) -> Result<ReplyPage> {
    let mut suggestions: Vec<Card> = answer.suggestions.iter().map(Card::of).collect();
    let rejected = app
        .database
        .read(|connection| Ok::<_, Error>(db::suggestion::rejected(connection, answer.id)?))?;
    let reasons: HashMap<String, &String> = rejected
        .iter()
        .filter_map(|(article, reason)| Some((article.as_ref()?.to_string(), reason)))
        .collect();
    for card in &mut suggestions {
        card.inserted = asked.article.is_some_and(|id| id.to_string() == card.article_id);
        if let Some(reason) = reasons.get(&card.article_id) {
            let known = REASONS.into_iter().find(|known| known == reason);
            known.unwrap_or(REASONS[0]).clone_into(&mut card.rejected);
        }
    }
    let page = composer(app, person, asked, (told_of(answer.id, page), &internal_of(answer)))?;
    Ok(ReplyPage {
        words_alone: answer.words_alone.map_or("", WordsAlone::as_str),
        suggestions,
        past: answer
            .past
            .iter()
            .map(|past| Past {
                path: format!("/w/conversations/{}", past.conversation_id),
                question: shortened(&past.question, PAST_MOST),
                answer: shortened(&past.answer, PAST_MOST),
            })
            .collect(),
        reasons: REASONS.to_vec(),
        reported: rejected.iter().any(|(article, _)| article.is_none()),
        ..page
    })
}

/// The page on which somebody says what became of a suggestion.
fn told_of(id: SuggestionId, page: ReplyPage) -> ReplyPage {
    ReplyPage {
        suggestion: id.to_string(),
        outcome_path: format!("/w/reply/{id}/outcome"),
        ..page
    }
}

/// The page with the reply as it stands; `offered` are articles that it must not lead to.
fn composer(
    app: &App,
    person: &SignedIn,
    asked: &Asked,
    (page, offered): (ReplyPage, &[ArticleId]),
) -> Result<ReplyPage> {
    let catalogue = texts::catalogue(&person.frame().locale);
    let weighed = asked.weighed(app, person, offered)?;
    let (_, visibility) = suggest::place(app, &asked.request(person))?;
    let search = match asked.conversation {
        Some(id) => suggest::question_in(app, id)?,
        None => asked.text.clone(),
    };
    let signature = signature::of(app, person.account.id)?;
    let facts = opening::facts(app, person, asked, &search)?;
    Ok(ReplyPage {
        incident: facts.incident,
        late: facts.late,
        hints: facts.hints,
        opening: draft::opening(&asked.reply).as_str(),
        signature,
        openings: Opening::ALL.iter().map(|one| one.as_str()).collect(),
        asked: true,
        search: shortened(&search, BEGINNING).trim_end_matches('…').to_owned(),
        visibility: visibility.to_string(),
        reply: asked.reply.clone(),
        warnings: (weighed.as_ref()).map_or_else(Vec::new, |weighed| weighed::warnings(weighed, catalogue)),
        counter: weighed
            .map(|weighed| Counter::of(&weighed, catalogue))
            .unwrap_or_default(),
        article: asked.article.map(|id| id.to_string()).unwrap_or_default(),
        inserted: asked.inserted.clone(),
        ..page
    })
}

/// The suggestions whose articles are for staff alone.
fn internal_of(answer: &Answer) -> Vec<ArticleId> {
    let internal = answer.suggestions.iter().filter(|one| one.short_url.is_none());
    internal.map(|one| one.summary.article.id).collect()
}
