//! Reads a backup into the database: all of it, or nothing where anything is wrong with it.

use super::backup::{FORMAT, Header, Summary, Tally, Trailer};
use crate::{
    db::{self, Database, DbConnection, dump},
    error::{Code, Error, Result},
    secret,
};
use flate2::bufread::MultiGzDecoder;
use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

/// No line is longer; what claims to be is not read into memory.
const LONGEST_LINE: u64 = 256 * 1024 * 1024;
/// How many rows are stored at once, and about how many bytes of them.
const BATCH_ROWS: usize = 500;
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// Brings the database to the newest schema and fills it from the backup `file`, in one transaction. A database that holds
/// something already is refused, or with `force` emptied first. The data get a new identity, so that every index of them
/// is rebuilt.
pub fn run(database: &Database, file: &Path, force: bool) -> Result<Summary> {
    db::migrations::run(database)?;
    database.write(|connection| {
        let mut lines = Lines::open(file)?;
        let header = lines.header()?;
        if !force && !dump::is_empty(connection)? {
            let detail = "The database is not empty. Restoring replaces all that is in it; say --force to do that.";
            return Err(Error::new(Code::Conflict, detail));
        }
        dump::clear(connection)?;
        let rows = fill(connection, &mut lines)?;
        db::settings::put(connection, db::settings::EPOCH, &secret::random_hex(16)?)?;
        // It counts entries of the change log that was left behind.
        db::settings::delete(connection, db::settings::PRUNED)?;
        let bytes = std::fs::metadata(file)?.len();
        Ok(Summary {
            rows,
            bytes,
            schema: header.schema,
            created_at: header.created_at,
        })
    })
}

fn fill(connection: &mut DbConnection, lines: &mut Lines) -> Result<u64> {
    let mut batch: Option<Batch> = None;
    while let Some((name, content)) = lines.next_of_table()? {
        if batch.as_ref().is_none_or(|batch| batch.table.name != name) {
            flush(connection, batch.as_mut(), lines)?;
            let table = dump::table(connection, &name)?
                .ok_or_else(|| lines.damaged(&format!("there is no table \"{name}\"")))?;
            batch = Some(Batch::new(table));
        }
        let Some(batch) = batch.as_mut() else { continue };
        match content {
            Content::Row(row) => {
                if batch.add(&row).map_err(|error| lines.damaged(&error.to_string()))? {
                    flush(connection, Some(batch), lines)?;
                }
            }
            Content::LastId(last) => {
                flush(connection, Some(batch), lines)?;
                batch.table.raise_ids(connection, last)?;
            }
        }
    }
    flush(connection, batch.as_mut(), lines)?;
    Ok(lines.tally.rows)
}

fn flush(connection: &mut DbConnection, batch: Option<&mut Batch>, lines: &Lines) -> Result<()> {
    let Some(batch) = batch.filter(|batch| batch.count > 0) else {
        return Ok(());
    };
    batch.rows.push(']');
    let stored = batch
        .table
        .insert(connection, &batch.columns, &batch.rows)
        .map_err(|error| {
            // The database asks to try again, or it does not like the rows.
            let error = Error::from(error);
            if error.is_retryable() {
                return error;
            }
            tracing::error!(?error, table = batch.table.name, "rows of the backup do not fit");
            lines.damaged(&format!("rows of {} before it do not fit", batch.table.name))
        })?;
    if stored != batch.count {
        return Err(lines.damaged("a row before it is none"));
    }
    batch.rows.clear();
    batch.count = 0;
    Ok(())
}

/// Rows of one table that wait to be stored together.
struct Batch {
    table: dump::Table,
    /// The columns that the backup has, taken from its first row.
    columns: Vec<String>,
    /// A JSON array without its end.
    rows: String,
    count: usize,
}

impl Batch {
    fn new(table: dump::Table) -> Self {
        Self {
            table,
            columns: Vec::new(),
            rows: String::new(),
            count: 0,
        }
    }

