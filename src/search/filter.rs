//! Which documents count: those that are alive, of the brand, the topic, the environments and the language that were asked
//! for.

use super::snapshot::Segment;
use crate::domain::{
    environment::Value,
    id::{BrandId, TopicId},
    locale::Locale,
};
use tantivy::DocId;

/// Which documents count at all.
#[derive(Clone, Copy)]
pub(super) struct Filter<'a> {
    pub brand_id: Option<BrandId>,
    pub topic: Option<TopicId>,
    /// Only documents in this locale.
    pub only: Option<&'a Locale>,
    /// Only documents that are for each of these.
    pub environments: &'a [Value],
}

/// The filter as one segment needs it.
pub(super) struct SegmentFilter<'a> {
    segment: &'a Segment,
    brand: Option<i64>,
    topic: Option<i64>,
    locale: Option<u64>,
    environments: Vec<Value>,
}

impl Filter<'_> {
    /// None where nothing in the segment can pass.
    pub fn of<'s>(&self, segment: &'s Segment) -> Option<SegmentFilter<'s>> {
        let brand = match self.brand_id {
            Some(BrandId(brand)) => {
                let (least, most) = (segment.brand.min_value(), segment.brand.max_value());
                if brand < least || brand > most {
                    return None;
                }
                // One brand is the usual case and needs no look at each document.
                (least != most).then_some(brand)
            }
            None => None,
        };
        let locale = match self.only {
            Some(locale) => Some(segment.locale_place(locale)?),
            None => None,
        };
        Some(SegmentFilter {
            segment,
            brand,
            topic: self.topic.map(|topic| topic.0),
            locale,
            environments: self.environments.to_vec(),
        })
    }
}

impl SegmentFilter<'_> {
    /// Whether documents of several brands stand side by side here.
    pub const fn looks_at_brands(&self) -> bool {
        self.brand.is_some()
    }

    #[inline]
    pub fn allows(&self, doc: DocId) -> bool {
        let segment = self.segment;
        segment.is_alive(doc)
            && self
                .brand
                .is_none_or(|brand| segment.brand.values_for_doc(doc).any(|its| its == brand))
            && self
                .topic
                .is_none_or(|topic| segment.topic.values_for_doc(doc).any(|its| its == topic))
            && self
                .environments
                .iter()
                .all(|Value(wanted)| segment.environment.values_for_doc(doc).any(|its| its == *wanted))
            && (self.locale.is_none() || segment.locale_place_of(doc) == self.locale)
    }
}
