//! The page of results. The query stays in the box as it was typed; the heading says what was searched.

use super::{
    Query,
    show::{self, TopicLine, Topics, Way},
    with_query,
};
use crate::{
    actions::search::{self, Answer, QUERY_MOST, Request},
    app::App,
    domain::{brand::Brand, id::TopicId, locale::Locale, visibility::Reader},
    error::{Error, Result},
    web::{
        Web, client,
        error::PageError,
        frame::{Frame, Language, name_of},
        kept::{self, Made},
        pages::{Page, Pages},
        texts,
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDateTime;
use fluent_templates::fluent_bundle::FluentArgs;
use serde::Serialize;

/// Results on one page.
const LISTED: usize = 10;
/// How much better than the second the first has to be to stand out.
const BEST_BY: f32 = 1.15;
/// Words to try alone where nothing is found.
const LOOSER: usize = 3;
/// Results of another language where the reader's own has none.
const ELSEWHERE: usize = 5;

/// The page of results.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SearchPage {
    /// As typed.
    query: String,
    /// What was searched and how much was found.
    heading: String,
    empty: bool,
    total: usize,
    corrected: bool,
    exact_path: String,
    too_long: bool,
    most: usize,
    relaxed: bool,
    best: Option<HitLine>,
    hits: Vec<HitLine>,
    topic_facets: Vec<Facet>,
    language_facets: Vec<Facet>,
    page: usize,
    pages: usize,
    previous_path: String,
    next_path: String,
    looser: Vec<Word>,
    /// What is there in other languages, where there is nothing in the reader's.
    elsewhere: Vec<Elsewhere>,
    /// The filters in use; each leads to the same search without it.
    filters: Vec<Word>,
    topics: Vec<TopicLine>,
    channels: Vec<Way>,
}

/// A result.
#[derive(Debug, Clone, Serialize)]
struct HitLine {
    path: String,
    title_html: String,
    excerpt_html: String,
    reply: String,
    locale: Locale,
    language: String,
    topic: String,
    useful: Option<i32>,
    uses: i32,
    reviewed: NaiveDateTime,
}

/// A way to narrow the results.
#[derive(Debug, Clone, Serialize)]
struct Facet {
    name: String,
    path: String,
    count: usize,
    current: bool,
}

/// What another language has.
#[derive(Debug, Clone, Serialize)]
struct Elsewhere {
    tag: Locale,
    name: String,
    path: String,
    count: usize,
    hits: Vec<HitLine>,
}

/// A word to search for instead.
#[derive(Debug, Clone, Serialize)]
struct Word {
    text: String,
    path: String,
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "site/search.html";

    fn samples() -> Vec<Self> {
        let hit = HitLine {
            path: "/es/a/4f7k-uno".into(),
            title_html: "Una <mark>factura</mark>".into(),
            excerpt_html: "La <mark>factura</mark>".into(),
            reply: "Espera".into(),
            locale: Locale::english(),
            language: "English".into(),
            topic: "Facturas".into(),
            useful: Some(92),
            uses: 3,
            reviewed: NaiveDateTime::default(),
        };
        let facet = Facet {
            name: "Facturas".into(),
            path: "/es/search?q=x&topic=4f7k".into(),
            count: 2,
            current: true,
        };
        let full = Self {
            query: "fatcura".into(),
            heading: "2 respuestas".into(),
            total: 2,
            corrected: true,
            too_long: true,
            most: QUERY_MOST,
            relaxed: true,
            best: Some(hit.clone()),
            hits: vec![hit.clone()],
            filters: vec![Word {
                text: "Facturas".into(),
                path: "/es/search?q=x".into(),
            }],
            topic_facets: vec![facet.clone()],
            language_facets: vec![facet],
            page: 2,
            pages: 3,
            previous_path: "/es/search?q=x".into(),
            next_path: "/es/search?q=x&page=3".into(),
            channels: Way::samples(),
            ..Self::default()
        };
        let none = Self {
            heading: "No tenemos respuesta".into(),
            looser: vec![Word {
                text: "contrato".into(),
                path: "/es/search?q=contrato".into(),
            }],
            filters: vec![Word {
                text: "Facturas".into(),
                path: "/es/search?q=x".into(),
            }],
            elsewhere: vec![Elsewhere {
                tag: Locale::english(),
                name: "English".into(),
                path: "/es/search?q=x&lang=en".into(),
                count: 7,
                hits: vec![hit],
            }],
            topics: vec![TopicLine::sample()],
            channels: Way::samples(),
            too_long: true,
            most: QUERY_MOST,
            ..Self::default()
        };
        let empty = Self {
            empty: true,
            topics: vec![TopicLine::sample()],
            ..Self::default()
        };
        vec![Self::default(), full, none, empty]
    }
}

/// What the address asks for.
struct Asked<'a> {
    text: &'a str,
    topic: Option<TopicId>,
    /// The language of the articles.
    language: Locale,
    exact: bool,
    /// 1, 2, 3 ...
    page: usize,
}

