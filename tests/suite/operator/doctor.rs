//! The doctor finds what is wrong and says what to do about it.

use crate::support::{
    app::published,
    archive::{Archive, with_encoder},
    database::TestDatabase,
    embeddings::Embeddings,
    noon,
};
use chrono::Duration;
use precedent::{
    actions::{
        backup,
        doctor::{self, Finding, IndexState, Level},
    },
    clock::Clock,
    db::{
        self, Database,
        change_log::{self, Entity},
        migrations,
    },
    domain::{locale::Locale, position::Position},
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

/// What the doctor finds at an archive with other settings.
fn examine_archive(archive: &Archive, change: &dyn Fn(&mut Written)) -> Vec<Finding> {
    let mut settings = (*archive.app.settings).clone();
    settings.database_url = archive.app.database.url().clone();
    change(&mut settings.written);
    examine(&settings, None)
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
fn a_folder_that_is_not_there_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("data");
    let findings = examine(&settings_of(&missing, None, |_| {}), None);
    assert_eq!(finding(&findings, "does not exist yet").level, Level::Error);
    assert!(!missing.exists());
}

#[test]
fn a_sound_installation_with_a_backup_only_lacks_an_administrator() {
    let folder = tempfile::tempdir().unwrap();
    let database = TestDatabase::new();
    // As the program makes its data folder itself.
    #[cfg(unix)]
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
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

#[test]
fn the_encoder_inside_is_tried_and_its_vectors_are_compared_with_the_log() {
    let archive = Archive::with(with_encoder);
    let look = || examine_archive(&archive, &|_| {});
    assert_eq!(
        finding(&look(), "built-in encoder gives what it should").level,
        Level::Good
    );
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","messages":[{"id":"1","role":"customer","at":"2026-02-01T00:00:00Z","text":"hola"}]}"#,
    );
    published(&archive.app, "acme", "Cambiar la contraseña", "En Ajustes.");
    archive.catch_up();
    assert_eq!(finding(&look(), "vectors follow what changes").level, Level::Good);
    let forget = |connection: &mut db::DbConnection| Ok(db::settings::put(connection, db::settings::VECTORS, "")?);
    archive.app.database.write(forget).unwrap();
    let none = look();
    assert!(
        finding(&none, "no vectors").fix.contains("precedent serve"),
        "{none:#?}"
    );
    let forgotten = archive.app.meaning.progress().unwrap();
    let written = serde_json::to_string(&forgotten).unwrap();
    let put = |connection: &mut db::DbConnection| Ok(db::settings::put(connection, db::settings::VECTORS, &written)?);
    archive.app.database.write(put).unwrap();
    for number in 0..100 {
        archive
            .app
            .database
            .write(|connection| {
                Ok(change_log::record(
                    connection,
                    Entity::Article,
                    number,
                    noon() - chrono::TimeDelta::hours(1),
                )?)
            })
            .unwrap();
    }
    let behind = look();
    assert_eq!(finding(&behind, "vectors lack 1").level, Level::Warning, "{behind:#?}");
    let off = examine_archive(&archive, &|written| written.encoder = "off".into());
    assert_eq!(finding(&off, "switched off").level, Level::Good);
    assert!(
        off.iter().all(|finding| !finding.name.starts_with("vectors")),
        "{off:#?}"
    );
    // The page shows the same without asking anybody outside.
    let glance = doctor::glance(&archive.app).unwrap();
    assert_eq!(finding(&glance, "built-in encoder").name, "encoder");
}

#[test]
fn an_encoder_outside_is_asked_and_what_is_wrong_with_it_is_said_with_its_remedy() {
    let embeddings = Embeddings::start();
    let archive = Archive::with(|settings| {
        settings.encoder = "http".into();
        settings.encoder_url = embeddings.url();
        settings.encoder_model = "e5".into();
    });
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","messages":[{"id":"1","role":"customer","at":"2026-02-01T00:00:00Z","text":"hola"}]}"#,
    );
    published(&archive.app, "acme", "Cambiar la contraseña", "En Ajustes.");
    archive.catch_up();
    let with = |change: &dyn Fn(&mut Written)| examine_archive(&archive, change);
    let sound = with(&|_| {});
    assert_eq!(finding(&sound, "answers in").level, Level::Good, "{sound:#?}");
    assert!(
        sound.iter().all(|finding| !finding.name.starts_with("vectors_")),
        "{sound:#?}"
    );
    let wrong = with(&|written| written.encoder_dimensions = 9);
    let wrong = finding(&wrong, "vectors of 4 numbers");
    assert!(
        wrong.level == Level::Error && wrong.fix.contains("encoder_dimensions to 4"),
        "{wrong:?}"
    );
    let other = with(&|written| written.encoder_model = "another".into());
    assert!(
        finding(&other, "another encoder (http e5 4 ").fix.contains("anew"),
        "{other:#?}"
    );
    embeddings.set_down(true);
    let silent = with(&|_| {});
    let silent = finding(&silent, "503");
    assert!(
        silent.level == Level::Warning && silent.fix.contains("encoder_url"),
        "{silent:?}"
    );
    // Nobody knows the dimensions of one that was never asked: nothing can start.
    let unknown = with(&|written| written.encoder_model = "another".into());
    let unknown = finding(&unknown, "503");
    assert!(
        unknown.level == Level::Error && unknown.fix.contains("encoder_dimensions"),
        "{unknown:?}"
    );
}

#[test]
fn synonyms_that_count_for_nothing_are_found() {
    let archive = Archive::empty();
    archive.conversations(
        r#"{"id":"c","channel":"x","brand":"acme","messages":[{"id":"1","role":"customer","at":"2026-02-01T00:00:00Z","text":"hola"}]}"#,
    );
    let brand = archive.app.brand(Some("acme")).unwrap();
    let add = |locale: &str, words: &str| {
        let locale: Locale = locale.parse().unwrap();
        let add = |connection: &mut db::DbConnection| Ok(db::synonym::add(connection, brand.id, &locale, words)?);
        archive.app.database.write(add).unwrap();
    };
    let own = brand.locale().to_string();
    add(&own, "router, cacharro");
    let sound = examine_archive(&archive, &|_| {});
    assert_eq!(finding(&sound, "synonyms can be read (1 entries)").level, Level::Good);
    add(&own, "alone");
    add("fr", "box, routeur");
    let findings = examine_archive(&archive, &|_| {});
    let unread = finding(&findings, "\"alone\"");
    assert!(
        unread.level == Level::Warning && unread.fix.contains("/admin/synonyms"),
        "{unread:?}"
    );
    assert_eq!(
        finding(&findings, "language that the brand does not have").level,
        Level::Warning
    );
}
