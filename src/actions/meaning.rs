//! Keeps what articles mean level with the database, as `index` does with the words: follows the change log, encodes what
//! is new, stores the vectors and has all of them in memory.

use super::index;
use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
        settings, vector,
    },
    domain::{
        article::Article,
        id::{ArticleId, BrandId},
        phrasing,
        position::Reached,
        visibility::Reader,
    },
    error::{Error, Result},
    meaning::{self, Phrasing, Progress, Shelf},
    search::{ArticleDocument, Change, LeftOut},
};
use precedent_meaning::Vector;
use std::collections::{HashMap, HashSet};

/// Entries of the change log, or articles, that are encoded before they are stored: a second or less of work.
const BATCH: i64 = 64;
/// So many entries that changed no text may lie behind what is stored: see [`follow`].
pub(super) const NOT_WRITTEN_MOST: i64 = BATCH;
/// Articles whose vectors are read at once.
const LOAD_BATCH: i64 = 500;
/// The articles that mean what `query` does, each by its nearest phrasing: at most `most` of what the reader may find at
/// the brand (none: at all), the nearest first.
pub fn nearest(app: &App, reader: Reader, brand_id: Option<BrandId>, query: &Vector, most: usize) -> Vec<ArticleId> {
    let found = app.meaning.nearest(query, most, |shelf| {
        (shelf.public || reader == Reader::Staff) && brand_id.is_none_or(|brand| shelf.brand_ids.contains(&brand))
    });
    found.into_iter().map(|found| ArticleId(found.owner)).collect()
}

/// Reads what is stored, for a process that only reads; what changed since then is found by words alone.
pub fn open(app: &App) -> Result<()> {
    let Some(encoder) = app.meaning.encoder() else {
        return Ok(());
    };
    match stored(app)? {
        Some(progress) if is_ours(&progress, encoder) => load(app, encoder),
        _ => Ok(()),
    }
}

/// The text of an article's phrasing, counted as in the vectors; none where it has changed meanwhile.
pub fn phrasing(connection: &mut DbConnection, id: ArticleId, phrasing: u32) -> Result<Option<String>> {
    let texts = compared(connection, &[id])?.pop().map(|(_, texts)| texts);
    Ok(texts.and_then(|texts| texts.into_iter().nth(phrasing as usize)))
}

/// What of articles has vectors, in their order: those that can be found, and their texts.
pub fn compared(connection: &mut DbConnection, ids: &[ArticleId]) -> Result<Vec<(ArticleDocument, Vec<String>)>> {
    let documents = index::articles(connection, ids)?.into_iter().filter_map(document);
    Ok(documents
        .map(|document| {
            let texts = texts_of(&document);
            (document, texts)
        })
        .collect())
}

/// All that staff find of an article.
fn document(change: Change) -> Option<ArticleDocument> {
    match change {
        Change::Article { staff, public, .. } => staff.or(public),
        Change::Conversation { .. } => None,
    }
}

fn texts_of(document: &ArticleDocument) -> Vec<String> {
    phrasing::texts(&document.title, &document.phrasings, &document.text)
}

/// Whether vectors are of this encoder and of the texts that are made now.
fn is_ours(progress: &Progress, encoder: &str) -> bool {
    progress.encoder == encoder && progress.texts == phrasing::VERSION
}

/// Which vectors of articles are of phrasings that are left out, counted as they are stored.
pub fn places_of(app: &App, left_out: &[LeftOut]) -> Result<Vec<(ArticleId, Vec<u32>)>> {
    if left_out.is_empty() || app.meaning.encoder().is_none() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = left_out.iter().map(|one| one.article_id).collect();
    let found = app.database.read(|connection| compared(connection, &ids))?;
    let places = found.into_iter().filter_map(|(document, texts)| {
        let id = document.article_id;
        let own = left_out.iter().find(|one| one.article_id == id)?;
        let out: HashSet<_> = own.phrasings.iter().map(|text| phrasing::said(text)).collect();
        let places = (0_u32..).zip(&texts).filter(|(_, text)| out.contains(*text));
        Some((id, places.map(|(place, _)| place).collect()))
    });
    Ok(places.collect())
}

/// How far the stored vectors go.
fn stored(app: &App) -> Result<Option<Progress>> {
    let stored = app
        .database
        .read(|connection| Ok::<_, Error>(settings::find(connection, settings::VECTORS)?))?;
    Ok(stored.and_then(|stored| serde_json::from_str(&stored).ok()))
}

