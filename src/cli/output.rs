//! What commands print. A reader that went away (`| head`) ends a command quietly and is no panic.

use super::Outcome;
use crate::error::Error;
use serde::Serialize;
use std::io::{self, Write};

/// Prints lines for people, or one JSON document for programs.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    pub json: bool,
}

impl Output {
    /// The document, or what `people` makes of it.
    pub fn give<T: Serialize>(self, document: &T, people: impl FnOnce(&T) -> String) -> Outcome {
        let text = if self.json {
            serde_json::to_string_pretty(document)?
        } else {
            people(document)
        };
        print(&text)
    }
}

/// Prints a text and ends its last line.
pub fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.is_empty() && !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

/// Whether the error is that nobody reads the output any more.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Says on standard error why a command failed. The product's own errors are sentences; what lies under them helps
/// whoever runs it.
pub fn complain(error: &anyhow::Error) {
    let mut text = format!("error: {error}");
    let hidden = error
        .downcast_ref::<Error>()
        .is_some_and(|error| error.code() != crate::error::Code::Internal);
    if !hidden {
        for cause in error.chain().skip(1) {
            text.push_str(&format!(": {cause}"));
        }
    }
    // Where standard error is gone too, nobody is left to tell.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Rows as aligned columns under their headings.
pub fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([headings[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |cells: Vec<&str>| {
        let padded: Vec<_> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        format!("{}\n", padded.join("  ").trim_end())
    };
    let mut text = line(headings.to_vec());
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str).collect()));
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    #[test]
    fn columns_stand_under_their_headings() {
        let rows = [["a".into(), "Peña".into()], ["bcd".into(), String::new()]];
        assert_eq!(super::table(["ID", "NAME"], &rows), "ID   NAME\na    Peña\nbcd\n");
    }
}
