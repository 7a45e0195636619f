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
    /// Where its portal answers: a host name (`help.luz.example`), a path below the installation's own (`/luz`), or both
    /// (`help.example/luz`). None: only where it is the installation's default brand.
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

    /// The host and the path where its portal answers; the path is empty or starts with a slash and does not end in one.
    pub fn door(&self) -> (Option<&str>, &str) {
        let door = self.host.as_deref().unwrap_or_default().trim_end_matches('/');
        let place = door.find('/').unwrap_or(door.len());
        let (host, path) = door.split_at(place);
        (Some(host).filter(|host| !host.is_empty()), path)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_answers_at_a_host_a_path_or_both() {
        let at = |host: Option<&str>| {
            let brand = Brand {
                id: BrandId(1),
                slug: "luz".into(),
                name: "Luz".into(),
                locales: Vec::new(),
                host: host.map(str::to_owned),
                allow_list: String::new(),
                look: crate::domain::look::Look::default(),
            };
            let (host, path) = brand.door();
            (host.map(str::to_owned), path.to_owned())
        };
        assert_eq!(at(None), (None, String::new()));
        assert_eq!(at(Some("luz.example")), (Some("luz.example".into()), String::new()));
        assert_eq!(at(Some("/luz/")), (None, "/luz".into()));
        assert_eq!(
            at(Some("help.example/luz")),
            (Some("help.example".into()), "/luz".into())
        );
    }
}
