//! A backup holds everything, goes into either database, and is refused where anything is wrong with it.

use crate::support::{
    database::{TestDatabase, insert_brand},
    noon,
};
use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use precedent::{
    actions::{backup, restore},
    clock::Clock,
    db::{
        Database, brand,
        dialect::{self, Column, Kind},
        dump, settings,
    },
    domain::position::Position,
    error::{Code, Error},
};
use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};

/// The columns that point to a row without saying so in their name.
const POINTERS: &[&str] = &["replaced_by", "decided_by"];
/// No number of JavaScript's, and of no other that counts in doubles.
const LARGE: i64 = 9_007_199_254_740_993;

/// Three rows in every table, with what is hard to carry over: quotes, other scripts, times with and without fractions,
/// numbers with many digits, nothing at all.
fn fill(database: &Database) {
    database
        .write(|connection| {
            for name in dump::KEPT {
                let table = dump::table(connection, name)?.unwrap();
                let columns = dialect::columns(connection, name)?;
                let rows: Vec<Value> = (1..=3).map(|number| row(&columns, number)).collect();
                let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
                table.insert(connection, &names, &serde_json::to_string(&rows).unwrap())?;
                if table.last_id(connection)?.is_some() {
                    table.raise_ids(connection, 50)?;
                }
            }
            Ok(())
        })
        .unwrap();
}

fn row(columns: &[Column], number: i64) -> Value {
    let value = |column: &Column| {
        let points = column.name == "id" || column.name.ends_with("_id") || POINTERS.contains(&column.name.as_str());
        match column.kind {
            _ if column.nullable && number == 2 => Value::Null,
            Kind::Integer if column.name == "entity_id" => json!(LARGE),
            Kind::Integer if points => json!(number * 7),
            Kind::Integer => json!(number),
            Kind::Double => json!([0.1 + 0.2, 1.0, 2.0 / 3e9][number as usize - 1]),
            Kind::Boolean => json!(number == 1),
            Kind::Bytes => panic!("no backup holds {}", column.name),
            Kind::Timestamp => json!(
                [
                    "2026-03-02 12:00:00.000000",
                    "2026-03-02 12:00:00.120000",
                    "1999-12-31 23:59:59.123456"
                ][number as usize - 1]
            ),
            Kind::Text => json!(format!(
                "{} {number} \"ñ\" \\u0041 'é' 🙂\n\t</a> \u{7f}\u{2028}",
                column.name
            )),
        }
    };
    columns
        .iter()
        .map(|column| (column.name.clone(), value(column)))
        .collect()
}

fn back_up(database: &Database, folder: &Path) -> PathBuf {
    let file = folder.join(format!("{}.gz", std::fs::read_dir(folder).unwrap().count()));
    backup::run(database, &file, &Clock::fixed(noon())).unwrap();
    file
}

fn text(file: &Path) -> String {
    let mut text = String::new();
    let mut decoder = MultiGzDecoder::new(std::fs::File::open(file).unwrap());
    decoder.read_to_string(&mut text).unwrap();
    text
}

/// The line with its fractions as texts in Rust's shortest form: databases write them with more or fewer digits, and
/// `serde_json` rounds.
fn exact(line: &str) -> String {
    let mut line = line.to_owned();
    for key in ["\"confidence\":", "\"resolved_score\":"] {
        let Some(start) = line.find(key).map(|start| start + key.len()) else {
            continue;
        };
        let length = line[start..].find([',', '}']).unwrap();
        let number: Option<f64> = line[start..start + length].parse().ok();
        if let Some(number) = number {
            line.replace_range(start..start + length, &format!("\"{number:?}\""));
        }
    }
    line
}

/// The rows of a backup but for what an installation writes down about itself.
fn rows(file: &Path) -> Vec<Value> {
    let lines: Vec<Value> = text(file)
        .lines()
        .map(|line| serde_json::from_str(&exact(line)).unwrap())
        .collect();
    let own = |line: &Value| {
        let key = line["row"]["key"].as_str();
        line["table"] == "settings" && key.is_some_and(|key| [settings::EPOCH, settings::LAST_BACKUP].contains(&key))
    };
    lines[1..lines.len() - 1]
        .iter()
        .filter(|line| !own(line))
        .cloned()
        .collect()
}

