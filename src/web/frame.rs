//! What stands around every page: the brand, the language and the ways to the others, colours, who is signed in.

use super::{site::look, texts, visitor::Visitor};
use crate::domain::locale::Locale;
use chrono::NaiveDateTime;
use serde::Serialize;

/// The surroundings of a page. Paths stand below the installation's base path.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    pub brand: String,
    pub locale: Locale,
    /// What the language is called in itself.
    pub language_name: String,
    pub right_to_left: bool,
    /// `light` or `dark`; none: as the reader's system has it.
    pub theme: Option<&'static str>,
    /// This page's own path.
    pub path: String,
    /// Where the site is: scheme, host, base path and the brand's own path.
    pub site: String,
    /// The brand's own path, which stands between the base path and each path of its pages.
    #[serde(skip)]
    pub door: String,
    /// The page's one address for search engines; none where it should not be found.
    pub canonical: Option<String>,
    /// The same page in each language, this one among them.
    pub languages: Vec<Language>,
    /// Who is signed in; only on pages of the workspace.
    pub person: Option<Person>,
    /// Path of the stylesheet with the brand's own colours, where it has some.
    pub style: Option<String>,
    /// Path of the brand's logo, where it has one.
    pub logo: Option<String>,
    /// What is broken just now.
    pub incident: Option<IncidentLine>,
}

/// A notice of an incident.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentLine {
    pub text: String,
    /// The language that it is in, which may be another than the page's.
    pub locale: Locale,
    pub since: Option<NaiveDateTime>,
    /// When more will be told, and whether that is on another day.
    pub next: Option<NaiveDateTime>,
    pub is_later_day: bool,
    /// Where it says what to do meanwhile; empty: nowhere.
    pub more: String,
}

/// A page in a language.
#[derive(Debug, Clone, Serialize)]
pub struct Language {
    pub tag: Locale,
    pub name: String,
    pub path: String,
    /// Whether there is no page in this language: the path shows another language and says so.
    pub missing: bool,
}

/// Somebody who is signed in.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    pub name: String,
    pub role: String,
    /// What their forms carry.
    pub csrf: String,
    pub is_editor: bool,
    /// Whether they turned single keys off.
    pub keys_off: bool,
    /// The brands whose pages they can turn to; empty where there is nothing to choose.
    pub desks: Vec<Desk>,
    /// Whether they came in at a brand's path for those who work here, below which its public pages do not stand.
    pub is_away: bool,
}

/// A brand's pages for those who run it.
#[derive(Debug, Clone, Serialize)]
pub struct Desk {
    pub name: String,
    /// With the base path.
    pub path: String,
    pub is_here: bool,
}

impl Frame {
    /// The frame of the page at `path`, with the same path in each of the brand's languages.
    pub fn of(visitor: &Visitor, locale: &Locale, path: &str) -> Self {
        let prefix = format!("/{locale}/");
        let rest = path.strip_prefix(&prefix).unwrap_or_default();
        let languages = visitor
            .brand
            .locales
            .iter()
            .map(|tag| Language::of(tag, format!("/{tag}/{rest}")))
            .collect();
        Self {
            brand: visitor.brand.name.clone(),
            locale: locale.clone(),
            language_name: name_of(locale),
            right_to_left: locale.is_right_to_left(),
            theme: visitor.theme.name(),
            path: path.to_owned(),
            site: visitor.site.clone(),
            door: visitor.brand.door().1.to_owned(),
            canonical: None,
            languages,
            person: None,
            style: look::style_path(&visitor.brand),
            logo: look::logo_path(&visitor.brand),
            incident: visitor
                .brand
                .look
                .incident_at(locale, visitor.now)
                .map(|(tag, text)| IncidentLine {
                    text: text.to_owned(),
                    locale: tag.clone(),
                    since: visitor.brand.look.incident.since,
                    next: visitor.brand.look.next_update_at(visitor.now),
                    is_later_day: (visitor.brand.look.incident.next)
                        .is_some_and(|next| next.date() != visitor.now.date()),
                    more: visitor.brand.look.incident.more.clone(),
                }),
        }
    }

    /// The same, for a page that search engines should find at its path.
    pub fn canonical(mut self) -> Self {
        self.canonical = Some(format!("{}{}", self.site, self.path));
        self
    }

    /// The same, with these ways to other languages.
    pub fn in_languages(mut self, languages: Vec<Language>) -> Self {
        self.languages = languages;
        self
    }
}

impl Language {
    /// The page at `path` in the language `tag`.
    pub fn of(tag: &Locale, path: String) -> Self {
        Self {
            tag: tag.clone(),
            name: name_of(tag),
            path,
            missing: false,
        }
    }

    /// The page at `path` for readers of the language `tag`, in which there is none.
    pub fn missing(tag: &Locale, path: String) -> Self {
        Self {
            missing: true,
            ..Self::of(tag, path)
        }
    }
}

/// What a language is called in another: `Spanish` for readers of English.
pub fn name_in(locale: &Locale, reader: &Locale) -> String {
    let texts = texts::catalogue(reader);
    if texts.has(&format!("language.called.{}", locale.language())) {
        texts.plain(&format!("language.called.{}", locale.language()))
    } else {
        name_of(locale)
    }
}

/// What a language is called in itself.
pub fn name_of(locale: &Locale) -> String {
    if texts::languages().any(|known| known == locale.language()) {
        texts::catalogue(locale).plain("language.name")
    } else {
        locale.to_string()
    }
}
