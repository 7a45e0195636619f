//! Completes what a reader types into the search field, with titles.

use super::{
    read::{self, Heading},
    synonym,
};
use crate::{
    app::App,
    domain::{
        brand::Brand,
        locale::Locale,
        visibility::{Reader, Visible},
    },
    error::Result,
};

/// Most completions.
pub const MOST: usize = 10;

/// Titles of public articles that fit what was `typed` so far; none below two letters.
pub fn complete(
    app: &App,
    brand: &Brand,
    typed: &str,
    locale: Option<&Locale>,
    limit: usize,
) -> Result<Vec<Visible<Heading>>> {
    let limit = limit.clamp(1, MOST);
    let own = brand.locale();
    let locale = locale.unwrap_or(&own);
    let synonyms = synonym::of(app, Some(brand.id), Some(locale))?;
    let found = app
        .index
        .public()
        .autocomplete(typed, brand.id, locale, Some(&synonyms), limit)?;
    let ids: Vec<_> = found.iter().map(|completion| completion.article_id).collect();
    app.database
        .read(|connection| read::headings(connection, Reader::Public, &ids))
}