/// Shows the first row that differs, not all of them.
fn assert_same(found: &[Value], expected: &[Value]) {
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

fn slugs(database: &Database) -> Vec<String> {
    let brands = database
        .read(|connection| Ok::<_, Error>(brand::list(connection)?))
        .unwrap();
    brands.into_iter().map(|brand| brand.slug).collect()
}

fn epoch(database: &Database) -> Option<String> {
    database
        .read(|connection| Ok::<_, Error>(settings::find(connection, settings::EPOCH)?))
        .unwrap()
}

#[test]
fn every_table_is_kept_or_left_on_purpose() {
    for database in TestDatabase::each() {
        let mut there = database
            .read(|connection| Ok::<_, Error>(dialect::tables(connection)?))
            .unwrap();
        let mut named = [dump::KEPT, dump::LEFT].concat();
        there.sort();
        named.sort_unstable();
        assert_eq!(there, named);
    }
}

#[test]
fn what_one_database_holds_comes_back_from_any() {
    let folder = tempfile::tempdir().unwrap();
    for from in TestDatabase::each() {
        fill(&from);
        let first = back_up(&from, folder.path());
        let written = rows(&first);
        for table in dump::KEPT {
            let count = written
                .iter()
                .filter(|line| line["table"] == *table && line["row"].is_object())
                .count();
            assert_eq!(count, 3, "{table}");
        }
        for to in TestDatabase::each() {
            let summary = restore::run(&to, &first, false).unwrap();
            assert_eq!(summary.rows, 3 * dump::KEPT.len() as u64);
            assert_same(&rows(&back_up(&to, folder.path())), &written);
        }
    }
}

#[test]
fn values_arrive_to_the_last_digit() {
    let folder = tempfile::tempdir().unwrap();
    for database in TestDatabase::each() {
        fill(&database);
        let rows = rows(&back_up(&database, folder.path()));
        let of = |table: &str| rows.iter().find(|line| line["table"] == table).unwrap()["row"].clone();
        assert_eq!(of("audit_log")["entity_id"], json!(LARGE));
        assert_eq!(of("redactions")["confidence"], json!("0.30000000000000004"));
        assert_eq!(of("votes")["helped"], json!(true));
        assert_eq!(of("brands")["created_at"], json!("2026-03-02 12:00:00.000000"));
    }
}

#[test]
fn times_stand_in_sqlite_as_the_product_writes_them() {
    use diesel::prelude::*;
    use precedent::db::schema::brands;
    let folder = tempfile::tempdir().unwrap();
    let times = [
        "2026-03-02T12:00:00",
        "2026-03-02T12:00:00.5",
        "2026-03-02T12:00:00.000001",
        "2026-03-02T12:00:00.123456",
    ];
    let written = |database: &Database| -> Vec<String> {
        let as_text = diesel::dsl::sql::<diesel::sql_types::Text>("CAST(created_at AS TEXT)");
        database
            .read(|connection| {
                Ok::<_, Error>(
                    brands::table
                        .order(brands::created_at)
                        .select(as_text)
                        .load(connection)?,
                )
            })
            .unwrap()
    };
    let first = TestDatabase::sqlite();
    for (number, time) in times.iter().enumerate() {
        let created_at: chrono::NaiveDateTime = time.parse().unwrap();
        first
            .write(|connection| {
                let brand = insert_brand(connection, &number.to_string())?;
                let row = brands::table.filter(brands::id.eq(brand.id));
                Ok(diesel::update(row)
                    .set(brands::created_at.eq(created_at))
                    .execute(connection)?)
            })
            .unwrap();
    }
    for between in TestDatabase::each() {
        restore::run(&between, &back_up(&first, folder.path()), false).unwrap();
        let last = TestDatabase::sqlite();
        restore::run(&last, &back_up(&between, folder.path()), false).unwrap();
        assert_eq!(written(&last), written(&first));
    }
}

#[test]
fn a_text_with_a_nul_goes_where_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let from = TestDatabase::sqlite();
    let kept = "a\0b\\u0000c\\\0d";
    from.write(|connection| Ok(settings::put(connection, "x", kept)?))
        .unwrap();
    let file = back_up(&from, folder.path());
    for to in TestDatabase::each() {
        restore::run(&to, &file, false).unwrap();
        let found = to
            .read(|connection| Ok::<_, Error>(settings::find(connection, "x")?))
            .unwrap()
            .unwrap();
        let expected = if to.is_postgres() {
            kept.replace('\0', "\u{fffd}")
        } else {
            kept.into()
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn more_rows_than_a_batch_come_back_in_order_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let from = TestDatabase::new();
    from.write(|connection| {
        for number in 0..1203 {
            insert_brand(connection, &format!("brand-{number}"))?;
            settings::put(connection, &format!("key {number}"), "x")?;
        }
        Ok(())
    })
    .unwrap();
    let file = back_up(&from, folder.path());
    let to = TestDatabase::new();
    restore::run(&to, &file, false).unwrap();
    assert_eq!(slugs(&to), slugs(&from));
    assert_same(&rows(&back_up(&to, folder.path())), &rows(&file));
}

#[test]
fn a_number_that_was_given_is_not_given_again() {
    let folder = tempfile::tempdir().unwrap();
    for from in TestDatabase::each() {
        let gone = from.write(|connection| insert_brand(connection, "gone")).unwrap().id.0;
        from.write(|connection| {
            use diesel::connection::SimpleConnection;
            Ok(connection.batch_execute("DELETE FROM brands")?)
        })
        .unwrap();
        let file = back_up(&from, folder.path());
        for to in TestDatabase::each() {
            restore::run(&to, &file, false).unwrap();
            let next = to.write(|connection| insert_brand(connection, "next")).unwrap().id.0;
            assert_eq!(next, gone + 1);
            restore::run(&to, &file, true).unwrap();
            let later = to.write(|connection| insert_brand(connection, "later")).unwrap().id.0;
            assert_eq!(later, gone + 2);
        }
    }
}

#[test]
fn what_is_there_is_replaced_only_by_force_and_gets_a_new_identity() {
    let folder = tempfile::tempdir().unwrap();
    let from = TestDatabase::new();
    fill(&from);
    let file = back_up(&from, folder.path());

    let to = TestDatabase::new();
    to.write(|connection| insert_brand(connection, "mine")).unwrap();
    let refused = restore::run(&to, &file, false).unwrap_err();
    assert_eq!(refused.code(), Code::Conflict);
    assert!(refused.to_string().contains("--force"), "{refused}");
    assert_eq!(slugs(&to), ["mine"]);

    restore::run(&to, &file, true).unwrap();
    assert_eq!(slugs(&to).len(), 3);
    let first = epoch(&to).unwrap();
    restore::run(&to, &file, true).unwrap();
    assert_ne!(epoch(&to).unwrap(), first);
}

#[test]
fn a_backup_that_was_cut_or_changed_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let from = TestDatabase::new();
    fill(&from);
    let file = back_up(&from, folder.path());
    let whole = std::fs::read(&file).unwrap();
    let lines = text(&file);
    let database = TestDatabase::new();
    database.write(|connection| insert_brand(connection, "mine")).unwrap();
    let refuse = |bytes: &[u8], what: &str| {
        let damaged = folder.path().join("damaged.gz");
        std::fs::write(&damaged, bytes).unwrap();
        let error = restore::run(&database, &damaged, true).expect_err(what);
        assert_eq!(error.code(), Code::BadRequest, "{what}: {error}");
        assert_eq!(slugs(&database), ["mine"], "{what}");
    };
    for length in [0, 1, 20, whole.len() / 2, whole.len() - 9, whole.len() - 1] {
        refuse(&whole[..length], &format!("cut at {length}"));
    }
    let without_last = lines.trim_end().rsplit_once('\n').unwrap().0;
    refuse(&zipped(&format!("{without_last}\n")), "without the last line");
    refuse(&zipped(&lines.replacen("brands", "brandz", 1)), "with an unknown table");
    refuse(
        &zipped(&lines.replacen("12:00:00", "12:00:01", 1)),
        "with another value",
    );
    refuse(&zipped(&format!("{lines}{lines}")), "twice");
    refuse(lines.as_bytes(), "not packed");
    refuse(&zipped("{\"format\":\"another\"}\n"), "of another format");
    let mut second: Vec<&str> = lines.lines().collect();
    second.remove(4);
    refuse(&zipped(&(second.join("\n") + "\n")), "with a row missing");
}

fn zipped(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_backup_of_a_newer_version_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let lines = text(&back_up(&database, folder.path()));
    let mut header: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    assert_eq!(header["created_at"], "2026-03-02T12:00:00Z");
    header["schema"] = json!("20990101000000");
    header["product"] = json!("9.9.9");
    let file = folder.path().join("newer.gz");
    let rest = lines.split_once('\n').unwrap().1;
    std::fs::write(&file, zipped(&format!("{header}\n{rest}"))).unwrap();
    let error = restore::run(&database, &file, false).unwrap_err();
    assert!(error.to_string().contains("9.9.9"), "{error}");
}

#[test]
fn a_backup_is_private_and_leaves_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let file = folder.path().join("backup.gz");
    std::fs::write(&file, "the one before").unwrap();
    let summary = backup::run(&database, &file, &Clock::fixed(noon())).unwrap();
    let metadata = std::fs::metadata(&file).unwrap();
    assert_eq!(metadata.len(), summary.bytes);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777,
        0o600
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let noted = database.read(|connection| Ok::<_, Error>(settings::find(connection, settings::LAST_BACKUP)?));
    assert_eq!(noted.unwrap().as_deref(), Some("2026-03-02T12:00:00Z"));

    let error = backup::run(&database, &folder.path().join("none/backup.gz"), &Clock::System).unwrap_err();
    assert!(error.to_string().contains("none/backup.gz"), "{error}");
}

