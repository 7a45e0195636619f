//! `/admin/synonyms`: short spellings and words that mean the same, of which the search is told.

use super::{
    Top, admin, admin_sent, done,
    fields::{brand_of, value},
};
use crate::{
    actions::{Actor, synonym},
    app::App,
    domain::{
        brand::Brand,
        id::SynonymId,
        wording::{Entry, shipped},
    },
    error::{Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, frame::name_of, kept, pages::Page, session::SignedIn},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, ServiceConfig, get, post},
};
use serde::Serialize;

const PATH: &str = "/admin/synonyms";

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SynonymsPage {
    #[serde(flatten)]
    top: Top,
    languages: Vec<Language>,
    /// The new entry, as sent.
    locale: String,
    words: String,
}

/// A language of the brand.
#[derive(Debug, Clone, Serialize)]
struct Language {
    tag: String,
    name: String,
    own: Vec<Line>,
    /// What is known without them.
    shipped: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    id: String,
    field: String,
    words: String,
}

impl Page for SynonymsPage {
    const TEMPLATE: &'static str = "admin/synonyms.html";

    fn samples() -> Vec<Self> {
        let language = Language {
            tag: "es".into(),
            name: "Español".into(),
            own: vec![Line {
                id: "4f7k".into(),
                field: "words_4f7k".into(),
                words: "\"><b>, chip".into(),
            }],
            shipped: vec!["xq = por que".into()],
        };
        let bare = Language {
            own: Vec::new(),
            shipped: Vec::new(),
            ..language.clone()
        };
        let full = Self {
            top: Top::sample(),
            languages: vec![language, bare],
            locale: "es".into(),
            words: "\"><b>".into(),
        };
        vec![Self::default(), full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(look)).route(PATH, post().to(change));
}

async fn look(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    show(&web, &person, Top::after(&request, &person), None).await
}

/// `do` is `add`, or one of `save`, `remove` with an entry's id after a colon.
async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (brand, actor, form) = (brand_of(&person)?, person.actor(), sent.clone());
    let changed = blocking::run(&web, move |app| apply(app, actor, &brand, &form));
    match changed.await {
        Ok(()) => Ok(done(&web, PATH, "synonyms")),
        Err(error) => show(&web, &person, Top::refused(error, &person)?, Some(&sent)).await,
    }
}

fn apply(app: &App, actor: Actor, brand: &Brand, sent: &Sent) -> Result<()> {
    let Some((what, id)) = sent.get("do").split_once(':') else {
        let locale = sent.get("locale").parse();
        let locale = locale.map_err(|_| Error::invalid("locale", "unknown"))?;
        return synonym::add(app, actor, brand.id, &locale, sent.get("words"));
    };
    let id: SynonymId = id.parse().map_err(|_| Error::not_found("synonym"))?;
    match what {
        "save" => synonym::change(app, actor, brand.id, id, sent.get(&field_of(id))),
        "remove" => synonym::remove(app, actor, brand.id, id),
        _ => Err(Error::not_found("synonym")),
    }
}

fn field_of(id: SynonymId) -> String {
    format!("words_{id}")
}

fn line(entry: &Entry) -> String {
    match entry {
        Entry::Short { written, meant } => format!("{} = {meant}", written.join(", ")),
        Entry::Same(expressions) => expressions.join(", "),
    }
}

async fn show(web: &Data<Web>, person: &SignedIn, top: Top, sent: Option<&Sent>) -> Result<HttpResponse, PageError> {
    let brand = brand_of(person)?;
    let id = brand.id;
    let entries = blocking::run(web, move |app| synonym::list(app, id)).await?;
    let languages = brand.locales.iter().map(|locale| Language {
        tag: locale.to_string(),
        name: name_of(locale),
        own: entries
            .iter()
            .filter(|entry| entry.locale == *locale)
            .map(|entry| {
                let field = field_of(entry.id);
                Line {
                    id: entry.id.to_string(),
                    words: value(sent, &field, &entry.words),
                    field,
                }
            })
            .collect(),
        shipped: shipped(locale.language()).iter().map(line).collect(),
    });
    let page = SynonymsPage {
        languages: languages.collect(),
        locale: value(sent, "locale", ""),
        words: value(sent, "words", ""),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
