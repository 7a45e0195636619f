//! Takes greetings, thanks and what leads over ("by the way") off a message: they say nothing of what is asked, and would
//! be words like any others for the search and a part of what the message means.

use super::courtesy::asks_something;
use crate::domain::wording::unstretched;
use std::{borrow::Cow, collections::HashMap, ops::Range, sync::LazyLock};

/// What is taken off, as words, by its first one; the longest first.
static PHRASES: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_first: HashMap<_, Vec<Phrase>> = HashMap::new();
    for line in include_str!("courtesies.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let alone = line.strip_prefix('=');
        let words: Vec<_> = alone.unwrap_or(line).split_whitespace().collect();
        if let Some(first) = words.first() {
            by_first.entry(*first).or_default().push(Phrase {
                is_alone: alone.is_some(),
                words,
            });
        }
    }
    for phrases in by_first.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
    }
    by_first
});

struct Phrase {
    words: Vec<&'static str>,
    /// Only where nothing else stands beside it.
    is_alone: bool,
}

/// A word of a text, folded, and where it stands.
struct Word {
    folded: String,
    at: Range<usize>,
}

/// `text` without its courtesies; all of it where it has nothing else.
pub fn without_courtesies(text: &str) -> Cow<'_, str> {
    let words = words(text);
    let clauses = words.chunk_by(|left, right| !parts(&text[left.at.end..right.at.start]));
    let (mut kept, mut taken) = (String::new(), 0);
    for clause in clauses {
        let rest = asking(text, clause);
        taken += clause.len() - rest.len();
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            kept.push_str(&text[beginning(text, first.at.start)..ending(text, last.at.end)]);
        }
    }
    if taken == 0 || !asks_something(&kept) {
        return text.into();
    }
    kept.trim().to_owned().into()
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for token in text.split(|letter: char| !(letter.is_alphanumeric() || is_apostrophe(letter))) {
        let start = token.as_ptr() as usize - text.as_ptr() as usize;
        let bare: String = token.chars().filter(|letter| !is_apostrophe(*letter)).collect();
        if !bare.is_empty() {
            let folded = deunicode::deunicode(&bare).to_lowercase();
            words.push(Word {
                folded: unstretched(&folded, 1).into_owned(),
                at: start..start + token.len(),
            });
        }
    }
    words
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}')
}

/// Whether what stands between two words ends a part of a sentence.
fn parts(between: &str) -> bool {
    let mark = |letter: char| {
        matches!(
            letter,
            ',' | ';' | ':' | '!' | '?' | '¿' | '¡' | '(' | ')' | '\n' | '\u{2026}' | '\u{2014}' | '\u{2013}'
        )
    };
    // A point inside a word or number is none; an emoji parts as a mark does.
    let blank = between.chars().any(char::is_whitespace);
    between.contains(mark) || (blank && between.chars().any(|letter| !letter.is_whitespace() && !joins(letter)))
}

/// What stands beside words without ending anything.
const fn joins(letter: char) -> bool {
    matches!(
        letter,
        '@' | '#' | '"' | '\'' | '/' | '&' | '%' | '$' | '€' | '+' | '_' | '«' | '»' | '[' | ']' | '{' | '}'
    )
}

/// What a part of a sentence says beside its courtesies.
fn asking<'a>(text: &str, clause: &'a [Word]) -> &'a [Word] {
    if is_courteous(clause) {
        return &[];
    }
    // Whom it is written to stands before a greeting.
    let is_handle = |word: &Word| text[..word.at.start].ends_with('@');
    let mut rest = clause;
    let handles = clause.iter().take_while(|word| is_handle(word)).count();
    let mut begin = handles;
    while let Some(length) = at_start(&rest[begin..], false) {
        begin += length;
    }
    rest = if begin > handles { &rest[begin..] } else { rest };
    while let Some(length) = at_end(rest) {
        rest = &rest[..rest.len() - length];
    }
    rest
}

