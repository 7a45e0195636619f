//! What an admin sets shows on the public pages, and what could not be read or shown is refused.

use crate::{
    site::portal,
    support::app::{Caller, Reply, TestApp, published, send},
};
use precedent::{
    actions::{self, Actor},
    db::{self, change_log, change_log::Entity},
    domain::{account::Role, position::Position},
    error::Error,
};
use ureq::http::Method;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01";

fn upload(admin: &(Caller, String), content: &[u8]) -> Reply {
    let mut body = format!(
        "--xyz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--xyz\r\nContent-Disposition: form-data; \
         name=\"logo\"; filename=\"logo.png\"\r\nContent-Type: image/png\r\n\r\n",
        admin.1
    )
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--xyz--\r\n");
    let caller = admin
        .0
        .clone()
        .with("content-type", "multipart/form-data; boundary=xyz");
    caller.send(Method::POST, "/admin/theme/logo", Some(body))
}

fn home(app: &TestApp, lang: &str) -> String {
    app.visitor().get(&format!("/{lang}/")).text
}

/// The path after `mark` on a page, up to the next quote.
fn path_after<'a>(page: &'a str, mark: &str) -> Option<&'a str> {
    page.split(mark).nth(1)?.split('"').next()
}

/// What the two logs say last.
fn logged(app: &TestApp) -> (String, Option<Entity>) {
    // What the index has applied is no longer held back from followers.
    app.settle();
    app.app
        .database
        .read(|connection| {
            let audit = db::audit::list(connection, &db::audit::Filter::default(), None, 1)?;
            let changes = change_log::after(connection, Position::default(), 1000)?;
            let action = audit.items.first().map(|entry| entry.action.clone());
            Ok::<_, Error>((action.unwrap_or_default(), changes.last().map(|change| change.entity)))
        })
        .unwrap()
}

const COLOURS: [(&str, &str); 10] = [
    ("light_accent", "#7a1f5c"),
    ("light_on_accent", "#ffffff"),
    ("light_accent_soft", "#f6e3ef"),
    ("light_hero", "#4d1239"),
    ("light_hero_2", "#efcfe2"),
    ("dark_accent", "#f0a3d2"),
    ("dark_on_accent", "#2c0a20"),
    ("dark_accent_soft", "#3d1a30"),
    ("dark_hero", "#3a0e2b"),
    ("dark_hero_2", "#e3b6d1"),
];

#[test]
fn words_of_the_brand_show_on_the_home_page() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    assert!(home(&app, "es").contains("Acme &amp; Hijos"));
    let set = send(
        &admin,
        "/admin/site",
        &[
            ("do", "words"),
            ("name", "Brizna"),
            ("title_es", "Pregunta <lo que sea>"),
            ("emails", "ayuda@brizna.example\n\nhola@brizna.example"),
        ],
    );
    assert_eq!(set.header("location"), "/admin/site?done=set", "{}", set.text);
    assert!(
        admin
            .0
            .get("/admin/site?done=set")
            .text
            .contains("Guardado. Ya se ve en el sitio.")
    );
    assert_eq!(logged(&app), ("brand.words".into(), Some(Entity::Brand)));
    let page = home(&app, "es");
    assert!(
        page.contains("<h1>Pregunta &lt;lo que sea&gt;</h1>") && page.contains("Brizna"),
        "{page}"
    );
    assert!(
        home(&app, "en").contains("Someone has asked before"),
        "English keeps the text that comes with it"
    );
    let brand = app.app.brand(None).unwrap();
    assert!(brand.allow_list.contains("hola@brizna.example"), "{}", brand.allow_list);
    app.settle();
}

#[test]
fn a_form_that_is_refused_keeps_what_was_typed_and_changes_nothing() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let refused = send(
        &admin,
        "/admin/site",
        &[
            ("do", "words"),
            ("name", " "),
            ("host", "no host"),
            ("title_es", "Mi título"),
        ],
    );
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Hay un problema") && refused.text.contains("<title>Error:"));
    assert!(refused.text.contains("href=\"#name\"") && refused.text.contains("value=\"Mi título\""));
    assert!(home(&app, "es").contains("Acme &amp; Hijos"));
    let strange = admin.0.form("/admin/site", &[("csrf", "other"), ("name", "Otra")]);
    assert_eq!(strange.status, 403);
}

