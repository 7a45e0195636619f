//! The texts that readers saw of an article before the present one. Who may see which is decided by
//! [`domain::visibility`](crate::domain::visibility).

use super::read::View;
use crate::{
    app::App,
    db::{self, DbConnection},
    domain::{
        former::{Former, Screen},
        redaction::AllowList,
        revision::Revision,
        visibility::{Guarded, Reader, Visible},
    },
    error::{Error, Result},
};

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
    if revisions.is_empty() {
        return Ok(Vec::new());
    }
    let brand = db::brand::get(connection, view.article.brand_id)?;
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let redactions = db::redaction::list(connection, view.article.id)?;
    let found = redactions.iter().map(|one| (one.status, one.original.as_str()));
    let screen = Screen::new(&view.revision, found, &allow_list);
    let former = revisions.into_iter().map(|revision| Former {
        is_of_public_article: view.article.is_public(),
        was_public: true,
        is_clean: screen.is_clean(&revision),
        revision,
    });
    Ok(reader.visible(former.collect()))
}
