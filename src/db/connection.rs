//! Opening connections: which of the two databases, with which settings.

use diesel::{
    Connection, ConnectionError, SqliteConnection,
    connection::{AnsiTransactionManager, SimpleConnection, TransactionManager},
    r2d2::ManageConnection,
    result::QueryResult,
};
use std::{path::PathBuf, str::FromStr};

/// A connection to either database. Queries are written once, for both.
#[derive(diesel::MultiConnection)]
pub enum DbConnection {
    Sqlite(SqliteConnection),
    #[cfg(feature = "postgres")]
    Postgres(diesel::PgConnection),
}

/// Runs a query on whichever of the two databases it is. Diesel writes the SQL of a query for several databases anew each
/// time, although the statement is kept; that of a query for one it does not. For what is asked often.
macro_rules! directly {
    ($connection:expr, $of:ident => $query:expr) => {
        match $connection {
            $crate::db::DbConnection::Sqlite($of) => $query,
            #[cfg(feature = "postgres")]
            $crate::db::DbConnection::Postgres($of) => $query,
        }
    };
}
pub(super) use directly;

/// Where the database is: `sqlite:PATH` or `postgres://...`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    Postgres(String),
}

/// Why a text is no database URL.
#[derive(Debug, thiserror::Error)]
pub enum InvalidDatabaseUrl {
    #[error("a database is sqlite:PATH or postgres://USER@HOST/NAME; this is neither")]
    Scheme,
    #[error("this build has no PostgreSQL; build it with the feature `postgres`")]
    NoPostgres,
}

impl FromStr for DatabaseUrl {
    type Err = InvalidDatabaseUrl;

    /// SQLite would accept any text as a path, so the scheme decides.
    fn from_str(url: &str) -> Result<Self, InvalidDatabaseUrl> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err(InvalidDatabaseUrl::Scheme)
            } else {
                Ok(Self::Sqlite(path.into()))
            };
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let built = cfg!(feature = "postgres");
            return if built {
                Ok(Self::Postgres(url.into()))
            } else {
                Err(InvalidDatabaseUrl::NoPostgres)
            };
        }
        Err(InvalidDatabaseUrl::Scheme)
    }
}

/// Whether a pool's connections may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    /// With a part of SQLite's file mapped into memory: quicker, and counted as the process's own memory.
    ReadMapped,
    Write,
}

/// Opens connections for a pool.
#[derive(Debug)]
pub(super) struct Manager {
    pub(super) url: DatabaseUrl,
    pub(super) access: Access,
}

/// WAL lets readers read while one writes; FULL makes an acknowledged write survive a power cut.
const SQLITE_WRITE: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; \
     PRAGMA journal_size_limit = 67108864;";
const SQLITE_READ: &str = "PRAGMA busy_timeout = 10000; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; \
     PRAGMA cache_size = -4000;";
const SQLITE_MAPPED: &str = "PRAGMA mmap_size = 268435456;";

impl ManageConnection for Manager {
    type Connection = DbConnection;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<DbConnection, Self::Error> {
        open(&self.url, self.access).map_err(diesel::r2d2::Error::ConnectionError)
    }

    fn is_valid(&self, connection: &mut DbConnection) -> Result<(), Self::Error> {
        connection
            .batch_execute("SELECT 1")
            .map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, connection: &mut DbConnection) -> bool {
        <DbConnection as Connection>::TransactionManager::is_broken_transaction_manager(connection)
    }
}

/// Makes a database's file where it is missing, for its owner's eyes alone; SQLite gives the files beside it the same
/// rights. Where that fails, SQLite says why when it opens the file.
fn make_private(path: &str) {
    let mut options = std::fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    drop(options.open(path));
}

fn open(url: &DatabaseUrl, access: Access) -> Result<DbConnection, ConnectionError> {
    match url {
        DatabaseUrl::Sqlite(path) => {
            let path = path
                .to_str()
                .ok_or_else(|| ConnectionError::BadConnection("the path is not UTF-8".into()))?;
            if access == Access::Write {
                make_private(path);
            }
            let mut connection = SqliteConnection::establish(path)?;
            let pragmas = match access {
                Access::Read => SQLITE_READ.to_owned(),
                Access::ReadMapped => [SQLITE_READ, SQLITE_MAPPED].concat(),
                Access::Write => SQLITE_WRITE.to_owned(),
            };
            connection
                .batch_execute(&pragmas)
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
            Ok(DbConnection::Sqlite(connection))
        }
        #[cfg(feature = "postgres")]
        DatabaseUrl::Postgres(url) => {
            let mut connection = diesel::PgConnection::establish(url)?;
            connection
                .batch_execute("SET TIME ZONE 'UTC'; SET client_min_messages = warning")
                .map_err(ConnectionError::CouldntSetupConfiguration)?;
            Ok(DbConnection::Postgres(connection))
        }
        #[cfg(not(feature = "postgres"))]
        DatabaseUrl::Postgres(_) => Err(ConnectionError::InvalidConnectionUrl("built without PostgreSQL".into())),
    }
}

/// Begins a write. SQLite takes the write lock before the first read, so that a busy database waits instead of failing;
/// PostgreSQL is serializable, so that read-then-write means the same on both.
pub(super) fn begin_write(connection: &mut DbConnection) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => {
            AnsiTransactionManager::begin_transaction_sql(postgres, "BEGIN ISOLATION LEVEL SERIALIZABLE")
        }
    }
}

/// Begins a read that sees one moment of the database until it ends.
pub(super) fn begin_snapshot(connection: &mut DbConnection) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN"),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => {
            AnsiTransactionManager::begin_transaction_sql(postgres, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        }
    }
}

pub(super) fn commit(connection: &mut DbConnection) -> QueryResult<()> {
    <DbConnection as Connection>::TransactionManager::commit_transaction(connection)
}

pub(super) fn roll_back(connection: &mut DbConnection) -> QueryResult<()> {
    <DbConnection as Connection>::TransactionManager::rollback_transaction(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_decides() {
        assert!(matches!("sqlite:data/precedent.db".parse(), Ok(DatabaseUrl::Sqlite(_))));
        assert!("mysql://localhost/x".parse::<DatabaseUrl>().is_err());
        assert!("precedent.db".parse::<DatabaseUrl>().is_err());
        assert!("sqlite:".parse::<DatabaseUrl>().is_err());
    }
}
