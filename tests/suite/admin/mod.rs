//! Those who run the installation, at their pages, in a browser without a script.

mod door;
mod environments;
mod look;
mod order;
mod precision;
mod targets;

use crate::support::app::{Caller, Reply};

/// Sends a form to one of these pages with the session's token.
fn send(admin: &(Caller, String), path: &str, fields: &[(&str, &str)]) -> Reply {
    let mut all = vec![("csrf", admin.1.as_str())];
    all.extend_from_slice(fields);
    admin.0.form(path, &all)
}
