//! Every address, in one list. All stand below the installation's base path.

use super::{account, admin, api, error, extract::identified, health, mcp, site, work};
use actix_web::{
    middleware::from_fn,
    web::{ServiceConfig, get, resource, scope, to},
};

/// Adds all routes below `base_path` (`/ayuda`, or empty).
pub fn all(config: &mut ServiceConfig, base_path: &str) {
    config.service(
        scope(base_path)
            .route("/healthz", get().to(health::alive))
            .route("/readyz", get().to(health::ready))
            .service(resource("/metrics").wrap(from_fn(identified)).get(health::metrics))
            .service(
                resource("/mcp")
                    .wrap(from_fn(identified))
                    .post(mcp::answer)
                    .default_service(to(mcp::only_post)),
            )
            .service(scope("/api").configure(api::routes))
            .configure(account::routes)
            .configure(work::routes)
            .configure(admin::routes)
            .configure(site::routes)
            .default_service(to(error::nothing_here)),
    );
}
