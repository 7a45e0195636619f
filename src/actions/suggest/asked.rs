//! What a reply is wanted for, and reading it: the customer's last words and what is known of them, wherever they stand.

use crate::{
    app::App,
    db,
    domain::{
        channel::{self, ChannelKind, ChannelRules, Visibility},
        conversation::{AuthorRole, Conversation, Message},
        id::ConversationId,
        locale::Locale,
    },
    error::{Code, Error, Result},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// Longest message that is read, in characters.
pub const TEXT_MOST: usize = 10_000;

/// What a reply is wanted for: one of `text`, `messages` and `conversation_id`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// The customer's message.
    pub text: Option<String>,
    /// The conversation so far, oldest first.
    pub messages: Vec<Turn>,
    /// A conversation that is stored here.
    pub conversation_id: Option<String>,
    /// Kind of the channel the reply goes to, for instance `x`; the conversation's own where it is left out.
    pub channel: Option<ChannelName>,
    /// Whether the reply will be `public` or `private`; the channel's own way where it is left out.
    pub visibility: Option<Visibility>,
    /// Slug of the brand.
    pub brand: Option<String>,
    /// The customer's language; told from the text where it is left out.
    pub locale: Option<Locale>,
    /// What is known of the customer's product, version or country.
    pub environment: Option<String>,
    pub customer_name: Option<String>,
    pub agent_name: Option<String>,
    /// How many suggestions, 1 to 10; 3 where it is left out.
    pub limit: Option<usize>,
}

/// A channel kind in a request.
pub type ChannelName = String;

/// One message of a conversation in a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Turn {
    /// `customer`, `agent` or `bot`.
    pub role: AuthorRole,
    pub text: String,
    pub at: Option<DateTime<Utc>>,
}

/// What is known of the message, wherever it came from.
pub(super) struct Asked {
    pub conversation: Option<Conversation>,
    /// The customer's last words, and what was said before, oldest first.
    pub text: String,
    pub earlier: Vec<String>,
    pub last_customer_at: Option<NaiveDateTime>,
    pub channel: Option<Place>,
    pub locale: Option<Locale>,
}

/// Where a reply goes: the kind of the channel, how visible the reply is there, and the channel's own limit.
type Place = (ChannelKind, Visibility, Option<i32>);

pub(super) fn read(app: &App, request: &Request) -> Result<Asked> {
    let given = [
        request.text.is_some(),
        !request.messages.is_empty(),
        request.conversation_id.is_some(),
    ];
    if given.iter().filter(|is| **is).count() != 1 {
        return Err(Error::invalid(
            "text",
            "Give one of text, messages and conversation_id.",
        ));
    }
    let channel = request
        .channel
        .as_deref()
        .map(|kind| kind_of(kind, request.visibility))
        .transpose()?;
    if let Some(id) = &request.conversation_id {
        return of_conversation(app, id, channel, request.visibility);
    }
    let turns: Vec<(AuthorRole, &str, Option<NaiveDateTime>)> = match &request.text {
        Some(text) => vec![(AuthorRole::Customer, text.as_str(), None)],
        None => request
            .messages
            .iter()
            .map(|turn| (turn.role, turn.text.as_str(), turn.at.map(|at| at.naive_utc())))
            .collect(),
    };
    let (text, earlier, last_customer_at) = last_words(&turns)?;
    Ok(Asked {
        conversation: None,
        text,
        earlier,
        last_customer_at,
        channel,
        locale: None,
    })
}

fn kind_of(kind: &str, visibility: Option<Visibility>) -> Result<Place> {
    let kind: ChannelKind = kind
        .parse()
        .map_err(|_| Error::invalid("channel", "It is not the kind of a channel."))?;
    let visibility = visibility.unwrap_or_else(|| channel::natural(&kind).visibility);
    Ok((kind, visibility, None))
}

