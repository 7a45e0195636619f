//! What makes HTML: each page is a struct that names its template and can make samples of itself, which a test renders in
//! every language. Templates and texts are inside the binary.

use super::{
    account::resume::Failed,
    assets,
    embedded::Templates,
    form::refusal,
    frame::Frame,
    kept::Kept,
    session::{WHO_CAN, WHOM_TO_ASK},
    site::{around::Arounds, encoded, with_query},
    texts,
    visitor::Visitor,
};
use crate::{
    app::App,
    domain::{article::Withdrawal, locale::Locale},
    error::{Code, Error, Result},
    secret,
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use chrono::NaiveDateTime;
use fluent_templates::fluent_bundle::{FluentArgs, FluentValue};
use regex::{Captures, Regex};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};
use tera::{Context, Kwargs, State, Tera, Value};

/// A page: what its template shows.
pub trait Page: Serialize {
    /// Path of its template, below `templates/`.
    const TEMPLATE: &'static str;

    /// The page with the least it can have, and with all it can have.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// The renderer of pages, and the rendered pages that are kept.
pub struct Pages {
    app: App,
    /// By language and the path that stands before each page's own.
    engines: RwLock<BTreeMap<(String, String), Arc<Tera>>>,
    pub kept: Kept,
    pub around: Arounds,
}

impl Pages {
    /// The renderer for this installation.
    pub fn new(app: &App) -> Result<Self> {
        let pages = Self {
            app: app.clone(),
            engines: RwLock::default(),
            kept: Kept::default(),
            around: Arounds::default(),
        };
        for language in texts::languages() {
            pages.engine(&language.parse().map_err(Error::internal)?, "")?;
        }
        Ok(pages)
    }

    /// The page in the language of its frame.
    pub fn render<P: Page>(&self, frame: &Frame, page: &P) -> Result<String> {
        let mut context = Context::from_serialize(page).map_err(Error::internal)?;
        context.insert("frame", frame);
        let engine = self.engine(&frame.locale, &frame.door)?;
        engine.render(P::TEMPLATE, &context).map_err(Error::internal)
    }

    /// The templates in a language, for pages that stand at `door` below the base path; made when they are first needed.
    fn engine(&self, locale: &Locale, door: &str) -> Result<Arc<Tera>> {
        let key = (texts::catalogue(locale).language().to_owned(), door.to_owned());
        if let Some(known) = self.engines.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let base = format!("{}{door}", self.app.settings.public_url.base_path);
        let made = Arc::new(engine(locale, &base).map_err(Error::internal)?);
        self.engines
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, made.clone());
        Ok(made)
    }

    /// The page that tells a person of an error.
    pub fn error(&self, request: &HttpRequest, error: &Error) -> HttpResponse {
        if error.code() == Code::Unauthorized {
            return sign_in_first(&self.app, request);
        }
        let status = StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let page = Visitor::of(&self.app, request).and_then(|visitor| {
            let locale = visitor.locale_of(request);
            let frame = Frame::of(&visitor, &locale, &format!("/{locale}/"));
            let page = ErrorPage::of(error, &locale, request.path());
            let failed = match error.code() {
                Code::Internal | Code::Unavailable => Failed::of(request, &self.app.settings.public_url.base_path),
                _ => Failed::default(),
            };
            self.render(&frame, &ErrorPage { failed, ..page })
        });
        // A page that cannot be made must not hide the error.
        let page = page.unwrap_or_else(|failure| {
            tracing::error!(?failure, "the page of an error could not be made");
            error.code().title().to_owned()
        });
        HttpResponse::build(status)
            .content_type("text/html; charset=utf-8")
            .insert_header(("cache-control", "no-store"))
            .body(page)
    }
}

