//! The nearest of many vectors: each is compared, as they lie one after the other in memory. Where they are many, the signs of
//! all are compared first, and exactly only those that differ least: `sketch` does that.
//!
//! An owner (an article, say) has a vector for each of its phrasings and is as near as the nearest of them.

use crate::{
    Vector, kernel,
    sketch::{self, Sketches},
};
use std::{cmp::Ordering, collections::HashMap};

/// Vectors of a block. Blocks never move, so growing copies nothing.
const BLOCK: usize = 1024;

/// Vectors of one encoder, by their owners.
#[derive(Default)]
pub struct Nearest {
    dimensions: usize,
    blocks: Vec<Box<[i8]>>,
    places: Vec<Place>,
    owned: HashMap<i64, Vec<u32>>,
    /// The signs of all, where they are kept.
    sketches: Option<Sketches>,
}

/// Whose vector stands at a place.
struct Place {
    owner: i64,
    phrasing: u32,
    mark: u32,
    scale: f32,
}

/// An owner that is near, and by which of its phrasings (counted from 0, in the order they were given).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    pub owner: i64,
    pub phrasing: u32,
    /// From -1 to 1.
    pub similarity: f32,
}

impl Nearest {
    /// None yet, of an encoder with so many dimensions.
    pub fn new(dimensions: usize) -> Self {
        Self {
            dimensions,
            ..Self::default()
        }
    }

    /// None yet, but there may be many: their signs are kept, which takes an eighth more room, and what is found is nearly
    /// always, not always, the nearest. Not for weighted ones.
    pub fn for_many(dimensions: usize) -> Self {
        Self {
            sketches: Some(Sketches::new(dimensions)),
            ..Self::new(dimensions)
        }
    }

    /// How many vectors there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many owners there are.
    pub fn owners(&self) -> usize {
        self.owned.len()
    }

    /// Makes `vectors` the phrasings of `owner`, instead of those it had. Vectors of another encoder's dimensions are left
    /// out.
    pub fn set(&mut self, owner: i64, vectors: &[Vector]) {
        self.set_marked(owner, 0, vectors);
    }

    /// The same with a mark that tells whether the owner is wanted, at hand where its vectors are compared.
    pub fn set_marked(&mut self, owner: i64, mark: u32, vectors: &[Vector]) {
        self.remove(owner);
        for (phrasing, vector) in vectors.iter().enumerate() {
            if vector.dimensions() == self.dimensions {
                self.push(
                    Place {
                        owner,
                        phrasing: phrasing as u32,
                        mark,
                        scale: vector.scale(),
                    },
                    vector.numbers(),
                );
            }
        }
    }

    /// Makes this the only vector of `owner`, its similarities to count `weight` times.
    pub fn set_weighted(&mut self, owner: i64, vector: &Vector, weight: f32) {
        self.set(owner, std::slice::from_ref(vector));
        for &place in self.owned.get(&owner).into_iter().flatten() {
            self.places[place as usize].scale *= weight;
        }
    }

    fn push(&mut self, place: Place, numbers: &[i8]) {
        let at = self.places.len();
        if at == self.blocks.len() * BLOCK {
            self.blocks.push(vec![0; BLOCK * self.dimensions].into());
        }
        self.owned.entry(place.owner).or_default().push(at as u32);
        self.places.push(place);
        self.numbers_mut(at).copy_from_slice(numbers);
        if let Some(sketches) = &mut self.sketches {
            sketches.push(numbers);
        }
    }

    /// Forgets an owner and all its phrasings.
    pub fn remove(&mut self, owner: i64) {
        let mut places = self.owned.remove(&owner).unwrap_or_default();
        // From the back, so that what fills a gap is never one that goes too.
        places.sort_unstable();
        for place in places.into_iter().rev() {
            self.remove_at(place as usize);
        }
    }

    /// The last vector takes the place of the one at `at`.
    fn remove_at(&mut self, at: usize) {
        let last = self.places.len() - 1;
        if at != last {
            let moved = self.numbers_mut(last).to_vec();
            self.numbers_mut(at).copy_from_slice(&moved);
            let places = self.owned.get_mut(&self.places[last].owner);
            if let Some(place) = places.and_then(|places| places.iter_mut().find(|place| **place == last as u32)) {
                *place = at as u32;
            }
        }
        self.places.swap_remove(at);
        if let Some(sketches) = &mut self.sketches {
            sketches.swap_remove(at);
        }
        self.blocks.truncate(self.places.len().div_ceil(BLOCK));
    }

    fn numbers_mut(&mut self, at: usize) -> &mut [i8] {
        &mut self.blocks[at / BLOCK][at % BLOCK * self.dimensions..][..self.dimensions]
    }

    /// How near an owner's phrasings are to `query`; none of an owner that has none.
    pub fn near(&self, query: &Vector, owner: i64) -> Option<Near> {
        self.near_without(query, owner, |_| false)
    }

