//! A topic's page: what is below it, and its articles.

use super::{
    article::about,
    show::{self, ArticleLine, TopicLine, Topics},
};
use crate::{
    actions,
    app::App,
    db::{DbConnection, page::Cursor},
    domain::{address, brand::Brand, id::TopicId, locale::Locale, visibility::Reader},
    error::{Error, Result},
    web::{
        Web,
        error::PageError,
        frame::{Frame, Language},
        kept::{self, Made},
        pages::{Page, Pages},
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde::Serialize;

/// Articles on one page.
const LISTED: i64 = 30;

/// A topic's page.
#[derive(Debug, Clone, Serialize)]
pub struct TopicPage {
    topic: TopicLine,
    crumbs: Vec<TopicLine>,
    children: Vec<TopicLine>,
    articles: Vec<ArticleLine>,
    next_path: String,
}

impl Page for TopicPage {
    const TEMPLATE: &'static str = "site/topic.html";

    fn samples() -> Vec<Self> {
        let bare = Self {
            topic: TopicLine::sample(),
            crumbs: Vec::new(),
            children: Vec::new(),
            articles: Vec::new(),
            next_path: String::new(),
        };
        let full = Self {
            crumbs: vec![TopicLine::sample()],
            children: vec![TopicLine::sample()],
            articles: vec![ArticleLine::sample()],
            next_path: "/es/t/4f7k-facturas?after=1-1".into(),
            ..bare.clone()
        };
        vec![bare, full]
    }
}

/// `/{lang}/t/{id}-{slug}`
pub async fn topic(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    let last = request.match_info().query("last").to_owned();
    let after = super::query_of(&request)
        .get("after")
        .and_then(|text| text.parse::<Cursor>().ok());
    kept::page(&web, &request, move |app, pages, visitor| {
        let (id, slug) = address::split(&last);
        let id: TopicId = id.parse().map_err(|_| Error::not_found("topic"))?;
        make(app, pages, visitor, &locale, (id, slug), after)
    })
    .await
}

fn make(
    app: &App,
    pages: &Pages,
    visitor: &Visitor,
    locale: &Locale,
    (id, slug): (TopicId, &str),
    after: Option<Cursor>,
) -> Result<Made> {
    let (topics, languages) = app.database.read(|connection| {
        Ok::<_, Error>((
            Topics::read(app, connection, &visitor.brand, locale)?,
            languages(connection, &visitor.brand, id)?,
        ))
    })?;
    let topic = topics.find(id).ok_or_else(|| Error::not_found("topic"))?;
    let line = topics.line(topic);
    if address::split(line.path.rsplit('/').next().unwrap_or_default()).1 != slug {
        return Ok(Made::Moved(line.path, true));
    }
    let list = actions::read::list(app, Reader::Public, &about(visitor, locale, id), after, LISTED)?;
    let mut crumbs = topics.way_to(id);
    crumbs.pop();
    let page = TopicPage {
        crumbs,
        children: topics.below(Some(id)),
        articles: list
            .items
            .iter()
            .map(|article| ArticleLine::of(article, &topics))
            .collect(),
        next_path: list
            .next
            .map(|next| format!("{}?after={next}", line.path))
            .unwrap_or_default(),
        topic: line,
    };
    let frame = Frame::of(visitor, locale, &page.topic.path)
        .canonical()
        .in_languages(languages);
    pages.render(&frame, &page).map(Made::html)
}

/// Where the topic stands in each of the brand's languages, at the address that its name there gives it.
fn languages(connection: &mut DbConnection, brand: &Brand, id: TopicId) -> Result<Vec<Language>> {
    let mut languages = Vec::new();
    for locale in &brand.locales {
        if let Some(topic) = Topics::named(connection, brand, locale)?.find(id) {
            languages.push(Language::of(locale, show::path_of(topic)));
        }
    }
    Ok(languages)
}
