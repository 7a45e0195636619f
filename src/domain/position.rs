//! How far those that follow the change log have come.

use serde::{Deserialize, Serialize};

/// The last entry of the change log that a follower has applied; the first of all positions is before any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Position {
    /// Number of the transaction that wrote the entry (PostgreSQL), else 0.
    pub xid: i64,
    pub seq: i64,
}

/// How far a follower has come, and in whose log.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reached {
    #[serde(flatten)]
    pub position: Position,
    /// Names the data that the numbers belong to; another epoch means other data.
    pub epoch: String,
}

impl Reached {
    /// The position in the log of the data `epoch`: in that of other data a follower has not begun.
    pub fn within(&self, epoch: &str) -> Position {
        if self.epoch == epoch {
            self.position
        } else {
            Position::default()
        }
    }
}
