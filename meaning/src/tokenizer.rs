//! A text cut into pieces of the vocabulary, so that their scores add up to the most: what SentencePiece calls a unigram
//! model. The vocabulary is a trie over bytes that is read where it lies.

use crate::{
    normalizer::{Normalizer, continues},
    sections::{Damaged, Sections},
};

const UNKNOWN: u32 = 0;
const BEGINNING: u32 = 1;
const END: u32 = 2;
/// Worse than any piece by this much is a character that no piece has.
const UNKNOWN_PENALTY: f64 = 10.0;
/// More bytes than this are not looked at: nearly always they hold more pieces than are read.
const LONGEST: usize = 16 * 1024;

pub struct Tokenizer {
    normalizer: Normalizer,
    /// For each node the place of its first child, and in the lowest byte its own byte. A node's children end where those
    /// of the next node begin, and stand in the order of their bytes.
    nodes: &'static [[u8; 4]],
    /// For each node the number of the piece that ends there, and one more; 0 where none does.
    pieces: &'static [[u8; 4]],
    scores: &'static [[u8; 4]],
    unknown: f64,
}

/// The best way to a place in the text: its score, where its last piece begins, and which that is.
#[derive(Clone, Copy)]
struct Best {
    score: f64,
    start: usize,
    piece: u32,
}

impl Tokenizer {
    pub fn read(sections: Sections) -> Result<Self, Damaged> {
        let scores = sections.words("trie.scores")?;
        let worst = scores
            .iter()
            .map(|&score| f32::from_le_bytes(score))
            .fold(0.0, f32::min);
        Ok(Self {
            normalizer: Normalizer::read(sections)?,
            nodes: sections.words("trie.nodes")?,
            pieces: sections.words("trie.pieces")?,
            scores,
            unknown: f64::from(worst) - UNKNOWN_PENALTY,
        })
    }

    /// The pieces of `text` between those that mark its beginning and end, `most` of them at most.
    pub fn tokens(&self, text: &str, most: usize) -> Vec<u32> {
        let text = self.normalizer.normalize(&text[..text.floor_char_boundary(LONGEST)]);
        let mut tokens = vec![BEGINNING];
        tokens.extend(if text.is_empty() {
            vec![UNKNOWN]
        } else {
            self.cut(&text)
        });
        tokens.truncate(most - 1);
        tokens.push(END);
        tokens
    }

    fn cut(&self, text: &[u8]) -> Vec<u32> {
        let nowhere = Best {
            score: f64::NEG_INFINITY,
            start: 0,
            piece: UNKNOWN,
        };
        let mut best = vec![nowhere; text.len() + 1];
        best[0].score = 0.0;
        for start in (0..text.len()).filter(|&start| !continues(text[start])) {
            let so_far = best[start].score;
            let character = 1 + text[start + 1..].iter().take_while(|&&byte| continues(byte)).count();
            let mut known = false;
            self.pieces_at(&text[start..], |length, piece| {
                known |= length == character;
                better(&mut best[start + length], so_far + self.score(piece), start, piece);
            });
            if !known {
                better(&mut best[start + character], so_far + self.unknown, start, UNKNOWN);
            }
        }
        let mut tokens = Vec::new();
        let mut end = text.len();
        while end > 0 {
            tokens.push(best[end].piece);
            end = best[end].start;
        }
        tokens.reverse();
        tokens
    }

    /// Calls `found` with length and number of each piece that `text` begins with, shorter ones first.
    fn pieces_at(&self, text: &[u8], mut found: impl FnMut(usize, u32)) {
        let mut node = 0;
        for (at, &byte) in text.iter().enumerate() {
            let Some(child) = self.child(node, byte) else { return };
            node = child;
            let piece = self.pieces.get(node).map_or(0, |&piece| u32::from_le_bytes(piece));
            if piece > 0 {
                found(at + 1, piece - 1);
            }
        }
    }

    fn child(&self, node: usize, byte: u8) -> Option<usize> {
        let first = |node: usize| self.nodes.get(node).map(|&node| u32::from_le_bytes(node) as usize >> 8);
        let (start, end) = (first(node)?, first(node + 1)?);
        let children = self.nodes.get(start..end)?;
        children
            .binary_search_by_key(&byte, |child| child[0])
            .ok()
            .map(|at| start + at)
    }

    fn score(&self, piece: u32) -> f64 {
        self.scores
            .get(piece as usize)
            .map_or(self.unknown, |&score| f64::from(f32::from_le_bytes(score)))
    }
}

/// Of equal ways the one that was found first stays.
fn better(best: &mut Best, score: f64, start: usize, piece: u32) {
    if score > best.score {
        *best = Best { score, start, piece };
    }
}
