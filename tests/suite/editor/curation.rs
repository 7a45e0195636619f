//! From a resolved conversation to an answer that the next customer finds.

use crate::support::archive::Archive;
use precedent::{
    actions::{self, Actor, outcome, revise, search, suggest},
    db,
    domain::{
        article::{Audience, Confidence},
        id::{ArticleId, ConversationId},
        suggestion::Outcome,
        visibility::Reader,
    },
    error::{Code, Error},
};

const SIM: &str = r#"{"id":"c1","channel":"x","handle":"acme","brand":"acme","lang":"es","status":"resolved","messages":[
{"id":"m1","author":"ana","role":"customer","at":"2026-02-20T10:00:00Z","text":"@acme Hola, no me llega el código de activación de la SIM nueva. Mi correo es ana.perez@correo.example"},
{"id":"m2","author":"acme","role":"agent","at":"2026-02-20T10:05:00Z","text":"@ana Hola Ana. Apaga el móvil, saca la tarjeta SIM, espera un minuto y vuelve a encenderlo: el código llega en diez minutos. ^LR"},
{"id":"m3","author":"ana","role":"customer","at":"2026-02-20T10:30:00Z","text":"¡Perfecto, ya funciona, mil gracias!"}]}"#;

fn archive() -> (Archive, ConversationId) {
    let archive = Archive::empty();
    let report = archive.conversations(&SIM.replace('\n', ""));
    assert_eq!(
        (report.conversations.new, report.messages.new),
        (1, 3),
        "{:?}",
        report.errors
    );
    let id = archive
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::ids_after(connection, ConversationId(0), 1)?[0]))
        .unwrap();
    (archive, id)
}

fn draft(archive: &Archive, id: ConversationId) -> ArticleId {
    actions::draft::draft(&archive.app, Actor::default(), id).unwrap()
}

fn found(archive: &Archive, reader: Reader, text: &str) -> Vec<ArticleId> {
    let brand = archive.app.brand(Some("acme")).unwrap();
    let request = search::Request {
        text: text.into(),
        limit: 10,
        ..search::Request::default()
    };
    let answer = search::search(&archive.app, reader, &brand, &request).unwrap();
    answer.hits.iter().map(|hit| hit.summary.article.id).collect()
}

#[test]
fn a_resolved_conversation_becomes_an_answer_that_others_find() {
    let (archive, conversation) = archive();
    let id = draft(&archive, conversation);
    archive.catch_up();
    assert_eq!(
        found(&archive, Reader::Public, "activación SIM"),
        [],
        "a draft is nobody's answer"
    );
    assert_eq!(found(&archive, Reader::Staff, "activación SIM"), [id]);

    let refused = actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap_err();
    assert_eq!(refused.code(), Code::RedactionOpen);
    assert!(refused.detail().contains("EMAIL"), "{}", refused.detail());

    actions::redact::hide_all(&archive.app, Actor::default(), id).unwrap();
    let article = actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap();
    assert_eq!(article.confidence, Confidence::NotValidated);
    archive.catch_up();
    assert_eq!(
        found(&archive, Reader::Public, "codgio activacion"),
        [id],
        "with a typo and without accents"
    );
    let view = actions::read::article(&archive.app, Reader::Public, id).unwrap();
    let all = format!("{:?}", view.revision);
    assert!(!all.contains("ana.perez") && !all.contains("^LR"), "{all}");
}

#[test]
fn a_reply_is_suggested_sent_and_counted_as_a_link() {
    let (archive, conversation) = archive();
    let id = draft(&archive, conversation);
    actions::redact::hide_all(&archive.app, Actor::default(), id).unwrap();
    actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap();
    archive.catch_up();
    let request = suggest::Request {
        text: Some("hola, no me llega el código de activación de la sim nueva :(".into()),
        channel: Some("x".into()),
        brand: Some("acme".into()),
        ..suggest::Request::default()
    };
    let answer = suggest::suggest(&archive.app, Actor::default(), Reader::Staff, &request).unwrap();
    assert!(!answer.abstained);
    let first = &answer.suggestions[0];
    assert_eq!(first.summary.article.id, id);
    assert!(first.reply.fits && first.reply.length <= 280, "{:?}", first.reply);
    assert!(
        first.reply.text.contains(first.short_url.as_deref().unwrap()),
        "{:?}",
        first.reply
    );

    let sent = outcome::Report {
        article_id: Some(id),
        outcome: Outcome::Sent,
        final_text: first.reply.text.clone(),
        reason: String::new(),
        conversation_id: Some(conversation),
    };
    let done = outcome::report(&archive.app, Actor::default(), Reader::Staff, answer.id, &sent).unwrap();
    assert!(matches!(done, outcome::Reported::Done(_)));
    let uses = actions::read::article(&archive.app, Reader::Staff, id)
        .unwrap()
        .uses
        .uses;
    assert_eq!(uses, 1);
}

#[test]
fn nothing_good_enough_is_said_and_noted() {
    let (archive, _) = archive();
    let request = suggest::Request {
        text: Some("¿vendéis bicicletas eléctricas plegables?".into()),
        brand: Some("acme".into()),
        ..suggest::Request::default()
    };
    let answer = suggest::suggest(&archive.app, Actor::default(), Reader::Staff, &request).unwrap();
    assert!(answer.abstained && answer.suggestions.is_empty());
    let gaps = archive
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::gap::list(connection, None, None, 10)?))
        .unwrap();
    assert_eq!(gaps.items.len(), 1);
}

