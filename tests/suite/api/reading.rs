//! Reading and searching, and what strangers never see.

use super::{brought_in, duplicate_bill, found, portal, portal_with, sim};
use crate::support::app::{Caller, Reply, TestApp, published};
use precedent::domain::account::{Role, Scope};
use serde_json::json;
use ureq::http::Method;

#[test]
fn what_is_internal_or_a_draft_is_never_found_by_strangers() {
    let app = portal();
    let editor = app.token(&[Scope::Ingest, Scope::Curate]);
    let mut private = sim();
    private["messages"][1]["visibility"] = json!("private");
    private["messages"][1]["text"] = json!("Apaga el móvil zzcanaryprivate y vuelve a encenderlo.");
    let conversation = brought_in(&editor, &private);
    let write = |title: &str| {
        let new = json!({"title": title, "resolution": format!("{title}: paso uno."), "issue": title, "locale": "es"});
        editor.post("/api/v1/articles", &new).expect(201)["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let internal = write("Reembolso zzcanaryinternal");
    editor
        .post(
            &format!("/api/v1/articles/{internal}/publish"),
            &json!({"audience": "internal"}),
        )
        .expect(200);
    let draft = write("Reembolso zzcanarydraft");
    let public = published(
        &app.app,
        "acme",
        "Reembolso de una factura",
        "Se devuelve en cinco días.",
    )
    .to_string();

    let visitor = app.visitor();
    let desk = app.token(&[Scope::Suggest]);
    assert_eq!(found(&app, &visitor, "reembolso"), [public.as_str()]);
    assert_eq!(
        found(&app, &desk, "reembolso"),
        [public.as_str()],
        "suggesting is not reading"
    );
    let mut all = found(&app, &editor, "reembolso");
    all.sort();
    let mut expected = [draft.clone(), internal.clone(), public.clone()];
    expected.sort();
    assert_eq!(all, expected);

    let mut seen = String::new();
    for path in [
        "/api/v1/search?q=zzcanaryinternal",
        "/api/v1/search?q=zzcanarydraft",
        "/api/v1/search?q=zzcanaryprivate",
        "/api/v1/search?q=reembolso&exact=true",
        "/api/v1/autocomplete?q=reemb",
        "/api/v1/autocomplete?q=zzcan",
        "/api/v1/articles",
        "/api/v1/articles?audience=internal",
        "/api/v1/articles?confidence=work_in_progress",
        "/api/v1/brands",
        "/api/v1/topics",
        "/metrics",
    ] {
        let reply = visitor.get(path);
        assert_eq!(reply.status, 200, "{reply:?}");
        // The answer repeats the query, which the caller knows already.
        seen.push_str(&reply.text.replace("\"query\":\"zzcanary", ""));
    }
    assert!(!seen.contains("zzcanary"), "{seen}");
    for id in [&internal, &draft] {
        assert_eq!(visitor.get(&format!("/api/v1/articles/{id}")).problem(404), "not_found");
        assert_eq!(
            visitor
                .post(&format!("/api/v1/articles/{id}/votes"), &json!({"helped": true}))
                .problem(404),
            "not_found"
        );
    }
    assert_eq!(
        visitor
            .get(&format!("/api/v1/conversations/{conversation}"))
            .problem(401),
        "unauthorized"
    );
    let set = desk
        .post(
            "/api/v1/suggestions",
            &json!({"text": "reembolso zzcanaryinternal paso uno"}),
        )
        .expect(200);
    for suggestion in set["suggestions"].as_array().unwrap() {
        let public = suggestion["audience"] == "public";
        assert_eq!(suggestion["short_url"].is_null(), !public, "{suggestion}");
    }
}

#[test]
fn a_search_forgives_a_typo_and_says_so() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let id = duplicate_bill(&app);
    app.settle();
    let answer = app.visitor().get("/api/v1/search?q=fatcura+duplicda").expect(200);
    let hit = &answer["hits"][0];
    assert_eq!(hit["article_id"], id, "{answer}");
    assert_eq!(answer["corrected"], "factura duplicada");
    assert_eq!((&answer["total"], &answer["next"]), (&json!(1), &json!(null)));
    for field in [
        "title",
        "url",
        "short_url",
        "snippet",
        "reply",
        "locale",
        "score",
        "matched",
    ] {
        assert!(!hit[field].is_null(), "{field}: {hit}");
    }
    let completions = app.visitor().get("/api/v1/autocomplete?q=fact").expect(200);
    assert_eq!(completions["completions"][0]["article_id"], id);
}

#[test]
fn lists_page_to_their_end() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let mut made: Vec<String> = (1..=5)
        .map(|n| published(&app.app, "acme", &format!("Respuesta número {n}"), "Así.").to_string())
        .collect();
    app.settle();
    for list in ["/api/v1/articles?limit=2", "/api/v1/search?q=respuesta&limit=2"] {
        let mut seen = Vec::new();
        let mut path = list.to_owned();
        loop {
            let reply = app.visitor().get(&path);
            let page = reply.expect(200);
            let entries = page.get("items").or(page.get("hits")).unwrap().as_array().unwrap();
            seen.extend(entries.iter().map(|entry| {
                entry
                    .get("id")
                    .or(entry.get("article_id"))
                    .unwrap()
                    .as_str()
                    .unwrap()
                    .to_owned()
            }));
            let link = reply.header("link");
            assert_eq!(link.is_empty(), page["next"].is_null(), "{link}");
            match link
                .strip_prefix('<')
                .and_then(|link| link.strip_suffix(">; rel=\"next\""))
            {
                Some(next) => path = next.to_owned(),
                None => break,
            }
        }
        seen.sort();
        made.sort();
        assert_eq!(seen, made, "{list}");
    }
}

