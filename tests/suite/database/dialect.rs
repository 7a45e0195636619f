//! The statements that the two databases phrase differently mean the same on both.

use crate::support::{
    database::{TestDatabase, insert_brand},
    noon,
};
use precedent::{
    db::{
        Database, DbConnection,
        change_log::{self, Entity},
        dialect,
    },
    domain::position::Position,
    error::Error,
};

fn ask<T>(database: &Database, question: impl FnOnce(&mut DbConnection) -> diesel::QueryResult<T>) -> T {
    database
        .read(|connection| question(connection).map_err(Error::from))
        .unwrap()
}

#[test]
fn what_is_committed_lies_behind_the_horizon() {
    for database in TestDatabase::each() {
        database
            .write(|connection| Ok(change_log::record(connection, Entity::Conversation, 1, noon())?))
            .unwrap();
        let entry = database.write(|connection| {
            use diesel::prelude::*;
            use precedent::db::schema::change_log as log;
            Ok(log::table
                .order(log::seq)
                .select((log::xid, log::seq))
                .first::<(i64, i64)>(connection)?)
        });
        let entry = entry.map(|(xid, seq)| Position { xid, seq }).unwrap();
        // Transactions on other databases of the same server hold the horizon back for a moment.
        let is_settled = || entry.xid < ask(&database, dialect::settled_horizon);
        let pause = || std::thread::sleep(std::time::Duration::from_millis(10));
        assert!((0..3000).inspect(|_| pause()).any(|_| is_settled()));
    }
}

#[test]
fn new_rows_continue_above_ids_that_were_given() {
    use diesel::connection::SimpleConnection;
    for database in TestDatabase::each() {
        let id = database
            .write(|connection| {
                connection.batch_execute(
                    "INSERT INTO brands (id, slug, name, locales, allow_list, created_at) \
                     VALUES (41, 'old', 'Old', 'es', '', '2026-03-02 12:00:00')",
                )?;
                dialect::continue_ids(connection, "brands", "id")?;
                Ok(insert_brand(connection, "new")?.id.0)
            })
            .unwrap();
        assert_eq!(id, 42);
    }
}

#[test]
fn an_empty_table_begins_with_a_positive_id() {
    for database in TestDatabase::each() {
        let id = database
            .write(|connection| {
                dialect::continue_ids(connection, "brands", "id")?;
                Ok(insert_brand(connection, "first")?.id.0)
            })
            .unwrap();
        assert!((1..=2).contains(&id), "{id}");
    }
}

#[test]
fn a_sound_database_says_what_it_is_and_has_no_complaint() {
    for database in TestDatabase::each() {
        let name = if database.is_postgres() {
            "PostgreSQL "
        } else {
            "SQLite "
        };
        assert!(ask(&database, dialect::version).starts_with(name));
        assert!(ask(&database, dialect::size) > 100_000);
        assert_eq!(ask(&database, dialect::complaint), None);
    }
}
