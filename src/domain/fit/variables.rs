//! Variables of a reply: filled, given their default, or dropped so that nobody sees where they stood.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

/// A template with its variables filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    pub text: String,
    /// Variables without a value and without a default, in order; the text shows each as `{name}`.
    pub missing: Vec<String>,
}

static VARIABLE: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[\p{L}_][\p{L}\p{N}_]{0,31}";
    Regex::new(&format!(
        r"\{{\{{\s*(?P<name>{name})\s*(?P<default>\|[^{{}}]*)?\}}\}}|\{{(?P<prompt>{name})\}}"
    ))
    .expect("the pattern is constant")
});

/// Fills `template`. `{{name|default}}` takes the default when `name` has no value; with an empty default the variable is
/// dropped with the comma, brackets or spaces that only made sense with it. `{{name}}` and `{name}` stay visible and are
/// reported as missing.
pub fn fill(template: &str, values: &BTreeMap<String, String>) -> Filled {
    let mut filling = Filling {
        text: String::with_capacity(template.len()),
        missing: Vec::new(),
        capital: false,
    };
    let mut rest = template;
    while let Some(found) = VARIABLE.captures(rest) {
        let (start, end) = found.get(0).map_or((0, rest.len()), |all| (all.start(), all.end()));
        filling.literal(&rest[..start]);
        rest = &rest[end..];
        match value_of(&found, values) {
            Value::Text(text) => filling.value(&text),
            Value::Missing(name) => filling.ask_for(name),
            Value::Nothing => rest = filling.drop_before(rest),
        }
    }
    filling.literal(rest);
    Filled {
        text: filling.text,
        missing: filling.missing,
    }
}

enum Value {
    Text(String),
    Nothing,
    Missing(String),
}

fn value_of(found: &Captures<'_>, values: &BTreeMap<String, String>) -> Value {
    let name = found
        .name("name")
        .or_else(|| found.name("prompt"))
        .map_or("", |name| name.as_str());
    let default = found.name("default").map(|default| &default.as_str()[1..]);
    let given = values
        .get(name)
        .map(String::as_str)
        .map(one_line)
        .filter(|value| !value.is_empty());
    match (given, default.map(one_line)) {
        (Some(value), _) => Value::Text(value),
        (None, Some(default)) if default.is_empty() => Value::Nothing,
        (None, Some(default)) => Value::Text(default),
        (None, None) => Value::Missing(name.to_owned()),
    }
}

/// Values come from outside: they bring no lines and no control characters of their own.
fn one_line(value: &str) -> String {
    let words = value.split(|character: char| character.is_whitespace() || character.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

struct Filling {
    text: String,
    missing: Vec<String>,
    /// The next literal begins a sentence that a dropped variable began before.
    capital: bool,
}

impl Filling {
    fn literal(&mut self, text: &str) {
        if self.capital && !text.is_empty() {
            self.capital = false;
            self.text.push_str(&capitalised(text));
        } else {
            self.text.push_str(text);
        }
    }

    fn value(&mut self, text: &str) {
        self.capital = false;
        self.text.push_str(text);
    }

    fn ask_for(&mut self, name: String) {
        self.capital = false;
        self.text.push('{');
        self.text.push_str(&name);
        self.text.push('}');
        if !self.missing.contains(&name) {
            self.missing.push(name);
        }
    }

    /// Closes the gap a dropped variable leaves; answers what is left of the text behind it.
    fn drop_before<'rest>(&mut self, rest: &'rest str) -> &'rest str {
        let behind = rest.trim_start_matches(BLANK);
        let before = self.text.trim_end_matches(BLANK);
        if let Some(empty) = without_brackets(before, behind) {
            self.text.truncate(before.len() - empty);
            return self.drop_before(&behind[empty_length(behind)..]);
        }
        if alone_on_line(before, behind) {
            let kept = before.trim_end_matches('\n');
            self.text.truncate(kept.len());
            return if behind.is_empty() {
                self.drop_before("")
            } else {
                behind
            };
        }
        if begins_sentence(before) {
            let opened = before.ends_with(OPENING);
            let own = |sign: char| LIGHT.contains(&sign) || (!opened && STOPS.contains(&sign));
            self.capital = true;
            return behind.trim_start_matches(own).trim_start_matches(BLANK);
        }
        if ends_with_address(before) {
            return behind;
        }
        if behind.is_empty() || behind.starts_with(CLOSING) {
            let kept = before
                .trim_end_matches(|last| LIGHT.contains(&last) || DANGLING.contains(&last) || BLANK.contains(&last));
            self.text.truncate(kept.len());
            return behind;
        }
        if behind.starts_with(LIGHT) {
            let kept = before.trim_end_matches(LIGHT);
            self.text.truncate(kept.len());
            return behind;
        }
        if before.len() < self.text.len() { behind } else { rest }
    }
}

