//! Writes the whole database to one file, consistently and while it is in use.
//!
//! The file is gzip of JSON lines and the same for both databases, so it is also the way from one to the other: a header,
//! then the rows of each table after those they point to, then how many there were and a checksum of all that went
//! before. It holds password hashes and private messages: it is made readable by its owner alone.

use crate::{
    clock::Clock,
    db::{self, Database, DbConnection, dump},
    error::{Code, Error, Result},
};
use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// What the first line says it is.
pub(super) const FORMAT: &str = "precedent-backup-1";

/// How a backup's time is written.
pub(super) const CREATED_AT: &str = "%FT%TZ";

/// What was written or read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub rows: u64,
    /// Length of the file.
    pub bytes: u64,
    /// Newest migration of the database that was backed up.
    pub schema: String,
    /// When the backup was made.
    pub created_at: String,
}

/// The first line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Header {
    pub format: String,
    pub schema: String,
    /// Version of the product that wrote it.
    pub product: String,
    pub created_at: String,
}

/// The last line. A file without it was cut off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Trailer {
    pub rows: u64,
    /// Of all lines before, as lower-case hex.
    pub sha256: String,
}

/// Counts what goes into a file or comes out of it.
#[derive(Default)]
pub(super) struct Tally {
    pub rows: u64,
    hash: Sha256,
}

impl Tally {
    pub fn add(&mut self, line: &[u8]) {
        self.hash.update(line);
    }

    pub fn trailer(self) -> Trailer {
        let mut sha256 = String::with_capacity(64);
        for byte in self.hash.finalize() {
            sha256.push_str(&format!("{byte:02x}"));
        }
        Trailer {
            rows: self.rows,
            sha256,
        }
    }
}

/// Writes a backup to `file`, replacing what was there only when all of it is safely on the disk.
pub fn run(database: &Database, file: &Path, clock: &Clock) -> Result<Summary> {
    let created_at = clock.now().and_utc().format(CREATED_AT).to_string();
    let unfinished = Unfinished::beside(file)?;
    let write = |connection: &mut DbConnection| {
        let header = Header {
            format: FORMAT.into(),
            schema: dump::schema_version(connection)?,
            product: env!("CARGO_PKG_VERSION").into(),
            created_at: created_at.clone(),
        };
        let mut lines = Lines::new(&unfinished.file)?;
        lines.put(&serde_json::to_string(&header).map_err(Error::internal)?)?;
        for name in dump::KEPT {
            if let Some(table) = dump::table(connection, name)? {
                write_table(connection, &table, &mut lines)?;
            }
        }
        Ok((header.schema, lines.finish()?))
    };
    let (schema, rows) = database.snapshot(write)?;
    let bytes = unfinished.keep_as(file)?;
    database.write(|connection| Ok(db::settings::put(connection, db::settings::LAST_BACKUP, &created_at)?))?;
    Ok(Summary {
        rows,
        bytes,
        schema,
        created_at,
    })
}

fn write_table(connection: &mut DbConnection, table: &dump::Table, lines: &mut Lines<'_>) -> Result<()> {
    let name = table.name;
    let mut last: Option<String> = None;
    loop {
        let mut rows = table.rows_after(connection, last.as_deref())?;
        for row in &rows {
            lines.put(&format!("{{\"table\":\"{name}\",\"row\":{row}}}"))?;
            lines.tally.rows += 1;
        }
        last = rows.pop();
        if last.is_none() {
            break;
        }
    }
    if let Some(last_id) = table.last_id(connection)? {
        lines.put(&format!("{{\"table\":\"{name}\",\"last_id\":{last_id}}}"))?;
    }
    Ok(())
}

/// Lines on their way into the file.
struct Lines<'a> {
    out: GzEncoder<BufWriter<&'a File>>,
    tally: Tally,
}

impl<'a> Lines<'a> {
    fn new(file: &'a File) -> Result<Self> {
        file.set_len(0)?;
        let out = GzEncoder::new(BufWriter::new(file), Compression::fast());
        Ok(Self {
            out,
            tally: Tally::default(),
        })
    }

    fn put(&mut self, line: &str) -> Result<()> {
        for part in [line.as_bytes(), b"\n"] {
            self.out.write_all(part)?;
            self.tally.add(part);
        }
        Ok(())
    }

    /// Writes the last line; how many rows there were.
    fn finish(mut self) -> Result<u64> {
        let trailer = self.tally.trailer();
        serde_json::to_writer(&mut self.out, &trailer).map_err(Error::internal)?;
        self.out.write_all(b"\n")?;
        self.out.finish()?.flush()?;
        Ok(trailer.rows)
    }
}

/// A file in the making under another name; removed when it is dropped before it is kept.
struct Unfinished {
    path: PathBuf,
    file: File,
}

impl Unfinished {
    fn beside(target: &Path) -> Result<Self> {
        let refuse = |problem: String| {
            Error::new(
                Code::BadRequest,
                format!("The backup {} cannot be written: {problem}.", target.display()),
            )
        };
        let name = target.file_name().ok_or_else(|| refuse("it names no file".into()))?;
        let path = target.with_file_name(format!(".{}.{}.partial", name.display(), std::process::id()));
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).map_err(|error| refuse(error.to_string()))?;
        Ok(Self { path, file })
    }

    /// Puts it in its place, durably; its length.
    fn keep_as(self, target: &Path) -> Result<u64> {
        self.file.sync_all()?;
        std::fs::rename(&self.path, target)?;
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
        // The name is on the disk only when its folder is.
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
        Ok(self.file.metadata()?.len())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // Gone already where it was kept.
        let _ = std::fs::remove_file(&self.path);
    }
}
