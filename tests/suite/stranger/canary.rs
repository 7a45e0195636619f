//! Words that only stand where strangers have no right to look are found nowhere that strangers can look.

use crate::support::app::{Caller, TestApp, creation, published};
use precedent::{
    actions::{self, Actor, allow, revise},
    db,
    domain::{
        account::Scope,
        article::{Audience, Parts},
        id::{ArticleId, ConversationId},
        link::LinkKind,
        locale::Locale,
    },
    error::Error,
};
use std::collections::{BTreeSet, VecDeque};

/// Made-up words, one a place.
const CANARIES: &[&str] = &[
    "zqprivatebody",
    "zqprivateauthor",
    "zqdmquestion",
    "zqnamedauthor",
    "zqinternaltitle",
    "zqinternalissue",
    "zqinternaltext",
    "zqdrafttitle",
    "zqdrafttext",
    "zqredacted",
    "zqunpublishededit",
    "zqarchivednote",
    "zqflagcomment",
    "zqmailquestion",
    "zqagentnote",
    "zqneverpublished",
    "zqformerlyinternal",
    "zqhiddensince",
    "zqformercontact",
    "zqrevisionnote",
];

const CONVERSATIONS: &str = r#"{"id":"dm","channel":"x","handle":"acme","brand":"acme","lang":"es","status":"resolved","messages":[{"id":"1","author":"zqprivateauthor","role":"customer","at":"2026-02-20T10:00:00Z","visibility":"private","text":"zqprivatebody zqdmquestion ¿cómo cambio el plan de la tarifa?"},{"id":"2","author":"acme","role":"agent","at":"2026-02-20T10:05:00Z","visibility":"private","text":"zqagentnote Entra en tu cuenta y pulsa cambiar de tarifa, se aplica el día uno del mes."}]}
{"id":"mail","channel":"email","handle":"ayuda","brand":"acme","lang":"es","status":"resolved","messages":[{"id":"1","author":"zqprivateauthor","role":"customer","at":"2026-02-20T10:00:00Z","text":"zqmailquestion ¿cómo cambio el plan de la tarifa?"},{"id":"2","author":"acme","role":"agent","at":"2026-02-20T10:05:00Z","text":"Entra en tu cuenta."}]}
{"id":"post","channel":"x","handle":"acme","brand":"acme","lang":"es","status":"resolved","messages":[{"id":"1","author":"zqnamedauthor","role":"customer","at":"2026-02-20T10:00:00Z","text":"@acme ¿Cómo cambio el plan de la tarifa? Mi correo es zqredacted@correo.example"},{"id":"2","author":"acme","role":"agent","at":"2026-02-20T10:05:00Z","text":"@zqnamedauthor Entra en tu cuenta y pulsa cambiar de tarifa; se aplica el día uno del mes siguiente. ^LR"}]}
"#;

struct Place {
    app: TestApp,
    articles: Vec<ArticleId>,
    conversations: Vec<ConversationId>,
}

/// An installation with a canary in every place that is not for strangers.
fn place() -> Place {
    let app = TestApp::start();
    let lines: Vec<serde_json::Value> = CONVERSATIONS
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    app.token(&[Scope::Admin])
        .put("/api/v1/conversations", &lines.into())
        .expect(200);
    let conversations = app
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::ids_after(connection, ConversationId(0), 10)?));
    let conversations = conversations.unwrap();
    let public = published(
        &app.app,
        "acme",
        "¿Cómo cambio de tarifa?",
        "Entra en tu cuenta y pulsa **Cambiar de tarifa**.",
    );
    for conversation in &conversations {
        actions::link::link(&app.app, Actor::default(), public, *conversation, LinkKind::Manual).unwrap();
    }
    actions::flag::flag(
        &app.app,
        Actor::default(),
        public,
        precedent::domain::link::FlagKind::Wrong,
        "zqflagcomment",
    )
    .unwrap();
    let edited = actions::read::article(&app.app, precedent::domain::visibility::Reader::Staff, public).unwrap();
    let mut parts = edited.revision.parts.clone();
    parts.resolution.push_str(" zqunpublishededit");
    revise::revise(
        &app.app,
        Actor::default(),
        public,
        None,
        &revise::Revision {
            parts: Some(parts),
            ..Default::default()
        },
    )
    .unwrap();

    let internal = article(
        &app,
        "zqinternaltitle tarifa",
        "zqinternalissue tarifa",
        "zqinternaltext tarifa",
    );
    actions::publish::publish(&app.app, Actor::default(), internal, None, Audience::Internal).unwrap();
    let work = article(&app, "zqdrafttitle tarifa", "tarifa", "zqdrafttext tarifa");
    let archived = published(&app.app, "acme", "Tarifa antigua", "Ya no se vende esta tarifa.");
    actions::archive::archive(&app.app, Actor::default(), archived, None, "zqarchivednote").unwrap();
    let mut articles = vec![
        public,
        internal,
        work,
        archived,
        rewritten(&app),
        rewritten_inside(&app),
    ];
    for conversation in &conversations {
        articles.extend(actions::draft::draft(&app.app, Actor::default(), *conversation).ok());
    }
    let drafted = *articles.last().unwrap();
    actions::redact::hide_all(&app.app, Actor::default(), drafted).unwrap();
    actions::publish::publish(&app.app, Actor::default(), drafted, None, Audience::Public).unwrap();
    show_sources(&app, &[public, drafted], &conversations);
    app.settle();
    Place {
        app,
        articles,
        conversations,
    }
}

