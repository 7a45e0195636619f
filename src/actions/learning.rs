//! Gathers what happened to articles, has `domain::suggestion::learning` say what it teaches, and keeps that at hand for
//! the ranking. All of it is worked out from what is stored anyway, so that what was taken back is gone at once.

use super::{Actor, suggest::Request};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        learning::{Linked, ReportedOutcome},
        settings,
    },
    domain::{
        article::Article,
        conversation::Status,
        id::{ArticleId, AuthorId, ConversationId, GapId},
        link::LinkKind,
        reuse,
        suggestion::{
            Outcome,
            learning::{Cell, FORGOTTEN_AFTER_DAYS, Learned, Lesson, Party, Reverted, Situation},
        },
    },
    error::{Error, Result},
};
use chrono::{NaiveDateTime, TimeDelta};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::{Duration, Instant},
};

/// What one reader's vote counts for beside an agent who sends an article.
const VOTE: f64 = 0.25;
/// How long what was learned is good where no change was told of: another process may have made one.
const GOOD_FOR: Duration = Duration::from_secs(10);
/// The share of the time that learning may take: one part in so many.
const AT_MOST_ONE_IN: u32 = 50;

/// How much of an offered reply was kept, by the number of the outcome.
#[derive(Default)]
pub struct Kept(HashMap<i64, f64>);

/// Keeps what was learned up to date. Whoever has one is the process's only one who does.
#[derive(Default)]
pub struct Learner {
    kept: Kept,
    made: Option<Made>,
}

struct Made {
    at: Instant,
    took: Duration,
    generation: u64,
}

impl Learner {
    /// Learns anew where something changed, but not all the time.
    pub fn follow(&mut self, app: &App) -> Result<()> {
        let generation = app.news.generation();
        let due = self.made.as_ref().is_none_or(|made| {
            let patience = if made.generation == generation {
                GOOD_FOR
            } else {
                Duration::ZERO
            };
            made.at.elapsed() >= patience.max(made.took * AT_MOST_ONE_IN)
        });
        if due {
            self.learn(app)?;
        }
        Ok(())
    }

    /// Learns from all that happened until now.
    pub fn learn(&mut self, app: &App) -> Result<Arc<Learned>> {
        let (began, generation) = (Instant::now(), app.news.generation());
        let now = app.clock.now();
        let learned = app.database.snapshot(|connection| {
            let reverted = reverted(connection)?;
            Ok::<_, Error>(Learned::of(&lessons(connection, now, &mut self.kept)?, &reverted, now))
        })?;
        self.made = Some(Made {
            at: Instant::now(),
            took: began.elapsed(),
            generation,
        });
        Ok(app.learned.set(learned))
    }
}

/// What was learned, as far as this process knows.
pub fn learned(app: &App) -> Result<Arc<Learned>> {
    match app.learned.get() {
        Some(learned) => Ok(learned),
        None => Learner::default().learn(app),
    }
}

/// The kind of question that a conversation asks, as far as it is known.
pub fn group_of(app: &App, id: ConversationId) -> Result<Option<GapId>> {
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::learning::groups(connection, &[id])?))?;
    Ok(found.first().map(|(_, group)| *group))
}

/// What moved, as people see it.
#[derive(Debug, Clone)]
pub struct Moved {
    pub article_id: ArticleId,
    pub title: String,
    pub situation: Situation,
    /// A question of the situation's kind, personal data masked; none where it is of every kind.
    pub question: Option<String>,
    pub cell: Cell,
}

/// What moved, the most moved first, and what was taken back.
#[derive(Debug, Clone)]
pub struct Overview {
    pub moved: Vec<Moved>,
    pub reverted: Vec<Reverted>,
}

/// What was learned until now.
pub fn overview(app: &App) -> Result<Overview> {
    let learned = Learner::default().learn(app)?;
    let cells = learned.moved();
    let ids: BTreeSet<ArticleId> = cells.iter().map(|(id, ..)| *id).collect();
    let groups: BTreeSet<GapId> = cells.iter().filter_map(|(_, situation, _)| situation.group).collect();
    app.database.read(|connection| {
        let titles = titles(connection, &ids.into_iter().collect::<Vec<_>>())?;
        let groups: Vec<GapId> = groups.into_iter().collect();
        let mut questions: HashMap<GapId, String> = HashMap::new();
        for gap in db::gap::of_groups(connection, &groups)? {
            if let Some(group) = gap.group_id {
                questions.entry(group).or_insert(gap.text);
            }
        }
        let moved = cells.iter().map(|(id, situation, cell)| Moved {
            article_id: *id,
            title: titles.get(id).cloned().unwrap_or_default(),
            situation: (*situation).clone(),
            question: situation.group.and_then(|group| questions.get(&group).cloned()),
            cell: *cell,
        });
        Ok(Overview {
            moved: moved.collect(),
            reverted: widest(&reverted(connection)?),
        })
    })
}