/// Leads somebody without a session to where one begins, and from there back to what they wanted.
fn sign_in_first(app: &App, request: &HttpRequest) -> HttpResponse {
    let base = &app.settings.public_url.base_path;
    let wanted = request.uri().path_and_query().map_or("", |wanted| wanted.as_str());
    let next = if request.method().is_safe() {
        wanted.strip_prefix(base.as_str()).unwrap_or(wanted)
    } else {
        ""
    };
    HttpResponse::SeeOther()
        .insert_header(("location", format!("{base}{}", with_query("/login", &[("next", next)]))))
        .insert_header(("cache-control", "no-store"))
        .finish()
}

/// An error as a page.
#[derive(Debug, Clone, Serialize)]
pub struct ErrorPage {
    heading: String,
    explanation: String,
    /// Whether a search could help, and for what.
    searchable: bool,
    query: String,
    /// For whoever looks into the log; empty where there is nothing to look up.
    code: String,
    /// A letter to those who can; empty where there is nobody to ask.
    request: String,
    /// What is read in place of what was here.
    instead: Option<Instead>,
    /// What somebody had written when the service failed.
    failed: Failed,
}

/// An answer that took the place of another.
#[derive(Debug, Clone, Serialize)]
pub struct Instead {
    pub title: String,
    pub path: String,
}

impl Page for ErrorPage {
    const TEMPLATE: &'static str = "error/error.html";

    fn samples() -> Vec<Self> {
        let of = |code: Code| {
            let error = Error::new(code, "x").with_retry_after(2);
            Self::of(&error, &Locale::spanish(), "/es/a/4f7k-uno")
        };
        let failed = Self {
            failed: Failed::sample(),
            ..of(Code::Unavailable)
        };
        let gone = Self {
            instead: Some(Instead {
                title: "<b>Otra</b>".into(),
                path: "/es/a/4f7k-otra".into(),
            }),
            ..of(Code::Gone)
        };
        Code::ALL.iter().copied().map(of).chain([failed, gone]).collect()
    }
}

impl ErrorPage {
    /// The page of an error at `path`.
    pub fn of(error: &Error, locale: &Locale, path: &str) -> Self {
        let texts = texts::catalogue(locale);
        let (heading, hint) = match error.code() {
            Code::NotFound | Code::MethodNotAllowed => (texts.plain("error.404"), texts.plain("error.404.hint")),
            Code::Gone => (texts.plain("error.410"), texts.plain("error.410.hint")),
            Code::RateLimited => {
                let mut arguments = FluentArgs::new();
                arguments.set("n", error.retry_after().unwrap_or(60));
                (texts.plain("error.429"), texts.text("error.429.hint", &arguments))
            }
            Code::Forbidden if told(error, WHO_CAN).is_some() => {
                let mut arguments = FluentArgs::new();
                // The sentence has its own full stop.
                let people = told(error, WHO_CAN).unwrap_or_default().trim_end_matches('.');
                arguments.set("people", people.to_owned());
                arguments.set("action", texts.plain(&format!("error.403.action.{}", action_at(path))));
                (
                    texts.text("error.403.to", &arguments),
                    texts.text("error.403.who", &arguments),
                )
            }
            Code::Forbidden | Code::MissingScope | Code::Unauthorized => {
                (texts.plain("error.403"), texts.plain("error.403.hint"))
            }
            Code::CsrfFailed => (texts.plain("error.csrf"), texts.plain("error.csrf.hint")),
            Code::Internal => (texts.plain("error.500"), texts.plain("error.500.hint")),
            Code::Unavailable => (texts.plain("error.503"), texts.plain("error.500.hint")),
            Code::Conflict | Code::IllegalMove | Code::Incomplete | Code::RedactionOpen | Code::PersonalData => {
                (texts.plain("error.409"), refusal(error, texts))
            }
            _ => (texts.plain("error.400"), refusal(error, texts)),
        };
        let code = (error.code() == Code::Internal).then(|| {
            let code = secret::random_hex(4).unwrap_or_default();
            tracing::error!(code, ?error, "a person was shown this code for support");
            code
        });
        let searchable = error.code() == Code::NotFound;
        Self {
            request: told(error, WHOM_TO_ASK).map_or_else(String::new, |people| request(people, path, texts)),
            heading,
            explanation: hint,
            query: if searchable { words_of(path) } else { String::new() },
            searchable,
            code: code.unwrap_or_default(),
            instead: None,
            failed: Failed::default(),
        }
    }
}

