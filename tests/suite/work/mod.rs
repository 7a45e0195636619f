//! Editors and agents at their pages, in a browser without a script.

mod checklist;
mod desk;
mod draft;
mod excerpt;
mod own;
mod reply;
mod together;
mod without;

use crate::{
    site::portal,
    support::{
        app::{Caller, Reply, TestApp},
        wait_until,
    },
};
use precedent::{
    actions,
    domain::account::{Role, Scope},
};

const SIM: &str = r#"{"id":"c1","channel":"x","handle":"acme","brand":"acme","lang":"es","status":"resolved","messages":[
{"id":"m1","author":"ana","role":"customer","at":"2026-02-20T10:00:00Z","text":"@acme Hola, no me llega el código de activación de la SIM nueva. Mi correo es ana.perez@correo.example"},
{"id":"m2","author":"acme","role":"agent","at":"2026-02-20T10:05:00Z","text":"@ana Hola Ana. Apaga el móvil, saca la tarjeta SIM, espera un minuto y vuelve a encenderlo: el código llega en diez minutos. ^LR"},
{"id":"m3","author":"ana","role":"customer","at":"2026-02-20T10:30:00Z","text":"¡Perfecto, ya funciona, mil gracias!"}]}"#;

/// Brings in a conversation that was resolved.
fn resolved(app: &TestApp) {
    let sim = serde_json::from_str(SIM).unwrap();
    let answer = app.token(&[Scope::Ingest]).put("/api/v1/conversations", &sim);
    assert!(answer.status < 300, "{answer:?}");
}

/// The value of the field `name` on a page.
fn value_of(page: &Reply, name: &str) -> String {
    let mark = format!("name=\"{name}\"");
    let rest = page
        .text
        .split(&mark)
        .nth(1)
        .unwrap_or_else(|| panic!("{name} on {}", page.text));
    if rest.split('>').next().unwrap().contains("value=\"") {
        let value = rest.split("value=\"").nth(1).unwrap();
        value.split('"').next().unwrap().to_owned()
    } else {
        let text = rest.split_once(">\n").unwrap().1;
        text.split("</textarea>").next().unwrap().to_owned()
    }
}

/// Presses a button of the page with its fields as they stand, but for `change`.
fn press(editor: &Caller, csrf: &str, edit: &str, action: &str, change: &[(&str, &str)]) -> Reply {
    let fields = fields_of(&editor.get(edit));
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sent.retain(|(name, _)| change.iter().all(|(changed, _)| changed != name));
    sent.extend_from_slice(change);
    sent.extend([("csrf", csrf), ("do", action)]);
    editor.form(edit, &sent)
}

fn decide_all(editor: &Caller, csrf: &str, edit: &str) {
    while let Some(open) = editor.get(edit).text.split("value=\"hide:").nth(1).map(str::to_owned) {
        let hide = format!("hide:{}", open.split('"').next().unwrap());
        press(editor, csrf, edit, &hide, &[]);
    }
}

/// All fields of the edit page as they stand.
fn fields_of(page: &Reply) -> Vec<(&'static str, String)> {
    [
        "version",
        "title",
        "reply",
        "resolution",
        "issue",
        "environment",
        "cause",
    ]
    .into_iter()
    .map(|name| {
        (
            name,
            value_of(page, name)
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&"),
        )
    })
    .collect()
}

