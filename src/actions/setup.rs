//! The first steps of an installation: its first admin, its brand, its address, and what it begins with. Open from the
//! first admin on until somebody ends them.

use super::{
    Actor,
    account::{self, Creation},
    portal::{self, Portal},
};
use crate::{
    app::App,
    db::{self, settings},
    domain::{
        brand::{self, Brand},
        locale::Locale,
    },
    error::{Error, Result},
    settings::PublicUrl,
};

/// Makes the first admin, for whoever has the code, and a brand called `name` where there is none.
pub fn begin(app: &App, code: &str, new: &Creation, name: &str, locales: &[Locale]) -> Result<()> {
    let id = account::set_up(app, code, new)?;
    app.database
        .write(|connection| Ok(settings::put(connection, settings::SETUP_OPEN, "1")?))?;
    if app.brands()?.is_empty() {
        let actor = Actor {
            account_id: Some(id),
            token_id: None,
        };
        let portal = Portal {
            name: name.to_owned(),
            locales: locales.to_vec(),
            ..Portal::default()
        };
        portal::add(app, actor, &portal)?;
    }
    Ok(())
}

/// Whether the first steps have begun and not been ended.
pub fn is_open(app: &App) -> Result<bool> {
    app.database
        .read(|connection| Ok(settings::find(connection, settings::SETUP_OPEN)?.is_some()))
}

/// Ends them.
pub fn end(app: &App) -> Result<()> {
    app.database.write(|connection| {
        settings::delete(connection, settings::SETUP_OPEN)?;
        Ok(())
    })
}

/// Gives a brand its name, the slug that goes with it, and its languages. `locales` has its own language first.
pub fn name_site(app: &App, actor: Actor, brand: &Brand, name: &str, locales: &[Locale]) -> Result<()> {
    if name.trim().is_empty() {
        return Err(Error::invalid("name", "It is empty."));
    }
    if locales.is_empty() {
        return Err(Error::invalid("locales", "A portal needs a language."));
    }
    let changed = Brand {
        name: name.trim().to_owned(),
        locales: locales.to_vec(),
        ..brand.clone()
    };
    let now = app.clock.now();
    app.database.write(|connection| {
        let slug = brand::slug_of(&changed.name);
        if db::brand::find_by_slug(connection, &slug)?.is_none() {
            // Nothing can refer to it yet.
            db::brand::set_slug(connection, brand.id, &slug)?;
        }
        db::brand::update(connection, &changed)?;
        db::audit::record(connection, actor, "brand.change", Some(brand.id.0), &changed.name, now)?;
        Ok(())
    })?;
    app.forget_brands();
    Ok(())
}

/// Keeps the address that visitors use; the next start uses it where the settings name none.
pub fn keep_address(app: &App, actor: Actor, address: &str) -> Result<()> {
    let address = address.trim().trim_end_matches('/');
    if PublicUrl::parse(address).is_none() {
        return Err(Error::invalid(
            "address",
            "It has to be an address such as https://help.example.com.",
        ));
    }
    let now = app.clock.now();
    app.database.write(|connection| {
        settings::put(connection, settings::PUBLIC_URL, address)?;
        db::audit::record(connection, actor, "settings.public_url", None, address, now)?;
        Ok(())
    })
}

/// Lets `brand` answer where no other does; none: the one of the settings, or the first.
pub fn show_first(app: &App, actor: Actor, brand: Option<&Brand>) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        match brand {
            Some(brand) => settings::put(connection, settings::HOME_BRAND, &brand.slug)?,
            None => {
                settings::delete(connection, settings::HOME_BRAND)?;
            }
        }
        let slug = brand.map_or("", |brand| brand.slug.as_str());
        db::audit::record(connection, actor, "settings.home_brand", None, slug, now)?;
        Ok(())
    })?;
    app.forget_brands();
    Ok(())
}
