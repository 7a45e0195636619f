//! A folded text cut into words and numbers, each with what the [`lexicon`](super::lexicon) knows of it. Addresses of web
//! pages are left out of the tokens: their numbers and words are not anybody's.

use std::ops::Range;

use super::folded::{Folded, OTHER_UPPER, is_blank, is_word};
use super::lexicon::{self, Roles};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Letters,
    Digits,
    Mixed,
}

/// How the letters of a token are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    /// First letter a capital, some later one not.
    Title,
    /// All capitals, two or more.
    Upper,
    /// One capital alone: an initial.
    Initial,
}

/// A run of letters and digits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) case: Case,
    pub(super) roles: Roles,
}

impl Token {
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }

    pub(super) fn is(&self, roles: Roles) -> bool {
        self.roles.any(roles)
    }

    pub(super) fn capitalised(&self) -> bool {
        self.shape == Shape::Letters && self.case != Case::Lower
    }
}

/// A text made ready for the finders.
pub(super) struct Text<'a> {
    pub(super) folded: Folded<'a>,
    pub(super) tokens: Vec<Token>,
    /// The addresses of web pages, as folded ranges.
    pub(super) links: Vec<Range<usize>>,
    pub(super) has_digit: bool,
    pub(super) has_at: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let folded = Folded::new(source);
        let links = links(&folded.bytes);
        let mut text = Self {
            folded,
            tokens: Vec::with_capacity(source.len() / 5 + 1),
            links,
            has_digit: false,
            has_at: false,
        };
        text.cut();
        text
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.folded.bytes
    }

    /// The folded letters and digits of a token.
    pub(super) fn word(&self, index: usize) -> &[u8] {
        let token = &self.tokens[index];
        &self.bytes()[token.start..token.end]
    }

    /// Whether a token is this lower-case word, however it is written.
    pub(super) fn is_word(&self, index: usize, word: &str) -> bool {
        self.tokens.get(index).is_some() && self.word(index).eq_ignore_ascii_case(word.as_bytes())
    }

    /// Whether a token is one of these lower-case words, however it is written.
    pub(super) fn is_any(&self, index: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(index, word))
    }

    /// What stands between the token before and this one; at the ends, what stands outside.
    pub(super) fn gap(&self, index: usize) -> &[u8] {
        let start = if index == 0 { 0 } else { self.tokens[index - 1].end };
        let end = self.tokens.get(index).map_or(self.bytes().len(), |token| token.start);
        &self.bytes()[start..end]
    }

    /// The byte before a folded position.
    pub(super) fn before(&self, position: usize) -> Option<u8> {
        position.checked_sub(1).map(|index| self.bytes()[index])
    }

    /// The byte at a folded position.
    pub(super) fn at(&self, position: usize) -> Option<u8> {
        self.bytes().get(position).copied()
    }

    /// The first token that starts at or after a folded position.
    pub(super) fn token_from(&self, position: usize) -> usize {
        self.tokens.partition_point(|token| token.start < position)
    }

    fn cut(&mut self) {
        let mut position = 0;
        let mut link = 0;
        let length = self.bytes().len();
        while position < length {
            if let Some(range) = self.links.get(link)
                && position >= range.start
            {
                self.has_at |= self.bytes()[range.clone()].contains(&b'@');
                self.has_digit |= self.bytes()[range.clone()].iter().any(u8::is_ascii_digit);
                position = position.max(range.end);
                link += 1;
                continue;
            }
            let byte = self.bytes()[position];
            if !is_word(byte) {
                self.has_at |= byte == b'@';
                position += 1;
                continue;
            }
            let end = position
                + self.bytes()[position..]
                    .iter()
                    .take_while(|byte| is_word(**byte))
                    .count();
            let end = self.links.get(link).map_or(end, |range| end.min(range.start));
            self.push(position, end);
            position = end;
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        let token = token(&self.folded.bytes[start..end], start);
        self.has_digit |= token.shape != Shape::Letters;
        if token.shape == Shape::Mixed
            && let Some(cross) = extension(&self.folded.bytes[start..end])
        {
            for (from, to) in [
                (start, start + cross),
                (start + cross, start + cross + 1),
                (start + cross + 1, end),
            ] {
                self.tokens.push(self::token(&self.folded.bytes[from..to], from));
            }
            return;
        }
        self.tokens.push(token);
    }
}

