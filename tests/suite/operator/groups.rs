//! What people ask is written down once, without who they are, and grouped by what it means.

use super::people::bring;
use crate::support::{
    app::{TestApp, published},
    archive::{Archive, restarted, with_encoder},
    wait_for,
};
use chrono::TimeDelta;
use precedent::{
    actions::{
        Actor, backup, erase,
        gap::{Visitor, opened, searched, settle},
        group::{self, Wanted},
        link, restore, suggest,
    },
    app::App,
    db::{self, gap::Gap},
    domain::{
        gap::GapKind,
        group::Group,
        id::{AuthorId, ConversationId},
        link::LinkKind,
        visibility::Reader,
    },
    error::Error,
    worker,
};
use serde_json::json;

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0";

fn conversation(id: &str, author: &str, locale: &str, status: &str, text: &str) -> String {
    json!({"id": id, "channel": "x", "handle": "acme", "brand": "acme", "lang": locale, "status": status, "messages": [
        {"id": format!("{id}-1"), "author": author, "role": "customer", "at": "2026-02-27T10:00:00Z", "text": text},
        {"id": format!("{id}-2"), "author": "acme", "role": "agent", "at": "2026-02-27T10:05:00Z", "text": "Hi! ^LR"}]})
    .to_string()
}

/// Questions about three subjects, each by several people.
fn questions() -> Vec<String> {
    let texts = [
        ("en", "Where is my order? It has not arrived"),
        ("en", "My order has not arrived yet, where is it?"),
        ("en", "where is the order I bought, it did not arrive"),
        ("en", "How do I change my password?"),
        ("en", "I want to change the password of my account"),
        ("en", "change password please"),
        ("en", "Do you have a shop in Madrid?"),
        ("en", "Is there a shop in Madrid that I can visit?"),
    ];
    let lines = (1..).zip(texts).map(|(number, (locale, text))| {
        let author = format!("customer_{number}");
        conversation(&format!("c{number}"), &author, locale, "open", text)
    });
    lines.collect()
}

fn archive() -> Archive {
    let archive = Archive::empty();
    archive.conversations(&questions().join("\n"));
    worker::group_all(&archive.app).unwrap();
    archive
}

fn groups_of(app: &App, gaps: bool) -> Vec<Group> {
    let wanted = Wanted {
        brand_id: None,
        days: 7,
        limit: 20,
        gaps,
    };
    group::list(app, wanted).unwrap()
}

fn rows(app: &App) -> Vec<Gap> {
    let page = app
        .database
        .read(|connection| Ok::<_, Error>(db::gap::list(connection, None, None, 100)?));
    page.unwrap().items
}

fn about<'a>(groups: &'a [Group], word: &str) -> &'a Group {
    let found = groups.iter().find(|group| group.text.to_lowercase().contains(word));
    found.unwrap_or_else(|| panic!("no group about {word}: {groups:?}"))
}

fn visit(app: &App, address: &str, text: &str) {
    visit_as(app, address, FIREFOX, text);
}

fn visit_as(app: &App, address: &str, browser: &str, text: &str) {
    let brand = app.brand(Some("acme")).unwrap();
    let visitor = Visitor {
        address,
        browser: Some(browser),
    };
    searched(app, visitor, &brand, Some(&"en".parse().unwrap()), text, true);
    settle(app).unwrap();
}

fn advance(app: &App, seconds: i64) {
    app.clock.advance(TimeDelta::seconds(seconds));
    settle(app).unwrap();
}

#[test]
fn who_asks_the_same_stands_together_under_a_number_that_stays() {
    let archive = archive();
    let app = &archive.app;
    let before = groups_of(app, false);
    let (orders, passwords) = (about(&before, "order"), about(&before, "password"));
    assert_eq!((orders.people, passwords.people), (3, 3), "{before:#?}");
    assert_eq!(orders.conversations, 3);
    assert!(
        before
            .iter()
            .all(|group| group.id == orders.id || !group.text.contains("order"))
    );

    // Another process goes on where this one stopped; one of two people had asked before.
    let again = [
        conversation("c20", "customer_1", "en", "open", "order has not arrived, where is it"),
        conversation(
            "c21",
            "customer_21",
            "en",
            "open",
            "where is my order, it has not arrived",
        ),
    ];
    archive.conversations(&again.join("\n"));
    worker::group_all(&restarted(app, None, |_| {}).unwrap()).unwrap();
    let after = groups_of(app, false);
    assert_eq!(after[0].id, orders.id, "{after:#?}");
    assert_eq!(
        (after[0].people, after[0].recent_people, after[0].conversations),
        (4, 4, 5)
    );
    assert_eq!(about(&after, "password").id, passwords.id);

    // What was asked long ago counts less than what is asked now.
    app.clock.advance(TimeDelta::days(30));
    visit(app, "192.0.2.1", "change password");
    worker::group_all(app).unwrap();
    let later = groups_of(app, false);
    assert_eq!((later[0].id, later[0].recent_people), (passwords.id, 1), "{later:#?}");
    assert_eq!(about(&later, "order").recent_people, 0);
}

