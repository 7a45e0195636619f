//! Articles about the same problem as another one: those that the search takes for alike, those of its topics before the
//! rest. They are looked for in the background and stored, so that a page is made without a search; where nothing is
//! stored yet, they are looked for when they are asked for.

use super::read::{self, Heading, View};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
        related::Related,
    },
    domain::{
        article::{Article, Parts},
        id::{ArticleId, BrandId, RevisionId, TopicId},
        position::Reached,
        visibility::{Reader, Visible},
    },
    error::{Error, Result},
    search::{Candidate, Message},
};
use chrono::TimeDelta;
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    time::{Duration, Instant},
};

/// Candidates that are looked at.
const LOOKED_AT: usize = 24;
/// What an article of the same topic counts beside one of another.
const SAME_TOPIC: f32 = 1.5;
/// Less alike than this share of the best is about something else.
const SHARE_LEAST: f32 = 0.25;
/// How many are shown, and how many are known, since some may be withdrawn meanwhile.
const SHOWN: usize = 4;
const KNOWN: usize = 5;

/// Entries of the change log, or articles, that are gone through at once, and articles beside them: some hundredths of a second,
/// for which the index waits.
const BATCH: i64 = 20;
const BESIDE_MOST: usize = 20;
/// What was found longer ago is looked for again: others were published since, and words became commoner.
const FOUND_WITHIN: TimeDelta = TimeDelta::days(1);
/// How often all articles are gone through for what is missing or old.
const WALK_EVERY: Duration = Duration::from_hours(1);

/// The titles of the public articles of a brand that are like this one, in its language, the most alike first.
pub fn related(app: &App, brand_id: BrandId, view: &Visible<View>) -> Result<Vec<Visible<Heading>>> {
    let (article, revision_id) = (&view.article, view.revision.id);
    let headings = |connection: &mut DbConnection, ids: &[ArticleId]| {
        let mut headings = read::headings(connection, Reader::Public, ids)?;
        headings.truncate(SHOWN);
        Ok::<_, Error>(headings)
    };
    let stored = app.database.read(|connection| {
        let own = brand_id == article.brand_id;
        let stored = if own {
            db::related::find(connection, article.id)?
        } else {
            None
        };
        let stored = stored.filter(|stored| stored.revision_id == revision_id);
        stored.map(|stored| headings(connection, &stored.ids)).transpose()
    })?;
    if let Some(stored) = stored {
        return Ok(stored);
    }
    let subject = Subject {
        article,
        title: &view.revision.parts.title,
        topics: &view.topics,
    };
    let ids = look_for(app, brand_id, &subject)?;
    app.database.read(|connection| headings(connection, &ids))
}

/// What related articles are looked for by.
struct Subject<'a> {
    article: &'a Article,
    title: &'a str,
    topics: &'a [TopicId],
}

fn look_for(app: &App, brand_id: BrandId, subject: &Subject<'_>) -> Result<Vec<ArticleId>> {
    let article = subject.article;
    // The title alone: more words find little more.
    let message = Message {
        text: subject.title,
        brand_id: Some(brand_id),
        locale: Some(&article.locale),
        is_aside: true,
        ..Message::default()
    };
    let found = app.index.public().similar(&message, LOOKED_AT)?;
    let others: Vec<Candidate> = found
        .into_iter()
        .filter(|other| other.article_id != article.id && other.locale == article.locale)
        .collect();
    let ids: Vec<ArticleId> = others.iter().map(|other| other.article_id).collect();
    let near: HashSet<ArticleId> = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::topics_of(connection, &ids)?))?
        .into_iter()
        .filter(|(_, topic)| subject.topics.contains(topic))
        .map(|(id, _)| id)
        .collect();
    let alike = others
        .iter()
        .map(|other| (other.article_id, other.evidence.strength(false)));
    Ok(ordered(alike.collect(), &near, KNOWN))
}

/// Articles that say what a new one is about, and how many of them have to agree.
const TOPIC_FROM: usize = 3;
const TOPIC_AGREED: usize = 2;
/// Less alike than this share of the best says nothing about the topic.
const TOPIC_SHARE_LEAST: f32 = 0.5;

/// The topic of the published articles most like this one, where they clearly agree on it: the nearest has it, and all of
/// the near but one at the most.
pub fn topic(app: &App, article: &Article, parts: &Parts) -> Result<Option<TopicId>> {
    let text = [parts.title.as_str(), &parts.issue].join("\n");
    let message = Message {
        text: &text,
        brand_id: Some(article.brand_id),
        locale: Some(&article.locale),
        is_aside: true,
        ..Message::default()
    };
    let found = app.index.public().similar(&message, LOOKED_AT)?;
    let mut others = found
        .into_iter()
        .filter(|other| other.article_id != article.id)
        .collect::<Vec<_>>();
    let strength = |other: &Candidate| other.evidence.strength(false);
    others.sort_by(|left, right| strength(right).total_cmp(&strength(left)));
    let best = others.first().map_or(0.0, strength);
    let near = others
        .iter()
        .filter(|other| strength(other) >= TOPIC_SHARE_LEAST * best);
    let near: Vec<_> = near.map(|other| other.article_id).take(TOPIC_FROM).collect();
    let topics = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::topics_of(connection, &near)?))?;
    Ok(agreed(&near, &topics))
}

