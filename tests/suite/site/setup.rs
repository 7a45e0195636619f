//! The first steps of an installation, from the code in the log to something to look at.

use crate::support::app::{Caller, Reply, TestApp};
use precedent::{actions::account, db};

/// Somebody who carries the cookies that answers set.
struct Browser {
    caller: Caller,
    cookies: Vec<(String, String)>,
}

impl Browser {
    fn of(app: &TestApp) -> Self {
        Self {
            caller: app.visitor(),
            cookies: Vec::new(),
        }
    }

    fn caller(&self) -> Caller {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let all = pairs.collect::<Vec<_>>().join("; ");
        if all.is_empty() {
            self.caller.clone()
        } else {
            self.caller.clone().with("cookie", &all)
        }
    }

    fn get(&self, path: &str) -> Reply {
        self.caller().get(path)
    }

    fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let answer = self.caller().form(path, fields);
        let set = answer.header("set-cookie").split(';').next().unwrap_or_default();
        if let Some((name, value)) = set.split_once('=') {
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        answer
    }
}

const ACCOUNT: [(&str, &str); 3] = [
    ("name", "Lucía"),
    ("email", "l@acme.example"),
    ("password", "una larga contraseña"),
];

/// The field that proves a form to be the person's own.
fn csrf(page: &Reply) -> String {
    let rest = page.text.split("name=\"csrf\" value=\"").nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// An installation whose first admin is at the third page.
fn begun() -> (TestApp, Browser, String) {
    let app = TestApp::start();
    let code = account::setup_code(&app.app).unwrap().unwrap();
    let mut browser = Browser::of(&app);
    let chosen = browser.form("/setup", &[("locale", "es")]);
    assert_eq!(chosen.header("location"), "/setup/account");
    let mut fields = ACCOUNT.to_vec();
    fields.push(("code", &code));
    let made = browser.form("/setup/account", &fields);
    assert_eq!((made.status, made.header("location")), (303, "/setup/site"), "{made:?}");
    let token = csrf(&browser.get("/setup/site"));
    (app, browser, token)
}

#[test]
fn the_first_admin_needs_the_code_and_then_the_pages_are_theirs_alone() {
    let app = TestApp::start();
    let code = account::setup_code(&app.app).unwrap().unwrap();
    let visitor = app.visitor();
    assert_eq!(visitor.get("/login").header("location"), "/setup");
    for path in ["/setup/site", "/setup/channels", "/setup/content"] {
        assert_eq!(
            visitor.get(path).status,
            404,
            "{path} needs the account of the second page"
        );
    }
    let mut fields = ACCOUNT.to_vec();
    fields.push(("code", "000000"));
    let wrong = visitor.form("/setup/account", &fields);
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.text.contains("value=\"Lucía\"") && !wrong.text.contains("una larga"),
        "{}",
        wrong.text
    );
    fields.pop();
    fields.push(("code", &code));
    let made = visitor.form("/setup/account", &fields);
    let cookie = made.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    for path in [
        "/setup",
        "/setup/account",
        "/setup/site",
        "/setup/channels",
        "/setup/content",
    ] {
        assert_eq!(visitor.get(path).status, 404, "{path} is not for strangers any more");
        assert_eq!(visitor.form(path, &fields).status, 404, "{path}");
    }
}

