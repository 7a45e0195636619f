//! What a threshold costs and gives: of past messages whose right answer is known, how many would have been shown an article
//! at it, and how often that was the right one.

use serde::{Deserialize, Serialize};

/// Fewer messages than this say nothing about a share.
pub const ENOUGH: usize = 30;
/// The precisions that are offered.
pub const WANTED: [f64; 4] = [0.7, 0.8, 0.9, 0.95];
/// Thresholds are told apart in hundredths.
const STEPS: usize = 100;

/// What was measured on public sets (`docs/quality.md`): from which threshold on what is shown is right how often, and of how
/// many messages it is shown, of all sets together, each counting the same.
const SETS: [Sets; 4] = [
    Sets::of(0.4, 0.797, 0.65),
    Sets::of(0.5, 0.82, 0.60),
    Sets::of(0.6, 0.85, 0.54),
    Sets::of(0.8, 0.91, 0.38),
];

/// A threshold on the public sets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sets {
    pub threshold: f64,
    pub right: f64,
    pub coverage: f64,
}

/// Past messages by how sure the ranking is of the first article for each: at `n`, those surer than `n` hundredths and not
/// than the next.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// All of them; of some nobody knows what was right.
    pub messages: Vec<u32>,
    pub right: Vec<u32>,
    pub wrong: Vec<u32>,
}

/// What a wanted precision costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Line {
    pub wanted: f64,
    /// The lowest threshold that gives it on the installation's own messages; none: no threshold does, or too few messages
    /// say so.
    pub threshold: Option<f64>,
    /// The share of messages that are shown something at it.
    pub coverage: Option<f64>,
    /// How often that is right, and on how many messages that rests. Without a threshold: the messages that are known.
    pub right: Option<f64>,
    pub judged: usize,
    /// Whether there are too few messages to tell.
    pub too_few: bool,
    /// What the public sets say instead; none: they do not reach it either.
    pub sets: Option<Sets>,
}

impl Sets {
    const fn of(threshold: f64, right: f64, coverage: f64) -> Self {
        Self {
            threshold,
            right,
            coverage,
        }
    }

    /// The lowest threshold at which what is shown is right so often.
    pub fn at(wanted: f64) -> Option<Self> {
        SETS.into_iter().find(|sets| sets.right >= wanted)
    }
}

impl History {
    /// Counts a message: how sure the ranking is of its first article, and whether that is right, where it is known.
    pub fn add(&mut self, confidence: f32, right: Option<bool>) {
        let step = (f64::from(confidence) * STEPS as f64).floor().clamp(0.0, STEPS as f64) as usize;
        let count = |counts: &mut Vec<u32>| {
            counts.resize(STEPS + 1, 0);
            counts[step] += 1;
        };
        count(&mut self.messages);
        match right {
            Some(true) => count(&mut self.right),
            Some(false) => count(&mut self.wrong),
            None => {}
        }
    }

    /// How many messages there are.
    pub fn len(&self) -> usize {
        from(&self.messages, 0)
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Of how many it is known whether the first article is right.
    pub fn judged(&self) -> usize {
        from(&self.right, 0) + from(&self.wrong, 0)
    }

    /// What showing articles that are right so often costs.
    pub fn line(&self, wanted: f64) -> Line {
        let unknown = Line {
            wanted,
            threshold: None,
            coverage: None,
            right: None,
            judged: self.judged(),
            too_few: self.judged() < ENOUGH,
            sets: Sets::at(wanted),
        };
        // The lowest that gives it; luck among the few surest ones does not count.
        let fitting = (1..=STEPS).find_map(|step| {
            let line = self.at(step)?;
            (line.right? >= wanted).then_some(line)
        });
        fitting.map_or(unknown, |line| Line { wanted, ..line })
    }

    /// What a threshold gives; none where too few messages say so.
    pub fn at_threshold(&self, threshold: f64) -> Option<Line> {
        self.at((threshold * STEPS as f64).ceil().clamp(0.0, STEPS as f64) as usize)
    }

    fn at(&self, step: usize) -> Option<Line> {
        let (right, judged) = (
            from(&self.right, step),
            from(&self.right, step) + from(&self.wrong, step),
        );
        let share = right as f64 / judged.max(1) as f64;
        (judged >= ENOUGH).then(|| Line {
            wanted: share,
            threshold: Some(step as f64 / STEPS as f64),
            coverage: Some(from(&self.messages, step) as f64 / self.len().max(1) as f64),
            right: Some(share),
            judged,
            too_few: false,
            sets: None,
        })
    }
}

fn from(counts: &[u32], step: usize) -> usize {
    counts.iter().skip(step).map(|count| *count as usize).sum()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Of each tenth as many messages are right as it says, and some nobody knows of.
    fn history() -> History {
        let mut history = History::default();
        for tenth in 0..10_u8 {
            for message in 0..40_u8 {
                let right = (message < 30).then_some(message % 10 <= tenth);
                history.add(f32::from(tenth) / 10.0 + 0.055, right);
            }
        }
        history
    }

    #[test]
    fn more_precision_costs_coverage() {
        let history = history();
        assert_eq!((history.len(), history.judged()), (400, 300));
        let lines = [0.6, 0.8, 0.9].map(|wanted| history.line(wanted));
        for pair in lines.windows(2) {
            assert!(pair[0].threshold.unwrap() < pair[1].threshold.unwrap());
            assert!(pair[0].coverage.unwrap() > pair[1].coverage.unwrap());
        }
        for line in lines {
            assert!(line.right.unwrap() >= line.wanted && line.judged >= ENOUGH && !line.too_few);
            let again = history.at_threshold(line.threshold.unwrap()).unwrap();
            assert_eq!((again.coverage, again.right), (line.coverage, line.right));
        }
        // From the tenth at 0.5 on, 60 to 100 of a hundred are right, 80 of them together.
        assert_eq!((lines[1].threshold, lines[1].coverage), (Some(0.46), Some(0.5)));
    }

    #[test]
    fn what_too_few_say_is_told_by_the_sets() {
        let mut history = History::default();
        for _ in 1..ENOUGH {
            history.add(0.9, Some(true));
        }
        let line = history.line(0.8);
        assert_eq!((line.threshold, line.too_few, line.judged), (None, true, ENOUGH - 1));
        assert_eq!(line.sets, Some(Sets::of(0.5, 0.82, 0.60)));
        history.add(0.9, Some(true));
        assert_eq!(history.line(0.8).right, Some(1.0));
        assert!(history.at_threshold(0.95).is_none());
    }

    #[test]
    fn what_no_threshold_gives_is_not_promised() {
        let mut history = History::default();
        for place in 0..100 {
            history.add(0.8, Some(place % 2 == 0));
        }
        let line = history.line(0.95);
        assert_eq!((line.threshold, line.too_few, line.sets), (None, false, None));
        assert!(History::default().line(0.7).too_few);
    }
}
