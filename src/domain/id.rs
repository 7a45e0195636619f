//! Ids: numbers inside, short words outside.
//!
//! A public id (`4f7k`) is the row's number under a fixed permutation, written in lower-case Crockford base32: four
//! characters for the first 2^20 rows of a table, one more for each 32-fold growth. It needs no column of its own, is as
//! unique and as never-reused as the number (`AUTOINCREMENT`, identity), and neighbours do not look alike. It hides
//! nothing: who may see a row is decided by `visibility`, never by an unguessable id.

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SHORTEST: u32 = 4;
/// Twelve characters are 60 bits: as far as an `i64` goes.
const LONGEST: u32 = 12;
const MULTIPLIERS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd134_2543_de82_ef95];

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an id: ids are 4 to 12 lower-case letters and digits, without i, l, o and u")]
pub struct InvalidId(String);

fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

/// A bijection on numbers of `bits` bits: odd multiplication and xor-shift, twice.
fn scramble(mut value: u64, bits: u32) -> u64 {
    for multiplier in MULTIPLIERS {
        value = value.wrapping_mul(multiplier) & mask(bits);
        value ^= value >> (bits / 2);
    }
    value
}

fn unscramble(mut value: u64, bits: u32) -> u64 {
    for multiplier in MULTIPLIERS.iter().rev() {
        // `bits / 2` is at least half less one, so three steps undo the shift for any width.
        let shifted = value;
        for _ in 0..3 {
            value = shifted ^ (value >> (bits / 2));
        }
        value = value.wrapping_mul(inverse(*multiplier)) & mask(bits);
    }
    value
}

/// The inverse of an odd number modulo 2^64, by Newton's iteration (each step doubles the correct bits).
fn inverse(odd: u64) -> u64 {
    let mut inverse = odd;
    for _ in 0..6 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse)));
    }
    inverse
}

/// The public form of row number `number` (positive).
pub fn encode(number: i64) -> String {
    let mut index = number.unsigned_abs();
    let mut length = SHORTEST;
    while length < LONGEST && index > mask(5 * length) {
        index -= 1 << (5 * length);
        length += 1;
    }
    let scrambled = scramble(index, 5 * length);
    (0..length)
        .rev()
        .map(|place| ALPHABET[(scrambled >> (5 * place)) as usize & 31] as char)
        .collect()
}

/// The row number behind a public id. Upper case and the look-alikes `i l o` are read as Crockford's scheme says.
pub fn decode(text: &str) -> Result<i64, InvalidId> {
    let invalid = || InvalidId(text.chars().take(40).collect());
    let length = u32::try_from(text.len()).map_err(|_| invalid())?;
    if !(SHORTEST..=LONGEST).contains(&length) {
        return Err(invalid());
    }
    let mut scrambled = 0_u64;
    for byte in text.bytes() {
        let plain = match byte.to_ascii_lowercase() {
            b'o' => b'0',
            b'i' | b'l' => b'1',
            other => other,
        };
        let digit = ALPHABET.iter().position(|known| *known == plain).ok_or_else(invalid)?;
        scrambled = scrambled << 5 | digit as u64;
    }
    let shorter: u64 = (SHORTEST..length).map(|length| 1_u64 << (5 * length)).sum();
    i64::try_from(unscramble(scrambled, 5 * length) + shorter).map_err(|_| invalid())
}

/// Declares an id type: a row number that shows itself as its public id.
macro_rules! public_id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&encode(self.0)) }
        }
        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> { decode(text).map(Self) }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .examples([serde_json::json!("4f7k")])
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}
    )+ };
}

public_id! {
    /// An account: a person who works here.
    AccountId,
    /// An article in one locale.
    ArticleId,
    /// A brand.
    BrandId,
    /// A channel of a brand.
    ChannelId,
    /// A conversation.
    ConversationId,
    /// A flag on an article.
    FlagId,
    /// A gap.
    GapId,
    /// A piece of work in the background.
    JobId,
    /// A link between an article and a conversation.
    LinkId,
    /// A message of a conversation.
    MessageId,
    /// Somebody who wrote in conversations.
    AuthorId,
    /// A redaction.
    RedactionId,
    /// A revision of an article.
    RevisionId,
    /// A suggestion that was made.
    SuggestionId,
    /// An entry of the table of synonyms.
    SynonymId,
    /// An access token.
    TokenId,
    /// A topic.
    TopicId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_number_comes_back_and_none_shares_its_word() {
        let edges = [
            1,
            31,
            (1 << 20) - 1,
            1 << 20,
            (1 << 20) + 1,
            (1 << 25) + (1 << 20),
            1 << 45,
            (1 << 59) - 1,
        ];
        let mut seen = HashSet::new();
        for number in (1..50_000).chain(edges) {
            let word = encode(number);
            assert_eq!(decode(&word), Ok(number), "{word}");
            seen.insert(word);
        }
        assert_eq!(seen.len(), 49_999 + edges.len() - 1 - 1, "1 and 31 stand in both lists");
    }

    #[test]
    fn the_first_million_have_four_characters() {
        assert!(
            [1, 2, 500_000, (1 << 20) - 1]
                .into_iter()
                .all(|number| encode(number).len() == 4)
        );
        assert_eq!(encode(1 << 20).len(), 5);
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for text in ["", "abc", "4f7u", "ñañaña", "4f 7", "0123456789abcdef", "----"] {
            assert!(decode(text).is_err(), "{text}");
        }
    }

    #[test]
    fn look_alikes_are_read_as_digits() {
        assert_eq!(decode("O1il"), decode("0111"));
    }
}
