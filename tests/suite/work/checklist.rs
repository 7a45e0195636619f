//! What a draft's list asks an editor for that only a person can answer: whether its facts are right, and who may read it.

use super::{SIM, decide_all, press};
use crate::{
    site::portal,
    support::{
        app::{Caller, TestApp, creation, published_as},
        wait_until,
    },
};
use precedent::domain::{
    account::{Role, Scope},
    article::Parts,
    locale::Locale,
};
use serde_json::json;

/// Two of ours contradict each other.
const SHIPPING: &str = r#"{"id":"e1","channel":"x","handle":"acme","brand":"acme","lang":"es","status":"resolved","messages":[
{"id":"m1","author":"eva","role":"customer","at":"2026-02-20T10:00:00Z","text":"@acme a partir de cuánto es gratis el envío a casa?"},
{"id":"m2","author":"acme","role":"agent","at":"2026-02-20T10:05:00Z","text":"El envío a casa es gratis a partir de 25 €. ^DF"},
{"id":"m3","author":"acme","role":"agent","at":"2026-02-20T10:09:00Z","text":"Corrijo a mi compañero: el envío a casa es gratis desde 30 €. ^LR"},
{"id":"m4","author":"eva","role":"customer","at":"2026-02-20T10:30:00Z","text":"vale, muchas gracias"}]}"#;

/// The address of the draft of a conversation that another program sends.
fn draft_of(app: &TestApp, editor: &Caller, csrf: &str, conversation: &str) -> String {
    let sent = serde_json::from_str(conversation).unwrap();
    app.token(&[Scope::Ingest])
        .put("/api/v1/conversations", &sent)
        .expect(200);
    let list = editor.get("/w/conversations?status=resolved");
    let address = format!("/w/conversations/{}", list.behind("href=\"/w/conversations/"));
    let drafted = editor.form(&address, &[("csrf", csrf), ("do", "draft")]);
    drafted.header("location").split('?').next().unwrap().to_owned()
}

fn publication(edit: &str) -> String {
    format!("/api/v1/articles/{}/publish", edit.split('/').nth(3).unwrap())
}

#[test]
fn facts_that_other_answers_deny_are_confirmed_by_a_person_before_anybody_reads_them() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let edit = draft_of(&app, &editor, &csrf, SHIPPING);
    let program = app.token(&[Scope::Curate]);
    let says = |amount: &str| {
        [
            ("title", "Envío gratis a casa".to_owned()),
            ("reply", format!("El envío a casa es gratis desde {amount}.")),
            ("resolution", String::new()),
        ]
    };
    let save = |amount: &str| {
        let change = says(amount);
        let change: Vec<_> = change.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(press(&editor, &csrf, &edit, "save", &change).status, 303);
        decide_all(&editor, &csrf, &edit);
    };
    save("30 €");
    let page = editor.get(&edit).text;
    assert!(
        page.contains("Una dice «25 €»:") && page.contains("Aquí y en otra respuesta pone «30 €»."),
        "{page}"
    );

    let refused = press(&editor, &csrf, &edit, "publish", &[]);
    assert_eq!(refused.status, 422);
    assert!(
        refused.text.contains("href=\"#facts\"") && refused.text.contains("id=\"facts\""),
        "{}",
        refused.text
    );
    let refused = program.post(&publication(&edit), &json!({"audience": "public"}));
    assert_eq!(refused.problem(409), "incomplete");
    assert!(
        refused.text.contains("30 € ≠ 25 €") && refused.text.contains("\"facts\""),
        "{}",
        refused.text
    );

    press(&editor, &csrf, &edit, "confirm_facts", &[]);
    let page = editor.get(&edit).text;
    assert!(
        page.contains("Confirmado por") && page.contains("Listo para publicar"),
        "{page}"
    );
    // Other facts ask again.
    save("40 €");
    assert_eq!(program.post(&publication(&edit), &json!({})).problem(409), "incomplete");
    save("30 €");
    program.post(&publication(&edit), &json!({})).expect(200);
    let (admin, _) = app.signed_in(Role::Admin);
    let log = admin.get("/admin/audit").text;
    assert!(
        log.contains("Confirmó los datos de un artículo") && log.contains("30 € ≠ 25 €"),
        "{log}"
    );
}

