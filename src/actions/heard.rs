//! What a message says before its words and its meaning are looked up: without greetings and thanks, and with names as the
//! archive writes them.

use crate::{
    app::App,
    db,
    domain::{suggestion::without_courtesies, wording::Names},
    error::{Error, Result},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How long the names are good though titles have changed: a new one is rare.
const GOOD_FOR: Duration = Duration::from_secs(30);
/// The share of the time that reading titles may take: one part in so many.
const AT_MOST_ONE_IN: u32 = 200;

/// The message as it is looked up.
pub fn heard(app: &App, text: &str) -> Result<String> {
    let asked = without_courtesies(text);
    Ok(names(app)?.respelled(&asked).into_owned())
}

fn names(app: &App) -> Result<Arc<Names>> {
    match app.names.get() {
        Some(names) => Ok(names),
        None => read(app),
    }
}

fn read(app: &App) -> Result<Arc<Names>> {
    let titles = app
        .database
        .read(|connection| Ok::<_, Error>(db::revision::published_titles(connection)?))?;
    Ok(app.names.set(Names::of(titles.iter().map(String::as_str))))
}

/// Keeps the names up to date for all who ask. Whoever has one is the process's only one who does.
#[derive(Default)]
pub struct Listener {
    /// When they were read last, how long that took, and after how many changes.
    last: Option<(Instant, Duration, u64)>,
}

impl Listener {
    /// Reads the titles anew where something changed, but not all the time.
    pub fn follow(&mut self, app: &App) -> Result<()> {
        let generation = app.news.generation();
        let is_due = self
            .last
            .is_none_or(|(at, took, known)| known != generation && at.elapsed() >= GOOD_FOR.max(took * AT_MOST_ONE_IN));
        if is_due {
            let began = Instant::now();
            read(app)?;
            self.last = Some((Instant::now(), began.elapsed(), generation));
        }
        Ok(())
    }
}
