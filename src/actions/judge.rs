//! Judges conversations again whose source did not say whether they are resolved, once silence can have answered that.

use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
    },
    domain::{conversation::Message, id::ConversationId, resolution},
    error::{Error, Result},
};
use chrono::NaiveDateTime;

/// Conversations of one transaction.
const BATCH: i64 = 100;

/// Judges some of those that are due. True: there may be more.
pub fn follow(app: &App) -> Result<bool> {
    let now = app.clock.now();
    let waiting = app
        .database
        .read(|connection| Ok::<_, Error>(db::judgement::list_due(connection, now, 1)?))?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let (judged, resolved) = app.database.write(|connection| {
        // Asked for again: what a source or a person has said meanwhile stands.
        let due = db::judgement::list_due(connection, now, BATCH)?;
        let mut resolved = false;
        for id in &due {
            resolved |= judge(connection, *id, now)?;
        }
        Ok((due.len(), resolved))
    })?;
    if resolved {
        app.news.changed();
    }
    Ok(judged as i64 == BATCH)
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
