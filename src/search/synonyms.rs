//! What a brand's readers write in other words: its table of spellings and synonyms in one language, ready for queries.
//!
//! It works on what is searched and never on what is indexed, so that a change counts at once.

use super::{
    analysis::{Analyzer, Form},
    split::words,
    stop_words::Role,
};
use crate::domain::wording::{EmojiWords, Entry, Spellings, emoji_words, shipped};
use std::{borrow::Cow, collections::HashMap, rc::Rc};

/// Spellings and synonyms of a language.
#[derive(Debug)]
pub struct Synonyms {
    language: String,
    analyzer: Analyzer,
    spellings: Spellings,
    groups: Vec<Vec<Expression>>,
    /// Which groups have an expression that begins with a stem.
    by_stem: HashMap<Box<str>, Vec<u32>>,
}

/// A word or several, of which those that mean the same stand in a group.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// As they are looked up.
    pub words: Vec<String>,
    /// Their stems, by which they are recognised in a query.
    stems: Vec<Box<str>>,
}

/// Another way to say a word of a query.
#[derive(Debug, Clone, Copy)]
pub(super) struct Other<'a> {
    /// Which of the query's words it may stand for.
    pub word: usize,
    pub expression: &'a Expression,
}

impl Synonyms {
    /// The table of the language part of a locale: what comes with the binary, and an installation's `own` entries, which
    /// come before it where they say something else of a spelling.
    pub fn new(language: &str, own: &[Entry]) -> Self {
        let mut synonyms = Self {
            language: language.to_owned(),
            analyzer: Analyzer::of(language),
            spellings: Spellings::default(),
            groups: Vec::new(),
            by_stem: HashMap::new(),
        };
        for entries in [shipped(language), own] {
            synonyms.spellings.add(entries);
            for entry in entries {
                if let Entry::Same(expressions) = entry {
                    synonyms.add_group(expressions);
                }
            }
        }
        synonyms
    }

    fn add_group(&mut self, expressions: &[String]) {
        let number = self.groups.len() as u32;
        let group: Vec<_> = expressions.iter().map(|text| self.expression(text)).collect();
        for first in group.iter().filter_map(|expression| expression.stems.first()) {
            let groups = self.by_stem.entry(first.clone()).or_default();
            if !groups.contains(&number) {
                groups.push(number);
            }
        }
        self.groups.push(group);
    }

    fn expression(&self, text: &str) -> Expression {
        let words: Vec<String> = words(text).map(|word| word.text.to_owned()).collect();
        Expression {
            stems: words
                .iter()
                .map(|word| Box::from(&*self.analyzer.form(word).stem))
                .collect(),
            words,
        }
    }

    /// `text` with what is written short in full, for those that read whole sentences.
    pub fn spelled_out<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.spellings.spelled_out(text)
    }

    /// What the emoji of a text name.
    pub(super) fn emoji(&self, text: &str) -> EmojiWords {
        emoji_words(text, &self.language)
    }

    /// Other ways to say a query's words, given all its `forms` in order. Where several words of the query are one
    /// expression, what means the same may stand for each that says something.
    pub(super) fn others(&self, forms: &[Form]) -> Vec<Other<'_>> {
        let mut others = Vec::new();
        for start in 0..forms.len() {
            for group in self.groups_of(&forms[start].stem) {
                let said = group.iter().filter(|expression| expression.begins(&forms[start..]));
                let Some(said) = said.max_by_key(|expression| expression.stems.len()) else {
                    continue;
                };
                let end = start + said.stems.len();
                let telling = (start..end).filter(|word| end - start == 1 || forms[*word].role == Role::Telling);
                for word in telling {
                    let same = group.iter().filter(|expression| expression.stems != said.stems);
                    others.extend(same.map(|expression| Other { word, expression }));
                }
            }
        }
        others
    }

    fn groups_of(&self, stem: &Rc<str>) -> impl Iterator<Item = &[Expression]> {
        let numbers = self.by_stem.get(&**stem).into_iter().flatten();
        numbers.map(|number| self.groups[*number as usize].as_slice())
    }
}

impl Expression {
    fn begins(&self, forms: &[Form]) -> bool {
        let stems = self.stems.iter();
        self.stems.len() <= forms.len() && stems.zip(forms).all(|(stem, form)| **stem == *form.stem)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn others(synonyms: &Synonyms, text: &str) -> Vec<(usize, String)> {
        let forms: Vec<Form> = words(text).map(|word| synonyms.analyzer.form(word.text)).collect();
        let others = synonyms.others(&forms);
        others
            .iter()
            .map(|other| (other.word, other.expression.words.join(" ")))
            .collect()
    }

    #[test]
    fn an_expression_is_recognised_in_its_forms() {
        let own: Vec<Entry> = ["tarjeta SIM, chip", "router, módem"]
            .map(|line| line.parse().unwrap())
            .into();
        let synonyms = Synonyms::new("es", &own);
        assert_eq!(others(&synonyms, "el Módem falla"), [(1, "router".to_owned())]);
        assert_eq!(
            others(&synonyms, "mis tarjetas sim"),
            [(1, "chip".to_owned()), (2, "chip".to_owned())]
        );
        assert_eq!(others(&synonyms, "Chip"), [(0, "tarjeta SIM".to_owned())]);
        assert!(others(&synonyms, "mi tarjeta").is_empty());
        let shipped = others(&synonyms, "un celular");
        assert!(shipped.contains(&(1, "móvil".to_owned())), "{shipped:?}");
    }

    #[test]
    fn an_own_spelling_comes_before_the_shipped_one() {
        let own: Vec<Entry> = vec!["x = x".parse().unwrap(), "cel = celda".parse().unwrap()];
        let synonyms = Synonyms::new("es", &own);
        assert_eq!(synonyms.spelled_out("x mi cel xq"), "x mi celda por que");
    }
}
