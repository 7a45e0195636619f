//! What the buttons of a reply do: put a suggestion into it, count it, make it shorter, and say what became of it.

use super::{
    Asked, REASONS, ReplyPage, answered, attend, opening, page_for, queue,
    weighed::{Counter, in_the_way, warnings},
    with,
};
use crate::{
    actions::{
        self, compose,
        outcome::{self, Report, Reported},
        signature, suggest,
    },
    app::App,
    db,
    domain::{
        account::Role,
        channel::Visibility,
        draft::{self, Opening},
        id::{ArticleId, SuggestionId},
        suggestion::Outcome,
        visibility::Reader,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent},
        kept,
        session::{self, SignedIn},
        texts::{self, Catalogue},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde_json::json;

/// The reason of one who found nothing among all that was offered.
const MISSING: &str = "missing";

/// `POST /w/reply/write`: `do` says what; the page comes back with the reply as it then stands.
pub async fn write(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let frame = person.frame();
    let asked = Asked::from(&sent);
    if let (Some(id), "take") = (asked.conversation, sent.get("do")) {
        let account = &person.account;
        web.presence.take(id, (account.id, &account.name), web.app.clock.now());
    }
    let other = attend(&web, &person, &asked);
    let page = blocking::run(&web, move |app| {
        let asked = changed(app, &person, asked, sent.get("do"))?;
        answered(app, &person, &asked)
    });
    let page = ReplyPage { other, ..page.await? };
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// What a button makes of the reply.
fn changed(app: &App, person: &SignedIn, mut asked: Asked, wanted: &str) -> Result<Asked> {
    opening::reopen(app, &mut asked)?;
    match wanted.split_once(':') {
        Some(("insert", id)) => insert(app, person, asked, id),
        Some(("undo", id)) => {
            let article = id.parse().map_err(|_| Error::not_found("article"))?;
            let suggestion = asked.suggestion.ok_or_else(|| Error::not_found("suggestion"))?;
            outcome::undo_rejection(app, suggestion, article)?;
            Ok(asked)
        }
        _ => {
            match wanted {
                "private" => asked.visibility = Some(Visibility::Private),
                "public" => asked.visibility = Some(Visibility::Public),
                "shorten" => {
                    let (rules, _) = suggest::place(app, &asked.request(person))?;
                    asked.reply = compose::shorten(&asked.reply, &rules);
                }
                _ => {}
            }
            Ok(asked)
        }
    }
}

/// Puts a suggestion into the reply: in place of what was put there before, and after the writer's own words.
fn insert(app: &App, person: &SignedIn, mut asked: Asked, id: &str) -> Result<Asked> {
    let article: ArticleId = id.parse().map_err(|_| Error::not_found("article"))?;
    let suggestion = asked.suggestion.ok_or_else(|| Error::not_found("suggestion"))?;
    let answer = suggest::again(app, Reader::Staff, suggestion, &asked.request(person))?;
    let found = answer
        .suggestions
        .into_iter()
        .find(|one| one.summary.article.id == article);
    let text = found.ok_or_else(|| Error::not_found("article"))?.reply.text;
    let mark = signature::of(app, person.account.id)?;
    let own = signature::without(&asked.reply, &mark);
    asked.reply = signature::with(&with_inserted(own, &asked.inserted, &text), &mark);
    asked.inserted = text;
    asked.article = Some(article);
    Ok(asked)
}

/// The reply with a suggestion in place of the one that it ends with, or after the writer's own words. An opening stays on
/// one line with what follows.
fn with_inserted(reply: &str, inserted: &str, text: &str) -> String {
    let (reply, inserted) = (reply.trim(), inserted.trim());
    let own = match reply.strip_suffix(inserted) {
        Some(own) if !inserted.is_empty() => own.trim_end(),
        _ => reply,
    };
    let is_opening = draft::opening(own) != Opening::None && draft::reopened(own, "").is_empty();
    match own {
        "" => text.to_owned(),
        own if is_opening => format!("{own} {text}"),
        own => format!("{own}\n\n{text}"),
    }
}

/// `POST /w/reply/count`: how long the reply is where it will be sent, and what is in its way, for the script.
pub async fn count(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let catalogue = texts::catalogue(&person.frame().locale);
    let mut asked = Asked::from(&sent);
    attend(&web, &person, &asked);
    let told = blocking::run(&web, move |app| {
        let reopened = opening::reopen(app, &mut asked)?;
        let weighed = asked.weighed(app, &person, &[])?;
        let hints = opening::hints_of(app, &asked, catalogue)?;
        Ok((
            weighed,
            hints,
            draft::opening(&asked.reply),
            reopened.then_some(asked.reply),
        ))
    });
    let (weighed, hints, opening, reply) = told.await?;
    let weighed = weighed.ok_or_else(|| Error::invalid("channel", "Say where the reply goes."))?;
    let counter = Counter::of(&weighed, catalogue);
    let warnings: Vec<_> = warnings(&weighed, catalogue).into_iter().chain(hints).collect();
    let told = json!({
        "words": counter.words, "state": counter.state, "warnings": warnings, "opening": opening, "reply": reply,
    });
    Ok(HttpResponse::Ok()
        .insert_header(("cache-control", "no-store"))
        .json(told))
}

/// What came of telling an outcome.
enum Told {
    /// To this path.
    Done(String),
    /// The page, and its status.
    Page(u16, Box<ReplyPage>),
}

/// `POST /w/reply/{id}/outcome`
pub async fn outcome(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    let id: SuggestionId = request
        .match_info()
        .query("id")
        .parse()
        .map_err(|_| Error::not_found("suggestion"))?;
    let frame = person.frame();
    let catalogue = texts::catalogue(&frame.locale);
    let mut asked = Asked {
        suggestion: Some(id),
        ..Asked::from(&sent)
    };
    let (conversation, me) = (asked.conversation, person.account.id);
    let other = attend(&web, &person, &asked);
    let told = blocking::run(&web, move |app| {
        opening::reopen(app, &mut asked)?;
        let wanted = match sent.find("reject") {
            Some(_) => "rejected",
            None => sent.get("outcome"),
        };
        match wanted {
            "rejected" | "missing" => rejected(app, &person, &asked, &sent),
            _ => answered_with(app, &person, &asked, wanted, catalogue),
        }
    });
    match told.await? {
        Told::Done(path) => {
            if let Some(id) = conversation {
                web.presence.leave(id, me);
            }
            Ok(kept::see_other(&web, &path))
        }
        Told::Page(status, page) => {
            let page = ReplyPage { other, ..*page };
            Ok(kept::html(status, web.pages.render(&frame, &page)?))
        }
    }
}

/// Writes down that one of the suggestions was of no use, or that none was; what was typed stays.
fn rejected(app: &App, person: &SignedIn, asked: &Asked, sent: &Sent) -> Result<Told> {
    let id = asked.suggestion.ok_or_else(|| Error::not_found("suggestion"))?;
    let (article, reason) = match sent
        .find("reject")
        .map(|value| value.split_once(':').unwrap_or((value, "")))
    {
        Some((article, reason)) => (Some(article.parse().map_err(|_| Error::not_found("article"))?), reason),
        None if sent.get("outcome") == MISSING => (None, MISSING),
        None => (asked.article, REASONS[0]),
    };
    let known = reason == MISSING || REASONS.contains(&reason);
    let report = Report {
        article_id: article,
        outcome: Outcome::Rejected,
        final_text: String::new(),
        reason: if known { reason } else { REASONS[0] }.to_owned(),
        conversation_id: asked.conversation,
    };
    outcome::report(app, person.actor(), Reader::Staff, id, &report)?;
    if asked.is_empty() {
        return Ok(Told::Done("/w/reply?done=1".into()));
    }
    let page = ReplyPage {
        done: if reason == MISSING {
            "missing".into()
        } else {
            String::new()
        },
        ..answered(app, person, asked)?
    };
    Ok(Told::Page(200, Box::new(page)))
}

/// Writes down what was sent, where nothing is in its way. A reply without any of the suggestions counts as having ignored
/// them.
fn answered_with(app: &App, person: &SignedIn, asked: &Asked, wanted: &str, catalogue: &Catalogue) -> Result<Told> {
    let id = asked.suggestion.ok_or_else(|| Error::not_found("suggestion"))?;
    let problems = problems(app, person, asked, catalogue)?;
    if !problems.is_empty() {
        let page = ReplyPage {
            problems,
            warnings: Vec::new(),
            ..answered(app, person, asked)?
        };
        return Ok(Told::Page(422, Box::new(page)));
    }
    if let Some(by) = answered_meanwhile(app, person, asked)? {
        // Asked anew, so that who still wants to send it can.
        let asked = Asked {
            suggestion: None,
            ..asked.clone()
        };
        let page = ReplyPage {
            done: "twice".into(),
            by,
            ..answered(app, person, &asked)?
        };
        return Ok(Told::Page(409, Box::new(page)));
    }
    let mark = signature::of(app, person.account.id)?;
    let is_as_inserted = asked.inserted.is_empty() || asked.inserted.trim() == signature::without(&asked.reply, &mark);
    let outcome = match wanted {
        _ if asked.article.is_none() => Outcome::Ignored,
        "sent" | "resolved" if is_as_inserted => Outcome::Sent,
        "sent" | "resolved" => Outcome::Edited,
        other => other
            .parse()
            .map_err(|_| Error::invalid("outcome", "It is not known."))?,
    };
    let report = Report {
        article_id: asked.article,
        outcome,
        final_text: asked.reply.clone(),
        reason: String::new(),
        conversation_id: asked.conversation,
    };
    match outcome::report(app, person.actor(), Reader::Staff, id, &report)? {
        Reported::Done(_) => after(app, person, asked, wanted == "resolved").map(Told::Done),
        Reported::Stale(answer) => {
            let page = page_for(app, person, asked)?;
            let page = with(app, person, asked, (page, &answer))?;
            let page = ReplyPage {
                done: "stale".into(),
                ..page
            };
            Ok(Told::Page(409, Box::new(page)))
        }
    }
}

/// Who has answered the conversation since these suggestions were made, where it was somebody else.
fn answered_meanwhile(app: &App, person: &SignedIn, asked: &Asked) -> Result<Option<String>> {
    let (Some(conversation), Some(suggestion)) = (asked.conversation, asked.suggestion) else {
        return Ok(None);
    };
    app.database.read(|connection| {
        let Some(suggestion) = db::suggestion::find(connection, suggestion)? else {
            return Ok(None);
        };
        let by = db::suggestion::answered_since(connection, conversation, suggestion.created_at)?;
        let other = by.into_iter().find(|by| *by != person.account.id);
        Ok::<_, Error>(match other {
            Some(id) => db::account::find(connection, id)?.map(|account| account.name),
            None => None,
        })
    })
}

fn problems(app: &App, person: &SignedIn, asked: &Asked, catalogue: &Catalogue) -> Result<Vec<Problem>> {
    if asked.reply.trim().is_empty() {
        return Ok(vec![Problem::of("final_text", catalogue.plain("field.empty"))]);
    }
    let weighed = asked.weighed(app, person, &[])?;
    Ok(weighed
        .map(|weighed| in_the_way(&weighed, catalogue))
        .unwrap_or_default())
}

/// Where to go on: after a conversation that is done with, the most urgent one.
fn after(app: &App, person: &SignedIn, asked: &Asked, is_resolved: bool) -> Result<String> {
    let Some(conversation) = asked.conversation else {
        return Ok("/w/reply?done=1".into());
    };
    if !is_resolved {
        return Ok(format!("/w/conversations/{conversation}"));
    }
    actions::resolve::resolve(app, person.actor(), conversation)?;
    let now = app.clock.now();
    let next = app
        .database
        .read(|connection| queue::next(connection, person, conversation, now))?;
    Ok(match next {
        Some(next) => format!("/w/reply/{next}?done=1"),
        None => "/w/reply?done=1".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggestion_takes_the_place_of_the_one_before() {
        assert_eq!(with_inserted("", "", "Una."), "Una.");
        assert_eq!(with_inserted("Una.", "Una.", "Otra."), "Otra.");
        assert_eq!(with_inserted("Hola:\n\nUna.", "Una.", "Otra."), "Hola:\n\nOtra.");
        assert_eq!(
            with_inserted("Sentimos el corte.", "", "Una."),
            "Sentimos el corte. Una."
        );
        assert_eq!(with_inserted("Mío.", "", "Una."), "Mío.\n\nUna.");
    }
}
