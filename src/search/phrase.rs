//! Phrases in quotes: words that have to stand side by side, as they are written.

use super::{
    analysis::Analyzer,
    snapshot::{Segment, Snapshot, postings},
    split::words,
};
use crate::error::Result;
use tantivy::{
    DocId, DocSet, TERMINATED,
    postings::{Postings, SegmentPostings},
    schema::IndexRecordOption,
};

/// Words of one phrase that are looked at.
const LENGTH_MOST: usize = 12;
/// Documents whose positions are read for one query: two very common words can stand together in half of an index.
const CHECKED_MOST: usize = 20_000;

/// The phrases of a query, folded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phrases(Vec<Vec<String>>);

impl Phrases {
    /// What stands between quotes in `text`; a quote that is never closed reaches to the end.
    pub fn in_text(text: &str) -> Self {
        let general = Analyzer::of("");
        let quoted = text.split(['"', '“', '”', '«', '»', '„']).skip(1).step_by(2);
        let phrases = quoted.map(|phrase| {
            words(phrase)
                .take(LENGTH_MOST)
                .map(|word| general.form(word.text).folded.to_string())
                .collect::<Vec<_>>()
        });
        Self(phrases.filter(|phrase| phrase.len() > 1).collect())
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks documents in the order of the index.
    pub fn checker<'a>(&'a self, snapshot: &'a Snapshot) -> Checker<'a> {
        Checker {
            snapshot,
            phrases: self,
            segment: usize::MAX,
            lists: Vec::new(),
            left: CHECKED_MOST,
        }
    }
}

/// Says whether a document has all phrases. Documents have to come in ascending order.
pub(super) struct Checker<'a> {
    snapshot: &'a Snapshot,
    phrases: &'a Phrases,
    segment: usize,
    /// For each phrase the postings of its words; none where the segment lacks one.
    lists: Vec<Option<Vec<SegmentPostings>>>,
    left: usize,
}

impl Checker<'_> {
    pub fn holds(&mut self, segment: usize, doc: DocId) -> Result<bool> {
        if self.phrases.is_empty() {
            return Ok(true);
        }
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        if self.segment != segment {
            self.open(segment)?;
        }
        Ok(self
            .lists
            .iter_mut()
            .all(|lists| lists.as_mut().is_some_and(|lists| stand_together(lists, doc))))
    }

    fn open(&mut self, segment: usize) -> Result<()> {
        self.segment = segment;
        self.lists.clear();
        let folded = &self.snapshot.segments[segment].folded;
        for phrase in &self.phrases.0 {
            let lists = phrase
                .iter()
                .map(|word| postings(folded, word, IndexRecordOption::WithFreqsAndPositions))
                .collect::<Result<Option<Vec<_>>>>()?;
            self.lists.push(lists);
        }
        Ok(())
    }
}

/// Documents with the rarest word of an expression, above which it is too common to be looked for.
const EXPRESSION_MOST: u32 = 10_000;

/// The documents of a segment in which `words` stand side by side, as they are written, in order.
pub(super) fn documents(segment: &Segment, words: &[String]) -> Result<Vec<DocId>> {
    let general = Analyzer::of("");
    let lists = words
        .iter()
        .map(|word| {
            let folded = general.form(word).folded;
            postings(&segment.folded, &folded, IndexRecordOption::WithFreqsAndPositions)
        })
        .collect::<Result<Option<Vec<_>>>>()?;
    let Some(mut lists) = lists else { return Ok(Vec::new()) };
    let rarest = (0..lists.len()).min_by_key(|place| lists[*place].doc_freq());
    let Some(rarest) = rarest.filter(|place| lists[*place].doc_freq() <= EXPRESSION_MOST) else {
        return Ok(Vec::new());
    };
    let mut documents = Vec::new();
    while lists[rarest].doc() != TERMINATED {
        let doc = lists[rarest].doc();
        if stand_together(&mut lists, doc) {
            documents.push(doc);
        }
        lists[rarest].advance();
    }
    Ok(documents)
}

fn stand_together(lists: &mut [SegmentPostings], doc: DocId) -> bool {
    let mut starts: Vec<u32> = Vec::new();
    let mut positions = Vec::new();
    for (offset, list) in lists.iter_mut().enumerate() {
        if list.doc() == TERMINATED || (list.doc() < doc && list.seek(doc) != doc) || list.doc() != doc {
            return false;
        }
        list.positions(&mut positions);
        if offset == 0 {
            starts.clone_from(&positions);
        } else {
            starts.retain(|start| positions.binary_search(&(start + offset as u32)).is_ok());
        }
        if starts.is_empty() {
            return false;
        }
    }
    true
}
