//! Tells how the installation is doing, for probes and metrics.

use crate::{
    app::App,
    db::{self, change_log},
    error::Result,
    search::Files,
};

/// How the installation is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Whether the index belongs to this database and stands in its folder; if not, it is being rebuilt.
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
    let (reached, is_there) = (app.index.reached(), app.index.files() == Files::There);
    app.database.read(|connection| {
        let epoch = db::settings::find(connection, db::settings::EPOCH)?.unwrap_or_default();
        let waiting = change_log::waiting(connection, reached.within(&epoch))?;
        let articles = db::article::count(connection)?;
        let conversations = db::conversation::count(connection)?;
        // The log forgets: that nothing waits in it says little of an index that was never filled.
        let is_empty = waiting == 0 && articles == 0 && conversations == 0;
        Ok(Health {
            index_fits: is_there && (reached.epoch == epoch || is_empty),
            index_behind: waiting,
            articles,
            conversations,
        })
    })
}
