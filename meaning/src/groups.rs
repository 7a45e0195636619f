//! Groups of texts that ask the same, kept up as texts come in. A text joins the group to whose members it is nearest on
//! the average, or founds one; groups whose members are near each other become one (average linkage). A group is known by
//! the sum of its members' places, which gives these averages without looking at the members.
//!
//! Order of arrival does some harm, and the [`Space`] changes as the collection grows; so from time to time the owner makes
//! new `Groups` of the members and asks for each whether it would [`Groups::reconsider`].

use crate::{
    Nearest, Space, Vector,
    space::{add, dot},
};
use std::collections::HashMap;

/// Groups that a text is compared with exactly, the nearest by 8 bits.
const CANDIDATES: usize = 6;
/// A member stays while it is so near to the others, though it would not join at that.
const STAY: f32 = 0.9;

/// From which average similarities on a text joins: in the space of the collection, which tells its questions apart, and
/// of the plain vectors, without which what is rare in a collection would all be one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    pub join: f32,
    pub plain: f32,
}

/// Groups by their numbers. A group's number is that of the text that founded it.
pub struct Groups {
    space: Space,
    likeness: Likeness,
    nearest: Nearest,
    known: HashMap<i64, Group>,
}

struct Group {
    /// Only texts of the same shelf are grouped.
    shelf: i64,
    count: u32,
    /// The sum of the members' places, and of their plain directions.
    sum: Vec<f32>,
    plain: Vec<f32>,
}

/// A text in the space, and as it is without regard to the others.
struct Point {
    place: Vec<f32>,
    plain: Vec<f32>,
}

/// One group that went into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    pub gone: i64,
    pub into: i64,
}

impl Groups {
    /// None yet.
    pub fn new(space: Space, likeness: Likeness) -> Self {
        Self {
            nearest: Nearest::new(space.dimensions()),
            known: HashMap::new(),
            space,
            likeness,
        }
    }

