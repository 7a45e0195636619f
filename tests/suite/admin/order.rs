//! Languages, topics and channels: what an admin changes is what visitors find.

use crate::{
    site::portal,
    support::app::{TestApp, published, send},
};
use precedent::{
    actions::{Actor, portal::OwnChannel, portal::add_channel, revise},
    domain::account::Role,
};

/// The ids on a list of these pages, in its order.
fn ids(page: &str, start: &str) -> Vec<String> {
    let mark = format!("href=\"{start}/");
    let links = page.split(&mark).skip(1);
    links.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Publishes an article and puts it under a topic.
fn article_under(app: &TestApp, title: &str, topic: &str) {
    let id = published(&app.app, "acme", title, "Mira la app.");
    let change = revise::Revision {
        topics: Some(vec![topic.to_owned()]),
        ..revise::Revision::default()
    };
    revise::revise(&app.app, Actor::default(), id, None, &change).unwrap();
    app.settle();
}

#[test]
fn a_language_is_added_made_the_main_one_and_removed() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    assert_eq!(app.visitor().get("/pt/").status, 404);
    assert_eq!(
        send(&admin, "/admin/languages", &[("do", "add"), ("locale", "pt")]).status,
        303
    );
    assert_eq!(app.visitor().get("/pt/").status, 200);
    for refused in ["pt", "no language", ""] {
        let again = send(&admin, "/admin/languages", &[("do", "add"), ("locale", refused)]);
        assert_eq!(again.status, 422, "{refused}");
        assert!(again.text.contains("href=\"#locale\""));
    }
    assert_eq!(app.visitor().get("/").header("location"), "/es/");
    send(&admin, "/admin/languages", &[("do", "own:en")]);
    assert_eq!(app.visitor().get("/").header("location"), "/en/");
    assert_eq!(
        send(&admin, "/admin/languages", &[("do", "remove:en")]).status,
        422,
        "the main one stays"
    );
    assert_eq!(send(&admin, "/admin/languages", &[("do", "remove:pt")]).status, 303);
    assert_eq!(app.visitor().get("/pt/").status, 404);
}

#[test]
fn a_language_with_published_articles_stays_and_says_why() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    published(&app.app, "acme", "Factura", "Mira la app.");
    send(&admin, "/admin/languages", &[("do", "own:en")]);
    assert!(
        admin
            .0
            .get("/admin/languages")
            .text
            .contains("Con artículos publicados no se puede quitar")
    );
    let refused = send(&admin, "/admin/languages", &[("do", "remove:es")]);
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Archívalos antes"), "{}", refused.text);
    assert_eq!(app.visitor().get("/es/").status, 200);
}

#[test]
fn topics_are_added_named_moved_and_hidden() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    for (es, en) in [("Facturas", "Bills"), ("Averías", "")] {
        let added = send(
            &admin,
            "/admin/topics",
            &[("do", "add"), ("name_es", es), ("name_en", en)],
        );
        assert_eq!(added.status, 303, "{}", added.text);
    }
    let again = send(&admin, "/admin/topics", &[("do", "add"), ("name_es", "facturas")]);
    assert_eq!(again.status, 422, "its key is taken");
    assert!(again.text.contains("value=\"facturas\""), "{}", again.text);
    article_under(&app, "Cobro doble", "facturas");
    article_under(&app, "Sin línea", "averias");
    let order = |lang: &str| {
        let page = app.visitor().get(&format!("/{lang}/")).text;
        (page.find("Facturas"), page.find("Averías"))
    };
    let (bills, faults) = order("es");
    assert!(bills.is_some() && bills < faults);
    let list = admin.0.get("/admin/topics").text;
    assert!(
        list.contains("un artículo publicado") && list.contains("sin nombre en: en"),
        "{list}"
    );
    let ids = ids(&list, "/admin/topics");
    send(&admin, "/admin/topics", &[("do", &format!("up:{}", ids[1]))]);
    let (bills, faults) = order("es");
    assert!(faults.is_some() && faults < bills);
    let path = format!("/admin/topics/{}", ids[0]);
    let renamed = send(
        &admin,
        &path,
        &[
            ("name_es", "Recibos y pagos"),
            ("name_en", "Bills"),
            ("purpose_es", "Pagar."),
        ],
    );
    assert_eq!(renamed.status, 303);
    let home = app.visitor().get("/es/").text;
    assert!(home.contains("Recibos y pagos") && home.contains("Pagar.") && !home.contains("Facturas"));
    assert!(admin.0.get(&path).text.contains("value=\"Recibos y pagos\""));
    send(&admin, "/admin/topics", &[("do", &format!("hide:{}", ids[0]))]);
    assert!(!app.visitor().get("/es/").text.contains("Recibos y pagos"));
    assert!(
        app.visitor()
            .get("/es/search?q=cobro+doble")
            .text
            .contains("cobro-doble"),
        "its articles stay"
    );
    send(&admin, "/admin/topics", &[("do", &format!("show:{}", ids[0]))]);
    assert!(app.visitor().get("/es/").text.contains("Recibos y pagos"));
    assert_eq!(send(&admin, "/admin/topics", &[("do", "hide:zzzz")]).status, 404);
}

#[test]
fn channels_are_added_changed_and_withdrawn() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let new = [("do", "add"), ("kind", "x"), ("handle", "@acme"), ("visibility", "")];
    assert_eq!(send(&admin, "/admin/channels", &new).status, 303);
    assert_eq!(send(&admin, "/admin/channels", &new).status, 422, "it is there already");
    let ask = || app.visitor().get("/es/ask").text;
    assert!(ask().contains("href=\"https://x.com/acme\""), "{}", ask());
    let id = ids(&admin.0.get("/admin/channels").text, "/admin/channels").remove(0);
    let path = format!("/admin/channels/{id}");
    let changed = send(
        &admin,
        &path,
        &[
            ("handle", "@acme_ayuda"),
            ("url", "https://x.com/messages/compose?recipient_id=1"),
            ("visibility", "private"),
            ("hours_es", "De 8 a 23"),
            ("reply_limit", "200"),
        ],
    );
    assert_eq!(changed.status, 303, "{}", changed.text);
    assert!(ask().contains("recipient_id=1") && ask().contains("De 8 a 23") && ask().contains("acme_ayuda"));
    for (field, value) in [
        ("url", "javascript:alert(1)"),
        ("reply_limit", "-1"),
        ("reply_limit", "many"),
    ] {
        let refused = send(
            &admin,
            &path,
            &[("handle", "x"), ("visibility", "public"), (field, value)],
        );
        assert_eq!(refused.status, 422, "{field} {value}");
        assert!(refused.text.contains(&format!("href=\"#{field}\"")));
    }
    send(&admin, "/admin/channels", &[("do", &format!("disable:{id}"))]);
    assert!(!ask().contains("acme_ayuda"));
    assert!(admin.0.get("/admin/channels").text.contains("No se ofrece"));
    send(&admin, "/admin/channels", &[("do", &format!("enable:{id}"))]);
    assert!(ask().contains("acme_ayuda"));
    let other = OwnChannel {
        kind: "x".parse().unwrap(),
        handle: "acme_ayuda".into(),
        visibility: None,
        reply_limit: None,
        hours: precedent::domain::look::Texts::new(),
        url: String::new(),
        disabled: false,
        target_minutes: None,
    };
    let brand = app.app.brand(None).unwrap();
    assert!(
        add_channel(&app.app, Actor::default(), &brand, &other).is_err(),
        "one handle is one channel"
    );
}