#[test]
fn an_incident_shows_in_both_languages_on_every_page_and_ends_with_one_button() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let id = published(&app.app, "acme", "Factura", "Mira la app.");
    app.settle();
    let article = app.visitor().get(&format!("/a/{id}")).header("location").to_owned();
    let shown = send(
        &admin,
        "/admin/site",
        &[
            ("do", "incident"),
            ("incident_es", "Sin fibra en Murcia"),
            ("incident_en", "No fibre in Murcia"),
            ("since", "2026-03-01T10:40"),
        ],
    );
    assert_eq!(shown.header("location"), "/admin/site?done=incident", "{}", shown.text);
    for (path, words) in [
        ("/es/", "Sin fibra en Murcia"),
        ("/en/", "No fibre in Murcia"),
        ("/es/ask", "Sin fibra en Murcia"),
        ("/en/search?q=x", "No fibre in Murcia"),
        (article.as_str(), "Sin fibra en Murcia"),
        ("/es/nada", "Sin fibra en Murcia"),
    ] {
        let page = app.visitor().get(path).text;
        assert!(
            page.contains(words) && page.contains("role=\"status\""),
            "{path}: {page}"
        );
    }
    let ended = send(&admin, "/admin/site", &[("do", "end")]);
    assert_eq!(ended.header("location"), "/admin/site?done=incident_end");
    assert_eq!(logged(&app).0, "brand.incident_end");
    for path in ["/es/", "/en/", "/es/ask"] {
        assert!(!app.visitor().get(path).text.contains("Murcia"), "{path}");
    }
    assert!(
        admin.0.get("/admin/site").text.contains("Sin fibra en Murcia"),
        "its words stay for the next time"
    );
}

#[test]
fn an_incident_in_one_language_shows_in_it_everywhere_and_not_before_its_time() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let empty = send(&admin, "/admin/site", &[("do", "incident")]);
    assert_eq!(empty.status, 422, "a notice needs words");
    let notice = [
        ("do", "incident"),
        ("incident_es", "Sin fibra"),
        ("since", "2026-03-01T12:01"),
    ];
    send(&admin, "/admin/site", &notice);
    assert!(!home(&app, "es").contains("Sin fibra"), "it begins in a minute");
    send(
        &admin,
        "/admin/site",
        &[("do", "incident"), ("incident_es", "Sin fibra"), ("since", "")],
    );
    assert!(home(&app, "en").contains("<b lang=\"es\" dir=\"auto\">Sin fibra</b>"));
}

#[test]
fn colours_that_can_be_read_come_from_a_stylesheet_of_our_own() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    assert!(path_after(&home(&app, "es"), "href=\"/look/").is_none());
    let mut fields = COLOURS.to_vec();
    fields.push(("do", "colours"));
    let set = send(&admin, "/admin/theme", &fields);
    assert_eq!(set.header("location"), "/admin/theme?done=set", "{}", set.text);
    assert_eq!(logged(&app), ("brand.colours".into(), Some(Entity::Brand)));
    let page = home(&app, "es");
    let style = format!("/look/{}", path_after(&page, "href=\"/look/").unwrap());
    let sheet = app.visitor().get(&style);
    assert!(
        sheet.text.contains("--accent:light-dark(#7a1f5c,#f0a3d2)"),
        "{}",
        sheet.text
    );
    assert_eq!(sheet.header("content-type"), "text/css; charset=utf-8");
    assert!(sheet.header("cache-control").contains("immutable"));
    assert_eq!(app.visitor().get("/look/acme.0000000000.css").status, 404);
    send(&admin, "/admin/theme", &[("do", "reset")]);
    assert!(path_after(&home(&app, "es"), "href=\"/look/").is_none());
}

#[test]
fn a_pair_of_poor_contrast_is_refused_with_both_numbers_and_nothing_changes() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let before = app.app.brand(None).unwrap();
    let mut fields: Vec<_> = COLOURS
        .iter()
        .filter(|(name, _)| *name != "light_accent")
        .copied()
        .collect();
    fields.extend([("light_accent", "#ffd54f"), ("do", "colours")]);
    let refused = send(&admin, "/admin/theme", &fields);
    assert_eq!(refused.status, 422);
    // White on #ffd54f is 1.41 to 1.
    let words = "el contraste es de 1,41 a 1 y tiene que ser de 4,5 a 1 como mínimo.";
    assert!(refused.text.contains(words), "{}", refused.text);
    assert!(refused.text.contains("href=\"#light_accent\""));
    assert!(refused.text.contains("value=\"#ffd54f\"") && refused.text.contains("value=\"#4d1239\""));
    assert_eq!(app.app.brand(None).unwrap(), before);
    assert!(path_after(&home(&app, "es"), "href=\"/look/").is_none());
    fields.retain(|(name, _)| *name != "dark_hero");
    fields.push(("dark_hero", "red;}body{"));
    assert_eq!(send(&admin, "/admin/theme", &fields).status, 422);
}

#[test]
fn a_logo_is_served_as_what_it_is_and_programs_are_refused() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    for rubbish in [
        &b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"[..],
        b"",
        b"GIF89a",
    ] {
        assert_eq!(upload(&admin, rubbish).status, 422, "{rubbish:?}");
    }
    let mut large = PNG.to_vec();
    large.resize(201 * 1024, 0);
    assert_eq!(upload(&admin, &large).status, 422);
    assert!(path_after(&home(&app, "es"), "src=\"/look/").is_none());
    let set = upload(&admin, PNG);
    assert_eq!(set.header("location"), "/admin/theme?done=set", "{}", set.text);
    let page = home(&app, "es");
    let logo = format!("/look/{}", path_after(&page, "src=\"/look/").unwrap());
    let head = app.visitor().send(Method::HEAD, &logo, None);
    assert_eq!((head.status, head.header("content-type")), (200, "image/png"));
    assert_eq!(head.header("content-length"), PNG.len().to_string());
    assert_eq!(head.header("x-content-type-options"), "nosniff");
    assert!(head.header("cache-control").contains("immutable"));
    let (stranger, csrf) = (app.visitor(), admin.1.clone());
    assert_eq!(upload(&(stranger, csrf), PNG).status, 303, "a stranger signs in first");
    let removed = send(&admin, "/admin/theme/logo", &[]);
    assert_eq!(removed.status, 400, "another kind of form is not read");
}

