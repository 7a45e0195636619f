//! Tame events to HTML: headings in order, tables in a region that can be scrolled, links that say where they lead.

use super::{Heading, events::LEAVES, plain};
use crate::domain::slug;
use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};
use std::collections::HashSet;

/// Longest name of a table's region, in characters.
const LABEL_MOST: usize = 80;
/// Most headings that get an id and a line in the table of contents.
const HEADINGS_MOST: usize = 200;

/// Moves the headings so that the highest is an `h2` and none skips a level, and gives each an id.
pub(super) fn settle_headings(events: &mut [Event]) -> Vec<Heading> {
    let mut highest = 6;
    for event in events.iter() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            highest = highest.min(*level as u8);
        }
    }
    let mut ids = HashSet::new();
    let mut headings: Vec<Heading> = Vec::new();
    let mut place = 0;
    while place < events.len() {
        if let Event::Start(Tag::Heading { level, .. }) = &events[place] {
            let deepest = headings.last().map_or(2, |before| before.level + 1).min(4);
            let level = (*level as u8 - highest + 2).min(deepest);
            let end = end_of_heading(events, place);
            let text = plain::words(&events[place + 1..end]);
            if headings.len() < HEADINGS_MOST {
                headings.push(Heading {
                    level,
                    id: unique_id(&text, &mut ids),
                    text,
                });
            }
            let level = [HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H4][usize::from(level - 2)];
            let (id, classes, attrs) = (None, Vec::new(), Vec::new());
            events[place] = Event::Start(Tag::Heading {
                level,
                id,
                classes,
                attrs,
            });
            if let Some(event) = events.get_mut(end) {
                *event = Event::End(TagEnd::Heading(level));
            }
            place = end;
        }
        place += 1;
    }
    headings
}

fn end_of_heading(events: &[Event], start: usize) -> usize {
    events[start..]
        .iter()
        .position(|event| matches!(event, Event::End(TagEnd::Heading(_))))
        .map_or(events.len(), |offset| start + offset)
}

/// Prefixed, so that no heading can take the id of a part of the page around it.
fn unique_id(text: &str, taken: &mut HashSet<String>) -> String {
    let base = format!("s-{}", slug::of(text));
    let mut id = base.clone();
    let mut number = taken.len();
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{base}-{number}");
    }
    id
}

/// The HTML of tame events, whose headings are settled. It still has to pass the sanitiser.
pub(super) fn write(events: Vec<Event>, headings: &[Heading]) -> String {
    let mut html = String::new();
    let labels = table_labels(&events);
    let (mut labels, mut headings) = (labels.into_iter(), headings.iter());
    let events = events.into_iter().flat_map(|event| match event {
        Event::Start(Tag::Table(columns)) => {
            let label = labels.next().unwrap_or_default();
            let region = format!(
                "<div class=\"tbl\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">",
                escape(&label)
            );
            // Alignment would be an inline style.
            let plain_columns = vec![pulldown_cmark::Alignment::None; columns.len()];
            [
                Some(Event::Html(region.into())),
                Some(Event::Start(Tag::Table(plain_columns))),
            ]
        }
        Event::End(TagEnd::Table) => [Some(Event::End(TagEnd::Table)), Some(Event::Html("</div>\n".into()))],
        Event::Start(Tag::Link { dest_url, title, .. }) => [Some(Event::InlineHtml(anchor(&dest_url, &title))), None],
        Event::End(TagEnd::Link) => [Some(Event::InlineHtml("</a>".into())), None],
        Event::Start(Tag::Heading {
            level, classes, attrs, ..
        }) => {
            let id = headings.next().map(|heading| CowStr::from(heading.id.clone()));
            [
                Some(Event::Start(Tag::Heading {
                    level,
                    id,
                    classes,
                    attrs,
                })),
                None,
            ]
        }
        event => [Some(event), None],
    });
    pulldown_cmark::html::push_html(&mut html, events.flatten());
    html
}

fn anchor<'a>(href: &str, title: &str) -> CowStr<'a> {
    let rel = if title == LEAVES {
        " rel=\"nofollow ugc noopener\""
    } else {
        ""
    };
    format!("<a href=\"{}\"{rel}>", escape(href)).into()
}

/// A name for each table: its column heads, or else the heading before it.
fn table_labels(events: &[Event]) -> Vec<String> {
    let (mut labels, mut heading, mut start) = (Vec::new(), String::new(), 0);
    for (place, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::TableHead) => start = place + 1,
            Event::End(TagEnd::Heading(_)) => heading = plain::words(&events[start..place]),
            Event::End(TagEnd::TableHead) => {
                let head = plain::words(&events[start..place]);
                let label = if head.chars().any(char::is_alphanumeric) {
                    &head
                } else {
                    &heading
                };
                labels.push(label.chars().take(LABEL_MOST).collect());
            }
            _ => {}
        }
    }
    labels
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
