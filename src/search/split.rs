//! Where the words of a text begin and end, and what a code, a hashtag or writing without blanks stands for.
//!
//! Both sides of the index use it. A change here changes what an index holds: count `analysis::VERSION` up with it.

use unicode_normalization::char::is_combining_mark;

/// Longer runs of letters are no words (keys, hashes, base64) and are left out.
const LONGEST_WORD: usize = 40;
/// A run of letters and digits that change more often is a key and has no parts.
const PARTS_MOST: usize = 3;

/// A word of a text and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    /// Byte where it begins.
    pub start: usize,
}

/// What somebody wrote in one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said<'a> {
    /// Its words, in order.
    pub parts: Vec<Word<'a>>,
    /// All of it, where it has several parts and is written in one word as well: `Wi-Fi`, `iPhone15`, `E-4012`.
    pub whole: Option<Word<'a>>,
    pub is_hashtag: bool,
}

/// The words of `text` in order. What has parts gives these and then itself in one piece: codes and names of models
/// (`E-4012`, `Wi-Fi`, `iPhone15`, `eSIM`), hashtags and handles in camel case. Writing without blanks (Chinese,
/// Japanese, Korean, Thai) gives pairs of characters.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    runs(text).flat_map(move |run| Pieces::of(text, run))
}

/// The same in the pieces that were written, for queries: the whole is another way to write its parts.
pub(super) fn said(text: &str) -> impl Iterator<Item = Said<'_>> {
    runs(text).map(move |run| {
        if run.is_plain {
            Said {
                parts: short_enough(run.word).into_iter().collect(),
                whole: None,
                is_hashtag: false,
            }
        } else {
            split(text, run.word)
        }
    })
}

/// The words of `text` without those that begin with an ASCII letter or digit other than `begins` has; both cases alike.
pub(super) fn words_beginning<'a>(text: &'a str, begins: &'a [bool; 128]) -> impl Iterator<Item = Word<'a>> {
    let may_begin = |byte: u8| {
        begins
            .get(usize::from(byte.to_ascii_lowercase()))
            .is_none_or(|begins| *begins)
    };
    let may_begin_word = std::array::from_fn(|byte| may_begin(byte as u8));
    stretches(text, may_begin_word)
        .flat_map(|stretch| {
            words(stretch.text).map(move |word| Word {
                start: stretch.start + word.start,
                ..word
            })
        })
        .filter(move |word| word.text.bytes().next().is_some_and(may_begin))
}

/// Where what was written in one piece with `word` begins and ends: the code or name of which it is a part, and the sign of
/// a hashtag.
pub(super) fn written_around(text: &str, word: Word<'_>) -> (usize, usize) {
    let (start, end) = (word.start, word.start + word.text.len());
    // A piece with parts is no longer than a word: what stands further away is no part of it.
    let least = (0..=start.saturating_sub(LONGEST_WORD))
        .rev()
        .find(|at| text.is_char_boundary(*at));
    let most = (end + LONGEST_WORD..text.len()).find(|at| text.is_char_boundary(*at));
    let (least, most) = (least.unwrap_or(0), most.unwrap_or(text.len()));
    let wholes = said(&text[least..most]).filter_map(|said| said.whole);
    let ends = |whole: &Word<'_>| (least + whole.start, least + whole.start + whole.text.len());
    let around = wholes
        .map(|whole| ends(&whole))
        .find(|(from, to)| *from <= start && *to >= end);
    let (start, end) = around.unwrap_or((start, end));
    let is_hashtag = start > 0 && text.as_bytes()[start - 1] == b'#';
    (start - usize::from(is_hashtag), end)
}

/// What stands between two blanks, as far as a word can begin in it with one of the bytes that `may_begin_word` has. Words
/// are not looked for: most of a text is passed over byte by byte.
fn stretches(text: &str, may_begin_word: [bool; 256]) -> impl Iterator<Item = Word<'_>> {
    let bytes = text.as_bytes();
    let is_blank = |byte: &u8| byte.is_ascii_whitespace();
    // A word begins at no small letter after a letter and at no digit after a digit (`split_borders`).
    let goes_on = |before: u8, byte: u8| {
        (byte.is_ascii_lowercase() && before.is_ascii_alphabetic())
            || (byte.is_ascii_digit() && before.is_ascii_digit())
    };
    let mut from = 0;
    std::iter::from_fn(move || {
        let begins = |at: &usize| {
            let byte = bytes[*at];
            may_begin_word[usize::from(byte)] && (*at == from || !goes_on(bytes[*at - 1], byte))
        };
        let at = (from..bytes.len()).find(begins)?;
        let before = bytes[from..at]
            .iter()
            .rposition(is_blank)
            .map_or(from, |blank| from + blank + 1);
        let end = bytes[at..]
            .iter()
            .position(is_blank)
            .map_or(bytes.len(), |blank| at + blank);
        from = end;
        Some(Word {
            text: &text[before..end],
            start: before,
        })
    })
}

