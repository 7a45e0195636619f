//! Takes in what became of a suggestion: it links the conversation and teaches the ranking.

use super::{
    Actor, infer, link,
    suggest::{self, Answer},
};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        suggestion::{NewOutcome, Suggestion},
    },
    domain::{
        gap::{self, GapKind},
        id::{ArticleId, ConversationId, SuggestionId},
        link::LinkKind,
        suggestion::Outcome,
        visibility::Reader,
    },
    error::{Code, Error, Result},
};

/// What the agent did.
#[derive(Debug, Clone)]
pub struct Report {
    /// The article that was sent or rejected; none: the whole list was rejected or ignored.
    pub article_id: Option<ArticleId>,
    pub outcome: Outcome,
    /// What was sent in the end.
    pub final_text: String,
    /// Why it was rejected.
    pub reason: String,
    /// The conversation it was sent in, where the suggestion was not asked for one.
    pub conversation_id: Option<ConversationId>,
}

/// What came of reporting.
pub enum Reported {
    /// It is written down; the outcome's number.
    Done(i64),
    /// The customer has written again since: nothing was written down; these are the suggestions now.
    Stale(Box<Answer>),
}

/// Writes an outcome down.
pub fn report(app: &App, actor: Actor, reader: Reader, id: SuggestionId, report: &Report) -> Result<Reported> {
    let suggestion = app
        .database
        .read(|connection| db::suggestion::find(connection, id)?.ok_or_else(|| Error::not_found("suggestion")))?;
    check(app, &suggestion, report)?;
    let conversation_id = suggestion.conversation_id.or(report.conversation_id);
    let sent = matches!(report.outcome, Outcome::Sent | Outcome::Edited);
    if sent && is_stale(app, &suggestion, conversation_id)? {
        return fresh(app, (actor, reader), &suggestion, conversation_id)
            .map(|answer| Reported::Stale(Box::new(answer)));
    }
    let rejected = report.outcome == Outcome::Rejected;
    let question = if sent || rejected {
        question_of(app, &suggestion)?
    } else {
        String::new()
    };
    let key = gap::key(&question);
    let now = app.clock.now();
    let new = NewOutcome {
        suggestion_id: id,
        article_id: report.article_id,
        outcome: report.outcome,
        final_text: report.final_text.clone(),
        reason: report.reason.clone(),
        account_id: actor.account_id,
        token_id: actor.token_id,
    };
    let number = app.database.write(|connection| {
        if rejected && db::suggestion::was_sent(connection, id, report.article_id)? {
            return Err(Error::new(
                Code::Conflict,
                "It was reported as sent from this suggestion already.",
            ));
        }
        if let Some(article_id) = report.article_id.filter(|_| sent) {
            take_back_rejection(connection, &suggestion, article_id, &key)?;
        }
        let number = db::suggestion::insert_outcome(connection, &new, now)?;
        match (sent, report.article_id, conversation_id) {
            (true, Some(article_id), Some(conversation_id)) => {
                let kind = (LinkKind::Suggested, Some(id));
                link::add(connection, actor, article_id, conversation_id, kind, now)?;
            }
            (true, Some(article_id), None) => link::count_use(connection, article_id, now)?,
            _ => {}
        }
        if rejected && !key.is_empty() {
            let (brand_id, locale) = (suggestion.brand_id, &suggestion.locale);
            let person = db::gap::person_in(connection, suggestion.conversation_id.or(conversation_id))?;
            let asked = (key.as_str(), question.as_str(), person.as_str());
            db::gap::record(connection, brand_id, locale, GapKind::Rejected, asked, now)?;
        }
        Ok(number)
    })?;
    app.news.changed();
    // What was sent instead may be another article. What was told is stored already, whether a link is found or not.
    if let Some(id) = conversation_id.filter(|_| !sent && !report.final_text.is_empty())
        && let Err(error) = infer::from_reply(app, id, &report.final_text)
    {
        tracing::warn!(?error, "no link could be looked for in a reply");
    }
    Ok(Reported::Done(number))
}

fn check(app: &App, suggestion: &Suggestion, report: &Report) -> Result<()> {
    let offered = app
        .database
        .read(|connection| Ok::<_, Error>(db::suggestion::offered(connection, suggestion.id)?))?;
    match report.article_id {
        Some(id) if !offered.contains(&id) => Err(Error::invalid("article_id", "This suggestion did not offer it.")),
        None if matches!(report.outcome, Outcome::Sent | Outcome::Edited) => {
            Err(Error::invalid("article_id", "Say which article was sent."))
        }
        _ => Ok(()),
    }?;
    let Some(id) = report.conversation_id else {
        return Ok(());
    };
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::find(connection, id)?))?;
    let fits = found.is_some_and(|found| found.brand_id == suggestion.brand_id);
    if fits {
        Ok(())
    } else {
        Err(Error::invalid("conversation_id", "The brand has no such conversation."))
    }
}

fn is_stale(app: &App, suggestion: &Suggestion, conversation_id: Option<ConversationId>) -> Result<bool> {
    // Only what was asked about a stored conversation can be told to be old.
    let Some(id) = conversation_id.filter(|_| suggestion.conversation_id.is_some()) else {
        return Ok(false);
    };
    let conversation = app
        .database
        .read(|connection| db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation")))?;
    Ok(conversation.last_customer_at > suggestion.customer_at)
}

fn fresh(
    app: &App,
    (actor, reader): (Actor, Reader),
    suggestion: &Suggestion,
    conversation_id: Option<ConversationId>,
) -> Result<Answer> {
    let mut request: suggest::Request = serde_json::from_str(&suggestion.request).map_err(Error::internal)?;
    request.conversation_id = conversation_id.map(|id| id.to_string());
    request.text = None;
    suggest::suggest(app, actor, reader, &request)
}

/// What was asked, personal data masked.
fn question_of(app: &App, suggestion: &Suggestion) -> Result<String> {
    let request: suggest::Request = serde_json::from_str(&suggestion.request).map_err(Error::internal)?;
    match (request.text, suggestion.conversation_id) {
        (Some(text), _) => Ok(text),
        (None, Some(id)) => suggest::question_in(app, id),
        (None, None) => Ok(String::new()),
    }
}

/// Takes back that an article was rejected; nothing where it was not.
pub fn undo_rejection(app: &App, id: SuggestionId, article_id: ArticleId) -> Result<()> {
    let suggestion = app
        .database
        .read(|connection| db::suggestion::find(connection, id)?.ok_or_else(|| Error::not_found("suggestion")))?;
    let key = gap::key(&question_of(app, &suggestion)?);
    app.database
        .write(|connection| take_back_rejection(connection, &suggestion, article_id, &key))
}

/// The same in the midst of more; `key` is what was asked, as gaps know it.
fn take_back_rejection(
    connection: &mut DbConnection,
    suggestion: &Suggestion,
    article_id: ArticleId,
    key: &str,
) -> Result<()> {
    if db::suggestion::delete_rejection(connection, suggestion.id, article_id)? > 0 {
        let (brand_id, locale) = (suggestion.brand_id, &suggestion.locale);
        let person = db::gap::person_in(connection, suggestion.conversation_id)?;
        db::gap::uncount(connection, brand_id, locale, GapKind::Rejected, (key, person.as_str()))?;
    }
    Ok(())
}