fn agreed(near: &[ArticleId], topics: &[(ArticleId, TopicId)]) -> Option<TopicId> {
    let nearest = near.first()?;
    let having = |topic: TopicId| topics.iter().filter(|(_, other)| *other == topic).count();
    let own = topics.iter().filter(|(id, _)| id == nearest).map(|(_, topic)| *topic);
    let mut fitting: Vec<_> = own.filter(|topic| having(*topic) >= TOPIC_AGREED).collect();
    fitting.sort_by_key(|topic| std::cmp::Reverse(having(*topic)));
    match *fitting.as_slice() {
        [topic] => Some(topic),
        // Of two that fit, the one that more of them have; none where that is not clear.
        [topic, second, ..] if having(topic) > having(second) => Some(topic),
        _ => None,
    }
}

/// Keeps what is stored level with the articles, behind the index.
#[derive(Default)]
pub struct Keeper {
    /// Up to where the change log was gone through; none before the beginning.
    reached: Option<Reached>,
    walk: Walk,
}

/// The way through all articles.
#[derive(Clone, Copy)]
enum Walk {
    /// Behind this article.
    At(ArticleId),
    EndedAt(Instant),
}

impl Default for Walk {
    fn default() -> Self {
        Self::At(ArticleId(0))
    }
}

impl Keeper {
    /// Looks for what is related to the articles that changed, then to some of those where that is missing or old. True:
    /// there may be more.
    pub fn follow(&mut self, app: &App) -> Result<bool> {
        let indexed = app.index.reached();
        let known = self.reached.as_ref().filter(|reached| reached.epoch == indexed.epoch);
        let Some(position) = known.map(|reached| reached.position) else {
            *self = Self {
                reached: Some(indexed),
                walk: Walk::default(),
            };
            return Ok(true);
        };
        let mut log = app
            .database
            .snapshot(|connection| Ok::<_, Error>(change_log::after(connection, position, BATCH)?))?;
        log.retain(|change| change.position <= indexed.position);
        let Some(last) = log.last() else {
            return self.walk_on(app);
        };
        let articles = log.iter().filter(|change| change.entity == Entity::Article);
        let ids: BTreeSet<_> = articles.map(|change| ArticleId(change.entity_id)).collect();
        // Where much comes in, those beside what is new are left to the walk.
        let is_much = log.len() as i64 == BATCH;
        if refresh(app, &ids, !is_much)? {
            app.news.applied();
        }
        self.reached = Some(Reached {
            position: last.position,
            epoch: indexed.epoch,
        });
        Ok(true)
    }

    fn walk_on(&mut self, app: &App) -> Result<bool> {
        let behind = match self.walk {
            Walk::At(id) => id,
            Walk::EndedAt(end) if end.elapsed() < WALK_EVERY => return Ok(false),
            Walk::EndedAt(_) => ArticleId(0),
        };
        let ids = app
            .database
            .read(|connection| Ok::<_, Error>(db::article::ids_after(connection, behind, BATCH)?))?;
        let last = ids.last().copied();
        refresh(app, &ids.into_iter().collect(), false)?;
        self.walk = last.map_or(Walk::EndedAt(Instant::now()), Walk::At);
        Ok(true)
    }
}

/// Looks anew for what is related to those of these articles where what is stored is missing or old, with those that are
/// beside them where `around` says so. True: something else is stored now.
fn refresh(app: &App, ids: &BTreeSet<ArticleId>, around: bool) -> Result<bool> {
    let before = app.clock.now() - FOUND_WITHIN;
    let ids: Vec<_> = ids.iter().copied().collect();
    let (mut stored, shown) = app.database.snapshot(|connection| {
        let titles = db::article::titles(connection, &ids)?
            .into_iter()
            .map(|(titled, _)| titled);
        let titles = Reader::Public.visible(titles.collect());
        let shown = titles.iter().map(|titled| (titled.id, titled.published_revision_id));
        Ok::<_, Error>((known_of(connection, &ids)?, shown.collect::<HashMap<_, _>>()))
    })?;
    let is_due = |id: &&ArticleId| match (stored.get(id), shown.get(id).copied().flatten()) {
        (Some(known), Some(revision)) => known.revision_id != revision || known.found_at < before,
        (known, revision) => known.is_some() != revision.is_some(),
    };
    let due: Vec<ArticleId> = ids.iter().filter(is_due).copied().collect();
    let mut found = find_all(app, &due)?;
    if around && !due.is_empty() {
        let known = due
            .iter()
            .filter_map(|id| stored.get(id))
            .chain(found.values().flatten());
        let beside: BTreeSet<_> = known.flat_map(|related| related.ids.iter().copied()).collect();
        let beside = beside.into_iter().filter(|id| !due.contains(id));
        let beside: Vec<_> = beside.take(BESIDE_MOST).collect();
        let known = app.database.read(|connection| known_of(connection, &beside))?;
        let beside: Vec<_> = known.keys().copied().collect();
        found.extend(find_all(app, &beside)?);
        stored.extend(known);
    }
    store(app, &found)?;
    let ids_of = |related: Option<&Related>| related.map(|related| related.ids.clone());
    Ok(found
        .iter()
        .any(|(id, found)| ids_of(found.as_ref()) != ids_of(stored.get(id))))
}

