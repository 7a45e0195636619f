//! An article: a curated answer in one locale, with three independent states (KCS v6: confidence, audience, governance).

use super::{
    id::{ArticleId, BrandId, RevisionId},
    locale::Locale,
    words::text_enum,
};
use chrono::NaiveDateTime;

text_enum! {
    /// How far an article can be trusted.
    Confidence {
        /// No resolution yet, or not yet looked at; seen by staff only.
        WorkInProgress = "work_in_progress",
        /// A resolution that somebody stands for, not yet proven by use.
        NotValidated = "not_validated",
        /// Proven by use or by an expert.
        Validated = "validated",
        /// Out of use; its address says so or leads to what replaces it.
        Archived = "archived",
    }
}

text_enum! {
    /// Who an article is for.
    Audience {
        Internal = "internal",
        Public = "public",
    }
}

text_enum! {
    /// Who may fix an article.
    Governance {
        /// Anyone permitted may fix it.
        Open = "open",
        /// A fix is a proposal to its owner.
        Owner = "owner",
    }
}

text_enum! {
    /// What was decided on a piece of personal data that a draft's sources held.
    RedactionStatus {
        /// Not looked at; the draft cannot be published.
        Open = "open",
        /// It stays hidden behind its placeholder.
        Redacted = "redacted",
        /// It is no personal data, or meant to be public: it stands in the text.
        Kept = "kept",
    }
}

impl Confidence {
    /// Whether readers may rely on an article in this state.
    pub const fn is_usable(self) -> bool {
        matches!(self, Self::NotValidated | Self::Validated)
    }
}

/// An article as it stands: its states and which revision holds its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    pub id: ArticleId,
    pub brand_id: BrandId,
    /// The first article of the group of translations that this one belongs to (itself where it is the first).
    pub group_id: ArticleId,
    pub locale: Locale,
    /// The id it has outside, unique within the brand.
    pub external_id: Option<String>,
    pub confidence: Confidence,
    pub audience: Audience,
    pub governance: Governance,
    /// The newest text.
    pub revision_id: Option<RevisionId>,
    /// The text that readers see.
    pub published_revision_id: Option<RevisionId>,
    /// Counts up with each change of text or state; what `If-Match` compares.
    pub version: i32,
    /// The article that took this one's place, when merged or archived with a replacement.
    pub replaced_by: Option<ArticleId>,
    pub created_at: NaiveDateTime,
    pub updated_at: NaiveDateTime,
    pub published_at: Option<NaiveDateTime>,
}

/// An article by its title alone, with what decides who may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    pub id: ArticleId,
    pub locale: Locale,
    pub confidence: Confidence,
    pub audience: Audience,
    pub published_revision_id: Option<RevisionId>,
    /// Of the published text, or of the newest where nothing is published.
    pub title: String,
}

/// The text of an article in KCS parts. What is Markdown: `resolution` and `cause`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Parts {
    /// What a customer says, with the main environment.
    pub title: String,
    /// The problem in customers' words, one phrasing a line.
    pub issue: String,
    /// What was true before and after the fix: product, version, country.
    pub environment: String,
    /// What to do, in Markdown.
    pub resolution: String,
    /// Why it happens, in Markdown; may be empty.
    pub cause: String,
    /// The short answer, ready to send: at most 280 characters.
    pub reply: String,
    /// Other short answers by channel kind, for instance `{"instagram": "..."}`.
    pub channel_replies: std::collections::BTreeMap<String, String>,
}

/// Longest title, in characters.
pub const TITLE_MOST: usize = 200;
/// Longest short answer, in characters.
pub const REPLY_MOST: usize = 280;
/// Longest part, in bytes: about forty printed pages.
pub const PART_MOST: usize = 100_000;

/// What keeps a text from being saved or published, by the part that has to change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{part}: {problem}")]
pub struct Unfit {
    /// Name of the part, as in [`Parts`].
    pub part: &'static str,
    /// A stable word: `empty` or `too_long`.
    pub problem: &'static str,
}

