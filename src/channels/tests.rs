use super::*;
use std::{fs, sync::atomic::AtomicU32, sync::atomic::Ordering};

/// A folder of its own, gone with its owner.
pub(super) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

pub(super) fn read_path(format: &str, path: &Path) -> Vec<Record> {
    let scratch = folder();
    let request = Request {
        format: format.parse().unwrap(),
        paths: vec![path.to_owned()],
        scratch: scratch.path().to_owned(),
    };
    let mut records = Vec::new();
    let sink = |record| {
        records.push(record);
        Ok::<_, Unreadable>(())
    };
    read(request, &mut |_| {}, sink).unwrap();
    assert_eq!(
        fs::read_dir(scratch.path()).unwrap().count(),
        0,
        "nothing temporary is left"
    );
    records
}

pub(super) fn read_text(format: &str, text: impl AsRef<[u8]>) -> Vec<Record> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let folder = folder();
    let path = folder
        .path()
        .join(format!("input-{}", NUMBER.fetch_add(1, Ordering::Relaxed)));
    fs::write(&path, text).unwrap();
    read_path(format, &path)
}

pub(super) fn conversations(records: &[Record]) -> Vec<&IncomingConversation> {
    let conversation = |record: &'_ Record| matches!(record.content, Content::Conversation(_));
    assert!(records.iter().any(conversation), "{records:?}");
    records
        .iter()
        .filter_map(|record| match &record.content {
            Content::Conversation(read) => Some(read),
            _ => None,
        })
        .collect()
}

pub(super) fn articles(records: &[Record]) -> Vec<&IncomingArticle> {
    records
        .iter()
        .filter_map(|record| match &record.content {
            Content::Article(read) => Some(read.as_ref()),
            _ => None,
        })
        .collect()
}

pub(super) fn rejected_kinds(records: &[Record]) -> Vec<Kind> {
    records
        .iter()
        .filter_map(|record| match record.content {
            Content::Rejected(kind, _) => Some(kind),
            _ => None,
        })
        .collect()
}

pub(super) fn rejections(records: &[Record]) -> Vec<String> {
    records
        .iter()
        .filter_map(|record| match &record.content {
            Content::Rejected(_, reason) => Some(format!("{}: {reason}", record.line)),
            _ => None,
        })
        .collect()
}