#[test]
fn five_pages_lead_to_a_site_of_ones_own() {
    let (app, mut browser, token) = begun();
    let tested = browser.form(
        "/setup/site",
        &[
            ("csrf", &token),
            ("name", "Acme Ayuda"),
            ("locale_es", "1"),
            ("address", app.app.settings.public_url.to("").as_str()),
            ("do", "test"),
        ],
    );
    assert!(
        tested.text.contains("estás en esa dirección ahora mismo"),
        "{}",
        tested.text
    );
    let wrong = browser.form(
        "/setup/site",
        &[
            ("csrf", &token),
            ("name", "Acme Ayuda"),
            ("locale_es", "1"),
            ("address", "acme"),
            ("do", "next"),
        ],
    );
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("value=\"Acme Ayuda\"") && wrong.text.contains("value=\"acme\""));
    let stored = browser.form(
        "/setup/site",
        &[
            ("csrf", &token),
            ("name", "Acme Ayuda"),
            ("locale_es", "1"),
            ("address", "https://ayuda.acme.example"),
            ("do", "next"),
        ],
    );
    assert_eq!(stored.header("location"), "/setup/channels", "{}", stored.text);
    let kept = app
        .app
        .database
        .read(|connection| Ok::<_, precedent::error::Error>(db::settings::find(connection, db::settings::PUBLIC_URL)?));
    assert_eq!(kept.unwrap().as_deref(), Some("https://ayuda.acme.example"));
    let nothing = browser.form(
        "/setup/channels",
        &[("csrf", &token), ("kind", "x"), ("handle", " "), ("do", "add")],
    );
    assert_eq!(nothing.status, 422);
    let added = browser.form(
        "/setup/channels",
        &[("csrf", &token), ("kind", "x"), ("handle", "@AcmeAyuda"), ("do", "add")],
    );
    assert_eq!(added.header("location"), "/setup/channels", "{}", added.text);
    assert!(browser.get("/setup/channels").text.contains("AcmeAyuda"));
    let twice = browser.form(
        "/setup/channels",
        &[("csrf", &token), ("kind", "x"), ("handle", "AcmeAyuda"), ("do", "add")],
    );
    assert!(
        twice.status == 422 && twice.text.contains("Ese ya lo tienes"),
        "{}",
        twice.text
    );
    assert_eq!(
        browser.get("/setup").header("location"),
        "/setup/site",
        "who was interrupted goes on"
    );
    let ended = browser.form("/setup/content", &[("csrf", &token), ("do", "empty")]);
    assert_eq!(ended.header("location"), "/w/first");
    let first = browser.get("/w/first");
    for mark in [
        "Prueba una búsqueda",
        "Publica un borrador",
        "Invita a alguien",
        "ayuda.acme.example",
    ] {
        assert!(first.text.contains(mark), "{mark} {}", first.text);
    }
    assert_eq!(browser.get("/setup/content").status, 404, "ended is ended");
    assert_eq!(
        app.app.brand(Some("acme-ayuda")).unwrap().name,
        "Acme Ayuda",
        "the slug goes with the name"
    );
    let home = app.visitor().get("/es/");
    assert!(home.text.contains("Acme Ayuda"), "{}", home.text);
    assert_eq!(
        app.visitor().get("/en/").status,
        404,
        "the site has the languages that were chosen"
    );
}

#[test]
fn all_but_the_account_can_be_skipped_and_importing_is_a_way_out() {
    let (app, mut browser, token) = begun();
    for path in ["/setup/site", "/setup/channels"] {
        assert!(browser.get(path).text.contains("Saltar este paso"), "{path}");
    }
    let ended = browser.form("/setup/content", &[("csrf", &token), ("do", "import")]);
    assert_eq!(ended.header("location"), "/admin/import");
    assert_eq!(app.visitor().get("/es/").status, 200, "there is a brand to begin with");
    let forged = app
        .visitor()
        .form("/setup/content", &[("csrf", &token), ("do", "demo")]);
    assert_eq!(forged.status, 404);
}

#[test]
fn the_demo_is_shown_in_the_place_of_ones_own_site_and_can_be_put_away() {
    let (app, mut browser, token) = begun();
    browser.form(
        "/setup/site",
        &[
            ("csrf", &token),
            ("name", "Acme"),
            ("locale_es", "1"),
            ("address", "http://acme.example"),
            ("do", "next"),
        ],
    );
    let ended = browser.form("/setup/content", &[("csrf", &token), ("do", "demo")]);
    assert_eq!(ended.header("location"), "/w/first", "{}", ended.text);
    app.settle();
    let found = app.visitor().get("/es/search?q=me+han+cobrado+dos+veces");
    assert!(
        found.text.contains("class=\"best\"") && found.text.contains("Brizna"),
        "{}",
        found.text
    );
    let first = browser.get("/w/first");
    assert!(first.text.contains("Mostrar Acme"), "{}", first.text);
    browser.form("/w/first", &[("csrf", &token)]);
    let home = app.visitor().get("/es/");
    assert!(
        home.text.contains("Acme") && !home.text.contains("Brizna"),
        "{}",
        home.text
    );
}
