//! What a question means, for the search: worked out when it is first asked for, and compared with the articles that its
//! reader may find.

use super::meaning;
use crate::{
    app::App,
    domain::{
        id::{ArticleId, BrandId},
        phrasing,
        suggestion::{Nearness, Similarity},
        visibility::Reader,
        wording::{is_stretched, unstretched},
    },
    meaning::Permit,
    search::{self, Synonyms},
};
use precedent_meaning::{Near, Vector};
use std::{borrow::Cow, cell::OnceCell, fmt};

pub use crate::meaning::Pressure;

/// Articles that mean the same which are looked at beside those that have its words.
const NEAREST: usize = 50;
/// Of a conversation, so many characters are read for what the whole means: the last ones.
const WHOLE_MOST: usize = 600;

/// A question: a customer's last words, or what somebody searches.
pub struct Meant<'a> {
    app: &'a App,
    reader: Reader,
    brand_id: Option<BrandId>,
    text: &'a str,
    /// What was written before, oldest first.
    earlier: &'a [&'a str],
    /// Phrasings of articles that do not count.
    without: &'a [(ArticleId, Vec<u32>)],
    /// Whether what is near the whole is looked for elsewhere.
    is_part: bool,
    /// What is written short is read in full.
    synonyms: &'a Synonyms,
    /// Held until the question is answered; none inside: there was none to have.
    permit: OnceCell<Option<Permit<'a>>>,
    vectors: OnceCell<Option<Vectors>>,
}

/// Why a question was answered by its words alone though its meaning was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsAlone {
    /// Too much was asked at once.
    Crowd,
    /// The encoder gave no answer.
    Silent,
    /// There is no encoder.
    Off,
}

impl WordsAlone {
    /// Whether the same question may be answered better a moment later.
    pub const fn passes(self) -> bool {
        !matches!(self, Self::Off)
    }

    /// In one stable word: what pages find their own words by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Crowd => "crowd",
            Self::Silent => "silent",
            Self::Off => "off",
        }
    }
}

struct Vectors {
    text: Vector,
    /// Where answers to the text are, and answers to it with what was written before (none: nothing was).
    answer: Vector,
    whole: Option<Vector>,
}

impl<'a> Meant<'a> {
    /// A question of `reader` to a brand (none: to all of them), with what was written before it, oldest first.
    pub const fn new(
        app: &'a App,
        reader: Reader,
        brand_id: Option<BrandId>,
        (text, earlier): (&'a str, &'a [&'a str]),
        synonyms: &'a Synonyms,
    ) -> Self {
        Self {
            app,
            reader,
            brand_id,
            text,
            earlier,
            synonyms,
            without: &[],
            is_part: false,
            permit: OnceCell::new(),
            vectors: OnceCell::new(),
        }
    }

    /// The same where what is near the whole is looked for elsewhere.
    pub fn as_part(self, is_part: bool) -> Self {
        Self { is_part, ..self }
    }

    /// The same where some phrasings of articles do not count.
    pub fn without(self, without: &'a [(ArticleId, Vec<u32>)]) -> Self {
        Self { without, ..self }
    }

    /// What the text means by itself; none where words have to do.
    pub fn vector(&self) -> Option<&Vector> {
        self.vectors().map(|vectors| &vectors.text)
    }

    /// Why words had to do; none where its meaning was known, or was not asked for.
    pub fn words_alone(&self) -> Option<WordsAlone> {
        if self.vectors.get()?.is_some() {
            return None;
        }
        Some(match self.permit.get() {
            None => WordsAlone::Off,
            Some(None) => WordsAlone::Crowd,
            Some(Some(_)) => WordsAlone::Silent,
        })
    }

    /// None without an encoder, or where it gives no answer: then words have to do.
    fn vectors(&self) -> Option<&Vectors> {
        self.vectors.get_or_init(|| self.encode()).as_ref()
    }

    fn leaves_out(&self, id: ArticleId, phrasing: u32) -> bool {
        let mut own = self.without.iter().filter(|(article, _)| *article == id);
        own.any(|(_, phrasings)| phrasings.contains(&phrasing))
    }

    fn encode(&self) -> Option<Vectors> {
        self.app.meaning.encoder()?;
        self.permit.get_or_init(|| self.app.meaning.permit()).as_ref()?;
        let vectors = self.vectors_of_texts();
        if vectors.is_none() {
            self.app.meaning.count_unanswered();
        }
        vectors
    }

    fn vectors_of_texts(&self) -> Option<Vectors> {
        let of = |text: &str| match self.app.meaning.of(text) {
            Ok(vector) => Some(vector),
            Err(error) => {
                tracing::warn!(?error, "a question is answered by its words alone");
                None
            }
        };
        let (text, whole) = self.texts();
        let text = of(&text)?;
        Some(Vectors {
            answer: self.app.meaning.cross(&text),
            text,
            whole: whole
                .as_deref()
                .and_then(of)
                .map(|whole| self.app.meaning.cross(&whole)),
        })
    }
}

impl Meant<'_> {
    /// What is encoded: the text, and the whole with what was written before, oldest first (none: nothing was).
    pub fn texts(&self) -> (String, Option<String>) {
        let in_full = |text: &str| self.in_full(&phrasing::said(text)).into_owned();
        let said = in_full(self.text);
        let whole = (!self.earlier.is_empty()).then(|| {
            let earlier = self.earlier.iter().map(|earlier| in_full(earlier));
            let whole = earlier.chain([said.clone()]).collect::<Vec<_>>().join("\n");
            last_characters(&whole, WHOLE_MOST).to_owned()
        });
        (said, whole)
    }

    /// As the encoder knows words: what is written short in full, stretched ones as they are mostly written.
    fn in_full<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let full = self.synonyms.spelled_out(text);
        if !is_stretched(&full) {
            return full;
        }
        let words = full.split_inclusive(char::is_whitespace);
        words.map(|word| unstretched(word, 1)).collect::<String>().into()
    }
}

