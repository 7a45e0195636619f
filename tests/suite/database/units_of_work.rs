//! A unit of work is stored whole or not at all, and several at once do not lose each other's writes.

use crate::support::{database::TestDatabase, noon};
use precedent::{
    db::{
        DbConnection, settings,
        vote::{self, NewVote},
    },
    domain::id::{ArticleId, RevisionId},
    error::{Code, Error, Result},
};

fn counter(connection: &mut DbConnection) -> Result<u32> {
    let value = settings::find(connection, "counter")?;
    Ok(value.map_or(0, |value| value.parse().unwrap()))
}

fn increment(connection: &mut DbConnection) -> Result<()> {
    let next = counter(connection)? + 1;
    Ok(settings::put(connection, "counter", &next.to_string())?)
}

#[test]
fn writers_at_once_all_succeed_and_none_is_lost() {
    let database = TestDatabase::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    database.write(increment).unwrap();
                }
            });
        }
    });
    assert_eq!(database.read(counter).unwrap(), 400);
}

#[test]
fn an_error_takes_back_the_whole_unit_and_leaves_the_connection_sound() {
    let database = TestDatabase::new();
    database.write(increment).unwrap();
    for _ in 0..20 {
        let refused = database.write(|connection| {
            increment(connection)?;
            assert_eq!(counter(connection)?, 2);
            Err::<(), _>(Error::new(Code::Conflict, "No."))
        });
        assert_eq!(refused.unwrap_err().code(), Code::Conflict);
    }
    assert_eq!(database.read(counter).unwrap(), 1);
    database.write(increment).unwrap();
    assert_eq!(database.read(counter).unwrap(), 2);
}

#[test]
fn a_statement_that_fails_takes_back_the_unit() {
    let database = TestDatabase::new();
    let refused = database.write(|connection| {
        increment(connection)?;
        // There is no such article: the foreign key refuses.
        let vote = NewVote {
            article_id: ArticleId(1),
            revision_id: RevisionId(1),
            voter: "somebody".into(),
            helped: true,
            reason: None,
            comment: String::new(),
        };
        Ok(vote::put(connection, &vote, noon()).map(|_| ())?)
    });
    assert!(refused.is_err());
    assert_eq!(database.read(counter).unwrap(), 0);
}

#[test]
fn a_snapshot_sees_one_moment_while_others_write() {
    let database = TestDatabase::new();
    database.write(increment).unwrap();
    let (first, second) = database
        .snapshot(|connection| {
            let first = counter(connection)?;
            database.write(increment)?;
            Ok((first, counter(connection)?))
        })
        .unwrap();
    assert_eq!((first, second), (1, 1));
    assert_eq!(database.read(counter).unwrap(), 2);
}

#[test]
fn a_reader_cannot_write_on_sqlite() {
    let database = TestDatabase::sqlite();
    assert!(database.read(increment).is_err());
    assert_eq!(database.read(counter).unwrap(), 0);
}

/// Ends a server's connections but the one at hand, as its restart does.
#[cfg(feature = "postgres")]
fn cut(connection: &mut DbConnection, own_too: bool) -> Result<()> {
    use diesel::{RunQueryDsl, sql_query};
    let whose = if own_too { "" } else { "AND pid <> pg_backend_pid()" };
    let statement =
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() {whose}");
    sql_query(statement)
        .execute(connection)
        .map(|_| ())
        .map_err(Error::from)
}

#[cfg(feature = "postgres")]
#[test]
fn a_database_that_comes_back_is_used_again() {
    let Some(database) = TestDatabase::postgres() else {
        println!("SKIPPED: TEST_DATABASE_URL names no PostgreSQL server");
        return;
    };
    database.write(increment).unwrap();
    let lost = database.read(|connection| cut(connection, true)).unwrap_err();
    assert_eq!(
        (lost.code(), lost.retry_after()),
        (Code::Unavailable, Some(2)),
        "{lost:?}"
    );
    for _ in 0..10 {
        assert_eq!(database.read(counter).unwrap(), 1);
    }
    database.read(|connection| cut(connection, false)).unwrap();
    database.write(increment).unwrap();
    assert_eq!(database.read(counter).unwrap(), 2);
}
