//! The words by which a person is known, and the text without them.

use super::{slug, wording::without_accent};
use unicode_normalization::char::is_combining_mark;

/// How a word has to stand in a text to be taken for the person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    /// As a whole word.
    Anywhere,
    /// Behind an `@`.
    Mentioned,
    /// As a whole word that begins with a capital letter.
    Capital,
}

/// A word, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    letters: Vec<char>,
    how: How,
}

/// The words of a person, ready to be looked for. Case and accents make no difference.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<Word>);

/// Letters that no accent is written on in the languages that people write handles in.
const PLAIN: [char; 9] = ['b', 'f', 'm', 'p', 'q', 'v', 'w', 'x', 'k'];
/// Fewest letters of a part of a name that is looked for by itself.
const PART_LEAST: usize = 3;
/// Fewest digits of a handle of digits alone that is looked for without its `@`.
const DIGITS_LEAST: usize = 5;

impl Words {
    /// What is looked for in everything that is stored: names as whole words; a handle too where it cannot be an everyday
    /// word (it has letters and other characters, or many digits), otherwise only behind its `@`.
    pub fn everywhere(handles: &[String], names: &[String]) -> Self {
        let mut words = Self::default();
        for handle in handles {
            let how = if is_distinctive(handle) {
                How::Anywhere
            } else {
                How::Mentioned
            };
            words.add(handle, how);
        }
        for name in names {
            words.add(name, How::Anywhere);
        }
        words
    }

    /// What is looked for in the conversations in which the person wrote: a handle also where it could be an everyday
    /// word, and the parts of handles and names where they are written like names.
    pub fn nearby(handles: &[String], names: &[String]) -> Self {
        let mut words = Self::everywhere(handles, names);
        for handle in handles.iter().filter(|handle| handle.chars().any(char::is_alphabetic)) {
            words.add(handle, How::Anywhere);
        }
        for name in handles.iter().chain(names) {
            for part in name.split(|c: char| !c.is_alphabetic()) {
                if part.chars().count() >= PART_LEAST {
                    words.add(part, How::Capital);
                }
            }
        }
        words
    }

    /// What is looked for in ids of other systems and in slugs, which are words of their own.
    pub fn in_ids(handles: &[String], names: &[String]) -> Self {
        let mut words = Self::default();
        for handle in handles.iter().filter(|handle| is_distinctive(handle)) {
            if handle.chars().any(char::is_alphabetic) {
                words.add(handle, How::Anywhere);
                words.add(&slug::of(handle), How::Anywhere);
            }
        }
        for name in names {
            words.add(&slug::of(name), How::Anywhere);
        }
        words
    }

    fn add(&mut self, word: &str, how: How) {
        let letters: Vec<char> = word.trim_start_matches('@').chars().filter_map(fold_char).collect();
        let word = Word { letters, how };
        if !word.letters.is_empty() && !self.0.contains(&word) {
            self.0.push(word);
        }
    }

    /// For each word, a pattern of SQL's LIKE that every lower-case text fits which holds it. Letters that may carry an
    /// accent, or be one sign or two, are left open.
    pub fn patterns(&self) -> Vec<String> {
        let pattern = |word: &Word| {
            let mut pattern = String::from("%");
            for letter in &word.letters {
                if letter.is_ascii_digit() || PLAIN.contains(letter) {
                    pattern.push(*letter);
                } else if !pattern.ends_with('%') {
                    pattern.push('%');
                }
            }
            if !pattern.ends_with('%') {
                pattern.push('%');
            }
            pattern
        };
        self.0.iter().map(pattern).collect()
    }

    /// The text with `placeholder` for each of the words; none where it holds none of them.
    pub fn erased(&self, text: &str, placeholder: &str) -> Option<String> {
        let letters = Letters::of(text);
        let mut out = String::new();
        let (mut from, mut place) = (0, 0);
        while place < letters.0.len() {
            let longest = self.0.iter().filter_map(|word| letters.matched(word, place)).max();
            if let Some(end) = longest {
                let start = letters.0[place].start;
                let start = if text[..start].ends_with('@') { start - 1 } else { start };
                out.push_str(&text[from..start]);
                out.push_str(placeholder);
                from = letters.0[end - 1].end;
                place = end;
            } else {
                place += 1;
            }
        }
        (from > 0).then(|| out + &text[from..])
    }
}

