//! Channels: where a brand talks, what each one allows, and how long a reply may wait.
//!
//! The facts are in `channels.json`, one line a channel; this module only looks them up. Counting a text is
//! [`length`](super::length)'s, fitting one is [`fit`](super::fit)'s; handles and secrets belong to the database.

mod kind;
mod rules;
mod window;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use kind::{ChannelKind, InvalidChannelKind};
pub use rules::{
    ChannelRules, LimitKind, LinkValue, Markup, Mentions, ReplyWindow, Segments, Split, Unit, UrlCost, all, natural,
    rules,
};
pub use window::{Window, WindowState, window};

/// Who can read what is written on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Visibility {
    /// Anyone: a post, a comment, a review.
    Public,
    /// The customer and the brand: a direct message, an e-mail.
    Private,
}

impl Visibility {
    /// The word used in JSON, in the database and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

impl fmt::Display for Visibility {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A word that is neither `public` nor `private`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidVisibility(pub String);

impl fmt::Display for InvalidVisibility {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "visibility is `public` or `private`, not `{}`", self.0)
    }
}

impl std::error::Error for InvalidVisibility {}

impl FromStr for Visibility {
    type Err = InvalidVisibility;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word.trim().to_ascii_lowercase().as_str() {
            "public" => Ok(Self::Public),
            "private" => Ok(Self::Private),
            _ => Err(InvalidVisibility(word.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests;
