//! One conversation at a glance, beside the list of all: who asked, how it goes on, what can be done with it.

use super::show::{self, Bubble, Link};
use crate::{
    db::{self, DbConnection},
    domain::{
        conversation::{Conversation, Status},
        locale::Locale,
        visibility::Visible,
    },
    error::Result,
    web::{session::SignedIn, site::show::shortened},
};
use chrono::NaiveDateTime;
use serde::Serialize;

/// Messages that are shown; the rest stands on the conversation's own page.
const SHOWN: usize = 4;
/// Longest beginning of a message, in characters.
const BEGINNING: usize = 240;

/// A conversation at a glance.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Glance {
    id: String,
    path: String,
    /// Name of the customer; may be empty.
    customer: String,
    status: Status,
    /// How it is known to be resolved; empty where it is not.
    resolved_by: String,
    locale: Locale,
    since: Option<NaiveDateTime>,
    messages: Vec<Bubble>,
    /// How many messages are not shown.
    rest: usize,
    links: Vec<Link>,
    has_draft: bool,
}

impl Glance {
    /// For samples: with all it can have.
    pub fn sample() -> Self {
        Self {
            customer: "<i>Nuria</i>".into(),
            status: Status::Resolved,
            resolved_by: "thanks".into(),
            since: Some(NaiveDateTime::default()),
            messages: Bubble::samples(),
            rest: 2,
            links: Link::samples(),
            has_draft: true,
            ..Self::bare()
        }
    }

    /// For samples: with the least.
    pub fn bare() -> Self {
        Self {
            id: "4f7k".into(),
            path: "/w/conversations/4f7k".into(),
            customer: String::new(),
            status: Status::Open,
            resolved_by: String::new(),
            locale: Locale::spanish(),
            since: None,
            messages: Vec::new(),
            rest: 0,
            links: Vec::new(),
            has_draft: false,
        }
    }
}

/// What is shown of a conversation.
pub(super) fn read(
    connection: &mut DbConnection,
    person: &SignedIn,
    conversation: &Visible<Conversation>,
) -> Result<Glance> {
    let id = conversation.id;
    let first = db::conversation::first_messages(connection, id, SHOWN as i64)?;
    let mut messages = show::bubbles_of(connection, person.reader(), first)?;
    let customer = show::customer_of(&messages);
    let all = usize::try_from(conversation.message_count).unwrap_or_default();
    for message in &mut messages {
        message.text = shortened(&message.text, BEGINNING);
    }
    Ok(Glance {
        id: id.to_string(),
        path: format!("/w/conversations/{id}"),
        customer,
        status: conversation.status,
        resolved_by: conversation.resolved_by.map(|how| how.to_string()).unwrap_or_default(),
        locale: conversation.locale.clone(),
        since: conversation.first_at,
        rest: all.saturating_sub(messages.len()),
        messages,
        links: Link::list(connection, person.reader(), id)?,
        has_draft: db::article::find_draft_of(connection, id)?.is_some(),
    })
}
