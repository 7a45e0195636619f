//! Suggestions: ranked articles for an incoming message, or an honest nothing.

use super::words::text_enum;

text_enum! {
    /// What the agent did with a suggestion.
    Outcome {
        Sent = "sent",
        Edited = "edited",
        Rejected = "rejected",
        Ignored = "ignored",
    }
}
