//! Judges conversations again whose source did not say whether they are resolved, once silence can have answered that.

use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
    },
    domain::{conversation::Message, id::ConversationId, resolution},
    error::Result,
};
use chrono::NaiveDateTime;

/// Conversations of one transaction.
const BATCH: i64 = 100;

/// Judges some of those that are due. True: there may be more.
pub fn follow(app: &App) -> Result<bool> {
    let now = app.clock.now();
    let due = app
        .database
        .read(|connection| Ok::<_, crate::error::Error>(db::judgement::list_due(connection, now, BATCH)?))?;
    if due.is_empty() {
        return Ok(false);
    }
    let changed = app.database.write(|connection| {
        let mut changed = false;
        for id in &due {
            changed |= judge(connection, *id, now)?;
        }
        Ok(changed)
    })?;
    if changed {
        app.news.changed();
    }
    Ok(due.len() as i64 == BATCH)
}

/// True: it is resolved now.
fn judge(connection: &mut DbConnection, id: ConversationId, now: NaiveDateTime) -> Result<bool> {
    let messages = db::conversation::messages(connection, id)?;
    let turns: Vec<_> = messages.iter().map(Message::turn).collect();
    let verdict = resolution::resolve(&turns, None, now);
    let Some(by) = verdict.by else {
        db::judgement::set(connection, id, verdict.again_at)?;
        return Ok(false);
    };
    db::conversation::set_status(connection, id, verdict.status, Some((by, verdict.score)), now)?;
    change_log::record(connection, Entity::Conversation, id.0, now)?;
    Ok(true)
}
