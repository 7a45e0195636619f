//! Where input comes from: which files a path stands for, and how they are opened.

use super::{
    Format,
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
    /// The standard input, of which the start was looked at.
    Open(Open),
}

impl Input {
    /// Opens it; or its path and why that failed.
    pub(super) fn open(self, done: &Done) -> Result<Open, (Arc<str>, String)> {
        match self {
            Self::Open(open) => Ok(open),
            Self::File(path) => {
                let source: Arc<str> = path.display().to_string().into();
                let opened = File::open(&path).and_then(|file| open(Arc::clone(&source), file, done));
                opened.map_err(|error| (source, unreadable(&error)))
            }
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
        let files = if fs::metadata(path)?.is_dir() {
            files_below(path)?
        } else {
            vec![path.to_owned()]
        };
        let named = files.len() == 1 && files[0] == path;
        let mut found = false;
        for file in files {
            let kind = match FileKind::of(format) {
                Some(kind) if named => Ok(Some(kind)),
                wanted => detect::kind_of_file(&file)
                    .map(|kind| kind.filter(|kind| wanted.is_none_or(|wanted| wanted == *kind))),
            };
            match kind {
                Ok(None) => continue,
                Ok(Some(kind)) => {
                    let length = fs::metadata(&file).ok().map(|data| data.len());
                    self.total = self.total.zip(length).map(|(total, length)| total + length);
                    let relative = relative(path, &file);
                    self.take(kind, Input::File(file), relative);
                }
                Err(error) => self.unknown.push((file.display().to_string(), unreadable(&error))),
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
