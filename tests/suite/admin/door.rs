//! Who gets in, and what they see first.

use crate::site::portal;
use precedent::domain::account::Role;

#[test]
fn only_admins_enter_and_the_others_learn_whom_to_ask() {
    let app = portal();
    let (admin, _) = app.signed_in(Role::Admin);
    let (editor, _) = app.signed_in(Role::Editor);
    assert_eq!(app.visitor().get("/admin/").status, 303, "a stranger signs in first");
    let refused = editor.get("/admin/");
    assert_eq!(refused.status, 403);
    assert!(refused.text.contains("Puede hacerlo: admin."), "{}", refused.text);
    assert!(
        refused.text.contains("href=\"mailto:admin@acme.example?") && refused.text.contains("&amp;body=%2Fadmin%2F\""),
        "{}",
        refused.text
    );
    assert!(!editor.get("/w/articles").text.contains("href=\"/admin/\""));
    assert!(admin.get("/w/articles").text.contains("href=\"/admin/\""));
    assert_eq!(admin.get("/admin").header("location"), "/admin/");
    let page = admin.get("/admin/");
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("Todavía no hay ninguna copia de seguridad"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("precedent backup ARCHIVO"),
        "each warning has its fix"
    );
}
