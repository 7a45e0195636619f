//! Text to searchable words, by language: where words begin and end, lower case, stop words, stems, then folding.
//!
//! Both sides of the index use it: what is indexed, and what a customer types. The index itself only splits at blanks.
//! A change here changes what an index holds: count [`VERSION`] up with it.

use super::stop_words::{self, Role};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer};
use unicode_normalization::UnicodeNormalization;

/// Part of the index folder's name; an index of another version is rebuilt.
pub(super) const VERSION: u32 = 1;

/// Longer runs of letters are no words (keys, hashes, base64) and are left out.
const LONGEST_WORD: usize = 40;
/// Distinct words that are remembered with their stem by each thread before it starts afresh.
const REMEMBERED: usize = 20_000;

/// A word as it is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// Lower case without accents: what a customer types in a hurry.
    pub folded: Rc<str>,
    /// The folded stem in the language of the text.
    pub stem: Rc<str>,
    /// Whether the word says anything about the subject.
    pub role: Role,
}

/// A word of a text and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// Byte where it begins.
    pub start: usize,
}

/// A language with its own stemmer, or the general analyzer (no stems, no stop words) for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Analyzer(Option<Language>);

impl Analyzer {
    /// The analyzer for the language part of a locale (`es`, `en`, ...).
    pub fn of(language: &str) -> Self {
        Self(match language {
            "es" => Some(Language::Spanish),
            "en" => Some(Language::English),
            "pt" => Some(Language::Portuguese),
            "fr" => Some(Language::French),
            "it" => Some(Language::Italian),
            "de" => Some(Language::German),
            "nl" => Some(Language::Dutch),
            "da" => Some(Language::Danish),
            "sv" => Some(Language::Swedish),
            "no" | "nb" | "nn" => Some(Language::Norwegian),
            "fi" => Some(Language::Finnish),
            "hu" => Some(Language::Hungarian),
            "ro" => Some(Language::Romanian),
            "ru" => Some(Language::Russian),
            "tr" => Some(Language::Turkish),
            "el" => Some(Language::Greek),
            "ar" => Some(Language::Arabic),
            "ta" => Some(Language::Tamil),
            _ => None,
        })
    }

    /// The forms of one word.
    pub fn form(self, word: &str) -> Form {
        thread_local! {
            /// By language; there are few.
            static WORKSHOPS: RefCell<Vec<(Analyzer, Workshop)>> = const { RefCell::new(Vec::new()) };
        }
        WORKSHOPS.with_borrow_mut(|workshops| {
            let place = workshops.iter().position(|(analyzer, _)| *analyzer == self);
            let place = place.unwrap_or_else(|| {
                workshops.push((self, Workshop::new(self)));
                workshops.len() - 1
            });
            workshops[place].1.form(word)
        })
    }
}

/// The stemmer of a language with the words it has met: help texts use the same few thousand again and again.
struct Workshop {
    language: Option<Language>,
    stemmer: Option<TextAnalyzer>,
    /// Lets nothing through that the stemmer's own list of stop words has.
    sieve: Option<TextAnalyzer>,
    known: HashMap<Box<str>, Form>,
    lower: String,
}

impl Workshop {
    fn new(Analyzer(language): Analyzer) -> Self {
        let stemmer = |language| {
            TextAnalyzer::builder(RawTokenizer::default())
                .filter(Stemmer::new(language))
                .build()
        };
        let sieve = |language| {
            let stop_words = StopWordFilter::new(language)?;
            Some(
                TextAnalyzer::builder(RawTokenizer::default())
                    .filter(stop_words)
                    .build(),
            )
        };
        Self {
            language,
            stemmer: language.map(stemmer),
            sieve: language.and_then(sieve),
            known: HashMap::new(),
            lower: String::new(),
        }
    }

    fn form(&mut self, word: &str) -> Form {
        self.lower.clear();
        let letters = word.chars().filter(|letter| !is_joiner(*letter));
        if word.is_ascii() {
            self.lower.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        } else {
            self.lower.extend(letters.flat_map(char::to_lowercase));
        }
        if let Some(form) = self.known.get(self.lower.as_str()) {
            return form.clone();
        }
        let folded: Rc<str> = fold(&self.lower).into();
        let stemmed = self.stemmer.as_mut().and_then(|stemmer| {
            let mut tokens = stemmer.token_stream(&self.lower);
            tokens.next().map(|token| fold(&token.text))
        });
        let stem = stemmed
            .filter(|stem| **stem != *folded)
            .map_or_else(|| folded.clone(), Rc::from);
        let listed = self
            .sieve
            .as_mut()
            .is_some_and(|sieve| sieve.token_stream(&self.lower).next().is_none());
        let role = stop_words::role(self.language, &folded, listed);
        let form = Form { folded, stem, role };
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(self.lower.as_str().into(), form.clone());
        form
    }
}

/// Lower-case `text` without accents and with the letters of Latin alphabets reduced to ASCII.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfd() {
        match letter {
            '\u{300}'..='\u{36f}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            other => folded.push(other),
        }
    }
    folded.nfc().collect()
}

/// The words of `text` in order. A code such as `E-4012` gives its parts and then itself in one piece; a hashtag in
/// camel case its words and then itself; writing without blanks (Chinese, Japanese) pairs of characters.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    runs(text).flat_map(move |run| Pieces::of(text, run))
}

