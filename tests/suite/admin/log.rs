//! The log of who did what, narrowed and taken along.

use crate::{site::portal, support::app::published};
use precedent::domain::account::Role;

#[test]
fn the_log_is_narrowed_by_who_what_and_since_and_taken_along() {
    let app = portal();
    published(&app.app, "acme", "Factura", "Mira la app.");
    let (admin, csrf) = app.signed_in(Role::Admin);
    let made = [
        ("csrf", csrf.as_str()),
        ("do", "create"),
        ("name", "=CRM"),
        ("scope_read", "1"),
        ("days", "30"),
    ];
    assert_eq!(admin.form("/admin/tokens", &made).status, 200);

    let page = admin.get("/admin/audit?kind=token").text;
    let rows = |page: &str| page.matches("<tr>").count() - 1;
    assert_eq!(rows(&page), 1, "{page}");
    assert!(page.contains("/admin/audit/log.csv?kind=token"), "{page}");
    let never = admin.get("/admin/audit?since=2999-01-01").text;
    assert!(
        never.contains("No hay nada apuntado") && never.contains("Ver todo"),
        "{never}"
    );
    assert!(rows(&admin.get("/admin/audit?since=2020-01-01").text) > 1);

    let file = admin.get("/admin/audit/log.csv?kind=token");
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<&str> = file.text.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0] == "at,who,by,action,entity,id,detail" && lines[1].contains(",admin,person,token.create,token,"));
    let entries = admin.get("/admin/audit/log.json?kind=token").json();
    assert_eq!(entries.as_array().unwrap().len(), 1);
    assert_eq!(entries[0]["action"], "token.create");
    assert_eq!(admin.get("/admin/audit/log.exe").status, 404);
    assert!(admin.get("/admin/audit").text.contains("Descargó el registro"));

    let (editor, _) = app.signed_in(Role::Editor);
    assert_eq!(editor.get("/admin/audit/log.csv").status, 403);
}
