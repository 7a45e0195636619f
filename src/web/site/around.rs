//! What stands around every article of a brand in a language: the names of topics, the channels. Remembered until anything
//! that readers see changes.

use super::show::{self, Topics, Way};
use crate::{
    app::App,
    domain::{brand::Brand, id::BrandId, locale::Locale},
    error::Result,
    remembered::Remembered,
};
use std::{sync::Arc, time::Duration};

/// It is read anew after this, whatever happened: waiting times change by themselves.
const FRESH_FOR: Duration = Duration::from_mins(10);

/// Topics by name, without counts, and ways to ask.
pub struct Around {
    pub topics: Topics,
    pub ways: Vec<Way>,
}

/// What is remembered, by brand and language.
#[derive(Default)]
pub struct Arounds(Remembered<(BrandId, Locale), Around>);

impl Arounds {
    /// What stands around the articles of `brand` in `locale`.
    pub fn of(&self, app: &App, brand: &Brand, locale: &Locale) -> Result<Arc<Around>> {
        let generation = app.news.generation();
        self.0.get(
            (brand.id, locale.clone()),
            generation,
            |made| made.generation == generation && made.is_within(FRESH_FOR),
            || {
                app.database.read(|connection| {
                    Ok(Around {
                        topics: Topics::named(connection, brand, locale)?,
                        ways: show::ways(app, connection, brand, locale)?,
                    })
                })
            },
        )
    }
}
