//! A person asks what is known about them, and to be erased: afterwards nothing tells that they were here.

use super::people::bring;
use crate::{
    site::portal,
    support::app::{TestApp, published},
};
use precedent::{
    actions::{Actor, erase, person},
    db::{dialect, dump, erase as places},
    domain::account::{Role, Scope},
    error::Error,
};
use serde_json::json;
use std::collections::BTreeSet;

const WORDS: [&str; 6] = ["nuria_cs", "nuria-cs", "costa", "nuria", "@lia", "612345678"];

/// A customer who wrote twice, and others who speak of her.
fn archive() -> TestApp {
    let app = portal();
    bring(
        &app,
        &[
            json!({"id": "nuria_cs-1", "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "resolved", "messages": [
                {"id": "nuria_cs/1", "author": "nuria_cs", "role": "customer", "at": "2026-02-20T10:00:00Z", "text": "Hola, soy Nuria Costa, mi teléfono es 612345678 y no me llega el duplicado de la tarjeta"},
                {"id": "b1", "author": "acme", "role": "agent", "at": "2026-02-20T10:05:00Z", "text": "Hola Nuria, @nuria_cs: reinicia el móvil y el duplicado se activa. ^LR", "reply_to": "nuria_cs/1"},
                {"id": "b2", "author": "nuria_cs", "role": "customer", "at": "2026-02-20T10:30:00Z", "text": "Perfecto, gracias, ya funciona"}]}),
            json!({"id": "c2", "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "messages": [
                {"id": "d1", "author": "lia", "role": "customer", "at": "2026-02-21T10:00:00Z", "text": "A mí me pasa lo mismo que a @Nuria_CS"}]}),
        ]
        .map(|line| line.to_string())
        .join("\n"),
    );
    app
}

/// Every row of the database that holds one of `words`.
fn rows_with(app: &TestApp, words: &[&str]) -> Vec<String> {
    let rows = app.app.database.read(|connection| {
        let mut all = Vec::new();
        for table in dialect::tables(connection)? {
            let columns = dialect::columns(connection, &table)?;
            all.extend(dialect::rows_after(connection, &table, &columns, None, 10_000)?);
        }
        Ok::<_, Error>(all)
    });
    let holds = |row: &String| words.iter().any(|word| row.to_lowercase().contains(word));
    rows.unwrap().into_iter().filter(holds).collect()
}

#[test]
fn an_erased_person_leaves_no_trace() {
    let app = archive();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let agent = app.token(&[Scope::Suggest, Scope::Read, Scope::Curate]);
    let first = agent.get("/api/v1/conversations?status=resolved").json();
    let conversation = first["items"][0]["id"].as_str().unwrap().to_owned();
    // A draft with its findings, an article that names her, a suggestion, its outcome, and a search without an answer.
    agent
        .post(&format!("/api/v1/conversations/{conversation}/draft"), &json!({}))
        .expect(201);
    let article = published(
        &app.app,
        "acme",
        "Duplicado para nuria_cs",
        "Lo pidió @nuria_cs: reinicia el móvil.",
    );
    agent
        .post(
            &format!("/api/v1/conversations/{conversation}/links"),
            &json!({"article_id": article}),
        )
        .expect(201);
    app.settle();
    let ask = json!({"conversation_id": conversation, "channel": "x"});
    let suggestion = agent.post("/api/v1/suggestions", &ask).json();
    let outcome = json!({"outcome": "rejected", "final_text": "Hola Nuria, reinicia", "reason": "Nuria ya lo hizo"});
    agent
        .post(
            &format!("/api/v1/suggestions/{}/outcomes", suggestion["id"].as_str().unwrap()),
            &outcome,
        )
        .expect(201);
    app.visitor().get("/es/search?q=qwxz+nuria_cs");
    assert!(
        app.visitor()
            .get("/es/search?q=nuria_cs")
            .text
            .contains("Duplicado para")
    );
    let past = |text: &str| {
        app.settle();
        agent
            .post("/api/v1/suggestions", &json!({"text": text, "channel": "x"}))
            .json()["past"]
            .to_string()
    };
    assert!(past("no me llega el duplicado de la tarjeta").contains("duplicado"));

    let found = admin.get("/admin/privacy?handle=%40Nuria_CS").text;
    let path = found
        .split("href=\"")
        .find(|rest| rest.starts_with("/admin/privacy/"))
        .unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    let told = admin.form(&path, &[("csrf", &csrf), ("do", "export")]);
    assert!(told.header("content-disposition").contains("attachment"), "{told:?}");
    let told = told.json();
    assert_eq!(told["person"]["handle"], "nuria_cs");
    assert_eq!(told["conversations"][0]["messages"].as_array().unwrap().len(), 3);

    let unsure = admin.form(&path, &[("csrf", &csrf), ("do", "erase"), ("names", "Nuria Costa")]);
    assert_eq!(unsure.status, 422);
    assert!(unsure.text.contains("Nuria Costa</textarea>"), "{}", unsure.text);
    let fields = [
        ("csrf", csrf.as_str()),
        ("do", "erase"),
        ("names", "Nuria Costa"),
        ("sure", "1"),
    ];
    let erased = admin.form(&path, &fields);
    assert_eq!(
        erased.header("location"),
        "/admin/privacy?done=erased",
        "{}",
        erased.text
    );

    let left = rows_with(&app, &["nuria", "costa", "612345678"]);
    assert!(left.is_empty(), "{left:#?}");
    app.settle();
    let past = past("no me llega el duplicado de la tarjeta");
    assert!(past.contains("duplicado"), "the answer stays: {past}");
    let shown = [
        past,
        agent
            .post("/api/v1/suggestions", &json!({"text": "nuria_cs", "channel": "x"}))
            .text,
        agent.get(&format!("/api/v1/conversations/{conversation}")).text,
        agent.get(&format!("/api/v1/articles/{article}")).text,
        agent.get(&format!("/api/v1/articles/{article}/revisions")).text,
        app.visitor().get("/api/v1/search?q=duplicado").text,
        app.visitor().get(&format!("/a/{article}")).text,
        admin.get("/w/conversations").text,
        admin.get("/admin/audit").text,
        admin.get("/admin/jobs").text,
    ];
    for text in &shown {
        let text = text.to_lowercase();
        let traces: Vec<_> = WORDS
            .iter()
            .filter(|word| **word != "@lia" && text.contains(*word))
            .collect();
        assert!(traces.is_empty(), "{traces:?} in {text}");
    }
    let hits = app.visitor().get("/api/v1/search?q=nuria_cs").json();
    assert_eq!(hits["hits"].as_array().unwrap().len(), 0, "{hits}");
    assert!(shown[2].contains("reinicia el móvil"), "{}", shown[2]);
    assert!(
        admin
            .get("/admin/audit?kind=person")
            .text
            .contains("<td>Borró a una persona")
    );
    assert!(
        admin
            .get("/admin/privacy?handle=nuria_cs")
            .text
            .contains("Nadie ha escrito")
    );
    assert!(!admin.get(&path).text.to_lowercase().contains("nuria"), "who they were");
}