/// An article whose former texts hold what was taken out of it.
fn rewritten(app: &TestApp) -> ArticleId {
    let brand = app.app.brand(Some("acme")).unwrap().id;
    let contact = "zqformercontact@correo.example";
    allow::add(&app.app, Actor::default(), brand, allow::Contact::Email, contact).unwrap();
    let id = published(&app.app, "acme", "La tarifa nueva", &format!("Escribe a {contact}."));
    rewrite(app, id, "Pregunta en zqhiddensince.", Some(Audience::Public));
    rewrite(app, id, "Pregunta a zqneverpublished.", None);
    rewrite(app, id, "Pregunta en una tienda.", Some(Audience::Public));
    allow::remove(&app.app, Actor::default(), brand, allow::Contact::Email, contact).unwrap();
    let new = db::redaction::NewRedaction {
        article_id: id,
        kind: "ADDRESS".into(),
        original: "zqhiddensince".into(),
        placeholder: "[dirección]".into(),
        confidence: 0.5,
    };
    let stored = app.app.database.write(|connection| {
        db::redaction::insert(connection, &new)?;
        Ok::<_, Error>(())
    });
    stored.unwrap();
    actions::redact::hide_all(&app.app, Actor::default(), id).unwrap();
    id
}

/// A public article that was for colleagues before.
fn rewritten_inside(app: &TestApp) -> ArticleId {
    let id = article(app, "La tarifa de todos", "tarifa", "zqformerlyinternal");
    actions::publish::publish(&app.app, Actor::default(), id, None, Audience::Internal).unwrap();
    rewrite(app, id, "Para todos.", Some(Audience::Public));
    id
}

fn rewrite(app: &TestApp, id: ArticleId, text: &str, audience: Option<Audience>) {
    let before = actions::read::article(&app.app, precedent::domain::visibility::Reader::Staff, id).unwrap();
    let change = revise::Revision {
        parts: Some(Parts {
            issue: "tarifa".into(),
            resolution: text.into(),
            reply: text.into(),
            ..before.revision.parts.clone()
        }),
        note: "zqrevisionnote".into(),
        ..Default::default()
    };
    revise::revise(&app.app, Actor::default(), id, None, &change).unwrap();
    if let Some(audience) = audience {
        actions::publish::publish(&app.app, Actor::default(), id, None, audience).unwrap();
    }
}

/// Lets articles show all they may of every conversation, and lies about private ones.
fn show_sources(app: &TestApp, articles: &[ArticleId], conversations: &[ConversationId]) {
    use actions::excerpt::{self, MOST};
    for id in articles {
        let offered = app.app.database.write(|connection| {
            for conversation in conversations {
                db::article::add_source(connection, *id, *conversation, app.app.clock.now())?;
            }
            let article = db::article::get(connection, *id)?;
            excerpt::offered(connection, &article)
        });
        let keys: Vec<String> = offered.unwrap().into_iter().map(|one| one.key).collect();
        assert!(!keys.is_empty());
        excerpt::choose(&app.app, Actor::default(), *id, &keys[..keys.len().min(MOST)]).unwrap();
        let lie = app.app.database.write(|connection| {
            for conversation in conversations {
                let new = db::excerpt::Excerpt {
                    article_id: *id,
                    conversation_id: *conversation,
                    message: "1".into(),
                    text: "zqprivatebody zqmailquestion zqredacted ¿cómo cambio el plan de la tarifa?".into(),
                };
                db::excerpt::add(connection, &new, None, app.app.clock.now())?;
            }
            Ok(())
        });
        lie.unwrap();
    }
}

