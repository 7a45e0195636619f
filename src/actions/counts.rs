//! How many articles a portal shows in a language, and each topic of it. Counting looks at every article, so where there
//! are many the numbers are remembered for a while.

use crate::{
    app::App,
    db::{self, DbConnection, topic::Counts},
    domain::{
        id::{ArticleId, BrandId, TopicId},
        locale::Locale,
        topic::Topic,
    },
    error::Result,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

/// How long numbers are remembered while articles change.
const REMEMBERED: Duration = Duration::from_mins(1);
/// Below so many articles counting is cheap, and numbers are never older than the last change.
const CHEAP_BELOW: i64 = 2_000;

/// Whether these numbers, counted before the change `now`, still do. `recent`: it is not long ago.
fn are_good(counts: &Counts, (of, now): (u64, u64), recent: bool) -> bool {
    of == now || (counts.total >= CHEAP_BELOW && recent)
}

/// The numbers of a portal in `locale`.
pub fn counts(app: &App, connection: &mut DbConnection, brand_id: BrandId, locale: &Locale) -> Result<Arc<Counts>> {
    let generation = app.news.generation();
    app.counts.get(
        (brand_id, locale.clone()),
        generation,
        |made| are_good(&made.value, (made.generation, generation), made.is_within(REMEMBERED)),
        || {
            Ok(Counts {
                total: db::article::count_published(connection, brand_id, std::slice::from_ref(locale))?,
                by_topic: by_topic(
                    &db::topic::placed(connection, brand_id, locale)?,
                    &db::topic::list(connection, brand_id, locale)?,
                ),
            })
        },
    )
}

/// How many articles each topic has, itself or below. An article with a topic and one below it counts once; what stands
/// in a hidden topic counts for none above.
fn by_topic(placed: &[(ArticleId, TopicId)], topics: &[Topic]) -> HashMap<TopicId, i64> {
    let shown = topics.iter().filter(|topic| !topic.hidden);
    let parents: HashMap<_, _> = shown.map(|topic| (topic.id, topic.parent)).collect();
    let mut counts = HashMap::new();
    for article in placed.chunk_by(|one, next| one.0 == next.0) {
        let mut about = BTreeSet::new();
        for (_, topic) in article {
            let mut next = Some(*topic);
            // A loop in the data ends at a topic that is there already.
            while let Some(id) = next.filter(|id| parents.contains_key(id) && about.insert(*id)) {
                next = parents[&id];
            }
        }
        for id in about {
            *counts.entry(id).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_counts_once_for_a_topic_and_what_is_above_it() {
        let topic = |id, parent: Option<i64>, hidden| Topic {
            id: TopicId(id),
            key: String::new(),
            parent: parent.map(TopicId),
            locale: Locale::spanish(),
            name: String::new(),
            purpose: String::new(),
            hidden,
        };
        let topics = [topic(1, None, false), topic(2, Some(1), false), topic(3, Some(1), true)];
        let placed = [(1, 1), (1, 2), (2, 2), (3, 3), (4, 1)].map(|(article, id)| (ArticleId(article), TopicId(id)));
        let counts = by_topic(&placed, &topics);
        assert_eq!(counts, HashMap::from([(TopicId(1), 3), (TopicId(2), 2)]));
    }

    #[test]
    fn few_articles_are_counted_after_each_change_and_many_once_in_a_while() {
        let are_good = |total, now| {
            let counts = Counts {
                total,
                ..Counts::default()
            };
            are_good(&counts, (7, now), true)
        };
        assert!(are_good(3, 7));
        assert!(!are_good(3, 8));
        assert!(are_good(100_000, 8));
    }
}
