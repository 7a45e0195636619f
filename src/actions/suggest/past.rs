//! Past conversations like the one at hand: a pool of their own beside the suggestions.

use super::asked::Asked;
use crate::{
    actions::{group, index::question_and_answer, synonym},
    app::App,
    db,
    domain::{
        brand::Brand,
        channel::Visibility,
        conversation::Message,
        id::{BrandId, ConversationId},
        locale::Locale,
        redaction::{self, AllowList},
        suggestion::{Nearness, Similarity},
        visibility::Reader,
    },
    error::Result,
    search::{self as index, PastConversation},
};
use precedent_meaning::{Vector, with_words};
use std::{collections::HashMap, fmt};

/// Past conversations beside the suggestions, and how many are looked at for ones that the caller may see.
const PAST: usize = 3;
const PAST_LOOKED_AT: usize = 12;

/// Past conversations that mean the same which are looked at beside those that have the words.
const NEAREST: usize = 24;
/// One without any word of the message is shown where its question is at least so near (a cosine). Words are a part of these
/// vectors, so the same in other words reaches 0.4 to 0.55, and another matter of the same shop up to 0.37.
const MEANS_THE_SAME: f32 = 0.4;

/// What a message means beside past conversations: their questions have vectors, because they are grouped.
struct Meant<'a> {
    app: &'a App,
    brand_id: BrandId,
    /// As those of the questions are.
    vector: Vector,
}

impl index::Meant for Meant<'_> {
    fn nearest(&self) -> Vec<i64> {
        let found = self.app.meaning.nearest_past(&self.vector, self.brand_id, NEAREST);
        found.into_iter().map(|id| id.0).collect()
    }

    fn similarities(&self, ids: &[i64]) -> Vec<Similarity> {
        let ids: Vec<_> = ids.iter().copied().map(ConversationId).collect();
        let mut cosines: HashMap<ConversationId, f32> = HashMap::new();
        for (id, near) in ids.iter().zip(self.app.meaning.near_past(&self.vector, &ids)) {
            cosines.extend(near.map(|near| (*id, near.best)));
        }
        // Of older ones the vector is not in memory; their words found them.
        let older: Vec<_> = ids.iter().filter(|id| !cosines.contains_key(id)).copied().collect();
        match group::vectors_of(self.app, &older) {
            Ok(vectors) => cosines.extend(vectors.iter().map(|(id, vector)| (*id, self.vector.similarity(vector)))),
            Err(error) => tracing::warn!(?error, "older conversations are compared by their words alone"),
        }
        let similarity = |id| {
            let nearest = cosines.get(id).copied().unwrap_or_default();
            let near = Nearness {
                best: nearest,
                all: nearest,
            };
            Similarity {
                nearest,
                phrasing: 0,
                answer: near,
                whole: near,
            }
        };
        ids.iter().map(similarity).collect()
    }
}

impl fmt::Debug for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Meant").field(&self.brand_id).finish()
    }
}

/// A past conversation like this one; one that was private is for staff only.
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
    (question, vector, locale, allow_list): (&str, Option<Vector>, &Locale, &AllowList),
) -> Result<Vec<Past>> {
    let Some(conversations) = app.index.conversations(Reader::Staff) else {
        return Ok(Vec::new());
    };
    let earlier: Vec<&str> = asked.earlier.iter().map(String::as_str).collect();
    let meant = vector.map(|vector| Meant {
        app,
        brand_id: brand.id,
        vector: with_words(question, &vector),
    });
    let synonyms = synonym::of(app, Some(brand.id), Some(locale))?;
    let message = index::Message {
        text: question,
        earlier: &earlier,
        meant: meant.as_ref().map(|meant| meant as &dyn index::Meant),
        environments: None,
        left_out: &[],
        synonyms: Some(&synonyms),
        brand_id: Some(brand.id),
        locale: Some(locale),
        is_aside: false,
    };
    let own = asked.conversation.as_ref().map(|conversation| conversation.id);
    let mut found: Vec<PastConversation> = conversations.similar(&message, PAST_LOOKED_AT)?;
    found.retain(|past| !past.matched.is_empty() || past.score >= MEANS_THE_SAME);
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
