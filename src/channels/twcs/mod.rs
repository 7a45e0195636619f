//! The CSV of "Customer Support on Twitter": one tweet a row, in any order, threads known only by the reply columns.
//!
//! Rows are copied to a temporary file; in memory stay 32 bytes a tweet. When all are there, `threads` groups them, and
//! each thread is read back and given out as a conversation. All inputs together are one set: a thread may go across files.
//!
//! - A thread's root is a tweet whose parent is not in the input (`reply_to` keeps naming it); its id is the thread's.
//! - `response_tweet_id` counts only where the tweet it names has no parent of its own: spreadsheets turn its lists into
//!   large numbers. To be believed, that tweet must be no older and must mention or continue the author.
//! - The author id of the agent is the brand and the handle. Parents may be written `848.0`, booleans in any case.
//! - HTML entities are read once.

mod spool;
mod threads;

use super::{
    Content, Halt, Kind, MESSAGES_MOST, Output, TEXT_MOST,
    csv_rows::{CsvRows, Next},
    open_or_reject,
    source::{Done, Input, Open, unreadable},
    text, time,
};
use crate::domain::conversation::{AuthorRole, IncomingConversation, IncomingMessage};
use chrono::DateTime;
use spool::{Spool, Tweet};
use std::path::Path;
use threads::{NONE, Row, Threads};

pub(super) fn read(inputs: Vec<Input>, done: &Done, scratch: &Path, output: &mut Output) -> Result<(), Halt> {
    let mut spool = Spool::new(scratch)?;
    let mut rows = Vec::new();
    for input in inputs {
        let Some(open) = open_or_reject(input, done, output)? else {
            continue;
        };
        spool.sources.push(open.source.clone());
        let source = (spool.sources.len() - 1) as u32;
        gather(open, source, &mut spool, &mut rows, output)?;
    }
    let mut stored = spool.finish()?;
    let (mut threads, repeated) = Threads::new(rows);
    for row in repeated {
        let tweet = stored.tweet(row.offset)?;
        let source = stored.source(&tweet);
        let reason = format!("tweet {} stands more than once; the first is kept", row.id);
        output.reject(&source, tweet.line, Kind::Message, reason)?;
    }
    believe_hints(&mut threads, &mut stored)?;
    for thread in threads.grouped().iter() {
        give(thread, &mut stored, output)?;
    }
    Ok(())
}

/// Where each column stands.
struct Columns {
    tweet_id: usize,
    author_id: usize,
    inbound: usize,
    created_at: usize,
    text: usize,
    response: Option<usize>,
    parent: usize,
    count: usize,
}

impl Columns {
    /// The columns by the names in the first row, or the name that is missing.
    fn of(rows: &CsvRows<impl std::io::BufRead>) -> Result<Self, &'static str> {
        let find = |name: &'static str| {
            (0..rows.len())
                .find(|index| rows.field(*index).trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
                .ok_or(name)
        };
        Ok(Self {
            tweet_id: find("tweet_id")?,
            author_id: find("author_id")?,
            inbound: find("inbound")?,
            created_at: find("created_at")?,
            text: find("text")?,
            response: find("response_tweet_id").ok(),
            parent: find("in_response_to_tweet_id")?,
            count: rows.len(),
        })
    }
}

/// Reads one file into the spool and the rows.
fn gather(open: Open, source: u32, spool: &mut Spool, index: &mut Vec<Row>, output: &mut Output) -> Result<(), Halt> {
    let mut rows = CsvRows::new(open.reader);
    let mut columns = None;
    let mut last = 0;
    loop {
        let line = match rows.next() {
            Ok(Next::End) => return Ok(()),
            Ok(Next::Row(line)) => line,
            Ok(Next::Broken(line, why)) => {
                output.reject(&open.source, line, Kind::Message, why)?;
                continue;
            }
            Err(error) => {
                return output.reject(&open.source, last + 1, Kind::File, unreadable(&error));
            }
        };
        last = line;
        let Some(columns) = &columns else {
            match Columns::of(&rows) {
                Ok(found) => columns = Some(found),
                Err(name) => {
                    return output.reject(&open.source, line, Kind::File, format!("there is no column \"{name}\""));
                }
            }
            continue;
        };
        match tweet(&rows, columns) {
            Ok((id, parent, at, mut tweet)) => {
                (tweet.source, tweet.line) = (source, line);
                let offset = spool.add(&tweet)?;
                index.push(Row { id, parent, at, offset });
                let response = columns.response.map_or(&b""[..], |column| rows.field(column));
                for child in response.split(|byte| *byte == b',').filter_map(id_of) {
                    spool.hint(child, id)?;
                }
            }
            Err(reason) => {
                output.reject(&open.source, line, Kind::Message, reason)?;
                rows.take_back();
            }
        }
        output.report(open.done.get(), false);
    }
}

