//! What a question means, for the search: worked out when it is first asked for, and compared with the articles that its
//! reader may find.

use super::meaning;
use crate::{
    app::App,
    domain::{
        id::{ArticleId, BrandId},
        suggestion::Similarity,
        visibility::Reader,
    },
    meaning::Permit,
    search,
};
use precedent_meaning::Vector;
use std::{cell::OnceCell, fmt};

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
    /// Held until the question is answered; none inside: there was none to have.
    permit: OnceCell<Option<Permit<'a>>>,
    vectors: OnceCell<Option<Vectors>>,
}

struct Vectors {
    text: Vector,
    /// With what was written before; none where nothing was.
    whole: Option<Vector>,
}

impl<'a> Meant<'a> {
    /// A question of `reader` to a brand (none: to all of them).
    pub const fn new(
        app: &'a App,
        reader: Reader,
        brand_id: Option<BrandId>,
        text: &'a str,
        earlier: &'a [&'a str],
    ) -> Self {
        Self {
            app,
            reader,
            brand_id,
            text,
            earlier,
            without: &[],
            permit: OnceCell::new(),
            vectors: OnceCell::new(),
        }
    }

    /// The same where some phrasings of articles do not count.
    pub fn without(self, without: &'a [(ArticleId, Vec<u32>)]) -> Self {
        Self { without, ..self }
    }

    /// What the text means by itself; none where words have to do.
    pub fn vector(&self) -> Option<&Vector> {
        self.vectors().map(|vectors| &vectors.text)
    }

    /// Whether it was left at words because too much was asked at once.
    pub fn was_dropped(&self) -> bool {
        matches!(self.permit.get(), Some(None))
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
        let of = |text: &str| match self.app.meaning.of(text) {
            Ok(vector) => Some(vector),
            Err(error) => {
                tracing::warn!(?error, "a question is answered by its words alone");
                None
            }
        };
        let whole = match self.earlier {
            [] => None,
            earlier => of(last_characters(
                &[earlier.join("\n").as_str(), self.text].join("\n"),
                WHOLE_MOST,
            )),
        };
        Some(Vectors {
            text: of(self.text)?,
            whole,
        })
    }
}

impl search::Meant for Meant<'_> {
    fn nearest(&self) -> Vec<i64> {
        let Some(vectors) = self.vectors() else {
            return Vec::new();
        };
        let nearest = |vector| meaning::nearest(self.app, self.reader, self.brand_id, vector, NEAREST);
        let mut ids = nearest(&vectors.text);
        if let Some(whole) = &vectors.whole {
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
        let near_to = |vector| {
            self.app
                .meaning
                .near(vector, &ids, |id, phrasing| self.leaves_out(id, phrasing))
        };
        let near = near_to(&vectors.text);
        let whole = vectors.whole.as_ref().map(near_to);
        let similarity = |(place, near): (usize, &Option<precedent_meaning::Near>)| {
            let Some(near) = near else {
                return Similarity::default();
            };
            let whole = whole.as_ref().and_then(|whole| whole[place]);
            Similarity {
                nearest: near.best,
                mean: near.mean,
                phrasing: near.phrasing,
                whole: whole.map_or(near.best, |whole| whole.best),
            }
        };
        near.iter().enumerate().map(similarity).collect()
    }
}

impl fmt::Debug for Meant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Meant").field(&self.text).finish()
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
