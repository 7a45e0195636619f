//! Rendered pages, kept as bytes until anything that readers see changes. A kept page costs a look into a map and a few
//! headers: no database, no template, no compression.

use super::{
    Web, assets, blocking, error::PageError, headers, pages::Pages, visitor, visitor::Theme, visitor::Visitor,
};
use crate::{app::App, error::Result, secret};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderMap, HeaderValue},
    web::{Bytes, Data},
};
use quick_cache::{Equivalent, Weighter, sync::Cache};
use std::{
    hash::{Hash, Hasher},
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

/// How many bytes of pages are kept; the least used go first.
const KEPT_MOST: u64 = 16 << 20;
/// A page is made anew after this, whatever happened: what it says of "now" grows old by itself.
const FRESH_FOR: Duration = Duration::from_mins(10);

/// The media type of pages.
pub const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
/// Readers ask each time whether the page is still the same; the answer is mostly 304.
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// What a page is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    brand: i64,
    theme: Theme,
    path: Box<str>,
}

/// The same, borrowed.
struct Sought<'a> {
    brand: i64,
    theme: Theme,
    path: &'a str,
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.brand, self.theme, &*self.path).hash(state);
    }
}

impl Hash for Sought<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.brand, self.theme, self.path).hash(state);
    }
}

impl Equivalent<Key> for Sought<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        self.brand == key.brand && self.theme == key.theme && self.path == &*key.path
    }
}

/// A rendered page, ready to be sent in both codings.
pub struct Rendered {
    generation: u64,
    made_at: Instant,
    body: Bytes,
    /// Made when the first reader asks for it.
    gzip: OnceLock<Bytes>,
    content_type: HeaderValue,
    etag: HeaderValue,
    etag_gzip: HeaderValue,
}

#[derive(Clone)]
struct BySize;

impl Weighter<Key, Arc<Rendered>> for BySize {
    fn weight(&self, key: &Key, page: &Arc<Rendered>) -> u64 {
        // Compressed, a page takes about a third.
        (key.path.len() + page.body.len() / 3 * 4 + 256) as u64
    }
}

/// The pages that are kept.
pub struct Kept(Cache<Key, Arc<Rendered>, BySize>);

impl Default for Kept {
    fn default() -> Self {
        Self(Cache::with_weighter(2_000, KEPT_MOST, BySize))
    }
}

/// What a handler makes.
pub enum Made {
    /// A text with its media type.
    Page(String, HeaderValue),
    /// The reader should go to this path below the base path, for ever or for now.
    Moved(String, bool),
    /// A page that says that what was here is gone for good.
    Gone(String),
}

/// The same, ready to be sent.
enum Ready {
    Page(Arc<Rendered>),
    Moved(String, bool),
    Gone(String),
}

impl Made {
    /// A page.
    pub fn html(body: String) -> Self {
        Self::Page(body, HTML)
    }
}