#[test]
fn somebody_says_who_may_read_what_was_said_in_private() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let edit = draft_of(
        &app,
        &editor,
        &csrf,
        &SIM.replace("\"channel\":\"x\"", "\"channel\":\"whatsapp\""),
    );
    let program = app.token(&[Scope::Curate]);
    let telling = "Apaga el móvil y espera un minuto antes de encenderlo: el código llega en diez minutos.";
    assert_eq!(press(&editor, &csrf, &edit, "save", &[("reply", telling)]).status, 303);
    decide_all(&editor, &csrf, &edit);
    let refused = press(&editor, &csrf, &edit, "publish", &[]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("href=\"#audience\""), "{}", refused.text);
    let refused = program.post(&publication(&edit), &json!({}));
    assert_eq!(refused.problem(409), "incomplete");
    assert!(refused.text.contains("\"audience\""), "{}", refused.text);

    press(&editor, &csrf, &edit, "audience:internal", &[]);
    assert_eq!(press(&editor, &csrf, &edit, "publish", &[]).status, 422);
    press(&editor, &csrf, &edit, "audience:public", &[]);
    let published = press(&editor, &csrf, &edit, "publish", &[]);
    assert!(
        published.header("location").ends_with("done=published"),
        "{published:?}"
    );
    assert!(
        !editor.get(&edit).text.contains("id=\"audience\""),
        "the public reads it by now"
    );
}

#[test]
fn a_title_without_the_customers_words_and_a_text_in_another_language_are_told() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let edit = draft_of(&app, &editor, &csrf, SIM);
    let english = "Switch the phone off, take the card out, wait for a minute and switch it on again.";
    let change = [
        ("title", "Incidencia de alta"),
        ("resolution", english),
        ("reply", english),
    ];
    press(&editor, &csrf, &edit, "save", &change);
    let page = editor.get(&edit).text;
    let told = page
        .split("Los clientes dicen: ")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    assert!(told.contains("código") || told.contains("activación"), "{told}");
    assert!(
        page.contains("Idioma del texto, por lo que parece: English. Idioma del artículo: Español."),
        "{page}"
    );
    decide_all(&editor, &csrf, &edit);
    let spanish = "Apaga el móvil, saca la tarjeta, espera un minuto y vuelve a encenderlo después.";
    let change = [
        ("title", "No llega el código de la SIM"),
        ("resolution", spanish),
        ("reply", spanish),
    ];
    press(&editor, &csrf, &edit, "save", &change);
    let page = editor.get(&edit).text;
    assert!(
        !page.contains("Los clientes dicen") && !page.contains("Idioma del texto"),
        "{page}"
    );
}

#[test]
fn a_fresh_draft_proposes_a_topic_that_becomes_its_own_when_somebody_saves() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let brand = app.app.brand(Some("acme")).unwrap();
    for title in [
        "No me llega el código de activación",
        "No llega el código de la tarjeta SIM nueva",
    ] {
        let parts = Parts {
            title: title.into(),
            issue: title.into(),
            resolution: "Apaga el móvil y enciéndelo otra vez.".into(),
            ..Parts::default()
        };
        let mut new = creation(brand.id, Locale::spanish(), parts);
        new.topics = vec!["tarjetas".into()];
        published_as(&app.app, &new);
    }
    let edit = draft_of(&app, &editor, &csrf, SIM);
    let page = || editor.get(&edit).text;
    wait_until("no topic is proposed", || page().contains("propuesto"));
    assert!(page().contains("name=\"topic_tarjetas\" value=\"1\" checked"));
    decide_all(&editor, &csrf, &edit);
    // The form without the tick: what nobody sent is not the draft's.
    assert_eq!(press(&editor, &csrf, &edit, "publish", &[]).status, 422);
    let chosen = [("topics", "1"), ("topic_tarjetas", "1")];
    assert_eq!(press(&editor, &csrf, &edit, "save", &chosen).status, 303);
    assert!(!page().contains("propuesto") && page().contains("name=\"topic_tarjetas\" value=\"1\" checked"));
}
