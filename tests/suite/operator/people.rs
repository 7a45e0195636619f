//! Admins decide who and what may come in.

use crate::{
    site::portal,
    support::{app::TestApp, between},
};
use precedent::{
    actions::{
        Actor,
        import::{self, Options, Report},
    },
    channels::{Format, Request},
    domain::account::{Role, Scope},
};

/// Imports JSON lines of conversations, and lets the server's own worker follow.
pub fn bring(app: &TestApp, lines: &str) -> Report {
    let path = app.folder.path().join("brought.jsonl");
    std::fs::write(&path, lines).unwrap();
    let request = Request {
        format: Format::Conversations,
        paths: vec![path],
        scratch: app.folder.path().into(),
    };
    let report = import::import(&app.app, Actor::default(), request, &Options::default(), &mut |_| {}).unwrap();
    app.settle();
    report
}

/// The id of the account with this address, as the page of people has it.
fn id_of(page: &str, email: &str) -> String {
    let rest = page.split_once(&format!("<span class=\"xs muted\">{email}")).unwrap().1;
    between(rest, "name=\"id\" value=\"", "\"").to_owned()
}

#[test]
fn only_admins_come_in_and_only_with_their_own_forms() {
    let app = portal();
    let (editor, csrf) = app.signed_in(Role::Editor);
    let (admin, _) = app.signed_in(Role::Admin);
    for page in [
        "people", "tokens", "privacy", "import", "export", "backup", "audit", "jobs",
    ] {
        let path = format!("/admin/{page}");
        assert_eq!(app.visitor().get(&path).status, 303, "{path}");
        assert_eq!(editor.get(&path).status, 403, "{path}");
        let shown = admin.get(&path);
        assert_eq!(shown.status, 200, "{path} {}", shown.text);
        if !["import", "audit"].contains(&page) {
            assert_eq!(editor.form(&path, &[("csrf", &csrf)]).status, 403, "{path}");
            assert_eq!(admin.form(&path, &[("csrf", "wrong")]).status, 403, "{path}");
        }
    }
}

#[test]
fn the_last_admin_cannot_be_locked_out() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let page = admin.get("/admin/people").text;
    let id = id_of(&page, "admin@acme.example");
    for fields in [
        [("do", "disable"), ("id", &id), ("role", "")],
        [("do", "role"), ("id", &id), ("role", "agent")],
    ] {
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields.map(|(name, value)| (name, value)));
        let refused = admin.form("/admin/people", &all);
        assert_eq!(refused.status, 422, "{}", refused.text);
        assert!(
            refused.text.contains("última persona que administra"),
            "{}",
            refused.text
        );
    }
    assert_eq!(admin.get("/admin/people").status, 200, "the session goes on");
    assert!(!admin.get("/admin/audit").text.contains("Quitó el acceso"));
}

#[test]
fn a_person_is_added_changed_and_loses_access_at_once() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let add = |email: &str| {
        admin.form(
            "/admin/people",
            &[
                ("csrf", &csrf),
                ("do", "add"),
                ("name", "Marta <V.>"),
                ("email", email),
                ("role", "agent"),
                ("locale", "es"),
            ],
        )
    };
    let added = add("marta@acme.example");
    assert_eq!(added.status, 200, "{}", added.text);
    let password = between(&added.text, "<dd><code>", "</code>").to_owned();
    assert!(!admin.get("/admin/people").text.contains(&password), "it is shown once");
    let again = add("marta@acme.example");
    assert_eq!(again.status, 422);
    assert!(
        again.text.contains("value=\"marta@acme.example\""),
        "what was typed stays"
    );

    let sign_in = |password: &str| {
        app.visitor()
            .form("/login", &[("email", "marta@acme.example"), ("password", password)])
    };
    let entered = sign_in(&password);
    let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
    let marta = app.visitor().with("cookie", &cookie);
    assert_eq!(marta.get("/w/me").status, 200);

    let id = id_of(&admin.get("/admin/people").text, "marta@acme.example");
    let act = |fields: &[(&str, &str)]| {
        let mut all = vec![("csrf", csrf.as_str()), ("id", id.as_str())];
        all.extend_from_slice(fields);
        admin.form("/admin/people", &all)
    };
    assert_eq!(marta.get("/w/articles/new").status, 403);
    assert_eq!(
        act(&[("do", "role"), ("role", "editor")]).header("location"),
        "/admin/people?done=role"
    );
    assert_eq!(marta.get("/w/articles/new").status, 200, "the new role counts at once");

    assert_eq!(act(&[("do", "disable")]).status, 303);
    assert_eq!(marta.get("/w/me").status, 303, "the session has ended");
    assert_eq!(sign_in(&password).status, 422);
    assert_eq!(act(&[("do", "enable")]).status, 303);
    assert_eq!(sign_in(&password).status, 303);
    let reset = act(&[("do", "password")]);
    let fresh = between(&reset.text, "<dd><code>", "</code>").to_owned();
    assert_eq!(sign_in(&password).status, 422);
    assert_eq!(sign_in(&fresh).status, 303);

    let audit = admin.get("/admin/audit?kind=account").text;
    for words in [
        "Añadió una cuenta",
        "Cambió un papel",
        "Quitó el acceso",
        "Devolvió el acceso",
        "Dio una contraseña nueva",
    ] {
        assert!(audit.contains(words), "{words} in {audit}");
    }
    assert!(!audit.contains(&fresh) && !audit.contains(&password));
}

