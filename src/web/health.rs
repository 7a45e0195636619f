//! Probes: whether the process lives, whether it can answer, and its numbers.

use super::{Web, blocking, error::Problem, extract::Anyone, metrics::Gauges};
use crate::{
    actions::health::{self, Health},
    domain::account::Scope,
    error::{Code, Error},
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde_json::json;

/// The process answers.
pub async fn alive() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "ok"}))
}

/// The database answers and the index is not far behind.
pub async fn ready(web: Data<Web>) -> Result<HttpResponse, Problem> {
    let health = blocking::run(&web, health::health).await?;
    let word = if health.is_ready() { "ready" } else { "catching_up" };
    let mut answer = if health.is_ready() {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    Ok(answer.json(json!({"status": word, "index_behind": health.index_behind})))
}

/// The numbers, for whoever is on this machine, has a token for administration, or everybody where the settings say so.
pub async fn metrics(web: Data<Web>, request: HttpRequest, caller: Anyone) -> Result<HttpResponse, Problem> {
    let here = request
        .peer_addr()
        .is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    // A proxy on this machine speaks for strangers.
    let here = here && !request.headers().contains_key("x-forwarded-for");
    if !here && !web.app.settings.written.public_metrics && !caller.has(Scope::Admin) {
        return Err(Error::new(Code::Forbidden, "Metrics are for this machine, or set public_metrics.").into());
    }
    let Health {
        index_behind,
        articles,
        conversations,
        ..
    } = blocking::run(&web, health::health).await?;
    let gauges = Gauges {
        index_behind,
        articles,
        conversations,
        meaning: web.app.meaning.pressure(),
    };
    Ok(HttpResponse::Ok()
        .content_type("text/plain; version=0.0.4; charset=utf-8")
        .body(web.metrics.text(gauges)))
}
