//! What announces the name of a person: "me llamo", "titular:", "mi hermana", "thanks", "Kind regards,".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::folded::{ORDINAL, is_blank};
use super::lexicon::Roles;
use super::text::Text;
use super::topic::ends_sentence;

/// How a name is announced, from the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Introduction {
    /// The words say that a name follows, whatever it looks like.
    Name,
    /// Somebody is spoken to or about: a name in capitals, or a known one.
    Talk,
    /// The words name a part that people play ("titular", "driver"), so a name is likely.
    Label,
    /// "soy", "this is": a name or anything else.
    Presence,
    /// "con", "tell": a known name, or anything else.
    Near,
    /// "mi madre", "my boss".
    Relative,
    Greeting,
    SignOff,
    Nothing,
}

/// Words of a question that a name answers.
const ASKED: [&[u8]; 7] = [
    b"name",
    b"nombre",
    b"titular",
    b"llamas",
    b"llama",
    b"apellidos",
    b"surname",
];

type Phrases = HashMap<&'static str, Vec<(Vec<&'static str>, Introduction)>>;

/// The phrases by their last word, the longest first; each phrase without that word, from its end.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases::new();
    for (introduction, phrase) in entries(include_str!("tables/introductions.txt")) {
        let mut words = phrase.split_ascii_whitespace().rev();
        if let Some(last) = words.next() {
            phrases.entry(last).or_default().push((words.collect(), introduction));
        }
    }
    for entries in phrases.values_mut() {
        entries.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    phrases
});

/// The phrases of a table, each with what its section says of it.
fn entries(table: &'static str) -> impl Iterator<Item = (Introduction, &'static str)> {
    let mut introduction = Introduction::Nothing;
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(move |line| {
            introduction = match line {
                "[name]" => Introduction::Name,
                "[talk]" => Introduction::Talk,
                "[label]" => Introduction::Label,
                "[presence]" => Introduction::Presence,
                "[near]" => Introduction::Near,
                "[sign_off]" => Introduction::SignOff,
                _ => introduction,
            };
            let phrases = if line.starts_with('[') { "" } else { line };
            phrases.split(',').map(move |phrase| (introduction, phrase.trim()))
        })
}

/// How the word at `index` is announced by what stands right before it.
pub(super) fn before(text: &Text, index: usize) -> Introduction {
    if let Some(answer) = answer(text, index) {
        return answer;
    }
    if index == 0 {
        return Introduction::Nothing;
    }
    let mut last = index - 1;
    let gap = text.gap(index);
    let don = text.is_word(last, "d") && matches!(gap, [b'.' | ORDINAL, ..]);
    if (text.tokens[last].is(Roles::TITLE) && is_joined(gap, b".")) || don {
        let addressed = text.is_any(last, &["mr", "mrs", "ms", "sr", "sra", "srta"]);
        return if gap.contains(&b'.') || text.tokens[index].capitalised() || addressed {
            Introduction::Name
        } else {
            Introduction::Talk
        };
    }
    if !is_joined(gap, b",:;.-(\"'\n!") {
        return Introduction::Nothing;
    }
    let quiet = is_joined(gap, b":\"'(-");
    if let Some(introduction) = phrase(text, last) {
        let fits = match introduction {
            Introduction::SignOff => true,
            Introduction::Name | Introduction::Talk | Introduction::Label => {
                quiet || gap == b", " && introduction == Introduction::Name
            }
            _ => gap == b" " || gap == b", " && text.is_word(last, "aqui"),
        };
        // What follows a colon on a form is what the form asks for; after a speaker it is what he says.
        if matches!(introduction, Introduction::Label | Introduction::Talk)
            && gap.contains(&b':')
            && !text.tokens[last].is(Roles::LABEL)
        {
            return Introduction::Name;
        }
        if fits && !(introduction == Introduction::SignOff && gap.starts_with(b" ")) {
            return introduction;
        }
    }
    if text.tokens[last].is(Roles::KIN)
        && (gap == b" " || gap == b", " || gap == b" (")
        && last > 0
        && is_possessive(text, last - 1)
    {
        return Introduction::Relative;
    }
    let much = text.is_any(last, &["much", "lot"]);
    let filling: &[&str] = if much {
        &["so", "very", "much", "a", "lot"]
    } else {
        &["there", "again", "dias", "tardes", "noches", "day"]
    };
    let filled = (0..=last)
        .rev()
        .take(4)
        .take_while(|near| text.is_any(*near, filling))
        .count();
    last = last.saturating_sub(filled);
    let thanked = text.is_word(last, "you") && last > 0 && text.is_word(last - 1, "thank");
    if (thanked || text.tokens[last].is(Roles::GREETING)) && is_joined(gap, b",!-") {
        return Introduction::Greeting;
    }
    Introduction::Nothing
}

