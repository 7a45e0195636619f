//! The second wall: whatever HTML came out is parsed as a browser would parse it, and only what is on this list stays.

use super::links::SCHEMES;
use ammonia::Builder;
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Every element that an article can have.
const ELEMENTS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Every attribute, by element. Where there are values, no other value stays.
const ATTRIBUTES: &[(&str, &str, &[&str])] = &[
    ("a", "href", &[]),
    ("a", "rel", &["nofollow ugc noopener"]),
    ("div", "aria-label", &[]),
    ("div", "class", &["tbl"]),
    ("div", "role", &["region"]),
    ("div", "tabindex", &["0"]),
    ("h2", "id", &[]),
    ("h3", "id", &[]),
    ("h4", "id", &[]),
    ("ol", "start", &[]),
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::empty();
    let mut free: HashMap<&str, HashSet<&str>> = HashMap::new();
    let mut fixed: HashMap<&str, HashMap<&str, HashSet<&str>>> = HashMap::new();
    for (element, attribute, values) in ATTRIBUTES {
        if values.is_empty() {
            free.entry(element).or_default().insert(attribute);
        } else {
            fixed
                .entry(element)
                .or_default()
                .insert(attribute, values.iter().copied().collect());
        }
    }
    cleaner
        .tags(ELEMENTS.iter().copied().collect())
        .clean_content_tags(["script", "style"].into())
        .tag_attributes(free)
        .tag_attribute_values(fixed)
        .generic_attributes(HashSet::new())
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None);
    cleaner
});

/// Keeps what is on the list, and the words of what is not.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
