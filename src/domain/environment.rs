//! Environments: what a brand's answers can be for (a product, a version, a country, a platform), as the brand declares it,
//! and telling which of them a text names.

use super::words::text_enum;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

text_enum! {
    /// How an article goes with what a message names.
    #[derive(Default)]
    Fit {
        /// One of the two names nothing.
        #[default]
        Unknown = "unknown",
        /// It is for what was named.
        Same = "same",
        /// It is for something else of the kind, and only for that.
        Other = "other",
    }
}

/// A kind of environment with its values, as an administrator writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// For instance `Platform`.
    pub name: String,
    /// A value a line, after a colon the ways to write it: `iOS: ios, iphone, ipad`.
    pub values: String,
}

/// Most values of a kind, and longest name or spelling, in characters.
pub const VALUES_MOST: usize = 200;
pub const NAME_MOST: usize = 60;

/// Why values cannot be read, each a word that pages have a text for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There are none.
    None,
    TooMany,
    TooLong,
    /// Two values are written alike.
    Twice,
}

/// What a brand declares, ready to be looked for.
#[derive(Debug, Default)]
pub struct Declared(Vec<Spelled>);

#[derive(Debug)]
struct Spelled {
    kind: String,
    names: Vec<String>,
    /// Words of a way to write a value, and which value; the ones of most words first.
    ways: Vec<(Vec<String>, usize)>,
}

/// Which values a text names, by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named(Vec<BTreeSet<usize>>);

/// A value of a kind, as the index knows it: the same wherever and whenever it is declared by the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(pub i64);

impl Value {
    fn of(kind: &str, name: &str) -> Self {
        let named = format!("{}\n{}", words(kind).join(" "), words(name).join(" "));
        // FNV-1a: short, and the same in every build.
        let hash = named.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash.cast_signed())
    }
}

/// How an article goes with what was asked, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    pub fit: Fit,
    /// What the article is for; of a fit, what both name.
    pub article: String,
    /// What was asked about.
    pub asked: String,
}

impl Kind {
    /// The values with the ways to write each, its own name among them.
    pub fn read(&self) -> Result<Vec<(String, Vec<String>)>, Unreadable> {
        let lines = self.values.lines().map(str::trim).filter(|line| !line.is_empty());
        let values: Vec<_> = lines.map(value).filter(|(_, ways)| !ways.is_empty()).collect();
        if values.is_empty() {
            return Err(Unreadable::None);
        }
        if values.len() > VALUES_MOST {
            return Err(Unreadable::TooMany);
        }
        let ways = || values.iter().flat_map(|(_, ways)| ways);
        if ways().any(|way| way.chars().count() > NAME_MOST) {
            return Err(Unreadable::TooLong);
        }
        let distinct: BTreeSet<_> = ways().map(|way| words(way)).collect();
        if distinct.len() < ways().count() {
            return Err(Unreadable::Twice);
        }
        Ok(values)
    }
}

/// A line: a name, and after a colon the ways to write it, each once.
fn value(line: &str) -> (String, Vec<String>) {
    let (name, more) = line.split_once(':').unwrap_or((line, ""));
    let mut ways: Vec<String> = Vec::new();
    for way in std::iter::once(name).chain(more.split(',')).map(str::trim) {
        let known = ways.iter().any(|known| words(known) == words(way));
        if !words(way).is_empty() && !known {
            ways.push(way.to_owned());
        }
    }
    (name.trim().to_owned(), ways)
}

/// The words of a text without case and accents.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    // Word by word: the end of a line is lost where all of a text is folded.
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let folded = deunicode::deunicode(word).to_lowercase();
        words.extend(folded.split_whitespace().map(str::to_owned));
    }
    words
}

