//! All rows of the database in a form that both databases read and write. What a file of them looks like is left to
//! `actions::backup`.

use super::{
    DbConnection,
    dialect::{self, Column},
};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Nullable, Text},
};

/// The tables that are kept, each after those it points to.
pub const KEPT: &[&str] = &[
    "settings",
    "brands",
    "brand_pages",
    "brand_files",
    "environments",
    "channels",
    "accounts",
    "tokens",
    "authors",
    "conversations",
    "judgements",
    "messages",
    "articles",
    "revisions",
    "former_revisions",
    "article_brands",
    "article_uses",
    "slugs",
    "topics",
    "topic_texts",
    "article_topics",
    "synonyms",
    "tags",
    "article_tags",
    "sources",
    "excerpts",
    "links",
    "refused_links",
    "suggestions",
    "suggestion_articles",
    "outcomes",
    "votes",
    "flags",
    "gaps",
    "gap_people",
    "redactions",
    "audit_log",
];

/// The tables that are not: sessions end, answers to repeated requests and the work of one server are forgotten with a
/// restore, the change log counts the transactions of one database, and vectors and what is related are made of the texts.
pub const LEFT: &[&str] = &[
    "sessions",
    "idempotency_keys",
    "change_log",
    "jobs",
    "article_vectors",
    "related_articles",
    "gap_vectors",
];

/// How many rows are read at once.
const BATCH: usize = 500;

/// A table as it stands in this database.
#[derive(Debug, Clone)]
pub struct Table {
    pub name: &'static str,
    columns: Vec<Column>,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Nullable<Text>)]
    version: Option<String>,
}

/// A table that is kept, by its name; none where there is no such table.
pub fn table(connection: &mut DbConnection, name: &str) -> QueryResult<Option<Table>> {
    let Some(name) = KEPT.iter().find(|kept| **kept == name) else {
        return Ok(None);
    };
    let columns = dialect::columns(connection, name)?;
    Ok((!columns.is_empty()).then_some(Table { name, columns }))
}

impl Table {
    /// The next rows after `last`, each a JSON object; none at the end.
    pub fn rows_after(&self, connection: &mut DbConnection, last: Option<&str>) -> QueryResult<Vec<String>> {
        dialect::rows_after(connection, self.name, &self.columns, last, BATCH)
    }

    /// Stores rows, a JSON array of objects that have values for the columns `named` (others keep their defaults).
    pub fn insert(&self, connection: &mut DbConnection, named: &[String], rows: &str) -> QueryResult<usize> {
        let columns: Vec<Column> = self
            .columns
            .iter()
            .filter(|column| named.contains(&column.name))
            .cloned()
            .collect();
        dialect::insert_rows(connection, self.name, &columns, rows)
    }

    /// The highest number ever given to a row, where rows are numbered and there was one.
    pub fn last_id(&self, connection: &mut DbConnection) -> QueryResult<Option<i64>> {
        let Some(column) = self.numbered() else {
            return Ok(None);
        };
        let last = dialect::last_id(connection, self.name, column)?;
        Ok((last > 0).then_some(last))
    }

    /// Makes new rows continue above `last`: numbers are part of public addresses and never given twice.
    pub fn raise_ids(&self, connection: &mut DbConnection, last: i64) -> QueryResult<()> {
        self.numbered()
            .map_or(Ok(()), |column| dialect::raise_ids(connection, self.name, column, last))
    }

    fn numbered(&self) -> Option<&str> {
        self.columns
            .iter()
            .find(|column| column.key == 1 && column.name == "id")
            .map(|column| column.name.as_str())
    }
}

/// Whether nothing was stored yet. What an installation writes down about itself when it first starts does not count.
pub fn is_empty(connection: &mut DbConnection) -> QueryResult<bool> {
    for table in KEPT.iter().filter(|table| **table != "settings") {
        let statement = format!("SELECT count(*) AS number FROM (SELECT 1 FROM \"{table}\" LIMIT 1) AS one");
        if sql_query(statement).get_result::<Number>(connection)?.number > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Removes every row, also of the tables that are not kept.
pub fn clear(connection: &mut DbConnection) -> QueryResult<()> {
    dialect::clear(connection, &[KEPT, LEFT].concat())
}

/// The newest migration that the database has, as fourteen digits; empty where it has none.
pub fn schema_version(connection: &mut DbConnection) -> QueryResult<String> {
    sql_query("SELECT max(version) AS version FROM __diesel_schema_migrations")
        .get_result::<Version>(connection)
        .map(|row| row.version.unwrap_or_default())
}
