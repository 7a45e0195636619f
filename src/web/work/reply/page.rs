//! The reply page as its template shows it.

use super::{
    super::show::{Bubble, Choice, Earlier},
    weighed::Counter,
};
use crate::{
    actions::suggest::{Suggestion, Why},
    domain::{
        article::{Audience, Confidence},
        locale::Locale,
        suggestion::Likelihood,
    },
    web::{form::Problem, pages::Page, site::show::useful},
};
use chrono::NaiveDateTime;
use serde::Serialize;

/// Why a suggestion was of no use, in the words of forms and of what is stored.
pub const REASONS: [&str; 4] = ["other_problem", "outdated", "wrong_tone", "wrong_language"];

/// The reply page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ReplyPage {
    pub text: String,
    pub channels: Vec<Choice>,
    pub channel: String,
    pub customer_name: String,
    /// Id of the conversation it is for; empty where the message was pasted.
    pub conversation: String,
    /// The customer's name in it; may be empty.
    pub customer: String,
    pub messages: Vec<Bubble>,
    /// What the same person had before.
    pub earlier: Vec<Earlier>,
    pub queue: Vec<Waiting>,
    /// How many have waited for longer than those in the queue.
    pub older: usize,
    /// How much time is left for this reply.
    pub due: Option<Due>,
    /// Who else replies to it.
    pub other: Option<Other>,
    /// The incident that it is about; empty where there is none.
    pub incident: String,
    /// Whether the customer has waited too long.
    pub late: bool,
    /// What is in the way of the reply as it stands, where nobody has tried to send it yet.
    pub warnings: Vec<String>,
    /// What to mind about the reply, which may be sent all the same.
    pub hints: Vec<String>,
    /// What the reply opens with, and what it could.
    pub opening: &'static str,
    pub openings: Vec<&'static str>,
    /// How its writer signs; may be empty.
    pub signature: String,
    pub asked: bool,
    /// Id of the suggestion that outcomes are told of.
    pub suggestion: String,
    pub outcome_path: String,
    pub suggestions: Vec<Card>,
    pub past: Vec<Past>,
    /// Why words had to do: `crowd`, `silent` or `off`; empty where they had not.
    pub words_alone: &'static str,
    /// Whether suggestions failed, and searching has to do.
    pub broken: bool,
    /// What is searched for among all articles.
    pub search: String,
    /// `public` or `private`.
    pub visibility: String,
    /// The reply as it stands, and the counter below it.
    pub reply: String,
    pub counter: Counter,
    /// The suggestion that was put into the reply, and its words.
    pub article: String,
    pub inserted: String,
    pub reasons: Vec<&'static str>,
    /// Whether editors were told that an answer is missing.
    pub reported: bool,
    pub done: String,
    /// Who has answered before, where `done` is `twice`.
    pub by: String,
    pub problems: Vec<Problem>,
}

/// Somebody else who replies, and since when.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    pub name: String,
    pub since: NaiveDateTime,
}

/// A conversation in which a customer waits.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    pub path: String,
    pub customer: String,
    pub text: String,
    pub locale: Locale,
    /// How long, in `unit`: `minutes`, `hours` or `days`.
    pub wait: i64,
    pub unit: &'static str,
    pub due: Option<Due>,
    pub is_open: bool,
}

/// How a conversation stands against its target: `left` until then, or since then where it `is_over`, and of how much; both
/// in their units.
#[derive(Debug, Clone, Serialize)]
pub struct Due {
    pub left: i64,
    pub unit: &'static str,
    pub of: i64,
    pub of_unit: &'static str,
    pub is_over: bool,
    pub is_near: bool,
}

/// A suggestion with its reply.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub article_id: String,
    title: String,
    edit_path: String,
    locale: Locale,
    likelihood: &'static str,
    confidence: f64,
    percent: u32,
    state: Confidence,
    public: bool,
    why: String,
    /// What it is for and what was asked about, where these differ; else empty.
    environment: String,
    asked_about: String,
    /// The reply as one post.
    pub text: String,
    /// The same, cut where something has to be filled in.
    pieces: Vec<Piece>,
    /// Its short link; empty for one that is internal.
    short_url: String,
    fits: bool,
    uses: i32,
    useful: Option<i32>,
    /// Whether it stands in the reply.
    pub inserted: bool,
    /// Why it was rejected; empty where it was not.
    pub rejected: String,
}

