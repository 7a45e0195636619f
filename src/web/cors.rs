//! Lets scripts of other sites read what anybody may read (Fetch standard, section 3.3).

use actix_web::{
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Method,
        header::{self, HeaderValue},
    },
    middleware::Next,
};

/// Opens answers to GET requests of strangers to all sites. A request that says who sends it gets no such answer, and no
/// preflight is granted: neither a cookie nor a token ever works from another site.
pub async fn shared(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let headers = request.headers();
    let stranger = !headers.contains_key(header::AUTHORIZATION) && !headers.contains_key(header::COOKIE);
    let open = stranger && request.method() == Method::GET;
    let mut response = next.call(request).await?;
    if open {
        let headers = response.headers_mut();
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("etag, link, retry-after"),
        );
    }
    Ok(response)
}
