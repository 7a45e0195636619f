//! Pages that are mostly text: how to ask, accessibility, privacy.

use super::show::{self, Way};
use crate::{
    actions::look,
    db,
    error::{Error, Result},
    web::{
        Web,
        error::PageError,
        frame::Frame,
        kept::{self, Made},
        pages::Page,
        texts,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde::Serialize;

/// How to ask.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AskPage {
    channels: Vec<Way>,
}

impl Page for AskPage {
    const TEMPLATE: &'static str = "site/ask.html";

    fn samples() -> Vec<Self> {
        let channels = Way::samples();
        vec![Self::default(), Self { channels }]
    }
}

/// A text from the catalogue.
#[derive(Debug, Clone, Serialize)]
pub struct TextPage {
    name: &'static str,
    paragraphs: Vec<String>,
    /// The brand's own text in their place.
    html: String,
    /// Where to write, below the catalogue's text; a brand's own text says it itself.
    channels: Vec<Way>,
}

impl Page for TextPage {
    const TEMPLATE: &'static str = "site/text.html";

    fn samples() -> Vec<Self> {
        NAMES
            .iter()
            .map(|name| Self {
                name,
                paragraphs: vec!["Texto".into()],
                html: "<p>Texto</p>".into(),
                channels: Way::samples(),
            })
            .collect()
    }
}

/// The texts that each installation has.
pub const NAMES: [&str; 2] = look::PAGES;

/// Paragraphs of a page of text that are looked for in the catalogue.
const PARAGRAPHS_MOST: usize = 100;

/// `/{lang}/ask`
pub async fn ask(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    kept::page(&web, &request, move |app, pages, visitor| {
        let channels = app
            .database
            .read(|connection| show::ways(app, connection, &visitor.brand, &locale))?;
        let frame = Frame::of(visitor, &locale, &format!("/{locale}/ask")).canonical();
        pages.render(&frame, &AskPage { channels }).map(Made::html)
    })
    .await
}

/// `/{lang}/p/{name}`
pub async fn text(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    let wanted = request.match_info().query("name");
    let name = NAMES.into_iter().find(|name| *name == wanted);
    let name = name.ok_or_else(|| Error::not_found("page"))?;
    kept::page(&web, &request, move |app, pages, visitor| {
        let (own, channels) = app.database.read(|connection| {
            let own = db::brand_page::list(connection, visitor.brand.id)?;
            Ok::<_, Error>((own, show::ways(app, connection, &visitor.brand, &locale)?))
        })?;
        let own = own.into_iter().find(|page| page.name == name && page.locale == locale);
        let catalogue = texts::catalogue(&locale);
        let paragraphs = (1..=PARAGRAPHS_MOST)
            .map(|number| format!("page.{name}.{number}"))
            .take_while(|key| catalogue.has(key))
            .filter(|_| own.is_none())
            .map(|key| catalogue.plain(&key))
            .collect();
        let channels = if own.is_none() { channels } else { Vec::new() };
        let html = own.map(|page| page.html).unwrap_or_default();
        let frame = Frame::of(visitor, &locale, &format!("/{locale}/p/{name}")).canonical();
        pages
            .render(
                &frame,
                &TextPage {
                    name,
                    paragraphs,
                    html,
                    channels,
                },
            )
            .map(Made::html)
    })
    .await
}
