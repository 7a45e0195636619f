//! The only module that knows diesel and SQL.
//!
//! A unit of work is a closure over one connection, given to [`Database::read`] or [`Database::write`]. The modules below
//! are named after what they store; their functions take a connection, read noun first (`article::find`,
//! `article::insert`) and return diesel's own result, so that they compose inside any unit of work. What is nested:
//! `find` gives an option, `get` an error when absent, `list` many. What is asked often is written so that diesel keeps it
//! prepared: ids go through [`among`], and a row with a unique key is taken by `get_result`, since a `LIMIT` for several
//! databases is not kept.

/// The columns that a row is read from: the names of its type, of the columns' type and of the columns, from one list.
macro_rules! columns {
    ($table:ident: $row:ident, $type:ident, $columns:ident = $(($($name:ident: $of:ty),+ $(,)?)),+) => {
        type $row = ($(($($of,)+)),+);
        type $type = ($(($($table::$name,)+)),+);
        const $columns: $type = ($(($($table::$name,)+)),+);
    };
}

pub mod account;
mod among;
pub mod article;
pub mod audit;
pub mod brand;
pub mod brand_page;
pub mod change_log;
pub mod channel;
mod columns;
pub mod connection;
pub mod conversation;
pub mod dialect;
pub mod dump;
pub mod environment;
pub mod erase;
pub mod excerpt;
pub mod gap;
pub mod idempotency;
pub mod inbox;
pub mod job;
pub mod judgement;
pub mod learning;
pub mod link;
pub mod migrations;
pub mod page;
pub mod person;
pub mod redaction;
pub mod related;
pub mod removal;
pub mod retention;
pub mod revision;
pub mod schema;
pub mod session;
pub mod settings;
pub mod suggestion;
pub mod synonym;
pub mod token;
pub mod topic;
pub mod vector;
pub mod vote;

pub use connection::{DatabaseUrl, DbConnection};

use crate::error::{Code, Error, Result};
use connection::{Access, Manager};
use diesel::r2d2::{Pool, PooledConnection};
use std::time::Duration;

/// How long a unit of work waits for a connection before the caller is told to try again.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a transaction is run when PostgreSQL says that it collided with another.
const TRIES: u32 = 20;
/// The longest pause between two such tries.
const LONGEST_PAUSE: Duration = Duration::from_millis(128);

/// The database: cheap to clone, safe to share.
#[derive(Clone)]
pub struct Database {
    url: DatabaseUrl,
    readers: Pool<Manager>,
    /// One connection on SQLite, which has one writer; the readers' pool on PostgreSQL.
    writers: Pool<Manager>,
}

impl Database {
    /// Opens the database at `url` with up to `connections` readers; makes the SQLite file where it is missing. Does not
    /// migrate.
    pub fn open(url: DatabaseUrl, connections: u32) -> Result<Self> {
        Self::with(url, connections, Access::Read)
    }

    /// The same for a process that stays and answers many: quicker for more memory.
    pub fn open_to_serve(url: DatabaseUrl, connections: u32) -> Result<Self> {
        Self::with(url, connections, Access::ReadMapped)
    }

    fn with(url: DatabaseUrl, connections: u32, reading: Access) -> Result<Self> {
        let pool = |access, size| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                // A server's connections end with it; a file's do not.
                .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
                .connection_timeout(PATIENCE)
                .build(Manager {
                    url: url.clone(),
                    access,
                })
                .map_err(|error| unopened(&error))
        };
        let writers = match &url {
            DatabaseUrl::Sqlite(_) => pool(Access::Write, 1)?,
            DatabaseUrl::Postgres(_) => pool(Access::Write, connections)?,
        };
        let readers = match &url {
            DatabaseUrl::Sqlite(_) => pool(reading, connections)?,
            DatabaseUrl::Postgres(_) => writers.clone(),
        };
        Ok(Self { url, readers, writers })
    }

    /// Where it is.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Runs a unit of work that only reads. Each statement sees what is committed when it starts.
    pub fn read<T, E: From<Error>>(&self, work: impl FnOnce(&mut DbConnection) -> Result<T, E>) -> Result<T, E> {
        work(&mut *self.reader()?)
    }

    /// Runs a unit of work that only reads and sees one moment of the database throughout.
    pub fn snapshot<T>(&self, work: impl FnOnce(&mut DbConnection) -> Result<T>) -> Result<T> {
        let mut connection = self.reader()?;
        connection::begin_snapshot(&mut connection)?;
        let outcome = work(&mut connection);
        connection::roll_back(&mut connection)?;
        outcome
    }

    /// Runs a unit of work in one transaction: all of it is stored durably when this returns `Ok`, none of it otherwise.
    /// The closure may run more than once.
    pub fn write<T>(&self, mut work: impl FnMut(&mut DbConnection) -> Result<T>) -> Result<T> {
        let mut connection = self.writers.get().map_err(|error| unavailable(&error))?;
        let mut tries = 1;
        loop {
            match attempt(&mut connection, &mut work) {
                Err(error) if error.is_retryable() && tries < TRIES => {
                    std::thread::sleep(pause(tries));
                    tries += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// Does the work of a write and takes all of it back: what a dry run is.
    pub fn rehearse<T>(&self, work: impl FnOnce(&mut DbConnection) -> Result<T>) -> Result<T> {
        let mut connection = self.writers.get().map_err(|error| unavailable(&error))?;
        connection::begin_write(&mut connection)?;
        let outcome = work(&mut connection);
        connection::roll_back(&mut connection)?;
        outcome
    }

    fn reader(&self) -> Result<PooledConnection<Manager>> {
        self.readers.get().map_err(|error| unavailable(&error))
    }
}

/// How long to stay out of the others' way after `tries` collisions: by chance, up to twice as long each time, so that
/// those who collided do not meet again.
fn pause(tries: u32) -> Duration {
    use std::hash::{BuildHasher, RandomState};
    let longest = Duration::from_millis(1 << tries.min(16)).min(LONGEST_PAUSE);
    longest.mul_f64(RandomState::new().hash_one(tries) as f64 / u64::MAX as f64)
}

fn attempt<T>(connection: &mut DbConnection, work: &mut impl FnMut(&mut DbConnection) -> Result<T>) -> Result<T> {
    connection::begin_write(connection)?;
    match work(connection) {
        Ok(value) => connection::commit(connection).map(|()| value).map_err(Error::from),
        Err(error) => {
            if let Err(trouble) = connection::roll_back(connection) {
                tracing::warn!(%trouble, "roll back failed; the connection will be replaced");
            }
            Err(error)
        }
    }
}

/// Whoever starts the program has to know why.
fn unopened(error: &dyn std::fmt::Display) -> Error {
    let text = error.to_string();
    let cause = text.trim_start_matches("timed out waiting for connection: ");
    let cause: Vec<&str> = cause.split_whitespace().collect();
    let detail = format!("The database cannot be opened: {}", cause.join(" "));
    Error::new(Code::Unavailable, detail.trim_end_matches(['.', '?']).to_owned() + ".")
}

fn unavailable(error: &dyn std::fmt::Display) -> Error {
    tracing::error!(%error, "no database connection");
    Error::no_database()
}
