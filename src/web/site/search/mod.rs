//! The page of results. The query stays in the box as it was typed; the heading says what was searched.

mod narrow;
mod page;

pub use self::page::SearchPage;
use self::{
    narrow::{Environment, address, environment_facets, environments, filters, language_facet, topic_facets},
    page::{Elsewhere, HitLine, Word},
};
use super::{
    Query,
    show::{self, TopicLine, Topics},
    with_query,
};
use crate::{
    actions::{
        environment::declared,
        gap,
        meant::WordsAlone,
        search::{self, Answer, QUERY_MOST, Request},
    },
    app::App,
    db::DbConnection,
    domain::{brand::Brand, id::TopicId, locale::Locale, visibility::Reader},
    error::{Error, Result},
    web::{
        Web, client,
        error::PageError,
        frame::{Frame, Language, name_in},
        kept::{self, Made},
        pages::Pages,
        texts,
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use fluent_templates::fluent_bundle::FluentArgs;
use std::net::IpAddr;

/// Results on one page.
const LISTED: usize = 10;
/// Of what was searched for, so many characters stand in the heading; the box has all of it.
const HEADING_MOST: usize = 80;
/// How sure of the first we have to be for it to stand out: a query of two words says too little to be surer of the right
/// one. And how many times the odds of the next in its language it has to have.
const BEST_FROM: f32 = 0.18;
const BEST_BY: f32 = 2.0;
/// Words to try alone where nothing is found.
const LOOSER: usize = 3;
/// Results of another language where the reader's own has none.
const ELSEWHERE: usize = 5;

/// What the address asks for.
#[derive(Debug, Clone)]
struct Asked<'a> {
    text: &'a str,
    topic: Option<TopicId>,
    /// What the articles are for, by kind and name; at most one of each kind.
    environments: Vec<Environment>,
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
    let address = client::address(&request);
    web.limits.address(address)?;
    note(&web, &request, address, &locale, &query)?;
    kept::page(&web, &request, move |app, pages, visitor| {
        let get = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
        let language = get("lang").parse().ok().filter(|tag| visitor.brand.has(tag));
        let asked = Asked {
            text: get("q").trim(),
            topic: get("topic").parse().ok(),
            environments: environments(declared(app, visitor.brand.id)?.as_ref(), get("for")),
            language: language.unwrap_or_else(|| locale.clone()),
            exact: get("exact") == "1",
            page: get("page").parse().unwrap_or(1).clamp(1, 100),
        };
        make(app, pages, visitor, &locale, &asked, &query)
    })
    .await
}

/// Notes what is searched for, the first page of it: what a filter hides is no gap.
fn note(web: &Web, request: &HttpRequest, address: IpAddr, locale: &Locale, query: &Query) -> Result<()> {
    let get = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    if !get("topic").is_empty() || !get("for").is_empty() || get("page").parse().unwrap_or(1) > 1 {
        return Ok(());
    }
    let brand = Visitor::of(&web.app, request)?.brand;
    let visitor = gap::Visitor {
        address: &address.to_string(),
        browser: client::browser(request),
    };
    let language = get("lang").parse().ok().filter(|tag| brand.has(tag));
    let locale = language.unwrap_or_else(|| locale.clone());
    gap::searched(&web.app, visitor, &brand, Some(&locale), get("q"), true);
    Ok(())
}

fn make(app: &App, pages: &Pages, visitor: &Visitor, locale: &Locale, asked: &Asked, query: &Query) -> Result<Made> {
    let brand = &visitor.brand;
    let (topics, channels) = app.database.read(|connection| {
        Ok::<_, Error>((
            Topics::named(connection, brand, locale)?,
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
            topics: all_topics(app, brand, locale)?,
            ..page
        }
    } else {
        let answer = search::search(app, Reader::Public, brand, &request(asked))?;
        // Their names are in the brand's own language alone.
        let environments = if *locale == brand.locale() {
            environment_facets(locale, asked, declared(app, brand.id)?.as_ref(), &answer)
        } else {
            Vec::new()
        };
        let others = other_languages(app, brand, asked)?;
        let page = SearchPage {
            filters: filters(locale, asked, &topics),
            ..page
        };
        if answer.total == 0 {
            let page = SearchPage {
                words_alone: words_alone(&answer),
                ..page
            };
            none(app, brand, locale, asked, (page, &topics), &others)?
        } else {
            let page = SearchPage {
                environment_facets: environments,
                ..page
            };
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

/// The highest topics with their numbers.
fn all_topics(app: &App, brand: &Brand, locale: &Locale) -> Result<Vec<TopicLine>> {
    let read = |connection: &mut DbConnection| Topics::read(app, connection, brand, locale);
    Ok(app.database.read(read)?.below(None))
}

fn request(asked: &Asked) -> Request {
    Request {
        text: asked.text.to_owned(),
        locale: Some(asked.language.clone()),
        only: Some(asked.language.clone()),
        topic: asked.topic,
        environments: asked.environments.iter().map(|one| one.value).collect(),
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
        topics: all_topics(app, brand, locale)?,
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
        ..asked.clone()
    };
    let request = Request {
        limit: ELSEWHERE,
        ..request(&wanted)
    };
    let answer = search::find(app, Reader::Public, Some(brand.id), &request)?;
    Ok(Elsewhere {
        tag: tag.clone(),
        name: name_in(tag, locale),
        path: address(locale, &wanted, "1"),
        count,
        hits: answer.hits.iter().map(|hit| HitLine::of(hit, topics)).collect(),
    })
}

fn found(
    locale: &Locale,
    asked: &Asked,
    (page, topics): (SearchPage, &Topics),
    answer: &Answer,
    others: &[(Locale, usize)],
) -> SearchPage {
    let mut hits: Vec<_> = answer.hits.iter().map(|hit| HitLine::of(hit, topics)).collect();
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
        words_alone: words_alone(answer),
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

/// Whether the first result is an answer rather than one of many: it has every word that says something and a short answer,
/// is not for something else than what was asked about, and we are far surer of it than of the next.
fn stands_out(asked: &Asked, answer: &Answer) -> bool {
    let Some(first) = answer.hits.first() else { return false };
    let mut same_language = answer
        .hits
        .iter()
        .skip(1)
        .filter(|hit| hit.summary.article.locale == first.summary.article.locale);
    let leads = same_language
        .next()
        .is_none_or(|second| odds(first.confidence) >= odds(second.confidence) * BEST_BY);
    let words = asked
        .text
        .split_whitespace()
        .filter(|word| word.chars().count() > 3)
        .count();
    let whole = !answer.relaxed || first.matched.len() >= words.max(1);
    let fits = first.other_environment().is_none();
    asked.page == 1 && leads && fits && first.confidence >= BEST_FROM && whole && !first.summary.reply.is_empty()
}

/// Why words had to do, in a word; empty where they had not.
fn words_alone(answer: &Answer) -> &'static str {
    answer.words_alone.map_or("", WordsAlone::as_str)
}

fn odds(share: f32) -> f32 {
    share / (1.0 - share).max(f32::MIN_POSITIVE)
}

fn heading(locale: &Locale, count: usize, query: &str) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("n", count);
    arguments.set("q", show::shortened(query, HEADING_MOST));
    let catalogue = texts::catalogue(locale);
    match count {
        0 => catalogue.text("search.none", &arguments),
        _ => catalogue.text("search.count", &arguments),
    }
}
