//! What a draft still needs before it can be published, and what a page says after something was done.

use crate::{
    db::redaction::Redaction,
    domain::article::{Parts, REPLY_MOST, RedactionStatus},
};
use serde::Serialize;

/// One point of the list above the publish button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub done: bool,
}

/// All points, those that are open first. `topics`: how many topics it has.
pub fn of(parts: &Parts, redactions: &[Redaction], topics: usize) -> Vec<Check> {
    let decided = redactions.iter().all(|one| one.status != RedactionStatus::Open);
    let mut checks = vec![
        Check {
            name: "title",
            done: !parts.title.trim().is_empty(),
        },
        Check {
            name: "resolution",
            done: !(parts.resolution.trim().is_empty() && parts.reply.trim().is_empty()),
        },
        Check {
            name: "redactions",
            done: decided,
        },
        Check {
            name: "reply",
            done: parts.reply.chars().count() <= REPLY_MOST,
        },
        Check {
            name: "topic",
            done: topics > 0,
        },
    ];
    checks.sort_by_key(|check| check.done);
    checks
}

/// What was done, where it is one of the things that a page can say.
pub fn notice(done: &str) -> String {
    let known = [
        "saved",
        "published",
        "internal",
        "archived",
        "restored",
        "validated",
        "reverted",
        "decided",
        "drafted",
        "account",
        "password",
    ];
    known
        .iter()
        .find(|word| **word == done)
        .map(|word| (*word).to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_stands_first() {
        let parts = Parts {
            title: "t".into(),
            ..Parts::default()
        };
        let open: Vec<_> = of(&parts, &[], 0).into_iter().filter(|check| !check.done).collect();
        assert_eq!(
            open.iter().map(|check| check.name).collect::<Vec<_>>(),
            ["resolution", "topic"]
        );
    }

    #[test]
    fn a_page_says_only_what_it_knows() {
        assert_eq!(notice("saved"), "saved");
        assert_eq!(notice("<script>"), "");
    }
}
