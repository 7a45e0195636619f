//! Groups what people asked by what it means, in any language together: each new question joins a group or founds one,
//! groups merge, and as the collection grows all of it is looked at again. A group keeps the number of the question that
//! founded it; of two that merge, the larger one does, and the number of the other leads to it. How alike two questions
//! are is left to `precedent_meaning`.

mod list;
mod texts;

pub use list::{Wanted, list};
pub use texts::group_texts;

use crate::{
    app::App,
    db::{self, gap::Member, settings},
    domain::id::{ConversationId, GapId},
    error::{Error, Result},
    meaning::PAST_MOST,
};
use precedent_meaning::{Groups, Likeness, Merge, SAMPLE, Space, Vector, WORDS, direction, with_words};
use std::collections::HashMap;

/// How alike a question has to be to those of a group, with an encoder and on words alone: measured on four sets of labelled
/// questions, one by one and thrown together (`docs/operating.md`).
const ALIKE: Likeness = Likeness {
    join: 0.22,
    plain: 0.43,
};
const ALIKE_BY_WORDS: Likeness = Likeness { join: 0.15, plain: 0.0 };
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
    /// Whether the questions of past conversations are in memory.
    remembers: bool,
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

/// What is to be written down.
#[derive(Default)]
struct Change {
    members: Vec<(GapId, GapId)>,
    vectors: Vec<(GapId, Vector)>,
    merges: Vec<Merge>,
}

impl Grouper {
    /// Groups questions that are in no group yet. True: there were some, and there may be more.
    pub fn follow(&mut self, app: &App) -> Result<bool> {
        if !self.remembers {
            remember(app)?;
            self.remembers = true;
        }
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
        if is_due(state.count, state.looked_at) {
            state = State::load(app)?;
            state.look_again(app)?;
        }
        // Kept only where nothing failed: what is half done is read again.
        self.state = Some(state);
        Ok(true)
    }
}

/// Whether there are so many questions more than at the last look that it is time for another.
fn is_due(count: usize, looked_at: usize) -> bool {
    count >= FIRST_LOOK && count * 2 >= looked_at * 3
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

fn likeness(app: &App) -> Likeness {
    if app.meaning.encoder().is_some() {
        ALIKE
    } else {
        ALIKE_BY_WORDS
    }
}

/// Brings what the questions of the newest past conversations mean into memory, where there is an encoder; what is grouped
/// later is added as it comes.
pub fn remember(app: &App) -> Result<()> {
    if app.meaning.encoder().is_none() {
        return Ok(());
    }
    let encoder = encoder(app);
    let (mut before, mut count) = (GapId(i64::MAX), 0);
    app.meaning.clear_past();
    while count < PAST_MOST {
        let rows = app
            .database
            .read(|connection| Ok::<_, Error>(db::gap::past_before(connection, &encoder, before, LOAD_BATCH)?))?;
        let Some((last, ..)) = rows.last() else { break };
        before = *last;
        count += rows.len();
        for (_, brand_id, conversation_id, bytes) in &rows {
            if let Some(id) = conversation_id {
                app.meaning.put_past(*id, Some((*brand_id, &Vector::from_bytes(bytes))));
            }
        }
    }
    Ok(())
}

/// What the questions of these conversations mean, where that is stored.
pub fn vectors_of(app: &App, ids: &[ConversationId]) -> Result<Vec<(ConversationId, Vector)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let encoder = encoder(app);
    let rows = app
        .database
        .read(|connection| Ok::<_, Error>(db::gap::vectors_in(connection, &encoder, ids)?))?;
    let vector = |(id, bytes): (Option<ConversationId>, Vec<u8>)| Some((id?, Vector::from_bytes(&bytes)));
    Ok(rows.into_iter().filter_map(vector).collect())
}

/// A question that was grouped can be found as a past conversation, where it is of one.
fn remember_one(app: &App, member: &Member, vector: &Vector) {
    if let Some(id) = member.conversation_id {
        app.meaning.put_past(id, Some((member.brand_id, vector)));
    }
}

fn changes(connection: &mut db::DbConnection) -> Result<i64> {
    let kept = settings::find(connection, settings::GROUPS)?;
    Ok(kept.and_then(|kept| kept.parse().ok()).unwrap_or(0))
}

/// Lets everybody who groups read anew: rows were taken away beneath them.
pub(super) fn read_anew(connection: &mut db::DbConnection) -> Result<()> {
    let next = changes(connection)? + 1;
    Ok(settings::put(connection, settings::GROUPS, &next.to_string())?)
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
        let mut groups = Groups::new(Space::of(&sample, dimensions), likeness(app));
        each(app, |members| {
            for (member, vector) in &members {
                remember_one(app, member, vector);
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
        let mut change = Change::default();
        for member in new {
            let vector = vector(app, &member.text)?;
            if self.groups.is_empty() {
                self.groups = Groups::new(Space::of([&vector], vector.dimensions()), likeness(app));
            }
            let group = self.groups.join(member.id.0, member.brand_id.0, &vector);
            change.members.push((member.id, GapId(group)));
            change.vectors.push((member.id, vector));
            change.merges.extend(self.groups.merge(group));
        }
        self.count += new.len();
        self.write(app, &change)?;
        for (member, (_, vector)) in new.iter().zip(&change.vectors) {
            remember_one(app, member, vector);
        }
        Ok(())
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
                let change = Change {
                    members: moved.collect(),
                    ..Change::default()
                };
                self.write(app, &change)?;
            }
            let change = Change {
                merges: self.groups.merge_all(),
                ..Change::default()
            };
            self.write(app, &change)?;
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
