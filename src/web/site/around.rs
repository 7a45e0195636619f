//! What stands around every article of a brand in a language: the names of topics, the channels. Remembered until anything
//! that readers see changes.

use super::show::{self, Topics, Way};
use crate::{
    app::App,
    domain::{brand::Brand, id::BrandId, locale::Locale},
    error::{Error, Result},
};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

/// It is read anew after this, whatever happened: waiting times change by themselves.
const FRESH_FOR: Duration = Duration::from_mins(10);

/// Topics by name, without counts, and ways to ask.
pub struct Around {
    pub topics: Topics,
    pub ways: Vec<Way>,
}

/// The generation of the news and the moment that it was read at.
type Read = (u64, Instant, Arc<Around>);

/// What is remembered, by brand and language.
#[derive(Default)]
pub struct Arounds(RwLock<HashMap<(BrandId, Locale), Read>>);

impl Arounds {
    /// What stands around the articles of `brand` in `locale`.
    pub fn of(&self, app: &App, brand: &Brand, locale: &Locale) -> Result<Arc<Around>> {
        let generation = app.news.generation();
        let key = (brand.id, locale.clone());
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some((read_in, read_at, around)) = known
            && read_in == generation
            && read_at.elapsed() < FRESH_FOR
        {
            return Ok(around);
        }
        let around = Arc::new(app.database.read(|connection| {
            Ok::<_, Error>(Around {
                topics: Topics::named(connection, brand, locale)?,
                ways: show::ways(app, connection, brand, locale)?,
            })
        })?);
        let read = (generation, Instant::now(), around.clone());
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, read);
        Ok(around)
    }
}
