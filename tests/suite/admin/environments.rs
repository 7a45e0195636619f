//! What a brand's answers can be for: declared by an administrator, minded by suggestions and search.

use crate::{
    site,
    support::app::{TestApp, creation, published_as, send},
};
use precedent::{
    actions::{Actor, backup, portal, restore, revise},
    db,
    domain::{
        account::{Role, Scope},
        article::Parts,
        environment::Kind,
        id::ArticleId,
        locale::Locale,
    },
    error::Error,
};
use serde_json::{Value, json};

const PLATFORM: [(&str, &str); 2] = [
    ("name_0", "Plataforma"),
    ("values_0", "iOS: iphone, ipad\r\nAndroid: samsung, pixel"),
];

fn article(app: &TestApp, title: &str, environment: &str, tags: &[&str]) -> ArticleId {
    let brand = app.app.brand(Some("acme")).unwrap();
    let parts = Parts {
        title: title.into(),
        issue: "no puedo instalar la eSIM en el móvil".into(),
        environment: environment.into(),
        resolution: "Abre los ajustes y escanea el código.".into(),
        reply: "Abre los ajustes y escanea el código.".into(),
        ..Parts::default()
    };
    let new = revise::Creation {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..creation(brand.id, Locale::spanish(), parts)
    };
    published_as(&app.app, &new)
}

/// Two articles that say the same, for one platform each; that for iOS has more of the words.
fn desk() -> (TestApp, ArticleId, ArticleId) {
    let app = site::portal();
    let ios = article(&app, "Instalar la eSIM en el móvil nuevo", "iPhone 12 o posterior", &[]);
    let android = article(&app, "Instalar la eSIM", "", &["Android"]);
    for other in ["Factura de marzo", "Tienda de Murcia"] {
        article(&app, other, "", &[]);
    }
    app.settle();
    app.app
        .database
        .write(|connection| {
            db::settings::put(connection, db::settings::SUGGESTION_THRESHOLD, "0")?;
            Ok(())
        })
        .unwrap();
    (app, ios, android)
}

fn suggested(app: &TestApp, request: &Value) -> Vec<(String, f64, Vec<String>)> {
    let set = app
        .token(&[Scope::Suggest])
        .post("/api/v1/suggestions", request)
        .expect(200);
    let suggestions = set["suggestions"].as_array().unwrap().iter();
    suggestions
        .map(|one| {
            let why = one["why"].as_array().unwrap().iter();
            (
                one["article_id"].as_str().unwrap().to_owned(),
                one["confidence"].as_f64().unwrap(),
                why.map(|why| why.as_str().unwrap().to_owned()).collect(),
            )
        })
        .collect()
}

fn asked(text: &str) -> Value {
    json!({"text": text, "locale": "es", "channel": "x", "limit": 5})
}

const ABOUT: &str = "no puedo instalar la eSIM en el móvil nuevo, un Samsung";

#[test]
fn an_article_for_another_platform_comes_later_and_says_why() {
    let (app, ios, android) = desk();
    let before = suggested(&app, &asked(ABOUT));
    assert_eq!(before[0].0, ios.to_string(), "{before:?}");
    let admin = app.signed_in(Role::Admin);
    let set = send(&admin, "/admin/environments", &PLATFORM);
    assert_eq!(
        set.header("location"),
        "/admin/environments?done=environments",
        "{}",
        set.text
    );

    let after = suggested(&app, &asked(ABOUT));
    assert_eq!(after[0].0, android.to_string(), "{after:?}");
    assert!(after[0].2.contains(&"for Android".to_owned()), "{after:?}");
    let late = after.iter().find(|one| one.0 == ios.to_string()).unwrap();
    assert!(late.2.contains(&"for iOS, asked about Android".to_owned()), "{late:?}");
    assert!(late.1 < before[0].1 * 0.6, "{late:?} {before:?}");
    // Who names none gets what they got before.
    let plain = "no puedo instalar la eSIM en el móvil nuevo";
    let (named_none, why) = (suggested(&app, &asked(plain)), "for ");
    assert_eq!(named_none[0].0, ios.to_string());
    assert!(
        named_none
            .iter()
            .all(|one| !one.2.iter().any(|text| text.starts_with(why)))
    );

    let page = admin
        .0
        .form("/w/reply", &[("csrf", &admin.1), ("text", ABOUT), ("channel", "x")])
        .text;
    assert!(page.contains("Para iOS; preguntan por Android"), "{page}");
}

#[test]
fn the_last_turn_that_names_one_decides() {
    let (app, ios, android) = desk();
    let admin = app.signed_in(Role::Admin);
    send(&admin, "/admin/environments", &PLATFORM);
    let turns = |last: &str| {
        let turn = |role: &str, text: &str| json!({"role": role, "text": text});
        let earlier = "no puedo instalar la eSIM en el móvil nuevo, un iPhone";
        let turns = [
            turn("customer", earlier),
            turn("agent", "Escanea el código."),
            turn("customer", last),
        ];
        json!({"messages": turns, "locale": "es", "channel": "x", "limit": 5})
    };
    let first = |request: &Value| suggested(&app, request)[0].0.clone();
    assert_eq!(first(&turns("sigo sin poder instalar la eSIM")), ios.to_string());
    assert_eq!(first(&turns("¿y la eSIM en Android?")), android.to_string());
    let mut known = asked("no puedo instalar la eSIM en el móvil nuevo");
    known["environment"] = json!("Pixel 8, España");
    assert_eq!(first(&known), android.to_string());
}

