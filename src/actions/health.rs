//! Tells how the installation is doing, for probes and metrics.

use crate::{
    app::App,
    db::{self, change_log},
    error::Result,
};

/// How the installation is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Whether the index belongs to this database; if not, it is being rebuilt.
    pub index_fits: bool,
    /// Changes that the index does not show yet.
    pub index_behind: i64,
    pub articles: i64,
    pub conversations: i64,
}

/// More changes than this, and answers are too old to serve.
const BEHIND_MOST: i64 = 10_000;

impl Health {
    /// Whether requests should be sent here.
    pub const fn is_ready(self) -> bool {
        self.index_fits && self.index_behind <= BEHIND_MOST
    }
}

/// Asks the database and the index.
pub fn health(app: &App) -> Result<Health> {
    let reached = app.index.reached();
    app.database.read(|connection| {
        let epoch = db::settings::find(connection, db::settings::EPOCH)?.unwrap_or_default();
        let fits = reached.epoch == epoch;
        let waiting = change_log::waiting(connection, reached.within(&epoch))?;
        Ok(Health {
            index_fits: fits || waiting == 0,
            index_behind: waiting,
            articles: db::article::count(connection)?,
            conversations: db::conversation::count(connection)?,
        })
    })
}
