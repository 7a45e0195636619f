//! `/admin/languages`: which languages a portal offers, and which is its own.

use super::{Top, admin, admin_sent, done, fields::brand_of};
use crate::{
    actions::look,
    db,
    domain::locale::Locale,
    error::Error,
    web::{
        Web, blocking, error::PageError, form::Sent, frame::name_of, kept, pages::Page, session::SignedIn,
        texts::languages,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LanguagesPage {
    #[serde(flatten)]
    top: Top,
    offered: Vec<Offered>,
    /// The languages that the pages' own words are written in.
    worded: String,
    locale: String,
}

#[derive(Debug, Clone, Serialize)]
struct Offered {
    tag: Locale,
    name: String,
    /// Published articles.
    articles: i64,
    /// Whether the pages' own words are written in it; if not, they stand in English.
    worded: bool,
}

impl Page for LanguagesPage {
    const TEMPLATE: &'static str = "admin/languages.html";

    fn samples() -> Vec<Self> {
        let one = |articles, worded| Offered {
            tag: Locale::spanish(),
            name: "Español".into(),
            articles,
            worded,
        };
        let full = Self {
            top: Top::sample(),
            offered: vec![one(3, true), one(0, false)],
            worded: "es, en".into(),
            locale: "\"><b>".into(),
        };
        vec![Self::default(), full]
    }
}

/// `GET /admin/languages`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    show(&web, &person, Top::after(&request, &person), "").await
}

/// `POST /admin/languages`: `do` is `add`, `own:es` or `remove:es`.
pub async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, actor) = (brand_of(&person)?.id, person.actor());
    let (what, tag) = sent.get("do").split_once(':').unwrap_or(("add", sent.get("locale")));
    let (what, tag) = (what.to_owned(), tag.trim().to_owned());
    let changed = blocking::run(&web, move |app| {
        let locale: Locale = tag
            .parse()
            .map_err(|_| Error::invalid("locale", "It is no tag of a language, such as pt or es-MX."))?;
        match what.as_str() {
            "own" => look::set_own_language(app, actor, id, &locale),
            "remove" => look::remove_language(app, actor, id, &locale),
            _ => look::add_language(app, actor, id, &locale),
        }
    });
    match changed.await {
        Ok(()) => Ok(done(&web, "/admin/languages", "set")),
        Err(error) => show(&web, &person, Top::refused(error, &person)?, sent.get("locale")).await,
    }
}

async fn show(web: &Data<Web>, person: &SignedIn, top: Top, locale: &str) -> Result<HttpResponse, PageError> {
    let brand = brand_of(person)?;
    let offered = blocking::run(web, move |app| {
        app.database.read(|connection| {
            let counted = brand.locales.iter().map(|tag| {
                Ok(Offered {
                    articles: db::article::count_published(connection, brand.id, std::slice::from_ref(tag))?,
                    name: name_of(tag),
                    worded: languages().any(|known| known == tag.language()),
                    tag: tag.clone(),
                })
            });
            counted.collect::<Result<Vec<_>, Error>>()
        })
    });
    let page = LanguagesPage {
        top,
        offered: offered.await?,
        worded: languages().collect::<Vec<_>>().join(", "),
        locale: locale.to_owned(),
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
