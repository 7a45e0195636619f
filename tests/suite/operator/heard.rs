//! What customers write around their question, in which case they write it, in how many messages and at what length changes
//! nothing of what answers it; and what was reported of a suggestion holds.

use crate::support::{
    app::published,
    archive::{Archive, conversation, with_encoder},
};
use precedent::{
    actions::{Actor, outcome, search, suggest},
    app::App,
    domain::{conversation::AuthorRole, id::ArticleId, locale::Locale, suggestion::Outcome, visibility::Reader},
    error::Code,
};
use serde_json::json;

struct Desk {
    archive: Archive,
    esim: ArticleId,
    router: ArticleId,
}

fn desk() -> Desk {
    let archive = Archive::with(with_encoder);
    let resolved = conversation(
        "before",
        "¿Cuándo abre la tienda de Murcia?",
        "De diez a ocho, de lunes a sábado.",
    );
    archive.conversations(&resolved.to_string());
    let app = &archive.app;
    let esim = published(
        app,
        "acme",
        "Pasar la línea a una eSIM",
        "En la app, Línea, Tarjeta: pide la eSIM.",
    );
    let router = published(
        app,
        "acme",
        "El router parpadea en rojo",
        "Apágalo dos minutos y enciéndelo.",
    );
    published(
        app,
        "acme",
        "Me han cobrado dos veces la factura",
        "Te devolvemos el cobro repetido en cinco días.",
    );
    published(
        app,
        "acme",
        "Cambiar la contraseña",
        "En Ajustes, en Seguridad, con el código que llega.",
    );
    archive.catch_up();
    Desk { archive, esim, router }
}

fn answered(app: &App, request: &suggest::Request) -> Vec<(ArticleId, f32)> {
    let answer = suggest::suggest(app, Actor::default(), Reader::Staff, request).unwrap();
    let told = answer
        .suggestions
        .iter()
        .map(|one| (one.summary.article.id, one.confidence));
    told.collect()
}

fn request() -> suggest::Request {
    suggest::Request {
        brand: Some("acme".into()),
        locale: Some(Locale::spanish()),
        ..suggest::Request::default()
    }
}

fn to(app: &App, text: &str) -> Vec<(ArticleId, f32)> {
    let text = Some(text.into());
    answered(app, &suggest::Request { text, ..request() })
}

#[test]
fn courtesies_and_capitals_change_nothing() {
    let desk = desk();
    let app = &desk.archive.app;
    let plain = to(app, "cómo paso a eSIM?");
    assert_eq!(plain[0].0, desk.esim);
    for text in [
        "hola, cómo paso a eSIM?",
        "Hola! cómo paso a eSIM? Muchas gracias",
        "vale gracias. otra cosa: cómo paso a esim?",
        "cómo paso a E-SIM?",
        "buenas tardes, cómo paso a e sim?",
    ] {
        assert_eq!(to(app, text), plain, "{text}");
    }
    assert_eq!(to(app, "hola, muchas gracias"), []);
    let brand = app.brand(Some("acme")).unwrap();
    let found = |text: &str| {
        let request = search::Request {
            text: text.into(),
            locale: Some(Locale::spanish()),
            limit: 5,
            ..search::Request::default()
        };
        search::search(app, Reader::Public, &brand, &request).unwrap().hits
    };
    assert_eq!(found("hola esim")[0].summary.article.id, desk.esim);
    assert!(found("hola").iter().all(|hit| hit.confidence == 0.0));
}

#[test]
fn two_questions_in_two_messages_are_both_answered_the_last_first() {
    let desk = desk();
    let app = &desk.archive.app;
    let said = |role, text: &str| suggest::Turn {
        role,
        text: text.into(),
        at: None,
    };
    let messages = vec![
        said(AuthorRole::Customer, "hola, cómo paso mi línea a una eSIM?"),
        said(AuthorRole::Customer, "y el router parpadea en rojo"),
    ];
    let both = answered(app, &suggest::Request { messages, ..request() });
    let ids: Vec<_> = both.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids[..2], [desk.router, desk.esim], "{both:?}");
    assert!(both[0].1 >= both[1].1);
}

#[test]
fn a_stored_message_of_any_length_is_answered() {
    let desk = desk();
    let long = format!(
        "El router parpadea en rojo desde ayer. {} Qué hago con el router en rojo?",
        "-".repeat(12_000)
    );
    let open = json!({"id": "long", "channel": "x", "brand": "acme", "lang": "es", "status": "open", "messages": [
        {"id": "1", "author": "eva", "role": "customer", "at": "2026-02-28T10:00:00Z", "text": long}]});
    desk.archive.conversations(&open.to_string());
    let id = desk.archive.conversation_id("long");
    let stored = suggest::Request {
        conversation_id: Some(id.to_string()),
        ..suggest::Request::default()
    };
    assert!(
        answered(&desk.archive.app, &stored)
            .iter()
            .any(|(id, _)| *id == desk.router)
    );
    let text = Some(long);
    let refused = suggest::suggest(
        &desk.archive.app,
        Actor::default(),
        Reader::Staff,
        &suggest::Request { text, ..request() },
    );
    assert_eq!(refused.unwrap_err().code(), Code::TooLarge);
}

#[test]
fn what_was_sent_is_not_rejected_afterwards_and_what_was_rejected_may_be_sent() {
    let desk = desk();
    let app = &desk.archive.app;
    let text = Some("cómo paso a eSIM?".into());
    let answer = suggest::suggest(
        app,
        Actor::default(),
        Reader::Staff,
        &suggest::Request { text, ..request() },
    )
    .unwrap();
    let report = |outcome| {
        let report = outcome::Report {
            article_id: Some(desk.esim),
            outcome,
            final_text: String::new(),
            reason: String::new(),
            conversation_id: None,
        };
        outcome::report(app, Actor::default(), Reader::Staff, answer.id, &report).map(|_| ())
    };
    report(Outcome::Rejected).unwrap();
    report(Outcome::Sent).unwrap();
    assert_eq!(report(Outcome::Rejected).unwrap_err().code(), Code::Conflict);
}
