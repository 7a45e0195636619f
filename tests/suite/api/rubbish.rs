//! Nothing that anybody sends is answered with an error of ours.

use super::{brought_in, found, sim};
use crate::support::{
    app::{Caller, TestApp, encode, published},
    material,
};
use precedent::domain::account::Scope;
use serde_json::json;
use ureq::http::Method;

fn never_ours(caller: &Caller, method: Method, path: &str, body: Option<&[u8]>) -> u16 {
    let reply = caller.send(method.clone(), path, body.map(<[u8]>::to_vec));
    assert!(reply.status < 500, "{method} {path} {body:?}: {reply:?}");
    if reply.status >= 400 {
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{method} {path}: {reply:?}"
        );
    }
    reply.status
}

#[test]
fn bodies_that_make_no_sense_are_refused_with_a_reason() {
    let app = TestApp::start();
    // The first tokens share their ids with the first article and conversation, and get revoked on the way.
    let tokens: Vec<_> = (0..8).map(|_| app.token(&[Scope::Admin])).collect();
    let admin = &tokens[7];
    let conversation = brought_in(admin, &sim());
    let article = published(&app.app, "acme", "Factura", "Así.").to_string();
    let described = app.visitor().get("/api/v1/openapi.json").json();
    let deep = "[".repeat(5000);
    let long = json!({"title": "x".repeat(5000), "text": "ñ".repeat(200_000), "resolution": "\u{0}", "comment": "x".repeat(5000)}).to_string();
    let bodies: [&[u8]; 12] = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"[null]",
        b"\xff\xfe",
        b"\"text\"",
        b"{\"text\": 7, \"messages\": {}, \"article_id\": \"....\"}",
        b"{\"text\": \"\\u0000\", \"title\": \"\\u0000\", \"id\": \"\\u0000\", \"messages\": [{\"role\": \"customer\", \"text\": \"\\u0000\"}]}",
        b"{\"title\": \"x\", \"external_id\": \"\\u0000\", \"brand\": \"\\u0000\", \"topics\": [\"\\u0000\"], \"decision\": \"keep\", \"into\": \"zzzzzzzzzzzz\"}",
        deep.as_bytes(),
        long.as_bytes(),
    ];
    for (path, item) in described["paths"].as_object().unwrap() {
        for (method, _) in item.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            for id in [article.as_str(), &conversation, "zzzz", "%00", "..%2f..", "%c3%b1"] {
                let path = path
                    .replace("{id}", id)
                    .replace("{number}", "999999")
                    .replace("{redaction_id}", "zzzz");
                if method == Method::GET || method == Method::DELETE {
                    never_ours(admin, method.clone(), &path, None);
                    continue;
                }
                for body in bodies {
                    never_ours(admin, method.clone(), &path, Some(body));
                }
                if !path.contains(id) {
                    break;
                }
            }
        }
    }
    let huge = vec![b' '; 9 << 20];
    let status = never_ours(admin, Method::PUT, "/api/v1/conversations", Some(&huge));
    assert_eq!(status, 413);
}

#[test]
fn strings_of_attacks_are_words_like_others() {
    let app = TestApp::start();
    let admin = app.token(&[Scope::Admin]);
    brought_in(&admin, &sim());
    published(&app.app, "acme", "Factura", "Así.");
    assert_eq!(found(&app, &app.visitor(), "factura").len(), 1);
    let Some(attacks) = material("security/injection/strings.dev.jsonl") else {
        return;
    };
    assert!(attacks.len() > 1000);
    for attack in &attacks {
        let text = attack["s"].as_str().unwrap();
        if attack["kind"] == "header-name" {
            let name = text.split(':').next().unwrap().trim().to_lowercase();
            // Names that the client itself speaks with.
            let own = [
                "host",
                "content-length",
                "transfer-encoding",
                "connection",
                "expect",
                "content-type",
                "accept-encoding",
                "authorization",
                "cookie",
                "upgrade",
                "te",
                "trailer",
            ];
            if name.parse::<ureq::http::HeaderName>().is_err() || own.contains(&name.as_str()) {
                continue;
            }
            let reply = app.visitor().with(&name, "1").get("/api/v1/brands");
            assert!(reply.status < 500, "{name}: {reply:?}");
            continue;
        }
        let text = encode(text);
        let status = never_ours(&app.visitor(), Method::GET, &format!("/api/v1/search?q={text}"), None);
        assert_eq!(status, 200, "{attack}");
        for path in [
            format!("/api/v1/search?q=factura&cursor={text}"),
            format!("/api/v1/search?q=factura&topic={text}"),
            format!("/api/v1/articles?locale={text}"),
            format!("/api/v1/conversations?cursor={text}"),
            format!("/api/v1/articles/{text}"),
        ] {
            never_ours(&admin, Method::GET, &path, None);
        }
    }
}

#[test]
fn wrong_methods_content_types_and_long_words_are_refused_with_a_sentence() {
    let app = TestApp::start();
    let admin = app.token(&[Scope::Admin]);
    brought_in(&admin, &sim());
    let described = app.visitor().get("/api/v1/openapi.json").json();
    let long = "a".repeat(20_000);
    for (path, item) in described["paths"].as_object().unwrap() {
        let path = path
            .replace("{id}", "4f7k")
            .replace("{number}", "1")
            .replace("{redaction_id}", "4f7k");
        let known = item.as_object().unwrap();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "BREW"] {
            let method: Method = method.parse().unwrap();
            let reply = match known.get(&method.as_str().to_lowercase()) {
                None => {
                    let reply = admin.send(method.clone(), &path, None);
                    assert_eq!(reply.problem(405), "method_not_allowed", "{method} {path}");
                    assert!(!reply.header("allow").is_empty(), "{method} {path}");
                    continue;
                }
                Some(call) if call.get("requestBody").is_some() => {
                    let other = admin.clone().with("content-type", "text/plain");
                    other.send(method.clone(), &path, Some(b"text=hola".to_vec()))
                }
                Some(_) => continue,
            };
            assert_eq!(reply.problem(400), "bad_request", "{method} {path}");
        }
        if known.contains_key("get") {
            let query = [
                "q", "brand", "locale", "only", "topic", "cursor", "limit", "status", "channel", "linked",
            ];
            for name in query {
                never_ours(&admin, Method::GET, &format!("{path}?{name}={long}"), None);
            }
        }
    }
}
