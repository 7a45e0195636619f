//! The words of a text that say what it is about, for whoever compares texts without an index.

use super::{analysis::Analyzer, split, stop_words::Role};
use crate::domain::locale::Locale;

/// A word of a text with what stands for all of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellingWord {
    /// As it was written.
    pub text: String,
    /// Its stem in the language of the text, without accents.
    pub stem: String,
}

/// The words of `text` that say something about its subject, in order; numbers do not.
pub fn telling_words(text: &str, locale: &Locale) -> Vec<TellingWord> {
    let analyzer = Analyzer::of(locale.language());
    let telling = |word: split::Word<'_>| {
        let form = analyzer.form(word.text);
        let says = form.role == Role::Telling && word.text.chars().any(char::is_alphabetic);
        says.then(|| TellingWord {
            text: word.text.to_owned(),
            stem: form.stem.to_string(),
        })
    };
    split::words(text).filter_map(telling).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_nothing_are_left_out_and_forms_of_a_word_are_one() {
        let stems = |text: &str, locale: &Locale| {
            let words = telling_words(text, locale).into_iter();
            words.map(|word| word.stem).collect::<Vec<_>>()
        };
        let spanish = Locale::spanish();
        assert_eq!(stems("Las facturas de 2026", &spanish), stems("la Factura", &spanish));
        assert_eq!(stems("what is it about", &Locale::english()), Vec::<String>::new());
    }
}