/// Whether a character belongs to a writing that has no blanks between words (or, in Korean, between a word and its
/// particles).
pub(super) const fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1100}'..='\u{11ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{2fa1f}')
}

/// What joins letters inside a word; forms are without it.
pub(super) const fn is_joiner(letter: char) -> bool {
    is_apostrophe(letter) || matches!(letter, '-' | '.' | '_' | ',' | '\u{2010}' | '\u{2011}')
}

/// A run of letters, digits and what joins them inside a word.
struct Run<'a> {
    word: Word<'a>,
    /// Whether it is one word: of ASCII letters and digits alone, without parts, and no hashtag.
    is_plain: bool,
}

fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = first_letter(text, rest)?;
        // One pass over every letter of every text: nothing here looks twice.
        let (mut plain, mut digits) = (start, 0);
        for byte in &text.as_bytes()[start..] {
            if byte.is_ascii_digit() {
                digits += 1;
            } else if !byte.is_ascii_alphabetic() {
                break;
            }
            plain += 1;
        }
        rest = end_of_run(text, plain);
        let word = Word {
            text: &text[start..rest],
            start,
        };
        Some(Run {
            is_plain: rest == plain && !is_tag(text, start) && !has_border(word.text.as_bytes(), digits),
            word,
        })
    })
}

/// The character at a place, with where the next one begins. Most are ASCII and need no decoding.
#[inline]
fn letter_at(text: &str, at: usize) -> Option<(char, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return Some((byte.into(), at + 1));
    }
    let letter = text[at..].chars().next()?;
    Some((letter, at + letter.len_utf8()))
}

fn first_letter(text: &str, mut at: usize) -> Option<usize> {
    loop {
        let (letter, next) = letter_at(text, at)?;
        if letter.is_alphanumeric() {
            return Some(at);
        }
        at = next;
    }
}

/// Whether what begins here is a hashtag or a handle.
fn is_tag(text: &str, start: usize) -> bool {
    start > 0 && matches!(text.as_bytes()[start - 1], b'#' | b'@')
}

/// Whether a run of ASCII with so many `digits` has parts: letters beside these, or capitals at the end of small letters
/// (`eSIM`).
fn has_border(run: &[u8], digits: usize) -> bool {
    let ends_large = run.last().is_some_and(u8::is_ascii_uppercase);
    (digits > 0 && digits < run.len()) || (ends_large && run[0].is_ascii_lowercase() && tail_of_capitals(run).is_some())
}

/// Where the capitals begin that end a word of small letters; one alone is no word.
fn tail_of_capitals(run: &[u8]) -> Option<usize> {
    let small = run.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let rest = &run[small..];
    (small > 0 && rest.len() > 1 && rest.iter().all(u8::is_ascii_uppercase)).then_some(small)
}

/// Where the run ends that goes at least to `at`.
fn end_of_run(text: &str, mut at: usize) -> usize {
    while let Some((letter, next)) = letter_at(text, at) {
        let inside = is_word_letter(letter)
            || match letter {
                ',' => is_thousands_mark(text.as_bytes(), at),
                _ => is_joiner(letter) && letter_at(text, next).is_some_and(|(after, _)| after.is_alphanumeric()),
            };
        if !inside {
            break;
        }
        at = next;
    }
    at
}

/// A comma after a digit and before three of them.
fn is_thousands_mark(text: &[u8], at: usize) -> bool {
    let after = text[at + 1..].iter().take(4).take_while(|byte| byte.is_ascii_digit());
    at > 0 && text[at - 1].is_ascii_digit() && after.count() == 3
}

#[inline]
fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || (!letter.is_ascii() && is_combining_mark(letter))
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ')
}

const fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '_' | '\u{2010}' | '\u{2011}')
}

