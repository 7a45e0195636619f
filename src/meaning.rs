//! What articles mean, at hand: the encoder of the installation, and the vectors of all articles in memory.
//!
//! `actions::meaning` keeps it level with the database. Whoever asks gets numbers of articles; what a reader may see of
//! them is decided where they are loaded. The built-in encoder, the vectors and the search among them are the crate
//! `precedent_meaning`; an encoder outside is asked by `http`.

mod http;

pub use http::{Endpoint, Remote};

use crate::{
    domain::{
        id::{ArticleId, BrandId, ConversationId},
        position::Reached,
    },
    error::{Code, Error, Result},
};
use precedent_meaning::{Embedder, Found, Kind, Near, Nearest, Vector};
use quick_cache::sync::Cache;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, HashMap},
    num::NonZero,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
};

/// Bytes that tell one text from others.
const DIGEST: usize = 16;

/// The meaning of one phrasing, and which text it was made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrasing {
    digest: [u8; DIGEST],
    vector: Vector,
}

/// Where an article may be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shelf {
    /// Strangers may find it.
    pub public: bool,
    pub brand_ids: Vec<BrandId>,
}

/// How far vectors follow the change log: of which data, by which encoder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub encoder: String,
    /// Which texts of articles they were made of.
    #[serde(default)]
    pub texts: u32,
    #[serde(flatten)]
    pub reached: Reached,
}

/// Questions that are looked up by meaning at once, for each core. They are arithmetic and wait for nothing, so what is under
/// way beyond one a core makes each slower by as much: with eight, what takes 10 ms alone takes 80. Whoever comes then is
/// answered by words alone, in time, rather than by meaning and late. What is counted is under way until it is ranked, not
/// only while it is encoded: that is a part of the work, and a queue for the other parts is as long a wait. Threads are no
/// bound, since there are many times as many (`web::BLOCKING_THREADS`).
const QUESTIONS_PER_CORE: usize = 8;
/// Requests of any kind that wait or are worked on, for each core, beyond which questions go by words as well: whatever they
/// wait for, one more that comes then is late by as many turns.
const REQUESTS_PER_CORE: usize = 12;

/// Questions whose meaning is kept for a while: a conversation's are asked as a whole and turn by turn, and again while a
/// reply is written.
const RECENT: usize = 64;

/// The encoder, if there is one, and what is known of the articles.
pub struct Meaning {
    embedder: Option<Box<dyn Embedder>>,
    recent: Cache<[u8; DIGEST], Vector>,
    known: RwLock<Known>,
    /// What the questions of past conversations mean, by the numbers of these.
    past: RwLock<Past>,
    questions: AtomicUsize,
    requests: AtomicUsize,
    cores: usize,
    crowded_out: AtomicU64,
    unanswered: AtomicU64,
}

/// How many questions went by their words alone since the start though their meaning was wanted, and how many are being
/// looked up now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pressure {
    /// Too much was under way.
    pub crowded_out: u64,
    /// The encoder failed, or gave what is no vector.
    pub unanswered: u64,
    pub in_flight: usize,
}

/// The questions of so many past conversations are in memory, the newest (some 12 MB); older ones are found by their words.
pub const PAST_MOST: usize = 20_000;

/// The right to look a question up by meaning, until it is dropped.
pub struct Permit<'a>(&'a Meaning);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.questions.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A request that waits or is worked on, until this is dropped.
pub struct UnderWay(Arc<Meaning>);

impl UnderWay {
    pub fn begin(meaning: &Arc<Meaning>) -> Self {
        meaning.requests.fetch_add(1, Ordering::AcqRel);
        Self(meaning.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.requests.fetch_sub(1, Ordering::AcqRel);
    }
}

/// The questions of past conversations in memory.
#[derive(Default)]
struct Past {
    nearest: Nearest,
    brands: BTreeMap<ConversationId, BrandId>,
}

/// The vectors in memory, and how far they follow the change log.
#[derive(Default)]
struct Known {
    /// Each marked with the place of its shelf.
    nearest: Nearest,
    /// All that there are or were: few, since articles share them.
    shelves: Vec<Shelf>,
    progress: Option<Progress>,
}

impl Meaning {
    /// With no vectors yet. Without an encoder there never are any.
    pub fn new(embedder: Option<Box<dyn Embedder>>) -> Self {
        Self {
            known: RwLock::new(Known::of(embedder.as_deref())),
            past: RwLock::new(Past::of(embedder.as_deref())),
            embedder,
            recent: Cache::new(RECENT),
            questions: AtomicUsize::new(0),
            requests: AtomicUsize::new(0),
            cores: thread::available_parallelism().map_or(1, NonZero::get),
            crowded_out: AtomicU64::new(0),
            unanswered: AtomicU64::new(0),
        }
    }

