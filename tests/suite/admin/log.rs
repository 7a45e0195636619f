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
    assert!(
        page.contains("formaction=\"/admin/audit/log.csv\"") && page.contains("name=\"kind\" value=\"token\""),
        "{page}"
    );
    let never = admin.get("/admin/audit?since=2999-01-01").text;
    assert!(
        never.contains("No hay nada apuntado") && never.contains("Ver todo"),
        "{never}"
    );
    assert!(rows(&admin.get("/admin/audit?since=2020-01-01").text) > 1);

    let take = |ending: &str, name: &str, value: &str| {
        let fields = [("csrf", csrf.as_str()), (name, value)];
        admin.form(&format!("/admin/audit/log.{ending}"), &fields)
    };
    for (name, value) in [
        ("person", "nobody at all"),
        ("person", "token-!"),
        ("since", "31/12/2025"),
    ] {
        let refused = take("csv", name, value);
        assert!(
            refused.status == 422 && refused.text.contains("el archivo lo tendría todo"),
            "{name}={value}: {refused:?}"
        );
    }
    assert_eq!(
        admin.get("/admin/audit/log.csv").status,
        404,
        "a link writes nothing down"
    );
    assert_eq!(admin.form("/admin/audit/log.csv", &[("kind", "token")]).status, 403);
    assert!(!admin.get("/admin/audit").text.contains("Descargó el registro"));
    let file = take("csv", "kind", "token");
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<&str> = file.text.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0] == "at,who,by,action,entity,id,detail" && lines[1].contains(",admin,person,token.create,token,"));
    let entries = take("json", "kind", "token").json();
    assert_eq!(entries.as_array().unwrap().len(), 1);
    assert_eq!(entries[0]["action"], "token.create");
    assert_eq!(take("exe", "kind", "token").status, 404);
    assert!(admin.get("/admin/audit").text.contains("Descargó el registro"));

    let (editor, csrf) = app.signed_in(Role::Editor);
    assert_eq!(editor.form("/admin/audit/log.csv", &[("csrf", &csrf)]).status, 403);
}
