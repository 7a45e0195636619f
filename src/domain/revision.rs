//! A revision: an immutable version of an article's text, with its HTML made when it was saved; and the difference of two.

use super::{
    article::Parts,
    id::{AccountId, ArticleId, RevisionId},
};
use chrono::NaiveDateTime;
use similar::{ChangeTag, TextDiff};

/// A revision as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    pub id: RevisionId,
    pub article_id: ArticleId,
    /// 1, 2, 3 ... within its article.
    pub number: i32,
    pub parts: Parts,
    /// The resolution as clean HTML.
    pub html: String,
    /// The cause as clean HTML.
    pub cause_html: String,
    /// The resolution as words without markup, for excerpts and the index.
    pub text: String,
    pub author_id: Option<AccountId>,
    /// Why it was made, in the author's words; may be empty.
    pub note: String,
    pub created_at: NaiveDateTime,
}

/// A run of words that stayed, came or went between two texts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Change {
    /// `same`, `added` or `removed`.
    pub kind: &'static str,
    pub text: String,
}

/// The difference of two texts, word by word.
pub fn difference(before: &str, after: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Insert => "added",
            ChangeTag::Delete => "removed",
        };
        match changes.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => changes.push(Change {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn words_that_changed_stand_out() {
        let changes = difference("Espera cinco minutos", "Espera diez minutos");
        let seen: Vec<_> = changes
            .iter()
            .map(|change| (change.kind, change.text.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                ("same", "Espera "),
                ("removed", "cinco"),
                ("added", "diez"),
                ("same", " minutos")
            ]
        );
        assert!(difference("", "").is_empty());
    }
}
