//! Searches articles for a reader. What strangers search for is noted where they come in (`actions::gap`).

use super::{
    environment,
    heard::heard,
    meant::{Meant, WordsAlone},
    read::{self, Summary},
    suggest::Why,
    synonym,
};
use crate::{
    app::App,
    domain::{
        brand::Brand,
        environment::{Fit, Value, Verdict},
        id::{ArticleId, BrandId, TopicId},
        locale::Locale,
        suggestion::asks_something,
        visibility::{Reader, Visible},
    },
    error::Result,
    search::{self as index, Environments, SearchRequest},
};
use std::collections::HashMap;

/// Longest query that is searched, in characters; the rest is left away.
pub const QUERY_MOST: usize = 400;
/// Most hits on one page.
pub const PAGE_MOST: usize = 100;
/// Hits deeper than this are not given: nobody pages that far, and deep pages are dear.
const DEEPEST: usize = 1000;

/// What is searched.
#[derive(Debug, Clone, Default)]
pub struct Request {
    pub text: String,
    /// The reader's language: its articles come first.
    pub locale: Option<Locale>,
    /// Only articles in this language.
    pub only: Option<Locale>,
    pub topic: Option<TopicId>,
    /// Only articles that are for each of these.
    pub environments: Vec<Value>,
    /// Searches every word as it is written.
    pub exact: bool,
    pub limit: usize,
    pub offset: usize,
}

/// What was found.
#[derive(Debug)]
pub struct Answer {
    /// What was searched: the query, cut where it was too long.
    pub query: String,
    /// The query as understood, where that differs.
    pub corrected: Option<String>,
    pub total: usize,
    /// Whether there are articles among them that lack a word of the query.
    pub relaxed: bool,
    /// Why words had to do where the meaning was asked for; none: they had not.
    pub words_alone: Option<WordsAlone>,
    pub hits: Vec<Hit>,
    /// How many are in each topic and language.
    pub topics: Vec<(TopicId, usize)>,
    pub locales: Vec<(Locale, usize)>,
    /// How many are for each of what the brand declares.
    pub environments: Vec<(Value, usize)>,
}

impl Answer {
    /// Whether words had to do where they do not otherwise.
    pub fn meaning_dropped(&self) -> bool {
        self.words_alone.is_some_and(WordsAlone::passes)
    }
}

/// An article that was found.
#[derive(Debug)]
pub struct Hit {
    pub summary: Visible<Summary>,
    /// 0 to 1: how likely it answers; never more than that of the one before it.
    pub confidence: f32,
    /// Title and excerpt as HTML: found words in `<mark>`, the rest escaped.
    pub title_html: String,
    pub snippet_html: String,
    /// The found words.
    pub matched: Vec<String>,
    /// How it goes with the environment that the query names; none: nothing is known of that.
    pub verdict: Option<Verdict>,
}

impl Hit {
    /// What speaks for it or against it beside its words, as suggestions say it.
    pub fn why(&self) -> Option<Why> {
        self.verdict.as_ref().and_then(Why::of_environment)
    }

    /// What it is for and what was asked about, where these differ.
    pub fn other_environment(&self) -> Option<(&str, &str)> {
        let other = self.verdict.as_ref().filter(|verdict| verdict.fit == Fit::Other);
        other.map(|verdict| (verdict.article.as_str(), verdict.asked.as_str()))
    }
}

/// Searches what `reader` may see of a brand's articles.
pub fn search(app: &App, reader: Reader, brand: &Brand, request: &Request) -> Result<Answer> {
    find(app, reader, Some(brand.id), request)
}

