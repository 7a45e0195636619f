//! An installation without a door: database, index and worker, for scenarios that call actions.

use super::database::TestDatabase;
use chrono::NaiveDate;
use precedent::{
    actions::{
        Actor,
        import::{self, Options, Report},
        outcome::{self, Reported},
    },
    app::App,
    channels::{Format, Request},
    clock::Clock,
    db::{self, DbConnection},
    domain::{
        id::{ArticleId, ConversationId, SuggestionId},
        suggestion::Outcome,
        visibility::Reader,
    },
    error::{Error, Result},
    search::Index,
    settings::{self, Written},
    worker,
};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

/// An installation on a database of its own. Its clock stands at noon of 1 March 2026.
pub struct Archive {
    pub app: App,
    pub folder: TempDir,
    _database: TestDatabase,
}

impl Archive {
    /// An empty one.
    pub fn empty() -> Self {
        Self::with(|_| {})
    }

    /// One with other settings.
    pub fn with(change: impl FnOnce(&mut Written)) -> Self {
        let database = TestDatabase::new();
        let folder = tempfile::tempdir().unwrap();
        let settings = settings::read(folder.path(), None, [], change).unwrap();
        let noon = NaiveDate::from_ymd_opt(2026, 3, 1)
            .unwrap()
            .and_hms_opt(12, 0, 0)
            .unwrap();
        let index = Index::open(Some(&folder.path().join("index"))).unwrap();
        let app = App::assemble((*database).clone(), settings, Clock::fixed(noon), index).unwrap();
        Self {
            app,
            folder,
            _database: database,
        }
    }

    /// Imports JSON lines of conversations.
    pub fn conversations(&self, lines: &str) -> Report {
        self.import(Format::Conversations, "conversations.jsonl", lines, &Options::default())
    }

    /// The conversation of the brand `acme` that its source calls so.
    pub fn conversation_id(&self, external_id: &str) -> ConversationId {
        let brand = self.app.brand(Some("acme")).unwrap();
        let list = |connection: &mut DbConnection| {
            let found = db::conversation::list_by_external_id(connection, brand.id, external_id)?;
            Ok::<_, Error>(found)
        };
        self.app.database.read(list).unwrap()[0].id
    }

    /// Imports a file with this content.
    pub fn import(&self, format: Format, name: &str, content: &str, options: &Options) -> Report {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let request = Request {
            format,
            paths: vec![path],
            scratch: self.folder.path().into(),
        };
        let report = import::import(&self.app, Actor::default(), request, options, &mut |_| {}).unwrap();
        self.catch_up();
        report
    }

    /// Lets the index follow the change log to its end.
    pub fn catch_up(&self) {
        worker::catch_up(&self.app).unwrap();
    }
}

/// The setting for the encoder inside the binary.
pub fn with_encoder(settings: &mut Written) {
    settings.encoder = "builtin".into();
}

/// Another process on the same database, with other settings and an index of its own: in a folder, or none yet.
pub fn restarted(app: &App, index: Option<&Path>, change: impl FnOnce(&mut Written)) -> Result<App> {
    let mut settings = (*app.settings).clone();
    change(&mut settings.written);
    let index = Index::open(index).unwrap();
    App::assemble(app.database.clone(), settings, app.clock.clone(), index)
}

/// A resolved public conversation of one question and one answer, as another program tells it.
pub fn conversation(id: &str, asked: &str, answered: &str) -> Value {
    json!({"id": id, "channel": "x", "brand": "acme", "lang": "es", "status": "resolved", "messages": [
        {"id": "1", "author": "eva", "role": "customer", "at": "2026-02-01T10:00:00Z", "text": asked},
        {"id": "2", "author": "acme", "role": "agent", "at": "2026-02-01T11:00:00Z", "text": answered},
    ]})
}

/// An agent tells what became of an article that was suggested, and what was sent in the end.
pub fn report(app: &App, actor: Actor, id: SuggestionId, (article, outcome): (ArticleId, Outcome), sent: &str) {
    let report = outcome::Report {
        article_id: Some(article),
        outcome,
        final_text: sent.into(),
        reason: String::new(),
        conversation_id: None,
    };
    let reported = outcome::report(app, actor, Reader::Staff, id, &report).unwrap();
    assert!(matches!(reported, Reported::Done(_)));
}
