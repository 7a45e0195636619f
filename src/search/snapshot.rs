//! What readers see of an index between two commits, opened once so that a query opens nothing.

use super::{analysis::Analyzer, bm25::Lengths, fields::Fields};
use crate::{
    domain::locale::Locale,
    error::{Error, Result},
};
use std::{collections::HashMap, sync::Arc};
use tantivy::{
    DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED,
    columnar::Column,
    fastfield::AliveBitSet,
    fieldnorm::FieldNormReader,
    postings::SegmentPostings,
    schema::{Field, IndexRecordOption},
};

/// One committed state of an index.
pub(super) struct Snapshot {
    pub segments: Vec<Segment>,
    /// Documents that can be found.
    pub documents: u64,
    lengths: [Lengths; 2],
    /// The analyzers of the languages that the index holds, most frequent first.
    pub languages: Vec<(Analyzer, u64)>,
}

/// The two fields of stems, as places in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stems {
    Words = 0,
    Title = 1,
}

/// One segment with everything that queries read from it.
pub(super) struct Segment {
    stems: [Arc<InvertedIndexReader>; 2],
    norms: [FieldNormReader; 2],
    pub folded: Arc<InvertedIndexReader>,
    pub beginning: Arc<InvertedIndexReader>,
    pub spelling: Arc<InvertedIndexReader>,
    pub id: Column<i64>,
    pub brand: Column<i64>,
    pub topic: Column<i64>,
    pub environment: Column<i64>,
    pub uses: Column<i64>,
    locale: Column<u64>,
    locales: Vec<Locale>,
    ids: Arc<InvertedIndexReader>,
    brands: Arc<InvertedIndexReader>,
    alive: Option<AliveBitSet>,
    pub max_doc: DocId,
}

/// Languages that less than one document in so many is written in are not looked for in other languages' queries.
const RARE_LANGUAGE: u64 = 100;

/// Fewer documents beside the largest segment are no reason to merge.
const LOOSE_FROM: u64 = 5_000;

/// A larger index is left to its own policy.
const WORN_MOST: u64 = 2_000;

impl Snapshot {
    pub fn of(searcher: &Searcher, fields: &Fields) -> Result<Self> {
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::open(reader, fields))
            .collect::<tantivy::Result<Vec<_>>>()
            .map_err(Error::internal)?;
        let documents: u64 = segments.iter().map(|segment| u64::from(segment.max_doc)).sum();
        let mean = |stems: Stems| {
            let tokens: u64 = segments
                .iter()
                .map(|segment| segment.stems(stems).total_num_tokens())
                .sum();
            Lengths::new((tokens as f32 / documents.max(1) as f32).max(1.0))
        };
        Ok(Self {
            documents,
            lengths: [mean(Stems::Words), mean(Stems::Title)],
            languages: languages(searcher, fields, documents),
            segments,
        })
    }

    /// Whether a good part of the documents stands in other segments than the largest.
    pub fn is_loose(&self) -> bool {
        let largest = self.segments.iter().map(|segment| u64::from(segment.max_doc)).max();
        let others = self.documents - largest.unwrap_or_default();
        others >= LOOSE_FROM && others * 10 >= self.documents
    }

    /// Whether a small index holds so many replaced documents that they change what words weigh: few documents are soon
    /// merged, and among many it takes many.
    pub fn is_worn(&self) -> bool {
        let alive = |segment: &Segment| {
            let alive = segment.alive.as_ref().map(AliveBitSet::num_alive_docs);
            alive.map_or(u64::from(segment.max_doc), |alive| alive as u64)
        };
        let alive: u64 = self.segments.iter().map(alive).sum();
        self.documents <= WORN_MOST && (self.documents - alive) * 10 > alive
    }

    /// What words earn in a field by its length.
    pub const fn lengths(&self, field: Stems) -> &Lengths {
        &self.lengths[field as usize]
    }
}

fn languages(searcher: &Searcher, fields: &Fields, documents: u64) -> Vec<(Analyzer, u64)> {
    let mut counts: HashMap<Analyzer, u64> = HashMap::new();
    for reader in searcher.segment_readers() {
        let Ok(inverted) = reader.inverted_index(fields.locale) else {
            continue;
        };
        let Ok(mut terms) = inverted.terms().stream() else {
            continue;
        };
        while terms.advance() {
            let tag = String::from_utf8_lossy(terms.key());
            let analyzer = Analyzer::of(tag.split('-').next().unwrap_or_default());
            *counts.entry(analyzer).or_default() += u64::from(terms.value().doc_freq);
        }
    }
    let mut languages: Vec<_> = counts.into_iter().collect();
    languages.retain(|(_, count)| count * RARE_LANGUAGE >= documents);
    languages.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    languages
}

