//! What a brand keeps beside its columns: pages of text, and small files.

use super::{
    DbConnection,
    schema::{brand_files, brand_pages},
};
use crate::domain::{id::BrandId, locale::Locale};
use diesel::prelude::*;

/// A page of text.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct BrandPage {
    pub name: String,
    pub locale: Locale,
    /// Markdown, as it was written.
    pub text: String,
    /// The same as safe HTML.
    pub html: String,
}

/// Stores a page, in place of the one with its name and language.
pub fn put(connection: &mut DbConnection, brand_id: BrandId, page: &BrandPage) -> QueryResult<()> {
    delete(connection, brand_id, &page.name, &page.locale)?;
    diesel::insert_into(brand_pages::table)
        .values((
            brand_pages::brand_id.eq(brand_id),
            brand_pages::name.eq(&page.name),
            brand_pages::locale.eq(&page.locale),
            brand_pages::text.eq(&page.text),
            brand_pages::html.eq(&page.html),
        ))
        .execute(connection)
        .map(|_| ())
}

pub fn delete(connection: &mut DbConnection, brand_id: BrandId, name: &str, locale: &Locale) -> QueryResult<usize> {
    let found = brand_pages::brand_id
        .eq(brand_id)
        .and(brand_pages::name.eq(name))
        .and(brand_pages::locale.eq(locale));
    diesel::delete(brand_pages::table.filter(found)).execute(connection)
}

/// All pages of a brand.
pub fn list(connection: &mut DbConnection, brand_id: BrandId) -> QueryResult<Vec<BrandPage>> {
    brand_pages::table
        .filter(brand_pages::brand_id.eq(brand_id))
        .select((
            brand_pages::name,
            brand_pages::locale,
            brand_pages::text,
            brand_pages::html,
        ))
        .load(connection)
}

/// Stores a file, in place of the one with its name; `body` as hexadecimal digits.
pub fn put_file(connection: &mut DbConnection, brand_id: BrandId, name: &str, body: &str) -> QueryResult<()> {
    delete_file(connection, brand_id, name)?;
    diesel::insert_into(brand_files::table)
        .values((
            brand_files::brand_id.eq(brand_id),
            brand_files::name.eq(name),
            brand_files::body.eq(body),
        ))
        .execute(connection)
        .map(|_| ())
}

pub fn delete_file(connection: &mut DbConnection, brand_id: BrandId, name: &str) -> QueryResult<usize> {
    let found = brand_files::brand_id.eq(brand_id).and(brand_files::name.eq(name));
    diesel::delete(brand_files::table.filter(found)).execute(connection)
}

/// A file's bytes as hexadecimal digits.
pub fn find_file(connection: &mut DbConnection, brand_id: BrandId, name: &str) -> QueryResult<Option<String>> {
    brand_files::table
        .filter(brand_files::brand_id.eq(brand_id).and(brand_files::name.eq(name)))
        .select(brand_files::body)
        .first(connection)
        .optional()
}
