//! What a file is, told by its start, and by its name where the start fits more than one format.

use super::{Format, source::Open};
use std::io;

/// A format that a file can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Beir,
    Markdown,
    Conversations,
    Twcs,
}

impl FileKind {
    /// The kind that a format asks for; none: any.
    pub(super) fn of(format: Format) -> Option<Self> {
        match format {
            Format::Auto => None,
            Format::Beir => Some(Self::Beir),
            Format::Markdown => Some(Self::Markdown),
            Format::Conversations => Some(Self::Conversations),
            Format::Twcs => Some(Self::Twcs),
        }
    }
}

/// What a file is, whose path ends in `name`; none where it is nothing that can be imported.
pub(super) fn kind_of_file(name: &str, open: impl FnOnce() -> io::Result<Open>) -> io::Result<Option<FileKind>> {
    let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    if name == "queries.jsonl" {
        // The questions that belong to a corpus are for measuring, not for importing.
        return Ok(None);
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "md" | "markdown" | "mdx" => Ok(Some(FileKind::Markdown)),
        // What opens with a brace is an article's head only where nothing says that it is a line.
        "jsonl" | "ndjson" => {
            let kind = kind_of_start(open()?.reader.fill_buf()?);
            Ok(Some(
                kind.filter(|kind| *kind != FileKind::Markdown)
                    .unwrap_or(FileKind::Conversations),
            ))
        }
        "json" | "csv" | "txt" | "" => Ok(kind_of_start(open()?.reader.fill_buf()?)),
        _ => Ok(None),
    }
}

/// What a text is that starts like this.
pub(super) fn kind_of_start(start: &[u8]) -> Option<FileKind> {
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let has = |word: &str| {
        line.windows(word.len())
            .any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
    };
    if line.starts_with(b"{") && line.len() > 2 {
        if has("\"_id\"") && !has("\"messages\"") {
            Some(FileKind::Beir)
        } else {
            Some(FileKind::Conversations)
        }
    } else if has("tweet_id") && has("in_response_to_tweet_id") {
        Some(FileKind::Twcs)
    } else if [&b"---"[..], b"+++", b"# ", b"{"]
        .iter()
        .any(|mark| line.starts_with(mark))
    {
        Some(FileKind::Markdown)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_tells_the_format() {
        let cases: [(&str, Option<FileKind>); 7] = [
            ("\u{feff}\n{\"id\":\"1\",\"messages\":[", Some(FileKind::Conversations)),
            ("{\"_id\":\"1\",\"title\":\"t\"}\n{", Some(FileKind::Beir)),
            ("tweet_id,author_id,in_response_to_tweet_id\r\n1,", Some(FileKind::Twcs)),
            ("---\ntitle: t\n", Some(FileKind::Markdown)),
            ("{\n  \"title\": \"t\"\n}", Some(FileKind::Markdown)),
            ("question,answer\n", None),
            ("", None),
        ];
        for (start, kind) in cases {
            assert_eq!(kind_of_start(start.as_bytes()), kind, "{start}");
        }
    }
}
