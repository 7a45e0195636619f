//! Channels: where a brand talks.

use super::words::text_enum;

text_enum! {
    /// Who can read what is written on a channel or in a message.
    Visibility {
        Public = "public",
        Private = "private",
    }
}

/// The kind of a channel: `x`, `facebook`, `email` ...
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Hash,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
    serde::Serialize,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct ChannelKind(String);

impl ChannelKind {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for ChannelKind {
    type Err = std::convert::Infallible;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}