/// `/{lang}/search?q=`
pub async fn search(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    let query = super::query_of(&request);
    web.limits.address(client::address(&request))?;
    kept::page(&web, &request, move |app, pages, visitor| {
        let get = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
        let language = get("lang").parse().ok().filter(|tag| visitor.brand.has(tag));
        let asked = Asked {
            text: get("q").trim(),
            topic: get("topic").parse().ok(),
            language: language.unwrap_or_else(|| locale.clone()),
            exact: get("exact") == "1",
            page: get("page").parse().unwrap_or(1).clamp(1, 100),
        };
        make(app, pages, visitor, &locale, &asked, &query)
    })
    .await
}

fn make(app: &App, pages: &Pages, visitor: &Visitor, locale: &Locale, asked: &Asked, query: &Query) -> Result<Made> {
    let brand = &visitor.brand;
    let (topics, channels) = app.database.read(|connection| {
        Ok::<_, Error>((
            Topics::read(connection, brand, locale)?,
            show::ways(app, connection, brand, locale)?,
        ))
    })?;
    let page = SearchPage {
        query: asked.text.to_owned(),
        too_long: asked.text.chars().count() > QUERY_MOST,
        most: QUERY_MOST,
        channels,
        ..SearchPage::default()
    };
    let page = if asked.text.is_empty() {
        SearchPage {
            empty: true,
            heading: texts::catalogue(locale).plain("search.empty"),
            topics: topics.below(None),
            ..page
        }
    } else {
        let answer = search::search(app, Reader::Public, brand, &request(asked))?;
        let others = other_languages(app, brand, asked)?;
        let page = SearchPage {
            filters: filters(locale, asked, &topics),
            ..page
        };
        if answer.total == 0 {
            none(app, brand, locale, asked, (page, &topics), &others)?
        } else {
            found(locale, asked, (page, &topics), &answer, &others)
        }
    };
    let own = with_query(&format!("/{locale}/search"), &[("q", asked.text)]);
    let languages = brand
        .locales
        .iter()
        .map(|tag| Language::of(tag, with_query(&format!("/{tag}/search"), &[("q", asked.text)])))
        .collect();
    let mut frame = Frame::of(visitor, locale, &own).in_languages(languages);
    if query.len() > 1 {
        let parts: Vec<_> = query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        frame.path = with_query(&format!("/{locale}/search"), &parts);
    }
    pages.render(&frame, &page).map(Made::html)
}

fn request(asked: &Asked) -> Request {
    Request {
        text: asked.text.to_owned(),
        locale: Some(asked.language.clone()),
        only: Some(asked.language.clone()),
        topic: asked.topic,
        exact: asked.exact,
        limit: LISTED,
        offset: (asked.page - 1) * LISTED,
    }
}

/// How many answers there are in each of the brand's languages.
fn other_languages(app: &App, brand: &Brand, asked: &Asked) -> Result<Vec<(Locale, usize)>> {
    if brand.locales.len() < 2 {
        return Ok(Vec::new());
    }
    // Asked from the second hit on, so that it does not count as another search that found nothing.
    let request = Request {
        only: None,
        limit: 1,
        offset: 1,
        ..request(asked)
    };
    Ok(search::search(app, Reader::Public, brand, &request)?.locales)
}

fn none(
    app: &App,
    brand: &Brand,
    locale: &Locale,
    asked: &Asked,
    (page, topics): (SearchPage, &Topics),
    others: &[(Locale, usize)],
) -> Result<SearchPage> {
    let looser = search::looser(app, brand, asked.text, locale, LOOSER)?;
    let path = format!("/{locale}/search");
    Ok(SearchPage {
        heading: heading(locale, 0, asked.text),
        looser: looser
            .into_iter()
            .map(|text| Word {
                path: with_query(&path, &[("q", &text)]),
                text,
            })
            .collect(),
        elsewhere: others
            .iter()
            .filter(|(tag, count)| *tag != asked.language && *count > 0)
            .map(|(tag, count)| elsewhere(app, brand, locale, asked, (tag, *count), topics))
            .collect::<Result<_>>()?,
        topics: topics.below(None),
        ..page
    })
}

/// The first of what another language has.
fn elsewhere(
    app: &App,
    brand: &Brand,
    locale: &Locale,
    asked: &Asked,
    (tag, count): (&Locale, usize),
    topics: &Topics,
) -> Result<Elsewhere> {
    let wanted = Asked {
        language: tag.clone(),
        page: 1,
        ..*asked
    };
    let request = Request {
        limit: ELSEWHERE,
        ..request(&wanted)
    };
    let answer = search::find(app, Reader::Public, Some(brand.id), &request)?;
    Ok(Elsewhere {
        tag: tag.clone(),
        name: name_of(tag),
        path: address(locale, &wanted, "1"),
        count,
        hits: answer.hits.iter().map(|hit| line(hit, topics)).collect(),
    })
}

