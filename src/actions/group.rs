//! Groups what people asked by what it means, in any language together: each new question joins a group or founds one,
//! groups merge, and as the collection grows all of it is looked at again. A group keeps the number of the question that
//! founded it; of two that merge, the larger one does, and the number of the other leads to it. How alike two questions
//! are is left to `precedent_meaning`.

use crate::{
    app::App,
    db::{self, gap::Member, settings},
    domain::{
        group::{self, Group},
        id::{BrandId, GapId},
        locale::Locale,
    },
    error::{Error, Result},
};
use chrono::TimeDelta;
use precedent_meaning::{Groups, Merge, SAMPLE, Space, Vector, WORDS, direction, with_words};
use std::collections::{HashMap, HashSet};

/// From which similarity on a question joins a group, with an encoder and on words alone: measured on the sets that
/// `docs/quality.md` names.
const JOIN: f32 = 0.22;
const JOIN_BY_WORDS: f32 = 0.15;
/// Dimensions where there is no encoder to say how many.
const WORD_DIMENSIONS: usize = 512;
/// Questions that are grouped, or looked at again, before it is written down.
const BATCH: i64 = 64;
/// Questions that are read at once.
const LOAD_BATCH: i64 = 500;
/// From how many questions on they are looked at again each time there are half as many more.
const FIRST_LOOK: usize = 16;
/// How often all are looked at, one look after the other.
const LOOKS: usize = 2;

/// Groups as they are in memory. Whoever has one is the process's only one who groups.
#[derive(Default)]
pub struct Grouper {
    state: Option<State>,
}

struct State {
    /// Of what the vectors are made.
    encoder: String,
    /// The number of changes that this state knows of.
    changes: i64,
    groups: Groups,
    /// How many questions there are, and how many there were when all of them were looked at.
    count: usize,
    looked_at: usize,
}

/// A question where its group is known, with what it means.
type Placed = (Member, Vector);

/// What [`Grouper::follow`] came to.
struct Change {
    members: Vec<(GapId, GapId)>,
    vectors: Vec<(GapId, Vector)>,
    merges: Vec<Merge>,
}

impl Grouper {
    /// Groups questions that are in no group yet. True: there were some, and there may be more.
    pub fn follow(&mut self, app: &App) -> Result<bool> {
        let new = app
            .database
            .read(|connection| Ok::<_, Error>(db::gap::ungrouped(connection, BATCH)?))?;
        if new.is_empty() {
            return Ok(false);
        }
        let mut state = match self.state.take() {
            Some(state) if state.is_level(app)? => state,
            _ => State::load(app)?,
        };
        state.take_in(app, &new)?;
        if state.count >= FIRST_LOOK && state.count * 2 >= state.looked_at * 3 {
            state = State::load(app)?;
            state.look_again(app)?;
        }
        // Kept only where nothing failed: what is half done is read again.
        self.state = Some(state);
        Ok(true)
    }
}

fn encoder(app: &App) -> String {
    app.meaning
        .encoder()
        .map_or_else(|| WORDS.to_owned(), |encoder| format!("{encoder}+{WORDS}"))
}

fn vector(app: &App, text: &str) -> Result<Vector> {
    if app.meaning.encoder().is_none() {
        return Ok(direction(text, WORD_DIMENSIONS));
    }
    Ok(with_words(text, &app.meaning.of(text)?))
}

fn join(app: &App) -> f32 {
    if app.meaning.encoder().is_some() {
        JOIN
    } else {
        JOIN_BY_WORDS
    }
}

fn changes(connection: &mut db::DbConnection) -> Result<i64> {
    let kept = settings::find(connection, settings::GROUPS)?;
    Ok(kept.and_then(|kept| kept.parse().ok()).unwrap_or(0))
}

impl State {
    /// Whether nobody else changed groups meanwhile.
    fn is_level(&self, app: &App) -> Result<bool> {
        Ok(app.database.read(changes)? == self.changes && self.encoder == encoder(app))
    }

    /// Reads all groups, making the vectors that are missing.
    fn load(app: &App) -> Result<Self> {
        let (changes, total) = app
            .database
            .snapshot(|connection| Ok::<_, Error>((changes(connection)?, db::gap::count_grouped(connection)?)))?;
        let every = (total as usize).div_ceil(SAMPLE).max(1);
        let (mut sample, mut count) = (Vec::new(), 0_usize);
        each(app, |members| {
            for (_, vector) in members {
                if count.is_multiple_of(every) {
                    sample.push(vector);
                }
                count += 1;
            }
            Ok(())
        })?;
        let dimensions = sample.first().map_or(WORD_DIMENSIONS, Vector::dimensions);
        let mut groups = Groups::new(Space::of(&sample, dimensions), join(app));
        each(app, |members| {
            for (member, vector) in &members {
                groups.admit(group_of(member), member.brand_id.0, vector);
            }
            Ok(())
        })?;
        Ok(Self {
            encoder: encoder(app),
            changes,
            groups,
            count,
            looked_at: count,
        })
    }