#[test]
fn a_question_in_other_words_moves_and_a_conversation_without_one_is_forgotten() {
    let archive = archive();
    let orders = about(&groups_of(&archive.app, false), "order").id;
    let passwords = about(&groups_of(&archive.app, false), "password").id;
    archive.conversations(&conversation(
        "c1",
        "customer_1",
        "en",
        "open",
        "How can I change the password?",
    ));
    worker::group_all(&archive.app).unwrap();
    let groups = groups_of(&archive.app, false);
    let of = |id| groups.iter().find(|group| group.id == id).map(|group| group.people);
    assert_eq!((of(orders), of(passwords)), (Some(2), Some(4)), "{groups:#?}");
    archive.conversations(&conversation("c2", "customer_2", "en", "open", "!!!"));
    worker::group_all(&archive.app).unwrap();
    assert_eq!(about(&groups_of(&archive.app, false), "order").people, 1);
}

#[cfg(feature = "encoder")]
#[test]
fn languages_stand_together() {
    let archive = Archive::with(with_encoder);
    let mut lines = questions();
    lines.push(conversation("s1", "ana", "es", "open", "¿Cómo cambio mi contraseña?"));
    lines.push(conversation(
        "s2",
        "eva",
        "es",
        "open",
        "¿Dónde está mi pedido? No ha llegado",
    ));
    archive.conversations(&lines.join("\n"));
    worker::group_all(&archive.app).unwrap();
    let groups = groups_of(&archive.app, false);
    for word in ["password", "order"] {
        let group = about(&groups, word);
        let locales: Vec<_> = group.locales.iter().map(|locale| locale.as_str()).collect();
        assert_eq!(locales, ["en", "es"], "{groups:#?}");
    }
}

#[test]
fn groups_go_into_a_backup_and_their_vectors_are_made_anew() {
    let archive = archive();
    let before = groups_of(&archive.app, false);
    let file = archive.folder.path().join("backup.gz");
    backup::run(&archive.app.database, &file, &archive.app.clock).unwrap();
    let other = Archive::empty();
    restore::run(&other.app.database, &file, true).unwrap();
    assert_eq!(groups_of(&other.app, false), before);
    other.conversations(&conversation(
        "c30",
        "x",
        "en",
        "open",
        "where is my order, it has not arrived",
    ));
    worker::group_all(&other.app).unwrap();
    let after = groups_of(&other.app, false);
    assert_eq!(
        (after[0].id, after[0].people),
        (about(&before, "order").id, 4),
        "{after:#?}"
    );
}

#[test]
fn typing_is_one_search_people_are_counted_once_and_programs_not_at_all() {
    let archive = archive();
    let app = &archive.app;
    for text in ["bic", "bicyc", "bicycle", "bicycles foldable"] {
        visit(app, "192.0.2.1", text);
        app.clock.advance(TimeDelta::seconds(2));
    }
    visit(app, "192.0.2.2", "Bicycles, foldable?");
    visit(app, "192.0.2.2", "bicycles foldable");
    visit_as(
        app,
        "192.0.2.3",
        "Mozilla/5.0 (compatible; Googlebot/2.1)",
        "bicycles foldable",
    );
    visit_as(app, "192.0.2.4", "", "bicycles foldable");
    let found = rows(app);
    let gaps: Vec<_> = found.iter().map(|gap| (gap.kind, gap.text.as_str())).collect();
    assert_eq!(gaps, [(GapKind::NoResult, "bicycles foldable")]);
    let people = app
        .database
        .read(|connection| Ok::<_, Error>(db::gap::people_of(connection, &[found[0].id])?))
        .unwrap();
    assert_eq!(people, [(found[0].id, 2)]);
    advance(app, 3600);
    assert_eq!(
        rows(app).len(),
        1,
        "what was counted is not counted again when it is over"
    );
}

#[test]
fn personal_data_is_masked_before_a_search_is_stored() {
    let archive = archive();
    visit(&archive.app, "192.0.2.1", "refund to ana.perez@correo.example");
    let text = &rows(&archive.app)[0].text;
    assert!(text.contains("refund") && !text.contains("ana.perez"), "{text}");
}

