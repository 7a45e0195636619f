//! A text as the pieces it may be cut between: graphemes, and whatever must stay whole.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::length::{find_addresses, find_urls};

/// How good a place is to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Inside of a word.
    Letter,
    Word,
    Sentence,
}

struct Atom {
    /// Where it ends in the text.
    end: usize,
    /// How good it is to stop behind it.
    stop: Break,
    is_link: bool,
}

/// A text and where it may be cut. Places are numbers of atoms, from 0 to [`Atoms::len`].
pub struct Atoms {
    text: String,
    atoms: Vec<Atom>,
}

impl Atoms {
    /// The atoms of `text`; `link` is an address that is whole even where nobody would recognise it.
    pub fn new(text: &str, link: Option<&str>) -> Self {
        let fixed = fixed_ranges(text, link);
        let mut atoms: Vec<Atom> = Vec::new();
        let mut ranges = fixed.into_iter().peekable();
        let mut inside: Option<usize> = None;
        for (start, grapheme) in text.grapheme_indices(true) {
            let end = start + grapheme.len();
            while ranges.peek().is_some_and(|(range, _)| range.end <= start) {
                ranges.next();
            }
            let covering = ranges.peek().filter(|(range, _)| range.start < end);
            let identity = covering.map(|(range, _)| range.start);
            match atoms.last_mut() {
                Some(last) if identity.is_some() && identity == inside => last.end = end,
                _ => atoms.push(Atom {
                    end,
                    stop: Break::Letter,
                    is_link: covering.is_some_and(|(_, is_link)| *is_link),
                }),
            }
            inside = identity;
        }
        let mut atoms = Self {
            text: text.to_owned(),
            atoms,
        };
        atoms.mark_stops();
        atoms
    }

    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// The text between two places, without blanks around.
    pub fn slice(&self, places: Range<usize>) -> &str {
        self.text[self.offset(places.start)..self.offset(places.end)].trim()
    }

    /// How good it is to stop at a place.
    pub fn stop(&self, place: usize) -> Break {
        match place.checked_sub(1).and_then(|last| self.atoms.get(last)) {
            Some(_) if place == self.len() => Break::Sentence,
            Some(last) => last.stop,
            None => Break::Sentence,
        }
    }

    pub fn is_link(&self, atom: usize) -> bool {
        self.atoms.get(atom).is_some_and(|atom| atom.is_link)
    }

    /// The links from a place on.
    pub fn links(&self, from: usize) -> impl Iterator<Item = &str> {
        (from..self.len())
            .filter(|atom| self.is_link(*atom))
            .map(|atom| self.slice(atom..atom + 1))
    }

    fn offset(&self, place: usize) -> usize {
        place
            .checked_sub(1)
            .and_then(|last| self.atoms.get(last))
            .map_or(0, |atom| atom.end)
    }

    fn raw(&self, atom: usize) -> &str {
        self.atoms
            .get(atom)
            .map_or("", |_| &self.text[self.offset(atom)..self.offset(atom + 1)])
    }

    fn mark_stops(&mut self) {
        let stops: Vec<Break> = (0..self.len()).map(|atom| self.stop_behind(atom)).collect();
        for (atom, stop) in self.atoms.iter_mut().zip(stops) {
            atom.stop = stop;
        }
    }

    fn stop_behind(&self, atom: usize) -> Break {
        let (this, next) = (self.raw(atom), self.raw(atom + 1));
        if this.contains('\n') || (self.ends_sentence(atom) && (is_blank(next) || is_wide(this))) {
            return Break::Sentence;
        }
        let between_wide = (is_wide(this) || is_wide(next)) && !next.starts_with(is_closing);
        if is_blank(this) || is_blank(next) || between_wide {
            Break::Word
        } else {
            Break::Letter
        }
    }

    /// Whether the sentence ends with this atom: a full stop and the like, perhaps with quotes behind it.
    fn ends_sentence(&self, atom: usize) -> bool {
        let mut at = atom;
        while at > 0 && matches!(self.raw(at), "\"" | "”" | "»" | ")" | "’" | "'") {
            at -= 1;
        }
        match self.raw(at) {
            "!" | "?" | "…" | "。" | "！" | "？" | "؟" | "।" | "۔" => true,
            "." => !is_abbreviation(self.word_before(at)),
            _ => false,
        }
    }

    fn word_before(&self, atom: usize) -> &str {
        let before = &self.text[..self.offset(atom)];
        let start = before
            .char_indices()
            .rev()
            .take(LONGEST_ABBREVIATION + 1)
            .find(|(_, character)| character.is_whitespace());
        let far = before
            .char_indices()
            .rev()
            .nth(LONGEST_ABBREVIATION)
            .map_or(0, |(at, _)| at);
        &before[start.map_or(far, |(at, blank)| at + blank.len_utf8())..]
    }
}

const LONGEST_ABBREVIATION: usize = 7;