    fn take_in(&mut self, app: &App, new: &[Member]) -> Result<()> {
        let mut change = Change {
            members: Vec::new(),
            vectors: Vec::new(),
            merges: Vec::new(),
        };
        for member in new {
            let vector = vector(app, &member.text)?;
            if self.groups.is_empty() {
                self.groups = Groups::new(Space::of([&vector], vector.dimensions()), join(app));
            }
            let group = self.groups.join(member.id.0, member.brand_id.0, &vector);
            change.members.push((member.id, GapId(group)));
            change.vectors.push((member.id, vector));
            change.merges.extend(self.groups.merge(group));
        }
        self.count += new.len();
        if self.looked_at == 0 {
            self.looked_at = 1;
        }
        self.write(app, &change)
    }

    /// Asks of each question whether it would rather be elsewhere, and of each group whether it is one with another.
    fn look_again(&mut self, app: &App) -> Result<()> {
        for _ in 0..LOOKS {
            let mut last = GapId(0);
            while let Some((end, members)) = page(app, last)? {
                last = end;
                let moved = members.iter().filter_map(|(member, vector)| {
                    let group = group_of(member);
                    let goes = self.groups.reconsider(member.id.0, group, member.brand_id.0, vector);
                    (goes != group).then_some((member.id, GapId(goes)))
                });
                let members = moved.collect();
                self.write(
                    app,
                    &Change {
                        members,
                        vectors: Vec::new(),
                        merges: Vec::new(),
                    },
                )?;
            }
            let merges = self.groups.merge_all();
            self.write(
                app,
                &Change {
                    members: Vec::new(),
                    vectors: Vec::new(),
                    merges,
                },
            )?;
        }
        self.looked_at = self.count;
        Ok(())
    }

    /// Writes down what changed, unless another process has changed groups meanwhile.
    fn write(&mut self, app: &App, change: &Change) -> Result<()> {
        if change.members.is_empty() && change.merges.is_empty() {
            return Ok(());
        }
        app.database.write(|connection| {
            if changes(connection)? != self.changes {
                return Err(Error::internal(
                    "another process groups questions, too; reading its groups",
                ));
            }
            for (id, vector) in &change.vectors {
                db::gap::put_vector(connection, *id, &self.encoder, &vector.to_bytes())?;
            }
            for (id, group) in &change.members {
                db::gap::set_group(connection, *id, *group)?;
            }
            for Merge { gone, into } in &change.merges {
                db::gap::move_group(connection, GapId(*gone), GapId(*into))?;
            }
            Ok(settings::put(
                connection,
                settings::GROUPS,
                &(self.changes + 1).to_string(),
            )?)
        })?;
        self.changes += 1;
        Ok(())
    }
}

fn group_of(member: &Member) -> i64 {
    member.group_id.unwrap_or(member.id).0
}

/// Goes through all questions that are grouped.
fn each(app: &App, mut take: impl FnMut(Vec<Placed>) -> Result<()>) -> Result<()> {
    let mut last = GapId(0);
    while let Some((end, members)) = page(app, last)? {
        last = end;
        take(members)?;
    }
    Ok(())
}

/// The next grouped questions and the number of the last; vectors that are missing are made and stored.
fn page(app: &App, after: GapId) -> Result<Option<(GapId, Vec<Placed>)>> {
    let encoder = encoder(app);
    let (members, known) = app.database.snapshot(|connection| {
        let members = db::gap::grouped_after(connection, after, LOAD_BATCH)?;
        let ids: Vec<_> = members.iter().map(|member| member.id).collect();
        Ok::<_, Error>((members, db::gap::vectors(connection, &encoder, &ids)?))
    })?;
    let Some(end) = members.last().map(|member| member.id) else {
        return Ok(None);
    };
    let known: HashMap<_, _> = known.into_iter().collect();
    let mut made = Vec::new();
    let mut placed = Vec::with_capacity(members.len());
    for member in members {
        let vector = match known.get(&member.id) {
            Some(bytes) => Vector::from_bytes(bytes),
            None => {
                let vector = vector(app, &member.text)?;
                made.push((member.id, vector.to_bytes()));
                vector
            }
        };
        placed.push((member, vector));
    }
    if !made.is_empty() {
        app.database.write(|connection| {
            for (id, bytes) in &made {
                db::gap::put_vector(connection, *id, &encoder, bytes)?;
            }
            Ok(())
        })?;
    }
    Ok(Some((end, placed)))
}

/// Which groups are listed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub brand_id: Option<BrandId>,
    /// What counts as the last days.
    pub days: i64,
    pub limit: usize,
    /// Only groups in which something is without an answer.
    pub gaps: bool,
}

