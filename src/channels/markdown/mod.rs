//! Articles as Markdown files with front matter: our own export and `content/`, and the folders of Hugo, Zola, Jekyll and
//! Docusaurus.
//!
//! The body is the resolution. Keys: `id` (external id), `public_id` (the id in the exporting instance), `group`, `lang`,
//! `title` (else the first heading), `issue` (text or list), `environment` (text or map), `reply`, `replies` (by channel),
//! `cause`, `topics`, `tags`, `confidence`, `audience`, `governance`, `related`, `brand`, `draft`, `slug`, `aliases`,
//! `date`, `updated`, and `resolution` where it cannot stand as a body without change. An export adds what only another
//! instance needs: `published`, `published_at`, `replaced_by` (a public id), `revision` (number, time and note of this
//! text) and `history` (the other revisions; `published` says which of them readers saw).
//!
//! What the front matter leaves open is not made public by accident: without `confidence` and `audience` an article is
//! `not_validated` and `internal`, a `draft` is `work_in_progress`. A file without `id` is known by its path; `es/x.md`
//! and `x.es.md` say their language, and share a group with `en/x.md` and `x.en.md`.

mod front_matter;
mod write;

pub use write::to_markdown;

use super::{
    Content, Halt, IncomingArticle, Kind, Output, RECORD_MOST, Stamp,
    source::{Open, unreadable},
    text, time,
};
use crate::domain::{
    article::{Confidence, Parts},
    locale::Locale,
};
use chrono::NaiveDateTime;
use front_matter::{Broken, FrontMatter};
use serde_json::{Map, Value};
use std::{io::Read, str::FromStr};

/// Reads one file; `relative` as for [`parse`].
pub(super) fn read(open: Open, relative: &str, output: &mut Output) -> Result<(), Halt> {
    let mut bytes = Vec::new();
    let read = open.reader.take(RECORD_MOST as u64 + 1).read_to_end(&mut bytes);
    let content = match read {
        Err(error) => Err((1, unreadable(&error))),
        Ok(length) if length > RECORD_MOST => Err((1, format!("the file is larger than {} MB", RECORD_MOST >> 20))),
        Ok(_) => utf8(&bytes).and_then(|text| parse(text, relative)),
    };
    match content {
        Ok(article) => output.give(&open.source, 1, Content::Article(Box::new(article)))?,
        Err((line, reason)) => output.reject(&open.source, line, Kind::Article, reason)?,
    }
    output.report(open.done.get(), false);
    Ok(())
}

fn utf8(bytes: &[u8]) -> Result<&str, Broken> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        (1 + before.matches('\n').count() as u64, "not UTF-8".into())
    })
}

/// The article in a file. `relative` is its path below the imported folder, with `/`.
pub fn parse(text: &str, relative: &str) -> Result<IncomingArticle, (u64, String)> {
    let text = text::clean(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
    let FrontMatter { keys, body } = front_matter::read(&text)?;
    let at = |(key, reason): (&str, String)| (line_of(&text[..body], key), format!("{key}: {reason}"));
    let mut body = text[body..].trim_matches('\n').trim_end();
    let mut head = Head { keys };
    let title = head.text("title").map_err(at)?;
    let title = match title {
        Some(title) => title,
        None => match split_heading(body) {
            Some((heading, rest)) => {
                body = rest;
                heading.to_owned()
            }
            None => title_of_path(relative),
        },
    };
    let mut article = head.article(title, body).map_err(at)?;
    name_by_path(&mut article, relative);
    match article.problem() {
        None => Ok(article),
        Some(problem) => Err((1, problem)),
    }
}

/// The line of a key in the head.
fn line_of(head: &str, key: &str) -> u64 {
    let stands = |line: &str| {
        let line = line.trim_start().trim_start_matches('"');
        line.strip_prefix(key)
            .is_some_and(|rest| rest.starts_with([':', ' ', '=', '"']))
    };
    head.lines().position(stands).map_or(1, |at| at as u64 + 1)
}

/// A first-level heading at the start, and what follows it.
fn split_heading(body: &str) -> Option<(&str, &str)> {
    let body = body.trim_start();
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    let heading = first.strip_prefix("# ")?.trim().trim_end_matches('#').trim_end();
    (!heading.is_empty()).then(|| (heading, rest.trim_start_matches('\n')))
}

fn title_of_path(relative: &str) -> String {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    let name = name.split('.').next().unwrap_or(name);
    name.replace(['-', '_'], " ").trim().to_owned()
}

/// Languages that a part of a path is taken for.
const PATH_LOCALES: &[&str] = &[
    "ca", "de", "en", "es", "eu", "fr", "gl", "it", "ja", "ko", "nl", "pl", "pt", "pt-br", "ru", "sv", "zh",
];

/// A file that does not say its id, language or group has them from its path.
fn name_by_path(article: &mut IncomingArticle, relative: &str) {
    let stem = relative.trim_end_matches(".gz");
    let stem = stem
        .rsplit_once('.')
        .filter(|(_, end)| !end.contains('/'))
        .map_or(stem, |(stem, _)| stem);
    let is_locale = |part: &str| PATH_LOCALES.contains(&part.to_lowercase().as_str());
    let mut found = None;
    let mut group: Vec<&str> = Vec::new();
    for part in stem.split('/') {
        match part.rsplit_once('.').filter(|(_, end)| is_locale(end)) {
            Some((name, locale)) => {
                found = Some(locale);
                group.push(name);
            }
            None if is_locale(part) && found.is_none() => found = Some(part),
            None => group.push(part),
        }
    }
    if article.external_id.is_none() && article.id.is_none() {
        article.external_id = Some(relative.to_owned());
        if article.group.is_none() && found.is_some() {
            article.group = Some(group.join("/"));
        }
    }
    if article.locale.is_none() {
        article.locale = found.and_then(|part| part.parse().ok());
    }
}

/// The keys of a front matter.
struct Head {
    keys: Map<String, Value>,
}

/// A key and what is wrong with its value.
type Problem<'a> = (&'a str, String);

