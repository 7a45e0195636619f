//! Addresses that lead on: the root, short links, the choice of colours; and the files that pages refer to.

use super::article::place_for;
use crate::{
    actions::{self, read::Found},
    domain::{id::ArticleId, visibility::Reader},
    error::Error,
    web::{
        Web, assets, blocking, cookies,
        error::PageError,
        form::{local_path, same_site},
        headers, kept,
        visitor::{THEME_COOKIE, Visitor},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::{Data, Form},
};
use serde::Deserialize;

/// What the answer depends on where it goes by the reader's language.
const BY_READER: (&str, &str) = ("vary", "accept-language, cookie");

/// `/`: to the home page in the reader's language, or to the first steps where nobody took them yet.
pub async fn root(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let visitor = Visitor::of(&web.app, &request)?;
    // An installation that nobody has set up has nothing to show but the way there.
    let is_new = visitor.brand.slug.is_empty() && blocking::run(&web, actions::account::needs_setup).await?;
    let to = if is_new {
        "/setup".to_owned()
    } else {
        format!("/{}/", visitor.preferred(&request))
    };
    let mut answer = kept::see_other(&web, &to);
    answer
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static(BY_READER.1));
    Ok(answer)
}

/// `/{lang}`: to the same with a slash.
pub async fn home(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    Ok(kept::moved(&web, &format!("/{locale}/"), true))
}

/// `/a/{id}`: to the article in the reader's language. Never changes.
pub async fn short(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let id: ArticleId = request
        .match_info()
        .query("id")
        .parse()
        .map_err(|_| Error::not_found("article"))?;
    let visitor = Visitor::of(&web.app, &request)?;
    let locale = visitor.preferred(&request);
    let brand_id = visitor.brand.id;
    let to = blocking::run(&web, move |app| {
        let at = |id| actions::read::at_address(app, Reader::Public, Some(brand_id), id);
        let found = match at(id)? {
            Found::Moved(other) => at(other)?,
            found => found,
        };
        match found {
            Found::Here(view) => Ok(place_for(&view, &locale)),
            Found::Withdrawn(article, ..) => Ok(crate::domain::address::article(&article.locale, article.id, "")),
            Found::Moved(_) => Err(Error::not_found("article")),
        }
    })
    .await?;
    let mut answer = kept::moved(&web, &to, false);
    answer
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static(BY_READER.1));
    Ok(answer)
}

/// A choice of colours.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    theme: String,
    #[serde(default)]
    next: String,
}

/// `POST /theme`
pub async fn theme(web: Data<Web>, request: HttpRequest, chosen: Form<Chosen>) -> Result<HttpResponse, PageError> {
    same_site(&web, &request)?;
    let mut answer = kept::see_other(&web, local_path(&chosen.next).unwrap_or("/"));
    let value = match chosen.theme.as_str() {
        known @ ("light" | "dark") => Some(known),
        _ => None,
    };
    cookies::remember(&web, &mut answer, THEME_COOKIE, value);
    Ok(answer)
}

/// `/assets/{file}`
pub async fn asset(request: HttpRequest) -> Result<HttpResponse, PageError> {
    let found = assets::at(request.match_info().query("file"));
    let (asset, present) = found.ok_or_else(|| Error::not_found("file"))?;
    let kept_for = if present {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, kept_for))
        .insert_header((header::CONTENT_TYPE, asset.content_type));
    if !headers::takes_gzip(request.headers()) {
        return Ok(answer.body(asset.body.clone()));
    }
    Ok(answer
        .insert_header((header::CONTENT_ENCODING, "gzip"))
        .insert_header((header::VARY, "accept-encoding"))
        .body(asset.gzip.clone()))
}

/// `/favicon.ico`, which browsers ask for where no page told them of the icon.
pub async fn icon(web: Data<Web>) -> HttpResponse {
    let name = assets::named("icon.svg")
        .map(|icon| icon.file_name.as_str())
        .unwrap_or_default();
    kept::moved(&web, &format!("/assets/{name}"), false)
}