/// The words of `text` without those that begin with an ASCII letter or digit other than `begins` has; both cases alike.
pub(super) fn words_beginning<'a>(text: &'a str, begins: &[bool; 128]) -> impl Iterator<Item = Word<'a>> {
    let may_begin = |word: &Word<'_>| {
        let letter = word.text.bytes().next().unwrap_or_default().to_ascii_lowercase();
        begins.get(usize::from(letter)).is_none_or(|begins| *begins)
    };
    runs(text)
        .filter(move |run| !run.is_plain || may_begin(&run.word))
        .flat_map(move |run| Pieces::of(text, run))
        .filter(may_begin)
}

/// A run of letters, digits and what joins them inside a word.
struct Run<'a> {
    word: Word<'a>,
    /// Whether it is one word: of ASCII letters and digits alone, and no hashtag.
    is_plain: bool,
}

fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = first_letter(text, rest)?;
        let plain = text.as_bytes()[start..]
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric());
        let plain = plain.map_or(text.len(), |length| start + length);
        rest = end_of_run(text, plain);
        Some(Run {
            word: Word {
                text: &text[start..rest],
                start,
            },
            is_plain: rest == plain && !is_hashtag(text, start),
        })
    })
}

/// The character at a place, with where the next one begins. Most are ASCII and need no decoding.
#[inline]
fn letter_at(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((byte.into(), at + 1));
    }
    let letter = text[at..].chars().next()?;
    Some((letter, at + letter.len_utf8()))
}

fn first_letter(text: &str, mut at: usize) -> Option<usize> {
    loop {
        let (letter, next) = letter_at(text, at)?;
        if is_word_letter(letter) {
            return Some(at);
        }
        at = next;
    }
}

fn is_hashtag(text: &str, start: usize) -> bool {
    start > 0 && text.as_bytes()[start - 1] == b'#'
}

/// Where the run ends that goes at least to `at`.
fn end_of_run(text: &str, mut at: usize) -> usize {
    while let Some((letter, next)) = letter_at(text, at) {
        let inside = is_word_letter(letter)
            || (is_joiner(letter) && letter_at(text, next).is_some_and(|(after, _)| is_word_letter(after)));
        if !inside {
            break;
        }
        at = next;
    }
    at
}

#[inline]
fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ')
}

fn is_joiner(letter: char) -> bool {
    is_apostrophe(letter) || matches!(letter, '-' | '.' | '_')
}

fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// The words that one run of letters stands for.
enum Pieces<'a> {
    One(Option<Word<'a>>),
    Many(std::vec::IntoIter<Word<'a>>),
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str, Run { word: run, is_plain }: Run<'a>) -> Self {
        if is_plain {
            return Self::One(Some(run).filter(|run| run.text.len() <= LONGEST_WORD));
        }
        let mut pieces = Vec::new();
        split_joined(run, &mut pieces);
        if is_hashtag(text, run.start) {
            split_camel_case(run, &mut pieces);
        }
        pieces.retain(|piece| piece.text.len() <= LONGEST_WORD);
        Self::Many(pieces.into_iter())
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Word<'a>;
    fn next(&mut self) -> Option<Word<'a>> {
        match self {
            Self::One(word) => word.take(),
            Self::Many(words) => words.next(),
        }
    }
}

fn split_joined<'a>(run: Word<'a>, pieces: &mut Vec<Word<'a>>) {
    let first = pieces.len();
    for part in parts(run, |letter| matches!(letter, '-' | '.' | '_')) {
        if part.text.contains(is_unspaced) {
            pairs(part, pieces);
        } else {
            split_apostrophe(part, pieces);
        }
    }
    let is_code = run.text.bytes().any(|byte| byte.is_ascii_digit());
    if is_code && pieces.len() > first + 1 && run.text.is_ascii() {
        pieces.push(run);
    }
}

fn parts(run: Word<'_>, is_border: fn(char) -> bool) -> impl Iterator<Item = Word<'_>> {
    run.text
        .split(is_border)
        .filter(|part| !part.is_empty())
        .map(move |text| Word {
            text,
            start: run.start + (text.as_ptr() as usize - run.text.as_ptr() as usize),
        })
}

/// `don't` stays one word and `Madrid's` loses its ending, but `l'eau` and `d'accord` are two.
fn split_apostrophe<'a>(part: Word<'a>, pieces: &mut Vec<Word<'a>>) {
    let mut halves = parts(part, is_apostrophe);
    match (halves.next(), halves.next(), halves.next()) {
        (Some(head), Some(tail), None) if tail.text.eq_ignore_ascii_case("s") => pieces.push(head),
        (Some(head), Some(tail), None) if head.text.chars().count() <= 2 && tail.text.chars().count() > 2 => {
            pieces.extend([head, tail]);
        }
        _ => pieces.push(part),
    }
}

fn pairs<'a>(part: Word<'a>, pieces: &mut Vec<Word<'a>>) {
    let places: Vec<usize> = part
        .text
        .char_indices()
        .map(|(at, _)| at)
        .chain([part.text.len()])
        .collect();
    for window in places.windows(3) {
        pieces.push(Word {
            text: &part.text[window[0]..window[2]],
            start: part.start + window[0],
        });
    }
    if places.len() == 2 {
        pieces.push(part);
    }
}

/// `#SinServicio` is also `Sin` and `Servicio`.
fn split_camel_case<'a>(run: Word<'a>, pieces: &mut Vec<Word<'a>>) {
    let mut borders = vec![0];
    let mut before_lower = false;
    for (at, letter) in run.text.char_indices() {
        if before_lower && letter.is_uppercase() {
            borders.push(at);
        }
        before_lower = letter.is_lowercase();
    }
    if borders.len() > 1 {
        borders.push(run.text.len());
        for window in borders.windows(2) {
            pieces.push(Word {
                text: &run.text[window[0]..window[1]],
                start: run.start + window[0],
            });
        }
    }
}
