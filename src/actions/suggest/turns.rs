//! A customer who writes several messages before anybody answers may ask several things. What they asked last is answered
//! first, and what they asked before as well.

use super::candidates::Considered;
use crate::{domain::suggestion::Ranked, search::Candidate};

/// So many of the last turns are looked at by themselves: each costs about as much as all together.
pub(super) const TURNS_MOST: usize = 2;

/// What answers the turns `together`, with what answers each of them by itself, the last first, put before it where that
/// tells more: two turns ask different things where each has an answer of its own that is good enough; else they are taken
/// for one question, unless the last one's answer is surer than that of all.
pub(super) fn merged(together: Considered, by_turn: Vec<Considered>, threshold: f32) -> Considered {
    let mut firsts: Vec<Ranked<Candidate>> = Vec::new();
    let mut verdicts = together.verdicts;
    let mut is_last = true;
    for considered in by_turn {
        let Some(first) = considered.ranked.into_iter().next() else {
            is_last = false;
            continue;
        };
        let is_new = firsts
            .iter()
            .all(|known| known.item.article_id != first.item.article_id);
        // Without an answer to the last turn, what was said before it stands together with it.
        if first.confidence >= threshold && is_new && (is_last || !firsts.is_empty()) {
            for (id, verdict) in considered.verdicts {
                verdicts.entry(id).or_insert(verdict);
            }
            firsts.push(first);
        }
        is_last = false;
    }
    let best = together.ranked.first().map_or(0.0, |best| best.confidence);
    let tells_more = firsts.len() > 1 || firsts.first().is_some_and(|last| last.confidence > best);
    let ranked = if tells_more {
        in_line(firsts, together.ranked)
    } else {
        together.ranked
    };
    Considered {
        ranked,
        verdicts,
        ..together
    }
}

/// `firsts` before the `others`, each once, and none surer than the one before it.
fn in_line(mut firsts: Vec<Ranked<Candidate>>, others: Vec<Ranked<Candidate>>) -> Vec<Ranked<Candidate>> {
    for other in others {
        match firsts
            .iter_mut()
            .find(|one| one.item.article_id == other.item.article_id)
        {
            Some(known) => known.confidence = known.confidence.max(other.confidence),
            None => firsts.push(other),
        }
    }
    let mut most = 1.0_f32;
    for one in &mut firsts {
        most = most.min(one.confidence);
        one.confidence = most;
    }
    firsts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{id::ArticleId, locale::Locale, suggestion::Evidence};

    fn considered(ranked: &[(i64, f32)]) -> Considered {
        let one = |(id, confidence): &(i64, f32)| Ranked {
            item: Candidate {
                article_id: ArticleId(*id),
                locale: Locale::english(),
                evidence: Evidence::default(),
                matched: Vec::new(),
                telling: Vec::new(),
            },
            evidence: Evidence::default(),
            confidence: *confidence,
        };
        Considered {
            ranked: ranked.iter().map(one).collect(),
            ..Considered::default()
        }
    }

    fn order(together: &[(i64, f32)], by_turn: &[&[(i64, f32)]]) -> Vec<(i64, f32)> {
        let by_turn = by_turn.iter().map(|ranked| considered(ranked)).collect();
        let merged = merged(considered(together), by_turn, 0.5);
        let told = merged.ranked.iter().map(|one| (one.item.article_id.0, one.confidence));
        told.collect()
    }

    #[test]
    fn two_questions_in_a_row_are_both_answered_the_last_first() {
        assert_eq!(
            order(&[(1, 0.9), (3, 0.4)], &[&[(2, 0.97)], &[(1, 0.95)]]),
            [(2, 0.97), (1, 0.95), (3, 0.4)]
        );
        assert_eq!(
            order(&[(1, 0.9)], &[&[(2, 0.6)], &[(1, 0.95)]]),
            [(2, 0.6), (1, 0.6)],
            "none is surer than the one before it"
        );
    }

    #[test]
    fn one_question_in_several_turns_is_one() {
        assert_eq!(order(&[(1, 0.9)], &[&[(1, 0.6)], &[(1, 0.7)]]), [(1, 0.9)]);
        assert_eq!(order(&[(1, 0.9)], &[&[(2, 0.3)], &[(1, 0.7)]]), [(1, 0.9)]);
        assert_eq!(
            order(&[(1, 0.9)], &[&[], &[(4, 0.95)]]),
            [(1, 0.9)],
            "the last asks nothing"
        );
        assert_eq!(order(&[(1, 0.4)], &[&[(2, 0.8)], &[]]), [(2, 0.8), (1, 0.4)]);
        assert_eq!(order(&[(1, 0.8)], &[&[(2, 0.6)], &[]]), [(1, 0.8)]);
    }
}
