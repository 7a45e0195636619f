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