#[test]
fn an_editor_makes_a_draft_and_publishes_it() {
    let app = portal();
    resolved(&app);
    let (editor, csrf) = app.signed_in(Role::Editor);
    assert_eq!(editor.get("/w/").header("location"), "/w/conversations");
    let list = editor.get("/w/conversations?status=resolved&linked=no");
    let conversation = format!("/w/conversations/{}", list.behind("href=\"/w/conversations/"));
    assert!(editor.get(&conversation).text.contains("Crear borrador"));

    let drafted = editor.form(&conversation, &[("csrf", &csrf), ("do", "draft")]);
    let edit = drafted.header("location").split('?').next().unwrap().to_owned();
    assert!(edit.starts_with("/w/articles/"), "{drafted:?}");
    let page = editor.get(&edit);
    assert_eq!(page.status, 200);
    let fields = fields_of(&page);
    let send = |action: &str, change: &[(&'static str, &str)]| {
        let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.retain(|(name, _)| change.iter().all(|(changed, _)| changed != name));
        all.extend_from_slice(change);
        all.extend([("csrf", csrf.as_str()), ("do", action)]);
        editor.form(&edit, &all)
    };
    assert!(
        send("preview", &[("title", "Otra cosa")])
            .text
            .contains("value=\"Otra cosa\"")
    );
    if page.text.contains("value=\"hide:") {
        let refused = send("publish", &[]);
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(refused.text.contains("Hay un problema"), "{}", refused.text);
        let id = page.behind("value=\"hide:");
        let decided = send(&format!("hide:{id}"), &[]);
        assert!(decided.header("location").ends_with("done=decided"), "{decided:?}");
    }
    let version = value_of(&editor.get(&edit), "version");
    let published = send(
        "publish",
        &[("version", &version), ("title", "Nunca llega el código de la SIM")],
    );
    assert!(
        published.header("location").ends_with("done=published"),
        "{} {}",
        published.status,
        published.text
    );
    app.settle();
    let found = app.visitor().get("/es/search?q=codigo+sim");
    assert!(found.text.contains("Nunca llega el"), "{}", found.text);
    let history = editor.get(&format!("{edit}/history"));
    assert!(
        history.text.contains("<ins>") && history.text.contains("Volver a este texto"),
        "{}",
        history.text
    );
    let stale = send("save", &[("version", "1"), ("title", "Perdido")]);
    assert_eq!(stale.status, 422);
    assert!(
        stale.text.contains("value=\"Perdido\"") && stale.text.contains("Su versión"),
        "no text is lost"
    );
}

#[test]
fn an_archived_article_says_what_replaces_it_or_leads_there() {
    let app = portal();
    let gone = crate::support::app::published(&app.app, "acme", "Doble cargo", "Espera tres días.");
    let moved = crate::support::app::published(&app.app, "acme", "Cargo doble", "Espera tres días.");
    let survivor = crate::support::app::published(&app.app, "acme", "Me cobran dos veces", "Espera 72 horas.");
    let (editor, csrf) = app.signed_in(Role::Editor);
    let archive = |id, why: &str, instead: &str| {
        let path = format!("/w/articles/{id}/edit");
        let page = editor.get(&path);
        assert!(page.text.contains("name=\"replaced_by\""), "{}", page.text);
        let fields = fields_of(&page);
        let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.extend([
            ("csrf", csrf.as_str()),
            ("do", "archive"),
            ("why", why),
            ("replaced_by", instead),
        ]);
        editor.form(&path, &all)
    };
    let wrong = archive(gone, "outdated", "https://acme.example/es/t/4f7k");
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("otro artículo que no esté archivado"),
        "{}",
        wrong.text
    );
    assert!(
        wrong.text.contains("https://acme.example/es/t/4f7k"),
        "what was typed stays"
    );
    let done = archive(gone, "outdated", &format!("https://acme.example/a/{survivor}"));
    assert!(done.header("location").contains("done=archived"), "{done:?}");
    let told = app.visitor().get(&format!("/es/a/{gone}-doble-cargo"));
    assert_eq!(told.status, 410);
    let way = format!("href=\"/es/a/{survivor}-me-cobran-dos-veces\"");
    assert!(
        told.text.contains("ya no valía") && told.text.contains(&way),
        "{}",
        told.text
    );
    archive(moved, "", &survivor.to_string());
    let led = app.visitor().get(&format!("/es/a/{moved}-cargo-doble"));
    assert_eq!(led.status, 301, "without a reason to tell, its address leads there");
}

#[test]
fn an_agent_answers_and_says_so() {
    let app = portal();
    for (title, text) in [
        (
            "No llega el código de la SIM",
            "Apaga el móvil, saca la SIM y espera un minuto.",
        ),
        ("Factura", "Mira la app."),
    ] {
        crate::support::app::published(&app.app, "acme", title, text);
    }
    app.settle();
    let (agent, csrf) = app.signed_in(Role::Agent);
    assert_eq!(agent.get("/w/").header("location"), "/w/reply");
    let empty = agent.form("/w/reply", &[("csrf", &csrf), ("text", " "), ("channel", "x")]);
    assert_eq!(empty.status, 422);
    let answered = agent.form(
        "/w/reply",
        &[
            ("csrf", &csrf),
            ("text", "no me llega el código de la SIM"),
            ("channel", "x"),
        ],
    );
    assert!(
        answered.text.contains("No llega el código de la SIM"),
        "{}",
        answered.text
    );
    let outcome = answered.behind("formaction=\"/w/reply/");
    let article = answered.behind("value=\"insert:");
    let sent = agent.form(
        &format!("/w/reply/{outcome}"),
        &[
            ("csrf", &csrf),
            ("article", article),
            ("outcome", "sent"),
            ("final_text", "hola"),
            ("conversation", ""),
        ],
    );
    assert_eq!(sent.header("location"), "/w/reply?done=1", "{sent:?}");
    let id = article.parse().unwrap();
    let view = actions::read::article(&app.app, precedent::domain::visibility::Reader::Staff, id).unwrap();
    assert_eq!(view.uses.uses, 1);
}

