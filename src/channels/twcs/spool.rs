//! Tweets on disk while their threads are being found.

use super::super::source::Unreadable;
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::Arc,
    sync::atomic::{AtomicU32, Ordering},
};

/// What is kept of a tweet on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tweet {
    /// Place of its source in [`Spool::sources`].
    pub(super) source: u32,
    pub(super) line: u64,
    pub(super) customer: bool,
    pub(super) author: String,
    pub(super) text: String,
}

/// Temporary files that are being written.
pub(super) struct Spool {
    tweets: BufWriter<File>,
    hints: BufWriter<File>,
    offset: u64,
    pub(super) sources: Vec<Arc<str>>,
    place: PathBuf,
}

/// A file that nobody else has and that is gone when it is closed, also after a crash.
fn temporary(folder: &Path) -> io::Result<File> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    loop {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = folder.join(format!("import-{}-{number}.tmp", std::process::id()));
        match File::options().read(true).write(true).create_new(true).open(&path) {
            Ok(file) => return fs::remove_file(&path).map(|()| file),
            // Left behind by a process with the same number that was killed just between the two steps.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

impl Spool {
    pub(super) fn new(folder: &Path) -> Result<Self, Unreadable> {
        let file = || temporary(folder).map_err(|error| Unreadable::new(folder, &error));
        Ok(Self {
            tweets: BufWriter::with_capacity(1 << 18, file()?),
            hints: BufWriter::with_capacity(1 << 16, file()?),
            offset: 0,
            sources: Vec::new(),
            place: folder.to_owned(),
        })
    }

    /// Writes a tweet; where it starts.
    pub(super) fn add(&mut self, tweet: &Tweet) -> Result<u64, Unreadable> {
        let start = self.offset;
        let mut head = [0; HEAD];
        head[..8].copy_from_slice(&tweet.line.to_le_bytes());
        head[8..12].copy_from_slice(&tweet.source.to_le_bytes());
        head[12..16].copy_from_slice(&(tweet.author.len() as u32).to_le_bytes());
        head[16..20].copy_from_slice(&(tweet.text.len() as u32).to_le_bytes());
        head[20] = u8::from(tweet.customer);
        let written = self
            .tweets
            .write_all(&head)
            .and_then(|()| self.tweets.write_all(tweet.author.as_bytes()))
            .and_then(|()| self.tweets.write_all(tweet.text.as_bytes()));
        written.map_err(|error| Unreadable::new(&self.place, &error))?;
        self.offset += (HEAD + tweet.author.len() + tweet.text.len()) as u64;
        Ok(start)
    }

    /// Keeps that `parent` names `child` as its response.
    pub(super) fn hint(&mut self, child: u64, parent: u64) -> Result<(), Unreadable> {
        let written = self
            .hints
            .write_all(&child.to_le_bytes())
            .and_then(|()| self.hints.write_all(&parent.to_le_bytes()));
        written.map_err(|error| Unreadable::new(&self.place, &error))
    }

    /// Ends the writing.
    pub(super) fn finish(self) -> Result<Stored, Unreadable> {
        let failed = |error: io::Error| Unreadable::new(&self.place, &error);
        let mut tweets = self.tweets.into_inner().map_err(|error| failed(error.into_error()))?;
        let hints = self.hints.into_inner().map_err(|error| failed(error.into_error()))?;
        tweets.rewind().map_err(failed)?;
        Ok(Stored {
            tweets: BufReader::with_capacity(1 << 14, tweets),
            position: 0,
            hints,
            sources: self.sources,
            place: self.place,
        })
    }
}

/// Line, source, two lengths, role.
const HEAD: usize = 21;

/// Temporary files that are being read.
pub(super) struct Stored {
    tweets: BufReader<File>,
    position: u64,
    hints: File,
    sources: Vec<Arc<str>>,
    place: PathBuf,
}

impl Stored {
    /// The tweet that was written at `offset`.
    pub(super) fn tweet(&mut self, offset: u64) -> Result<Tweet, Unreadable> {
        self.read_at(offset)
            .map_err(|error| Unreadable::new(&self.place, &error))
    }

    fn read_at(&mut self, offset: u64) -> io::Result<Tweet> {
        // Neighbours in a thread are often neighbours in the file: a relative step keeps what is buffered.
        self.tweets.seek_relative(offset as i64 - self.position as i64)?;
        self.position = offset;
        let mut head = [0; HEAD];
        self.fill(&mut head)?;
        let number = |range: std::ops::Range<usize>| {
            head[range]
                .iter()
                .rev()
                .fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
        };
        let mut author = vec![0; number(12..16) as usize];
        let mut text = vec![0; number(16..20) as usize];
        self.fill(&mut author)?;
        self.fill(&mut text)?;
        Ok(Tweet {
            line: number(0..8),
            source: number(8..12) as u32,
            customer: head[20] == 1,
            author: String::from_utf8(author).map_err(io::Error::other)?,
            text: String::from_utf8(text).map_err(io::Error::other)?,
        })
    }

    fn fill(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.tweets.read_exact(bytes)?;
        self.position += bytes.len() as u64;
        Ok(())
    }

    /// Where a tweet came from.
    pub(super) fn source(&self, tweet: &Tweet) -> Arc<str> {
        Arc::clone(&self.sources[tweet.source as usize])
    }

    /// All hints: child, parent.
    pub(super) fn hints(&mut self) -> Result<impl Iterator<Item = Result<(u64, u64), Unreadable>> + use<>, Unreadable> {
        let place = self.place.clone();
        let file = self.hints.seek(SeekFrom::Start(0)).and_then(|_| self.hints.try_clone());
        let mut reader = BufReader::with_capacity(1 << 16, file.map_err(|error| Unreadable::new(&place, &error))?);
        Ok(std::iter::from_fn(move || {
            let mut pair = [0; 16];
            match reader.read_exact(&mut pair) {
                Ok(()) => {
                    let id = |half: &[u8]| half.iter().rev().fold(0_u64, |id, byte| id << 8 | u64::from(*byte));
                    Some(Ok((id(&pair[..8]), id(&pair[8..]))))
                }
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => None,
                Err(error) => Some(Err(Unreadable::new(&place, &error))),
            }
        }))
    }
}
