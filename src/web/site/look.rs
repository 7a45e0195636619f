//! A brand's own colours and logo, from our own address. What is at an address with its hash never changes.

use crate::{
    actions,
    domain::{
        brand::Brand,
        colour::{Colours, Palette},
    },
    error::Error,
    secret,
    web::{Web, blocking, error::PageError},
};
use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};

/// Path of the stylesheet with a brand's own colours; none where it has the design's.
pub fn style_path(brand: &Brand) -> Option<String> {
    let style = style(brand.look.colours.as_ref()?);
    Some(format!("/look/{}.{}.css", brand.slug, &secret::hash(&style)[..10]))
}

/// Path of a brand's logo.
pub fn logo_path(brand: &Brand) -> Option<String> {
    let logo = brand.look.logo.as_ref()?;
    Some(format!("/look/{}.{}.{}", brand.slug, logo.hash, logo.kind))
}

/// The brand's colours in place of the design's: the five values of `tokens.css` that a theme may replace.
fn style(colours: &Colours) -> String {
    let Colours { light, dark } = colours;
    let line = |name: &str, of: fn(&Palette) -> crate::domain::colour::Colour| {
        format!("--{name}:light-dark({},{})", of(light), of(dark))
    };
    let lines = [
        line("accent", |palette| palette.accent),
        line("on-accent", |palette| palette.on_accent),
        line("accent-soft", |palette| palette.accent_soft),
        line("hero", |palette| palette.hero),
        line("hero-2", |palette| palette.hero_2),
        line("s1", |palette| palette.accent),
    ];
    format!(":root{{{}}}", lines.join(";"))
}

/// `/look/{slug}.{hash}.{extension}`
pub async fn file(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let missing = || Error::not_found("file");
    let path = format!("/look/{}", request.match_info().query("file"));
    let slug = path["/look/".len()..].split('.').next().unwrap_or_default();
    let brands = web.app.brands()?;
    let brand = brands.iter().find(|brand| brand.slug == slug).ok_or_else(missing)?;
    let mut answer = HttpResponse::Ok();
    // Only the present file stands at its address: what was replaced is gone from pages, too.
    answer.insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"));
    if style_path(brand).as_ref() == Some(&path) {
        let body = brand.look.colours.as_ref().map(style).unwrap_or_default();
        return Ok(answer.content_type("text/css; charset=utf-8").body(body));
    }
    let logo = brand
        .look
        .logo
        .clone()
        .filter(|_| logo_path(brand).as_ref() == Some(&path));
    let kind = logo.ok_or_else(missing)?.kind;
    let id = brand.id;
    let body = blocking::run(&web, move |app| actions::look::logo(app, id)).await?;
    Ok(answer.content_type(kind.media_type()).body(body))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_designs_colours_are_those_of_its_stylesheet() {
        let file = crate::web::embedded::Templates::get("assets/tokens.css").unwrap();
        let tokens = String::from_utf8_lossy(&file.data).to_lowercase().replace(' ', "");
        let own = style(&Colours::DESIGN);
        let lines = own.trim_start_matches(":root{").trim_end_matches('}').split(';');
        for line in lines {
            assert!(tokens.contains(&format!("{line};")), "{line}");
        }
    }
}