/// The same for a brand or all of them: what `eval` measures is this.
pub fn find(app: &App, reader: Reader, brand_id: Option<BrandId>, request: &Request) -> Result<Answer> {
    let query: String = request
        .text
        .trim()
        .chars()
        .filter(|c| *c != '\0')
        .take(QUERY_MOST)
        .collect();
    let limit = request.limit.clamp(1, PAGE_MOST);
    let synonyms = synonym::of(app, brand_id, request.locale.as_ref())?;
    let heard = if request.exact {
        query.clone()
    } else {
        heard(app, &query)?
    };
    let meant = Meant::new(app, reader, brand_id, (&heard, &[]), &synonyms);
    let environments = environment::Asked::of(app, brand_id, [query.as_str()])?;
    let wanted = SearchRequest {
        text: &heard,
        brand_id,
        locale: request.locale.as_ref(),
        only: request.only.as_ref(),
        topic: request.topic,
        for_environments: &request.environments,
        exact: request.exact,
        meant: Some(&meant),
        environments: environments.as_ref().map(|asked| asked as &dyn Environments),
        synonyms: Some(&synonyms),
        limit: if request.offset > DEEPEST { 0 } else { limit },
        offset: request.offset,
    };
    let found = match app.index.staff(reader) {
        Some(staff) => staff.search(&wanted)?,
        None => app.index.public().search(&wanted)?,
    };
    let words_alone = meant.words_alone();
    // Others may look up by meaning while this one's texts are read.
    drop(meant);
    let verdicts = environments.map(environment::Asked::into_verdicts).unwrap_or_default();
    let mut hits = hits(app, reader, found.hits, verdicts)?;
    // What has the words of a greeting may be listed and answers nothing.
    if !asks_something(&query) {
        for hit in &mut hits {
            hit.confidence = 0.0;
        }
    }
    Ok(Answer {
        words_alone,
        query,
        corrected: found.corrected,
        total: found.total,
        relaxed: found.relaxed,
        hits,
        topics: found
            .topics
            .into_iter()
            .map(|facet| (facet.value, facet.count))
            .collect(),
        locales: found
            .locales
            .into_iter()
            .map(|facet| (facet.value, facet.count))
            .collect(),
        environments: found
            .environments
            .into_iter()
            .map(|facet| (facet.value, facet.count))
            .collect(),
    })
}

fn hits(
    app: &App,
    reader: Reader,
    found: Vec<index::Hit>,
    mut verdicts: HashMap<ArticleId, Verdict>,
) -> Result<Vec<Hit>> {
    let ids: Vec<ArticleId> = found.iter().map(|hit| hit.article_id).collect();
    let summaries = app
        .database
        .read(|connection| read::summaries(connection, reader, &ids))?;
    let mut by_id: HashMap<_, _> = found.into_iter().map(|hit| (hit.article_id, hit)).collect();
    Ok(summaries
        .into_iter()
        .filter_map(|summary| {
            let hit = by_id.remove(&summary.article.id)?;
            let locale = &summary.article.locale;
            Some(Hit {
                title_html: index::highlight(&summary.title, &hit.matched, locale),
                snippet_html: index::snippet(&summary.text, &hit.matched, locale),
                confidence: hit.confidence,
                matched: hit.matched,
                verdict: verdicts.remove(&summary.article.id),
                summary,
            })
        })
        .collect())
}

/// Single words of a query that finds nothing which find something alone, the longest first: what a reader may try next.
pub fn looser(app: &App, brand: &Brand, query: &str, locale: &Locale, most: usize) -> Result<Vec<String>> {
    let mut words: Vec<&str> = query
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 4)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    let synonyms = synonym::of(app, Some(brand.id), Some(locale))?;
    let mut found = Vec::new();
    for word in words.into_iter().take(6) {
        let wanted = SearchRequest {
            text: word,
            brand_id: Some(brand.id),
            locale: Some(locale),
            only: Some(locale),
            topic: None,
            for_environments: &[],
            exact: false,
            meant: None,
            environments: None,
            synonyms: Some(&synonyms),
            limit: 1,
            offset: 0,
        };
        if found.len() < most && app.index.public().search(&wanted)?.total > 0 {
            found.push(word.to_owned());
        }
    }
    Ok(found)
}
