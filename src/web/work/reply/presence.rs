//! Who is at which conversation: so that two people do not answer the same customer. Kept in memory alone; after a restart
//! whoever looks first is there first.

use crate::domain::id::{AccountId, ConversationId};
use chrono::{NaiveDateTime, TimeDelta};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Somebody who has not moved for so long is not there any more.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);

/// Who replies to a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replying {
    pub account_id: AccountId,
    pub name: String,
    pub since: NaiveDateTime,
    seen: NaiveDateTime,
}

/// Who replies to which conversation.
#[derive(Default)]
pub struct Presence(Mutex<HashMap<ConversationId, Replying>>);

impl Presence {
    /// Somebody is at a conversation. Somebody else who was there first; nobody: it is theirs now.
    pub fn arrive(&self, id: ConversationId, who: (AccountId, &str), now: NaiveDateTime) -> Option<Replying> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, one| now < one.seen + PATIENCE);
        match all.get_mut(&id) {
            Some(one) if one.account_id != who.0 => Some(one.clone()),
            Some(own) => {
                own.seen = now;
                None
            }
            None => {
                all.insert(id, replying(who, now));
                None
            }
        }
    }

    /// Somebody takes a conversation over, whoever was there.
    pub fn take(&self, id: ConversationId, who: (AccountId, &str), now: NaiveDateTime) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(id, replying(who, now));
    }

    /// Somebody is done with a conversation.
    pub fn leave(&self, id: ConversationId, who: AccountId) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.get(&id).is_some_and(|one| one.account_id == who) {
            all.remove(&id);
        }
    }
}

fn replying((account_id, name): (AccountId, &str), now: NaiveDateTime) -> Replying {
    Replying {
        account_id,
        name: name.to_owned(),
        since: now,
        seen: now,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_first_one_is_there_until_they_leave_are_replaced_or_fall_silent() {
        let presence = Presence::default();
        let (id, ana, ben) = (ConversationId(7), (AccountId(1), "Ana"), (AccountId(2), "Ben"));
        let at = |minutes| NaiveDateTime::default() + TimeDelta::minutes(minutes);
        assert_eq!(presence.arrive(id, ana, at(0)), None);
        let first = presence.arrive(id, ben, at(1)).unwrap();
        assert_eq!((first.name.as_str(), first.since), ("Ana", at(0)));
        assert_eq!(presence.arrive(ConversationId(8), ben, at(1)), None);
        assert_eq!(presence.arrive(id, ana, at(4)), None);
        assert!(presence.arrive(id, ben, at(8)).is_some(), "Ana has moved since");
        assert_eq!(presence.arrive(id, ben, at(9)), None, "Ana is gone");
        presence.take(id, ana, at(10));
        assert_eq!(presence.arrive(id, ben, at(11)).unwrap().name, "Ana");
        presence.leave(id, ben.0);
        assert!(presence.arrive(id, ben, at(11)).is_some());
        presence.leave(id, ana.0);
        assert_eq!(presence.arrive(id, ben, at(11)), None);
    }
}
