//! A conversation: one thread between a customer and a brand on a channel, and the messages in it.

use super::{
    channel::Visibility,
    id::{AuthorId, BrandId, ChannelId, ConversationId, MessageId},
    locale::Locale,
    words::text_enum,
};
use chrono::NaiveDateTime;

text_enum! {
    /// Whether a conversation still waits.
    Status {
        Open = "open",
        Resolved = "resolved",
    }
}

text_enum! {
    /// Who wrote a message.
    AuthorRole {
        Customer = "customer",
        Agent = "agent",
        Bot = "bot",
    }
}

text_enum! {
    /// How it is known that a conversation is resolved. `resolution` has the rules and their scores.
    ResolvedBy {
        /// The source says so.
        Source = "source",
        /// Somebody here said so.
        Person = "person",
        /// The customer thanked after an agent's answer.
        Thanks = "thanks",
        /// An agent answered and nobody wrote again.
        Silence = "silence",
    }
}

/// A conversation as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Conversation {
    pub id: ConversationId,
    pub brand_id: BrandId,
    pub channel_id: ChannelId,
    /// Its id outside, unique within its channel.
    pub external_id: String,
    pub locale: Locale,
    pub status: Status,
    pub resolved_by: Option<ResolvedBy>,
    /// How sure that is, 0 to 1.
    pub resolved_score: Option<f64>,
    /// Private as soon as one message is.
    pub visibility: Visibility,
    pub message_count: i32,
    pub first_at: Option<NaiveDateTime>,
    /// When it was last active: its newest message, or its arrival where the source gives no times.
    pub last_at: NaiveDateTime,
    /// When the customer wrote last: what a suggestion's freshness and a reply window go by.
    pub last_customer_at: Option<NaiveDateTime>,
    /// Hash of all that the source said, so that the same record again changes nothing.
    pub content_hash: String,
    pub updated_at: NaiveDateTime,
}

/// A message as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    pub id: MessageId,
    pub conversation_id: ConversationId,
    pub external_id: String,
    pub author_id: Option<AuthorId>,
    pub role: AuthorRole,
    pub visibility: Visibility,
    /// Where the source gave none, messages keep the order in which they came.
    pub at: Option<NaiveDateTime>,
    /// 0, 1, 2 ... within the conversation, by time.
    pub position: i32,
    pub text: String,
    /// External id of the message it answers.
    pub reply_to: Option<String>,
}

/// A conversation as an outside source tells it: what importers yield and `PUT /api/v1/conversations` takes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IncomingConversation {
    pub external_id: String,
    /// Channel kind as the source names it; none: the import's own channel.
    pub channel: Option<String>,
    /// The brand's account on that channel.
    pub handle: Option<String>,
    /// Brand slug or name; none: the import's own brand.
    pub brand: Option<String>,
    pub locale: Option<Locale>,
    pub status: Option<Status>,
    pub messages: Vec<IncomingMessage>,
    /// External ids of the articles that are known to have answered it.
    pub links: Vec<String>,
    /// The articles that were drawn from it, named as in `links`.
    pub source_of: Vec<String>,
    /// Sentences of it that articles show.
    pub excerpts: Vec<IncomingExcerpt>,
}

/// A sentence that an article shows, as an export tells it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct IncomingExcerpt {
    /// External id of the article.
    pub article: String,
    /// External id of the message.
    pub message: String,
    pub text: String,
}

/// A message as an outside source tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomingMessage {
    pub external_id: String,
    pub author: Option<String>,
    pub role: AuthorRole,
    pub at: Option<NaiveDateTime>,
    pub text: String,
    pub reply_to: Option<String>,
    /// None: as visible as its channel.
    pub visibility: Option<Visibility>,
}

/// What a rule needs to know of a message; stored and incoming ones alike can be read this way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn<'a> {
    pub role: AuthorRole,
    pub at: Option<NaiveDateTime>,
    pub text: &'a str,
    pub visibility: Visibility,
}

impl Message {
    /// This message as a turn.
    pub fn turn(&self) -> Turn<'_> {
        Turn {
            role: self.role,
            at: self.at,
            text: &self.text,
            visibility: self.visibility,
        }
    }
}