    /// The right to look a question up by meaning; none where so many are under way that it would be late. Then the question
    /// has to do without, which is counted.
    pub fn permit(&self) -> Option<Permit<'_>> {
        let crowded = self.requests.load(Ordering::Acquire) > self.cores * REQUESTS_PER_CORE;
        let most = if crowded { 0 } else { self.cores * QUESTIONS_PER_CORE };
        let one_more = |under_way| (under_way < most).then_some(under_way + 1);
        let taken = self
            .questions
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, one_more);
        if taken.is_err() {
            self.crowded_out.fetch_add(1, Ordering::Relaxed);
        }
        taken.ok().map(|_| Permit(self))
    }

    /// Counts a question that the encoder gave no answer to.
    pub fn count_unanswered(&self) {
        self.unanswered.fetch_add(1, Ordering::Relaxed);
    }

    pub fn pressure(&self) -> Pressure {
        Pressure {
            crowded_out: self.crowded_out.load(Ordering::Relaxed),
            unanswered: self.unanswered.load(Ordering::Relaxed),
            in_flight: self.questions.load(Ordering::Relaxed),
        }
    }

    /// The encoder's id; none where there is no encoder.
    pub fn encoder(&self) -> Option<&str> {
        self.embedder.as_deref().map(Embedder::id)
    }

    /// The meaning of each text, the ones of `known` taken over where their text is among them.
    pub fn phrasings(&self, texts: &[String], known: &[Phrasing]) -> Result<Vec<Phrasing>> {
        let embedder = self.embedder.as_deref().ok_or_else(off)?;
        let known: HashMap<_, _> = known
            .iter()
            .map(|phrasing| (phrasing.digest, &phrasing.vector))
            .collect();
        let digests: Vec<_> = texts.iter().map(|text| digest(text)).collect();
        let new = digests
            .iter()
            .zip(texts)
            .filter(|(digest, _)| !known.contains_key(*digest));
        let (new_digests, new): (Vec<_>, Vec<&str>) = new.map(|(digest, text)| (*digest, text.as_str())).unzip();
        let made = embedder.embed(&new, Kind::Phrasing).map_err(unavailable)?;
        let made: HashMap<_, _> = new_digests.into_iter().zip(&made).collect();
        let phrasing = |digest| {
            let vector = known.get(&digest).or_else(|| made.get(&digest))?;
            Some(Phrasing {
                digest,
                vector: (*vector).clone(),
            })
        };
        Ok(digests.into_iter().filter_map(phrasing).collect())
    }

    /// What [`to_bytes`] gave; nothing of another encoder.
    pub fn stored(&self, encoder: &str, bytes: &[u8]) -> Vec<Phrasing> {
        match self.embedder.as_deref() {
            Some(embedder) if embedder.id() == encoder => from_bytes(bytes, embedder.dimensions()),
            _ => Vec::new(),
        }
    }

    /// The meaning of words that somebody looks for something with.
    pub fn of(&self, text: &str) -> Result<Vector> {
        let embedder = self.embedder.as_deref().ok_or_else(off)?;
        let digest = digest(text);
        if let Some(known) = self.recent.get(&digest) {
            return Ok(known);
        }
        let mut vectors = embedder.embed(&[text], Kind::Question).map_err(unavailable)?;
        let vector = vectors
            .pop()
            .ok_or_else(|| Error::internal("the encoder gave no vector"))?;
        self.recent.insert(digest, vector.clone());
        Ok(vector)
    }

    /// Where answers to a question with this vector are.
    pub fn cross(&self, question: &Vector) -> Vector {
        self.embedder
            .as_deref()
            .map_or_else(|| question.clone(), |embedder| embedder.cross(question))
    }

    /// The articles nearest to `query`, each by its nearest phrasing, of those on the shelves that `admits` names: at most
    /// `most`, the nearest first. Phrasings are counted in the order of [`Meaning::put`].
    pub fn nearest(&self, query: &Vector, most: usize, admits: impl Fn(&Shelf) -> bool) -> Vec<Found> {
        let known = self.known();
        let admitted: Vec<bool> = known.shelves.iter().map(admits).collect();
        known.nearest.best(query, most, |_, shelf| admitted[shelf as usize])
    }

    /// How near each of these articles is to `query`, in their order; none of one that has no vectors. Phrasings that
    /// `without` names are passed over.
    pub fn near(
        &self,
        query: &Vector,
        ids: &[ArticleId],
        without: impl Fn(ArticleId, u32) -> bool,
    ) -> Vec<Option<Near>> {
        let known = self.known();
        let near = |id: &ArticleId| {
            known
                .nearest
                .near_without(query, id.0, |phrasing| without(*id, phrasing))
        };
        ids.iter().map(near).collect()
    }

    /// Makes these the phrasings of an article, or forgets the article.
    pub fn put(&self, id: ArticleId, found: Option<(Shelf, &[Phrasing])>) {
        let mut known = self.known_mut();
        match found {
            Some((shelf, phrasings)) => {
                let vectors: Vec<Vector> = phrasings.iter().map(|phrasing| phrasing.vector.clone()).collect();
                let shelf = known.place_of(shelf);
                known.nearest.set_marked(id.0, shelf, &vectors);
            }
            None => known.nearest.remove(id.0),
        }
    }

    /// Makes this what the question of a past conversation means, or forgets it.
    pub fn put_past(&self, id: ConversationId, found: Option<(BrandId, &Vector)>) {
        let mut past = self.past.write().unwrap_or_else(PoisonError::into_inner);
        match found {
            Some((brand_id, vector)) => {
                past.nearest.set(id.0, std::slice::from_ref(vector));
                past.brands.insert(id, brand_id);
                if past.brands.len() > PAST_MOST
                    && let Some((oldest, _)) = past.brands.pop_first()
                {
                    past.nearest.remove(oldest.0);
                }
            }
            None => {
                past.nearest.remove(id.0);
                past.brands.remove(&id);
            }
        }
    }

    /// Forgets all past conversations.
    pub fn clear_past(&self) {
        *self.past.write().unwrap_or_else(PoisonError::into_inner) = Past::of(self.embedder.as_deref());
    }

    /// A brand's past conversations whose questions are nearest to `query`, the nearest first.
    pub fn nearest_past(&self, query: &Vector, brand_id: BrandId, most: usize) -> Vec<ConversationId> {
        let past = self.past.read().unwrap_or_else(PoisonError::into_inner);
        let own = |id, _| past.brands.get(&ConversationId(id)) == Some(&brand_id);
        let found = past.nearest.best(query, most, own);
        found.into_iter().map(|found| ConversationId(found.owner)).collect()
    }

    /// How near the questions of these past conversations are to `query`, in their order.
    pub fn near_past(&self, query: &Vector, ids: &[ConversationId]) -> Vec<Option<Near>> {
        let past = self.past.read().unwrap_or_else(PoisonError::into_inner);
        ids.iter().map(|id| past.nearest.near(query, id.0)).collect()
    }

    /// Forgets all articles.
    pub fn clear(&self) {
        *self.known_mut() = Known::of(self.embedder.as_deref());
    }

    /// How far the vectors follow the change log; none where they do not yet.
    pub fn progress(&self) -> Option<Progress> {
        self.known().progress.clone()
    }

    pub fn set_progress(&self, progress: Progress) {
        self.known_mut().progress = Some(progress);
    }

    /// How many articles and how many vectors there are.
    pub fn count(&self) -> (usize, usize) {
        let known = self.known();
        (known.nearest.owners(), known.nearest.len())
    }

    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn known_mut(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn of(embedder: Option<&dyn Embedder>) -> Self {
        Self {
            nearest: Nearest::for_many(embedder.map_or(0, Embedder::dimensions)),
            ..Self::default()
        }
    }

    fn place_of(&mut self, shelf: Shelf) -> u32 {
        let known = self.shelves.iter().position(|known| *known == shelf);
        let place = known.unwrap_or_else(|| {
            self.shelves.push(shelf);
            self.shelves.len() - 1
        });
        place as u32
    }
}

