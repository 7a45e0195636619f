//! Fills an empty installation with the demo: an invented brand with its articles and conversations, which are part of
//! the binary, accounts to sign in with, and a token.

pub mod removal;
mod votes;

use super::{
    Actor,
    account::{self, Creation},
    draft,
    import::{self, Options, Report},
    look,
    portal::{self, Portal},
    signature, token,
};
use crate::{
    app::App,
    channels::{Format, Request, conversations},
    db::{self, conversation::Filter},
    domain::{
        account::{Role, Scope},
        address,
        brand::Brand,
        conversation::Status,
        id::ConversationId,
        locale::Locale,
        look::Incident,
        redaction::{self, AllowList, Kind},
    },
    error::{Code, Error, Result},
    secret,
};
use chrono::{Duration, NaiveDateTime, Timelike};
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

#[derive(RustEmbed)]
#[folder = "content/brizna/"]
struct Content;

/// Marks, among the settings that live with the data, that the demo is complete.
const LOADED: &str = "demo_loaded";
/// Number of the brand that was made for it.
const OWN_BRAND: &str = "demo_brand";
/// Where the log-ins are kept, so that a second start can say them again.
const LOG_INS: &str = "demo.json";
/// How long before now the newest conversation ends.
const LAG: Duration = Duration::minutes(7);
/// How long ago its incident began.
const INCIDENT_AGE: Duration = Duration::minutes(95);
/// How long from now more is told of it.
const NEXT_NEWS: Duration = Duration::hours(3);
/// The article about it.
const OUTAGE: &str = "brizna-data-outage-es";
/// Drafts that wait for an editor, and how many conversations are looked at for them.
const DRAFTS: usize = 4;
const DRAFTS_FROM: i64 = 100;

/// How to get in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    pub accounts: Vec<LogIn>,
    /// May suggest, read, ingest and curate.
    pub token: String,
}

/// An account to sign in with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogIn {
    pub email: String,
    pub role: Role,
    pub password: String,
}

/// Loads the demo where it is not there yet. Refuses an installation with brands of its own. The index is left to the
/// caller.
pub fn load(app: &App) -> Result<Keys> {
    let file = app.settings.data_dir.join(LOG_INS);
    let loaded = is_loaded(app)?;
    if !loaded {
        let portal = portal()?;
        nothing_else(app, &portal.slug())?;
        fill(app, &portal)?;
    }
    let keys = keys(app, &file)?;
    if !loaded {
        app.database
            .write(|connection| Ok(db::settings::put(connection, LOADED, "1")?))?;
    }
    Ok(keys)
}

/// Loads the demo's content beside what is there, without its accounts. The brand it belongs to.
pub fn load_content(app: &App, actor: Actor) -> Result<Brand> {
    removal::not_taken(app)?;
    let brand = fill(app, &portal()?)?;
    app.database.write(|connection| {
        db::audit::record(
            connection,
            actor,
            "demo.load",
            Some(brand.id.0),
            &brand.name,
            app.clock.now(),
        )?;
        Ok(db::settings::put(connection, LOADED, "1")?)
    })?;
    Ok(brand)
}

/// Whether the demo's content is there.
pub fn is_loaded(app: &App) -> Result<bool> {
    app.database
        .read(|connection| Ok(db::settings::find(connection, LOADED)?.is_some()))
}

fn portal() -> Result<Portal> {
    Portal::parse(&embedded(portal::FILE)?, portal::FILE)
}

fn fill(app: &App, portal: &Portal) -> Result<Brand> {
    let mut portal = portal.clone();
    if let Some(look) = &mut portal.look {
        let minute = |at: NaiveDateTime| at.with_nanosecond(0).and_then(|at| at.with_second(0));
        let now = app.clock.now();
        look.incident.since = minute(now - INCIDENT_AGE);
        // On the hour, as people announce it.
        look.incident.next = minute(now + NEXT_NEWS).and_then(|next| next.with_minute(0));
    }
    let brand = portal::put(app, Actor::default(), &portal)?;
    let id = brand.id.0.to_string();
    app.database
        .write(|connection| Ok(db::settings::put(connection, OWN_BRAND, &id)?))?;
    bring_in(app, &brand)?;
    say_what_to_do(app, &brand)?;
    votes::cast(app, &brand)?;
    drafts(app, &brand)?;
    Ok(brand)
}

/// The notice of the incident leads to the article about it, whose id is known only now.
fn say_what_to_do(app: &App, brand: &Brand) -> Result<()> {
    let article = app.database.read(|connection| {
        let found = db::article::find_by_external_id(connection, brand.id, OUTAGE)?;
        Ok::<_, Error>(found)
    })?;
    let Some(article) = article else { return Ok(()) };
    let incident = Incident {
        more: address::short(article.id),
        ..brand.look.incident.clone()
    };
    look::set_incident(app, Actor::default(), brand.id, &incident)
}

fn nothing_else(app: &App, slug: &str) -> Result<()> {
    if app.brands()?.iter().all(|brand| brand.slug == slug) {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        format!(
            "The data folder {} holds an installation of its own. Name another one with --data-dir for the demo.",
            app.settings.data_dir.display()
        ),
    ))
}

fn embedded(name: &str) -> Result<String> {
    let file = Content::get(name).ok_or_else(|| Error::internal(format!("{name} is not in the binary")))?;
    String::from_utf8(file.data.into_owned()).map_err(Error::internal)
}

