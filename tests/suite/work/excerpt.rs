//! What an article shows of the conversation it came from, chosen on its page.

use super::{SIM, fields_of, resolved};
use crate::{
    site::portal,
    support::app::{Caller, Reply, TestApp},
};
use precedent::domain::account::{Role, Scope};

/// A draft of the conversation with nothing left to decide: the editor and the path of its page.
fn drafted(app: &TestApp) -> (Caller, String, String) {
    resolved(app);
    let (editor, csrf) = app.signed_in(Role::Editor);
    let list = editor.get("/w/conversations?status=resolved");
    let conversation = list.text.split("href=\"/w/conversations/").nth(1).unwrap();
    let conversation = format!("/w/conversations/{}", conversation.split('"').next().unwrap());
    let drafted = editor.form(&conversation, &[("csrf", &csrf), ("do", "draft")]);
    let edit = drafted.header("location").split('?').next().unwrap().to_owned();
    while let Some(open) = editor.get(&edit).text.split("value=\"hide:").nth(1).map(str::to_owned) {
        let hide = format!("hide:{}", open.split('"').next().unwrap());
        send(&editor, &csrf, &edit, &[("do", &hide)]);
    }
    (editor, csrf, edit)
}

fn send(editor: &Caller, csrf: &str, edit: &str, more: &[(&str, &str)]) -> Reply {
    let fields = fields_of(&editor.get(edit));
    let mut sent: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    sent.retain(|(name, _)| more.iter().all(|(changed, _)| changed != name));
    sent.push(("csrf", csrf));
    sent.extend_from_slice(more);
    editor.form(edit, &sent)
}

/// The names of the boxes whose sentence has these words.
fn boxes(page: &Reply, words: &str) -> Vec<String> {
    let boxes = page
        .text
        .split("<input type=\"checkbox\" form=\"edit\" name=\"")
        .skip(1);
    let fitting = boxes.filter(|one| one.split("</label>").next().unwrap().contains(words));
    fitting.map(|one| one.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn chosen_sentences_stand_masked_beside_the_article() {
    let app = portal();
    let (editor, csrf, edit) = drafted(&app);
    let page = editor.get(&edit);
    assert!(boxes(&page, "ana.perez").is_empty(), "{}", page.text);
    let question = boxes(&page, "no me llega el código")[0].clone();
    let mail = boxes(&page, "[correo]")[0].clone();
    let published = send(
        &editor,
        &csrf,
        &edit,
        &[("excerpts", "1"), (&question, "1"), (&mail, "1"), ("do", "publish")],
    );
    assert!(
        published.header("location").ends_with("done=published"),
        "{published:?}"
    );
    let path = editor.get(&edit).text.split("href=\"/es/a/").nth(1).unwrap().to_owned();
    let path = format!("/es/a/{}", path.split('"').next().unwrap());
    let shown = app.visitor().get(&path).text;
    assert!(
        shown.contains("De dónde sale esta respuesta") && shown.contains("<b>Cliente</b> · X"),
        "{shown}"
    );
    assert!(
        shown.contains("no me llega el código") && shown.contains("[correo]"),
        "{shown}"
    );
    assert!(!shown.contains("ana.perez") && !shown.contains("@acme"), "{shown}");
    assert!(!shown.contains("mil gracias"), "what was not chosen is not shown");
    assert!(editor.get(&edit).text.matches("value=\"1\" checked").count() == 2);

    let all = boxes(&editor.get(&edit), "");
    let mut five: Vec<(&str, &str)> = all.iter().take(5).map(|name| (name.as_str(), "1")).collect();
    assert_eq!(five.len(), 5, "{all:?}");
    five.extend([("excerpts", "1"), ("do", "save")]);
    let refused = send(&editor, &csrf, &edit, &five);
    assert!(
        refused.status == 422 && refused.text.contains("como mucho cuatro"),
        "{}",
        refused.text
    );

    // The source turns private: nothing of it is shown any more.
    let mut private: serde_json::Value = serde_json::from_str(SIM).unwrap();
    private["messages"][0]["visibility"] = "private".into();
    app.token(&[Scope::Ingest])
        .put("/api/v1/conversations", &private)
        .expect(200);
    let shown = app.visitor().get(&path).text;
    assert!(
        !shown.contains("no me llega el código de activación") && !shown.contains("[correo]"),
        "{shown}"
    );
    app.token(&[Scope::Ingest])
        .put("/api/v1/conversations", &serde_json::from_str(SIM).unwrap())
        .expect(200);
    assert!(app.visitor().get(&path).text.contains("[correo]"));

    let none = send(&editor, &csrf, &edit, &[("excerpts", "1"), ("do", "save")]);
    assert_eq!(none.status, 303, "{none:?}");
    assert!(!app.visitor().get(&path).text.contains("[correo]"));
}

#[test]
fn a_program_chooses_nothing() {
    let app = portal();
    let (editor, _, edit) = drafted(&app);
    let id = edit.split('/').nth(3).unwrap();
    let mut told: serde_json::Value = serde_json::from_str(SIM).unwrap();
    told["excerpts"] = serde_json::json!([
        {"article": format!("public_id:{id}"), "message": "m2", "text": "Apaga el móvil, saca la tarjeta SIM, espera un minuto y vuelve a encenderlo: el código llega en diez minutos."}]);
    app.token(&[Scope::Ingest])
        .put("/api/v1/conversations", &told)
        .expect(200);
    assert!(!editor.get(&edit).text.contains("value=\"1\" checked"));
}
