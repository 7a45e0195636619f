//! What the forms of these pages share: values that are kept when a form is refused, and fields by language.

use crate::{
    domain::{brand::Brand, locale::Locale, look::Texts},
    error::Error,
    web::{
        form::{Problem, Sent},
        frame::name_of,
        session::SignedIn,
        texts::Catalogue,
    },
};
use serde::Serialize;

/// The field of a form in one language.
#[derive(Debug, Clone, Serialize)]
pub struct InLanguage {
    pub tag: Locale,
    /// What the language is called in itself.
    pub language: String,
    pub value: String,
}

impl InLanguage {
    /// For samples.
    pub fn samples() -> Vec<Self> {
        vec![Self {
            tag: Locale::spanish(),
            language: "Español".into(),
            value: "\"><b>".into(),
        }]
    }
}

/// The value of a field: as it was sent, where a form with it was, or else as it is stored.
pub fn value(sent: Option<&Sent>, name: &str, stored: &str) -> String {
    let sent = sent.and_then(|sent| sent.find(name));
    sent.unwrap_or(stored).to_owned()
}

/// A field in each of the brand's languages; they are sent as `{name}_{language}`.
pub fn in_languages(brand: &Brand, name: &str, stored: &Texts, sent: Option<&Sent>) -> Vec<InLanguage> {
    let locales = brand.locales.iter();
    locales
        .map(|tag| InLanguage {
            tag: tag.clone(),
            language: name_of(tag),
            value: value(
                sent,
                &format!("{name}_{tag}"),
                stored.get(tag).map_or("", String::as_str),
            ),
        })
        .collect()
}

/// What was sent of a field in each of the brand's languages, without the empty ones.
pub fn texts_of(sent: &Sent, brand: &Brand, name: &str) -> Texts {
    let mut texts = all_texts_of(sent, brand, name);
    texts.retain(|_, text| !text.is_empty());
    texts
}

/// The same with the empty ones.
pub fn all_texts_of(sent: &Sent, brand: &Brand, name: &str) -> Texts {
    let locales = brand.locales.iter();
    locales
        .map(|tag| (tag.clone(), sent.get(&format!("{name}_{tag}")).trim().to_owned()))
        .collect()
}

/// The brand that these pages are about; an installation without one begins at the page of its site.
pub fn brand_of(person: &SignedIn) -> Result<Brand, Error> {
    let brand = &person.visitor().brand;
    if brand.id.0 == 0 {
        return Err(Error::not_found("brand"));
    }
    Ok(brand.clone())
}

/// A refusal in the words of these pages; none: those that all forms share fit.
pub fn words_for(field: &str, problem: &str, texts: &Catalogue) -> Option<String> {
    Some(match (field, problem) {
        (_, "empty" | "too_long") => return None,
        (_, "taken") => texts.plain("field.name.taken"),
        ("host", _) => texts.plain("field.host"),
        ("contact", _) => texts.plain("field.contact"),
        ("url", _) => texts.plain("field.url"),
        ("reply_limit", _) => texts.plain("field.limit"),
        ("threshold", _) => texts.plain("field.threshold"),
        ("precision", _) => texts.plain("field.precision"),
        (field, "twice") if field.starts_with("values_") => texts.plain("field.values.twice"),
        (field, "many") if field.starts_with("values_") || field.starts_with("name_") => texts.plain("field.many"),
        ("since", _) => texts.plain("field.since"),
        ("kind", _) => texts.plain("field.kind"),
        (_, "synonym_alone") => texts.plain("field.synonym"),
        (_, "synonym_spelling") => texts.plain("field.synonym.spelling"),
        (_, "synonym_long") => texts.plain("field.synonym.long"),
        (_, "synonym_known") => texts.plain("field.synonym.known"),
        (_, "synonym_many") => texts.plain("field.synonym.many"),
        ("logo", "too_large") => texts.plain("field.logo.large"),
        ("logo", _) => texts.plain("field.logo"),
        ("locale", "own") => texts.plain("field.locale.own"),
        ("locale", "published") => texts.plain("field.locale.published"),
        ("locale", "known") => texts.plain("field.locale.known"),
        ("locale", _) => texts.plain("field.locale"),
        _ => return None,
    })
}

/// The refusal's fields in those words, where all of them have some.
pub fn problems_in_words(error: &Error, texts: &Catalogue) -> Option<Vec<Problem>> {
    let fields = error.fields().iter();
    let problems: Option<Vec<_>> = fields
        .map(|field| Some(Problem::of(&field.name, words_for(&field.name, &field.problem, texts)?)))
        .collect();
    problems.filter(|problems| !problems.is_empty())
}
