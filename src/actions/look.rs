//! Changes what a brand's portal shows of its own: name, texts, colours, logo, incident, pages, languages. Each change is
//! one unit of work with its entries in the audit log and the change log.

use super::Actor;
use crate::{
    app::App,
    db::{
        self, DbConnection,
        brand_page::BrandPage,
        change_log::{self, Entity},
    },
    domain::{
        brand::Brand,
        colour::{Colours, Pair},
        id::BrandId,
        locale::Locale,
        look::{Incident, LOGO_MOST, Logo, Picture, TEXT_MOST, Texts},
        redaction::{AllowList, AllowListText},
    },
    error::{Error, Result},
    markdown::{self, Site},
    secret,
};

/// The pages of text that a brand may write itself.
pub const PAGES: [&str; 2] = ["accessibility", "privacy"];
/// Longest page of text, in characters.
pub const PAGE_MOST: usize = 20_000;
/// Name under which the logo is kept.
const LOGO: &str = "logo";

/// What a brand says of itself on its portal.
#[derive(Debug, Clone, Default)]
pub struct Words {
    pub name: String,
    pub host: Option<String>,
    pub title: Texts,
    pub lead: Texts,
    /// What of its own may stand in public text.
    pub contact: AllowListText,
}

/// Sets what a brand says of itself.
pub fn set_words(app: &App, actor: Actor, id: BrandId, words: &Words) -> Result<()> {
    let name = words.name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", "empty"));
    }
    let host = words.host.as_deref().map(str::trim).filter(|host| !host.is_empty());
    if host.is_some_and(|host| !is_host(host)) {
        return Err(Error::invalid("host", "It is no host name, such as help.example.org."));
    }
    for (field, texts) in [("title", &words.title), ("lead", &words.lead)] {
        not_too_long(field, texts)?;
    }
    AllowList::from_text(&words.contact).map_err(|error| Error::invalid("contact", error.to_string()))?;
    let contact = serde_json::to_string(&words.contact).map_err(Error::internal)?;
    change(app, actor, id, "brand.words", |connection, brand| {
        let taken = db::brand::list(connection)?;
        if host.is_some()
            && taken
                .iter()
                .any(|other| other.id != id && other.host.as_deref() == host)
        {
            return Err(Error::invalid("host", "Another brand answers to it."));
        }
        name.clone_into(&mut brand.name);
        brand.host = host.map(str::to_owned);
        brand.look.title.clone_from(&words.title);
        brand.look.lead.clone_from(&words.lead);
        brand.allow_list.clone_from(&contact);
        Ok(())
    })
}

/// Sets or ends the notice of an incident.
pub fn set_incident(app: &App, actor: Actor, id: BrandId, incident: &Incident) -> Result<()> {
    if incident.is_on && incident.text.is_empty() {
        return Err(Error::invalid("incident", "empty"));
    }
    not_too_long("incident", &incident.text)?;
    if incident
        .next
        .is_some_and(|next| incident.since.is_some_and(|since| next <= since))
    {
        return Err(Error::invalid("next", "It is no later than the beginning."));
    }
    if !(incident.more.is_empty() || is_place(&incident.more)) {
        return Err(Error::invalid(
            "more",
            "It is neither a path of this site nor an https address.",
        ));
    }
    let action = if incident.is_on {
        "brand.incident"
    } else {
        "brand.incident_end"
    };
    change(app, actor, id, action, |_, brand| {
        brand.look.incident = incident.clone();
        Ok(())
    })
}

/// Ends the notice of an incident; its texts stay for the next time.
pub fn end_incident(app: &App, actor: Actor, id: BrandId) -> Result<()> {
    change(app, actor, id, "brand.incident_end", |_, brand| {
        brand.look.incident.is_on = false;
        brand.look.incident.since = None;
        brand.look.incident.next = None;
        Ok(())
    })
}

/// Sets the brand's colours, or (none) goes back to the design's. Refuses colours that people could not read; the fields
/// are named as the theme and the colour that is at fault (`light_accent`).
pub fn set_colours(app: &App, actor: Actor, id: BrandId, colours: Option<Colours>) -> Result<()> {
    if let Some(error) = colours.and_then(unreadable) {
        return Err(error);
    }
    change(app, actor, id, "brand.colours", |_, brand| {
        brand.look.colours = colours;
        Ok(())
    })
}

/// The refusal of colours that people could not read; none where they can.
pub(super) fn unreadable(colours: Colours) -> Option<Error> {
    let failing = colours.failing();
    let tell = |pair: &Pair| {
        format!(
            "{}: {} is {} and needs {}.",
            field(pair),
            pair.name,
            pair.ratio,
            pair.least
        )
    };
    let first = Error::new(crate::error::Code::Invalid, tell(failing.first()?));
    Some(
        failing
            .iter()
            .fold(first, |error, pair| error.with_field(&field(pair), tell(pair))),
    )
}

/// The field of a form that a pair is about.
pub fn field(pair: &Pair) -> String {
    format!("{}_{}", if pair.is_dark { "dark" } else { "light" }, pair.chosen)
}

/// Keeps a logo, or (none) goes back to the design's mark. Only pictures that hold no script are taken.
pub fn set_logo(app: &App, actor: Actor, id: BrandId, body: Option<&[u8]>) -> Result<()> {
    let logo = body.map(checked).transpose()?;
    change(app, actor, id, "brand.logo", |connection, brand| {
        match (body, &logo) {
            (Some(body), Some(_)) => db::brand_page::put_file(connection, id, LOGO, &secret::hex(body))?,
            _ => {
                db::brand_page::delete_file(connection, id, LOGO)?;
            }
        }
        brand.look.logo.clone_from(&logo);
        Ok(())
    })
}

