//! The text as the finders read it: one byte a character, without accents, invisible characters or look-alike digits,
//! so that a pattern holds however the text was typed; and the way back to the offsets of the text itself.

use std::borrow::Cow;
use std::ops::Range;

/// Stands for `º`, `ª` and `°`, which end an abbreviation or an ordinal but are no part of the word.
pub(super) const ORDINAL: u8 = 0x02;
/// Stands for any symbol without an ASCII likeness: emoji, currency signs of other alphabets, rules.
const SYMBOL: u8 = 0x01;
/// Stands for a capital or a caseless letter of another alphabet.
pub(super) const OTHER_UPPER: u8 = 0xC1;
/// Stands for a small letter of another alphabet.
pub(super) const OTHER_LOWER: u8 = 0xE1;
/// Stand for the currency signs that have no ASCII form.
pub(super) const EURO: u8 = 0x80;
pub(super) const POUND: u8 = 0x81;

/// A text folded to one byte a visible character.
pub(super) struct Folded<'a> {
    source: &'a str,
    pub(super) bytes: Cow<'a, [u8]>,
    /// Where each byte's character starts in the source; empty while both are the same (ASCII).
    starts: Vec<u32>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        if source.is_ascii() {
            return Self {
                source,
                bytes: Cow::Borrowed(source.as_bytes()),
                starts: Vec::new(),
            };
        }
        let mut bytes = Vec::with_capacity(source.len());
        let mut starts = Vec::with_capacity(source.len());
        for (start, character) in source.char_indices() {
            if let Some(byte) = fold(character) {
                bytes.push(byte);
                starts.push(start as u32);
            }
        }
        Self {
            source,
            bytes: Cow::Owned(bytes),
            starts,
        }
    }

    /// The byte range in the source of a range of folded bytes that is not empty.
    pub(super) fn to_source(&self, range: Range<usize>) -> Range<usize> {
        if self.starts.is_empty() {
            return range;
        }
        let last = self.starts[range.end - 1] as usize;
        let width = self.source[last..].chars().next().map_or(0, char::len_utf8);
        self.starts[range.start] as usize..last + width
    }
}

/// Whether a folded byte is part of a word or a number.
pub(super) const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= OTHER_UPPER
}

/// Whether a folded byte is white space within a line.
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

/// The byte a character is read as, or nothing when it has no width of its own.
fn fold(character: char) -> Option<u8> {
    if character.is_ascii() {
        return Some(character as u8);
    }
    Some(match character {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'æ' => b'a',
        'é' | 'è' | 'ê' | 'ë' => b'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => b'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' | 'œ' => b'o',
        'ú' | 'ù' | 'û' | 'ü' => b'u',
        'ñ' => b'n',
        'ç' => b'c',
        'ß' => b's',
        'ł' => b'l',
        'đ' | 'ð' => b'd',
        'þ' => b't',
        'Á' | 'À' | 'Â' | 'Ä' | 'Ã' | 'Å' | 'Æ' => b'A',
        'É' | 'È' | 'Ê' | 'Ë' => b'E',
        'Í' | 'Ì' | 'Î' | 'Ï' => b'I',
        'Ó' | 'Ò' | 'Ô' | 'Ö' | 'Õ' | 'Ø' | 'Œ' => b'O',
        'Ú' | 'Ù' | 'Û' | 'Ü' => b'U',
        'Ñ' => b'N',
        'Ł' => b'L',
        'Đ' | 'Ð' => b'D',
        'º' | 'ª' | '°' => ORDINAL,
        '€' => EURO,
        '£' => POUND,
        '‘' | '’' | '‛' | '′' | '´' => b'\'',
        '“' | '”' | '„' | '«' | '»' | '″' => b'"',
        '¿' | '¡' => b' ',
        '‐'..='―' | '−' | '﹣' | '－' => b'-',
        '\u{2028}' | '\u{2029}' | '\u{85}' => b'\n',
        // Joiners, marks of direction, variation selectors, soft hyphens and combining marks: written, never seen.
        '\u{AD}'
        | '\u{300}'..='\u{36F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{20E3}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => return None,
        '\u{660}'..='\u{669}' => digit(character, 0x660),
        '\u{6F0}'..='\u{6F9}' => digit(character, 0x6F0),
        '\u{966}'..='\u{96F}' => digit(character, 0x966),
        _ if character.is_whitespace() => b' ',
        _ => fold_rare(character),
    })
}

const fn digit(character: char, zero: u32) -> u8 {
    b'0' + (character as u32 - zero) as u8
}

/// Characters by their compatibility form: full-width `＠` and digits, letters with marks not listed by name.
fn fold_rare(character: char) -> u8 {
    let mut first = None;
    unicode_normalization::char::decompose_compatible(character, |part| {
        first.get_or_insert(part);
    });
    match first {
        Some(part) if part.is_ascii_graphic() => part as u8,
        Some(part) if part.is_lowercase() => OTHER_LOWER,
        Some(part) if part.is_alphabetic() => OTHER_UPPER,
        _ => SYMBOL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        String::from_utf8_lossy(&Folded::new(text).bytes).into_owned()
    }

    #[test]
    fn accents_and_look_alikes_are_read_as_plain_letters_and_digits() {
        assert_eq!(folded("Íñigo Peña"), "Inigo Pena");
        assert_eq!(folded("ana＠correo．es ６００"), "ana@correo.es 600");
        assert_eq!(folded("٦٠٠–123"), "600-123");
    }

    #[test]
    fn invisible_characters_split_nothing_and_stay_inside_the_span() {
        let text = "tel 6\u{200B}00 123 456 ñ";
        let folded = Folded::new(text);
        assert_eq!(&folded.bytes[4..15], b"600 123 456");
        assert_eq!(&text[folded.to_source(4..15)], "6\u{200B}00 123 456");
    }

    #[test]
    fn ranges_lead_back_to_whole_characters() {
        let text = "¡Adiós, Íñigo!";
        let folded = Folded::new(text);
        assert_eq!(&text[folded.to_source(8..13)], "Íñigo");
    }
}
