//! The cookie that signed-in people carry, and what proves that a form or a call of theirs is their own.

use actix_web::dev::ServiceRequest;

/// Name of the cookie that holds a session's key.
pub const COOKIE: &str = "precedent_session";
/// Header in which a script of our own pages sends the session's form token.
pub const CSRF_HEADER: &str = "x-csrf-token";

/// The key in a request's session cookie.
pub fn key(request: &ServiceRequest) -> Option<String> {
    request.cookie(COOKIE).map(|cookie| cookie.value().to_owned())
}