fn known_of(connection: &mut DbConnection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Related>> {
    let found = db::related::list_by_ids(connection, ids)?.into_iter();
    Ok(found.map(|related| (related.article_id, related)).collect())
}

/// What is related to each of these articles; none where nobody may see it any more.
fn find_all(app: &App, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Option<Related>>> {
    let mut found: HashMap<_, _> = ids.iter().map(|id| (*id, None)).collect();
    let shown = app
        .database
        .read(|connection| read::summaries(connection, Reader::Public, ids))?;
    for summary in &shown {
        if let Some(revision_id) = summary.article.published_revision_id {
            found.insert(summary.article.id, Some(find_for(app, summary, revision_id)?));
        }
    }
    Ok(found)
}

fn find_for(app: &App, summary: &Visible<read::Summary>, revision_id: RevisionId) -> Result<Related> {
    let subject = Subject {
        article: &summary.article,
        title: &summary.title,
        topics: &summary.topics,
    };
    Ok(Related {
        article_id: summary.article.id,
        revision_id,
        ids: look_for(app, summary.article.brand_id, &subject)?,
        found_at: app.clock.now(),
    })
}

fn store(app: &App, found: &HashMap<ArticleId, Option<Related>>) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = found.keys().copied().collect();
    app.database.write(|connection| {
        // One that was erased meanwhile can have no row.
        let there: HashSet<_> = db::article::list_by_ids(connection, &ids)?
            .iter()
            .map(|article| article.id)
            .collect();
        for (id, found) in found.iter().filter(|(id, _)| there.contains(id)) {
            match found {
                Some(related) => db::related::put(connection, related)?,
                None => drop(db::related::remove(connection, *id)?),
            }
        }
        Ok::<_, Error>(())
    })
}

/// The articles by how alike they are, those `near` raised, without those that are hardly alike.
fn ordered(mut alike: Vec<(ArticleId, f32)>, near: &HashSet<ArticleId>, most: usize) -> Vec<ArticleId> {
    for (id, strength) in &mut alike {
        if near.contains(id) {
            *strength *= SAME_TOPIC;
        }
    }
    alike.sort_by(|one, other| other.1.total_cmp(&one.1));
    let least = alike.first().map_or(0.0, |best| best.1 * SHARE_LEAST);
    alike
        .into_iter()
        .filter(|(_, strength)| *strength >= least)
        .take(most)
        .map(|(id, _)| id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_proposed_only_where_the_nearest_clearly_agree() {
        let near = [ArticleId(1), ArticleId(2), ArticleId(3)];
        let of = |pairs: &[(i64, i64)]| {
            let topics: Vec<_> = pairs
                .iter()
                .map(|(id, topic)| (ArticleId(*id), TopicId(*topic)))
                .collect();
            agreed(&near, &topics).map(|topic| topic.0)
        };
        assert_eq!(of(&[(1, 7), (2, 7), (3, 8)]), Some(7));
        assert_eq!(of(&[(1, 7), (1, 8), (2, 7), (3, 7), (3, 8)]), Some(7));
        assert_eq!(of(&[(1, 7), (1, 8), (2, 7), (2, 8)]), None, "two alike");
        assert_eq!(of(&[(1, 9), (2, 7), (3, 7)]), None, "the nearest says otherwise");
        assert_eq!(of(&[(1, 7)]), None, "one alone");
        assert_eq!(agreed(&[], &[]), None);
    }

    #[test]
    fn the_same_topic_counts_more_and_what_is_hardly_alike_nothing() {
        let alike = [(1, 8.0), (2, 7.0), (3, 6.0), (4, 1.0)].map(|(id, strength)| (ArticleId(id), strength));
        let near = HashSet::from([ArticleId(3)]);
        let ids = |most| ordered(alike.to_vec(), &near, most);
        assert_eq!(ids(4), [ArticleId(3), ArticleId(1), ArticleId(2)]);
        assert_eq!(ids(1), [ArticleId(3)]);
        assert!(ordered(Vec::new(), &near, 4).is_empty());
    }
}
