//! `/admin/audit`: who did what, the newest first.

use super::{Top, admin};
use crate::{
    app::App,
    db::{self, audit::Filter},
    domain::id::AccountId,
    error::Result,
    web::{
        Web, blocking,
        error::PageError,
        kept,
        pages::Page,
        site::{Query, query_of, with_query},
        texts::{self, Catalogue},
        work::show::Choice,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, ServiceConfig, get},
};
use chrono::NaiveDateTime;
use serde::Serialize;
use std::collections::HashMap;

const PATH: &str = "/admin/audit";
/// Entries on one page.
const LISTED: i64 = 50;

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AuditPage {
    #[serde(flatten)]
    top: Top,
    entries: Vec<Line>,
    people: Vec<Choice>,
    kinds: Vec<Choice>,
    person: String,
    kind: String,
    next_path: String,
    first_path: String,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    at: NaiveDateTime,
    /// Empty: the command line or the server itself.
    who: String,
    /// Whether it was a program with a token.
    token: bool,
    /// In words, or as it stands in the log where the catalogue has none.
    what: String,
    id: String,
    detail: String,
}

impl Page for AuditPage {
    const TEMPLATE: &'static str = "admin/audit.html";

    fn samples() -> Vec<Self> {
        let line = |who: &str, token| Line {
            at: NaiveDateTime::default(),
            who: who.into(),
            token,
            what: "Publicó".into(),
            id: "4f7k".into(),
            detail: "<b>".into(),
        };
        let full = Self {
            top: Top::sample(),
            entries: vec![line("Lucía", false), line("CRM", true), line("", false)],
            people: Choice::sample(),
            kinds: Choice::sample(),
            next_path: "/admin/audit?after=1-1".into(),
            first_path: PATH.into(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(list));
}

/// `GET /admin/audit`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let query = query_of(&request);
    let top = Top::after(&request, &person);
    let catalogue = texts::catalogue(&person.frame().locale);
    let page = blocking::run(&web, move |app| read(app, top, &query, catalogue)).await?;
    Ok(kept::html(200, web.pages.render(&person.frame(), &page)?))
}

fn read(app: &App, top: Top, query: &Query, catalogue: &Catalogue) -> Result<AuditPage> {
    let get = |name: &str| query.get(name).cloned().unwrap_or_default();
    let (person, kind) = (get("person"), get("kind"));
    let filter = Filter {
        account_id: person.parse::<AccountId>().ok(),
        entity: Some(kind.clone()).filter(|kind| !kind.is_empty()),
    };
    let after = query.get("after").and_then(|text| text.parse().ok());
    app.database.read(|connection| {
        let page = db::audit::list(connection, &filter, after, LISTED)?;
        let accounts = db::account::list(connection)?;
        let names: HashMap<_, _> = accounts
            .iter()
            .map(|account| (account.id, account.name.clone()))
            .collect();
        let tokens: HashMap<_, _> = db::token::list(connection)?
            .into_iter()
            .map(|token| (token.id, token.name))
            .collect();
        let at = |after: &str| with_query(PATH, &[("person", &person), ("kind", &kind), ("after", after)]);
        let entries = page.items.into_iter().map(|entry| Line {
            at: entry.at,
            who: entry
                .account_id
                .and_then(|id| names.get(&id))
                .or_else(|| entry.token_id.and_then(|id| tokens.get(&id)))
                .cloned()
                .unwrap_or_default(),
            token: entry.token_id.is_some(),
            what: in_words(catalogue, "did.", &entry.action),
            // Ids of every kind are written alike.
            id: entry
                .entity_id
                .filter(|id| *id > 0)
                .map(|id| AccountId(id).to_string())
                .unwrap_or_default(),
            detail: entry.detail,
        });
        let entries = entries.collect();
        let kinds = db::audit::entities(connection)?.into_iter();
        let kinds = kinds.map(|kind| {
            let words = in_words(catalogue, "thing.", &kind);
            Choice::of(kind, words)
        });
        Ok(AuditPage {
            top,
            entries,
            people: accounts
                .iter()
                .map(|account| Choice::of(account.id.to_string(), &account.name))
                .collect(),
            kinds: kinds.collect(),
            next_path: page.next.map(|next| at(&next.to_string())).unwrap_or_default(),
            first_path: after.map(|_| at("")).unwrap_or_default(),
            person: person.clone(),
            kind: kind.clone(),
        })
    })
}

/// What the catalogue calls a word of the log; the word itself where it has no name for it.
fn in_words(catalogue: &Catalogue, group: &str, word: &str) -> String {
    let key = format!("{group}{word}");
    if catalogue.has(&key) {
        catalogue.plain(&key)
    } else {
        word.to_owned()
    }
}
