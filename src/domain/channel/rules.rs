//! What each channel allows: the table of `channels.json` as types, and how a kind finds its line.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{ChannelKind, Visibility};

/// What a channel counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// X: wide characters and emoji 2, links 23.
    Weighted,
    /// What a reader sees as one character (UAX #29 extended grapheme clusters).
    Graphemes,
    Utf16,
    /// Unicode scalar values: what a vendor who only says "characters" most likely means.
    Codepoints,
    BytesUtf8,
    /// Septets of GSM 03.38, or UTF-16 units as soon as one character is outside of it.
    Gsm7,
    /// Code points, but an emoji costs its UTF-8 bytes.
    Threads,
}

/// How firm a limit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Refused above.
    Hard,
    /// Refused somewhere near it.
    HardApprox,
    /// The server says; the table holds what is usual.
    Instance,
    /// Accepted above it, but not advised.
    Recommended,
    /// For each segment.
    Segments,
    /// Ours, for channels without one.
    Default,
}

/// What a link adds to the length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UrlCost {
    /// Each of its characters.
    #[default]
    Full,
    /// The same for each link, however long.
    Fixed(usize),
    /// What is shown of it; as we show links whole, that is each character.
    DisplayText,
}

/// How a mention counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mentions {
    #[default]
    Full,
    /// Of `@name@server`, only `@name`.
    LocalPart,
}

/// What becomes of a link in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkValue {
    AutoLinked,
    /// A link once marked as such by byte offsets.
    Facet,
    /// Plain text: a short address that can be remembered helps.
    NotClickable,
}

/// The markup a channel reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Markup {
    Plain,
    PlainHtmlOut,
    BlueskyFacets,
    Whatsapp,
    TelegramHtml,
    SlackMrkdwn,
    DiscordMarkdown,
    RedditMarkdown,
    Youtube,
    Html,
    Commonmark,
    Gfm,
}

/// Whether a reply too long for one post may become several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    None,
    /// Posts that answer each other.
    Thread,
    Messages,
    /// One message that travels in pieces, put together again by the telephone.
    Segments,
}

/// How long after the customer's last message the brand may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyWindow {
    /// Hours in which anything may be sent.
    pub hours: u32,
    /// Hours in which a person may still answer, where the channel has that exception.
    #[serde(default)]
    pub extended_hours: Option<u32>,
}

/// The room of an SMS: alone in its message, and as one segment of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segments {
    pub gsm7: (usize, usize),
    pub ucs2: (usize, usize),
}

/// What one channel allows; a line of `channels.json`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChannelRules {
    pub id: String,
    /// The kind people write for it; several lines share one where public and private differ.
    pub kind: String,
    pub name: String,
    pub visibility: Visibility,
    /// In `unit`; `None` where the channel has no limit worth counting.
    limit: Option<usize>,
    /// A little less than `limit`, where the vendor's own count cannot be trusted.
    #[serde(default)]
    safe_limit: Option<usize>,
    pub limit_kind: LimitKind,
    pub unit: Unit,
    #[serde(default, deserialize_with = "url_cost")]
    pub url_cost: UrlCost,
    #[serde(default)]
    pub mentions: Mentions,
    pub link: LinkValue,
    pub markup: Markup,
    pub split: Split,
    #[serde(default)]
    pub reply_window: Option<ReplyWindow>,
    /// Longer is allowed, but nobody reads it.
    #[serde(default)]
    pub soft_limit: Option<usize>,
    /// A second limit, in UTF-8 bytes.
    #[serde(default)]
    pub max_bytes: Option<usize>,
    /// Different links in one post.
    #[serde(default)]
    pub max_links: Option<usize>,
    #[serde(default)]
    pub segments: Option<Segments>,
    #[serde(default)]
    pub max_segments: Option<usize>,
    /// A second reply replaces the first.
    #[serde(default)]
    pub one_reply: bool,
    /// What customers expect there, in minutes.
    #[serde(default)]
    pub expected_response_minutes: Option<u32>,
}

impl ChannelRules {
    /// The limit to keep to, in [`Self::unit`].
    pub fn limit(&self) -> Option<usize> {
        self.safe_limit.or(self.limit)
    }

    /// The same channel with the limit its account or server really has (a premium account, an instance).
    pub fn with_limit(&self, limit: usize) -> Self {
        Self {
            limit: Some(limit),
            safe_limit: None,
            segments: self.segments.map(|segments| segments.scaled(limit)),
            ..self.clone()
        }
    }
}

impl Segments {
    /// The same proportions for another length of a single message.
    fn scaled(self, single: usize) -> Self {
        let scale = |room: usize| room * single / self.gsm7.0;
        Self {
            gsm7: (single, scale(self.gsm7.1)),
            ucs2: (scale(self.ucs2.0), scale(self.ucs2.1)),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenUrlCost {
    Fixed(usize),
    DisplayText(DisplayText),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DisplayText {
    DisplayText,
}

fn url_cost<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<UrlCost, D::Error> {
    Ok(match WrittenUrlCost::deserialize(deserializer)? {
        WrittenUrlCost::Fixed(cost) => UrlCost::Fixed(cost),
        WrittenUrlCost::DisplayText(DisplayText::DisplayText) => UrlCost::DisplayText,
    })
}

static TABLE: LazyLock<Vec<ChannelRules>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("channels.json"))
        .expect("channels.json is part of the program and a test reads it")
});

/// Every line of the table.
pub fn all() -> &'static [ChannelRules] {
    &TABLE
}

/// Whether the table has a kind, by its own name or by that of one of its lines.
pub fn is_known(kind: &ChannelKind) -> bool {
    all()
        .iter()
        .any(|line| line.id == kind.as_str() || line.kind == kind.as_str())
}

/// The rules of a kind where messages have that visibility.
///
/// The id of a line (`x_dm`) means that line; a kind (`x`) the line of that visibility, or its only one. An unknown kind
/// gets those of `web_widget`.
pub fn rules(kind: &ChannelKind, visibility: Visibility) -> &'static ChannelRules {
    all()
        .iter()
        .find(|line| line.kind == kind.as_str() && line.visibility == visibility)
        .unwrap_or_else(|| natural(kind))
}

/// The rules of a kind where nobody said whether it is public: a post on `x`, a message on `whatsapp`.
pub fn natural(kind: &ChannelKind) -> &'static ChannelRules {
    let line = |wanted: &str| all().iter().find(|line| line.id == wanted || line.kind == wanted);
    line(kind.as_str())
        .or_else(|| line("web_widget"))
        .expect("web_widget is in channels.json")
}