#[test]
fn a_search_puts_what_is_for_another_platform_behind() {
    let (app, ios, android) = desk();
    let order = || -> Vec<String> {
        let path = "/api/v1/search?locale=es&q=instalar%20la%20eSIM%20en%20el%20m%C3%B3vil%20nuevo%20samsung";
        let mut hits = app.visitor().get(path).hits("article_id");
        hits.retain(|id| [ios, android].iter().any(|one| one.to_string() == *id));
        hits
    };
    assert_eq!(order(), [ios.to_string(), android.to_string()]);
    let admin = app.signed_in(Role::Admin);
    send(&admin, "/admin/environments", &PLATFORM);
    assert_eq!(order(), [android.to_string(), ios.to_string()]);
    // Emptied, all is as it was.
    send(&admin, "/admin/environments", &[("name_0", ""), ("values_0", "")]);
    assert_eq!(order(), [ios.to_string(), android.to_string()]);
}

#[test]
fn a_search_says_which_answer_is_for_another_platform() {
    let (app, ios, android) = desk();
    let admin = app.signed_in(Role::Admin);
    let asked = "instalar%20la%20eSIM%20en%20el%20m%C3%B3vil%20nuevo";
    let why = |query: &str| -> Vec<(String, Value)> {
        let found = app
            .visitor()
            .get(&format!("/api/v1/search?locale=es&q={query}"))
            .expect(200);
        let hits = found["hits"].as_array().unwrap().iter();
        hits.map(|hit| (hit["article_id"].as_str().unwrap().to_owned(), hit["why"].clone()))
            .collect()
    };
    let of = |id: ArticleId, found: &[(String, Value)]| {
        let hit = found.iter().find(|hit| hit.0 == id.to_string());
        hit.unwrap_or_else(|| panic!("{id} in {found:?}")).1.clone()
    };
    let (page, named) = (format!("/es/search?q={asked}%20samsung"), format!("{asked}%20samsung"));
    assert!(
        why(&named).iter().all(|hit| hit.1 == json!([])),
        "nothing is declared yet"
    );
    send(&admin, "/admin/environments", &PLATFORM);
    let found = why(&named);
    assert_eq!(of(ios, &found), json!(["for iOS, asked about Android"]));
    assert_eq!(of(android, &found), json!(["for Android"]));
    let shown = app.visitor().get(&page).text;
    assert_eq!(shown.matches("para iOS<").count(), 1, "{shown}");
    assert!(
        shown.contains("(preguntas por Android)") && !shown.contains("para Android"),
        "{shown}"
    );
    assert!(
        app.visitor()
            .get(&page.replace("/es/", "/en/").replace('?', "?lang=es&"))
            .text
            .contains("for iOS<")
    );
    // Who names no platform is told of none.
    assert!(why(asked).iter().all(|hit| hit.1 == json!([])));
    let plain = app.visitor().get(&format!("/es/search?q={asked}")).text;
    assert!(!plain.contains("para iOS"), "{plain}");
}

#[test]
fn what_is_for_another_platform_does_not_stand_out() {
    let app = site::portal();
    article(&app, "Instalar la eSIM en el móvil nuevo", "iPhone", &[]);
    app.settle();
    let path = "/es/search?q=instalar%20esim%20iphone";
    let stands_out = |path: &str| app.visitor().get(path).text.contains("class=\"best\"");
    let other = "/es/search?q=instalar%20esim%20samsung";
    let admin = app.signed_in(Role::Admin);
    send(&admin, "/admin/environments", &PLATFORM);
    assert!(stands_out(path) && !stands_out(other));
}

#[test]
fn what_cannot_be_read_is_refused_at_its_field_and_kept() {
    let (app, ..) = desk();
    let admin = app.signed_in(Role::Admin);
    let wrong = [("name_0", "Plataforma"), ("values_0", "iOS: iphone\nAndroid: iPhone")];
    let refused = send(&admin, "/admin/environments", &wrong);
    assert!(
        refused.status == 422
            && refused.text.contains("href=\"#values_0\"")
            && refused.text.contains("Dos valores se escriben igual")
            && refused.text.contains("Android: iPhone"),
        "{}",
        refused.text
    );
    for (name, values) in [("", "iOS"), ("País", ""), (&*"x".repeat(61), "iOS")] {
        let refused = send(&admin, "/admin/environments", &[("name_0", name), ("values_0", values)]);
        assert_eq!(refused.status, 422, "{name}");
    }
    let same = [
        ("name_0", "País"),
        ("values_0", "España"),
        ("name_1", "PAÍS"),
        ("values_1", "Perú"),
    ];
    assert_eq!(send(&admin, "/admin/environments", &same).status, 422);
    let forged = admin
        .0
        .form("/admin/environments", &[("csrf", "x"), PLATFORM[0], PLATFORM[1]]);
    assert_eq!(forged.status, 403);
    let (agent, csrf) = app.signed_in(Role::Agent);
    assert_eq!(
        agent
            .form("/admin/environments", &[("csrf", &csrf), PLATFORM[0]])
            .status,
        403
    );
    assert!(kinds(&app.app.database).is_empty());
}