/// Imports the articles and conversations, moved in time so that the newest ends a little before now.
fn bring_in(app: &App, brand: &Brand) -> Result<Report> {
    let folder = Unpacked::below(app.scratch())?;
    let newest = newest_message()?;
    let options = Options {
        home: Some(brand.slug.clone()),
        curated: true,
        shift: newest.map_or(Duration::zero(), |newest| app.clock.now() - LAG - newest),
        ..Options::default()
    };
    let request = Request {
        format: Format::Auto,
        paths: vec![folder.0.clone()],
        scratch: app.scratch().to_owned(),
    };
    let report = import::import(app, Actor::default(), request, &options, &mut |_| {})?;
    match report.errors.first() {
        None => Ok(report),
        Some(problem) => Err(Error::internal(format!(
            "{}:{}: {}",
            problem.source, problem.line, problem.reason
        ))),
    }
}

fn newest_message() -> Result<Option<NaiveDateTime>> {
    let mut newest = None;
    for name in Content::iter().filter(|name| name.ends_with(".jsonl")) {
        for line in embedded(&name)?.lines().filter(|line| !line.is_empty()) {
            let conversation = conversations::parse(line).map_err(Error::internal)?;
            newest = newest.max(conversation.messages.iter().filter_map(|message| message.at).max());
        }
    }
    Ok(newest)
}

/// The content as a folder; gone when this is dropped.
struct Unpacked(PathBuf);

impl Unpacked {
    fn below(scratch: &Path) -> Result<Self> {
        let unpacked = Self(scratch.join("demo-content"));
        for name in Content::iter() {
            let path = unpacked.0.join(name.as_ref());
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            if let Some(file) = Content::get(&name) {
                fs::write(path, file.data)?;
            }
        }
        Ok(unpacked)
    }
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "the unpacked demo could not be removed");
        }
    }
}

/// Drafts some of the newest conversations that no article answered, so that an editor has something to do: half of them
/// with personal data to decide on, as far as there is any.
fn drafts(app: &App, brand: &Brand) -> Result<()> {
    let filter = Filter {
        brand_id: Some(brand.id),
        status: Some(Status::Resolved),
        linked: Some(false),
        ..Filter::default()
    };
    let list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let (personal, other): (Vec<_>, Vec<_>) = app.database.read(|connection| {
        let page = db::conversation::list(connection, &filter, None, DRAFTS_FROM)?;
        let mut all = Vec::new();
        for conversation in page.items {
            let messages = db::conversation::messages(connection, conversation.id)?;
            all.push((
                conversation.id,
                messages.iter().any(|message| tells_personal(&message.text, &list)),
            ));
        }
        Ok::<_, Error>(all.into_iter().partition(|(_, personal)| *personal))
    })?;
    let made = draft_some(app, &personal, DRAFTS / 2)?;
    draft_some(app, &other, DRAFTS - made).map(|_| ())
}

/// Whether a text holds what an editor has to decide on: more than a name.
fn tells_personal(text: &str, list: &AllowList) -> bool {
    let spans = redaction::find(text, Locale::spanish().as_str(), list);
    spans
        .iter()
        .any(|span| !matches!(span.kind, Kind::Handle | Kind::Person))
}

fn draft_some(app: &App, from: &[(ConversationId, bool)], most: usize) -> Result<usize> {
    let mut made = 0;
    for (id, _) in from {
        if made == most {
            break;
        }
        match draft::draft(app, Actor::default(), *id) {
            Ok(_) => made += 1,
            // Not every conversation has an answer in it.
            Err(error) if error.code() == Code::Conflict => {}
            Err(error) => return Err(error),
        }
    }
    Ok(made)
}

/// The log-ins: those of the file, or new ones. The file is there before the accounts are, so that a start that was cut
/// short can be repeated.
fn keys(app: &App, file: &Path) -> Result<Keys> {
    let keys = match fs::read(file) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(Error::internal)?,
        Err(_) => {
            let keys = new_keys(app)?;
            write_private(file, &serde_json::to_vec_pretty(&keys).map_err(Error::internal)?)?;
            keys
        }
    };
    for log_in in &keys.accounts {
        let known = app
            .database
            .read(|connection| Ok::<_, Error>(db::account::find_by_email(connection, &log_in.email)?))?;
        if known.is_none() {
            let id = account::add(app, Actor::default(), &creation(log_in))?;
            let own = Actor {
                account_id: Some(id),
                token_id: None,
            };
            signature::set(app, own, signature_of(log_in.role))?;
        }
    }
    Ok(keys)
}

fn new_keys(app: &App) -> Result<Keys> {
    let accounts = Role::ALL
        .iter()
        .rev()
        .map(|role| {
            Ok(LogIn {
                email: format!("{role}@brizna.example"),
                role: *role,
                password: secret::random_hex(6)?,
            })
        })
        .collect::<Result<_>>()?;
    let scopes = [Scope::Suggest, Scope::Read, Scope::Ingest, Scope::Curate];
    let (_, token) = token::create(app, Actor::default(), "demo", &scopes, None, None)?;
    Ok(Keys { accounts, token })
}

const fn signature_of(role: Role) -> &'static str {
    match role {
        Role::Agent => "^LR",
        Role::Editor => "^DF",
        Role::Admin => "^MG",
    }
}

fn creation(log_in: &LogIn) -> Creation {
    let name = match log_in.role {
        Role::Agent => "Lucía Rey",
        Role::Editor => "Dani Ferrer",
        Role::Admin => "Marta Gil",
    };
    Creation {
        email: log_in.email.clone(),
        name: name.into(),
        role: log_in.role,
        password: log_in.password.clone(),
        locale: Locale::spanish(),
    }
}

/// Writes a file that its owner alone can read.
fn write_private(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = fs::File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(options.open(file)?.write_all(bytes)?)
}
