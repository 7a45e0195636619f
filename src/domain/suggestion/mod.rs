//! Suggestions: ranked articles for an incoming message, or an honest nothing.
//!
//! Pure: the search gives the evidence, this says in which order and how sure it makes us. A confidence means the same
//! for every message, so one threshold decides whether anything is shown.

mod courtesy;
pub mod learning;
mod model;
mod opening;
mod precision;

pub use courtesy::{asks_something, is_courtesy};
pub use opening::without_courtesies;
pub use precision::{ENOUGH, History, Line, Sets, WANTED};

use super::{environment::Fit, words::text_enum};
use model::{Model, leads};

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
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Evidence {
    /// BM25 over everything the article says.
    pub score: f32,
    /// BM25 of what was said in earlier messages: over everything the article says, and over its title.
    pub earlier_score: f32,
    pub earlier_title: f32,
    /// Weight of all words of the message that say something; a word that no article has counts most.
    pub weight: f32,
    /// How many words of the message say something.
    pub words: u32,
    /// Weight of those that the article has.
    pub covered: f32,
    /// Share (0 to 1) of the title's words that the message has.
    pub title_share: f32,
    /// How near what it means is to what the message means.
    pub similarity: Similarity,
    /// Whether it is written in another language than the customer's.
    pub foreign: bool,
    /// How often it was sent as an answer.
    pub uses: i64,
    /// Whether it is for the product, version or platform that the message names.
    pub environment: Fit,
}

/// How near an article's phrasings (its title, what customers asked, paragraphs of its text) are to a message. All are 0 where
/// nothing makes vectors.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Similarity {
    /// Cosine of the phrasing nearest to the message, -1 to 1: at 1, just that was said before.
    pub nearest: f32,
    /// Which phrasing that is, counted from 0.
    pub phrasing: u32,
    /// How near they are to where answers to the message are.
    pub answer: Nearness,
    /// And to where answers to the message with what was said before are.
    pub whole: Nearness,
}

/// How near several phrasings are to one place: a cosine.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Nearness {
    /// The nearest.
    pub best: f32,
    /// All of them: a soft maximum, more than the best where others are as near.
    pub all: f32,
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
    /// What orders articles for one and the same message or query. `has_meaning`: whether vectors speak for any of them.
    pub fn strength(&self, has_meaning: bool) -> f32 {
        Model::of(has_meaning).strength(self)
    }

    /// Whether vectors were compared.
    pub fn has_meaning(&self) -> bool {
        self.similarity != Similarity::default()
    }
}

/// Orders candidates, best first, and says how sure we are of each.
pub fn rank<T>(candidates: Vec<(T, Evidence)>) -> Vec<Ranked<T>> {
    let has_meaning = candidates.iter().any(|(_, evidence)| evidence.has_meaning());
    let model = Model::of(has_meaning);
    let mut ordered: Vec<_> = candidates
        .into_iter()
        .map(|candidate| (model.strength(&candidate.1), candidate))
        .collect();
    ordered.sort_by(|left, right| right.0.total_cmp(&left.0));
    let sure = confidences(ordered.iter().map(|(_, (_, evidence))| evidence));
    let ranked = ordered
        .into_iter()
        .zip(sure)
        .map(|((_, (item, evidence)), confidence)| Ranked {
            item,
            evidence,
            confidence,
        });
    ranked.collect()
}

/// Moves ranked candidates by what use has taught: how sure we are of each by the share that `movement` says, and with it
/// its place; upwards by no more than that share of what there is to doubt, so that use makes nothing certain.
pub fn moved<T>(mut ranked: Vec<Ranked<T>>, movement: impl Fn(&T) -> f32) -> Vec<Ranked<T>> {
    let most = learning::MOVES_MOST as f32;
    for one in &mut ranked {
        let movement = movement(&one.item).clamp(-most, most);
        let moves = if movement > 0.0 {
            one.confidence.min(1.0 - one.confidence)
        } else {
            one.confidence
        };
        one.confidence += movement * moves;
    }
    ranked.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
    ranked
}