#[test]
fn what_is_said_to_people_is_in_their_language() {
    let app = portal();
    let mut open: serde_json::Value = serde_json::from_str(SIM).unwrap();
    open["status"] = "open".into();
    open["messages"].as_array_mut().unwrap().truncate(1);
    let taken = app.token(&[Scope::Ingest]).put("/api/v1/conversations", &open);
    assert!(taken.status < 300, "{taken:?}");
    let (editor, csrf) = app.signed_in(Role::Editor);
    let list = editor.get("/w/conversations?status=open");
    let id = list.behind("href=\"/w/conversations/");
    let refused = editor.form(&format!("/w/conversations/{id}"), &[("csrf", &csrf), ("do", "draft")]);
    assert_eq!(refused.status, 409, "{refused:?}");
    assert!(
        refused.text.contains("La conversación sigue abierta") && !refused.text.contains("still open"),
        "{}",
        refused.text
    );
    crate::support::app::published(&app.app, "acme", "No llega el código de la SIM", "Apaga el móvil.");
    app.settle();
    let asked = [
        ("csrf", csrf.as_str()),
        ("text", "no llega el código de la SIM"),
        ("channel", "x"),
    ];
    let answered = editor.form("/w/reply", &asked);
    assert!(
        answered.text.contains("Coincide: ") && !answered.text.contains("words:"),
        "{}",
        answered.text
    );
    let told = app.token(&[Scope::Suggest]).post(
        "/api/v1/suggestions",
        &serde_json::json!({"text": "no llega el código de la SIM"}),
    );
    let why = told.json()["suggestions"][0]["why"][0].as_str().unwrap().to_owned();
    assert!(why.starts_with("words: "), "programs keep their words: {why}");
}

#[test]
fn keys_can_be_turned_off() {
    let app = portal();
    let (agent, csrf) = app.signed_in(Role::Agent);
    let page = agent.get("/w/reply");
    assert!(
        page.text.contains("desk.")
            && page.text.contains("data-key=\"g a\"")
            && !page.text.contains("data-keys=\"off\"")
    );
    let off = agent.form("/w/me", &[("csrf", &csrf), ("keys", "off")]);
    assert!(off.header("set-cookie").starts_with("keys=off"), "{off:?}");
}

#[test]
fn staff_search_what_is_published_for_them() {
    let app = portal();
    crate::support::app::published(&app.app, "acme", "No llega el código de la SIM", "Apaga el móvil.");
    app.settle();
    let (agent, _) = app.signed_in(Role::Agent);
    let found = agent.get("/w/articles?q=codigos");
    assert!(found.text.contains("No llega el código de la SIM") && found.text.contains("value=\"codigos\""));
    let nothing = agent.get("/w/articles?q=zzzqqq");
    assert!(!nothing.text.contains("No llega el código"), "{}", nothing.text);
}

#[test]
fn rights_and_form_tokens_are_asked_for() {
    let app = portal();
    resolved(&app);
    let (agent, csrf) = app.signed_in(Role::Agent);
    for path in ["/w/conversations", "/w/articles", "/w/reply", "/w/me"] {
        assert_eq!(agent.get(path).status, 200, "{path}");
        assert_eq!(app.visitor().get(path).status, 303, "{path}");
    }
    assert_eq!(agent.get("/w/articles/new").status, 403);
    assert_eq!(
        agent.form("/w/articles/new", &[("csrf", &csrf), ("title", "x")]).status,
        403
    );
    assert_eq!(agent.form("/w/me", &[("csrf", "wrong"), ("locale", "en")]).status, 403);
    let kept = app.visitor().form("/w/me", &[("csrf", &csrf)]);
    assert!(kept.status == 422 && kept.text.contains("name=\"resume\""), "{kept:?}");
    let chosen = agent.form("/w/me", &[("csrf", &csrf), ("locale", "en")]);
    assert!(chosen.header("set-cookie").starts_with("lang=en"), "{chosen:?}");
    let left = agent.form("/logout", &[("csrf", &csrf)]);
    assert_eq!(left.status, 303);
    assert_eq!(agent.get("/w/me").status, 303, "the session has ended");
}

#[test]
fn a_link_that_was_found_is_confirmed_or_taken_away_with_one_key() {
    use precedent::{db, error::Error};
    let app = portal();
    resolved(&app);
    let said =
        "Apaga el móvil, saca la tarjeta SIM, espera un minuto y vuelve a encenderlo: el código llega en diez minutos.";
    let article = crate::support::app::published(&app.app, "acme", "No llega el código", said);
    app.settle();
    let again = |id: &str| {
        let mut sent: serde_json::Value = serde_json::from_str(SIM).unwrap();
        sent["id"] = id.into();
        let answer = app.token(&[Scope::Ingest]).put("/api/v1/conversations", &sent);
        assert!(answer.status < 300, "{answer:?}");
        answer.json()["results"][0]["id"].as_str().unwrap().to_owned()
    };
    let (first, second) = (again("c2"), again("c3"));
    let (agent, csrf) = app.signed_in(Role::Agent);
    let page = |id: &str| agent.get(&format!("/w/conversations/{id}")).text;
    wait_until("no link is found", || {
        page(&first).contains("data-key=\"y\"") && page(&second).contains("data-key=\"z\"")
    });
    let press = |id: &str, what: &str| {
        let what = format!("{what}:{article}");
        let answer = agent.form(&format!("/w/conversations/{id}"), &[("csrf", &csrf), ("do", &what)]);
        assert_eq!(answer.status, 303, "{answer:?}");
        page(id)
    };
    let confirmed = press(&first, "confirm");
    assert!(confirmed.contains("No llega el código") && !confirmed.contains("data-key=\"y\""));
    let undone = press(&second, "undo");
    assert!(!undone.contains("No llega el código") && !undone.contains("data-key=\"z\""));
    let known = app
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::link::list_known(connection)?.len()));
    assert_eq!(known.unwrap(), 1);
}
