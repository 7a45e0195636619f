//! Readers' votes: one a reader and revision, and a second one changes the first.

use super::{DbConnection, schema::votes};
use crate::domain::{
    id::{ArticleId, RevisionId},
    link::VoteReason,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A vote to be stored.
#[derive(Debug, Clone)]
pub struct NewVote {
    pub article_id: ArticleId,
    pub revision_id: RevisionId,
    /// A rotating salted hash of the reader.
    pub voter: String,
    pub helped: bool,
    pub reason: Option<VoteReason>,
    pub comment: String,
}

/// Stores a vote; what the same reader voted before on this revision, where there was a vote.
pub fn put(connection: &mut DbConnection, new: &NewVote, now: NaiveDateTime) -> QueryResult<Option<bool>> {
    let mine = votes::revision_id
        .eq(new.revision_id)
        .and(votes::voter.eq(new.voter.clone()));
    let before = votes::table
        .filter(mine.clone())
        .select(votes::helped)
        .get_result::<bool>(connection)
        .optional()?;
    if before.is_some() {
        diesel::update(votes::table.filter(mine))
            .set((
                votes::helped.eq(new.helped),
                votes::reason.eq(new.reason),
                votes::comment.eq(&new.comment),
                votes::created_at.eq(now),
            ))
            .execute(connection)?;
    } else {
        diesel::insert_into(votes::table)
            .values((
                votes::article_id.eq(new.article_id),
                votes::revision_id.eq(new.revision_id),
                votes::voter.eq(&new.voter),
                votes::helped.eq(new.helped),
                votes::reason.eq(new.reason),
                votes::comment.eq(&new.comment),
                votes::created_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(before)
}