impl search::Meant for Meant<'_> {
    fn nearest(&self) -> Vec<i64> {
        let Some(vectors) = self.vectors() else {
            return Vec::new();
        };
        let nearest = |vector| meaning::nearest(self.app, self.reader, self.brand_id, vector, NEAREST);
        let mut ids = nearest(&vectors.answer);
        if let Some(whole) = vectors.whole.as_ref().filter(|_| !self.is_part) {
            let more: Vec<_> = nearest(whole).into_iter().filter(|id| !ids.contains(id)).collect();
            ids.extend(more);
        }
        ids.into_iter().map(|id| id.0).collect()
    }

    fn similarities(&self, ids: &[i64]) -> Vec<Similarity> {
        let Some(vectors) = self.vectors() else {
            return vec![Similarity::default(); ids.len()];
        };
        let ids: Vec<_> = ids.iter().copied().map(ArticleId).collect();
        let near = |vector| {
            self.app
                .meaning
                .near(vector, &ids, |id, phrasing| self.leaves_out(id, phrasing))
        };
        let said = near(&vectors.text);
        let answer = near(&vectors.answer);
        let whole = vectors.whole.as_ref().map(near);
        let similarity = |place: usize| {
            let (Some(said), Some(answer)) = (said[place], answer[place]) else {
                return Similarity::default();
            };
            let whole = whole.as_ref().and_then(|whole| whole[place]).unwrap_or(answer);
            Similarity {
                nearest: said.best,
                phrasing: said.phrasing,
                answer: nearness(answer),
                whole: nearness(whole),
            }
        };
        (0..ids.len()).map(similarity).collect()
    }
}

impl fmt::Debug for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Meant").field(&self.text).finish()
    }
}

const fn nearness(near: Near) -> Nearness {
    Nearness {
        best: near.best,
        all: near.all,
    }
}

/// The end of a text, beginning with a whole word.
fn last_characters(text: &str, most: usize) -> &str {
    let Some((start, _)) = text.char_indices().rev().nth(most) else {
        return text;
    };
    let end = &text[start..];
    end.split_once(char::is_whitespace).map_or(end, |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_conversation_the_end_is_read() {
        assert_eq!(last_characters("one two", 20), "one two");
        assert_eq!(last_characters("primero segundo tercero", 12), "tercero");
        assert_eq!(last_characters("ñandúñandú", 3), "andú");
    }
}
