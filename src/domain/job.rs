//! Work that goes on after the page that asked for it was closed.

use super::words::text_enum;

text_enum! {
    /// What is done.
    JobKind {
        Import = "import",
        Backup = "backup",
        /// The search index is filled anew.
        Index = "index",
        /// How sure suggestions were is compared with what was right.
        Measure = "measure",
    }
}

text_enum! {
    /// How far it is.
    JobState {
        Running = "running",
        /// Somebody asked it to stop; it does so at its next safe place.
        Cancelling = "cancelling",
        Done = "done",
        Failed = "failed",
        Cancelled = "cancelled",
        /// The server ended while it ran.
        Interrupted = "interrupted",
    }
}

impl JobState {
    /// Whether it goes on.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Running | Self::Cancelling)
    }
}