/// The present row as id, parent, time and the rest.
fn tweet(rows: &CsvRows<impl std::io::BufRead>, columns: &Columns) -> Result<(u64, u64, i64, Tweet), String> {
    if rows.len() != columns.count {
        return Err(format!(
            "the row has {} fields instead of {}",
            rows.len(),
            columns.count
        ));
    }
    let field = |column: usize| std::str::from_utf8(rows.field(column)).map_err(|_| String::from("not UTF-8"));
    let id = id_of(rows.field(columns.tweet_id)).ok_or("tweet_id is not a number")?;
    let parent = match rows.field(columns.parent).trim_ascii() {
        b"" => NONE,
        text => id_of(text).ok_or("in_response_to_tweet_id is not a number")?,
    };
    let at = time::parse_twitter(field(columns.created_at)?).ok_or("created_at is not a time")?;
    let customer = match field(columns.inbound)?.trim() {
        word if word.eq_ignore_ascii_case("true") => true,
        word if word.eq_ignore_ascii_case("false") => false,
        _ => return Err("inbound is neither true nor false".into()),
    };
    let author = text::name(field(columns.author_id)?.to_owned()).ok_or("author_id is missing")?;
    text::check_length("author_id", &author)?;
    let text = text::clean(text::unescape(field(columns.text)?).into_owned());
    if text.len() > TEXT_MOST && text.chars().count() > TEXT_MOST {
        return Err(format!("the text is longer than {TEXT_MOST} characters"));
    }
    let tweet = Tweet {
        source: 0,
        line: 0,
        customer,
        author,
        text,
    };
    Ok((id, parent, at.and_utc().timestamp_micros(), tweet))
}

/// An id as the files write it: `848`, or `848.0` after a spreadsheet.
fn id_of(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text.trim_ascii()).ok()?;
    let digits = text.strip_suffix(".0").unwrap_or(text);
    digits.parse().ok().filter(|id| *id != NONE)
}

/// Joins tweets without a parent to the one that names them as its response, where that is likely.
fn believe_hints(threads: &mut Threads, stored: &mut spool::Stored) -> Result<(), Halt> {
    let mut likely = Vec::new();
    for hint in stored.hints()? {
        let (child, parent) = hint?;
        let (Some(child), Some(parent)) = (threads.find(child), threads.find(parent)) else {
            continue;
        };
        let (reply, answered) = (threads.rows[child], threads.rows[parent]);
        if reply.parent == NONE && child != parent && reply.at >= answered.at {
            likely.push((child, parent));
        }
    }
    // The same result whatever the order of rows: of two that claim a tweet, the one with the lower id has it.
    likely.sort_unstable();
    for (child, parent) in likely {
        if threads.rows[child].parent != NONE {
            continue;
        }
        let reply = stored.tweet(threads.rows[child].offset)?;
        let answered = stored.tweet(threads.rows[parent].offset)?;
        if reply.author == answered.author || mentions(&reply.text, &answered.author) {
            threads.rows[child].parent = threads.rows[parent].id;
        }
    }
    Ok(())
}

fn mentions(text: &str, author: &str) -> bool {
    text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '@'))
        .filter_map(|word| word.strip_prefix('@'))
        .any(|handle| handle.eq_ignore_ascii_case(author))
}

/// Reads a thread back, in order, and gives it out.
fn give(thread: threads::Thread, stored: &mut spool::Stored, output: &mut Output) -> Result<(), Halt> {
    let mut conversation = IncomingConversation {
        external_id: thread.id.to_string(),
        channel: Some("x".into()),
        ..IncomingConversation::default()
    };
    let mut place = None;
    for row in thread.rows {
        let tweet = stored.tweet(row.offset)?;
        let source = stored.source(&tweet);
        if conversation.messages.len() == MESSAGES_MOST {
            let reason = format!("thread {} has more than {MESSAGES_MOST} messages", thread.id);
            output.reject(&source, tweet.line, Kind::Message, reason)?;
            continue;
        }
        place.get_or_insert((source, tweet.line));
        if !tweet.customer && conversation.brand.is_none() {
            conversation.brand = Some(tweet.author.clone());
            conversation.handle = Some(tweet.author.clone());
        }
        conversation.messages.push(IncomingMessage {
            external_id: row.id.to_string(),
            author: Some(tweet.author),
            role: if tweet.customer {
                AuthorRole::Customer
            } else {
                AuthorRole::Agent
            },
            at: DateTime::from_timestamp_micros(row.at).map(|at| at.naive_utc()),
            text: tweet.text,
            reply_to: (row.parent != NONE).then(|| row.parent.to_string()),
            visibility: None,
        });
    }
    match place {
        Some((source, line)) => output.give(&source, line, Content::Conversation(conversation)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
