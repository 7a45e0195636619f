//! Admins bring data in, take it out and keep it, from a browser without a script.

use super::people::bring;
use crate::{
    site::portal,
    support::{
        app::{Caller, Reply, TestApp},
        between, wait_for, wait_until,
    },
};
use flate2::read::GzDecoder;
use precedent::{
    actions::{Actor, job},
    domain::{
        account::Role,
        job::{JobKind, JobState},
    },
    worker,
};
use std::{io::Read, thread, time::Duration};

const LINES: &str = r#"{"id":"u1","channel":"x","brand":"acme","lang":"es","messages":[{"id":"m1","author":"eva","role":"customer","at":"2026-02-20T10:00:00Z","text":"¿Cuándo llega mi router?"},{"id":"m2","author":"acme","role":"agent","at":"2026-02-20T10:05:00Z","text":"El router llega en dos días."}]}
{"id":"u2","messages":"what is this"}
"#;

/// Sends a form with a file as a browser does.
fn upload(caller: &Caller, csrf: &str, fields: &[(&str, &str)], name: &str, content: &[u8]) -> Reply {
    let mut body = Vec::new();
    for (field, value) in [("csrf", csrf)].iter().chain(fields) {
        body.extend(format!("--xyz\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head = format!("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    body.extend(head.bytes());
    body.extend_from_slice(content);
    body.extend(b"\r\n--xyz--\r\n");
    let caller = caller.clone().with("content-type", "multipart/form-data; boundary=xyz");
    caller.send(ureq::http::Method::POST, "/admin/import", Some(body))
}

/// The page of a job when it has ended.
fn ended(caller: &Caller, path: &str) -> Reply {
    wait_for(|| {
        let page = caller.get(path);
        assert_eq!(page.status, 200, "{}", page.text);
        if page.text.contains("data-live=\"on\"") {
            return Err(format!("the job does not end: {}", page.text));
        }
        Ok(page)
    })
}

fn is_empty(app: &TestApp, folder: &str) -> bool {
    std::fs::read_dir(app.folder.path().join(folder)).map_or(true, |mut entries| entries.next().is_none())
}

#[test]
fn an_upload_becomes_conversations_while_nobody_watches() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let fields = [("format", "auto"), ("brand", "")];
    let tried = upload(
        &admin,
        &csrf,
        &[("format", "auto"), ("dry_run", "1")],
        "c.jsonl",
        LINES.as_bytes(),
    );
    let page = ended(&admin, tried.header("location"));
    assert!(page.text.contains("no se ha guardado nada"), "{}", page.text);
    assert!(!admin.get("/w/conversations").text.contains("router"));

    let taken = upload(&admin, &csrf, &fields, "../c.jsonl", LINES.as_bytes());
    assert!(taken.header("location").starts_with("/admin/jobs/"), "{taken:?}");
    let page = ended(&admin, taken.header("location"));
    assert!(
        page.text.contains("Hecha") && page.text.contains("c.jsonl"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("<td class=\"num\">2</td><td lang=\"en\">"),
        "line and reason: {}",
        page.text
    );
    assert!(!page.text.contains("transit"), "no path of the server: {}", page.text);
    assert!(admin.get("/w/conversations").text.contains("Cuándo llega mi router"));
    assert!(admin.get("/admin/jobs").text.contains("c.jsonl"));
    assert!(admin.get("/admin/audit?kind=import").text.contains("<td>Importó"));
    wait_until("the uploaded file stays", || is_empty(&app, "transit"));
}

#[test]
fn an_upload_without_right_token_or_size_is_refused() {
    let app = TestApp::with(|settings| settings.upload_megabytes = 1);
    let (admin, csrf) = app.signed_in(Role::Admin);
    let (editor, own) = app.signed_in(Role::Editor);
    assert_eq!(upload(&editor, &own, &[], "c.jsonl", b"{}").status, 403);
    assert_eq!(
        upload(&admin, "wrong", &[("format", "auto")], "c.jsonl", b"{}").status,
        403
    );
    let nothing = upload(&admin, &csrf, &[("format", "auto")], "", b"");
    assert_eq!(nothing.status, 422);
    assert!(nothing.text.contains("Elige un archivo"), "{}", nothing.text);
    let large = upload(
        &admin,
        &csrf,
        &[("format", "auto")],
        "c.jsonl",
        &vec![b'x'; (1 << 20) + 1],
    );
    assert_eq!(large.status, 422, "{large:?}");
    assert!(large.text.contains("pasa de 1 MB"), "{}", large.text);
    assert!(is_empty(&app, "transit"), "nothing of them is left");
    assert!(!admin.get("/admin/jobs").text.contains("c.jsonl"));
}

#[test]
fn a_job_can_be_stopped_and_one_whose_server_died_says_so() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let id = job::start(&app.app, Actor::default(), JobKind::Import, "slow", |_, running| {
        loop {
            running.progress((1, Some(2)), "")?;
            thread::sleep(Duration::from_millis(5));
        }
    })
    .unwrap();
    let path = format!("/admin/jobs/{id}");
    wait_until("no progress", || admin.get(&path).text.contains("50 %"));
    assert!(admin.get(&path).text.contains("data-live=\"on\""));
    assert_eq!(admin.form(&path, &[("csrf", &csrf)]).status, 303);
    assert!(ended(&admin, &path).text.contains("Parada"));
    assert!(admin.get("/admin/audit?kind=job").text.contains("<td>Paró una tarea"));

    let failed = job::start(&app.app, Actor::default(), JobKind::Backup, "odd", |_, _| panic!("odd")).unwrap();
    assert!(ended(&admin, &format!("/admin/jobs/{failed}")).text.contains("Falló"));

    let now = app.app.clock.now();
    let orphan = app.app.database.write(|connection| {
        Ok(precedent::db::job::insert(
            connection,
            JobKind::Import,
            "left",
            None,
            now,
        )?)
    });
    let orphan = orphan.unwrap();
    std::fs::create_dir_all(app.folder.path().join("transit/old")).unwrap();
    job::interrupt(&app.app).unwrap();
    assert_eq!(job::find(&app.app, orphan).unwrap().state, JobState::Interrupted);
    assert!(is_empty(&app, "transit"));
    assert!(
        admin
            .get(&format!("/admin/jobs/{orphan}"))
            .text
            .contains("El servidor se paró a mitad")
    );
}

#[test]
fn the_index_is_rebuilt_on_request() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    crate::support::app::published(&app.app, "acme", "No llega el código", "Espera un minuto.");
    app.settle();
    let jobs = |state: &str| admin.get("/admin/jobs").text.matches(state).count();
    let before = jobs(">Hecha<");
    let asked = admin.form("/admin/jobs", &[("csrf", &csrf), ("do", "index")]);
    assert_eq!(asked.header("location"), "/admin/jobs?done=rebuilding");
    wait_until("the index is not filled", || jobs(">Hecha<") != before);
    app.settle();
    assert!(app.visitor().get("/es/search?q=codigo").text.contains("No llega el"));
}

#[test]
fn a_backup_is_made_listed_and_taken_along() {
    let app = portal();
    let (admin, csrf) = app.signed_in(Role::Admin);
    let (editor, _) = app.signed_in(Role::Editor);
    assert!(admin.get("/admin/backup").text.contains("Todavía no hay ninguna copia"));
    assert_eq!(admin.form("/admin/backup", &[("csrf", &csrf)]).status, 303);
    let page = ended(&admin, "/admin/backup").text;
    let path = between(&page, "href=\"/admin/backup/", "\"").to_owned();
    assert!(
        page.contains(&format!("/backups/{path} --force")),
        "the command to restore it: {page}"
    );
    let path = format!("/admin/backup/{path}");
    assert_eq!(editor.get(&path).status, 403);
    for elsewhere in [
        "/admin/backup/precedent.db",
        "/admin/backup/..%2Fprecedent.db",
        "/admin/backup/%2e%2e",
    ] {
        assert!(matches!(admin.get(elsewhere).status, 404 | 400), "{elsewhere}");
    }
    let file = app.folder.path().join("backups").join(path.rsplit('/').next().unwrap());
    let other = crate::support::archive::Archive::empty();
    precedent::actions::restore::run(&other.app.database, &file, true).unwrap();
    let audit = admin.get("/admin/audit?kind=backup").text;
    assert!(audit.contains("<td>Hizo una copia"), "{audit}");
    drop(worker::catch_up(&other.app));
}

#[test]
fn an_export_is_one_file_that_imports_take() {
    let app = portal();
    bring(&app, LINES);
    crate::support::app::published(&app.app, "acme", "No llega el código", "Espera un minuto.");
    let (admin, csrf) = app.signed_in(Role::Admin);
    let taken = |form: &str| {
        let packed = precedent::actions::package::Form::ALL
            .into_iter()
            .find(|one| one.as_str() == form)
            .unwrap();
        let mut package = precedent::actions::package::make(&app.app, Actor::default(), packed).unwrap();
        let mut bytes = Vec::new();
        GzDecoder::new(&mut package.file).read_to_end(&mut bytes).unwrap();
        bytes
    };
    let lines = String::from_utf8(taken("conversations")).unwrap();
    let other = crate::support::archive::Archive::empty();
    let report = other.conversations(&lines);
    assert_eq!((report.conversations.new, report.conversations.rejected), (1, 0));

    let tar = taken("archive");
    assert_eq!(tar.len() % 512, 0);
    assert!(tar.ends_with(&[0; 1024]));
    let names: Vec<_> = tar
        .chunks(512)
        .filter(|block| &block[257..262] == b"ustar")
        .map(|block| {
            let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum::<u32>()
                - block[148..156].iter().map(|byte| u32::from(*byte)).sum::<u32>()
                + 8 * 32;
            assert_eq!(&block[148..154], format!("{sum:06o}").as_bytes());
            let part = |range: std::ops::Range<usize>| {
                String::from_utf8_lossy(&block[range]).trim_end_matches('\0').to_owned()
            };
            part(345..500) + "/" + &part(0..100)
        })
        .collect();
    for end in ["acme/brand.toml", ".md", "acme/conversations.jsonl"] {
        assert!(names.iter().any(|name| name.ends_with(end)), "{end} in {names:?}");
    }
    assert_eq!(
        admin.form("/admin/export", &[("csrf", &csrf), ("form", "what")]).status,
        400
    );
    let audit = admin.get("/admin/audit?kind=archive").text;
    assert!(audit.contains("<td>Exportó datos"), "{audit}");
    assert!(is_empty(&app, "transit"));
}