fn titles(connection: &mut DbConnection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, String>> {
    let articles = db::article::list_by_ids(connection, ids)?;
    let revision = |article: &Article| article.published_revision_id.or(article.revision_id);
    let revisions: Vec<_> = articles.iter().filter_map(revision).collect();
    let revisions = db::revision::list_by_ids(connection, &revisions)?;
    Ok(revisions
        .into_iter()
        .map(|one| (one.article_id, one.parts.title))
        .collect())
}

/// Those that no later one includes: what there is to say of what was taken back.
fn widest(all: &[Reverted]) -> Vec<Reverted> {
    let told = all.iter().enumerate();
    let told = told.filter(|(place, one)| !all[place + 1..].iter().any(|later| later.includes(one)));
    told.map(|(_, one)| *one).collect()
}

/// What was taken back, the first first. One that a later one includes stands here too: it stays taken back where that one
/// counts again.
pub fn reverted(connection: &mut DbConnection) -> Result<Vec<Reverted>> {
    match settings::find(connection, settings::LEARNING_REVERTED)? {
        Some(written) => serde_json::from_str(&written).map_err(Error::internal),
        None => Ok(Vec::new()),
    }
}

/// Takes back what was learned of an article, or of all, from lessons between two times. What happened stays written down.
pub fn revert(app: &App, actor: Actor, new: Reverted) -> Result<()> {
    let now = app.clock.now();
    if new.since.is_some_and(|since| since >= new.before) {
        return Err(Error::invalid("since", "It has to be earlier than before."));
    }
    change_reverted(app, actor, ("learning.revert", new.article_id), |all| {
        // What is so old that it does not count need not be known either.
        let old = now - TimeDelta::days(FORGOTTEN_AFTER_DAYS);
        all.retain(|one| one.before >= old);
        all.push(new);
    })
}

/// Lets count again what was taken back last, and nothing else. None: nothing was.
pub fn undo_revert(app: &App, actor: Actor) -> Result<Option<Reverted>> {
    let mut undone = None;
    change_reverted(app, actor, ("learning.undo", None), |all| undone = all.pop())?;
    Ok(undone)
}

fn change_reverted(
    app: &App,
    actor: Actor,
    (action, article_id): (&str, Option<ArticleId>),
    mut change: impl FnMut(&mut Vec<Reverted>),
) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        if let Some(id) = article_id {
            db::article::find(connection, id)?.ok_or_else(|| Error::not_found("article"))?;
        }
        let mut all = reverted(connection)?;
        change(&mut all);
        let written = serde_json::to_string(&all).map_err(Error::internal)?;
        settings::put(connection, settings::LEARNING_REVERTED, &written)?;
        Ok(db::audit::record(
            connection,
            actor,
            action,
            article_id.map(|id| id.0),
            "",
            now,
        )?)
    })?;
    app.news.changed();
    Learner::default().learn(app).map(drop)
}

/// All that can be learned from at `now`. `kept` is what is known of edited replies, and is added to.
pub fn lessons(connection: &mut DbConnection, now: NaiveDateTime, kept: &mut Kept) -> Result<Vec<Lesson>> {
    let since = now - TimeDelta::days(FORGOTTEN_AFTER_DAYS);
    let outcomes = db::learning::outcomes(connection, since)?;
    let links = db::learning::links(connection, since)?;
    measure_edits(connection, &outcomes, kept)?;
    let around = Around::of(connection, &outcomes, &links)?;
    let mut lessons: Vec<Lesson> = outcomes
        .iter()
        .filter_map(|outcome| around.of_outcome(outcome, kept))
        .collect();
    // What an outcome tells of need not be told twice.
    let told = |link: &&Linked| link.5.is_none() && link.2 != LinkKind::Suggested;
    lessons.extend(links.iter().filter(told).map(|link| around.of_link(link)));
    lessons.extend(db::learning::votes(connection, since)?.into_iter().map(of_vote));
    Ok(lessons)
}

fn of_vote((article_id, helped, at): (ArticleId, bool, NaiveDateTime)) -> Lesson {
    Lesson {
        article_id,
        situation: Situation::default(),
        party: Party::Readers,
        worked: f64::from(u8::from(helped)),
        weight: VOTE,
        at,
    }
}

