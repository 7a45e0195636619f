//! How many articles a portal shows in a language, and each topic of it. Counting looks at every article, so where there
//! are many the numbers are remembered for a while.

use crate::{
    app::App,
    db::{self, DbConnection, topic::Counts},
    domain::{id::BrandId, locale::Locale},
    error::Result,
};
use std::{
    sync::{Arc, PoisonError},
    time::{Duration, Instant},
};

/// How long numbers are remembered while articles change.
const REMEMBERED: Duration = Duration::from_mins(1);
/// Below so many articles counting is cheap, and numbers are never older than the last change.
const CHEAP_BELOW: i64 = 2_000;

/// Whether numbers that were counted at `at`, after the change `of`, still do after the change `now`.
fn are_good(counts: &Counts, at: Instant, (of, now): (u64, u64)) -> bool {
    of == now || (counts.total >= CHEAP_BELOW && at.elapsed() < REMEMBERED)
}

/// The numbers of a portal in `locale`.
pub fn counts(app: &App, connection: &mut DbConnection, brand_id: BrandId, locale: &Locale) -> Result<Arc<Counts>> {
    let key = (brand_id, locale.clone());
    // Asked before counting: a change in between is counted again.
    let generation = app.news.generation();
    let remembered = app.counts.read().unwrap_or_else(PoisonError::into_inner);
    if let Some((at, of, counts)) = remembered.get(&key)
        && are_good(counts, *at, (*of, generation))
    {
        return Ok(counts.clone());
    }
    drop(remembered);
    let counts = Arc::new(Counts {
        total: db::article::count_published(connection, brand_id, locale)?,
        by_topic: db::topic::counts(connection, brand_id, locale)?.into_iter().collect(),
    });
    app.counts
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(key, (Instant::now(), generation, counts.clone()));
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_articles_are_counted_after_each_change_and_many_once_in_a_while() {
        let are_good = |total, now| {
            let counts = Counts {
                total,
                ..Counts::default()
            };
            are_good(&counts, Instant::now(), (7, now))
        };
        assert!(are_good(3, 7));
        assert!(!are_good(3, 8));
        assert!(are_good(100_000, 8));
    }
}
