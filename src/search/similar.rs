//! A message to candidate articles: what the rarest of its words find, with the evidence for each.

use super::{
    ConversationIndex,
    engine::{self, Filter},
    evidence::{self, Match},
    query::matched,
    snapshot::Snapshot,
    terms::{Tongues, Word, telling_words},
};
use crate::{
    domain::{
        id::{ArticleId, BrandId, ConversationId},
        locale::Locale,
        suggestion::Evidence,
    },
    error::Result,
};

/// An incoming message, personal data already taken out.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// What the customer wrote last.
    pub text: &'a str,
    /// What was written before, oldest first.
    pub earlier: &'a [&'a str],
    /// Only this brand's articles; none: every brand's.
    pub brand_id: Option<BrandId>,
    /// The customer's language.
    pub locale: Option<&'a Locale>,
}

/// An article that may answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub article_id: ArticleId,
    pub locale: Locale,
    /// What `domain::suggestion::rank` goes by.
    pub evidence: Evidence,
    /// The words of the message that it has, folded and as stems: what `snippet` marks.
    pub matched: Vec<String>,
}

/// A past conversation that is like the message.
#[derive(Debug, Clone, PartialEq)]
pub struct PastConversation {
    pub conversation_id: ConversationId,
    /// Share (0 to 1) of what the message says that it says too.
    pub score: f32,
    pub matched: Vec<String>,
}

/// Characters of a message that are looked at.
const MESSAGE_MOST: usize = 4_000;
/// Candidates whose evidence is gathered.
const LOOKED_AT: usize = 100;

/// The best `limit` candidates for `message`, in their lexical order.
pub(super) fn similar(snapshot: &Snapshot, message: &Message<'_>, limit: usize) -> Result<Vec<Candidate>> {
    let (words, found) = find(snapshot, message, limit)?;
    let total: f32 = words.iter().map(|word| word.weight).sum();
    let candidates = found.into_iter().map(|(segment, doc, hit)| {
        let segment = &snapshot.segments[segment];
        let locale = segment.locale_of(doc);
        Candidate {
            article_id: ArticleId(segment.id.first(doc).unwrap_or_default()),
            evidence: evidence_of(
                &words,
                &hit,
                total,
                message.locale.is_none_or(|wanted| *wanted == locale),
                segment.uses.first(doc).unwrap_or_default(),
            ),
            locale,
            matched: matched(&words, hit.words),
        }
    });
    Ok(candidates.collect())
}

fn evidence_of(words: &[Word], hit: &Match, total: f32, same_locale: bool, uses: i64) -> Evidence {
    Evidence {
        score: hit.score,
        title_score: hit.title_score,
        asked_score: hit.asked_score,
        weight: total,
        covered: hit.covered,
        in_title: hit.in_title,
        in_phrasing: hit.in_phrasing,
        title_share: f32::from(hit.title_words) / f32::from(hit.title_length).max(1.0),
        words: words.len() as u32,
        words_found: hit.words.count_ones(),
        same_locale,
        uses,
    }
}

type FoundMatch = (usize, u32, Match);

fn find(snapshot: &Snapshot, message: &Message<'_>, limit: usize) -> Result<(Vec<Word>, Vec<FoundMatch>)> {
    let tongues = Tongues::new(snapshot, message.locale);
    let said = spoken(message.text);
    let words = telling_words(&said, &tongues)
        .into_iter()
        .map(|(word, form)| Word::look_up(snapshot, word, &form, &tongues))
        .collect::<Result<Vec<_>>>()?;
    let filter = Filter {
        brand_id: message.brand_id,
        topic: None,
        only: None,
    };
    let found = engine::any_words(snapshot, &words, filter, limit.max(LOOKED_AT))?;
    let matches = evidence::matches(snapshot, &words, &found)?;
    let both = found
        .into_iter()
        .zip(matches)
        .map(|(found, hit)| (found.segment, found.doc, hit));
    let both = both.take(limit).collect();
    Ok((words, both))
}

/// The message without what does not tell its subject: handles and links.
fn spoken(text: &str) -> String {
    let end = text.char_indices().nth(MESSAGE_MOST).map_or(text.len(), |(end, _)| end);
    let mut spoken = String::with_capacity(end);
    for word in text[..end].split_whitespace() {
        if !(word.starts_with('@') || word.starts_with(".@") || word.contains("://")) {
            spoken.push_str(word);
            spoken.push(' ');
        }
    }
    spoken
}

impl ConversationIndex {
    /// Past conversations like `message`, best first.
    pub fn similar(&self, message: &Message<'_>, limit: usize) -> Result<Vec<PastConversation>> {
        let snapshot = self.0.store().snapshot();
        let (words, found) = find(&snapshot, message, limit)?;
        let total: f32 = words.iter().map(|word| word.weight).sum::<f32>().max(f32::MIN_POSITIVE);
        Ok(found
            .into_iter()
            .map(|(segment, doc, hit)| PastConversation {
                conversation_id: ConversationId(snapshot.segments[segment].id.first(doc).unwrap_or_default()),
                score: hit.covered / total,
                matched: matched(&words, hit.words),
            })
            .collect())
    }
}
