//! Channels: where a brand talks, what each one allows, and how long a reply may wait.
//!
//! The facts are in `channels.json`, one line a channel; this module only looks them up. Counting a text is
//! [`length`](super::length)'s, fitting one is [`fit`](super::fit)'s; handles and secrets belong to the database.

mod handle;
mod kind;
mod rules;
mod window;

use super::words::text_enum;

pub use handle::{WrongHandle, check_handle};
pub use kind::{ChannelKind, InvalidChannelKind};
pub use rules::{
    ChannelRules, LimitKind, LinkValue, Markup, Mentions, ReplyWindow, Segments, Split, Unit, UrlCost, all, is_known,
    natural, rules,
};
pub use window::{Window, WindowState, window};

text_enum! {
    /// Who can read what is written on a channel.
    Visibility {
        /// Anyone: a post, a comment, a review.
        Public = "public",
        /// The customer and the brand: a direct message, an e-mail.
        Private = "private",
    }
}

#[cfg(test)]
mod tests;
