//! Looking at what was learned, taking it back, and living through the past again.

use super::{Place, complaint, files};
use serde_json::{Value, json};

/// Two articles, and conversations that ask in words that the articles do not have. Each way of asking comes twice.
fn history(place: &Place) {
    // By words alone, nobody can guess.
    place.file("data/precedent.toml", "encoder = \"off\"\n");
    let corpus = [
        json!({"_id": "red", "title": "Router blinks red", "text": "Unplug it for ten seconds.", "brand": "luz", "lang": "en"}),
        json!({"_id": "bill", "title": "Where is my bill", "text": "Bills are below Payments.", "brand": "luz", "lang": "en"}),
    ];
    let asked = [
        ("the white box near the telly went dark", "red"),
        ("how much do I owe you for March", "bill"),
    ];
    let conversations = (0..4).map(|number: usize| {
        let (text, link) = asked[number % 2];
        let at = |hour: usize| format!("2026-02-{:02}T{hour:02}:00:00Z", 10 + number);
        json!({"id": format!("c{number}"), "channel": "x", "brand": "luz", "lang": "en", "status": "resolved", "links": [link],
            "messages": [
                {"id": "1", "author": "ann", "role": "customer", "at": at(9), "text": text},
                {"id": "2", "author": "luz", "role": "agent", "at": at(10), "text": "Done."},
            ]})
    });
    let lines = |all: &mut dyn Iterator<Item = Value>| all.map(|one| one.to_string()).collect::<Vec<_>>().join("\n");
    let corpus = place.file("set/corpus.jsonl", &lines(&mut corpus.into_iter()));
    let conversations = place.file("conversations.jsonl", &lines(&mut conversations.into_iter()));
    let folder = std::path::Path::new(&corpus)
        .parent()
        .unwrap()
        .to_str()
        .unwrap()
        .to_owned();
    place.json(&["import", "beir", &folder]);
    place.json(&["import", "conversations", &conversations]);
}

#[test]
fn the_past_lived_through_again_learns_from_what_came_before_and_changes_nothing() {
    let place = Place::new();
    history(&place);
    let before = place.json(&["suggest", "the white box near the telly went dark", "--limit", "1"]);
    let exported = |to: &str| {
        let folder = place.path(to);
        place.json(&["export", folder.to_str().unwrap()]);
        files(&folder)
    };
    let data = exported("before");
    let report = place.json(&["bench", "--slices", "2"]);
    assert_eq!(report["conversations"], 4);
    let hits = |slice: usize, way: &str| report["slices"][slice][way]["hit_at_1"].as_f64().unwrap();
    // The first time nobody can know it; the second time it was asked before.
    assert_eq!(
        (hits(0, "without_learning"), hits(0, "with_learning")),
        (0.0, 0.0),
        "{report}"
    );
    assert_eq!(
        (hits(1, "without_learning"), hits(1, "with_learning")),
        (0.0, 1.0),
        "{report}"
    );
    let names = |part: &str| {
        report[part]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (names("channels"), names("locales"), names("months")),
        (vec![json!("x")], vec![json!("en")], vec![json!("2026-02")])
    );
    assert_eq!(exported("after"), data);
    let after = place.json(&["suggest", "the white box near the telly went dark", "--limit", "1"]);
    let articles = |answer: &Value| {
        answer["suggestions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["external_id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (articles(&before), articles(&before)),
        (vec![json!("red")], articles(&after))
    );
    let people = place.run(&["bench"]);
    assert!(String::from_utf8_lossy(&people.stdout).contains("In the order of time"));
}

#[test]
fn what_was_learned_is_listed_and_taken_back() {
    let place = Place::new();
    assert_eq!(
        place.run(&["learning"]).status.code(),
        Some(1),
        "there is no installation"
    );
    history(&place);
    let list = place.json(&["learning"]);
    assert_eq!((&list["moved"], &list["reverted"]), (&json!([]), &json!([])));
    assert_eq!(
        (&list["moves_most"], &list["half_life_days"]),
        (&json!(0.2), &json!(90.0))
    );
    let reverted = place.json(&["learning", "revert", "--before", "2026-02-12"]);
    assert_eq!(reverted["before"], "2026-02-12T00:00:00Z");
    assert_eq!(place.json(&["learning", "list"])["reverted"][0], reverted);
    assert_eq!(place.json(&["learning", "undo"])["undone"], reverted);
    assert_eq!(place.json(&["learning", "undo"])["undone"], Value::Null);
    assert_eq!(
        place
            .run(&["learning", "revert", "--before", "yesterday"])
            .status
            .code(),
        Some(2)
    );
    let unknown = place.run(&["learning", "revert", "--article", "zzzz"]);
    assert!(unknown.status.code() == Some(1) && complaint(&unknown).contains("article"));
}

#[test]
fn a_past_without_links_says_so() {
    let place = Place::new();
    place.json(&[
        "import",
        "conversations",
        &place.file("c.jsonl", &super::conversations(3)),
    ]);
    assert_eq!(place.json(&["bench"])["conversations"], 0);
    assert!(String::from_utf8_lossy(&place.run(&["bench"]).stdout).contains("No conversation is linked"));
}