/// Groups of alike questions, those that most people asked lately first.
pub fn list(app: &App, wanted: Wanted) -> Result<Vec<Group>> {
    let since = app.clock.now() - TimeDelta::days(wanted.days);
    app.database.snapshot(|connection| {
        let pairs = |pairs: Vec<(Option<GapId>, i64)>| -> HashMap<GapId, i64> {
            pairs
                .into_iter()
                .filter_map(|(id, people)| Some((id?, people)))
                .collect()
        };
        let ever = pairs(db::gap::people_by_group(connection, wanted.brand_id, None)?);
        let recent = pairs(db::gap::people_by_group(connection, wanted.brand_id, Some(since))?);
        let open: Option<HashSet<GapId>> = if wanted.gaps {
            let groups = db::gap::groups_with_gaps(connection, wanted.brand_id)?;
            Some(groups.into_iter().flatten().collect())
        } else {
            None
        };
        let mut order: Vec<(i64, i64, GapId)> = ever
            .iter()
            .filter(|(id, _)| open.as_ref().is_none_or(|open| open.contains(id)))
            .map(|(id, people)| (recent.get(id).copied().unwrap_or(0), *people, *id))
            .collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        order.truncate(wanted.limit);
        let ids: Vec<_> = order.iter().map(|(_, _, id)| *id).collect();
        let mut questions: HashMap<GapId, Vec<db::gap::Gap>> = HashMap::new();
        for question in db::gap::of_groups(connection, &ids)? {
            if let Some(id) = question.group_id {
                questions.entry(id).or_default().push(question);
            }
        }
        let mut groups: Vec<Group> = order
            .iter()
            .filter_map(|(recent, people, id)| summary(*id, (*recent, *people), questions.get(id)?))
            .collect();
        group::rank(&mut groups);
        Ok::<_, Error>(groups)
    })
}

fn summary(id: GapId, (recent_people, people): (i64, i64), questions: &[db::gap::Gap]) -> Option<Group> {
    // Of those asked equally often, the one that was asked first.
    let first = questions.iter().rev().max_by_key(|question| question.times)?;
    let mut locales: Vec<Locale> = questions.iter().map(|question| question.locale.clone()).collect();
    locales.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    locales.dedup();
    let times = |questions: &mut dyn Iterator<Item = &db::gap::Gap>| questions.map(|one| i64::from(one.times)).sum();
    Some(Group {
        id,
        brand_id: first.brand_id,
        text: first.text.clone(),
        locales,
        recent_people,
        people,
        times: times(&mut questions.iter()),
        unanswered: times(&mut questions.iter().filter(|question| question.kind.is_gap())),
        questions: questions
            .iter()
            .map(|question| &question.text)
            .collect::<HashSet<_>>()
            .len(),
        conversations: questions
            .iter()
            .filter(|question| question.conversation_id.is_some())
            .count(),
        first_at: questions.iter().map(|question| question.first_at).min()?,
        last_at: questions.iter().map(|question| question.last_at).max()?,
    })
}

/// Groups texts that are held in memory, in the way that questions are grouped as they come in: the group of each, by the
/// place (from 1) of the text that founded it.
pub fn group_texts(app: &App, texts: &[&str]) -> Result<Vec<i64>> {
    let mut run = Run {
        vectors: Vec::with_capacity(texts.len()),
        groups: Vec::with_capacity(texts.len()),
    };
    let join = join(app);
    let mut known: Option<Groups> = None;
    let mut looked_at = 1;
    for (place, text) in (1_i64..).zip(texts) {
        let vector = vector(app, text)?;
        let groups = known.get_or_insert_with(|| Groups::new(Space::of([&vector], vector.dimensions()), join));
        let group = groups.join(place, 0, &vector);
        run.vectors.push(vector);
        run.groups.push(group);
        run.apply(&groups.merge(group));
        let count = run.groups.len();
        if (count >= FIRST_LOOK && count * 2 >= looked_at * 3) || count == texts.len() {
            looked_at = count;
            known = Some(run.look_again(join));
        }
    }
    Ok(run.groups)
}

/// Texts in memory and their groups.
struct Run {
    vectors: Vec<Vector>,
    groups: Vec<i64>,
}

impl Run {
    fn look_again(&mut self, join: f32) -> Groups {
        let every = self.vectors.len().div_ceil(SAMPLE).max(1);
        let dimensions = self.vectors.first().map_or(0, Vector::dimensions);
        let mut groups = Groups::new(Space::of(self.vectors.iter().step_by(every), dimensions), join);
        for (vector, group) in self.vectors.iter().zip(&self.groups) {
            groups.admit(*group, 0, vector);
        }
        for _ in 0..LOOKS {
            for ((place, vector), group) in (1_i64..).zip(&self.vectors).zip(&mut self.groups) {
                *group = groups.reconsider(place, *group, 0, vector);
            }
            self.apply(&groups.merge_all());
        }
        groups
    }

    fn apply(&mut self, merges: &[Merge]) {
        let gone: HashMap<i64, i64> = merges.iter().map(|merge| (merge.gone, merge.into)).collect();
        if gone.is_empty() {
            return;
        }
        for group in &mut self.groups {
            while let Some(into) = gone.get(group) {
                *group = *into;
            }
        }
    }
}
