//! The kind of a channel: the word people write for it, in its one spelling.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const LONGEST: usize = 32;

/// Channels on which an account is written with `@` in front.
const WITH_AT: &[&str] = &[
    "x",
    "instagram",
    "threads",
    "tiktok",
    "youtube",
    "telegram",
    "mastodon",
    "bluesky",
];

/// What people also call a channel, and the kind they mean.
const ALIASES: &[(&str, &str)] = &[
    ("twitter", "x"),
    ("fb", "facebook"),
    ("fb_messenger", "messenger"),
    ("ig", "instagram"),
    ("insta", "instagram"),
    ("wa", "whatsapp"),
    ("tg", "telegram"),
    ("bsky", "bluesky"),
    ("fediverse", "mastodon"),
    ("yt", "youtube"),
    ("mail", "email"),
    ("e_mail", "email"),
    ("web", "web_widget"),
    ("web_chat", "web_widget"),
    ("chat", "web_widget"),
    ("widget", "web_widget"),
    ("api", "web_widget"),
    ("forum", "discourse"),
    ("gbp", "google_business"),
    ("play_store", "google_play"),
];

/// A channel's kind: 1 to 32 of `a-z`, `0-9` and `_`, with aliases resolved (`twitter` is `x`).
///
/// A kind the project does not know is accepted, so that a new channel needs no new version; see [`rules`](super::rules).
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
#[serde(try_from = "String", into = "String")]
pub struct ChannelKind(String);

impl ChannelKind {
    /// The kind's one spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An account of this channel as people write it.
    pub fn account(&self, handle: &str) -> String {
        if WITH_AT.contains(&self.as_str()) && !handle.is_empty() && !handle.starts_with('@') {
            format!("@{handle}")
        } else {
            handle.to_owned()
        }
    }
}

/// A word that cannot name a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidChannelKind(pub String);

impl fmt::Display for InvalidChannelKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "a channel kind is 1 to {LONGEST} of a-z, 0-9 and _, such as `x` or `email`, not `{}`",
            self.0
        )
    }
}

impl std::error::Error for InvalidChannelKind {}

impl FromStr for ChannelKind {
    type Err = InvalidChannelKind;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let kind = word.trim().to_ascii_lowercase().replace(['-', ' '], "_");
        let allowed = |character: char| matches!(character, 'a'..='z' | '0'..='9' | '_');
        if kind.is_empty() || kind.len() > LONGEST || !kind.chars().all(allowed) {
            return Err(InvalidChannelKind(word.to_owned()));
        }
        let known = ALIASES.iter().find(|(alias, _)| *alias == kind);
        Ok(Self(known.map_or(kind, |(_, meant)| (*meant).to_owned())))
    }
}

impl TryFrom<String> for ChannelKind {
    type Error = InvalidChannelKind;

    fn try_from(word: String) -> Result<Self, Self::Error> {
        word.parse()
    }
}

impl From<ChannelKind> for String {
    fn from(kind: ChannelKind) -> Self {
        kind.0
    }
}

impl fmt::Display for ChannelKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
