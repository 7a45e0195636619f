//! The revisions of an incoming article: a source outside knows one text, an export of another instance all of them.

use crate::{
    actions::{
        Actor,
        revise::{self, Rendered},
    },
    app::App,
    channels::{IncomingArticle, Stamp},
    db::{self, DbConnection, revision::NewRevision},
    domain::{article::Article, id::RevisionId, revision::Revision},
    error::{Error, Result},
};
use chrono::NaiveDateTime;

/// The texts of an incoming article.
pub(super) struct Texts {
    /// The one that the source shows.
    pub shown: Rendered,
    /// All of them by number, where the source numbers them.
    numbered: Vec<(Stamp, Rendered)>,
    /// The number of the one that is shown.
    shown_number: Option<i32>,
}

/// Where an article's pointers go.
pub(super) struct Stored {
    pub shown: RevisionId,
    pub newest: RevisionId,
}

impl Texts {
    /// Makes the HTML of all texts; fails where one of them cannot be saved.
    pub fn of(app: &App, incoming: &IncomingArticle) -> Result<Self> {
        let own = incoming.revision.iter().map(|stamp| (stamp, &incoming.parts));
        let others = incoming.history.iter().map(|(stamp, parts)| (stamp, parts));
        let known = others.filter(|_| incoming.revision.is_some()).chain(own);
        let mut numbered = known
            .map(|(stamp, parts)| Ok((stamp.clone(), revise::render(app, parts)?)))
            .collect::<Result<Vec<_>>>()?;
        numbered.sort_by_key(|(stamp, _)| stamp.number);
        numbered.dedup_by_key(|(stamp, _)| stamp.number);
        Ok(Self {
            shown: revise::render(app, &incoming.parts)?,
            shown_number: incoming.revision.as_ref().map(|stamp| stamp.number),
            numbered,
        })
    }

    /// Whether nothing of it is new here; `stored` has the article's revisions, the newest first.
    pub fn are_stored(&self, stored: &[Revision]) -> bool {
        if self.continue_from(stored) {
            let has = |number| stored.iter().any(|revision| revision.number == number);
            self.numbered.iter().all(|(stamp, _)| has(stamp.number))
        } else {
            stored.first().is_some_and(|newest| newest.parts == self.shown.parts)
        }
    }

    /// Whether the numbers mean the same here: nothing was written here since, and no number has another text.
    fn continue_from(&self, stored: &[Revision]) -> bool {
        let Some((last, _)) = self.numbered.last() else {
            return false;
        };
        stored.iter().all(|revision| {
            let same = self.numbered.iter().find(|(stamp, _)| stamp.number == revision.number);
            revision.number <= last.number && same.is_none_or(|(_, text)| text.parts == revision.parts)
        })
    }

    /// Stores what is missing: under its own number where that is free, else the shown text as the newest revision.
    pub fn store(&self, connection: &mut DbConnection, article: &Article, at: NaiveDateTime) -> Result<Stored> {
        let stored = db::revision::list(connection, article.id)?;
        if !self.continue_from(&stored) {
            let id = revise::add(connection, article, &self.shown, Actor::default(), "import", at)?;
            return Ok(Stored { shown: id, newest: id });
        }
        let mut pointers: Option<Stored> = None;
        for (stamp, text) in &self.numbered {
            let known = stored.iter().find(|revision| revision.number == stamp.number);
            let id = match known {
                Some(revision) => revision.id,
                None => insert(connection, article, stamp, text)?,
            };
            let shown = match &pointers {
                Some(before) if Some(stamp.number) != self.shown_number => before.shown,
                _ => id,
            };
            pointers = Some(Stored { shown, newest: id });
        }
        pointers.ok_or_else(|| Error::internal("no revision was stored"))
    }
}

fn insert(connection: &mut DbConnection, article: &Article, stamp: &Stamp, text: &Rendered) -> Result<RevisionId> {
    let new = NewRevision {
        article_id: article.id,
        number: Some(stamp.number),
        parts: text.parts.clone(),
        html: text.html.clone(),
        cause_html: text.cause_html.clone(),
        text: text.text.clone(),
        author_id: None,
        note: stamp.note.clone(),
    };
    let id = db::revision::insert(connection, &new, stamp.at)?;
    if stamp.was_public {
        db::revision::add_former(connection, id, stamp.at)?;
    }
    Ok(id)
}
