//! A proposed article from a resolved conversation: the customer's words for the problem, the agent's for the answer,
//! taken and never invented. No model is asked; `tables` holds what courtesy and noise look like.
//!
//! Personal data is replaced before anything is chosen, by what the caller finds with `redaction`; which turn is the
//! answer is known by `resolution`. An editor reads every draft: this saves their typing, not their judgement.

mod answer;
mod clean;
mod issue;
mod lint;
mod opening;
mod patterns;
mod personal;
mod sentences;
mod tables;
#[cfg(test)]
mod tests;
mod title;

pub use lint::{Lint, LintCode, problems};
pub use opening::{Opening, apologises, opening, reopened};
pub use personal::{Found, Personal};

use super::{
    article::Parts,
    channel::Visibility,
    conversation::{AuthorRole, Turn},
    locale::Locale,
};
use personal::Masker;
use sentences::Sentence;

/// Longest message that is read whole, in bytes: some ten printed pages. Nobody's problem takes longer to tell.
const MESSAGE_MOST: usize = 20_000;

/// What a proposal needs to know besides the conversation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// The brand's handles and names, without `@`: inside a sentence they are words, not somebody's name.
    pub brand_names: &'a [&'a str],
    /// Whether words of private messages may be used. They are anyone's to read once the article is published, so this is
    /// for conversations that are private as a whole, whose drafts an editor reads before anyone else.
    pub with_private: bool,
}

/// A proposed article and where its words come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// `title`, `issue`, `environment`, `resolution` and `reply` are proposed; the rest is for people.
    pub parts: Parts,
    /// The turns that the issue was taken from, by index.
    pub question_turns: Vec<usize>,
    /// The turns that the resolution was taken from, by index: several where an answer was split.
    pub answer_turns: Vec<usize>,
    /// The personal data behind placeholders in the parts, and what has a checkable form anywhere in the turns.
    pub found: Vec<Found>,
    /// Whether any of those turns was private.
    pub from_private: bool,
}

/// Proposes an article from a conversation whose turn `answer_turn` solved it. `find_personal` says what personal data a
/// text holds. None where that turn is no agent's, may not be used, or no customer's words are left.
pub fn propose(
    turns: &[Turn],
    answer_turn: usize,
    locale: &Locale,
    options: &Options,
    find_personal: &dyn Fn(&str) -> Vec<Personal>,
) -> Option<Proposal> {
    let may_use = |turn: &Turn| options.with_private || turn.visibility == Visibility::Public;
    let answering = turns.get(answer_turn)?;
    if answering.role == AuthorRole::Customer || !may_use(answering) {
        return None;
    }
    let mut answer_turns: Vec<usize> = answer::turns(turns, answer_turn);
    answer_turns.retain(|place| may_use(&turns[*place]));
    let last = answer_turns.iter().max().copied().unwrap_or(answer_turn);

    // In the order in which they were written, so that placeholders are numbered as a reader meets them.
    let mut masker = Masker::new(find_personal);
    let mut read = |(place, turn): (usize, &Turn)| {
        if may_use(turn) {
            read(place, turn, options, &mut masker)
        } else {
            Vec::new()
        }
    };
    let said: Vec<Vec<Sentence>> = turns[..=last].iter().enumerate().map(&mut read).collect();

    let is_customer = |place: &usize| turns[*place].role == AuthorRole::Customer;
    let questions = (0..last)
        .filter(is_customer)
        .flat_map(|place| said[place].clone())
        .collect::<Vec<_>>();
    let mut answers: Vec<Sentence> = answer_turns.iter().flat_map(|place| said[*place].clone()).collect();
    let first = answer_turns.first().copied().unwrap_or(answer_turn);
    for before in (0..first).rev().filter(|place| !is_customer(place)) {
        if !answer::says_little(&answers) {
            break;
        }
        answers.splice(0..0, said[before].clone());
        answer_turns.insert(0, before);
    }

    let resolution = answer::Resolution::of(answers);
    let says_something = |place: &usize| resolution.sentences.iter().any(|sentence| sentence.turn == *place);
    answer_turns.retain(|place| *place == answer_turn || says_something(place));
    let issue = issue::Issue::of(&questions, &resolution.sentences, locale)?;
    let mut parts = Parts {
        title: issue.title,
        issue: issue.lines.join("\n"),
        environment: issue.environment.join("\n"),
        resolution: resolution.markdown(),
        reply: resolution.reply(),
        ..Parts::default()
    };
    let used = |turns_used: &[usize]| {
        turns_used
            .iter()
            .any(|place| turns[*place].visibility == Visibility::Private)
    };
    Some(Proposal {
        from_private: used(&issue.turns) || used(&answer_turns),
        found: masker.settle(&mut parts),
        question_turns: issue.turns,
        answer_turns,
        parts,
    })
}

/// As much of a message as a draft can be made of, cut between words.
fn beginning(text: &str) -> &str {
    if text.len() <= MESSAGE_MOST {
        return text;
    }
    let most = &text[..text.floor_char_boundary(MESSAGE_MOST)];
    most.rfind(char::is_whitespace).map_or("", |end| &most[..end])
}

/// The sentences of a turn, cleaned and with placeholders.
fn read(place: usize, turn: &Turn, options: &Options, masker: &mut Masker) -> Vec<Sentence> {
    let is_agent = turn.role != AuthorRole::Customer;
    let bare = clean::without_wrapping(beginning(turn.text), is_agent);
    let masked = masker.mask(&bare);
    let text = clean::without_noise(&masked, is_agent, options.brand_names);
    let mut sentences = sentences::split(&text, place);
    if let Some(first) = sentences.first_mut() {
        first.is_subject = clean::has_subject(turn.text);
    }
    sentences
}
