//! Words to what is searched, by language: lower case, stop words, stems, then folding. Where words begin and end: `split`.
//!
//! Both sides of the index use it: what is indexed, and what a customer types. The index itself only splits at blanks.
//! A change here changes what an index holds: count [`VERSION`] up with it.

use super::{
    split::is_joiner,
    stop_words::{self, Role},
};
use std::{cell::RefCell, collections::HashMap, rc::Rc};
use tantivy::tokenizer::{Language, RawTokenizer, Stemmer, StopWordFilter, TextAnalyzer};
use unicode_normalization::UnicodeNormalization;

/// Part of the index folder's name; an index of another version is rebuilt.
pub(super) const VERSION: u32 = 2;

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
    for letter in text.nfkd() {
        match letter {
            // Accents, and the vowel signs that Arabic and Hebrew mostly leave out.
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' => {}
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