impl Rendered {
    fn new(body: &str, content_type: HeaderValue, generation: u64) -> Self {
        let tag = secret::hash(body);
        let etag = |mark: &str| {
            let text = format!("\"{}{mark}\"", &tag[..20]);
            HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("\"\""))
        };
        Self {
            generation,
            made_at: Instant::now(),
            gzip: OnceLock::new(),
            etag: etag(""),
            etag_gzip: etag("z"),
            content_type,
            // No larger than it is: what templates write into has room to spare.
            body: Bytes::copy_from_slice(body.as_bytes()),
        }
    }

    /// The answer for a reader: the bytes, or that those they have are still right.
    fn answer(&self, asked: &HeaderMap) -> HttpResponse {
        let compressed = headers::takes_gzip(asked);
        let etag = if compressed { &self.etag_gzip } else { &self.etag };
        let mut response = if is_known(asked, etag) {
            HttpResponse::NotModified().finish()
        } else if compressed {
            HttpResponse::Ok().body(self.gzip.get_or_init(|| assets::gzip(&self.body)).clone())
        } else {
            HttpResponse::Ok().body(self.body.clone())
        };
        let unchanged = response.status() == actix_web::http::StatusCode::NOT_MODIFIED;
        let own = response.headers_mut();
        own.insert(header::ETAG, etag.clone());
        own.insert(header::CACHE_CONTROL, REVALIDATE);
        own.insert(header::CONTENT_TYPE, self.content_type.clone());
        if compressed || unchanged {
            own.insert(header::VARY, HeaderValue::from_static("cookie, accept-encoding"));
        } else {
            // The coding is added to it where the body passes the compressing middleware.
            own.insert(header::VARY, HeaderValue::from_static("cookie"));
        }
        if compressed && !unchanged {
            own.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// Whether the reader has the page with this tag (RFC 9110 section 13.1.2, compared weakly).
fn is_known(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let Some(known) = asked.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()) else {
        return false;
    };
    let etag = etag.to_str().unwrap_or_default();
    known
        .split(',')
        .any(|one| one.trim().trim_start_matches("W/") == etag || one.trim() == "*")
}

/// Answers with the kept page of this address, or makes it. An address with a query is made each time.
pub async fn page(
    web: &Data<Web>,
    request: &HttpRequest,
    make: impl FnOnce(&App, &Pages, &Visitor) -> Result<Made> + Send + 'static,
) -> Result<HttpResponse, PageError> {
    let found = visitor::kept_for(&web.app, request);
    let keep = request.query_string().is_empty();
    let generation = web.app.news.generation();
    if let Some((brand, theme)) = found.filter(|_| keep) {
        let sought = Sought {
            brand,
            theme,
            path: request.path(),
        };
        let fresh = |page: &Arc<Rendered>| page.generation == generation && page.made_at.elapsed() < FRESH_FOR;
        if let Some(page) = web.pages.kept.0.get(&sought).filter(fresh) {
            return Ok(page.answer(request.headers()));
        }
    }
    let visitor = Visitor::of(&web.app, request)?;
    let renderer = web.clone();
    let made = blocking::run(web, move |app| {
        let made = make(app, &renderer.pages, &visitor)?;
        Ok(match made {
            Made::Page(body, content_type) => Ready::Page(Arc::new(Rendered::new(&body, content_type, generation))),
            Made::Moved(path, for_ever) => Ready::Moved(path, for_ever),
            Made::Gone(body) => Ready::Gone(body),
        })
    })
    .await?;
    match made {
        Ready::Page(page) => {
            if let Some((brand, theme)) = found.filter(|_| keep) {
                let path = request.path().into();
                web.pages.kept.0.insert(Key { brand, theme, path }, page.clone());
            }
            Ok(page.answer(request.headers()))
        }
        Ready::Moved(path, for_ever) => Ok(moved(web, &path, for_ever)),
        Ready::Gone(body) => Ok(HttpResponse::Gone()
            .insert_header((header::CONTENT_TYPE, HTML))
            .body(body)),
    }
}

/// Leads to a path below the base path.
pub fn moved(web: &Web, path: &str, for_ever: bool) -> HttpResponse {
    let to = format!("{}{path}", web.app.settings.public_url.base_path);
    let mut answer = if for_ever {
        HttpResponse::MovedPermanently()
    } else {
        HttpResponse::Found()
    };
    answer
        .insert_header((header::LOCATION, to))
        .insert_header((
            header::CACHE_CONTROL,
            if for_ever { "max-age=3600" } else { "no-cache" },
        ))
        .finish()
}

/// Leads to a path below the base path after a form was taken.
pub fn see_other(web: &Web, path: &str) -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header((
            header::LOCATION,
            format!("{}{path}", web.app.settings.public_url.base_path),
        ))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}

/// A page that is made for one reader and not kept by anybody.
pub fn html(status: u16, body: String) -> HttpResponse {
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or(actix_web::http::StatusCode::OK);
    HttpResponse::build(status)
        .insert_header((header::CONTENT_TYPE, HTML))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .body(body)
}
