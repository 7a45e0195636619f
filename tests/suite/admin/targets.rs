//! How soon a brand wants to reply, and how its queue goes by that.

use crate::{site::portal, support::app::Reply};
use precedent::domain::account::{Role, Scope};
use serde_json::json;

#[test]
fn targets_are_set_and_order_the_queue() {
    let app = portal();
    let say = |id: &str, channel: &str, at: &str| {
        let message = json!({"id": id, "author": id, "role": "customer", "at": at, "text": "me cobraron dos veces"});
        let told = json!({"id": id, "channel": channel, "handle": "acme", "brand": "acme", "lang": "es", "status": "open", "messages": [message]});
        app.token(&[Scope::Ingest])
            .put("/api/v1/conversations", &told)
            .expect(200);
    };
    // It is twelve.
    say("ana", "facebook", "2026-03-01T10:30:00Z");
    say("ben", "x", "2026-03-01T11:45:00Z");
    say("eva", "x", "2026-02-20T10:00:00Z");
    app.settle();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let page = admin.get("/admin/targets");
    let field_of = |page: &Reply, place: usize| {
        let rest = page.text.split("name=\"target_").nth(place).unwrap();
        format!("target_{}", rest.split('"').next().unwrap())
    };
    let by_kind = |kind: &str| {
        let first = page.text.find(">Facebook").unwrap() < page.text.find(">X").unwrap();
        field_of(&page, if (kind == "facebook") == first { 1 } else { 2 })
    };
    let (facebook, x) = (by_kind("facebook"), by_kind("x"));
    let refused = admin.form("/admin/targets", &[("csrf", &csrf), (&facebook, "240"), (&x, "soon")]);
    assert!(
        refused.status == 422
            && refused.text.contains("No es un número de minutos")
            && refused.text.contains("value=\"soon\""),
        "{}",
        refused.text
    );
    let set = admin.form("/admin/targets", &[("csrf", &csrf), (&facebook, "240"), (&x, "30")]);
    assert_eq!(set.header("location"), "/admin/targets?done=account", "{}", set.text);

    let queue = admin.get("/w/reply");
    let (ben, ana) = (
        queue.text.find(">ben<").expect("ben waits"),
        queue.text.find(">ana<").expect("ana waits"),
    );
    assert!(ben < ana, "15 minutes are left for ben, two and a half hours for ana");
    assert!(
        queue.text.contains("15 min") && queue.text.contains("2 h"),
        "{}",
        queue.text
    );
    assert!(
        !queue.text.contains(">eva<") && queue.text.contains("desde hace más de tres días"),
        "{}",
        queue.text
    );
    let path = queue.behind("href=\"/w/reply/");
    let page = admin.get(&format!("/w/reply/{path}")).text;
    assert!(page.contains("Objetivo 30 min · quedan 15 min"), "{page}");
}
