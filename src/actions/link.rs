//! Links a conversation to the article that answered it (KCS reuse).

use super::Actor;
use crate::{
    app::App,
    db::{
        self, DbConnection,
        article::{Uses, no_uses},
        change_log::{self, Entity},
        link::NewLink,
    },
    domain::{
        id::{ArticleId, ConversationId, SuggestionId},
        link::LinkKind,
    },
    error::{Error, Result},
};
use chrono::NaiveDateTime;

/// Links the two; where they are linked already nothing changes, but that a link which the product found is confirmed. How
/// they are linked now.
pub fn link(app: &App, actor: Actor, article_id: ArticleId, id: ConversationId, kind: LinkKind) -> Result<LinkKind> {
    let now = app.clock.now();
    let kind = app.database.write(|connection| {
        db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
        db::article::find(connection, article_id)?
            .ok_or_else(|| Error::invalid("article_id", "There is no such article."))?;
        add(connection, actor, article_id, id, (kind, None), now)?;
        Ok(db::link::find(connection, article_id, id)?.map_or(kind, |link| link.kind))
    })?;
    app.news.changed();
    Ok(kind)
}

/// Takes away a link that the product found and that is none; it is not found again. Nothing changes where somebody made or
/// confirmed it. How the two were linked; none: they were not.
pub fn refuse(app: &App, actor: Actor, article_id: ArticleId, id: ConversationId) -> Result<Option<LinkKind>> {
    let now = app.clock.now();
    let was = app.database.write(|connection| {
        let found = db::link::find(connection, article_id, id)?;
        let kind = found.map(|link| link.kind);
        let Some(link) = found.filter(|found| found.kind == LinkKind::Inferred) else {
            return Ok(kind);
        };
        db::link::refuse(connection, &link, actor.account_id, now)?;
        change_log::record(connection, Entity::Conversation, id.0, now)?;
        let detail = id.to_string();
        db::audit::record(connection, actor, "link.refuse", Some(article_id.0), &detail, now)?;
        Ok(kind)
    })?;
    app.news.changed();
    Ok(was)
}

/// The same inside a caller's unit of work. False where they were linked already; a link that the product found is
/// confirmed thereby.
pub fn add(
    connection: &mut DbConnection,
    actor: Actor,
    article_id: ArticleId,
    conversation_id: ConversationId,
    (kind, suggestion_id): (LinkKind, Option<SuggestionId>),
    now: NaiveDateTime,
) -> Result<bool> {
    add_as_of(
        connection,
        actor,
        (article_id, conversation_id),
        (kind, suggestion_id),
        (now, now),
    )
}

/// The same for a link that was made at `at` elsewhere and comes in now.
pub fn add_as_of(
    connection: &mut DbConnection,
    actor: Actor,
    (article_id, conversation_id): (ArticleId, ConversationId),
    (kind, suggestion_id): (LinkKind, Option<SuggestionId>),
    (at, now): (NaiveDateTime, NaiveDateTime),
) -> Result<bool> {
    if let Some(found) = db::link::find(connection, article_id, conversation_id)? {
        let confirms = found.kind == LinkKind::Inferred && kind != LinkKind::Inferred;
        if confirms {
            let by = (actor.account_id, suggestion_id);
            db::link::confirm(connection, found.id, kind, by)?;
            count_use_as_of(connection, article_id, found.created_at, now)?;
            change_log::record(connection, Entity::Conversation, conversation_id.0, now)?;
            let detail = conversation_id.to_string();
            db::audit::record(connection, actor, "link.confirm", Some(article_id.0), &detail, now)?;
        }
        return Ok(confirms);
    }
    let link = NewLink {
        article_id,
        conversation_id,
        kind,
        account_id: actor.account_id,
        suggestion_id,
    };
    db::link::insert(connection, &link, at)?;
    change_log::record(connection, Entity::Conversation, conversation_id.0, now)?;
    // A link tells how customers put the problem, so the article is indexed again. Nothing is learned of one that was found
    // until somebody confirms it.
    if kind != LinkKind::Inferred {
        count_use_as_of(connection, article_id, at, now)?;
    }
    db::audit::record(
        connection,
        actor,
        "link.add",
        Some(article_id.0),
        &conversation_id.to_string(),
        now,
    )?;
    Ok(true)
}

/// Counts one more use of an article.
pub fn count_use(connection: &mut DbConnection, article_id: ArticleId, now: NaiveDateTime) -> Result<()> {
    count_use_as_of(connection, article_id, now, now)
}

fn count_use_as_of(
    connection: &mut DbConnection,
    article_id: ArticleId,
    at: NaiveDateTime,
    now: NaiveDateTime,
) -> Result<()> {
    let used = Uses {
        uses: 1,
        last_used_at: Some(at),
        ..no_uses(article_id)
    };
    db::article::add_uses(connection, used)?;
    change_log::record(connection, Entity::Article, article_id.0, now)?;
    Ok(())
}
