//! The issue and the title: which of the customer's sentences put the problem.

use super::super::locale::Locale;
use super::{
    patterns::{EMPTY_ASK, PROBLEM, QUESTION, VENTING, compile},
    sentences::{Sentence, without_filler},
    tables::{EMPTY_WORDS, ENVIRONMENTS},
    title::{self, TITLE_GOAL, written},
};
use regex::Regex;
use std::{collections::HashSet, sync::LazyLock};
use unicode_segmentation::UnicodeSegmentation;

/// Most sentences in an issue: more is a story, which an editor tells shorter.
const LINES_MOST: usize = 4;
/// What a sentence must score to stand beside the main one.
const GOOD_ENOUGH: f64 = 3.0;
/// Longest line of an issue, in characters.
const LINE_MOST: usize = 300;

static ENVIRONMENT: LazyLock<Vec<(&str, Regex)>> = LazyLock::new(|| {
    let pattern = |words: &str| compile(&format!(r"(?i){words}(?: (\d+(?:\.\d+){{0,3}}))?"));
    ENVIRONMENTS
        .iter()
        .map(|(name, words)| (*name, pattern(words)))
        .collect()
});
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| compile(r"\b\S*\d{4,}\S*"));
static SPECULATION: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^(?:i (?:think|guess|assume|suppose|hope|know)|i(?:'m| am) (?:also )?not sure|maybe|perhaps|creo|supongo|imagino|quiz[aá]s?|igual|a lo mejor)\b",
    )
});
static DIGITS: LazyLock<Regex> = LazyLock::new(|| compile(r"\d+(?:\.\d+){0,3}"));

/// The customer's side of a proposal.
#[derive(Debug)]
pub(super) struct Issue {
    pub title: String,
    /// The sentences that put the problem, in the order they were said.
    pub lines: Vec<String>,
    /// Devices, systems and browsers that were named.
    pub environment: Vec<String>,
    /// The turns that they came from.
    pub turns: Vec<usize>,
}

impl Issue {
    /// None where there is no sentence at all.
    pub fn of(sentences: &[Sentence], answer: &[Sentence], locale: &Locale) -> Option<Self> {
        let answered: HashSet<String> = answer.iter().flat_map(|sentence| stems(&sentence.text)).collect();
        let first_turn = sentences.first()?.turn;
        let scores: Vec<f64> = sentences
            .iter()
            .map(|sentence| score(sentence, first_turn, &answered))
            .collect();
        let main = (0..scores.len())
            .rev()
            .max_by(|left, right| scores[*left].total_cmp(&scores[*right]))?;

        let mut chosen: Vec<usize> = (0..scores.len())
            .filter(|place| scores[*place] >= GOOD_ENOUGH.max(scores[main] / 2.0) || *place == main)
            .collect();
        chosen.sort_by(|left, right| {
            (*right == main, scores[*right])
                .partial_cmp(&(*left == main, scores[*left]))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        chosen.truncate(LINES_MOST);
        chosen.sort_unstable();

        let mut lines: Vec<String> = Vec::new();
        for place in &chosen {
            let line: String = written(&sentences[*place].text, locale)
                .chars()
                .take(LINE_MOST)
                .collect();
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let mut turns: Vec<usize> = chosen.iter().map(|place| sentences[*place].turn).collect();
        turns.dedup();
        Some(Self {
            title: title::of(&sentences[main].text, locale),
            lines,
            environment: environment(sentences),
            turns,
        })
    }
}

/// How well a sentence puts a problem: a question, words for trouble, something to talk about, something the answer
/// takes up; not a cry, not an ask that could stand under any problem.
fn score(sentence: &Sentence, first_turn: usize, answered: &HashSet<String>) -> f64 {
    let text = without_filler(&sentence.text);
    let words = text.unicode_words().count();
    let stems = stems(text);
    let troubles = PROBLEM.find_iter(text).count().min(2) as f64;
    let taken_up = stems.intersection(answered).count().min(3) as f64;
    let mut score = 0.5 * (stems.len().min(6) as f64) + troubles + 0.8 * taken_up;
    if sentence.is_question() || QUESTION.is_match(text) {
        score += 1.5;
    }
    score += match words {
        0..=1 => -3.0,
        2 => -1.5,
        3 => -0.5,
        4..=30 => 1.0,
        31..=45 => 0.0,
        _ => -1.0,
    };
    if sentence.is_question() && stems.len() < 3 {
        score -= 1.0;
    }
    // Somebody's details, given because an agent asked for them.
    let details = text.matches('[').count() + REFERENCE.find_iter(text).count();
    let says_more = stems.len() >= 4 + details;
    score -= if says_more { 0.5 } else { 2.0 } * (details.min(3) as f64);
    if EMPTY_ASK.is_match(text) {
        score -= match stems.len() {
            0..=3 => 4.0,
            4..=5 => 2.0,
            _ => 1.0,
        };
    }
    if VENTING.is_match(text) {
        score -= 2.5;
    }
    if sentence.is_subject {
        score += 2.0;
    }
    if SPECULATION.is_match(text) {
        score -= 1.5;
    }
    if text.chars().count() <= TITLE_GOAL {
        score += 1.0;
    }
    if sentence.leads_to_private() {
        score -= 4.0;
    }
    score - 0.7 * (sentence.turn.saturating_sub(first_turn).min(3) as f64)
}

/// The beginnings of the words that say what a text is about, without accents.
fn stems(text: &str) -> HashSet<String> {
    text.unicode_words()
        .map(|word| deunicode::deunicode(&word.to_lowercase()))
        .filter(|word| word.len() > 2 && !EMPTY_WORDS.contains(&word.as_str()) && !word.starts_with("http"))
        .map(|word| word.chars().take(5).collect())
        .collect()
}

/// Devices, systems and browsers, each once, with the number said with them.
fn environment(sentences: &[Sentence]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (name, pattern) in ENVIRONMENT.iter() {
        if let Some(mention) = sentences.iter().find_map(|sentence| pattern.find(&sentence.text)) {
            let number = DIGITS
                .find(mention.as_str())
                .map_or(String::new(), |digits| format!(" {}", digits.as_str()));
            found.push(format!("{name}{number}"));
        }
    }
    found
}
