//! Conversations as JSON lines, one a line: what `PUT /api/v1/conversations` takes and the export writes.
//!
//! `{"id","channel","handle","brand","lang","status","messages":[{"id","author","role","at","text","reply_to",
//! "visibility"}],"links","source_of","excerpts":[{"article","message","text"}]}`; only `id` and `messages` (each with `role`
//! and `text`) must be there, other keys are ignored.
//!
//! - A message without an id gets `ID-n`, n being its place counted from 1.
//! - Of messages with the same id the first is kept.
//! - Where every message has a time they are put in order of time; otherwise they stay as they stand.
//! - A language that is no tag counts as unknown, because it is told from the text anyway; any other value that cannot be
//!   read rejects the conversation.

use super::{
    Content, Halt, Kind, MESSAGES_MOST, Output, RECORD_MOST, TEXT_MOST,
    lines::{Line, Lines},
    source::{Open, unreadable},
    text, time,
};
use crate::domain::{
    channel::Visibility,
    conversation::{AuthorRole, IncomingConversation, IncomingExcerpt, IncomingMessage, Status},
    locale::Locale,
};
use chrono::{NaiveDateTime, SecondsFormat};
use serde::{Deserialize, Deserializer, Serialize, de};
use std::{collections::HashSet, fmt};

/// Reads all lines of `open`.
pub(super) fn read(open: Open, output: &mut Output) -> Result<(), Halt> {
    each_line(open, Kind::Conversation, output, |json| {
        parse(json).map(Content::Conversation)
    })
}

/// Gives each line that holds something to `parse`; what fails is rejected as a `kind`, with its line.
pub(super) fn each_line(
    open: Open,
    kind: Kind,
    output: &mut Output,
    parse: impl Fn(&str) -> Result<Content, String>,
) -> Result<(), Halt> {
    let mut lines = Lines::new(open.reader);
    loop {
        let (number, content) = match lines.next() {
            Ok(None) => return Ok(()),
            Ok(Some((_, Line::Text(line)))) if line.trim_ascii().is_empty() => continue,
            Ok(Some((number, Line::Text(line)))) => {
                let text = std::str::from_utf8(line)
                    .map_err(|error| format!("not UTF-8 (byte {} of the line)", error.valid_up_to() + 1));
                (number, text.and_then(&parse))
            }
            Ok(Some((number, Line::TooLong))) => {
                (number, Err(format!("the line is longer than {} MB", RECORD_MOST >> 20)))
            }
            Err(error) => {
                let line = lines.number() + 1;
                return output.reject(&open.source, line, Kind::File, unreadable(&error));
            }
        };
        output.give(
            &open.source,
            number,
            content.unwrap_or_else(|reason| Content::Rejected(kind, reason)),
        )?;
        output.report(open.done.get(), false);
    }
}

/// One conversation from its JSON, or why it cannot be taken.
pub fn parse(json: &str) -> Result<IncomingConversation, String> {
    serde_json::from_str::<Row>(json)
        .map_err(|error| no_object(json, &error).unwrap_or_else(|| json_problem(&error)))
        .and_then(Row::into_incoming)
}

