//! What use teaches about an article, within bounds: how often it worked where it was sent, and by how much that moves its
//! confidence.
//!
//! What happened counts less as it grows old, no account counts for more than the others do on average, and only what is
//! certain (a confidence bound of the share that worked) moves anything. Which rows tell what happened is left to
//! `actions::learning`.

use crate::domain::{
    channel::ChannelKind,
    id::{AccountId, ArticleId, AuthorId, GapId, TokenId},
};
use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Use makes us at most this share surer or less sure of an article.
pub const MOVES_MOST: f64 = 0.2;
/// After so many days what happened counts half.
pub const HALF_LIFE_DAYS: f64 = 90.0;
/// After so many days it does not count any more; it would for less than a hundredth.
pub const FORGOTTEN_AFTER_DAYS: i64 = 630;
/// How certain it has to be that an article works more often than not: 90 %, one-sided.
const CERTAINTY: f64 = 1.2816;
/// From so many times on (old ones count for less), what happened in a situation speaks for itself there.
const SPEAKS_FROM: f64 = 5.0;

/// Who said that an article worked or did not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    Account(AccountId),
    Token(TokenId),
    /// Whoever answered in a conversation that came from elsewhere with its link.
    Author(AuthorId),
    /// All readers who voted together: nobody knows how many they are.
    Readers,
    Unknown,
}

/// Where a question was asked, and what kind of question: the group of alike ones it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Situation {
    pub channel: Option<ChannelKind>,
    pub group: Option<GapId>,
}

/// An article was sent, linked, voted on or rejected.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    pub article_id: ArticleId,
    pub situation: Situation,
    pub party: Party,
    /// Which share of it worked, 0 to 1.
    pub worked: f64,
    /// What it counts for beside an agent who sent it: 1 or less.
    pub weight: f64,
    pub at: NaiveDateTime,
}

/// What was taken back: lessons of one article or of all, from a time or ever, up to a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reverted {
    pub article_id: Option<ArticleId>,
    pub since: Option<NaiveDateTime>,
    pub before: NaiveDateTime,
}

/// What was learned of an article in one situation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// -0.2 to 0.2: by which share we are surer.
    pub movement: f64,
    /// How often it was sent, linked, voted on or rejected, and how many of these it worked; old ones count whole.
    pub times: u32,
    pub worked: f64,
    /// How many accounts said so.
    pub parties: usize,
    /// What it counts for: without what is old, or says a single account.
    weight: f64,
}

/// What was learned, for ranking to look up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Learned {
    articles: HashMap<ArticleId, HashMap<Situation, Cell>>,
}

impl Reverted {
    /// Whether it takes back all that `other` does.
    pub fn includes(&self, other: &Self) -> bool {
        let (article, since) = (self.article_id, self.since);
        let begins_as_early = since.is_none_or(|since| other.since.is_some_and(|others| since <= others));
        (article.is_none() || article == other.article_id) && begins_as_early && other.before <= self.before
    }

    fn covers(&self, lesson: &Lesson) -> bool {
        self.article_id.is_none_or(|id| id == lesson.article_id)
            && self.since.is_none_or(|since| since <= lesson.at)
            && lesson.at < self.before
    }
}

impl Situation {
    /// This one and those that it is a case of, the narrowest first: the kind of question tells more than the channel.
    fn widening(&self) -> Vec<Self> {
        let mut all = vec![self.clone()];
        let (group, channel) = (self.group, self.channel.clone());
        let wider = [(None, group), (channel, None), (None, None)];
        for (channel, group) in wider {
            let situation = Self { channel, group };
            if !all.contains(&situation) {
                all.push(situation);
            }
        }
        all
    }
}

/// What the parties of one cell said: what worked and what did not, by weight.
#[derive(Default)]
struct Said {
    parties: HashMap<Party, (f64, f64)>,
    times: u32,
    worked: f64,
}

impl Learned {
    /// What `lessons` teach at `now`; what is later, too old or reverted does not count.
    pub fn of(lessons: &[Lesson], reverted: &[Reverted], now: NaiveDateTime) -> Self {
        let oldest = now - TimeDelta::days(FORGOTTEN_AFTER_DAYS);
        let mut said: HashMap<ArticleId, HashMap<Situation, Said>> = HashMap::new();
        let counts = |lesson: &&Lesson| {
            (oldest..=now).contains(&lesson.at) && !reverted.iter().any(|reverted| reverted.covers(lesson))
        };
        for lesson in lessons.iter().filter(counts) {
            let days = (now - lesson.at).as_seconds_f64() / 86_400.0;
            let weight = lesson.weight * 0.5_f64.powf(days / HALF_LIFE_DAYS);
            let of_article = said.entry(lesson.article_id).or_default();
            for situation in lesson.situation.widening() {
                of_article.entry(situation).or_default().add(lesson, weight);
            }
        }
        let cells = |said: HashMap<Situation, Said>| {
            let cells = said
                .into_iter()
                .filter_map(|(situation, said)| Some((situation, said.cell()?)));
            cells.collect::<HashMap<_, _>>()
        };
        let articles = said.into_iter().map(|(id, said)| (id, cells(said)));
        Self {
            articles: articles.filter(|(_, cells)| !cells.is_empty()).collect(),
        }
    }

