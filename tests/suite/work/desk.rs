//! The inbox with its counts and its preview, what is kept of a form when the service fails, and somebody's own numbers.

use super::{resolved, value_of};
use crate::{
    site::portal,
    support::app::{TestApp, published},
};
use precedent::{
    domain::account::{Role, Scope},
    error::Error,
};
use serde_json::json;

/// Brings in `count` conversations that wait.
fn open(app: &TestApp, count: usize) {
    let caller = app.token(&[Scope::Ingest]);
    for number in 0..count {
        let id = format!("o{number}");
        let at = format!("2026-02-21T{:02}:{:02}:00Z", 8 + number / 60, number % 60);
        let message =
            json!({"id": id, "author": id, "role": "customer", "at": at, "text": format!("¿dónde está {number}?")});
        let told = json!({"id": id, "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "open", "messages": [message]});
        caller.put("/api/v1/conversations", &told).expect(200);
    }
}

/// What stands beside the name of a view.
fn count_of(page: &str, view: &str) -> String {
    let rest = page.split(&format!(">{view} <span class=\"num\">")).nth(1);
    rest.unwrap_or_else(|| panic!("{view} on {page}"))
        .split('<')
        .next()
        .unwrap()
        .to_owned()
}

#[test]
fn the_inbox_counts_its_views_as_far_as_a_person_wants_to_know() {
    let app = portal();
    resolved(&app);
    open(&app, 3);
    let (agent, _) = app.signed_in(Role::Agent);
    let counts = |path: &str| {
        let page = agent.get(path).text;
        ["Todas", "Abiertas", "Resueltas sin artículo", "Resueltas con artículo"].map(|view| count_of(&page, view))
    };
    assert_eq!(counts("/w/conversations"), ["4", "3", "1", "0"]);
    assert_eq!(counts("/w/conversations?lang=en"), ["0", "0", "0", "0"]);
    assert_eq!(
        counts("/w/conversations?status=open&lang=es"),
        ["4", "3", "1", "0"],
        "each view counts for itself"
    );
    open(&app, 100);
    assert_eq!(counts("/w/conversations"), ["99+", "99+", "1", "0"]);
}

#[test]
fn one_conversation_stands_beside_the_list() {
    let app = portal();
    resolved(&app);
    open(&app, 2);
    let (editor, _) = app.signed_in(Role::Editor);
    let beside = |path: &str| {
        let page = editor.get(path).text;
        page.split("<aside").nth(1).unwrap_or_default().to_owned()
    };
    assert!(beside("/w/conversations").contains("¿dónde está 1?"), "the first one");
    let list = editor.get("/w/conversations?lang=es").text;
    let path = list
        .split("href=\"")
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .filter(|path| path.contains("preview="))
        .last()
        .unwrap();
    assert!(path.contains("lang=es"), "what narrows the list stays: {path}");
    let shown = beside(&format!("/w/conversations{path}"));
    assert!(
        shown.contains("código de activación") && shown.contains("value=\"draft\""),
        "{shown}"
    );
    assert!(
        beside("/w/conversations?preview=zzzz").contains("¿dónde está 1?"),
        "an id of nothing"
    );
    assert_eq!(beside("/w/conversations?lang=en"), "", "nothing beside an empty list");
}

#[test]
fn a_form_that_the_service_failed_to_take_comes_back_and_can_be_sent_again() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let rename = |from: &str, to: &str| {
        use diesel::connection::SimpleConnection;
        let statement = format!("ALTER TABLE {from} RENAME TO {to}");
        app.app
            .database
            .write(|connection| Ok::<_, Error>(connection.batch_execute(&statement)?))
            .unwrap();
    };
    let form = [
        ("csrf", csrf.as_str()),
        ("do", "save"),
        ("locale", "es"),
        ("title", "Me han cobrado dos veces"),
        ("reply", "Te devolvemos <el cargo> repetido.\nTarda tres días."),
        ("resolution", "1. Espera tres días.\n2. Escríbenos."),
        ("own_password", "never told"),
    ];
    rename("audit_log", "away");
    let failed = editor.form("/w/articles/new", &form);
    rename("away", "audit_log");
    assert_eq!(failed.status, 500, "{failed:?}");
    let page = &failed.text;
    assert!(page.contains("Lo que escribiste no se ha perdido"), "{page}");
    assert!(
        page.contains("Te devolvemos &lt;el cargo&gt; repetido.\nTarda tres días.</textarea>"),
        "{page}"
    );
    assert!(
        page.contains("action=\"/w/articles/new\"") && !page.contains("never told"),
        "{page}"
    );
    assert_eq!(value_of(&failed, "csrf"), csrf);

    let again = editor.form("/w/articles/new", &form);
    assert_eq!(again.status, 303, "{again:?}");
    assert!(editor.get("/w/articles").text.contains("Me han cobrado dos veces"));
}

#[test]
fn a_failed_form_of_nobody_or_of_another_site_is_not_told() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let form = [("csrf", csrf.as_str()), ("do", "save"), ("reply", "Un texto\nlargo")];
    let elsewhere = editor
        .with("sec-fetch-site", "cross-site")
        .form("/w/articles/new", &form);
    assert!(!elsewhere.text.contains("Un texto"), "{elsewhere:?}");
}

#[test]
fn an_agent_sees_how_much_of_their_own_replies_was_written_before() {
    let app = portal();
    published(
        &app.app,
        "acme",
        "No llega el código de la SIM",
        "Apaga el móvil, saca la SIM y espera.",
    );
    app.settle();
    let (agent, csrf) = app.signed_in(Role::Agent);
    let (other, _) = app.signed_in(Role::Editor);
    assert!(agent.get("/w/me").text.contains("No has enviado ninguna respuesta"));
    let question = "no llega el código de la SIM";
    let asked = [("csrf", csrf.as_str()), ("text", question), ("channel", "x")];
    let send = |reply: &str, insert: bool| {
        let page = agent.form("/w/reply", &asked);
        let article = page
            .text
            .split("value=\"insert:")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let suggestion = value_of(&page, "suggestion");
        let path = page
            .text
            .split("formaction=\"")
            .find(|rest| rest.contains("/outcome"))
            .unwrap();
        let path = path.split('"').next().unwrap().to_owned();
        let mut fields = asked.to_vec();
        fields.extend([
            ("suggestion", suggestion.as_str()),
            ("final_text", reply),
            ("outcome", "sent"),
        ]);
        if insert {
            fields.push(("article", article));
        }
        let sent = agent.form(&path, &fields);
        assert_eq!(sent.status, 303, "{sent:?}");
    };
    send("Apaga el móvil, saca la SIM y espera.", true);
    send("Ya lo miramos nosotros.", false);
    let own = agent.get("/w/me").text;
    assert!(own.contains("50 %") && own.contains("(1 de 2)"), "{own}");
    assert!(
        other.get("/w/me").text.contains("No has enviado ninguna respuesta"),
        "only one's own"
    );
}
