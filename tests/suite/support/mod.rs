//! What scenarios start from.

pub mod app;
pub mod archive;
pub mod database;
pub mod embeddings;
pub mod program;

use chrono::NaiveDateTime;
use serde_json::Value;
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// How long something may take to happen before a test gives up; a good one takes milliseconds.
const PATIENCE: Duration = Duration::from_mins(2);

/// The moment at which tests that need only one begin.
pub fn noon() -> NaiveDateTime {
    "2026-03-02T12:00:00".parse().unwrap()
}

/// Looks until there is something; what it says instead is what a test that gives up says.
pub fn wait_for<T>(mut look: impl FnMut() -> Result<T, String>) -> T {
    let began = Instant::now();
    loop {
        match look() {
            Ok(found) => return found,
            Err(missing) => assert!(began.elapsed() < PATIENCE, "{missing}"),
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until something is so; `missing` is what a test that gives up says.
pub fn wait_until(missing: &str, mut is_so: impl FnMut() -> bool) {
    wait_for(|| if is_so() { Ok(()) } else { Err(missing.to_owned()) });
}

/// The part of a text between two others.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before);
    let (_, rest) = rest.unwrap_or_else(|| panic!("{before} in {text}"));
    rest.split_once(after).unwrap().0
}

/// The lines of a file of test material that is no part of the project, where it is on this machine.
pub fn material(file: &str) -> Option<Vec<Value>> {
    let shared = std::env::var_os("PRECEDENT_SHARED");
    let shared = shared.unwrap_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").into());
    let path = Path::new(&shared).join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!(
            "SKIPPED: there is no {}; PRECEDENT_SHARED names its folder",
            path.display()
        );
        return None;
    };
    Some(text.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}
