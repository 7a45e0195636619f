//! The page on which a precision is chosen, in a browser without a script.

use crate::{
    site::portal,
    support::{
        app::{TestApp, published, send},
        archive::conversation,
        wait_for,
    },
};
use precedent::{
    db,
    domain::{
        account::{Role, Scope},
        job::{JobKind, JobState},
    },
    error::Error,
};
use serde_json::json;

/// Waits for the measuring to end.
fn measured(app: &TestApp) {
    wait_for(|| {
        let jobs = app
            .app
            .database
            .read(|connection| Ok::<_, Error>(db::job::list(connection, Some(JobKind::Measure), 1)?))
            .unwrap();
        let is_done = jobs.first().is_some_and(|job| job.state == JobState::Done);
        is_done.then_some(()).ok_or_else(|| format!("{jobs:?}"))
    });
}

#[test]
fn a_precision_is_chosen_from_what_is_known() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let page = admin.0.get("/admin/site").text;
    assert!(
        page.contains("Aún no se ha medido") && page.contains("conjuntos públicos"),
        "{page}"
    );
    let without = send(&admin, "/admin/site", &[("do", "precision")]);
    assert!(
        without.status == 422 && without.text.contains("href=\"#precision\""),
        "{}",
        without.text
    );
    let forged = admin.0.form(
        "/admin/site",
        &[("csrf", "x"), ("do", "precision"), ("precision", "90")],
    );
    assert_eq!(forged.status, 403);
    let set = send(&admin, "/admin/site", &[("do", "precision"), ("precision", "90")]);
    assert_eq!(set.header("location"), "/admin/site?done=threshold", "{}", set.text);
    assert!((app.app.suggestion_threshold().unwrap() - 0.8).abs() < 1e-9);
    assert_eq!(
        send(&admin, "/admin/site", &[("do", "precision"), ("precision", "95")]).status,
        422
    );
}

#[test]
fn measuring_runs_in_the_background_and_shows_what_it_found() {
    let app = portal();
    let article = published(
        &app.app,
        "acme",
        "Cambiar la contraseña",
        "En los ajustes, en Seguridad.",
    );
    let program = app.token(&[Scope::Ingest, Scope::Curate, Scope::Read]);
    for number in 0..32 {
        let asked = format!("olvidé la contraseña, caso {number}");
        let told = conversation(&format!("c{number}"), &asked, "Mira esto.");
        let stored = program.put("/api/v1/conversations", &told).expect(200);
        let id = stored["results"][0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{stored}"))
            .to_owned();
        let linked = program.post(
            &format!("/api/v1/conversations/{id}/links"),
            &json!({"article_id": article}),
        );
        assert!(linked.status < 300, "{linked:?}");
    }
    app.settle();
    let admin = app.signed_in(Role::Admin);
    let started = send(&admin, "/admin/site", &[("do", "measure")]);
    assert_eq!(
        started.header("location"),
        "/admin/site?done=measuring",
        "{}",
        started.text
    );
    measured(&app);
    let page = admin.0.get("/admin/site").text;
    assert!(
        page.contains("32 mensajes tuyos") && page.contains("Medir otra vez"),
        "{page}"
    );
    assert!(!page.contains("conjuntos públicos"), "{page}");
    let set = send(&admin, "/admin/site", &[("do", "precision"), ("precision", "90")]);
    assert_eq!(set.status, 303, "{}", set.text);
    assert!(app.app.suggestion_threshold().unwrap() < 0.8, "all of them were right");
    let jobs = admin.0.get("/admin/jobs").text;
    assert!(jobs.contains("Precisión de las sugerencias"), "{jobs}");
}