impl Head {
    fn article(&mut self, title: String, body: &str) -> Result<IncomingArticle, Problem<'static>> {
        let parts = self.parts(title, body)?;
        let unvouched = IncomingArticle::unvouched(parts);
        let draft = self.keys.get("draft") == Some(&Value::Bool(true))
            || self.keys.get("published") == Some(&Value::Bool(false));
        let confidence = if draft {
            Confidence::WorkInProgress
        } else {
            unvouched.confidence
        };
        Ok(IncomingArticle {
            id: self.parsed("public_id")?,
            external_id: self.name("id")?,
            group: self.name("group")?,
            brands: self.names(&["brand", "brands"])?,
            locale: self.first_parsed::<Locale>(&["lang", "language", "locale"])?,
            topics: self.names(&["topics", "topic", "categories", "category"])?,
            tags: self.names(&["tags", "keywords"])?,
            confidence: self.parsed("confidence")?.unwrap_or(confidence),
            audience: self.parsed("audience")?.unwrap_or(unvouched.audience),
            governance: self.parsed("governance")?.unwrap_or(unvouched.governance),
            related: self.names(&["related"])?,
            slug: self.name("slug")?,
            aliases: self.names(&["aliases", "redirect_from"])?,
            created_at: self.time(&["date", "created"])?,
            updated_at: self.time(&["updated", "lastmod", "last_modified_at", "last_update"])?,
            published: self
                .keys
                .get("published")
                .and_then(Value::as_bool)
                .filter(|_| !draft || self.keys.contains_key("confidence")),
            published_at: self.time(&["published_at"])?,
            replaced_by: self.parsed("replaced_by")?,
            revision: self
                .keys
                .get("revision")
                .filter(|value| value.is_object())
                .map(stamp)
                .transpose()
                .map_err(|reason| ("revision", reason))?,
            history: self.history()?,
            ..unvouched
        })
    }

    fn parts(&self, title: String, body: &str) -> Result<Parts, Problem<'static>> {
        Ok(Parts {
            title,
            issue: self.list("issue")?.join("\n"),
            environment: self.environment()?,
            resolution: self.text("resolution")?.unwrap_or_else(|| body.to_owned()),
            cause: self.text("cause")?.unwrap_or_default(),
            reply: self.text("reply")?.unwrap_or_default(),
            channel_replies: self.replies()?,
        })
    }

    /// The revisions before and after this text.
    fn history(&self) -> Result<Vec<(Stamp, Parts)>, Problem<'static>> {
        // Other programs mean something else by it.
        let ours = self.keys.get("revision").is_some_and(Value::is_object);
        let Some(Value::Array(items)) = self.keys.get("history").filter(|_| ours) else {
            return Ok(Vec::new());
        };
        let read = |item: &Value| {
            let head = Self {
                keys: item.as_object().cloned().unwrap_or_default(),
            };
            let title = head.text("title")?.unwrap_or_default();
            let parts = head.parts(title, "")?;
            Ok((stamp(item).map_err(|reason| ("history", reason))?, parts))
        };
        items.iter().map(read).collect()
    }

    /// A text, or a number or truth value as text; none where it is missing, null or blank.
    fn text(&self, key: &'static str) -> Result<Option<String>, Problem<'static>> {
        match self.keys.get(key) {
            None => Ok(None),
            Some(value) => plain(value).map_err(|reason| (key, reason)),
        }
    }

    /// An id or name.
    fn name(&self, key: &'static str) -> Result<Option<String>, Problem<'static>> {
        let name = self.text(key)?.and_then(text::name);
        name.as_deref()
            .map_or(Ok(()), |name| text::check_length("it", name))
            .map_err(|reason| (key, reason))?;
        Ok(name)
    }

    /// A list, or one text as a list of one.
    fn list(&self, key: &'static str) -> Result<Vec<String>, Problem<'static>> {
        match self.keys.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(list)) => list
                .iter()
                .filter_map(|item| plain(item).transpose())
                .collect::<Result<_, _>>()
                .map_err(|reason| (key, reason)),
            Some(one) => plain(one)
                .map(|text| text.into_iter().collect())
                .map_err(|reason| (key, reason)),
        }
    }

    /// Names under any of `keys`, also where Zola keeps them (`[taxonomies]`).
    fn names(&self, keys: &[&'static str]) -> Result<Vec<String>, Problem<'static>> {
        let mut names = Vec::new();
        for key in keys {
            names.extend(self.list(key)?);
            if let Some(Value::Array(list)) = self.keys.get("taxonomies").and_then(|all| all.get(key)) {
                names.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
            }
        }
        for name in &names {
            text::check_length("it", name).map_err(|reason| (keys[0], reason))?;
        }
        Ok(names.into_iter().filter_map(text::name).collect())
    }

    fn parsed<T: FromStr<Err: ToString>>(&self, key: &'static str) -> Result<Option<T>, Problem<'static>> {
        let text = self.text(key)?;
        text.map(|text| text.trim().parse().map_err(|error: T::Err| (key, error.to_string())))
            .transpose()
    }

    fn first_parsed<T: FromStr<Err: ToString>>(&self, keys: &[&'static str]) -> Result<Option<T>, Problem<'static>> {
        let key = keys.iter().find(|key| self.keys.contains_key(**key));
        key.map_or(Ok(None), |key| self.parsed(key))
    }

    fn time(&self, keys: &[&'static str]) -> Result<Option<NaiveDateTime>, Problem<'static>> {
        let Some(key) = keys
            .iter()
            .find(|key| self.keys.get(**key).is_some_and(Value::is_string))
        else {
            return Ok(None);
        };
        let text = self.text(key)?.unwrap_or_default();
        let at = time::parse(&text);
        at.map(Some)
            .ok_or_else(|| (*key, format!("\"{}\" is not a time", text::headline(&text, 40))))
    }

    fn environment(&self) -> Result<String, Problem<'static>> {
        let Some(Value::Object(facts)) = self.keys.get("environment") else {
            return Ok(self.list("environment")?.join(" · "));
        };
        let mut lines = Vec::new();
        for (name, value) in facts {
            if let Some(value) = plain(value).map_err(|reason| ("environment", reason))? {
                lines.push(format!("{name}: {value}"));
            }
        }
        Ok(lines.join(" · "))
    }

    fn replies(&self) -> Result<std::collections::BTreeMap<String, String>, Problem<'static>> {
        match self.keys.get("replies") {
            None | Some(Value::Null) => Ok(std::collections::BTreeMap::new()),
            Some(Value::Object(replies)) => replies
                .iter()
                .filter_map(|(channel, text)| Some(plain(text).transpose()?.map(|text| (channel.clone(), text))))
                .collect::<Result<_, _>>()
                .map_err(|reason| ("replies", reason)),
            Some(_) => Err(("replies", "it has to be texts by channel".into())),
        }
    }
}

/// The number, time and note of a revision.
fn stamp(value: &Value) -> Result<Stamp, String> {
    let number = value.get("number").and_then(Value::as_i64);
    let at = value.get("at").and_then(Value::as_str).and_then(time::parse);
    match (number.and_then(|number| i32::try_from(number).ok()), at) {
        (Some(number), Some(at)) if number > 0 => Ok(Stamp {
            number,
            at,
            note: value.get("note").map_or(Ok(None), plain)?.unwrap_or_default(),
            was_public: value.get("published").and_then(Value::as_bool).unwrap_or_default(),
        }),
        _ => Err("a revision needs a number and a time".into()),
    }
}

/// A single value as text.
fn plain(value: &Value) -> Result<Option<String>, String> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::String(text) => text::without_nul(text.clone()),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(_) | Value::Object(_) => return Err("it has to be a text".into()),
    };
    Ok((!text.trim().is_empty()).then_some(text))
}

#[cfg(test)]
mod tests;