#[test]
fn what_is_shown_of_a_source_is_masked_and_public() {
    let place = place();
    let shown: String = place
        .articles
        .iter()
        .map(|id| {
            let moved = place.app.visitor().get(&format!("/es/a/{id}"));
            place.app.visitor().get(moved.header("location")).text
        })
        .collect();
    assert!(
        shown.contains("<b>Cliente</b>") && shown.contains("[correo]"),
        "{shown}"
    );
    assert_clean("the public articles", &shown);
}

fn article(app: &TestApp, title: &str, issue: &str, text: &str) -> ArticleId {
    let parts = Parts {
        title: title.into(),
        issue: issue.into(),
        resolution: text.into(),
        reply: text.into(),
        ..Parts::default()
    };
    let new = revise::Creation {
        topics: vec!["plans".into()],
        ..creation(app.app.brand(Some("acme")).unwrap().id, Locale::spanish(), parts)
    };
    revise::create(&app.app, Actor::default(), &new).unwrap()
}

/// Every address that a stranger may try, without knowing more than ids.
fn addresses(place: &Place) -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "/es/",
        "/en/",
        "/es/ask",
        "/en/ask",
        "/es/feed.atom",
        "/en/feed.atom",
        "/sitemap.xml",
        "/robots.txt",
        "/llms.txt",
        "/opensearch.xml",
        "/es/p/privacy",
        "/es/p/accessibility",
        "/es/search",
        "/es/search?q=tarifa",
        "/en/search?q=tarifa",
        "/es/nothing",
        "/login",
        "/setup",
        "/w/",
        "/w/articles",
        "/w/conversations",
        "/w/reply",
        "/admin/",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/docs",
        "/api/v1/openapi.json",
        "/api/v1/articles",
        "/api/v1/conversations",
        "/api/v1/gaps",
        "/api/v1/topics",
        "/api/v1/brands",
        "/api/v1/channels",
        "/api/v1/search?q=tarifa",
        "/api/v1/search?q=tarifa&limit=100",
        "/api/v1/autocomplete?q=ta",
        "/api/v1/autocomplete?q=tarifa",
        "/api/v1/nothing",
    ]
    .map(str::to_owned)
    .to_vec();
    for id in &place.articles {
        for form in [
            "/a/{}",
            "/es/a/{}",
            "/en/a/{}",
            "/es/a/{}.md",
            "/es/a/{}.json",
            "/es/a/{}/feedback",
            "/es/a/{}/history",
            "/es/a/{}/v/1",
            "/es/a/{}/v/2",
            "/es/a/{}/v/3",
            "/es/a/{}/v/4",
            "/w/articles/{}/edit",
            "/api/v1/articles/{}",
            "/api/v1/articles/{}/revisions",
            "/api/v1/articles/{}/redactions",
        ] {
            all.push(form.replace("{}", &id.to_string()));
        }
    }
    for id in &place.conversations {
        for form in [
            "/api/v1/conversations/{}",
            "/w/conversations/{}",
            "/es/q/{}",
            "/api/v1/conversations/{}/links",
        ] {
            all.push(form.replace("{}", &id.to_string()));
        }
    }
    all
}

fn assert_clean(path: &str, text: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{canary} stands at {path}:\n{text}");
    }
}

#[test]
fn no_canary_is_on_any_address_that_a_stranger_can_reach() {
    let place = place();
    let visitor = place.app.visitor();
    let mut waiting: VecDeque<String> = addresses(&place).into();
    let mut seen: BTreeSet<String> = waiting.iter().cloned().collect();
    while let Some(path) = waiting.pop_front() {
        let reply = visitor.get(&path);
        assert!(reply.status < 500, "{path}: {reply:?}");
        assert_clean(&path, &reply.text);
        assert_clean(&path, &format!("{:?}", reply.headers));
        let there = reply.header("location").to_owned();
        for next in links(&reply.text).into_iter().chain([there]) {
            let next = next
                .strip_prefix(&place.app.app.settings.public_url.origin)
                .unwrap_or(&next)
                .to_owned();
            if next.starts_with('/') && !next.starts_with("//") && seen.len() < 2000 && seen.insert(next.clone()) {
                waiting.push_back(next);
            }
        }
    }
    assert!(seen.len() > 60, "{seen:?}");
}

