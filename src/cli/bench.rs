//! `bench`: how good suggestions would have been for the installation's own past.

use super::{Outcome, context::Context};
use crate::{
    actions::bench::{Case, History},
    domain::bench::{Figures, Trial},
    worker,
};
use chrono::NaiveDateTime;
use clap::Args;
use indicatif::ProgressBar;
use serde::Serialize;
use std::{collections::BTreeMap, time::Instant};

/// Lives through the past conversations again, on a copy: would the article that answered have been suggested?
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent bench --slices 10\nAsks about the newest conversations that are linked with an article, in the order of time, with what was known then; once learning from each before the next, and once from nothing. The installation is not changed."
)]
pub struct Bench {
    /// Parts of equal size, in the order of time, that figures are given for.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=100))]
    slices: u64,
    /// Most conversations: the newest.
    #[arg(long, default_value_t = 5000, value_parser = clap::value_parser!(u64).range(1..))]
    limit: u64,
}

/// The same conversations with and without what was learned of earlier ones.
#[derive(Debug, Serialize)]
struct Compared {
    name: String,
    without_learning: Figures,
    with_learning: Figures,
}

#[derive(Debug, Serialize)]
struct Document {
    conversations: usize,
    threshold: f64,
    all: Compared,
    /// In the order of time: the learning curve.
    slices: Vec<Compared>,
    channels: Vec<Compared>,
    locales: Vec<Compared>,
    months: Vec<Compared>,
    seconds: f64,
}

/// A case with what would have been suggested, without and with learning.
type Lived<'a> = (&'a Case, Trial, Trial);

impl Bench {
    pub fn run(self, context: &Context) -> Outcome {
        let began = Instant::now();
        let (app, trial) = context.copy()?;
        worker::group_all(&trial.app)?;
        let history = History::of(&trial.app, self.limit as usize)?;
        let cases = history.cases();
        let bar = ProgressBar::new(2 * cases.len() as u64);
        let without = history.live(false, || bar.inc(1))?;
        let with = history.live(true, || bar.inc(1))?;
        bar.finish_and_clear();
        let lived: Vec<Lived> = cases
            .iter()
            .zip(without)
            .zip(with)
            .map(|((case, without), with)| (case, without, with))
            .collect();
        let document = Document {
            conversations: lived.len(),
            threshold: app.suggestion_threshold()?,
            all: compared("all".to_owned(), &lived),
            slices: slices(&lived, self.slices as usize),
            channels: by(&lived, |case| case.channel.to_string()),
            locales: by(&lived, |case| case.locale.to_string()),
            months: by(&lived, |case| case.asked_at.format("%Y-%m").to_string()),
            seconds: began.elapsed().as_secs_f64(),
        };
        context.output.give(&document, for_people)
    }
}

fn compared(name: String, lived: &[Lived]) -> Compared {
    let without: Vec<Trial> = lived.iter().map(|(_, without, _)| *without).collect();
    let with: Vec<Trial> = lived.iter().map(|(.., with)| *with).collect();
    Compared {
        name,
        without_learning: Figures::of(&without),
        with_learning: Figures::of(&with),
    }
}

fn slices(lived: &[Lived], count: usize) -> Vec<Compared> {
    let day = |at: NaiveDateTime| at.format("%F").to_string();
    let bounds = |slice: usize| slice * lived.len() / count;
    let slices = (0..count).map(|slice| &lived[bounds(slice)..bounds(slice + 1)]);
    let named = |slice: &[Lived]| {
        let (first, last) = (slice.first()?.0.asked_at, slice.last()?.0.asked_at);
        Some(compared(format!("{} to {}", day(first), day(last)), slice))
    };
    slices.filter_map(named).collect()
}

fn by(lived: &[Lived], name: impl Fn(&Case) -> String) -> Vec<Compared> {
    let mut parts: BTreeMap<String, Vec<Lived>> = BTreeMap::new();
    for one in lived {
        parts.entry(name(one.0)).or_default().push(*one);
    }
    parts.into_iter().map(|(name, lived)| compared(name, &lived)).collect()
}

fn for_people(document: &Document) -> String {
    if document.conversations == 0 {
        return "No conversation is linked with an article yet.".to_owned();
    }
    let mut lines = vec![format!(
        "{} conversations, shown from a confidence of {} on. Each figure without learning and with it.",
        document.conversations, document.threshold
    )];
    let parts = [
        ("In the order of time", &document.slices),
        ("By channel", &document.channels),
        ("By locale", &document.locales),
        ("By month", &document.months),
    ];
    lines.push(head("All"));
    lines.push(line(&document.all));
    for (title, part) in parts {
        lines.push(String::new());
        lines.push(head(title));
        lines.extend(part.iter().map(line));
    }
    lines.join("\n")
}

fn head(title: &str) -> String {
    format!("{title:<24}     n     hit@1       hit@3       MRR@5     coverage    precision  calibration")
}

fn line(one: &Compared) -> String {
    let (without, with) = (&one.without_learning, &one.with_learning);
    let pairs = [
        (without.hit_at_1, with.hit_at_1),
        (without.hit_at_3, with.hit_at_3),
        (without.mrr_at_5, with.mrr_at_5),
        (without.coverage, with.coverage),
        (without.precision, with.precision),
        (without.calibration_error, with.calibration_error),
    ];
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(without, with)| format!("{without:.3} {with:.3}"))
        .collect();
    format!("{:<24} {:>5}  {}", one.name, with.conversations, pairs.join(" "))
}
