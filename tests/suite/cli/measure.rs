//! Measuring against a set with known answers.

use super::Place;

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
