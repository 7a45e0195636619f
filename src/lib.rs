//! Precedent: a self-hosted knowledge base and public answer archive made of resolved conversations.
//!
//! The layers, innermost first; each imports only what stands above it here (`tests/suite/structure.rs` holds this):
//!
//! - [`domain`]: the vocabulary and its rules, without any input or output. Start reading here.
//! - [`markdown`], [`search`], [`meaning`], [`channels`], [`db`]: text to safe HTML; the index; what texts mean; outside
//!   formats; the database. They do not know each other.
//! - [`actions`]: what the product does, one verb a file. `actions::publish` and `actions::suggest` are the heart.
//! - [`worker`]: what happens in the background: the index follows the change log.
//! - [`web`] and [`cli`]: the two doors.

pub mod actions;
pub mod app;
pub mod channels;
pub mod cli;
pub mod clock;
pub mod db;
pub mod domain;
pub mod error;
pub mod instance;
pub mod markdown;
pub mod meaning;
pub mod remembered;
pub mod search;
pub mod secret;
pub mod settings;
pub mod web;
pub mod worker;
