//! What happened to articles, as far as something can be learned of it, and the situations it happened in.

use super::{
    DbConnection,
    among::{self, among},
    schema::{channels, conversations, gaps, links, messages, outcomes, suggestions, votes},
};
use crate::domain::{
    channel::ChannelKind,
    conversation::{AuthorRole, Status},
    id::{AccountId, ArticleId, AuthorId, ConversationId, GapId, SuggestionId, TokenId},
    link::LinkKind,
    suggestion::Outcome,
};
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// An outcome with the suggestion it is of.
#[derive(Debug, Clone, Queryable)]
pub struct ReportedOutcome {
    pub id: i64,
    pub article_id: Option<ArticleId>,
    pub outcome: Outcome,
    pub account_id: Option<AccountId>,
    pub token_id: Option<TokenId>,
    pub at: NaiveDateTime,
    pub suggestion_id: SuggestionId,
    pub conversation_id: Option<ConversationId>,
    /// What was asked for, as JSON.
    pub request: String,
}

/// The outcomes from `since` on that say something of an article.
pub fn outcomes(connection: &mut DbConnection, since: NaiveDateTime) -> QueryResult<Vec<ReportedOutcome>> {
    outcomes::table
        .inner_join(suggestions::table.on(suggestions::id.eq(outcomes::suggestion_id)))
        .filter(
            outcomes::created_at
                .ge(since)
                .and(outcomes::article_id.is_not_null())
                .and(outcomes::outcome.ne(Outcome::Ignored)),
        )
        .order(outcomes::id)
        .select((
            outcomes::id,
            outcomes::article_id,
            outcomes::outcome,
            outcomes::account_id,
            outcomes::token_id,
            outcomes::created_at,
            outcomes::suggestion_id,
            suggestions::conversation_id,
            suggestions::request,
        ))
        .load(connection)
}

/// What was sent in the end, for these outcomes.
pub fn final_texts(connection: &mut DbConnection, ids: &[i64]) -> QueryResult<Vec<(i64, String)>> {
    among::load(ids.iter().copied(), |some| {
        outcomes::table
            .filter(among(outcomes::id, some))
            .select((outcomes::id, outcomes::final_text))
            .load(connection)
    })
}

/// A link, and where it came from.
pub type Linked = (
    ArticleId,
    ConversationId,
    LinkKind,
    Option<AccountId>,
    NaiveDateTime,
    Option<i64>,
);

/// The links from `since` on, without those that nobody has confirmed. The last is the suggestion that an outcome tells of.
pub fn links(connection: &mut DbConnection, since: NaiveDateTime) -> QueryResult<Vec<Linked>> {
    links::table
        .filter(links::created_at.ge(since).and(links::kind.ne(LinkKind::Inferred)))
        .order(links::id)
        .select((
            links::article_id,
            links::conversation_id,
            links::kind,
            links::account_id,
            links::created_at,
            links::suggestion_id,
        ))
        .load(connection)
}

/// The votes from `since` on: of which article, whether it helped, and when.
pub fn votes(
    connection: &mut DbConnection,
    since: NaiveDateTime,
) -> QueryResult<Vec<(ArticleId, bool, NaiveDateTime)>> {
    votes::table
        .filter(votes::created_at.ge(since))
        .order(votes::id)
        .select((votes::article_id, votes::helped, votes::created_at))
        .load(connection)
}

/// A conversation as a situation: where it is, whether it is resolved, and when the customer last wrote.
pub type Circumstances = (ConversationId, ChannelKind, Status, Option<NaiveDateTime>);

/// The circumstances of each of `ids`.
pub fn circumstances(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<Circumstances>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        conversations::table
            .inner_join(channels::table)
            .filter(among(conversations::id, some))
            .select((
                conversations::id,
                channels::kind,
                conversations::status,
                conversations::last_customer_at,
            ))
            .load(connection)
    })
}

/// The group of alike questions that each of `ids` asks, where it is in one.
pub fn groups(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<(ConversationId, GapId)>> {
    let mut groups = Vec::new();
    // Few at a time: the list is as long as the statement.
    for some in ids.chunks(500) {
        let found: Vec<(Option<ConversationId>, Option<GapId>)> = gaps::table
            .filter(gaps::conversation_id.eq_any(some.iter().copied().map(Some)))
            .select((gaps::conversation_id, gaps::group_id))
            .load(connection)?;
        groups.extend(found.into_iter().filter_map(|(id, group)| id.zip(group)));
    }
    Ok(groups)
}

/// Who of the brand wrote in each of `ids`, in the order of their messages.
pub fn answerers(
    connection: &mut DbConnection,
    ids: &[ConversationId],
) -> QueryResult<Vec<(ConversationId, AuthorId)>> {
    let found: Vec<(ConversationId, Option<AuthorId>, i32)> = among::load(ids.iter().map(|id| id.0), |some| {
        messages::table
            .filter(among(messages::conversation_id, some))
            .filter(messages::role.eq(AuthorRole::Agent))
            .select((messages::conversation_id, messages::author_id, messages::position))
            .order(messages::position)
            .load(connection)
    })?;
    Ok(found
        .into_iter()
        .filter_map(|(id, author, _)| Some((id, author?)))
        .collect())
}