#[test]
fn a_token_is_shown_once_and_may_what_it_says() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let refused = admin.form("/admin/tokens", &[("csrf", &csrf), ("do", "create"), ("name", "CRM")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Elige al menos un permiso"), "{}", refused.text);
    let made = admin.form(
        "/admin/tokens",
        &[
            ("csrf", &csrf),
            ("do", "create"),
            ("name", "CRM"),
            ("scope_read", "1"),
            ("days", "30"),
        ],
    );
    let key = between(&made.text, "<code class=\"key\">", "</code>").to_owned();
    let page = admin.get("/admin/tokens").text;
    assert!(
        !page.contains(&key) && page.contains("CRM") && page.contains("Nunca"),
        "{page}"
    );

    let program = app.visitor().with("authorization", &format!("Bearer {key}"));
    assert_eq!(program.get("/api/v1/conversations").status, 200);
    assert_eq!(program.put("/api/v1/conversations", &serde_json::json!([])).status, 403);
    assert!(!admin.get("/admin/tokens").text.contains("Nunca"), "its use is known");

    let id = between(&page, "name=\"id\" value=\"", "\"").to_owned();
    let revoked = admin.form("/admin/tokens", &[("csrf", &csrf), ("do", "revoke"), ("id", &id)]);
    assert_eq!(revoked.header("location"), "/admin/tokens?done=revoked");
    assert_eq!(program.get("/api/v1/conversations").status, 401);
}

#[test]
fn the_log_tells_who_did_what_page_by_page() {
    let app: TestApp = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let writer = app.token(&[Scope::Ingest]);
    for round in 0..60 {
        let line = serde_json::json!({"id": format!("c{round}"), "channel": "x", "brand": "acme",
            "messages": [{"id": "m", "role": "customer", "text": "hola"}]});
        assert!(writer.put("/api/v1/conversations", &line).status < 300);
    }
    admin.form(
        "/admin/privacy",
        &[
            ("csrf", &csrf),
            ("do", "allow"),
            ("contact", "phone"),
            ("phone", "900 100 200"),
        ],
    );
    let first = admin.get("/admin/audit").text;
    assert!(
        first.contains("Declaró público un contacto") && first.contains("phone 900 100 200"),
        "{first}"
    );
    assert!(first.contains(">admin<") && first.contains("programa"), "{first}");
    let next = between(&first, "rel=\"next\"", "</a>");
    assert!(!next.is_empty());
    let path = first
        .split("href=\"")
        .find(|rest| rest.starts_with("/admin/audit?after="))
        .unwrap();
    let second = admin.get(path.split('"').next().unwrap()).text;
    assert!(
        !second.contains("Declaró público") && second.contains("Trajo conversaciones"),
        "{second}"
    );
    let only = admin.get("/admin/audit?kind=brand").text;
    assert!(
        only.contains("Declaró público") && !only.contains("<td>Trajo conversaciones"),
        "{only}"
    );
    let id = between(&only, "<select class=\"field s\" name=\"person\">", "</select>");
    let id = id.split("value=\"").nth(2).unwrap().split('"').next().unwrap();
    let mine = admin.get(&format!("/admin/audit?person={id}")).text;
    assert!(
        mine.contains("<td>Declaró público") && !mine.contains("<td>Trajo"),
        "{mine}"
    );
}