#[test]
fn bad_lines_are_reported_with_their_place_and_the_rest_is_kept() {
    let good = |id: u32| format!(r#"{{"id":"{id}","messages":[{{"role":"customer","text":"a"}}]}}"#);
    let mut text = format!("\u{feff}{}\r\n\r\nnot json\r\n", good(1)).into_bytes();
    text.extend(b"{\"id\":\"2\",\"messages\":[{\"role\":\"agent\",\"text\":\"\xff\"}]}\n");
    text.extend(b"{\"id\":\"3\",\"messages\":[{\"role\":\"agent\",\"text\":\"");
    text.extend(vec![b'x'; 50 << 20]);
    text.extend(format!("\"}}]}}\n{}", good(4)).bytes());
    let records = read_text("conversations", text);
    let ids: Vec<_> = conversations(&records)
        .iter()
        .map(|read| read.external_id.as_str())
        .collect();
    assert_eq!(ids, ["1", "4"]);
    assert_eq!(
        rejections(&records),
        [
            "3: not JSON lines: each line has to be one object, such as {\"id\": \"t-1\", \"messages\": [...]}, and this \
             one begins with: not json",
            "4: not UTF-8 (byte 47 of the line)",
            "5: the line is longer than 8 MB"
        ]
    );
    assert_eq!(rejected_kinds(&records), [Kind::Conversation; 3]);
    assert_eq!(records[4].line, 6);
}

#[test]
fn a_folder_is_read_by_what_its_files_are() {
    let folder = folder();
    let row = r#"{"id":"c1","messages":[{"role":"customer","text":"a"}]}"#;
    fs::create_dir(folder.path().join("articles")).unwrap();
    fs::write(
        folder.path().join("articles/wifi.md"),
        "---\nid: w\ntitle: Wifi\n---\nOff and on",
    )
    .unwrap();
    fs::write(folder.path().join("brand.toml"), "slug = \"b\"").unwrap();
    fs::write(folder.path().join("a.jsonl"), row).unwrap();
    let file = fs::File::create(folder.path().join("b.jsonl.gz")).unwrap();
    let mut zip = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    std::io::Write::write_all(&mut zip, row.replace("c1", "c2").as_bytes()).unwrap();
    zip.finish().unwrap();
    let records = read_path("auto", folder.path());
    assert_eq!(
        articles(&records)[0].external_id.as_deref(),
        Some("w"),
        "articles come first"
    );
    let ids: Vec<_> = conversations(&records)
        .iter()
        .map(|read| read.external_id.as_str())
        .collect();
    assert_eq!(ids, ["c1", "c2"]);
    assert_eq!(records.len(), 3);
    assert!(records[1].source.ends_with("a.jsonl"));
    assert_eq!(
        rejections(&read_path("twcs", folder.path())),
        ["1: nothing here is in a format that can be imported"]
    );
}

#[test]
fn a_cut_archive_keeps_what_came_before_the_cut() {
    let row =
        |id: u32| format!("{{\"id\":\"{id}\",\"messages\":[{{\"role\":\"customer\",\"text\":\"text {id}\"}}]}}\n");
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    for id in 0..5_000 {
        std::io::Write::write_all(&mut zip, row(id).as_bytes()).unwrap();
    }
    let mut bytes = zip.finish().unwrap();
    bytes.truncate(bytes.len() / 2);
    let records = read_text("conversations", bytes);
    assert!(conversations(&records).len() > 1_000);
    let rejections = rejections(&records);
    assert!(
        rejections.len() == 1 && rejections[0].contains("cannot be read from here on"),
        "{rejections:?}"
    );
}

#[test]
fn the_sinks_error_and_a_missing_path_end_the_reading() {
    let folder = folder();
    let path = folder.path().join("a.jsonl");
    fs::write(&path, "x\n".repeat(10)).unwrap();
    let request = |path: &Path| Request {
        format: Format::Conversations,
        paths: vec![path.to_owned()],
        scratch: folder.path().to_owned(),
    };
    let mut seen = 0;
    let mut heard = Vec::new();
    let stopped = read(request(&path), &mut |progress| heard.push(progress), |_| {
        seen += 1;
        if seen < 3 {
            return Ok(());
        }
        Err(Unreadable {
            path: "full".into(),
            reason: "no".into(),
        })
    });
    assert_eq!((stopped.unwrap_err().path.as_str(), seen), ("full", 3));
    read(request(&path), &mut |progress| heard.push(progress), |_| {
        Ok::<_, Unreadable>(())
    })
    .unwrap();
    let all = Progress {
        done: 20,
        total: Some(20),
    };
    assert_eq!(heard, [all], "the end is always told");
    let missing = read(request(Path::new("/nowhere")), &mut |_| {}, |_| Ok::<_, Unreadable>(()));
    assert!(missing.unwrap_err().to_string().starts_with("/nowhere: "));
    assert!("csv".parse::<Format>().unwrap_err().to_string().contains("twcs"));
}

/// The shared measurement data, where it is on this machine.
fn shared(path: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("PRECEDENT_SHARED")
        .map_or_else(beside, PathBuf::from)
        .join(path);
    if !path.exists() {
        // Past the test harness, which keeps what a passing test prints to itself.
        std::io::Write::write_fmt(
            &mut std::io::stderr(),
            format_args!("SKIPPED: {} is not there\n", path.display()),
        )
        .unwrap();
        return None;
    }
    Some(path)
}

#[test]
fn real_tweets_become_the_threads_that_were_worked_out_by_hand() {
    for (csv, expected, threads) in [
        ("twcs_head_147_lines.csv", "twcs-head.jsonl", 35),
        ("sample.csv", "twcs-sample.jsonl", 27),
    ] {
        let Some(folder) = shared("data/conversations") else {
            return;
        };
        let records = read_path("twcs", &folder.join("originals/twcs").join(csv));
        assert_eq!(rejections(&records), Vec::<String>::new());
        let wanted = read_path("conversations", &folder.join(expected));
        let (read, wanted) = (conversations(&records), conversations(&wanted));
        assert_eq!(read.len(), threads);
        for (thread, wanted) in read.into_iter().zip(wanted) {
            let mut wanted = wanted.clone();
            // The expected file leaves entities as they are, calls the channel by its old name and states a language.
            for message in &mut wanted.messages {
                message.text = text::unescape(&message.text).into_owned();
            }
            (wanted.channel, wanted.handle, wanted.locale) = (Some("x".into()), wanted.brand.clone(), None);
            assert_eq!(*thread, wanted);
        }
    }
}

#[test]
fn real_rows_with_dangling_parents_and_bare_returns_are_all_kept() {
    let Some(file) = shared("data/conversations/originals/twcs/spotifycares_inbound.csv.gz") else {
        return;
    };
    let records = read_path("auto", &file);
    assert_eq!(rejections(&records), Vec::<String>::new());
    let messages: usize = conversations(&records).iter().map(|read| read.messages.len()).sum();
    assert_eq!(messages, 6_038);
}

#[test]
fn the_fixtures_of_the_formats_are_read() {
    let Some(folder) = shared("channels/fixtures") else {
        return;
    };
    let records = read_path("twcs", &folder.join("twcs/edge_cases.csv"));
    let read = conversations(&records);
    let ids = |read: &IncomingConversation| {
        let ids: Vec<_> = read
            .messages
            .iter()
            .map(|message| message.external_id.as_str())
            .collect();
        ids.join(" ")
    };
    assert_eq!(
        read.iter().map(|read| ids(read)).collect::<Vec<_>>(),
        ["1 2 5 3 4", "6 7"]
    );
    assert_eq!(read[1].messages[0].reply_to.as_deref(), Some("9999"));
    let records = read_path("markdown", &folder.join("markdown_frontmatter"));
    let titles: Vec<_> = articles(&records)
        .iter()
        .map(|article| article.parts.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "JSON front matter (Hugo)",
            "Title from H1",
            "Reset the router",
            "Cambiar la clave: guía"
        ]
    );
    let broken = rejections(&records);
    assert!(broken.len() == 1 && broken[0].contains("not YAML"), "{broken:?}");
}

