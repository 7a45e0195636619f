//! Brings in conversations and articles from outside. The same record again changes nothing; a bad one is reported and
//! the rest kept; killed in the middle, a second run ends where an unbroken one would have.

mod article;
mod conversation;
mod known;
mod revisions;
pub mod upload;

pub use conversation::{CHANNEL_MISSING, Outcome};

use super::Actor;
use crate::{
    app::App,
    channels::{self, Content, IncomingArticle, Progress, Record, Request, Unreadable},
    db::{self, DbConnection, brand::NewBrand},
    domain::{
        brand::{self, Brand},
        channel::ChannelKind,
        conversation::IncomingConversation,
        id::ConversationId,
        locale::{self, Locale},
    },
    error::{Code, Error, Result},
};
use chrono::NaiveDateTime;
pub(super) use known::Known;
use serde::{Deserialize, Serialize};

/// Records that share one commit: enough to make its fsync cheap, few enough to keep memory flat.
const BATCH: usize = 500;
/// Messages that share one commit, whatever the number of their conversations.
const BATCH_MESSAGES: usize = 5000;
/// Rejected records that are reported one by one; the rest is counted.
const ERRORS_MOST: usize = 1000;

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Slug or name of the brand for everything; none: each record's own, or the default one.
    pub brand: Option<String>,
    /// Brand for records that name none, where `brand` is none too.
    pub home: Option<String>,
    /// Channel for conversations that name none: kind and handle.
    pub channel: Option<(ChannelKind, String)>,
    /// New conversations have to name their channel where `channel` is none; otherwise they get one from nowhere in
    /// particular.
    pub must_name_channel: bool,
    /// Reads and reports, and stores nothing.
    pub dry_run: bool,
    /// The source is a curated collection: its public articles are published as they are. Otherwise one that still holds
    /// an e-mail address or phone number that the brand did not declare public stays unpublished, and is reported.
    pub curated: bool,
    /// Moves all times by so much: what the demo tells of ends now.
    pub shift: chrono::Duration,
}

/// What an import did.
#[derive(Debug, Clone, Default, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Report {
    pub conversations: Counts,
    pub messages: Counts,
    pub articles: Counts,
    /// What was not taken, and why; the first thousand.
    pub errors: Vec<Problem>,
    pub seconds: f64,
    /// Files and folders of which nothing, or not all, could be read.
    #[serde(skip)]
    pub unread: usize,
}

impl Report {
    /// Whether a source itself failed: a file that ends in the middle or is no such file, or nothing in it that is a record.
    pub fn is_failure(&self) -> bool {
        let taken = |counts: Counts| counts.new + counts.updated + counts.unchanged;
        let nothing = taken(self.conversations) + taken(self.articles) == 0;
        self.unread > 0 || (nothing && !self.errors.is_empty())
    }
}

/// How many records of a kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Counts {
    pub new: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: u64,
}

/// A record that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Problem {
    pub source: String,
    pub line: u64,
    pub reason: String,
}

impl Counts {
    fn count(&mut self, outcome: Outcome, many: u64) {
        match outcome {
            Outcome::New => self.new += many,
            Outcome::Updated => self.updated += many,
            Outcome::Unchanged => self.unchanged += many,
        }
    }
}

impl From<Unreadable> for Error {
    fn from(unreadable: Unreadable) -> Self {
        Self::new(Code::BadRequest, unreadable.to_string())
    }
}

/// Imports all of `request`. `progress` hears how far it has come.
pub fn import(
    app: &App,
    actor: Actor,
    request: Request,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Report> {
    watched(app, actor, request, options, progress, &mut |_| Ok(()))
}

/// The same for somebody who watches: `stored` hears what came of it so far after each batch, and its error ends the
/// import there.
pub fn watched(
    app: &App,
    actor: Actor,
    request: Request,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
    stored: &mut dyn FnMut(&Report) -> Result<()>,
) -> Result<Report> {
    let began = std::time::Instant::now();
    let mut run = Run {
        app,
        options,
        batch: Vec::new(),
        messages: 0,
        report: Report::default(),
        known: Known::default(),
        stored,
    };
    channels::read::<Error>(request, progress, |record| run.take(record))?;
    run.store()?;
    run.redirect()?;
    let mut report = run.report;
    report.seconds = began.elapsed().as_secs_f64();
    if !options.dry_run {
        let now = app.clock.now();
        let detail = serde_json::to_string(&(report.conversations, report.articles)).unwrap_or_default();
        app.database
            .write(|connection| Ok(db::audit::record(connection, actor, "import.run", None, &detail, now)?))?;
        app.forget_brands();
    }
    Ok(report)
}

struct Run<'a> {
    app: &'a App,
    options: &'a Options,
    batch: Vec<(Place, Incoming)>,
    messages: usize,
    report: Report,
    known: Known,
    stored: &'a mut dyn FnMut(&Report) -> Result<()>,
}