const BLANK: [char; 3] = [' ', '\t', '\u{a0}'];
const LIGHT: [char; 3] = [',', ';', ':'];
/// What may not stand alone at the end of a sentence.
const DANGLING: [char; 5] = ['-', '–', '—', '^', '·'];
const CLOSING: [char; 13] = ['.', '!', '?', '…', ')', ']', '»', '”', '’', '\n', '\r', '。', '！'];
const OPENING: [char; 6] = ['¡', '¿', '(', '«', '“', '"'];
const STOPS: [char; 7] = ['.', '!', '?', '…', '。', '！', '？'];
const PAIRS: [(char, char); 8] = [
    ('¡', '!'),
    ('¿', '?'),
    ('(', ')'),
    ('[', ']'),
    ('«', '»'),
    ('“', '”'),
    ('"', '"'),
    ('‘', '’'),
];

/// The length of the opening bracket when nothing is left between it and its partner.
fn without_brackets(before: &str, behind: &str) -> Option<usize> {
    let (last, first) = (before.chars().next_back()?, behind.chars().next()?);
    PAIRS.contains(&(last, first)).then(|| last.len_utf8())
}

fn empty_length(behind: &str) -> usize {
    behind.chars().next().map_or(0, char::len_utf8)
}

/// Nothing may be moved next to an address and pass for a part of it.
fn ends_with_address(before: &str) -> bool {
    before
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|word| word.contains("://"))
}

fn alone_on_line(before: &str, behind: &str) -> bool {
    before.ends_with('\n') && (behind.is_empty() || behind.starts_with('\n'))
}

fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(OPENING);
    let before = before.trim_end_matches(BLANK);
    before.is_empty() || before.ends_with('\n') || before.ends_with(STOPS)
}

/// With a capital first letter, unless its first word is an address or has a spelling of its own.
fn capitalised(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    let own_spelling = word.contains(['@', '/']) || word.chars().skip(1).any(char::is_uppercase);
    let first = text.char_indices().find(|(_, character)| character.is_alphanumeric());
    match first {
        Some((at, letter)) if !own_spelling && letter.is_lowercase() => {
            let capital: String = letter.to_uppercase().collect();
            [&text[..at], &capital, &text[at + letter.len_utf8()..]].concat()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str, values: &[(&str, &str)]) -> String {
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        fill(template, &values).text
    }

    #[test]
    fn a_dropped_variable_leaves_no_trace() {
        for (template, expected) in [
            ("Hola {{customer_name|}}, mira", "Hola, mira"),
            ("{{customer_name|}}, mira", "Mira"),
            ("{{customer_name|}} mira", "Mira"),
            ("{{customer_name|}}. Mira", "Mira"),
            ("¡{{customer_name|}}! Mira", "Mira"),
            ("¿{{customer_name|}}, sigues?", "¿Sigues?"),
            ("¡Hola {{customer_name|}}! Mira", "¡Hola! Mira"),
            ("¡{{customer_name|}}, mira esto!", "¡Mira esto!"),
            ("Vale. {{customer_name|}}, mira", "Vale. Mira"),
            ("Gracias, {{customer_name|}}. Mira", "Gracias. Mira"),
            ("Gracias, {{customer_name|}}, por avisar", "Gracias, por avisar"),
            ("Hola {{customer_name|}} mira", "Hola mira"),
            ("Hola {{customer_name|}}", "Hola"),
            ("Hola, {{customer_name|}}", "Hola"),
            ("Hola {{first|}} {{last|}}, mira", "Hola, mira"),
            ("{{first|}} {{last|}}, mira", "Mira"),
            ("Un saludo,\n{{agent_name|}}", "Un saludo"),
            ("Uno\n{{agent_name|}}\nDos", "Uno\nDos"),
            ("Un saludo — {{agent_name|}}", "Un saludo"),
            ("Tu pedido ({{order|}}) sale hoy", "Tu pedido sale hoy"),
            ("Mira.\n{{customer_name|}}, luego esto", "Mira.\nLuego esto"),
            ("{{customer_name|}}, https://brizna.es", "https://brizna.es"),
            (
                "Mira https://brizna.es {{customer_name|}}: ya",
                "Mira https://brizna.es : ya",
            ),
            ("{{customer_name|}}, iPhone", "iPhone"),
            ("Son 3 {{x|}}€", "Son 3 €"),
            ("{{customer_name|}}", ""),
        ] {
            assert_eq!(filled(template, &[]), expected, "{template}");
        }
    }

    #[test]
    fn values_and_defaults_are_put_in_as_they_are() {
        let names = [("customer_name", " Ana\nMaría "), ("empty", "  ")];
        assert_eq!(filled("{{customer_name|}}, mira", &names), "Ana María, mira");
        assert_eq!(filled("Hi {{ empty | there }}, look", &names), "Hi there, look");
        assert_eq!(filled("Hola {{empty|}}, mira", &names), "Hola, mira");
        assert_eq!(filled("{{a|{x}}}", &[]), "{{a|{x}}}", "what is no variable stays");
    }

    #[test]
    fn a_value_is_never_read_as_a_template() {
        assert_eq!(
            filled("Hola {{customer_name|}}", &[("customer_name", "{{agent_name|}}")]),
            "Hola {{agent_name|}}"
        );
    }

    #[test]
    fn what_must_be_filled_stays_visible_and_is_named_once() {
        let found = fill("En {{zona}} y {zona}, antes del {día}", &BTreeMap::new());
        assert_eq!(found.text, "En {zona} y {zona}, antes del {día}");
        assert_eq!(found.missing, ["zona", "día"]);
    }
}
