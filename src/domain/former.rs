//! Texts that readers saw before the present one, and which of them may still be shown: an older text may hold what
//! somebody took out since, or what only today's rules recognise.

use super::{
    article::{Parts, RedactionStatus},
    erase::Words,
    redaction::{self, AllowList, Kind},
    revision::Revision,
    words::text_enum,
};
use std::collections::HashSet;

/// A text that an article had before, with what decides who may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Former {
    pub revision: Revision,
    /// Whether everybody may read the article as it is now.
    pub is_of_public_article: bool,
    /// Whether readers saw this very text.
    pub was_public: bool,
    /// What [`Screen::is_clean`] says of it.
    pub is_clean: bool,
}

text_enum! {
    /// What readers see of a text that they saw once.
    Seen {
        Shown = "shown",
        /// By somebody.
        Hidden = "hidden",
        /// By the [`Screen`].
        LeftOut = "left_out",
    }
}

/// What former texts of an article must not hold.
pub struct Screen<'a> {
    allow_list: &'a AllowList,
    /// The present text in lower case, and its words.
    present: String,
    words: HashSet<String>,
    hidden: Words,
}

impl<'a> Screen<'a> {
    /// `redactions`: what was found in the article's sources, and what was decided on it.
    pub fn new<'b>(
        present: &Revision,
        redactions: impl IntoIterator<Item = (RedactionStatus, &'b str)>,
        allow_list: &'a AllowList,
    ) -> Self {
        let hidden: Vec<String> = redactions
            .into_iter()
            .filter(|(status, _)| *status != RedactionStatus::Kept)
            .map(|(_, original)| original.to_owned())
            .collect();
        let present = texts(present).collect::<Vec<_>>().join("\n").to_lowercase();
        Self {
            allow_list,
            words: words(&present).map(str::to_owned).collect(),
            present,
            hidden: Words::everywhere(&[], &hidden),
        }
    }

    /// Whether a former text holds nothing that was hidden in this article, no way to reach somebody, and nothing else that
    /// the rules take for personal data, or that is written as a name or a number is, and that is gone from the present text:
    /// that may be why it is gone.
    pub fn is_clean(&self, former: &Revision) -> bool {
        texts(former).all(|text| {
            self.hidden.erased(text, "").is_none()
                && name_like(text).all(|word| self.says(word))
                && redaction::find(text, "", self.allow_list).iter().all(|span| {
                    !matches!(span.kind, Kind::Email | Kind::Phone) && self.says(&text[span.start..span.end])
                })
        })
    }

    /// Whether the present text says this, in whole words: "Ana" is not said by "ventana".
    fn says(&self, phrase: &str) -> bool {
        let phrase = phrase.to_lowercase();
        self.present.contains(&phrase) && words(&phrase).all(|word| self.words.contains(word))
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// A number of so many digits may be somebody's.
const DIGITS_LEAST: usize = 5;

/// Words with a capital letter inside a sentence, and long numbers. At the beginning of one every word has a capital letter.
fn name_like(text: &str) -> impl Iterator<Item = &str> {
    let mut begins = true;
    text.split_inclusive(|letter: char| !letter.is_alphanumeric())
        .filter_map(move |piece| {
            let word = piece.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            let ending = &piece[word.len()..];
            let is_first = begins && !word.is_empty();
            if !word.is_empty() {
                begins = false;
            }
            begins |= ending.contains([
                '.', '!', '?', '¿', '¡', ':', '\n', '•', '-', '*', '«', '"', '“', '(', '>', '|',
            ]);
            let has_capital = word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some();
            let is_number = word.chars().filter(char::is_ascii_digit).count() >= DIGITS_LEAST;
            ((has_capital && !is_first) || is_number).then_some(word)
        })
}

/// All that a revision says, as it was written and as it shows once Markdown is rendered.
fn texts(revision: &Revision) -> impl Iterator<Item = &str> {
    let Parts {
        title,
        issue,
        environment,
        resolution,
        cause,
        reply,
        channel_replies,
    } = &revision.parts;
    [title, issue, environment, resolution, cause, reply, &revision.text]
        .into_iter()
        .chain(channel_replies.values())
        .map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{ArticleId, RevisionId};

    fn revision(text: &str) -> Revision {
        Revision {
            id: RevisionId(1),
            article_id: ArticleId(1),
            number: 1,
            parts: Parts {
                title: "Cambiar la tarifa".into(),
                resolution: text.into(),
                ..Parts::default()
            },
            html: String::new(),
            cause_html: String::new(),
            text: text.into(),
            author_id: None,
            note: String::new(),
            created_at: chrono::NaiveDateTime::default(),
        }
    }

    fn is_clean(former: &str, present: &str, redactions: &[(RedactionStatus, &str)]) -> bool {
        let allow_list = AllowList::default();
        let screen = Screen::new(&revision(present), redactions.iter().copied(), &allow_list);
        screen.is_clean(&revision(former))
    }

    #[test]
    fn plain_words_are_clean() {
        assert!(is_clean("Espera 72 horas y reinicia el router.", "Espera un día.", &[]));
    }

    #[test]
    fn what_the_rules_find_is_not() {
        assert!(!is_clean("Escribe a marta.ruiz@correo.example.", "Escríbenos.", &[]));
        assert!(!is_clean("Llama al 612 345 678.", "Llámanos.", &[]));
        assert!(!is_clean("Me llamo Marta Ruiz y vivo lejos.", "Vive lejos.", &[]));
        let links = "Pregunta [aquí](mailto:marta.ruiz@correo.example).";
        assert!(!is_clean(links, "Pregunta.", &[]), "an address behind a link");
    }

    #[test]
    fn what_is_written_as_a_name_and_gone_is_not() {
        assert!(!is_clean(
            "Pregunta en Villaverde Alto.",
            "Pregunta en una tienda.",
            &[]
        ));
        assert!(!is_clean("La pidió Ana.", "Cierra la ventana.", &[]), "within a word");
        assert!(!is_clean("El pedido 884213 llega tarde.", "Llega tarde.", &[]));
        assert!(is_clean(
            "Espera. Abre la app.\n- Toca **Pagar**",
            "Cierra la app.",
            &[]
        ));
        assert!(is_clean("Abre Ajustes.", "Ve a Ajustes.", &[]));
        assert!(is_clean("En 2025, 72 horas.", "En 2026, 48 horas.", &[]));
    }

    #[test]
    fn what_the_present_text_says_too_is_but_never_a_contact() {
        let name = "Me llamo Marta Ruiz y te ayudo.";
        assert!(is_clean(name, &format!("{name} Siempre."), &[]));
        let contact = "Escribe a marta.ruiz@correo.example.";
        assert!(!is_clean(contact, contact, &[]));
    }

    #[test]
    fn what_was_hidden_since_is_not_whatever_its_case() {
        let hidden = [(RedactionStatus::Redacted, "Villaverde Alto")];
        assert!(!is_clean(
            "En villaverde alto no hay fibra.",
            "Aquí no hay fibra.",
            &hidden
        ));
        assert!(!is_clean(
            "En Villaverde Alto no.",
            "No.",
            &[(RedactionStatus::Open, "villaverde alto")]
        ));
        assert!(is_clean(
            "En villaverde alto no.",
            "No.",
            &[(RedactionStatus::Kept, "Villaverde Alto")]
        ));
        assert!(is_clean(
            "En la ventana no.",
            "No.",
            &[(RedactionStatus::Redacted, "Ana")]
        ));
    }
}
