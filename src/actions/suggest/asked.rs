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
use std::{borrow::Cow, ops::Range};

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
    /// The last words turn by turn, where there are several; empty else.
    pub said: Vec<String>,
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
    let last = &turns[last_turns(&turns)?];
    if last.iter().map(|(_, text, _)| text.chars().count()).sum::<usize>() > TEXT_MOST {
        return Err(Error::new(
            Code::TooLarge,
            format!("The message is longer than {TEXT_MOST} characters."),
        ));
    }
    let said = said_in(last);
    let (text, earlier, last_customer_at) = last_words(&turns)?;
    Ok(Asked {
        conversation: None,
        text,
        said,
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
        let said = said_in(&turns[last_turns(&turns)?]);
        let (text, earlier, _) = last_words(&turns)?;
        let channel = channel.or_else(|| Some(place_in(&own, &messages, wanted)));
        Ok(Asked {
            text,
            said,
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

type TurnOf<'a> = (AuthorRole, &'a str, Option<NaiveDateTime>);

/// The customer's last words: all that they wrote since somebody last answered; and what was said before. Of more than
/// [`TEXT_MOST`] characters the beginning and the end are kept.
pub(in crate::actions) fn last_words(turns: &[TurnOf]) -> Result<LastWords> {
    let last = last_turns(turns)?;
    let text = turns[last.clone()]
        .iter()
        .map(|(_, text, _)| *text)
        .collect::<Vec<_>>()
        .join("\n");
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "It is empty."));
    }
    let earlier = turns[..last.start].iter().map(|(_, text, _)| (*text).to_owned());
    Ok((
        shortened(&text.replace('\0', "")).into_owned(),
        earlier.collect(),
        turns[last.end - 1].2,
    ))
}

/// Which turns the customer wrote since somebody last answered.
fn last_turns(turns: &[TurnOf]) -> Result<Range<usize>> {
    let end = turns
        .iter()
        .rposition(|(role, ..)| *role == AuthorRole::Customer)
        .map(|place| place + 1);
    let end = end.ok_or_else(|| Error::invalid("messages", "There is no message of a customer."))?;
    let start = turns[..end]
        .iter()
        .rposition(|(role, ..)| *role != AuthorRole::Customer)
        .map_or(0, |place| place + 1);
    Ok(start..end)
}

/// What was said in several turns, each by itself; nothing where it was one.
fn said_in(turns: &[TurnOf]) -> Vec<String> {
    if turns.len() < 2 {
        return Vec::new();
    }
    let said = turns.iter().map(|(_, text, _)| text.replace('\0', ""));
    said.filter(|text| !text.trim().is_empty())
        .map(|text| shortened(&text).into_owned())
        .collect()
}

/// The beginning and the end of a text that is too long, in whole words: a customer says there what they want.
fn shortened(text: &str) -> Cow<'_, str> {
    let most = TEXT_MOST / 2 - 1;
    if text.chars().count() <= TEXT_MOST {
        return text.into();
    }
    let place = |(place, _)| place;
    let first = text.char_indices().nth(most).map_or(text.len(), place);
    let last = text.char_indices().rev().nth(most - 1).map_or(0, place);
    let first = text[..first].trim_end_matches(|letter: char| !letter.is_whitespace());
    let last = text[last..].trim_start_matches(|letter: char| !letter.is_whitespace());
    format!("{}\n{}", first.trim_end(), last.trim_start()).into()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_message_the_beginning_and_the_end_are_read() {
        let long = format!("primero {}último", "palabra ".repeat(5_000));
        let turns = [(AuthorRole::Customer, long.as_str(), None)];
        let (text, earlier, _) = last_words(&turns).unwrap();
        assert!(text.chars().count() <= TEXT_MOST && earlier.is_empty());
        assert!(text.starts_with("primero palabra ") && text.ends_with(" palabra último"));
        assert!(
            text.split_whitespace()
                .all(|word| ["primero", "palabra", "último"].contains(&word))
        );
        assert_eq!(shortened("corto"), "corto");
        let one_word = "x".repeat(20_000);
        assert!(shortened(&one_word).chars().count() <= TEXT_MOST);
    }

    #[test]
    fn what_a_customer_says_in_several_turns_is_known_turn_by_turn() {
        let agent = (AuthorRole::Agent, "¿Sí?", None);
        let customer = |text| (AuthorRole::Customer, text, None);
        let turns = [customer("uno"), agent, customer("dos"), customer(" "), customer("tres")];
        assert_eq!(said_in(&turns[last_turns(&turns).unwrap()]), ["dos", "tres"]);
        assert_eq!(last_words(&turns).unwrap().0, "dos\n \ntres");
        assert!(said_in(&turns[..1]).is_empty());
        assert!(last_turns(&[agent]).is_err());
    }
}
