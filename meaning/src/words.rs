//! The words of a text as a direction, so that names, numbers and codes count, of which an encoder knows little; and all
//! there is where there is no encoder. A word and its pieces of three and four letters each have a place that is
//! calculated from them (feature hashing, Weinberger et al. 2009), so nothing has to be learned or stored.

use crate::Vector;

/// How much the words count beside the encoder's vector.
const BESIDE_MEANING: f32 = 0.4;
/// How much a piece of a word counts beside the word.
const PIECE: f32 = 0.3;
/// Letters of a piece.
const PIECES: [usize; 2] = [3, 4];

/// Says how [`direction`] is made: another version is of another kind.
pub const WORDS: &str = "words-1";

/// The direction of the text's words; like nothing where there are none.
pub fn direction(text: &str, dimensions: usize) -> Vector {
    Vector::of(&exact(text, dimensions))
}

/// What a text means, by its encoder, and the words that say so.
pub fn with_words(text: &str, meaning: &Vector) -> Vector {
    let words = exact(text, meaning.dimensions());
    let sum: Vec<f32> = meaning
        .numbers()
        .iter()
        .zip(words)
        .map(|(&number, word)| f32::from(number) * meaning.scale() + BESIDE_MEANING * word)
        .collect();
    Vector::of(&sum)
}

/// Of length 1, or zeros.
fn exact(text: &str, dimensions: usize) -> Vec<f32> {
    let mut counts = vec![0.0_f32; dimensions];
    if dimensions == 0 {
        return counts;
    }
    let folded: String = text.chars().flat_map(char::to_lowercase).map(fold).collect();
    for word in folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        count(&mut counts, word.as_bytes(), 1.0);
        let framed = format!(" {word} ");
        let mut borders: Vec<usize> = framed.char_indices().map(|(at, _)| at).collect();
        borders.push(framed.len());
        for length in PIECES {
            for piece in borders.windows(length + 1) {
                count(&mut counts, &framed.as_bytes()[piece[0]..piece[length]], PIECE);
            }
        }
    }
    // The tenth time a word says hardly more than the first.
    for count in &mut counts {
        *count = count.abs().sqrt().copysign(*count);
    }
    let length = counts.iter().map(|count| count * count).sum::<f32>().sqrt();
    if length > 0.0 {
        for count in &mut counts {
            *count /= length;
        }
    }
    counts
}

/// Half of the features count downwards, so that those that share a place do not add up.
fn count(counts: &mut [f32], feature: &[u8], weight: f32) {
    let hash = hash(feature);
    let place = (hash % counts.len() as u64) as usize;
    counts[place] += if hash >> 63 == 0 { weight } else { -weight };
}

/// FNV-1a with a last mixing step, because a remainder looks at the low bits.
fn hash(feature: &[u8]) -> u64 {
    let hash = feature.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

/// Letters that are often written without their accent.
fn fold(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_words_bring_texts_together() {
        let of = |text| direction(text, 512);
        let (code, same, other) = (
            of("Error E-4012 al pagar"),
            of("¿Qué es el error e-4012?"),
            of("¿Dónde está mi pedido?"),
        );
        assert!(code.similarity(&same) > 0.4, "{}", code.similarity(&same));
        assert!(code.similarity(&other) < 0.2, "{}", code.similarity(&other));
        assert!(of("Activación").similarity(&of("activacion")) > 0.99);
        assert!(of("?!").similarity(&code).abs() < 1e-6);
        assert_eq!(direction("a", 0).dimensions(), 0);
    }

    #[test]
    fn words_count_beside_the_meaning_and_less_than_it() {
        let meaning = [Vector::of(&[1.0; 64]), Vector::of(&[-1.0; 64])];
        let near = with_words("order", &meaning[0]).similarity(&with_words("refund", &meaning[0]));
        let far = with_words("order", &meaning[0]).similarity(&with_words("order", &meaning[1]));
        assert!(near > 0.7 && near < 0.95, "{near}");
        assert!(far < -0.5, "{far}");
    }
}