fn of_conversation(app: &App, id: &str, channel: Option<Place>, wanted: Option<Visibility>) -> Result<Asked> {
    let id: ConversationId = id.parse().map_err(|_| Error::not_found("conversation"))?;
    app.database.read(|connection| {
        let conversation = db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
        let messages = db::conversation::messages(connection, id)?;
        let own = db::channel::get(connection, conversation.channel_id)?;
        let turns: Vec<_> = messages
            .iter()
            .map(|message| (message.role, message.text.as_str(), message.at))
            .collect();
        let (text, earlier, _) = last_words(&turns)?;
        let channel = channel.or_else(|| Some(place_in(&own, &messages, wanted)));
        Ok(Asked {
            text,
            earlier,
            last_customer_at: conversation.last_customer_at,
            channel,
            locale: Some(conversation.locale.clone()),
            conversation: Some(conversation),
        })
    })
}

/// Where a reply in a stored conversation goes.
fn place_in(own: &db::channel::Channel, messages: &[Message], wanted: Option<Visibility>) -> Place {
    let visibility = wanted.unwrap_or_else(|| visibility(messages, own.visibility));
    (own.kind.clone(), visibility, own.reply_limit)
}

/// Where the reply goes: the rules of the channel, and how visible it is there.
pub fn place(app: &App, request: &Request) -> Result<(ChannelRules, Visibility)> {
    let place = match (&request.channel, &request.conversation_id) {
        (Some(kind), _) => kind_of(kind, request.visibility)?,
        (None, Some(id)) => {
            let id: ConversationId = id.parse().map_err(|_| Error::not_found("conversation"))?;
            app.database.read(|connection| {
                let found = db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
                let own = db::channel::get(connection, found.channel_id)?;
                let messages = db::conversation::messages(connection, id)?;
                Ok::<_, Error>(place_in(&own, &messages, request.visibility))
            })?
        }
        (None, None) => return Err(Error::invalid("channel", "Say where the reply goes.")),
    };
    Ok((rules_of(&place), place.1))
}

/// The rules of a place, with the channel's own limit.
pub(super) fn rules_of((kind, visibility, limit): &Place) -> ChannelRules {
    let rules = channel::rules(kind, *visibility);
    match limit.and_then(|limit| usize::try_from(limit).ok()) {
        Some(limit) => rules.with_limit(limit),
        None => rules.clone(),
    }
}

/// A reply is as visible as the customer's last message.
fn visibility(messages: &[Message], otherwise: Visibility) -> Visibility {
    let last = messages
        .iter()
        .rev()
        .find(|message| message.role == AuthorRole::Customer);
    last.map_or(otherwise, |message| message.visibility)
}

pub(in crate::actions) type LastWords = (String, Vec<String>, Option<NaiveDateTime>);

/// The customer's last words: all that they wrote since somebody last answered; and what was said before.
pub(in crate::actions) fn last_words(turns: &[(AuthorRole, &str, Option<NaiveDateTime>)]) -> Result<LastWords> {
    let end = turns
        .iter()
        .rposition(|(role, ..)| *role == AuthorRole::Customer)
        .map(|place| place + 1);
    let end = end.ok_or_else(|| Error::invalid("messages", "There is no message of a customer."))?;
    let start = turns[..end]
        .iter()
        .rposition(|(role, ..)| *role != AuthorRole::Customer)
        .map_or(0, |place| place + 1);
    let text = turns[start..end]
        .iter()
        .map(|(_, text, _)| *text)
        .collect::<Vec<_>>()
        .join("\n");
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "It is empty."));
    }
    if text.chars().count() > TEXT_MOST {
        return Err(Error::new(
            Code::TooLarge,
            format!("The message is longer than {TEXT_MOST} characters."),
        ));
    }
    let earlier = turns[..start].iter().map(|(_, text, _)| (*text).to_owned()).collect();
    Ok((text.replace('\0', ""), earlier, turns[end - 1].2))
}