/// A part of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Piece {
    text: String,
    /// Whether it has to be replaced before sending.
    gap: bool,
}

/// How something alike was answered before.
#[derive(Debug, Clone, Serialize)]
pub struct Past {
    pub path: String,
    pub question: String,
    pub answer: String,
}

impl Page for ReplyPage {
    const TEMPLATE: &'static str = "work/reply.html";

    fn samples() -> Vec<Self> {
        let card = Card {
            article_id: "4f7k".into(),
            title: "<b>Sin datos</b>".into(),
            edit_path: "/w/articles/4f7k/edit".into(),
            locale: Locale::spanish(),
            likelihood: "very_likely",
            confidence: 0.93,
            percent: 93,
            state: Confidence::Validated,
            public: true,
            why: "sin datos".into(),
            environment: String::new(),
            asked_about: String::new(),
            text: "</textarea><script>".into(),
            pieces: pieces("En {zona}", &["zona".into()]),
            short_url: "https://ayuda.example/a/4f7k".into(),
            fits: true,
            uses: 0,
            useful: Some(91),
            inserted: true,
            rejected: String::new(),
        };
        let long = Card {
            article_id: "4f7m".into(),
            likelihood: "possible",
            public: false,
            short_url: String::new(),
            fits: false,
            environment: "<b>iOS".into(),
            asked_about: "Android".into(),
            inserted: false,
            ..card.clone()
        };
        let useless = Card {
            rejected: "outdated".into(),
            likelihood: "likely",
            ..long.clone()
        };
        let waiting = Waiting {
            path: "/w/reply/4f7k".into(),
            customer: "@nuria_cs".into(),
            text: "<b>sin datos</b>".into(),
            locale: Locale::spanish(),
            wait: 18,
            unit: "minutes",
            due: None,
            is_open: true,
        };
        let due = Due {
            left: 11,
            unit: "minutes",
            of: 30,
            of_unit: "minutes",
            is_over: false,
            is_near: true,
        };
        let near = Waiting {
            due: Some(due.clone()),
            is_open: false,
            ..waiting.clone()
        };
        let over = Due {
            left: 2,
            unit: "days",
            of: 4,
            of_unit: "hours",
            is_over: true,
            is_near: true,
        };
        let late = Waiting {
            due: Some(over.clone()),
            ..near.clone()
        };
        let full = Self {
            text: "hola".into(),
            channels: Choice::sample(),
            channel: "x".into(),
            queue: vec![waiting, near, late],
            older: 2,
            due: Some(due),
            incident: "Sin fibra".into(),
            late: true,
            hints: vec!["Ya".into()],
            opening: "none",
            openings: vec!["none", "apology", "thanks"],
            signature: "^LR".into(),
            asked: true,
            suggestion: "4f7k".into(),
            outcome_path: "/w/reply/4f7k/outcome".into(),
            suggestions: vec![card, long, useless],
            past: vec![Past {
                path: "/w/conversations/4f7k".into(),
                question: "q".into(),
                answer: "a".into(),
            }],
            words_alone: "crowd",
            visibility: "public".into(),
            counter: Counter {
                words: "290 de 280".into(),
                state: "over",
            },
            reasons: REASONS.to_vec(),
            done: "outcome".into(),
            problems: vec![Problem::sample("text"), Problem::sample("final_text")],
            ..Self::default()
        };
        let nothing = Self {
            conversation: "4f7k".into(),
            messages: Bubble::samples(),
            earlier: Earlier::samples(),
            other: Some(Other {
                name: "Ana <b>".into(),
                since: NaiveDateTime::default(),
            }),
            suggestions: Vec::new(),
            visibility: "private".into(),
            due: Some(over),
            reported: true,
            done: "stale".into(),
            ..full.clone()
        };
        let told = Self {
            done: "missing".into(),
            reported: false,
            ..nothing.clone()
        };
        let twice = Self {
            done: "twice".into(),
            ..nothing.clone()
        };
        let silent = Self {
            words_alone: "silent",
            ..full.clone()
        };
        let off = Self {
            words_alone: "off",
            ..full.clone()
        };
        let broken = Self {
            broken: true,
            suggestions: Vec::new(),
            past: Vec::new(),
            suggestion: String::new(),
            ..full.clone()
        };
        vec![Self::default(), full, nothing, told, twice, silent, off, broken]
    }
}

