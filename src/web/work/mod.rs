//! Pages for agents and editors.

use actix_web::web::ServiceConfig;

/// Adds the routes of these pages.
pub fn routes(_config: &mut ServiceConfig) {}