/// Whether a handle cannot be an everyday word or number.
fn is_distinctive(handle: &str) -> bool {
    let handle = handle.trim_start_matches('@');
    let letters = handle.chars().any(char::is_alphabetic);
    let others = handle.chars().filter(|c| !c.is_alphabetic()).count();
    if letters { others > 0 } else { others >= DIGITS_LEAST }
}

struct Letter {
    start: usize,
    end: usize,
    folded: char,
    is_capital: bool,
}

/// A text letter by letter, folded; a mark that stands alone belongs to the letter before it.
struct Letters(Vec<Letter>);

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            match (fold_char(c), letters.last_mut()) {
                (Some(folded), _) => letters.push(Letter {
                    start,
                    end,
                    folded,
                    is_capital: c.is_uppercase(),
                }),
                (None, Some(last)) => last.end = end,
                (None, None) => {}
            }
        }
        Self(letters)
    }

    /// Where `word` ends if it stands at `place`.
    fn matched(&self, word: &Word, place: usize) -> Option<usize> {
        let end = place + word.letters.len();
        let here = self.0.get(place..end)?;
        let before = place.checked_sub(1).map(|before| self.0[before].folded);
        let fits = here.iter().map(|letter| &letter.folded).eq(&word.letters)
            && !before.is_some_and(is_word)
            && !self.0.get(end).is_some_and(|after| is_word(after.folded))
            && match word.how {
                How::Anywhere => true,
                How::Capital => here[0].is_capital,
                How::Mentioned => before == Some('@') && !self.goes_on(end),
            };
        fits.then_some(end)
    }

    /// Whether a handle that ends here goes on behind a dot or dash: then it is another one.
    fn goes_on(&self, end: usize) -> bool {
        let at = |place: usize| self.0.get(place).map(|letter| letter.folded);
        matches!(at(end), Some('.' | '-')) && at(end + 1).is_some_and(is_word)
    }
}

/// A letter in lower case and without its accent; none for a mark that belongs to the letter before it.
fn fold_char(c: char) -> Option<char> {
    if is_combining_mark(c) {
        return None;
    }
    Some(without_accent(c.to_lowercase().next().unwrap_or(c)))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn own(list: &[&str]) -> Vec<String> {
        list.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn a_handle_goes_with_its_at_whatever_its_case_and_accents() {
        let words = Words::everywhere(&own(&["Ana_Pérez"]), &[]);
        let erased = |text: &str| words.erased(text, "[x]");
        assert_eq!(erased("Hola @ana_perez, ANA_PÉREZ!").unwrap(), "Hola [x], [x]!");
        assert_eq!(
            erased("https://x.com/ana_perez/status/1").unwrap(),
            "https://x.com/[x]/status/1"
        );
        assert_eq!(erased("anana_perez ana_perezoso"), None);
        assert_eq!(erased("ana_pe\u{301}rez").unwrap(), "[x]");
    }

    #[test]
    fn a_korean_name_takes_no_other_with_it() {
        let words = Words::everywhere(&[], &own(&["김민준"]));
        assert_eq!(words.erased("김민준 감만자", "[x]").unwrap(), "[x] 감만자");
    }

    #[test]
    fn an_everyday_word_is_a_handle_only_behind_its_at() {
        let words = Words::everywhere(&own(&["sol"]), &[]);
        assert_eq!(
            words.erased("El sol, @Sol y @sol.naciente", "[x]").unwrap(),
            "El sol, [x] y @sol.naciente"
        );
        let nearby = Words::nearby(&own(&["sol"]), &[]);
        assert_eq!(nearby.erased("Hola sol", "[x]").unwrap(), "Hola [x]");
        assert_eq!(
            Words::everywhere(&own(&["12"]), &[]).erased("hace 12 días", "[x]"),
            None
        );
    }

    #[test]
    fn names_go_whole_and_their_parts_nearby() {
        let (handles, names) = (own(&["ana_the_best"]), own(&["Ana Ibáñez"]));
        let far = Words::everywhere(&handles, &names);
        assert_eq!(far.erased("ana ibañez; Ana", "[x]").unwrap(), "[x]; Ana");
        let near = Words::nearby(&handles, &names);
        assert_eq!(
            near.erased("Hola Ana, the best Ibáñez", "[x]").unwrap(),
            "Hola [x], the best [x]"
        );
    }

    #[test]
    fn patterns_leave_open_what_may_be_spelt_otherwise() {
        let words = Words::everywhere(&own(&["pepe_99", "ana_"]), &[]);
        assert_eq!(words.patterns(), ["%p%p%99%", "%"]);
    }
}
