//! Gaps: what people asked and the archive could not answer.

use super::words::text_enum;

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
    }
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
    #[test]
    fn alike_questions_share_a_key() {
        assert_eq!(super::key("  ¿No va el WIFI?? "), super::key("no va el wifi"));
        assert_eq!(super::key("?!"), "");
        assert!(super::key(&"x".repeat(1000)).chars().count() <= 200);
    }
}
