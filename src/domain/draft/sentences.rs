//! Sentences, and what kind of sentence each is.

use super::patterns::{COURTESY, FILLER, GREETING, PRIVATE, REQUEST};
use unicode_segmentation::UnicodeSegmentation;

/// A sentence of a message, courtesy at its beginning taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub text: String,
    /// Index of its turn.
    pub turn: usize,
}

/// Ends that are no end of a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g.", "i.e.", "etc.", "vs.", "no.", "nº.", "p.ej.", "ej.", "p.", "sr.", "sra.", "dr.", "dra.", "mr.", "mrs.",
    "ms.", "tel.", "tfno.", "approx.", "aprox.", "min.", "máx.", "max.", "ud.", "uds.", "acct.", "st.", "u.s.", "u.k.",
    "ee.uu.", "art.", "núm.", "pág.",
];
/// Where a courtesy ends inside a sentence and something else begins.
const BREAKS: &[&str] = &[", ", " – ", " — ", " - ", "; ", ": ", " but ", " pero ", "… "];
/// Fewest words that make something else of what follows a courtesy.
const WORDS_ENOUGH: usize = 4;

impl Sentence {
    pub fn is_question(&self) -> bool {
        self.text.trim_end_matches(['"', ')', '»']).ends_with('?')
    }

    pub fn has_link(&self) -> bool {
        self.text.contains("://")
    }

    /// Whether it leads the customer into private.
    pub fn leads_to_private(&self) -> bool {
        PRIVATE.is_match(&self.text)
    }

    /// Whether it asks the other side for something.
    pub fn is_request(&self) -> bool {
        REQUEST.is_match(&self.text)
    }

    pub fn words(&self) -> usize {
        self.text.unicode_words().count()
    }
}

/// The sentences of a cleaned message that say something.
pub(super) fn split(text: &str, turn: usize) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut rest = text.trim();
    // A greeting may stand before a line break or run into the first sentence.
    while let Some(found) = GREETING.find(rest).filter(|found| !found.is_empty()) {
        rest = rest[found.end()..].trim_start_matches(|c: char| !c.is_alphanumeric() && !"¿[\"«(•*-#@'".contains(c));
    }
    for line in rest.lines() {
        for sentence in pieces(line) {
            if let Some(text) = without_courtesy(sentence) {
                sentences.push(Sentence { text, turn });
            }
        }
    }
    sentences
}

/// The sentences of a line, as they stand.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut place) = (0, 0);
    for word in line.split_inclusive(' ') {
        place += word.len();
        if ends_a_sentence(word.trim_end(), &line[place..]) {
            found.push(line[start..place].trim());
            start = place;
        }
    }
    found.push(line[start..].trim());
    found.retain(|sentence| sentence.chars().any(char::is_alphanumeric));
    found
}

fn ends_a_sentence(word: &str, after: &str) -> bool {
    let bare = word.trim_end_matches(['"', ')', '»', '\'']);
    if bare.ends_with(['!', '?', '…']) {
        return !(bare.ends_with('…') && after.starts_with(char::is_lowercase));
    }
    // Numbers of steps ("2.") and initials ("J.") end nothing.
    bare.ends_with('.')
        && bare.chars().filter(|c| c.is_alphanumeric()).count() > 1
        && !bare[..bare.len() - 1].chars().all(|c| c.is_ascii_digit())
        && !ABBREVIATIONS.contains(&bare.to_lowercase().trim_start_matches('('))
}

/// The sentence without its greeting, thanks, apology, offer or wish; none where nothing else is in it.
fn without_courtesy(sentence: &str) -> Option<String> {
    let mut rest = sentence.trim();
    loop {
        let before = rest.len();
        if let Some(greeting) = GREETING.find(rest) {
            rest = &rest[greeting.end()..];
        }
        if let Some(courtesy) = COURTESY.find(rest) {
            rest = after_break(&rest[courtesy.end()..])?;
        }
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",.;:!–—-&".contains(c));
        if rest.len() == before || rest.is_empty() {
            break;
        }
    }
    let is_left = rest.unicode_words().next().is_some();
    is_left.then(|| capitalized(rest))
}

/// What follows the first break that has enough after it.
fn after_break(text: &str) -> Option<&str> {
    let mut places: Vec<usize> = BREAKS
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(place, mark)| place + mark.len()))
        .collect();
    places.sort_unstable();
    let rest = places
        .into_iter()
        .map(|place| &text[place..])
        .find(|rest| starts_a_clause(rest))?;
    Some(
        ["and ", "but ", "so ", "y ", "pero "]
            .iter()
            .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest)),
    )
}

fn starts_a_clause(text: &str) -> bool {
    text.unicode_words().take(WORDS_ENOUGH).count() == WORDS_ENOUGH || text.contains("://")
}

/// Without words that begin a spoken sentence and no written one.
pub(super) fn without_filler(text: &str) -> &str {
    let mut rest = text;
    while let Some(found) = FILLER.find(rest) {
        let after = rest[found.end()..].trim_start();
        if after.unicode_words().count() < 3 {
            break;
        }
        rest = after;
    }
    rest
}

/// With a capital letter at its beginning, unless it begins with an address or a placeholder.
pub(super) fn capitalized(text: &str) -> String {
    let place = text.find(char::is_alphanumeric).unwrap_or(0);
    let word = text[place..].split_whitespace().next().unwrap_or_default();
    // iPhone, eSIM and addresses keep their own form.
    if word.contains("://") || word.chars().skip(1).any(char::is_uppercase) || text.starts_with('[') {
        return text.to_owned();
    }
    let mut letters = text[place..].chars();
    letters.next().map_or_else(
        || text.to_owned(),
        |first| format!("{}{}{}", &text[..place], first.to_uppercase(), letters.as_str()),
    )
}
