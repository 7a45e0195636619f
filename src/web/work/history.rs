//! The revisions of an article, what changed from one to the next, and the way back.

use super::edit::id_in;
use crate::{
    actions,
    app::App,
    db,
    domain::{
        account::Role,
        article::Parts,
        former::Seen,
        id::ArticleId,
        revision::{Change, Revision, difference},
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::Sent,
        kept,
        pages::Page,
        session::{self, SignedIn},
        site::query_of,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use chrono::NaiveDateTime;
use serde::Serialize;

/// What the product notes with a revision by itself, and the end of the key that says it.
const TOLD: [(&str, &str); 4] = [
    ("draft", "draft"),
    ("import", "import"),
    ("redacted", "hidden"),
    ("kept", "kept"),
];

/// The history of an article.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HistoryPage {
    title: String,
    path: String,
    revisions: Vec<Line>,
    /// Number of the revision whose changes are shown; 0 for none.
    shown: i32,
    /// Whether that is the first text, which nothing can be compared with.
    is_first: bool,
    changes: Vec<Part>,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    number: i32,
    at: NaiveDateTime,
    author: String,
    note: String,
    /// What the product wrote down in place of a note: the end of a text's key; else empty.
    told: &'static str,
    published: bool,
    /// What readers see of a text that they saw once, in a word; empty of the others.
    seen: &'static str,
    path: String,
}

/// What changed in a part of the text.
#[derive(Debug, Clone, Serialize)]
struct Part {
    name: &'static str,
    changes: Vec<Change>,
}

impl Page for HistoryPage {
    const TEMPLATE: &'static str = "work/history.html";

    fn samples() -> Vec<Self> {
        let line = Line {
            number: 2,
            at: NaiveDateTime::default(),
            author: "<b>Lucía</b>".into(),
            note: "más claro".into(),
            told: "",
            published: true,
            seen: "",
            path: "/w/articles/4f7k/edit/history?number=2".into(),
        };
        let told = TOLD.iter().map(|(_, told)| Line { told, ..line.clone() });
        let seen = Seen::ALL.iter().map(|seen| Line {
            seen: seen.as_str(),
            ..line.clone()
        });
        let first = Self {
            shown: 1,
            is_first: true,
            revisions: told.chain(seen).collect(),
            ..Self::default()
        };
        let full = Self {
            title: "Envío".into(),
            path: "/w/articles/4f7k/edit".into(),
            revisions: vec![line.clone(), line],
            shown: 2,
            is_first: false,
            changes: vec![Part {
                name: "title",
                changes: difference("uno <b>dos</b>", "uno tres"),
            }],
        };
        vec![Self::default(), first, full]
    }
}

/// `GET /w/articles/{id}/edit/history`
pub async fn history(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let (id, frame) = (id_in(&request)?, person.frame());
    let number = query_of(&request).get("number").and_then(|number| number.parse().ok());
    let page = blocking::run(&web, move |app| read(app, &person, id, number)).await?;
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// `POST /w/articles/{id}/edit/history`: an earlier text becomes the newest, or readers see it no more, or again.
pub async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Editor, sent.get("csrf")).await?;
    let (id, actor) = (id_in(&request)?, person.actor());
    let chosen = ["hide", "show"].into_iter().find(|name| !sent.get(name).is_empty());
    let number = sent.get(chosen.unwrap_or("number"));
    let number = number.parse().map_err(|_| Error::not_found("revision"))?;
    if let Some(name) = chosen {
        let is_hidden = name == "hide";
        blocking::run(&web, move |app| {
            actions::history::hide(app, actor, id, number, is_hidden)
        })
        .await?;
        return Ok(kept::see_other(
            &web,
            &format!("/w/articles/{id}/edit/history?number={number}"),
        ));
    }
    blocking::run(&web, move |app| actions::archive::revert(app, actor, id, number)).await?;
    Ok(kept::see_other(&web, &format!("/w/articles/{id}/edit?done=reverted")))
}

fn read(app: &App, person: &SignedIn, id: ArticleId, number: Option<i32>) -> Result<HistoryPage> {
    app.database.read(|connection| {
        let found = db::article::find(connection, id)?.and_then(|article| person.reader().may_see(article));
        let article = found.ok_or_else(|| Error::not_found("article"))?;
        let mut revisions = db::revision::list(connection, id)?;
        revisions.sort_by_key(|revision| std::cmp::Reverse(revision.number));
        let accounts = db::account::list(connection)?;
        let author = |revision: &Revision| {
            let account = accounts.iter().find(|account| Some(account.id) == revision.author_id);
            account.map(|account| account.name.clone()).unwrap_or_default()
        };
        let seen = actions::history::seen(connection, &article, &revisions)?;
        let path = format!("/w/articles/{id}/edit");
        let wanted = number.unwrap_or_else(|| revisions.first().map_or(0, |newest| newest.number));
        let place = revisions.iter().position(|revision| revision.number == wanted);
        let shown = place.map(|place| (&revisions[place], revisions.get(place + 1)));
        Ok(HistoryPage {
            title: revisions
                .first()
                .map(|newest| newest.parts.title.clone())
                .unwrap_or_default(),
            shown: shown.map_or(0, |(revision, _)| revision.number),
            is_first: shown.is_some_and(|(_, before)| before.is_none()),
            changes: shown
                .and_then(|(after, before)| Some(changes(before?, after)))
                .unwrap_or_default(),
            revisions: revisions
                .iter()
                .map(|revision| Line {
                    number: revision.number,
                    at: revision.created_at,
                    author: author(revision),
                    told: told(&revision.note),
                    note: revision.note.clone(),
                    published: Some(revision.id) == article.published_revision_id,
                    seen: seen.get(&revision.id).map_or("", |seen| seen.as_str()),
                    path: format!("{path}/history?number={}", revision.number),
                })
                .collect(),
            path,
        })
    })
}

/// The end of the key of what the product itself notes; empty for a person's words.
fn told(note: &str) -> &'static str {
    let known = TOLD.iter().find(|(word, _)| *word == note);
    known.map_or("", |(_, told)| told)
}

/// What changed in each part.
fn changes(before: &Revision, after: &Revision) -> Vec<Part> {
    let (before, after): (&Parts, &Parts) = (&before.parts, &after.parts);
    let parts = [
        ("title", &before.title, &after.title),
        ("reply", &before.reply, &after.reply),
        ("resolution", &before.resolution, &after.resolution),
        ("issue", &before.issue, &after.issue),
        ("environment", &before.environment, &after.environment),
        ("cause", &before.cause, &after.cause),
    ];
    parts
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| Part {
            name,
            changes: difference(before, after),
        })
        .collect()
}
