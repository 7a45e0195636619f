//! Headers that every answer carries, HEAD for every GET, and compression.

use actix_web::{
    body::{BodySize, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// No script, style or frame but our own files; nothing inline (CSP level 3).
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        header::PERMISSIONS_POLICY,
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Adds the headers that keep a browser from doing what nobody asked for; a handler's own values stay. Answers HEAD as GET:
/// the server leaves the body away by itself.
pub async fn secured(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    let mut response = next.call(request).await?;
    let headers = response.headers_mut();
    for (name, value) in &ALWAYS {
        if !headers.contains_key(name) {
            headers.insert(name.clone(), HeaderValue::from_static(value));
        }
    }
    Ok(response)
}

/// Shorter bodies are sent as they are: they fit into one packet anyway.
const COMPRESSED_FROM: u64 = 1024;

/// Compresses texts for clients that take gzip. What is compressed already is left alone.
pub async fn compressed(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let takes_gzip = takes_gzip(request.headers());
    let mut response = next.call(request).await?.map_into_boxed_body();
    if response.headers().contains_key(header::CONTENT_ENCODING) || !is_text(response.headers()) {
        return Ok(response);
    }
    response
        .headers_mut()
        .append(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !takes_gzip || !matches!(response.response().body().size(), BodySize::Sized(size) if size > COMPRESSED_FROM) {
        return Ok(response);
    }
    response
        .headers_mut()
        .insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    Ok(response.map_body(|head, body| match body.try_into_bytes() {
        Ok(bytes) => match gzip(&bytes) {
            Ok(small) => small.boxed(),
            Err(_) => {
                head.headers_mut().remove(header::CONTENT_ENCODING);
                bytes.boxed()
            }
        },
        Err(stream) => {
            head.headers_mut().remove(header::CONTENT_ENCODING);
            stream
        }
    }))
}

/// A text as gzip, fast rather than small: a page is a few packets either way.
pub fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::new(3));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Whether a client takes gzip (RFC 9110 section 12.5.3; a weight of 0 says no).
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let wishes = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok());
    wishes.unwrap_or_default().split(',').any(|wish| {
        let (coding, weight) = wish.split_once(';').unwrap_or((wish, ""));
        let refused = matches!(
            weight.trim().trim_start_matches("q="),
            "0" | "0." | "0.0" | "0.00" | "0.000"
        );
        coding.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| {
        kind.starts_with("text/")
            || ["json", "xml", "javascript"]
                .iter()
                .any(|word| kind.split(';').next().is_some_and(|kind| kind.ends_with(word)))
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn gzip_only_for_those_who_take_it() {
        for (wish, takes) in [
            ("gzip, deflate, br", true),
            ("br, gzip;q=0.5", true),
            ("gzip;q=0", false),
            ("identity", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(wish));
            assert_eq!(takes_gzip(&headers), takes, "{wish}");
        }
    }
}
