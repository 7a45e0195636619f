//! A retrieval corpus in BEIR's form: `corpus.jsonl`, each document an article that somebody vouched for; and its
//! `queries.jsonl` for measuring.
//!
//! | part of the article | from |
//! |---|---|
//! | external id | `_id` |
//! | title | `title`, else the first of `phrasings`, the first line of `question`, the first sentence of `text` |
//! | issue | `phrasings`, one a line, else `question` |
//! | resolution | `answer`, else `text`; where there are `phrasings`, `text` only repeats them and the title stands instead |
//! | brands | `brand`, `brands` |
//! | locale | `lang`; none: told from the text later |

use super::{
    Content, Halt, IncomingArticle, Kind, Output, Unreadable,
    conversations::{Word, each_line, json_problem, locale, word},
    lines::{Line, Lines},
    source::{Done, Input, Open},
    text,
};
use crate::domain::{
    article::{Audience, Confidence, PART_MOST, Parts, TITLE_MOST},
    conversation::AuthorRole,
    locale::Locale,
};
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Reads all documents of a corpus.
pub(super) fn read(open: Open, output: &mut Output) -> Result<(), Halt> {
    each_line(open, Kind::Article, output, |json| {
        let document: Document = serde_json::from_str(json).map_err(|error| json_problem(&error))?;
        let article = document.into_incoming()?;
        match article.problem() {
            None => Ok(Content::Article(Box::new(article))),
            Some(problem) => Err(problem),
        }
    })
}

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "_id")]
    id: Option<Word>,
    title: Option<String>,
    text: Option<String>,
    question: Option<String>,
    answer: Option<String>,
    phrasings: Option<Vec<String>>,
    brand: Option<Word>,
    brands: Option<Vec<Word>>,
    lang: Option<Word>,
}

impl Document {
    fn into_incoming(self) -> Result<IncomingArticle, String> {
        let external_id = word(self.id, "_id")?.ok_or("the _id is missing")?;
        let brands = self.brand.into_iter().chain(self.brands.unwrap_or_default());
        let brands = brands
            .filter_map(|brand| word(Some(brand), "brand").transpose())
            .collect::<Result<_, _>>()?;
        let issue = match &self.phrasings {
            Some(phrasings) => lines_that_fit(phrasings),
            None => kept(self.question.as_deref()).unwrap_or_default(),
        };
        let text = kept(self.text.as_deref()).filter(|_| self.phrasings.is_none());
        let title = kept(self.title.as_deref())
            .or_else(|| issue.lines().next().map(str::to_owned))
            .or_else(|| text.as_deref().map(first_sentence))
            .map(|title| text::headline(&title, TITLE_MOST))
            .ok_or("there is neither a title nor a text")?;
        let resolution = kept(self.answer.as_deref()).or(text).unwrap_or_else(|| title.clone());
        Ok(IncomingArticle {
            external_id: Some(external_id),
            brands,
            locale: word(self.lang, "lang")?.as_deref().and_then(locale),
            confidence: Confidence::Validated,
            audience: Audience::Public,
            ..IncomingArticle::unvouched(Parts {
                title,
                issue,
                resolution,
                ..Parts::default()
            })
        })
    }
}

/// A text as it is kept; none where it is missing or blank.
fn kept(text: Option<&str>) -> Option<String> {
    let text = text::clean(text?.to_owned());
    let trimmed = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// One phrasing a line, as many as a part can hold.
fn lines_that_fit(phrasings: &[String]) -> String {
    let mut lines = String::new();
    for phrasing in phrasings {
        let line = phrasing
            .replace('\0', "")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        if line.is_empty() || lines.len() + line.len() + 1 > PART_MOST {
            continue;
        }
        if !lines.is_empty() {
            lines.push('\n');
        }
        lines.push_str(&line);
    }
    lines
}

fn first_sentence(text: &str) -> String {
    let line = text.lines().next().unwrap_or(text);
    let end = line.match_indices(['.', '!', '?']).map(|(at, mark)| at + mark.len());
    let end = end
        .into_iter()
        .find(|end| line[*end..].starts_with(char::is_whitespace));
    line[..end.unwrap_or(line.len())].to_owned()
}

/// A question to measure with.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    pub id: String,
    pub text: String,
    /// What was said before, oldest first.
    pub context: Vec<(AuthorRole, String)>,
    /// The brand that the search is known to be for.
    pub brand: Option<String>,
    pub locale: Option<Locale>,
}

#[derive(Deserialize)]
struct QueryRow {
    #[serde(rename = "_id")]
    id: Word,
    text: String,
    context: Option<Vec<ContextTurn>>,
    brand: Option<Word>,
    lang: Option<Word>,
}

#[derive(Deserialize)]
struct ContextTurn {
    role: String,
    text: String,
}

/// The questions of `folder/queries.jsonl` or `folder/queries.jsonl.gz`. A bad line is an error: figures over part of a
/// set would mislead.
/// What cannot be taken as one is left out, and said with its place.
pub fn queries(folder: &Path) -> Result<(Vec<Query>, Vec<Unreadable>), Unreadable> {
    let path = queries_of(folder)?;
    read_queries(&path)
}

/// The texts of a file, or of all files in a folder, in the form of questions: `.jsonl`, or the same gzipped.
pub fn texts(path: &Path) -> Result<Vec<Query>, Unreadable> {
    if !path.is_dir() {
        return whole(read_queries(path)?);
    }
    let entries = std::fs::read_dir(path).map_err(|error| Unreadable::new(path, &error))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| {
        let name = file.to_string_lossy();
        name.ends_with(".jsonl") || name.ends_with(".jsonl.gz")
    });
    files.sort();
    if files.is_empty() {
        return Err(Unreadable {
            path: path.display().to_string(),
            reason: "there is no .jsonl file in it".into(),
        });
    }
    let read = files.iter().map(|file| whole(read_queries(file)?));
    Ok(read.collect::<Result<Vec<_>, _>>()?.concat())
}

