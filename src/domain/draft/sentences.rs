//! Sentences, and what kind of sentence each is.

use super::patterns::{
    COURTESY, EMPTY_ASK, FILLER, GREETING, INNER_VOCATIVE, INSERTION, INTERJECTION, LEAD, PRIVATE, REQUEST, VOCATIVE,
    compile,
};
use regex::Regex;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// A sentence of a message, courtesy at its beginning taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub text: String,
    /// Index of its turn.
    pub turn: usize,
    /// Whether it is the subject of a letter.
    pub is_subject: bool,
}

/// Ends that are no end of a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g.", "i.e.", "etc.", "vs.", "no.", "nº.", "p.ej.", "ej.", "p.", "sr.", "sra.", "dr.", "dra.", "mr.", "mrs.",
    "ms.", "tel.", "tfno.", "approx.", "aprox.", "min.", "máx.", "max.", "ud.", "uds.", "acct.", "st.", "u.s.", "u.k.",
    "ee.uu.", "art.", "núm.", "pág.",
];
static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| compile(r"\[[^\]]{1,40}\]"));
/// A clause that leads to another one, and is none without it.
static PURPOSE: LazyLock<Regex> = LazyLock::new(|| compile(r"(?i)^(?:para|si|cuando|if|to|for|when|in order)\b"));

/// Where a courtesy ends inside a sentence and something else begins.
const BREAKS: &[&str] = &[", ", " – ", " — ", " - ", "; ", ": ", " but ", " pero ", "… "];
/// What stands before a comma at the beginning of an answer and is nobody's name.
const NO_NAMES: &[&str] = &[
    "yes",
    "no",
    "first",
    "then",
    "next",
    "also",
    "otherwise",
    "instead",
    "however",
    "today",
    "tomorrow",
    "now",
    "still",
    "sí",
    "primero",
    "luego",
    "después",
    "hoy",
    "mañana",
    "ahora",
    "también",
    "tampoco",
    "así",
    "aún",
    "depende",
    "todavía",
    "online",
    "nada",
    "gratis",
    "free",
    "nothing",
    "correcto",
    "exacto",
    "right",
    "exactly",
    "correct",
];
/// Fewest words that make something else of what follows a courtesy.
const WORDS_ENOUGH: usize = 4;

impl Sentence {
    pub fn is_question(&self) -> bool {
        self.text.trim_end_matches(['"', ')', '»']).ends_with('?')
    }

    pub fn has_link(&self) -> bool {
        self.text.contains("://")
    }

    /// Whether it says where to turn to: a link, an e-mail address, something behind a placeholder.
    pub fn says_where(&self) -> bool {
        self.has_link() || self.text.contains(['@', '['])
    }

    /// Whether it leads the customer into private.
    pub fn leads_to_private(&self) -> bool {
        PRIVATE.is_match(&self.text)
    }

    /// What it says before it leads into private; none where that is too little.
    pub fn before_private(&self) -> Option<Self> {
        let lead = PRIVATE.find(&self.text)?.start();
        let end = [", ", " and ", " or ", "; ", " y ", " o ", " - "]
            .iter()
            .filter_map(|mark| self.text[..lead].rfind(mark))
            .max()?;
        let text = self.text[..end].trim_end().to_owned();
        let whole = text.rsplit_once("; ").filter(|(_, last)| PURPOSE.is_match(last));
        let head = Self {
            text: whole.map_or(text.as_str(), |(before, _)| before).to_owned(),
            turn: self.turn,
            is_subject: self.is_subject,
        };
        let is_condition = PURPOSE.is_match(&head.text) && !head.text.contains(", ");
        (!is_condition && (head.has_link() || head.words() > WORDS_ENOUGH)).then_some(head)
    }

    /// As an answer states it: without the name of whom it speaks to, without a word before the matter.
    pub fn stated(self, is_first: bool) -> Self {
        let text = if is_first {
            INNER_VOCATIVE.replace(&self.text, "$1$2").into_owned()
        } else {
            self.text
        };
        let mut rest = text.as_str();
        if let Some((name, after)) = text
            .split_once([',', ':'])
            .filter(|_| is_first && VOCATIVE.is_match(&text))
            && !NO_NAMES.contains(&name.to_lowercase().as_str())
            && !name.ends_with("mente")
            && !name.ends_with("ly")
        {
            rest = after.trim_start();
        }
        if let Some(lead) = LEAD.find(rest) {
            rest = &rest[lead.end()..];
        }
        Self {
            text: capitalized(rest),
            turn: self.turn,
            is_subject: self.is_subject,
        }
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
                sentences.push(Sentence {
                    text,
                    turn,
                    is_subject: false,
                });
            }
        }
    }
    sentences
}