/// Where a record stood.
#[derive(Clone)]
struct Place {
    source: std::sync::Arc<str>,
    line: u64,
}

impl Place {
    fn problem(&self, reason: String) -> Problem {
        Problem {
            source: self.source.to_string(),
            line: self.line,
            reason,
        }
    }
}

enum Incoming {
    Conversation(Box<IncomingConversation>),
    Article(Box<IncomingArticle>),
}

/// What one record did to the database.
enum Effect {
    Conversation(Outcome, u64),
    RejectedConversation(String),
    /// Why it was stored and yet not published, where that is so.
    Article(Outcome, Option<String>),
    RejectedArticle(String),
}

/// The brand of an installation that has none when the first records come.
const DEFAULT_BRAND: &str = "Help";

impl Run<'_> {
    fn take(&mut self, record: Record) -> Result<()> {
        let place = Place {
            source: record.source,
            line: record.line,
        };
        match record.content {
            Content::Rejected(kind, reason) => self.reject(&place, kind, reason),
            Content::Conversation(mut conversation) => {
                for message in &mut conversation.messages {
                    message.at = message.at.map(|at| at + self.options.shift);
                }
                self.messages += conversation.messages.len();
                self.batch.push((place, Incoming::Conversation(Box::new(conversation))));
            }
            Content::Article(mut article) => {
                for at in [
                    &mut article.created_at,
                    &mut article.updated_at,
                    &mut article.published_at,
                ] {
                    *at = at.map(|at| at + self.options.shift);
                }
                self.batch.push((place, Incoming::Article(article)));
            }
        }
        if self.batch.len() >= BATCH || self.messages >= BATCH_MESSAGES {
            self.store()
        } else {
            Ok(())
        }
    }

    fn reject(&mut self, place: &Place, kind: channels::Kind, reason: String) {
        match kind {
            channels::Kind::Conversation => self.report.conversations.rejected += 1,
            channels::Kind::Message => self.report.messages.rejected += 1,
            channels::Kind::Article => self.report.articles.rejected += 1,
            // How many records it would have held cannot be told.
            channels::Kind::File => self.report.unread += 1,
        }
        self.note(place, reason);
    }

    fn note(&mut self, place: &Place, reason: String) {
        if self.report.errors.len() < ERRORS_MOST {
            self.report.errors.push(place.problem(reason));
        }
    }

    /// Stores the batch in one unit of work.
    fn store(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.messages = 0;
        if batch.is_empty() {
            return Ok(());
        }
        let now = self.app.clock.now();
        let mut work = |connection: &mut DbConnection| {
            let mut context = Context::new(connection, self.app, self.options, self.known.clone(), now)?;
            let effects = batch
                .iter()
                .map(|(place, incoming)| context.put(connection, place, incoming));
            let effects = effects.collect::<Result<Vec<Effect>>>()?;
            Ok((effects, context.known))
        };
        let database = &self.app.database;
        let (effects, known) = if self.options.dry_run {
            database.rehearse(work)?
        } else {
            database.write(&mut work)?
        };
        // Rows of a rehearsal are gone; nothing may refer to them.
        self.known = if self.options.dry_run { Known::default() } else { known };
        for ((place, _), effect) in batch.iter().zip(effects) {
            self.count(place, effect);
        }
        self.app.news.changed();
        (self.stored)(&self.report)
    }

    /// The articles that others replaced lead there once all are stored.
    fn redirect(&mut self) -> Result<()> {
        if !self.known.has_redirects() {
            return Ok(());
        }
        let now = self.app.clock.now();
        let problems = self
            .app
            .database
            .write(|connection| self.known.redirect(connection, now))?;
        self.report.errors.extend(problems);
        self.report.errors.truncate(ERRORS_MOST);
        Ok(())
    }

    fn count(&mut self, place: &Place, effect: Effect) {
        match effect {
            Effect::Conversation(outcome, messages) => {
                self.report.conversations.count(outcome, 1);
                self.report.messages.count(outcome, messages);
            }
            Effect::Article(outcome, held) => {
                self.report.articles.count(outcome, 1);
                if let Some(reason) = held {
                    self.note(place, reason);
                }
            }
            Effect::RejectedConversation(reason) => self.reject(place, channels::Kind::Conversation, reason),
            Effect::RejectedArticle(reason) => self.reject(place, channels::Kind::Article, reason),
        }
    }
}

