//! A follower of the change log sees every entry, in commit order.

use crate::support::{database::TestDatabase, noon};
use precedent::{
    db::{
        Database, DbConnection,
        change_log::{self, Change, Entity},
    },
    domain::position::Position,
    error::{Error, Result},
};

fn record(connection: &mut DbConnection, entity_id: i64) -> Result<()> {
    Ok(change_log::record(connection, Entity::Article, entity_id, noon())?)
}

fn after(database: &Database, position: Position) -> Vec<Change> {
    database
        .read(|connection| Ok::<_, Error>(change_log::after(connection, position, 100)?))
        .unwrap()
}

/// The entries after `position` once there are `count`. On PostgreSQL the transactions of other databases on the same
/// server are waited for too, so that what is committed may take a moment to settle.
fn settled(database: &Database, position: Position, count: usize) -> Vec<Change> {
    for _ in 0..3000 {
        let seen = after(database, position);
        if seen.len() >= count {
            return seen;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the change log never had {count} entries after {position:?}")
}

fn ids(changes: &[Change]) -> Vec<i64> {
    changes.iter().map(|change| change.entity_id).collect()
}

#[test]
fn entries_are_followed_in_order_and_each_once() {
    let database = TestDatabase::new();
    for id in [7, 8] {
        database.write(|connection| record(connection, id)).unwrap();
    }
    let seen = settled(&database, Position::default(), 2);
    assert_eq!(ids(&seen), [7, 8]);
    let position = seen[1].position;
    assert!(seen[0].position < position);
    let end = database
        .read(|connection| Ok::<_, Error>(change_log::end(connection)?))
        .unwrap();
    assert_eq!(end, position);
    assert!(after(&database, position).is_empty());
    database.write(|connection| record(connection, 9)).unwrap();
    assert_eq!(ids(&settled(&database, position, 1)), [9]);
}

#[test]
fn what_is_rolled_back_is_never_seen() {
    let database = TestDatabase::new();
    let refused = database.write(|connection| {
        record(connection, 1)?;
        Err::<(), _>(Error::not_found("thing"))
    });
    assert!(refused.is_err());
    database.write(|connection| record(connection, 2)).unwrap();
    assert_eq!(ids(&settled(&database, Position::default(), 1)), [2]);
}

/// The first of two transactions takes its number, the second takes one and commits: a follower that read the second
/// and went on from there would lose the first.
#[cfg(feature = "postgres")]
#[test]
fn a_late_commit_is_waited_for_on_postgresql() {
    use diesel::{Connection, PgConnection, connection::SimpleConnection};
    let Some(database) = TestDatabase::postgres() else {
        println!("SKIPPED: TEST_DATABASE_URL names no PostgreSQL server");
        return;
    };
    let precedent::db::DatabaseUrl::Postgres(url) = database.url() else {
        unreachable!("made on PostgreSQL");
    };
    let open = || DbConnection::Postgres(PgConnection::establish(url).unwrap());
    let (mut late, mut early) = (open(), open());
    late.batch_execute("BEGIN").unwrap();
    record(&mut late, 1).unwrap();
    early.batch_execute("BEGIN").unwrap();
    record(&mut early, 2).unwrap();
    early.batch_execute("COMMIT").unwrap();

    assert!(after(&database, Position::default()).is_empty());
    let end = database
        .read(|connection| Ok::<_, Error>(change_log::end(connection)?))
        .unwrap();
    assert_eq!(end, Position::default());

    late.batch_execute("COMMIT").unwrap();
    let seen = settled(&database, Position::default(), 2);
    assert_eq!(ids(&seen), [1, 2]);
}

/// The later of two transactions is the first to number an entry: the entry that comes last in the order of followers has
/// the lower number.
#[cfg(feature = "postgres")]
#[test]
fn what_waits_is_counted_in_the_order_of_followers_on_postgresql() {
    use diesel::{Connection, PgConnection, connection::SimpleConnection};
    let Some(database) = TestDatabase::postgres() else {
        println!("SKIPPED: TEST_DATABASE_URL names no PostgreSQL server");
        return;
    };
    let precedent::db::DatabaseUrl::Postgres(url) = database.url() else {
        unreachable!("made on PostgreSQL");
    };
    let begin = || {
        let mut connection = DbConnection::Postgres(PgConnection::establish(url).unwrap());
        connection.batch_execute("BEGIN; SELECT pg_current_xact_id()").unwrap();
        connection
    };
    let (mut first, mut second) = (begin(), begin());
    record(&mut second, 2).unwrap();
    record(&mut first, 1).unwrap();
    first.batch_execute("COMMIT").unwrap();
    second.batch_execute("COMMIT").unwrap();
    let seen = settled(&database, Position::default(), 2);
    assert_eq!(ids(&seen), [1, 2]);
    let waiting = |position| {
        database
            .read(|connection| Ok::<_, Error>(change_log::waiting(connection, position)?))
            .unwrap()
    };
    assert_eq!(
        [Position::default(), seen[0].position, seen[1].position].map(waiting),
        [2, 1, 0]
    );
}