/// The sentences of a line, as they stand. An address that stands alone belongs to the sentence before it.
pub(super) fn pieces(line: &str) -> Vec<&str> {
    let mut ends: Vec<usize> = Vec::new();
    let mut place = 0;
    for word in line.split_inclusive(' ') {
        place += word.len();
        if ends_a_sentence(word.trim_end(), &line[place..]) {
            ends.push(place);
        }
    }
    ends.push(line.len());
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for end in ends {
        let text = &line[start..end];
        let says_something = text
            .split_whitespace()
            .any(|word| !word.contains("://") && word.contains(char::is_alphanumeric));
        match found.last_mut() {
            Some(before) if !says_something => before.1 = end,
            _ => found.push((start, end)),
        }
        start = end;
    }
    let sentences = found.into_iter().map(|(start, end)| line[start..end].trim());
    sentences
        .filter(|sentence| sentence.chars().any(char::is_alphanumeric))
        .collect()
}

/// Whether a link is part of the sentence and does not just stand behind it.
fn leads_somewhere(text: &str) -> bool {
    text.find("http")
        .is_some_and(|place| text[place..].contains("://") && !text[..place].trim_end().ends_with(['.', '!', '?']))
}

fn ends_a_sentence(word: &str, after: &str) -> bool {
    let bare = word.trim_end_matches(['"', ')', '»', '\'']);
    if bare.contains("://") {
        // Nobody writes a full stop after an address.
        return after.starts_with(|c: char| c.is_uppercase() || c == '¿' || c == '¡');
    }
    if bare.ends_with(['!', '?', '…']) {
        return !(bare.ends_with('…') && after.starts_with(char::is_lowercase));
    }
    let begins = |marks: &str| after.starts_with(|c: char| marks.contains(c));
    if bare.ends_with(['€', '%', '$', '.']) && begins("¿¡") || ["€.", "%.", "$.", "».", "\".", ")."].contains(&word)
    {
        return true;
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
        if let Some(interjection) = INTERJECTION.find(rest) {
            rest = &rest[interjection.end()..];
        }
        if let Some(courtesy) = COURTESY.find(rest) {
            rest = match after_break(&rest[courtesy.end()..]) {
                Some(after) => after,
                // "We can look into this here: https://..." is courtesy that leads somewhere.
                None if leads_somewhere(rest) => break,
                None => return None,
            };
        }
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",.;:!–—-&".contains(c));
        if rest.len() == before || rest.is_empty() {
            break;
        }
    }
    let text = INSERTION.replace_all(without_tail(rest), "");
    let words = PLACEHOLDER.replace_all(&text, "");
    let is_left = words.unicode_words().any(|word| word.chars().any(char::is_alphabetic));
    is_left.then(|| capitalized(&text))
}

/// Without thanks or a cry for help at the end: "..., thanks for the help", "... please help".
fn without_tail(sentence: &str) -> &str {
    let bare = sentence.trim_end_matches(['.', '!', '…', ' ', '?']);
    let breaks = BREAKS.iter().chain(&[
        " please ",
        " pls ",
        " can you ",
        " can u ",
        " could you ",
        " me pueden ",
        " me podéis ",
        " me puedes ",
        " por favor ",
        " any help ",
        "… ",
    ]);
    let starts = breaks.filter_map(|mark| {
        bare.rmatch_indices(mark)
            .next()
            .map(|(place, mark)| (place, place + mark.trim_end().len()))
    });
    let Some((end, start)) = starts.max() else {
        return sentence;
    };
    let tail = bare[start..].trim_start();
    let whole_tail = bare[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_short = tail.unicode_words().count() <= 6;
    let says_nothing = |text: &str| COURTESY.is_match(text) || EMPTY_ASK.is_match(text) || text.is_empty();
    let is_courtesy = is_short && (says_nothing(tail) || says_nothing(whole_tail));
    let head = &bare[..end];
    match is_courtesy {
        // "If it stays like that, let us know": without its end nothing is left.
        true if PURPOSE.is_match(head) && !head.contains(", ") => "",
        true if starts_a_clause(head) => head,
        _ => sentence,
    }
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
    let words = text.split_whitespace().filter(|word| !word.contains("://"));
    words
        .flat_map(UnicodeSegmentation::unicode_words)
        .take(WORDS_ENOUGH)
        .count()
        == WORDS_ENOUGH
}

/// Without words that begin a spoken sentence and no written one.
pub(super) fn without_filler(text: &str) -> &str {
    let mut rest = text;
    while let Some(found) = FILLER.find(rest) {
        let after = rest[found.end()..].trim_start();
        // "And if ...?" is a question, "if ...?" alone is not.
        let is_and = ["y", "and"].contains(&found.as_str().trim().to_lowercase().as_str());
        let needs_it = is_and && (after.starts_with("si ") || after.starts_with("if "));
        if needs_it || after.unicode_words().count() < 3 {
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
    if word.contains("://")
        || word.trim_end_matches('.').contains('.')
        || word.chars().skip(1).any(char::is_uppercase)
        || text.starts_with('[')
    {
        return text.to_owned();
    }
    let mut letters = text[place..].chars();
    letters.next().map_or_else(
        || text.to_owned(),
        |first| format!("{}{}{}", &text[..place], first.to_uppercase(), letters.as_str()),
    )
}
