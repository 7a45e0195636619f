//! What an article counts without: texts that it has from one conversation, while that very conversation is replayed.

use super::{analysis::Analyzer, split::words, stop_words::Role, terms::Word};
use crate::domain::{id::ArticleId, locale::Locale};
use std::{collections::HashMap, rc::Rc};
use tantivy::fieldnorm::FieldNormReader;

/// An article, and those of its phrasings that count as if it did not have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub article_id: ArticleId,
    pub phrasings: Vec<String>,
}

/// How often stems stand in what is left out, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Less {
    counts: HashMap<Rc<str>, u32>,
    length: u32,
}

impl Less {
    /// Read as the index read the article.
    pub fn of(left_out: &LeftOut, locale: &Locale) -> Self {
        let analyzer = Analyzer::of(locale.language());
        let mut less = Self::default();
        for text in &left_out.phrasings {
            for word in words(text) {
                let form = analyzer.form(word.text);
                if form.role != Role::Empty {
                    *less.counts.entry(form.stem).or_default() += 1;
                    less.length += 1;
                }
            }
        }
        less
    }

    /// How often a document has the word without it, of `count` times with it.
    pub fn count(&self, word: &Word, count: u32) -> u32 {
        let mine = word.stems.iter().filter_map(|stem| self.counts.get(stem));
        count.saturating_sub(mine.sum())
    }

    /// The length of a document of `length` words without it, as the index tells lengths apart.
    pub fn norm_id(&self, length: u32) -> u8 {
        FieldNormReader::fieldnorm_to_id(length.saturating_sub(self.length))
    }
}
