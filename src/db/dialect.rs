//! The few statements that the two databases phrase differently, each with a test on both.
#![cfg_attr(
    not(feature = "postgres"),
    allow(unused_variables, reason = "only the other database needs them")
)]

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

/// What a column holds, on either database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Integer,
    Double,
    Boolean,
    Text,
    Timestamp,
    /// Only in tables that are derived: no backup holds any.
    Bytes,
}

/// A column as the database itself describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
    pub nullable: bool,
    /// Its place in the primary key, from 1; 0: it is no part of it.
    pub key: i64,
}

#[derive(QueryableByName)]
struct Described {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    declared: String,
    #[diesel(sql_type = BigInt)]
    required: i64,
    #[diesel(sql_type = BigInt)]
    key: i64,
}

/// The names of all tables but the migrations' own.
pub fn tables(connection: &mut DbConnection) -> QueryResult<Vec<String>> {
    let statement = match connection {
        DbConnection::Sqlite(_) => "SELECT name AS word FROM sqlite_schema WHERE type = 'table'",
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => {
            "SELECT tablename::text AS word FROM pg_tables WHERE schemaname = current_schema()"
        }
    };
    let names = sql_query(statement)
        .load::<Word>(connection)?
        .into_iter()
        .map(|row| row.word);
    Ok(names
        .filter(|name| !name.starts_with("sqlite_") && !name.starts_with("__"))
        .collect())
}

