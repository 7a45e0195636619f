//! Measuring against a set with known answers.

use super::Place;
use serde_json::{Value, json};

fn set(place: &Place) -> String {
    let corpus = [
        r#"{"_id":"red","title":"The router blinks red","text":"Unplug it for ten seconds.","brand":"luz","lang":"en"}"#,
        r#"{"_id":"bill","title":"Where is my bill?","text":"Bills are below Payments.","brand":"luz","lang":"en"}"#,
        r#"{"_id":"other","title":"The router blinks red","text":"Send it back.","brand":"gas","lang":"en"}"#,
    ];
    place.file("set/corpus.jsonl", &corpus.join("\n"));
    let queries = [
        r#"{"_id":"q1","text":"my router is blinking red","brand":"luz"}"#,
        r#"{"_id":"q2","text":"do you sell bicycles","brand":"luz"}"#,
        r#"{"_id":"q3","text":"router blinks red"}"#,
        r#"{"_id":"q4","text":"router blinks red","brand":"nobody"}"#,
    ];
    place.file("set/queries.jsonl", &queries.join("\n"));
    place.path("set").to_str().unwrap().to_owned()
}

#[test]
fn a_run_holds_what_users_get_and_says_where_they_get_nothing() {
    let place = Place::new();
    let set = set(&place);
    place.json(&["import", "beir", &set]);
    let file = place.path("run");
    for mode in ["search", "suggest"] {
        let summary = place.json(&["eval", &set, "--mode", mode, "--run", file.to_str().unwrap()]);
        assert_eq!(summary["queries"], 4);
        let run = std::fs::read_to_string(&file).unwrap();
        let rows: Vec<Vec<&str>> = run.lines().map(|line| line.split(' ').collect()).collect();
        assert!(
            rows.iter()
                .all(|row| row.len() == 6 && row[1] == "Q0" && row[5] == "precedent"),
            "{run}"
        );
        assert_eq!(&rows[0][..4], ["q1", "Q0", "red", "1"], "{run}");
        let of = |id: &str| {
            rows.iter()
                .filter(|row| row[0] == id)
                .map(|row| row[2])
                .collect::<Vec<_>>()
        };
        assert!(!of("q1").contains(&"other"), "another brand's answer: {run}");
        assert!(of("q3").contains(&"red") && of("q3").contains(&"other"), "{run}");
        assert!(of("q4").is_empty(), "{run}");
    }
    let abstained = std::fs::read_to_string(place.path("run.abstained")).unwrap();
    let abstained: Vec<_> = abstained.lines().collect();
    assert!(
        abstained.contains(&"q2") && abstained.contains(&"q4") && !abstained.contains(&"q1"),
        "{abstained:?}"
    );
}

#[test]
fn what_the_weights_are_fitted_on_is_written() {
    let place = Place::new();
    let set = set(&place);
    place.json(&["import", "beir", &set]);
    let files = ["run", "evidence", "phrasings"].map(|name| place.path(name).to_str().unwrap().to_owned());
    let [run, evidence, phrasings] = &files;
    let written = ["--run", run, "--evidence", evidence, "--phrasings", phrasings];
    place.json(&[&["eval", &set, "--mode", "suggest"], &written[..]].concat());
    let lines = |file: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(file).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let evidence = lines(evidence);
    assert_eq!(evidence.len(), 4);
    assert_eq!(
        (
            &evidence[0]["query"],
            &evidence[0]["brand"],
            &evidence[0]["candidates"][0]["id"]
        ),
        (&json!("q1"), &json!("luz"), &json!("red"))
    );
    assert!(evidence[0]["candidates"][0]["evidence"]["similarity"]["answer"]["best"].is_number());
    let phrasings = lines(phrasings);
    assert_eq!(phrasings.len(), 3);
    let of = |id: &str| phrasings.iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(
        of("red")["phrasings"],
        json!([
            "The router blinks red",
            "The router blinks red. Unplug it for ten seconds."
        ])
    );
}

