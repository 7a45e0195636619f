//! Past conversations like the one at hand: a pool of their own beside the suggestions.

use super::asked::Asked;
use crate::{
    actions::{index::question_and_answer, synonym},
    app::App,
    db,
    domain::{
        brand::Brand,
        channel::Visibility,
        conversation::Message,
        id::ConversationId,
        locale::Locale,
        redaction::{self, AllowList},
        visibility::Reader,
    },
    error::Result,
    search::{self as index, PastConversation},
};

/// Past conversations beside the suggestions, and how many are looked at for ones that the caller may see.
const PAST: usize = 3;
const PAST_LOOKED_AT: usize = 12;

/// A past conversation like this one; for staff only.
#[derive(Debug, Clone)]
pub struct Past {
    pub conversation_id: ConversationId,
    pub score: f32,
    pub question: String,
    pub answer: String,
}

/// Past conversations like this one, personal data masked.
pub(super) fn like(
    app: &App,
    reader: Reader,
    brand: &Brand,
    asked: &Asked,
    (question, locale, allow_list): (&str, &Locale, &AllowList),
) -> Result<Vec<Past>> {
    let Some(conversations) = app.index.conversations(Reader::Staff) else {
        return Ok(Vec::new());
    };
    let earlier: Vec<&str> = asked.earlier.iter().map(String::as_str).collect();
    let synonyms = synonym::of(app, Some(brand.id), Some(locale))?;
    let message = index::Message {
        text: question,
        earlier: &earlier,
        meant: None,
        synonyms: Some(&synonyms),
        brand_id: Some(brand.id),
        locale: Some(locale),
    };
    let own = asked.conversation.as_ref().map(|conversation| conversation.id);
    let found: Vec<PastConversation> = conversations.similar(&message, PAST_LOOKED_AT)?;
    let masked = |text: &str| redaction::redact(text, locale.as_str(), allow_list).text;
    app.database.read(|connection| {
        let mut past = Vec::new();
        for one in found.into_iter().filter(|past| Some(past.conversation_id) != own) {
            let messages = db::conversation::messages(connection, one.conversation_id)?;
            let hidden = messages.iter().any(|message| message.visibility == Visibility::Private);
            if hidden && reader == Reader::Public {
                continue;
            }
            let turns: Vec<_> = messages.iter().map(Message::turn).collect();
            if let Some((question, answer)) = question_and_answer(&turns) {
                past.push(Past {
                    conversation_id: one.conversation_id,
                    score: one.score,
                    question: masked(&question),
                    answer: masked(&answer),
                });
            }
            if past.len() == PAST {
                break;
            }
        }
        Ok(past)
    })
}
