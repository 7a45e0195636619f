//! Replies for an incoming message: paste it or come from a conversation, take an answer, say what became of it.

use super::show::{self, Bubble, Choice};
use crate::{
    actions::{
        outcome::{self, Report, Reported},
        suggest::{self, Answer, Request, Suggestion, Why},
    },
    app::App,
    db,
    domain::{
        account::Role,
        article::{Audience, Confidence},
        id::{ConversationId, SuggestionId},
        locale::Locale,
        suggestion::{Likelihood, Outcome},
        visibility::Reader,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent, problems_of},
        kept,
        pages::Page,
        session::{self, SignedIn},
        site::{
            query_of,
            show::{shortened, useful},
        },
        texts,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// Suggestions on the page (DESIGN 4.6).
const LISTED: usize = 5;
/// Longest past question and answer, in characters.
const PAST_MOST: usize = 240;

/// The reply page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReplyPage {
    text: String,
    channels: Vec<Choice>,
    channel: String,
    customer_name: String,
    /// Id of the conversation it is for; empty where the message was pasted.
    conversation: String,
    messages: Vec<Bubble>,
    asked: bool,
    outcome_path: String,
    suggestions: Vec<Card>,
    past: Vec<Past>,
    done: String,
    problems: Vec<Problem>,
}

/// A suggestion with its reply.
#[derive(Debug, Clone, Serialize)]
struct Card {
    article_id: String,
    title: String,
    edit_path: String,
    locale: Locale,
    likelihood: &'static str,
    confidence: f64,
    percent: u32,
    state: Confidence,
    public: bool,
    why: String,
    text: String,
    length: usize,
    limit: Option<usize>,
    fits: bool,
    uses: i32,
    useful: Option<i32>,
}

/// How something alike was answered before.
#[derive(Debug, Clone, Serialize)]
struct Past {
    path: String,
    question: String,
    answer: String,
}

impl Page for ReplyPage {
    const TEMPLATE: &'static str = "work/reply.html";

    fn samples() -> Vec<Self> {
        let card = Card {
            article_id: "4f7k".into(),
            title: "<b>Sin datos</b>".into(),
            edit_path: "/w/articles/4f7k/edit".into(),
            locale: Locale::spanish(),
            likelihood: "very_likely",
            confidence: 0.93,
            percent: 93,
            state: Confidence::Validated,
            public: false,
            why: "sin datos".into(),
            text: "</textarea><script>".into(),
            length: 200,
            limit: Some(280),
            fits: true,
            uses: 0,
            useful: Some(91),
        };
        let long = Card {
            article_id: "4f7m".into(),
            likelihood: "possible",
            fits: false,
            ..card.clone()
        };
        let full = Self {
            text: "hola".into(),
            channels: Choice::sample(),
            channel: "x".into(),
            asked: true,
            outcome_path: "/w/reply/4f7k/outcome".into(),
            suggestions: vec![card, long],
            past: vec![Past {
                path: "/w/conversations/4f7k".into(),
                question: "q".into(),
                answer: "a".into(),
            }],
            done: "outcome".into(),
            problems: vec![Problem::sample("text")],
            ..Self::default()
        };
        let nothing = Self {
            conversation: "4f7k".into(),
            messages: Bubble::samples(),
            suggestions: Vec::new(),
            done: "stale".into(),
            ..full.clone()
        };
        vec![Self::default(), full, nothing]
    }
}

/// `GET /w/reply`; with `conversation`, suggestions for it at once.
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let query = query_of(&request);
    let done = if query.contains_key("done") { "outcome" } else { "" };
    let conversation = query.get("conversation").and_then(|id| id.parse().ok());
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
    let page = blocking::run(&web, move |app| answered(app, &person, &asked)).await?;
    let page = ReplyPage {
        done: done.to_owned(),
        ..page
    };
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// `POST /w/reply`
pub async fn ask(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let asked = Asked {
        text: sent.get("text").to_owned(),
        channel: sent.get("channel").to_owned(),
        customer_name: sent.get("customer_name").to_owned(),
        conversation: sent.get("conversation").parse().ok(),
    };
    let frame = person.frame();
    let catalogue = texts::catalogue(&frame.locale);
    let empty = asked.text.trim().is_empty() && asked.conversation.is_none();
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

/// What a reply is wanted for.
#[derive(Debug, Clone, Default)]
struct Asked {
    text: String,
    channel: String,
    customer_name: String,
    conversation: Option<ConversationId>,
}

fn answered(app: &App, person: &SignedIn, asked: &Asked) -> Result<ReplyPage> {
    let page = page_for(app, person, asked)?;
    if asked.text.trim().is_empty() && asked.conversation.is_none() {
        return Ok(page);
    }
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let request = Request {
        text: filled(&asked.text).filter(|_| asked.conversation.is_none()),
        conversation_id: asked.conversation.map(|id| id.to_string()),
        channel: filled(&asked.channel),
        brand: Some(person.visitor().brand.slug.clone()),
        customer_name: filled(&asked.customer_name),
        agent_name: Some(person.account.name.clone()),
        limit: Some(LISTED),
        ..Request::default()
    };
    match suggest::suggest(app, person.actor(), Reader::Staff, &request) {
        Ok(answer) => Ok(with(page, &answer)),
        Err(error) => {
            let problems = problems_of(error, texts::catalogue(&person.frame().locale))?;
            Ok(ReplyPage { problems, ..page })
        }
    }
}

fn page_for(app: &App, person: &SignedIn, asked: &Asked) -> Result<ReplyPage> {
    let brand = &person.visitor().brand;
    let catalogue = texts::catalogue(&person.frame().locale);
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
        let mut messages = Vec::new();
        if let Some(id) = asked.conversation {
            let found = db::conversation::find(connection, id)?;
            let found = found.filter(|found| found.brand_id == brand.id);
            let conversation = found.ok_or_else(|| Error::not_found("conversation"))?;
            messages = show::bubbles(connection, person.reader(), id)?;
            if channel.is_empty() {
                channel = db::channel::get(connection, conversation.channel_id)?.kind.to_string();
            }
        }
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
            messages,
            ..ReplyPage::default()
        })
    })
}

