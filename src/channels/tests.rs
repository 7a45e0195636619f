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

pub(super) fn rejections(records: &[Record]) -> Vec<String> {
    records
        .iter()
        .filter_map(|record| match &record.content {
            Content::Rejected(reason) => Some(format!("{}: {reason}", record.line)),
            _ => None,
        })
        .collect()
}
