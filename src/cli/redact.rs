//! `redact`: personal data in texts from elsewhere.

use super::{Outcome, context::Context, lines};
use crate::domain::{
    locale,
    redaction::{self, AllowList},
};
use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;

/// Finds personal data in texts and writes them with placeholders in its place
#[derive(Debug, Args)]
#[command(
    after_help = "Example: precedent redact --jsonl --spans --allowlist allow.json < texts.jsonl > redacted.jsonl"
)]
pub struct Redact {
    /// Reads JSON lines with `text` (and `lang`) from standard input and writes them with `redacted`.
    #[arg(long, required = true)]
    jsonl: bool,
    /// Writes `spans` too: [start, end, type] of what was found in `text`, in Unicode code points.
    #[arg(long)]
    spans: bool,
    /// What is public, as JSON: {"handles","emails","phones","domains","brands","ips","addresses"}.
    #[arg(long, value_name = "FILE")]
    allowlist: Option<PathBuf>,
}

impl Redact {
    pub fn run(self, _context: &Context) -> Outcome {
        let allow_list = match &self.allowlist {
            Some(file) => {
                let json = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
                AllowList::from_json(&json).with_context(|| file.display().to_string())?
            }
            None => AllowList::default(),
        };
        lines::each(|mut object| {
            let text = lines::text(&object)?.to_owned();
            let language = match object.get("lang").and_then(Value::as_str) {
                Some(language) => language.to_owned(),
                None => locale::detect_any(&text).map_or_else(String::new, |locale| locale.to_string()),
            };
            let redacted = redaction::redact(&text, &language, &allow_list);
            if self.spans {
                let spans = redaction::in_code_points(&text, &redacted.spans);
                object.insert("spans".into(), json!(spans));
            }
            object.insert("redacted".into(), redacted.text.into());
            Ok(Value::Object(object))
        })
    }
}
