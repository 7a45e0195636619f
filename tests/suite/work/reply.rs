//! An agent writes a reply without a script: what the page promises of it.

use super::value_of;
use crate::{
    site::brand,
    support::app::{Caller, Reply, TestApp, creation, published},
};
use precedent::{
    actions::{self, Actor, revise},
    domain::{
        account::{Role, Scope},
        article::{Audience, Parts},
        id::ArticleId,
        locale::Locale,
    },
    settings::Written,
};
use serde_json::{Value, json};

pub const QUESTION: &str = "no me llega el código de la SIM";
/// What the page says of a link to an internal answer.
pub const LEAKS: &str = "Este enlace es de un artículo interno";

/// An installation with answers to choose from, and an agent.
pub fn desk() -> (TestApp, Caller, String) {
    desk_with(|_| {})
}

/// The same with other settings.
pub fn desk_with(change: fn(&mut Written)) -> (TestApp, Caller, String) {
    let app = TestApp::with(|settings| {
        // X gives links to bare numbers no price of their own.
        settings.public_url = "https://ayuda.es".into();
        change(settings);
    });
    brand(&app);
    published(
        &app.app,
        "acme",
        "No llega el código de la SIM",
        "Apaga el móvil, saca la SIM y espera un minuto.",
    );
    published(&app.app, "acme", "Factura", "Mira la app.");
    app.settle();
    let (agent, csrf) = app.signed_in(Role::Agent);
    (app, agent, csrf)
}

/// The page for a pasted message.
pub fn asked(agent: &Caller, csrf: &str) -> Reply {
    let page = agent.form("/w/reply", &[("csrf", csrf), ("text", QUESTION), ("channel", "x")]);
    assert_eq!(page.status, 200, "{page:?}");
    page
}

/// Sends the reply's form as it stands on a page, with some fields changed.
pub fn press(agent: &Caller, path: &str, page: &Reply, change: &[(&str, &str)]) -> Reply {
    let form = Reply {
        status: 200,
        headers: page.headers.clone(),
        text: page.text.split("id=\"compose\"").nth(1).unwrap().to_owned(),
    };
    let names = [
        "csrf",
        "suggestion",
        "conversation",
        "visibility",
        "article",
        "inserted",
        "final_text",
    ];
    let pasted = ["channel", "text", "customer_name"];
    let all = names
        .iter()
        .chain(pasted.iter().filter(|_| form.text.contains("name=\"channel\"")));
    let mut fields: Vec<(&str, String)> = all.map(|name| (*name, value_of(&form, name))).collect();
    fields.retain(|(name, _)| change.iter().all(|(changed, _)| changed != name));
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sent.extend_from_slice(change);
    agent.form(path, &sent)
}

pub fn outcome_path(page: &Reply) -> String {
    page.behind("formaction=\"").to_owned()
}

/// The id of the first suggestion.
pub fn first(page: &Reply) -> String {
    page.behind("value=\"insert:").to_owned()
}

/// The page with the first suggestion inserted.
pub fn with_first(agent: &Caller, page: &Reply) -> Reply {
    press(
        agent,
        "/w/reply/write",
        page,
        &[("do", &format!("insert:{}", first(page)))],
    )
}

pub fn outcomes(app: &TestApp) -> Vec<Value> {
    use precedent::{db::dialect, error::Error};
    let rows = app.app.database.read(|connection| {
        let columns = dialect::columns(connection, "outcomes")?;
        Ok::<_, Error>(dialect::rows_after(connection, "outcomes", &columns, None, 100)?)
    });
    rows.unwrap()
        .iter()
        .map(|row| serde_json::from_str(row).unwrap())
        .collect()
}

#[test]
fn a_suggestion_is_inserted_with_its_link_and_sent_as_it_is() {
    let (app, agent, csrf) = desk();
    let page = asked(&agent, &csrf);
    assert!(
        page.text.contains("0 de 280") && page.text.contains("Coincide: "),
        "{}",
        page.text
    );
    let id = first(&page);
    let page = press(&agent, "/w/reply/write", &page, &[("do", &format!("insert:{id}"))]);
    let reply = value_of(&page, "final_text");
    assert!(
        reply.starts_with("Apaga el móvil") && reply.ends_with(&format!("/a/{id}")),
        "{reply}"
    );
    // The words, a space, and a link at the price that X has for it.
    assert!(page.text.contains("71 de 280 caracteres (enlace: 23)"), "{}", page.text);
    let sent = press(&agent, &outcome_path(&page), &page, &[("outcome", "sent")]);
    assert_eq!(sent.header("location"), "/w/reply?done=1", "{sent:?}");
    let told = outcomes(&app);
    assert_eq!((told.len(), &told[0]["outcome"]), (1, &json!("sent")));
    assert_eq!(told[0]["final_text"], json!(reply));
}

