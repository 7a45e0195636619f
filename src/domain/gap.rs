//! Gaps: what people asked and the archive could not answer. Beside them stands what it could, because both ask alike.

use super::{
    conversation::{AuthorRole, Turn},
    words::text_enum,
};

/// Longest question that is kept, in characters.
pub const QUESTION_MOST: usize = 400;

text_enum! {
    /// How a gap was noticed.
    GapKind {
        /// A search without any result.
        NoResult = "no_result",
        /// A search whose results nobody opened.
        NoClick = "no_click",
        /// A suggestion with nothing good enough.
        Abstained = "abstained",
        /// Suggestions that the agent rejected.
        Rejected = "rejected",
        /// A reader said that the article did not help.
        StillStuck = "still_stuck",
        /// A resolved conversation without an article.
        Unlinked = "unlinked",
        /// No gap: somebody searched and opened a result, or wrote to the brand and has an article or no answer yet.
        Answered = "answered",
    }
}

impl GapKind {
    /// Whether the archive owes an answer.
    pub fn is_gap(self) -> bool {
        self != Self::Answered
    }
}

/// What a customer came to a conversation with: their words until somebody answered. None where they said nothing.
pub fn question_of(turns: &[Turn]) -> Option<String> {
    let mut question = String::new();
    let own = |turn: &&Turn| turn.role == AuthorRole::Customer;
    let first = turns.iter().position(|turn| own(&turn))?;
    for turn in turns[first..].iter().take_while(own) {
        if !question.is_empty() {
            question.push('\n');
        }
        question.push_str(turn.text.trim());
    }
    Some(question.chars().take(QUESTION_MOST).collect())
}

/// The form under which alike questions are counted together: lower case, letters and digits, single spaces. At most 200
/// characters; empty where nothing is left.
pub fn key(text: &str) -> String {
    let mut key = String::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if key.chars().count() + word.chars().count() >= 200 {
            break;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.to_lowercase());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::channel::Visibility;

    #[test]
    fn a_question_ends_where_somebody_answers() {
        let turn = |role, text| Turn {
            role,
            at: None,
            text,
            visibility: Visibility::Public,
        };
        let turns = [
            turn(AuthorRole::Bot, "Hi, I am a bot."),
            turn(AuthorRole::Customer, " No wifi "),
            turn(AuthorRole::Customer, "since today"),
            turn(AuthorRole::Agent, "Switch it off and on"),
            turn(AuthorRole::Customer, "thanks"),
        ];
        assert_eq!(question_of(&turns).as_deref(), Some("No wifi\nsince today"));
        assert_eq!(question_of(&turns[..1]), None);
    }

    #[test]
    fn alike_questions_share_a_key() {
        assert_eq!(super::key("  ¿No va el WIFI?? "), super::key("no va el wifi"));
        assert_eq!(super::key("?!"), "");
        assert!(super::key(&"x".repeat(1000)).chars().count() <= 200);
    }
}