fn checked(body: &[u8]) -> Result<Logo> {
    if body.is_empty() {
        return Err(Error::invalid("logo", "empty"));
    }
    if body.len() > LOGO_MOST {
        return Err(Error::invalid("logo", "too_large"));
    }
    let kind = Picture::of(body).ok_or_else(|| Error::invalid("logo", "It is no PNG, JPEG or WebP picture."))?;
    let hash = secret::hash_bytes(body)[..16].to_owned();
    Ok(Logo { hash, kind })
}

/// The bytes of a brand's logo.
pub fn logo(app: &App, id: BrandId) -> Result<Vec<u8>> {
    let found = app
        .database
        .read(|connection| Ok::<_, Error>(db::brand_page::find_file(connection, id, LOGO)?))?;
    found
        .and_then(|digits| secret::from_hex(&digits))
        .ok_or_else(|| Error::not_found("file"))
}

/// Sets a page of text in some languages; an empty text goes back to the one that comes with the product.
pub fn set_page(app: &App, actor: Actor, id: BrandId, name: &str, texts: &Texts) -> Result<()> {
    let pages = pages_of(app, name, texts)?;
    change(app, actor, id, "brand.page", |connection, _| {
        for page in &pages {
            if page.text.is_empty() {
                db::brand_page::delete(connection, id, name, &page.locale)?;
            } else {
                db::brand_page::put(connection, id, page)?;
            }
        }
        Ok(())
    })
}

/// A page of text in some languages, ready to be stored.
pub(super) fn pages_of(app: &App, name: &str, texts: &Texts) -> Result<Vec<BrandPage>> {
    if !PAGES.contains(&name) {
        return Err(Error::not_found("page"));
    }
    if let Some((locale, _)) = texts.iter().find(|(_, text)| text.chars().count() > PAGE_MOST) {
        return Err(Error::invalid(&format!("text_{locale}"), "too_long"));
    }
    let site = Site::of([app.settings.public_url.origin.as_str()]);
    let page = |(locale, text): (&Locale, &String)| BrandPage {
        name: name.to_owned(),
        locale: locale.clone(),
        text: text.trim().to_owned(),
        html: markdown::render(text, &site).html,
    };
    Ok(texts.iter().map(page).collect())
}

/// Adds a language to a portal, at the end.
pub fn add_language(app: &App, actor: Actor, id: BrandId, locale: &Locale) -> Result<()> {
    change(app, actor, id, "brand.language_add", |_, brand| {
        if brand.has(locale) {
            return Err(Error::invalid("locale", "known"));
        }
        brand.locales.push(locale.clone());
        Ok(())
    })
}

/// Makes a language the portal's own: what visitors get who ask for none that it has.
pub fn set_own_language(app: &App, actor: Actor, id: BrandId, locale: &Locale) -> Result<()> {
    change(app, actor, id, "brand.language_own", |_, brand| {
        known(brand, locale)?;
        brand.locales.retain(|other| other != locale);
        brand.locales.insert(0, locale.clone());
        Ok(())
    })
}

/// Takes a language off a portal. Refused for its own, and while it has published articles: their addresses would end.
pub fn remove_language(app: &App, actor: Actor, id: BrandId, locale: &Locale) -> Result<()> {
    change(app, actor, id, "brand.language_remove", |connection, brand| {
        known(brand, locale)?;
        if brand.locale() == *locale {
            return Err(Error::invalid("locale", "own"));
        }
        let published = db::article::count_published(connection, id, std::slice::from_ref(locale))?;
        if published > 0 {
            return Err(Error::invalid("locale", "published"));
        }
        brand.locales.retain(|other| other != locale);
        Ok(())
    })
}

fn known(brand: &Brand, locale: &Locale) -> Result<()> {
    if brand.has(locale) {
        Ok(())
    } else {
        Err(Error::not_found("language"))
    }
}

fn not_too_long(field: &str, texts: &Texts) -> Result<()> {
    match texts.iter().find(|(_, text)| text.chars().count() > TEXT_MOST) {
        Some((locale, _)) => Err(Error::invalid(&format!("{field}_{locale}"), "too_long")),
        None => Ok(()),
    }
}

/// Whether a link may lead there: a path below the base path, or an address that starts with `https://`.
fn is_place(text: &str) -> bool {
    let sound = text.len() <= TEXT_MOST && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    sound && (text.starts_with("https://") || (text.starts_with('/') && !text.starts_with("//")))
}

fn is_host(text: &str) -> bool {
    text.len() <= 253
        && text
            .split('.')
            .all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

/// Changes a brand in one unit of work, and tells everybody.
pub(super) fn change(
    app: &App,
    actor: Actor,
    id: BrandId,
    action: &str,
    make: impl Fn(&mut DbConnection, &mut Brand) -> Result<()>,
) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        let before = db::brand::get(connection, id)?;
        let mut brand = before.clone();
        make(connection, &mut brand)?;
        if brand != before {
            db::brand::update(connection, &brand)?;
        }
        db::audit::record(connection, actor, action, Some(id.0), &brand.slug, now)?;
        change_log::record(connection, Entity::Brand, id.0, now)?;
        Ok(())
    })?;
    app.forget_brands();
    Ok(())
}
