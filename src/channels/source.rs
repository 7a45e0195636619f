//! Where input comes from: which files a path stands for, and how they are opened.

use super::{
    Format,
    archive::{self, Entry},
    detect::{self, FileKind},
};
use flate2::bufread::MultiGzDecoder;
use std::{
    cell::Cell,
    fs::{self, File},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

/// A path that cannot be read, or a temporary file that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct Unreadable {
    pub path: String,
    pub reason: String,
}

impl Unreadable {
    pub(super) fn new(path: &Path, error: &io::Error) -> Self {
        Self {
            path: path.display().to_string(),
            reason: error.to_string(),
        }
    }
}

/// The bytes read so far, over all inputs.
pub(super) type Done = Rc<Cell<u64>>;

/// An input that is open: plain bytes, whatever it was compressed with.
pub(super) struct Open {
    pub(super) source: Arc<str>,
    pub(super) reader: Box<dyn BufRead>,
    /// Bytes read so far, over all inputs.
    pub(super) done: Done,
}

/// An input that is to be read.
pub(super) enum Input {
    File(PathBuf),
    /// A file in a zip archive.
    Zipped(Arc<Path>, Entry),
    /// The standard input, of which the start was looked at.
    Open(Open),
}

impl Input {
    /// Opens it; or its path and why that failed.
    pub(super) fn open(self, done: &Done) -> Result<Open, (Arc<str>, String)> {
        let input = match self {
            Self::Open(open) => return Ok(open),
            input => input,
        };
        let opened = input.peek(done);
        opened.map_err(|error| (input.source(), unreadable(&error)))
    }

