//! Looks for what is wrong with an installation, or soon will be, and says how to mend it.

mod meaning;

use super::backup::CREATED_AT;
use crate::{
    app::App,
    clock::Clock,
    db::{self, Database, DatabaseUrl, DbConnection, change_log, dialect},
    domain::{position::Position, visibility::Reader},
    error::Result,
    settings::Settings,
};
use chrono::{Duration, NaiveDateTime};
use serde::Serialize;
use std::{cmp::Reverse, net::SocketAddr, path::Path, process::Command};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// As it should be.
    Good,
    /// It works, and there is something to mend.
    Warning,
    /// It does not work, or data are in danger.
    Error,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at and found, in one stable word: what pages find their own words by.
    pub name: &'static str,
    pub level: Level,
    /// What was found, a sentence.
    pub problem: String,
    /// What to do, a sentence; empty where nothing is to be done.
    pub fix: String,
    /// The number in the finding, where there is one.
    #[serde(skip)]
    pub n: i64,
    /// The name, address or time in it, where there is one.
    #[serde(skip)]
    pub what: String,
}

impl Finding {
    fn new(name: &'static str, level: Level, problem: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            name,
            level,
            problem: problem.into(),
            fix: fix.into(),
            n: 0,
            what: String::new(),
        }
    }

    fn counting(mut self, n: i64) -> Self {
        self.n = n;
        self
    }

    fn about(mut self, what: impl ToString) -> Self {
        self.what = what.to_string();
        self
    }
}

/// How far the index has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexState {
    pub position: Position,
    pub documents: u64,
}

/// Below this the disk is nearly full.
const LITTLE_SPACE: u64 = 500 * 1024 * 1024;
/// Below this writes are about to fail.
const NO_SPACE: u64 = 50 * 1024 * 1024;
/// A backup older than this is old.
const OLD_BACKUP: i64 = 7;
/// No clock was ever right before this; a machine without a battery starts in 1970.
const EARLIEST: &str = "2026-01-01T00:00:00";

/// Looks at everything. `index` tells how far the index has come, or none where there is no index; it is asked only when
/// the database answers.
pub fn run(
    settings: &Settings,
    clock: &Clock,
    index: impl FnOnce(&Database) -> Result<Option<IndexState>>,
) -> Vec<Finding> {
    let mut findings = vec![folder(&settings.data_dir)];
    findings.extend(open_to_others(&settings.data_dir));
    findings.extend(space(&settings.data_dir));
    findings.extend(addresses(settings));
    match open(settings) {
        Err(finding) => findings.push(finding),
        Ok(database) => findings.extend(database_and_index(&database, settings, clock, index)),
    }
    findings
}

/// Looks at what can be looked at while people work: all but whether each page of the database is sound, which reads it
/// whole.
pub fn glance(app: &App) -> Result<Vec<Finding>> {
    let settings = &app.settings;
    let mut findings = vec![folder(&settings.data_dir)];
    findings.extend(open_to_others(&settings.data_dir));
    findings.extend(space(&settings.data_dir));
    findings.extend(addresses(settings));
    findings.push(schema(&app.database));
    let progress = meaning::at_hand(app);
    findings.extend(meaning::encoder_inside(settings, progress.as_ref()));
    let state = IndexState {
        position: app.index.reached().position,
        documents: app.index.staff(Reader::Staff).map_or(0, |staff| staff.documents()),
    };
    app.database.read(|connection| {
        findings.extend(time(connection, app.clock.now())?);
        findings.push(backup(connection, app.clock.now())?);
        findings.extend(contents(connection, &settings.written.brand)?);
        findings.push(behind(connection, Some(state))?);
        findings.extend(meaning::vectors(
            connection,
            settings,
            progress.as_ref(),
            app.clock.now(),
        )?);
        findings.extend(meaning::synonyms(connection)?);
        Ok::<_, crate::error::Error>(())
    })?;
    findings.sort_by_key(|finding| Reverse(finding.level));
    Ok(findings)
}

fn good(name: &'static str, problem: impl Into<String>) -> Finding {
    Finding::new(name, Level::Good, problem, "")
}

fn warning(name: &'static str, problem: impl Into<String>, fix: impl Into<String>) -> Finding {
    Finding::new(name, Level::Warning, problem, fix)
}

fn error(name: &'static str, problem: impl Into<String>, fix: impl Into<String>) -> Finding {
    Finding::new(name, Level::Error, problem, fix)
}

fn folder(data_dir: &Path) -> Finding {
    let shown = data_dir.display();
    if !data_dir.exists() {
        return error(
            "folder_missing",
            format!("The data folder {shown} does not exist yet."),
            "Start `precedent serve` once, or name the right folder with --data-dir.",
        )
        .about(shown);
    }
    match tempfile_in(data_dir) {
        Ok(()) => good("folder", format!("The data folder {shown} can be written.")).about(shown),
        Err(trouble) => error(
            "folder_closed",
            format!("The data folder {shown} cannot be written: {trouble}."),
            "Give the user that runs Precedent the right to write there.",
        )
        .about(shown),
    }
}