/// The columns of a table in their order; none where there is no such table.
pub fn columns(connection: &mut DbConnection, table: &str) -> QueryResult<Vec<Column>> {
    let statement = match connection {
        DbConnection::Sqlite(_) => {
            "SELECT name, lower(type) AS declared, \"notnull\" AS required, pk AS key \
             FROM pragma_table_info(?1) ORDER BY cid"
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => {
            "SELECT attname::text AS name, format_type(atttypid, NULL) AS declared, attnotnull::int::bigint AS required, \
             coalesce(array_position(indkey::int2[], attnum) + 1, 0)::bigint AS key \
             FROM pg_attribute LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary \
             WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        }
    };
    let described = sql_query(statement)
        .bind::<Text, _>(table)
        .load::<Described>(connection)?;
    described.into_iter().map(column).collect()
}

fn column(described: Described) -> QueryResult<Column> {
    let kind = match described.declared.as_str() {
        "integer" | "bigint" => Kind::Integer,
        "double" | "double precision" => Kind::Double,
        "boolean" => Kind::Boolean,
        "text" => Kind::Text,
        "blob" | "bytea" => Kind::Bytes,
        "timestamp" | "timestamp without time zone" => Kind::Timestamp,
        other => {
            let problem = format!("the column {} is of the unknown type {other}", described.name);
            return Err(diesel::result::Error::DeserializationError(problem.into()));
        }
    };
    Ok(Column {
        name: described.name,
        kind,
        nullable: described.required == 0,
        key: described.key,
    })
}

/// Rows of a table as JSON objects in the order of the primary key: at most `limit`, those after `last` (a row that this
/// returned) or the first. The same row gives the same values on both databases: times as `2026-03-02 12:00:00.000000`,
/// `true` and `false`, numbers to the last digit.
pub fn rows_after(
    connection: &mut DbConnection,
    table: &str,
    columns: &[Column],
    last: Option<&str>,
    limit: usize,
) -> QueryResult<Vec<String>> {
    let statement = match connection {
        DbConnection::Sqlite(_) => {
            let pairs = columns
                .iter()
                .map(|column| format!("'{}', {}", column.name, sqlite_value(column)));
            let key = |column: &Column| format!("json_extract(?1, '$.\"{}\"')", column.name);
            format!(
                "SELECT json_object({}) AS word FROM \"{table}\" WHERE {} LIMIT {limit}",
                list(pairs),
                after_key(columns, key, "?1")
            )
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => {
            let key = |column: &Column| {
                let number = if column.kind == Kind::Integer { "::bigint" } else { "" };
                format!("($1::json->>'{}'){number}", column.name)
            };
            format!(
                "SELECT row_to_json(one)::text AS word FROM (SELECT {} FROM \"{table}\" WHERE {} LIMIT {limit}) AS one",
                list(columns.iter().map(postgres_value)),
                after_key(columns, key, "$1::text")
            )
        }
    };
    let rows = sql_query(statement)
        .bind::<diesel::sql_types::Nullable<Text>, _>(last)
        .load::<Word>(connection)?;
    Ok(rows.into_iter().map(|row| row.word).collect())
}

/// `(a, b) > (...) ORDER BY a, b`; all rows where the parameter is null.
fn after_key(columns: &[Column], value: impl Fn(&Column) -> String, parameter: &str) -> String {
    let mut key: Vec<&Column> = columns.iter().filter(|column| column.key > 0).collect();
    key.sort_by_key(|column| column.key);
    let names = list(key.iter().map(|column| format!("\"{}\"", column.name)));
    let values = list(key.iter().map(|column| value(column)));
    format!("({parameter} IS NULL OR ({names}) > ({values})) ORDER BY {names}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn sqlite_value(column: &Column) -> String {
    let name = format!("\"{}\"", column.name);
    match column.kind {
        Kind::Integer | Kind::Double | Kind::Text => name,
        Kind::Bytes => format!("hex({name})"),
        Kind::Boolean => format!("json(CASE {name} WHEN 0 THEN 'false' WHEN 1 THEN 'true' END)"),
        // diesel writes 0, 3 or 6 digits of the second.
        Kind::Timestamp => {
            format!("substr({name} || CASE length({name}) WHEN 19 THEN '.' ELSE '' END || '000000', 1, 26)")
        }
    }
}

#[cfg(feature = "postgres")]
fn postgres_value(column: &Column) -> String {
    let name = format!("\"{}\"", column.name);
    match column.kind {
        Kind::Timestamp => format!("to_char({name}, 'YYYY-MM-DD HH24:MI:SS.US') AS {name}"),
        _ => name,
    }
}

/// Stores rows, a JSON array of objects as [`rows_after`] gives them. Columns that are not named keep their defaults.
pub fn insert_rows(connection: &mut DbConnection, table: &str, columns: &[Column], rows: &str) -> QueryResult<usize> {
    let names = list(columns.iter().map(|column| format!("\"{}\"", column.name)));
    match connection {
        DbConnection::Sqlite(sqlite) => {
            let values = list(columns.iter().map(sqlite_extract));
            let statement = format!("INSERT INTO \"{table}\" ({names}) SELECT {values} FROM json_each(?1)");
            sql_query(statement).bind::<Text, _>(rows).execute(sqlite)
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => {
            let statement = format!(
                "INSERT INTO \"{table}\" ({names}) SELECT {names} FROM json_populate_recordset(NULL::\"{table}\", $1::json)"
            );
            sql_query(statement)
                .bind::<Text, _>(without_nul(rows))
                .execute(postgres)
        }
    }
}

/// A value as diesel writes it, so that texts compare and order right.
fn sqlite_extract(column: &Column) -> String {
    let value = format!("json_extract(value, '$.\"{}\"')", column.name);
    match column.kind {
        Kind::Timestamp => format!(
            "CASE WHEN {value} LIKE '%.000000' THEN substr({value}, 1, 19) \
             WHEN {value} LIKE '%000' THEN substr({value}, 1, 23) ELSE {value} END"
        ),
        _ => value,
    }
}

/// JSON text with U+FFFD for U+0000, which SQLite keeps in a text and PostgreSQL refuses.
#[cfg(feature = "postgres")]
fn without_nul(json: &str) -> std::borrow::Cow<'_, str> {
    const NUL: &str = "\\u0000";
    if !json.contains(NUL) {
        return json.into();
    }
    let (mut rest, mut kept) = (json, String::with_capacity(json.len()));
    while let Some(place) = rest.find('\\') {
        let escape = &rest[place..];
        // A backslash and what follows it: `\\` followed by `u0000` is none of ours.
        let follows = escape[1..].chars().next().map_or(0, char::len_utf8);
        let (replacement, length) = if escape.starts_with(NUL) {
            ("\\ufffd", NUL.len())
        } else {
            (&escape[..=follows], 1 + follows)
        };
        kept.push_str(&rest[..place]);
        kept.push_str(replacement);
        rest = &escape[length..];
    }
    (kept + rest).into()
}

/// The highest number that was ever given to a row of `table`; 0 where it gives none or none was given.
pub fn last_id(connection: &mut DbConnection, table: &str, id_column: &str) -> QueryResult<i64> {
    let statement = match connection {
        DbConnection::Sqlite(_) => {
            format!("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = '{table}'), 0) AS number")
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(_) => format!(
            "SELECT CASE WHEN sequence IS NULL THEN 0 ELSE greatest(pg_sequence_last_value(sequence), \
             (SELECT max(\"{id_column}\") FROM \"{table}\"), 0) END AS number \
             FROM (SELECT pg_get_serial_sequence('{table}', '{id_column}')::regclass AS sequence) AS one"
        ),
    };
    sql_query(statement)
        .get_result::<Number>(connection)
        .map(|row| row.number)
}

/// Makes new rows of `table` continue above `last`, or above what was given already where that is more.
pub fn raise_ids(connection: &mut DbConnection, table: &str, id_column: &str, last: i64) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => {
            let raised = format!("UPDATE sqlite_sequence SET seq = max(seq, {last}) WHERE name = '{table}'");
            if sql_query(raised).execute(sqlite)? == 0 {
                sql_query(format!(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES ('{table}', {last})"
                ))
                .execute(sqlite)?;
            }
            Ok(())
        }
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => sql_query(format!(
            "SELECT setval(sequence, greatest(pg_sequence_last_value(sequence), {last})) AS number \
             FROM (SELECT pg_get_serial_sequence('{table}', '{id_column}')::regclass AS sequence) AS one"
        ))
        .get_result::<Number>(postgres)
        .map(|_| ()),
    }
}

/// Removes all rows of `tables`, which stand in the order of their dependence. Numbers that were given stay given.
pub fn clear(connection: &mut DbConnection, tables: &[&str]) -> QueryResult<()> {
    match connection {
        DbConnection::Sqlite(sqlite) => tables.iter().rev().try_for_each(|table| {
            sql_query(format!("DELETE FROM \"{table}\""))
                .execute(sqlite)
                .map(|_| ())
        }),
        #[cfg(feature = "postgres")]
        DbConnection::Postgres(postgres) => {
            let names = list(tables.iter().map(|table| format!("\"{table}\"")));
            sql_query(format!("TRUNCATE {names}")).execute(postgres).map(|_| ())
        }
    }
}
