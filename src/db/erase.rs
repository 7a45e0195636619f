//! Every text that may hold words of a person, by table and column, and the way to change it. Which words, and into what,
//! is left to `actions::erase`.

use super::DbConnection;
use crate::domain::id::{ArticleId, ConversationId};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text},
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Words, plain or marked up.
    Words,
    /// JSON, with words in its strings.
    Json,
    /// Words that tell rows apart.
    Key,
    /// An id of another system, or a slug: it tells rows apart too, and is no language.
    Id,
}

/// What a row of a table belongs to, so that the index hears of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    Conversation,
    Article,
    Nobody,
}

/// A column that may hold words of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub table: &'static str,
    pub column: &'static str,
    pub form: Form,
    pub owner: Owner,
}

const fn place(table: &'static str, column: &'static str, form: Form, owner: Owner) -> Place {
    Place {
        table,
        column,
        form,
        owner,
    }
}

/// All of them. The names of authors are not among them: `person::rename` gives them another.
pub const PLACES: &[Place] = &[
    place("conversations", "external_id", Form::Id, Owner::Conversation),
    place("messages", "text", Form::Words, Owner::Conversation),
    place("messages", "external_id", Form::Id, Owner::Conversation),
    place("messages", "reply_to", Form::Id, Owner::Conversation),
    place("articles", "external_id", Form::Id, Owner::Article),
    place("revisions", "title", Form::Words, Owner::Article),
    place("revisions", "issue", Form::Words, Owner::Article),
    place("revisions", "environment", Form::Words, Owner::Article),
    place("revisions", "resolution", Form::Words, Owner::Article),
    place("revisions", "cause", Form::Words, Owner::Article),
    place("revisions", "reply", Form::Words, Owner::Article),
    place("revisions", "channel_replies", Form::Json, Owner::Article),
    place("revisions", "html", Form::Words, Owner::Article),
    place("revisions", "cause_html", Form::Words, Owner::Article),
    place("revisions", "text", Form::Words, Owner::Article),
    place("revisions", "note", Form::Words, Owner::Article),
    place("slugs", "slug", Form::Id, Owner::Article),
    place("excerpts", "text", Form::Words, Owner::Article),
    place("excerpts", "message", Form::Id, Owner::Article),
    place("tags", "name", Form::Key, Owner::Nobody),
    place("suggestions", "request", Form::Json, Owner::Nobody),
    place("outcomes", "final_text", Form::Words, Owner::Nobody),
    place("outcomes", "reason", Form::Words, Owner::Nobody),
    place("votes", "comment", Form::Words, Owner::Nobody),
    place("flags", "comment", Form::Words, Owner::Nobody),
    place("gaps", "key", Form::Key, Owner::Nobody),
    place("gaps", "text", Form::Words, Owner::Nobody),
    place("redactions", "original", Form::Key, Owner::Nobody),
    place("idempotency_keys", "body", Form::Json, Owner::Nobody),
    place("audit_log", "detail", Form::Json, Owner::Nobody),
    place("jobs", "title", Form::Words, Owner::Nobody),
    place("jobs", "report", Form::Json, Owner::Nobody),
    place("jobs", "error", Form::Words, Owner::Nobody),
];

/// The texts that hold no words of customers: what the installation says of itself and of its own people, closed lists of
/// words, hashes. A test asks that every column stands here or above.
pub const OTHERS: &[(&str, &[&str])] = &[
    ("settings", &["key", "value"]),
    ("brands", &["slug", "name", "locales", "host", "allow_list", "look"]),
    ("brand_pages", &["name", "locale", "text", "html"]),
    ("brand_files", &["name", "body"]),
    ("environments", &["name", "spelled"]),
    ("channels", &["kind", "handle", "visibility", "hours", "url"]),
    ("accounts", &["email", "name", "role", "password_hash", "locale"]),
    ("sessions", &["key_hash", "csrf"]),
    ("tokens", &["name", "key_hash", "scopes"]),
    ("idempotency_keys", &["owner", "key", "request_hash"]),
    ("authors", &["external_id"]),
    (
        "conversations",
        &["locale", "status", "resolved_by", "visibility", "content_hash"],
    ),
    ("messages", &["role", "visibility"]),
    ("articles", &["locale", "confidence", "audience", "governance"]),
    // Of each text that it was made of it holds no word, and it is made anew with the article.
    ("article_vectors", &["encoder"]),
    ("related_articles", &["related"]),
    ("topics", &["key"]),
    ("topic_texts", &["locale", "name", "purpose"]),
    ("synonyms", &["locale", "words"]),
    ("links", &["kind"]),
    ("suggestions", &["locale"]),
    ("outcomes", &["outcome"]),
    ("votes", &["voter", "reason"]),
    ("flags", &["kind"]),
    ("gaps", &["locale", "kind"]),
    ("gap_people", &["person"]),
    // Made anew where the question's text changes.
    ("gap_vectors", &["encoder"]),
    ("redactions", &["kind", "placeholder", "status"]),
    ("change_log", &["entity"]),
    ("audit_log", &["action", "entity"]),
    ("jobs", &["kind", "state"]),
];

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Found {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    /// Number of the conversation or article it belongs to; 0 where it belongs to none.
    #[diesel(sql_type = BigInt)]
    pub owner: i64,
    #[diesel(sql_type = Text)]
    pub text: String,
}