    /// Opens a file from its start.
    fn peek(&self, done: &Done) -> io::Result<Open> {
        match self {
            Self::File(path) => open(self.source(), File::open(path)?, done),
            Self::Zipped(archive, entry) => open(self.source(), entry.open(archive)?, done),
            Self::Open(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn source(&self) -> Arc<str> {
        match self {
            Self::Open(open) => Arc::clone(&open.source),
            Self::File(path) => path.display().to_string().into(),
            Self::Zipped(archive, entry) => format!("{}/{}", archive.display(), entry.name).into(),
        }
    }
}

/// The reason of a rejection for input that ends in an error.
pub(super) fn unreadable(error: &io::Error) -> String {
    format!("cannot be read from here on: {error}")
}

/// A Markdown file, and the path that its id is made from.
pub(super) struct MarkdownFile {
    pub(super) input: Input,
    /// Path below the folder that was given, with `/`.
    pub(super) relative: String,
}

/// What is to be read, by format.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) beir: Vec<Input>,
    pub(super) markdown: Vec<MarkdownFile>,
    pub(super) conversations: Vec<Input>,
    pub(super) twcs: Vec<Input>,
    /// Paths of which nothing can be read, and why.
    pub(super) unknown: Vec<(String, String)>,
    /// Bytes of all files; none with the standard input.
    pub(super) total: Option<u64>,
    pub(super) done: Done,
}

impl Plan {
    pub(super) fn new(format: Format, paths: &[PathBuf]) -> Result<Self, Unreadable> {
        let mut plan = Self {
            total: Some(0),
            ..Self::default()
        };
        for path in paths {
            plan.add(format, path).map_err(|error| Unreadable::new(path, &error))?;
        }
        Ok(plan)
    }

    fn add(&mut self, format: Format, path: &Path) -> io::Result<()> {
        if path == Path::new("-") {
            return self.add_standard_input(format);
        }
        let mut found = false;
        for Found { input, relative, size } in files_at(path)? {
            let named = matches!(&input, Input::File(file) if file == path);
            let kind = match FileKind::of(format) {
                Some(kind) if named => Ok(Some(kind)),
                wanted => detect::kind_of_file(&relative, || input.peek(&Done::default()))
                    .map(|kind| kind.filter(|kind| wanted.is_none_or(|wanted| wanted == *kind))),
            };
            match kind {
                Ok(None) => continue,
                Ok(Some(kind)) => {
                    self.total = self.total.zip(size).map(|(total, size)| total + size);
                    self.take(kind, input, relative);
                }
                Err(error) => self.unknown.push((input.source().to_string(), unreadable(&error))),
            }
            found = true;
        }
        if !found {
            let reason = "nothing here is in a format that can be imported";
            self.unknown.push((path.display().to_string(), reason.into()));
        }
        Ok(())
    }

    fn add_standard_input(&mut self, format: Format) -> io::Result<()> {
        self.total = None;
        let mut input = open("-".into(), io::stdin(), &self.done)?;
        if archive::is_zip(input.reader.fill_buf()?) {
            let reason = "a zip archive can only be read from a file";
            self.unknown.push(("-".into(), reason.into()));
            return Ok(());
        }
        let kind = match FileKind::of(format) {
            Some(kind) => Some(kind),
            None => detect::kind_of_start(input.reader.fill_buf()?),
        };
        match kind {
            Some(kind) => self.take(kind, Input::Open(input), "-".into()),
            None => self
                .unknown
                .push(("-".into(), "the format is not known; name it".into())),
        }
        Ok(())
    }

    fn take(&mut self, kind: FileKind, input: Input, relative: String) {
        match kind {
            FileKind::Beir => self.beir.push(input),
            FileKind::Conversations => self.conversations.push(input),
            FileKind::Twcs => self.twcs.push(input),
            FileKind::Markdown => self.markdown.push(MarkdownFile { input, relative }),
        }
    }
}

/// A file to look at.
struct Found {
    input: Input,
    /// Its path below what was given.
    relative: String,
    size: Option<u64>,
}

/// The files that a path stands for: itself, those below a folder, those in a zip archive.
fn files_at(path: &Path) -> io::Result<Vec<Found>> {
    let files = if fs::metadata(path)?.is_dir() {
        files_below(path)?
    } else if archive::is_zip_file(path) {
        let source: Arc<Path> = path.into();
        let entries = archive::entries(path)?.into_iter();
        return Ok(entries
            .map(|entry| Found {
                relative: entry.name.clone(),
                size: Some(entry.size),
                input: Input::Zipped(Arc::clone(&source), entry),
            })
            .collect());
    } else {
        vec![path.to_owned()]
    };
    Ok(files
        .into_iter()
        .map(|file| Found {
            relative: relative(path, &file),
            size: fs::metadata(&file).ok().map(|data| data.len()),
            input: Input::File(file),
        })
        .collect())
}

/// All files below a folder, by name; hidden ones and symbolic links are left alone, so that nothing outside is read.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in entries {
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        match entry.file_type()? {
            kind if kind.is_dir() && !hidden => files.extend(files_below(&entry.path())?),
            kind if kind.is_file() && !hidden => files.push(entry.path()),
            _ => {}
        }
    }
    Ok(files)
}

fn relative(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).ok().filter(|path| !path.as_os_str().is_empty());
    let below = below.or_else(|| file.file_name().map(Path::new)).unwrap_or(file);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Opens `input` as plain bytes: gzip is known by its first two bytes (RFC 1952 section 2.3.1).
pub(super) fn open(source: Arc<str>, input: impl Read + 'static, done: &Done) -> io::Result<Open> {
    const BUFFER: usize = 128 << 10;
    let counted = Counted {
        input,
        done: Rc::clone(done),
    };
    let mut plain = BufReader::with_capacity(BUFFER, counted);
    let zipped = plain.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let reader: Box<dyn BufRead> = if zipped {
        Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(plain)))
    } else {
        Box::new(plain)
    };
    Ok(Open {
        source,
        reader,
        done: Rc::clone(done),
    })
}

/// Counts what is read.
struct Counted<R> {
    input: R,
    done: Done,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.done.set(self.done.get() + read as u64);
        Ok(read)
    }
}
