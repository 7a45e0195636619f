//! Which tweets belong together, in a few bytes a tweet.

/// No id: stands for a parent that is not given.
pub(super) const NONE: u64 = u64::MAX;

/// What has to be known of each tweet at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: u64,
    /// [`NONE`] where there is none.
    pub(super) parent: u64,
    /// Microseconds since 1970.
    pub(super) at: i64,
    /// Where the rest stands in the spool.
    pub(super) offset: u64,
}

/// Tweets by id, each once.
pub(super) struct Threads {
    pub(super) rows: Vec<Row>,
}

/// A thread's tweets by time, then id.
pub(super) struct Thread<'a> {
    /// Id of its root.
    pub(super) id: u64,
    pub(super) rows: Vec<&'a Row>,
}

impl Threads {
    /// Takes rows in any order; gives back those whose id came before.
    pub(super) fn new(mut rows: Vec<Row>) -> (Self, Vec<Row>) {
        rows.sort_unstable_by_key(|row| (row.id, row.offset));
        let mut repeated = Vec::new();
        rows.dedup_by(|later, kept| {
            let same = later.id == kept.id;
            if same {
                repeated.push(*later);
            }
            same
        });
        (Self { rows }, repeated)
    }

    /// The place of a tweet in `rows`.
    pub(super) fn find(&self, id: u64) -> Option<usize> {
        self.rows.binary_search_by_key(&id, |row| row.id).ok()
    }

    /// Puts the tweets into threads.
    pub(super) fn grouped(self) -> Grouped {
        let mut above: Vec<u32> = (0..self.rows.len() as u32).collect();
        for child in 0..self.rows.len() {
            let parent = match self.rows[child].parent {
                NONE => None,
                id => self.find(id),
            };
            if let Some(parent) = parent {
                // A tweet hangs below its parent's top one, so the top of a thread is always its root. A circle of
                // replies, which only broken input has, stays open at its last link.
                let (top, parents_top) = (top(&mut above, child as u32), top(&mut above, parent as u32));
                above[top as usize] = parents_top;
            }
        }
        for place in 0..above.len() as u32 {
            above[place as usize] = top(&mut above, place);
        }
        let mut order: Vec<u32> = (0..self.rows.len() as u32).collect();
        order.sort_unstable_by_key(|place| (above[*place as usize], self.rows[*place as usize].at, *place));
        Grouped {
            rows: self.rows,
            roots: above,
            order,
        }
    }
}

fn top(above: &mut [u32], mut place: u32) -> u32 {
    while above[place as usize] != place {
        let next = above[place as usize];
        above[place as usize] = above[next as usize];
        place = next;
    }
    place
}

/// Tweets in the order of their threads.
pub(super) struct Grouped {
    rows: Vec<Row>,
    roots: Vec<u32>,
    order: Vec<u32>,
}

impl Grouped {
    /// The threads, by the id of their root.
    pub(super) fn iter(&self) -> impl Iterator<Item = Thread<'_>> {
        let root = |place: &u32| self.roots[*place as usize];
        self.order
            .chunk_by(move |left, right| root(left) == root(right))
            .map(move |places| Thread {
                id: self.rows[root(&places[0]) as usize].id,
                rows: places.iter().map(|place| &self.rows[*place as usize]).collect(),
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(rows: &[(u64, u64, i64)]) -> Vec<(u64, Vec<u64>)> {
        let rows = rows
            .iter()
            .zip(0..)
            .map(|((id, parent, at), offset)| Row {
                id: *id,
                parent: *parent,
                at: *at,
                offset,
            })
            .collect();
        let grouped = Threads::new(rows).0.grouped();
        grouped
            .iter()
            .map(|thread| (thread.id, thread.rows.iter().map(|row| row.id).collect()))
            .collect()
    }

    #[test]
    fn replies_join_whatever_the_order() {
        let rows = [(3, 2, 30), (9, 8, 5), (2, 1, 20), (1, NONE, 10), (4, 1, 15), (2, 7, 1)];
        let expected = [(1, vec![1, 4, 2, 3]), (9, vec![9])];
        assert_eq!(threads(&rows), expected, "the second tweet 2 does not count");
        let mut turned = rows[..5].to_vec();
        turned.reverse();
        assert_eq!(threads(&turned), expected);
    }

    #[test]
    fn the_root_names_the_thread_even_with_a_broken_clock() {
        assert_eq!(threads(&[(1, NONE, 50), (2, 1, 10)]), [(1, vec![2, 1])]);
    }

    #[test]
    fn circles_end() {
        assert_eq!(threads(&[(1, 2, 1), (2, 1, 2), (3, 3, 3)]).len(), 2);
    }
}
