//! What `src/db/schema.rs` says is what both databases have, and their migrations can be taken back.

use crate::support::database::TestDatabase;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use precedent::{
    db::{
        Database, DatabaseUrl, DbConnection,
        dialect::{self, Column, Kind},
        migrations,
    },
    error::Error,
};
use std::{collections::BTreeMap, path::Path};

type Tables = BTreeMap<String, Vec<(String, Kind, bool)>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tables as diesel is told they are.
fn declared() -> Tables {
    let text = std::fs::read_to_string(root().join("src/db/schema.rs")).unwrap();
    let tables = text.split("diesel::table! {").skip(1).map(|table| {
        let (head, body) = table.split_once('{').unwrap();
        let name = head.split_whitespace().next().unwrap();
        let body = body.split_once('}').unwrap().0;
        (name.to_owned(), body.lines().filter_map(declared_column).collect())
    });
    tables.collect()
}

fn declared_column(line: &str) -> Option<(String, Kind, bool)> {
    let (name, kind) = line.trim().trim_end_matches(',').split_once(" -> ")?;
    let required = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
    let kind = match required.unwrap_or(kind) {
        "BigInt" | "Integer" => Kind::Integer,
        "Double" => Kind::Double,
        "Bool" => Kind::Boolean,
        "Text" => Kind::Text,
        "Binary" => Kind::Bytes,
        "Timestamp" => Kind::Timestamp,
        other => panic!("{name} is of the unknown type {other}"),
    };
    Some((name.to_owned(), kind, required.is_some()))
}

fn described(connection: &mut DbConnection, table: &str) -> diesel::QueryResult<Vec<(String, Kind, bool)>> {
    let column = |column: Column| (column.name, column.kind, column.nullable);
    Ok(dialect::columns(connection, table)?.into_iter().map(column).collect())
}

/// The tables as a database describes them.
fn found(database: &Database) -> Tables {
    let tables = database.read(|connection| {
        let names = dialect::tables(connection)?;
        let tables = names.into_iter().map(|name| {
            let columns = described(connection, &name)?;
            Ok::<_, Error>((name, columns))
        });
        tables.collect::<Result<Tables, Error>>()
    });
    tables.unwrap()
}

#[test]
fn tables_and_columns_are_those_that_diesel_is_told() {
    let declared = declared();
    assert!(declared.len() > 25);
    for database in TestDatabase::each() {
        let found = found(&database);
        assert_eq!(found.keys().collect::<Vec<_>>(), declared.keys().collect::<Vec<_>>());
        for (table, columns) in &declared {
            assert_eq!(&found[table], columns, "{table}, {:?}", database.url());
        }
    }
}

#[test]
fn every_column_can_be_read() {
    use diesel::connection::SimpleConnection;
    for database in TestDatabase::each() {
        for (table, columns) in declared() {
            let names: Vec<String> = columns
                .iter()
                .map(|(name, ..)| format!("\"{table}\".\"{name}\""))
                .collect();
            let statement = format!("SELECT {} FROM \"{table}\" LIMIT 1", names.join(", "));
            let read = database.read(|connection| Ok::<_, Error>(connection.batch_execute(&statement)?));
            assert!(read.is_ok(), "{table}: {read:?}");
        }
    }
}

#[test]
fn migrations_go_down_and_up_again() {
    for database in TestDatabase::each() {
        let before = found(&database);
        match database.url() {
            DatabaseUrl::Sqlite(file) => {
                let mut connection =
                    <diesel::SqliteConnection as diesel::Connection>::establish(file.to_str().unwrap()).unwrap();
                let folder = FileBasedMigrations::from_path(root().join("migrations/sqlite")).unwrap();
                connection.revert_all_migrations(folder).unwrap();
            }
            #[cfg(feature = "postgres")]
            DatabaseUrl::Postgres(url) => {
                let mut connection = <diesel::PgConnection as diesel::Connection>::establish(url).unwrap();
                let folder = FileBasedMigrations::from_path(root().join("migrations/postgres")).unwrap();
                connection.revert_all_migrations(folder).unwrap();
            }
            #[cfg(not(feature = "postgres"))]
            DatabaseUrl::Postgres(_) => unreachable!("built without PostgreSQL"),
        }
        assert_eq!(found(&database).len(), 0);
        let pending = migrations::pending(&database).unwrap();
        assert_eq!(migrations::run(&database).unwrap().len(), pending.len());
        assert!(!pending.is_empty());
        assert_eq!(found(&database), before);
    }
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    use diesel::connection::SimpleConnection;
    for database in TestDatabase::each() {
        let later = "INSERT INTO __diesel_schema_migrations (version) VALUES ('20990101000000')";
        database
            .write(|connection| Ok(connection.batch_execute(later)?))
            .unwrap();
        let refused = migrations::run(&database).unwrap_err();
        assert!(refused.to_string().contains("20990101000000"), "{refused}");
        let before = found(&database);
        assert_eq!(before.len(), declared().len());
    }
}

#[test]
fn an_id_is_never_given_twice() {
    use diesel::connection::SimpleConnection;
    let statement = "INSERT INTO brands (slug, name, locales, allow_list, created_at) \
                     VALUES ('a', 'A', 'es', '', '2026-03-02 12:00:00')";
    for database in TestDatabase::each() {
        let mut last = 0;
        for _ in 0..3 {
            let id = database
                .write(|connection| {
                    connection.batch_execute("DELETE FROM brands")?;
                    connection.batch_execute(statement)?;
                    Ok(precedent::db::brand::list(connection)?[0].id.0)
                })
                .unwrap();
            assert!(id > last, "{id} after {last}");
            last = id;
        }
    }
}