/// Whether others who work on this machine can look into the folder, in which private messages stand.
#[cfg(unix)]
fn open_to_others(data_dir: &Path) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(data_dir).ok()?.permissions().mode();
    let shown = data_dir.display();
    (mode & 0o077 != 0).then(|| {
        warning(
            "folder_open",
            format!(
                "The data folder {shown} is open to others on this machine (mode {:03o}).",
                mode & 0o777
            ),
            format!("Close it, since private messages are in it: chmod -R go= {shown}"),
        )
        .about(shown)
    })
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) -> Option<Finding> {
    None
}

fn tempfile_in(folder: &Path) -> std::io::Result<()> {
    let probe = folder.join(format!(".doctor.{}", std::process::id()));
    std::fs::write(&probe, "x")?;
    std::fs::remove_file(probe)
}

/// What `df` says, which every Unix has; nothing where there is none.
fn space(data_dir: &Path) -> Option<Finding> {
    let output = Command::new("df").arg("-Pk").arg("--").arg(data_dir).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let free: u64 = text.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()?;
    let free = free.saturating_mul(1024);
    let problem = format!("{} MB are free for the data folder.", free / (1024 * 1024));
    let fix = "Make room on that disk: when it is full, nothing can be saved.";
    let finding = if free < NO_SPACE {
        error("space_little", problem, fix)
    } else if free < LITTLE_SPACE {
        warning("space_little", problem, fix)
    } else {
        good("space", problem)
    };
    Some(finding.counting((free / (1024 * 1024)) as i64))
}

/// Settings that are allowed and yet rarely meant.
fn addresses(settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    let written = &settings.written;
    let url = &settings.public_url;
    let local = written
        .listen
        .parse::<SocketAddr>()
        .is_ok_and(|address| address.ip().is_loopback());
    let host = url.host().rsplit_once(':').map_or(url.host(), |(host, _)| host);
    let names_local = matches!(host, "localhost" | "127.0.0.1" | "[::1]" | "0.0.0.0" | "[::]");
    if !local && names_local {
        let found = warning(
            "address_local",
            format!(
                "The server listens on {}, but links say {}.",
                written.listen, url.origin
            ),
            "Set public_url to the address that visitors use.",
        );
        findings.push(found.about(&url.origin));
    }
    if !names_local && !url.is_https() {
        let found = warning(
            "address_plain",
            format!(
                "Visitors come to {} without encryption; passwords cross the network in the clear.",
                url.origin
            ),
            "Put a proxy with TLS in front and set public_url to its https address.",
        );
        findings.push(found.about(&url.origin));
    }
    if local && !names_local && written.trusted_proxies.is_empty() {
        findings.push(warning(
            "proxy_unknown",
            "A proxy passes visitors on, but none is trusted: all visitors count as one for the limits.",
            "Set trusted_proxies to the proxy's address, for instance 127.0.0.1.",
        ));
    }
    if !local && (written.requests_per_minute == 0 || written.sign_ins_per_minute == 0) {
        findings.push(warning(
            "unlimited",
            "Requests or tries to sign in are not limited.",
            "Set requests_per_minute and sign_ins_per_minute to more than 0.",
        ));
    }
    findings
}

fn open(settings: &Settings) -> Result<Database, Finding> {
    if let DatabaseUrl::Sqlite(file) = &settings.database_url
        && !file.exists()
    {
        return Err(warning(
            "database_missing",
            format!("There is no database at {} yet.", file.display()),
            "Start `precedent serve` once; it makes one.",
        )
        .about(file.display()));
    }
    Database::open(settings.database_url.clone(), 1).map_err(|trouble| {
        error(
            "database_closed",
            trouble.detail().to_owned(),
            "Check database_url, that the database runs, and that it lets this user in.",
        )
    })
}

fn database_and_index(
    database: &Database,
    settings: &Settings,
    clock: &Clock,
    index: impl FnOnce(&Database) -> Result<Option<IndexState>>,
) -> Vec<Finding> {
    let mut findings = vec![schema(database)];
    if findings[0].level == Level::Error {
        return findings;
    }
    let rest = database.read(|connection| {
        findings.push(soundness(connection)?);
        findings.extend(time(connection, clock.now())?);
        findings.push(backup(connection, clock.now())?);
        findings.extend(contents(connection, &settings.written.brand)?);
        Ok::<_, crate::error::Error>(())
    });
    let indexed = rest.and_then(|()| {
        let state = index(database)?;
        let progress = database.read(|connection| {
            findings.push(behind(connection, state)?);
            findings.extend(meaning::synonyms(connection)?);
            meaning::stored(connection)
        })?;
        // Asked with no transaction open: an endpoint may take its time.
        findings.extend(meaning::encoder(settings, progress.as_ref()));
        findings.extend(
            database.read(|connection| meaning::vectors(connection, settings, progress.as_ref(), clock.now()))?,
        );
        Ok(())
    });
    if let Err(trouble) = indexed {
        findings.push(error(
            "unfinished",
            format!("A check could not be finished: {trouble:?}."),
            "See whether the database answers; if the index is at fault, run `precedent reindex`.",
        ));
    }
    findings
}

