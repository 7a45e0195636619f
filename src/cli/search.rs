//! `search`: what the public search finds.

use super::{Outcome, context::Context};
use crate::{
    actions::search::{self, Answer, PAGE_MOST, Request},
    domain::{locale::Locale, visibility::Reader},
    web::api::search as api,
};
use clap::Args;
use std::time::Instant;

/// Searches what everybody may see
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent search \"me han cobrado dos veces\" --locale es")]
pub struct Search {
    query: String,
    /// The reader's language: answers in it come first.
    #[arg(long)]
    locale: Option<Locale>,
    /// Slug of the brand; without it, the default one.
    #[arg(long)]
    brand: Option<String>,
    /// How many answers.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=PAGE_MOST as u64))]
    limit: u64,
}

impl Search {
    pub fn run(self, context: &Context) -> Outcome {
        let app = context.reader()?;
        let brand = app.brand(self.brand.as_deref())?;
        let request = Request {
            text: self.query,
            locale: self.locale,
            limit: self.limit as usize,
            ..Request::default()
        };
        let began = Instant::now();
        let answer = search::find(&app, Reader::Public, Some(brand.id), &request)?;
        let people = for_people(&app.site(&brand), &answer);
        let document = api::answer(&app, &brand, answer, began)?;
        context.output.give(&document, |_| people)
    }
}

fn for_people(site: &str, answer: &Answer) -> String {
    let mut text = String::new();
    if let Some(corrected) = &answer.corrected {
        text.push_str(&format!("Searched for: {corrected}\n"));
    }
    for hit in &answer.hits {
        let address = format!("{site}{}", hit.summary.path);
        text.push_str(&format!("{}\n  {address}\n", hit.summary.title));
        if let Some(why) = hit.why() {
            text.push_str(&format!("  ({why})\n"));
        }
        if !hit.summary.reply.is_empty() {
            text.push_str(&format!("  {}\n", hit.summary.reply));
        }
    }
    let shown = answer.hits.len();
    text + &match answer.total {
        0 => "Nothing was found.\n".to_owned(),
        total if total > shown => format!("{shown} of {total}\n"),
        _ => String::new(),
    }
}
