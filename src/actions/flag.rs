//! Says that something is wrong with an article.

use super::Actor;
use crate::{
    app::App,
    db,
    domain::{
        id::{ArticleId, FlagId},
        link::FlagKind,
    },
    error::{Error, Result},
};

/// Longest comment, in characters.
pub const COMMENT_MOST: usize = 2000;

/// Raises a flag for the editors.
pub fn flag(app: &App, actor: Actor, id: ArticleId, kind: FlagKind, comment: &str) -> Result<FlagId> {
    if comment.chars().count() > COMMENT_MOST {
        return Err(Error::invalid(
            "comment",
            format!("It has to be at most {COMMENT_MOST} characters."),
        ));
    }
    let now = app.clock.now();
    app.database.write(|connection| {
        db::article::find(connection, id)?.ok_or_else(|| Error::not_found("article"))?;
        let flag = db::link::insert_flag(connection, id, kind, comment, actor.account_id, now)?;
        db::audit::record(connection, actor, "article.flag", Some(id.0), kind.as_str(), now)?;
        Ok(flag)
    })
}

/// Says that a flag was seen to.
pub fn close(app: &App, actor: Actor, id: ArticleId, flag: FlagId) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        if db::link::close_flag(connection, id, flag, now)? == 0 {
            return Err(Error::not_found("flag"));
        }
        let detail = flag.to_string();
        db::audit::record(connection, actor, "article.unflag", Some(id.0), &detail, now)?;
        Ok(())
    })
}
