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
    /// BM25 of what was said in earlier messages: over everything the article says, and over its title.
    pub earlier_score: f32,
    pub earlier_title: f32,
    /// Weight of all words of the message that say something; a word that no article has counts most.
    pub weight: f32,
    /// Weight of those that the article has.
    pub covered: f32,
    /// Weight of those that the best of its phrasings has.
    pub in_phrasing: f32,
    /// Share (0 to 1) of the title's words that the message has.
    pub title_share: f32,
    /// How many words of the message that say something the article has.
    pub words_found: u32,
    /// Whether it is written in another language than the customer's.
    pub foreign: bool,
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

impl Evidence {
    /// What orders articles for one and the same message or query. The title says what an article is about, the phrasings
    /// are what customers really write, and what was said before mostly names the subject, so it counts most where a
    /// title names it too. Fitted on eleven public evaluation sets together (help desks, intents, FAQ, passages in two
    /// languages), each counting the same.
    pub fn strength(&self) -> f32 {
        self.score
            + 0.5 * self.title_score
            + 0.4 * self.asked_score
            + 0.6 * self.title_share
            + 0.5 * self.earlier_score
            + 1.5 * self.earlier_title
    }

    /// The strength with what is known beyond words: three hundredths more for each tenfold of uses, nine at most, so that
    /// a much used article wins a near tie and never a clear case.
    fn with_uses(&self) -> f32 {
        let uses = (1.0 + self.uses.max(0) as f32).log10().min(3.0);
        let language = if self.foreign { FOREIGN } else { 1.0 };
        self.strength() * language * (1.0 + 0.03 * uses)
    }
}

/// What an article in another language than the customer's is worth beside one in their own.
const FOREIGN: f32 = 0.7;

/// Orders candidates, best first, and says how sure we are of each.
pub fn rank<T>(candidates: Vec<(T, Evidence)>) -> Vec<Ranked<T>> {
    let mut strengths: Vec<(f32, (T, Evidence))> = candidates
        .into_iter()
        .map(|candidate| (candidate.1.with_uses(), candidate))
        .collect();
    strengths.sort_by(|left, right| right.0.total_cmp(&left.0));
    let leads = leads(&strengths.iter().map(|(strength, _)| *strength).collect::<Vec<_>>());
    let mut most = 1.0_f32;
    let ranked = strengths.into_iter().zip(leads).map(|((_, (item, evidence)), lead)| {
        // Never surer of an article than of the one before it.
        most = most.min(confidence(&evidence, lead));
        Ranked {
            item,
            evidence,
            confidence: most,
        }
    });
    ranked.collect()
}

/// How far an article is ahead of the best other one, and of the sixth, as shares of the best strength.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Lead {
    of_next: f32,
    of_field: f32,
}

fn leads(strengths: &[f32]) -> Vec<Lead> {
    let Some(best) = strengths.first().map(|best| best.max(f32::MIN_POSITIVE)) else {
        return Vec::new();
    };
    let sixth = strengths.get(5).or(strengths.last()).copied().unwrap_or_default();
    let alone = strengths.len() == 1;
    let lead = |(place, strength): (usize, &f32)| {
        let other = if place == 0 {
            strengths.get(1).copied().unwrap_or_default()
        } else {
            best
        };
        Lead {
            of_next: (strength - other) / best,
            of_field: if alone { 1.0 } else { (strength - sixth) / best },
        }
    };
    strengths.iter().enumerate().map(lead).collect()
}

/// How likely an article answers: a logistic model of how much of the message it covers, how much that says, and how far
/// it is ahead of the others. Fitted to whether the first candidate was right on the same sets; with any one of the sets
/// left out the figures on that one stay within a few points.
fn confidence(evidence: &Evidence, lead: Lead) -> f32 {
    if evidence.words_found == 0 {
        return 0.0;
    }
    let weight = evidence.weight.max(f32::MIN_POSITIVE);
    let sum = -5.42
        + 1.13 * (evidence.score / weight)
        + 1.44 * (evidence.covered / weight)
        + 0.64 * evidence.title_share
        + 1.40 * lead.of_next
        + 1.33 * lead.of_field
        + 0.82 * (evidence.words_found as f32).ln_1p()
        + 0.79 * evidence.score.max(0.1).ln();
    let language = if evidence.foreign { FOREIGN } else { 1.0 };
    language / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(score: f32, covered: f32) -> Evidence {
        Evidence {
            score,
            covered,
            weight: 12.0,
            words_found: 3,
            ..Evidence::default()
        }
    }

    fn order(candidates: Vec<(&'static str, Evidence)>) -> Vec<&'static str> {
        rank(candidates).into_iter().map(|ranked| ranked.item).collect()
    }

    #[test]
    fn the_better_match_comes_first_and_surer() {
        let ranked = rank(vec![
            ("some", evidence(4.0, 4.0)),
            ("most", evidence(16.0, 11.0)),
            ("little", evidence(2.0, 2.0)),
        ]);
        assert_eq!(
            ranked.iter().map(|one| one.item).collect::<Vec<_>>(),
            ["most", "some", "little"]
        );
        assert!(ranked.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence));
        assert!(ranked[0].is_shown() && !ranked[2].is_shown(), "{ranked:?}");
    }

    #[test]
    fn two_that_match_alike_make_us_less_sure() {
        let alone = rank(vec![("one", evidence(9.0, 9.0)), ("far", evidence(1.0, 1.0))])[0].confidence;
        let twins = rank(vec![("one", evidence(9.0, 9.0)), ("other", evidence(9.0, 9.0))])[0].confidence;
        assert!(alone > twins, "{alone} {twins}");
    }

    #[test]
    fn use_decides_a_near_tie_and_never_a_clear_case() {
        let used = |score| Evidence {
            uses: 1_000_000,
            ..evidence(score, 9.0)
        };
        assert_eq!(
            order(vec![("new", evidence(9.0, 9.0)), ("used", used(8.8))]),
            ["used", "new"]
        );
        assert_eq!(
            order(vec![("new", evidence(9.0, 9.0)), ("used", used(7.0))]),
            ["new", "used"]
        );
    }

    #[test]
    fn the_customers_language_is_preferred() {
        let foreign = Evidence {
            foreign: true,
            ..evidence(10.0, 10.0)
        };
        assert_eq!(
            order(vec![("foreign", foreign), ("own", evidence(8.0, 8.0))]),
            ["own", "foreign"]
        );
    }

    #[test]
    fn what_shares_no_word_with_the_message_is_never_shown() {
        let none = Evidence {
            earlier_score: 50.0,
            earlier_title: 20.0,
            weight: 9.0,
            ..Evidence::default()
        };
        assert!(rank(vec![("earlier", none)])[0].confidence <= 0.0);
        assert!(rank(Vec::<((), Evidence)>::new()).is_empty());
    }

    #[test]
    fn likelihood_in_words() {
        let words: Vec<_> = [0.9, 0.85, 0.7, 0.5, 0.39, f32::NAN].map(Likelihood::of).into();
        use Likelihood::{Likely, Possible, VeryLikely};
        assert_eq!(
            words,
            [
                Some(VeryLikely),
                Some(VeryLikely),
                Some(Likely),
                Some(Possible),
                None,
                None
            ]
        );
    }
}
