//! The head of a Markdown file, in any of the three notations in use, as one JSON object.

use serde_json::{Map, Value};

/// A file's head and where its body begins.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter {
    pub(super) keys: Map<String, Value>,
    /// Byte at which the body begins.
    pub(super) body: usize,
}

/// Why a head cannot be read: the line in the file, counted from 1, and the reason.
pub(super) type Broken = (u64, String);

/// The keys between two fences; none where there are no keys but prose.
type Parsed = Result<Option<Map<String, Value>>, Broken>;

/// The head of `text`, which has LF line ends and no byte order mark: YAML between `---`, TOML between `+++`, a JSON
/// object. A text without one has an empty head; so has one that opens with a thematic break.
pub(super) fn read(text: &str) -> Result<FrontMatter, Broken> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    match first {
        "---" => fenced(text, &["---", "..."], yaml),
        "+++" => fenced(text, &["+++"], toml),
        _ if first == "{" || first.starts_with("{\"") => json(text),
        _ => Ok(FrontMatter::default()),
    }
}

/// Reads what stands between the first line and the next of `ends`.
fn fenced(text: &str, ends: &[&str], parse: fn(&str) -> Parsed) -> Result<FrontMatter, Broken> {
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            return Ok(match parse(&text[start..at])? {
                Some(keys) => FrontMatter {
                    keys,
                    body: at + line.len(),
                },
                None => FrontMatter::default(),
            });
        }
        at += line.len();
    }
    let looks_like_keys = text[start..]
        .lines()
        .next()
        .is_some_and(|line| line.contains([':', '=']));
    if looks_like_keys {
        return Err((1, "the front matter is not closed".into()));
    }
    Ok(FrontMatter::default())
}

/// The parser's time grows with the square of this depth; at the limit it is a few milliseconds.
const OPEN_BRACKETS_MOST: usize = 1_000;

/// None where it is prose between two thematic breaks.
fn yaml(text: &str) -> Parsed {
    let mut open = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > OPEN_BRACKETS_MOST {
            return Err((1, "the front matter is not YAML: too many open brackets".into()));
        }
    }
    match serde_norway::from_str::<Value>(text) {
        Ok(Value::Object(keys)) => Ok(Some(keys)),
        Ok(Value::Null) => Ok(Some(Map::new())),
        Ok(_) => Ok(None),
        Err(error) => {
            let line = error.location().map_or(0, |location| location.line() as u64);
            Err((
                line + 1,
                format!("the front matter is not YAML: {}", without_place(&error.to_string())),
            ))
        }
    }
}

fn toml(text: &str) -> Parsed {
    let table = text.parse::<toml::Table>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or(text);
        let line = 2 + before.matches('\n').count() as u64;
        (line, format!("the front matter is not TOML: {}", error.message()))
    })?;
    Ok(Some(
        table.into_iter().map(|(key, value)| (key, from_toml(value))).collect(),
    ))
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(at) => Value::String(at.to_string()),
        toml::Value::Array(list) => list.into_iter().map(from_toml).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, from_toml(value))).collect(),
    }
}

fn json(text: &str) -> Result<FrontMatter, Broken> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    match values.next() {
        Some(Ok(keys)) => {
            let after = values.byte_offset();
            let line_end = text[after..].find('\n').map_or(text.len(), |at| after + at + 1);
            Ok(FrontMatter { keys, body: line_end })
        }
        Some(Err(error)) => {
            let line = error.line() as u64;
            Err((
                line,
                format!("the front matter is not JSON: {}", without_place(&error.to_string())),
            ))
        }
        None => Ok(FrontMatter::default()),
    }
}

/// The parser's own "at line 2 column 3" counts from another place.
fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_and_body(text: &str) -> (String, &str) {
        let read = read(text).unwrap();
        (Value::Object(read.keys).to_string(), &text[read.body..])
    }

    #[test]
    fn all_three_notations_are_read() {
        let cases = [
            (
                "---\na: [x, 1]\n---\nbody\n\n---\nmore",
                r#"{"a":["x",1]}"#,
                "body\n\n---\nmore",
            ),
            ("---\n---\nbody", "{}", "body"),
            (
                "+++\na = 2026-01-02T10:00:00Z\n[b]\nc = true\n+++\nbody",
                r#"{"a":"2026-01-02T10:00:00Z","b":{"c":true}}"#,
                "body",
            ),
            ("{\n\"a\": \"}\"\n}\n\nbody", r#"{"a":"}"}"#, "\nbody"),
            ("{{% note %}}", "{}", "{{% note %}}"),
            ("---\n\nprose\n\n---\nbody", "{}", "---\n\nprose\n\n---\nbody"),
            ("---\nonly a rule", "{}", "---\nonly a rule"),
            ("", "{}", ""),
        ];
        for (text, keys, body) in cases {
            assert_eq!(keys_and_body(text), (keys.to_owned(), body), "{text}");
        }
    }

    #[test]
    fn a_broken_head_says_where() {
        let cases = [
            ("---\ntitle: \"open\ntags: [a\n---\nbody", "YAML"),
            ("---\na: 1\nb: [\n---\n", "YAML"),
            ("---\n1: &a [*a]\n---\n", "YAML"),
            ("---\ntitle: t\nbody", "not closed"),
            ("+++\na = 1\nb =\n+++\n", "TOML"),
            ("{\n\"a\": \n}", "JSON"),
        ];
        for (text, reason) in cases {
            let (line, why) = read(text).unwrap_err();
            assert!(why.contains(reason) && !why.contains(" at line"), "{text}: {why}");
            assert!((1..=5).contains(&line), "{text}: line {line}");
        }
        let laughs =
            (b'a'..=b'i')
                .zip(b'b'..=b'j')
                .fold(String::from("a: &a [x, x, x, x]\n"), |text, (known, next)| {
                    let (known, next) = (known as char, next as char);
                    format!("{text}{next}: &{next} [{}]\n", vec![format!("*{known}"); 9].join(", "))
                });
        for text in [
            format!("---\n{laughs}---\n"),
            format!("---\na: {}\n---\n", "[".repeat(100_000)),
        ] {
            assert!(
                read(&text).unwrap_err().1.contains("YAML"),
                "a hostile head is refused at once"
            );
        }
        assert_eq!(read("+++\na = 1\nb = [\n+++\n").unwrap_err().0, 3);
    }
}
