//! What a text states that can be right or wrong: amounts, shares, times, numbers to call, codes and links; and where another
//! text, about the same, states something else. What words are about is told by whoever asks: this knows no language.

mod find;

use super::{redaction::AllowList, words::text_enum};
use std::collections::BTreeSet;

text_enum! {
    /// What a fact is.
    Kind {
        Amount = "amount",
        Share = "share",
        Time = "time",
        Phone = "phone",
        Code = "code",
        Link = "link",
    }
}

/// Something stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub kind: Kind,
    /// Facts of one unit can be compared: `EUR`, `EUR/month`, `day`, a link's host.
    pub unit: String,
    pub value: Value,
    /// As it was written.
    pub text: String,
}

/// What is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Hundredths of a currency or of one percent, or seconds: the least and the most.
    Between(u64, u64),
    Named(String),
}

impl Value {
    /// Whether both can be true: "24 to 48 hours" and "2 days" can.
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Between(from, to), Self::Between(least, most)) => from <= most && least <= to,
            _ => self == other,
        }
    }

    /// The same, said roughly.
    fn roughly(&self) -> Self {
        match self {
            Self::Between(from, to) => Self::Between(from - from / ROUGHLY, to + to / ROUGHLY),
            Self::Named(_) => self.clone(),
        }
    }
}

/// A short time is told to the tenth part or so: "an hour" for an hour and five minutes.
const ROUGHLY: u64 = 10;

impl Fact {
    fn agrees(&self, other: &Self) -> bool {
        let is_short = |fact: &Self| matches!(fact.unit.as_str(), "hour" | "minute" | "second");
        if self.kind == Kind::Time && is_short(self) && is_short(other) {
            self.value.roughly().agrees(&other.value)
        } else {
            self.value.agrees(&other.value)
        }
    }
}

/// A fact with the words that say what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stated {
    fact: Fact,
    about: BTreeSet<String>,
}

/// What one answer states.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer(Vec<Stated>);

/// Fewer words than these do not say what a fact is about; the question helps then.
const WORDS_ENOUGH: usize = 4;
/// Two facts are about the same from so many words on that both have, and from this share of the shorter one's.
const SHARED_LEAST: usize = 2;
const SHARE_LEAST: f64 = 0.5;

/// How words are reduced to what they are about.
pub type Stems<'a> = &'a dyn Fn(&str) -> Vec<String>;

impl Answer {
    /// What `text` states in answer to `question`. Numbers to call count where the brand declared them public.
    pub fn of(text: &str, question: &str, allow_list: &AllowList, stems: Stems<'_>) -> Self {
        let asked: BTreeSet<String> = stems(question).into_iter().collect();
        let text = text.replace("**", "");
        let stated = clauses(&text).flat_map(|clause| {
            let found = find::facts(clause, allow_list);
            let mut about: BTreeSet<String> = if found.is_empty() {
                BTreeSet::new()
            } else {
                stems(&without(clause, &found)).into_iter().collect()
            };
            if about.len() < WORDS_ENOUGH {
                about.extend(asked.iter().cloned());
            }
            found.into_iter().map(move |found| Stated {
                fact: found.fact,
                about: about.clone(),
            })
        });
        Self(stated.collect())
    }

    /// The same with what another part of the same answer states.
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Leaves out what `is_left_out` says.
    pub fn without(mut self, is_left_out: impl Fn(&Fact) -> bool) -> Self {
        self.0.retain(|stated| !is_left_out(&stated.fact));
        self
    }

    /// Whether it states the same, or something that agrees with it.
    pub fn states(&self, fact: &Fact) -> bool {
        let is_same = |own: &Fact| own.kind == fact.kind && own.unit == fact.unit && own.agrees(fact);
        self.0.iter().any(|own| is_same(&own.fact))
    }

    /// Where `other` states something else about the same: the facts of both, in its order, each once. What both state
    /// somewhere is no disagreement about anything of that unit.
    pub fn disagreements(&self, other: &Self) -> Vec<Disagreement> {
        let mut found: Vec<Disagreement> = Vec::new();
        for theirs in &other.0 {
            let mut ours = self.0.iter().filter(|ours| ours.fact.unit == theirs.fact.unit);
            let Some(ours) = ours.find(|ours| is_same(&ours.about, &theirs.about)) else {
                continue;
            };
            let one = Disagreement {
                ours: ours.fact.clone(),
                theirs: theirs.fact.clone(),
            };
            if !self.shares(other, &theirs.fact) && !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }

    /// Whether the two agree on anything that can be compared with `fact`.
    fn shares(&self, other: &Self, fact: &Fact) -> bool {
        let like = |stated: &&Stated| stated.fact.kind == fact.kind && stated.fact.unit == fact.unit;
        other.0.iter().filter(like).any(|theirs| {
            // A time is the same time in whatever unit.
            let mut ours = self.0.iter().filter(|ours| ours.fact.kind == fact.kind);
            ours.any(|ours| ours.fact.agrees(&theirs.fact))
        })
    }
}

/// Two facts that stand against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    pub ours: Fact,
    pub theirs: Fact,
}

fn is_same(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> bool {
    let both = ours.intersection(theirs).count();
    both >= SHARED_LEAST && both as f64 >= SHARE_LEAST * ours.len().min(theirs.len()) as f64
}

/// The sentences of a text, those that a semicolon parts as well.
fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        let mut from = 0;
        let ends = line.char_indices().filter_map(move |(at, letter)| {
            let next = line[at + letter.len_utf8()..].chars().next();
            let ends = matches!(letter, '.' | '!' | '?' | ';') && next.is_none_or(char::is_whitespace);
            ends.then_some(at + letter.len_utf8())
        });
        let ends = ends.chain([line.len()]).collect::<Vec<_>>();
        ends.into_iter().map(move |end| {
            let clause = &line[from..end];
            from = end;
            clause
        })
    })
}

/// The words of a clause without the facts themselves.
fn without(clause: &str, found: &[find::Found]) -> String {
    let mut left = String::with_capacity(clause.len());
    let mut from = 0;
    for one in found {
        left.push_str(&clause[from..one.range.start]);
        left.push(' ');
        from = one.range.end;
    }
    left.push_str(&clause[from..]);
    left
}

#[cfg(test)]
mod tests;