/// What a batch knows while it is stored.
pub(super) struct Context<'a> {
    app: &'a App,
    options: &'a Options,
    now: NaiveDateTime,
    brands: Vec<Brand>,
    lookups: conversation::Lookups,
    known: Known,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        connection: &mut DbConnection,
        app: &'a App,
        options: &'a Options,
        known: Known,
        now: NaiveDateTime,
    ) -> Result<Self> {
        let brands = db::brand::list(connection)?;
        Ok(Self {
            app,
            options,
            now,
            brands,
            lookups: conversation::Lookups::default(),
            known,
        })
    }

    fn put(&mut self, connection: &mut DbConnection, place: &Place, incoming: &Incoming) -> Result<Effect> {
        match incoming {
            Incoming::Conversation(incoming) => self.put_conversation(connection, incoming),
            Incoming::Article(incoming) => article::put(self, connection, place, incoming),
        }
    }

    fn put_conversation(&mut self, connection: &mut DbConnection, incoming: &IncomingConversation) -> Result<Effect> {
        Ok(match self.take_conversation(connection, incoming)? {
            Ok((_, outcome)) => Effect::Conversation(outcome, incoming.messages.len() as u64),
            Err(reason) => Effect::RejectedConversation(reason),
        })
    }

    /// Stores a conversation; a reason where it cannot be taken.
    pub(super) fn take_conversation(
        &mut self,
        connection: &mut DbConnection,
        incoming: &IncomingConversation,
    ) -> Result<Result<(ConversationId, Outcome), String>> {
        let brand = self.brand(connection, incoming.brand.as_deref(), incoming.locale.as_ref(), || {
            incoming
                .messages
                .first()
                .map(|message| message.text.clone())
                .unwrap_or_default()
        })?;
        let otherwise = self.options.channel.as_ref();
        let known = conversation::Known {
            brand: &brand,
            otherwise,
            must_name_channel: self.options.must_name_channel,
            now: self.now,
        };
        conversation::put(connection, &mut self.lookups, &known, incoming)
    }

    /// The brand of a record: the import's own, the record's, or the default one; made where it is missing.
    fn brand(
        &mut self,
        connection: &mut DbConnection,
        named: Option<&str>,
        locale: Option<&Locale>,
        sample: impl FnOnce() -> String,
    ) -> Result<Brand> {
        let name = match self.options.brand.as_deref().or(named).or(self.options.home.as_deref()) {
            Some(name) => name,
            None => match self.default_brand() {
                Some(brand) => return Ok(brand),
                None => DEFAULT_BRAND,
            },
        };
        let slug = brand::slug_of(name);
        if let Some(found) = self
            .brands
            .iter()
            .find(|brand| brand.slug == slug || brand.name == name)
        {
            return Ok(found.clone());
        }
        let own = locale
            .cloned()
            .or_else(|| locale::detect_any(&sample()))
            .unwrap_or_else(Locale::english);
        let mut locales = vec![own, Locale::spanish(), Locale::english()];
        let mut seen = Vec::new();
        locales.retain(|locale| {
            let new = !seen.contains(locale);
            seen.push(locale.clone());
            new
        });
        let new = NewBrand {
            slug,
            name: name.to_owned(),
            locales,
            host: None,
            allow_list: "{}".into(),
        };
        let made = db::brand::insert(connection, &new, self.now)?;
        self.brands.push(made.clone());
        Ok(made)
    }

    fn default_brand(&self) -> Option<Brand> {
        let wanted = &self.app.settings.written.brand;
        self.brands
            .iter()
            .find(|brand| brand.slug == *wanted)
            .or(self.brands.first())
            .cloned()
    }
}
