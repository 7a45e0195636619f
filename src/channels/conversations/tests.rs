use super::*;

fn problem(json: &str) -> String {
    parse(json).map(|read| format!("{read:?}")).unwrap_err()
}

#[test]
fn a_whole_conversation_is_read() {
    let read = parse(
        r#"{"id":"c1","channel":"x","handle":"@brizna","brand":"brizna","lang":"es","status":"resolved","started_at":7,
        "messages":[{"id":"m2","author":"Ana","role":"agent","at":"2026-01-02T10:05:00+01:00","text":"Reinicia\r\nel router",
        "reply_to":"m1","visibility":"private"},{"id":"m1","author":"@luis","role":"customer","at":"2026-01-02T09:00:00Z",
        "text":"no va\u0000 el wifi","reply_to":null}],"links":["wifi-es"]}"#,
    )
    .unwrap();
    let texts: Vec<_> = read.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(texts, ["no va el wifi", "Reinicia\nel router"], "by time, cleaned");
    assert_eq!(read.messages[1].reply_to.as_deref(), Some("m1"));
    assert_eq!(read.messages[1].visibility, Some(Visibility::Private));
    assert_eq!(
        (read.status, read.locale),
        (Some(Status::Resolved), Some(Locale::spanish()))
    );
    assert_eq!(
        (read.handle.as_deref(), read.links),
        (Some("@brizna"), vec!["wifi-es".to_owned()])
    );
}

#[test]
fn what_may_be_missing_is_made_up_or_left_open() {
    let read = parse(
        r#"{"id":9007199254740993,"lang":"und","messages":[{"role":"user","text":"a"},{"id":" ","role":"system","text":"b"},
        {"id":"9007199254740993-1","role":"agent","text":"c","at":null},{"id":"x","role":"agent","text":"d"},
        {"id":"x","role":"agent","text":"again"}]}"#,
    )
    .unwrap();
    let ids: Vec<_> = read
        .messages
        .iter()
        .map(|message| message.external_id.as_str())
        .collect();
    assert_eq!(
        ids,
        ["9007199254740993-1+", "9007199254740993-2", "9007199254740993-1", "x"]
    );
    assert_eq!(read.messages[1].role, AuthorRole::Bot);
    assert_eq!(
        read.messages[3].text, "d",
        "of two messages with one id the first is kept"
    );
    assert_eq!(parse(&to_json(&read)), Ok(read.clone()));
    assert_eq!((read.locale, read.status, read.brand), (None, None, None));
}

#[test]
fn what_cannot_be_taken_says_why() {
    let long = "ñ".repeat(TEXT_MOST + 1);
    let cases = [
        ("{", "not complete when the line ends"),
        ("[]", "begins with: []"),
        (r#"{"messages":[{"role":"agent","text":"a"}]}"#, "the id is missing"),
        (
            r#"{"id":"","messages":[{"role":"agent","text":"a"}]}"#,
            "the id is missing",
        ),
        (r#"{"id":{},"messages":[]}"#, "map where a text is expected"),
        (r#"{"id":"1"}"#, "there are no messages"),
        (r#"{"id":"1","messages":[]}"#, "there are no messages"),
        (
            r#"{"id":"1","messages":"hello"}"#,
            "string \"hello\" where a list is expected",
        ),
        (
            r#"{"id":"1","messages":[{"role":"agent"}]}"#,
            "message 1: the text is missing",
        ),
        (
            r#"{"id":"1","messages":[{"role":"agent","text":5}]}"#,
            "integer `5` where a text is expected",
        ),
        (
            r#"{"id":"1","messages":[{"text":"a"}]}"#,
            "message 1: the role is missing",
        ),
        (
            r#"{"id":"1","messages":[{"role":"king","text":"a"}]}"#,
            "the role \"king\" is not known",
        ),
        (
            r#"{"id":"1","messages":[{"role":"agent","text":"a","at":"soon"}]}"#,
            "\"soon\" is not a time",
        ),
        (
            r#"{"id":"1","messages":[{"role":"agent","text":"\ud800"}]}"#,
            "hex escape",
        ),
        (
            r#"{"id":"1","status":"odd","messages":[{"role":"agent","text":"a"}]}"#,
            "the status \"odd\"",
        ),
    ];
    for (json, expected) in cases {
        assert!(problem(json).contains(expected), "{json}: {}", problem(json));
    }
    let json = format!(r#"{{"id":"1","messages":[{{"role":"agent","text":"{long}"}}]}}"#);
    assert_eq!(problem(&json), "message 1: the text is longer than 100000 characters");
    let json = format!(
        r#"{{"id":"{}","messages":[{{"role":"agent","text":"a"}}]}}"#,
        "i".repeat(300)
    );
    assert_eq!(problem(&json), "id is longer than 255 bytes");
}

#[test]
fn what_is_no_json_line_is_told_in_a_sentence() {
    let reason = |line: &str| parse(line).unwrap_err();
    let told = reason("id,channel,text and more of that kind");
    assert!(
        told.contains("each line has to be one object") && told.ends_with("begins with: id,channel,text and ..."),
        "{told}"
    );
    assert!(reason("[").ends_with("begins with: ["));
    assert!(reason("{").contains("not complete when the line ends"));
    assert!(reason(r#"{"id": "#).contains("all of it on one line"));
    assert_eq!(
        reason(r#"{"id": nope}"#),
        "JSON: only true, false or null stand without quotes (column 9)"
    );
    assert_eq!(reason("{id: 1}"), "JSON: a name in quotes is expected (column 2)");
    for line in [
        r#"{"id": nope}"#,
        "nope",
        "{id: 1}",
        r#"{"id":"a",}"#,
        r#"{"id":"a"} {}"#,
    ] {
        assert!(!reason(line).contains("ident"), "{line}");
    }
}