/// A conversation as a line of JSON, without its end: what [`parse`] reads back without a loss.
pub fn to_json(conversation: &IncomingConversation) -> String {
    let messages: Vec<_> = conversation
        .messages
        .iter()
        .map(|message| WrittenMessage {
            id: &message.external_id,
            author: message.author.as_deref(),
            role: message.role,
            at: message
                .at
                .map(|at| at.and_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            text: &message.text,
            reply_to: message.reply_to.as_deref(),
            visibility: message.visibility,
        })
        .collect();
    let written = Written {
        id: &conversation.external_id,
        channel: conversation.channel.as_deref(),
        handle: conversation.handle.as_deref(),
        brand: conversation.brand.as_deref(),
        lang: conversation.locale.as_ref(),
        status: conversation.status,
        messages,
        links: &conversation.links,
        source_of: &conversation.source_of,
        excerpts: &conversation.excerpts,
    };
    serde_json::to_string(&written).expect("text, lists and words of ours are always JSON")
}

/// Characters of a line that are told of it.
const TOLD: usize = 20;

/// What is wrong with a line that is not even an object; none where it is one.
fn no_object(json: &str, error: &serde_json::Error) -> Option<String> {
    let begins = json.trim_start();
    let wanted = r#"each line has to be one object, such as {"id": "t-1", "messages": [...]}"#;
    if !begins.starts_with('{') {
        let begin: String = begins.chars().take(TOLD).collect();
        let cut = if begin.len() < begins.len() { "..." } else { "" };
        return Some(format!(
            "not JSON lines: {wanted}, and this one begins with: {begin}{cut}"
        ));
    }
    error
        .is_eof()
        .then(|| format!("the object is not complete when the line ends: {wanted}, all of it on one line"))
}

/// What serde's parser says of a wrong letter, in a sentence.
const SYNTAX: &[(&str, &str)] = &[
    ("expected ident", "only true, false or null stand without quotes"),
    (
        "expected value",
        "a value is expected: a text in quotes, a number, a list or an object",
    ),
    ("key must be a string", "a name in quotes is expected"),
    ("trailing characters", "something follows behind the end of the object"),
    ("trailing comma", "nothing follows the last comma"),
];

/// What is wrong with a line of JSON; its line number there is always 1 and would only mislead.
pub(super) fn json_problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    let column = error.column();
    // serde names our types, which say nothing to whoever wrote the line.
    match what
        .strip_prefix("invalid type: ")
        .and_then(|what| what.split_once(", expected "))
    {
        Some((found, wanted)) => {
            let wanted = match wanted {
                wanted if wanted.starts_with("struct ") || wanted == "a map" => "an object",
                "a sequence" => "a list",
                "a string" => "a text",
                wanted => wanted,
            };
            format!("JSON: {found} where {wanted} is expected (column {column})")
        }
        None => {
            let told = SYNTAX.iter().find(|(known, _)| *known == what);
            format!("JSON: {} (column {column})", told.map_or(what, |(_, words)| words))
        }
    }
}

/// What a link to an article begins with that has no id outside; its public id follows.
pub const ARTICLE_LINK: &str = "public_id:";

/// A conversation as it is written.
#[derive(Deserialize)]
struct Row {
    id: Option<Word>,
    channel: Option<Word>,
    handle: Option<Word>,
    brand: Option<Word>,
    lang: Option<Word>,
    status: Option<Word>,
    messages: Option<Vec<MessageRow>>,
    links: Option<Vec<Word>>,
    source_of: Option<Vec<Word>>,
    #[serde(default)]
    excerpts: Vec<IncomingExcerpt>,
}

#[derive(Deserialize)]
struct MessageRow {
    id: Option<Word>,
    author: Option<Word>,
    role: Option<Word>,
    #[serde(default, deserialize_with = "time_or_null")]
    at: Option<NaiveDateTime>,
    text: Option<String>,
    reply_to: Option<Word>,
    visibility: Option<Word>,
}

/// A conversation on its way out; what is not known is left out.
#[derive(Serialize)]
struct Written<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handle: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    brand: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<&'a Locale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    messages: Vec<WrittenMessage<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    links: &'a [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    source_of: &'a [String],
    #[serde(skip_serializing_if = "<[IncomingExcerpt]>::is_empty")]
    excerpts: &'a [IncomingExcerpt],
}

#[derive(Serialize)]
struct WrittenMessage<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    role: AuthorRole,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<Visibility>,
}

impl Row {
    fn into_incoming(self) -> Result<IncomingConversation, String> {
        let external_id = word(self.id, "id")?.ok_or("the id is missing")?;
        let rows = self.messages.unwrap_or_default();
        if rows.is_empty() {
            return Err("there are no messages".into());
        }
        if rows.len() > MESSAGES_MOST {
            return Err(format!("there are more than {MESSAGES_MOST} messages"));
        }
        Ok(IncomingConversation {
            messages: messages(&external_id, rows)?,
            external_id,
            channel: word(self.channel, "channel")?,
            handle: word(self.handle, "handle")?,
            brand: word(self.brand, "brand")?,
            locale: word(self.lang, "lang")?.as_deref().and_then(locale),
            status: word(self.status, "status")?.as_deref().map(status).transpose()?,
            links: all(self.links, "links")?,
            source_of: all(self.source_of, "source_of")?,
            excerpts: self.excerpts,
        })
    }
}

fn all(words: Option<Vec<Word>>, name: &str) -> Result<Vec<String>, String> {
    let words = words.unwrap_or_default().into_iter();
    words.filter_map(|one| word(Some(one), name).transpose()).collect()
}

