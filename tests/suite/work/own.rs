//! What people change for themselves, and what an admin sets for all.

use crate::{
    site::portal,
    support::app::{Caller, TestApp, add_brand, published},
};
use precedent::{
    actions::sign_in,
    db::brand::NewBrand,
    domain::{account::Role, locale::Locale},
    web::session::COOKIE,
};

#[test]
fn a_new_password_ends_the_other_sessions() {
    let app = portal();
    let (admin, _) = app.signed_in(Role::Admin);
    let (agent, csrf) = app.signed_in(Role::Agent);
    let other = sign_in::sign_in(&app.app, "agent@acme.example", "a long enough password").unwrap();
    let other: Caller = app.visitor().with("cookie", &format!("{COOKIE}={}", other.key));
    assert_eq!(other.get("/w/me").status, 200);
    let send = |present: &str, password: &str| {
        let fields = [("csrf", csrf.as_str()), ("present", present), ("password", password)];
        agent.form("/w/me/password", &fields)
    };
    let wrong = send("not it", "another long password");
    assert!(
        wrong.status == 422 && wrong.text.contains("No es tu contraseña actual"),
        "{wrong:?}"
    );
    assert_eq!(send("a long enough password", "short").status, 422);
    assert_eq!(other.get("/w/me").status, 200);
    let changed = send("a long enough password", "another long password");
    assert_eq!(changed.header("location"), "/w/me?done=password", "{changed:?}");
    assert_eq!(agent.get("/w/me").status, 200, "one's own session goes on");
    assert_eq!(other.get("/w/me").status, 303, "the other one has ended");
    assert!(sign_in::sign_in(&app.app, "agent@acme.example", "a long enough password").is_err());
    assert!(sign_in::sign_in(&app.app, "agent@acme.example", "another long password").is_ok());
    assert!(admin.get("/admin/audit").text.contains("Dio una contraseña nueva"));
}

#[test]
fn the_threshold_is_set_in_the_browser_and_used_at_once() {
    let app = portal();
    for title in ["No llega el código de la SIM", "Factura"] {
        published(&app.app, "acme", title, "Apaga el móvil, saca la SIM y espera.");
    }
    app.settle();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let offered = || {
        let asked = [
            ("csrf", csrf.as_str()),
            ("text", "no llega el código de la SIM"),
            ("channel", "x"),
        ];
        admin.form("/w/reply", &asked).text.contains("value=\"insert:")
    };
    let set = |value: &str| {
        let fields = [("csrf", csrf.as_str()), ("do", "threshold"), ("threshold", value)];
        admin.form("/admin/site", &fields)
    };
    assert!(offered());
    assert!(set("1").header("location").ends_with("done=threshold"));
    assert!(!offered());
    assert!(set("0,1").header("location").ends_with("done=threshold"));
    assert!(offered() && admin.get("/admin/site").text.contains("value=\"0.1\""));
    for wrong in ["2", "-1", "mucho", "NaN"] {
        let refused = set(wrong);
        assert!(
            refused.status == 422 && refused.text.contains("de 0 a 1"),
            "{wrong}: {refused:?}"
        );
    }
    set("");
    assert!(admin.get("/admin/site").text.contains("value=\"0.5\""));
    let (agent, csrf) = app.signed_in(Role::Agent);
    assert_eq!(
        agent
            .form(
                "/admin/site",
                &[("csrf", &csrf), ("do", "threshold"), ("threshold", "0")]
            )
            .status,
        403
    );
}

/// Another brand, at a host that nobody reaches from here.
fn second(app: &TestApp) {
    let new = NewBrand {
        slug: "luz".into(),
        name: "Luz del Norte".into(),
        locales: vec![Locale::spanish()],
        host: Some("luz.example".into()),
        allow_list: "{}".into(),
    };
    add_brand(&app.app, &new);
}

#[test]
fn an_admin_turns_to_another_brand() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    assert!(
        !admin.get("/admin/").text.contains("/@acme/"),
        "one brand: nothing to choose"
    );
    second(&app);
    published(&app.app, "luz", "Corte de luz", "Espera.");
    app.settle();
    let page = admin.get("/admin/");
    assert!(
        page.text.contains("href=\"/@luz/admin/\"") && page.text.contains("href=\"/@acme/admin/\""),
        "{}",
        page.text
    );
    let there = admin.get("/@luz/admin/site");
    assert!(
        there.status == 200 && there.text.contains("value=\"Luz del Norte\""),
        "{there:?}"
    );
    assert!(there.text.contains("action=\"/@luz/admin/site\""), "{}", there.text);
    let renamed = [
        ("csrf", csrf.as_str()),
        ("do", "words"),
        ("name", "Luz del Sur"),
        ("host", "luz.example"),
    ];
    let set = admin.form("/@luz/admin/site", &renamed);
    assert!(set.header("location").starts_with("/@luz/admin/site?done="), "{set:?}");
    let names: Vec<_> = app
        .app
        .brands()
        .unwrap()
        .iter()
        .map(|brand| brand.name.clone())
        .collect();
    assert_eq!(names, ["Acme & Hijos", "Luz del Sur"], "only that brand was changed");
    assert!(admin.get("/@luz/w/articles").text.contains("Corte de luz"));
    assert!(!admin.get("/w/articles").text.contains("Corte de luz"));

    // Nobody comes in there without a session, and visitors find nothing.
    let stranger = app.visitor();
    assert!(
        stranger
            .get("/@luz/admin/site")
            .header("location")
            .starts_with("/@luz/login")
    );
    for path in [
        "/@luz/",
        "/@luz/es/",
        "/@luz/es/search?q=luz",
        "/@luz/api/v1/articles",
        "/@nobody/admin/",
        "/@luz",
    ] {
        assert_eq!(stranger.get(path).status, 404, "{path}");
    }
    let (agent, _) = app.signed_in(Role::Agent);
    assert_eq!(agent.get("/@luz/admin/").status, 403);
}