impl ErrorPage {
    /// The page at the address of an article that was withdrawn, with what is read instead.
    pub fn withdrawn(locale: &Locale, at: NaiveDateTime, reason: Option<Withdrawal>, instead: Option<Instead>) -> Self {
        let texts = texts::catalogue(locale);
        let mut arguments = FluentArgs::new();
        arguments.set("date", texts.day(at));
        Self {
            heading: texts.text("error.410.on", &arguments),
            explanation: match reason {
                Some(Withdrawal::Outdated) => texts.plain("withdrawn.outdated"),
                Some(Withdrawal::Wrong) => texts.plain("withdrawn.wrong"),
                Some(Withdrawal::Ended) => texts.plain("withdrawn.ended"),
                None => texts.plain("error.410.hint"),
            },
            searchable: true,
            instead,
            ..Self::of(&Error::new(Code::Gone, ""), locale, "")
        }
    }
}

/// What somebody wanted to do at a path that they may not: a word for the catalogue.
fn action_at(path: &str) -> &'static str {
    let is_below = |door: &str| path.contains(door);
    match () {
        () if is_below("/admin") => "admin",
        () if is_below("/w/articles/new") => "write",
        () if path.ends_with("/history") => "history",
        () if is_below("/w/articles/") => "edit",
        () if is_below("/w/conversations/") => "resolve",
        () => "else",
    }
}

/// What an error says under the name of a field.
fn told<'a>(error: &'a Error, name: &str) -> Option<&'a str> {
    let field = error.fields().iter().find(|field| field.name == name)?;
    Some(field.problem.as_str()).filter(|problem| !problem.is_empty())
}

/// The address of a letter that asks `people`, addresses with commas between, for what stands at `path`.
fn request(people: &str, path: &str, texts: &texts::Catalogue) -> String {
    let people: Vec<_> = people.split(',').map(|one| encoded(one).replace("%40", "@")).collect();
    let (subject, path) = (encoded(&texts.plain("error.403.subject")), encoded(path));
    format!("mailto:{}?subject={subject}&body={path}", people.join(","))
}

/// How a moment is written in a language.
type WriteDate = fn(&texts::Catalogue, NaiveDateTime) -> String;

/// What somebody may have looked for at an address that leads nowhere: the words of its last part.
fn words_of(path: &str) -> String {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let (_, slug) = crate::domain::address::split(last);
    let text = if path.contains("/a/") || path.contains("/t/") {
        slug
    } else {
        last
    };
    let text = text.trim_end_matches(".html").replace(['-', '_', '+'], " ");
    let sound = text.len() <= 120 && text.chars().all(|c| c.is_alphanumeric() || c == ' ') && text.contains(' ');
    if sound { text } else { String::new() }
}

/// Endings of templates in which what is written is escaped.
const ESCAPED: [&str; 2] = [".html", ".xml"];