fn short_enough(word: Word<'_>) -> Option<Word<'_>> {
    (word.text.len() <= LONGEST_WORD).then_some(word)
}

/// The words that one run of letters stands for.
enum Pieces<'a> {
    One(Option<Word<'a>>),
    Many(std::vec::IntoIter<Word<'a>>),
}

impl<'a> Pieces<'a> {
    fn of(text: &'a str, run: Run<'a>) -> Self {
        if run.is_plain {
            return Self::One(short_enough(run.word));
        }
        let Said { mut parts, whole, .. } = split(text, run.word);
        parts.extend(whole);
        Self::Many(parts.into_iter())
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Word<'a>;
    fn next(&mut self) -> Option<Word<'a>> {
        match self {
            Self::One(word) => word.take(),
            Self::Many(words) => words.next(),
        }
    }
}

fn split<'a>(text: &str, run: Word<'a>) -> Said<'a> {
    let mut parts = Vec::new();
    if is_grouped_number(run.text) {
        parts.push(run);
    } else {
        let is_tag = is_tag(text, run.start);
        for part in pieces(run, |letter| is_hyphen(letter) || matches!(letter, '.' | ',')) {
            for part in of_one_writing(part) {
                if part.text.starts_with(is_unspaced) {
                    pairs(part, &mut parts);
                } else if part.text.contains(is_apostrophe) {
                    split_apostrophe(part, &mut parts);
                } else {
                    split_borders(part, is_tag, &mut parts);
                }
            }
        }
    }
    let is_one_word = || {
        let (mut dotted, mut digits) = (false, false);
        for letter in run.text.chars() {
            dotted |= letter == '.' || is_apostrophe(letter);
            digits |= letter.is_ascii_digit();
        }
        (digits || !dotted) && !run.text.contains(is_unspaced)
    };
    let whole = (parts.len() > 1 && is_one_word()).then_some(run).and_then(short_enough);
    parts.retain(|part| short_enough(*part).is_some());
    Said {
        parts,
        whole,
        is_hashtag: run.start > 0 && text.as_bytes()[run.start - 1] == b'#',
    }
}

/// A number with marks between its thousands: `1.200`, `1,200,000`.
fn is_grouped_number(run: &str) -> bool {
    let mut groups = run.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let are_digits = run
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    are_digits && first.len() < 4 && first.len() < run.len() && groups.all(|group| group.len() == 3)
}

fn pieces(run: Word<'_>, is_border: fn(char) -> bool) -> impl Iterator<Item = Word<'_>> {
    run.text
        .split(is_border)
        .filter(|part| !part.is_empty())
        .map(move |text| Word {
            text,
            start: run.start + (text.as_ptr() as usize - run.text.as_ptr() as usize),
        })
}

/// The pieces between `borders`, bytes in the text of `run`.
fn cut<'a>(run: Word<'a>, borders: &[usize]) -> Vec<Word<'a>> {
    let starts = std::iter::once(0).chain(borders.iter().copied());
    let ends = borders.iter().copied().chain([run.text.len()]);
    starts
        .zip(ends)
        .map(move |(from, to)| Word {
            text: &run.text[from..to],
            start: run.start + from,
        })
        .collect()
}

/// The pieces that are all of a writing without blanks, and those between them: `Wi-Fi密码`.
fn of_one_writing(run: Word<'_>) -> Vec<Word<'_>> {
    let mut borders = Vec::new();
    if !run.text.is_ascii() {
        let mut before = run.text.starts_with(is_unspaced);
        for (at, letter) in run
            .text
            .char_indices()
            .filter(|(_, letter)| !is_combining_mark(*letter))
        {
            if is_unspaced(letter) != before {
                borders.push(at);
            }
            before = is_unspaced(letter);
        }
    }
    cut(run, &borders)
}

/// `don't` stays one word and `Madrid's` loses its ending, but `l'eau` and `d'accord` are two.
fn split_apostrophe<'a>(part: Word<'a>, parts: &mut Vec<Word<'a>>) {
    let mut halves = pieces(part, is_apostrophe);
    match (halves.next(), halves.next(), halves.next()) {
        (Some(head), Some(tail), None) if tail.text.eq_ignore_ascii_case("s") => parts.push(head),
        (Some(head), Some(tail), None) if head.text.chars().count() <= 2 && tail.text.chars().count() > 2 => {
            parts.extend([head, tail]);
        }
        _ => parts.push(part),
    }
}

