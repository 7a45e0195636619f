//! Short spellings and what they mean.

use super::{Entry, folded, is_stretched, unstretched};
use std::{borrow::Cow, collections::HashMap};

/// What is written short, by its folded form, with what it means.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    meant: HashMap<String, String>,
    /// Letters of the longest one: longer words need not be looked up.
    longest: usize,
}

impl Spellings {
    /// Adds the spellings among `entries`; later ones replace earlier ones.
    pub fn add<'a>(&mut self, entries: impl IntoIterator<Item = &'a Entry>) {
        for entry in entries {
            let Entry::Short { written, meant } = entry else {
                continue;
            };
            for one in written {
                let folded: String = folded(one).collect();
                self.longest = self.longest.max(folded.len());
                self.meant.insert(folded, meant.clone());
            }
        }
    }

    /// `text` with what is written short in full: `xq no m llega` becomes `por que no me llega`. Links, handles, codes and
    /// single capitals stay.
    pub fn spelled_out<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut out = String::new();
        let mut done = 0;
        let mut key = String::new();
        for token in text.split(is_border) {
            let word =
                token.trim_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '@' | '#' | '/'));
            let Some(meant) = self.meaning(word, &mut key) else {
                continue;
            };
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            out.push_str(&text[done..start]);
            out.push_str(meant);
            done = start + word.len();
        }
        if done == 0 {
            return text.into();
        }
        out.push_str(&text[done..]);
        out.into()
    }

    /// What a single word means; none where it is no short spelling. `key` is room to work in.
    pub fn meaning(&self, word: &str, key: &mut String) -> Option<&str> {
        let is_name = word.len() == 1 && word.starts_with(char::is_uppercase);
        if word.is_empty() || is_name {
            return None;
        }
        // A stretched word may be a short one: "xfaaaa".
        let once = || is_stretched(word).then(|| unstretched(word, 1));
        self.find(word, key).or_else(|| self.find(&once()?, key))
    }

    fn find(&self, word: &str, key: &mut String) -> Option<&str> {
        // A folded letter takes at least half of the bytes that it took.
        if word.len() > 2 * self.longest {
            return None;
        }
        key.clear();
        key.extend(folded(word));
        self.meant.get(key.as_str()).map(String::as_str)
    }
}

fn is_border(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | '?' | '!' | '¿' | '¡' | '(' | ')' | '…')
}

#[cfg(test)]
mod tests {
    use super::{super::shipped, *};

    fn spellings(language: &str) -> Spellings {
        let mut spellings = Spellings::default();
        spellings.add(shipped(language));
        spellings
    }

    #[test]
    fn what_is_written_short_is_spelled_out() {
        let spanish = spellings("es");
        for (text, full) in [
            ("xq no m llega el pedido???", "por que no me llega el pedido???"),
            ("Xq? tmb, q tal", "por que? también, que tal"),
            ("¿XQ NO VA?", "¿por que NO VA?"),
            ("graxxx!!", "gracias!!"),
        ] {
            assert_eq!(spanish.spelled_out(text), full);
        }
        let english = spellings("en");
        assert_eq!(english.spelled_out("pls reset my pw"), "please reset my password");
        assert_eq!(english.spelled_out("it wont work b4 3"), "it will not work before 3");
    }

    #[test]
    fn links_handles_codes_and_names_stay() {
        let spanish = spellings("es");
        for text in [
            "https://x.com/q?d=xq",
            "@xq #xq",
            "x-q x_d",
            "el modelo X",
            "por qué no llega",
            "",
            "4K",
        ] {
            assert!(
                matches!(spanish.spelled_out(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn later_entries_replace_earlier_ones() {
        let mut spanish = spellings("es");
        let own: Entry = "x = x".parse().unwrap_or(Entry::Same(Vec::new()));
        spanish.add([&own]);
        assert_eq!(spanish.spelled_out("el x"), "el x");
    }
}
