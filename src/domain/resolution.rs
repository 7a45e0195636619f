//! How it is known that a conversation is resolved, and which message resolved it.
//!
//! Three rules, the first that holds wins: the source says so; the customer thanked after an agent's answer; an agent
//! answered and nobody wrote again. What people say is data, in the one table of `phrases`; here is what follows from it.

mod phrases;
mod speech;

use super::conversation::{AuthorRole, ResolvedBy, Status, Turn};
use chrono::{NaiveDateTime, TimeDelta};
use speech::Answer;

/// After so many days without a word, an agent's answer counts as the last one.
pub const SILENCE_DAYS: i64 = 7;
/// Thanks count from this score on.
pub const THANKS_FROM: f64 = 0.5;
/// The score of an answer and silence: people who got no help often leave, too.
const SILENCE_SCORE: f64 = 0.6;
/// What a link or several sentences of instructions add to it.
const DETAIL_SCORE: f64 = 0.1;
/// Thanks for a mere "please send us a DM" say little about the problem.
const UNANSWERED: f64 = 0.6;

/// Whether a conversation is resolved, how that is known, and how sure it is (0 to 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    pub status: Status,
    pub by: Option<ResolvedBy>,
    pub score: f64,
    /// When it has to be judged again: silence could have resolved it by then.
    pub again_at: Option<NaiveDateTime>,
}

impl Verdict {
    const OPEN: Self = Self {
        status: Status::Open,
        by: None,
        score: 0.0,
        again_at: None,
    };

    fn resolved(by: ResolvedBy, score: f64) -> Self {
        Self {
            status: Status::Resolved,
            by: Some(by),
            score,
            again_at: None,
        }
    }
}

/// Judges a conversation by its `turns`, in order. What the source says is believed either way. `now` is what silence is
/// measured against; without any time in the turns silence cannot be told.
pub fn resolve(turns: &[Turn], source_status: Option<Status>, now: NaiveDateTime) -> Verdict {
    match source_status {
        Some(Status::Resolved) => return Verdict::resolved(ResolvedBy::Source, 1.0),
        Some(Status::Open) => return Verdict::OPEN,
        None => {}
    }
    if let Some((_, score)) = thanks(turns) {
        return Verdict::resolved(ResolvedBy::Thanks, score);
    }
    let Some(answered_at) = unanswered_since(turns) else {
        return Verdict::OPEN;
    };
    let silent_at = answered_at + TimeDelta::days(SILENCE_DAYS);
    if now < silent_at {
        let again_at = Some(silent_at);
        return Verdict {
            again_at,
            ..Verdict::OPEN
        };
    }
    silence(turns).map_or(Verdict::OPEN, |score| Verdict::resolved(ResolvedBy::Silence, score))
}

/// The index of the agent's message that solved it: not a greeting, a question back or "please send us a DM". Of several
/// the one that the customer thanked for, that says most, that came last.
pub fn answer_turn(turns: &[Turn]) -> Option<usize> {
    let thanked = thanks(turns).map(|(index, _)| index);
    let before = thanked.unwrap_or(turns.len());
    let last_agent = turns[..before].iter().rposition(|turn| turn.role == AuthorRole::Agent);
    let weight = |index: usize, answer: &Answer| {
        let substance = answer.words.min(40) as f64 / 40.0;
        let link = if answer.has_link { 0.5 } else { 0.0 };
        let nearest = match last_agent == Some(index) {
            true if thanked.is_some() => 0.5,
            true => 0.2,
            false => 0.0,
        };
        substance + link + nearest + 0.1 * index as f64 / before as f64
    };
    turns[..before]
        .iter()
        .enumerate()
        .filter(|(_, turn)| turn.role == AuthorRole::Agent)
        .map(|(index, turn)| (index, Answer::of(turn.text)))
        .filter(|(_, answer)| answer.is_substantial())
        .max_by(|(left, left_answer), (right, right_answer)| {
            weight(*left, left_answer).total_cmp(&weight(*right, right_answer))
        })
        .map(|(index, _)| index)
}

/// Whether an agent's text answers something: more than a greeting, a question back or "please send us a DM".
pub fn is_answer(text: &str) -> bool {
    Answer::of(text).is_substantial()
}

/// How much a customer's text says that the problem is solved, 0 to 1.
pub fn thanks_score(text: &str) -> f64 {
    speech::contentment(text)
}

/// The customer's last word, where it is thanks after an agent has written: index of the turn and score.
fn thanks(turns: &[Turn]) -> Option<(usize, f64)> {
    let last = turns.iter().rposition(|turn| turn.role == AuthorRole::Customer)?;
    let agent_before = turns[..last].iter().rposition(|turn| turn.role == AuthorRole::Agent)?;
    // People thank in several messages: "ya va", "gracias!".
    let said: Vec<&str> = turns[agent_before + 1..=last]
        .iter()
        .filter(|turn| turn.role == AuthorRole::Customer)
        .map(|turn| turn.text)
        .collect();
    let mut score = thanks_score(&said.join("\n"));
    let answered = || {
        turns[..last]
            .iter()
            .any(|turn| turn.role == AuthorRole::Agent && is_answer(turn.text))
    };
    if score < speech::WORKS && !answered() {
        score *= UNANSWERED;
    }
    (score >= THANKS_FROM).then_some((agent_before + 1, score))
}

/// When an agent had the last word, where nobody replied to it.
fn unanswered_since(turns: &[Turn]) -> Option<NaiveDateTime> {
    let last = turns.iter().rfind(|turn| turn.role != AuthorRole::Bot)?;
    let times = || turns.iter().filter_map(|turn| turn.at).max();
    (last.role == AuthorRole::Agent)
        .then(|| last.at.or_else(times))
        .flatten()
}

/// The score of an agent's answer that nobody replied to for long.
fn silence(turns: &[Turn]) -> Option<f64> {
    let last = turns.iter().rposition(|turn| turn.role != AuthorRole::Bot)?;
    let run = turns[..=last]
        .iter()
        .rposition(|turn| turn.role == AuthorRole::Customer)
        .map_or(0, |index| index + 1);
    let answers: Vec<_> = turns[run..=last].iter().map(|turn| Answer::of(turn.text)).collect();
    let answer = answers.iter().rev().find(|answer| answer.is_substantial());
    // "You are welcome, bye" closes what was answered before.
    let farewell = answers.last().is_some_and(|answer| answer.is_farewell);
    let earlier = || {
        turns[..run]
            .iter()
            .any(|turn| turn.role == AuthorRole::Agent && is_answer(turn.text))
    };
    match answer {
        _ if answers.last().is_some_and(|answer| answer.asks_back) => None,
        Some(answer) if answer.has_link || answer.sentences > 1 => Some(SILENCE_SCORE + DETAIL_SCORE),
        Some(_) => Some(SILENCE_SCORE),
        None if farewell && earlier() => Some(SILENCE_SCORE),
        None => None,
    }
}

#[cfg(test)]
mod tests;