/// Texts of which none may be missing: the first that could not be taken is the error.
fn whole((queries, rejected): (Vec<Query>, Vec<Unreadable>)) -> Result<Vec<Query>, Unreadable> {
    rejected.into_iter().next().map_or(Ok(queries), Err)
}

fn queries_of(folder: &Path) -> Result<PathBuf, Unreadable> {
    let plain = folder.join("queries.jsonl");
    let path = if plain.exists() {
        plain
    } else {
        folder.join("queries.jsonl.gz")
    };
    if !path.exists() {
        return Err(Unreadable {
            path: folder.display().to_string(),
            reason: "there is no queries.jsonl and no queries.jsonl.gz".into(),
        });
    }
    Ok(path)
}

fn read_queries(path: &Path) -> Result<(Vec<Query>, Vec<Unreadable>), Unreadable> {
    let bad = |line: u64, reason: String| Unreadable {
        path: path.display().to_string(),
        reason: format!("line {line}: {reason}"),
    };
    let open = Input::File(path.to_owned()).open(&Done::default());
    let open = open.map_err(|(path, reason)| Unreadable {
        path: path.to_string(),
        reason,
    })?;
    let mut lines = Lines::new(open.reader);
    let (mut queries, mut rejected) = (Vec::new(), Vec::new());
    while let Some((number, line)) = lines.next().map_err(|error| Unreadable::new(path, &error))? {
        match line {
            Line::Text(line) if line.trim_ascii().is_empty() => {}
            Line::Text(line) => match query(line) {
                Ok(query) => queries.push(query),
                Err(reason) => rejected.push(bad(number, reason)),
            },
            Line::TooLong => rejected.push(bad(number, "the line is too long".into())),
        }
    }
    Ok((queries, rejected))
}

fn query(line: &[u8]) -> Result<Query, String> {
    let row: QueryRow = serde_json::from_slice(line).map_err(|error| json_problem(&error))?;
    let turns = row.context.unwrap_or_default().into_iter();
    Ok(Query {
        id: row.id.0,
        text: row.text,
        context: turns
            .map(|turn| (turn.role.parse().unwrap_or(AuthorRole::Bot), turn.text))
            .collect(),
        brand: word(row.brand, "brand")?,
        locale: word(row.lang, "lang")?.as_deref().and_then(locale),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{articles, folder, read_path, read_text, rejections};
    use super::*;
    use std::{fs, io::Write};

    #[test]
    fn documents_become_public_articles() {
        let corpus = concat!(
            r#"{"_id":"a","title":"Refund","text":"q\nr","question":"where is my refund?","answer":"In 3 days.","brand":"Luz"}"#,
            "\n",
            r#"{"_id":"b","title":"","text":"x\ny","phrasings":["down  payment","EMI\nplans"," "],"brands":["B","C"],"lang":"es"}"#,
            "\n",
            r#"{"_id":"c","title":" ","text":"Use it. Then rest.\nAnd more."}"#,
            "\n",
            r#"{"_id":"d","text":""}"#,
            "\n",
            r#"{"title":"no id","text":"t"}"#,
        );
        let records = read_text("beir", corpus);
        let read = articles(&records);
        let parts: Vec<_> = read
            .iter()
            .map(|article| {
                (
                    article.parts.title.as_str(),
                    article.parts.issue.as_str(),
                    article.parts.resolution.as_str(),
                )
            })
            .collect();
        assert_eq!(
            parts,
            [
                ("Refund", "where is my refund?", "In 3 days."),
                ("down payment", "down payment\nEMI plans", "down payment"),
                ("Use it.", "", "Use it. Then rest.\nAnd more."),
            ]
        );
        assert_eq!(
            (read[1].brands.len(), read[1].locale.clone()),
            (2, Some(Locale::spanish()))
        );
        let public = |article: &&IncomingArticle| {
            article.audience == Audience::Public && article.confidence == Confidence::Validated
        };
        assert!(read.iter().all(public));
        assert_eq!(
            rejections(&records),
            ["4: there is neither a title nor a text", "5: the _id is missing"]
        );
    }

    #[test]
    fn a_folder_holds_a_zipped_corpus_and_queries() {
        let folder = folder();
        let file = fs::File::create(folder.path().join("corpus.jsonl.gz")).unwrap();
        let mut zip = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        zip.write_all(br#"{"_id":"a","title":"Refund","text":"t"}"#).unwrap();
        zip.finish().unwrap();
        let query =
            r#"{"_id":"q1","text":"where","context":[{"role":"agent","text":"Hi"}],"brand":"B","lang":"en","at":1}"#;
        fs::write(folder.path().join("queries.jsonl"), format!("null\n{query}")).unwrap();
        assert_eq!(articles(&read_path("beir", folder.path())).len(), 1);
        assert_eq!(articles(&read_path("auto", folder.path())).len(), 1);
        let (queries, rejected) = queries(folder.path()).unwrap();
        assert_eq!(rejected.len(), 1, "a bad line takes no other with it");
        assert_eq!((queries[0].id.as_str(), queries[0].brand.as_deref()), ("q1", Some("B")));
        assert_eq!(queries[0].context, [(AuthorRole::Agent, "Hi".to_owned())]);
    }
}
