//! JSON lines in, JSON lines out: what commands that work on many texts share.

use super::Outcome;
use anyhow::Context as _;
use serde_json::{Map, Value, json};
use std::io::{self, BufRead, BufWriter, Write};

/// Reads objects from standard input, one a line, and writes what `work` makes of each. For a line that cannot be taken
/// stands `{"line","error"}`, so that the output stands line for line beside the input; there being one is a failure.
pub fn each(mut work: impl FnMut(Map<String, Value>) -> anyhow::Result<Value>) -> Outcome {
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut failed, mut first) = (0, String::new());
    for (place, line) in io::stdin().lock().split(b'\n').enumerate() {
        let line = line.with_context(|| format!("line {} cannot be read", place + 1))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = object(&line).and_then(&mut work).unwrap_or_else(|error| {
            let error = format!("{error:#}");
            if failed == 0 {
                first = format!("line {}: {error}", place + 1);
            }
            failed += 1;
            json!({"line": place + 1, "error": error})
        });
        serde_json::to_writer(&mut out, &answer).map_err(io::Error::from)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    anyhow::ensure!(failed == 0, "{failed} lines could not be taken, the first: {first}");
    Ok(())
}

fn object(line: &[u8]) -> anyhow::Result<Map<String, Value>> {
    let text = std::str::from_utf8(line).context("it is not UTF-8")?;
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => anyhow::bail!("it is no JSON object"),
        Err(error) => anyhow::bail!("it is no JSON (column {})", error.column()),
    }
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
