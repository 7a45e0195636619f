//! An installation without a door: database, index and worker, for scenarios that call actions.

use super::database::TestDatabase;
use chrono::NaiveDate;
use precedent::{
    actions::{
        Actor,
        import::{self, Options, Report},
    },
    app::App,
    channels::{Format, Request},
    clock::Clock,
    search::Index,
    settings, worker,
};
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
    pub fn with(change: impl FnOnce(&mut settings::Written)) -> Self {
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
