//! Forms: that they were sent from this site, what is wrong with their fields, and where they may lead.

use super::{Web, texts::Catalogue};
use crate::{
    domain::account::PASSWORD_LEAST,
    error::{Code, Error, Reason, Result},
};
use actix_web::{HttpRequest, http::header};
use fluent_templates::fluent_bundle::FluentArgs;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is wrong with a form: words, and the field they are about where it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub field: String,
    pub text: String,
    /// What the field is called on its page; empty where the words name it already.
    pub label: String,
}

impl Problem {
    /// `text` about `field`; an empty name: about the whole form.
    pub fn of(field: &str, text: String) -> Self {
        Self {
            field: field.to_owned(),
            text,
            label: String::new(),
        }
    }

    /// The same with the name that people know the field by.
    pub fn about(mut self, texts: &Catalogue) -> Self {
        if let Some((_, key)) = LABELS.iter().find(|(field, _)| *field == self.field) {
            self.label = texts.text(key, &FluentArgs::new());
        }
        self
    }

    /// For samples.
    pub fn sample(field: &str) -> Self {
        Self {
            label: "Un <campo>".into(),
            ..Self::of(field, "Escribe algo".into())
        }
    }
}

/// What fields are called where their name alone says it; those of several forms have different names.
const LABELS: &[(&str, &str)] = &[
    ("title", "edit.title"),
    ("reply", "edit.reply"),
    ("resolution", "edit.resolution"),
    ("issue", "edit.issue"),
    ("environment", "edit.environment"),
    ("cause", "edit.cause"),
    ("topics", "edit.topics"),
    ("note", "edit.note"),
    ("replaced_by", "edit.archive.instead"),
    ("excerpts", "edit.excerpts"),
    ("comment", "flag.comment"),
    ("email", "login.email"),
    ("password", "login.password"),
    ("present", "me.password.present"),
    ("signature", "me.signature"),
    ("handle", "channels.handle"),
    ("url", "channels.url"),
    ("reply_limit", "channels.limit"),
    ("host", "site.host"),
    ("next", "site.next"),
    ("more", "site.more"),
    ("since", "site.since"),
    ("threshold", "site.threshold.label"),
    ("retention", "privacy.retention.days"),
    ("names", "person.names"),
    ("words", "synonyms.words"),
];

/// What a form sent, by the names of its fields.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub struct Sent(BTreeMap<String, String>);

impl FromIterator<(String, String)> for Sent {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

impl Sent {
    /// A form with these fields.
    pub const fn of(fields: BTreeMap<String, String>) -> Self {
        Self(fields)
    }

    /// The value of a field, where it was sent.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The names of all fields that were sent.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The value of a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// An action's refusal as problems of the form, in the reader's words. What a form cannot mend stays an error.
pub fn problems_of(error: Error, texts: &Catalogue) -> Result<Vec<Problem>> {
    match error.code() {
        Code::Invalid | Code::Incomplete if !error.fields().is_empty() => Ok(error
            .fields()
            .iter()
            .map(|field| Problem::of(&field.name, words_for(&field.name, &field.problem, texts)).about(texts))
            .collect()),
        _ => Err(error),
    }
}

/// A refusal in the reader's words: the reason where one is given, else what kind of refusal it is.
pub fn refusal(error: &Error, texts: &Catalogue) -> String {
    let Some(reason) = error.reason() else {
        return match error.code().status() {
            409 | 412 => texts.plain("refused.state"),
            _ => texts.plain("refused.unreadable"),
        };
    };
    match reason {
        Reason::NothingWritten => texts.plain("refused.empty"),
        Reason::Archived => texts.plain("refused.archived"),
        Reason::AlreadyArchived => texts.plain("refused.archived.already"),
        Reason::NotArchived => texts.plain("refused.archived.not"),
        Reason::StillOpen => texts.plain("refused.open"),
        Reason::NoAnswer => texts.plain("refused.no.answer"),
        Reason::LastAdmin => texts.plain("refused.last.admin"),
    }
}

/// The actions say what is wrong in English, for programs; where the catalogue has it, a person reads it in their language.
fn words_for(field: &str, problem: &str, texts: &Catalogue) -> String {
    match (field, problem) {
        (_, "empty" | "It is empty.") => texts.plain("field.empty"),
        (_, "too_long") => texts.plain("field.long"),
        ("email", "It is not an e-mail address.") => texts.plain("field.email"),
        ("email", _) => texts.plain("field.taken"),
        (field, _) if field.starts_with("target_") => texts.plain("field.no.minutes"),
        ("retention", _) => texts.plain("field.retention"),
        ("password", _) => {
            let mut arguments = FluentArgs::new();
            arguments.set("n", PASSWORD_LEAST);
            texts.text("field.short", &arguments)
        }
        ("excerpts", _) => texts.plain("edit.excerpts.many"),
        ("next", "It is no later than the beginning.") => texts.plain("field.next"),
        ("more", _) => texts.plain("field.more"),
        ("present", _) => texts.plain("me.password.wrong"),
        ("address", _) => texts.plain("field.address"),
        ("code", _) => texts.plain("setup.code.wrong"),
        ("phone", _) => texts.plain("field.phone"),
        ("names", _) => texts.plain("field.names"),
        ("handle", "It has to be a phone number of 7 to 15 digits.") => texts.plain("field.handle.phone"),
        ("handle", "It has to be an e-mail address.") => texts.plain("field.email"),
        ("handle", "It has to be a name without blanks.") => texts.plain("field.handle.blanks"),
        ("handle", _) => texts.plain("setup.channels.twice"),
        ("replaced_by", _) => texts.plain("field.replaced_by"),
        ("scopes", _) => texts.plain("field.scopes"),
        _ => texts.plain("field.odd"),
    }
}

/// Refuses a form that was sent from another site: what browsers say of its origin has to be us (OWASP CSRF cheat sheet).
/// Programs that say nothing pass; they carry no cookies of somebody else.
pub fn same_site(web: &Web, request: &HttpRequest) -> Result<()> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let elsewhere = || {
        Err(Error::new(
            Code::CsrfFailed,
            "This form was sent from another site. Load the page again and send it from there.",
        ))
    };
    match header("sec-fetch-site") {
        Some("same-origin" | "none") => return Ok(()),
        Some(_) => return elsewhere(),
        None => {}
    }
    let Some(origin) = header(header::ORIGIN.as_str()) else {
        return Ok(());
    };
    let host = header(header::HOST.as_str()).unwrap_or_default();
    let own = origin == web.app.settings.public_url.origin
        || origin
            .split_once("://")
            .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host));
    if own { Ok(()) } else { elsewhere() }
}

/// A path on this site that a reader may be led to after a form, below the base path; anything else is left away. Browsers
/// read `\` as `/` and drop control characters, so both make an address of somewhere else.
pub fn local_path(text: &str) -> Option<&str> {
    let sound = text.starts_with('/')
        && !text.starts_with("//")
        && text.len() <= 2000
        && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (sound && !text[1..].starts_with('/') && !text.contains("/../") && !text.contains("//")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for path in ["/", "/es/", "/w/articles?state=validated", "/es/a/4f7k-uno#x"] {
            assert_eq!(local_path(path), Some(path));
        }
        for elsewhere in [
            "",
            "es/",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/\n",
            "/%",
        ]
        .iter()
        .filter(|text| **text != "/%")
        {
            assert_eq!(local_path(elsewhere), None, "{elsewhere}");
        }
    }
}
