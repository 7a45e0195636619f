//! `learning`: what use has taught, and taking it back.

use super::{Outcome, context::Context};
use crate::{
    actions::{
        Actor,
        learning::{self, Overview},
    },
    app::App,
    domain::{
        id::ArticleId,
        suggestion::learning::{HALF_LIFE_DAYS, MOVES_MOST, Reverted},
    },
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// Shows which articles use has moved and by how much, and takes it back
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent learning --json")]
pub struct Learning {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists what moved, the most moved first; what `learning` alone does too
    #[command(after_help = "Example: precedent learning list --article 4f7k")]
    List {
        /// Only this article.
        #[arg(long, value_name = "ID")]
        article: Option<ArticleId>,
    },
    Revert(Revert),
    /// Lets count again what was taken back last
    #[command(after_help = "Example: precedent learning undo")]
    Undo,
}

/// Takes back what use has taught: all of it, or of one article, or of some time
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent learning revert --article 4f7k --since 2026-03-01\nWhat happened stays written down; it does not count any more. `precedent learning undo` lets it count again."
)]
struct Revert {
    /// Only this article.
    #[arg(long, value_name = "ID")]
    article: Option<ArticleId>,
    /// Only what happened from then on (2026-03-01 or 2026-03-01T12:00:00Z).
    #[arg(long, value_name = "TIME", value_parser = time)]
    since: Option<NaiveDateTime>,
    /// Only what happened before then; without it, all until now.
    #[arg(long, value_name = "TIME", value_parser = time)]
    before: Option<NaiveDateTime>,
}

impl Learning {
    pub fn run(self, context: &Context) -> Outcome {
        let app = context.existing_records()?;
        match self.command {
            None => list(context, &app, None),
            Some(Command::List { article }) => list(context, &app, article),
            Some(Command::Revert(revert)) => revert.run(context, &app),
            Some(Command::Undo) => undo(context, &app),
        }
    }
}

impl Revert {
    fn run(self, context: &Context, app: &App) -> Outcome {
        let reverted = Reverted {
            article_id: self.article,
            since: self.since,
            before: self.before.unwrap_or_else(|| app.clock.now()),
        };
        learning::revert(app, Actor::default(), reverted)?;
        context.output.give(&show_reverted(&reverted), |_| {
            format!(
                "Taken back: {}. `precedent learning undo` lets it count again.",
                described(&reverted)
            )
        })
    }
}

fn undo(context: &Context, app: &App) -> Outcome {
    let undone = learning::undo_revert(app, Actor::default())?;
    let document = json!({"undone": undone.as_ref().map(show_reverted)});
    context.output.give(&document, |_| match &undone {
        Some(undone) => format!("Counts again: {}.", described(undone)),
        None => "Nothing was taken back.".to_owned(),
    })
}

fn list(context: &Context, app: &App, article: Option<ArticleId>) -> Outcome {
    let Overview { mut moved, reverted } = learning::overview(app)?;
    moved.retain(|one| article.is_none_or(|id| id == one.article_id));
    let document = json!({
        "moves_most": MOVES_MOST,
        "half_life_days": HALF_LIFE_DAYS,
        "moved": moved.iter().map(show).collect::<Vec<_>>(),
        "reverted": reverted.iter().map(show_reverted).collect::<Vec<_>>(),
    });
    context.output.give(&document, |_| for_people(&moved, &reverted))
}

fn show(one: &learning::Moved) -> Value {
    json!({
        "article_id": one.article_id.to_string(),
        "title": one.title,
        "channel": one.situation.channel,
        "group": one.situation.group.map(|group| group.to_string()),
        "question": one.question,
        "movement": (one.cell.movement * 10_000.0).round() / 10_000.0,
        "worked": (one.cell.worked * 100.0).round() / 100.0,
        "times": one.cell.times,
        "accounts": one.cell.parties,
    })
}

fn show_reverted(reverted: &Reverted) -> Value {
    json!({
        "article_id": reverted.article_id.map(|id| id.to_string()),
        "since": reverted.since.map(|at| at.and_utc()),
        "before": reverted.before.and_utc(),
    })
}

fn described(reverted: &Reverted) -> String {
    let what = match reverted.article_id {
        Some(id) => format!("article {id}"),
        None => "all articles".to_owned(),
    };
    let since = reverted.since.map(|at| format!(" from {at}")).unwrap_or_default();
    format!("{what},{since} up to {}", reverted.before.format("%F %T"))
}

fn for_people(moved: &[learning::Moved], reverted: &[Reverted]) -> String {
    let mut lines = Vec::new();
    if moved.is_empty() {
        lines.push("Use has moved nothing yet.".to_owned());
    } else {
        lines.push("Moved by, worked, accounts, where, article".to_owned());
    }
    for one in moved {
        let channel = one.situation.channel.as_ref().map(ToString::to_string);
        let place = [channel, one.question.as_ref().map(|text| format!("\"{text}\""))];
        let place: Vec<_> = place.into_iter().flatten().collect();
        let place = if place.is_empty() {
            "everywhere".into()
        } else {
            place.join(" ")
        };
        lines.push(format!(
            "{:>+6.1} %  {:>5.1} of {:<4} {:>3}  {place}  {}  {}",
            one.cell.movement * 100.0,
            one.cell.worked,
            one.cell.times,
            one.cell.parties,
            one.article_id,
            one.title
        ));
    }
    lines.extend(reverted.iter().map(|one| format!("Taken back: {}", described(one))));
    lines.join("\n")
}

fn time(text: &str) -> Result<NaiveDateTime, String> {
    let full = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc).naive_utc());
    let day = || NaiveDate::parse_from_str(text, "%F").ok()?.and_hms_opt(0, 0, 0);
    full.ok()
        .or_else(day)
        .ok_or_else(|| "it is a day (2026-03-01) or a time (2026-03-01T12:00:00Z)".to_owned())
}
