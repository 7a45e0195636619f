//! The time, as an argument: the system's, or one that a test holds still.

use chrono::{NaiveDateTime, SubsecRound};
use std::sync::{Arc, Mutex};

/// Where the time comes from. All times are UTC, cut to the microsecond that both databases keep.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// A clock that moves only when told to.
    Fixed(Arc<Mutex<NaiveDateTime>>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: NaiveDateTime) -> Self {
        Self::Fixed(Arc::new(Mutex::new(at)))
    }

    /// The present moment.
    pub fn now(&self) -> NaiveDateTime {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "the one place where the system's clock is read"
            )]
            Self::System => chrono::Utc::now().naive_utc().trunc_subsecs(6),
            Self::Fixed(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
        }
    }

    /// Moves a fixed clock on; the system's goes by itself.
    pub fn advance(&self, by: chrono::Duration) {
        if let Self::Fixed(at) = self {
            *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += by;
        }
    }
}