    /// The same without the phrasings that `without` names; none where that leaves none.
    pub fn near_without(&self, query: &Vector, owner: i64, without: impl Fn(u32) -> bool) -> Option<Near> {
        if query.dimensions() != self.dimensions {
            return None;
        }
        let wide = wide(query);
        let similarity = |&at: &u32| {
            (
                self.places[at as usize].phrasing,
                self.compared(query, &wide, at as usize),
            )
        };
        let places = self.owned.get(&owner)?.iter();
        let places = places.filter(|at| !without(self.places[**at as usize].phrasing));
        let similarities: Vec<_> = places.map(similarity).collect();
        Near::of(&similarities)
    }

    /// The similarity of the vector at a place. `wide`: the query's numbers.
    fn compared(&self, query: &Vector, wide: &[i16], at: usize) -> f32 {
        let mut sum = [0];
        let numbers = &self.blocks[at / BLOCK][at % BLOCK * self.dimensions..][..self.dimensions];
        kernel::similarities(numbers, wide, &mut sum);
        sum[0] as f32 * self.places[at].scale * query.scale()
    }

    /// The `most` owners nearest to `query`, the nearest first, of those that `admits` lets through by number and mark: it is
    /// asked for those alone that are near enough. Of equally near ones, that of the lower number.
    pub fn best(&self, query: &Vector, most: usize, admits: impl Fn(i64, u32) -> bool) -> Vec<Found> {
        let mut best = Best {
            found: Vec::with_capacity(most + 1),
            most,
        };
        if most == 0 || self.dimensions == 0 || query.dimensions() != self.dimensions {
            return best.found;
        }
        let wide = wide(query);
        if let Some(sketches) = self.sketches.as_ref().filter(|_| self.len() > sketch::EXACT_UP_TO) {
            let wanted = most * sketch::LOOKED_AT;
            sketches.nearest(query.numbers(), wanted, |at| {
                let place = &self.places[at];
                if !admits(place.owner, place.mark) {
                    return false;
                }
                let found = Found {
                    owner: place.owner,
                    phrasing: place.phrasing,
                    similarity: self.compared(query, &wide, at),
                };
                if best.wants(&found) {
                    best.take(found);
                }
                true
            });
            return best.found;
        }
        let mut sums = [0; BLOCK];
        for (block, places) in self.blocks.iter().zip(self.places.chunks(BLOCK)) {
            let sums = &mut sums[..places.len()];
            kernel::similarities(block, &wide, sums);
            for (&sum, place) in sums.iter().zip(places) {
                let similarity = sum as f32 * place.scale * query.scale();
                let found = Found {
                    owner: place.owner,
                    phrasing: place.phrasing,
                    similarity,
                };
                if best.wants(&found) && admits(place.owner, place.mark) {
                    best.take(found);
                }
            }
        }
        best.found
    }
}

fn wide(query: &Vector) -> Vec<i16> {
    query.numbers().iter().map(|&number| i16::from(number)).collect()
}

/// The best so far, in their order, each owner once.
struct Best {
    found: Vec<Found>,
    most: usize,
}

impl Best {
    fn wants(&self, found: &Found) -> bool {
        self.found.len() < self.most
            || self
                .found
                .last()
                .is_some_and(|last| order(found, last) == Ordering::Less)
    }

    fn take(&mut self, found: Found) {
        if let Some(known) = self.found.iter().position(|known| known.owner == found.owner) {
            if order(&found, &self.found[known]) != Ordering::Less {
                return;
            }
            self.found.remove(known);
        }
        let at = self
            .found
            .partition_point(|known| order(known, &found) == Ordering::Less);
        self.found.insert(at, found);
        self.found.truncate(self.most);
    }
}

/// How near an owner's phrasings are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Cosine of the nearest.
    pub best: f32,
    /// The same, and more where others are nearly as near: a soft maximum. Below 1 for few, a little above for many that are
    /// the same.
    pub all: f32,
    /// Which is the nearest, counted from 0.
    pub phrasing: u32,
}

/// How much more the nearer ones count for all: e times as much by a twentieth of similarity.
const SHARPNESS: f32 = 20.0;

impl Near {
    fn of(similarities: &[(u32, f32)]) -> Option<Self> {
        let mut nearest = *similarities.first()?;
        for &one in similarities {
            if one.1 > nearest.1 {
                nearest = one;
            }
        }
        let behind = |one: &(u32, f32)| (SHARPNESS * (one.1 - nearest.1)).exp();
        let sum: f32 = similarities.iter().map(behind).sum();
        Some(Self {
            best: nearest.1,
            all: nearest.1 + sum.ln() / SHARPNESS,
            phrasing: nearest.0,
        })
    }
}

