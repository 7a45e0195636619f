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
        visibility::Reader,
    },
    error::{Error, Result},
    meaning::{self, Phrasing, Position, Shelf},
    search::{ArticleDocument, Change, LeftOut},
};
use precedent_meaning::Vector;
use std::collections::{HashMap, HashSet};

/// Entries of the change log, or articles, that are encoded before they are stored: a second or less of work.
const BATCH: i64 = 64;
/// Articles whose vectors are read at once.
const LOAD_BATCH: i64 = 500;
/// A paragraph of an article's text is at least so many characters, and so many of them have a vector each.
const PARAGRAPH: usize = 300;
const PARAGRAPHS: usize = 12;
/// A text of at least so many lines, none longer than so many characters, is a list: each line speaks for itself, up to so many.
const LIST_FROM: usize = 4;
const LIST_LINE_MOST: usize = 120;
const LIST_MOST: usize = 100;
/// Which texts of an article have vectors: the number changes with what [`texts`] makes.
const TEXTS: u32 = 2;

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
        Some(position) if is_ours(&position, encoder) => load(app, encoder),
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
    texts(&document.title, &document.phrasings, &document.text)
}

/// Whether vectors are of this encoder and of the texts that are made now.
fn is_ours(position: &Position, encoder: &str) -> bool {
    position.encoder == encoder && position.texts == TEXTS
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
        let out: HashSet<_> = own.phrasings.iter().map(|phrasing| said(phrasing)).collect();
        let places = (0_u32..).zip(&texts).filter(|(_, text)| out.contains(*text));
        Some((id, places.map(|(place, _)| place).collect()))
    });
    Ok(places.collect())
}

/// How far the stored vectors go.
fn stored(app: &App) -> Result<Option<Position>> {
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
    let goes_on = |position: &Position| position.epoch == epoch && place(position) >= pruned;
    let Some(position) = app.meaning.position().filter(goes_on) else {
        begin(app, encoder, &epoch, goes_on)?;
        return Ok(true);
    };
    let log = app
        .database
        .snapshot(|connection| Ok::<_, Error>(change_log::after(connection, place(&position), BATCH)?))?;
    let Some(last) = log.last() else { return Ok(false) };
    let articles = log.iter().filter(|change| change.entity == Entity::Article);
    let ids: HashSet<_> = articles.map(|change| ArticleId(change.entity_id)).collect();
    let position = Position {
        xid: last.position.xid,
        seq: last.position.seq,
        ..position
    };
    let full = log.len() as i64 == BATCH;
    refresh(app, &ids.into_iter().collect::<Vec<_>>(), |changed| {
        // What changed no text is quickly looked at again: not worth a write each time.
        (changed || full).then(|| position.clone())
    })?;
    app.meaning.set_position(position);
    Ok(true)
}

