//! The conversations that an article was drawn from, and those that somebody linked with it: what was asked, and what was
//! answered.

use crate::{
    db::{self, DbConnection},
    domain::{
        channel::Visibility,
        conversation::{AuthorRole, Conversation, Message},
        id::{ArticleId, ConversationId},
        suggestion::without_courtesies,
    },
    error::Result,
};

/// Sources and links that are looked at.
const SOURCES: usize = 5;
const LINKS: i64 = 20;

/// A conversation with what was said in it.
#[derive(Debug, Clone)]
pub struct Answered {
    pub conversation: Conversation,
    pub messages: Vec<Message>,
}

/// The conversations of an article, its sources first. Links that nobody confirmed are none.
pub fn list(connection: &mut DbConnection, id: ArticleId) -> Result<Vec<Answered>> {
    let mut ids: Vec<ConversationId> = db::article::sources_of(connection, id)?;
    ids.truncate(SOURCES);
    for link in db::link::list_known_of_article(connection, id, LINKS)? {
        if !ids.contains(&link.conversation_id) {
            ids.push(link.conversation_id);
        }
    }
    let mut conversations = db::conversation::list_by_ids(connection, &ids)?;
    conversations.sort_by_key(|one| ids.iter().position(|id| *id == one.id));
    let messages = db::conversation::messages_of(connection, &ids)?;
    let of = |conversation: Conversation| {
        let own = messages.iter().filter(|one| one.conversation_id == conversation.id);
        Answered {
            messages: own.cloned().collect(),
            conversation,
        }
    };
    Ok(conversations.into_iter().map(of).collect())
}

/// Whether something that an article was drawn from was said in private.
pub fn is_from_private(connection: &mut DbConnection, id: ArticleId) -> Result<bool> {
    let ids = db::article::sources_of(connection, id)?;
    let sources = db::conversation::list_by_ids(connection, &ids)?;
    Ok(sources.iter().any(|source| source.visibility == Visibility::Private))
}

impl Answered {
    /// What the customer said before we first answered, without greetings.
    pub fn question(&self) -> String {
        let before = self.messages.iter().take_while(|one| one.role == AuthorRole::Customer);
        let said: Vec<&str> = before.map(|one| one.text.as_str()).collect();
        without_courtesies(&said.join("\n")).to_string()
    }

    /// Each of our messages with what the customer had said last before it.
    pub fn answers(&self) -> Vec<(String, &Message)> {
        let mut asked = "";
        let mut answers = Vec::new();
        for message in &self.messages {
            if message.role == AuthorRole::Customer {
                asked = &message.text;
            } else {
                answers.push((without_courtesies(asked).to_string(), message));
            }
        }
        answers
    }
}
