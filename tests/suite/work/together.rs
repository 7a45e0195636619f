//! Agents at one conversation: how a reply opens, and who else is writing one.

use super::{
    reply::{desk, first, outcome_path, outcomes, press, with_first},
    value_of,
};
use crate::support::app::{Reply, TestApp};
use precedent::domain::account::{Role, Scope};
use serde_json::json;

/// A conversation in which a customer waits; what was said in it, the customer's words first and ours in between.
fn said(app: &TestApp, texts: &[&str]) {
    let messages: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| {
            let role = if place % 2 == 0 { "customer" } else { "agent" };
            let at = format!("2026-02-27T13:0{place}:00Z");
            json!({"id": format!("m{place}"), "author": role, "role": role, "at": at, "text": text})
        })
        .collect();
    let told = json!({"id": "c1", "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "open", "messages": messages});
    app.token(&[Scope::Ingest])
        .put("/api/v1/conversations", &told)
        .expect(200);
    app.settle();
}

/// Path of the reply page of the only conversation that waits.
fn path_in(list: &Reply) -> String {
    format!("/w/reply/{}", list.behind("href=\"/w/reply/"))
}

#[test]
fn an_opening_is_chosen_named_and_changed() {
    let (app, agent, _) = desk();
    said(&app, &["no me llega el código de la SIM"]);
    let page = agent.get(&path_in(&agent.get("/w/reply")));
    assert!(
        page.text.contains("Espera respuesta desde hace más de un día"),
        "{}",
        page.text
    );
    let page = with_first(&agent, &page);
    let answer = value_of(&page, "final_text");
    let choose = |page: &Reply, shown: &str, chosen: &str| {
        let fields = [("do", "open"), ("opened", shown), ("opening", chosen)];
        press(&agent, "/w/reply/write", page, &fields)
    };
    let sorry = choose(&page, "none", "apology");
    assert_eq!(
        value_of(&sorry, "final_text"),
        format!("Sentimos {{lo_ocurrido}}. {answer}")
    );
    assert_eq!(value_of(&sorry, "opened"), "apology");
    let refused = press(&agent, &outcome_path(&sorry), &sorry, &[("outcome", "sent")]);
    assert!(
        refused.status == 422 && refused.text.contains("Falta rellenar {lo_ocurrido}"),
        "an apology names its fact: {}",
        refused.text
    );
    let thanks = choose(&sorry, "apology", "thanks");
    assert_eq!(
        value_of(&thanks, "final_text"),
        format!("Gracias por {{motivo}}. {answer}")
    );
    let bare = choose(&thanks, "thanks", "none");
    assert_eq!(value_of(&bare, "final_text"), answer);
    let own = format!("Sentimos los dos días sin código. {answer}");
    let kept = press(
        &agent,
        "/w/reply/write",
        &bare,
        &[
            ("do", "count"),
            ("opened", "none"),
            ("opening", "none"),
            ("final_text", &own),
        ],
    );
    assert_eq!(value_of(&kept, "final_text"), own, "what was typed is left alone");
    assert_eq!(value_of(&kept, "opened"), "apology", "and seen");
}

#[test]
fn a_second_apology_is_told_and_may_be_sent() {
    let (app, agent, _) = desk();
    said(
        &app,
        &[
            "no me llega el código de la SIM",
            "Hola. Sentimos el retraso, lo miramos.",
            "sigue sin llegar el código",
        ],
    );
    let page = agent.get(&path_in(&agent.get("/w/reply")));
    assert!(!page.text.contains("Cabe una disculpa"), "there was one: {}", page.text);
    let again = press(
        &agent,
        "/w/reply/write",
        &page,
        &[("do", "count"), ("final_text", "Lo sentimos. Ya está.")],
    );
    assert!(again.text.contains("una segunda suena a fórmula"), "{}", again.text);
    let once = press(
        &agent,
        "/w/reply/write",
        &page,
        &[("do", "count"), ("final_text", "Ya está.")],
    );
    assert!(!once.text.contains("suena a fórmula"), "{}", once.text);
    let sent = press(&agent, &outcome_path(&again), &again, &[("outcome", "sent")]);
    assert_eq!(sent.status, 303, "{sent:?}");
}

#[test]
fn who_else_replies_is_named_and_nobody_answers_twice() {
    let (app, agent, _) = desk();
    let (editor, _) = app.signed_in(Role::Editor);
    said(&app, &["no me llega el código de la SIM"]);
    let path = path_in(&agent.get("/w/reply"));
    let own = agent.get(&path);
    assert!(!own.text.contains("está respondiendo"), "{}", own.text);
    let other = editor.get(&path);
    assert!(
        other.text.contains("agent está respondiendo desde las 12:00"),
        "{}",
        other.text
    );
    let taken = press(&editor, "/w/reply/write", &other, &[("do", "take")]);
    assert!(!taken.text.contains("está respondiendo"), "{}", taken.text);
    let own = press(&agent, "/w/reply/write", &own, &[("do", "count")]);
    assert!(own.text.contains("editor está respondiendo"), "{}", own.text);

    let text = [("final_text", "Apaga el móvil y espera."), ("outcome", "sent")];
    let sent = press(&editor, &outcome_path(&taken), &taken, &text);
    assert_eq!(sent.status, 303, "{sent:?}");
    let late = press(&agent, &outcome_path(&own), &own, &text);
    assert!(
        late.status == 409 && late.text.contains("editor acaba de responder"),
        "{} {}",
        late.status,
        late.text
    );
    assert_eq!(value_of(&late, "final_text"), "Apaga el móvil y espera.");
    assert_eq!(outcomes(&app).len(), 1);
    app.app.clock.advance(chrono::Duration::seconds(1));
    let anyway = press(&agent, &outcome_path(&late), &late, &text[1..]);
    assert_eq!(anyway.status, 409, "made in the same moment as the other's: {anyway:?}");
    let anyway = press(&agent, &outcome_path(&anyway), &anyway, &text[1..]);
    assert_eq!(anyway.status, 303, "{anyway:?}");
    assert!(
        !editor.get(&path).text.contains("está respondiendo"),
        "who is done is gone"
    );
}

#[test]
fn only_an_incident_that_the_question_is_about_is_told() {
    let (app, agent, _) = desk();
    let mut brand = app.app.brand(None).unwrap();
    brand.look.incident.is_on = true;
    brand.look.incident.text = [("es".parse().unwrap(), "Sin cobertura en Castellón.".to_owned())].into();
    app.app
        .database
        .write(|connection| Ok(precedent::db::brand::update(connection, &brand)?))
        .unwrap();
    app.app.forget_brands();
    let asked = |text: &str| {
        let csrf = value_of(&agent.get("/w/reply"), "csrf");
        agent
            .form("/w/reply", &[("csrf", &csrf), ("text", text), ("channel", "x")])
            .text
    };
    assert!(asked("no hay cobertura en castellon").contains("Hay una incidencia abierta"));
    assert!(!asked("no me llega el código de la SIM").contains("Hay una incidencia abierta"));
}

#[test]
fn a_reply_is_signed_once_and_counts_as_it_was_offered() {
    let (app, agent, csrf) = desk();
    let set = agent.form("/w/me", &[("csrf", &csrf), ("signature", " ^LR ")]);
    assert_eq!(set.header("location"), "/w/me?done=account");
    assert!(agent.get("/w/me").text.contains("value=\"^LR\""));
    said(&app, &["no me llega el código de la SIM"]);
    let page = agent.get(&path_in(&agent.get("/w/reply")));
    let insert = format!("insert:{}", first(&page));
    let page = press(&agent, "/w/reply/write", &page, &[("do", &insert)]);
    let reply = value_of(&page, "final_text");
    assert!(reply.ends_with(" ^LR"), "{reply}");
    let page = press(&agent, "/w/reply/write", &page, &[("do", &insert)]);
    assert_eq!(value_of(&page, "final_text"), reply, "once");
    let sent = press(&agent, &outcome_path(&page), &page, &[("outcome", "sent")]);
    assert_eq!(sent.status, 303, "{sent:?}");
    let told = outcomes(&app);
    assert_eq!(
        (&told[0]["outcome"], &told[0]["final_text"]),
        (&json!("sent"), &json!(reply))
    );
    let long = agent.form("/w/me", &[("csrf", &csrf), ("signature", &"x".repeat(41))]);
    assert_eq!(long.status, 422);
}
