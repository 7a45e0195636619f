//! How good suggestions were for conversations of which it is known what answered them.

use serde::Serialize;

/// What would have been suggested for one conversation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial {
    /// The place of the article that answered it, counted from 1; none: it was not among the candidates.
    pub place: Option<usize>,
    /// How sure the first candidate was; 0 where there was none.
    pub confidence: f32,
    /// Whether it would have been shown.
    pub shown: bool,
}

/// Figures of some conversations; shares from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Figures {
    pub conversations: usize,
    /// The right article was the first, or among the first three.
    pub hit_at_1: f64,
    pub hit_at_3: f64,
    /// The mean of one by its place; nothing where it is not among the first five.
    pub mrr_at_5: f64,
    /// Something was shown; and of these, the first was right.
    pub coverage: f64,
    pub precision: f64,
    /// How far a confidence is from the share that is right, on the mean.
    pub calibration_error: f64,
}

/// Parts of the scale of confidence that are compared with the share that is right.
const BINS: usize = 10;

impl Figures {
    pub fn of(trials: &[Trial]) -> Self {
        if trials.is_empty() {
            return Self::default();
        }
        let all = trials.len() as f64;
        let share = |is: &dyn Fn(&Trial) -> bool| trials.iter().filter(|trial| is(trial)).count() as f64 / all;
        let within = |most| move |trial: &Trial| trial.place.is_some_and(|place| place <= most);
        let coverage = share(&|trial| trial.shown);
        let shown_right = share(&|trial| trial.shown && trial.place == Some(1));
        let reciprocal = |trial: &Trial| {
            trial
                .place
                .filter(|place| *place <= 5)
                .map_or(0.0, |place| 1.0 / place as f64)
        };
        Self {
            conversations: trials.len(),
            hit_at_1: share(&within(1)),
            hit_at_3: share(&within(3)),
            mrr_at_5: trials.iter().map(reciprocal).sum::<f64>() / all,
            coverage,
            precision: if coverage > 0.0 { shown_right / coverage } else { 0.0 },
            calibration_error: calibration_error(trials),
        }
    }
}

fn calibration_error(trials: &[Trial]) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    for trial in trials {
        let bin = ((trial.confidence * BINS as f32) as usize).min(BINS - 1);
        bins[bin].0 += f64::from(trial.confidence);
        bins[bin].1 += f64::from(u8::from(trial.place == Some(1)));
    }
    let apart: f64 = bins.iter().map(|(sure, right): &(f64, f64)| (sure - right).abs()).sum();
    apart / trials.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(place: Option<usize>, confidence: f32) -> Trial {
        Trial {
            place,
            confidence,
            shown: confidence >= 0.5,
        }
    }

    #[test]
    fn figures_as_worked_out_by_hand() {
        let figures = Figures::of(&[
            trial(Some(1), 0.9),
            trial(Some(1), 0.3),
            trial(Some(2), 0.7),
            trial(Some(6), 0.1),
        ]);
        let near = |left: f64, right: f64| (left - right).abs() < 1e-6;
        assert!(near(figures.hit_at_1, 0.5) && near(figures.hit_at_3, 0.75));
        assert!(near(figures.mrr_at_5, 2.5 / 4.0));
        assert!(near(figures.coverage, 0.5) && near(figures.precision, 0.5));
        assert!(
            near(figures.calibration_error, (0.1 + 0.7 + 0.7 + 0.1) / 4.0),
            "{figures:?}"
        );
        assert_eq!(Figures::of(&[]), Figures::default());
        let none = Figures::of(&[trial(None, 0.0)]);
        assert!(none.hit_at_3 == 0.0 && none.precision == 0.0 && none.conversations == 1);
    }
}
