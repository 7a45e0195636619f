//! Whether a title says the problem as customers do.

use super::answered::Answered;
use crate::{
    domain::{
        article::Parts,
        locale::Locale,
        redaction::{self, AllowList},
    },
    search::{TellingWord, telling_words},
};
use std::{cmp::Reverse, collections::HashMap};

/// Words that are offered.
const OFFERED: usize = 3;
/// A word of fewer letters says little by itself.
const LETTERS_LEAST: usize = 4;

/// Words that customers use and the title lacks, the commonest first, where no word of the title that says anything is among
/// theirs; none where one is, or where nothing of theirs is known.
pub fn lacking(parts: &Parts, answered: &[Answered], locale: &Locale, allow_list: &AllowList) -> Option<Vec<String>> {
    let mut said: Vec<Vec<TellingWord>> = parts
        .phrasings()
        .map(|phrasing| telling_words(phrasing, locale))
        .collect();
    let own = answered.iter().filter(|one| one.conversation.locale == *locale);
    said.extend(own.map(|one| telling_words(&without_personal(&one.question(), locale, allow_list), locale)));
    lacking_in(&telling_words(&parts.title, locale), &said)
}

fn lacking_in(title: &[TellingWord], said: &[Vec<TellingWord>]) -> Option<Vec<String>> {
    let is_said = |own: &TellingWord| said.iter().flatten().any(|word| word.stem == own.stem);
    if title.is_empty() || said.iter().all(Vec::is_empty) || title.iter().any(is_said) {
        return None;
    }
    // In how many texts each stands, and how and where it is written first; long words say more.
    let mut counts: HashMap<&str, (usize, usize, &str)> = HashMap::new();
    for (place, words) in said.iter().enumerate() {
        let mut seen: Vec<&str> = Vec::new();
        for word in words.iter().filter(|word| word.text.chars().count() >= LETTERS_LEAST) {
            if seen.contains(&word.stem.as_str()) {
                continue;
            }
            seen.push(&word.stem);
            counts.entry(&word.stem).or_insert((0, place, &word.text)).0 += 1;
        }
    }
    let mut common: Vec<_> = counts.into_values().collect();
    common.sort_by_key(|(count, place, word)| (Reverse(*count), Reverse(word.chars().count()), *place, *word));
    let words = common.into_iter().take(OFFERED).map(|(_, _, word)| word.to_lowercase());
    Some(words.collect())
}

/// The text without names and whatever else is somebody's, and without those it is addressed to.
fn without_personal(text: &str, locale: &Locale, allow_list: &AllowList) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for span in redaction::find(text, locale.as_str(), allow_list) {
        left.push_str(&text[from.min(span.start)..span.start]);
        left.push(' ');
        from = span.end;
    }
    left.push_str(&text[from..]);
    let words = left
        .split_whitespace()
        .filter(|word| !word.starts_with(['@', '#', '[']))
        .collect::<Vec<_>>();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lacking(title: &str, issue: &str, locale: &Locale) -> Option<Vec<String>> {
        let parts = Parts {
            title: title.into(),
            issue: issue.into(),
            ..Parts::default()
        };
        super::lacking(&parts, &[], locale, &AllowList::default())
    }

    #[test]
    fn a_title_in_our_words_is_told_the_customers() {
        let issue = "- me han cobrado dos veces\n- doble cobro en la factura\n- sale cobrado dos veces";
        let words = lacking("Incidencia de adeudo duplicado", issue, &Locale::spanish()).unwrap();
        assert_eq!(words.len(), 3);
        assert!(words.contains(&"cobrado".to_owned()), "{words:?}");
        let issue = "charged twice this month\nI was charged two times";
        let words = lacking("Duplicate direct debit", issue, &Locale::english()).unwrap();
        assert_eq!(words[0], "charged");
    }

    #[test]
    fn one_word_of_theirs_in_any_form_is_enough() {
        let spanish = Locale::spanish();
        assert_eq!(
            lacking("Cobros duplicados", "me hicieron un cobro de más", &spanish),
            None
        );
        assert_eq!(lacking("Facturas", "no veo la factura", &spanish), None);
        // Nothing to compare with, or nothing said.
        assert_eq!(lacking("Cobros duplicados", "", &spanish), None);
        assert_eq!(lacking("", "no veo la factura", &spanish), None);
    }
}
