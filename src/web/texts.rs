//! Every text of every page, from one catalogue a language (`templates/texts/*.ftl`, Fluent): a further language is one
//! further file. Plurals go by CLDR; dates, numbers and percentages by patterns that stand in the catalogue too.
//!
//! A key is written with dots in templates (`search.none.hint`) and with dashes in the catalogue (`search-none-hint`).

use super::embedded::Templates;
use crate::domain::locale::Locale;
use chrono::{Datelike, NaiveDateTime, Timelike};
use fluent_templates::{
    FluentBundle, LanguageIdentifier,
    fluent_bundle::{FluentArgs, FluentResource, FluentValue},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// The language that a page falls back to where there is no catalogue for its own.
const FALLBACK: &str = "en";
/// Between a number's groups of three and before its decimals.
const GROUP: &str = "format-group";
const DECIMAL: &str = "format-decimal";

/// The texts of one language.
pub struct Catalogue {
    language: String,
    bundle: FluentBundle<FluentResource>,
}

static CATALOGUES: LazyLock<BTreeMap<String, Catalogue>> = LazyLock::new(|| {
    let sources = Templates::iter().filter_map(|path| {
        let language = path.strip_prefix("texts/")?.strip_suffix(".ftl")?.to_owned();
        let file = Templates::get(&path)?;
        Some((language, String::from_utf8_lossy(&file.data).into_owned()))
    });
    #[cfg(test)]
    let sources = sources.chain(std::iter::once(tests::further()));
    sources
        .map(|(language, source)| (language.clone(), Catalogue::read(language, source)))
        .collect()
});

/// The texts for a locale: its own, those of its language, or English.
pub fn catalogue(locale: &Locale) -> &'static Catalogue {
    let found = CATALOGUES
        .get(locale.as_str())
        .or_else(|| CATALOGUES.get(locale.language()))
        .or_else(|| CATALOGUES.get(FALLBACK));
    found.expect("the English catalogue is embedded")
}

/// The languages that there are catalogues for.
pub fn languages() -> impl Iterator<Item = &'static str> {
    CATALOGUES.keys().map(String::as_str)
}

impl Catalogue {
    fn read(language: String, source: String) -> Self {
        let tag: LanguageIdentifier = language.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks that isolate directions would show up in titles, feeds and copied text; pages use `dir=auto` instead.
        bundle.set_use_isolating(false);
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            tracing::error!(language, ?errors, "a catalogue of texts has errors");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(language, ?errors, "a catalogue of texts has a key twice");
        }
        let marks = |key: &str| plain(&bundle, key).unwrap_or_default();
        let (group, decimal) = (marks(GROUP), marks(DECIMAL));
        let added = bundle.add_function("NUM", move |values, _| match values.first() {
            Some(FluentValue::Number(number)) => grouped(number.value, &group, &decimal).into(),
            Some(other) => other.clone().into_owned_value(),
            None => FluentValue::Error,
        });
        if let Err(error) = added {
            tracing::error!(language, ?error, "a catalogue of texts cannot format numbers");
        }
        Self { language, bundle }
    }

    /// The language, as its file is named.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The text of `key` with its arguments filled in; English where this language lacks it.
    pub fn text(&self, key: &str, arguments: &FluentArgs) -> String {
        let id = key.replace('.', "-");
        if let Some(text) = self.find(&id, arguments) {
            return text;
        }
        tracing::warn!(key, language = self.language, "a text is missing");
        CATALOGUES
            .get(FALLBACK)
            .and_then(|fallback| fallback.find(&id, arguments))
            .unwrap_or_else(|| key.to_owned())
    }

    /// The text of a key that takes no arguments.
    pub fn plain(&self, key: &str) -> String {
        self.text(key, &FluentArgs::new())
    }

    /// Whether there is such a text in this very language.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(&key.replace('.', "-"))
    }

    fn find(&self, id: &str, arguments: &FluentArgs) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(message.value()?, Some(arguments), &mut errors);
        if !errors.is_empty() {
            tracing::warn!(id, ?errors, "a text could not be filled in");
        }
        Some(text.into_owned())
    }

    /// A day in words, for instance "12 de mayo de 2025".
    pub fn day(&self, at: NaiveDateTime) -> String {
        self.dated("format.day", at)
    }

    /// A day in few characters, for instance "12 may 2025".
    pub fn short_day(&self, at: NaiveDateTime) -> String {
        self.dated("format.short.day", at)
    }

    /// A time of day, for instance "9:05".
    pub fn time(&self, at: NaiveDateTime) -> String {
        self.dated("format.time", at)
    }

    /// A day and a time of day, which says that it is in UTC; the script writes it in the reader's own time.
    pub fn moment(&self, at: NaiveDateTime) -> String {
        self.dated("format.moment", at)
    }

    /// A number with the language's own marks.
    pub fn number(&self, number: f64) -> String {
        let marks = |key: &str| plain(&self.bundle, key).unwrap_or_default();
        grouped(number, &marks(GROUP), &marks(DECIMAL))
    }

    /// How sure something is, 0 to 1: always with two decimals, so that numbers below each other can be compared.
    pub fn score(&self, share: f64) -> String {
        let decimal = plain(&self.bundle, DECIMAL).unwrap_or_default();
        format!("{share:.2}").replace('.', &decimal)
    }

    fn dated(&self, key: &str, at: NaiveDateTime) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("day", at.day());
        arguments.set("month", at.month());
        arguments.set("year", at.year().to_string());
        arguments.set("hour", at.hour());
        arguments.set("minute", format!("{:02}", at.minute()));
        self.text(key, &arguments)
    }
}

