//! Merges two articles that say the same: one survives, the other's address leads to it.

use super::{Actor, revise};
use crate::{
    app::App,
    db::{
        self,
        change_log::{self, Entity},
    },
    domain::{
        article::{Article, Confidence},
        id::ArticleId,
    },
    error::{Error, Result},
};

/// Archives `id` in favour of `into`: its links and uses go there.
pub fn merge(app: &App, actor: Actor, id: ArticleId, into: ArticleId) -> Result<Article> {
    let now = app.clock.now();
    let survivor = app.database.write(|connection| {
        let mut article = revise::find(connection, id, None)?;
        article.archivable()?;
        let survivor = db::article::find(connection, into)?
            .filter(|found| found.id != id && found.confidence != Confidence::Archived)
            .ok_or_else(|| Error::invalid("into", "It has to be another article that is not archived."))?;
        article.confidence = Confidence::Archived;
        article.replaced_by = Some(into);
        revise::store(connection, &article, now)?;
        db::link::move_to(connection, id, into)?;
        for uses in db::article::uses_of(connection, &[id])? {
            let gone = db::article::Uses {
                uses: -uses.uses,
                helped: -uses.helped,
                not_helped: -uses.not_helped,
                ..uses
            };
            db::article::add_uses(
                connection,
                db::article::Uses {
                    article_id: into,
                    ..uses
                },
            )?;
            db::article::add_uses(connection, gone)?;
        }
        change_log::record(connection, Entity::Article, into.0, now)?;
        db::audit::record(connection, actor, "article.merge", Some(id.0), &into.to_string(), now)?;
        Ok(survivor)
    })?;
    app.news.changed();
    Ok(survivor)
}
