//! The reply window: some channels let a brand write only for some hours after the customer did.

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use super::ChannelRules;

/// Whether a brand may still write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum WindowState {
    /// Anything may be sent.
    Open,
    /// Only a person may answer, where the account has that permission.
    Extended,
    /// Nothing but a template may be sent; offer another channel.
    Closed,
    /// The channel has no window.
    None,
}

/// The state of a reply window and when it ends, or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Window {
    pub state: WindowState,
    /// When the present state ends; of a closed window, when it closed.
    pub closes_at: Option<DateTime<Utc>>,
}

/// The reply window now. Without any message of the customer a channel with a window is closed: only they can open it.
pub fn window(rules: &ChannelRules, last_customer_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Window {
    let Some(allowed) = rules.reply_window else {
        return Window {
            state: WindowState::None,
            closes_at: None,
        };
    };
    let Some(opened) = last_customer_at else {
        return Window {
            state: WindowState::Closed,
            closes_at: None,
        };
    };
    let after = |hours: u32| opened.checked_add_signed(TimeDelta::hours(hours.into()));
    let (open_until, extended_until) = (after(allowed.hours), allowed.extended_hours.and_then(after));
    if open_until.is_some_and(|end| now < end) {
        Window {
            state: WindowState::Open,
            closes_at: open_until,
        }
    } else if extended_until.is_some_and(|end| now < end) {
        Window {
            state: WindowState::Extended,
            closes_at: extended_until,
        }
    } else {
        Window {
            state: WindowState::Closed,
            closes_at: extended_until.or(open_until),
        }
    }
}