    /// By which share we are surer of an article in a situation, -0.2 to 0.2: by the narrowest case of which enough is
    /// known.
    pub fn movement(&self, id: ArticleId, situation: &Situation) -> f32 {
        let Some(cells) = self.articles.get(&id) else {
            return 0.0;
        };
        let widening = situation.widening();
        let known = || widening.iter().filter_map(|one| cells.get(one));
        let speaking = known().find(|cell| cell.weight >= SPEAKS_FROM);
        let cell = speaking.or_else(|| cells.get(&Situation::default()));
        cell.map_or(0.0, |cell| cell.movement as f32)
    }

    /// All that moved, the most moved first.
    pub fn moved(&self) -> Vec<(ArticleId, &Situation, Cell)> {
        let cells = self.articles.iter().flat_map(|(id, cells)| {
            let speaks = |(situation, cell): &(&Situation, &Cell)| {
                cell.movement != 0.0 && (**situation == Situation::default() || cell.weight >= SPEAKS_FROM)
            };
            cells
                .iter()
                .filter(speaks)
                .map(|(situation, cell)| (*id, situation, *cell))
        });
        let mut cells: Vec<_> = cells.collect();
        let key = |situation: &Situation| (situation.channel.clone(), situation.group);
        cells.sort_by(|left, right| {
            let by_size = right.2.movement.abs().total_cmp(&left.2.movement.abs());
            by_size
                .then(left.0.cmp(&right.0))
                .then_with(|| key(left.1).cmp(&key(right.1)))
        });
        cells
    }
}

impl Said {
    fn add(&mut self, lesson: &Lesson, weight: f64) {
        let party = self.parties.entry(lesson.party).or_default();
        party.0 += weight * lesson.worked;
        party.1 += weight * (1.0 - lesson.worked);
        self.times += 1;
        self.worked += lesson.worked;
    }

    /// None where one party alone said all of it: of that we learn nothing.
    fn cell(self) -> Option<Cell> {
        let weight_of = |said: &(f64, f64)| said.0 + said.1;
        let all: f64 = self.parties.values().map(weight_of).sum();
        let others_each = |own: f64| (all - own) / (self.parties.len() as f64 - 1.0).max(1.0);
        let mut counts = (0.0, 0.0);
        for said in self.parties.values() {
            let own = weight_of(said);
            // Nobody counts for more than the others do on average: one who says something often moves no more than one
            // more account does, and cannot undo alone what many have built up.
            let share = if own > others_each(own) {
                others_each(own) / own
            } else {
                1.0
            };
            counts.0 += said.0 * share;
            counts.1 += said.1 * share;
        }
        let weight = counts.0 + counts.1;
        (self.parties.len() > 1 && weight > 0.0).then(|| Cell {
            movement: movement(counts.0, counts.1),
            times: self.times,
            worked: self.worked,
            parties: self.parties.len(),
            weight,
        })
    }
}

/// How far so much that worked and so much that did not moves an article: as far as it is certain that it works more often
/// than not, or less often.
fn movement(worked: f64, failed: f64) -> f64 {
    let times = worked + failed;
    let beyond_half = |part: f64| (2.0 * lower_bound(part, times) - 1.0).max(0.0);
    MOVES_MOST * (beyond_half(worked) - beyond_half(failed))
}

/// The lower end of Wilson's interval for a share of which `part` of `times` were seen.
fn lower_bound(part: f64, times: f64) -> f64 {
    if times <= 0.0 {
        return 0.0;
    }
    let (share, squared) = (part / times, CERTAINTY * CERTAINTY);
    let spread = (share * (1.0 - share) / times + squared / (4.0 * times * times))
        .max(0.0)
        .sqrt();
    (share + squared / (2.0 * times) - CERTAINTY * spread) / (1.0 + squared / times)
}

#[cfg(test)]
#[allow(clippy::float_cmp)]
mod tests {
    use super::*;

    fn now() -> NaiveDateTime {
        NaiveDateTime::default() + TimeDelta::days(20_000)
    }

    fn lesson(party: i64, worked: f64) -> Lesson {
        Lesson {
            article_id: ArticleId(1),
            situation: Situation::default(),
            party: Party::Account(AccountId(party)),
            worked,
            weight: 1.0,
            at: now(),
        }
    }

    fn on(channel: &str, group: i64, lesson: Lesson) -> Lesson {
        let situation = Situation {
            channel: channel.parse().ok(),
            group: Some(GapId(group)),
        };
        Lesson { situation, ..lesson }
    }

    fn learned(lessons: &[Lesson]) -> Learned {
        Learned::of(lessons, &[], now())
    }

    fn moved(lessons: &[Lesson]) -> f32 {
        learned(lessons).movement(ArticleId(1), &Situation::default())
    }