impl Past {
    fn of(embedder: Option<&dyn Embedder>) -> Self {
        Self {
            nearest: Nearest::for_many(embedder.map_or(0, Embedder::dimensions)),
            ..Self::default()
        }
    }
}

fn off() -> Error {
    Error::new(Code::Unavailable, "This installation has no encoder.")
}

fn unavailable(error: precedent_meaning::Unavailable) -> Error {
    Error::new(Code::Unavailable, error.to_string())
}

fn digest(text: &str) -> [u8; DIGEST] {
    let digest = Sha256::digest(text);
    std::array::from_fn(|at| digest[at])
}

/// Phrasings as they are stored.
pub fn to_bytes(phrasings: &[Phrasing]) -> Vec<u8> {
    let bytes = |phrasing: &Phrasing| [phrasing.digest.as_slice(), &phrasing.vector.to_bytes()].concat();
    phrasings.iter().flat_map(bytes).collect()
}

/// What [`to_bytes`] gave, of vectors with so many dimensions.
fn from_bytes(bytes: &[u8], dimensions: usize) -> Vec<Phrasing> {
    let phrasing = |bytes: &[u8]| {
        let (digest, vector) = bytes.split_first_chunk()?;
        Some(Phrasing {
            digest: *digest,
            vector: Vector::from_bytes(vector),
        })
    };
    bytes.chunks_exact(DIGEST + dimensions).filter_map(phrasing).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
