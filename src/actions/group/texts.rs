//! The same grouping on texts in memory: what `eval` measures is this.

use super::{LOOKS, is_due, likeness, vector};
use crate::{app::App, error::Result};
use precedent_meaning::{Groups, Likeness, Merge, SAMPLE, Space, Vector};
use std::collections::HashMap;

/// Groups texts that are held in memory, in the way that questions are grouped as they come in: the group of each, by the
/// place (from 1) of the text that founded it.
pub fn group_texts(app: &App, texts: &[&str]) -> Result<Vec<i64>> {
    let mut run = Run {
        vectors: Vec::with_capacity(texts.len()),
        groups: Vec::with_capacity(texts.len()),
    };
    let likeness = likeness(app);
    let mut known: Option<Groups> = None;
    let mut looked_at = 0;
    for (place, text) in (1_i64..).zip(texts) {
        let vector = vector(app, text)?;
        let groups = known.get_or_insert_with(|| Groups::new(Space::of([&vector], vector.dimensions()), likeness));
        let group = groups.join(place, 0, &vector);
        run.vectors.push(vector);
        run.groups.push(group);
        run.apply(&groups.merge(group));
        let count = run.groups.len();
        if is_due(count, looked_at) || count == texts.len() {
            looked_at = count;
            known = Some(run.look_again(likeness));
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
    fn look_again(&mut self, likeness: Likeness) -> Groups {
        let every = self.vectors.len().div_ceil(SAMPLE).max(1);
        let dimensions = self.vectors.first().map_or(0, Vector::dimensions);
        let mut groups = Groups::new(Space::of(self.vectors.iter().step_by(every), dimensions), likeness);
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