/// What `href`, `src` and `<loc>` name.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (mark, end) in [
        ("href=\"", '"'),
        ("src=\"", '"'),
        ("action=\"", '"'),
        ("<loc>", '<'),
        ("\"url\":\"", '"'),
    ] {
        found.extend(
            text.split(mark)
                .skip(1)
                .filter_map(|rest| rest.split(end).next())
                .map(|link| link.replace("&amp;", "&")),
        );
    }
    found
}

#[test]
fn searching_for_a_canary_finds_nothing() {
    let place = place();
    let visitor = place.app.visitor();
    for canary in CANARIES {
        let answer = visitor
            .get(&format!("/api/v1/search?q={canary}&exact=true"))
            .expect(200);
        assert_eq!(answer["total"], 0, "{canary}: {answer}");
        let answer = visitor.get(&format!("/api/v1/search?q={canary}")).expect(200);
        assert!(
            answer["corrected"].as_str().is_none_or(|word| !word.starts_with("zq")),
            "{canary}: {answer}"
        );
        let completions = visitor
            .get(&format!("/api/v1/autocomplete?q={}", &canary[..6]))
            .expect(200);
        assert_eq!(
            completions["completions"].as_array().unwrap().len(),
            0,
            "{canary}: {completions}"
        );
        // The page says back what was searched, and nothing else.
        let page = visitor.get(&format!("/es/search?q={canary}"));
        for other in CANARIES.iter().filter(|other| *other != canary) {
            assert!(!page.text.contains(other), "{other} at the search for {canary}");
        }
    }
}

#[test]
fn a_suggestion_carries_no_public_link_to_what_is_not_public() {
    let place = place();
    let desk: Caller = place.app.token(&[Scope::Suggest, Scope::Read]);
    let asked = serde_json::json!({"text": "¿cómo cambio de tarifa?", "channel": "x", "brand": "acme", "limit": 10});
    let answer = desk.post("/api/v1/suggestions", &asked).expect(200);
    for suggestion in answer["suggestions"].as_array().unwrap() {
        if suggestion["audience"] == "internal" {
            assert!(
                suggestion["url"].is_null() && suggestion["short_url"].is_null(),
                "{suggestion}"
            );
        } else {
            assert_clean("a public suggestion", &suggestion.to_string());
        }
    }
}

#[test]
fn internal_articles_answer_those_who_may_read_them() {
    let place = place();
    place.app.settle();
    let answers = |scopes: &[Scope], text: &str| {
        let asked = serde_json::json!({"text": text, "channel": "x", "brand": "acme", "limit": 10});
        place
            .app
            .token(scopes)
            .post("/api/v1/suggestions", &asked)
            .expect(200)
            .to_string()
    };
    let mut internal = 0;
    for canary in CANARIES {
        let text = format!("¿qué es {canary}?");
        assert!(!answers(&[Scope::Suggest], &text).contains("\"internal\""), "{canary}");
        internal += usize::from(answers(&[Scope::Suggest, Scope::Read], &text).contains("\"internal\""));
    }
    assert!(internal > 0, "staff are answered by what is internal");
}

#[test]
fn past_conversations_that_were_private_are_for_those_who_may_read_them() {
    let place = place();
    place.app.settle();
    let asked = serde_json::json!({"text": "¿cómo cambio el plan de la tarifa?", "channel": "x", "brand": "acme"});
    let past = |scopes: &[Scope]| {
        let answer = place.app.token(scopes).post("/api/v1/suggestions", &asked);
        answer.expect(200)["past"].to_string()
    };
    let public = past(&[Scope::Suggest]);
    assert!(public.contains("Entra en tu cuenta"), "{public}");
    assert_clean("past conversations", &public);
    let all = past(&[Scope::Suggest, Scope::Read]);
    assert!(all.contains("zqdmquestion"), "{all}");
}