#[test]
fn a_backup_sees_one_moment_while_others_write() {
    use diesel::connection::SimpleConnection;
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0.. {
                let brand = database.write(|connection| {
                    let id = insert_brand(connection, &format!("b{number}"))?.id.0;
                    Ok(connection.batch_execute(&format!(
                        "INSERT INTO channels (brand_id, kind, handle, visibility, hours, created_at) \
                         VALUES ({id}, 'x', 'b', 'public', '', '2026-03-02 12:00:00')"
                    ))?)
                });
                brand.unwrap();
                if done.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        for _ in 0..10 {
            let rows = rows(&back_up(&database, folder.path()));
            let count = |table: &str| {
                rows.iter()
                    .filter(|line| line["table"] == table && line["row"].is_object())
                    .count()
            };
            assert_eq!(count("brands"), count("channels"));
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(!slugs(&database).is_empty());
}

#[test]
fn an_index_is_filled_once_after_a_restore_of_what_was_pruned() {
    use crate::support::archive::Archive;
    use precedent::{actions, clock::Clock, db, error::Error, worker};
    let archive = Archive::empty();
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","status":"resolved","messages":[{"id":"1","role":"customer","at":"2020-01-01T00:00:00Z","text":"hola"}]}"#,
    );
    let later = archive.app.clock.now() + chrono::Duration::days(30);
    let forgotten = archive
        .app
        .database
        .write(|connection| Ok(db::change_log::prune(connection, later)?))
        .unwrap();
    assert!(forgotten > 0);
    let file = archive.folder.path().join("backup.gz");
    actions::backup::run(&archive.app.database, &file, &Clock::System).unwrap();
    actions::restore::run(&archive.app.database, &file, true).unwrap();
    worker::catch_up(&archive.app).unwrap();
    let pruned = archive
        .app
        .database
        .read(|connection| Ok::<_, Error>(db::change_log::pruned(connection)?))
        .unwrap();
    assert_eq!(pruned, Position::default());
    assert_eq!(actions::health::health(&archive.app).unwrap().index_behind, 0);
}
