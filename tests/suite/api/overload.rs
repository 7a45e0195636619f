//! Too much at once: what a question means is left out before the answer is late, and the answer says so.

use crate::support::{
    app::{TestApp, published},
    archive::with_encoder,
};
use precedent::domain::account::Scope;
use serde_json::{Value, json};

fn desk() -> TestApp {
    let app = TestApp::with(with_encoder);
    crate::site::brand(&app);
    published(&app.app, "acme", "Cambiar la contraseña", "En Ajustes, en Seguridad.");
    published(&app.app, "acme", "Devolver un pedido", "Tienes treinta días.");
    app.settle();
    app.settle_meaning(2);
    app
}

fn suggestion(app: &TestApp) -> Value {
    let asked = json!({"text": "quiero cambiar la contraseña de acceso", "locale": "es", "channel": "x"});
    app.token(&[Scope::Suggest])
        .post("/api/v1/suggestions", &asked)
        .expect(200)
}

fn metric(app: &TestApp, name: &str) -> usize {
    let metrics = app.visitor().get("/metrics").text;
    let line = metrics.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
    line.unwrap().parse().unwrap()
}

fn dropped(app: &TestApp) -> usize {
    metric(app, "precedent_meaning_dropped_total{reason=\"crowd\"}")
}

fn says_so(set: &Value) -> Vec<bool> {
    let suggestions = set["suggestions"].as_array().unwrap();
    let alone = |one: &Value| {
        let why = one["why"].as_array().unwrap();
        why.iter()
            .any(|why| why.as_str().unwrap().starts_with("by words alone"))
    };
    suggestions.iter().map(alone).collect()
}

#[test]
fn under_too_much_at_once_a_suggestion_goes_by_words_and_says_so() {
    let app = desk();
    let calm = suggestion(&app);
    assert_eq!((calm["meaning_dropped"].clone(), dropped(&app)), (json!(false), 0));
    assert!(!says_so(&calm).contains(&true), "{calm}");

    let held: Vec<_> = std::iter::from_fn(|| app.app.meaning.permit()).collect();
    assert_eq!(metric(&app, "precedent_meaning_in_flight"), held.len());
    let before = dropped(&app);
    let pressed = suggestion(&app);
    assert_eq!(pressed["meaning_dropped"], true, "{pressed}");
    assert_eq!(pressed["suggestions"][0]["title"], "Cambiar la contraseña");
    assert!(says_so(&pressed).iter().all(|says| *says), "{pressed}");
    assert_eq!(dropped(&app), before + 1);
    assert_ne!(
        pressed["suggestions"][0]["confidence"], calm["suggestions"][0]["confidence"],
        "the other weights"
    );

    drop(held);
    let again = suggestion(&app);
    assert_eq!(again["meaning_dropped"], false);
    assert!(!says_so(&again).contains(&true), "{again}");
    assert_ne!(
        again["suggestions"][0]["confidence"], pressed["suggestions"][0]["confidence"],
        "the first weights"
    );
}

#[test]
fn a_search_says_so_too_and_is_not_kept() {
    let app = desk();
    let found = || {
        let path = "/api/v1/search?locale=es&q=wie%20%C3%A4ndere%20ich%20mein%20kennwort";
        app.visitor().get(path).expect(200)
    };
    let held: Vec<_> = std::iter::from_fn(|| app.app.meaning.permit()).collect();
    let before = dropped(&app);
    let pressed = found();
    assert_eq!(
        (&pressed["meaning_dropped"], &pressed["total"]),
        (&json!(true), &json!(0))
    );
    assert!(dropped(&app) > before);
    let page = || {
        app.visitor()
            .get("/es/search?q=wie%20%C3%A4ndere%20ich%20mein%20kennwort")
            .text
    };
    let note = "hemos mirado solo tus palabras tal cual";
    assert!(page().contains(note), "{}", page());
    drop(held);
    assert!(!page().contains(note), "{}", page());
    let calm = found();
    assert_eq!(calm["meaning_dropped"], false);
    assert_eq!(calm["hits"][0]["title"], "Cambiar la contraseña");
}
