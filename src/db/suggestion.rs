//! Suggestions that were made, what they offered, and what became of them.

use super::{
    DbConnection,
    schema::{links, outcomes, suggestion_articles, suggestions},
};
use crate::domain::{
    id::{AccountId, ArticleId, BrandId, ConversationId, RevisionId, SuggestionId, TokenId},
    locale::Locale,
    suggestion::Outcome,
};
use chrono::NaiveDateTime;
use diesel::{prelude::*, sql_types::BigInt};

/// A suggestion to be stored.
#[derive(Debug, Clone)]
pub struct NewSuggestion {
    pub brand_id: BrandId,
    pub conversation_id: Option<ConversationId>,
    pub customer_at: Option<NaiveDateTime>,
    /// What was asked for, as JSON, personal data masked.
    pub request: String,
    pub locale: Locale,
    pub abstained: bool,
    pub account_id: Option<AccountId>,
    pub token_id: Option<TokenId>,
    pub articles: Vec<Offered>,
}

/// An article that a suggestion offered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offered {
    pub article_id: ArticleId,
    pub revision_id: RevisionId,
    pub confidence: f64,
}

/// A suggestion as it is stored.
#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct Suggestion {
    pub id: SuggestionId,
    pub brand_id: BrandId,
    pub conversation_id: Option<ConversationId>,
    pub customer_at: Option<NaiveDateTime>,
    pub request: String,
    pub locale: Locale,
    pub abstained: bool,
    pub account_id: Option<AccountId>,
    pub token_id: Option<TokenId>,
    pub created_at: NaiveDateTime,
}

pub fn insert(connection: &mut DbConnection, new: &NewSuggestion, now: NaiveDateTime) -> QueryResult<SuggestionId> {
    let id: SuggestionId = diesel::insert_into(suggestions::table)
        .values((
            suggestions::brand_id.eq(new.brand_id),
            suggestions::conversation_id.eq(new.conversation_id),
            suggestions::customer_at.eq(new.customer_at),
            suggestions::request.eq(&new.request),
            suggestions::locale.eq(&new.locale),
            suggestions::abstained.eq(new.abstained),
            suggestions::account_id.eq(new.account_id),
            suggestions::token_id.eq(new.token_id),
            suggestions::created_at.eq(now),
        ))
        .returning(suggestions::id)
        .get_result(connection)?;
    for (position, offered) in new.articles.iter().enumerate() {
        diesel::insert_into(suggestion_articles::table)
            .values((
                suggestion_articles::suggestion_id.eq(id),
                suggestion_articles::article_id.eq(offered.article_id),
                suggestion_articles::revision_id.eq(offered.revision_id),
                suggestion_articles::position.eq(position as i32),
                suggestion_articles::confidence.eq(offered.confidence),
            ))
            .execute(connection)?;
    }
    Ok(id)
}

pub fn find(connection: &mut DbConnection, id: SuggestionId) -> QueryResult<Option<Suggestion>> {
    suggestions::table
        .filter(suggestions::id.eq(id))
        .get_result(connection)
        .optional()
}

/// The articles that a suggestion offered, the best first.
pub fn offered(connection: &mut DbConnection, id: SuggestionId) -> QueryResult<Vec<ArticleId>> {
    suggestion_articles::table
        .filter(suggestion_articles::suggestion_id.eq(id))
        .order(suggestion_articles::position)
        .select(suggestion_articles::article_id)
        .load(connection)
}

/// The articles that were rejected in a conversation.
pub fn rejected_for(connection: &mut DbConnection, id: ConversationId) -> QueryResult<Vec<ArticleId>> {
    let own = suggestions::table
        .filter(suggestions::conversation_id.eq(id))
        .select(suggestions::id);
    let rejected = outcomes::suggestion_id
        .eq_any(own)
        .and(outcomes::outcome.eq(Outcome::Rejected));
    let found: Vec<Option<ArticleId>> = outcomes::table
        .filter(rejected)
        .select(outcomes::article_id)
        .load(connection)?;
    Ok(found.into_iter().flatten().collect())
}

/// The articles of a suggestion that were rejected, with the reasons.
pub fn rejected(connection: &mut DbConnection, id: SuggestionId) -> QueryResult<Vec<(Option<ArticleId>, String)>> {
    outcomes::table
        .filter(
            outcomes::suggestion_id
                .eq(id)
                .and(outcomes::outcome.eq(Outcome::Rejected)),
        )
        .order(outcomes::id)
        .select((outcomes::article_id, outcomes::reason))
        .load(connection)
}

/// Takes back that an article of a suggestion was rejected.
pub fn delete_rejection(connection: &mut DbConnection, id: SuggestionId, article: ArticleId) -> QueryResult<usize> {
    let rejection = outcomes::suggestion_id
        .eq(id)
        .and(outcomes::article_id.eq(article))
        .and(outcomes::outcome.eq(Outcome::Rejected));
    diesel::delete(outcomes::table.filter(rejection)).execute(connection)
}

