//! How an archive writes its names: `eSIM`, `Wi-Fi`, `iPhone`, `PIN`. Who asks for `esim`, `wifi` or `e sim` means the same
//! word, which an encoder that tells capitals apart does not know, and which has other parts for the search.

use super::without_accent;
use std::{borrow::Cow, collections::HashMap};

/// Names with capitals inside, as they are mostly written, by their letters.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Names(HashMap<String, String>);

/// A shorter name is an everyday word too easily.
const SHORTEST: usize = 3;
/// Of two words that stand apart, so many letters together make a name.
const SHORTEST_OF_TWO: usize = 4;

/// How often a word is written in some way.
#[derive(Default)]
struct Written<'a> {
    ways: Vec<(&'a str, u32)>,
    /// Without capitals inside.
    plainly: u32,
}

impl Names {
    /// Those of these texts, which are written with care: titles.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut written: HashMap<String, Written> = HashMap::new();
        for text in texts {
            // Where all is in capitals, they say nothing.
            if !text.chars().any(char::is_lowercase) {
                continue;
            }
            for word in text.split_whitespace().map(bare).filter(|word| !word.is_empty()) {
                let known = written.entry(letters(word)).or_default();
                if !is_name(word) {
                    known.plainly += 1;
                } else if let Some((_, times)) = known.ways.iter_mut().find(|(way, _)| *way == word) {
                    *times += 1;
                } else {
                    known.ways.push((word, 1));
                }
            }
        }
        let mostly = |(key, written): (String, Written)| {
            let all: u32 = written.ways.iter().map(|(_, times)| times).sum();
            let (way, _) = written.ways.into_iter().max_by_key(|(_, times)| *times)?;
            (key.chars().count() >= SHORTEST && all >= written.plainly).then(|| (key, way.to_owned()))
        };
        Self(written.into_iter().filter_map(mostly).collect())
    }

    /// `text` with the names as the archive writes them. What is all in capitals is read in small letters else.
    pub fn respelled<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if is_shouted(text) {
            let quiet = text.to_lowercase();
            return self.named(&quiet).into_owned().into();
        }
        self.named(text)
    }

    fn named<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut replaced: Vec<(usize, usize, &str)> = Vec::new();
        let mut before: Option<(usize, &str)> = None;
        for token in text.split_whitespace() {
            let word = bare(token);
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let is_address = token.starts_with(['@', '#']) || token.contains("://");
            if word.is_empty() || is_address {
                before = None;
                continue;
            }
            let end = start + word.len();
            let of_two = before.and_then(|(first, earlier)| {
                let stands_beside = text[first + earlier.len()..start].trim().is_empty();
                let both = letters(earlier) + &letters(word);
                let name = self.0.get(&both)?;
                (stands_beside && both.chars().count() >= SHORTEST_OF_TWO).then_some((first, name))
            });
            let of_one = || self.0.get(&letters(word)).map(|name| (start, name));
            before = match of_two.or_else(of_one) {
                Some((first, name)) => {
                    replaced.push((first, end, name));
                    None
                }
                None => Some((start, word)),
            };
        }
        replaced.retain(|(start, end, name)| text[*start..*end] != **name);
        if replaced.is_empty() {
            return text.into();
        }
        let (mut out, mut done) = (String::with_capacity(text.len()), 0);
        for (start, end, name) in replaced {
            out.push_str(&text[done..start]);
            out.push_str(name);
            done = end;
        }
        out.push_str(&text[done..]);
        out.into()
    }
}

/// A word without the marks around it.
fn bare(token: &str) -> &str {
    token.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Letters and digits alone, small and without accents.
fn letters(word: &str) -> String {
    let known = word.chars().filter(|letter| letter.is_alphanumeric());
    known.flat_map(char::to_lowercase).map(without_accent).collect()
}

/// Whether a capital stands behind another letter; a code with digits is none.
fn is_name(word: &str) -> bool {
    let has_digit = word.chars().any(|letter| letter.is_ascii_digit());
    let behind = word.chars().skip(1).any(char::is_uppercase);
    // "Re-Install" in a title is two words.
    let each_begins_large = word
        .split('-')
        .all(|part| part.chars().skip(1).all(|letter| !letter.is_uppercase()));
    !has_digit && behind && (!each_begins_large || word.chars().count() <= LONGEST_OF_PARTS)
}

/// `Wi-Fi`, and no compound of two words.
const LONGEST_OF_PARTS: usize = 6;

/// Whether several words are all in capitals.
fn is_shouted(text: &str) -> bool {
    let large = text.split_whitespace().filter(|word| {
        let letters = word.chars().filter(|letter| letter.is_alphabetic());
        letters.filter(|letter| letter.is_uppercase()).count() > 1
    });
    large.count() > 2 && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::of([
            "¿Cómo paso mi línea a una eSIM?",
            "El PIN de la SIM",
            "El Wi-Fi va lento",
            "eSIM en un iPhone",
            "No tengo IVA en mi factura",
            "iva y factura",
            "un iva",
            "LLAMAR A OTRO PAÍS",
            "El error E-4012 y la red 5G",
        ])
    }

    #[test]
    fn a_name_is_read_as_the_archive_writes_it() {
        let names = names();
        for (asked, read) in [
            ("como paso a esim?", "como paso a eSIM?"),
            ("tengo una E-SIM, no va", "tengo una eSIM, no va"),
            ("mi e sim no va", "mi eSIM no va"),
            ("el wifi y el pin del iphone", "el Wi-Fi y el PIN del iPhone"),
            ("COMO PASO A ESIM", "como paso a eSIM"),
            ("NO TENGO LÍNEA EN CASA", "no tengo línea en casa"),
        ] {
            assert_eq!(names.respelled(asked), read);
        }
    }

    #[test]
    fn other_words_stay() {
        let names = names();
        for text in [
            "eSIM",
            "llamar a otro país",
            "mi IVA y el iva",
            "@esim #wifi https://esim.example",
            "el 5g y el e4012",
            "E-4012",
            "OK",
            "",
        ] {
            assert_eq!(names.respelled(text), text);
        }
        assert_eq!(names.respelled("mi, e. sim"), "mi, e. SIM");
        assert_eq!(Names::of(["LLAMAR A OTRO PAÍS"]), Names::default());
    }
}