/// A value that outlives its call.
trait IntoOwnedValue {
    fn into_owned_value<'a>(self) -> FluentValue<'a>;
}

impl IntoOwnedValue for FluentValue<'_> {
    fn into_owned_value<'a>(self) -> FluentValue<'a> {
        match self {
            FluentValue::String(text) => FluentValue::from(text.into_owned()),
            FluentValue::Number(number) => FluentValue::Number(number),
            _ => FluentValue::Error,
        }
    }
}

fn plain(bundle: &FluentBundle<FluentResource>, id: &str) -> Option<String> {
    let message = bundle.get_message(id)?;
    let text = bundle.format_pattern(message.value()?, None, &mut Vec::new());
    Some(text.into_owned())
}

/// A number in groups of three; Spanish and others do not group four digits (RAE, Ortografía 2010), nobody misses it.
fn grouped(number: f64, group: &str, decimal: &str) -> String {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len() > 4 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push_str(decimal);
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_follow_the_language() {
        let at = chrono::NaiveDate::from_ymd_opt(2025, 5, 12)
            .unwrap()
            .and_hms_opt(9, 5, 0)
            .unwrap();
        let (spanish, english) = (catalogue(&Locale::spanish()), catalogue(&Locale::english()));
        assert_eq!(spanish.day(at), "12 de mayo de 2025");
        assert_eq!(english.day(at), "12 May 2025");
        assert_eq!((spanish.time(at), english.time(at)), ("9:05".into(), "9:05".into()));
        assert_eq!(spanish.number(1234567.5), "1\u{a0}234\u{a0}567,5");
        assert_eq!(english.number(12345.0), "12,345");
        assert_eq!(
            (spanish.score(0.5), english.score(0.918)),
            ("0,50".into(), "0.92".into())
        );
        let mut arguments = FluentArgs::new();
        arguments.set("n", 92);
        assert_eq!(spanish.text("format.percent", &arguments), "92\u{a0}%");
        assert_eq!(english.text("format.percent", &arguments), "92%");
    }

    #[test]
    fn a_region_gets_its_language_and_a_stranger_english() {
        assert_eq!(catalogue(&"es-MX".parse().unwrap()).language, "es");
        assert_eq!(catalogue(&"fi".parse().unwrap()).language, "en");
    }

    /// A further language, right to left, made of the English file: what translators would add. Each plain text of it stands
    /// in marks. Every test of a page meets it beside the real ones.
    pub(super) fn further() -> (String, String) {
        let file = Templates::get("texts/en.ftl").unwrap();
        let english = String::from_utf8_lossy(&file.data).into_owned();
        let marked = english.lines().map(|line| match line.split_once(" = ") {
            Some((id, text)) if !line.starts_with([' ', '#']) && !id.starts_with("format-") => {
                format!("{id} = ⟦{text}⟧")
            }
            _ => line.to_owned(),
        });
        ("ar".into(), marked.collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_further_language_is_one_more_file() {
        let arabic: Locale = "ar".parse().unwrap();
        assert!(languages().any(|language| language == "ar"));
        assert_eq!(catalogue(&arabic).plain("search.go"), "⟦Search⟧");
        assert_eq!(
            crate::web::frame::name_of(&arabic),
            "⟦English⟧",
            "its own name is a text, too"
        );
        for place in ["src/web", "src/actions"] {
            assert_eq!(
                lists_of_languages(place),
                Vec::<String>::new(),
                "code that knows the languages by name"
            );
        }
    }

    /// Lines of code (not of tests) that name both languages there are today.
    fn lists_of_languages(folder: &str) -> Vec<String> {
        sources_below(folder)
            .into_iter()
            .flat_map(|text| {
                let code = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                let both = |line: &&str| line.contains("\"es\"") && line.contains("\"en\"");
                code.lines().filter(both).map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }

    /// The text of every file below a folder of the project, but this one.
    fn sources_below(folder: &str) -> Vec<String> {
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
        let mut texts = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap().flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else if !entry.path().ends_with("texts.rs") {
                    texts.push(std::fs::read_to_string(entry.path()).unwrap());
                }
            }
        }
        texts
    }

    #[test]
    fn every_language_has_every_text() {
        let keys = |language: &str| -> Vec<String> {
            let file = Templates::get(&format!("texts/{language}.ftl")).unwrap();
            ids(&String::from_utf8_lossy(&file.data))
        };
        let wanted = keys(FALLBACK);
        for language in languages().filter(|language| *language != further().0) {
            let mut twice = keys(language);
            twice.sort();
            let count = twice.len();
            twice.dedup();
            assert_eq!(twice.len(), count, "{language}.ftl has a key twice");
            for id in &wanted {
                assert!(CATALOGUES[language].has(id), "{language}.ftl lacks {id}");
            }
            for id in keys(language) {
                assert!(
                    wanted.contains(&id),
                    "{language}.ftl has {id}, which {FALLBACK}.ftl lacks"
                );
            }
        }
    }

    #[test]
    fn texts_that_say_something_are_translated() {
        // Words that are the same in both languages.
        let alike = ["format-", "channel-", "error-prefix", "reply-length"];
        let (spanish, english) = (&CATALOGUES["es"], &CATALOGUES["en"]);
        let file = Templates::get("texts/en.ftl").unwrap();
        for id in ids(&String::from_utf8_lossy(&file.data)) {
            let same = plain(&spanish.bundle, &id) == plain(&english.bundle, &id);
            let may = alike.iter().any(|start| id.starts_with(start));
            assert!(!same || may, "{id} is the same in Spanish and English");
        }
    }

    fn ids(source: &str) -> Vec<String> {
        source
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id.to_owned()))
            .collect()
    }

    /// Keys as templates and code name them whole, and the beginnings of those that are put together.
    fn named() -> (std::collections::BTreeSet<String>, Vec<String>) {
        let (mut whole, mut starts) = (std::collections::BTreeSet::new(), Vec::new());
        let mut take = |text: &str, mark: &str| {
            for rest in text.split(mark).skip(1) {
                let Some((key, after)) = rest.split_once('"') else {
                    continue;
                };
                if let Some((start, _)) = key.split_once('{') {
                    starts.push(start.replace('.', "-"));
                    continue;
                }
                if after.trim_start().starts_with('~') || key.ends_with('.') {
                    starts.push(key.replace('.', "-"));
                } else {
                    whole.insert(key.replace('.', "-"));
                }
            }
        };
        for path in Templates::iter().filter(|path| !path.starts_with("assets/")) {
            take(
                &String::from_utf8_lossy(&Templates::get(&path).unwrap().data),
                "t(key=\"",
            );
        }
        for text in sources_below("src/web") {
            for mark in [
                ".plain(\"",
                ".text(\"",
                "told(\"",
                "in_words(catalogue, \"",
                ".plain(&format!(\"",
            ] {
                take(&text, mark);
            }
        }
        starts.push("format-".into());
        (whole, starts)
    }

    #[test]
    fn every_named_text_exists_and_every_text_is_named() {
        let (whole, starts) = named();
        let english = &CATALOGUES[FALLBACK];
        for key in &whole {
            assert!(english.has(key), "no text has the key {key}");
        }
        let file = Templates::get("texts/en.ftl").unwrap();
        for id in ids(&String::from_utf8_lossy(&file.data)) {
            let is_named = whole.contains(&id) || starts.iter().any(|start| id.starts_with(start.as_str()));
            assert!(is_named, "nothing shows the text {id}");
        }
    }
}
