//! What machines read: feeds, robots.txt, llms.txt, the description of the search.

use super::{
    article::about,
    show::{self, Topics},
};
use crate::{
    actions::{self, read::Summary},
    app::App,
    db,
    domain::{
        address,
        id::TopicId,
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
        texts,
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, http::header::HeaderValue, web::Data};
use chrono::NaiveDateTime;
use fluent_templates::fluent_bundle::FluentArgs;
use serde::Serialize;

/// Entries of a feed.
const FEED_MOST: i64 = 30;
/// Articles that llms.txt names in each language.
const LLMS_MOST: i64 = 200;

const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// An Atom feed (RFC 4287).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Feed {
    title: String,
    path: String,
    page_path: String,
    updated: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Entry {
    title: String,
    path: String,
    short_path: String,
    published: String,
    updated: String,
    summary: String,
}

impl Page for Feed {
    const TEMPLATE: &'static str = "site/feed.xml";

    fn samples() -> Vec<Self> {
        let entries = vec![Entry::default()];
        vec![
            Self::default(),
            Self {
                entries,
                ..Self::default()
            },
        ]
    }
}

/// What browsers need to offer the search.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Opensearch {
    name: String,
    origin: String,
}

impl Page for Opensearch {
    const TEMPLATE: &'static str = "site/opensearch.xml";

    fn samples() -> Vec<Self> {
        vec![Self::default()]
    }
}

/// The site for language models.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Llms {
    sections: Vec<Section>,
}

#[derive(Debug, Clone, Serialize)]
struct Section {
    name: String,
    articles: Vec<show::ArticleLine>,
}

impl Page for Llms {
    const TEMPLATE: &'static str = "site/llms.txt";

    fn samples() -> Vec<Self> {
        let section = Section {
            name: "Español".into(),
            articles: vec![show::ArticleLine::sample()],
        };
        vec![
            Self::default(),
            Self {
                sections: vec![section],
            },
        ]
    }
}

/// `/{lang}/feed.atom`
pub async fn feed(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    kept::page(&web, &request, move |app, pages, visitor| {
        let filter = db::article::Filter {
            brand_id: Some(visitor.brand.id),
            locale: Some(locale.clone()),
            ..db::article::Filter::default()
        };
        let title = format!(
            "{} · {}",
            visitor.brand.name,
            texts::catalogue(&locale).plain("feed.title")
        );
        let paths = (format!("/{locale}/feed.atom"), format!("/{locale}/"));
        made_of(app, pages, visitor, &locale, &filter, title, paths)
    })
    .await
}

/// `/{lang}/t/{id}-{slug}/feed.atom`
pub async fn topic_feed(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    let last = request.match_info().query("last").to_owned();
    kept::page(&web, &request, move |app, pages, visitor| {
        let id: TopicId = address::split(&last).0.parse().map_err(|_| Error::not_found("topic"))?;
        let topics = app
            .database
            .read(|connection| Topics::named(connection, &visitor.brand, &locale))?;
        let topic = topics.find(id).ok_or_else(|| Error::not_found("topic"))?;
        let path = show::path_of(topic);
        let mut arguments = FluentArgs::new();
        arguments.set("topic", topic.name.clone());
        let title = texts::catalogue(&locale).text("feed.topic", &arguments);
        let paths = (format!("{path}/feed.atom"), path);
        made_of(app, pages, visitor, &locale, &about(visitor, &locale, id), title, paths)
    })
    .await
}

fn made_of(
    app: &App,
    pages: &Pages,
    visitor: &Visitor,
    locale: &Locale,
    filter: &db::article::Filter,
    title: String,
    (feed_path, page_path): (String, String),
) -> Result<Made> {
    let list = actions::read::list(app, Reader::Public, filter, None, FEED_MOST)?;
    let newest = list.items.first().map(|article| article.article.updated_at);
    let feed = Feed {
        title,
        updated: rfc3339(newest.unwrap_or_else(|| app.clock.now())),
        entries: list.items.iter().map(entry).collect(),
        path: feed_path,
        page_path,
    };
    let frame = Frame::of(visitor, locale, &feed.path);
    let body = pages.render(&frame, &feed)?;
    Ok(Made::Page(
        body,
        HeaderValue::from_static("application/atom+xml; charset=utf-8"),
    ))
}

fn entry(article: &Visible<Summary>) -> Entry {
    Entry {
        title: article.title.clone(),
        path: article.path.clone(),
        short_path: address::short(article.article.id),
        published: rfc3339(article.article.published_at.unwrap_or(article.article.updated_at)),
        updated: rfc3339(article.article.updated_at),
        summary: show::excerpt(article),
    }
}

fn rfc3339(at: NaiveDateTime) -> String {
    at.and_utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

/// `/robots.txt`
pub async fn robots(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    kept::page(&web, &request, move |app, _, visitor| {
        let base = &app.settings.public_url.base_path;
        let body = format!(
            "User-agent: *\nDisallow: {base}/w/\nDisallow: {base}/admin/\nDisallow: {base}/login\nDisallow: {base}/*/search\n\
             Disallow: {base}/*/feedback\n\nSitemap: {}/sitemap.xml\n",
            visitor.site
        );
        Ok(Made::Page(body, TEXT))
    })
    .await
}

/// `/llms.txt`
pub async fn llms(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    kept::page(&web, &request, move |app, pages, visitor| {
        let mut sections = Vec::new();
        for locale in &visitor.brand.locales {
            let topics = app
                .database
                .read(|connection| Topics::named(connection, &visitor.brand, locale))?;
            let filter = db::article::Filter {
                brand_id: Some(visitor.brand.id),
                locale: Some(locale.clone()),
                ..db::article::Filter::default()
            };
            let list = actions::read::list(app, Reader::Public, &filter, None, LLMS_MOST)?;
            let articles = list.items.iter().map(|article| show::ArticleLine::of(article, &topics));
            sections.push(Section {
                name: crate::web::frame::name_of(locale),
                articles: articles.collect(),
            });
        }
        let frame = Frame::of(visitor, &visitor.brand.locale(), "/llms.txt");
        let body = pages.render(&frame, &Llms { sections })?;
        Ok(Made::Page(
            body,
            HeaderValue::from_static("text/markdown; charset=utf-8"),
        ))
    })
    .await
}

/// `/opensearch.xml`
pub async fn opensearch(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = Visitor::of(&web.app, &request)?.preferred(&request);
    kept::page(&web, &request, move |app, pages, visitor| {
        let description = Opensearch {
            // At most 16 characters (OpenSearch 1.1).
            name: visitor.brand.name.chars().take(16).collect(),
            origin: visitor
                .site
                .trim_end_matches(visitor.brand.door().1)
                .trim_end_matches(&app.settings.public_url.base_path)
                .to_owned(),
        };
        let frame = Frame::of(visitor, &locale, "/opensearch.xml");
        let body = pages.render(&frame, &description)?;
        let kind = HeaderValue::from_static("application/opensearchdescription+xml; charset=utf-8");
        Ok(Made::Page(body, kind))
    })
    .await
}