/// Less is better.
fn order(a: &Found, b: &Found) -> Ordering {
    b.similarity
        .total_cmp(&a.similarity)
        .then(a.owner.cmp(&b.owner))
        .then(a.phrasing.cmp(&b.phrasing))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without any pattern, always the same.
    fn vector(seed: u64) -> Vector {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let values: Vec<f32> = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % 2001) as f32 - 1000.0
        })
        .take(64)
        .collect();
        Vector::of(&values)
    }

    /// What `best` has to find, the slow way.
    fn expected(owners: &HashMap<i64, Vec<Vector>>, query: &Vector, most: usize) -> Vec<(i64, u32)> {
        let nearest = owners.iter().filter_map(|(&owner, vectors)| {
            let found = vectors.iter().zip(0..).map(|(vector, phrasing)| Found {
                owner,
                phrasing,
                similarity: vector.similarity(query),
            });
            found.min_by(order)
        });
        let mut nearest: Vec<Found> = nearest.collect();
        nearest.sort_by(order);
        nearest
            .iter()
            .take(most)
            .map(|found| (found.owner, found.phrasing))
            .collect()
    }

    #[test]
    fn it_finds_what_comparing_each_finds_also_after_changes() {
        let mut nearest = Nearest::new(64);
        let mut owners = HashMap::new();
        for step in 0..4000_u64 {
            let owner = (step * 7919 % 900) as i64;
            let vectors: Vec<Vector> = (0..step % 4).map(|phrasing| vector(step * 10 + phrasing)).collect();
            nearest.set(owner, &vectors);
            owners.insert(owner, vectors);
            if step % 5 == 0 {
                let gone = (step % 900) as i64;
                nearest.remove(gone);
                owners.remove(&gone);
            }
        }
        assert!(nearest.len() > BLOCK, "{}", nearest.len());
        assert_eq!(nearest.len(), owners.values().map(Vec::len).sum::<usize>());
        assert_eq!(
            nearest.owners(),
            owners.values().filter(|vectors| !vectors.is_empty()).count()
        );
        for query in (0..50).map(|seed| vector(1_000_000 + seed)) {
            let found: Vec<_> = nearest
                .best(&query, 10, |_, _| true)
                .iter()
                .map(|found| (found.owner, found.phrasing))
                .collect();
            assert_eq!(found, expected(&owners, &query, 10));
        }
    }

    #[test]
    fn an_owner_comes_once_by_its_nearest_phrasing() {
        let mut nearest = Nearest::new(2);
        nearest.set(
            7,
            &[
                Vector::of(&[1.0, 0.0]),
                Vector::of(&[1.0, 1.0]),
                Vector::of(&[1.0, 0.2]),
            ],
        );
        nearest.set(8, &[Vector::of(&[1.0, 0.5])]);
        let found = nearest.best(&Vector::of(&[1.0, 0.9]), 5, |_, _| true);
        assert_eq!(
            found
                .iter()
                .map(|found| (found.owner, found.phrasing))
                .collect::<Vec<_>>(),
            [(7, 1), (8, 0)]
        );
        assert_eq!(
            nearest.best(&Vector::of(&[1.0, 0.9]), 5, |owner, _| owner != 7).len(),
            1
        );
        assert_eq!(nearest.best(&Vector::of(&[1.0, 0.9]), 1, |_, _| true)[0].owner, 7);
    }

    #[test]
    fn a_mark_tells_who_is_wanted_until_it_is_set_anew() {
        let mut nearest = Nearest::new(2);
        nearest.set_marked(1, 4, &[Vector::of(&[1.0, 0.0])]);
        nearest.set_marked(2, 5, &[Vector::of(&[1.0, 0.5])]);
        let owners = |nearest: &Nearest, mark| -> Vec<i64> {
            let found = nearest.best(&Vector::of(&[1.0, 0.0]), 2, |_, own| own == mark);
            found.iter().map(|found| found.owner).collect()
        };
        assert_eq!((owners(&nearest, 4), owners(&nearest, 5)), (vec![1], vec![2]));
        nearest.set_marked(1, 5, &[Vector::of(&[1.0, 0.0])]);
        assert_eq!((owners(&nearest, 4), owners(&nearest, 5)), (vec![], vec![1, 2]));
    }

    #[test]
    fn a_weight_changes_who_is_nearer() {
        let mut nearest = Nearest::new(2);
        nearest.set_weighted(1, &Vector::of(&[1.0, 0.0]), 0.5);
        nearest.set_weighted(2, &Vector::of(&[1.0, 1.0]), 0.9);
        let found = nearest.best(&Vector::of(&[1.0, 0.0]), 2, |_, _| true);
        assert_eq!((found[0].owner, found[1].owner), (2, 1));
        assert!((found[1].similarity - 0.5).abs() < 0.01, "{found:?}");
    }

    #[test]
    fn what_has_other_dimensions_is_neither_kept_nor_found() {
        let mut nearest = Nearest::new(2);
        nearest.set(1, &[Vector::of(&[1.0, 0.0, 0.0])]);
        assert!(nearest.is_empty());
        nearest.set(1, &[Vector::of(&[1.0, 0.0])]);
        assert!(nearest.best(&Vector::of(&[1.0]), 3, |_, _| true).is_empty());
        assert!(nearest.best(&Vector::of(&[1.0, 0.0]), 0, |_, _| true).is_empty());
    }
}