#[test]
fn a_newer_message_of_the_customer_makes_a_suggestion_stale() {
    let (archive, conversation) = archive();
    let id = draft(&archive, conversation);
    actions::redact::hide_all(&archive.app, Actor::default(), id).unwrap();
    actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap();
    archive.catch_up();
    let asked = r#"{"id":"c2","channel":"x","handle":"acme","brand":"acme","lang":"es","status":"open","messages":[
{"id":"n1","author":"luis","role":"customer","at":"2026-02-28T10:00:00Z","text":"No me llega el código de activación de la SIM"}]}"#;
    archive.conversations(&asked.replace('\n', ""));
    let open = archive
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::ids_after(connection, conversation, 1)?[0]))
        .unwrap();
    let request = suggest::Request {
        conversation_id: Some(open.to_string()),
        ..suggest::Request::default()
    };
    let answer = suggest::suggest(&archive.app, Actor::default(), Reader::Staff, &request).unwrap();
    assert_eq!(answer.suggestions[0].summary.article.id, id);
    let later = r#",{"id":"n2","author":"luis","role":"customer","at":"2026-02-28T10:03:00Z","text":"He apagado y encendido ya"}]}"#;
    archive.conversations(&asked.replace('\n', "").replace("]}", later));
    let sent = outcome::Report {
        article_id: Some(id),
        outcome: Outcome::Sent,
        final_text: String::new(),
        reason: String::new(),
        conversation_id: None,
    };
    let stale = outcome::report(&archive.app, Actor::default(), Reader::Staff, answer.id, &sent).unwrap();
    let outcome::Reported::Stale(fresh) = stale else {
        panic!("it has to be stale")
    };
    assert_ne!(fresh.id, answer.id);
}

#[test]
fn the_same_import_again_changes_nothing() {
    let (archive, _) = archive();
    let again = archive.conversations(&SIM.replace('\n', ""));
    assert_eq!((again.conversations.new, again.conversations.unchanged), (0, 1));
}

#[test]
fn an_edit_waits_for_publishing_and_a_lost_update_is_refused() {
    let (archive, conversation) = archive();
    let id = draft(&archive, conversation);
    actions::redact::hide_all(&archive.app, Actor::default(), id).unwrap();
    let article = actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap();
    let mut parts = actions::read::article(&archive.app, Reader::Staff, id)
        .unwrap()
        .revision
        .parts
        .clone();
    parts.title = "No llega el código de activación".into();
    let change = revise::Revision {
        parts: Some(parts),
        ..revise::Revision::default()
    };
    revise::revise(&archive.app, Actor::default(), id, Some(article.version), &change).unwrap();
    let lost = revise::revise(&archive.app, Actor::default(), id, Some(article.version), &change).unwrap_err();
    assert_eq!(lost.code(), Code::PreconditionFailed);
    let public = actions::read::article(&archive.app, Reader::Public, id).unwrap();
    assert_ne!(public.revision.parts.title, "No llega el código de activación");
    actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap();
    let public = actions::read::article(&archive.app, Reader::Public, id).unwrap();
    assert_eq!(public.slug, "no-llega-el-codigo-de-activacion");
}

#[test]
fn personal_data_that_was_written_in_by_hand_is_not_published() {
    let (archive, conversation) = archive();
    let id = draft(&archive, conversation);
    actions::redact::hide_all(&archive.app, Actor::default(), id).unwrap();
    let mut parts = actions::read::article(&archive.app, Reader::Staff, id)
        .unwrap()
        .revision
        .parts
        .clone();
    parts
        .resolution
        .push_str("\n\nSi no, escribe a luis.soto@correo.example.");
    let change = revise::Revision {
        parts: Some(parts),
        ..revise::Revision::default()
    };
    revise::revise(&archive.app, Actor::default(), id, None, &change).unwrap();
    let refused = actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap_err();
    assert_eq!(refused.code(), Code::PersonalData);
    let inside = actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Internal).unwrap();
    assert_eq!(inside.audience, Audience::Internal, "staff may know it");
}

#[test]
fn an_archived_article_is_gone_and_comes_back() {
    let (archive, conversation) = archive();
    let id = draft(&archive, conversation);
    actions::redact::hide_all(&archive.app, Actor::default(), id).unwrap();
    actions::publish::publish(&archive.app, Actor::default(), id, None, Audience::Public).unwrap();
    actions::archive::archive(&archive.app, Actor::default(), id, None, "old").unwrap();
    archive.catch_up();
    assert_eq!(found(&archive, Reader::Public, "activación SIM"), []);
    let there = actions::read::at_address(&archive.app, Reader::Public, None, id).unwrap();
    assert!(matches!(there, actions::read::Found::Withdrawn(..)));
    actions::archive::restore(&archive.app, Actor::default(), id).unwrap();
    archive.catch_up();
    assert_eq!(found(&archive, Reader::Public, "activación SIM"), [id]);
}
