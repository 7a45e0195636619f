//! The few statements that the two databases phrase differently, each with a test on both.

use super::DbConnection;
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text},
};

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

/// Transactions with a lower number than this have all ended. SQLite has one writer and numbers them all 0.
pub fn settled_horizon(connection: &mut DbConnection) -> QueryResult<i64> {
    match connection {
        DbConnection::Sqlite(_) => Ok(1),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => {
            sql_query("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number")
                .get_result::<Number>(postgres)
                .map(|row| row.number)
        }
    }
}

/// After rows were inserted with ids of their own, makes new rows of `table` continue above them. SQLite does so itself.
pub fn continue_ids(connection: &mut DbConnection, table: &str, id_column: &str) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(_) => Ok(()),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => sql_query(format!(
            "SELECT setval(pg_get_serial_sequence('{table}', '{id_column}'), \
             greatest((SELECT coalesce(max({id_column}), 1) FROM {table}), 1)) AS number"
        ))
        .get_result::<Number>(postgres)
        .map(|_| ()),
    }
}

/// The version of the database program, for people.
pub fn version(connection: &mut DbConnection) -> QueryResult<String> {
    match connection {
        DbConnection::Sqlite(sqlite) => {
            sql_query("SELECT 'SQLite ' || sqlite_version() AS word").get_result::<Word>(sqlite)
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => {
            sql_query("SELECT 'PostgreSQL ' || current_setting('server_version') AS word").get_result::<Word>(postgres)
        }
    }
    .map(|row| row.word)
}

/// How many bytes the database takes.
pub fn size(connection: &mut DbConnection) -> QueryResult<i64> {
    match connection {
        DbConnection::Sqlite(sqlite) => {
            sql_query("SELECT page_count * page_size AS number FROM pragma_page_count(), pragma_page_size()")
                .get_result::<Number>(sqlite)
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => {
            sql_query("SELECT pg_database_size(current_database()) AS number").get_result::<Number>(postgres)
        }
    }
    .map(|row| row.number)
}

/// Whether a check of the database's own finds it sound; the first complaint where it does not.
pub fn complaint(connection: &mut DbConnection) -> QueryResult<Option<String>> {
    match connection {
        DbConnection::Sqlite(sqlite) => sql_query("SELECT quick_check AS word FROM pragma_quick_check() LIMIT 1")
            .get_result::<Word>(sqlite)
            .map(|row| (row.word != "ok").then_some(row.word)),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => sql_query("SELECT 1::bigint AS number")
            .get_result::<Number>(postgres)
            .map(|row| (row.number != 1).then(String::new)),
    }
}