/// Puts those in the customer's language before those that say the same in another, and as sure as these: `says_the_same`
/// tells of two whether they are translations of each other.
pub fn own_language_first<T>(mut ranked: Vec<Ranked<T>>, says_the_same: impl Fn(&T, &T) -> bool) -> Vec<Ranked<T>> {
    for place in 0..ranked.len() {
        let (before, behind) = ranked.split_at_mut(place + 1);
        let foreign = &mut before[place];
        let own = |other: &&mut Ranked<T>| !other.evidence.foreign && says_the_same(&foreign.item, &other.item);
        if foreign.evidence.foreign
            && let Some(own) = behind.iter_mut().find(own)
        {
            std::mem::swap(foreign, own);
            std::mem::swap(&mut foreign.confidence, &mut own.confidence);
        }
    }
    ranked
}

/// How sure we are of each of these articles in this order, best first: never surer of one than of the one before it.
pub fn confidences<'a>(ordered: impl Iterator<Item = &'a Evidence> + Clone) -> Vec<f32> {
    let model = Model::of(ordered.clone().any(Evidence::has_meaning));
    let strengths: Vec<_> = ordered.clone().map(|evidence| model.strength(evidence)).collect();
    let mut most = 1.0_f32;
    ordered
        .zip(leads(&strengths))
        .map(|(evidence, lead)| {
            most = most.min(model.confidence(evidence, lead));
            most
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;

    fn evidence(score: f32, covered: f32) -> Evidence {
        Evidence {
            score,
            covered,
            weight: 12.0,
            words: 3,
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
    fn what_was_learned_decides_a_near_tie_and_never_a_clear_case() {
        let near = || vec![("new", evidence(9.0, 9.0)), ("proven", evidence(8.8, 8.9))];
        let clear = || vec![("new", evidence(12.0, 11.0)), ("proven", evidence(5.0, 5.0))];
        let prefer = |item: &&str| if *item == "proven" { 7.0 } else { -7.0 };
        let order = |candidates, movement: fn(&&str) -> f32| -> Vec<(&str, f32)> {
            let moved = moved(rank(candidates), movement);
            moved.iter().map(|one| (one.item, one.confidence)).collect()
        };
        assert_eq!(order(near(), prefer)[0].0, "proven");
        assert_eq!(order(clear(), prefer)[0].0, "new");
        let (before, after) = (order(near(), |_| 0.0), order(near(), prefer));
        assert_eq!(before[0].0, "new");
        for (item, confidence) in after {
            let was = before.iter().find(|one| one.0 == item).unwrap().1;
            assert!(
                (0.8 - 1e-6..=1.2 + 1e-6).contains(&(confidence / was)),
                "{item}: {was} {confidence}"
            );
        }
        // What is nearly certain becomes surer and never certain.
        let sure = vec![Ranked {
            item: (),
            evidence: evidence(9.0, 9.0),
            confidence: 0.95,
        }];
        let surer = moved(sure, |()| 0.2)[0].confidence;
        assert!(surer > 0.95 && surer < 0.961, "{surer}");
    }

    #[test]
    fn the_customers_language_is_preferred() {
        let foreign = Evidence {
            foreign: true,
            ..evidence(10.0, 10.0)
        };
        assert_eq!(
            order(vec![("foreign", foreign), ("own", evidence(9.0, 9.0))]),
            ["own", "foreign"]
        );
    }

    #[test]
    fn of_translations_the_one_in_the_customers_language_comes_first() {
        let of = |item: &'static str, foreign: bool, confidence: f32| Ranked {
            item,
            evidence: Evidence {
                foreign,
                ..Evidence::default()
            },
            confidence,
        };
        let ranked = vec![
            of("a es", true, 0.9),
            of("b es", true, 0.8),
            of("a en", false, 0.7),
            of("c en", false, 0.6),
        ];
        let ordered = own_language_first(ranked, |one, other| one[..1] == other[..1]);
        let ordered: Vec<_> = ordered.iter().map(|one| (one.item, one.confidence)).collect();
        assert_eq!(ordered, [("a en", 0.9), ("b es", 0.8), ("a es", 0.7), ("c en", 0.6)]);
    }

    #[test]
    fn what_shares_no_word_with_the_message_is_never_shown() {
        let none = Evidence {
            earlier_score: 50.0,
            earlier_title: 20.0,
            weight: 9.0,
            ..Evidence::default()
        };
        assert!(!rank(vec![("earlier", none)])[0].is_shown());
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
