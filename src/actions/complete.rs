//! Completes what a reader types into the search field, with titles.

use super::read;
use crate::{
    app::App,
    domain::{brand::Brand, id::ArticleId, locale::Locale, visibility::Reader},
    error::Result,
};

/// Most completions.
pub const MOST: usize = 10;

/// A title that goes on as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    pub text: String,
    pub article_id: ArticleId,
    pub locale: Locale,
    pub path: String,
}

/// Titles of public articles that fit what was `typed` so far; none below two letters.
pub fn complete(
    app: &App,
    brand: &Brand,
    typed: &str,
    locale: Option<&Locale>,
    limit: usize,
) -> Result<Vec<Completion>> {
    let limit = limit.clamp(1, MOST);
    let own = brand.locale();
    let found = app
        .index
        .public()
        .autocomplete(typed, brand.id, locale.unwrap_or(&own), limit)?;
    let ids: Vec<_> = found.iter().map(|completion| completion.article_id).collect();
    let summaries = app
        .database
        .read(|connection| read::summaries(connection, Reader::Public, &ids))?;
    Ok(summaries
        .into_iter()
        .map(|summary| {
            let summary = summary.into_inner();
            Completion {
                text: summary.title,
                article_id: summary.article.id,
                locale: summary.article.locale,
                path: summary.path,
            }
        })
        .collect())
}