/// Whether a gap is blank but for some of these signs.
fn is_joined(gap: &[u8], signs: &[u8]) -> bool {
    gap.len() <= 4 && gap.iter().all(|byte| is_blank(*byte) || signs.contains(byte))
}

fn is_possessive(text: &Text, index: usize) -> bool {
    text.is_any(
        index,
        &[
            "mi", "tu", "su", "my", "your", "his", "her", "our", "their", "nuestra", "nuestro", "the", "el", "la",
            "un", "una", "a",
        ],
    )
}

/// What the phrase that ends with a token announces.
fn phrase(text: &Text, last: usize) -> Option<Introduction> {
    let word = std::str::from_utf8(text.word(last)).ok()?.to_ascii_lowercase();
    let phrases = PHRASES.get(word.as_str())?;
    let ends = |words: &[&str]| {
        words.len() <= last
            && words
                .iter()
                .enumerate()
                .all(|(back, word)| text.is_word(last - 1 - back, word) && text.gap(last - back).len() <= 2)
    };
    phrases
        .iter()
        .find(|(words, _)| ends(words))
        .map(|(_, introduction)| *introduction)
}

/// A name that answers a question for one, or that labels a line of a transcript (`[Marta] hola`).
fn answer(text: &Text, index: usize) -> Option<Introduction> {
    let gap = text.gap(index);
    if gap.ends_with(b"[") && text.gap(index + 1).starts_with(b"]") && (index == 0 || gap.contains(&b'\n')) {
        return Some(Introduction::Name);
    }
    let speaker = index
        .checked_sub(1)
        .filter(|speaker| text.tokens[*speaker].is(Roles::LABEL) && gap.starts_with(b":"));
    let asked = speaker.unwrap_or(index);
    if !text.gap(asked).contains(&b'?') {
        return None;
    }
    let question = (asked.saturating_sub(9)..asked)
        .rev()
        .take_while(|near| *near + 1 == asked || !ends_sentence(text.gap(*near + 1)));
    let mut words = question.map(|near| text.word(near));
    words
        .any(|word| ASKED.iter().any(|asks| word.eq_ignore_ascii_case(asks)))
        .then_some(Introduction::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phrase_of_the_table_has_a_section_and_is_folded() {
        for (introduction, phrase) in
            entries(include_str!("tables/introductions.txt")).filter(|(_, phrase)| !phrase.is_empty())
        {
            assert_ne!(introduction, Introduction::Nothing, "{phrase}");
            assert!(
                phrase.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b' '),
                "{phrase}"
            );
        }
    }

    #[test]
    fn the_longest_phrase_before_a_word_announces_it() {
        let announced = |source: &str| {
            let text = Text::new(source);
            before(&text, text.tokens.len() - 1)
        };
        assert_eq!(announced("la línea está a nombre de Zoe"), Introduction::Name);
        assert_eq!(announced("soy Zoe"), Introduction::Presence);
        assert_eq!(announced("un saludo,\nZoe"), Introduction::SignOff);
        assert_eq!(announced("thank you so much Zoe"), Introduction::Greeting);
        assert_eq!(announced("el martes Zoe"), Introduction::Nothing);
    }
}
