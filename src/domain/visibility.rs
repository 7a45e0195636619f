//! Who may see what, decided in this one place.
//!
//! A page, a feed, a hit, a completion or an answer can only be made from a [`Visible`] value, and only [`Reader::may_see`]
//! makes one. Code that forgets to ask does not compile.

use super::{
    article::{Article, Audience, Confidence, Titled},
    channel::Visibility,
    conversation::{Conversation, Message},
    former::Former,
    id::RevisionId,
};

/// Whose eyes a page or an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reader {
    /// Anybody at all.
    Public,
    /// A signed-in person, or a token with the scope `read` or more.
    Staff,
}

/// Proof that the reader may see what is inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Visible<T>(T);

impl<T> Visible<T> {
    /// The value, once the proof is no longer needed.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// What belongs to a visible thing is visible with it (an article's published revision, its topics).
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Visible<U> {
        Visible(make(self.0))
    }
}

impl<T> std::ops::Deref for Visible<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

/// Things whose visibility depends on the reader.
pub trait Guarded {
    /// Whether anybody at all may see it.
    fn is_public(&self) -> bool;
}

/// Public articles that are `not_validated` or `validated`, and nothing else.
fn is_public(audience: Audience, confidence: Confidence, published: Option<RevisionId>) -> bool {
    audience == Audience::Public && confidence.is_usable() && published.is_some()
}

impl Guarded for Article {
    fn is_public(&self) -> bool {
        is_public(self.audience, self.confidence, self.published_revision_id)
    }
}

impl Guarded for Titled {
    fn is_public(&self) -> bool {
        is_public(self.audience, self.confidence, self.published_revision_id)
    }
}

impl Guarded for Former {
    /// Only of what is public now, only what was public then, and never what was or would be hidden since.
    fn is_public(&self) -> bool {
        self.is_of_public_article && self.was_public && self.is_clean
    }
}

impl Guarded for Conversation {
    /// Conversations are not pages: what strangers see of them is only what an editor put into an article.
    fn is_public(&self) -> bool {
        false
    }
}

impl Guarded for Message {
    fn is_public(&self) -> bool {
        self.visibility == Visibility::Public
    }
}

impl Reader {
    /// The value with the proof, or none: for a reader without the right it does not exist.
    pub fn may_see<T: Guarded>(self, value: T) -> Option<Visible<T>> {
        (self == Self::Staff || value.is_public()).then_some(Visible(value))
    }

    /// The same for many.
    pub fn visible<T: Guarded>(self, values: Vec<T>) -> Vec<Visible<T>> {
        values.into_iter().filter_map(|value| self.may_see(value)).collect()
    }
}
