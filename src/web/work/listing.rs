//! What the lists of the workspace share: filters that stand in the address, and the addresses of their pages.

use crate::{
    db::page::Cursor,
    web::site::{Query, with_query},
};

/// A list as its address asks for it.
pub struct Listing<'query> {
    path: &'static str,
    filters: &'static [&'static str],
    query: &'query Query,
}

impl<'query> Listing<'query> {
    /// The list at `path` with the query parameters that narrow it.
    pub fn new(path: &'static str, filters: &'static [&'static str], query: &'query Query) -> Self {
        Self { path, filters, query }
    }

    /// What was chosen of a filter; empty where nothing was.
    pub fn chosen(&self, filter: &str) -> String {
        self.query.get(filter).cloned().unwrap_or_default()
    }

    /// Where this page begins; none of the first page.
    pub fn after(&self) -> Option<Cursor> {
        self.query.get("after").and_then(|text| text.parse().ok())
    }

    /// The address of the next page; empty where there is none.
    pub fn next_path(&self, next: Option<Cursor>) -> String {
        next.map(|next| self.path_after(&next.to_string())).unwrap_or_default()
    }

    /// The address of the first page; empty on it.
    pub fn first_path(&self) -> String {
        self.after().map(|_| self.path_after("")).unwrap_or_default()
    }

    /// This page with one thing more, as it is written on the page itself: only what follows the path.
    pub fn here_with(&self, name: &'static str, value: &str) -> String {
        let after = self.query.get("after").map_or("", String::as_str);
        self.path_of("", &[("after", after), (name, value)])
    }

    fn path_after(&self, after: &str) -> String {
        self.path_of(self.path, &[("after", after)])
    }

    fn path_of(&self, path: &str, more: &[(&'static str, &str)]) -> String {
        let chosen = |name: &&'static str| (*name, self.query.get(*name).map_or("", String::as_str));
        let mut parts: Vec<_> = self.filters.iter().map(chosen).collect();
        parts.extend_from_slice(more);
        with_query(path, &parts)
    }
}