fn schema(database: &Database) -> Finding {
    let unknown = "Run `precedent migrate`; it says what is wrong.";
    match db::migrations::pending(database) {
        Ok(pending) if pending.is_empty() => good("schema", "The database has the newest schema."),
        Ok(pending) => error(
            "schema_old",
            format!("The database lacks {} migrations.", pending.len()),
            "Make a backup, then run `precedent migrate`; `precedent serve` does so by itself.",
        )
        .counting(pending.len() as i64),
        Err(trouble) => error(
            "schema_unknown",
            format!("The state of the database's schema cannot be read: {trouble}"),
            unknown,
        ),
    }
}

fn soundness(connection: &mut DbConnection) -> Result<Finding> {
    let version = dialect::version(connection)?;
    let megabytes = dialect::size(connection)? / (1024 * 1024);
    Ok(match dialect::complaint(connection)? {
        None => good("sound", format!("The database is sound ({version}, {megabytes} MB).")),
        Some(complaint) => error(
            "damaged",
            format!("The database is damaged ({version}): {complaint}."),
            "Stop Precedent, keep a copy of the data folder, and restore the last backup.",
        ),
    })
}

fn time(connection: &mut DbConnection, now: NaiveDateTime) -> Result<Option<Finding>> {
    let fix = "Set the clock of this machine, best by NTP.";
    if EARLIEST.parse().is_ok_and(|earliest: NaiveDateTime| now < earliest) {
        return Ok(Some(
            error(
                "clock_wrong",
                format!("The clock says {now} UTC, which is long past."),
                fix,
            )
            .about(now),
        ));
    }
    let newest = change_log::newest_at(connection)?;
    let ahead = newest.filter(|newest| *newest > now + Duration::minutes(5));
    Ok(ahead.map(|newest| {
        warning(
            "clock_wrong",
            format!("The clock says {now} UTC, but the newest change was made at {newest} UTC."),
            fix,
        )
        .about(now)
    }))
}

fn backup(connection: &mut DbConnection, now: NaiveDateTime) -> Result<Finding> {
    let fix = "Run `precedent backup FILE` every night, and keep the file on another machine.";
    let last = db::settings::find(connection, db::settings::LAST_BACKUP)?;
    let last = last.and_then(|last| NaiveDateTime::parse_from_str(&last, CREATED_AT).ok());
    Ok(match last.map(|last| (now - last).num_days()) {
        None => warning("backup_none", "No backup was made with this installation yet.", fix),
        Some(days) if days > OLD_BACKUP => {
            warning("backup_old", format!("The last backup is {days} days old."), fix).counting(days)
        }
        Some(days) => good("backup", format!("The last backup is {days} days old.")).counting(days),
    })
}

fn contents(connection: &mut DbConnection, brand: &str) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    if !db::account::has_admin(connection)? {
        findings.push(warning(
            "admin_none",
            "There is no administrator.",
            "Open the address that `precedent serve` prints, or run `precedent account add`.",
        ));
    }
    let brands = db::brand::list(connection)?;
    if !brand.is_empty() && brands.iter().all(|known| known.slug != brand) {
        let found = error(
            "brand_unknown",
            format!("The setting brand names \"{brand}\", which does not exist."),
            "Set it to a slug that `precedent brand list` shows.",
        );
        findings.push(found.about(brand));
    }
    Ok(findings)
}

fn behind(connection: &mut DbConnection, state: Option<IndexState>) -> Result<Finding> {
    let Some(state) = state else {
        return Ok(warning(
            "index_none",
            "There is no index; nothing can be found.",
            "Start `precedent serve`, or run `precedent reindex`.",
        ));
    };
    let documents = state.documents;
    let waiting = change_log::waiting(connection, state.position)?;
    Ok(match waiting {
        0 => good("index", format!("The index has all changes ({documents} documents).")).counting(documents as i64),
        _ => warning(
            "index_behind",
            format!("The index lacks {waiting} changes ({documents} documents)."),
            "A running `precedent serve` applies them within seconds; if they stay, run `precedent reindex`.",
        )
        .counting(waiting),
    })
}