fn with(page: ReplyPage, answer: &Answer) -> ReplyPage {
    ReplyPage {
        asked: true,
        outcome_path: format!("/w/reply/{}/outcome", answer.id),
        suggestions: answer.suggestions.iter().map(card).collect(),
        past: answer
            .past
            .iter()
            .map(|past| Past {
                path: format!("/w/conversations/{}", past.conversation_id),
                question: shortened(&past.question, PAST_MOST),
                answer: shortened(&past.answer, PAST_MOST),
            })
            .collect(),
        ..page
    }
}

/// The words that matched; how often an article was used stands on its card anyway.
fn words_of(why: &Why) -> Option<String> {
    match why {
        Why::Words(words) => Some(words.join(", ")),
        Why::Answered(_) => None,
    }
}

fn card(suggestion: &Suggestion) -> Card {
    let summary = &suggestion.summary;
    let reply = &suggestion.reply;
    let confidence = f64::from(suggestion.confidence);
    Card {
        article_id: summary.article.id.to_string(),
        title: summary.title.clone(),
        edit_path: format!("/w/articles/{}/edit", summary.article.id),
        locale: summary.article.locale.clone(),
        likelihood: match Likelihood::of(suggestion.confidence) {
            Some(Likelihood::VeryLikely) => "very_likely",
            Some(Likelihood::Likely) => "likely",
            _ => "possible",
        },
        confidence: (confidence * 100.0).round() / 100.0,
        percent: (confidence * 100.0).round() as u32,
        state: summary.article.confidence,
        public: summary.article.audience == Audience::Public,
        why: suggestion.why.iter().find_map(words_of).unwrap_or_default(),
        text: if reply.parts.len() > 1 {
            reply.parts.join("\n\n")
        } else {
            reply.text.clone()
        },
        length: reply.length,
        limit: reply.limit,
        fits: reply.fits || reply.parts.len() > 1,
        uses: summary.uses.uses,
        useful: useful(&summary.uses),
    }
}

/// `POST /w/reply/{id}/outcome`
pub async fn outcome(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let id: SuggestionId = request
        .match_info()
        .query("id")
        .parse()
        .map_err(|_| Error::not_found("suggestion"))?;
    let outcome: Outcome = sent
        .get("outcome")
        .parse()
        .map_err(|_| Error::invalid("outcome", "It is not known."))?;
    let conversation: Option<ConversationId> = sent.get("conversation").parse().ok();
    let report = Report {
        article_id: sent.get("article").parse().ok(),
        outcome,
        final_text: sent.get("final_text").to_owned(),
        reason: String::new(),
        conversation_id: conversation,
    };
    let frame = person.frame();
    let reported = blocking::run(&web, move |app| {
        match outcome::report(app, person.actor(), Reader::Staff, id, &report)? {
            Reported::Done(_) => Ok(None),
            Reported::Stale(answer) => {
                let asked = Asked {
                    conversation,
                    ..Asked::default()
                };
                let page = with(page_for(app, &person, &asked)?, &answer);
                Ok(Some(ReplyPage {
                    done: "stale".into(),
                    ..page
                }))
            }
        }
    });
    match (reported.await?, conversation) {
        (Some(page), _) => Ok(kept::html(409, web.pages.render(&frame, &page)?)),
        (None, Some(conversation)) => Ok(kept::see_other(&web, &format!("/w/conversations/{conversation}"))),
        (None, None) => Ok(kept::see_other(&web, "/w/reply?done=1")),
    }
}