impl Declared {
    /// What can be read of these kinds.
    pub fn of(kinds: &[Kind]) -> Self {
        let spelled = |kind: &Kind| {
            let values = kind.read().ok()?;
            let ways = values.iter().enumerate();
            let mut ways: Vec<_> = ways
                .flat_map(|(place, (_, ways))| ways.iter().map(move |way| (words(way), place)))
                .collect();
            ways.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            Some(Spelled {
                kind: kind.name.clone(),
                names: values.into_iter().map(|(name, _)| name).collect(),
                ways,
            })
        };
        Self(kinds.iter().filter_map(spelled).collect())
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a text names.
    pub fn named(&self, text: &str) -> Named {
        let words = words(text);
        Named(self.0.iter().map(|kind| kind.named(&words)).collect())
    }

    /// The values that are named.
    pub fn values_of(&self, named: &Named) -> Vec<Value> {
        let kinds = self.0.iter().zip(&named.0);
        let values = kinds.flat_map(|(kind, values)| values.iter().map(|place| kind.value(*place)));
        values.collect()
    }

    /// All kinds by their names, each with its values in order.
    pub fn kinds(&self) -> impl Iterator<Item = (&str, Vec<(&str, Value)>)> {
        self.0.iter().map(|kind| {
            let names = kind.names.iter().enumerate();
            let values = names.map(|(place, name)| (name.as_str(), kind.value(place)));
            (kind.kind.as_str(), values.collect())
        })
    }

    /// The value that an address or a request names: `Platform:iOS`, or `iOS` where that says enough.
    pub fn value(&self, text: &str) -> Option<Value> {
        let is_named = |kind: &Spelled, name: &str| {
            let place = kind.names.iter().position(|own| words(own) == words(name))?;
            Some(kind.value(place))
        };
        let of_kind = text.split_once(':').and_then(|(kind, name)| {
            let own = self.0.iter().find(|own| words(&own.kind) == words(kind))?;
            is_named(own, name)
        });
        of_kind.or_else(|| self.0.iter().find_map(|kind| is_named(kind, text)))
    }

    /// What is asked about: of each kind what the last of these texts that names any names. The newest text comes first.
    pub fn asked<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> Named {
        let mut asked = Named(vec![BTreeSet::new(); self.0.len()]);
        for text in texts {
            if asked.0.iter().all(|values| !values.is_empty()) {
                break;
            }
            for (values, more) in asked.0.iter_mut().zip(self.named(text).0) {
                if values.is_empty() {
                    *values = more;
                }
            }
        }
        asked
    }

    /// How an article that names `own` goes with what was asked: one kind in which it is for something else decides.
    pub fn verdict(&self, asked: &Named, own: &Named) -> Verdict {
        let mut verdict = Verdict::default();
        for ((kind, asked), own) in self.0.iter().zip(&asked.0).zip(&own.0) {
            if asked.is_empty() || own.is_empty() {
                continue;
            }
            let both: BTreeSet<usize> = asked & own;
            if both.is_empty() {
                return Verdict {
                    fit: Fit::Other,
                    article: kind.list(own),
                    asked: kind.list(asked),
                };
            }
            if verdict.fit == Fit::Unknown {
                verdict = Verdict {
                    fit: Fit::Same,
                    article: kind.list(&both),
                    asked: kind.list(asked),
                };
            }
        }
        verdict
    }
}

impl Spelled {
    fn value(&self, place: usize) -> Value {
        Value::of(&self.kind, &self.names[place])
    }

    fn named(&self, words: &[String]) -> BTreeSet<usize> {
        let mut named = BTreeSet::new();
        let mut rest = words;
        while !rest.is_empty() {
            // "Windows 11" is not "Windows", where both are declared.
            let found = self.ways.iter().find(|(way, _)| rest.starts_with(way));
            let length = found.map_or(1, |(way, value)| {
                named.insert(*value);
                way.len()
            });
            rest = &rest[length..];
        }
        named
    }

