//! How long a text is, in the unit of the channel that is to carry it.
//!
//! [`length`] counts as the channel does; [`carries`] says whether the channel takes the text. Making a text shorter is
//! [`fit`](super::fit)'s.

mod emoji;
mod punycode;
mod sms;
mod url;
mod weighted;

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::channel::{ChannelRules, Mentions, Unit, UrlCost};

pub use sms::{Sms, SmsEncoding, sms};
pub use url::{FoundUrl, find_addresses, find_urls};

/// The length of `text` in the unit of the channel, with its own price for links and mentions.
pub fn length(text: &str, rules: &ChannelRules) -> usize {
    match (rules.unit, rules.url_cost) {
        (Unit::Weighted, UrlCost::Fixed(cost)) => weighted::length(
            text,
            &weighted::Weights {
                url: cost,
                ..weighted::X
            },
        ),
        (Unit::Weighted, _) => weighted::length(text, &weighted::X),
        (unit, _) => count(&priced(text, rules), unit),
    }
}

/// The limit that holds for this very text; it depends on the text only for SMS, whose alphabet does.
pub fn limit(text: &str, rules: &ChannelRules) -> Option<usize> {
    match rules.segments {
        Some(segments) => Some(sms(text, segments).room),
        None => rules.limit(),
    }
}

/// Whether the channel takes `text` as one post: its limit, its bytes, its links, its characters.
pub fn carries(text: &str, rules: &ChannelRules) -> bool {
    let short_enough = limit(text, rules).is_none_or(|limit| fits_into(text, limit, rules));
    let light_enough = rules.max_bytes.is_none_or(|bytes| text.len() <= bytes);
    let few_links = rules.max_links.is_none_or(|most| different_links(text) <= most);
    let acceptable = rules.unit != Unit::Weighted || weighted::acceptable(text);
    short_enough && light_enough && few_links && acceptable
}

fn fits_into(text: &str, limit: usize, rules: &ChannelRules) -> bool {
    // Where links have no price of their own, no unit counts more than two for a byte: most texts need no counting.
    let cheap = text.len().saturating_mul(2) <= limit && rules.url_cost == UrlCost::Full;
    cheap || length(text, rules) <= limit
}

/// The length of `text` in a bare unit, where links and mentions cost their characters.
pub fn count(text: &str, unit: Unit) -> usize {
    match unit {
        Unit::Weighted => weighted::length(text, &weighted::X),
        Unit::Graphemes => text.graphemes(true).count(),
        Unit::Utf16 => text.encode_utf16().count(),
        Unit::Codepoints => text.chars().count(),
        Unit::BytesUtf8 => text.len(),
        Unit::Gsm7 => sms::units(text).1,
        Unit::Threads => emoji::threads_length(text),
    }
}

/// The text with each link and mention replaced by something that counts what the channel asks for it.
fn priced<'text>(text: &'text str, rules: &ChannelRules) -> Cow<'text, str> {
    let mut text = Cow::Borrowed(text);
    if let UrlCost::Fixed(cost) = rules.url_cost {
        text = links_at(cost, text);
    }
    if rules.mentions == Mentions::LocalPart {
        text = match REMOTE_MENTION.replace_all(&text, "${before}@${name}") {
            Cow::Borrowed(_) => text,
            Cow::Owned(shortened) => Cow::Owned(shortened),
        };
    }
    text
}

/// Links with a scheme, each replaced by as many characters as it costs.
fn links_at(cost: usize, text: Cow<'_, str>) -> Cow<'_, str> {
    let links = find_addresses(&text);
    if links.is_empty() {
        return text;
    }
    let (mut priced, mut end) = (String::with_capacity(text.len()), 0);
    for link in links {
        priced.push_str(&text[end..link.range.start]);
        priced.extend(std::iter::repeat_n('x', cost));
        end = link.range.end;
    }
    priced.push_str(&text[end..]);
    Cow::Owned(priced)
}

/// Mastodon's mention of someone on another server.
static REMOTE_MENTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>^|[^/\w])@(?P<name>[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]+[A-Za-z0-9_]+)?)@[\w.-]*\w")
        .expect("the pattern is constant")
});

fn different_links(text: &str) -> usize {
    let links: HashSet<&str> = find_urls(text).into_iter().map(|link| &text[link.range]).collect();
    links.len()
}

#[cfg(test)]
mod tests;
