//! What somebody wrote is not lost. Where their session had ended, the form they sent comes to the page that asks them to
//! sign in, stays with it, and is theirs to send once they are in again; where the service failed, it comes back with the
//! page that says so.

use super::login::{self, LoginPage};
use crate::{
    actions::sign_in,
    web::{
        FORM_MOST, Web, blocking,
        error::PageError,
        form::{Sent, local_path, same_site},
        pages::Page,
        session,
        visitor::door_at,
    },
};
use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::{Method, header::CONTENT_LENGTH},
    middleware::Next,
    web::{Bytes, Data, Form, Query},
};
use serde::Serialize;

/// Stands before the name of each field that is kept.
const KEPT: &str = "kept:";

/// A text up to so many characters is written again in a moment.
const SHORT: usize = 60;

/// What a form sent, and where to.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Unsent {
    /// The path, below the base path; empty where nothing waits.
    path: String,
    fields: Vec<Field>,
}

#[derive(Debug, Clone, Serialize)]
struct Field {
    /// As the form that keeps it names it.
    kept: String,
    name: String,
    value: String,
    /// Whether it is a text that somebody would not want to write again.
    is_long: bool,
}

/// The form that a request brought, as it came: of somebody signed in, or of whom the service could not tell.
struct Brought(Bytes);

/// A form that the service failed to take, to be sent once more.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Failed {
    /// Where to; empty: there was no form.
    action: String,
    /// The token that the form carried: it is the sender's own, and without it the form would be refused.
    csrf: String,
    fields: Vec<Field>,
}

/// The page after signing in again: the form, ready to be sent.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ResumePage {
    pub unsent: Unsent,
    pub csrf: String,
}

impl Page for ResumePage {
    const TEMPLATE: &'static str = "account/resume.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            unsent: Unsent::sample(),
            csrf: "0a1b".into(),
        };
        vec![Self::default(), full]
    }
}

impl Unsent {
    /// For samples.
    pub fn sample() -> Self {
        Self::of("/w/me", vec![("name", "\"><b>")])
    }

    fn of<'a>(path: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let fields = fields.into_iter().filter(|(name, _)| !is_secret(name));
        Self {
            path: path.to_owned(),
            fields: fields
                .map(|(name, value)| Field {
                    kept: format!("{KEPT}{name}"),
                    name: name.to_owned(),
                    value: value.to_owned(),
                    is_long: value.chars().count() > SHORT || value.contains('\n'),
                })
                .collect(),
        }
    }

    /// What a sign-in carries along.
    pub fn carried(sent: &Sent) -> Self {
        let Some(path) = local_path(sent.get("resume")).filter(|path| is_desk(path)) else {
            return Self::default();
        };
        let kept = sent
            .names()
            .filter_map(|name| Some((name.strip_prefix(KEPT)?, sent.get(name))));
        Self::of(path, kept)
    }

    pub const fn is_empty(&self) -> bool {
        self.path.is_empty()
    }
}

impl Failed {
    /// What `request` brought, where it was a form of the desk. Whoever sent it gets back what they sent, and nobody else.
    pub fn of(request: &HttpRequest, base: &str) -> Self {
        let brought = request.extensions().get::<Brought>().map(|Brought(body)| body.clone());
        let Some(body) = brought else {
            return Self::default();
        };
        let sent = (std::str::from_utf8(&body).ok()).and_then(|body| Query::<Sent>::from_query(body).ok());
        let path = request.path().strip_prefix(base).unwrap_or_default();
        let before = format!("{base}{}", door_at(request).unwrap_or_default());
        sent.map(|sent| Self::with(&before, path, &sent)).unwrap_or_default()
    }