    fn list(&self, values: &BTreeSet<usize>) -> String {
        let names: Vec<_> = values.iter().map(|value| self.names[*value].as_str()).collect();
        names.join(", ")
    }
}

impl Named {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(BTreeSet::is_empty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(name: &str, values: &str) -> Kind {
        Kind {
            name: name.into(),
            values: values.into(),
        }
    }

    fn declared() -> Declared {
        Declared::of(&[
            kind("Platform", "iOS: iphone, ipad\nAndroid: samsung\n"),
            kind("Country", "España: Spain\nMéxico"),
            kind("System", "Windows\nWindows 11: win11"),
        ])
    }

    fn verdict(asked: &[&str], article: &str) -> Verdict {
        let declared = declared();
        let asked = declared.asked(asked.iter().copied());
        declared.verdict(&asked, &declared.named(article))
    }

    #[test]
    fn an_article_for_another_platform_does_not_fit() {
        let other = verdict(&["no va en mi Samsung"], "eSIM en tu iPhone o iPad");
        assert_eq!(
            (other.fit, &*other.article, &*other.asked),
            (Fit::Other, "iOS", "Android")
        );
        assert_eq!(verdict(&["en mi IPHONE"], "eSIM (iOS)").fit, Fit::Same);
        assert_eq!(verdict(&["en mi IPHONE"], "eSIM (iOS, Android)").fit, Fit::Same);
        assert_eq!(verdict(&["no va"], "eSIM (iOS)").fit, Fit::Unknown);
        assert_eq!(verdict(&["en mi iPhone"], "eSIM").fit, Fit::Unknown);
        assert_eq!(
            verdict(&["en mi Samsung"], "eSIM en el móvil\niPhone 12").fit,
            Fit::Other
        );
        // A word that begins like one names nothing.
        assert_eq!(verdict(&["los iphoneros"], "Android").fit, Fit::Unknown);
    }

    #[test]
    fn the_last_turn_that_names_one_decides() {
        assert_eq!(verdict(&["¿y en Android?", "en mi iphone"], "Android").fit, Fit::Same);
        assert_eq!(verdict(&["no me va", "en mi iphone"], "Android").fit, Fit::Other);
        // Another kind may have been named before.
        let other = verdict(&["¿y en Android?", "vivo en espana"], "Android, Mexico");
        assert_eq!((other.fit, &*other.article), (Fit::Other, "México"));
    }

    #[test]
    fn what_is_written_longer_is_meant() {
        assert_eq!(verdict(&["tengo windows 11"], "Windows").fit, Fit::Other);
        assert_eq!(verdict(&["tengo win11"], "Windows 11").fit, Fit::Same);
    }

    #[test]
    fn values_are_read_with_their_spellings() {
        let read = kind("", " iOS : ios, iphone ,\n\nAndroid\n").read();
        let ios = ("iOS".to_owned(), vec!["iOS".to_owned(), "iphone".to_owned()]);
        assert_eq!(read, Ok(vec![ios, ("Android".to_owned(), vec!["Android".to_owned()])]));
        assert_eq!(kind("", " \n:\n").read(), Err(Unreadable::None));
        assert_eq!(kind("", "a: b\nc: B").read(), Err(Unreadable::Twice));
        assert_eq!(kind("", &"x".repeat(61)).read(), Err(Unreadable::TooLong));
        let many: Vec<_> = (0..=VALUES_MOST).map(|n| format!("v{n}")).collect();
        assert_eq!(kind("", &many.join("\n")).read(), Err(Unreadable::TooMany));
        assert!(Declared::of(&[kind("", "")]).is_empty());
    }

    #[test]
    fn values_keep_their_number_and_are_found_by_their_names() {
        let declared = Declared::of(&[kind("Plataforma", "iOS: iphone\nAndroid"), kind("País", "España")]);
        let other = Declared::of(&[kind("pais", "Francia\nespana: hispania"), kind("Otra", "iOS")]);
        let spain = declared.value("España").unwrap();
        assert_eq!(declared.value("país:ESPAÑA"), Some(spain));
        assert_eq!(other.value("espana"), Some(spain));
        assert_ne!(declared.value("iOS"), other.value("iOS"), "of another kind");
        assert_eq!(declared.value("Plataforma:España"), None);
        assert_eq!(declared.value("iphone"), None, "a way to write it is no name");
        let named = declared.named("En España, con un iPhone");
        assert_eq!(declared.values_of(&named), [declared.value("iOS").unwrap(), spain]);
        let kinds: Vec<_> = declared.kinds().map(|(kind, values)| (kind, values.len())).collect();
        assert_eq!(kinds, [("Plataforma", 2), ("País", 1)]);
    }
}
