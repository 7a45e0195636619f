//! A brand's own table of short spellings and of words that mean the same, and the one that searches go by.

use super::{Actor, look};
use crate::{
    app::App,
    db::{self, DbConnection, synonym::Synonym},
    domain::{
        brand::Brand,
        id::{BrandId, SynonymId},
        locale::Locale,
        wording::{Entry, NoEntry},
    },
    error::{Error, Result},
    search::Synonyms,
};
use std::{sync::Arc, time::Duration};

/// Most entries of a brand.
const MOST: usize = 2_000;
/// How long a table is remembered: another process may change it.
const REMEMBERED: Duration = Duration::from_secs(10);

/// What searches in a language go by (none: in the brand's own): what comes with the binary, and the brand's entries.
pub fn of(app: &App, brand_id: Option<BrandId>, locale: Option<&Locale>) -> Result<Arc<Synonyms>> {
    let language = match locale {
        Some(locale) => locale.language().to_owned(),
        None => own_language(app, brand_id)?,
    };
    let key = (brand_id, language.clone());
    app.synonyms.get(
        key,
        app.news.generation(),
        |made| made.is_within(REMEMBERED),
        || {
            let own = match brand_id {
                Some(id) => app
                    .database
                    .read(|connection| Ok::<_, Error>(db::synonym::list(connection, id)?))?,
                None => Vec::new(),
            };
            let own = own.iter().filter(|one| one.locale.language() == language);
            let own: Vec<Entry> = own.filter_map(|one| one.words.parse().ok()).collect();
            Ok(Synonyms::new(&language, &own))
        },
    )
}

/// What there is to say of a brand's table.
pub(super) struct Table {
    /// Entries that count.
    pub entries: i64,
    /// Those that cannot be read.
    pub unread: Vec<String>,
    /// How many are in a language that the brand does not have.
    pub foreign: i64,
}

/// Reads a brand's table as searches do.
pub(super) fn checked_table(connection: &mut DbConnection, brand: &Brand) -> Result<Table> {
    let mut table = Table {
        entries: 0,
        unread: Vec::new(),
        foreign: 0,
    };
    for one in db::synonym::list(connection, brand.id)? {
        if !brand.locales.contains(&one.locale) {
            table.foreign += 1;
        } else if one.words.parse::<Entry>().is_err() {
            table.unread.push(one.words);
        } else {
            table.entries += 1;
        }
    }
    Ok(table)
}

fn own_language(app: &App, brand_id: Option<BrandId>) -> Result<String> {
    let brands = app.brands()?;
    let brand = brands.iter().find(|brand| brand_id.is_none_or(|id| id == brand.id));
    Ok(brand.map_or_else(String::new, |brand| brand.locale().language().to_owned()))
}

/// Adds an entry in one of the brand's languages; see [`Entry`] for its form.
pub fn add(app: &App, actor: Actor, brand_id: BrandId, locale: &Locale, words: &str) -> Result<()> {
    let words = checked("words", words)?;
    look::change(app, actor, brand_id, "brand.synonym_add", |connection, brand| {
        if !brand.locales.contains(locale) {
            return Err(Error::invalid("locale", "unknown"));
        }
        let known = db::synonym::list(connection, brand_id)?;
        if known.len() >= MOST {
            return Err(Error::invalid("words", "synonym_many"));
        }
        if known.iter().any(|one| one.locale == *locale && one.words == words) {
            return Err(Error::invalid("words", "synonym_known"));
        }
        db::synonym::add(connection, brand_id, locale, words)?;
        Ok(())
    })
}

/// Puts other words into an entry.
pub fn change(app: &App, actor: Actor, brand_id: BrandId, id: SynonymId, words: &str) -> Result<()> {
    let words = checked(&format!("words_{id}"), words)?;
    look::change(app, actor, brand_id, "brand.synonym_change", |connection, _| {
        let known = db::synonym::list(connection, brand_id)?;
        let locale = known.iter().find(|one| one.id == id).map(|one| &one.locale);
        if known
            .iter()
            .any(|one| one.id != id && Some(&one.locale) == locale && one.words == words)
        {
            return Err(Error::invalid(&format!("words_{id}"), "synonym_known"));
        }
        found(db::synonym::set_words(connection, brand_id, id, words)?)
    })
}

/// Removes an entry.
pub fn remove(app: &App, actor: Actor, brand_id: BrandId, id: SynonymId) -> Result<()> {
    look::change(app, actor, brand_id, "brand.synonym_remove", |connection, _| {
        found(db::synonym::remove(connection, brand_id, id)?)
    })
}

/// A brand's entries, by language and then the oldest first.
pub fn list(app: &App, brand_id: BrandId) -> Result<Vec<Synonym>> {
    app.database
        .read(|connection| Ok(db::synonym::list(connection, brand_id)?))
}

fn found(rows: usize) -> Result<()> {
    if rows == 0 {
        return Err(Error::not_found("synonym"));
    }
    Ok(())
}

fn checked<'a>(field: &str, words: &'a str) -> Result<&'a str> {
    let words = words.trim();
    let problem = match words.parse::<Entry>() {
        Ok(_) => return Ok(words),
        Err(NoEntry::Alone) => "synonym_alone",
        Err(NoEntry::LongSpelling) => "synonym_spelling",
        Err(NoEntry::TooLong) => "synonym_long",
    };
    Err(Error::invalid(field, problem))
}
