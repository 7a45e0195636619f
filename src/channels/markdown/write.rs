//! Our own form, written: what [`parse`](super::parse) reads back without a loss.

use super::{IncomingArticle, Stamp, split_heading};
use crate::domain::article::Parts;
use chrono::{NaiveDateTime, SecondsFormat};
use std::fmt::Write;

/// An article as a Markdown file with YAML front matter. Reading it back gives the same article, except that blank texts
/// and U+0000 do not come back, and that one without any id gets one from its path.
pub fn to_markdown(article: &IncomingArticle) -> String {
    let mut file = String::from("---\n");
    let parts = &article.parts;
    text(&mut file, "id", article.external_id.as_deref());
    let public_id = article.id.map(|id| id.to_string());
    text(&mut file, "public_id", public_id.as_deref());
    text(&mut file, "group", article.group.as_deref());
    list(&mut file, "brand", &article.brands);
    text(&mut file, "lang", article.locale.as_ref().map(|locale| locale.as_str()));
    text(&mut file, "title", Some(&parts.title));
    issue(&mut file, &parts.issue);
    text(&mut file, "environment", Some(&parts.environment));
    text(&mut file, "reply", Some(&parts.reply));
    if !parts.channel_replies.is_empty() {
        file.push_str("replies:\n");
        for (channel, reply) in &parts.channel_replies {
            line(&mut file, &format!("  {}", scalar(channel)), &scalar(reply));
        }
    }
    text(&mut file, "cause", Some(&parts.cause));
    list(&mut file, "topics", &article.topics);
    list(&mut file, "tags", &article.tags);
    text(&mut file, "confidence", Some(article.confidence.as_str()));
    text(&mut file, "audience", Some(article.audience.as_str()));
    text(&mut file, "governance", Some(article.governance.as_str()));
    list(&mut file, "related", &article.related);
    text(&mut file, "slug", article.slug.as_deref());
    list(&mut file, "aliases", &article.aliases);
    text(&mut file, "date", article.created_at.map(time).as_deref());
    text(&mut file, "updated", article.updated_at.map(time).as_deref());
    if let Some(published) = article.published {
        line(&mut file, "published", if published { "true" } else { "false" });
    }
    text(&mut file, "published_at", article.published_at.map(time).as_deref());
    let replacement = article.replaced_by.map(|id| id.to_string());
    text(&mut file, "replaced_by", replacement.as_deref());
    if let Some(stamp) = &article.revision {
        line(&mut file, "revision", &format!("{{{}}}", stamped(stamp)));
    }
    history(&mut file, &article.history);
    let resolution = &parts.resolution;
    if stands_as_body(resolution, &parts.title) {
        let _ = write!(file, "---\n\n{resolution}\n");
    } else {
        text(&mut file, "resolution", Some(resolution));
        file.push_str("---\n");
    }
    file
}

/// One revision a line.
fn history(file: &mut String, history: &[(Stamp, Parts)]) {
    if history.is_empty() {
        return;
    }
    file.push_str("history:\n");
    for (stamp, parts) in history {
        let texts = [
            ("title", &parts.title),
            ("issue", &parts.issue),
            ("environment", &parts.environment),
            ("reply", &parts.reply),
            ("cause", &parts.cause),
            ("resolution", &parts.resolution),
        ];
        let mut one = stamped(stamp);
        for (key, text) in texts.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
            let _ = write!(one, ", {key}: {}", scalar(text));
        }
        if !parts.channel_replies.is_empty() {
            let replies = parts.channel_replies.iter();
            let replies: Vec<_> = replies
                .map(|(channel, reply)| format!("{}: {}", scalar(channel), scalar(reply)))
                .collect();
            let _ = write!(one, ", replies: {{{}}}", replies.join(", "));
        }
        let _ = writeln!(file, "  - {{{one}}}");
    }
}

fn stamped(stamp: &Stamp) -> String {
    let mut text = format!("number: {}, at: {}", stamp.number, scalar(&time(stamp.at)));
    if !stamp.note.trim().is_empty() {
        let _ = write!(text, ", note: {}", scalar(&stamp.note));
    }
    if stamp.was_public {
        text.push_str(", published: true");
    }
    text
}

/// Whether reading the text as a body gives the same text.
fn stands_as_body(text: &str, title: &str) -> bool {
    let trimmed = text.trim_matches('\n').trim_end() == text;
    let heading_stays = !title.trim().is_empty() || split_heading(text).is_none();
    trimmed && heading_stays && !text.contains('\r')
}

fn time(at: NaiveDateTime) -> String {
    at.and_utc().to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn line(file: &mut String, key: &str, value: &str) {
    let _ = writeln!(file, "{key}: {value}");
}

fn text(file: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        line(file, key, &scalar(value));
    }
}

fn list(file: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let values: Vec<_> = values.iter().map(|value| scalar(value)).collect();
        line(file, key, &format!("[{}]", values.join(", ")));
    }
}

/// One phrasing a line, where that reads back the same.
fn issue(file: &mut String, issue: &str) {
    let lines: Vec<_> = issue.split('\n').collect();
    if lines.len() < 2 || lines.iter().any(|line| line.trim().is_empty()) {
        return text(file, "issue", Some(issue));
    }
    file.push_str("issue:\n");
    for line in lines {
        let _ = writeln!(file, "  - {}", scalar(line));
    }
}

/// A value in YAML: as it stands where no reader could take it for anything but this text, else in double quotes.
fn scalar(value: &str) -> String {
    const OTHER_MEANINGS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = value.starts_with(|letter: char| letter.is_ascii_lowercase())
        && value
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
        && !OTHER_MEANINGS.contains(&value);
    if plain {
        return value.to_owned();
    }
    let mut quoted = String::with_capacity(value.len() + 2);
    quoted.push('"');
    for letter in value.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // What YAML 1.2 section 5.1 does not call printable, and its line breaks, which it would fold.
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04X}", letter as u32);
            }
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
