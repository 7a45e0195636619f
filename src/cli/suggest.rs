//! `suggest`: replies to a customer's message.

use super::{Outcome, context::Context, lines};
use crate::{
    actions::{
        Actor, channel,
        suggest::{self, Answer, MOST, Request},
    },
    domain::{channel::ChannelKind, locale::Locale, visibility::Reader},
    web::api::suggestion as api,
};
use clap::Args;
use std::time::Instant;

/// Suggests replies to a customer's message, or says that nothing is good enough
#[derive(Debug, Args)]
#[command(after_help = "Example: precedent suggest \"no me llega el sms con el código\" --channel x")]
pub struct Suggest {
    /// The customer's message; `-` reads it from standard input.
    text: String,
    /// Kind of the channel the reply goes to, for instance x.
    #[arg(long)]
    channel: Option<ChannelKind>,
    /// The customer's language; without it, told from the text.
    #[arg(long)]
    locale: Option<Locale>,
    /// Slug of the brand; without it, the default one.
    #[arg(long)]
    brand: Option<String>,
    /// How many suggestions.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=MOST as u64))]
    limit: u64,
}

impl Suggest {
    pub fn run(self, context: &Context) -> Outcome {
        let text = lines::text_or_input(&self.text)?;
        let app = context.reader()?;
        channel::asked_for(&app, self.channel.as_ref().map(ChannelKind::as_str))?;
        let request = Request {
            text: Some(text),
            channel: self.channel.map(|kind| kind.as_str().to_owned()),
            brand: self.brand,
            locale: self.locale,
            limit: Some(self.limit as usize),
            ..Request::default()
        };
        let began = Instant::now();
        let answer = suggest::suggest(&app, Actor::default(), Reader::Staff, &request)?;
        let people = for_people(&answer);
        context.output.give(&api::show(answer, began), |_| people)
    }
}

fn for_people(answer: &Answer) -> String {
    let mut text = String::new();
    for one in &answer.suggestions {
        let limit = one.reply.limit.map(|limit| format!(" of {limit}")).unwrap_or_default();
        text.push_str(&format!(
            "{:.0} %  {}\n{}\n({}{limit})\n\n",
            one.confidence * 100.0,
            one.summary.title,
            one.reply.parts.join("\n---\n"),
            one.reply.length,
        ));
    }
    if answer.abstained {
        text.push_str("Nothing is good enough.\n");
    }
    for past in &answer.past {
        text.push_str(&format!(
            "Before ({}): {}\n  {}\n",
            past.conversation_id, past.question, past.answer
        ));
    }
    text
}