#[test]
fn a_page_of_text_is_the_brands_own_in_one_language_and_ours_in_the_other() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let set = send(
        &admin,
        "/admin/site/privacy",
        &[
            ("text_es", "## Quiénes somos\n\n**Acme** <script>alert(1)</script>"),
            ("text_en", ""),
        ],
    );
    assert_eq!(set.header("location"), "/admin/site/privacy?done=set", "{}", set.text);
    let page = app.visitor().get("/es/p/privacy").text;
    assert!(
        page.contains("Quiénes somos</h2>") && page.contains("<strong>Acme</strong>"),
        "{page}"
    );
    assert!(!page.contains("<script>alert"));
    assert!(app.visitor().get("/en/p/privacy").text.contains("without an account"));
    send(&admin, "/admin/site/privacy", &[("text_es", ""), ("text_en", "")]);
    assert!(app.visitor().get("/es/p/privacy").text.contains("se lee sin cuenta"));
    assert_eq!(admin.0.get("/admin/site/other").status, 404);
}

#[test]
fn what_was_set_goes_along_with_an_export_without_the_logo() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let mut fields = COLOURS.to_vec();
    fields.push(("do", "colours"));
    send(&admin, "/admin/theme", &fields);
    upload(&admin, PNG);
    send(
        &admin,
        "/admin/site/privacy",
        &[("text_es", "**Acme**"), ("text_en", "")],
    );
    send(
        &admin,
        "/admin/site",
        &[("do", "incident"), ("incident_es", "Sin fibra")],
    );
    send(&admin, "/admin/topics", &[("do", "add"), ("name_es", "Facturas")]);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    actions::export::export(&app.app, &out).unwrap();
    let written = actions::portal::all(&[out]).unwrap().remove(0);
    let look = written.look.clone().unwrap();
    assert!(look.logo.is_none() && look.incident.is_on && look.colours.is_some());
    assert_eq!(written.pages["privacy"].len(), 1);
    let other = TestApp::start();
    let brand = actions::portal::put(&other.app, Actor::default(), &written).unwrap();
    assert!(home(&other, "es").contains("Sin fibra") && home(&other, "es").contains("/look/acme."));
    assert!(
        other
            .visitor()
            .get("/es/p/privacy")
            .text
            .contains("<strong>Acme</strong>")
    );
    let again = other
        .app
        .database
        .read(|connection| actions::portal::of(connection, &other.app.brand(None)?));
    assert_eq!(again.unwrap(), written, "{brand:?}");
}

/// Also what an audit entry says of who did it.
#[test]
fn the_audit_log_names_who_did_it() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    send(&admin, "/admin/site", &[("do", "end")]);
    let entry = app
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::audit::list(connection, &db::audit::Filter::default(), None, 1)?))
        .unwrap()
        .items
        .remove(0);
    assert!(entry.account_id.is_some() && entry.detail == "acme", "{entry:?}");
    assert_ne!(Actor::default().account_id, entry.account_id);
}

#[test]
fn an_incident_tells_when_there_is_more_and_what_to_do_meanwhile() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let tell = |next: &str, more: &str| {
        let fields = [
            ("do", "incident"),
            ("incident_es", "Sin fibra en Murcia"),
            ("since", "2026-03-01T10:40"),
            ("next", next),
            ("more", more),
        ];
        send(&admin, "/admin/site", &fields)
    };
    let early = tell("2026-03-01T10:00", "");
    assert!(
        early.status == 422 && early.text.contains("href=\"#next\""),
        "{}",
        early.text
    );
    for place in ["nowhere", "//evil.example", "javascript:alert(1)", "http://a.example"] {
        let odd = tell("", place);
        assert!(
            odd.status == 422 && odd.text.contains("href=\"#more\""),
            "{place}: {}",
            odd.text
        );
    }
    assert_eq!(tell("2026-03-01T14:30", "/es/ask").status, 303);
    let page = home(&app, "es");
    assert!(page.contains("próxima actualización a las 14:30 UTC"), "{page}");
    assert!(page.contains("href=\"/es/ask\">Ver qué hacer mientras"), "{page}");
    assert!(home(&app, "en").contains("next update at 14:30 UTC"));
    assert_eq!(tell("2026-03-02T09:00", "https://estado.example").status, 303);
    let page = home(&app, "es");
    assert!(
        page.contains("2 mar 2026, 9:00 UTC") && page.contains("href=\"https://estado.example\""),
        "{page}"
    );
}
