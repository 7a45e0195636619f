//! Stories of whole messages: `stories/` holds messages of customers and agents with their personal data marked, and
//! messages that have none although they look like it.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

const STORIES: [(&str, &str); 2] = [
    ("es", include_str!("stories/es.txt")),
    ("en", include_str!("stories/en.txt")),
];

/// A marked message: its plain text and the marked parts.
fn read_story(line: &str) -> (String, Vec<(usize, usize, Kind)>) {
    let mut text = String::new();
    let mut marked = Vec::new();
    for part in line.replace("\\n", "\n").split('{') {
        match part.split_once('}') {
            Some((mark, rest)) => {
                let (kind, value) = mark.split_once(' ').unwrap();
                marked.push((text.len(), text.len() + value.len(), kind.parse().unwrap()));
                text.push_str(value);
                text.push_str(rest);
            }
            None => text.push_str(part),
        }
    }
    (text, marked)
}

/// What is wrong with the spans found in a story: a letter or digit left readable, a wrong kind, or something else hidden.
fn complaints(text: &str, marked: &[(usize, usize, Kind)], spans: &[Span]) -> String {
    let mut complaints = String::new();
    let hidden = |offset: usize| spans.iter().any(|span| (span.start..span.end).contains(&offset));
    for (start, end, kind) in marked {
        let leaks = text[*start..*end]
            .char_indices()
            .any(|(at, character)| character.is_alphanumeric() && !hidden(start + at));
        let named = spans
            .iter()
            .any(|span| span.kind == *kind && span.start < *end && *start < span.end);
        if leaks || !named {
            let _ = write!(complaints, " missed {kind} {:?}", &text[*start..*end]);
        }
    }
    for span in spans.iter().filter(|span| {
        !marked
            .iter()
            .any(|(start, end, _)| span.start < *end && *start < span.end)
    }) {
        let _ = write!(complaints, " wrongly {} {:?}", span.kind, &text[span.start..span.end]);
    }
    complaints
}

#[test]
fn each_story_hides_what_is_marked_and_nothing_else() {
    let mut failures = String::new();
    for (language, stories) in STORIES {
        for line in stories.lines().filter(|line| !line.starts_with('#')) {
            let (text, marked) = read_story(line);
            let spans = find(&text, language, &AllowList::default());
            let complaints = complaints(&text, &marked, &spans);
            if !complaints.is_empty() {
                let _ = writeln!(failures, "{text:?}:{complaints}");
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}
