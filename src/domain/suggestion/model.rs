//! What evidence weighs: the order of candidates and how sure the first of them makes us.
//!
//! Two small linear models, one with and one without vectors. Their weights are data, `weights.json`; `scripts/fit` writes
//! them and says what they were fitted on.

use super::{Evidence, Similarity};
use crate::domain::environment::Fit;
use serde::Deserialize;
use std::sync::LazyLock;

/// The weights of one model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Model {
    order: Order,
    confidence: Confidence,
}

/// What orders the candidates of one question. A difference of one makes the better one e times as likely.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    #[serde(default)]
    answer: f32,
    #[serde(default)]
    answer_of_all: f32,
    #[serde(default)]
    whole: f32,
    #[serde(default)]
    whole_of_all: f32,
    score: f32,
    score_share: f32,
    covered_share: f32,
    title_share: f32,
    earlier: f32,
    earlier_title: f32,
    uses: f32,
    foreign: f32,
}

/// What says, as a logistic sum, how likely a candidate answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Confidence {
    #[serde(default)]
    answer: f32,
    #[serde(default)]
    whole: f32,
    score_share: f32,
    covered_share: f32,
    title_share: f32,
    ln_score: f32,
    lead_of_next: f32,
    lead_of_field: f32,
    foreign: f32,
    constant: f32,
}

/// How far a candidate's strength is ahead of the best other one's, and of the sixth's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lead {
    pub of_next: f32,
    pub of_field: f32,
}

/// Leads beyond these say nothing more; one that is alone has them.
const NEXT_MOST: f32 = 4.0;
const FIELD_MOST: f32 = 6.0;
/// One word names a subject and asks nothing of it, and an article has all of one word too easily: we are less sure by this,
/// unless just that was asked before (a cosine). Given, not fitted: the sets hardly have such messages.
const ONE_WORD: f32 = 0.6;
const SAME: f32 = 0.9;
/// What is for another product or platform than the one that was named is most likely no answer, however much of the message
/// it has: it comes after what is otherwise fifty times less likely (e to the fourth: a title with all of the words is some
/// thirty times as likely as one with half of them), and we are half as sure of it, so that at the default threshold it is
/// offered only where nearly nothing else could be meant. What is for the one that was named is a little more likely; its
/// words count already. Given, not fitted: no set says what its articles are for.
const OTHER_ENVIRONMENT: f32 = -4.0;
const OTHER_ENVIRONMENT_SURE: f32 = 0.5;
const SAME_ENVIRONMENT: f32 = 0.4;
/// Uses beyond a thousand say nothing more.
const USES_MOST: f32 = 3.0;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Models {
    with_meaning: Model,
    by_words: Model,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    // Part of the program, read by a test.
    #[allow(clippy::expect_used, reason = "part of the program, and read by its tests")]
    serde_json::from_str(include_str!("weights.json")).expect("the weights can be read")
});