#[test]
fn an_article_that_has_not_changed_is_not_sent_again() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let id = published(&app.app, "acme", "Factura", "Así.");
    let path = format!("/api/v1/articles/{id}");
    let tag = app.visitor().get(&path).header("etag").to_owned();
    let again = app.visitor().with("if-none-match", &tag).get(&path);
    assert_eq!((again.status, again.text.as_str()), (304, ""));
    app.visitor()
        .post(&format!("{path}/votes"), &json!({"helped": true}))
        .expect(201);
    assert_eq!(
        app.visitor().with("if-none-match", &tag).get(&path).expect(200)["uses"]["helped"],
        1
    );
}

#[test]
fn the_api_describes_itself_and_every_answer_is_guarded() {
    let app = TestApp::with(|settings| settings.public_url = format!("http://{}/ayuda", settings.listen));
    let described = app.visitor().get("/api/openapi.json").expect(200);
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    assert!(described["paths"]["/api/v1/suggestions"]["post"].is_object());
    let text = described.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(
            described["components"]["schemas"][name].is_object(),
            "{name} is described nowhere"
        );
    }
    let bare = app.visitor().get("");
    assert_eq!(
        (bare.status, bare.header("location")),
        (308, "/ayuda/"),
        "without the slash"
    );
    let docs = app.visitor().get("/api/docs");
    assert_eq!(docs.status, 200);
    assert!(docs.text.contains("/ayuda/api/v1/suggestions") && !docs.text.contains("<script"));
    for path in ["/api/docs", "/api/v1/nothing", "/healthz", "/nothing"] {
        let reply = app.visitor().get(path);
        for header in [
            "content-security-policy",
            "x-content-type-options",
            "referrer-policy",
            "permissions-policy",
        ] {
            assert!(!reply.header(header).is_empty(), "{path} {header}");
        }
    }
    assert_eq!(app.visitor().get("/api/v1/nothing").problem(404), "not_found");
    let wrong = app.visitor().post("/api/v1/search", &json!({}));
    assert_eq!(
        (wrong.problem(405).as_str(), wrong.header("allow")),
        ("method_not_allowed", "GET")
    );
    app.settle();
    assert_eq!(app.visitor().get("/readyz").expect(200)["status"], "ready");
    let (admin, _) = app.signed_in(Role::Admin);
    assert_eq!(admin.get("/api/v1/tokens").expect(200)["items"], json!([]));
}

