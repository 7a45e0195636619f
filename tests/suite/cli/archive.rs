//! The demo, and the way out and in again.

use super::{Place, files};
use serde_json::json;

#[test]
fn the_demo_answers_in_both_languages_and_starts_again_with_the_same_log_ins() {
    let place = Place::new();
    let first = place.json(&["demo", "--no-serve"]);
    assert_eq!(first["accounts"].as_array().unwrap().len(), 3);
    assert!(first["token"].as_str().unwrap().starts_with("pcd_"));
    assert_eq!(place.json(&["demo", "--no-serve"]), first);
    let found = place.json(&["search", "fatcura duplicda", "--locale", "es"]);
    assert!(found["corrected"].is_string(), "{found}");
    let english = place.json(&["search", "charged twice", "--locale", "en", "--limit", "1"]);
    assert_eq!(
        english["hits"][0]["external_id"], "brizna-double-charge-en",
        "{english}"
    );
    let answer = place.json(&["suggest", "me habeis cobrado 2 veces la factura", "--channel", "x"]);
    let reply = &answer["suggestions"][0]["reply"];
    assert_eq!(reply["fits"], true, "{answer}");
    assert!(reply["text"].as_str().unwrap().contains("/a/"));
}

#[test]
fn the_demo_leaves_an_installation_with_brands_of_its_own_alone() {
    let place = Place::new();
    place.json(&["brand", "add", "Luz"]);
    let output = place.run(&["demo", "--no-serve"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(place.json(&["brand", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_export_brought_in_gives_the_same_archive() {
    let place = Place::new();
    place.json(&["demo", "--no-serve"]);
    let (first, second) = (place.path("first"), place.path("second"));
    let written = place.json(&["export", first.to_str().unwrap()]);
    assert_eq!(written["brands"], 1);
    let report = place.json_on("copy", &["import", "auto", first.to_str().unwrap()]);
    assert_eq!(report["errors"], json!([]));
    assert_eq!(report["articles"]["new"], written["articles"]);
    assert_eq!(report["conversations"]["new"], written["conversations"]);
    place.json_on("copy", &["export", second.to_str().unwrap()]);
    let (first, second) = (files(&first), files(&second));
    for (before, after) in first.iter().zip(&second) {
        assert_eq!(before, after);
    }
    assert_eq!(first.len(), second.len());
    let full = place.run(&["export", place.path("first").to_str().unwrap()]);
    assert_eq!(full.status.code(), Some(1), "an export never mixes with what is there");
}

#[test]
fn a_backup_brings_everything_back() {
    let place = Place::new();
    place.json(&["demo", "--no-serve"]);
    let file = place.path("backup.gz");
    let file = file.to_str().unwrap();
    place.json(&["backup", file]);
    place.json_on("copy", &["restore", file]);
    let found = place.json_on("copy", &["search", "factura", "--limit", "1"]);
    assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{found}");
    assert_eq!(place.run(&["restore", file]).status.code(), Some(1), "it is not empty");
    place.json(&["reindex"]);
}
