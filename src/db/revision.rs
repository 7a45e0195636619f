//! Revisions: the immutable texts of articles.

use super::{
    DbConnection,
    among::{self, among},
    connection::directly,
    schema::{former_revisions, revisions},
};
use crate::domain::{
    article::Parts,
    id::{AccountId, ArticleId, RevisionId},
    revision::Revision,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// A revision to be stored.
#[derive(Debug, Clone)]
pub struct NewRevision {
    pub article_id: ArticleId,
    /// A number of its own: only where an export of another installation is brought in; none: the article's next.
    pub number: Option<i32>,
    pub parts: Parts,
    pub html: String,
    pub cause_html: String,
    pub text: String,
    pub author_id: Option<AccountId>,
    pub note: String,
}

pub(super) type Row = (
    RevisionId,
    ArticleId,
    i32,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    Option<AccountId>,
    String,
    NaiveDateTime,
);

pub(super) fn revision(row: Row) -> Revision {
    let (
        id,
        article_id,
        number,
        title,
        issue,
        environment,
        resolution,
        cause,
        reply,
        replies,
        html,
        cause_html,
        text,
        author_id,
        note,
        created_at,
    ) = row;
    let channel_replies = serde_json::from_str(&replies).unwrap_or_default();
    let parts = Parts {
        title,
        issue,
        environment,
        resolution,
        cause,
        reply,
        channel_replies,
    };
    Revision {
        id,
        article_id,
        number,
        parts,
        html,
        cause_html,
        text,
        author_id,
        note,
        created_at,
    }
}

/// The titles of all that is published.
pub fn published_titles(connection: &mut DbConnection) -> QueryResult<Vec<String>> {
    use super::schema::articles;
    let published = articles::table
        .filter(articles::published_revision_id.is_not_null())
        .select(articles::published_revision_id);
    revisions::table
        .filter(revisions::id.nullable().eq_any(published))
        .select(revisions::title)
        .load(connection)
}

/// Stores a revision.
pub fn insert(connection: &mut DbConnection, new: &NewRevision, now: NaiveDateTime) -> QueryResult<RevisionId> {
    let number = match new.number {
        Some(number) => number,
        None => next_number(connection, new.article_id)?,
    };
    let replies = serde_json::to_string(&new.parts.channel_replies)
        .map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?;
    diesel::insert_into(revisions::table)
        .values((
            revisions::article_id.eq(new.article_id),
            revisions::number.eq(number),
            revisions::title.eq(&new.parts.title),
            revisions::issue.eq(&new.parts.issue),
            revisions::environment.eq(&new.parts.environment),
            revisions::resolution.eq(&new.parts.resolution),
            revisions::cause.eq(&new.parts.cause),
            revisions::reply.eq(&new.parts.reply),
            revisions::channel_replies.eq(replies),
            revisions::html.eq(&new.html),
            revisions::cause_html.eq(&new.cause_html),
            revisions::text.eq(&new.text),
            revisions::author_id.eq(new.author_id),
            revisions::note.eq(&new.note),
            revisions::created_at.eq(now),
        ))
        .returning(revisions::id)
        .get_result(connection)
}

fn next_number(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<i32> {
    let last: Option<i32> = revisions::table
        .filter(revisions::article_id.eq(article_id))
        .select(diesel::dsl::max(revisions::number))
        .get_result(connection)?;
    Ok(last.unwrap_or(0) + 1)
}

pub fn find(connection: &mut DbConnection, id: RevisionId) -> QueryResult<Option<Revision>> {
    let query = revisions::table.filter(revisions::id.eq(id));
    let row = directly!(connection, of => query.get_result::<Row>(of));
    row.optional().map(|found| found.map(revision))
}

pub fn get(connection: &mut DbConnection, id: RevisionId) -> QueryResult<Revision> {
    find(connection, id)?.ok_or(diesel::result::Error::NotFound)
}

/// Revision `number` of an article.
pub fn find_by_number(
    connection: &mut DbConnection,
    article_id: ArticleId,
    number: i32,
) -> QueryResult<Option<Revision>> {
    let row = revisions::table
        .filter(revisions::article_id.eq(article_id).and(revisions::number.eq(number)))
        .get_result::<Row>(connection);
    row.optional().map(|found| found.map(revision))
}

/// Those of `ids` that exist, in no particular order.
pub fn list_by_ids(connection: &mut DbConnection, ids: &[RevisionId]) -> QueryResult<Vec<Revision>> {
    let rows = among::load(ids.iter().map(|id| id.0), |some| {
        revisions::table
            .filter(among(revisions::id, some))
            .load::<Row>(connection)
    })?;
    Ok(rows.into_iter().map(revision).collect())
}

/// All revisions of an article, the newest first.
pub fn list(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<Vec<Revision>> {
    let rows = revisions::table
        .filter(revisions::article_id.eq(article_id))
        .order(revisions::number.desc())
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(revision).collect())
}

/// Writes down that readers saw this text until now.
pub fn add_former(connection: &mut DbConnection, id: RevisionId, now: NaiveDateTime) -> QueryResult<()> {
    let known = former_revisions::table.filter(former_revisions::revision_id.eq(id));
    if known.count().get_result::<i64>(connection)? == 0 {
        diesel::insert_into(former_revisions::table)
            .values((
                former_revisions::revision_id.eq(id),
                former_revisions::replaced_at.eq(now),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// The texts of an article that readers saw before the present one and nobody hid, the newest first, at most so many.
pub fn list_former(connection: &mut DbConnection, article_id: ArticleId, most: i64) -> QueryResult<Vec<Revision>> {
    let rows = revisions::table
        .inner_join(former_revisions::table)
        .filter(
            revisions::article_id
                .eq(article_id)
                .and(former_revisions::hidden.eq(false)),
        )
        .order(revisions::number.desc())
        .limit(most)
        .select(revisions::all_columns)
        .load::<Row>(connection)?;
    Ok(rows.into_iter().map(revision).collect())
}

/// The text of that number, where readers saw it before the present one and nobody hid it.
pub fn find_former(connection: &mut DbConnection, article_id: ArticleId, number: i32) -> QueryResult<Option<Revision>> {
    let row = revisions::table
        .inner_join(former_revisions::table)
        .filter(revisions::article_id.eq(article_id).and(revisions::number.eq(number)))
        .filter(former_revisions::hidden.eq(false))
        .select(revisions::all_columns)
        .get_result::<Row>(connection);
    row.optional().map(|found| found.map(revision))
}

/// Those of an article's texts that readers saw once, and whether somebody hid them since.
pub fn former_ids(connection: &mut DbConnection, article_id: ArticleId) -> QueryResult<Vec<(RevisionId, bool)>> {
    former_revisions::table
        .inner_join(revisions::table)
        .filter(revisions::article_id.eq(article_id))
        .select((former_revisions::revision_id, former_revisions::hidden))
        .load(connection)
}

/// Hides a text that readers saw once, or shows it again. False: readers never saw that text.
pub fn set_hidden(
    connection: &mut DbConnection,
    article_id: ArticleId,
    number: i32,
    hidden: bool,
) -> QueryResult<bool> {
    let wanted = revisions::table
        .filter(revisions::article_id.eq(article_id).and(revisions::number.eq(number)))
        .select(revisions::id);
    let changed = diesel::update(former_revisions::table.filter(former_revisions::revision_id.eq_any(wanted)))
        .set(former_revisions::hidden.eq(hidden))
        .execute(connection)?;
    Ok(changed > 0)
}
