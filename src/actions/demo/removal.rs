//! The demo beside one's own content: whether it can be loaded, and how it goes again.

use super::{LOADED, OWN_BRAND, is_loaded, portal};
use crate::{
    actions::{Actor, gap, group},
    app::App,
    db::{
        self, DbConnection,
        removal::{self, Held},
        settings,
    },
    domain::brand::Brand,
    error::{Code, Error, Result},
};

/// How the demo stands in an installation.
#[derive(Debug, Clone)]
pub enum Standing {
    /// It is there: its brand's name and what that has.
    Loaded(String, Held),
    /// It is not, and nothing of one's own would be mixed with it.
    Absent,
    /// It is not, and there is content of one's own.
    Unwanted,
}

/// Whether the demo is there, or could be.
pub fn standing(app: &App) -> Result<Standing> {
    app.database.read(|connection| {
        if let Some(brand) = brand(connection)? {
            let held = removal::held(connection, brand.id)?;
            return Ok(Standing::Loaded(brand.name, held));
        }
        for brand in db::brand::list(connection)? {
            let held = removal::held(connection, brand.id)?;
            if held.articles + held.conversations > 0 {
                return Ok(Standing::Unwanted);
            }
        }
        Ok(Standing::Absent)
    })
}

/// The demo's brand, where it is loaded.
fn brand(connection: &mut DbConnection) -> Result<Option<Brand>> {
    if let Some(id) = settings::find(connection, OWN_BRAND)? {
        let all = db::brand::list(connection)?;
        return Ok(all.into_iter().find(|brand| brand.id.0.to_string() == id));
    }
    // One that was loaded before its brand was written down.
    if settings::find(connection, LOADED)?.is_none() {
        return Ok(None);
    }
    Ok(db::brand::find_by_slug(connection, &portal()?.slug())?)
}

/// Refuses where a brand of somebody's own has the demo's name: the two would become one.
pub(super) fn not_taken(app: &App) -> Result<()> {
    let slug = portal()?.slug();
    let (own, taken) = app.database.read(|connection| {
        let own = brand(connection)?;
        Ok::<_, Error>((own, db::brand::find_by_slug(connection, &slug)?))
    })?;
    if taken.is_none() || own == taken || is_loaded(app)? {
        return Ok(());
    }
    Err(Error::new(
        Code::Conflict,
        format!("There is a brand \"{slug}\" already, which is the demo's name."),
    ))
}

/// Removes the demo: its brand with everything in it, in one unit of work. Accounts and what other brands have stay. What
/// there was of it.
pub fn remove(app: &App, actor: Actor) -> Result<Held> {
    let now = app.clock.now();
    gap::forget(app);
    let held = app.database.write(|connection| {
        let brand = brand(connection)?
            .ok_or_else(|| Error::new(Code::NotFound, "The demo is not loaded, so there is nothing to remove."))?;
        let held = removal::held(connection, brand.id)?;
        removal::remove(connection, brand.id, now)?;
        group::read_anew(connection)?;
        for key in [LOADED, OWN_BRAND] {
            settings::delete(connection, key)?;
        }
        if settings::find(connection, settings::HOME_BRAND)?.as_deref() == Some(brand.slug.as_str()) {
            settings::delete(connection, settings::HOME_BRAND)?;
        }
        let detail = format!(
            "{}: {} articles, {} conversations",
            brand.name, held.articles, held.conversations
        );
        db::audit::record(connection, actor, "demo.remove", Some(brand.id.0), &detail, now)?;
        Ok(held)
    })?;
    app.forget_brands();
    app.news.changed();
    Ok(held)
}