impl Model {
    /// The one for candidates that were found with vectors, or without.
    pub fn of(has_meaning: bool) -> &'static Self {
        if has_meaning {
            &MODELS.with_meaning
        } else {
            &MODELS.by_words
        }
    }

    /// What a candidate is ordered by.
    pub fn strength(&self, evidence: &Evidence) -> f32 {
        let order = &self.order;
        let weight = evidence.weight.max(f32::MIN_POSITIVE);
        let uses = (1.0 + evidence.uses.max(0) as f32).log10().min(USES_MOST);
        let Similarity { answer, whole, .. } = evidence.similarity;
        order.answer * answer.best
            + order.answer_of_all * answer.all
            + order.whole * whole.best
            + order.whole_of_all * whole.all
            + order.score * evidence.score
            + order.score_share * (evidence.score / weight)
            + order.covered_share * (evidence.covered / weight)
            + order.title_share * evidence.title_share
            + order.earlier * evidence.earlier_score
            + order.earlier_title * evidence.earlier_title
            + order.uses * uses
            + order.foreign * f32::from(u8::from(evidence.foreign))
            + match evidence.environment {
                Fit::Unknown => 0.0,
                Fit::Same => SAME_ENVIRONMENT,
                Fit::Other => OTHER_ENVIRONMENT,
            }
    }

    /// How likely a candidate answers, 0 to 1.
    pub fn confidence(&self, evidence: &Evidence, lead: Lead) -> f32 {
        let confidence = &self.confidence;
        let weight = evidence.weight.max(f32::MIN_POSITIVE);
        let sum = confidence.constant
            + confidence.answer * evidence.similarity.answer.best
            + confidence.whole * evidence.similarity.whole.best
            + confidence.score_share * (evidence.score / weight)
            + confidence.covered_share * (evidence.covered / weight)
            + confidence.title_share * evidence.title_share
            + confidence.ln_score * evidence.score.max(0.1).ln()
            + confidence.lead_of_next * lead.of_next
            + confidence.lead_of_field * lead.of_field
            + confidence.foreign * f32::from(u8::from(evidence.foreign));
        let says_enough = evidence.words > 1 || evidence.similarity.nearest >= SAME;
        let share = if says_enough { 1.0 } else { ONE_WORD };
        let fitting = match evidence.environment {
            Fit::Other => OTHER_ENVIRONMENT_SURE,
            Fit::Same | Fit::Unknown => 1.0,
        };
        share * fitting / (1.0 + (-sum).exp())
    }
}

/// The leads of candidates with these strengths, best first.
pub(super) fn leads(strengths: &[f32]) -> Vec<Lead> {
    let Some(&best) = strengths.first() else {
        return Vec::new();
    };
    let sixth = strengths.get(5).or(strengths.last()).copied().unwrap_or(best);
    let lead = |(place, strength): (usize, &f32)| {
        let of_next = match (place, strengths.get(1)) {
            (0, None) => NEXT_MOST,
            (0, Some(second)) => strength - second,
            _ => strength - best,
        };
        let of_field = if strengths.len() == 1 {
            FIELD_MOST
        } else {
            strength - sixth
        };
        Lead {
            of_next: of_next.min(NEXT_MOST),
            of_field: of_field.min(FIELD_MOST),
        }
    };
    strengths.iter().enumerate().map(lead).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_never_makes_an_article_worse() {
        for model in [Model::of(true), Model::of(false)] {
            let some = Evidence {
                weight: 10.0,
                score: 4.0,
                covered: 4.0,
                ..Evidence::default()
            };
            let more = [
                Evidence { score: 5.0, ..some },
                Evidence { covered: 5.0, ..some },
                Evidence {
                    title_share: 0.5,
                    ..some
                },
                Evidence {
                    earlier_score: 2.0,
                    ..some
                },
                Evidence {
                    earlier_title: 2.0,
                    ..some
                },
                Evidence { uses: 10, ..some },
            ];
            for more in more {
                assert!(model.strength(&more) > model.strength(&some), "{more:?}");
            }
            let foreign = Evidence { foreign: true, ..some };
            assert!(model.strength(&foreign) < model.strength(&some));
            let [other, same] = [Fit::Other, Fit::Same].map(|environment| Evidence { environment, ..some });
            assert!(model.strength(&other) < model.strength(&some) && model.strength(&some) < model.strength(&same));
            let lead = Lead {
                of_next: 0.0,
                of_field: 0.0,
            };
            let sure = model.confidence(&some, lead);
            assert!((model.confidence(&other, lead) - sure * OTHER_ENVIRONMENT_SURE).abs() < 1e-6);
        }
    }

    #[test]
    fn who_is_alone_is_as_far_ahead_as_one_can_be() {
        let alone = leads(&[3.0]);
        assert_eq!(
            alone[0],
            Lead {
                of_next: NEXT_MOST,
                of_field: FIELD_MOST
            }
        );
        let two = leads(&[3.0, 2.0]);
        assert_eq!((two[0].of_next, two[1].of_next), (1.0, -1.0));
        assert!(leads(&[]).is_empty());
    }
}
