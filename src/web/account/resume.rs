//! A session that ended while somebody wrote: the form they sent comes to the page that asks them to sign in, stays with it,
//! and is theirs to send once they are in again.

use super::login::{self, LoginPage};
use crate::{
    actions::sign_in,
    web::{
        Web, blocking,
        error::PageError,
        form::{Sent, local_path, same_site},
        pages::Page,
        session,
    },
};
use actix_web::{
    Error, HttpMessage,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::{Data, Form},
};
use serde::Serialize;

/// Stands before the name of each field that is kept.
const KEPT: &str = "kept:";

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

/// Passwords are typed again, and a new session has a token of its own.
fn is_secret(name: &str) -> bool {
    name == "csrf" || name == "present" || name.contains("password")
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
    let key = session::key(&request).unwrap_or_default();
    let live = blocking::run(&web, move |app| sign_in::session(app, &key)).await;
    // A form from another site is nobody's work, and is refused where it was sent to.
    let own = same_site(&web, request.request()).is_ok();
    if !own || !matches!(live, Ok(None)) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
