//! JSON lines in, JSON lines out: what commands that work on many texts share.

use super::Outcome;
use anyhow::Context as _;
use serde_json::{Map, Value};
use std::io::{self, BufRead, BufWriter, Write};

/// Reads objects from standard input, one a line, and writes what `work` makes of each. A line that cannot be taken
/// ends it with its number: the output stands line for line beside the input.
pub fn each(mut work: impl FnMut(Map<String, Value>) -> anyhow::Result<Value>) -> Outcome {
    let mut out = BufWriter::new(io::stdout().lock());
    for (place, line) in io::stdin().lock().lines().enumerate() {
        let line = line.with_context(|| format!("line {} cannot be read", place + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let object = serde_json::from_str(&line).with_context(|| format!("line {} is no JSON object", place + 1))?;
        let answer = work(object).with_context(|| format!("line {}", place + 1))?;
        serde_json::to_writer(&mut out, &answer).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// The text of an object; an error where it has none.
pub fn text(object: &Map<String, Value>) -> anyhow::Result<&str> {
    object
        .get("text")
        .and_then(Value::as_str)
        .context("\"text\" is missing or no text")
}

/// `TEXT`, or standard input for `-`.
pub fn text_or_input(text: &str) -> anyhow::Result<String> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let input = io::read_to_string(io::stdin()).context("standard input cannot be read as text")?;
    Ok(input.trim_end_matches(['\n', '\r']).to_owned())
}
