//! Text messages: their alphabet, their units and how many segments they travel in.

use serde::Serialize;

use crate::domain::channel::Segments;

/// The alphabet of GSM 03.38; each of its characters takes one septet.
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
    ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Its second page; each character takes an escape and a septet.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How the text travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SmsEncoding {
    Gsm7,
    /// UTF-16: one character outside of the alphabet turns the whole message to it.
    Ucs2,
}

/// A text as a text message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sms {
    pub encoding: SmsEncoding,
    /// Septets or UTF-16 units, by the encoding.
    pub units: usize,
    pub segments: usize,
    /// The units of a message of one segment in this encoding.
    pub room: usize,
}

/// Counts `text` as a text message; a character of two units never lies across two segments.
pub fn sms(text: &str, segments: Segments) -> Sms {
    let (encoding, units) = units(text);
    let (room, shared) = match encoding {
        SmsEncoding::Gsm7 => segments.gsm7,
        SmsEncoding::Ucs2 => segments.ucs2,
    };
    let segments = if units <= room {
        1
    } else {
        pack(text, encoding, shared.max(2))
    };
    Sms {
        encoding,
        units,
        segments,
        room,
    }
}

/// The encoding of `text` and its length in it.
pub fn units(text: &str) -> (SmsEncoding, usize) {
    let septets = text
        .chars()
        .try_fold(0, |sum, character| Some(sum + septets(character)?));
    match septets {
        Some(septets) => (SmsEncoding::Gsm7, septets),
        None => (SmsEncoding::Ucs2, text.encode_utf16().count()),
    }
}

fn septets(character: char) -> Option<usize> {
    if character.is_ascii_alphanumeric() || ALPHABET.contains(character) {
        Some(1)
    } else {
        EXTENSION.contains(character).then_some(2)
    }
}

fn pack(text: &str, encoding: SmsEncoding, room: usize) -> usize {
    let (mut segments, mut used) = (1, 0);
    for character in text.chars() {
        let cost = match encoding {
            SmsEncoding::Gsm7 => septets(character).unwrap_or(1),
            SmsEncoding::Ucs2 => character.len_utf16(),
        };
        if used + cost > room {
            segments += 1;
            used = 0;
        }
        used += cost;
    }
    segments
}
