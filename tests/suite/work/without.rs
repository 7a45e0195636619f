//! An agent's page where something is missing: the encoder, or what suggests.

use super::{
    reply::{LEAKS, QUESTION, asked, desk, desk_with, internal, outcome_path, press, with_first},
    value_of,
};
use crate::support::app::TestApp;
use diesel::RunQueryDsl as _;

/// What the page says of how answers were found.
const BY_WORDS: &str = "Aquí se busca solo por las palabras";
const BROKEN: &str = "Ahora no podemos proponerte respuestas";

/// Gives a table another name: what needs it fails.
pub fn rename(app: &TestApp, from: &str, to: &str) {
    let statement = diesel::sql_query(format!("ALTER TABLE {from} RENAME TO {to}"));
    app.app
        .database
        .write(|connection| Ok(statement.clone().execute(connection)?))
        .unwrap();
}

#[test]
fn without_an_encoder_answers_are_found_and_a_note_says_how() {
    let (app, agent, csrf) = desk_with(|settings| settings.encoder = "off".into());
    let page = asked(&agent, &csrf);
    assert!(
        page.text.contains(BY_WORDS) && page.text.contains("value=\"insert:"),
        "{}",
        page.text
    );
    let searched = agent.get("/w/articles?q=c%C3%B3digo%20sim%20que%20falta");
    assert!(searched.text.contains("No llega el código") && searched.text.contains(BY_WORDS));
    assert!(!agent.get("/w/articles").text.contains(BY_WORDS));
    drop(app);
}

#[test]
fn where_suggestions_fail_the_page_says_so_and_searching_goes_on() {
    let (app, agent, csrf) = desk();
    let good = with_first(&agent, &asked(&agent, &csrf));
    rename(&app, "suggestions", "gone");
    let page = asked(&agent, &csrf);
    assert!(
        page.text.contains(BROKEN) && page.text.contains("action=\"/w/articles\""),
        "{}",
        page.text
    );
    assert!(page.text.contains(QUESTION) && !page.text.contains("name=\"outcome\""));
    // What was written stays.
    let written = press(
        &agent,
        "/w/reply/write",
        &good,
        &[("final_text", "Casi acabado."), ("do", "count")],
    );
    assert!(
        written.status == 200 && written.text.contains(BROKEN),
        "{}",
        written.text
    );
    assert_eq!(value_of(&written, "final_text"), "Casi acabado.");
    assert!(agent.get("/w/articles?q=SIM").text.contains("No llega el código"));
    rename(&app, "gone", "suggestions");
    let again = press(&agent, "/w/reply/write", &written, &[("do", "count")]);
    assert!(
        !again.text.contains(BROKEN) && again.text.contains("name=\"outcome\""),
        "{}",
        again.text
    );
    assert_eq!(value_of(&again, "final_text"), "Casi acabado.");
}

#[test]
fn while_suggestions_fail_an_internal_answer_stays_internal_and_the_suggestion_can_be_told_of() {
    let (app, agent, csrf) = desk();
    let id = internal(&app);
    let page = asked(&agent, &csrf);
    let page = press(&agent, "/w/reply/write", &page, &[("do", &format!("insert:{id}"))]);
    let link = format!("Mira {}", app.app.settings.public_url.to(&format!("/a/{id}")));
    let change = [("do", "count"), ("final_text", link.as_str())];
    rename(&app, "suggestions", "gone");
    let broken = press(&agent, "/w/reply/write", &page, &change);
    rename(&app, "gone", "suggestions");
    assert!(
        broken.text.contains(BROKEN) && broken.text.contains(LEAKS),
        "{}",
        broken.text
    );
    assert_eq!(value_of(&broken, "suggestion"), value_of(&page, "suggestion"));
    let sent = press(
        &agent,
        &outcome_path(&broken),
        &broken,
        &[("outcome", "sent"), ("final_text", "Te lo reenviamos.")],
    );
    assert_eq!(sent.status, 303, "{}", sent.text);
}