/// Whether an article (none: any of the suggestion's) was reported as sent, as it was or edited.
pub fn was_sent(connection: &mut DbConnection, id: SuggestionId, article: Option<ArticleId>) -> QueryResult<bool> {
    let sent = outcomes::table
        .filter(outcomes::suggestion_id.eq(id))
        .filter(outcomes::outcome.eq_any([Outcome::Sent, Outcome::Edited]));
    let found: Vec<Option<ArticleId>> = sent.select(outcomes::article_id).load(connection)?;
    Ok(found.iter().any(|one| article.is_none() || *one == article))
}

/// An outcome to be stored.
#[derive(Debug, Clone)]
pub struct NewOutcome {
    pub suggestion_id: SuggestionId,
    pub article_id: Option<ArticleId>,
    pub outcome: Outcome,
    pub final_text: String,
    pub reason: String,
    pub account_id: Option<AccountId>,
    pub token_id: Option<TokenId>,
}

/// Stores an outcome; its number.
pub fn insert_outcome(connection: &mut DbConnection, new: &NewOutcome, now: NaiveDateTime) -> QueryResult<i64> {
    diesel::insert_into(outcomes::table)
        .values((
            outcomes::suggestion_id.eq(new.suggestion_id),
            outcomes::article_id.eq(new.article_id),
            outcomes::outcome.eq(new.outcome),
            outcomes::final_text.eq(&new.final_text),
            outcomes::reason.eq(&new.reason),
            outcomes::account_id.eq(new.account_id),
            outcomes::token_id.eq(new.token_id),
            outcomes::created_at.eq(now),
        ))
        .returning(outcomes::id)
        .get_result(connection)
}

/// Who has said since then that they answered a conversation.
pub fn answered_since(
    connection: &mut DbConnection,
    id: ConversationId,
    since: NaiveDateTime,
) -> QueryResult<Vec<AccountId>> {
    let own = suggestions::table
        .filter(suggestions::conversation_id.eq(id))
        .select(suggestions::id);
    let answered = outcomes::suggestion_id
        .eq_any(own)
        .and(outcomes::created_at.ge(since))
        .and(outcomes::outcome.ne(Outcome::Rejected));
    let found: Vec<Option<AccountId>> = outcomes::table
        .filter(answered)
        .select(outcomes::account_id)
        .load(connection)?;
    Ok(found.into_iter().flatten().collect())
}

/// Of the replies that somebody said to have sent since then: how many took a suggestion, and the texts of those that were
/// written without any.
pub fn replies_of(
    connection: &mut DbConnection,
    account: AccountId,
    since: NaiveDateTime,
) -> QueryResult<(i64, Vec<String>)> {
    let theirs = outcomes::account_id.eq(account).and(outcomes::created_at.ge(since));
    let used = outcomes::outcome.eq_any([Outcome::Sent, Outcome::Edited]);
    let used = outcomes::table.filter(theirs).filter(used);
    let used = used.count().get_result(connection)?;
    let own = outcomes::outcome.eq(Outcome::Ignored).and(outcomes::final_text.ne(""));
    let own = outcomes::table.filter(theirs).filter(own);
    let own = own.select(outcomes::final_text).load(connection)?;
    Ok((used, own))
}

/// The newest suggestions for messages of no conversation that is stored here, nor linked to one since.
pub fn newest_without_conversation(connection: &mut DbConnection, limit: i64) -> QueryResult<Vec<Suggestion>> {
    let linked = links::table
        .filter(links::suggestion_id.is_not_null())
        .select(links::suggestion_id.assume_not_null());
    suggestions::table
        .filter(suggestions::conversation_id.is_null())
        .filter(diesel::dsl::not(suggestions::id.into_sql::<BigInt>().eq_any(linked)))
        .order(suggestions::id.desc())
        .limit(limit)
        .load(connection)
}

/// What became of the articles of a suggestion.
pub fn outcomes(connection: &mut DbConnection, id: SuggestionId) -> QueryResult<Vec<(Option<ArticleId>, Outcome)>> {
    outcomes::table
        .filter(outcomes::suggestion_id.eq(id))
        .order(outcomes::id)
        .select((outcomes::article_id, outcomes::outcome))
        .load(connection)
}

/// How often each of `ids` had each outcome.
pub fn outcomes_of(
    connection: &mut DbConnection,
    ids: &[ArticleId],
) -> QueryResult<Vec<(Option<ArticleId>, Outcome, i64)>> {
    outcomes::table
        .filter(outcomes::article_id.eq_any(ids.iter().map(|id| Some(*id)).collect::<Vec<_>>()))
        .group_by((outcomes::article_id, outcomes::outcome))
        .select((outcomes::article_id, outcomes::outcome, diesel::dsl::count_star()))
        .load(connection)
}
