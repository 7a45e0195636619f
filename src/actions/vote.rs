//! Takes a reader's vote: it helped, or it did not, and why.

use super::flag::COMMENT_MOST;
use crate::{
    app::App,
    db::{
        self,
        article::{Uses, no_uses},
        change_log::{self, Entity},
        vote::NewVote,
    },
    domain::{gap::GapKind, id::ArticleId, link::VoteReason, visibility::Reader},
    error::{Error, Result},
    secret,
};

/// A vote as it comes in.
#[derive(Debug, Clone, Default)]
pub struct Vote {
    pub helped: bool,
    pub reason: Option<VoteReason>,
    pub comment: String,
    /// What tells readers apart, for instance address and browser; only a salted hash of it is kept, and the salt changes
    /// with the day and the article.
    pub voter: String,
}

/// Stores a vote on the published revision. A second vote of the same reader changes the first.
pub fn vote(app: &App, id: ArticleId, vote: &Vote) -> Result<()> {
    if vote.comment.chars().count() > COMMENT_MOST {
        return Err(Error::invalid(
            "comment",
            format!("It has to be at most {COMMENT_MOST} characters."),
        ));
    }
    let now = app.clock.now();
    let person = super::gap::person(app, &vote.voter);
    app.database.write(|connection| {
        let article = db::article::find(connection, id)?
            .and_then(|article| Reader::Public.may_see(article))
            .ok_or_else(|| Error::not_found("article"))?;
        let revision_id = article
            .published_revision_id
            .ok_or_else(|| Error::not_found("article"))?;
        let salt = db::settings::find(connection, db::settings::EPOCH)?.unwrap_or_default();
        let voter = secret::hash(&format!("{salt} {} {revision_id} {}", now.date(), vote.voter));
        let new = NewVote {
            article_id: id,
            revision_id,
            voter,
            helped: vote.helped,
            reason: vote.reason.filter(|_| !vote.helped),
            comment: vote.comment.clone(),
        };
        let before = db::vote::put(connection, &new, now)?;
        if before == Some(vote.helped) {
            return Ok(());
        }
        let sign = |counts: bool, was: bool| i32::from(counts) - i32::from(was);
        let change = Uses {
            helped: sign(vote.helped, before == Some(true)),
            not_helped: sign(!vote.helped, before == Some(false)),
            last_confirmed_at: vote.helped.then_some(now),
            ..no_uses(id)
        };
        db::article::add_uses(connection, change)?;
        if !vote.helped {
            let title = db::revision::get(connection, revision_id)?.parts.title;
            let key = crate::domain::gap::key(&title);
            db::gap::record(
                connection,
                article.brand_id,
                &article.locale,
                GapKind::StillStuck,
                (&key, &title, &person),
                now,
            )?;
        }
        change_log::record(connection, Entity::Article, id.0, now)?;
        Ok(())
    })?;
    app.news.changed();
    Ok(())
}
