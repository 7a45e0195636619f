//! Takes an article out of use, and brings it back.

use super::{Actor, revise};
use crate::{
    app::App,
    db,
    domain::{
        article::{Article, Confidence},
        id::ArticleId,
    },
    error::{Error, Result},
};

/// Archives an article. Its address says from now on that it was withdrawn, and why, where `reason` begins with the word of
/// a [`Withdrawal`](crate::domain::article::Withdrawal) (`outdated: ...`); the rest of it is for staff. With `replaced_by`
/// it leads there, or, where there is such a word, says what to read instead.
pub fn archive(
    app: &App,
    actor: Actor,
    id: ArticleId,
    replaced_by: Option<ArticleId>,
    reason: &str,
) -> Result<Article> {
    let now = app.clock.now();
    let article = app.database.write(|connection| {
        let mut article = revise::find(connection, id, None)?;
        article.archivable()?;
        if let Some(other) = replaced_by {
            let found = db::article::find(connection, other)?.filter(|found| found.confidence != Confidence::Archived);
            if other == id || found.is_none() {
                return Err(Error::invalid(
                    "replaced_by",
                    "It has to be another article that is not archived.",
                ));
            }
        }
        article.confidence = Confidence::Archived;
        article.replaced_by = replaced_by;
        revise::store(connection, &article, now)?;
        db::audit::record(connection, actor, "article.archive", Some(id.0), reason, now)?;
        Ok(db::article::get(connection, id)?)
    })?;
    app.news.changed();
    Ok(article)
}

/// Brings an archived article back: published ones as not validated, others as work in progress.
pub fn restore(app: &App, actor: Actor, id: ArticleId) -> Result<Article> {
    let now = app.clock.now();
    let article = app.database.write(|connection| {
        let mut article = revise::find(connection, id, None)?;
        article.confidence = article.restored_confidence()?;
        article.replaced_by = None;
        revise::store(connection, &article, now)?;
        db::audit::record(connection, actor, "article.restore", Some(id.0), "", now)?;
        Ok(db::article::get(connection, id)?)
    })?;
    app.news.changed();
    Ok(article)
}

/// Makes an earlier revision the newest text again, as a new revision.
pub fn revert(app: &App, actor: Actor, id: ArticleId, number: i32) -> Result<Article> {
    let revision = app.database.read(|connection| {
        db::revision::find_by_number(connection, id, number)?.ok_or_else(|| Error::not_found("revision"))
    })?;
    let change = revise::Revision {
        parts: Some(revision.parts),
        note: format!("Back to revision {number}"),
        ..revise::Revision::default()
    };
    revise::revise(app, actor, id, None, &change)
}
