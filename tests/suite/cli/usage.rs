//! Statuses, help, and commands that need no installation.

use super::{Place, complaint};
use std::{
    io::Write,
    process::{Command, Stdio},
};

#[test]
fn statuses_tell_done_from_failed_from_wrong_usage() {
    let place = Place::new();
    assert_eq!(place.run(&["--help"]).status.code(), Some(0));
    assert_eq!(place.run(&["fit", "--channel", "x", "hola"]).status.code(), Some(0));
    for wrong in [
        &["serch", "q"][..],
        &["search"],
        &["import", "word", "x"],
        &["search", "q", "--limit", "0"],
    ] {
        assert_eq!(place.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    let nothing = place.run(&["search", "q"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(
        complaint(&nothing).contains("precedent demo"),
        "{}",
        complaint(&nothing)
    );
    assert!(!place.path("data").exists(), "looking makes no installation");
    let missing = place.run(&["import", "auto", "/nowhere/at/all"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(complaint(&missing).contains("/nowhere/at/all"));
}

#[test]
fn a_wrong_setting_is_named() {
    let place = Place::new();
    let output = place
        .on("data", &["migrate"])
        .env("PRECEDENT_CONNECTIONS", "many")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(complaint(&output).contains("PRECEDENT_CONNECTIONS"));
}

#[test]
fn the_settings_are_shown_with_where_they_come_from_and_without_passwords() {
    let place = Place::new();
    let output = place
        .on("data", &["config", "show"])
        .env("PRECEDENT_WORKERS", "3")
        .env("PRECEDENT_PUBLIC_URL", "https://help.example")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = |key: &str| {
        let found = told.lines().find(|line| line.starts_with(key));
        found
            .unwrap_or_else(|| panic!("{key} in {told}"))
            .split_whitespace()
            .collect::<Vec<_>>()
    };
    assert_eq!(line("workers"), ["workers", "3", "PRECEDENT_WORKERS"]);
    assert_eq!(line("connections"), ["connections", "8", "default"]);
    assert!(!place.path("data").exists(), "looking makes no installation");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Place::new();
    let mut child = place
        .on("data", &["openapi"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), complaint(&output).as_str()), (Some(0), ""));
}

/// What a command makes of standard input.
fn piped(mut command: Command, input: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn texts_are_fitted() {
    let place = Place::new();
    let fitted = place.json(&[
        "fit",
        "--channel",
        "x",
        "Mira https://ayuda.example.com/una/direccion/muy/larga",
    ]);
    assert_eq!(
        (&fitted["length"], &fitted["limit"], &fitted["unit"], &fitted["fits"]),
        (&28.into(), &280.into(), &"weighted".into(), &true.into())
    );
    let lines = piped(
        place.on("data", &["fit", "--channel", "x", "--jsonl"]),
        "{\"text\":\"hola\"}\n{\"text\":\"😀\"}\n",
    );
    let lengths: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["length"].clone())
        .collect();
    assert_eq!(lengths, [4, 2]);
}

#[test]
fn texts_are_redacted_by_code_points_and_with_an_allow_list() {
    let place = Place::new();
    let allow = place.file("allow.json", r#"{"emails":["ayuda@luz.example"]}"#);
    let command = place.on("data", &["redact", "--jsonl", "--spans", "--allowlist", &allow]);
    let line = piped(
        command,
        "{\"_id\":\"a\",\"lang\":\"es\",\"text\":\"ñ ana@correo.example o ayuda@luz.example\"}\n",
    );
    let redacted: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(redacted["redacted"], "ñ [correo] o ayuda@luz.example");
    assert_eq!(redacted["spans"], serde_json::json!([[2, 20, "EMAIL"]]));
    assert_eq!(redacted["_id"], "a");
}

#[test]
fn integrators_get_what_they_need() {
    let place = Place::new();
    let said = |arguments: &[&str]| String::from_utf8(place.run(arguments).stdout).unwrap();
    assert!(said(&["completions", "bash"]).contains("precedent"));
    assert!(said(&["man"]).contains("PRECEDENT IMPORT"));
    let description: serde_json::Value = serde_json::from_str(&said(&["openapi"])).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
}

#[test]
fn an_installation_is_administered() {
    let place = Place::new();
    place.json(&["brand", "add", "Luz y Gas", "--locale", "es,en"]);
    let again = place.run(&["brand", "add", "Luz y Gas"]);
    assert_eq!(again.status.code(), Some(1));
    place.json(&["channel", "add", "twitter:@luz", "--brand", "luz-y-gas"]);
    let channels = place.json(&["channel", "list"]);
    assert_eq!(
        (&channels[0]["kind"], &channels[0]["handle"]),
        (&"x".into(), &"luz".into())
    );
    let added = place.json(&["account", "add", "Marta@luz.example", "--role", "admin"]);
    assert!(added["password"].as_str().unwrap().len() >= 10);
    let last = place.run(&["account", "disable", "marta@luz.example"]);
    assert!(complaint(&last).contains("last admin"), "{}", complaint(&last));
    let token = place.json(&["token", "create", "helpdesk", "--scope", "suggest,read"]);
    assert!(token["key"].as_str().unwrap().starts_with("pcd_"));
    place.json(&["token", "revoke", token["id"].as_str().unwrap()]);
    assert!(place.json(&["token", "list"])[0]["revoked_at"].is_string());
    let findings = place.json(&["doctor"]);
    assert!(
        findings
            .as_array()
            .unwrap()
            .iter()
            .all(|finding| finding["level"] != "error")
    );
}

#[test]
fn what_cannot_be_opened_is_said_with_its_cause() {
    let place = Place::new();
    let said = |arguments: &[&str], name: &str, value: &str| {
        let output = place.on("data", arguments).env(name, value).output().unwrap();
        let text = complaint(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {text}");
        assert!(!text.contains("panicked") && !text.contains("this service"), "{text}");
        text
    };
    // What fails leaves nothing, and a backup needs something to back up.
    assert!(place.run(&["migrate"]).status.success());
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let file = place.file("brand.gz", "rubbish");
    let rubbish = place.file("rubbish/precedent.db", &"rubbish ".repeat(2000));
    let folder = place.path("rubbish");
    let plain = "PRECEDENT_LOG";
    for (arguments, name, value, cause) in [
        (&["serve", "--listen", &address][..], plain, "warn", address.as_str()),
        (&["serve", "--listen", "nonsense"], plain, "warn", "nonsense"),
        (&["migrate"], "PRECEDENT_DATABASE_URL", "mysql://x", "postgres://"),
        (
            &["migrate"],
            "PRECEDENT_DATABASE_URL",
            &format!("sqlite:{rubbish}"),
            "not a database",
        ),
        (&["migrate"], "PRECEDENT_PUBLIC_URL", "nonsense", "public_url"),
        (&["restore", &file], plain, "warn", "brand.gz"),
        (&["backup", "/nowhere/x.gz"], plain, "warn", "cannot be written"),
        (
            &["--config", "/nowhere.toml", "migrate"],
            plain,
            "warn",
            "/nowhere.toml",
        ),
        (
            &["import", "auto", folder.join("none").to_str().unwrap()],
            plain,
            "warn",
            "none: No such file",
        ),
        (
            &["eval", folder.to_str().unwrap(), "--mode", "search", "--run", "/tmp/x"],
            plain,
            "warn",
            "queries.jsonl",
        ),
        (
            &["redact", "--jsonl", "--allowlist", "/nowhere.json"],
            plain,
            "warn",
            "/nowhere.json",
        ),
    ] {
        let text = said(arguments, name, value);
        assert!(text.contains(cause), "{arguments:?}: {text}");
    }
    #[cfg(feature = "postgres")]
    {
        let text = said(
            &["migrate"],
            "PRECEDENT_DATABASE_URL",
            "postgres://nobody:secret@127.0.0.1:1/x",
        );
        assert!(
            text.contains("cannot be opened") && text.contains("port 1") && !text.contains("secret"),
            "{text}"
        );
    }
}

#[test]
fn a_wrong_line_of_the_settings_file_is_named() {
    let place = Place::new();
    for (text, said) in [
        ("listen = 5", "listen"),
        ("lissten = \"x\"", "Did you mean `listen`"),
        ("lis", "line 1"),
    ] {
        let file = place.file("set.toml", text);
        let output = place.run(&["--config", &file, "migrate"]);
        let complaint = complaint(&output);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            complaint.contains(said) && complaint.contains("set.toml"),
            "{complaint}"
        );
        assert!(!complaint.contains("default."), "{complaint}");
    }
}

#[test]
fn an_export_into_what_cannot_be_written_says_so() {
    let place = Place::new();
    place.json(&["brand", "add", "Luz"]);
    let file = place.file("file", "no folder");
    let refused = place.run(&["export", &format!("{file}/below")]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        complaint(&refused).contains("cannot be written"),
        "{}",
        complaint(&refused)
    );
}

#[test]
fn a_line_that_is_no_text_is_named() {
    let place = Place::new();
    for (input, line) in [
        (&b"{\"text\":\"a\"}\n\xff\xfe\n"[..], "line 2"),
        (b"nonsense\n", "line 1"),
        (b"{}\n", "line 1"),
    ] {
        let mut command = place.on("data", &["redact", "--jsonl"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(complaint(&output).contains(line), "{}", complaint(&output));
    }
}

#[test]
fn bad_lines_take_no_others_with_them() {
    let place = Place::new();
    let run = |arguments: &[&str], input: &str| {
        let mut child = place
            .on("data", arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let lines: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        (output.status.code(), lines)
    };
    for command in [&["fit", "--channel", "x", "--jsonl"][..], &["redact", "--jsonl"]] {
        let (code, lines) = run(command, "null\n{\"text\":\"hola\"}\n");
        assert_eq!((code, lines.len()), (Some(1), 2), "{command:?}");
        assert_eq!(lines[0]["line"], 1);
        assert!(
            lines[0]["error"].is_string() && lines[1]["error"].is_null(),
            "{lines:?}"
        );
    }
    let strange = place.run(&["fit", "--channel", "whatsap", "hola"]);
    assert_eq!(strange.status.code(), Some(1));
    assert!(complaint(&strange).contains("\"whatsapp\"?"), "{}", complaint(&strange));
    let noise = place.file("noise.bin", "\u{1}\u{2}\u{3}");
    for format in ["auto", "conversations", "twcs"] {
        let unread = place.run(&["import", format, &noise]);
        assert_eq!(unread.status.code(), Some(1), "{format}");
    }
}

#[test]
fn what_fails_leaves_no_installation_behind() {
    let place = Place::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert_eq!(place.run(&["serve", "--listen", &address]).status.code(), Some(1));
    assert!(!place.path("data").exists(), "the port is taken");
    let noise = place.file("backup.gz", "no backup");
    assert_eq!(place.run(&["restore", &noise]).status.code(), Some(1));
    assert!(!place.path("data").exists(), "the backup is none");
}

#[cfg(unix)]
#[test]
fn the_data_folder_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.json(&["brand", "add", "Luz y Gas"]);
    let mode = |path: &str| std::fs::metadata(place.path(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("data"), mode("data/precedent.db")), (0o700, 0o600));
}
