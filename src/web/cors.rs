//! Lets scripts of other sites read what anybody may read, and scripts of the sites that the settings name call with a
//! token (Fetch standard, section 3.3).

use super::Web;
use actix_web::{
    HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
    middleware::Next,
    web::Data,
};

/// What scripts may read of an answer beside its body, and what those that may call may send.
const READABLE: HeaderValue =
    HeaderValue::from_static("etag, link, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after");
const SENDABLE: HeaderValue =
    HeaderValue::from_static("authorization, content-type, idempotency-key, if-match, if-none-match");
const METHODS: HeaderValue = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE");
/// Seconds for which a browser need not ask again whether it may call.
const ASKED_FOR: HeaderValue = HeaderValue::from_static("600");

/// Opens answers to GET requests of strangers to all sites, and all others to the sites that `allowed_origins` names. A
/// cookie never works from another site: an answer to a request that has one is open to nobody.
pub async fn shared<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, actix_web::Error> {
    let headers = request.headers();
    let has_cookie = headers.contains_key(header::COOKIE);
    let open = !has_cookie && !headers.contains_key(header::AUTHORIZATION) && request.method() == Method::GET;
    let origin = allowed(&request).filter(|_| !has_cookie && !open);
    let asks_first = request.method() == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if asks_first && origin.is_some() {
        request.into_response(permission()).map_into_right_body()
    } else {
        next.call(request).await?.map_into_left_body()
    };
    let headers = response.headers_mut();
    if open {
        share(headers, HeaderValue::from_static("*"));
    } else if let Some(origin) = origin {
        share(headers, origin);
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
    Ok(response)
}

/// Where the request comes from, if the settings allow that.
fn allowed(request: &ServiceRequest) -> Option<HeaderValue> {
    let origin = request.headers().get(header::ORIGIN)?;
    let web = request.app_data::<Data<Web>>()?;
    let mut known = web.app.settings.written.allowed_origins.iter();
    known
        .any(|known| known.as_bytes().eq_ignore_ascii_case(origin.as_bytes()))
        .then(|| origin.clone())
}

/// The answer to a browser that asks before it sends a request.
fn permission() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((header::ACCESS_CONTROL_ALLOW_METHODS, METHODS))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, SENDABLE))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, ASKED_FOR))
        .finish()
}

fn share(headers: &mut HeaderMap, origin: HeaderValue) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, READABLE);
}