    fn many(parties: i64, each: usize, worked: f64) -> Vec<Lesson> {
        (0..parties)
            .flat_map(|party| vec![lesson(party, worked); each])
            .collect()
    }

    #[test]
    fn what_works_moves_up_and_what_does_not_moves_down_alike_and_never_beyond_a_fifth() {
        let mut last = 0.0;
        for parties in [2, 4, 10, 100, 10_000] {
            let (up, down) = (moved(&many(parties, 1, 1.0)), moved(&many(parties, 1, 0.0)));
            assert!(up > last && up < 0.2, "{parties}: {up}");
            assert!((up + down).abs() < 1e-6, "{up} {down}");
            last = up;
        }
        assert!(last > 0.199);
        let mixed = [many(10, 1, 1.0), many(10, 1, 0.0)].concat();
        assert_eq!(moved(&mixed), 0.0);
        assert_eq!(moved(&[]), 0.0);
    }

    #[test]
    fn one_account_alone_moves_nothing() {
        assert_eq!(moved(&many(1, 1000, 1.0)), 0.0);
        assert!(learned(&many(1, 1000, 0.0)).moved().is_empty());
    }

    #[test]
    fn no_account_counts_for_more_than_the_others_on_average() {
        let few = moved(&many(2, 1, 1.0));
        let eager = [many(1, 1000, 1.0), vec![lesson(1, 1.0)]].concat();
        assert!((moved(&eager) - few).abs() < 1e-6, "{} {few}", moved(&eager));
        // Against others a thousand rejections of one are one account's, and do not turn the balance.
        for (others, each) in [(4, 1), (7, 1), (7, 4)] {
            let good = many(others, each, 1.0);
            let often = [vec![lesson(99, 0.0); 1000], good.clone()].concat();
            let once = [vec![lesson(99, 0.0); each], good.clone()].concat();
            assert!((moved(&often) - moved(&once)).abs() < 1e-6);
            assert!(moved(&often) > 0.0 && moved(&often) < moved(&good));
        }
    }

    #[test]
    fn half_of_it_is_forgotten_in_a_half_life() {
        let old = |days: i64| -> Vec<Lesson> {
            let back = |lesson: Lesson| Lesson {
                at: lesson.at - TimeDelta::days(days),
                ..lesson
            };
            many(8, 1, 1.0).into_iter().map(back).collect()
        };
        let weight = |days| learned(&old(days)).moved()[0].2.weight;
        assert!((weight(90) * 2.0 - weight(0)).abs() < 1e-9);
        assert!(moved(&old(90)) < moved(&old(0)));
        assert_eq!(moved(&old(FORGOTTEN_AFTER_DAYS + 1)), 0.0);
        assert_eq!(moved(&old(-1)), 0.0, "what is to come is not known");
    }

    #[test]
    fn what_is_reverted_does_not_count() {
        let lessons = many(4, 2, 1.0);
        let all = Reverted {
            article_id: None,
            since: None,
            before: now() + TimeDelta::seconds(1),
        };
        let movement =
            |reverted| Learned::of(&lessons, &[reverted], now()).movement(ArticleId(1), &Situation::default());
        assert_eq!(movement(all), 0.0);
        assert!(movement(Reverted { before: now(), ..all }) > 0.0);
        let other = Some(ArticleId(2));
        assert!(
            movement(Reverted {
                article_id: other,
                ..all
            }) > 0.0
        );
        let since = Some(now() + TimeDelta::milliseconds(1));
        assert!(movement(Reverted { since, ..all }) > 0.0);
    }

    #[test]
    fn the_narrowest_situation_of_which_enough_is_known_speaks() {
        let good: Vec<_> = many(4, 3, 1.0).into_iter().map(|lesson| on("x", 7, lesson)).collect();
        let bad: Vec<_> = many(4, 3, 0.0)
            .into_iter()
            .map(|lesson| on("email", 8, lesson))
            .collect();
        let learned = learned(&[good, bad].concat());
        let movement = |channel: &str, group: Option<i64>| {
            let situation = Situation {
                channel: channel.parse().ok(),
                group: group.map(GapId),
            };
            learned.movement(ArticleId(1), &situation)
        };
        assert!(movement("x", Some(7)) > 0.1 && movement("email", None) < -0.1);
        // Of this question on another channel the question tells, of another on this channel the channel.
        assert!(movement("email", Some(7)) > 0.1 && movement("x", Some(9)) > 0.1);
        assert_eq!(movement("telegram", Some(9)), 0.0);
        let all = learned.moved();
        assert!(all.len() == 6 && all.iter().all(|(.., cell)| cell.parties == 4 && cell.times == 12));
    }

    #[test]
    fn the_bound_is_wilsons() {
        // Checked by hand: 8 of 10 at z = 1.2816.
        assert!(
            (lower_bound(8.0, 10.0) - 0.6016).abs() < 0.0005,
            "{}",
            lower_bound(8.0, 10.0)
        );
        assert_eq!(lower_bound(0.0, 0.0), 0.0);
        assert!(lower_bound(0.0, 5.0).abs() < 1e-9);
    }
}
