//! Signing in and out, and the first admin.

pub mod login;
pub mod resume;
pub mod setup;

use actix_web::web::{ServiceConfig, get, post};

/// Adds the routes of these pages.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route("/login", get().to(login::form))
        .route("/login", post().to(login::enter))
        .route("/logout", post().to(login::leave))
        .configure(setup::routes);
}
