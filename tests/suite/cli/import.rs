//! Importing by hand: reports, repetition, rehearsal, and being killed in the middle.

use super::{Place, complaint, conversations, files};
use std::{
    io::Write,
    process::{Command, Stdio},
};

#[test]
fn the_report_counts_and_names_what_was_not_taken() {
    let place = Place::new();
    let file = place.file(
        "c.jsonl",
        &format!("{}{{\"id\":\"bad\"}}\nnot json\n", conversations(3)),
    );
    let report = place.json(&["import", "conversations", &file]);
    assert_eq!(report["conversations"]["new"], 3);
    assert_eq!(report["conversations"]["rejected"], 2);
    assert_eq!(report["messages"]["new"], 6);
    assert!(report["seconds"].is_f64());
    let lines: Vec<_> = report["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["line"].clone())
        .collect();
    assert_eq!(lines, [4, 5]);
    assert_eq!(report["errors"][0]["source"], file.as_str());
    assert!(report["errors"][0]["reason"].as_str().unwrap().contains("messages"));

    let again = place.json(&["import", "conversations", &file]);
    assert_eq!(
        (&again["conversations"]["new"], &again["conversations"]["unchanged"]),
        (&0.into(), &3.into())
    );
    assert_eq!(
        (&again["messages"]["new"], &again["messages"]["updated"]),
        (&0.into(), &0.into())
    );
}

#[test]
fn a_rehearsal_stores_nothing() {
    let place = Place::new();
    let file = place.file("c.jsonl", &conversations(3));
    let report = place.json(&["import", "auto", &file, "--dry-run"]);
    assert_eq!(report["conversations"]["new"], 3);
    assert!(!place.path("data").exists(), "not even the folder is made");
    place.json(&["brand", "add", "Luz"]);
    let report = place.json(&["import", "auto", &file, "--dry-run"]);
    assert_eq!(report["conversations"]["new"], 3);
    assert_eq!(place.json(&["brand", "list"]).as_array().unwrap().len(), 1);
    let real = place.json(&["import", "auto", &file]);
    assert_eq!(real["conversations"]["new"], 3);
}

#[test]
fn a_zip_archive_is_read_like_the_folder_in_it() {
    let place = Place::new();
    let mut archive = zip::ZipWriter::new(std::fs::File::create(place.path("all.zip")).unwrap());
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let stored = packed.compression_method(zip::CompressionMethod::Stored);
    let article = "---\nlang: en\ntitle: The router blinks red\n---\n\nUnplug it.\n";
    for (name, text, options) in [
        ("luz/brand.toml", "name = \"Luz\"\nlocales = [\"en\"]\n", packed),
        ("luz/articles/router.md", article, packed),
        (
            "luz/conversations.jsonl",
            &conversations(40).replace("\"acme\",\"lang\"", "\"luz\",\"lang\""),
            packed,
        ),
        ("luz/more.jsonl", "not json\n{\"id\":\"bad\"}\n", stored),
        (".hidden/x.md", article, stored),
        ("luz/picture.png", "PNG", stored),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
    let file = place.path("all.zip");
    let file = file.to_str().unwrap();
    let report = place.json(&["import", "auto", file]);
    assert_eq!(
        (&report["conversations"]["new"], &report["articles"]["new"]),
        (&40.into(), &1.into()),
        "{report}"
    );
    assert_eq!(place.json(&["brand", "list"])[0]["slug"], "luz");
    let mut bytes = std::fs::read(file).unwrap();
    let place_of = bytes.windows(8).position(|window| window == b"not json");
    if let Some(at) = place_of {
        bytes[at] = b'N';
    }
    std::fs::write(file, &bytes).unwrap();
    let damaged = place.run(&["--json", "import", "auto", file]);
    assert_eq!(damaged.status.code(), Some(1), "a file in it cannot be read to its end");
    let report: serde_json::Value = serde_json::from_slice(&damaged.stdout).unwrap();
    assert_eq!(report["conversations"]["unchanged"], 40, "the rest is kept");
    let broken = place.file("broken.zip", "PK\u{3}\u{4}rubbish");
    let refused = place.run(&["import", "auto", &broken]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(complaint(&refused).contains("broken.zip"), "{}", complaint(&refused));
}

#[test]
fn what_was_imported_is_found_at_once() {
    let place = Place::new();
    let line =
        r#"{"_id":"a","title":"The router blinks red","text":"Unplug it for ten seconds.","brand":"acme","lang":"en"}"#;
    place.file("set/corpus.jsonl", line);
    let set = place.path("set");
    place.json(&["import", "beir", set.to_str().unwrap()]);
    let found = place.json(&["search", "routr blinking", "--limit", "1"]);
    assert_eq!(found["hits"][0]["external_id"], "a", "{found}");
    let answer = place.json(&["suggest", "hi, my router blinks red", "--channel", "x"]);
    assert_eq!(answer["abstained"], false, "{answer}");
    assert_eq!(answer["suggestions"][0]["reply"]["fits"], true);
}

/// Feeds part of the lines to an import and kills it while it waits for the rest.
fn killed(mut import: Command, lines: &str) {
    let mut child = import.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let half = lines[..lines.len() / 2].rfind('\n').unwrap();
    // More than pipes and buffers hold, so that some of it is stored by now.
    input.write_all(&lines.as_bytes()[..half + 40]).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn killed_in_the_middle_it_ends_where_an_unbroken_one_does() {
    let place = Place::new();
    let lines = conversations(3000);
    let file = place.file("c.jsonl", &lines);
    killed(place.on("data", &["import", "conversations", "-"]), &lines);
    let report = place.json(&["import", "conversations", &file]);
    let counts = &report["conversations"];
    assert_eq!(
        counts["new"].as_u64().unwrap() + counts["unchanged"].as_u64().unwrap(),
        3000,
        "{report}"
    );
    assert!(
        counts["unchanged"].as_u64().unwrap() >= 500,
        "nothing was stored before: {report}"
    );
    place.json_on("whole", &["import", "conversations", &file]);
    for data in ["data", "whole"] {
        let folder = place.path(&format!("export-{data}"));
        place.json_on(data, &["export", folder.to_str().unwrap()]);
    }
    assert!(
        files(&place.path("export-data")) == files(&place.path("export-whole")),
        "the two differ"
    );
}

#[test]
fn a_folder_in_use_is_written_and_left_to_its_server() {
    let place = Place::new();
    let (instance, file) = (place.path("data"), place.file("c.jsonl", &conversations(2)));
    let _server = precedent::instance::Instance::lock(&instance).unwrap();
    let output = place.run(&["import", "auto", &file]);
    assert!(output.status.success(), "{}", complaint(&output));
    assert!(
        complaint(&output).contains(&std::process::id().to_string()),
        "{}",
        complaint(&output)
    );
}
