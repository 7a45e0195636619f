//! Past conversations like the one at hand: a pool of their own beside the suggestions.

use super::asked::Asked;
use crate::{
    actions::{group, heard::heard, index::question_and_answer, synonym},
    app::App,
    db,
    domain::{
        brand::Brand,
        channel::Visibility,
        conversation::Message,
        id::{BrandId, ConversationId},
        locale::Locale,
        redaction::{self, AllowList},
        suggestion::{Nearness, Similarity, asks_something},
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
/// A question that is at least so near (a cosine) is like the message, whichever words it has. Words are a part of these
/// vectors, so the same in other words reaches 0.4 to 0.55, and another matter of the same shop up to 0.37.
const MEANS_THE_SAME: f32 = 0.4;
/// One that says at least so much of what the message says may be a little further off; without vectors, that has to do.
const SAYS_THE_SAME: f32 = 0.5;
const NOT_FAR_OFF: f32 = 0.3;

/// How like the message it is, 0 to 1, in hundredths; none where it is about something else. A word says little on its own,
/// so what is said and what is meant count half each where both are known.
fn likeness(past: &PastConversation, is_compared: bool) -> Option<f32> {
    let (said, nearest) = (past.said, past.nearest.max(0.0));
    let is_like = if is_compared {
        nearest >= MEANS_THE_SAME || (said >= SAYS_THE_SAME && nearest >= NOT_FAR_OFF)
    } else {
        said >= SAYS_THE_SAME
    };
    let score = if is_compared {
        nearest.max(f32::midpoint(said, nearest))
    } else {
        said
    };
    is_like.then(|| (score.min(1.0) * 100.0).round() / 100.0)
}

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
    if !asks_something(question) {
        return Ok(Vec::new());
    }
    let question = heard(app, question)?;
    let question = question.as_str();
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
    let found = conversations.similar(&message, PAST_LOOKED_AT)?.into_iter();
    let alike = found.filter_map(|past| Some((likeness(&past, meant.is_some())?, past)));
    let mut found: Vec<(f32, PastConversation)> = alike.collect();
    found.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    let masked = |text: &str| redaction::redact(text, locale.as_str(), allow_list).text;
    app.database.read(|connection| {
        let mut past = Vec::new();
        for (score, one) in found.into_iter().filter(|(_, past)| Some(past.conversation_id) != own) {
            let messages = db::conversation::messages(connection, one.conversation_id)?;
            let hidden = messages.iter().any(|message| message.visibility == Visibility::Private);
            if hidden && reader == Reader::Public {
                continue;
            }
            let turns: Vec<_> = messages.iter().map(Message::turn).collect();
            if let Some((question, answer)) = question_and_answer(&turns) {
                past.push(Past {
                    conversation_id: one.conversation_id,
                    score,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_like_a_message_means_it_or_says_most_of_it_and_is_not_far_off() {
        let past = |said, nearest| PastConversation {
            conversation_id: ConversationId(1),
            said,
            nearest,
        };
        assert_eq!(likeness(&past(0.0, 0.4826), true), Some(0.48));
        assert_eq!(likeness(&past(1.0, 0.5), true), Some(0.75), "one word is not all");
        assert_eq!(likeness(&past(1.0, 1.0), true), Some(1.0));
        assert_eq!(likeness(&past(0.4, 0.36), true), None);
        assert_eq!(likeness(&past(0.9, 0.2), true), None);
        assert_eq!(likeness(&past(0.6, 0.0), false), Some(0.6));
        assert_eq!(likeness(&past(0.2, 0.0), false), None);
    }
}
