//! Signing in, setting up, choosing colours.

use super::portal;
use crate::support::app::TestApp;
use precedent::domain::account::Role;

#[test]
fn signing_in_leads_back_and_never_away() {
    let app = portal();
    app.signed_in(Role::Editor);
    let visitor = app.visitor();
    let asked = visitor.get("/w/articles?state=validated");
    assert_eq!(
        (asked.status, asked.header("location")),
        (303, "/login?next=%2Fw%2Farticles%3Fstate%3Dvalidated")
    );
    let wrong = visitor.form("/login", &[("email", "editor@acme.example"), ("password", "nope")]);
    assert_eq!(wrong.status, 422);
    assert!(wrong.header("set-cookie").is_empty());
    let enter = |next: &str| {
        visitor.form(
            "/login",
            &[
                ("email", "editor@acme.example"),
                ("password", "a long enough password"),
                ("next", next),
            ],
        )
    };
    assert_eq!(enter("/w/me").header("location"), "/w/me");
    for elsewhere in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
    ] {
        assert_eq!(enter(elsewhere).header("location"), "/w/", "{elsewhere}");
    }
}

#[test]
fn forms_from_elsewhere_are_refused() {
    let app = portal();
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        for path in ["/login", "/theme"] {
            let answer = app
                .visitor()
                .with(name, value)
                .form(path, &[("theme", "dark"), ("email", "a"), ("password", "b")]);
            assert_eq!(answer.status, 403, "{name} {path}");
        }
    }
}

#[test]
fn trying_passwords_is_slowed_down() {
    let app = TestApp::with(|settings| settings.sign_ins_per_minute = 3);
    super::brand(&app);
    let tries: Vec<_> = (0..4)
        .map(|_| {
            app.visitor()
                .form("/login", &[("email", "x@acme.example"), ("password", "y")])
        })
        .collect();
    assert_eq!(
        tries.iter().map(|one| one.status).collect::<Vec<_>>(),
        [422, 422, 422, 429]
    );
    assert!(!tries[3].header("retry-after").is_empty());
}

#[test]
fn colours_are_remembered() {
    let app = portal();
    let chosen = app.visitor().form("/theme", &[("theme", "dark"), ("next", "/es/ask")]);
    assert_eq!(chosen.header("location"), "/es/ask");
    assert!(chosen.header("set-cookie").starts_with("theme=dark"), "{chosen:?}");
    assert_eq!(
        app.visitor()
            .form("/theme", &[("theme", "dark"), ("next", "//evil.example")])
            .header("location"),
        "/"
    );
}

#[test]
fn a_base_path_stands_before_every_link() {
    let app = TestApp::with(|settings| settings.public_url = format!("http://{}/ayuda", settings.listen));
    super::brand(&app);
    assert_eq!(app.visitor().get("/").header("location"), "/ayuda/es/");
    let home = app.visitor().get("/es/");
    assert_eq!(home.status, 200);
    for mark in ["href=\"/", "action=\"/", "src=\"/"] {
        for rest in home.text.split(mark).skip(1) {
            assert!(rest.starts_with("ayuda/"), "{mark}{}", &rest[..40.min(rest.len())]);
        }
    }
}

#[test]
fn what_was_sent_without_a_session_is_sent_after_signing_in() {
    let app = portal();
    app.signed_in(Role::Editor);
    let visitor = app.visitor();
    let written = [
        ("csrf", "of old"),
        ("title", "Dos \"veces\""),
        ("resolution", "Uno.\nDos."),
        ("do", "save"),
    ];
    let ended = visitor.form("/w/articles/new", &written);
    assert_eq!(ended.status, 422, "{}", ended.text);
    for kept in [
        "name=\"resume\" value=\"/w/articles/new\"",
        "name=\"kept:title\" value=\"Dos &quot;veces&quot;\"",
        "name=\"kept:resolution\" value=\"Uno.\nDos.\"",
    ] {
        assert!(ended.text.contains(kept), "{kept}: {}", ended.text);
    }
    assert!(!ended.text.contains("of old"));
    let enter = |password: &str| {
        let fields = [
            ("email", "editor@acme.example"),
            ("password", password),
            ("resume", "/w/articles/new"),
            ("kept:title", "Dos veces"),
        ];
        visitor.form("/login", &fields)
    };
    let wrong = enter("nope");
    assert!(
        wrong.status == 422 && wrong.text.contains("kept:title"),
        "{}",
        wrong.text
    );
    let resumed = enter("a long enough password");
    assert_eq!(resumed.status, 200, "{}", resumed.text);
    assert!(resumed.header("set-cookie").contains("precedent_session="));
    assert!(
        resumed.text.contains("action=\"/w/articles/new\"")
            && resumed.text.contains("name=\"title\" value=\"Dos veces\"")
    );
    let csrf = resumed
        .text
        .split("name=\"csrf\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let cookie = resumed.header("set-cookie").split(';').next().unwrap().to_owned();
    let sent = [
        ("csrf", csrf.unwrap()),
        ("title", "Dos veces"),
        ("resolution", "Uno."),
        ("do", "save"),
    ];
    let saved = app.visitor().with("cookie", &cookie).form("/w/articles/new", &sent);
    assert!(saved.header("location").ends_with("done=saved"), "{}", saved.text);
}

#[test]
fn a_form_of_another_site_is_kept_for_nobody() {
    let app = portal();
    let visitor = app.visitor().with("sec-fetch-site", "cross-site");
    let refused = visitor.form("/w/articles/new", &[("title", "x")]);
    assert!(
        refused.status != 422 && !refused.text.contains("kept:"),
        "{}",
        refused.text
    );
}
