//! Personal data in the words of customers and agents: where it stands, and the text with placeholders in its place.
//!
//! A text is [folded](folded) and cut into [tokens](text) once; each finder then proposes findings, the checkable forms with
//! certainty, the rest by the words around them; where findings overlap the surer one stands. Everything is linear in the
//! length of the text. Whether a span is masked, kept or still to be decided is the business of whoever calls.

mod address;
mod address_tail;
mod allow;
mod card;
mod checksum;
mod email;
mod folded;
mod handle;
mod iban;
mod introduction;
mod kind;
mod lexicon;
mod name_run;
mod national_id;
mod network;
mod number;
mod person;
mod phone;
mod plate;
mod reference;
mod secret;
mod street;
#[cfg(test)]
mod tests;
mod text;
mod topic;

use std::ops::Range;

use serde::{Deserialize, Serialize};

pub use allow::{AllowList, AllowListError, AllowListText};
pub use kind::{Kind, UnknownKind};

use text::Text;

/// From this confidence on, a span is sure: its form can be checked, or the words around name it.
pub const SURE: f32 = 0.8;

/// Personal data found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset after its last character.
    pub end: usize,
    pub kind: Kind,
    /// From 0 to 1; from [`SURE`] on nobody needs to look.
    pub confidence: f32,
}

impl Span {
    /// Whether someone should look at this span before it is hidden or kept.
    pub fn is_doubtful(&self) -> bool {
        self.confidence < SURE
    }
}

/// A text with its personal data replaced, and what was replaced.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Redacted {
    pub text: String,
    /// Spans of the original text, in order, none touching another's characters.
    pub spans: Vec<Span>,
}

/// What a finder proposes: a range of the folded text.
struct Finding {
    range: Range<usize>,
    kind: Kind,
    confidence: f32,
}

impl Finding {
    fn new(range: Range<usize>, kind: Kind, confidence: f32) -> Self {
        Self {
            range,
            kind,
            confidence,
        }
    }
}

/// Finds the personal data of a text, in order and without overlaps. Spanish and English are read alike, whatever
/// `language` says, because customers mix them; it is taken so that a language with rules of its own can be added.
pub fn find(source: &str, _language: &str, allow: &AllowList) -> Vec<Span> {
    let text = Text::new(source);
    let mut found = Vec::new();
    email::find(&text, allow, &mut found);
    handle::find(&text, allow, &mut found);
    if text.has_digit {
        network::find(&text, allow, &mut found);
        iban::find(&text, &mut found);
        national_id::find(&text, &mut found);
        number::find(&text, allow, &mut found);
        plate::find(&text, &mut found);
        address::find(&text, allow, &mut found);
    }
    reference::find(&text, &mut found);
    secret::find(&text, &mut found);
    person::find(&text, allow, &mut found);
    settle(&text, found)
}

/// Replaces spans, in the order [`find`] gives them, by their placeholders in the language of `locale`.
pub fn mask(source: &str, spans: &[Span], locale: &str) -> String {
    let mut masked = String::with_capacity(source.len());
    let mut from = 0;
    for span in spans {
        masked.push_str(&source[from..span.start]);
        masked.push_str(span.kind.placeholder(locale));
        from = span.end;
    }
    masked.push_str(&source[from..]);
    masked
}

/// Finds and replaces all personal data of a text; `language` is also that of the placeholders.
pub fn redact(source: &str, language: &str, allow: &AllowList) -> Redacted {
    let spans = find(source, language, allow);
    Redacted {
        text: mask(source, &spans, language),
        spans,
    }
}

/// A part of a masked text: words as they were said, or a placeholder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    pub hidden: bool,
}

