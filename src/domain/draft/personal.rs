//! Personal data behind placeholders: the same words always behind the same one.

use super::super::article::Parts;

/// Personal data found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Personal {
    /// Where it stands, in bytes; must begin and end at a character. What overlaps one before it is left out.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The word of its kind, for instance `EMAIL`.
    pub kind: String,
    /// What readers see instead, for instance `[email]`.
    pub placeholder: String,
    /// How sure it is, 0 to 1.
    pub confidence: f64,
}

/// Personal data that stands behind a placeholder in a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub kind: String,
    /// The words as the first message had them.
    pub original: String,
    /// Its placeholder, unique to these words: `[email]`, then `[email 2]`.
    pub placeholder: String,
    /// The highest of all places where it was found.
    pub confidence: f64,
}

/// Kinds with a form that can be checked: certain enough, and grave enough, to be listed wherever they stood.
const TOLD_BY_FORM: &[&str] = &["EMAIL", "PHONE", "IBAN", "CREDIT_CARD", "DNI", "NIE"];

/// Replaces what it is told to and remembers it.
pub(super) struct Masker<'a> {
    find: &'a dyn Fn(&str) -> Vec<Personal>,
    found: Vec<Found>,
}

impl<'a> Masker<'a> {
    pub fn new(find: &'a dyn Fn(&str) -> Vec<Personal>) -> Self {
        Self {
            find,
            found: Vec::new(),
        }
    }

    /// The text with placeholders.
    pub fn mask(&mut self, text: &str) -> String {
        let mut spans = (self.find)(text);
        spans.sort_by_key(|span| span.start);
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        for span in spans {
            let (Some(before), Some(original)) = (text.get(from..span.start), text.get(span.start..span.end)) else {
                continue;
            };
            masked.push_str(before);
            masked.push_str(&self.placeholder(original, &span));
            from = span.end;
        }
        masked.push_str(&text[from..]);
        masked
    }

    fn placeholder(&mut self, original: &str, span: &Personal) -> String {
        let same = |left: &str| left.to_lowercase() == original.to_lowercase();
        if let Some(known) = self
            .found
            .iter_mut()
            .find(|known| known.kind == span.kind && same(&known.original))
        {
            known.confidence = known.confidence.max(span.confidence);
            return known.placeholder.clone();
        }
        let taken = self
            .found
            .iter()
            .filter(|known| base(&known.placeholder) == base(&span.placeholder))
            .count();
        let placeholder = numbered(&span.placeholder, taken + 1);
        self.found.push(Found {
            kind: span.kind.clone(),
            original: original.to_owned(),
            placeholder: placeholder.clone(),
            confidence: span.confidence,
        });
        placeholder
    }

    /// What an editor has to know of: what stands behind the placeholders that these parts hold, which are numbered anew
    /// so that those left out leave no gap; and after it whatever can be told by its form anywhere in the sources, since
    /// they are shown beside the draft.
    pub fn settle(self, parts: &mut Parts) -> Vec<Found> {
        let mut texts = [
            &mut parts.title,
            &mut parts.issue,
            &mut parts.environment,
            &mut parts.resolution,
            &mut parts.reply,
        ];
        let mut shown: Vec<Found> = Vec::new();
        let mut beside: Vec<Found> = Vec::new();
        for mut found in self.found {
            if !texts.iter().any(|text| text.contains(&found.placeholder)) {
                beside.extend(TOLD_BY_FORM.contains(&found.kind.as_str()).then_some(found));
                continue;
            }
            let before = shown
                .iter()
                .filter(|known| base(&known.placeholder) == base(&found.placeholder))
                .count();
            // Never higher than before, and every lower one has been renumbered: it meets no other.
            let placeholder = numbered(&found.placeholder, before + 1);
            for text in &mut texts {
                **text = text.replace(&found.placeholder, &placeholder);
            }
            found.placeholder = placeholder;
            shown.push(found);
        }
        for found in beside {
            let same = shown
                .iter()
                .filter(|known| base(&known.placeholder) == base(&found.placeholder))
                .count();
            shown.push(Found {
                placeholder: numbered(&found.placeholder, same + 1),
                ..found
            });
        }
        shown
    }
}

/// A placeholder without bracket and number: `[email` of `[email 2]`.
fn base(placeholder: &str) -> &str {
    placeholder.trim_end_matches(|c: char| c == ']' || c == ' ' || c.is_ascii_digit())
}

fn numbered(placeholder: &str, number: usize) -> String {
    match number {
        1 => format!("{}]", base(placeholder)),
        _ => format!("{} {number}]", base(placeholder)),
    }
}
