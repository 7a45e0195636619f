//! Forgets conversations that are older than the installation wants to keep them. Articles stay, with how often they were
//! used; what was shown of a forgotten conversation beside an article goes with it.

use super::Actor;
use crate::{
    app::App,
    db::{
        self,
        change_log::{self, Entity},
        settings::RETENTION_DAYS,
    },
    domain::id::{ArticleId, BrandId},
    error::{Error, Result},
};
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::BTreeSet;

/// Conversations that are forgotten in one unit of work.
const BATCH: i64 = 200;
/// Fewest days: what is forgotten is gone for good, and one digit is soon missing.
const LEAST: i64 = 30;
const MOST: i64 = 36_500;

/// How many days conversations are kept after their last message; none: for ever.
pub fn days(app: &App) -> Result<Option<i64>> {
    let text = app
        .database
        .read(|connection| Ok::<_, Error>(db::settings::find(connection, RETENTION_DAYS)?))?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Sets it; empty: for ever. What is older goes within the hour.
pub fn set(app: &App, actor: Actor, text: &str) -> Result<()> {
    let wanted = match (text.trim(), text.trim().parse::<i64>()) {
        ("", _) => None,
        (_, Ok(days @ LEAST..=MOST)) => Some(days.to_string()),
        _ => return Err(Error::invalid("retention", "It is a number of days, 30 at least.")),
    };
    let now = app.clock.now();
    app.database.write(|connection| {
        match &wanted {
            Some(days) => db::settings::put(connection, RETENTION_DAYS, days)?,
            None => {
                db::settings::delete(connection, RETENTION_DAYS)?;
            }
        }
        let detail = wanted.as_deref().unwrap_or_default();
        db::audit::record(connection, actor, "settings.retention", None, detail, now)?;
        Ok(())
    })
}

/// Forgets what is too old now; how many conversations.
pub fn forget_old(app: &App) -> Result<usize> {
    let Some(days) = days(app)? else {
        return Ok(0);
    };
    let before = app.clock.now() - TimeDelta::days(days);
    let mut forgotten = 0;
    for brand in app.brands()?.iter() {
        loop {
            let some = forget_some(app, brand.id, before)?;
            forgotten += some;
            if some < BATCH as usize {
                break;
            }
        }
    }
    if forgotten > 0 {
        let now = app.clock.now();
        app.database.write(|connection| {
            db::retention::delete_silent_authors(connection)?;
            let detail = forgotten.to_string();
            Ok(db::audit::record(
                connection,
                Actor::default(),
                "retention.forget",
                None,
                &detail,
                now,
            )?)
        })?;
        app.news.changed();
    }
    Ok(forgotten)
}

fn forget_some(app: &App, brand_id: BrandId, before: NaiveDateTime) -> Result<usize> {
    let now = app.clock.now();
    app.database.write(|connection| {
        let ids = db::retention::older_than(connection, brand_id, before, BATCH)?;
        let linked = db::conversation::linked_articles(connection, &ids)?;
        let mut articles: BTreeSet<ArticleId> = linked.into_iter().map(|(_, article)| article).collect();
        let drawn = db::erase::drop_sources(connection, &ids)?;
        db::erase::drop_redactions(connection, &drawn)?;
        articles.extend(drawn);
        db::retention::delete(connection, &ids)?;
        for id in &ids {
            change_log::record(connection, Entity::Conversation, id.0, now)?;
        }
        // Articles are found by what was asked in the conversations that they answered.
        for id in articles {
            change_log::record(connection, Entity::Article, id.0, now)?;
        }
        Ok(ids.len())
    })
}
