//! `kill -9` at any moment: what was acknowledged is there afterwards, and the index catches up by itself.

use crate::support::{
    app::{Caller, Reply},
    program::{Program, Server},
    wait_until,
};
use precedent::{clock::Clock, db::idempotency, domain::id::TokenId};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What a client was told is stored.
#[derive(Default)]
struct Acknowledged {
    conversations: Vec<String>,
    /// Published articles: id and a word that only they have.
    articles: Vec<(String, String)>,
}

/// Kills on SQLite, where the database goes down with the process; on PostgreSQL it lives on, and fewer will do.
fn rounds(program: &Program) -> u64 {
    if program.is_on_a_server() { 20 } else { 100 }
}

#[test]
fn a_hundred_kills_lose_nothing_that_was_acknowledged() {
    let program = Program::new();
    let token = program.token("admin");
    let acknowledged = Arc::new(Mutex::new(Acknowledged::default()));
    for round in 0..rounds(&program) {
        let mut server = program.serve();
        let caller = server.caller().with("authorization", &format!("Bearer {token}"));
        let before = acknowledged.lock().unwrap().articles.len();
        let writers: Vec<_> = (0..2)
            .map(|writer| {
                let (caller, acknowledged) = (caller.clone(), acknowledged.clone());
                thread::spawn(move || {
                    let mut number = 0;
                    while write(&caller, &acknowledged, round, writer, number).is_some() {
                        number += 1;
                    }
                })
            })
            .collect();
        // After some acknowledged writes, at another moment of the next one each time.
        let enough = before + 1 + (round % 4) as usize;
        for _ in 0..2000 {
            if acknowledged.lock().unwrap().articles.len() >= enough {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_millis(round * 7 % 23));
        server.kill();
        for writer in writers {
            writer.join().unwrap();
        }
    }

    let server = program.serve();
    let caller = server.caller().with("authorization", &format!("Bearer {token}"));
    server.settle();
    let acknowledged = acknowledged.lock().unwrap();
    assert!(
        acknowledged.articles.len() as u64 >= rounds(&program),
        "{} articles",
        acknowledged.articles.len()
    );
    for id in &acknowledged.conversations {
        let stored = caller.get(&format!("/api/v1/conversations/{id}")).expect(200);
        assert_eq!(stored["messages"].as_array().unwrap().len(), 2, "{id}");
    }
    for (id, word) in &acknowledged.articles {
        let hits = server.caller().get(&format!("/api/v1/search?q={word}")).expect(200);
        assert_eq!(hits["hits"][0]["article_id"], **id, "{word}: {hits}");
    }
}

/// One conversation and one published article; none once the server is gone.
fn write(caller: &Caller, acknowledged: &Mutex<Acknowledged>, round: u64, writer: u64, number: u64) -> Option<()> {
    let conversation = json!({"id": format!("k{round}-{writer}-{number}"), "channel": "x", "brand": "acme", "lang": "en",
        "messages": [
            {"id": "1", "author": "ana", "role": "customer", "at": "2026-02-20T10:00:00Z", "text": "it does not work"},
            {"id": "2", "author": "acme", "role": "agent", "at": "2026-02-20T10:05:00Z", "text": "switch it off and on"}]});
    let stored = answered(caller.attempt("PUT", "/api/v1/conversations", Some(&conversation)))?;
    let id = stored["results"][0]["id"].as_str().unwrap().to_owned();
    acknowledged.lock().unwrap().conversations.push(id);
    // A word of letters alone, so that no other article is near it.
    let word: String = format!("{round:03}{writer}{number:05}")
        .bytes()
        .map(|digit| char::from(digit + 49))
        .collect();
    let article = json!({"brand": "acme", "locale": "en", "title": format!("About {word}"), "resolution": "Switch it off and on."});
    let made = answered(caller.attempt("POST", "/api/v1/articles", Some(&article)))?;
    let id = made["id"].as_str().unwrap().to_owned();
    let publish = json!({"audience": "public"});
    answered(caller.attempt("POST", &format!("/api/v1/articles/{id}/publish"), Some(&publish)))?;
    acknowledged.lock().unwrap().articles.push((id, word));
    Some(())
}

fn answered(reply: Option<Reply>) -> Option<Value> {
    let reply = reply?;
    assert!(reply.status < 300, "{reply:?}");
    Some(reply.json())
}

#[test]
fn a_key_whose_request_was_killed_can_be_used_again() {
    let program = Program::new();
    let token = program.token("admin");
    let mut server = program.serve();
    let caller = server.caller().with("authorization", &format!("Bearer {token}"));
    write(&caller, &Mutex::default(), 0, 0, 0).unwrap();
    // What a request leaves that is killed before it does anything.
    program.write(|connection| {
        let now = Clock::System.now();
        idempotency::insert(connection, &format!("token:{}", TokenId(1)), "killed", "its hash", now)
    });
    let article = json!({"brand": "acme", "locale": "en", "title": "Again", "resolution": "Switch it off and on."});
    let again = |server: &Server| {
        let caller = server.caller().with("authorization", &format!("Bearer {token}"));
        caller
            .with("idempotency-key", "killed")
            .post("/api/v1/articles", &article)
    };
    assert_ne!(again(&server).status, 201, "it may still be under way");
    server.kill();
    let server = program.serve();
    // At once on a file; on a server's database another process might be at work, for half a minute.
    let mut reply = again(&server);
    while program.is_on_a_server() && reply.status != 201 {
        assert!([409, 422].contains(&reply.status), "{reply:?}");
        thread::sleep(Duration::from_millis(500));
        reply = again(&server);
    }
    assert_eq!(reply.status, 201, "{reply:?}");
    assert_eq!(again(&server).text, reply.text);
}

#[test]
fn a_second_process_on_the_same_folder_is_told_of_the_first() {
    let program = Program::new();
    let server = program.serve();
    let refused = program.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains(&server.pid().to_string()), "{said}");
}