    pub fn len(&self) -> usize {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Counts a text that is known to be of a group.
    pub fn admit(&mut self, group: i64, shelf: i64, vector: &Vector) {
        let point = self.point(vector);
        self.put(group, shelf, &point);
        self.show(group);
    }

    fn point(&self, vector: &Vector) -> Point {
        Point {
            place: self.space.place(vector),
            plain: vector.exact(),
        }
    }

    /// Forgets a member.
    pub fn remove(&mut self, group: i64, vector: &Vector) {
        let point = self.point(vector);
        self.take(group, &point);
    }

    /// The group that a new text joins; its own number where it founds one.
    pub fn join(&mut self, id: i64, shelf: i64, vector: &Vector) -> i64 {
        let point = self.point(vector);
        let found = self
            .best(&point, shelf, None)
            .filter(|(_, similarity)| *similarity > self.likeness.join);
        let group = found.map_or(id, |(group, _)| group);
        self.put(group, shelf, &point);
        self.show(group);
        group
    }

    /// The group that a member of `group` is in after a second look. A founder stays with those who came to it, so that
    /// what is known under its number remains.
    pub fn reconsider(&mut self, id: i64, group: i64, shelf: i64, vector: &Vector) -> i64 {
        let count = self.known.get(&group).map_or(0, |known| known.count);
        if count == 0 || (id == group && count > 1) {
            return group;
        }
        let point = self.point(vector);
        let others = |known: &Group| {
            let among = (known.count - 1) as f32;
            let alike = (dot(&known.sum, &point.place) - 1.0) / among;
            let plain = (dot(&known.plain, &point.plain) - 1.0) / among;
            // Who is not alike in plain view is not alike at all.
            if plain < self.likeness.plain * STAY { 0.0 } else { alike }
        };
        let own = (count > 1).then(|| self.known.get(&group).map_or(0.0, others));
        let least = own.unwrap_or(self.likeness.join).max(self.likeness.join * STAY);
        let better = self
            .best(&point, shelf, Some(group))
            .filter(|(_, similarity)| *similarity > least);
        let goes = match (better, own) {
            (Some((better, _)), _) => better,
            (None, Some(own)) if own < self.likeness.join * STAY => id,
            _ => return group,
        };
        self.take(group, &point);
        self.put(goes, shelf, &point);
        self.show(goes);
        goes
    }

    /// Merges `group` with those that are near it, the larger one keeping its number.
    pub fn merge(&mut self, group: i64) -> Vec<Merge> {
        let mut merges = Vec::new();
        let mut group = group;
        while let Some(known) = self.known.get(&group) {
            let mean = |sums: &[f32]| sums.iter().map(|sum| sum / known.count as f32).collect();
            let mean = Point {
                place: mean(&known.sum),
                plain: mean(&known.plain),
            };
            let (shelf, count) = (known.shelf, known.count);
            let Some((other, similarity)) = self.best(&mean, shelf, Some(group)) else {
                break;
            };
            if similarity <= self.likeness.join {
                break;
            }
            let others = self.known.get(&other).map_or(0, |known| known.count);
            // Of equally large ones, the older.
            let (into, gone) = if (others, -other) > (count, -group) {
                (other, group)
            } else {
                (group, other)
            };
            self.absorb(into, gone);
            merges.push(Merge { gone, into });
            group = into;
        }
        merges
    }

    /// The same for all, the largest first.
    pub fn merge_all(&mut self) -> Vec<Merge> {
        let mut order: Vec<(u32, i64)> = self.known.iter().map(|(&group, known)| (known.count, group)).collect();
        order.sort_unstable_by_key(|&(count, group)| (std::cmp::Reverse(count), group));
        order.into_iter().flat_map(|(_, group)| self.merge(group)).collect()
    }

    fn absorb(&mut self, into: i64, gone: i64) {
        if let Some(gone) = self.known.remove(&gone)
            && let Some(known) = self.known.get_mut(&into)
        {
            add(&mut known.sum, &gone.sum, 1.0);
            add(&mut known.plain, &gone.plain, 1.0);
            known.count += gone.count;
        }
        self.nearest.remove(gone);
        self.show(into);
    }

    /// The group, but for one, whose members are nearest to a place on the average.
    fn best(&self, point: &Point, shelf: i64, without: Option<i64>) -> Option<(i64, f32)> {
        let admits =
            |group: i64, _| Some(group) != without && self.known.get(&group).is_some_and(|known| known.shelf == shelf);
        let near = self.nearest.best(&Vector::of(&point.place), CANDIDATES, admits);
        let exact = near.iter().filter_map(|found| {
            let known = self.known.get(&found.owner)?;
            let count = known.count as f32;
            let plain = dot(&known.plain, &point.plain) / count;
            (plain > self.likeness.plain).then(|| (found.owner, dot(&known.sum, &point.place) / count))
        });
        exact.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }

    fn put(&mut self, group: i64, shelf: i64, point: &Point) {
        let dimensions = self.space.dimensions();
        let known = self.known.entry(group).or_insert_with(|| Group {
            shelf,
            count: 0,
            sum: vec![0.0; dimensions],
            plain: vec![0.0; dimensions],
        });
        add(&mut known.sum, &point.place, 1.0);
        add(&mut known.plain, &point.plain, 1.0);
        known.count += 1;
    }

    fn take(&mut self, group: i64, point: &Point) {
        let Some(known) = self.known.get_mut(&group) else {
            return;
        };
        known.count -= 1;
        add(&mut known.sum, &point.place, -1.0);
        add(&mut known.plain, &point.plain, -1.0);
        if known.count == 0 {
            self.known.remove(&group);
            self.nearest.remove(group);
        } else {
            self.show(group);
        }
    }

    /// Lets a group be found as it is now: by its direction, and by how near its members are to each other, which is how
    /// long the mean of their places is.
    fn show(&mut self, group: i64) {
        if let Some(known) = self.known.get(&group) {
            let length = dot(&known.sum, &known.sum).sqrt() / known.count as f32;
            self.nearest.set_weighted(group, &Vector::of(&known.sum), length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts about one of a few subjects, each a little different.
    fn text(subject: usize, number: usize) -> Vector {
        let mut values = [0.1_f32; 24];
        values[subject] += 1.0;
        values[6 + (subject * 7 + number) % 18] += 0.35;
        Vector::of(&values)
    }

    const ALIKE: Likeness = Likeness { join: 0.3, plain: 0.0 };

    fn space() -> Space {
        let all: Vec<Vector> = (0..60).map(|number| text(number % 6, number / 6)).collect();
        Space::of(&all, 24)
    }

    #[test]
    fn alike_texts_join_others_found_and_shelves_are_kept_apart() {
        let mut groups = Groups::new(space(), ALIKE);
        assert_eq!(groups.join(1, 0, &text(0, 0)), 1);
        assert_eq!(groups.join(2, 0, &text(1, 0)), 2);
        assert_eq!(groups.join(3, 0, &text(0, 1)), 1);
        assert_eq!(groups.join(4, 9, &text(0, 2)), 4, "another shelf");
        assert_eq!(groups.join(5, 0, &text(1, 2)), 2);
        assert_eq!(groups.len(), 3);
        groups.remove(4, &text(0, 2));
        assert_eq!(groups.len(), 2);
    }

    #[test]
    fn groups_that_grew_together_become_one_under_the_number_of_the_larger() {
        let mut groups = Groups::new(space(), ALIKE);
        for (id, group, number) in [(1, 1, 0), (2, 2, 1), (3, 2, 2), (4, 4, 0)] {
            groups.admit(group, 0, &text(if id == 4 { 3 } else { 0 }, number));
        }
        assert_eq!(groups.merge_all(), [Merge { gone: 1, into: 2 }]);
        assert_eq!(groups.len(), 2);
        assert!(groups.merge_all().is_empty());
    }

    #[test]
    fn what_is_not_alike_in_plain_view_stands_apart() {
        let far = Vector::of(&[&[1.0, 0.9][..], &[0.0; 22]].concat());
        let plain = far.similarity(&text(0, 0));
        for (least, group) in [(plain - 0.05, 1), (plain + 0.05, 2)] {
            let alike = Likeness {
                join: -1.0,
                plain: least,
            };
            let mut groups = Groups::new(space(), alike);
            groups.join(1, 0, &text(0, 0));
            assert_eq!(groups.join(2, 0, &far), group, "{plain} {least}");
        }
    }

    #[test]
    fn who_stands_wrong_moves_and_the_founder_stays() {
        let mut groups = Groups::new(space(), ALIKE);
        for number in 0..4 {
            groups.admit(1, 0, &text(0, number));
            groups.admit(10, 0, &text(1, number));
        }
        groups.admit(1, 0, &text(1, 5));
        assert_eq!(groups.reconsider(20, 1, 0, &text(1, 5)), 10);
        assert_eq!(groups.reconsider(20, 10, 0, &text(1, 5)), 10);
        assert_eq!(groups.reconsider(1, 1, 0, &text(0, 0)), 1);
        groups.admit(10, 0, &text(4, 1));
        assert_eq!(groups.reconsider(30, 10, 0, &text(4, 1)), 30, "alone it is better off");
        assert_eq!(
            groups.reconsider(99, 77, 0, &text(4, 1)),
            77,
            "of no group that is known"
        );
    }
}
