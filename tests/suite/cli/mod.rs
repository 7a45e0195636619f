//! What operators and scripts do with the binary itself: exit statuses, JSON, and what a `kill -9` leaves.

mod archive;
mod import;
mod learning;
mod measure;
mod serve;
mod usage;

use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// A folder of its own for one installation, and for the files that a scenario needs.
pub struct Place {
    folder: TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A path below the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, content: &str) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The binary on data folder `data` below this place; the surroundings' settings do not count.
    pub fn on(&self, data: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_precedent"));
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("PRECEDENT_")) {
                command.env_remove(name);
            }
        }
        command.arg("--data-dir").arg(self.path(data)).args(arguments);
        command.stdin(Stdio::null());
        command
    }

    /// Runs it on the usual data folder.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.on("data", arguments).output().unwrap()
    }

    /// Runs it and reads its JSON document; it has to succeed.
    pub fn json(&self, arguments: &[&str]) -> Value {
        self.json_on("data", arguments)
    }

    /// The same on another data folder.
    pub fn json_on(&self, data: &str, arguments: &[&str]) -> Value {
        let output = self.on(data, arguments).arg("--json").output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

/// What a command said on standard error.
pub fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// All files below a folder with their content, by path.
pub fn files(folder: &Path) -> Vec<(String, String)> {
    fn add(folder: &Path, root: &Path, all: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                add(&path, root, all);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                all.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut all = Vec::new();
    add(folder, folder, &mut all);
    all.sort();
    all
}

/// Lines of conversations, each with a question and an answer.
pub fn conversations(many: usize) -> String {
    (0..many)
        .map(|place| {
            let day = place % 28 + 1;
            format!(
                r#"{{"id":"c{place}","channel":"x","handle":"acme","brand":"acme","lang":"en","status":"resolved","messages":[{{"id":"c{place}-1","author":"u{}","role":"customer","at":"2026-01-{day:02}T10:00:00Z","text":"My router number {place} keeps blinking red"}},{{"id":"c{place}-2","author":"acme","role":"agent","at":"2026-01-{day:02}T10:05:00Z","text":"Unplug it for ten seconds, then wait two minutes for the light to turn green."}}]}}"#,
                place % 50
            ) + "\n"
        })
        .collect()
}
