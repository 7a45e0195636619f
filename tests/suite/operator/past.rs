//! Past conversations are found by what they mean, beside their words, and only by those who may see them.

use crate::support::archive::{Archive, conversation, restarted, with_encoder};
use precedent::{
    actions::{Actor, suggest},
    app::App,
    domain::visibility::Reader,
    worker,
};

/// A resolved conversation, public or private.
fn line(id: &str, asked: &str, visibility: &str) -> String {
    let answer = "Abre la tapa, cambia las pilas y escribe a eva@correo.example.";
    let mut told = conversation(id, asked, answer);
    for message in told["messages"].as_array_mut().unwrap() {
        message["visibility"] = visibility.into();
    }
    told.to_string()
}

fn archive() -> Archive {
    let archive = Archive::with(with_encoder);
    let lines = [
        line("public", "El mando a distancia del televisor no enciende", "public"),
        line(
            "private",
            "El mando a distancia del televisor ya no se enciende",
            "private",
        ),
        line("else", "Me habéis cobrado dos veces la factura de marzo", "public"),
    ];
    archive.conversations(&lines.join("\n"));
    worker::group_all(&archive.app).unwrap();
    archive
}

/// The questions of past conversations like a message that shares no word with them.
fn past(app: &App, reader: Reader) -> Vec<String> {
    let request = suggest::Request {
        text: Some("my TV remote control is dead".into()),
        brand: Some("acme".into()),
        ..suggest::Request::default()
    };
    let answer = suggest::suggest(app, Actor::default(), reader, &request).unwrap();
    assert!(answer.suggestions.is_empty(), "no article is made of them");
    assert!(
        answer
            .past
            .iter()
            .all(|past| past.answer.starts_with("Abre la tapa") && !past.answer.contains("eva@"))
    );
    answer.past.into_iter().map(|past| past.question).collect()
}

#[test]
fn what_means_the_same_is_found_and_what_is_private_by_staff_alone() {
    let archive = archive();
    let app = &archive.app;
    let staff = past(app, Reader::Staff);
    assert_eq!(staff.len(), 2, "{staff:?}");
    assert!(
        staff
            .iter()
            .any(|question| question.starts_with("El mando a distancia")),
        "{staff:?}"
    );
    let stranger = past(app, Reader::Public);
    assert_eq!(stranger, ["El mando a distancia del televisor no enciende"]);
}

#[test]
fn another_process_reads_what_is_stored_and_encodes_nothing_again() {
    let archive = archive();
    let known = &archive.app;
    let index = archive.folder.path().join("index");
    let restarted = restarted(known, Some(&index), |_| {}).unwrap();
    assert_eq!(past(&restarted, Reader::Staff), Vec::<String>::new());
    precedent::actions::group::remember(&restarted).unwrap();
    assert_eq!(past(&restarted, Reader::Staff), past(known, Reader::Staff));
}

#[test]
fn a_question_that_changes_is_found_by_what_it_says_now() {
    let archive = archive();
    archive.conversations(&line("public", "¿A qué hora abre la tienda de Murcia?", "public"));
    worker::group_all(&archive.app).unwrap();
    assert_eq!(past(&archive.app, Reader::Public), Vec::<String>::new());
}
