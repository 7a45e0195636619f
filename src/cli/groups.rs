//! `groups`: what people ask most.

use super::{Outcome, context::Context};
use crate::{
    actions::group::{self, Wanted},
    domain::{brand::Brand, group::Group},
};
use clap::Args;
use serde_json::{Value, json};

/// Lists the groups of alike questions, those that most people asked lately first
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent groups --gaps --days 7")]
pub struct Groups {
    /// Slug of the brand; without it, all of them.
    #[arg(long)]
    brand: Option<String>,
    /// What counts as lately.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(i64).range(1..=3650))]
    days: i64,
    /// How many groups.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=1000))]
    limit: u64,
    /// Only groups in which something is without an answer.
    #[arg(long)]
    gaps: bool,
}

impl Groups {
    pub fn run(self, context: &Context) -> Outcome {
        let app = context.asker()?;
        let brand = self.brand.as_deref().map(|slug| app.brand(Some(slug))).transpose()?;
        let wanted = Wanted {
            brand_id: brand.map(|brand| brand.id),
            days: self.days,
            limit: self.limit as usize,
            gaps: self.gaps,
        };
        let groups = group::list(&app, wanted)?;
        let brands = app.brands()?;
        let document = json!({
            "days": self.days,
            "groups": groups.iter().map(|group| show(&brands, group)).collect::<Vec<_>>(),
        });
        context.output.give(&document, |_| for_people(self.days, &groups))
    }
}

fn show(brands: &[Brand], group: &Group) -> Value {
    let brand = brands.iter().find(|brand| brand.id == group.brand_id);
    json!({
        "id": group.id.to_string(),
        "brand": brand.map(|brand| &brand.slug),
        "text": group.text,
        "locales": group.locales,
        "recent_people": group.recent_people,
        "people": group.people,
        "times": group.times,
        "unanswered": group.unanswered,
        "questions": group.questions,
        "conversations": group.conversations,
        "first_at": group.first_at.and_utc(),
        "last_at": group.last_at.and_utc(),
    })
}

fn for_people(days: i64, groups: &[Group]) -> String {
    if groups.is_empty() {
        return "Nobody has asked anything yet.".to_owned();
    }
    let lines = groups.iter().map(|group| {
        let text = group.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let short: String = text.chars().take(100).collect();
        format!(
            "{:>5} {:>5} {:>5}  {}  {}  {short}",
            group.recent_people,
            group.people,
            group.unanswered,
            group.first_at.date(),
            group.id
        )
    });
    let head = format!("People in the last {days} days, people ever, times without an answer, since, id, question");
    [head].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
}
