//! Says how sure a suggestion has to be before an agent sees it, for the whole installation and at once.

use super::Actor;
use crate::{
    app::App,
    db::{self, settings::SUGGESTION_THRESHOLD},
    error::{Error, Result},
};

/// Sets the least confidence, a number from 0 to 1 with a point or a comma; empty: that of the settings again.
pub fn set(app: &App, actor: Actor, text: &str) -> Result<()> {
    let text = text.trim().replace(',', ".");
    let wanted = match text.parse::<f64>() {
        Ok(number) if (0.0..=1.0).contains(&number) => Some(number.to_string()),
        _ if text.is_empty() => None,
        _ => return Err(Error::invalid("threshold", "It is a number from 0 to 1.")),
    };
    let now = app.clock.now();
    app.database.write(|connection| {
        match &wanted {
            Some(number) => db::settings::put(connection, SUGGESTION_THRESHOLD, number)?,
            None => {
                db::settings::delete(connection, SUGGESTION_THRESHOLD)?;
            }
        }
        let detail = wanted.as_deref().unwrap_or_default();
        db::audit::record(connection, actor, "settings.threshold", None, detail, now)?;
        Ok(())
    })
}
