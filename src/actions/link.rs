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

/// Links the two; nothing changes where they are linked already.
pub fn link(app: &App, actor: Actor, article_id: ArticleId, id: ConversationId, kind: LinkKind) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
        db::article::find(connection, article_id)?
            .ok_or_else(|| Error::invalid("article_id", "There is no such article."))?;
        add(connection, actor, article_id, id, (kind, None), now)?;
        Ok(())
    })?;
    app.news.changed();
    Ok(())
}

/// The same inside a caller's unit of work. False where they were linked already.
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
    let link = NewLink {
        article_id,
        conversation_id,
        kind,
        account_id: actor.account_id,
        suggestion_id,
    };
    if db::link::insert(connection, &link, at)?.is_none() {
        return Ok(false);
    }
    // A link tells how customers put the problem, so the article is indexed again.
    count_use_as_of(connection, article_id, at, now)?;
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
