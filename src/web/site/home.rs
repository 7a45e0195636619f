//! The home page: search, what is used most, what is new, topics, ways to ask.

use super::show::{self, ArticleLine, TopicLine, Topics, Way};
use crate::{
    actions::{self, read::Heading},
    app::App,
    db,
    domain::{
        locale::Locale,
        visibility::{Reader, Visible},
    },
    error::{Error, Result},
    web::{
        Web,
        error::PageError,
        frame::Frame,
        kept::{self, Made},
        pages::{Page, Pages},
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde::Serialize;

/// Articles in each list.
const LISTED: i64 = 4;
/// A site with fewer answers shows no lists of them.
const LISTS_FROM: i64 = 3;

/// Longest title of a chip, in characters.
const CHIP_MOST: usize = 34;

/// An article by its title.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    title: String,
    path: String,
}

/// The home page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HomePage {
    total: i64,
    /// What is asked these days, in titles short enough to stand in a row.
    asked: Vec<Chip>,
    most_used: Vec<ArticleLine>,
    recent: Vec<ArticleLine>,
    topics: Vec<TopicLine>,
    channels: Vec<Way>,
    /// The brand's own heading and sentence below it; empty: those of the catalogue.
    title: String,
    lead: String,
}

impl Page for HomePage {
    const TEMPLATE: &'static str = "site/home.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            total: 12,
            asked: vec![Chip {
                title: "¿Dónde está mi pedido?".into(),
                path: "/es/a/4f7k-donde-esta".into(),
            }],
            most_used: vec![ArticleLine::sample()],
            recent: vec![ArticleLine::sample()],
            topics: vec![TopicLine::sample()],
            channels: Way::samples(),
            title: "Hola".into(),
            lead: "Busca".into(),
        };
        vec![Self::default(), full]
    }
}

/// `/{lang}/`
pub async fn home(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    kept::page(&web, &request, move |app, pages, visitor| {
        make(app, pages, visitor, &locale)
    })
    .await
}

fn make(app: &App, pages: &Pages, visitor: &Visitor, locale: &Locale) -> Result<Made> {
    let brand = &visitor.brand;
    let (topics, channels) = app.database.read(|connection| {
        Ok::<_, Error>((
            Topics::read(app, connection, brand, locale)?,
            show::ways(app, connection, brand, locale)?,
        ))
    })?;
    let total = topics.total();
    let mut page = HomePage {
        total,
        topics: topics.below(None),
        channels,
        title: brand.look.title.get(locale).cloned().unwrap_or_default(),
        lead: brand.look.lead.get(locale).cloned().unwrap_or_default(),
        ..HomePage::default()
    };
    if total >= LISTS_FROM {
        let most = actions::read::most_used(app, brand.id, locale, LISTED)?;
        page.most_used = most.iter().map(|article| ArticleLine::of(article, &topics)).collect();
        let used: Vec<_> = most.iter().map(|summary| summary.article.id).collect();
        page.asked = chips(&actions::read::asked_lately(app, brand.id, locale, &used)?);
        let filter = db::article::Filter {
            brand_id: Some(brand.id),
            locale: Some(locale.clone()),
            ..db::article::Filter::default()
        };
        let recent = actions::read::list(app, Reader::Public, &filter, None, LISTED)?;
        page.recent = recent
            .items
            .iter()
            .map(|article| ArticleLine::of(article, &topics))
            .collect();
    }
    let frame = Frame::of(visitor, locale, &format!("/{locale}/")).canonical();
    pages.render(&frame, &page).map(Made::html)
}

fn chips(asked: &[Visible<Heading>]) -> Vec<Chip> {
    asked
        .iter()
        .filter(|heading| heading.title.chars().count() <= CHIP_MOST)
        .take(LISTED as usize)
        .map(|heading| Chip {
            title: heading.title.clone(),
            path: heading.path.clone(),
        })
        .collect()
}
