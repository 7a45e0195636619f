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
    /// Whether readers were shown this text; none: as its confidence says.
    pub published: Option<bool>,
    pub published_at: Option<NaiveDateTime>,
    /// The article that took its place, by its id in the instance that exported both.
    pub replaced_by: Option<ArticleId>,
    /// Where the text stands among the article's revisions; none: it is the only one that is known.
    pub revision: Option<Stamp>,
    /// The other revisions, earlier and later ones.
    pub history: Vec<(Stamp, Parts)>,
}

/// What is known of a revision beside its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp {
    /// 1, 2, 3 ... within its article.
    pub number: i32,
    pub at: NaiveDateTime,
    pub note: String,
    /// Whether readers saw it until another text took its place.
    pub was_public: bool,
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
            published: None,
            published_at: None,
            replaced_by: None,
            revision: None,
            history: Vec::new(),
        }
    }

    /// Whether its text is to be published.
    pub fn is_published(&self) -> bool {
        self.published.unwrap_or_else(|| self.confidence.is_usable())
    }

    /// Why it cannot be saved, in words; none where it can.
    pub fn problem(&self) -> Option<String> {
        let history = self.history.iter().map(|(_, parts)| parts);
        let problems: Vec<_> = [&self.parts]
            .into_iter()
            .chain(history)
            .flat_map(Parts::problems_to_save)
            .collect();
        (!problems.is_empty()).then(|| {
            let words: Vec<_> = problems
                .iter()
                .map(|unfit| unfit.to_string().replace('_', " "))
                .collect();
            words.join("; ")
        })
    }
}