/// Takes in what changed since the last time; first of all, what is stored. True: there was something, and there may be
/// more. Without an encoder there never is.
pub fn follow(app: &App) -> Result<bool> {
    let Some(encoder) = app.meaning.encoder() else {
        return Ok(false);
    };
    let (epoch, pruned) = app.database.read(|connection| {
        let epoch = settings::find(connection, settings::EPOCH)?.unwrap_or_default();
        Ok::<_, Error>((epoch, change_log::pruned(connection)?))
    })?;
    let goes_on = |progress: &Progress| progress.reached.epoch == epoch && progress.reached.position >= pruned;
    let Some(progress) = app.meaning.progress().filter(goes_on) else {
        begin(app, encoder, &epoch, goes_on)?;
        return Ok(true);
    };
    let log = app
        .database
        .snapshot(|connection| Ok::<_, Error>(change_log::after(connection, progress.reached.position, BATCH)?))?;
    let Some(last) = log.last() else { return Ok(false) };
    let articles = log.iter().filter(|change| change.entity == Entity::Article);
    let ids: HashSet<_> = articles.map(|change| ArticleId(change.entity_id)).collect();
    let progress = Progress {
        reached: Reached {
            epoch,
            position: last.position,
        },
        ..progress
    };
    let full = log.len() as i64 == BATCH;
    refresh(app, &ids.into_iter().collect::<Vec<_>>(), |changed| {
        // What changed no text is quickly looked at again: not worth a write each time.
        (changed || full).then(|| progress.clone())
    })?;
    app.meaning.set_progress(progress);
    Ok(true)
}

/// Whether there are entries that the vectors do not know of, also of those that other transactions hold back.
pub fn is_behind(app: &App) -> Result<bool> {
    let Some(progress) = app.meaning.progress() else {
        return Ok(app.meaning.encoder().is_some());
    };
    app.database
        .read(|connection| Ok(change_log::waiting(connection, progress.reached.position)? > 0))
}

/// Reads what is stored and goes on from there; where that is of other data, of another encoder or other texts, or too old to go on from,
/// looks at every article.
fn begin(app: &App, encoder: &str, epoch: &str, goes_on: impl Fn(&Progress) -> bool) -> Result<()> {
    app.meaning.clear();
    // Read before what it says is stored.
    let end = app
        .database
        .snapshot(|connection| Ok::<_, Error>(change_log::end(connection)?.max(change_log::pruned(connection)?)))?;
    if let Some(progress) = stored(app)?.filter(|progress| is_ours(progress, encoder) && goes_on(progress)) {
        load(app, encoder)?;
        app.meaning.set_progress(progress);
        return Ok(());
    }
    tracing::info!(encoder, "making vectors of all articles that have none");
    let mut last = ArticleId(0);
    loop {
        let ids = app
            .database
            .read(|connection| Ok::<_, Error>(db::article::ids_after(connection, last, BATCH)?))?;
        let Some(&end_of_batch) = ids.last() else { break };
        refresh(app, &ids, |_| None)?;
        last = end_of_batch;
        if app.news.is_stopping() {
            return Ok(());
        }
    }
    let progress = Progress {
        encoder: encoder.to_owned(),
        texts: phrasing::VERSION,
        reached: Reached {
            epoch: epoch.to_owned(),
            position: end,
        },
    };
    app.database.write(|connection| keep(connection, &progress))?;
    app.meaning.set_progress(progress);
    Ok(())
}

/// Brings all that is stored into memory.
fn load(app: &App, encoder: &str) -> Result<()> {
    let mut last = ArticleId(0);
    loop {
        let (rows, articles, brands) = app.database.snapshot(|connection| {
            let rows = vector::list_after(connection, encoder, last, LOAD_BATCH)?;
            let ids: Vec<_> = rows.iter().map(|row| row.article_id).collect();
            let articles = db::article::list_by_ids(connection, &ids)?;
            Ok::<_, Error>((rows, articles, db::article::brands_of(connection, &ids)?))
        })?;
        let Some(end) = rows.last().map(|row| row.article_id) else {
            return Ok(());
        };
        last = end;
        let articles: HashMap<_, _> = articles.into_iter().map(|article| (article.id, article)).collect();
        for row in rows {
            if let Some(article) = articles.get(&row.article_id) {
                let phrasings = app.meaning.stored(encoder, &row.vectors);
                app.meaning.put(article.id, Some((shelf(article, &brands), &phrasings)));
            }
        }
    }
}

