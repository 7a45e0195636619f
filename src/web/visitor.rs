//! Who looks at a public page, as far as it matters: at which brand, in which language, in which colours.

use crate::{
    app::App,
    domain::{
        brand::Brand,
        id::BrandId,
        locale::{self, Locale},
        look::Look,
    },
    error::Result,
};
use actix_web::{HttpRequest, http::header};
use chrono::NaiveDateTime;

/// Cookies that remember a choice.
pub const THEME_COOKIE: &str = "theme";
pub const LANGUAGE_COOKIE: &str = "lang";

/// The colours somebody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

/// Somebody at a brand's portal.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub brand: Brand,
    pub theme: Theme,
    /// Where the site is: scheme, host and base path, without a slash at the end.
    pub site: String,
    /// The time at which they came, in UTC.
    pub now: NaiveDateTime,
}

impl Theme {
    /// As the page's root says it.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// What the request's cookie says.
    pub fn of(request: &HttpRequest) -> Self {
        match cookie(request, THEME_COOKIE) {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::System,
        }
    }
}

/// A cookie's value, read in place: most requests carry none, and those that do need no list of them.
fn cookie<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let header = request.headers().get(header::COOKIE)?.to_str().ok()?;
    header.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// The brand whose portal answers to the request's host: the one that names it, or the installation's own.
fn brand_at(brands: &[Brand], request: &HttpRequest) -> Option<usize> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let named = brands
        .iter()
        .position(|brand| brand.host.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name)));
    named.or_else(|| (!brands.is_empty()).then_some(0))
}

/// What a new installation shows until it has a brand: its first admin has to see pages, too.
fn unnamed() -> Brand {
    Brand {
        id: BrandId(0),
        slug: String::new(),
        name: "Precedent".into(),
        locales: vec![Locale::english(), Locale::spanish()],
        host: None,
        allow_list: String::new(),
        look: Look::default(),
    }
}

/// Number of the brand and the theme: what a kept page is found by.
pub fn kept_for(app: &App, request: &HttpRequest) -> Option<(i64, Theme)> {
    let brands = app.brands().ok()?;
    let place = brand_at(&brands, request)?;
    Some((brands[place].id.0, Theme::of(request)))
}

impl Visitor {
    /// Whoever sent this request.
    pub fn of(app: &App, request: &HttpRequest) -> Result<Self> {
        let brands = app.brands()?;
        let brand = brand_at(&brands, request).map_or_else(unnamed, |place| brands[place].clone());
        let public = &app.settings.public_url;
        let site = match brand.host.as_deref().filter(|host| *host != public.host()) {
            Some(host) => {
                let scheme = if public.is_https() { "https" } else { "http" };
                format!("{scheme}://{host}{}", public.base_path)
            }
            None => public.to(""),
        };
        Ok(Self {
            brand,
            theme: Theme::of(request),
            site,
            now: app.clock.now(),
        })
    }

    /// The language they chose, where the brand has it.
    pub fn chosen(&self, request: &HttpRequest) -> Option<Locale> {
        let chosen = cookie(request, LANGUAGE_COOKIE)?.parse().ok()?;
        self.brand.has(&chosen).then_some(chosen)
    }

    /// The language to greet somebody in who named none: the one they chose, the best their browser asks for, the brand's.
    pub fn preferred(&self, request: &HttpRequest) -> Locale {
        if let Some(chosen) = self.chosen(request) {
            return chosen;
        }
        let wishes = request.headers().get(header::ACCEPT_LANGUAGE);
        wishes
            .and_then(|wishes| wishes.to_str().ok())
            .and_then(|wishes| locale::negotiate(wishes, &self.brand.locales))
            .cloned()
            .unwrap_or_else(|| self.brand.locale())
    }

    /// The language of an address, where it names one of the brand's; else the preferred one.
    pub fn locale_of(&self, request: &HttpRequest) -> Locale {
        let own = self.brand.locales.iter().find(|locale| {
            request
                .path()
                .split('/')
                .take(6)
                .any(|part| part.eq_ignore_ascii_case(locale.as_str()))
        });
        own.cloned().unwrap_or_else(|| self.preferred(request))
    }
}
