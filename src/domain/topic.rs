//! Topics: how a brand orders its articles for people who browse.

use super::{id::TopicId, locale::Locale};

/// A topic with its texts in one locale.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Topic {
    pub id: TopicId,
    /// Stable word within the brand, for instance `billing`.
    pub key: String,
    pub parent: Option<TopicId>,
    pub locale: Locale,
    pub name: String,
    /// One sentence that says what belongs here; may be empty.
    pub purpose: String,
    /// Stands in no list; its articles are found all the same.
    pub hidden: bool,
}
