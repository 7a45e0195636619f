//! Fragments of an article's text with the words of a query marked, safe to put into a page.

use super::{
    analysis::Analyzer,
    split::{is_joiner, words_beginning, written_around},
};
use crate::domain::locale::Locale;

/// Bytes of a fragment, about two lines.
const LENGTH: usize = 180;
/// A fragment may begin so many bytes before its first marked word, to begin where a sentence or word does.
const LEAD: usize = 40;
/// Words up to this length may have a stem that begins otherwise after the first letter.
const LONGEST_IRREGULAR: usize = 5;
/// Bytes of a text that are looked through.
const LOOKED_AT: usize = 8_000;

/// The fragment of `text` with most of the words of `matched` (as a hit gives them), as HTML: the words stand in
/// `<mark>`, everything else is escaped. The beginning of the text where none of them stands in it.
pub fn snippet(text: &str, matched: &[String], locale: &Locale) -> String {
    let text = &text[..boundary(text, LOOKED_AT)];
    let marks = marks(text, matched, locale);
    let (from, to) = best_window(text, &marks);
    let mut html = String::with_capacity(to - from + 64);
    if from > 0 {
        html.push('…');
    }
    mark(&mut html, text, (from, to), &marks);
    if to < text.len() {
        html.push('…');
    }
    html
}

/// All of `text` as HTML with the words of `matched` in `<mark>`: for titles.
pub fn highlight(text: &str, matched: &[String], locale: &Locale) -> String {
    let mut html = String::with_capacity(text.len() + 32);
    mark(&mut html, text, (0, text.len()), &marks(text, matched, locale));
    html
}

/// A marked word: where it begins and ends, and which of the matched words it is.
struct Mark {
    start: usize,
    end: usize,
    word: usize,
}

fn marks(text: &str, matched: &[String], locale: &Locale) -> Vec<Mark> {
    let analyzer = Analyzer::of(locale.language());
    let mut marks: Vec<Mark> = Vec::new();
    // Most words do not even begin with the letter of one.
    let mut begins = [false; 128];
    for letter in matched
        .iter()
        .filter_map(|known| known.bytes().next())
        .filter(u8::is_ascii)
    {
        begins[usize::from(letter)] = true;
    }
    for word in words_beginning(text, &begins).filter(|word| may_match(word.text, matched)) {
        let form = analyzer.form(word.text);
        let found = matched
            .iter()
            .position(|known| **known == *form.folded || **known == *form.stem);
        let Some(found) = found else { continue };
        let (start, end) = written_around(text, word);
        match marks.last_mut() {
            // Pairs of characters overlap, and parts of a code stand for all of it.
            Some(last) if last.end > start => last.end = last.end.max(end),
            _ => marks.push(Mark {
                start,
                end,
                word: found,
            }),
        }
    }
    marks
}

/// Stemming is dear and stems keep how a word begins: only words that begin as a matched one are stemmed. A short word
/// may keep no more than its first letter (`lying`, `lie`).
fn may_match(word: &str, matched: &[String]) -> bool {
    let kept = if word.len() > LONGEST_IRREGULAR { 3 } else { 1 };
    // What joins the letters of a code is in no form: `E-4012` is `e4012`.
    let letters = || word.bytes().filter(|byte| !is_joiner(char::from(*byte))).take(kept);
    !letters().all(|byte| byte.is_ascii())
        || matched.iter().any(|known| {
            let same = |(own, known): (u8, u8)| own.eq_ignore_ascii_case(&known);
            letters().zip(known.bytes()).all(same)
        })
}

/// The largest place up to `most` where `text` may be cut.
fn boundary(text: &str, most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn best_window(text: &str, marks: &[Mark]) -> (usize, usize) {
    if text.len() <= LENGTH {
        return (0, text.len());
    }
    let mut best = (0, 0);
    for (place, first) in marks.iter().enumerate() {
        let inside = marks[place..]
            .iter()
            .take_while(|mark| mark.end <= first.start + LENGTH - LEAD);
        let (mut seen, mut count) = (0_u64, 0);
        for mark in inside {
            seen |= 1 << (mark.word % 64);
            count += 1;
        }
        let worth = seen.count_ones() * 8 + count;
        if worth > best.0 {
            best = (worth, first.start);
        }
    }
    let from = start_before(text, best.1);
    (from, end_after(text, from))
}

/// Where to begin so that `at` is inside: after the end of a sentence if one is near, else at a word.
fn start_before(text: &str, at: usize) -> usize {
    if at <= LEAD {
        return 0;
    }
    let least = boundary(text, at - LEAD);
    let before = &text[least..at];
    let sentence = before.rfind(['.', '!', '?', '\n', '¿', '¡']).map(|end| {
        let rest = &before[end..];
        let skip = usize::from(!rest.starts_with(['¿', '¡']));
        end + skip + (rest[skip..].len() - rest[skip..].trim_start().len())
    });
    let start = sentence
        .or_else(|| before.find(char::is_whitespace).map(|blank| blank + 1))
        .unwrap_or(before.len());
    (least..=least + start.min(before.len()))
        .rev()
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or(least)
}

fn end_after(text: &str, from: usize) -> usize {
    let most = boundary(text, from + LENGTH);
    if most == text.len() {
        return most;
    }
    text[from..most]
        .rfind(char::is_whitespace)
        .map_or(most, |blank| from + blank)
}

fn mark(html: &mut String, text: &str, (from, to): (usize, usize), marks: &[Mark]) {
    let mut at = from;
    for mark in marks.iter().filter(|mark| mark.start >= from && mark.end <= to) {
        escape(html, &text[at..mark.start]);
        html.push_str("<mark>");
        escape(html, &text[mark.start..mark.end]);
        html.push_str("</mark>");
        at = mark.end;
    }
    escape(html, &text[at..to]);
}

fn escape(html: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\n' | b'\r' | b'\t' => " ",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(escaped);
        from = at + 1;
    }
    html.push_str(&text[from..]);
}
