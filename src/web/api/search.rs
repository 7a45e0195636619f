//! Searching articles, and completing what is typed.

use super::answers::Answered;
use crate::{
    actions::{complete, environment, gap, search as action},
    app::App,
    db,
    domain::{
        address,
        brand::Brand,
        environment::Value,
        id::{ArticleId, TopicId},
        locale::Locale,
        visibility::Visible,
    },
    error::{Error, Result},
    web::{
        Web, blocking, client,
        error::Problem,
        extract::{Anyone, Authority},
        metrics::Metrics,
        query::Query,
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc, time::Instant};

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
/// What is searched.
pub struct SearchQuery {
    /// What is searched, as a customer would type it. Quotes make a phrase.
    #[param(example = "me han cobrado dos veces")]
    pub q: String,
    /// Slug of the brand; the installation's own where it is left out.
    pub brand: Option<String>,
    /// The reader's language: its articles come first.
    #[param(value_type = Option<String>)]
    pub locale: Option<String>,
    /// Only articles in this language.
    #[param(value_type = Option<String>)]
    pub only: Option<String>,
    /// Only articles with this topic.
    pub topic: Option<String>,
    /// Only articles that are for this value of the brand's environments: `Platform:iOS`, or `iOS`; several with `;` between
    /// them narrow further.
    pub environment: Option<String>,
    /// Searches every word as it is written.
    #[serde(deserialize_with = "super::answer::flag")]
    pub exact: bool,
    /// How many hits, 1 to 100; 10 where it is left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<usize>,
    /// Where the page before ended.
    pub cursor: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SearchAnswer {
    /// What was searched.
    query: String,
    /// The query as it was understood, where that differs.
    corrected: Option<String>,
    total: usize,
    hits: Vec<SearchHit>,
    topics: Vec<TopicCount>,
    locales: Vec<LocaleCount>,
    /// What the articles found are for, of what the brand declares.
    environments: Vec<EnvironmentCount>,
    /// Whether articles were found by words alone because too much was asked at once, or an encoder outside did not answer;
    /// more may be found a moment later.
    meaning_dropped: bool,
    /// The cursor of the next page; null: this is the last one.
    next: Option<String>,
    /// How long finding took; an answer that is kept says what it took first.
    took_ms: f64,
}

/// An article that was found.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SearchHit {
    article_id: ArticleId,
    external_id: Option<String>,
    title: String,
    url: String,
    short_url: String,
    /// An excerpt as HTML: found words in `mark`, everything else escaped.
    snippet: String,
    /// The short answer; may be empty.
    reply: String,
    locale: Locale,
    topics: Vec<String>,
    score: f32,
    /// The words that were found.
    matched: Vec<String>,
    /// Whether it is for what the query names of the brand's environments or for something else, as suggestions say it: `for
    /// iOS, asked about Android`.
    why: Vec<String>,
}

/// How many of the articles found have a topic.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TopicCount {
    topic: String,
    count: usize,
}

/// How many of the articles found are in a language.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LocaleCount {
    locale: Locale,
    count: usize,
}

/// How many of the articles found are for a value of the brand's environments.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct EnvironmentCount {
    kind: String,
    value: String,
    count: usize,
}

/// Hits where nothing is said.
const LIMIT: usize = 10;

/// Search articles
///
/// Without a token, this searches what the public site shows. With one that has the scope `read`, internal articles too.
#[utoipa::path(tag = "search", responses((status = 200, body = SearchAnswer)), security((), ("token" = ["read"])))]
#[get("/search")]
pub async fn search(
    web: Data<Web>,
    caller: Anyone,
    query: Query<SearchQuery>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    Metrics::count(&web.metrics.searches);
    note(&web, &caller, &query, &request);
    let generation = web.app.news.generation();
    let address = caller
        .stranger_at()
        .map(|portal| format!("{} {}", portal.map_or(0, |portal| portal.0), request.query_string()));
    if let Some(answer) = address
        .as_deref()
        .and_then(|sought| web.answers.get(sought, generation))
    {
        return Ok(answer.response(&request));
    }
    let found = blocking::run(&web, move |app| run(app, &caller, &query)).await?;
    let answer = Arc::new(Answered::new(&found, found.next.clone(), generation)?);
    // What is found a moment later may be better.
    if let Some(address) = address.filter(|_| !found.meaning_dropped) {
        web.answers.keep(address, answer.clone());
    }
    Ok(answer.response(&request))
}