#[test]
fn the_threshold_is_measured_told_and_set() {
    let place = Place::new();
    let set = set(&place);
    place.json(&["import", "beir", &set]);
    let never = place.json(&["threshold", "--last"]);
    assert_eq!(
        (&never["measured_at"], &never["messages"], &never["lines"][0]["too_few"]),
        (&Value::Null, &json!(0), &json!(true))
    );
    let told = (0..32).map(|number| {
        let message = json!({"id": "1", "author": "ann", "role": "customer", "at": "2026-02-01T09:00:00Z", "text": format!("my router is blinking red, case {number}")});
        json!({"id": number.to_string(), "channel": "x", "brand": "luz", "lang": "en", "status": "resolved", "links": ["red"], "messages": [message]}).to_string()
    });
    let file = place.file("talk.jsonl", &told.collect::<Vec<_>>().join("\n"));
    place.json(&["import", "conversations", &file]);
    let measured = place.json(&["threshold"]);
    assert_eq!(
        (&measured["messages"], &measured["judged"]),
        (&json!(32), &json!(32)),
        "{measured}"
    );
    let wanted: Vec<_> = (0..4).map(|line| measured["lines"][line]["wanted"].clone()).collect();
    assert_eq!(wanted, [0.7, 0.8, 0.9, 0.95]);
    let set = place.json(&["threshold", "--last", "--precision", "90", "--set"]);
    assert_eq!(set["measured_at"], measured["measured_at"]);
    assert_eq!(set["threshold"], set["lines"][0]["threshold"], "{set}");
    assert_eq!(
        place.json(&["threshold", "--last"])["threshold"],
        set["threshold"],
        "it stays"
    );
    for wrong in [&["threshold", "--set"][..], &["threshold", "--precision", "100"]] {
        assert_eq!(place.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn texts_are_grouped_without_an_installation() {
    let place = Place::new();
    let texts = [
        ("a", "How do I delete my account?"),
        ("b", "How can I delete my account"),
        ("c", "Where is my order?"),
        ("d", "where is my order"),
    ];
    let lines = texts.map(|(id, text)| format!(r#"{{"_id":"{id}","text":"{text}","cluster":"{id}"}}"#));
    place.file("set/texts.jsonl", &lines.join("\n"));
    let (set, file) = (place.path("set"), place.path("groups.tsv"));
    for from in [set.clone(), set.join("texts.jsonl")] {
        let (from, file) = (from.to_str().unwrap(), file.to_str().unwrap());
        let summary = place.json(&["eval", from, "--mode", "cluster", "--run", file]);
        assert_eq!((&summary["texts"], &summary["groups"]), (&4.into(), &2.into()));
        let run = std::fs::read_to_string(file).unwrap();
        assert_eq!(run, "a\ta\nb\ta\nc\tc\nd\tc\n");
    }
}

#[test]
fn groups_are_listed_by_demand() {
    let place = Place::new();
    let line = |id: &str, author: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","channel":"x","brand":"luz","lang":"en","status":"resolved","messages":[{{"id":"{id}1","author":"{author}","role":"customer","at":"2026-02-01T00:00:00Z","text":"{text}"}}]}}"#
        )
    };
    let lines = [
        line("1", "ana", "Where is my bill?"),
        line("2", "eva", "The router blinks red"),
        line("3", "luis", "my router blinks red"),
    ];
    let file = place.file("talk.jsonl", &lines.join("\n"));
    place.json(&["import", "conversations", &file]);
    let listed = place.json(&["groups", "--brand", "luz", "--gaps"]);
    let groups = listed["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 2, "{listed}");
    assert_eq!(
        (&groups[0]["people"], &groups[0]["recent_people"]),
        (&2.into(), &0.into()),
        "{listed}"
    );
    assert_eq!(groups[0]["brand"], "luz");
    assert!(groups[0]["text"].as_str().unwrap().contains("router"), "{listed}");
    assert_eq!(
        place.json(&["groups", "--limit", "1"])["groups"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