/// Words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "sr", "sra", "srta", "dr", "dra", "ud", "uds", "vd", "d", "dña", "núm", "nº", "tel", "art", "pág", "aprox", "máx",
    "mín", "av", "avda", "c", "p", "ej", "p.ej", "mr", "mrs", "ms", "no", "vs", "e.g", "i.e", "approx", "st", "bzw",
    "z.b", "nr",
];

/// Known short forms, and the numbers of a list.
fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '¿', '¡', '"', '«', '“']).to_lowercase();
    let number = !word.is_empty() && word.len() <= 2 && word.chars().all(|digit| digit.is_ascii_digit());
    number || ABBREVIATIONS.contains(&word.as_str())
}

fn is_blank(atom: &str) -> bool {
    atom.starts_with(char::is_whitespace)
}

fn is_closing(character: char) -> bool {
    matches!(
        character,
        '。' | '、' | '，' | '！' | '？' | '：' | '；' | '」' | '』' | '）' | 'ー'
    ) || character.is_ascii_punctuation()
}

/// Scripts that are written without blanks between words.
fn is_wide(atom: &str) -> bool {
    atom.chars().next().is_some_and(|first| {
        matches!(u32::from(first), 0xe00..=0xeff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3000..=0x30ff | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xff65 | 0x20000..=0x3ffff)
    })
}

/// Mentions, e-mail addresses, variables still to be filled, and entities.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) [A-Za-z0-9._%+-]{0,32} [@＠] [A-Za-z0-9_] (?: [A-Za-z0-9_.-]{0,62} [A-Za-z0-9_] )?
            (?: @ [A-Za-z0-9] (?: [A-Za-z0-9.-]{0,78} [A-Za-z0-9] )? )?
        | \{ [\p{L}_] [\p{L}\p{N}_]{0,31} \}
        | & (?: lt | gt | amp | quot ) ;",
    )
    .expect("the pattern is constant")
});

/// An address up to the next blank, whatever a channel would make of its end.
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)https?://[!-~]+").expect("the pattern is constant"));

/// What must stay whole, in order and apart from each other, and whether it is a link.
fn fixed_ranges(text: &str, link: Option<&str>) -> Vec<(Range<usize>, bool)> {
    let mut ranges: Vec<(Range<usize>, bool)> = Vec::new();
    if let Some(link) = link {
        ranges.extend(text.match_indices(link).map(|(at, found)| (at..at + found.len(), true)));
    }
    let links = find_urls(text)
        .into_iter()
        .chain(find_addresses(text))
        .map(|link| link.range);
    ranges.extend(
        links
            .chain(ADDRESS.find_iter(text).map(|found| found.range()))
            .map(|range| (range, true)),
    );
    ranges.extend(WHOLE.find_iter(text).map(|found| (found.range(), false)));
    ranges.sort_by_key(|(range, _)| (range.start, range.end));
    let mut apart: Vec<(Range<usize>, bool)> = Vec::with_capacity(ranges.len());
    for (range, is_link) in ranges {
        match apart.last_mut() {
            Some((last, last_is_link)) if range.start < last.end => {
                last.end = last.end.max(range.end);
                *last_is_link |= is_link;
            }
            _ => apart.push((range, is_link)),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, least: Break) -> Vec<String> {
        let atoms = Atoms::new(text, None);
        let stops = (1..atoms.len()).filter(|place| atoms.stop(*place) >= least);
        stops.map(|place| atoms.slice(0..place).to_owned()).collect()
    }

    #[test]
    fn addresses_mentions_and_emoji_are_one_atom() {
        let text = "@ana_x@social.example 👩‍👩‍👧‍👦 https://brizna.es/ñ?a=1 e\u{301} {zona} &lt;";
        let atoms = Atoms::new(text, None);
        let found: Vec<&str> = (0..atoms.len())
            .map(|atom| atoms.raw(atom))
            .filter(|atom| *atom != " ")
            .collect();
        assert_eq!(found, text.split(' ').collect::<Vec<_>>());
        assert_eq!(atoms.links(0).collect::<Vec<_>>(), ["https://brizna.es/ñ?a=1"]);
    }

    #[test]
    fn a_sentence_ends_with_its_stop_and_not_with_an_abbreviation() {
        assert_eq!(
            places("Sra. Ruiz, p. ej. hoy. «Vale.» 1. Uno", Break::Sentence),
            ["Sra. Ruiz, p. ej. hoy.", "Sra. Ruiz, p. ej. hoy. «Vale.»"]
        );
        assert_eq!(
            places("重启。然后等待。好", Break::Sentence),
            ["重启。", "重启。然后等待。"]
        );
        assert_eq!(places("v2.1 en brizna.es", Break::Sentence), Vec::<String>::new());
    }

    #[test]
    fn a_given_link_is_whole_even_without_a_scheme() {
        let atoms = Atoms::new("mira brizna.invalid/a-b ya", Some("brizna.invalid/a-b"));
        assert_eq!(atoms.links(0).collect::<Vec<_>>(), ["brizna.invalid/a-b"]);
    }
}