fn pairs<'a>(part: Word<'a>, parts: &mut Vec<Word<'a>>) {
    let places: Vec<usize> = part
        .text
        .char_indices()
        .map(|(at, _)| at)
        .chain([part.text.len()])
        .collect();
    for window in places.windows(3) {
        parts.push(Word {
            text: &part.text[window[0]..window[2]],
            start: part.start + window[0],
        });
    }
    if places.len() == 2 {
        parts.push(part);
    }
}

/// Cuts between letters and digits, and in a tag where a word begins with a capital: `#NoMeFuncionaElWifi`.
fn split_borders<'a>(run: Word<'a>, is_tag: bool, parts: &mut Vec<Word<'a>>) {
    let letters: Vec<(usize, char)> = run
        .text
        .char_indices()
        .filter(|(_, letter)| !is_combining_mark(*letter))
        .collect();
    let is_number = |letter: char| letter.is_numeric();
    let mut borders = Vec::new();
    for (place, pair) in letters.windows(2).enumerate() {
        let ((_, before), (at, letter)) = (pair[0], pair[1]);
        let begins_word = letter.is_uppercase()
            && (before.is_lowercase()
                || (before.is_uppercase() && letters.get(place + 2).is_some_and(|(_, after)| after.is_lowercase())));
        if is_number(before) != is_number(letter) || (is_tag && begins_word) {
            borders.push(at);
        }
    }
    if !is_tag && borders.is_empty() {
        borders.extend(tail_of_capitals(run.text.as_bytes()));
    }
    if is_tag || borders.len() < PARTS_MOST {
        parts.extend(cut(run, &borders));
    } else {
        parts.push(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<&str> {
        words(text).map(|word| word.text).collect()
    }

    #[test]
    fn what_has_parts_gives_these_and_itself() {
        for (text, expected) in [
            ("Mi Wi-Fi falla", &["Mi", "Wi", "Fi", "Wi-Fi", "falla"][..]),
            ("error E-4012.", &["error", "E", "4012", "E-4012"]),
            ("iPhone15", &["iPhone", "15", "iPhone15"]),
            ("una eSIM", &["una", "e", "SIM", "eSIM"]),
            ("PayPal y WhatsApp", &["PayPal", "y", "WhatsApp"]),
            ("a1b2c3d4e5", &["a1b2c3d4e5"]),
            ("son 1.200 o 1,200,000", &["son", "1.200", "o", "1,200,000"]),
            ("12,50 y 1,2", &["12", "50", "y", "1", "2"]),
            ("fin.Luego", &["fin", "Luego"]),
            ("don't l'eau Madrid's", &["don't", "l", "eau", "Madrid"]),
        ] {
            assert_eq!(all(text), expected, "{text}");
        }
    }

    #[test]
    fn hashtags_and_handles_are_split_where_a_word_begins() {
        assert_eq!(
            all("#NoMeFuncionaElWifi"),
            ["No", "Me", "Funciona", "El", "Wifi", "NoMeFuncionaElWifi"]
        );
        assert_eq!(all("#Error4012EnTV"), ["Error", "4012", "En", "TV", "Error4012EnTV"]);
        assert_eq!(all("@AcmeAyuda"), ["Acme", "Ayuda", "AcmeAyuda"]);
        assert_eq!(all("#HTMLPuro"), ["HTML", "Puro", "HTMLPuro"]);
        assert_eq!(all("#sin_servicio"), ["sin", "servicio", "sin_servicio"]);
    }

    #[test]
    fn writing_without_blanks_gives_pairs_and_keeps_other_words_apart() {
        assert_eq!(all("重置密码"), ["重置", "置密", "密码"]);
        assert_eq!(all("Wi-Fi密码"), ["Wi", "Fi", "密码"]);
        assert_eq!(all("iPhone15を使う"), ["iPhone", "15", "を使", "使う"]);
        assert_eq!(all("비밀번호를"), ["비밀", "밀번", "번호", "호를"]);
        assert_eq!(all("รหัส"), ["รห", "หั", "ัส"]);
        assert_eq!(all("猫"), ["猫"]);
        // Marks of other writings do not break a word.
        assert_eq!(all("पासवर्ड भूल"), ["पासवर्ड", "भूल"]);
    }

    #[test]
    fn a_query_has_the_whole_beside_its_parts() {
        let pieces: Vec<Said<'_>> = said("Wi-Fi lento").collect();
        assert_eq!(pieces[0].whole.map(|whole| whole.text), Some("Wi-Fi"));
        assert_eq!((pieces[0].parts.len(), pieces[1].parts.len()), (2, 1));
        assert!(pieces[1].whole.is_none());
    }
}