/// Notes what a stranger searches for, the first page of it. Which result they open, nobody tells us.
fn note(web: &Web, caller: &Authority, query: &SearchQuery, request: &HttpRequest) {
    let is_first =
        query.cursor.as_deref().is_none_or(str::is_empty) && query.topic.is_none() && query.environment.is_none();
    if caller.stranger_at().is_none() || !is_first {
        return;
    }
    // What is wrong with the request is told where it is answered.
    let Ok(brand) = caller.brand(&web.app, query.brand.as_deref()) else {
        return;
    };
    let visitor = gap::Visitor {
        address: &client::address(request).to_string(),
        browser: client::browser(request).or(Some("program")),
    };
    let locale = query.locale.as_deref().and_then(|tag| tag.parse().ok());
    gap::searched(&web.app, visitor, &brand, locale.as_ref(), &query.q, false);
}

/// Searches what the caller may see.
pub fn run(app: &App, caller: &Authority, query: &SearchQuery) -> Result<SearchAnswer> {
    let began = Instant::now();
    let brand = caller.brand(app, query.brand.as_deref())?;
    let offset = query
        .cursor
        .as_deref()
        .filter(|cursor| !cursor.is_empty())
        .map(str::parse);
    let offset: usize = offset
        .transpose()
        .map_err(|_| Error::invalid("cursor", "It is not one that a search gave."))?
        .unwrap_or(0);
    let limit = query.limit.unwrap_or(LIMIT).clamp(1, action::PAGE_MOST);
    let wanted = action::Request {
        text: query.q.clone(),
        locale: locale("locale", query.locale.as_deref())?,
        only: locale("only", query.only.as_deref())?,
        topic: topic(app, &brand, query.topic.as_deref())?,
        environments: environments(app, &brand, query.environment.as_deref())?,
        exact: query.exact,
        limit,
        offset,
    };
    let found = action::search(app, caller.reader(), &brand, &wanted)?;
    let end = offset.saturating_add(limit);
    let more = !found.hits.is_empty() && end < found.total;
    Ok(SearchAnswer {
        next: more.then(|| end.to_string()),
        ..answer(app, &brand, found, began)?
    })
}

/// What was found as the API and the command line show it, as the last page; `began` is when it was asked for.
pub fn answer(app: &App, brand: &Brand, found: action::Answer, began: Instant) -> Result<SearchAnswer> {
    let site = app.site(brand);
    let about_something = !found.topics.is_empty() || found.hits.iter().any(|hit| !hit.summary.topics.is_empty());
    let keys = if about_something {
        topic_keys(app, brand)?
    } else {
        HashMap::new()
    };
    let named = |id: &TopicId| keys.get(id).cloned();
    Ok(SearchAnswer {
        meaning_dropped: found.meaning_dropped(),
        topics: found
            .topics
            .iter()
            .filter_map(|(id, count)| named(id).map(|topic| TopicCount { topic, count: *count }))
            .collect(),
        locales: found
            .locales
            .into_iter()
            .map(|(locale, count)| LocaleCount { locale, count })
            .collect(),
        environments: environment_counts(app, brand, &found.environments)?,
        hits: found.hits.into_iter().map(|hit| show(&site, &keys, hit)).collect(),
        query: found.query,
        corrected: found.corrected,
        total: found.total,
        next: None,
        took_ms: milliseconds(began),
    })
}

fn show(site: &str, keys: &HashMap<TopicId, String>, hit: action::Hit) -> SearchHit {
    let why = hit.why().iter().map(ToString::to_string).collect();
    let summary = hit.summary.into_inner();
    SearchHit {
        why,
        article_id: summary.article.id,
        external_id: summary.article.external_id,
        url: format!("{site}{}", summary.path),
        short_url: format!("{site}{}", address::short(summary.article.id)),
        title: summary.title,
        snippet: hit.snippet_html,
        reply: summary.reply,
        locale: summary.article.locale,
        topics: summary.topics.iter().filter_map(|id| keys.get(id).cloned()).collect(),
        score: hit.confidence,
        matched: hit.matched,
    }
}

fn environment_counts(app: &App, brand: &Brand, counts: &[(Value, usize)]) -> Result<Vec<EnvironmentCount>> {
    if counts.is_empty() {
        return Ok(Vec::new());
    }
    let declared = environment::declared(app, brand.id)?;
    let of = |kind: &str, name: &str, value: Value| {
        let (_, count) = counts.iter().find(|(counted, _)| *counted == value)?;
        Some(EnvironmentCount {
            kind: kind.to_owned(),
            value: name.to_owned(),
            count: *count,
        })
    };
    let kinds = declared.kinds();
    let counted = kinds.flat_map(|(kind, values)| {
        let counted = values
            .into_iter()
            .filter_map(move |(name, value)| of(kind, name, value));
        counted.collect::<Vec<_>>()
    });
    Ok(counted.collect())
}