impl Card {
    /// A suggestion as a card.
    pub fn of(suggestion: &Suggestion) -> Self {
        let (summary, reply) = (&suggestion.summary, &suggestion.reply);
        let confidence = f64::from(suggestion.confidence);
        let (environment, asked_about) = other_environment(&suggestion.why);
        Self {
            environment,
            asked_about,
            article_id: summary.article.id.to_string(),
            title: summary.title.clone(),
            edit_path: format!("/w/articles/{}/edit", summary.article.id),
            locale: summary.article.locale.clone(),
            likelihood: match Likelihood::of(suggestion.confidence) {
                Some(Likelihood::VeryLikely) => "very_likely",
                Some(Likelihood::Likely) => "likely",
                _ => "possible",
            },
            confidence: (confidence * 100.0).round() / 100.0,
            percent: (confidence * 100.0).round() as u32,
            state: summary.article.confidence,
            public: summary.article.audience == Audience::Public,
            why: suggestion.why.iter().find_map(matches_of).unwrap_or_default(),
            pieces: pieces(&reply.text, &reply.missing),
            text: reply.text.clone(),
            short_url: suggestion.short_url.clone().unwrap_or_default(),
            fits: reply.fits,
            uses: summary.uses.uses,
            useful: useful(&summary.uses),
            inserted: false,
            rejected: String::new(),
        }
    }

    /// Whether everybody may read its article.
    pub const fn is_public(&self) -> bool {
        self.public
    }
}

/// The words that matched, or else the phrasing; how often an article was used stands on its card anyway.
fn matches_of(why: &Why) -> Option<String> {
    match why {
        Why::Words(words) => Some(words.join(", ")),
        Why::Phrasing(text) => Some(format!("“{text}”")),
        Why::Answered(_) | Why::OtherEnvironment { .. } | Why::SameEnvironment(_) | Why::WordsAlone(_) => None,
    }
}

/// What an article is for and what was asked about, where these differ.
fn other_environment(why: &[Why]) -> (String, String) {
    let other = why.iter().find_map(|why| match why {
        Why::OtherEnvironment { article, asked } => Some((article.clone(), asked.clone())),
        _ => None,
    });
    other.unwrap_or_default()
}

/// The text cut at the variables that nobody has filled in.
fn pieces(text: &str, missing: &[String]) -> Vec<Piece> {
    let mut pieces = vec![Piece {
        text: text.to_owned(),
        gap: false,
    }];
    for name in missing {
        let mark = format!("{{{name}}}");
        let cut = |piece: Piece| -> Vec<Piece> {
            if piece.gap {
                return vec![piece];
            }
            let words = piece.text.split(&mark).map(|text| Piece {
                text: text.to_owned(),
                gap: false,
            });
            let mut parts: Vec<Piece> = Vec::new();
            for part in words {
                if !parts.is_empty() {
                    parts.push(Piece {
                        text: mark.clone(),
                        gap: true,
                    });
                }
                parts.push(part);
            }
            parts
        };
        pieces = pieces.into_iter().flat_map(cut).collect();
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_to_be_filled_in_is_marked() {
        let found = pieces("En {zona} y {zona}, el {día}", &["zona".into(), "día".into()]);
        let gaps: Vec<_> = found
            .iter()
            .filter(|piece| piece.gap)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(gaps, ["{zona}", "{zona}", "{día}"]);
        let whole: String = found.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(whole, "En {zona} y {zona}, el {día}");
        assert_eq!(pieces("Hola", &[]).len(), 1);
    }
}
