//! Conversations as JSON, for people who work here.

use crate::{
    app::App,
    db,
    domain::{
        channel::{ChannelKind, Visibility},
        conversation::{AuthorRole, Conversation, Message, ResolvedBy, Status},
        id::{ArticleId, AuthorId, BrandId, ChannelId, ConversationId},
        link::LinkKind,
        locale::Locale,
    },
    error::{Error, Result},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::HashMap;

/// A conversation without its messages.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ConversationJson {
    pub id: ConversationId,
    pub external_id: String,
    /// Slug of the brand.
    pub brand: String,
    pub channel: ChannelNamed,
    pub locale: Locale,
    pub status: Status,
    /// How it is known to be resolved.
    pub resolved_by: Option<ResolvedBy>,
    /// How sure that is, 0 to 1.
    pub resolved_score: Option<f64>,
    /// `private` as soon as one message is.
    pub visibility: Visibility,
    pub message_count: i32,
    pub first_at: Option<DateTime<Utc>>,
    pub last_at: DateTime<Utc>,
    pub last_customer_at: Option<DateTime<Utc>>,
}

/// Where a conversation takes place.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct ChannelNamed {
    pub id: ChannelId,
    #[schema(value_type = String)]
    pub kind: ChannelKind,
    pub handle: String,
}

/// A conversation with its messages.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ConversationDetail {
    #[serde(flatten)]
    pub conversation: ConversationJson,
    pub messages: Vec<MessageJson>,
    /// The articles that answered it.
    pub links: Vec<LinkJson>,
}

/// A message.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MessageJson {
    pub external_id: String,
    pub author: Option<String>,
    pub role: AuthorRole,
    pub visibility: Visibility,
    pub at: Option<DateTime<Utc>>,
    pub text: String,
    pub reply_to: Option<String>,
}

/// An article answered a conversation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LinkJson {
    pub article_id: ArticleId,
    pub conversation_id: ConversationId,
    pub kind: LinkKind,
}

/// Names of brands and channels.
pub struct Names {
    pub brands: HashMap<BrandId, String>,
    pub channels: HashMap<ChannelId, ChannelNamed>,
}

impl Names {
    /// All of them.
    pub fn of(app: &App) -> Result<Self> {
        let channels = app
            .database
            .read(|connection| Ok::<_, Error>(db::channel::list(connection, None)?))?;
        let named = |channel: db::channel::Channel| ChannelNamed {
            id: channel.id,
            kind: channel.kind,
            handle: channel.handle,
        };
        Ok(Self {
            brands: app
                .brands()?
                .iter()
                .map(|brand| (brand.id, brand.slug.clone()))
                .collect(),
            channels: channels
                .into_iter()
                .map(|channel| (channel.id, named(channel)))
                .collect(),
        })
    }

    /// A conversation with the names in it.
    pub fn show(&self, conversation: Conversation) -> Result<ConversationJson> {
        let channel = self.channels.get(&conversation.channel_id).cloned();
        Ok(ConversationJson {
            brand: self.brands.get(&conversation.brand_id).cloned().unwrap_or_default(),
            // Both were read a moment ago; a channel that came in between is there at the next try.
            channel: channel.ok_or_else(|| Error::not_found("channel"))?,
            id: conversation.id,
            external_id: conversation.external_id,
            locale: conversation.locale,
            status: conversation.status,
            resolved_by: conversation.resolved_by,
            resolved_score: conversation.resolved_score,
            visibility: conversation.visibility,
            message_count: conversation.message_count,
            first_at: conversation.first_at.map(|at| at.and_utc()),
            last_at: conversation.last_at.and_utc(),
            last_customer_at: conversation.last_customer_at.map(|at| at.and_utc()),
        })
    }
}

/// A message with its writer's name.
pub fn show_message(message: Message, writers: &HashMap<AuthorId, String>) -> MessageJson {
    MessageJson {
        external_id: message.external_id,
        author: message.author_id.and_then(|id| writers.get(&id).cloned()),
        role: message.role,
        visibility: message.visibility,
        at: message.at.map(|at| at.and_utc()),
        text: message.text,
        reply_to: message.reply_to,
    }
}