/// A masked text in pieces, so that its placeholders can be shown as such; `locale` is that of the placeholders.
pub fn pieces(masked: &str, locale: &str) -> Vec<Piece> {
    let placeholders = Kind::ALL.map(|kind| kind.placeholder(locale));
    let (mut pieces, mut from) = (Vec::new(), 0);
    let mut add = |text: &str, hidden| {
        if !text.is_empty() {
            let text = text.to_owned();
            pieces.push(Piece { text, hidden });
        }
    };
    for (start, _) in masked.match_indices('[') {
        let found = placeholders.iter().find(|one| masked[start..].starts_with(**one));
        if let Some(placeholder) = found {
            add(&masked[from..start], false);
            add(placeholder, true);
            from = start + placeholder.len();
        }
    }
    add(&masked[from..], false);
    pieces
}

/// The first e-mail address or telephone number that is not public.
pub fn has_contact(source: &str, allow: &AllowList) -> Option<Span> {
    contacts(source, allow).next()
}

/// All of them: the last guard before a text is published.
pub fn contacts(source: &str, allow: &AllowList) -> impl Iterator<Item = Span> {
    find(source, "", allow)
        .into_iter()
        .filter(|span| matches!(span.kind, Kind::Email | Kind::Phone))
}

/// Spans as `(start, end, kind)` in Unicode code points, as the command line reports them.
pub fn in_code_points(source: &str, spans: &[Span]) -> Vec<(usize, usize, Kind)> {
    let mut counted = 0;
    let mut points = 0;
    let mut points_at = |offset: usize| {
        points += source[counted..offset].chars().count();
        counted = offset;
        points
    };
    spans
        .iter()
        .map(|span| (points_at(span.start), points_at(span.end), span.kind))
        .collect()
}

/// Lets the surer finding stand where two overlap, and of the other what lies outside.
fn settle(text: &Text, mut found: Vec<Finding>) -> Vec<Span> {
    let length = |finding: &Finding| finding.range.len();
    // A name inside a street or a mailbox is a part of it, however sure it is by itself.
    let by_table = |finding: &Finding| finding.kind == Kind::Person;
    found.sort_by(|one, other| {
        by_table(one)
            .cmp(&by_table(other))
            .then(other.confidence.total_cmp(&one.confidence))
            .then(length(other).cmp(&length(one)))
    });
    let mut taken: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found {
        for range in outside(&taken, finding.range.clone()) {
            let whole = range == finding.range;
            if let Some(range) = trimmed(text.bytes(), range)
                && (whole || is_worth(&finding, &text.bytes()[range.clone()]))
            {
                let at = taken.partition_point(|other| other.range.start < range.start);
                taken.insert(at, Finding { range, ..finding });
            }
        }
    }
    let span = |finding: Finding| {
        let range = text.folded.to_source(finding.range);
        Span {
            start: range.start,
            end: range.end,
            kind: finding.kind,
            confidence: finding.confidence,
        }
    };
    taken.into_iter().map(span).collect()
}

/// The parts of a range that no taken finding covers; `taken` is in order.
fn outside(taken: &[Finding], range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = range.start;
    let first = taken.partition_point(|other| other.range.end <= range.start);
    for other in taken[first..].iter().take_while(|other| other.range.start < range.end) {
        if from < other.range.start {
            parts.push(from..other.range.start);
        }
        from = from.max(other.range.end);
    }
    if from < range.end {
        parts.push(from..range.end);
    }
    parts
}

/// Whether what a surer finding leaves of another still tells something: of a number, only digits do.
fn is_worth(finding: &Finding, part: &[u8]) -> bool {
    matches!(finding.kind, Kind::Address | Kind::Person | Kind::Password) || part.iter().any(u8::is_ascii_digit)
}

/// A part of a finding without blanks at its ends; nothing if no letter or digit is left.
fn trimmed(bytes: &[u8], range: Range<usize>) -> Option<Range<usize>> {
    let part = &bytes[range.clone()];
    let start = part.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let end = part.iter().rposition(|byte| !byte.is_ascii_whitespace())? + 1;
    part.iter()
        .any(|byte| folded::is_word(*byte))
        .then_some(range.start + start..range.start + end)
}
