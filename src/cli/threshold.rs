//! `threshold`: how sure a suggestion has to be, by how often it should be right.

use super::{Outcome, context::Context};
use crate::{
    actions::{
        Actor,
        precision::{self, Measured},
    },
    domain::suggestion::{ENOUGH, Line},
};
use clap::Args;
use serde_json::json;

/// Asks past messages again, says what each precision costs, and sets the threshold by it
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent threshold --precision 90 --set\n\nMessages whose right answer is known are those that an \
                  article is linked to, and those of which an outcome was reported. With fewer than 30 the figures of public \
                  sets are shown instead."
)]
pub struct Threshold {
    /// How many of a hundred suggestions should be right; without it, the usual choices.
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    precision: Option<f64>,
    /// Sets the threshold to the lowest that gives this.
    #[arg(long, requires = "precision")]
    set: bool,
    /// Shows what was measured last instead of measuring.
    #[arg(long)]
    last: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse() {
        Ok(percent) if (1.0..100.0).contains(&percent) => Ok(percent),
        _ => Err("it is a number from 1 to below 100".into()),
    }
}

impl Threshold {
    pub fn run(self, context: &Context) -> Outcome {
        let app = context.reader()?;
        let measured = if self.last {
            precision::measured(&app)?
        } else {
            Some(precision::measure(&app, |_, _| Ok(()))?)
        };
        if let Some(percent) = self.precision.filter(|_| self.set) {
            precision::choose(&app, Actor::default(), percent)?;
        }
        let history = measured
            .as_ref()
            .map(|measured| measured.history.clone())
            .unwrap_or_default();
        let lines = match self.precision {
            Some(percent) => vec![history.line(percent / 100.0)],
            None => precision::lines(measured.as_ref()),
        };
        let threshold = app.suggestion_threshold()?;
        let now = history.at_threshold(threshold);
        let document = json!({
            "threshold": threshold,
            "measured_at": measured.as_ref().map(|measured| measured.at.and_utc()),
            "messages": history.len(),
            "judged": history.judged(),
            "now": now,
            "lines": lines,
        });
        let people = for_people(threshold, measured.as_ref(), now, &lines);
        context.output.give(&document, |_| people)
    }
}

fn for_people(threshold: f64, measured: Option<&Measured>, now: Option<Line>, lines: &[Line]) -> String {
    let mut text = match measured {
        None => "Nothing was measured yet.\n".to_owned(),
        Some(Measured { at, history }) => format!(
            "{} of {} messages have a known answer ({at} UTC).\n",
            history.judged(),
            history.len()
        ),
    };
    text.push_str(&format!("The threshold is {threshold}"));
    if let Some((coverage, right, judged)) = now.and_then(|now| Some((now.coverage?, now.right?, now.judged))) {
        text.push_str(&format!(
            ": {} of messages are shown something, {} of it right ({judged} messages)",
            share(coverage),
            share(right)
        ));
    }
    text.push_str(".\n\nWanted  threshold  shown  right  on messages\n");
    for line in lines {
        text.push_str(&format!("{:>6}  {}\n", share(line.wanted), found(line)));
    }
    text
}

fn found(line: &Line) -> String {
    let row = |threshold, coverage, right, on: &str| {
        format!("{threshold:>9}  {:>5}  {:>5}  {on}", share(coverage), share(right))
    };
    match (line.threshold, line.coverage, line.right, line.sets) {
        (Some(threshold), Some(coverage), Some(right), _) => row(threshold, coverage, right, &line.judged.to_string()),
        (.., Some(sets)) if line.too_few => {
            let on = format!(
                "public sets; here only {} of the {ENOUGH} needed are known",
                line.judged
            );
            row(sets.threshold, sets.coverage, sets.right, &on)
        }
        _ if line.too_few => format!(
            "not known: neither here ({} messages) nor on the public sets",
            line.judged
        ),
        _ => format!("no threshold gives this ({} messages)", line.judged),
    }
}

fn share(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