fn token(word: &[u8], start: usize) -> Token {
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let shape = match digits {
        0 => Shape::Letters,
        _ if digits == word.len() => Shape::Digits,
        _ => Shape::Mixed,
    };
    let roles = if shape == Shape::Digits {
        Roles::NONE
    } else {
        lexicon::roles(word)
    };
    Token {
        start,
        end: start + word.len(),
        shape,
        case: case(word),
        roles,
    }
}

fn case(word: &[u8]) -> Case {
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte == OTHER_UPPER;
    let capitals = word.iter().filter(|byte| upper(**byte)).count();
    match (upper(word[0]), capitals == word.len(), word.len()) {
        (true, true, 1) => Case::Initial,
        (true, true, _) => Case::Upper,
        (true, false, _) => Case::Title,
        _ => Case::Lower,
    }
}

/// Where the `x` of a number with an extension (`5550100x12`) stands, so that both numbers become tokens of their own.
fn extension(word: &[u8]) -> Option<usize> {
    let cross = word.iter().position(|byte| byte.eq_ignore_ascii_case(&b'x'))?;
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    (cross > 2 && digits(&word[..cross]) && digits(&word[cross + 1..])).then_some(cross)
}

/// The ranges of `https://...` and `www....`; a host that is a number address stays outside, since it may be a person's.
fn links(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(start) = next_link(bytes, position) {
        let end = start + bytes[start..].iter().take_while(|byte| in_address(**byte)).count();
        let end = end
            - bytes[start..end]
                .iter()
                .rev()
                .take_while(|byte| b".,;:!?'".contains(byte))
                .count();
        let host = start
            + bytes[start..end]
                .windows(3)
                .position(|part| part == b"://")
                .map_or(0, |at| at + 3);
        let host_end = host
            + bytes[host..end]
                .iter()
                .take_while(|byte| !b"/?#".contains(byte))
                .count();
        let numeric = bytes[host..host_end]
            .iter()
            .all(|byte| byte.is_ascii_hexdigit() || b".:[]".contains(byte));
        let from = if numeric { host_end } else { start };
        if from < end {
            found.push(from..end);
        }
        position = end.max(start + 4);
    }
    found
}

fn next_link(bytes: &[u8], from: usize) -> Option<usize> {
    let mut position = from;
    while let Some(at) = bytes
        .get(position..)?
        .iter()
        .position(|byte| matches!(byte, b':' | b'w' | b'W'))
    {
        let at = position + at;
        if bytes[at..].starts_with(b"://") {
            let scheme = bytes[from..at]
                .iter()
                .rev()
                .take(8)
                .take_while(|byte| byte.is_ascii_alphabetic())
                .count();
            if scheme > 1 {
                return Some(at - scheme);
            }
        } else if bytes[at..].len() > 4
            && bytes[at..at + 4].eq_ignore_ascii_case(b"www.")
            && (at == 0 || !is_word(bytes[at - 1]))
        {
            return Some(at);
        }
        position = at + 1;
    }
    None
}

fn in_address(byte: u8) -> bool {
    byte > b' ' && !b"<>\"()[]{}|\\^`".contains(&byte) && !is_blank(byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        let text = Text::new(source);
        (0..text.tokens.len())
            .map(|index| String::from_utf8_lossy(text.word(index)).into_owned())
            .collect()
    }

    #[test]
    fn words_numbers_and_extensions_are_tokens() {
        assert_eq!(
            words("Marca 555-0100x12, ¿vale?"),
            ["Marca", "555", "0100", "x", "12", "vale"]
        );
    }

    #[test]
    fn web_addresses_are_not_read() {
        assert_eq!(
            words("mira https://casa.example/p/600123123?x=1. Luego www.casa.example y ya"),
            ["mira", "Luego", "y", "ya"]
        );
    }

    #[test]
    fn a_host_that_is_a_number_is_read() {
        assert_eq!(
            words("entra en http://81.9.9.7/panel"),
            ["entra", "en", "http", "81", "9", "9", "7"]
        );
    }

    #[test]
    fn case_is_known_also_without_accents() {
        let text = Text::new("Ángela ÁNGELA ángela Á");
        let cases: Vec<Case> = text.tokens.iter().map(|token| token.case).collect();
        assert_eq!(cases, [Case::Title, Case::Upper, Case::Lower, Case::Initial]);
    }
}
