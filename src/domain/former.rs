//! Texts that readers saw before the present one, and which of them may still be shown: an older text may hold what
//! somebody took out since, or what only today's rules recognise.

use super::{
    article::{Parts, RedactionStatus},
    erase::Words,
    redaction::{self, AllowList, Kind},
    revision::Revision,
};

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

/// What former texts of an article must not hold.
pub struct Screen<'a> {
    allow_list: &'a AllowList,
    /// The present text, in lower case.
    present: String,
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
        Self {
            allow_list,
            present: texts(present).collect::<Vec<_>>().join("\n").to_lowercase(),
            hidden: Words::everywhere(&[], &hidden),
        }
    }

    /// Whether a former text holds nothing that was hidden in this article, no way to reach somebody, and nothing else that
    /// the rules take for personal data and that is gone from the present text.
    pub fn is_clean(&self, former: &Revision) -> bool {
        texts(former).all(|text| {
            self.hidden.erased(text, "").is_none()
                && redaction::find(text, "", self.allow_list).iter().all(|span| {
                    !matches!(span.kind, Kind::Email | Kind::Phone)
                        && self.present.contains(&text[span.start..span.end].to_lowercase())
                })
        })
    }
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
            "En Villaverde Alto no.",
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