fn is_courteous(clause: &[Word]) -> bool {
    let mut rest = clause;
    while let Some(length) = at_start(rest, true) {
        rest = &rest[length..];
    }
    rest.is_empty()
}

/// How many words a courtesy at the start has; `among_courtesies`: also one that may be something else.
fn at_start(words: &[Word], among_courtesies: bool) -> Option<usize> {
    let phrases = PHRASES.get(words.first()?.folded.as_str())?;
    let fits = |phrase: &&Phrase| (among_courtesies || !phrase.is_alone) && begins(words, phrase);
    phrases.iter().find(fits).map(|phrase| phrase.words.len())
}

fn at_end(words: &[Word]) -> Option<usize> {
    let longest = (1..=LONGEST.min(words.len())).rev();
    let mut lengths = longest.filter(|length| {
        let tail = &words[words.len() - length..];
        let phrases = PHRASES.get(tail[0].folded.as_str());
        phrases.is_some_and(|phrases| {
            let whole = |phrase: &Phrase| !phrase.is_alone && phrase.words.len() == *length && begins(tail, phrase);
            phrases.iter().any(whole)
        })
    });
    lengths.next()
}

/// Words of the longest phrase.
const LONGEST: usize = 6;

fn begins(words: &[Word], phrase: &Phrase) -> bool {
    words.len() >= phrase.words.len() && phrase.words.iter().zip(words).all(|(own, word)| *own == word.folded)
}

/// Where what is kept begins: with the marks that open it.
fn beginning(text: &str, start: usize) -> usize {
    let opens = |letter: char| matches!(letter, '¿' | '¡' | '(') || joins(letter);
    text[..start].trim_end_matches(opens).len()
}

/// Where it ends: with the marks behind it, and the blank before what comes next.
fn ending(text: &str, end: usize) -> usize {
    let behind = &text[end..];
    let next = behind.find(char::is_alphanumeric).unwrap_or(behind.len());
    // What opens the next one belongs to that.
    end + beginning(behind, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_stays_without_its_courtesies() {
        for (text, kept) in [
            ("hola, cómo paso a eSIM?", "cómo paso a eSIM?"),
            ("Hola! ¿Cómo paso a eSIM? Gracias", "¿Cómo paso a eSIM?"),
            ("vale gracias. otra cosa: cómo paso a esim?", "cómo paso a esim?"),
            ("holaaa buenas tardes no me va internet", "no me va internet"),
            (
                "Hi there, by the way how do I get a refund? Thanks in advance!",
                "how do I get a refund?",
            ),
            ("please cancel my order please", "cancel my order"),
            ("ok. and my bill?", "and my bill?"),
            ("hope you’re well. My router is red, thank you", "My router is red,"),
            ("¿Me podéis ayudar? No llega mi pedido 12.5", "No llega mi pedido 12.5"),
            ("Hola 🙂 no tengo línea", "no tengo línea"),
        ] {
            assert_eq!(without_courtesies(text), kept, "{text}");
        }
    }

    #[test]
    fn what_may_be_something_else_and_what_is_all_there_is_stays() {
        for text in [
            "vale de descuento no funciona",
            "no funciona",
            "cuánto vale la fibra",
            "hola",
            "Hola, buenas tardes. Muchas gracias!",
            "si pierdo el móvil, qué hago",
            "can you please cancel it",
            "@brizna la factura",
            "",
            "🙃",
        ] {
            assert!(
                matches!(without_courtesies(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
        assert_eq!(without_courtesies("@brizna hola la factura?"), "la factura?");
    }

    #[test]
    fn the_table_is_folded_and_has_each_once() {
        let all: Vec<_> = PHRASES
            .values()
            .flatten()
            .map(|phrase| phrase.words.join(" "))
            .collect();
        let mut once = all.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), all.len());
        assert!(all.len() > 150 && all.iter().all(|one| deunicode::deunicode(one).to_lowercase() == *one));
        assert!(PHRASES.values().flatten().all(|phrase| phrase.words.len() <= LONGEST));
    }
}
