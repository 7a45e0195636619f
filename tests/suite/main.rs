//! The one integration-test binary: scenarios by who does them, and the rules that the code keeps about itself.
//!
//! Everything runs on SQLite; with `TEST_DATABASE_URL=postgres://...` the same runs on that PostgreSQL server, each test in
//! a database of its own.
#![allow(clippy::unwrap_used)]

mod admin;
mod api;
mod cli;
mod database;
mod editor;
mod operator;
mod site;
mod stranger;
mod structure;
mod support;
mod work;