    /// Adds a row; whether there are enough of them now.
    fn add(&mut self, row: &str) -> serde_json::Result<bool> {
        if self.columns.is_empty() {
            let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(row)?;
            self.columns = object.into_iter().map(|(name, _)| name).collect();
        }
        self.rows.push(if self.count == 0 { '[' } else { ',' });
        self.rows.push_str(row);
        self.count += 1;
        Ok(self.count >= BATCH_ROWS || self.rows.len() >= BATCH_BYTES)
    }
}

/// What a line says about a table.
enum Content {
    /// A JSON object, as text: numbers keep every digit.
    Row(String),
    LastId(i64),
}

/// The lines of a backup, counted and summed up as they are read.
struct Lines {
    file: String,
    reader: BufReader<MultiGzDecoder<BufReader<File>>>,
    tally: Tally,
    number: u64,
}

impl Lines {
    fn open(file: &Path) -> Result<Self> {
        let name = file.display().to_string();
        let opened = File::open(file)
            .map_err(|error| Error::new(Code::BadRequest, format!("The backup {name} cannot be read: {error}.")))?;
        let reader = BufReader::new(MultiGzDecoder::new(BufReader::new(opened)));
        Ok(Self {
            file: name,
            reader,
            tally: Tally::default(),
            number: 0,
        })
    }

    fn header(&mut self) -> Result<Header> {
        let line = self.line()?;
        let header: Option<Header> = serde_json::from_str(&line).ok();
        let Some(header) = header.filter(|header| header.format == FORMAT) else {
            return Err(Error::new(
                Code::BadRequest,
                format!("{} is no backup of Precedent.", self.file),
            ));
        };
        self.tally.add(line.as_bytes());
        if header.schema > db::migrations::newest() {
            let detail = format!(
                "The backup {} was made by Precedent {}, which is newer than this one. Install that version to restore it.",
                self.file, header.product
            );
            return Err(Error::new(Code::BadRequest, detail));
        }
        Ok(header)
    }

    /// The next line about a table: its name and what the line says. None after the last, when all that was counted and
    /// summed up agrees with the end of the file.
    fn next_of_table(&mut self) -> Result<Option<(String, Content)>> {
        let line = self.line()?;
        let about = line
            .trim_end()
            .strip_prefix("{\"table\":\"")
            .and_then(|rest| rest.strip_suffix('}'));
        let Some((table, rest)) = about.and_then(|rest| rest.split_once("\",")) else {
            return self.end(&line).map(|()| None);
        };
        self.tally.add(line.as_bytes());
        let content = if let Some(row) = rest.strip_prefix("\"row\":") {
            self.tally.rows += 1;
            Content::Row(row.to_owned())
        } else {
            let last = rest.strip_prefix("\"last_id\":").and_then(|last| last.parse().ok());
            Content::LastId(last.ok_or_else(|| self.damaged("it is neither a row nor a number"))?)
        };
        Ok(Some((table.to_owned(), content)))
    }

    fn end(&mut self, line: &str) -> Result<()> {
        let trailer: Trailer = serde_json::from_str(line).map_err(|error| self.damaged(&error.to_string()))?;
        let tally = std::mem::take(&mut self.tally);
        self.tally.rows = tally.rows;
        if tally.trailer() != trailer {
            return Err(self.damaged("the checksum is wrong"));
        }
        let more = self.reader.fill_buf().map(|rest| !rest.is_empty());
        if more.map_err(|error| self.damaged(&error.to_string()))? {
            return Err(self.damaged("there is something after the end"));
        }
        Ok(())
    }

    fn line(&mut self) -> Result<String> {
        self.number += 1;
        let mut line = String::new();
        let read = (&mut self.reader).take(LONGEST_LINE).read_line(&mut line);
        match read {
            Ok(0) => Err(self.damaged("it ends too early")),
            Ok(_) if line.ends_with('\n') => Ok(line),
            Ok(_) => Err(self.damaged("the line has no end")),
            Err(error) => Err(self.damaged(&error.to_string())),
        }
    }

    /// Nothing is stored when this is returned.
    fn damaged(&self, problem: &str) -> Error {
        let detail = format!(
            "The backup {} is damaged at line {}: {problem}. Nothing was changed.",
            self.file, self.number
        );
        Error::new(Code::BadRequest, detail)
    }
}