fn messages(conversation: &str, rows: Vec<MessageRow>) -> Result<Vec<IncomingMessage>, String> {
    let mut messages = Vec::with_capacity(rows.len());
    let mut nameless = Vec::new();
    let mut seen = HashSet::with_capacity(rows.len());
    for (place, row) in rows.into_iter().enumerate() {
        let message = row
            .into_incoming()
            .map_err(|problem| format!("message {}: {problem}", place + 1))?;
        if message.external_id.is_empty() {
            nameless.push((messages.len(), place + 1));
        } else if !seen.insert(message.external_id.clone()) {
            continue;
        }
        messages.push(message);
    }
    for (index, place) in nameless {
        let mut id = format!("{conversation}-{place}");
        while !seen.insert(id.clone()) {
            id.push('+');
        }
        messages[index].external_id = id;
    }
    if messages.iter().all(|message| message.at.is_some()) {
        messages.sort_by_key(|message| message.at);
    }
    Ok(messages)
}

impl MessageRow {
    /// The message, with an empty id where the source has none.
    fn into_incoming(self) -> Result<IncomingMessage, String> {
        let role = word(self.role, "role")?.ok_or("the role is missing")?;
        let text = text::clean(self.text.ok_or("the text is missing")?);
        // Bytes first: no text has more characters than bytes, and most are short.
        if text.len() > TEXT_MOST && text.chars().count() > TEXT_MOST {
            return Err(format!("the text is longer than {TEXT_MOST} characters"));
        }
        Ok(IncomingMessage {
            external_id: word(self.id, "id")?.unwrap_or_default(),
            author: word(self.author, "author")?,
            role: role_of(&role)?,
            at: self.at,
            text,
            reply_to: word(self.reply_to, "reply_to")?,
            visibility: word(self.visibility, "visibility")?
                .map(|word| word.parse::<Visibility>().map_err(|error| error.to_string()))
                .transpose()?,
        })
    }
}

/// Words of other sources for our roles.
const ROLES: &[(&str, AuthorRole)] = &[
    ("customer", AuthorRole::Customer),
    ("user", AuthorRole::Customer),
    ("visitor", AuthorRole::Customer),
    ("agent", AuthorRole::Agent),
    ("admin", AuthorRole::Agent),
    ("bot", AuthorRole::Bot),
    ("system", AuthorRole::Bot),
    ("assistant", AuthorRole::Bot),
];

fn role_of(word: &str) -> Result<AuthorRole, String> {
    let known = ROLES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    known
        .map(|(_, role)| *role)
        .ok_or_else(|| format!("the role \"{}\" is not known", text::headline(word, 40)))
}

/// Words of other sources for our states.
const STATES: &[(&str, Status)] = &[
    ("open", Status::Open),
    ("new", Status::Open),
    ("pending", Status::Open),
    ("snoozed", Status::Open),
    ("resolved", Status::Resolved),
    ("solved", Status::Resolved),
    ("closed", Status::Resolved),
];

fn status(word: &str) -> Result<Status, String> {
    let known = STATES.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
    known
        .map(|(_, status)| *status)
        .ok_or_else(|| format!("the status \"{}\" is not known", text::headline(word, 40)))
}

/// The language a source names; none where it is no tag or one of ISO 639-2's words for "do not know".
pub(super) fn locale(tag: &str) -> Option<Locale> {
    const UNKNOWN: &[&str] = &["und", "mul", "mis", "zxx"];
    tag.parse()
        .ok()
        .filter(|locale: &Locale| !UNKNOWN.contains(&locale.language()))
}

/// An id, name or word; none where it is missing or blank.
pub(super) fn word(word: Option<Word>, what: &str) -> Result<Option<String>, String> {
    let word = word.and_then(|word| text::name(word.0));
    word.as_deref().map_or(Ok(()), |word| text::check_length(what, word))?;
    Ok(word)
}

/// A text, or a whole number that stands for one: some sources write ids as numbers.
pub(super) struct Word(pub(super) String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Word;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Word, E> {
                Ok(Word(text.to_owned()))
            }
            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Word, E> {
                Ok(Word(number.to_string()))
            }
            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Word, E> {
                Ok(Word(number.to_string()))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// A time as text or as seconds or milliseconds since 1970.
fn time_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDateTime>, D::Error> {
    let Some(Word(text)) = Option::<Word>::deserialize(deserializer)? else {
        return Ok(None);
    };
    if text.trim().is_empty() {
        return Ok(None);
    }
    let at = time::parse(&text).or_else(|| text.parse().ok().and_then(time::from_number));
    at.map(Some)
        .ok_or_else(|| de::Error::custom(format!("\"{}\" is not a time", text::headline(&text, 40))))
}

#[cfg(test)]
mod tests;
