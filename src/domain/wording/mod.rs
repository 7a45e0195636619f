//! How people write in a hurry and what is meant: short spellings, stretched words, emoji, and words that mean the same.
//!
//! Tables for Spanish and English are in the binary; a brand adds entries of its own in the same form. Which documents
//! have a word is left to `search`.

mod casing;
mod emoji;
mod spellings;

pub use casing::Names;
pub use emoji::{EmojiWords, emoji_words};
pub use spellings::Spellings;

use std::{borrow::Cow, sync::LazyLock};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest entry, in characters.
pub const ENTRY_MOST: usize = 300;
/// Most words of one expression.
const WORDS_MOST: usize = 6;

/// One line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// What is written short, and what it means; nothing where it says nothing.
    Short { written: Vec<String>, meant: String },
    /// Expressions that mean the same.
    Same(Vec<String>),
}

/// Why a line is no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoEntry {
    #[error("Two expressions at least belong together, with commas between them, or a spelling, = and what it means.")]
    Alone,
    #[error("A spelling on the left of = is one word.")]
    LongSpelling,
    #[error("It is longer than {ENTRY_MOST} characters, or an expression has more than {WORDS_MOST} words.")]
    TooLong,
}

impl std::str::FromStr for Entry {
    type Err = NoEntry;

    /// Reads `xq, pq = por qué` or `móvil, celular, teléfono`.
    fn from_str(line: &str) -> Result<Self, NoEntry> {
        let expressions = |text: &str| -> Vec<String> {
            text.split(',')
                .map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|one| one.chars().any(char::is_alphanumeric))
                .collect()
        };
        let is_long = |one: &String| one.split(' ').count() > WORDS_MOST;
        if line.chars().count() > ENTRY_MOST {
            return Err(NoEntry::TooLong);
        }
        if let Some((written, meant)) = line.split_once('=') {
            let written = expressions(written);
            if written.is_empty() {
                return Err(NoEntry::Alone);
            }
            if written.iter().any(|one| one.contains(' ')) {
                return Err(NoEntry::LongSpelling);
            }
            let meant = meant.trim().to_owned();
            return if is_long(&meant) {
                Err(NoEntry::TooLong)
            } else {
                Ok(Self::Short { written, meant })
            };
        }
        let same = expressions(line);
        if same.len() < 2 {
            Err(NoEntry::Alone)
        } else if same.iter().any(is_long) {
            Err(NoEntry::TooLong)
        } else {
            Ok(Self::Same(same))
        }
    }
}

/// The entries that come with the binary for a language (`es`, `en`); none for the others.
pub fn shipped(language: &str) -> &'static [Entry] {
    static SPANISH: LazyLock<Vec<Entry>> = LazyLock::new(|| entries(include_str!("es.txt")));
    static ENGLISH: LazyLock<Vec<Entry>> = LazyLock::new(|| entries(include_str!("en.txt")));
    match language {
        "es" => &SPANISH,
        "en" => &ENGLISH,
        _ => &[],
    }
}

fn entries(text: &str) -> Vec<Entry> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.parse().ok()).collect()
}

/// A letter without its accents.
pub fn without_accent(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let mut parts = std::iter::once(letter).nfd();
    match parts.next() {
        // A Korean syllable is several letters and none of them an accent.
        Some(bare) if parts.all(is_combining_mark) => bare,
        _ => letter,
    }
}

/// A text in lower case without accents.
pub fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase).map(without_accent)
}

/// Whether a letter stands three or more times in a row.
pub fn is_stretched(word: &str) -> bool {
    let (mut last, mut times) = ('\0', 0);
    word.chars().any(|letter| {
        times = if letter == last { times + 1 } else { 1 };
        last = letter;
        times > 2 && letter.is_alphabetic()
    })
}

/// `word` with letters that stand three or more times in a row `times` times: "graciasss", "coool".
pub fn unstretched(word: &str, times: usize) -> Cow<'_, str> {
    if !is_stretched(word) {
        return word.into();
    }
    let letters: Vec<char> = word.chars().collect();
    let runs = letters.chunk_by(|left, right| left == right);
    let kept = |run: &[char]| {
        if run.len() > 2 && run[0].is_alphabetic() {
            times
        } else {
            run.len()
        }
    };
    runs.flat_map(|run| &run[..kept(run)]).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_spelling_or_words_that_mean_the_same() {
        assert_eq!(
            "xq,  pq = por  qué".parse(),
            Ok(Entry::Short {
                written: vec!["xq".into(), "pq".into()],
                meant: "por  qué".into()
            })
        );
        assert_eq!(
            "móvil, tarjeta  SIM,".parse(),
            Ok(Entry::Same(vec!["móvil".into(), "tarjeta SIM".into()]))
        );
        assert!(matches!("lol =".parse(), Ok(Entry::Short { meant, .. }) if meant.is_empty()));
        for (line, problem) in [
            ("", NoEntry::Alone),
            ("móvil", NoEntry::Alone),
            (" = por", NoEntry::Alone),
            ("a ver = haber", NoEntry::LongSpelling),
            ("a, b c d e f g h", NoEntry::TooLong),
        ] {
            assert_eq!(line.parse::<Entry>(), Err(problem), "{line}");
        }
        assert_eq!("a, ".repeat(200).parse::<Entry>(), Err(NoEntry::TooLong));
    }

    #[test]
    fn every_line_of_the_shipped_tables_is_read() {
        for (language, text) in [("es", include_str!("es.txt")), ("en", include_str!("en.txt"))] {
            let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            for line in lines.clone() {
                assert!(line.parse::<Entry>().is_ok(), "{line}");
            }
            assert_eq!(shipped(language).len(), lines.count());
        }
        assert!(shipped("fr").is_empty());
    }

    #[test]
    fn stretched_letters_stand_once_or_twice() {
        assert_eq!(unstretched("graciasssss", 1), "gracias");
        assert_eq!(unstretched("coool", 2), "cool");
        assert_eq!(unstretched("llamar", 1), "llamar");
        assert_eq!(unstretched("4000", 1), "4000");
        assert!(!is_stretched("1000") && is_stretched("nooo"));
    }
}
