//! What a brand is called on a channel: a number on some, an address on others, a name without blanks on most.

use super::ChannelKind;

/// Kinds on which a brand is found by its phone number.
const PHONES: [&str; 2] = ["whatsapp", "sms"];
/// Kinds whose names have no blanks.
const NAMES: [&str; 11] = [
    "x",
    "facebook",
    "messenger",
    "instagram",
    "threads",
    "telegram",
    "bluesky",
    "mastodon",
    "tiktok",
    "youtube",
    "reddit",
];
/// How many digits a phone number has (ITU-T E.164 allows no more).
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Why a handle cannot be right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongHandle {
    #[error("It has to be a phone number of 7 to 15 digits.")]
    NoPhone,
    #[error("It has to be an e-mail address.")]
    NoEmail,
    #[error("It has to be a name without blanks.")]
    Blanks,
}

/// Whether `handle` can be what a brand is called on a channel of this kind. An empty one says nothing and is fine.
pub fn check_handle(kind: &ChannelKind, handle: &str) -> Result<(), WrongHandle> {
    let handle = handle.trim();
    let is_phone = || {
        let digits = handle.chars().filter(char::is_ascii_digit).count();
        DIGITS.contains(&digits) && handle.chars().all(|c| c.is_ascii_digit() || "+-(). /".contains(c))
    };
    let has_blanks = handle.contains(char::is_whitespace);
    match kind.as_str() {
        _ if handle.is_empty() => Ok(()),
        kind if PHONES.contains(&kind) && !is_phone() => Err(WrongHandle::NoPhone),
        "email" if has_blanks || handle.split('@').filter(|part| !part.is_empty()).count() != 2 => {
            Err(WrongHandle::NoEmail)
        }
        kind if NAMES.contains(&kind) && has_blanks => Err(WrongHandle::Blanks),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_what_their_channel_has() {
        let check = |kind: &str, handle: &str| check_handle(&kind.parse().unwrap(), handle);
        for (kind, handle) in [
            ("whatsapp", "+34 900 000 121"),
            ("sms", "(91) 123-45.67"),
            ("email", "ayuda@brizna.example"),
            ("x", "@BriznaAyuda"),
            ("mastodon", "@ayuda@social.example"),
            ("discord", "Brizna y amigos"),
            ("whatsapp", ""),
        ] {
            assert_eq!(check(kind, handle), Ok(()), "{kind} {handle}");
        }
        for handle in ["no es un numero", "12345", "1234567890123456", "@brizna"] {
            assert_eq!(check("whatsapp", handle), Err(WrongHandle::NoPhone), "{handle}");
        }
        for handle in ["brizna", "@brizna", "a b@c.example"] {
            assert_eq!(check("email", handle), Err(WrongHandle::NoEmail), "{handle}");
        }
        assert_eq!(check("twitter", "Brizna Ayuda"), Err(WrongHandle::Blanks));
    }
}