/// The filters in use.
fn filters(locale: &Locale, asked: &Asked, topics: &Topics) -> Vec<Word> {
    let without = |language: &Locale, topic: Option<TopicId>| {
        let rest = Asked {
            language: language.clone(),
            topic,
            ..*asked
        };
        address(locale, &rest, "1")
    };
    let topic = asked.topic.map(|id| Word {
        text: topics.find(id).map(|topic| topic.name.clone()).unwrap_or_default(),
        path: without(&asked.language, None),
    });
    let language = (asked.language != *locale).then(|| Word {
        text: name_of(&asked.language),
        path: without(locale, asked.topic),
    });
    topic
        .into_iter()
        .chain(language)
        .filter(|filter| !filter.text.is_empty())
        .collect()
}

fn found(
    locale: &Locale,
    asked: &Asked,
    (page, topics): (SearchPage, &Topics),
    answer: &Answer,
    others: &[(Locale, usize)],
) -> SearchPage {
    let mut hits: Vec<_> = answer.hits.iter().map(|hit| line(hit, topics)).collect();
    let best = stands_out(asked, answer).then(|| hits.remove(0));
    let pages = answer.total.div_ceil(LISTED);
    let at = |number: usize| address(locale, asked, &number.to_string());
    let searched = answer.corrected.as_deref().unwrap_or(&answer.query);
    SearchPage {
        heading: heading(locale, answer.total, searched),
        total: answer.total,
        corrected: answer.corrected.is_some(),
        exact_path: with_query(&format!("/{locale}/search"), &[("q", asked.text), ("exact", "1")]),
        relaxed: answer.relaxed,
        best,
        hits,
        topic_facets: topic_facets(locale, asked, topics, answer),
        language_facets: if others.len() > 1 {
            others
                .iter()
                .map(|(tag, count)| language_facet(locale, asked, tag, *count))
                .collect()
        } else {
            Vec::new()
        },
        page: asked.page,
        pages,
        previous_path: if asked.page > 1 {
            at(asked.page - 1)
        } else {
            String::new()
        },
        next_path: if asked.page < pages {
            at(asked.page + 1)
        } else {
            String::new()
        },
        ..page
    }
}

/// Whether the first result is an answer rather than one of many: it has every word that says something, a short answer,
/// and a lead.
fn stands_out(asked: &Asked, answer: &Answer) -> bool {
    let Some(first) = answer.hits.first() else { return false };
    let leads = answer
        .hits
        .get(1)
        .is_none_or(|second| first.score >= second.score * BEST_BY);
    let words = asked
        .text
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .count();
    let whole = !answer.relaxed || first.matched.len() >= words.max(1);
    asked.page == 1 && leads && whole && !first.summary.reply.is_empty()
}

fn line(hit: &search::Hit, topics: &Topics) -> HitLine {
    let summary = &hit.summary;
    HitLine {
        path: summary.path.clone(),
        title_html: hit.title_html.clone(),
        excerpt_html: hit.snippet_html.clone(),
        reply: summary.reply.clone(),
        locale: summary.article.locale.clone(),
        language: name_of(&summary.article.locale),
        topic: topics.name_of(&summary.topics),
        useful: show::useful(&summary.uses),
        uses: summary.uses.uses,
        reviewed: summary
            .uses
            .last_confirmed_at
            .max(Some(summary.article.updated_at))
            .unwrap_or_default(),
    }
}

/// The address of these results on another page, narrowed as they are.
fn address(locale: &Locale, asked: &Asked, page: &str) -> String {
    let topic = asked.topic.map(|topic| topic.to_string()).unwrap_or_default();
    let language = if asked.language == *locale {
        ""
    } else {
        asked.language.as_str()
    };
    let exact = if asked.exact { "1" } else { "" };
    let page = if page == "1" { "" } else { page };
    let parts = [
        ("q", asked.text),
        ("topic", &topic),
        ("lang", language),
        ("exact", exact),
        ("page", page),
    ];
    with_query(&format!("/{locale}/search"), &parts)
}

fn topic_facets(locale: &Locale, asked: &Asked, topics: &Topics, answer: &Answer) -> Vec<Facet> {
    let narrowed = |topic: Option<TopicId>| {
        address(
            locale,
            &Asked {
                topic,
                language: asked.language.clone(),
                ..*asked
            },
            "1",
        )
    };
    let mut facets = vec![Facet {
        name: texts::catalogue(locale).plain("search.all"),
        path: narrowed(None),
        count: answer.total,
        current: asked.topic.is_none(),
    }];
    facets.extend(answer.topics.iter().filter_map(|(id, count)| {
        Some(Facet {
            name: topics.find(*id)?.name.clone(),
            path: narrowed(Some(*id)),
            count: *count,
            current: asked.topic == Some(*id),
        })
    }));
    if facets.len() > 1 { facets } else { Vec::new() }
}

fn language_facet(locale: &Locale, asked: &Asked, tag: &Locale, count: usize) -> Facet {
    let wanted = Asked {
        language: tag.clone(),
        ..*asked
    };
    Facet {
        name: name_of(tag),
        path: address(locale, &wanted, "1"),
        count,
        current: *tag == asked.language,
    }
}

fn heading(locale: &Locale, count: usize, query: &str) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("n", count);
    arguments.set("q", query.to_owned());
    let catalogue = texts::catalogue(locale);
    match count {
        0 => catalogue.text("search.none", &arguments),
        _ => catalogue.text("search.count", &arguments),
    }
}