#[test]
fn a_changed_reply_counts_as_edited_and_an_own_one_as_ignored() {
    let (app, agent, csrf) = desk();
    let page = asked(&agent, &csrf);
    let inserted = with_first(&agent, &page);
    let sent = press(
        &agent,
        &outcome_path(&page),
        &inserted,
        &[("outcome", "sent"), ("final_text", "Apaga y enciende.")],
    );
    assert_eq!(sent.status, 303, "{sent:?}");
    let sent = press(
        &agent,
        &outcome_path(&page),
        &page,
        &[("outcome", "sent"), ("final_text", "Lo miramos.")],
    );
    assert_eq!(sent.status, 303, "{sent:?}");
    let told: Vec<_> = outcomes(&app)
        .iter()
        .map(|row| (row["outcome"].clone(), row["final_text"].clone()))
        .collect();
    assert_eq!(
        told,
        [
            (json!("edited"), json!("Apaga y enciende.")),
            (json!("ignored"), json!("Lo miramos."))
        ]
    );
}

#[test]
fn what_is_in_the_way_is_said_and_keeps_the_text() {
    let (app, agent, csrf) = desk();
    let page = asked(&agent, &csrf);
    let path = outcome_path(&page);
    let long = "palabra ".repeat(40);
    for (text, words) in [
        ("Llama al 612 345 678", "Parece un teléfono. Quítalo o pasa a privado."),
        ("Escribe a ana.perez@correo.example", "Parece una dirección de correo."),
        ("Hay una avería en {zona}", "Falta rellenar {zona}."),
        (long.trim(), "sobran 39"),
        ("  ", "Rellena este campo"),
    ] {
        let refused = press(&agent, &path, &page, &[("outcome", "sent"), ("final_text", text)]);
        assert_eq!(refused.status, 422, "{text}");
        assert!(refused.text.contains(words), "{text}: {}", refused.text);
        assert_eq!(value_of(&refused, "final_text"), text);
    }
    assert!(outcomes(&app).is_empty(), "nothing was written down");
    let private = press(
        &agent,
        "/w/reply/write",
        &page,
        &[("do", "private"), ("final_text", "Llama al 612 345 678")],
    );
    assert!(private.text.contains("X · Privado"), "{}", private.text);
    let sent = press(&agent, &path, &private, &[("outcome", "sent")]);
    assert_eq!(sent.status, 303, "in private a phone number may stand: {sent:?}");
}

#[test]
fn the_count_warns_and_shortening_fits() {
    let (_app, agent, csrf) = desk();
    let page = asked(&agent, &csrf);
    let count = |text: &str| press(&agent, "/w/reply/count", &page, &[("final_text", text)]).json();
    assert_eq!(count("Hola")["state"], "");
    let near = count(&"a".repeat(260));
    assert_eq!(near["state"], "near");
    assert_eq!(near["words"], "260 de 280 · quedan 20 (enlace: 23)");
    let over = count(&"a".repeat(294));
    assert_eq!(
        (&over["state"], &over["words"]),
        (&json!("over"), &json!("294 de 280 · sobran 14 (enlace: 23)"))
    );
    assert_eq!(
        count("Llama al 612 345 678")["warnings"],
        json!(["Parece un teléfono. Quítalo o pasa a privado."])
    );
    let refused = agent.form(
        "/w/reply/count",
        &[("csrf", "wrong"), ("channel", "x"), ("final_text", "x")],
    );
    assert_eq!(refused.status, 403, "{refused:?}");

    let long = format!(
        "{}https://ayuda.example/a/4f7k",
        "Apaga el móvil y espera un minuto. ".repeat(12)
    );
    let short = press(
        &agent,
        "/w/reply/write",
        &page,
        &[("do", "shorten"), ("final_text", &long)],
    );
    let reply = value_of(&short, "final_text");
    assert!(reply.ends_with("https://ayuda.example/a/4f7k"), "{reply}");
    assert_ne!(count(&reply)["state"], "over");
}

