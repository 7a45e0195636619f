//! Every address, in one list. All stand below the installation's base path.

use super::{account, admin, api, error, extract::identified, health, mcp, site, work};
use actix_web::{
    dev::HttpServiceFactory,
    guard::{GuardContext, fn_guard},
    middleware::from_fn,
    web::{ServiceConfig, get, redirect, resource, scope, to},
};

/// Adds all routes below `base_path` (`/ayuda`, or empty).
pub fn all(config: &mut ServiceConfig, base_path: &str) {
    if !base_path.is_empty() {
        // The base path as people type it, without the slash that all addresses begin with.
        let home = format!("{base_path}/");
        config.service(redirect(base_path.to_owned(), home).permanent());
    }
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
            .service(below(base_path, "/w", work::routes))
            .service(below(base_path, "/admin", admin::routes))
            .configure(site::routes)
            .default_service(to(error::nothing_here)),
    );
}

/// Routes that all begin with `door`: no other request is compared with each of them.
fn below<F: FnOnce(&mut ServiceConfig)>(
    base_path: &str,
    door: &'static str,
    routes: F,
) -> impl HttpServiceFactory + use<F> {
    let base_path = base_path.to_owned();
    let is_below = move |context: &GuardContext<'_>| {
        let path = context.head().uri.path().strip_prefix(base_path.as_str());
        let rest = path.and_then(|path| path.strip_prefix(door));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    scope("")
        .guard(fn_guard(is_below))
        .configure(routes)
        .default_service(to(error::nothing_here))
        .wrap(from_fn(account::resume::keep))
}