#[test]
fn results_that_nobody_opens_are_a_gap_and_those_that_somebody_opens_are_none() {
    let archive = archive();
    let app = &archive.app;
    published(app, "acme", "Changing the password", "In the settings.");
    archive.catch_up();
    for address in ["192.0.2.1", "192.0.2.2"] {
        visit(app, address, "changing password");
    }
    let visitor = Visitor {
        address: "192.0.2.2",
        browser: Some(FIREFOX),
    };
    opened(app, visitor);
    advance(app, 300);
    assert_eq!(rows(app), [], "somebody may still be reading");
    advance(app, 600);
    let found = rows(app);
    assert_eq!((found.len(), found[0].kind, found[0].times), (1, GapKind::NoClick, 1));
    worker::group_all(app).unwrap();
    let group = groups_of(app, true);
    assert_eq!(about(&group, "password").unanswered, 1, "{group:#?}");
}

#[test]
fn a_resolved_conversation_is_a_gap_until_an_article_is_linked() {
    let archive = Archive::empty();
    let app = &archive.app;
    archive.conversations(&conversation("c1", "ana", "en", "resolved", "Where is my order?"));
    worker::group_all(app).unwrap();
    let found = rows(app);
    assert_eq!((found.len(), found[0].kind), (1, GapKind::Unlinked));
    let article = published(app, "acme", "Orders on their way", "They take three days.");
    link::link(
        app,
        Actor::default(),
        article,
        found[0].conversation_id.unwrap(),
        LinkKind::Manual,
    )
    .unwrap();
    worker::group_all(app).unwrap();
    assert_eq!(rows(app), []);
    assert_eq!(groups_of(app, true), []);
    assert_eq!(groups_of(app, false).len(), 1, "asked it is all the same");
}

#[test]
fn an_agent_who_finds_nothing_and_a_customer_are_one_person() {
    let archive = Archive::empty();
    let app = &archive.app;
    archive.conversations(&conversation(
        "c1",
        "ana",
        "en",
        "open",
        "Do you sell foldable bicycles?",
    ));
    let id = app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::ids_after(connection, ConversationId(0), 1)?[0]))
        .unwrap();
    let request = suggest::Request {
        conversation_id: Some(id.to_string()),
        ..suggest::Request::default()
    };
    let answer = suggest::suggest(app, Actor::default(), Reader::Staff, &request).unwrap();
    assert!(answer.abstained);
    worker::group_all(app).unwrap();
    let groups = groups_of(app, false);
    assert_eq!(
        (groups.len(), groups[0].people, groups[0].times),
        (1, 1, 2),
        "{groups:#?}"
    );
    assert_eq!(groups[0].unanswered, 1);
}

#[test]
fn an_erased_person_is_in_no_question() {
    let archive = Archive::empty();
    let app = &archive.app;
    archive.conversations(&conversation(
        "c1",
        "nuria_cs",
        "en",
        "open",
        "Nuria_cs here: where is my order?",
    ));
    worker::group_all(app).unwrap();
    let people = app
        .database
        .read(|connection| Ok::<_, Error>(db::person::list_by_handle(connection, "nuria_cs")?))
        .unwrap();
    let ids: Vec<AuthorId> = people.iter().map(|person| person.id).collect();
    erase::erase(app, Actor::default(), &ids, &[]).unwrap();
    worker::group_all(app).unwrap();
    let groups = groups_of(app, false);
    assert_eq!(groups.len(), 1);
    assert!(!groups[0].text.to_lowercase().contains("nuria"), "{groups:#?}");
}

#[test]
fn a_search_on_the_site_reaches_the_ledger_by_itself() {
    let app = TestApp::start();
    bring(&app, &questions().join("\n"));
    let browser = app.visitor().with("user-agent", FIREFOX);
    let crawler = app.visitor().with("user-agent", "crawler");
    assert_eq!(browser.get("/en/search?q=bicycles+foldable").status, 200);
    assert_eq!(crawler.get("/en/search?q=unicycles").status, 200);
    let other = app.visitor().with("user-agent", "Mozilla/5.0 (iPhone) Safari/604.1");
    other.get("/api/v1/search?q=tricycles").expect(200);
    let program = app.visitor().with("user-agent", "python-requests/2.31.0");
    program.get("/api/v1/search?q=quadricycles").expect(200);
    wait_for(|| {
        let found = rows(&app.app);
        let mut texts: Vec<_> = found.iter().map(|gap| gap.text.clone()).collect();
        texts.sort();
        let is_told = texts == ["bicycles foldable", "tricycles"] && found.iter().all(|gap| gap.group_id.is_some());
        is_told.then_some(()).ok_or_else(|| format!("{found:?}"))
    });
}
