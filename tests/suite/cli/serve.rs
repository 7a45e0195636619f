//! Serving: one process on a folder, imports beside it, a clean stop.

use super::{Place, complaint, conversations};
use crate::support::wait_until;
use serde_json::Value;
use std::process::{Child, Command, Stdio};

/// A server of the binary; killed when dropped.
struct Server {
    child: Child,
    said: Value,
}

impl Server {
    /// Starts `command`, which serves on a free port, and waits until it says its address.
    fn start(place: &Place, arguments: &[&str]) -> Self {
        let mut command = place.on("data", arguments);
        command.args(["--listen", "127.0.0.1:0", "--json"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out = child.stdout.take().unwrap();
        let said = serde_json::Deserializer::from_reader(out)
            .into_iter()
            .next()
            .unwrap()
            .unwrap();
        Self { child, said }
    }

    fn get(&self, path: &str) -> String {
        let url = format!("{}{path}", self.said["url"].as_str().unwrap().trim_end_matches('/'));
        ureq::get(&url).call().unwrap().body_mut().read_to_string().unwrap()
    }

    /// Asks it to stop as a service manager does.
    fn terminate(mut self) -> Option<i32> {
        let kill = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(kill.success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have stopped by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_server_serves_follows_imports_and_stops_cleanly() {
    let place = Place::new();
    let server = Server::start(&place, &["serve"]);
    assert_eq!(server.said["setup_code"].as_str().unwrap().len(), 12);
    server.get("/healthz");

    let second = place.run(&["reindex"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(
        complaint(&second).contains(&server.child.id().to_string()),
        "{}",
        complaint(&second)
    );

    let line = r#"{"_id":"a","title":"The router blinks red","text":"Unplug it.","brand":"acme","lang":"en"}"#;
    place.file("set/corpus.jsonl", line);
    place.json(&["import", "beir", place.path("set").to_str().unwrap()]);
    place.json(&["import", "auto", &place.file("c.jsonl", &conversations(2))]);
    let found = || place.json(&["search", "router", "--brand", "acme"])["total"].clone();
    wait_until("the server does not follow the import", || found() == 1);
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn the_demo_serves_its_pages_at_once() {
    let place = Place::new();
    let server = Server::start(&place, &["demo"]);
    let found: Value = serde_json::from_str(&server.get("/api/v1/search?q=factura&locale=es")).unwrap();
    assert!(found["total"].as_u64().unwrap() > 0, "{found}");
    assert_eq!(server.terminate(), Some(0));
}