/// The templates with the functions of one language.
pub(super) fn engine(locale: &Locale, base_path: &str) -> tera::TeraResult<Tera> {
    let texts = texts::catalogue(locale);
    let mut tera = Tera::new();
    tera.autoescape_on(ESCAPED);
    tera.register_function("t", move |arguments: Kwargs, _: &State| -> tera::TeraResult<String> {
        let key: &str = arguments.must_get("key")?;
        Ok(texts.text(key, &fluent(&arguments)))
    });
    let dates: [(&'static str, WriteDate); 5] = [
        ("day", texts::Catalogue::day),
        ("day_short", texts::Catalogue::short_day),
        ("time", texts::Catalogue::time),
        ("when", texts::Catalogue::moment),
        // For programs, in UTC and to the minute.
        ("moment", |_, at| at.format("%Y-%m-%dT%H:%MZ").to_string()),
    ];
    for (name, write) in dates {
        tera.register_function(name, move |arguments: Kwargs, _: &State| -> tera::TeraResult<String> {
            let at: &str = arguments.must_get("at")?;
            let at = at
                .trim_end_matches('Z')
                .parse()
                .map_err(|_| tera::Error::message("not a time"))?;
            Ok(write(texts, at))
        });
    }
    tera.register_function(
        "number",
        move |arguments: Kwargs, _: &State| -> tera::TeraResult<String> { Ok(texts.number(arguments.must_get("n")?)) },
    );
    tera.register_function(
        "score",
        move |arguments: Kwargs, _: &State| -> tera::TeraResult<String> { Ok(texts.score(arguments.must_get("n")?)) },
    );
    let base = base_path.to_owned();
    tera.register_function("to", move |arguments: Kwargs, _: &State| -> tera::TeraResult<String> {
        let path: &str = arguments.must_get("path")?;
        Ok(format!("{base}{path}"))
    });
    let base = base_path.to_owned();
    tera.register_function(
        "asset",
        move |arguments: Kwargs, _: &State| -> tera::TeraResult<String> {
            let name: &str = arguments.must_get("name")?;
            let asset = assets::named(name).ok_or_else(|| tera::Error::message("no such asset"))?;
            Ok(format!("{base}/assets/{}", asset.file_name))
        },
    );
    let templates: Vec<(String, String)> = Templates::iter()
        .filter(|path| !path.starts_with("texts/") && !path.starts_with("assets/"))
        .filter_map(|path| {
            let file = Templates::get(&path)?;
            let text = with_constants(&tera, &path, &String::from_utf8_lossy(&file.data));
            Some((path.into_owned(), text))
        })
        .collect();
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// A call that gives the same on every page of an engine: all of its arguments stand in the template.
static CONSTANT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"\{\{ (?:t\(key|to\(path|asset\(name)="[^"]*"\) \}\}"#).expect("a constant pattern"));

/// A template with what its constant calls give in their place: half of all calls, which pages need not make anew. One
/// that fails stays, and fails where it is rendered.
fn with_constants(tera: &Tera, path: &str, template: &str) -> String {
    let written = |call: &Captures| {
        let text = tera.render_str(&call[0], &Context::new(), is_escaped(path));
        // What could be taken for a tag stays the outcome of a call.
        text.ok()
            .filter(|text| !text.contains('{'))
            .unwrap_or_else(|| call[0].to_owned())
    };
    CONSTANT.replace_all(template, written).into_owned()
}

/// Whether what is written into a template is escaped.
fn is_escaped(path: &str) -> bool {
    ESCAPED.iter().any(|ending| path.ends_with(ending))
}

/// A template's arguments as those of a text.
fn fluent(arguments: &Kwargs) -> FluentArgs<'static> {
    let mut filled = FluentArgs::new();
    for (name, value) in arguments.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else {
            continue;
        };
        filled.set(name.to_owned(), fluent_value(value));
    }
    filled
}

fn fluent_value(value: &Value) -> FluentValue<'static> {
    match (value.as_f64().filter(|_| value.is_number()), value.as_str()) {
        (Some(number), _) => FluentValue::from(number),
        (None, Some(text)) => FluentValue::from(text.to_owned()),
        (None, None) => FluentValue::from(value.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn a_wrong_address_says_what_was_looked_for() {
        assert_eq!(words_of("/es/a/4f7k-me-han-cobrado"), "me han cobrado");
        assert_eq!(words_of("/ayuda/cobro-doble-octubre"), "cobro doble octubre");
        for path in ["/", "/es/", "/wp-login.php", "/%3Cscript%3E", "/x"] {
            assert_eq!(words_of(path), "", "{path}");
        }
    }
}