impl Place {
    fn owner_column(self) -> &'static str {
        match (self.table, self.owner) {
            ("conversations" | "articles", _) => "id",
            (_, Owner::Conversation) => "conversation_id",
            (_, Owner::Article) => "article_id",
            (_, Owner::Nobody) => "0",
        }
    }

    /// The next texts with a higher id than `after` that fit one of `patterns` (of LIKE, on lower case).
    pub fn fitting(
        self,
        connection: &mut DbConnection,
        patterns: &[String],
        after: i64,
        limit: i64,
    ) -> QueryResult<Vec<Found>> {
        let Self { table, column, .. } = self;
        let owner = self.owner_column();
        // Patterns are made of a few letters, digits and `%` alone.
        let fits = patterns
            .iter()
            .map(|pattern| format!("lower(\"{column}\") LIKE '{pattern}'"))
            .collect::<Vec<_>>()
            .join(" OR ");
        sql_query(format!(
            "SELECT \"id\", CAST({owner} AS BIGINT) AS owner, \"{column}\" AS text FROM \"{table}\" \
             WHERE \"id\" > {after} AND \"{column}\" IS NOT NULL AND ({fits}) ORDER BY \"id\" LIMIT {limit}"
        ))
        .load(connection)
    }

    /// Puts another text in its place.
    pub fn put(self, connection: &mut DbConnection, id: i64, text: &str) -> QueryResult<usize> {
        let Self { table, column, .. } = self;
        let parameter = match connection {
            DbConnection::Sqlite(_) => "?1",
            #[cfg(feature = "postgres")]
            DbConnection::Postgres(_) => "$1",
        };
        sql_query(format!(
            "UPDATE \"{table}\" SET \"{column}\" = {parameter} WHERE \"id\" = {id}"
        ))
        .bind::<Text, _>(text)
        .execute(connection)
    }
}

/// Cuts the articles loose from the conversations they were drawn from, excerpts included; which articles that were.
pub fn drop_sources(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<ArticleId>> {
    use super::schema::{excerpts, sources};
    let drawn = sources::conversation_id.eq_any(ids);
    let articles = sources::table
        .filter(drawn.clone())
        .select(sources::article_id)
        .distinct()
        .load(connection)?;
    diesel::delete(sources::table.filter(drawn)).execute(connection)?;
    diesel::delete(excerpts::table.filter(excerpts::conversation_id.eq_any(ids))).execute(connection)?;
    Ok(articles)
}

/// Forgets what was found of personal data in the drafts of these articles, but for what somebody chose to keep.
pub fn drop_redactions(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<usize> {
    use super::schema::redactions;
    use crate::domain::article::RedactionStatus;
    diesel::delete(
        redactions::table.filter(
            redactions::article_id
                .eq_any(ids)
                .and(redactions::status.ne(RedactionStatus::Kept)),
        ),
    )
    .execute(connection)
}

/// What agents sent in the end in these conversations, and what was asked for them.
pub fn texts_about(connection: &mut DbConnection, ids: &[ConversationId]) -> QueryResult<Vec<(Place, Found)>> {
    use super::schema::{outcomes, suggestions};
    let about = suggestions::table.filter(suggestions::conversation_id.eq_any(ids));
    let requests: Vec<(crate::domain::id::SuggestionId, String)> =
        about.select((suggestions::id, suggestions::request)).load(connection)?;
    let own: Vec<_> = requests.iter().map(|(id, _)| *id).collect();
    let sent: Vec<(i64, String, String)> = outcomes::table
        .filter(outcomes::suggestion_id.eq_any(own))
        .select((outcomes::id, outcomes::final_text, outcomes::reason))
        .load(connection)?;
    let request = place("suggestions", "request", Form::Json, Owner::Nobody);
    let outcome = |column| place("outcomes", column, Form::Words, Owner::Nobody);
    let found = |id, text| Found { id, owner: 0, text };
    let requests = requests.into_iter().map(|(id, text)| (request, found(id.0, text)));
    let sent = sent.into_iter().flat_map(|(id, text, reason)| {
        [
            (outcome("final_text"), found(id, text)),
            (outcome("reason"), found(id, reason)),
        ]
    });
    Ok(requests.chain(sent).collect())
}
