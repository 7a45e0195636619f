//! Conversations and articles from outside formats, one format a file. Everything streams: what is read leaves as a
//! [`Record`] at once, so memory does not grow with the input.
//!
//! What holds for every format:
//! - A bad record becomes [`Content::Rejected`] with its source, line and reason; the rest is kept. Only a path that does
//!   not exist, or a full disk, ends the reading.
//! - Input may be gzipped, and files may be zip archives (told by their first bytes, not their name); it may start with a byte order mark and may end its lines
//!   with CRLF; messages keep LF alone. U+0000 is taken out, because PostgreSQL cannot store it.
//! - Ids are text, at most [`ID_MOST`] bytes.
//!
//! Brands, channels, languages and what is stored already are left to `actions::import`.

mod archive;
mod article;
pub mod beir;
pub mod conversations;
mod csv_rows;
mod detect;
mod lines;
pub mod markdown;
mod source;
mod text;
mod time;
mod twcs;

pub use article::{IncomingArticle, Stamp};
pub use source::Unreadable;

use crate::domain::{conversation::IncomingConversation, words::UnknownWord};
use source::{Done, Input, Open, Plan};
use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Largest record (a line, a CSV row, a Markdown file), in bytes.
pub const RECORD_MOST: usize = 8 << 20;
/// Longest message, in characters.
pub const TEXT_MOST: usize = 100_000;
/// Most messages in one conversation.
pub const MESSAGES_MOST: usize = 5_000;
/// Longest id, name of an author, brand or channel, in bytes: what an index of both databases can hold with ease.
pub const ID_MOST: usize = 255;

/// What the input is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Each file says by itself what it is.
    Auto,
    /// JSON lines, one conversation each.
    Conversations,
    /// The CSV of "Customer Support on Twitter": one tweet a row.
    Twcs,
    /// Markdown files with front matter.
    Markdown,
    /// A retrieval corpus in BEIR's form.
    Beir,
}

impl Format {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("auto", Self::Auto),
        ("conversations", Self::Conversations),
        ("twcs", Self::Twcs),
        ("markdown", Self::Markdown),
        ("markdown_frontmatter", Self::Markdown),
        ("beir", Self::Beir),
    ];

    /// The names that can be given, for help texts and completions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().map(|(name, _)| *name)
    }
}

impl std::str::FromStr for Format {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let known = Self::NAMES.iter().find(|(name, _)| *name == text);
        known
            .map(|(_, format)| *format)
            .ok_or_else(|| UnknownWord::new("Format", text, &Self::names().collect::<Vec<_>>()))
    }
}

/// What to read.
#[derive(Debug, Clone)]
pub struct Request {
    pub format: Format,
    /// Files, folders, or `-` for the standard input.
    pub paths: Vec<PathBuf>,
    /// Folder for temporary files: threads have to be put together on disk. About as large as the input.
    pub scratch: PathBuf,
}

/// One thing that was read, and where it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Path as given or found; `-` is the standard input.
    pub source: Arc<str>,
    /// Counted from 1; of a conversation of many rows, the line of its first message.
    pub line: u64,
    pub content: Content,
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    Conversation(IncomingConversation),
    Article(Box<IncomingArticle>),
    /// It cannot be taken; why, in a sentence part without a full stop.
    Rejected(Kind, String),
}

/// The texts of files called `name` in a zip archive, at its top or in a folder there, with their paths; none where the
/// file is no archive.
pub fn archived_texts(path: &Path, name: &str) -> std::io::Result<Vec<(String, String)>> {
    if archive::is_zip_file(path) {
        archive::texts(path, name)
    } else {
        Ok(Vec::new())
    }
}

/// What was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Conversation,
    /// One message; the rest of its conversation is kept.
    Message,
    Article,
    /// A whole file or folder, or all of a file from some line on.
    File,
}

/// How far reading has come, in bytes as they stand on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    /// None: the standard input has no known size.
    pub total: Option<u64>,
}

/// Reads all of `request`, articles before conversations (which may link to them), and hands each record to `sink`, whose
/// first error ends the reading and is returned. `progress` hears about every 64 kB.
pub fn read<E: From<Unreadable>>(
    request: Request,
    progress: &mut dyn FnMut(Progress),
    mut sink: impl FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    let plan = Plan::new(request.format, &request.paths)?;
    let mut failure = None;
    let mut records = |record| match sink(record) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    };
    let mut output = Output {
        records: &mut records,
        progress,
        total: plan.total,
        reported: 0,
    };
    match run(plan, &request.scratch, &mut output) {
        Ok(()) => Ok(()),
        Err(Halt::Unreadable(error)) => Err(error.into()),
        Err(Halt::Sink) => failure.map_or(Ok(()), Err),
    }
}

fn run(plan: Plan, scratch: &Path, output: &mut Output) -> Result<(), Halt> {
    let done = plan.done;
    for (source, reason) in plan.unknown {
        output.reject(&source.into(), 1, Kind::File, reason)?;
    }
    for input in plan.beir {
        open_or_reject(input, &done, output)?.map_or(Ok(()), |open| beir::read(open, output))?;
    }
    for file in plan.markdown {
        let open = open_or_reject(file.input, &done, output)?;
        open.map_or(Ok(()), |open| markdown::read(open, &file.relative, output))?;
    }
    for input in plan.conversations {
        open_or_reject(input, &done, output)?.map_or(Ok(()), |open| conversations::read(open, output))?;
    }
    if !plan.twcs.is_empty() {
        twcs::read(plan.twcs, &done, scratch, output)?;
    }
    output.report(done.get(), true);
    Ok(())
}

/// A file that cannot be opened costs only itself.
fn open_or_reject(input: Input, done: &Done, output: &mut Output) -> Result<Option<Open>, Halt> {
    match input.open(done) {
        Ok(open) => Ok(Some(open)),
        Err((source, reason)) => output.reject(&source, 1, Kind::File, reason).map(|()| None),
    }
}

/// Why reading ends early.
enum Halt {
    /// The sink wants no more.
    Sink,
    Unreadable(Unreadable),
}

impl From<Unreadable> for Halt {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}

/// Where the formats put what they read.
struct Output<'a> {
    records: &'a mut dyn FnMut(Record) -> ControlFlow<()>,
    progress: &'a mut dyn FnMut(Progress),
    total: Option<u64>,
    reported: u64,
}

impl Output<'_> {
    fn give(&mut self, source: &Arc<str>, line: u64, content: Content) -> Result<(), Halt> {
        let record = Record {
            source: Arc::clone(source),
            line,
            content,
        };
        match (self.records)(record) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Halt::Sink),
        }
    }

    fn reject(&mut self, source: &Arc<str>, line: u64, kind: Kind, reason: impl Into<String>) -> Result<(), Halt> {
        self.give(source, line, Content::Rejected(kind, reason.into()))
    }

    fn report(&mut self, done: u64, last: bool) {
        const STEP: u64 = 64 << 10;
        if last || done >= self.reported + STEP {
            self.reported = done;
            (self.progress)(Progress {
                done,
                total: self.total,
            });
        }
    }
}

#[cfg(test)]
mod tests;