/// Finds out how much of the article's reply is left in what was sent, for the outcomes of which it is not known.
fn measure_edits(connection: &mut DbConnection, outcomes: &[ReportedOutcome], kept: &mut Kept) -> Result<()> {
    let new = |outcome: &&ReportedOutcome| outcome.outcome == Outcome::Edited && !kept.0.contains_key(&outcome.id);
    let new: HashMap<i64, ArticleId> = outcomes
        .iter()
        .filter(new)
        .filter_map(|outcome| Some((outcome.id, outcome.article_id?)))
        .collect();
    if new.is_empty() {
        return Ok(());
    }
    let articles: BTreeSet<ArticleId> = new.values().copied().collect();
    let replies = super::infer::replies(connection, &articles.into_iter().collect::<Vec<_>>())?;
    let ids: Vec<i64> = new.keys().copied().collect();
    for (id, sent) in db::learning::final_texts(connection, &ids)? {
        let offered = new.get(&id).and_then(|article| replies.get(article));
        let shares = offered.into_iter().flatten().map(|offered| reuse::kept(offered, &sent));
        kept.0.insert(id, shares.fold(0.0, f64::max));
    }
    Ok(())
}

/// The circumstances of what happened.
struct Around {
    conversations: HashMap<ConversationId, db::learning::Circumstances>,
    groups: HashMap<ConversationId, GapId>,
    /// Who answered in conversations whose link came with them.
    answerers: HashMap<ConversationId, AuthorId>,
    /// The conversation in which what was suggested was sent, where it was not asked for one.
    sent_in: HashMap<i64, ConversationId>,
}

impl Around {
    fn of(connection: &mut DbConnection, outcomes: &[ReportedOutcome], links: &[Linked]) -> Result<Self> {
        let sent_in: HashMap<_, _> = links.iter().filter_map(|link| Some((link.5?, link.1))).collect();
        let asked = outcomes.iter().filter_map(|outcome| outcome.conversation_id);
        let all: BTreeSet<_> = asked.chain(links.iter().map(|link| link.1)).collect();
        let all: Vec<_> = all.into_iter().collect();
        let nobody: Vec<_> = links
            .iter()
            .filter(|link| link.3.is_none())
            .map(|link| link.1)
            .collect();
        let conversations = db::learning::circumstances(connection, &all)?;
        Ok(Self {
            conversations: conversations.into_iter().map(|one| (one.0, one)).collect(),
            groups: db::learning::groups(connection, &all)?.into_iter().collect(),
            answerers: db::learning::answerers(connection, &nobody)?.into_iter().collect(),
            sent_in,
        })
    }

    fn situation(&self, id: ConversationId) -> Situation {
        Situation {
            channel: self.conversations.get(&id).map(|found| found.1.clone()),
            group: self.groups.get(&id).copied(),
        }
    }

    fn of_link(&self, &(article_id, conversation_id, _, account_id, at, _): &Linked) -> Lesson {
        let answerer = self.answerers.get(&conversation_id).copied();
        Lesson {
            article_id,
            situation: self.situation(conversation_id),
            party: match (account_id, answerer) {
                (Some(account), _) => Party::Account(account),
                (None, Some(author)) => Party::Author(author),
                (None, None) => Party::Unknown,
            },
            worked: 1.0,
            weight: 1.0,
            at,
        }
    }

    fn of_outcome(&self, outcome: &ReportedOutcome, kept: &Kept) -> Option<Lesson> {
        let conversation_id = outcome
            .conversation_id
            .or_else(|| self.sent_in.get(&outcome.suggestion_id.0).copied());
        // Who writes again after the answer, and is not done yet, was not helped by it.
        let is_stuck = conversation_id
            .and_then(|id| self.conversations.get(&id))
            .is_some_and(|(_, _, status, last)| *status == Status::Open && *last > Some(outcome.at));
        let worked = match outcome.outcome {
            Outcome::Rejected => 0.0,
            Outcome::Sent | Outcome::Edited if is_stuck => 0.0,
            Outcome::Sent => 1.0,
            // One that was written anew altogether says nothing for the article and nothing against it.
            Outcome::Edited => 0.5 + kept.0.get(&outcome.id).copied().unwrap_or(0.0) / 2.0,
            Outcome::Ignored => return None,
        };
        let situation = match conversation_id {
            Some(id) => self.situation(id),
            None => Situation {
                channel: channel_asked_for(&outcome.request),
                group: None,
            },
        };
        Some(Lesson {
            article_id: outcome.article_id?,
            situation,
            party: match (outcome.account_id, outcome.token_id) {
                (Some(account), _) => Party::Account(account),
                (None, Some(token)) => Party::Token(token),
                (None, None) => Party::Unknown,
            },
            worked,
            weight: 1.0,
            at: outcome.at,
        })
    }
}

fn channel_asked_for(request: &str) -> Option<crate::domain::channel::ChannelKind> {
    let request: Request = serde_json::from_str(request).ok()?;
    request.channel?.parse().ok()
}
