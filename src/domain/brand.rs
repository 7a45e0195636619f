//! A brand: one public identity with its own portal.

use super::{id::BrandId, locale::Locale, look::Look};

/// A brand as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Brand {
    pub id: BrandId,
    /// Stable word for commands, the API and exports, for instance `brizna`.
    pub slug: String,
    pub name: String,
    /// The languages of its portal, its own first; never empty.
    pub locales: Vec<Locale>,
    /// The host name its portal answers to; none: the installation's default brand answers.
    pub host: Option<String>,
    /// Personal data that the owner declared public (support addresses, phones, handles), as JSON for
    /// `redaction::AllowList::from_json`.
    pub allow_list: String,
    pub look: Look,
}

impl Brand {
    /// The brand's own language.
    pub fn locale(&self) -> Locale {
        self.locales.first().cloned().unwrap_or_else(Locale::english)
    }

    /// Whether its portal has pages in `locale`.
    pub fn has(&self, locale: &Locale) -> bool {
        self.locales.contains(locale)
    }
}

/// A brand's slug from any name: what `brand add` and importers use when they make one.
pub fn slug_of(name: &str) -> String {
    let slug = super::slug::of(name);
    if slug.is_empty() { "brand".into() } else { slug }
}