/// The values that a query names; one that the brand does not declare finds nothing.
fn environments(app: &App, brand: &Brand, text: Option<&str>) -> Result<Vec<Value>> {
    let named = text.unwrap_or_default().split(';').map(str::trim);
    let named: Vec<&str> = named.filter(|one| !one.is_empty()).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let declared = environment::declared(app, brand.id)?;
    Ok(named
        .iter()
        .map(|one| declared.value(one).unwrap_or(Value(0)))
        .collect())
}

/// A language tag in a query.
pub fn locale(name: &str, text: Option<&str>) -> Result<Option<Locale>> {
    let given = text.filter(|text| !text.is_empty());
    let parsed = given.map(str::parse).transpose();
    parsed.map_err(|error: crate::domain::locale::InvalidLocale| Error::invalid(name, format!("{error}.")))
}

/// The topic with this key or id; one that the brand does not have finds nothing.
pub fn topic(app: &App, brand: &Brand, text: Option<&str>) -> Result<Option<TopicId>> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::topic::find_id(connection, brand.id, text)?))?;
    Ok(Some(found.or_else(|| text.parse().ok()).unwrap_or(TopicId(0))))
}

/// The keys of a brand's topics by their ids.
pub fn topic_keys(app: &App, brand: &Brand) -> Result<HashMap<TopicId, String>> {
    let topics = app
        .database
        .read(|connection| Ok::<_, Error>(db::topic::list(connection, brand.id, &brand.locale())?))?;
    Ok(topics.into_iter().map(|topic| (topic.id, topic.key)).collect())
}

/// Milliseconds since `began`, to the microsecond.
pub fn milliseconds(began: Instant) -> f64 {
    (began.elapsed().as_secs_f64() * 1e6).round() / 1e3
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct CompletionQuery {
    /// What was typed so far; two letters at least.
    #[param(example = "fact")]
    q: String,
    /// Slug of the brand.
    brand: Option<String>,
    /// The reader's language.
    #[param(value_type = Option<String>)]
    locale: Option<String>,
    /// How many, 1 to 10; 8 where it is left out.
    #[param(minimum = 1, maximum = 10)]
    limit: Option<usize>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CompletionAnswer {
    completions: Vec<Completion>,
}

/// A title of a public article that fits what was typed.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Completion {
    text: String,
    article_id: ArticleId,
    url: String,
}

/// Longest answer of a completion, in bytes.
const COMPLETION_MOST: usize = 4096;

/// Complete what is typed
///
/// Titles of public articles; the answer has at most 4 kB.
#[utoipa::path(tag = "search", responses((status = 200, body = CompletionAnswer)), security(()))]
#[get("/autocomplete")]
pub async fn autocomplete(
    web: Data<Web>,
    caller: Anyone,
    query: Query<CompletionQuery>,
) -> Result<HttpResponse, Problem> {
    Metrics::count(&web.metrics.completions);
    let body = blocking::run(&web, move |app| {
        let brand = caller.brand(app, query.brand.as_deref())?;
        let locale = locale("locale", query.locale.as_deref())?;
        let limit = query.limit.unwrap_or(8);
        let site = app.site(&brand);
        let found = complete::complete(app, &brand, &query.q, locale.as_ref(), limit)?;
        within(found.into_iter().map(Visible::into_inner).map(|heading| Completion {
            url: format!("{site}{}", heading.path),
            text: heading.title,
            article_id: heading.article_id,
        }))
    })
    .await?;
    Ok(HttpResponse::Ok()
        .content_type("application/json")
        .insert_header(("cache-control", "public, max-age=60"))
        .body(body))
}

/// The first completions that fit into the longest answer, as JSON.
fn within(completions: impl Iterator<Item = Completion>) -> Result<String> {
    let mut answer = CompletionAnswer {
        completions: completions.collect(),
    };
    loop {
        let body = serde_json::to_string(&answer).map_err(Error::internal)?;
        if body.len() <= COMPLETION_MOST || answer.completions.pop().is_none() {
            return Ok(body);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn completions_stay_within_four_kilobytes() {
        let long = |id| Completion {
            text: "ñ\"".repeat(200),
            article_id: ArticleId(id),
            url: "https://example.com/".into(),
        };
        let body = within((1..=10).map(long)).unwrap();
        assert!(
            body.len() <= COMPLETION_MOST && body.matches("article_id").count() > 3,
            "{}",
            body.len()
        );
    }
}
