//! How often somebody's own replies rest on an answer that was written before.

use crate::{
    app::App,
    db,
    domain::{id::AccountId, reuse::addresses},
    error::{Error, Result},
};
use chrono::TimeDelta;

/// How far back is looked, in days.
pub const DAYS: i64 = 28;

/// The replies that somebody sent, and those among them that used an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reuse {
    pub sent: usize,
    pub reused: usize,
}

/// Of the replies that an account said to have sent: those that insert an article, edit one, or carry its address.
pub fn own(app: &App, account: AccountId) -> Result<Reuse> {
    let since = app.clock.now() - TimeDelta::days(DAYS);
    let sites: Vec<String> = app.brands()?.iter().map(|brand| app.site(brand)).collect();
    let (used, own) = app
        .database
        .read(|connection| Ok::<_, Error>(db::suggestion::replies_of(connection, account, since)?))?;
    let used = usize::try_from(used).unwrap_or_default();
    let leading = own.iter().filter(|text| !addresses(text, &sites).is_empty());
    Ok(Reuse {
        sent: used + own.len(),
        reused: used + leading.count(),
    })
}
