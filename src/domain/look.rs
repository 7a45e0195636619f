//! What a brand's portal shows that is the brand's own, beside its articles: texts, colours, a logo, an incident.

use super::{colour::Colours, locale::Locale, words::text_enum};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in several languages.
pub type Texts = BTreeMap<Locale, String>;

/// All of it; what is missing is as the design has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// The home page's heading.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub title: Texts,
    /// The sentence below it.
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub lead: Texts,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colours: Option<Colours>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
    pub incident: Incident,
}

/// A logo that was uploaded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// The beginning of its hash, which is part of its address.
    pub hash: String,
    pub kind: Picture,
}

/// A notice on every public page while something is broken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Incident {
    pub is_on: bool,
    /// Since when, in UTC; before, it is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDateTime>,
    /// When more will be told, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<NaiveDateTime>,
    /// A page that says what to do meanwhile: a path of this site, or an address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub more: String,
    #[serde(skip_serializing_if = "Texts::is_empty")]
    pub text: Texts,
}

text_enum! {
    /// A format of pictures that can be served as it was uploaded: none of them can hold a script.
    Picture {
        Png = "png",
        Jpeg = "jpeg",
        Webp = "webp",
    }
}

/// Largest logo, in bytes.
pub const LOGO_MOST: usize = 200 * 1024;
/// Longest text of a portal, in characters.
pub const TEXT_MOST: usize = 300;

impl Look {
    /// The incident's text for a reader of `locale` with the language it is in: theirs, or else the first there is.
    pub fn incident_at(&self, locale: &Locale, now: NaiveDateTime) -> Option<(&Locale, &str)> {
        let incident = &self.incident;
        if !incident.is_on || incident.since.is_some_and(|since| since > now) {
            return None;
        }
        let texts = &incident.text;
        let own = texts.get_key_value(locale).or_else(|| texts.iter().next())?;
        Some((own.0, own.1.as_str()))
    }

    /// When more will be told of the incident; none where nobody said, or the time has come and nobody told.
    pub fn next_update_at(&self, now: NaiveDateTime) -> Option<NaiveDateTime> {
        self.incident.next.filter(|next| *next > now)
    }
}

impl Picture {
    /// The format that these bytes begin as; none: another one, or no picture.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Self::Png),
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        assert_eq!(Picture::of(b"\x89PNG\r\n\x1a\n0000"), Some(Picture::Png));
        assert_eq!(Picture::of(b"\xff\xd8\xff\xe0"), Some(Picture::Jpeg));
        assert_eq!(Picture::of(b"RIFF1234WEBPVP8 "), Some(Picture::Webp));
        for bytes in [&b""[..], b"<svg xmlns", b"GIF89a", b"RIFF1234WAVE", b"\x89PNG"] {
            assert_eq!(Picture::of(bytes), None);
        }
    }

    #[test]
    fn an_incident_shows_from_its_beginning_in_the_readers_language() {
        let noon: NaiveDateTime = "2026-03-01T12:00:00".parse().unwrap();
        let mut look = Look::default();
        assert_eq!(look.incident_at(&Locale::spanish(), noon), None);
        look.incident = Incident {
            is_on: true,
            since: Some(noon),
            next: Some(noon + chrono::Duration::hours(1)),
            text: Texts::from([(Locale::spanish(), "Sin fibra".into())]),
            ..Incident::default()
        };
        let spanish = Locale::spanish();
        assert_eq!(
            look.incident_at(&Locale::english(), noon),
            Some((&spanish, "Sin fibra"))
        );
        let told = |minutes| look.next_update_at(noon + chrono::Duration::minutes(minutes));
        assert_eq!((told(0), told(60)), (look.incident.next, None));
        let before = noon - chrono::Duration::minutes(1);
        assert_eq!(look.incident_at(&spanish, before), None);
    }
}
