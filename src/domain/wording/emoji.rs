//! Emoji that name a thing. Faces, hearts and hands say how somebody feels, and nothing of what they ask.

use std::{collections::HashMap, sync::LazyLock};

/// Spanish and English words.
type Words = [&'static str; 2];

static TABLE: LazyLock<HashMap<char, Words>> = LazyLock::new(|| {
    let lines = include_str!("emoji.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(read).collect()
});

/// The words of the emoji of a text, see [`emoji_words`].
pub type EmojiWords = Vec<&'static str>;

/// The things that emoji in `text` name, each once, in Spanish for `es` and else in English.
pub fn emoji_words(text: &str, language: &str) -> EmojiWords {
    let mut words = Vec::new();
    // Below stand letters and punctuation, and most texts have no more.
    for letter in text.chars().filter(|letter| *letter >= '\u{2300}') {
        if let Some([spanish, english]) = TABLE.get(&letter) {
            let word = if language == "es" { *spanish } else { *english };
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words
}

fn read(line: &'static str) -> Option<(char, Words)> {
    let (sign, words) = line.split_once(' ')?;
    let (spanish, english) = words.split_once(" | ")?;
    Some((sign.chars().next()?, [spanish.trim(), english.trim()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_have_words_and_feelings_have_none() {
        assert_eq!(emoji_words("¿y mi 📦📦? 😡💔", "es"), ["paquete"]);
        assert_eq!(emoji_words("✈️ 💳", "en"), ["flight", "card"]);
        assert!(emoji_words("plain text", "en").is_empty());
    }

    #[test]
    fn every_line_is_read_and_none_twice() {
        let lines: Vec<_> = include_str!("emoji.txt")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .collect();
        assert!(lines.iter().all(|line| read(line).is_some()), "{lines:?}");
        assert_eq!(TABLE.len(), lines.len());
    }
}
