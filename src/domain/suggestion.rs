//! Suggestions: ranked articles for an incoming message, or an honest nothing.
//!
//! Pure: the search gives the evidence, this says in which order and how sure it makes us. A confidence means the same
//! for every message, so one threshold decides whether anything is shown.

use super::words::text_enum;

text_enum! {
    /// What the agent did with a suggestion.
    Outcome {
        Sent = "sent",
        Edited = "edited",
        Rejected = "rejected",
        Ignored = "ignored",
    }
}

text_enum! {
    /// How likely it is that an article answers, in words.
    Likelihood {
        VeryLikely = "very_likely",
        Likely = "likely",
        Possible = "possible",
    }
}

/// What speaks for an article as an answer to a message. Weights are sums of inverse document frequencies of words.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Evidence {
    /// BM25 over everything the article says, over its title, and over the phrasings that customers used.
    pub score: f32,
    pub title_score: f32,
    pub asked_score: f32,
    /// Weight of all words of the message that say something; a word that no article has counts most.
    pub weight: f32,
    /// Weight of those that the article has.
    pub covered: f32,
    /// Weight of those that its title has.
    pub in_title: f32,
    /// Weight of those that the best of its phrasings has.
    pub in_phrasing: f32,
    /// Share (0 to 1) of the title's words that the message has.
    pub title_share: f32,
    /// Words of the message that say something, and how many of them the article has.
    pub words: u32,
    pub words_found: u32,
    /// Whether it is written in the customer's language.
    pub same_locale: bool,
    /// How often it was sent as an answer.
    pub uses: i64,
}

/// An article in its place, with how sure we are.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked<T> {
    pub item: T,
    pub evidence: Evidence,
    /// 0 to 1: how likely it answers the message.
    pub confidence: f32,
}

/// Below this nothing is shown.
pub const SHOWN_FROM: f32 = 0.40;
const LIKELY_FROM: f32 = 0.60;
const VERY_LIKELY_FROM: f32 = 0.85;

impl Likelihood {
    /// The word for a confidence; none where it is too low to show the article at all.
    pub fn of(confidence: f32) -> Option<Self> {
        match confidence {
            VERY_LIKELY_FROM.. => Some(Self::VeryLikely),
            LIKELY_FROM.. => Some(Self::Likely),
            SHOWN_FROM.. => Some(Self::Possible),
            _ => None,
        }
    }
}

impl<T> Ranked<T> {
    /// Whether it is good enough to be shown.
    pub fn is_shown(&self) -> bool {
        self.confidence >= SHOWN_FROM
    }
}

/// Orders candidates, best first, and says how sure we are of each.
pub fn rank<T>(candidates: Vec<(T, Evidence)>) -> Vec<Ranked<T>> {
    let mut ranked: Vec<_> = candidates
        .into_iter()
        .map(|(item, evidence)| Ranked {
            item,
            confidence: confidence(&evidence),
            evidence,
        })
        .collect();
    ranked.sort_by(|left, right| strength(&right.evidence).total_cmp(&strength(&left.evidence)));
    ranked
}

fn strength(evidence: &Evidence) -> f32 {
    evidence.score
}

fn confidence(evidence: &Evidence) -> f32 {
    (evidence.score / evidence.weight.max(1.0)).clamp(0.0, 1.0)
}