#[test]
fn a_damaged_index_is_made_anew_while_the_site_stays_up() {
    let program = Program::new();
    let token = program.token("admin");
    let acknowledged = Mutex::new(Acknowledged::default());
    let mut server = program.serve();
    let caller = server.caller().with("authorization", &format!("Bearer {token}"));
    write(&caller, &acknowledged, 0, 0, 0).unwrap();
    server.settle();
    server.kill();
    let mut spoilt = 0;
    for file in walk(&program.folder().join("index")) {
        if file.extension().is_some_and(|kind| kind != "lock") {
            std::fs::write(&file, b"rubbish").unwrap();
            spoilt += 1;
        }
    }
    assert!(spoilt > 0);
    let server = program.serve();
    assert_eq!(server.caller().get("/healthz").status, 200);
    server.settle();
    let (id, word) = acknowledged.lock().unwrap().articles[0].clone();
    let hits = server.caller().get(&format!("/api/v1/search?q={word}")).expect(200);
    assert_eq!(hits["hits"][0]["article_id"], *id);
}

/// Waits until an article that was written just now is found.
fn until_found(server: &Server, (id, word): &(String, String)) {
    wait_until("what is new is not found", || {
        let reply = server.caller().get(&format!("/api/v1/search?q={word}"));
        // While the index is made anew, it may say so, and never that there is nothing.
        assert!(reply.status == 503 || reply.status == 200, "{reply:?}");
        reply.status == 200 && reply.json()["hits"][0]["article_id"] == **id
    });
}

#[test]
fn an_index_that_is_removed_or_spoilt_under_a_running_server_is_made_anew() {
    let program = Program::new();
    let token = program.token("admin");
    let acknowledged = Mutex::new(Acknowledged::default());
    let server = program.serve();
    let caller = server.caller().with("authorization", &format!("Bearer {token}"));
    let index = program.folder().join("index");
    write(&caller, &acknowledged, 0, 0, 0).unwrap();
    server.settle();
    for entry in std::fs::read_dir(&index).unwrap() {
        std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
    }
    wait_until("it is not seen", || server.caller().get("/readyz").status == 503);
    write(&caller, &acknowledged, 0, 1, 0).unwrap();
    let [first, second] = [0, 1].map(|place: usize| acknowledged.lock().unwrap().articles[place].clone());
    until_found(&server, &second);
    until_found(&server, &first);
    server.settle();
    for file in walk(&index) {
        // In place and as long as before, as a disk does it: what is open changes with it.
        let length = std::fs::metadata(&file).unwrap().len();
        let mut file = std::fs::File::options().write(true).open(&file).unwrap();
        std::io::Write::write_all(&mut file, &vec![0; length.min(4096) as usize]).unwrap();
    }
    write(&caller, &acknowledged, 0, 2, 0).unwrap();
    let third = acknowledged.lock().unwrap().articles[2].clone();
    until_found(&server, &third);
    until_found(&server, &first);
    server.settle();
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] })
        .collect()
}