#[test]
fn scripts_of_other_sites_read_what_anybody_may() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let elsewhere = |caller: Caller| caller.with("origin", "https://shop.example");
    let open = |caller: &Caller, path: &str| {
        let reply = caller.get(path);
        (reply.status, reply.header("access-control-allow-origin").to_owned())
    };
    let stranger = elsewhere(app.visitor());
    for path in [
        "/api/v1/search?q=sim",
        "/api/v1/autocomplete?q=sim",
        "/api/v1/articles",
        "/api/v1/openapi.json",
    ] {
        assert_eq!(open(&stranger, path), (200, "*".into()), "{path}");
    }
    let program = elsewhere(app.token(&[Scope::Read]));
    assert_eq!(open(&program, "/api/v1/articles"), (200, String::new()));
    assert_eq!(open(&stranger, "/es/"), (200, String::new()));
    let asked = stranger
        .with("access-control-request-method", "POST")
        .send(Method::OPTIONS, "/api/v1/articles", None);
    assert_eq!(asked.header("access-control-allow-origin"), "");
    assert_eq!(asked.header("access-control-allow-credentials"), "");
}

#[test]
fn scripts_of_a_site_that_the_settings_name_call_with_a_token() {
    let app = portal_with(|settings| settings.allowed_origins = vec!["https://shop.example".into()]);
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let open = |reply: &Reply| reply.header("access-control-allow-origin").to_owned();
    let asks_first = |origin: &str| {
        let visitor = app.visitor().with("origin", origin);
        let visitor = visitor.with("access-control-request-method", "POST");
        let visitor = visitor.with("access-control-request-headers", "authorization,content-type");
        visitor.send(Method::OPTIONS, "/api/v1/suggestions", None)
    };
    let granted = asks_first("https://shop.example");
    assert_eq!((granted.status, &*open(&granted)), (204, "https://shop.example"));
    for (header, part) in [
        ("access-control-allow-methods", "POST"),
        ("access-control-allow-headers", "authorization"),
        ("vary", "origin"),
    ] {
        assert!(granted.header(header).contains(part), "{header}: {granted:?}");
    }
    for elsewhere in ["https://shop.example.evil.example", "http://shop.example", "null"] {
        assert_eq!(open(&asks_first(elsewhere)), "", "{elsewhere}");
    }
    let asked = json!({"text": "no me llega el código de activación de la SIM", "channel": "x"});
    let script = app.token(&[Scope::Suggest]).with("origin", "https://shop.example");
    let answer = script.post("/api/v1/suggestions", &asked);
    assert_eq!((answer.status, &*open(&answer)), (200, "https://shop.example"));
    for name in ["etag", "link", "ratelimit-remaining", "ratelimit-reset", "retry-after"] {
        let readable = answer.header("access-control-expose-headers");
        assert!(readable.split(", ").any(|known| known == name), "{name}: {answer:?}");
    }
    // What is refused can be read, too.
    let refused = script.get("/api/v1/conversations");
    assert_eq!((refused.status, &*open(&refused)), (403, "https://shop.example"));
    let other = app.token(&[Scope::Suggest]).with("origin", "https://evil.example");
    assert_eq!(open(&other.post("/api/v1/suggestions", &asked)), "");
    // Cookies work from no other site, and what anybody may read stays open to all.
    let (editor, _) = app.signed_in(Role::Editor);
    let with_cookie = editor
        .with("origin", "https://shop.example")
        .get("/api/v1/conversations");
    assert_eq!(
        (
            open(&with_cookie),
            with_cookie.header("access-control-allow-credentials")
        ),
        (String::new(), "")
    );
    let stranger = app.visitor().with("origin", "https://shop.example");
    assert_eq!(open(&stranger.get("/api/v1/search?q=sim")), "*");
}

#[test]
fn a_yes_is_a_yes_however_it_is_written() {
    let app = portal();
    let caller = app.token(&[Scope::Ingest, Scope::Read]);
    brought_in(&caller, &sim());
    let listed = |linked: &str| {
        let reply = caller
            .get(&format!("/api/v1/conversations?linked={linked}"))
            .expect(200);
        reply["items"].as_array().unwrap().len()
    };
    for (linked, found) in [
        ("1", 0),
        ("true", 0),
        ("yes", 0),
        ("0", 1),
        ("False", 1),
        ("no", 1),
        ("", 1),
    ] {
        assert_eq!(listed(linked), found, "{linked}");
    }
    assert_eq!(
        caller.get("/api/v1/conversations?linked=perhaps").problem(422),
        "invalid"
    );
}
