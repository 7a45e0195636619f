//! An article as an outside source tells it.

use crate::domain::{
    article::{Audience, Confidence, Governance, Parts},
    id::ArticleId,
    locale::Locale,
};
use chrono::NaiveDateTime;

/// An article as an outside source tells it. What the source leaves open is none or empty.
#[derive(Debug, Clone, PartialEq)]
pub struct IncomingArticle {
    /// The id it had in the instance that exported it.
    pub id: Option<ArticleId>,
    /// Its id outside; the path of a Markdown file that names none. Without one, `id` is set.
    pub external_id: Option<String>,
    /// Key that all translations of it share.
    pub group: Option<String>,
    /// Slugs or names of the brands it is for; empty: the import's own.
    pub brands: Vec<String>,
    pub locale: Option<Locale>,
    pub parts: Parts,
    /// Keys or names of topics.
    pub topics: Vec<String>,
    pub tags: Vec<String>,
    pub confidence: Confidence,
    pub audience: Audience,
    pub governance: Governance,
    /// External ids or groups of articles that belong to it.
    pub related: Vec<String>,
    /// The slug it wants; none: made from the title.
    pub slug: Option<String>,
    /// Slugs or paths that led to it before.
    pub aliases: Vec<String>,
    pub created_at: Option<NaiveDateTime>,
    pub updated_at: Option<NaiveDateTime>,
}

impl IncomingArticle {
    /// An article of which only the text is known. Nobody vouched for it, so staff alone may see it.
    pub fn unvouched(parts: Parts) -> Self {
        Self {
            id: None,
            external_id: None,
            group: None,
            brands: Vec::new(),
            locale: None,
            parts,
            topics: Vec::new(),
            tags: Vec::new(),
            confidence: Confidence::NotValidated,
            audience: Audience::Internal,
            governance: Governance::Open,
            related: Vec::new(),
            slug: None,
            aliases: Vec::new(),
            created_at: None,
            updated_at: None,
        }
    }

    /// Why it cannot be saved, in words; none where it can.
    pub fn problem(&self) -> Option<String> {
        let problems = self.parts.problems_to_save();
        (!problems.is_empty()).then(|| {
            let words: Vec<_> = problems
                .iter()
                .map(|unfit| unfit.to_string().replace('_', " "))
                .collect();
            words.join("; ")
        })
    }
}
