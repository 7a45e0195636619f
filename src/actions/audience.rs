//! Whether the public may read what was said in private: a person says so before an article that was drawn from a private
//! conversation is published.

use super::{Actor, answered, revise};
use crate::{
    app::App,
    db::{self, DbConnection},
    domain::{
        article::{Article, Audience},
        id::ArticleId,
    },
    error::{Code, Error, Result},
};

/// What the log calls a choice; its detail is the audience.
const CHOSEN: &str = "article.audience";

/// What was chosen for an article that needs a choice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing was said in private, or the public reads it already.
    #[default]
    NotNeeded,
    Open,
    Chosen(Audience),
}

/// What was chosen for an article.
pub fn of(connection: &mut DbConnection, article: &Article) -> Result<Choice> {
    let is_public = article.audience == Audience::Public && article.published_revision_id.is_some();
    if is_public || !answered::is_from_private(connection, article.id)? {
        return Ok(Choice::NotNeeded);
    }
    let chosen = db::audit::last_about(connection, CHOSEN, article.id.0)?;
    let audience = chosen.and_then(|entry| entry.detail.parse().ok());
    Ok(audience.map_or(Choice::Open, Choice::Chosen))
}

/// Writes down who may read an article once it is published.
pub fn choose(app: &App, actor: Actor, id: ArticleId, audience: Audience) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        revise::find(connection, id, None)?;
        db::audit::record(connection, actor, CHOSEN, Some(id.0), audience.as_str(), now)?;
        Ok::<_, Error>(())
    })
}

/// The audience of a publication that names none: the public, unless somebody has to choose first.
pub fn unnamed(app: &App, id: ArticleId) -> Result<Audience> {
    let choice = app.database.read(|connection| {
        let article = revise::find(connection, id, None)?;
        of(connection, &article)
    })?;
    match choice {
        Choice::NotNeeded => Ok(Audience::Public),
        Choice::Chosen(audience) => Ok(audience),
        Choice::Open => Err(Error::new(
            Code::Incomplete,
            "The article was drawn from a private conversation. Say who may read it: public or internal.",
        )
        .with_field("audience", "empty")),
    }
}
