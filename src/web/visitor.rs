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
    web::{Web, texts},
};
use actix_web::{
    HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::{
        Uri,
        header::{self, HeaderMap, HeaderValue},
    },
    middleware::Next,
    web::Data,
};
use chrono::NaiveDateTime;

/// Cookies that remember a choice.
pub const THEME_COOKIE: &str = "theme";
pub const LANGUAGE_COOKIE: &str = "lang";
/// Says that single keys do nothing on this device (WCAG 2.1.4).
pub const KEYS_COOKIE: &str = "keys";

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

/// Whether somebody turned single keys off.
pub fn without_keys(request: &HttpRequest) -> bool {
    cookie(request, KEYS_COOKIE) == Some("off")
}

/// A cookie's value, read in place: most requests carry none, and those that do need no list of them.
fn cookie<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let header = request.headers().get(header::COOKIE)?.to_str().ok()?;
    header.split(';').find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// The brand whose portal answers: the one whose path the address began with, the one that names the request's host, or
/// the installation's own.
fn brand_at(brands: &[Brand], request: &HttpRequest) -> Option<usize> {
    if let Some(Door(id, _)) = request.extensions().get::<Door>() {
        return brands.iter().position(|brand| brand.id == *id);
    }
    let named = brands.iter().position(|brand| {
        let (host, path) = brand.door();
        path.is_empty() && host.is_some_and(|host| is_at(host, request.headers()))
    });
    named.or_else(|| (!brands.is_empty()).then_some(0))
}

/// Whether a request came to this host; one that is written without a port fits any.
fn is_at(host: &str, headers: &HeaderMap) -> bool {
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let asked = asked.unwrap_or_default();
    let name = asked.rsplit_once(':').map_or(asked, |(name, _)| name);
    host.eq_ignore_ascii_case(asked) || host.eq_ignore_ascii_case(name)
}

/// The brand whose path a request's address began with, and that path.
struct Door(BrandId, String);

/// Begins the path at which those who work here reach a brand's pages from any host; its slug follows.
pub const DESK: &str = "/@";
/// The first parts of addresses that stand below such a path: what people who work here use, and nothing for visitors.
const AT_DESK: [&str; 7] = ["w", "admin", "login", "logout", "theme", "assets", "look"];

/// The path before the address of a request that came in at a brand's own path.
pub fn door_at(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<Door>().map(|Door(_, door)| door.clone())
}

/// Takes the path of a brand's portal off the address, so that all routes stand below it, too, and puts it before the
/// addresses that answers lead to.
pub async fn at_door(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some((base, door, id, uri)) = door_of(&request) else {
        return next.call(request).await;
    };
    request.match_info_mut().get_mut().update(&uri);
    request.head_mut().uri = uri;
    request.extensions_mut().insert(Door(id, door.clone()));
    let mut response = next.call(request).await?;
    let to = response.headers().get(header::LOCATION);
    let path = to.and_then(|to| to.to_str().ok()?.strip_prefix(&base));
    let within = path
        .filter(|path| path.starts_with('/'))
        .map(|path| format!("{base}{door}{path}"));
    if let Some(to) = within.and_then(|to| HeaderValue::from_str(&to).ok()) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    Ok(response)
}

/// The base path, the path of the brand's portal, the brand, and the address without its path.
fn door_of(request: &ServiceRequest) -> Option<(String, String, BrandId, Uri)> {
    let web = request.app_data::<Data<Web>>()?;
    let base = &web.app.settings.public_url.base_path;
    let brands = web.app.brands().ok()?;
    let path = request.path().strip_prefix(base.as_str())?;
    let own = || {
        brands.iter().find_map(|brand| {
            let (host, door) = brand.door();
            let rest = path
                .strip_prefix(door)
                .filter(|rest| !door.is_empty() && rest.starts_with('/'))?;
            let here = host.is_none_or(|host| is_at(host, request.headers()));
            here.then(|| (door.to_owned(), brand.id, rest.to_owned()))
        })
    };
    let (door, id, rest) = desk_of(path, &brands).or_else(own)?;
    let query = request
        .uri()
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let uri = format!("{base}{rest}{query}").parse().ok()?;
    Some((base.clone(), door, id, uri))
}

/// The same for an address below a brand's path for those who work here.
fn desk_of(path: &str, brands: &[Brand]) -> Option<(String, BrandId, String)> {
    let (slug, rest) = path.strip_prefix(DESK)?.split_once('/')?;
    let first = rest.split('/').next()?;
    let brand = brands.iter().find(|brand| brand.slug == slug)?;
    AT_DESK
        .contains(&first)
        .then(|| (format!("{DESK}{slug}"), brand.id, format!("/{rest}")))
}

/// What a new installation shows until it has a brand: its first admin has to see pages, too.
fn unnamed() -> Brand {
    Brand {
        id: BrandId(0),
        slug: String::new(),
        name: "Precedent".into(),
        locales: texts::languages().filter_map(|tag| tag.parse().ok()).collect(),
        host: None,
        allow_list: String::new(),
        look: Look::default(),
    }
}

/// Somebody at a portal, for samples.
#[cfg(test)]
pub fn sample() -> Visitor {
    Visitor {
        brand: unnamed(),
        theme: Theme::System,
        site: String::new(),
        now: chrono::NaiveDateTime::default(),
    }
}

/// Number of the brand at whose portal a request came in.
pub fn brand_id_at(app: &App, request: &HttpRequest) -> Option<BrandId> {
    let brands = app.brands().ok()?;
    brand_at(&brands, request).map(|place| brands[place].id)
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
        Ok(Self {
            site: app.site(&brand),
            brand,
            theme: Theme::of(request),
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
