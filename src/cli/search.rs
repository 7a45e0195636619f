//! `search`: what the public search finds.

use super::{Outcome, context::Context};
use crate::{
    actions::search::{self, Answer, Hit, PAGE_MOST, Request},
    app::App,
    domain::{locale::Locale, visibility::Reader},
};
use clap::Args;
use serde_json::{Value, json};
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
        let document = json!({
            "query": answer.query,
            "corrected": answer.corrected,
            "total": answer.total,
            "hits": answer.hits.iter().map(|hit| document(&app, hit)).collect::<Vec<_>>(),
            "took_ms": began.elapsed().as_secs_f64() * 1000.0,
        });
        context.output.give(&document, |_| for_people(&app, &answer))
    }
}

fn document(app: &App, hit: &Hit) -> Value {
    let article = &hit.summary.article;
    json!({
        "article_id": article.id,
        "external_id": article.external_id,
        "title": hit.summary.title,
        "url": app.settings.public_url.to(&hit.summary.path),
        "snippet": hit.snippet_html,
        "locale": article.locale,
        "topics": hit.summary.topics,
        "score": hit.score,
    })
}

fn for_people(app: &App, answer: &Answer) -> String {
    let mut text = String::new();
    if let Some(corrected) = &answer.corrected {
        text.push_str(&format!("Searched for: {corrected}\n"));
    }
    for hit in &answer.hits {
        let address = app.settings.public_url.to(&hit.summary.path);
        text.push_str(&format!("{}\n  {address}\n", hit.summary.title));
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
