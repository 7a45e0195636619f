//! What a draft was made of: the messages of its source with personal data hidden, the sentences of it that readers may be
//! shown, and what was found to be personal.

use super::show::{self, Bubble};
use crate::{
    actions::{self, excerpt},
    db::{self, DbConnection, redaction::Redaction},
    domain::{
        article::{Article, RedactionStatus},
        id::ConversationId,
        redaction,
        visibility::Reader,
    },
    error::Result,
};
use serde::Serialize;

/// Below this a span may well be no personal data.
const SURE_FROM: f64 = 0.80;

/// A sentence of the source, personal data masked.
#[derive(Debug, Clone, Serialize)]
pub struct Sentence {
    pub key: String,
    ours: bool,
    text: String,
    pub chosen: bool,
}

impl From<excerpt::Sentence> for Sentence {
    fn from(sentence: excerpt::Sentence) -> Self {
        Self {
            key: sentence.key,
            ours: sentence.ours,
            text: sentence.text,
            chosen: sentence.chosen,
        }
    }
}

/// A span of personal data.
#[derive(Debug, Clone, Serialize)]
pub struct Hidden {
    id: String,
    placeholder: String,
    original: String,
    status: &'static str,
    doubtful: bool,
    confidence: f64,
}

impl From<&Redaction> for Hidden {
    fn from(redaction: &Redaction) -> Self {
        Self {
            id: redaction.id.to_string(),
            placeholder: redaction.placeholder.clone(),
            original: redaction.original.clone(),
            status: match redaction.status {
                RedactionStatus::Open => "open",
                RedactionStatus::Redacted => "hidden",
                RedactionStatus::Kept => "kept",
            },
            doubtful: redaction.confidence < SURE_FROM,
            confidence: redaction.confidence,
        }
    }
}

/// For samples: chosen and not, open, hidden and kept.
pub fn samples() -> (Vec<Sentence>, Vec<Hidden>) {
    let sentence = |chosen| Sentence {
        key: "0a1b".into(),
        ours: chosen,
        text: "<b>sin datos</b>".into(),
        chosen,
    };
    let hidden = |(status, doubtful)| Hidden {
        id: "4f7k".into(),
        placeholder: "[teléfono]".into(),
        original: "600".into(),
        status,
        doubtful,
        confidence: 0.58,
    };
    let all = [("open", true), ("hidden", false), ("kept", false)];
    (
        [true, false].map(sentence).to_vec(),
        all.into_iter().map(hidden).collect(),
    )
}

/// The messages of a source, personal data and customers' names behind placeholders.
pub fn bubbles(
    connection: &mut DbConnection,
    reader: Reader,
    article: &Article,
    source: ConversationId,
) -> Result<Vec<Bubble>> {
    let Some(conversation) = db::conversation::find(connection, source)?.and_then(|found| reader.may_see(found)) else {
        return Ok(Vec::new());
    };
    let messages = db::conversation::messages(connection, source)?;
    let messages: Vec<_> = reader
        .visible(messages)
        .into_iter()
        .map(|message| message.into_inner())
        .collect();
    let masked = actions::excerpt::masked(connection, article, &conversation, &messages)?;
    let mut bubbles = show::bubbles_of(connection, reader, messages)?;
    for (bubble, text) in bubbles.iter_mut().zip(&masked) {
        bubble.pieces = redaction::pieces(text, conversation.locale.as_str());
        if !bubble.ours {
            bubble.author.clear();
        }
    }
    Ok(bubbles)
}
