//! A brand's own entries of short spellings and of words that mean the same.

use super::{DbConnection, schema::synonyms};
use crate::domain::{
    id::{BrandId, SynonymId},
    locale::Locale,
};
use diesel::prelude::*;

/// An entry, in the form that `domain::wording` reads.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Synonym {
    pub id: SynonymId,
    pub locale: Locale,
    pub words: String,
}

/// A brand's entries, by language and then the oldest first.
pub fn list(connection: &mut DbConnection, brand_id: BrandId) -> QueryResult<Vec<Synonym>> {
    synonyms::table
        .filter(synonyms::brand_id.eq(brand_id))
        .order((synonyms::locale, synonyms::id))
        .select((synonyms::id, synonyms::locale, synonyms::words))
        .load(connection)
}

/// Adds an entry.
pub fn add(connection: &mut DbConnection, brand_id: BrandId, locale: &Locale, words: &str) -> QueryResult<usize> {
    diesel::insert_into(synonyms::table)
        .values((
            synonyms::brand_id.eq(brand_id),
            synonyms::locale.eq(locale),
            synonyms::words.eq(words),
        ))
        .execute(connection)
}

/// Sets the words of a brand's entry; 0 where it has no such.
pub fn set_words(connection: &mut DbConnection, brand_id: BrandId, id: SynonymId, words: &str) -> QueryResult<usize> {
    diesel::update(synonyms::table.filter(synonyms::id.eq(id).and(synonyms::brand_id.eq(brand_id))))
        .set(synonyms::words.eq(words))
        .execute(connection)
}

/// Removes a brand's entry; 0 where it has no such.
pub fn remove(connection: &mut DbConnection, brand_id: BrandId, id: SynonymId) -> QueryResult<usize> {
    diesel::delete(synonyms::table.filter(synonyms::id.eq(id).and(synonyms::brand_id.eq(brand_id)))).execute(connection)
}
