//! What several pages of the workspace show: messages, choices.

use crate::{
    actions::read::{self, Summary},
    db::{self, DbConnection},
    domain::{
        brand::Brand,
        channel::Visibility,
        conversation::{AuthorRole, Conversation, Message},
        id::{ArticleId, AuthorId, ConversationId},
        link::LinkKind,
        locale::Locale,
        redaction::{self, Piece},
        visibility::{Reader, Visible},
    },
    error::Result,
    web::{frame::name_of, site::show::shortened},
};
use chrono::NaiveDateTime;
use serde::Serialize;
use std::collections::HashMap;

/// A message as a bubble.
#[derive(Debug, Clone, Serialize)]
pub struct Bubble {
    pub author: String,
    pub ours: bool,
    pub private: bool,
    pub at: Option<NaiveDateTime>,
    pub text: String,
    /// The text with placeholders for what is personal, where that is hidden; else empty.
    pub pieces: Vec<Piece>,
}

impl Bubble {
    /// A message of theirs and one of ours, for samples.
    pub fn samples() -> Vec<Self> {
        let theirs = Self {
            author: "@nuria_cs".into(),
            ours: false,
            private: true,
            at: Some(NaiveDateTime::default()),
            text: "<b>sin datos</b>".into(),
            pieces: Vec::new(),
        };
        let ours = Self {
            author: String::new(),
            ours: true,
            private: false,
            at: None,
            text: "Hola".into(),
            pieces: redaction::pieces("<b>Hola</b> [nombre]", "es"),
        };
        vec![theirs, ours]
    }
}

/// The messages of a conversation, for somebody who may see it.
pub fn bubbles(connection: &mut DbConnection, reader: Reader, id: ConversationId) -> Result<Vec<Bubble>> {
    let messages = db::conversation::messages(connection, id)?;
    bubbles_of(connection, reader, messages)
}

/// The same of these messages.
pub fn bubbles_of(connection: &mut DbConnection, reader: Reader, messages: Vec<Message>) -> Result<Vec<Bubble>> {
    let messages = reader.visible(messages);
    let authors: Vec<AuthorId> = messages.iter().filter_map(|message| message.author_id).collect();
    let names: HashMap<_, _> = db::conversation::author_names(connection, &authors)?
        .into_iter()
        .collect();
    Ok(messages
        .into_iter()
        .map(|message| {
            let Message {
                author_id,
                role,
                visibility,
                at,
                text,
                ..
            } = message.into_inner();
            Bubble {
                author: author_id.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
                ours: role != AuthorRole::Customer,
                private: visibility == Visibility::Private,
                at,
                text,
                pieces: Vec::new(),
            }
        })
        .collect())
}

/// The customer's name in a conversation; empty where it has none.
pub fn customer_of(bubbles: &[Bubble]) -> String {
    let theirs = bubbles.iter().find(|bubble| !bubble.ours);
    theirs.map(|bubble| bubble.author.clone()).unwrap_or_default()
}

/// A conversation that the same person had before.
#[derive(Debug, Clone, Serialize)]
pub struct Earlier {
    pub path: String,
    pub text: String,
    pub at: NaiveDateTime,
}

/// Earlier conversations of a person that are shown, and the longest beginning of one, in characters.
const EARLIER: usize = 3;
const EARLIER_MOST: usize = 120;

impl Earlier {
    /// The resolved conversations that the customer of this one had before, for people who work here.
    pub fn list(connection: &mut DbConnection, reader: Reader, now: &Conversation) -> Result<Vec<Self>> {
        if reader != Reader::Staff {
            return Ok(Vec::new());
        }
        let found = db::person::asked_before(connection, now, EARLIER)?;
        let line = |asked: db::person::Asked| Self {
            path: format!("/w/conversations/{}", asked.conversation_id),
            text: shortened(&asked.text, EARLIER_MOST),
            at: asked.last_at,
        };
        Ok(found.into_iter().map(line).collect())
    }

    /// For samples.
    pub fn samples() -> Vec<Self> {
        vec![Self {
            path: "/w/conversations/4f7k".into(),
            text: "<b>sin datos</b>".into(),
            at: NaiveDateTime::default(),
        }]
    }
}

/// An article that answered a conversation, or may have.
#[derive(Debug, Clone, Serialize)]
pub struct Link {
    title: String,
    path: String,
    article_id: ArticleId,
    locale: Locale,
    /// Whether the product found it by itself and nobody has confirmed it.
    found: bool,
}

impl Link {
    /// The articles that a conversation is linked with, as far as the reader may see them.
    pub fn list(connection: &mut DbConnection, reader: Reader, id: ConversationId) -> Result<Vec<Self>> {
        let links = db::link::list_of_conversation(connection, id)?;
        let ids: Vec<_> = links.iter().map(|link| link.article_id).collect();
        let found = |id| (links.iter()).any(|link| link.article_id == id && link.kind == LinkKind::Inferred);
        let link = |summary: &Visible<Summary>| Self {
            title: summary.title.clone(),
            path: format!("/w/articles/{}/edit", summary.article.id),
            article_id: summary.article.id,
            locale: summary.article.locale.clone(),
            found: found(summary.article.id),
        };
        Ok(read::summaries(connection, reader, &ids)?.iter().map(link).collect())
    }

    /// For samples.
    pub fn samples() -> Vec<Self> {
        vec![Self {
            title: "Sin <datos>".into(),
            path: "/w/articles/4f7k/edit".into(),
            article_id: ArticleId(1),
            locale: Locale::spanish(),
            found: true,
        }]
    }
}

/// One of the values that a choice offers.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub name: String,
}

impl Choice {
    /// A value under a name.
    pub fn of(value: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            name: name.into(),
        }
    }

    /// For samples.
    pub fn sample() -> Vec<Self> {
        vec![Self::of("es", "Español")]
    }
}

/// The brand's languages.
pub fn languages(brand: &Brand) -> Vec<Choice> {
    let locales = brand.locales.iter();
    locales
        .map(|locale| Choice::of(locale.to_string(), name_of(locale)))
        .collect()
}
