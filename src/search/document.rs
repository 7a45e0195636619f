//! What is indexed of an article or a conversation, and how it becomes a document of the index.

use super::{
    analysis::Analyzer,
    fields::{BLANK, Fields, SPELLED_AS},
    split::words,
    stop_words::Role,
};
use crate::domain::{
    environment::Value,
    id::{ArticleId, BrandId, ConversationId, TopicId},
    locale::Locale,
};
use chrono::NaiveDateTime;
use std::collections::HashSet;
use tantivy::TantivyDocument;

/// Part of the index folder's name; count it up when what is put into an index changes.
pub(super) const VERSION: u32 = 2;

/// The shortest and longest beginnings of a word that are kept for completion, in characters.
pub(super) const BEGINNINGS: std::ops::RangeInclusive<usize> = 2..=12;
/// Stands before the first word of a title, so that titles that begin as typed come first.
pub(super) const OPENING: char = '^';
/// Phrasings whose beginnings complete what is typed; an article may have hundreds.
const COMPLETED_PHRASINGS: usize = 8;

/// An article as it is searched. Texts are plain words without marks; what readers may not see is not in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleDocument {
    pub article_id: ArticleId,
    /// The brands whose portals show it.
    pub brand_ids: Vec<BrandId>,
    pub locale: Locale,
    pub title: String,
    /// How customers put the problem: the lines of the issue and the questions of linked public conversations, redacted.
    pub phrasings: Vec<String>,
    pub environment: String,
    /// Resolution and cause as plain words.
    pub text: String,
    pub reply: String,
    pub topics: Vec<TopicId>,
    /// What it is for, of what its brands declare.
    pub environments: Vec<Value>,
    /// How often it was sent as an answer.
    pub uses: i64,
    pub updated_at: NaiveDateTime,
}

/// A resolved conversation as it is searched, for staff alone.
#[derive(Debug, Clone, PartialEq)]
pub struct ConversationDocument {
    pub conversation_id: ConversationId,
    pub brand_id: BrandId,
    pub locale: Locale,
    /// What the customer asked.
    pub question: String,
    /// What the agent answered.
    pub answer: String,
    /// When it was resolved or last written in.
    pub at: NaiveDateTime,
}

impl ArticleDocument {
    pub(super) fn to_tantivy(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_i64(fields.id, self.article_id.0);
        for brand in &self.brand_ids {
            document.add_i64(fields.brand, brand.0);
        }
        for topic in &self.topics {
            document.add_i64(fields.topic, topic.0);
        }
        for Value(environment) in &self.environments {
            document.add_i64(fields.environment, *environment);
        }
        document.add_text(fields.locale, self.locale.as_str());
        document.add_i64(fields.uses, self.uses);
        document.add_i64(fields.at, self.updated_at.and_utc().timestamp());

        let mut text = Prepared::new(&self.locale);
        let title = text.add(&self.title);
        for phrasing in &self.phrasings {
            text.add(phrasing);
        }
        let said: HashSet<&str> = self
            .phrasings
            .iter()
            .map(|phrasing| phrasing.trim())
            .chain([self.title.trim()])
            .collect();
        text.add(&self.environment);
        for line in self.text.lines().filter(|line| !said.contains(line.trim())) {
            text.add(line);
        }
        text.add(&self.reply);
        document.add_text(fields.title, title);
        document.add_text(fields.words, text.stems);
        document.add_text(fields.folded, text.folded);
        document.add_text(fields.beginning, self.beginnings());
        document.add_text(fields.spelling, text.spellings);
        document
    }

    /// The beginnings of the words of title and phrasings, each once.
    fn beginnings(&self) -> String {
        let analyzer = Analyzer::of(self.locale.language());
        let mut seen = HashSet::new();
        let mut out = String::new();
        let mut add = |word: &str, mark: &str| {
            for length in BEGINNINGS {
                let Some((end, letter)) = word.char_indices().nth(length - 1) else {
                    break;
                };
                let beginning = [mark, &word[..end + letter.len_utf8()]].concat();
                if !seen.contains(&beginning) {
                    out.push_str(&beginning);
                    out.push(BLANK);
                    seen.insert(beginning);
                }
            }
        };
        for (place, word) in words(&self.title).enumerate() {
            let form = analyzer.form(word.text);
            add(&form.folded, "");
            if place == 0 {
                add(&form.folded, OPENING.encode_utf8(&mut [0; 4]));
            }
        }
        for phrasing in self.phrasings.iter().take(COMPLETED_PHRASINGS) {
            for word in words(phrasing) {
                let form = analyzer.form(word.text);
                if form.role == Role::Telling {
                    add(&form.folded, "");
                }
            }
        }
        out
    }
}

impl ConversationDocument {
    pub(super) fn to_tantivy(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_i64(fields.id, self.conversation_id.0);
        document.add_i64(fields.brand, self.brand_id.0);
        document.add_text(fields.locale, self.locale.as_str());
        document.add_i64(fields.at, self.at.and_utc().timestamp());
        let mut text = Prepared::new(&self.locale);
        text.add(&self.question);
        text.add(&self.answer);
        document.add_text(fields.words, text.stems);
        document
    }
}

/// The words of a document in both forms, ready to be split at blanks.
struct Prepared {
    analyzer: Analyzer,
    stems: String,
    folded: String,
    spellings: String,
    spelled: HashSet<Box<str>>,
}

impl Prepared {
    fn new(locale: &Locale) -> Self {
        Self {
            analyzer: Analyzer::of(locale.language()),
            stems: String::new(),
            folded: String::new(),
            spellings: String::new(),
            spelled: HashSet::new(),
        }
    }

    /// Adds a text and gives its stems.
    fn add(&mut self, text: &str) -> String {
        let first = self.stems.len();
        for word in words(text) {
            let form = self.analyzer.form(word.text);
            if form.role != Role::Empty {
                self.stems.push_str(&form.stem);
                self.stems.push(BLANK);
            }
            self.folded.push_str(&form.folded);
            self.folded.push(BLANK);
            if !word.text.is_ascii() {
                self.add_spelling(word.text, &form.folded);
            }
        }
        self.stems[first..].to_owned()
    }

    fn add_spelling(&mut self, word: &str, folded: &str) {
        let lower = word.to_lowercase();
        if lower != *folded && self.spelled.insert(lower.as_str().into()) {
            self.spellings.push_str(folded);
            self.spellings.push(SPELLED_AS);
            self.spellings.push_str(&lower);
            self.spellings.push(BLANK);
        }
    }
}
