//! A reply as a channel carries it: its variables filled, its markup in the channel's own, its length within the limit,
//! its link whole.
//!
//! One deterministic function, [`fit`]; [`fit_text`] does the same for a text somebody typed. What a channel allows is
//! [`channel`](super::channel)'s, how it counts is [`length`](super::length)'s. Whether the reply may be sent at all (personal
//! data, the reply window) is decided elsewhere.

mod atoms;
mod compose;
mod cut;
mod markup;
mod parts;
mod variables;

use std::collections::BTreeMap;

use serde::Serialize;

use super::channel::{ChannelRules, Split, Unit};
use super::length::{carries, length, limit};
use atoms::Atoms;
use compose::{Ending, Tail, shortened, whole};
pub use cut::{Cut, cut};
use markup::{plain, render};
use parts::split;
pub use variables::{Filled, fill};

/// What a reply is made of. Each text is a template: `{{customer_name|}}` is filled or dropped, `{{agent_name|us}}` has a
/// default, `{{zone}}` and `{zone}` must be filled before sending.
#[derive(Debug, Clone, Default)]
pub struct Reply<'a> {
    /// The article's short answer.
    pub short: &'a str,
    /// What the article says on this channel instead.
    pub for_channel: Option<&'a str>,
    /// The article's address, as short as it gets; it is never cut, and dropped only when it cannot fit at all.
    pub link: Option<&'a str>,
    /// An apology or thanks; the first thing to go.
    pub opening: Option<&'a str>,
    /// The agent's mark, such as `^LR`.
    pub signature: Option<&'a str>,
    /// Values of the variables by name.
    pub values: BTreeMap<String, String>,
}

/// A reply as the channel carries it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fitted {
    /// The reply as one post.
    pub text: String,
    /// The posts to send, in order: only `text`, or more of the reply in numbered parts where the channel allows that.
    /// Empty when the channel cannot carry it.
    pub parts: Vec<String>,
    /// Of `text`, or of the text given to [`fit_text`], in `unit`.
    pub length: usize,
    pub limit: Option<usize>,
    pub unit: Unit,
    /// Whether what `length` counts is within the limit.
    pub fits: bool,
    /// Variables somebody has to fill before this is sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// Fits a reply to a channel. What does not fit goes in this order: the opening, the channel's own text in favour of the
/// short one, all but the first sentences (the link tells the rest); then the reply is split or cut.
pub fn fit(reply: &Reply<'_>, rules: &ChannelRules) -> Fitted {
    let mut missing = Vec::new();
    let mut filled = |template: Option<&str>| {
        let filled = fill(template.unwrap_or_default(), &reply.values);
        missing.extend(filled.missing);
        filled.text
    };
    let short = filled(Some(reply.short));
    let own = filled(reply.for_channel);
    let (opening, signature) = (filled(reply.opening), filled(reply.signature));
    missing.sort_unstable();
    missing.dedup();

    let link = reply.link.map(str::trim).filter(|link| !link.is_empty());
    let long = if own.is_empty() { &short } else { &own };
    let opened = [opening.as_str(), long].join(" ");
    let tail = Tail {
        link,
        signature: &signature,
    };
    let mut bodies = vec![opened.as_str(), long, &short];
    bodies.dedup_by(|body, before| body.trim() == before.trim());
    let fitted = bodies.into_iter().find_map(|body| entire(body, tail, rules));
    let (text, parts) = match fitted {
        Some(text) => (Some(text.clone()), vec![text]),
        None => made_shorter(long, &short, tail, rules),
    };
    finished(text, parts, link.unwrap_or(long), missing, rules)
}

/// Fits a typed text. `length` and `fits` are about the text as given, so that a counter beside it tells how much is too
/// much; `text` and `parts` are what the channel would carry of it.
pub fn fit_text(text: &str, rules: &ChannelRules) -> Fitted {
    let filled = fill(text, &BTreeMap::new());
    let tail = Tail::default();
    let carried = match entire(&filled.text, tail, rules) {
        Some(text) => (Some(text.clone()), vec![text]),
        None => cut_or_split(&filled.text, &filled.text, tail, rules),
    };
    let fitted = finished(carried.0, carried.1, &filled.text, filled.missing, rules);
    Fitted {
        length: length(text, rules),
        limit: limit(text, rules),
        fits: carries(text, rules),
        ..fitted
    }
}

fn finished(
    text: Option<String>,
    parts: Vec<String>,
    unfit: &str,
    missing: Vec<String>,
    rules: &ChannelRules,
) -> Fitted {
    let fits = text.is_some();
    let text = text.unwrap_or_else(|| unfit.to_owned());
    let parts = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Fitted {
        parts,
        length: length(&text, rules),
        limit: limit(&text, rules),
        unit: rules.unit,
        fits,
        missing,
        text,
    }
}

/// The whole reply as one post, in the channel's markup or else without any.
fn entire(body: &str, tail: Tail<'_>, rules: &ChannelRules) -> Option<String> {
    let carried = |body: &str| Some(whole(body, tail)).filter(|text| text.is_empty() || carries(text, rules));
    let rendered = render(body, rules.markup);
    carried(&rendered).or_else(|| {
        let bare = plain(body, rules.markup);
        if bare == rendered { None } else { carried(&bare) }
    })
}

/// With a link, its first sentences are enough of a reply; without one, parts are better.
fn made_shorter(long: &str, short: &str, tail: Tail<'_>, rules: &ChannelRules) -> (Option<String>, Vec<String>) {
    if tail.link.is_some() {
        let body = Atoms::new(&plain(short, rules.markup), tail.link);
        if let Some(text) = shortened(&body, tail, Ending::Sentence, rules) {
            return (Some(text.clone()), vec![text]);
        }
    }
    cut_or_split(long, short, tail, rules)
}

/// One post of what fits of `short`, and all of `long` in parts where the channel allows them.
fn cut_or_split(long: &str, short: &str, tail: Tail<'_>, rules: &ChannelRules) -> (Option<String>, Vec<String>) {
    let body = Atoms::new(&plain(short, rules.markup), tail.link);
    let endings = [Ending::Sentence, Ending::Ellipsis];
    let text = endings
        .into_iter()
        .find_map(|ending| shortened(&body, tail, ending, rules));
    let parts = match (&text, rules.split) {
        (None, _) => Vec::new(),
        (Some(text), Split::None) => vec![text.clone()],
        (Some(text), _) => {
            let all = Atoms::new(&whole(&plain(long, rules.markup), tail), tail.link);
            split(&all, tail, rules).unwrap_or_else(|| vec![text.clone()])
        }
    };
    (text, parts)
}

#[cfg(test)]
mod tests;
