//! What calls answer: JSON with a status, and pages of lists.

use crate::{
    db::page::{Cursor, Page},
    error::{Error, Result},
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use serde::{Deserialize, Deserializer, Serialize};

/// An answer that can be kept and given again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// JSON.
    pub body: String,
}

impl Answer {
    /// `body` with a status.
    pub fn new(status: StatusCode, body: &impl Serialize) -> Result<Self> {
        Ok(Self {
            status: status.as_u16(),
            body: serde_json::to_string(body).map_err(Error::internal)?,
        })
    }

    /// 200 with `body`.
    pub fn ok(body: &impl Serialize) -> Result<Self> {
        Self::new(StatusCode::OK, body)
    }

    /// 201 with `body`.
    pub fn created(body: &impl Serialize) -> Result<Self> {
        Self::new(StatusCode::CREATED, body)
    }

    /// The answer as a response.
    pub fn respond(self) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let kind = if status.is_success() {
            "application/json"
        } else {
            crate::web::error::PROBLEM_JSON
        };
        HttpResponse::build(status).content_type(kind).body(self.body)
    }
}

/// How a list is paged.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Paging {
    /// How many at once, 1 to 100; 20 where it is left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<i64>,
    /// Where the page before ended: its `next`.
    pub cursor: Option<String>,
}

/// A yes or no in a query, as people and programs write it; empty: it is left out. For `deserialize_with`.
pub fn flag<'de, D: Deserializer<'de>, T: From<bool> + Default>(deserializer: D) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.to_ascii_lowercase().as_str() {
        "" => Ok(T::default()),
        "1" | "true" | "yes" => Ok(true.into()),
        "0" | "false" | "no" => Ok(false.into()),
        _ => Err(serde::de::Error::custom(format!(
            "\"{text}\" is neither true nor false"
        ))),
    }
}

/// Entries of a page where nothing is said.
const LIMIT: i64 = 20;
/// Most entries of a page.
const LIMIT_MOST: i64 = 100;

impl Paging {
    /// How many entries to give.
    pub fn limit(&self) -> i64 {
        self.limit.unwrap_or(LIMIT).clamp(1, LIMIT_MOST)
    }

    /// Where to go on.
    pub fn after(&self) -> Result<Option<Cursor>> {
        let cursor = self.cursor.as_deref().filter(|cursor| !cursor.is_empty());
        let parsed = cursor.map(str::parse).transpose();
        parsed.map_err(|()| Error::invalid("cursor", "It is not one that a list gave."))
    }
}

/// A page of a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// The cursor of the next page; null: this is the last one.
    pub next: Option<String>,
}

impl<T> Listed<T> {
    /// A page from rows of the database, each shown by `show`.
    pub fn of<R>(page: Page<R>, show: impl FnMut(R) -> T) -> Self {
        Self {
            items: page.items.into_iter().map(show).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
        }
    }
}

impl<T: Serialize> Listed<T> {
    /// The page as a response, with its `Link` to the next one (RFC 8288).
    pub fn respond(&self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok().json(self);
        if let Some(next) = &self.next {
            link_next(&mut response, request, next);
        }
        response
    }
}

/// Adds a `Link` to the same address with another cursor.
pub fn link_next(response: &mut HttpResponse, request: &HttpRequest, cursor: &str) {
    let kept = request
        .query_string()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<&str> = kept.collect();
    let joint = if query.is_empty() { "" } else { "&" };
    let link = format!(
        "<{}?{}{joint}cursor={cursor}>; rel=\"next\"",
        request.path(),
        query.join("&")
    );
    if let Ok(value) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(header::LINK, value);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_next_page_keeps_the_filters() {
        let request = TestRequest::with_uri("/api/v1/articles?limit=2&cursor=1-1&brand=brizna").to_http_request();
        let mut response = HttpResponse::Ok().finish();
        link_next(&mut response, &request, "2-2");
        assert_eq!(
            response.headers().get(header::LINK).unwrap(),
            "</api/v1/articles?limit=2&brand=brizna&cursor=2-2>; rel=\"next\""
        );
    }

    #[test]
    fn limits_and_cursors_are_checked() {
        let paging = |limit, cursor: &str| Paging {
            limit: Some(limit),
            cursor: Some(cursor.into()),
        };
        assert_eq!((paging(0, "").limit(), paging(i64::MAX, "").limit()), (1, 100));
        assert!(paging(1, "x").after().is_err());
        assert_eq!(paging(1, "").after().unwrap(), None);
    }
}