#[test]
fn a_rejection_has_a_reason_and_can_be_undone() {
    let (app, agent, csrf) = desk();
    let page = asked(&agent, &csrf);
    let id = first(&page);
    let reject = format!("{id}:outdated");
    let off = press(
        &agent,
        &outcome_path(&page),
        &page,
        &[("reject", &reject), ("final_text", "Hola")],
    );
    assert!(off.text.contains("Descartada: está desactualizada"), "{}", off.text);
    assert_eq!(value_of(&off, "final_text"), "Hola", "what was typed stays");
    let told = outcomes(&app);
    assert_eq!(
        (&told[0]["outcome"], &told[0]["reason"]),
        (&json!("rejected"), &json!("outdated"))
    );
    let back = press(&agent, "/w/reply/write", &off, &[("do", &format!("undo:{id}"))]);
    assert!(
        !back.text.contains("Descartada") && outcomes(&app).is_empty(),
        "{}",
        back.text
    );
}

#[test]
fn what_is_missing_reaches_the_editors() {
    let (app, agent, csrf) = desk();
    let asked = [
        ("csrf", csrf.as_str()),
        ("text", "vendéis bicicletas plegables"),
        ("channel", "x"),
    ];
    let page = agent.form("/w/reply", &asked);
    assert!(
        page.text.contains("Todavía no hay respuesta para esto")
            && page.text.contains("value=\"vendéis bicicletas plegables\""),
        "{}",
        page.text
    );
    let told = press(&agent, &outcome_path(&page), &page, &[("outcome", "missing")]);
    assert!(
        told.text.contains("Avisado") && told.text.contains("ya sabe que falta"),
        "{}",
        told.text
    );
    let gaps = app.token(&[Scope::Curate]).get("/api/v1/gaps").json();
    let kinds: Vec<_> = gaps["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|gap| gap["kind"].clone())
        .collect();
    assert!(kinds.contains(&json!("rejected")), "{gaps}");
}

/// Publishes an answer for staff alone that the question finds.
pub fn internal(app: &TestApp) -> ArticleId {
    let parts = Parts {
        title: "El código de la SIM no llega: procedimiento".into(),
        resolution: "Reenvía el código de la SIM desde el panel.".into(),
        reply: "Te reenviamos el código de la SIM.".into(),
        ..Parts::default()
    };
    let brand = app.app.brand(Some("acme")).unwrap();
    let new = creation(brand.id, Locale::spanish(), parts);
    let id: ArticleId = revise::create(&app.app, Actor::default(), &new).unwrap();
    actions::publish::publish(&app.app, Actor::default(), id, None, Audience::Internal).unwrap();
    actions::threshold::set(&app.app, Actor::default(), "0.01").unwrap();
    app.settle();
    id
}

#[test]
fn an_internal_answer_is_marked_and_has_no_public_link() {
    let (app, agent, csrf) = desk();
    let id = internal(&app);
    let page = asked(&agent, &csrf);
    assert!(page.text.contains(">Interno<"), "{}", page.text);
    assert!(!page.text.contains(&format!("/a/{id}\"")), "no link to copy");
    let page = press(&agent, "/w/reply/write", &page, &[("do", &format!("insert:{id}"))]);
    assert_eq!(value_of(&page, "final_text"), "Te reenviamos el código de la SIM.");
    let link = format!("Mira {}", app.app.settings.public_url.to(&format!("/a/{id}")));
    let warned = press(
        &agent,
        "/w/reply/write",
        &page,
        &[("do", "count"), ("final_text", &link)],
    );
    assert!(warned.text.contains(LEAKS), "{}", warned.text);
    let counted = press(&agent, "/w/reply/count", &page, &[("final_text", &link)]).json();
    assert!(counted["warnings"].to_string().contains(LEAKS), "{counted}");
    // Said on top of the page and where it is written.
    let refused = press(
        &agent,
        &outcome_path(&page),
        &page,
        &[("outcome", "sent"), ("final_text", &link)],
    );
    assert!(
        refused.status == 422 && refused.text.matches(LEAKS).count() == 2,
        "{}",
        refused.text
    );
}

#[test]
fn a_conversation_is_picked_answered_and_closed_and_news_are_told() {
    let (app, agent, _csrf) = desk();
    let say = |id: &str, more: bool| {
        let mut messages = vec![
            json!({"id": format!("{id}1"), "author": "ana", "role": "customer", "at": format!("2026-03-01T10:0{}:00Z", &id[1..]), "text": QUESTION}),
        ];
        if more {
            messages.push(json!({"id": format!("{id}2"), "author": "ana", "role": "customer", "at": "2026-03-01T11:00:00Z", "text": "¿hay alguien? el código de la SIM"}));
        }
        let told = json!({"id": id, "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "open", "messages": messages});
        app.token(&[Scope::Admin])
            .put("/api/v1/conversations", &told)
            .expect(200);
    };
    say("c1", false);
    say("c2", false);
    app.settle();
    let list = agent.get("/w/reply");
    let paths: Vec<&str> = list
        .text
        .split("href=\"")
        .filter(|rest| rest.starts_with("/w/reply/"))
        .collect();
    assert_eq!(paths.len(), 2, "{}", list.text);
    let own = paths[0].split('"').next().unwrap();
    let page = agent.get(own);
    assert!(
        page.text.contains("X · Público") && page.text.contains("aria-current=\"true\""),
        "{}",
        page.text
    );
    let page = with_first(&agent, &page);
    say("c1", true);
    let stale = press(&agent, &outcome_path(&page), &page, &[("outcome", "resolved")]);
    assert_eq!(stale.status, 409, "{stale:?}");
    assert!(
        stale.text.contains("ha vuelto a escribir") && stale.text.contains("¿hay alguien?"),
        "{}",
        stale.text
    );
    assert_eq!(
        value_of(&stale, "final_text"),
        value_of(&page, "final_text"),
        "the text is kept"
    );
    let sent = press(&agent, &outcome_path(&stale), &stale, &[("outcome", "resolved")]);
    let next = sent.header("location").to_owned();
    assert!(
        next.starts_with("/w/reply/") && !next.starts_with(own),
        "the next one: {sent:?}"
    );
    assert_eq!(agent.get("/w/reply").text.matches("href=\"/w/reply/").count(), 1);
}

/// A conversation of somebody, as another program tells it, with a message of theirs first.
fn told(id: &str, author: &str, status: &str, text: &str, day: u32) -> Value {
    json!({"id": id, "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": status, "messages": [
        {"id": "1", "author": author, "role": "customer", "at": format!("2026-02-{day:02}T10:00:00Z"), "text": text},
        {"id": "2", "author": "acme", "role": "agent", "at": format!("2026-02-{day:02}T11:00:00Z"), "text": "Lo miramos."}]})
}

#[test]
fn what_the_same_person_asked_before_is_shown_to_staff() {
    let (app, agent, _) = desk();
    let program = app.token(&[Scope::Admin, Scope::Read]);
    let many = json!([
        told("e1", "nuria", "resolved", "primera pregunta", 1),
        told("e2", "nuria", "resolved", "segunda pregunta", 4),
        told("e3", "nuria", "resolved", "tercera pregunta", 3),
        told("e4", "nuria", "resolved", "cuarta pregunta", 2),
        told("e5", "nuria", "open", "quinta pregunta, abierta", 5),
        told("e6", "pepe", "resolved", "pregunta de otro", 6),
        told("e7", "nuria", "open", "no me llega el código", 10),
        told("e8", "nuria", "resolved", "pregunta posterior", 20),
    ]);
    let taken = program.put("/api/v1/conversations", &many).expect(200);
    let id = |place: usize| taken["results"][place]["id"].as_str().unwrap().to_owned();
    for path in ["reply", "conversations"] {
        let page = agent.get(&format!("/w/{path}/{}", id(6))).text;
        let shown = page.split("Antes, la misma persona").nth(1);
        let shown = shown.unwrap_or_else(|| panic!("{page}"));
        let places = ["segunda pregunta", "tercera pregunta", "cuarta pregunta"].map(|text| shown.find(text));
        assert!(places.is_sorted() && places[0].is_some(), "{shown}");
        for hidden in ["primera pregunta", "quinta", "de otro", "posterior"] {
            assert!(!shown.contains(hidden), "{hidden} in {shown}");
        }
    }
    assert!(
        !agent
            .get(&format!("/w/conversations/{}", id(5)))
            .text
            .contains("Antes, la misma")
    );
    let visitor = app.visitor().get(&format!("/w/reply/{}", id(6)));
    assert!(visitor.status == 303 || visitor.status == 302, "{visitor:?}");
}
