//! The doctor finds what is wrong and says what to do about it.

use crate::support::{database::TestDatabase, noon};
use chrono::Duration;
use precedent::{
    actions::{
        backup,
        doctor::{self, Finding, IndexState, Level},
    },
    clock::Clock,
    db::{
        Database,
        change_log::{self, Entity},
        migrations,
    },
    domain::position::Position,
    settings::{self, Settings, Written},
};
use std::path::Path;

fn settings_of(data_dir: &Path, database: Option<&Database>, change: impl FnOnce(&mut Written)) -> Settings {
    let mut settings = settings::read(data_dir, None, [], change).unwrap();
    if let Some(database) = database {
        settings.database_url = database.url().clone();
    }
    settings
}

fn examine(settings: &Settings, index: Option<IndexState>) -> Vec<Finding> {
    doctor::run(settings, &Clock::fixed(noon()), |_| Ok(index))
}

/// The one finding that has `words` in it.
fn finding<'a>(findings: &'a [Finding], words: &str) -> &'a Finding {
    let found = findings.iter().find(|finding| finding.problem.contains(words));
    found.unwrap_or_else(|| panic!("nothing about \"{words}\" in {findings:#?}"))
}

fn worst(findings: &[Finding]) -> Level {
    findings.iter().map(|finding| finding.level).max().unwrap()
}

#[test]
fn a_new_folder_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("data");
    let findings = examine(&settings_of(&missing, None, |_| {}), None);
    assert_eq!(finding(&findings, "does not exist yet").level, Level::Warning);
    assert!(worst(&findings) < Level::Error);
    assert!(!missing.exists());
}

#[test]
fn a_sound_installation_with_a_backup_only_lacks_an_administrator() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    backup::run(&database, &folder.path().join("backup.gz"), &Clock::fixed(noon())).unwrap();
    let index = IndexState {
        position: Position::default(),
        documents: 0,
    };
    let findings = examine(&settings_of(folder.path(), Some(&database), |_| {}), Some(index));
    let complaints: Vec<_> = findings.iter().filter(|finding| finding.level > Level::Good).collect();
    assert_eq!(complaints.len(), 1, "{findings:#?}");
    assert!(complaints[0].problem.contains("no administrator"));
    assert!(
        findings
            .iter()
            .all(|finding| finding.fix.is_empty() == (finding.level == Level::Good))
    );
}

#[test]
fn what_is_missing_or_behind_is_said_with_its_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::sqlite();
    let tomorrow = noon() + Duration::days(1);
    database
        .write(|connection| Ok(change_log::record(connection, Entity::Article, 1, tomorrow)?))
        .unwrap();
    let settings = settings_of(folder.path(), Some(&database), |written| {
        written.brand = "nobody".into();
    });
    let index = IndexState {
        position: Position::default(),
        documents: 3,
    };
    let findings = examine(&settings, Some(index));
    assert_eq!(finding(&findings, "lacks 1 changes").level, Level::Warning);
    assert_eq!(finding(&findings, "\"nobody\"").level, Level::Error);
    assert!(finding(&findings, "newest change").fix.contains("NTP"));
    assert!(finding(&findings, "No backup").fix.contains("precedent backup"));
    assert!(finding(&examine(&settings, None), "no index").fix.contains("reindex"));
}

#[test]
fn an_old_backup_and_a_clock_without_battery_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    backup::run(&database, &folder.path().join("backup.gz"), &Clock::fixed(noon())).unwrap();
    let settings = settings_of(folder.path(), Some(&database), |_| {});
    let later = doctor::run(&settings, &Clock::fixed(noon() + Duration::days(8)), |_| Ok(None));
    assert_eq!(finding(&later, "8 days old").level, Level::Warning);
    let reset = doctor::run(&settings, &Clock::fixed("1970-01-01T00:00:10".parse().unwrap()), |_| {
        Ok(None)
    });
    assert_eq!(finding(&reset, "long past").level, Level::Error);
}

#[test]
fn a_database_that_is_not_migrated_not_there_or_damaged_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("precedent.db");
    let database = Database::open(format!("sqlite:{}", file.display()).parse().unwrap(), 1).unwrap();
    let settings = settings_of(folder.path(), Some(&database), |_| {});
    let findings = examine(&settings, None);
    assert!(
        finding(&findings, "The database lacks")
            .fix
            .contains("precedent migrate")
    );
    migrations::run(&database).unwrap();
    drop(database);

    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    assert_eq!(worst(&examine(&settings, None)), Level::Error);

    std::fs::write(&file, "this is a letter and no database, long enough to be looked at").unwrap();
    assert_eq!(worst(&examine(&settings, None)), Level::Error);
}

#[test]
fn settings_that_are_rarely_meant_are_pointed_out() {
    let folder = tempfile::tempdir().unwrap();
    let with = |change: fn(&mut Written)| examine(&settings_of(folder.path(), None, change), None);
    let open = with(|written| {
        written.listen = "0.0.0.0:8080".into();
        written.sign_ins_per_minute = 0;
    });
    assert!(finding(&open, "listens on 0.0.0.0:8080").fix.contains("public_url"));
    finding(&open, "not limited");
    let plain = with(|written| written.public_url = "http://help.example.com".into());
    finding(&plain, "without encryption");
    let proxied = with(|written| written.public_url = "https://help.example.com".into());
    assert!(finding(&proxied, "none is trusted").fix.contains("trusted_proxies"));
    let sound = with(|written| {
        written.public_url = "https://help.example.com".into();
        written.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    });
    assert!(sound.iter().all(|finding| !finding.problem.contains("prox")));
}