impl Segment {
    fn open(reader: &SegmentReader, fields: &Fields) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let numbers = |name: &str| -> tantivy::Result<Column<i64>> {
            Ok(fast
                .column_opt(name)?
                .unwrap_or_else(|| Column::build_empty_column(reader.max_doc())))
        };
        let mut locales = Vec::new();
        let locale = match fast.str("locale")? {
            Some(column) => {
                let mut tag = String::new();
                for ord in 0..column.num_terms() as u64 {
                    tag.clear();
                    column.ord_to_str(ord, &mut tag)?;
                    locales.push(tag.parse().unwrap_or_else(|_| Locale::english()));
                }
                column.ords().clone()
            }
            None => Column::build_empty_column(reader.max_doc()),
        };
        Ok(Self {
            stems: [
                reader.inverted_index(fields.words)?,
                reader.inverted_index(fields.title)?,
            ],
            norms: [
                reader.get_fieldnorms_reader(fields.words)?,
                reader.get_fieldnorms_reader(fields.title)?,
            ],
            folded: reader.inverted_index(fields.folded)?,
            beginning: reader.inverted_index(fields.beginning)?,
            spelling: reader.inverted_index(fields.spelling)?,
            id: numbers("id")?,
            brand: numbers("brand")?,
            topic: numbers("topic")?,
            environment: numbers("environment")?,
            uses: numbers("uses")?,
            locale,
            locales,
            ids: reader.inverted_index(fields.id)?,
            brands: reader.inverted_index(fields.brand)?,
            alive: reader.alive_bitset().cloned(),
            max_doc: reader.max_doc(),
        })
    }

    pub fn stems(&self, field: Stems) -> &InvertedIndexReader {
        &self.stems[field as usize]
    }

    pub fn norms(&self, field: Stems) -> &FieldNormReader {
        &self.norms[field as usize]
    }

    pub fn is_alive(&self, doc: DocId) -> bool {
        self.alive.as_ref().is_none_or(|alive| alive.is_alive(doc))
    }

    /// The document of an article or conversation.
    pub fn doc_of(&self, id: i64) -> Result<Option<DocId>> {
        let term = tantivy::Term::from_field_i64(Field::from_field_id(0), id);
        let postings = self
            .ids
            .read_postings(&term, IndexRecordOption::Basic)
            .map_err(Error::internal)?;
        let Some(mut postings) = postings else { return Ok(None) };
        while postings.doc() != TERMINATED {
            if self.is_alive(postings.doc()) {
                return Ok(Some(postings.doc()));
            }
            postings.advance();
        }
        Ok(None)
    }

    /// How many documents a brand has here.
    pub fn documents_of(&self, brand: i64) -> u32 {
        // The field is named in no term of a number's dictionary, so any will do.
        let term = tantivy::Term::from_field_i64(Field::from_field_id(0), brand);
        self.brands.doc_freq(&term).unwrap_or_default()
    }

    /// The place of `locale` in this segment's own list; none where no document has it.
    pub fn locale_place(&self, locale: &Locale) -> Option<u64> {
        self.locales
            .iter()
            .position(|known| known == locale)
            .map(|place| place as u64)
    }

    pub fn has_one_locale(&self) -> bool {
        self.locales.len() == 1
    }

    pub fn locale_place_of(&self, doc: DocId) -> Option<u64> {
        self.locale.first(doc)
    }

    pub fn locale_of(&self, doc: DocId) -> Locale {
        let place = self.locale.first(doc).unwrap_or_default() as usize;
        self.locales.get(place).cloned().unwrap_or_else(Locale::english)
    }
}

/// The postings of `word`, or none where the segment does not have it.
pub(super) fn postings(
    inverted: &InvertedIndexReader,
    word: &str,
    option: IndexRecordOption,
) -> Result<Option<SegmentPostings>> {
    let Some(info) = inverted.terms().get(word).map_err(Error::internal)? else {
        return Ok(None);
    };
    inverted
        .read_postings_from_terminfo(&info, option)
        .map(Some)
        .map_err(Error::internal)
}
