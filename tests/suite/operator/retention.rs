//! Old conversations are forgotten, and what was made of them stays.

use crate::{
    site::brand,
    support::app::{Reply, TestApp, published},
};
use chrono::Duration;
use precedent::{
    actions::{Actor, link, retention},
    db::{self, conversation::Filter},
    domain::{
        account::{Role, Scope},
        link::LinkKind,
    },
    error::Error,
};
use serde_json::json;

fn count(app: &TestApp) -> (usize, i64) {
    app.app
        .database
        .read(|connection| {
            let kept = db::conversation::list(connection, &Filter::default(), None, 10)?;
            Ok::<_, Error>((kept.items.len(), db::conversation::count_messages(connection)?))
        })
        .unwrap()
}

fn save(admin: &crate::support::app::Caller, csrf: &str, days: &str) -> Reply {
    admin.form(
        "/admin/privacy",
        &[("csrf", csrf), ("do", "retention"), ("retention", days)],
    )
}

#[test]
fn conversations_go_after_the_days_that_were_set_and_articles_stay() {
    let app = TestApp::start();
    brand(&app);
    let article = published(&app.app, "acme", "Factura", "Mira la app.");
    let say = |id: &str, at: &str| {
        let message = json!({"id": id, "author": id, "role": "customer", "at": at, "text": "me cobraron dos veces"});
        let told = json!({"id": id, "channel": "x", "handle": "acme", "brand": "acme", "lang": "es", "status": "resolved", "messages": [message]});
        app.token(&[Scope::Admin])
            .put("/api/v1/conversations", &told)
            .expect(200);
    };
    say("old", "2025-11-01T10:00:00Z");
    say("new", "2026-02-20T10:00:00Z");
    let all = app
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::list(connection, &Filter::default(), None, 10)?))
        .unwrap();
    for conversation in all.items {
        link::link(&app.app, Actor::default(), article, conversation.id, LinkKind::Manual).unwrap();
    }
    assert_eq!(
        retention::forget_old(&app.app).unwrap(),
        0,
        "for ever, unless something else is said"
    );

    let (admin, csrf) = app.signed_in(Role::Admin);
    let refused = save(&admin, &csrf, "7");
    assert!(
        refused.status == 422 && refused.text.contains("30 como mínimo"),
        "{}",
        refused.text
    );
    assert_eq!(
        save(&admin, &csrf, "90").header("location"),
        "/admin/privacy?done=account"
    );
    assert!(admin.get("/admin/privacy").text.contains("value=\"90\""));

    assert_eq!(retention::forget_old(&app.app).unwrap(), 1);
    assert_eq!(count(&app), (1, 1));
    let people = admin.get("/admin/privacy?handle=old").text;
    assert!(
        people.contains("role=\"status\""),
        "nobody of this name is left: {people}"
    );
    app.settle();
    let page = app
        .visitor()
        .get(&format!("/a/{article}"))
        .header("location")
        .to_owned();
    let page = app.visitor().get(&page);
    assert!(
        page.status == 200 && page.text.contains("2 conversaciones"),
        "{}",
        page.text
    );

    app.app.clock.advance(Duration::days(100));
    assert_eq!(retention::forget_old(&app.app).unwrap(), 1);
    assert_eq!(count(&app), (0, 0));
}