#[test]
fn every_shared_set_is_read_whole() {
    let Some(folder) = shared("data") else { return };
    for (file, count) in [
        ("ibm-twitter-dev", 525),
        ("multidogo-dev", 1_413),
        ("abcd-sample", 3),
        ("mtrag-un-dev", 1),
    ] {
        let records = read_path("auto", &folder.join("conversations").join(file).with_extension("jsonl"));
        assert_eq!(rejections(&records), Vec::<String>::new(), "{file}");
        assert!(conversations(&records).len() >= count, "{file}");
    }
    for entry in fs::read_dir(folder.join("retrieval")).unwrap() {
        let set = entry.unwrap().path();
        let records = read_path("beir", &set);
        assert_eq!(rejections(&records), Vec::<String>::new(), "{}", set.display());
        assert!(articles(&records).len() > 20, "{}", set.display());
        assert!(!beir::queries(&set).unwrap().0.is_empty(), "{}", set.display());
    }
}

#[test]
fn naughty_texts_come_through_whole() {
    let Some(file) = shared("security/strings/naughty.dev.jsonl") else {
        return;
    };
    let mut count = 0;
    for line in fs::read_to_string(file).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let naughty = row["s"].as_str().unwrap();
        let json = serde_json::json!({"id": "1", "messages": [{"id": "m", "role": "customer", "text": naughty}]});
        let read = conversations::parse(&json.to_string()).unwrap();
        assert_eq!(read.messages[0].text, text::clean(naughty.to_owned()));
        assert_eq!(conversations::parse(&conversations::to_json(&read)), Ok(read));
        let kept = naughty.replace('\0', "");
        let mut article = IncomingArticle::unvouched(crate::domain::article::Parts {
            title: "t".into(),
            issue: format!("x{kept}"),
            cause: format!("x{kept}"),
            resolution: if kept.trim().is_empty() { String::new() } else { kept },
            ..Default::default()
        });
        article.external_id = Some("id".into());
        assert_eq!(
            markdown::parse(&markdown::to_markdown(&article), "x.md"),
            Ok(article),
            "{line}"
        );
        count += 1;
    }
    assert!(count > 100);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn rubbish_is_reported_and_never_ends_the_reading(pieces in proptest::collection::vec(proptest::sample::select(RUBBISH), 0..30)) {
        let bytes = pieces.concat();
        for format in Format::names() {
            let records = read_text(format, &bytes);
            proptest::prop_assert!(records.iter().all(|record| record.line > 0));
        }
    }
}

/// Pieces of every format, and of none.
const RUBBISH: &[&[u8]] = &[
    b"\n",
    b"\r\n",
    b"\r",
    b"\"",
    b",",
    b"{",
    b"}",
    b"[",
    b"---\n",
    b"+++\n",
    b"title: t\n",
    b"a = ",
    b"\xff",
    b"\0",
    b"\xef\xbb\xbf",
    b"{\"id\":\"1\",\"messages\":[{\"role\":\"agent\",\"text\":\"t\"}]}",
    b"{\"_id\":\"1\",\"text\":\"t\"}",
    b"\x1f\x8b",
    b"tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id",
    b"1,2,True,",
    b"Tue Oct 31 22:10:47 +0000 2017,text,1,1",
    b"# t\n",
    b"&#",
    b"\\ud800",
    "\u{2028}ñ".as_bytes(),
];