/// As the index has it: `index::articles` decides alike.
fn shelf(article: &Article, brands: &[(ArticleId, BrandId)]) -> Shelf {
    let mut brand_ids: Vec<_> = brands
        .iter()
        .filter(|(id, _)| *id == article.id)
        .map(|(_, brand)| *brand)
        .collect();
    if brand_ids.is_empty() {
        brand_ids.push(article.brand_id);
    }
    Shelf {
        public: Reader::Public.may_see(article.clone()).is_some(),
        brand_ids,
    }
}

/// Makes stored and remembered vectors those of the articles' present texts. `reached` is told whether any text changed,
/// and says what progress is stored with them.
fn refresh(app: &App, ids: &[ArticleId], reached: impl FnOnce(bool) -> Option<Progress>) -> Result<()> {
    let encoder = app.meaning.encoder().unwrap_or_default();
    let (changes, rows) = app.database.snapshot(|connection| {
        Ok::<_, Error>((index::articles(connection, ids)?, vector::list_by_ids(connection, ids)?))
    })?;
    let mut stored: HashMap<ArticleId, Vec<Phrasing>> = HashMap::new();
    for row in rows {
        stored.insert(row.article_id, app.meaning.stored(&row.encoder, &row.vectors));
    }
    let mut present = Vec::new();
    for change in changes {
        let Change::Article { id, public, staff } = change else {
            continue;
        };
        let is_public = public.is_some();
        let Some(document) = staff.or(public) else {
            present.push((id, None));
            continue;
        };
        let known = stored.get(&id).map_or(&[][..], Vec::as_slice);
        let phrasings = app.meaning.phrasings(&texts_of(&document), known)?;
        let shelf = Shelf {
            public: is_public,
            brand_ids: document.brand_ids,
        };
        present.push((id, Some((shelf, phrasings))));
    }
    present_in_database(app, encoder, &stored, &present, reached)?;
    for (id, found) in &present {
        let found = found
            .as_ref()
            .map(|(shelf, phrasings)| (shelf.clone(), phrasings.as_slice()));
        app.meaning.put(*id, found);
    }
    Ok(())
}

/// An article and what it means; nothing where it is not to be found any more.
type Present = (ArticleId, Option<(Shelf, Vec<Phrasing>)>);

fn present_in_database(
    app: &App,
    encoder: &str,
    stored: &HashMap<ArticleId, Vec<Phrasing>>,
    present: &[Present],
    reached: impl FnOnce(bool) -> Option<Progress>,
) -> Result<()> {
    let phrasings = |found: &Present| found.1.as_ref().map(|(_, phrasings)| phrasings.clone());
    let differs = |found: &&Present| phrasings(found).as_ref() != stored.get(&found.0);
    let changed: Vec<&Present> = present.iter().filter(differs).collect();
    let progress = reached(!changed.is_empty());
    if changed.is_empty() && progress.is_none() {
        return Ok(());
    }
    let ids: Vec<_> = changed.iter().map(|(id, _)| *id).collect();
    app.database.write(|connection| {
        // One that was erased meanwhile stands in the change log behind this.
        let there: HashSet<_> = db::article::list_by_ids(connection, &ids)?
            .iter()
            .map(|article| article.id)
            .collect();
        for (id, found) in changed.iter().filter(|(id, _)| there.contains(id)) {
            match found {
                Some((_, phrasings)) => vector::put(
                    connection,
                    &vector::Row {
                        article_id: *id,
                        encoder: encoder.to_owned(),
                        vectors: meaning::to_bytes(phrasings),
                    },
                )?,
                None => drop(vector::remove(connection, *id)?),
            }
        }
        progress.as_ref().map_or(Ok(()), |progress| keep(connection, progress))
    })
}

/// Stores how far the stored vectors follow the change log.
fn keep(connection: &mut DbConnection, progress: &Progress) -> Result<()> {
    let progress = serde_json::to_string(progress).map_err(Error::internal)?;
    Ok(settings::put(connection, settings::VECTORS, &progress)?)
}
