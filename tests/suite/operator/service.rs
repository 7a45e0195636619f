//! What `docs/service` offers to operators fits the server that it is for.

use crate::support::app::TestApp;
use regex::Regex;
use std::{collections::BTreeSet, fs, path::Path};

/// The names of metrics in a text.
fn metrics_in(text: &str) -> BTreeSet<&str> {
    let name = Regex::new(r"\bprecedent_[a-z_]+").unwrap();
    name.find_iter(text).map(|found| found.as_str()).collect()
}

#[test]
fn alerts_and_dashboard_ask_for_metrics_that_are_given() {
    let app = TestApp::start();
    let text = app.visitor().get("/metrics").text;
    let given = metrics_in(&text);
    assert!(given.len() > 10, "{text}");
    let mut asked_for = BTreeSet::new();
    for file in ["alerts.yml", "dashboard.json"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/service").join(file);
        let text = fs::read_to_string(path).unwrap();
        let asked = metrics_in(&text);
        let missing: Vec<_> = asked.difference(&given).collect();
        assert!(missing.is_empty(), "{file}: {missing:?}");
        asked_for.extend(asked.into_iter().map(str::to_owned));
    }
    let unused: Vec<_> = given.iter().filter(|name| !asked_for.contains(**name)).collect();
    assert!(unused.is_empty(), "nobody looks at {unused:?}");
}
