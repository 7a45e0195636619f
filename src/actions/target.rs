//! How soon a brand wants to reply on each of its channels.

use super::{Actor, look};
use crate::{
    app::App,
    db,
    domain::id::{BrandId, ChannelId},
    error::{Error, Result},
};

/// Longest target, in minutes: four weeks.
const MOST: i32 = 28 * 24 * 60;

/// Sets the targets of a brand's channels, in minutes; empty: none. A text that is no time is named by its channel.
pub fn set(app: &App, actor: Actor, brand_id: BrandId, wanted: &[(ChannelId, String)]) -> Result<()> {
    let read = wanted.iter().map(|(id, text)| Ok((*id, minutes(*id, text)?)));
    let wanted = read.collect::<Result<Vec<_>>>()?;
    look::change(app, actor, brand_id, "brand.targets", |connection, _| {
        for channel in db::channel::list(connection, Some(brand_id))? {
            let Some((_, minutes)) = wanted.iter().find(|(id, _)| *id == channel.id) else {
                continue;
            };
            let changed = db::channel::Channel {
                target_minutes: *minutes,
                ..channel
            };
            db::channel::update(connection, &changed)?;
        }
        Ok(())
    })
}

fn minutes(id: ChannelId, text: &str) -> Result<Option<i32>> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse::<i32>() {
            Ok(minutes @ 1..=MOST) => Ok(Some(minutes)),
            _ => Err(Error::invalid(&format!("target_{id}"), "It is no number of minutes.")),
        },
    }
}
