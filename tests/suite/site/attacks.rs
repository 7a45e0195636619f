//! What strangers and agents can type stays text, wherever it is shown; and nothing they send leads a reader away.

use super::portal;
use crate::support::{
    app::{creation, encode, published},
    material,
};
use precedent::domain::account::Role;

/// The start tags of a page as a browser reads them: quotes keep `>` inside a tag.
fn tags(html: &str) -> Vec<String> {
    let (mut found, mut rest) = (Vec::new(), html);
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let mut quote = None;
        let end = rest.find(|c: char| match quote {
            Some(open) => {
                if c == open {
                    quote = None;
                }
                false
            }
            None if c == '"' || c == '\'' => {
                quote = Some(c);
                false
            }
            None => c == '>',
        });
        let tag = &rest[..end.unwrap_or(rest.len())];
        found.push(tag.to_owned());
        rest = &rest[tag.len()..];
        if tag.starts_with("script") || tag.starts_with("textarea") || tag.starts_with("title") {
            let name = tag.split(' ').next().unwrap();
            rest = rest.find(&format!("</{name}")).map_or("", |end| &rest[end..]);
        }
    }
    found
}

/// What makes a tag dangerous, where it is.
fn danger(tag: &str) -> Option<&'static str> {
    let lower = tag.to_lowercase();
    let name = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    if [
        "iframe", "object", "embed", "base", "style", "math", "frame", "applet", "img", "video", "audio",
    ]
    .contains(&name)
    {
        return Some("an element that has no place here");
    }
    let own_script = ["site", "desk"]
        .iter()
        .any(|name| lower.contains(&format!("src=\"/assets/{name}.")))
        || lower == "script type=\"application/ld+json\"";
    if name == "script" && !own_script {
        return Some("a script");
    }
    // Attributes stand outside of quotes.
    let bare: String = lower.split('"').step_by(2).collect::<Vec<_>>().join("\"");
    let attributes = bare.split(|c: char| c.is_whitespace() || c == '/' || c == '"').skip(1);
    for attribute in attributes {
        if attribute.starts_with("on") || attribute.starts_with("style=") || attribute.starts_with("srcdoc") {
            return Some("an attribute that runs or draws");
        }
    }
    for mark in ["href=\"", "action=\"", "src=\""] {
        for value in lower.split(mark).skip(1) {
            let value = value.split('"').next().unwrap_or_default();
            let sound = ["http://", "https://", "mailto:", "tel:", "sms:", "/", "#", "?"];
            if !value.is_empty() && !sound.iter().any(|start| value.starts_with(start)) && value.contains(':') {
                return Some("an address that runs");
            }
        }
    }
    None
}

fn harmless(page: &str, what: &str) {
    for tag in tags(page) {
        if let Some(why) = danger(&tag) {
            panic!("{what}: {why}: <{}>", tag.chars().take(300).collect::<String>());
        }
    }
}

#[test]
fn the_oracle_sees_what_is_dangerous() {
    for bad in [
        "<img src=x>",
        "<a onclick=\"x\">",
        "<script>x</script>",
        "<a href=\"javascript:x\">",
        "<p style=\"x\">",
        "<svg/onload=x>",
    ] {
        assert!(tags(bad).iter().any(|tag| danger(tag).is_some()), "{bad}");
    }
    assert!(
        tags("<a href=\"/es/\" title=\"a > onb\">")
            .iter()
            .all(|tag| danger(tag).is_none())
    );
}

#[test]
fn what_is_typed_stays_text() {
    let Some(payloads) = material("security/xss/payloads.dev.jsonl") else {
        return;
    };
    let app = portal();
    let visitor = app.visitor();
    let id = published(&app.app, "acme", "Uno", "Dos");
    let (agent, csrf) = app.signed_in(Role::Agent);
    // Every payload goes through templates in the unit tests of escaping; through the whole server, a share of them.
    for payload in payloads.iter().step_by(40) {
        let text = payload["payload"].as_str().unwrap();
        if text.len() > 3000 {
            continue;
        }
        let found = visitor.get(&format!("/es/search?q={}", encode(text)));
        assert_eq!(found.status, 200, "{text}");
        harmless(&found.text, text);
        let long = format!("{text}{}", "x".repeat(2001));
        harmless(
            &visitor
                .form(&format!("/es/a/{id}/feedback"), &[("v", "0"), ("comment", &long)])
                .text,
            text,
        );
        harmless(
            &visitor
                .form("/login", &[("email", text), ("password", "x"), ("next", text)])
                .text,
            text,
        );
        harmless(&visitor.get(&format!("/es/{}", encode(text))).text, text);
        let reply = agent.form(
            "/w/reply",
            &[
                ("csrf", &csrf),
                ("text", text),
                ("customer_name", text),
                ("channel", "x"),
            ],
        );
        harmless(&reply.text, text);
    }
}

#[test]
fn what_is_written_stays_text() {
    let Some(payloads) = material("security/xss/payloads.dev.jsonl") else {
        return;
    };
    let app = portal();
    let (editor, _) = app.signed_in(Role::Editor);
    for payload in payloads.iter().skip(7).step_by(60) {
        let text = payload["payload"].as_str().unwrap();
        let title: String = text.chars().take(150).collect();
        if text.len() > 3000 || title.trim().is_empty() {
            continue;
        }
        let id = written(&app, &title, text);
        harmless(&app.visitor().get(&format!("/a/{id}")).text, text);
        let leads = app.visitor().get(&format!("/a/{id}")).header("location").to_owned();
        harmless(&app.visitor().get(&leads).text, text);
        harmless(&editor.get(&format!("/w/articles/{id}/edit")).text, text);
        harmless(&editor.get(&format!("/w/articles/{id}/edit/history")).text, text);
    }
    app.settle();
    for path in ["/es/", "/es/feed.atom", "/es/search?q=alert"] {
        harmless(&app.visitor().get(path).text, path);
    }
    harmless(&editor.get("/w/articles").text, "the list of articles");
}

/// A public article with `text` in every part.
fn written(app: &crate::support::app::TestApp, title: &str, text: &str) -> precedent::domain::id::ArticleId {
    use precedent::{
        actions::{Actor, publish, revise},
        domain::article::{Audience, Parts},
    };
    let brand = app.app.brand(Some("acme")).unwrap();
    let part = || text.to_owned();
    let parts = Parts {
        title: title.into(),
        issue: part(),
        environment: part(),
        resolution: part(),
        cause: part(),
        reply: text.chars().take(250).collect(),
        ..Parts::default()
    };
    let new = revise::Creation {
        note: text.chars().take(200).collect(),
        ..creation(brand.id, brand.locale(), parts)
    };
    let id = revise::create(&app.app, Actor::default(), &new).unwrap();
    // A payload may hold an address that is not to be published; the pages of the workspace show it all the same.
    let _refused = publish::publish(&app.app, Actor::default(), id, None, Audience::Public);
    id
}

#[test]
fn nothing_leads_away() {
    let Some(lines) = material("security/redirect/open_redirect.dev.jsonl") else {
        return;
    };
    let app = portal();
    for line in lines {
        let next = line["s"].as_str().unwrap();
        let to = app
            .visitor()
            .form("/theme", &[("theme", "dark"), ("next", next)])
            .header("location")
            .to_owned();
        let path = to.trim_start_matches('/');
        assert!(
            to.starts_with('/') && to.len() - path.len() == 1 && !to.contains('\\'),
            "{next} leads to {to}"
        );
    }
}
