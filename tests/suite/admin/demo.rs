//! The demo beside one's own site: loaded while there is nothing else, and removed without a trace of it and no loss beside.

use crate::{
    site::portal,
    support::app::{TestApp, published, send},
};
use precedent::{
    actions::{Actor, demo, demo::removal, token},
    db::{self, dump},
    domain::account::{Role, Scope},
    error::Error,
};
use std::collections::BTreeMap;

/// How many rows each table has, but for those that tell what happened.
fn rows(app: &TestApp) -> BTreeMap<&'static str, usize> {
    let told = ["settings", "audit_log"];
    let count = |name: &'static str| {
        let number = app.app.database.read(|connection| {
            let table = dump::table(connection, name)?.unwrap();
            let (mut count, mut last) = (0, None::<String>);
            loop {
                let rows = table.rows_after(connection, last.as_deref())?;
                let Some(end) = rows.last() else { break };
                count += rows.len();
                last = Some(end.clone());
            }
            Ok::<_, Error>(count)
        });
        (name, number.unwrap())
    };
    dump::KEPT
        .iter()
        .filter(|name| !told.contains(name))
        .map(|name| count(name))
        .collect()
}

#[test]
fn the_demo_goes_with_all_that_is_its_own_and_nothing_else() {
    let app = portal();
    let own = published(&app.app, "acme", "No llega el código de la SIM", "Reinicia el móvil.");
    let before = rows(&app);
    let brand = demo::load_content(&app.app, Actor::default()).unwrap();
    app.settle();
    assert!(app.app.brands().unwrap().len() == 2);
    // What others have may lean on it.
    let borrowed = app.app.database.write(|connection| {
        let mut article = db::article::get(connection, own)?;
        let theirs = db::article::find_by_external_id(connection, brand.id, "brizna-data-outage-es")?;
        article.replaced_by = theirs.map(|article| article.id);
        db::article::update(connection, &article, app.app.clock.now())?;
        Ok::<_, Error>(article.replaced_by)
    });
    assert!(borrowed.unwrap().is_some());
    let (_, secret) = token::create(&app.app, Actor::default(), "crm", &[Scope::Read], Some(brand.id), None).unwrap();
    let held = removal::remove(&app.app, Actor::default()).unwrap();
    assert!(held.articles > 50 && held.conversations > 100, "{held:?}");
    app.settle();
    let mut after = rows(&app);
    assert_eq!(after.remove("tokens"), Some(1), "a token is written down for ever");
    let before: BTreeMap<_, _> = before.into_iter().filter(|(name, _)| *name != "tokens").collect();
    assert_eq!(after, before);
    assert_eq!(
        app.visitor()
            .with("authorization", &format!("Bearer {secret}"))
            .get("/api/v1/articles")
            .status,
        401
    );
    assert!(removal::remove(&app.app, Actor::default()).is_err(), "once");
    assert!(
        app.visitor()
            .get("/es/search?q=codigo+sim")
            .text
            .contains("No llega el")
    );
    let gone = app.visitor().get("/es/search?q=itinerancia+marruecos").text;
    assert!(!gone.contains("Marruecos y Andorra"), "{gone}");
}

#[test]
fn an_empty_site_loads_the_demo_later_and_removes_it_after_a_question() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    let offered = admin.0.get("/admin/import");
    assert!(offered.text.contains("Cargar la demostración"), "{}", offered.text);
    let loaded = send(&admin, "/admin/import/demo", &[("do", "load")]);
    assert!(loaded.header("location").ends_with("done=demo_loaded"), "{loaded:?}");
    assert!(admin.0.get("/admin/import").text.contains("name=\"sure\""));
    let again = send(&admin, "/admin/import/demo", &[("do", "load")]);
    assert_eq!(again.status, 409);
    let asked = send(&admin, "/admin/import/demo", &[("do", "remove")]);
    assert_eq!(asked.status, 422);
    assert!(asked.text.contains("Marca la casilla"), "{}", asked.text);
    let removed = send(&admin, "/admin/import/demo", &[("do", "remove"), ("sure", "1")]);
    assert_eq!(removed.header("location"), "../../admin/import?done=demo_removed");
    assert_eq!(app.app.brands().unwrap().len(), 1);
    assert!(admin.0.get("/admin/audit").text.contains("Quitó la demostración"));
    published(&app.app, "acme", "Factura", "Mira la app.");
    let own = admin.0.get("/admin/import");
    assert!(
        !own.text.contains("/admin/import/demo"),
        "there is content of one's own"
    );
}

#[test]
fn a_handle_that_cannot_be_one_is_refused_where_it_is_written() {
    let app = portal();
    let admin = app.signed_in(Role::Admin);
    for (kind, handle, told) in [
        ("whatsapp", "no es un numero", "de 7 a 15 cifras"),
        ("email", "ayuda", "nombre@ejemplo.es"),
        ("x", "Acme Ayuda", "sin espacios"),
    ] {
        let refused = send(
            &admin,
            "/admin/channels",
            &[("do", "add"), ("kind", kind), ("handle", handle)],
        );
        assert_eq!(refused.status, 422, "{kind}");
        assert!(
            refused.text.contains(told) && refused.text.contains(handle),
            "{}",
            refused.text
        );
    }
}
