//! The handles that everything shares. Cheap to clone.

use crate::{
    clock::Clock,
    db::{self, Database, DatabaseUrl},
    domain::{
        asked::Asked,
        brand::Brand,
        environment::Declared,
        id::{BrandId, ChannelId},
        locale::Locale,
        suggestion::learning::Learned,
        wording::Names,
    },
    error::{Code, Error, Result},
    meaning::{Endpoint, Meaning, Progress, Remote, UnderWay},
    remembered::{Latest, Made, Remembered},
    search::{Index, Synonyms},
    settings::{ENCODER_BUILTIN, ENCODER_HTTP, PublicUrl, Settings, Written},
};
use chrono::TimeDelta;
use precedent_meaning::{DIMENSIONS_MOST, Embedder};
use std::{
    collections::HashMap,
    path::Path,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

/// Everything that an action needs.
#[derive(Clone)]
pub struct App {
    pub database: Database,
    pub settings: Arc<Settings>,
    pub clock: Clock,
    pub index: Arc<Index>,
    /// What articles mean; without any encoder where the settings name none.
    pub meaning: Arc<Meaning>,
    pub news: Arc<News>,
    /// What visitors search for just now.
    pub asked: Arc<Mutex<Asked>>,
    /// What visitors are told apart with; gone with the process.
    pub asked_key: Arc<str>,
    brands: Arc<Remembered<(), Vec<Brand>>>,
    /// How long customers of a brand wait for a reply, channel by channel.
    pub waits: Arc<Remembered<BrandId, HashMap<ChannelId, TimeDelta>>>,
    /// What a brand's answers can be for.
    pub environments: Arc<Remembered<BrandId, Declared>>,
    /// What use has taught, as `actions::learning` keeps it.
    pub learned: Arc<Latest<Learned>>,
    /// How titles write names, as `actions::heard` keeps it.
    pub names: Arc<Latest<Names>>,
    /// How many articles a portal shows in a language.
    pub counts: Arc<Remembered<(BrandId, Locale), db::topic::Counts>>,
    /// What searches of a brand (none: of all) go by in a language.
    pub synonyms: Arc<Remembered<(Option<BrandId>, String), Synonyms>>,
}

/// How long brands are remembered: another process may change them.
const BRANDS_REMEMBERED: Duration = Duration::from_secs(2);

impl App {
    /// Opens the database (and migrates it) and the index below the data folder.
    pub fn open(settings: Settings, clock: Clock) -> Result<Self> {
        Self::with(settings, clock, Database::open)
    }

    /// The same for a process that stays and answers many.
    pub fn open_to_serve(settings: Settings, clock: Clock) -> Result<Self> {
        Self::with(settings, clock, Database::open_to_serve)
    }

    fn with(settings: Settings, clock: Clock, open: impl FnOnce(DatabaseUrl, u32) -> Result<Database>) -> Result<Self> {
        crate::instance::make_folder(&settings.data_dir).map_err(|error| {
            Error::new(
                Code::Unavailable,
                format!(
                    "The data folder {} cannot be made: {error}.",
                    settings.data_dir.display()
                ),
            )
        })?;
        let database = open(settings.database_url.clone(), settings.written.connections)?;
        db::migrations::run(&database)?;
        let settings = with_kept_address(settings, &database)?;
        let index = Index::open(Some(&settings.data_dir.join("index")))?;
        if index.was_replaced() && database.read(|connection| Ok::<_, Error>(db::article::count(connection)?))? > 0 {
            index.must_be_filled();
        }
        Self::assemble(database, settings, clock, index)
    }

    /// Puts an app together from its parts; makes the data's identity where it has none. Fails where the settings name an
    /// endpoint as encoder that has to be asked for its dimensions and does not answer.
    pub fn assemble(database: Database, settings: Settings, clock: Clock, index: Index) -> Result<Self> {
        database.write(|connection| {
            if db::settings::find(connection, db::settings::EPOCH)?.is_none() {
                db::settings::put(connection, db::settings::EPOCH, &crate::secret::random_hex(16)?)?;
            }
            Ok(())
        })?;
        let meaning = Arc::new(Meaning::new(embedder(&settings, &database)?));
        Ok(Self {
            database,
            settings: Arc::new(settings),
            clock,
            index: Arc::new(index),
            meaning,
            news: Arc::default(),
            asked: Arc::default(),
            asked_key: crate::secret::random_hex(16)?.into(),
            brands: Arc::default(),
            waits: Arc::default(),
            environments: Arc::default(),
            learned: Arc::default(),
            names: Arc::default(),
            counts: Arc::default(),
            synonyms: Arc::default(),
        })
    }

    /// All brands, the default one first.
    pub fn brands(&self) -> Result<Arc<Vec<Brand>>> {
        let is_good = |made: &Made<_>| made.is_within(BRANDS_REMEMBERED);
        self.brands
            .get((), self.news.generation(), is_good, || self.read_brands())
    }

    fn read_brands(&self) -> Result<Vec<Brand>> {
        let (mut brands, kept) = self.database.read(|connection| {
            Ok::<_, Error>((
                db::brand::list(connection)?,
                db::settings::find(connection, db::settings::HOME_BRAND)?,
            ))
        })?;
        let written = Some(self.settings.written.brand.clone()).filter(|slug| !slug.is_empty());
        let home = written.or(kept).unwrap_or_default();
        if let Some(place) = brands.iter().position(|brand| brand.slug == home) {
            let default = brands.remove(place);
            brands.insert(0, default);
        }
        Ok(brands)
    }

    /// Forgets what is remembered of brands: call it after changing one.
    pub fn forget_brands(&self) {
        self.brands.forget();
        self.synonyms.forget();
        self.news.changed();
    }

    /// The brand named by `slug`, or the default one.
    pub fn brand(&self, slug: Option<&str>) -> Result<Brand> {
        let brands = self.brands()?;
        let found = match slug {
            Some(slug) => brands.iter().find(|brand| brand.slug == slug || brand.name == slug),
            None => brands.first(),
        };
        found.cloned().ok_or_else(|| match slug {
            Some(slug) => Error::invalid("brand", format!("There is no brand \"{slug}\".")),
            None => Error::not_found("brand"),
        })
    }

    /// Where a brand's portal is: scheme, host, base path and the brand's own path, without a slash at the end.
    pub fn site(&self, brand: &Brand) -> String {
        let public = &self.settings.public_url;
        let (host, path) = brand.door();
        match host.filter(|host| *host != public.host()) {
            Some(host) => {
                let scheme = if public.is_https() { "https" } else { "http" };
                format!("{scheme}://{host}{}{path}", public.base_path)
            }
            None => public.to(path),
        }
    }

    /// The same by the brand's number; the installation's own for one that is not known (any more).
    pub fn site_of(&self, id: BrandId) -> Result<String> {
        let brands = self.brands()?;
        let known = brands.iter().find(|brand| brand.id == id);
        Ok(known.map_or_else(|| self.settings.public_url.to(""), |brand| self.site(brand)))
    }

    /// Least confidence at which an article is suggested: the one that was set in the browser, else that of the settings.
    pub fn suggestion_threshold(&self) -> Result<f64> {
        let kept = self
            .database
            .read(|connection| Ok::<_, Error>(db::settings::find(connection, db::settings::SUGGESTION_THRESHOLD)?))?;
        let kept = kept.and_then(|text| text.parse().ok());
        Ok(kept.unwrap_or(self.settings.written.suggestion_threshold))
    }

    /// A request begins to wait or to be worked on; it does until what this gives is dropped.
    pub fn under_way(&self) -> UnderWay {
        UnderWay::begin(&self.meaning)
    }

    /// The folder of files that come and go.
    pub fn scratch(&self) -> &Path {
        &self.settings.data_dir
    }
}

/// The settings with the address that was chosen in the browser, where they name none themselves.
fn with_kept_address(mut settings: Settings, database: &Database) -> Result<Settings> {
    if settings.written.public_url.is_empty() {
        let kept =
            database.read(|connection| Ok::<_, Error>(db::settings::find(connection, db::settings::PUBLIC_URL)?))?;
        if let Some(public_url) = kept.as_deref().and_then(PublicUrl::parse) {
            settings.public_url = public_url;
        }
    }
    Ok(settings)
}

/// The encoder that the settings name; none where they name none, or the binary was built without.
fn embedder(settings: &Settings, database: &Database) -> Result<Option<Box<dyn Embedder>>> {
    match settings.written.encoder.as_str() {
        ENCODER_BUILTIN => Ok(precedent_meaning::builtin().map(|encoder| Box::new(encoder) as _)),
        ENCODER_HTTP => Ok(Some(Box::new(remote(settings, database)?))),
        _ => Ok(None),
    }
}

/// Where the encoder outside is that the settings name.
pub fn endpoint(written: &Written) -> Endpoint {
    Endpoint {
        url: written.encoder_url.clone(),
        model: written.encoder_model.clone(),
        key: written.encoder_key.clone(),
        question_prefix: written.encoder_query_prefix.clone(),
        phrasing_prefix: written.encoder_passage_prefix.clone(),
    }
}

/// The endpoint that the settings name. What the stored vectors say of it spares asking, so that it may be down.
fn remote(settings: &Settings, database: &Database) -> Result<Remote> {
    let written = &settings.written;
    if written.encoder_dimensions > DIMENSIONS_MOST {
        return Err(Error::new(
            Code::BadRequest,
            format!("encoder_dimensions: it is a number from 1 to {DIMENSIONS_MOST}, or 0 to ask the endpoint."),
        ));
    }
    let endpoint = endpoint(written);
    let stored = database.read(|connection| Ok::<_, Error>(db::settings::find(connection, db::settings::VECTORS)?))?;
    let stored = stored.and_then(|stored| serde_json::from_str::<Progress>(&stored).ok());
    let known = match written.encoder_dimensions {
        0 => stored.and_then(|progress| endpoint.dimensions_of(&progress.encoder)),
        dimensions => Some(dimensions),
    };
    Remote::open(endpoint, known).map_err(|error| {
        Error::new(
            Code::Unavailable,
            format!(
                "encoder_url: {error}. It is asked for its dimensions; with encoder_dimensions set, Precedent starts \
                 without it."
            ),
        )
    })
}

/// Tells the worker that the change log has grown, and readers of remembered pages that they are out of date.
#[derive(Default)]
pub struct News {
    generation: AtomicU64,
    pending: Mutex<bool>,
    wake: Condvar,
    stopping: AtomicBool,
    rebuild: AtomicBool,
}

impl News {
    /// Something that readers see has changed and is committed.
    pub fn changed(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
        *self.pending.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.wake.notify_all();
    }

    /// The index shows changes that it did not before: remembered pages are out of date, but nothing is left to apply.
    pub fn applied(&self) {
        self.generation.fetch_add(1, Ordering::AcqRel);
    }

    /// Counts up with each change: what was rendered under another number is out of date.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Waits until something changes, at most `patience`. False: it is time to stop.
    pub fn wait(&self, patience: Duration) -> bool {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |pending: &mut bool| !*pending && !self.is_stopping();
        let (mut pending, _) = self
            .wake
            .wait_timeout_while(pending, patience, idle)
            .unwrap_or_else(PoisonError::into_inner);
        *pending = false;
        !self.is_stopping()
    }

    /// Waits until something is another than at `generation`, at most `patience`, for others than the one that
    /// [`News::wait`] is for. False: it is time to stop.
    pub fn wait_beyond(&self, generation: u64, patience: Duration) -> bool {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |_: &mut bool| self.generation() == generation && !self.is_stopping();
        let waited = self.wake.wait_timeout_while(pending, patience, idle);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
        !self.is_stopping()
    }

    /// Asks the worker to fill the index anew.
    pub fn ask_for_rebuild(&self) {
        self.rebuild.store(true, Ordering::Release);
        *self.pending.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.wake.notify_all();
    }

    /// Whether somebody asked for that; the wish counts as heard.
    pub fn take_wish_for_rebuild(&self) -> bool {
        self.rebuild.swap(false, Ordering::AcqRel)
    }

    /// Asks the worker to stop.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::Release);
        let _pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        self.wake.notify_all();
    }

    /// Whether the worker was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Acquire)
    }
}
