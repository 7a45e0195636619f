//! What the database promises, on both kinds.

mod change_log;
mod dialect;
mod schema;
mod units_of_work;
