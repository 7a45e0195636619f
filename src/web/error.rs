//! Errors on their way out: as RFC 9457 problems for programs, as pages for people.
//!
//! Handlers of the API return [`Problem`], handlers of pages [`PageError`]. What goes wrong before a handler is reached
//! (a body that cannot be read, no such address) is shown in the way of the door it came to.

use super::{Web, api};
use crate::error::{Code, Error, Field};
use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    error::{JsonPayloadError, PathError, PayloadError, UrlencodedError},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use serde::Serialize;
use std::fmt;

/// An error shown as `application/problem+json`.
#[derive(Debug)]
pub struct Problem(pub Error);

/// An error shown as a page.
#[derive(Debug)]
pub struct PageError(pub Error);

/// An error as the API answers it (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct Body {
    /// Names the kind of problem; stands for `code`.
    #[serde(rename = "type")]
    #[schema(example = "urn:precedent:problem:not_found")]
    pub kind: String,
    pub title: &'static str,
    pub status: u16,
    /// What to do, in a sentence.
    pub detail: String,
    /// The stable word for this kind of problem.
    pub code: &'static str,
    /// What is wrong with single fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Fresh suggestions, where those that an outcome was reported for are out of date (`stale_suggestion`).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub suggestion: Option<serde_json::Value>,
}

impl Body {
    /// The body for an error.
    pub fn of(error: &Error) -> Self {
        let code = error.code();
        Self {
            kind: format!("urn:precedent:problem:{}", code.as_str()),
            title: code.title(),
            status: code.status(),
            detail: error.detail().to_owned(),
            code: code.as_str(),
            fields: error.fields().to_vec(),
            suggestion: None,
        }
    }
}

/// The media type of problems.
pub const PROBLEM_JSON: &str = "application/problem+json";

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl From<Error> for PageError {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn status(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// What only the log may say.
fn log(error: &Error) {
    if error.code() == Code::Internal {
        tracing::error!(?error, "a request failed");
    }
}

/// Adds the headers that belong to some errors: when to come back, how to sign in.
fn annotate(error: &Error, response: &mut HttpResponse) {
    if let Some(seconds) = error.retry_after() {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if error.code() == Code::Unauthorized {
        let challenge = HeaderValue::from_static("Bearer realm=\"precedent\"");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        status(&self.0)
    }

    fn error_response(&self) -> HttpResponse {
        log(&self.0);
        let body = serde_json::to_vec(&Body::of(&self.0)).unwrap_or_default();
        let mut response = HttpResponse::build(status(&self.0))
            .content_type(PROBLEM_JSON)
            .body(body);
        annotate(&self.0, &mut response);
        response
    }
}

impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        status(&self.0)
    }

    /// Only the status; [`as_pages`] makes the page, because that needs the request.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(status(&self.0))
    }
}

/// Whether the request came to the door for programs.
fn wants_problem(web: Option<&Data<Web>>, path: &str) -> bool {
    let base = web.map_or("", |web| web.app.settings.public_url.base_path.as_str());
    let path = path.strip_prefix(base).unwrap_or(path);
    ["/api", "/mcp", "/webhooks"].iter().any(|door| {
        path.strip_prefix(door)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The error in the way of the door that the request came to.
pub fn shown(request: &HttpRequest, error: Error) -> actix_web::Error {
    if wants_problem(request.app_data(), request.path()) {
        Problem(error).into()
    } else {
        PageError(error).into()
    }
}

/// Makes pages of page errors, and problems of errors that come from the framework itself.
pub async fn as_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let response = next.call(request).await?.map_into_boxed_body();
    let Some(error) = response.response().error() else {
        return Ok(response);
    };
    if error.as_error::<Problem>().is_some() {
        return Ok(response);
    }
    let framework;
    let error = if let Some(PageError(error)) = error.as_error::<PageError>() {
        error
    } else {
        framework = of_framework(response.status(), &error.to_string());
        &framework
    };
    let request = response.request();
    let web = request.app_data::<Data<Web>>();
    let shown = match web {
        Some(web) if !wants_problem(Some(web), request.path()) => {
            log(error);
            let mut page = web.pages.error(request, error);
            if let Some(seconds) = error.retry_after() {
                page.headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            page
        }
        _ => Problem(of_framework(response.status(), error.detail())).error_response(),
    };
    Ok(response.into_response(shown))
}

/// An error that the framework made, by its status.
fn of_framework(status: StatusCode, detail: &str) -> Error {
    match Code::ALL.iter().find(|code| code.status() == status.as_u16()) {
        Some(Code::Internal) => Error::internal(detail.to_owned()),
        Some(code) => Error::new(*code, detail),
        None if status.is_server_error() => Error::internal(detail.to_owned()),
        None => Error::new(Code::BadRequest, detail),
    }
}

/// No such address, or not with this method.
pub async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, actix_web::Error> {
    if wants_problem(request.app_data(), request.path()) {
        let base = request.app_data::<Data<Web>>().map(|web| web.app.settings.clone());
        let base = base.as_ref().map_or("", |settings| &settings.public_url.base_path);
        let path = request.path().strip_prefix(base).unwrap_or(request.path());
        let allowed = api::methods_at(path);
        if !allowed.is_empty() {
            let detail = format!("This address answers to {}.", allowed.join(", "));
            let problem = Problem(Error::new(Code::MethodNotAllowed, detail));
            let mut response = HttpResponse::from_error(problem);
            if let Ok(value) = HeaderValue::from_str(&allowed.join(", ")) {
                response.headers_mut().insert(header::ALLOW, value);
            }
            return Ok(response);
        }
    }
    Err(shown(&request, Error::not_found("page")))
}

/// A part of a request that cannot be read: body or form.
pub fn unreadable<E: Unreadable>(error: E, request: &HttpRequest) -> actix_web::Error {
    shown(request, error.explain())
}

/// A part of an address that is no id is the address of nothing.
pub fn no_such_path(_: PathError, request: &HttpRequest) -> actix_web::Error {
    shown(request, Error::not_found("thing"))
}

/// Errors of actix's extractors, in our words.
pub trait Unreadable {
    fn explain(&self) -> Error;
}

impl Unreadable for JsonPayloadError {
    fn explain(&self) -> Error {
        match self {
            Self::OverflowKnownLength { limit, .. } | Self::Overflow { limit } => too_large(*limit),
            Self::ContentType => Error::new(Code::BadRequest, "Send the body as application/json."),
            Self::Deserialize(error) => of_json(error),
            Self::Payload(error) => error.explain(),
            other => Error::new(Code::BadRequest, format!("The body cannot be read: {other}.")),
        }
    }
}

impl Unreadable for UrlencodedError {
    fn explain(&self) -> Error {
        match self {
            Self::Overflow { limit, .. } => too_large(*limit),
            other => Error::new(Code::BadRequest, format!("The form cannot be read: {other}.")),
        }
    }
}

impl Unreadable for PayloadError {
    fn explain(&self) -> Error {
        match self {
            Self::Overflow => too_large(super::JSON_MOST),
            other => Error::new(Code::BadRequest, format!("The body cannot be read: {other}.")),
        }
    }
}

/// What is wrong with a JSON body: not JSON at all, or not what the call takes.
pub fn of_json(error: &serde_json::Error) -> Error {
    let code = if error.is_data() {
        Code::Invalid
    } else {
        Code::BadRequest
    };
    Error::new(code, format!("The body cannot be read: {error}."))
}

/// The body is over `limit` bytes.
pub fn too_large(limit: usize) -> Error {
    Error::new(Code::TooLarge, format!("The body is longer than {limit} bytes."))
}
