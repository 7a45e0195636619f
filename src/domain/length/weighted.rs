//! X's weighted length: letters of most alphabets 1, wide characters and emoji 2, a link the same however long.
//!
//! The rule is that of X's own text library, version 3: normalise to NFC, then hundredths are added and rounded down.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::{emoji, url};

/// What things weigh; hundredths where not said otherwise.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// A character outside of the light ranges.
    pub default: usize,
    /// A link, in whole units.
    pub url: usize,
    /// An emoji of many characters weighs as one.
    pub whole_emoji: bool,
}

/// The weights X uses now.
pub const X: Weights = Weights {
    default: 200,
    url: 23,
    whole_emoji: true,
};

const SCALE: usize = 100;

/// The weighted length of `text` in whole units.
pub fn length(text: &str, weights: &Weights) -> usize {
    let text = if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    };
    let (mut sum, mut end) = (0, 0);
    for link in url::find_urls(&text) {
        sum += weigh(&text[end..link.range.start], weights) + weights.url * SCALE;
        end = link.range.end;
    }
    (sum + weigh(&text[end..], weights)) / SCALE
}

/// Whether X takes the characters of `text`; it refuses an empty post and three code points that are no characters.
pub fn acceptable(text: &str) -> bool {
    !text.is_empty() && !text.contains(url::REFUSED)
}

fn weigh(text: &str, weights: &Weights) -> usize {
    if text.is_ascii() {
        return text.len() * SCALE;
    }
    let characters = |part: &str| part.chars().map(|character| weight(character, weights)).sum::<usize>();
    if !weights.whole_emoji {
        return characters(text);
    }
    let (mut sum, mut end) = (0, 0);
    for found in emoji::sequences(text) {
        sum += characters(&text[end..found.start]) + weights.default;
        end = found.end;
    }
    sum + characters(&text[end..])
}

fn weight(character: char, weights: &Weights) -> usize {
    match u32::from(character) {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => SCALE,
        _ => weights.default,
    }
}
