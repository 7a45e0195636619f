//! The API for programs: JSON below `/api/v1`. One file a noun; what is written here is also the documentation.

use super::extract::identified;
use actix_web::{
    middleware::from_fn,
    web::{ServiceConfig, scope},
};

/// Adds the routes below `/api`.
pub fn routes(config: &mut ServiceConfig) {
    config.service(scope("/v1").wrap(from_fn(identified)));
}

/// The methods that the address `path` answers to; none: there is no such address.
pub fn methods_at(_path: &str) -> Vec<&'static str> {
    Vec::new()
}
