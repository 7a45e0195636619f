//! The words of a query as the index knows them: under which stems, in how many documents.

use super::{
    analysis::{Analyzer, Form},
    phrase,
    snapshot::{Snapshot, Stems},
    stop_words::Role,
    synonyms::Expression,
};
use crate::{
    domain::locale::Locale,
    error::{Error, Result},
};
use std::rc::Rc;
use tantivy::{DocId, postings::TermInfo};

/// Words beyond this are not looked at; the rarest of a message stand among the first in practice.
pub(super) const WORDS_MOST: usize = 64;
/// Characters beyond this are not looked at in a query that somebody typed.
pub(super) const QUERY_MOST: usize = 400;
/// Languages in which a word is looked for: the reader's and the most frequent ones of the index.
const LANGUAGES_MOST: usize = 3;

/// What a faint word counts beside a telling one.
const FAINT_WEIGHT: f32 = 0.5;

/// Where a form of a word stands in one segment.
#[derive(Clone)]
pub(super) enum Place {
    Stem(TermInfo),
    /// In the field of folded words.
    Folded(TermInfo),
    /// Another way to say it, of several words: the documents that have these side by side, in order.
    Side(Rc<[DocId]>),
}

impl Place {
    /// In how many documents.
    pub fn documents(&self) -> u32 {
        match self {
            Self::Stem(info) | Self::Folded(info) => info.doc_freq,
            Self::Side(documents) => documents.len() as u32,
        }
    }
}

/// A word of a query with everything that matching needs.
#[derive(Clone)]
pub(super) struct Word {
    /// As it was typed.
    pub text: String,
    pub folded: Rc<str>,
    /// Stems in the languages of the index, each once; the reader's first.
    pub stems: Vec<Rc<str>>,
    /// By segment, where it stands.
    pub places: Vec<Vec<Place>>,
    /// In how many documents it stands, all segments together (an upper bound where it has several forms).
    pub frequency: u32,
    /// Whether it need not be found.
    pub faint: bool,
    /// What it counts beside a telling word of the message itself.
    pub factor: f32,
    /// How much it tells: inverse document frequency, Lucene's form.
    pub weight: f32,
}

/// The languages that a query is read in.
pub(super) struct Tongues {
    analyzers: Vec<Analyzer>,
}

impl Tongues {
    /// The language of the reader or message first, then those of the index.
    pub fn new(snapshot: &Snapshot, locale: Option<&Locale>) -> Self {
        let mut analyzers: Vec<Analyzer> = locale
            .map(|locale| Analyzer::of(locale.language()))
            .into_iter()
            .collect();
        for (analyzer, _) in &snapshot.languages {
            if analyzers.len() < LANGUAGES_MOST && !analyzers.contains(analyzer) {
                analyzers.push(*analyzer);
            }
        }
        if analyzers.is_empty() {
            analyzers.push(Analyzer::of(""));
        }
        Self { analyzers }
    }

    /// The word in the first language.
    pub fn form(&self, word: &str) -> Form {
        self.analyzers[0].form(word)
    }

    /// All stems of a word, each once.
    pub fn stems(&self, word: &str) -> Vec<Rc<str>> {
        let mut stems: Vec<Rc<str>> = Vec::with_capacity(1);
        for analyzer in &self.analyzers {
            let form = analyzer.form(word);
            if !stems.contains(&form.stem) {
                stems.push(form.stem);
            }
        }
        stems
    }
}

impl Word {
    /// Looks `text` up in all segments.
    pub fn look_up(snapshot: &Snapshot, text: String, form: &Form, tongues: &Tongues) -> Result<Self> {
        let stems = tongues.stems(&text);
        let mut word = Self {
            text,
            folded: form.folded.clone(),
            stems,
            places: Vec::with_capacity(snapshot.segments.len()),
            frequency: 0,
            faint: form.role == Role::Faint,
            factor: if form.role == Role::Faint { FAINT_WEIGHT } else { 1.0 },
            weight: 0.0,
        };
        word.find(snapshot)?;
        Ok(word)
    }

    fn find(&mut self, snapshot: &Snapshot) -> Result<()> {
        for segment in &snapshot.segments {
            let mut places = Vec::new();
            let mut in_stems = 0;
            for stem in &self.stems {
                if let Some(info) = segment
                    .stems(Stems::Words)
                    .terms()
                    .get(&**stem)
                    .map_err(Error::internal)?
                {
                    in_stems += info.doc_freq;
                    places.push(Place::Stem(info));
                }
            }
            // Without its accent a word may have another stem; its folded form finds it all the same.
            let folded = segment.folded.terms().get(&*self.folded).map_err(Error::internal)?;
            if let Some(info) = folded.filter(|info| info.doc_freq > in_stems) {
                in_stems = info.doc_freq;
                places.push(Place::Folded(info));
            }
            self.frequency += in_stems;
            self.places.push(places);
        }
        self.weigh(snapshot.documents);
        Ok(())
    }

    /// Takes in all that `other` finds, as another way to write this word.
    pub fn absorb(&mut self, other: Self) {
        for (places, more) in self.places.iter_mut().zip(other.places) {
            places.extend(more);
        }
        self.frequency += other.frequency;
        for stem in other.stems {
            if !self.stems.contains(&stem) {
                self.stems.push(stem);
            }
        }
    }

    /// Takes in the documents that have an expression which means the same.
    pub fn absorb_expression(&mut self, snapshot: &Snapshot, expression: &Expression, tongues: &Tongues) -> Result<()> {
        if let [word] = expression.words.as_slice() {
            let other = Self::look_up(snapshot, word.clone(), &tongues.form(word), tongues)?;
            if other.is_known() {
                self.absorb(other);
            }
            return Ok(());
        }
        for (place, segment) in snapshot.segments.iter().enumerate() {
            let documents = phrase::documents(segment, &expression.words)?;
            if !documents.is_empty() {
                self.frequency += documents.len() as u32;
                self.places[place].push(Place::Side(documents.into()));
            }
        }
        Ok(())
    }

    /// Sets the weight by how rare the word is among `documents`.
    pub fn weigh(&mut self, documents: u64) {
        self.weight = weight(documents, self.frequency) * self.factor;
    }

    /// In how many documents of one segment it stands.
    pub fn count_in(&self, segment: usize) -> u32 {
        self.places[segment].iter().map(Place::documents).sum()
    }

    /// Whether any document has it.
    pub const fn is_known(&self) -> bool {
        self.frequency > 0
    }
}

/// Inverse document frequency as Lucene counts it: never negative.
fn weight(documents: u64, frequency: u32) -> f32 {
    let (documents, frequency) = (documents as f32, (frequency as f32).min(documents as f32));
    (1.0 + (documents - frequency + 0.5) / (frequency + 0.5)).ln()
}
