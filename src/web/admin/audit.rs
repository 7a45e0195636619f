//! `/admin/audit`: who did what, the newest first; the same as a file.

use super::{
    Top, admin, admin_sent,
    audit_things::{Thing, Things, detail_of},
};
use crate::{
    actions::audit::{self, Names},
    app::App,
    db::{self, audit::Filter, page::Cursor},
    error::{Error, Result},
    web::{
        Web, blocking, download,
        error::PageError,
        form::{Problem, Sent},
        kept,
        pages::Page,
        site::{query_of, with_query},
        texts::{self, Catalogue},
        work::show::Choice,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, Path, ServiceConfig, get, post},
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

const PATH: &str = "/admin/audit";
/// Entries on one page.
const LISTED: i64 = 50;
/// What the log is taken along as, by the endings of the files.
const ENDINGS: [&str; 2] = ["csv", "json"];
/// Stands before the id of a token where a person's could be.
const PROGRAM: &str = "token-";

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
    since: String,
    is_narrowed: bool,
    /// The same as files.
    downloads: Vec<Choice>,
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
    /// To what, by name, and where that stands; empty: nothing in particular, nowhere.
    thing: String,
    path: String,
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
            thing: "<b>Factura".into(),
            path: if token {
                String::new()
            } else {
                "/w/articles/4f7k/edit".into()
            },
            detail: "<b>".into(),
        };
        let full = Self {
            top: Top::sample(),
            entries: vec![line("Lucía", false), line("CRM", true), line("", false)],
            people: Choice::sample(),
            kinds: Choice::sample(),
            since: "2026-02-01".into(),
            is_narrowed: true,
            downloads: Choice::sample(),
            next_path: "/admin/audit?after=1-1".into(),
            first_path: PATH.into(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route(PATH, get().to(list))
        .route("/admin/audit/log.{ending}", post().to(export));
}

/// `GET /admin/audit`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let query = query_of(&request);
    let top = Top::after(&request, &person);
    let catalogue = texts::catalogue(&person.frame().locale);
    let wanted = Wanted::of(|name| query.get(name).cloned().unwrap_or_default());
    let after = query.get("after").and_then(|text| text.parse().ok());
    let page = blocking::run(&web, move |app| read(app, top, &wanted, after, catalogue)).await?;
    Ok(kept::html(200, web.pages.render(&person.frame(), &page)?))
}

/// `POST /admin/audit/log.csv` and `log.json`: what the filters let through, as a file. That it was made is written down, so
/// no link does it.
pub async fn export(
    web: Data<Web>,
    request: HttpRequest,
    ending: Path<String>,
    sent: Form<Sent>,
) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let ending = ending.into_inner();
    if !ENDINGS.contains(&ending.as_str()) {
        return Err(Error::not_found("page").into());
    }
    let wanted = Wanted::of(|name| sent.get(name).to_owned());
    if let Some(field) = wanted.unread() {
        let catalogue = texts::catalogue(&person.frame().locale);
        let top = Top {
            problems: vec![Problem::of(field, catalogue.plain("audit.unread"))],
            ..Top::default()
        };
        let status = top.status();
        let page = blocking::run(&web, move |app| read(app, top, &wanted, None, catalogue)).await?;
        return Ok(kept::html(status, web.pages.render(&person.frame(), &page)?));
    }
    let (actor, filter) = (person.actor(), wanted.filter());
    let own = ending.clone();
    let entries = blocking::run(&web, move |app| audit::export(app, actor, &filter, &own)).await?;
    let name = format!("audit-{}.{ending}", web.app.clock.now().format("%Y-%m-%d"));
    if ending == "csv" {
        Ok(download::text(audit::csv(&entries), &name, "text/csv; charset=utf-8"))
    } else {
        let document = serde_json::to_value(&entries).map_err(Error::internal)?;
        Ok(download::json(&document, &name)?)
    }
}

/// What the address narrows the log to.
#[derive(Debug, Clone, Default)]
struct Wanted {
    /// The id of a person, or a token's after a mark.
    who: String,
    kind: String,
    /// A day, as a date field sends it.
    since: String,
}

impl Wanted {
    fn of(get: impl Fn(&str) -> String) -> Self {
        Self {
            who: get("person"),
            kind: get("kind"),
            since: get("since"),
        }
    }

    fn filter(&self) -> Filter {
        let token = self.who.strip_prefix(PROGRAM);
        Filter {
            account_id: self.who.parse().ok(),
            token_id: token.and_then(|id| id.parse().ok()),
            since: (self.since.parse::<NaiveDate>().ok()).and_then(|day| day.and_hms_opt(0, 0, 0)),
            entity: Some(self.kind.clone()).filter(|kind| !kind.is_empty()),
        }
    }

    /// The name of what is filled in and cannot be read: a page leaves it away, but a file would hold more than was wanted.
    fn unread(&self) -> Option<&'static str> {
        let filter = self.filter();
        if !self.who.is_empty() && filter.account_id.is_none() && filter.token_id.is_none() {
            Some("person")
        } else if !self.since.is_empty() && filter.since.is_none() {
            Some("since")
        } else {
            None
        }
    }

    fn path(&self, path: &str, after: &str) -> String {
        let parts = [
            ("person", self.who.as_str()),
            ("kind", &self.kind),
            ("since", &self.since),
            ("after", after),
        ];
        with_query(path, &parts)
    }
}

fn read(app: &App, top: Top, wanted: &Wanted, after: Option<Cursor>, catalogue: &Catalogue) -> Result<AuditPage> {
    app.database.read(|connection| {
        let page = db::audit::list(connection, &wanted.filter(), after, LISTED)?;
        let names = Names::read(connection)?;
        let things = Things::read(connection, &page.items, catalogue)?;
        let entries = page.items.iter().map(|entry| {
            let Thing { name, path } = things.of(entry);
            Line {
                at: entry.at,
                who: names.of(entry).to_owned(),
                token: entry.token_id.is_some(),
                what: in_words(catalogue, "did.", &entry.action),
                thing: name,
                path,
                detail: detail_of(entry, catalogue),
            }
        });
        let entries = entries.collect();
        let kinds = db::audit::entities(connection)?.into_iter();
        let kinds = kinds.map(|kind| {
            let words = in_words(catalogue, "thing.", &kind);
            Choice::of(kind, words)
        });
        let program = catalogue.plain("audit.token");
        let people = (names.people.iter()).map(|(id, name)| Choice::of(id.to_string(), name));
        let programs = (names.programs.iter())
            .map(|(id, name)| Choice::of(format!("{PROGRAM}{id}"), format!("{name} · {program}")));
        Ok(AuditPage {
            top,
            entries,
            people: people.chain(programs).collect(),
            kinds: kinds.collect(),
            next_path: page
                .next
                .map(|next| wanted.path(PATH, &next.to_string()))
                .unwrap_or_default(),
            first_path: after.map(|_| wanted.path(PATH, "")).unwrap_or_default(),
            downloads: ENDINGS
                .iter()
                .map(|ending| Choice::of(format!("{PATH}/log.{ending}"), ending.to_uppercase()))
                .collect(),
            is_narrowed: !wanted.path("", "").is_empty(),
            person: wanted.who.clone(),
            kind: wanted.kind.clone(),
            since: wanted.since.clone(),
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
