//! What articles show of conversations travels with exports and backups, and goes with the person.

use super::export::bring_in;
use crate::{
    site::{brand, portal},
    support::app::{TestApp, published},
};
use precedent::{
    actions::{Actor, backup, erase, excerpt, export, restore},
    db,
    domain::{
        account::Scope,
        id::{ArticleId, ConversationId},
    },
    error::Error,
};
use serde_json::json;

/// An installation with a public article that shows a sentence of its source.
fn shown() -> (TestApp, ArticleId) {
    let app = portal();
    let told = json!({"id": "c1", "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "resolved", "messages": [
        {"id": "m1", "author": "nuria_cs", "role": "customer", "at": "2026-02-20T10:00:00Z", "text": "@acme ¿Cómo cambio la tarifa? Soy nuria_cs"},
        {"id": "m2", "author": "acme", "role": "agent", "at": "2026-02-20T10:05:00Z", "text": "@nuria_cs Entra en tu cuenta. ^LR"}]});
    app.token(&[Scope::Admin])
        .put("/api/v1/conversations", &told)
        .expect(200);
    let id = published(&app.app, "acme", "Cambiar de tarifa", "Entra en tu cuenta.");
    let offered = app.app.database.write(|connection| {
        let source = db::conversation::ids_after(connection, ConversationId(0), 1)?[0];
        db::article::add_source(connection, id, source, app.app.clock.now())?;
        let article = db::article::get(connection, id)?;
        excerpt::offered(connection, &article)
    });
    let offered = offered.unwrap();
    assert!(offered.iter().all(|one| !one.text.contains("nuria")), "{offered:?}");
    let question = offered.iter().find(|one| one.text.contains("¿Cómo cambio")).unwrap();
    excerpt::choose(&app.app, Actor::default(), id, std::slice::from_ref(&question.key)).unwrap();
    assert!(page(&app, id).contains("¿Cómo cambio la tarifa?"));
    (app, id)
}

fn page(app: &TestApp, id: ArticleId) -> String {
    let visitor = app.visitor();
    let mut path = format!("/es/a/{id}");
    loop {
        let page = visitor.get(&path);
        if page.status == 200 {
            return page.text;
        }
        page.header("location").clone_into(&mut path);
        assert!(!path.is_empty(), "{page:?}");
    }
}

fn rows(app: &TestApp, id: ArticleId) -> usize {
    let rows = app
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::excerpt::list(connection, id)?));
    rows.unwrap().len()
}

#[test]
fn an_export_takes_them_along() {
    let (first, id) = shown();
    let folder = first.folder.path().join("export");
    export::export(&first.app, &folder).unwrap();
    let second = TestApp::start();
    brand(&second);
    for _ in 0..2 {
        let report = bring_in(&second, &folder);
        assert!(report.errors.is_empty(), "{:?}", report.errors);
        assert_eq!(rows(&second, id), 1);
    }
    assert!(page(&second, id).contains("¿Cómo cambio la tarifa?"));
}

#[test]
fn a_backup_takes_them_along() {
    let (app, id) = shown();
    let file = app.folder.path().join("one.backup");
    backup::run(&app.app.database, &file, &app.app.clock).unwrap();
    excerpt::choose(&app.app, Actor::default(), id, &[]).unwrap();
    assert_eq!(rows(&app, id), 0);
    restore::run(&app.app.database, &file, true).unwrap();
    assert_eq!(rows(&app, id), 1);
}

#[test]
fn erasing_the_person_takes_them_away() {
    let (app, id) = shown();
    let found = app
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::person::list_by_handle(connection, "nuria_cs")?))
        .unwrap();
    let people: Vec<_> = found.iter().map(|person| person.id).collect();
    assert_eq!(people.len(), 1);
    erase::erase(&app.app, Actor::default(), &people, &[]).unwrap();
    assert_eq!(rows(&app, id), 0);
    assert!(!page(&app, id).contains("¿Cómo cambio la tarifa?"));
}
