//! The kinds of personal data, their stable words, and the placeholder that stands in their place.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a span of personal data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    Email,
    Phone,
    Iban,
    CreditCard,
    /// A national identity number: the Spanish DNI by its letter, those of other countries by the words around them.
    Dni,
    /// The Spanish foreigner's identity number.
    Nie,
    /// An order, booking, case, policy or account reference.
    OrderId,
    Tracking,
    Imei,
    Plate,
    /// A password, Wi-Fi key, PIN, PUK, one-time code or access token.
    Password,
    Ip,
    Handle,
    Address,
    Person,
}

impl Kind {
    /// Every kind, in the order of declaration.
    pub const ALL: [Self; 15] = [
        Self::Email,
        Self::Phone,
        Self::Iban,
        Self::CreditCard,
        Self::Dni,
        Self::Nie,
        Self::OrderId,
        Self::Tracking,
        Self::Imei,
        Self::Plate,
        Self::Password,
        Self::Ip,
        Self::Handle,
        Self::Address,
        Self::Person,
    ];

    /// The word for this kind in tables, JSON and reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "EMAIL",
            Self::Phone => "PHONE",
            Self::Iban => "IBAN",
            Self::CreditCard => "CREDIT_CARD",
            Self::Dni => "DNI",
            Self::Nie => "NIE",
            Self::OrderId => "ORDER_ID",
            Self::Tracking => "TRACKING",
            Self::Imei => "IMEI",
            Self::Plate => "PLATE",
            Self::Password => "PASSWORD",
            Self::Ip => "IP",
            Self::Handle => "HANDLE",
            Self::Address => "ADDRESS",
            Self::Person => "PERSON",
        }
    }

    /// What a reader sees instead, in the language of `locale` (`es`, `es-MX`; any other is shown English).
    pub fn placeholder(self, locale: &str) -> &'static str {
        let (spanish, english) = match self {
            Self::Email => ("[correo]", "[email]"),
            Self::Phone => ("[teléfono]", "[phone]"),
            Self::Iban => ("[cuenta bancaria]", "[bank account]"),
            Self::CreditCard => ("[tarjeta]", "[card]"),
            Self::Dni | Self::Nie => ("[documento]", "[ID number]"),
            Self::OrderId => ("[referencia]", "[reference]"),
            Self::Tracking => ("[seguimiento]", "[tracking number]"),
            Self::Imei => ("[IMEI]", "[IMEI]"),
            Self::Plate => ("[matrícula]", "[number plate]"),
            Self::Password => ("[contraseña]", "[password]"),
            Self::Ip => ("[IP]", "[IP]"),
            Self::Handle => ("[usuario]", "[user]"),
            Self::Address => ("[dirección]", "[address]"),
            Self::Person => ("[nombre]", "[name]"),
        };
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("es") {
            spanish
        } else {
            english
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The word is not one of [`Kind::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownKind(pub String);

impl fmt::Display for UnknownKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is no kind of personal data", self.0)
    }
}

impl std::error::Error for UnknownKind {}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_word_everywhere() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse::<Kind>().unwrap(), kind);
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{kind}\""));
        }
        assert!("email".parse::<Kind>().is_err());
    }

    #[test]
    fn placeholders_speak_the_language_of_the_locale() {
        assert_eq!(Kind::Phone.placeholder("es-MX"), "[teléfono]");
        assert_eq!(Kind::Phone.placeholder("en"), "[phone]");
    }
}
