//! Who waits for a reply: the most urgent first, by the target of their channel.

use super::{
    BEGINNING,
    page::{Due, Waiting},
    shortened,
};
use crate::{
    app::App,
    db::{self, DbConnection},
    domain::{
        conversation::{AuthorRole, Conversation, Status},
        id::{ChannelId, ConversationId},
    },
    error::Result,
    web::session::SignedIn,
};
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::HashMap;

/// Open conversations that are looked at for those in which a customer waits, and how many of these are shown.
const LOOKED_AT: i64 = 200;
const SHOWN: usize = 12;
/// Who has waited for longer is not in the queue any more, but counted below it.
const LATELY: TimeDelta = TimeDelta::days(3);
/// By when those have an answer whose channel has no target.
const WITHOUT_TARGET: TimeDelta = TimeDelta::days(1);

/// A conversation with the target of its channel, in minutes.
type Targeted = (Conversation, Option<i32>);

/// Those who wait, and how many have waited for so long that they are not among them.
pub(super) fn queue(
    app: &App,
    connection: &mut DbConnection,
    person: &SignedIn,
    open: Option<ConversationId>,
) -> Result<(Vec<Waiting>, usize)> {
    let now = app.clock.now();
    let (mut waiting, older) = waiting(connection, person, now)?;
    waiting.truncate(SHOWN);
    let ids: Vec<_> = waiting.iter().map(|(one, _)| one.id).collect();
    let mut last = last_words(connection, &ids)?;
    let lines = waiting.into_iter().map(|(one, target)| {
        let (customer, text) = last.remove(&one.id).unwrap_or_default();
        let (wait, unit) = in_words(now - one.last_at);
        Waiting {
            path: format!("/w/reply/{}", one.id),
            customer,
            text,
            wait,
            unit,
            due: due(&one, target, now),
            is_open: open == Some(one.id),
            locale: one.locale,
        }
    });
    Ok((lines.collect(), older))
}

/// How a conversation stands against the target of its channel; none where nobody waits or nothing is promised.
pub(super) fn due(one: &Conversation, target: Option<i32>, now: NaiveDateTime) -> Option<Due> {
    let target = TimeDelta::minutes(i64::from(target?));
    if !waits(one) {
        return None;
    }
    let left = one.last_at + target - now;
    let (number, unit) = in_words(left.abs());
    let (of, of_unit) = in_words(target);
    Some(Due {
        left: number,
        unit,
        of,
        of_unit,
        is_over: left < TimeDelta::zero(),
        // The last third of the time.
        is_near: left < target / 3,
    })
}

/// The conversation that is to be answered next, besides this one.
pub(super) fn next(
    connection: &mut DbConnection,
    person: &SignedIn,
    besides: ConversationId,
    now: NaiveDateTime,
) -> Result<Option<ConversationId>> {
    let (waiting, _) = waiting(connection, person, now)?;
    Ok(waiting.into_iter().map(|(one, _)| one.id).find(|id| *id != besides))
}

fn waits(one: &Conversation) -> bool {
    one.status == Status::Open && one.last_customer_at.is_none_or(|at| at >= one.last_at)
}

/// The brand's open conversations in which the customer wrote last, each with its target, the most urgent first; and how
/// many are too old to be among them.
fn waiting(connection: &mut DbConnection, person: &SignedIn, now: NaiveDateTime) -> Result<(Vec<Targeted>, usize)> {
    let brand_id = person.visitor().brand.id;
    let filter = db::conversation::Filter {
        brand_id: Some(brand_id),
        status: Some(Status::Open),
        ..db::conversation::Filter::default()
    };
    let mut found = db::conversation::list(connection, &filter, None, LOOKED_AT)?.items;
    found.retain(waits);
    let all = found.len();
    found.retain(|one| one.last_at >= now - LATELY);
    let older = all - found.len();
    let targets: HashMap<ChannelId, Option<i32>> = db::channel::list(connection, Some(brand_id))?
        .into_iter()
        .map(|channel| (channel.id, channel.target_minutes))
        .collect();
    let mut found: Vec<Targeted> = found
        .into_iter()
        .map(|one| {
            let target = targets.get(&one.channel_id).copied().flatten();
            (one, target)
        })
        .collect();
    found.sort_by_key(|(one, target)| {
        let within = target.map_or(WITHOUT_TARGET, |minutes| TimeDelta::minutes(i64::from(minutes)));
        (one.last_at + within, one.id)
    });
    Ok((found, older))
}

/// Who wrote last in each conversation, and how that begins.
fn last_words(
    connection: &mut DbConnection,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, (String, String)>> {
    let messages = db::conversation::messages_of(connection, ids)?;
    let authors: Vec<_> = messages.iter().filter_map(|message| message.author_id).collect();
    let names: HashMap<_, _> = db::conversation::author_names(connection, &authors)?
        .into_iter()
        .collect();
    let theirs = messages
        .into_iter()
        .filter(|message| message.role == AuthorRole::Customer);
    Ok(theirs
        .map(|message| {
            let name = message.author_id.and_then(|id| names.get(&id).cloned());
            let words = (name.unwrap_or_default(), shortened(&message.text, BEGINNING));
            (message.conversation_id, words)
        })
        .collect())
}

fn in_words(wait: TimeDelta) -> (i64, &'static str) {
    match wait {
        wait if wait < TimeDelta::hours(1) => (wait.num_minutes().max(0), "minutes"),
        wait if wait < TimeDelta::days(1) => (wait.num_hours(), "hours"),
        wait => (wait.num_days(), "days"),
    }
}