fn kinds(database: &db::Database) -> Vec<Kind> {
    let read = database.read(|connection| {
        let brands = db::brand::list(connection)?;
        Ok::<_, Error>(db::environment::list(connection, brands[0].id)?)
    });
    read.unwrap()
}

#[test]
fn what_was_declared_is_written_down_and_in_a_backup() {
    let (app, ..) = desk();
    let admin = app.signed_in(Role::Admin);
    send(&admin, "/admin/environments", &PLATFORM);
    let page = admin.0.get("/admin/environments").text;
    assert!(
        page.contains("value=\"Plataforma\"") && page.contains("Android: samsung, pixel"),
        "{page}"
    );
    assert!(
        admin
            .0
            .get("/admin/audit")
            .text
            .contains("Cambió para qué pueden ser las respuestas")
    );
    let file = app.folder.path().join("backup");
    backup::run(&app.app.database, &file, &app.app.clock).unwrap();
    let fresh = crate::support::database::TestDatabase::new();
    restore::run(&fresh, &file, false).unwrap();
    assert_eq!(kinds(&fresh), kinds(&app.app.database));
    assert_eq!(kinds(&fresh).len(), 1);
    // An export writes it into the brand's file, from which another installation reads it.
    let brand = app.app.brand(Some("acme")).unwrap();
    let portal = app
        .app
        .database
        .read(|connection| portal::of(connection, &brand))
        .unwrap();
    assert_eq!(portal.environments, kinds(&app.app.database));
    let other = crate::support::archive::Archive::empty();
    portal::put(&other.app, Actor::default(), &portal).unwrap();
    assert_eq!(kinds(&other.app.database), portal.environments);
}

#[test]
fn readers_narrow_results_by_what_answers_are_for() {
    let (app, ios, android) = desk();
    let admin = app.signed_in(Role::Admin);
    let search = "/es/search?q=instalar+esim";
    assert!(
        !app.visitor().get(search).text.contains("Plataforma"),
        "nothing is declared yet"
    );
    let declared = [PLATFORM[0], PLATFORM[1], ("name_1", "País"), ("values_1", "Francia")];
    send(&admin, "/admin/environments", &declared);
    app.settle();

    let page = app.visitor().get(search).text;
    let narrowed = "/es/search?q=instalar+esim&amp;for=Plataforma%3AiOS";
    assert!(page.contains(">Plataforma</h2>") && page.contains(narrowed), "{page}");
    assert!(!page.contains("Francia"), "what nothing is for is not offered: {page}");
    let page = app.visitor().get(&narrowed.replace("&amp;", "&")).text;
    assert!(
        page.contains(&format!("/es/a/{ios}-")) && !page.contains(&format!("/es/a/{android}-")),
        "{page}"
    );
    assert!(page.contains("aria-current=\"true\"><bdi>iOS</bdi>"), "{page}");
    assert!(
        page.contains("<a class=\"btn s\" href=\"/es/search?q=instalar+esim\">"),
        "the filter goes: {page}"
    );
    let english = app.visitor().get("/en/search?q=instalar+esim&lang=es").text;
    assert!(english.contains(&format!("/es/a/{ios}-")), "{english}");
    assert!(!english.contains("Plataforma"), "the names are Spanish: {english}");
    let passed_over = app.visitor().get(&format!("{search}&for=Nada%3Aiva")).text;
    assert!(passed_over.contains(&format!("/es/a/{android}-")), "{passed_over}");

    let api = |query: &str| {
        app.visitor()
            .get(&format!("/api/v1/search?q=instalar+esim&locale=es{query}"))
            .json()
    };
    let all = api("");
    assert_eq!(
        all["environments"],
        json!([
            {"kind": "Plataforma", "value": "iOS", "count": 1},
            {"kind": "Plataforma", "value": "Android", "count": 1},
        ]),
        "{all}"
    );
    for wanted in ["&environment=android", "&environment=Plataforma:Android"] {
        let one = api(wanted);
        assert_eq!(
            (&one["total"], &one["hits"][0]["article_id"]),
            (&json!(1), &json!(android.to_string()))
        );
    }
    assert_eq!(api("&environment=iOS;Android")["total"], 0);
    assert_eq!(api("&environment=Windows")["total"], 0);
    // What is declared otherwise counts otherwise, with no article touched.
    send(
        &admin,
        "/admin/environments",
        &[PLATFORM[0], ("values_0", "Apple: iphone")],
    );
    app.settle();
    assert_eq!(
        api("")["environments"],
        json!([{"kind": "Plataforma", "value": "Apple", "count": 1}])
    );
}