#[test]
fn the_same_source_again_does_not_bring_a_person_back() {
    let app = portal();
    let lines = json!({"id": "c1", "channel": "x", "brand": "acme", "messages": [
        {"id": "m1", "author": "leo_99", "role": "customer", "text": "no va, soy leo_99"}]})
    .to_string();
    bring(&app, &lines);
    let found = person::find(&app.app, "leo_99").unwrap();
    erase::erase(&app.app, Actor::default(), &[found[0].id], &[]).unwrap();
    assert_eq!(bring(&app, &lines).conversations.unchanged, 1);
    assert!(rows_with(&app, &["leo_99"]).is_empty());
}

#[test]
fn others_keep_their_words() {
    let app = portal();
    let line = |id: &str, author: &str, text: &str| {
        json!({"id": id, "channel": "x", "brand": "acme", "messages": [
            {"id": "m1", "author": author, "role": "customer", "text": text}]})
        .to_string()
    };
    bring(
        &app,
        &[line("c1", "sol", "no va"), line("c2", "eva", "Aquí da el sol, @sol")].join("\n"),
    );
    let found = person::find(&app.app, "sol").unwrap();
    let summary = erase::erase(&app.app, Actor::default(), &[found[0].id], &[]).unwrap();
    assert_eq!((summary.people, summary.conversations), (1, 1));
    assert!(!rows_with(&app, &["da el sol, [usuario]"]).is_empty());
    assert_eq!(rows_with(&app, &["da el sol, @sol"]), Vec::<String>::new());
    assert_eq!(person::find(&app.app, "eva").unwrap().len(), 1);
    assert!(
        erase::erase(&app.app, Actor::default(), &[], &["ab".into()]).is_err(),
        "too short a name"
    );
}

#[test]
fn every_text_of_the_database_is_looked_at_or_said_to_hold_no_customer() {
    let app = portal();
    let texts = app.app.database.read(|connection| {
        let mut texts = BTreeSet::new();
        for table in dialect::tables(connection)? {
            for column in dialect::columns(connection, &table)? {
                if column.kind == dialect::Kind::Text {
                    texts.insert((table.clone(), column.name));
                }
            }
        }
        Ok::<_, Error>(texts)
    });
    let looked = places::PLACES.iter().map(|place| (place.table, place.column));
    let others = places::OTHERS
        .iter()
        .flat_map(|(table, columns)| columns.iter().map(|column| (*table, *column)));
    let known: BTreeSet<_> = looked
        .chain(others)
        .map(|(table, column)| (table.to_owned(), column.to_owned()))
        .collect();
    assert_eq!(texts.unwrap(), known);
    assert!(dump::LEFT.contains(&"jobs"), "jobs belong to one server");
}
