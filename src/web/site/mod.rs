//! The public site: home, search, articles, feeds. Everything works without a script.

pub mod around;
pub mod article;
pub mod feedback;
pub mod history;
pub mod home;
pub mod look;
pub mod machines;
pub mod search;
pub mod show;
pub mod sitemap;
pub mod texts;
pub mod topic;
pub mod ways;

use super::{Web, visitor::Visitor};
use crate::{
    domain::locale::Locale,
    error::{Error, Result},
};
use actix_web::{
    HttpRequest,
    web::{self, Data, ServiceConfig, get, post},
};
use std::collections::BTreeMap;

/// A query's parts by name; of one that stands twice, the last.
pub type Query = BTreeMap<String, String>;

/// Adds the routes of these pages.
pub fn routes(config: &mut ServiceConfig) {
    // What is asked for most stands first: each request is compared with one pattern after the other.
    config
        .route("/{lang}/a/{last}", get().to(article::article))
        .route("/{lang}/search", get().to(search::search))
        .route("/", get().to(ways::root))
        .route("/a/{id}", get().to(ways::short))
        .route("/theme", post().to(ways::theme))
        .route("/assets/{file}", get().to(ways::asset))
        .route("/look/{file}", get().to(look::file))
        .route("/favicon.ico", get().to(ways::icon))
        .route("/robots.txt", get().to(machines::robots))
        .route("/llms.txt", get().to(machines::llms))
        .route("/opensearch.xml", get().to(machines::opensearch))
        .route("/sitemap.xml", get().to(sitemap::sitemap))
        .route("/sitemap-{number}.xml", get().to(sitemap::sitemap_file))
        .route("/{lang}/", get().to(home::home))
        .route("/{lang}", get().to(ways::home))
        .route("/{lang}/a/{id}/feedback", get().to(feedback::form))
        .route("/{lang}/a/{id}/feedback", post().to(feedback::vote))
        .route("/{lang}/a/{id}/history", get().to(history::history))
        .route("/{lang}/a/{id}/v/{number}", get().to(history::version))
        .route("/{lang}/t/{last}", get().to(topic::topic))
        .route("/{lang}/t/{last}/feed.atom", get().to(machines::topic_feed))
        .route("/{lang}/feed.atom", get().to(machines::feed))
        .route("/{lang}/ask", get().to(texts::ask))
        .route("/{lang}/p/{name}", get().to(texts::text));
}

/// The language that the address names, where the brand has it.
fn locale_in(web: &Data<Web>, request: &HttpRequest) -> Result<Locale> {
    let tag = request.match_info().query("lang");
    let brands = web.app.brands()?;
    // Most installations have one brand: no copy of it is needed to look.
    if let [only] = brands.as_slice() {
        let known = only.locales.iter().find(|locale| locale.as_str() == tag);
        return known.cloned().ok_or_else(|| Error::not_found("page"));
    }
    let brand = Visitor::of(&web.app, request)?.brand;
    let known = brand.locales.into_iter().find(|locale| locale.as_str() == tag);
    known.ok_or_else(|| Error::not_found("page"))
}

/// The query of an address; what cannot be read is left away.
pub fn query_of(request: &HttpRequest) -> Query {
    web::Query::<Vec<(String, String)>>::from_query(request.query_string())
        .map(|query| query.into_inner().into_iter().collect())
        .unwrap_or_default()
}

/// A path with a query, its parts encoded.
pub fn with_query(path: &str, parts: &[(&str, &str)]) -> String {
    let mut text = path.to_owned();
    for (place, (name, value)) in parts.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        text.push(if place == 0 { '?' } else { '&' });
        text.push_str(name);
        text.push('=');
        text.push_str(&encoded(value).replace("%20", "+"));
    }
    text
}

/// A part of an address with all but letters, digits and `-_.~` encoded (RFC 3986).
pub fn encoded(part: &str) -> String {
    let mut text = String::with_capacity(part.len());
    for byte in part.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => text.push(byte as char),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
