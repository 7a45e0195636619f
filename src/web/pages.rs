//! What makes HTML.

use crate::{
    app::App,
    error::{Error, Result},
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode};

/// The renderer of pages.
pub struct Pages;

impl Pages {
    /// The renderer for this installation.
    pub fn new(_app: &App) -> Result<Self> {
        Ok(Self)
    }

    /// The page that tells a person of an error.
    pub fn error(&self, _request: &HttpRequest, error: &Error) -> HttpResponse {
        let status = StatusCode::from_u16(error.code().status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        HttpResponse::build(status)
            .content_type("text/plain; charset=utf-8")
            .body(error.detail().to_owned())
    }
}
