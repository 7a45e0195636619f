//! An export carries articles with their whole past into another installation.

use crate::support::app::{Caller, TestApp};
use chrono::Duration;
use precedent::{
    actions::{
        Actor, demo, export,
        import::{self, Options, Report},
        portal,
    },
    channels::{Format, Request},
    domain::account::Scope,
};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Counted or numbered anew by each installation, or the backup's to carry.
const OWN: &[&str] = &["version", "uses", "links", "sources", "redactions", "open_flags"];

pub fn bring_in(app: &TestApp, folder: &Path) -> Report {
    for portal in portal::all(&[folder.to_path_buf()]).unwrap() {
        portal::put(&app.app, Actor::default(), &portal).unwrap();
    }
    let request = Request {
        format: Format::Auto,
        paths: vec![folder.to_path_buf()],
        scratch: app.folder.path().into(),
    };
    let options = Options {
        curated: true,
        ..Options::default()
    };
    import::import(&app.app, Actor::default(), request, &options, &mut |_| {}).unwrap()
}

/// The ids of all articles, by how they are called outside.
fn ids(caller: &Caller) -> Vec<String> {
    let mut ids = Vec::new();
    let mut path = "/api/v1/articles?limit=100".to_owned();
    loop {
        let reply = caller.get(&path);
        let items = reply.expect(200)["items"].as_array().unwrap().clone();
        ids.extend(items.iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        let Some(next) = reply.header("link").split(';').next().filter(|next| !next.is_empty()) else {
            break;
        };
        let next = next.trim_matches(['<', '>']);
        next[next.find("/api/").unwrap()..].clone_into(&mut path);
    }
    ids.sort();
    ids
}

/// All that an installation says about an article, addresses without their host.
fn told(caller: &Caller, id: &str) -> Vec<Value> {
    let mut article = caller.get(&format!("/api/v1/articles/{id}")).expect(200);
    for name in OWN {
        article.as_object_mut().unwrap().remove(*name);
    }
    let mut history = caller.get(&format!("/api/v1/articles/{id}/revisions")).expect(200);
    let numbers: Vec<i64> = history["items"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .map(|revision| {
            revision.as_object_mut().unwrap().remove("author");
            revision["number"].as_i64().unwrap()
        })
        .collect();
    let mut all = vec![article, history];
    for number in numbers {
        let mut revision = caller
            .get(&format!("/api/v1/articles/{id}/revisions/{number}"))
            .expect(200);
        revision.as_object_mut().unwrap().remove("author");
        all.push(revision);
    }
    all
}

fn revise(caller: &Caller, id: &str, change: &Value) {
    let path = format!("/api/v1/articles/{id}");
    let version = caller.get(&path).expect(200)["version"].clone();
    let caller = caller.clone().with("if-match", &format!("\"{version}\""));
    caller.patch(&path, change).expect(200);
}

/// A draft of a conversation that has none yet.
fn drafted(editor: &Caller) -> String {
    let resolved = editor
        .get("/api/v1/conversations?status=resolved&limit=100")
        .expect(200);
    let drafts = resolved["items"].as_array().unwrap().iter().map(|conversation| {
        let id = conversation["id"].as_str().unwrap();
        editor.post(&format!("/api/v1/conversations/{id}/draft"), &json!({}))
    });
    let mut made = drafts.filter(|reply| reply.status == 201);
    made.next().unwrap().json()["id"].as_str().unwrap().to_owned()
}

fn sources(caller: &Caller, id: &str) -> Vec<Value> {
    let article = caller.get(&format!("/api/v1/articles/{id}")).expect(200);
    article["sources"].as_array().unwrap().clone()
}

/// Where an address leads, without the host.
fn leads(visitor: &Caller, path: &str) -> (u16, String) {
    let reply = visitor.get(path);
    let to = reply.header("location");
    (
        reply.status,
        to.find("/es/").map_or(String::new(), |place| to[place..].to_owned()),
    )
}

#[test]
fn articles_come_with_their_whole_past() {
    let settings = |written: &mut precedent::settings::Written| written.public_url = "https://help.example".into();
    let first = TestApp::with(settings);
    demo::load(&first.app).unwrap();
    let scopes = [Scope::Read, Scope::Curate];
    let editor = first.token(&scopes);
    let public = editor
        .get("/api/v1/articles?audience=public&confidence=validated&locale=es")
        .expect(200);
    let public: Vec<String> = (0..5)
        .map(|place| public["items"][place]["id"].as_str().unwrap().to_owned())
        .collect();
    let [renamed, edited, archived, merged, kept] = public.as_slice() else {
        unreachable!()
    };
    let post = |path: String, body: Value| {
        first.app.clock.advance(Duration::seconds(90));
        editor.post(&path, &body).expect(200);
    };
    let (old, _) = slug(&first, renamed);
    first.app.clock.advance(Duration::minutes(1));
    revise(
        &editor,
        renamed,
        &json!({"title": "Un título del todo distinto", "note": "más claro: \"sí\""}),
    );
    post(
        format!("/api/v1/articles/{renamed}/publish"),
        json!({"audience": "public"}),
    );
    first.app.clock.advance(Duration::minutes(1));
    revise(
        &editor,
        edited,
        &json!({"resolution": "Aún sin publicar: [a] {b}\n\n---\n\n1. uno\n2. dos", "channel_replies": {"x": "Corto."}}),
    );
    first.app.clock.advance(Duration::minutes(1));
    revise(&editor, edited, &json!({"cause": "Otra causa", "note": "segunda"}));
    revise(&editor, archived, &json!({"reply": "Nueva respuesta"}));
    post(
        format!("/api/v1/articles/{archived}/archive"),
        json!({"reason": "ya no"}),
    );
    post(format!("/api/v1/articles/{merged}/merge"), json!({"into": kept}));
    // Into one that comes before it, and from one that is merged itself.
    post(
        format!("/api/v1/articles/{kept}/archive"),
        json!({"replaced_by": renamed}),
    );
    let draft = editor
        .post(
            "/api/v1/articles",
            &json!({"title": "Solo un borrador", "locale": "es"}),
        )
        .expect(201);
    revise(
        &editor,
        draft["id"].as_str().unwrap(),
        &json!({"title": "Un borrador mejor", "resolution": "Así."}),
    );

    let drawn = drafted(&editor);

    let folder = first.folder.path().join("export");
    let written = export::export(&first.app, &folder).unwrap();
    let second = TestApp::with(settings);
    let report = bring_in(&second, &folder);
    assert_eq!(
        (report.errors.len(), report.articles.new),
        (0, written.articles),
        "{:?}",
        report.errors
    );
    let reader = second.token(&scopes);
    let all = ids(&editor);
    assert_eq!(all.len() as u64, written.articles);
    assert_eq!(ids(&reader), all);
    for id in &all {
        for (before, after) in told(&editor, id).iter().zip(told(&reader, id)) {
            assert_eq!(*before, after, "{id}");
        }
    }
    for id in &all {
        assert_eq!(sources(&editor, id).len(), sources(&reader, id).len(), "{id}");
    }
    assert_eq!(sources(&reader, &drawn).len(), 1);
    for path in [
        format!("/es/a/{renamed}-{old}"),
        format!("/es/a/{merged}-x"),
        format!("/es/a/{kept}"),
        format!("/es/a/{archived}"),
        format!("/es/a/{edited}"),
    ] {
        assert_eq!(
            leads(&second.visitor(), &path),
            leads(&first.visitor(), &path),
            "{path}"
        );
    }
    assert_eq!(leads(&second.visitor(), &format!("/es/a/{merged}-x")).0, 301);
    let (_, slugs) = slug(&first, renamed);
    assert_eq!((slug(&second, renamed).1, slugs.len()), (slugs, 2));

    let again = bring_in(&second, &folder);
    assert_eq!(
        (again.articles.unchanged, again.articles.updated),
        (written.articles, 0)
    );
    let copy: PathBuf = second.folder.path().join("export");
    export::export(&second.app, &copy).unwrap();
    assert_eq!(crate::cli::files(&copy), crate::cli::files(&folder));
}

/// The first and all slugs of an article.
fn slug(app: &TestApp, id: &str) -> (String, Vec<String>) {
    let id = id.parse().unwrap();
    let slugs = app
        .app
        .database
        .read(|connection| Ok::<_, precedent::error::Error>(precedent::db::article::slugs_of(connection, &[id])?));
    let slugs: Vec<String> = slugs.unwrap().into_iter().map(|(_, slug)| slug).collect();
    (slugs[0].clone(), slugs)
}
