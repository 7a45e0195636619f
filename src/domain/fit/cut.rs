//! What a fitted reply does not say of the whole one, for a preview.

use std::collections::BTreeMap;

use super::compose::{Tail, whole};
use super::markup::{plain, render};
use super::{Fitted, Reply, fill};
use crate::domain::channel::ChannelRules;
use crate::domain::length::{length, limit};

/// A reply that did not go out whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The end of the text that is missing.
    pub missing: String,
    /// How long the whole reply would be, in the channel's unit, and by how much that is too much.
    pub length: usize,
    pub over: usize,
}

/// What `fitted` leaves out of `reply`; none where it says all. Openings and signatures are no part of a preview.
pub fn cut(reply: &Reply<'_>, fitted: &Fitted, rules: &ChannelRules) -> Option<Cut> {
    let filled = |text: &str| fill(text, &BTreeMap::new()).text;
    let own = reply.for_channel.map(filled).filter(|text| !text.trim().is_empty());
    let body = own.unwrap_or_else(|| filled(reply.short));
    let tail = Tail {
        link: reply.link,
        signature: "",
    };
    let wholly = |body: String| whole(&body, tail);
    let bare = plain(&body, rules.markup);
    let entire = wholly(render(&body, rules.markup));
    if fitted.text == entire || fitted.text == wholly(bare.clone()) {
        return None;
    }
    let length = length(&entire, rules);
    Some(Cut {
        missing: behind(&bare, &fitted.text).to_owned(),
        over: limit(&entire, rules).map_or(0, |most| length.saturating_sub(most)),
        length,
    })
}

/// What of `body` comes behind the words with which `said` begins too.
fn behind<'a>(body: &'a str, said: &str) -> &'a str {
    let alike = body.chars().zip(said.chars()).take_while(|(one, other)| one == other);
    let alike: usize = alike.map(|(one, _)| one.len_utf8()).sum();
    // A word that was begun is missing as a whole.
    let begun = body[..alike]
        .char_indices()
        .rev()
        .find(|(_, letter)| letter.is_whitespace());
    let from = begun.map_or(0, |(place, letter)| place + letter.len_utf8());
    body[from..].trim()
}
