//! The texts that readers saw of an article before the present one. Who may see which is decided by
//! [`domain::visibility`](crate::domain::visibility).

use super::{Actor, read::View};
use crate::{
    app::App,
    db::{self, DbConnection},
    domain::{
        article::Article,
        former::{Former, Screen, Seen},
        id::{ArticleId, RevisionId},
        redaction::AllowList,
        revision::Revision,
        visibility::{Guarded, Reader, Visible},
    },
    error::{Error, Result},
};
use std::collections::HashMap;

/// Former texts that are listed.
const LISTED_MOST: i64 = 20;

/// The former texts of an article that `reader` may see, the newest first.
pub fn former(app: &App, reader: Reader, view: &Visible<View>) -> Result<Vec<Visible<Former>>> {
    app.database.read(|connection| {
        let revisions = db::revision::list_former(connection, view.article.id, LISTED_MOST)?;
        screened(connection, reader, view, revisions)
    })
}

/// The former text with this number.
pub fn version(app: &App, reader: Reader, view: &Visible<View>, number: i32) -> Result<Visible<Former>> {
    let found = app.database.read(|connection| {
        let revision = db::revision::find_former(connection, view.article.id, number)?;
        screened(connection, reader, view, revision.into_iter().collect())
    })?;
    found.into_iter().next().ok_or_else(|| Error::not_found("revision"))
}

fn screened(
    connection: &mut DbConnection,
    reader: Reader,
    view: &Visible<View>,
    mut revisions: Vec<Revision>,
) -> Result<Vec<Visible<Former>>> {
    revisions.retain(|revision| revision.id != view.revision.id);
    let clean = clean(connection, &view.article, &view.revision, &revisions)?;
    let former = revisions.into_iter().zip(clean).map(|(revision, is_clean)| Former {
        is_of_public_article: view.article.is_public(),
        was_public: true,
        is_clean,
        revision,
    });
    Ok(reader.visible(former.collect()))
}

/// Of each of these former texts whether readers may see it beside the present one.
fn clean(
    connection: &mut DbConnection,
    article: &Article,
    present: &Revision,
    former: &[Revision],
) -> Result<Vec<bool>> {
    if former.is_empty() {
        return Ok(Vec::new());
    }
    let brand = db::brand::get(connection, article.brand_id)?;
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let redactions = db::redaction::list(connection, article.id)?;
    let found = redactions.iter().map(|one| (one.status, one.original.as_str()));
    let screen = Screen::new(present, found, &allow_list);
    Ok(former.iter().map(|revision| screen.is_clean(revision)).collect())
}

/// What has become of the texts of a public article that readers saw once, by their ids; nothing of another article's.
pub fn seen(
    connection: &mut DbConnection,
    article: &Article,
    revisions: &[Revision],
) -> Result<HashMap<RevisionId, Seen>> {
    let present = revisions
        .iter()
        .find(|revision| Some(revision.id) == article.published_revision_id);
    let Some(present) = present.filter(|_| article.is_public()) else {
        return Ok(HashMap::new());
    };
    let known: HashMap<_, _> = db::revision::former_ids(connection, article.id)?.into_iter().collect();
    let former = revisions
        .iter()
        .filter(|revision| revision.id != present.id && known.contains_key(&revision.id));
    let former: Vec<Revision> = former.cloned().collect();
    let clean = clean(connection, article, present, &former)?;
    let seen = former.iter().zip(clean).map(|(revision, is_clean)| {
        let seen = match (known[&revision.id], is_clean) {
            (true, _) => Seen::Hidden,
            (false, true) => Seen::Shown,
            (false, false) => Seen::LeftOut,
        };
        (revision.id, seen)
    });
    Ok(seen.collect())
}

/// Hides a former text of an article from readers, or shows it again as far as the rules let it.
pub fn hide(app: &App, actor: Actor, id: ArticleId, number: i32, hidden: bool) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        if !db::revision::set_hidden(connection, id, number, hidden)? {
            return Err(Error::not_found("revision"));
        }
        let action = if hidden { "article.hide" } else { "article.show" };
        db::audit::record(connection, actor, action, Some(id.0), &number.to_string(), now)?;
        Ok(())
    })?;
    app.news.changed();
    Ok(())
}
