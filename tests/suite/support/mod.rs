//! What scenarios start from.

pub mod app;
pub mod archive;
pub mod database;
pub mod embeddings;
pub mod program;

use chrono::NaiveDateTime;

/// The moment at which tests that need only one begin.
pub fn noon() -> NaiveDateTime {
    "2026-03-02T12:00:00".parse().unwrap()
}
