//! Says that a conversation is resolved, because a person knows.

use super::Actor;
use crate::{
    app::App,
    db::{
        self,
        change_log::{self, Entity},
    },
    domain::{
        conversation::{Conversation, ResolvedBy, Status},
        id::ConversationId,
    },
    error::{Error, Result},
};

/// Marks a conversation resolved; one that is stays as it is.
pub fn resolve(app: &App, actor: Actor, id: ConversationId) -> Result<Conversation> {
    let now = app.clock.now();
    let conversation = app.database.write(|connection| {
        let found = db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
        if found.status == Status::Resolved {
            return Ok(found);
        }
        db::conversation::set_status(connection, id, Status::Resolved, Some((ResolvedBy::Person, 1.0)), now)?;
        change_log::record(connection, Entity::Conversation, id.0, now)?;
        db::audit::record(connection, actor, "conversation.resolve", Some(id.0), "", now)?;
        db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))
    })?;
    app.news.changed();
    Ok(conversation)
}
