//! The public site: home, search, articles, feeds.

use actix_web::web::ServiceConfig;

/// Adds the routes of these pages.
pub fn routes(_config: &mut ServiceConfig) {}