    fn with(before: &str, path: &str, sent: &Sent) -> Self {
        if !is_desk(path) {
            return Self::default();
        }
        Self {
            action: format!("{before}{path}"),
            csrf: sent.get("csrf").to_owned(),
            fields: Unsent::of(path, sent.names().map(|name| (name, sent.get(name)))).fields,
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        let sent = [("csrf", "0a1b"), ("do", "save"), ("reply", "Uno\n</textarea><b>dos")];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self::with("/base", "/w/articles/4f7k/edit", &sent.map(owned).into_iter().collect())
    }
}

/// Passwords and codes are typed again, and a new session has a token of its own.
fn is_secret(name: &str) -> bool {
    let words = ["password", "token", "secret", "code"];
    name == "csrf" || name == "present" || words.iter().any(|word| name.contains(word))
}

fn is_desk(path: &str) -> bool {
    ["/w/", "/admin/"].iter().any(|door| path.starts_with(door))
}

/// Answers a form that was sent without a session with the page that asks to sign in, the form in it.
pub async fn keep(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let is_form = request.method() == Method::POST && request.content_type() == "application/x-www-form-urlencoded";
    let web = request.app_data::<Data<Web>>().cloned();
    let (true, Some(web)) = (is_form, web) else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let live = match session::key(&request) {
        Some(key) => blocking::run(&web, move |app| sign_in::session(app, &key)).await,
        None => Ok(None),
    };
    // A form from another site is nobody's work, and is refused where it was sent to.
    if same_site(&web, request.request()).is_err() {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    if !matches!(live, Ok(None)) {
        remember(&mut request).await?;
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let sent = request.extract::<Form<Sent>>().await?.into_inner();
    let base = &web.app.settings.public_url.base_path;
    let path = request
        .path()
        .strip_prefix(base.as_str())
        .unwrap_or_default()
        .to_owned();
    let page = LoginPage {
        next: path.clone(),
        unsent: Unsent::of(&path, sent.names().map(|name| (name, sent.get(name)))),
        ..LoginPage::default()
    };
    let answer = login::show(&web, request.request(), 422, &page).map_err(PageError)?;
    Ok(request.into_response(answer))
}

/// Keeps what a form brought within reach of the page of an error. A longer one than is taken is refused where it is read.
async fn remember(request: &mut ServiceRequest) -> Result<(), Error> {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if length.is_none_or(|length| length > FORM_MOST) {
        return Ok(());
    }
    let body = request.extract::<Bytes>().await?;
    request.set_payload(Payload::from(body.clone()));
    request.extensions_mut().insert(Brought(body));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_failed_comes_back_without_its_secrets() {
        let form = sent(&[
            ("csrf", "own"),
            ("do", "save"),
            ("reply", "Uno\ndos"),
            ("password", "secret"),
            ("access_token", "secret"),
        ]);
        let failed = Failed::with("/ayuda/@acme", "/w/articles/4f7k/edit", &form);
        assert_eq!(failed.action, "/ayuda/@acme/w/articles/4f7k/edit");
        assert_eq!(failed.csrf, "own");
        let fields: Vec<_> = (failed.fields.iter())
            .map(|field| (&*field.name, &*field.value, field.is_long))
            .collect();
        assert_eq!(fields, vec![("do", "save", false), ("reply", "Uno\ndos", true)]);
        assert!(Failed::with("", "/es/a/4f7k/feedback", &form).action.is_empty());
    }

    fn sent(fields: &[(&str, &str)]) -> Sent {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        fields.iter().map(owned).collect()
    }

    #[test]
    fn what_was_written_is_carried_along_and_secrets_are_not() {
        let carried = Unsent::carried(&sent(&[
            ("email", "a@b.example"),
            ("resume", "/w/articles/4f7k/edit"),
            ("kept:title", "Dos\nveces"),
            ("kept:csrf", "old"),
            ("kept:password", "secret"),
        ]));
        let names: Vec<_> = carried
            .fields
            .iter()
            .map(|field| (&*field.name, &*field.value))
            .collect();
        assert_eq!(
            (&*carried.path, names),
            ("/w/articles/4f7k/edit", vec![("title", "Dos\nveces")])
        );
    }

    #[test]
    fn nothing_is_carried_to_elsewhere() {
        for path in ["", "//evil.example/w/", "https://evil.example", "/login", "/es/"] {
            assert!(
                Unsent::carried(&sent(&[("resume", path), ("kept:title", "x")])).is_empty(),
                "{path}"
            );
        }
    }
}
