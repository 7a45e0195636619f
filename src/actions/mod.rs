//! What the product does, one verb a file. Actions are called alike by pages, the API, the command line, the worker and
//! tests; they check what the domain's rules say, change the database in one unit of work, and tell [`crate::app::News`].
//!
//! Each takes the [`App`](crate::app::App) first and, where it changes something, the [`Actor`] who does it.

pub mod account;
pub mod allow;
pub mod archive;
pub mod backup;
pub mod backups;
pub mod bench;
pub mod channel;
pub mod complete;
pub mod compose;
pub mod counts;
pub mod demo;
pub mod doctor;
pub mod draft;
pub mod environment;
pub mod erase;
pub mod eval;
pub mod excerpt;
pub mod export;
pub mod flag;
pub mod gap;
pub mod group;
pub mod health;
pub mod import;
pub mod index;
pub mod infer;
pub mod ingest;
pub mod job;
pub mod learning;
pub mod link;
pub mod look;
pub mod meaning;
pub mod meant;
pub mod merge;
pub mod outcome;
pub mod overview;
pub mod package;
pub mod person;
pub mod portal;
pub mod precision;
pub mod publish;
pub mod read;
pub mod redact;
pub mod related;
pub mod resolve;
pub mod restore;
pub mod retention;
pub mod revise;
pub mod search;
pub mod setup;
pub mod sign_in;
pub mod signature;
pub mod suggest;
pub mod synonym;
pub mod target;
pub mod threshold;
pub mod token;
pub mod topic;
pub mod vote;
pub mod waiting;

pub use crate::db::audit::Actor;