/// Reads what is stored and goes on from there; where that is of other data, of another encoder or other texts, or too old to go on from,
/// looks at every article.
fn begin(app: &App, encoder: &str, epoch: &str, goes_on: impl Fn(&Position) -> bool) -> Result<()> {
    app.meaning.clear();
    // Read before what it says is stored.
    let end = app
        .database
        .snapshot(|connection| Ok::<_, Error>(change_log::end(connection)?.max(change_log::pruned(connection)?)))?;
    if let Some(position) = stored(app)?.filter(|position| is_ours(position, encoder) && goes_on(position)) {
        load(app, encoder)?;
        app.meaning.set_position(position);
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
    let position = Position {
        encoder: encoder.to_owned(),
        texts: TEXTS,
        epoch: epoch.to_owned(),
        xid: end.xid,
        seq: end.seq,
    };
    app.database.write(|connection| keep(connection, &position))?;
    app.meaning.set_position(position);
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
/// and says what position is stored with them.
fn refresh(app: &App, ids: &[ArticleId], reached: impl FnOnce(bool) -> Option<Position>) -> Result<()> {
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
    reached: impl FnOnce(bool) -> Option<Position>,
) -> Result<()> {
    let phrasings = |found: &Present| found.1.as_ref().map(|(_, phrasings)| phrasings.clone());
    let differs = |found: &&Present| phrasings(found).as_ref() != stored.get(&found.0);
    let changed: Vec<&Present> = present.iter().filter(differs).collect();
    let position = reached(!changed.is_empty());
    if changed.is_empty() && position.is_none() {
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
        position.as_ref().map_or(Ok(()), |position| keep(connection, position))
    })
}

/// Stores how far the stored vectors follow the change log.
fn keep(connection: &mut DbConnection, position: &Position) -> Result<()> {
    let position = serde_json::to_string(position).map_err(Error::internal)?;
    Ok(settings::put(connection, settings::VECTORS, &position)?)
}

fn place(position: &Position) -> change_log::Position {
    change_log::Position {
        xid: position.xid,
        seq: position.seq,
    }
}

/// The texts of an article that a customer's words can be near to: its title, what was asked, and what it says, each once. A
/// paragraph stands behind the title, since it seldom names what it is about; the lines of a list stand alone.
fn texts(title: &str, phrasings: &[String], text: &str) -> Vec<String> {
    let title = said(title);
    let asked = phrasings.iter().map(|phrasing| said(phrasing));
    let lines: Vec<_> = text.lines().map(said).filter(|line| !line.is_empty()).collect();
    let told = if is_list(&lines) {
        lines.into_iter().take(LIST_MOST).collect()
    } else {
        under_title(&title, paragraphs(&lines))
    };
    let mut seen = HashSet::new();
    let all = [title].into_iter().chain(asked).chain(told);
    all.filter(|text| !text.is_empty() && seen.insert(text.clone()))
        .collect()
}

/// What a text says, without whom it is written to and without addresses, which say nothing to an encoder; as it is where it
/// has nothing else.
pub(super) fn said(text: &str) -> String {
    let names_somebody = |word: &str| word.len() > 1 && word.starts_with('@') && !word[1..].contains('@');
    let is_address = |word: &str| word.contains("://");
    let said = |text: &str| {
        let words = text
            .split(' ')
            .filter(|word| !names_somebody(word) && !is_address(word));
        words.collect::<Vec<_>>().join(" ").trim().to_owned()
    };
    let kept = text.lines().map(said).collect::<Vec<_>>().join("\n");
    match kept.trim() {
        "" => text.trim().to_owned(),
        kept => kept.to_owned(),
    }
}

fn is_list(lines: &[String]) -> bool {
    lines.len() >= LIST_FROM && lines.iter().all(|line| line.chars().count() <= LIST_LINE_MOST)
}

fn under_title(title: &str, paragraphs: Vec<String>) -> Vec<String> {
    match title {
        "" => paragraphs,
        title => paragraphs.iter().map(|text| format!("{title}. {text}")).collect(),
    }
}

/// Lines that follow each other, so many that they say something.
fn paragraphs(lines: &[String]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        match paragraphs.last_mut() {
            Some(last) if open => {
                last.push('\n');
                last.push_str(line);
            }
            _ => paragraphs.push(line.clone()),
        }
        open = paragraphs.last().is_some_and(|last| last.chars().count() < PARAGRAPH);
    }
    paragraphs.truncate(PARAGRAPHS);
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_behind_the_title_short_lines_of_them_together() {
        let long = "x".repeat(PARAGRAPH);
        let text = format!("one\n\n two\n{long}\nthree\n");
        assert_eq!(
            texts("Title", &[], &text),
            [
                "Title".to_owned(),
                format!("Title. one\ntwo\n{long}"),
                "Title. three".to_owned()
            ]
        );
        let many: Vec<_> = (0..40).map(|number| format!("{number}{long}")).collect();
        assert_eq!(texts("", &[], &many.join("\n")).len(), PARAGRAPHS);
        assert!(texts("", &[], " \n").is_empty());
    }

    #[test]
    fn the_lines_of_a_list_stand_alone() {
        let text = "where is it\nis it lost\nhow long\nis it lost\n";
        assert_eq!(texts("", &[], text), ["where is it", "is it lost", "how long"]);
    }

    #[test]
    fn whom_it_is_written_to_says_nothing() {
        assert_eq!(
            said("@acme @help hola, ana@x.example https://t.example/x"),
            "hola, ana@x.example"
        );
        assert_eq!(said(" @acme "), "@acme");
    }
}