impl Parts {
    /// Everything that keeps this text from being saved.
    pub fn problems_to_save(&self) -> Vec<Unfit> {
        let mut problems = Vec::new();
        if self.title.trim().is_empty() {
            problems.push(Unfit {
                part: "title",
                problem: "empty",
            });
        }
        let long = [
            ("title", self.title.chars().count() > TITLE_MOST),
            ("issue", self.issue.len() > PART_MOST),
            ("environment", self.environment.len() > PART_MOST),
            ("resolution", self.resolution.len() > PART_MOST),
            ("cause", self.cause.len() > PART_MOST),
            ("reply", self.reply.chars().count() > REPLY_MOST),
        ];
        problems.extend(long.into_iter().filter(|(_, is)| *is).map(|(part, _)| Unfit {
            part,
            problem: "too_long",
        }));
        problems
    }

    /// Everything that keeps this text from being published: an article without a resolution is no answer.
    pub fn problems_to_publish(&self) -> Vec<Unfit> {
        let mut problems = self.problems_to_save();
        if self.resolution.trim().is_empty() && self.reply.trim().is_empty() {
            problems.push(Unfit {
                part: "resolution",
                problem: "empty",
            });
        }
        problems
    }

    /// The ways in which customers put the problem: each line of the issue, list marks taken off.
    pub fn phrasings(&self) -> impl Iterator<Item = &str> {
        self.issue
            .lines()
            .map(|line| line.trim_start_matches(['-', '*', '>', ' ']).trim())
            .filter(|line| !line.is_empty())
    }
}

text_enum! {
    /// Why an answer was withdrawn, in a word that readers are told. What an editor notes besides is for staff.
    Withdrawal {
        /// It was right once.
        Outdated = "outdated",
        /// It was not right.
        Wrong = "wrong",
        /// What it is about does not exist any more.
        Ended = "ended",
    }
}

/// What an article may do next, and who may do it, is decided here alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IllegalMove {
    #[error("an article without a text cannot be published")]
    NothingWritten,
    #[error("an archived article has to be restored first")]
    Archived,
    #[error("the article is archived already")]
    AlreadyArchived,
    #[error("the article is not archived")]
    NotArchived,
}

impl Article {
    /// The confidence after publishing: publishing never lowers it, and work in progress becomes `not_validated`.
    pub fn published_confidence(&self) -> Result<Confidence, IllegalMove> {
        match self.confidence {
            _ if self.revision_id.is_none() => Err(IllegalMove::NothingWritten),
            Confidence::Archived => Err(IllegalMove::Archived),
            Confidence::Validated => Ok(Confidence::Validated),
            Confidence::WorkInProgress | Confidence::NotValidated => Ok(Confidence::NotValidated),
        }
    }

    /// Whether it may be archived.
    pub fn archivable(&self) -> Result<(), IllegalMove> {
        if self.confidence == Confidence::Archived {
            Err(IllegalMove::AlreadyArchived)
        } else {
            Ok(())
        }
    }

    /// The confidence after a restore: what was published is usable again, the rest is work in progress.
    pub fn restored_confidence(&self) -> Result<Confidence, IllegalMove> {
        match (self.confidence, self.published_revision_id) {
            (Confidence::Archived, Some(_)) => Ok(Confidence::NotValidated),
            (Confidence::Archived, None) => Ok(Confidence::WorkInProgress),
            _ => Err(IllegalMove::NotArchived),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_needs_a_title_and_a_resolution() {
        let mut parts = Parts {
            title: " ".into(),
            ..Parts::default()
        };
        let words = |problems: Vec<Unfit>| problems.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            words(parts.problems_to_publish()),
            ["title: empty", "resolution: empty"]
        );
        parts.title = "t".into();
        parts.reply = "ñ".repeat(281);
        assert_eq!(words(parts.problems_to_publish()), ["reply: too_long"]);
        parts.reply = "ñ".repeat(280);
        assert_eq!(words(parts.problems_to_publish()), Vec::<String>::new());
    }

    #[test]
    fn phrasings_are_the_lines_of_the_issue() {
        let parts = Parts {
            issue: "- Me han cobrado dos veces\n\n* doble cargo\n".into(),
            ..Parts::default()
        };
        assert_eq!(
            parts.phrasings().collect::<Vec<_>>(),
            ["Me han cobrado dos veces", "doble cargo"]
        );
    }
}
