//! What machines read: feeds, the site map, robots.txt, llms.txt, the description of the search.

use super::{
    article::about,
    show::{self, Topics},
};
use crate::{
    actions::{self, read::Summary},
    app::App,
    db::{self, page::Cursor},
    domain::{
        address,
        article::Article,
        id::{ArticleId, TopicId},
        locale::Locale,
        visibility::{Reader, Visible},
    },
    error::{Error, Result},
    web::{
        Web,
        error::PageError,
        frame::{Frame, Language},
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
use std::collections::HashMap;

/// Entries of a feed.
const FEED_MOST: i64 = 30;
/// Addresses in one file of the site map (sitemaps.org allows 50,000).
const SITEMAP_MOST: usize = 50_000;
/// Articles that llms.txt names in each language.
const LLMS_MOST: i64 = 200;
/// Rows read at a time.
const BATCH: i64 = 1_000;

const XML: HeaderValue = HeaderValue::from_static("application/xml; charset=utf-8");
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

/// One file of the site map.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sitemap {
    pages: Vec<Place>,
}

#[derive(Debug, Clone, Serialize)]
struct Place {
    path: String,
    changed: Option<String>,
    languages: Vec<Language>,
}

impl Page for Sitemap {
    const TEMPLATE: &'static str = "site/sitemap.xml";

    fn samples() -> Vec<Self> {
        let place = Place {
            path: "/es/".into(),
            changed: Some("2026-11-21".into()),
            languages: vec![Language::of(&Locale::english(), "/en/".into())],
        };
        vec![Self::default(), Self { pages: vec![place] }]
    }
}

/// The list of the site map's files.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sitemaps {
    paths: Vec<String>,
}

impl Page for Sitemaps {
    const TEMPLATE: &'static str = "site/sitemaps.xml";

    fn samples() -> Vec<Self> {
        let paths = vec!["/sitemap-1.xml".into()];
        vec![Self::default(), Self { paths }]
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

/// `/sitemap.xml`: the pages, or where there are more than fit into one file, the files.
pub async fn sitemap(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    kept::page(&web, &request, move |app, pages, visitor| {
        let places = places(app, visitor)?;
        let frame = Frame::of(visitor, &visitor.brand.locale(), "/sitemap.xml");
        let body = if places.len() > SITEMAP_MOST {
            let files = 1..=places.len().div_ceil(SITEMAP_MOST);
            let paths = files.map(|number| format!("/sitemap-{number}.xml")).collect();
            pages.render(&frame, &Sitemaps { paths })?
        } else {
            pages.render(&frame, &Sitemap { pages: places })?
        };
        Ok(Made::Page(body, XML))
    })
    .await
}

/// `/sitemap-{number}.xml`
pub async fn sitemap_part(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let number: usize = request
        .match_info()
        .query("number")
        .parse()
        .map_err(|_| Error::not_found("page"))?;
    kept::page(&web, &request, move |app, pages, visitor| {
        let places = places(app, visitor)?;
        let part = number
            .checked_sub(1)
            .and_then(|place| places.chunks(SITEMAP_MOST).nth(place));
        let part = part.ok_or_else(|| Error::not_found("page"))?.to_vec();
        let frame = Frame::of(visitor, &visitor.brand.locale(), "/sitemap.xml");
        Ok(Made::Page(pages.render(&frame, &Sitemap { pages: part })?, XML))
    })
    .await
}

/// Every page that search engines should know, articles with their translations.
fn places(app: &App, visitor: &Visitor) -> Result<Vec<Place>> {
    let brand = &visitor.brand;
    let in_all = |rest: &str| -> Vec<Language> {
        let locales = brand.locales.iter();
        locales.map(|tag| Language::of(tag, format!("/{tag}/{rest}"))).collect()
    };
    let mut places = Vec::new();
    for rest in ["", "ask", "p/accessibility", "p/privacy"] {
        let languages = in_all(rest);
        places.extend(languages.iter().map(|language| Place {
            path: language.path.clone(),
            changed: None,
            languages: languages.clone(),
        }));
    }
    let articles = public_articles(app, visitor)?;
    let mut groups: HashMap<ArticleId, Vec<Language>> = HashMap::new();
    for (article, path) in &articles {
        let language = Language::of(&article.locale, path.clone());
        groups.entry(article.group_id).or_default().push(language);
    }
    places.extend(articles.iter().map(|(article, path)| {
        Place {
            path: path.clone(),
            changed: Some(article.updated_at.date().to_string()),
            languages: groups
                .get(&article.group_id)
                .filter(|group| group.len() > 1)
                .cloned()
                .unwrap_or_default(),
        }
    }));
    Ok(places)
}

/// All public articles of a portal with their paths.
fn public_articles(app: &App, visitor: &Visitor) -> Result<Vec<(Visible<Article>, String)>> {
    let filter = db::article::Filter {
        brand_id: Some(visitor.brand.id),
        published: true,
        ..db::article::Filter::default()
    };
    app.database.read(|connection| {
        let (mut found, mut after): (Vec<_>, Option<Cursor>) = (Vec::new(), None);
        loop {
            let page = db::article::list(connection, &filter, after, BATCH)?;
            let ids: Vec<_> = page.items.iter().map(|article| article.id).collect();
            let slugs: HashMap<_, _> = db::article::slugs_of(connection, &ids)?.into_iter().collect();
            let visible = Reader::Public.visible(page.items);
            found.extend(visible.into_iter().map(|article| {
                let slug = slugs.get(&article.id).map_or("", String::as_str);
                let path = address::article(&article.locale, article.id, slug);
                (article, path)
            }));
            after = page.next;
            if after.is_none() {
                return Ok::<_, Error>(found);
            }
        }
    })
}
