//! Whether a conversation is resolved, where its source does not say so.

use crate::support::archive::Archive;
use chrono::Duration;
use precedent::{
    actions::{self, Actor},
    domain::conversation::{ResolvedBy, Status},
    error::Error,
};
use serde_json::{Value, json};

const ASKED: &str = "No me va internet desde ayer";
const ANSWERED: &str = "Apaga el router un minuto y enciéndelo otra vez. Después espera a que la luz esté fija.";

/// A conversation of these messages: who wrote, on which day of February, what.
fn told(id: &str, said: &[(&str, u32, &str)]) -> Value {
    let message = |(place, (role, day, text)): (usize, &(&str, u32, &str))| json!({"id": format!("{id}-{place}"), "author": role, "role": role, "at": format!("2026-02-{day:02}T10:00:00Z"), "text": text});
    let messages: Vec<_> = said.iter().enumerate().map(message).collect();
    json!({"id": id, "channel": "x", "brand": "acme", "lang": "es", "messages": messages})
}

fn state(archive: &Archive, id: &str) -> (Status, Option<ResolvedBy>) {
    let id = archive.conversation_id(id);
    let found = archive
        .app
        .database
        .read(|connection| Ok::<_, Error>(precedent::db::conversation::find(connection, id)?));
    let found = found.unwrap().unwrap();
    assert_eq!(found.resolved_by.is_some(), found.resolved_score.is_some());
    (found.status, found.resolved_by)
}

fn judge(archive: &Archive) {
    while actions::judge::follow(&archive.app).unwrap() {}
}

#[test]
fn thanks_resolve_at_once_and_an_answer_after_a_week_of_silence() {
    let archive = Archive::empty();
    let answered = |id, day| told(id, &[("customer", day, ASKED), ("agent", day, ANSWERED)]);
    let mut said_open = answered("said-open", 2);
    said_open["status"] = "open".into();
    let lines = [
        told(
            "thanked",
            &[
                ("customer", 27, ASKED),
                ("agent", 27, ANSWERED),
                ("customer", 28, "¡Ya va, gracias!"),
            ],
        ),
        answered("silent", 20),
        answered("young", 27),
        answered("back", 27),
        said_open,
        told("unanswered", &[("customer", 2, ASKED)]),
    ];
    archive.conversations(&lines.map(|line| line.to_string()).join("\n"));
    let resolved = |by| (Status::Resolved, Some(by));
    let open = (Status::Open, None);
    judge(&archive);
    assert_eq!(state(&archive, "thanked"), resolved(ResolvedBy::Thanks));
    assert_eq!(state(&archive, "silent"), resolved(ResolvedBy::Silence));
    for id in ["young", "back", "said-open", "unanswered"] {
        assert_eq!(state(&archive, id), open, "{id}");
    }

    let back = told(
        "back",
        &[
            ("customer", 27, ASKED),
            ("agent", 27, ANSWERED),
            ("customer", 28, "sigue igual"),
        ],
    );
    archive.conversations(&back.to_string());
    archive.app.clock.advance(Duration::days(5));
    judge(&archive);
    assert_eq!(
        state(&archive, "young"),
        resolved(ResolvedBy::Silence),
        "a week is over"
    );
    for id in ["back", "said-open", "unanswered"] {
        assert_eq!(state(&archive, id), open, "{id}");
    }
}

#[test]
fn the_answer_is_what_helped_and_not_the_farewell() {
    let archive = Archive::empty();
    let said = [
        ("customer", 20, ASKED),
        ("agent", 20, "Hola, Ana. Sentimos las molestias."),
        ("agent", 20, ANSWERED),
        ("customer", 20, "perfecto, ya funciona. muchas gracias"),
        ("agent", 20, "¡Genial! Que tengas un buen día :) ^LR"),
    ];
    archive.conversations(&told("polite", &said).to_string());
    let id = archive.conversation_id("polite");
    let draft = actions::draft::draft(&archive.app, Actor::default(), id).unwrap();
    let view = actions::read::article(&archive.app, precedent::domain::visibility::Reader::Staff, draft).unwrap();
    assert!(
        view.revision.parts.resolution.contains("Apaga el router"),
        "{:?}",
        view.revision.parts
    );
    assert!(!view.revision.parts.resolution.contains("buen día"));
}
