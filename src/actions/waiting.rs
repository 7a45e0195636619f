//! How long customers wait for a first reply, measured channel by channel.

use crate::{
    app::App,
    db::{self, DbConnection},
    domain::{conversation::AuthorRole, id::BrandId, id::ChannelId, id::ConversationId},
    error::Result,
};
use chrono::{NaiveDateTime, TimeDelta};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// The time that is looked back on, and the fewest replies that say something.
const LOOKED_BACK: TimeDelta = TimeDelta::days(28);
const REPLIES_LEAST: usize = 20;
/// How long a measurement is remembered.
pub const REMEMBERED: Duration = Duration::from_mins(15);

/// The median time to a first reply by channel; channels with too few replies are not in it.
pub type Waits = HashMap<ChannelId, TimeDelta>;

/// How long customers of a brand wait. Measured at most every few minutes.
pub fn waits(app: &App, connection: &mut DbConnection, brand_id: BrandId) -> Result<Arc<Waits>> {
    let measure = || {
        let since = app.clock.now() - LOOKED_BACK;
        Ok(medians(&db::conversation::turns_since(connection, brand_id, since)?))
    };
    app.waits.get(
        brand_id,
        app.news.generation(),
        |made| made.is_within(REMEMBERED),
        measure,
    )
}

/// One message: of which conversation, on which channel, by whom, when.
pub type Turn = (ConversationId, ChannelId, AuthorRole, NaiveDateTime);

/// The median of each channel, from turns in the order of their conversations.
fn medians(turns: &[Turn]) -> Waits {
    let mut by_channel: HashMap<ChannelId, Vec<TimeDelta>> = HashMap::new();
    for thread in turns.chunk_by(|one, next| one.0 == next.0) {
        let asked = thread.iter().find(|turn| turn.2 == AuthorRole::Customer);
        let answered = thread.iter().find(|turn| turn.2 == AuthorRole::Agent);
        if let (Some(asked), Some(answered)) = (asked, answered)
            && answered.3 >= asked.3
        {
            by_channel.entry(asked.1).or_default().push(answered.3 - asked.3);
        }
    }
    let mut waits = Waits::new();
    for (channel, mut times) in by_channel {
        if times.len() >= REPLIES_LEAST {
            times.sort_unstable();
            waits.insert(channel, times[times.len() / 2]);
        }
    }
    waits
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_median_needs_enough_replies() {
        let at = |minutes: i64| NaiveDateTime::default() + TimeDelta::minutes(minutes);
        let turns = |count: i64| -> Vec<Turn> {
            (0..count)
                .flat_map(|n| {
                    let (id, channel) = (ConversationId(n), ChannelId(7));
                    [
                        (id, channel, AuthorRole::Customer, at(0)),
                        (id, channel, AuthorRole::Customer, at(1)),
                        (id, channel, AuthorRole::Agent, at(n + 1)),
                    ]
                })
                .collect()
        };
        assert_eq!(medians(&turns(19)), Waits::new());
        assert_eq!(
            medians(&turns(21)),
            Waits::from([(ChannelId(7), TimeDelta::minutes(11))])
        );
    }
}
