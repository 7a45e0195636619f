//! People who wrote to the brand: finds them by their handle and tells everything that is stored about them.

use super::Actor;
use crate::{
    app::App,
    db::{self, DbConnection, person::Person},
    domain::{
        conversation::{AuthorRole, Message},
        id::{AuthorId, ConversationId},
    },
    error::{Error, Result},
};
use chrono::NaiveDateTime;
use serde_json::{Value, json};
use std::collections::HashMap;

/// Conversations that are read at once.
const BATCH: usize = 200;

/// Somebody who wrote, for whoever looks for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    pub id: AuthorId,
    pub handle: String,
    /// Kind and handle of the channel they wrote on, and the name of its brand.
    pub channel: String,
    pub channel_handle: String,
    pub brand: String,
    pub conversations: usize,
    pub messages: usize,
    pub last_at: Option<NaiveDateTime>,
}

/// The customers with a handle, whatever the channel.
pub fn find(app: &App, handle: &str) -> Result<Vec<About>> {
    if handle.trim().trim_start_matches('@').is_empty() {
        return Ok(Vec::new());
    }
    app.database.read(|connection| {
        let people = db::person::list_by_handle(connection, handle)?;
        people.into_iter().map(|person| about(connection, person)).collect()
    })
}

fn about(connection: &mut DbConnection, person: Person) -> Result<About> {
    let (channel, channel_handle, brand) = place(connection, &person)?;
    let ids = db::person::conversations_of(connection, &[person.id])?;
    let (mut messages, mut last_at) = (0, None);
    for some in ids.chunks(BATCH) {
        for message in db::conversation::messages_of(connection, some)? {
            if message.author_id == Some(person.id) {
                messages += 1;
                last_at = last_at.max(message.at);
            }
        }
    }
    Ok(About {
        id: person.id,
        handle: person.handle,
        channel,
        channel_handle,
        brand,
        conversations: ids.len(),
        messages,
        last_at,
    })
}

/// Kind and handle of the channel that somebody wrote on, and the brand's name.
fn place(connection: &mut DbConnection, person: &Person) -> Result<(String, String, String)> {
    let channels = db::channel::list(connection, None)?;
    let channel = channels.iter().find(|channel| channel.id == person.channel_id);
    let channel = channel.ok_or_else(|| Error::not_found("channel"))?;
    let brand = db::brand::get(connection, channel.brand_id)?;
    Ok((channel.kind.as_str().to_owned(), channel.handle.clone(), brand.name))
}

/// Everything that is stored about somebody, as one JSON document: who they are, and the conversations in which they
/// wrote, with the brand's answers. What other customers wrote there is left out.
pub fn export(app: &App, actor: Actor, id: AuthorId) -> Result<Value> {
    let document = app.database.snapshot(|connection| {
        let person = db::person::find(connection, id)?.ok_or_else(|| Error::not_found("person"))?;
        let (channel, channel_handle, brand) = place(connection, &person)?;
        let ids = db::person::conversations_of(connection, &[id])?;
        let mut conversations = Vec::new();
        for some in ids.chunks(BATCH) {
            conversations.extend(told(connection, id, some)?);
        }
        Ok(json!({
            "person": {"id": id, "handle": person.handle},
            "brand": brand,
            "channel": {"kind": channel, "handle": channel_handle},
            "conversations": conversations,
        }))
    })?;
    let now = app.clock.now();
    app.database.write(|connection| {
        Ok(db::audit::record(
            connection,
            actor,
            "person.export",
            Some(id.0),
            "",
            now,
        )?)
    })?;
    Ok(document)
}

fn told(connection: &mut DbConnection, person: AuthorId, ids: &[ConversationId]) -> Result<Vec<Value>> {
    let mut messages: HashMap<ConversationId, Vec<Message>> = HashMap::new();
    for message in db::conversation::messages_of(connection, ids)? {
        messages.entry(message.conversation_id).or_default().push(message);
    }
    let mut found = db::conversation::list_by_ids(connection, ids)?;
    found.sort_by_key(|conversation| conversation.id);
    let told = found.into_iter().map(|conversation| {
        let messages = messages.remove(&conversation.id).unwrap_or_default();
        let told = messages.iter().filter_map(|message| {
            let theirs = message.author_id == Some(person);
            (theirs || message.role != AuthorRole::Customer).then(|| {
                json!({
                    "id": message.external_id, "by": if theirs { "person" } else { "brand" },
                    "at": message.at.map(|at| at.and_utc()), "visibility": message.visibility, "text": message.text,
                })
            })
        });
        json!({
            "id": conversation.id, "external_id": conversation.external_id, "locale": conversation.locale,
            "status": conversation.status, "last_at": conversation.last_at.and_utc(),
            "messages": told.collect::<Vec<_>>(),
        })
    });
    Ok(told.collect())
}
