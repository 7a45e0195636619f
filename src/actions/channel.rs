//! Changes the channels of a brand. Adding one is `portal::add_channel`'s.

use super::{Actor, look};
use crate::{
    app::App,
    db::{self, channel::Channel},
    domain::{
        channel::{ChannelKind, Visibility, all, check_handle, is_known},
        id::{BrandId, ChannelId},
        look::Texts,
        words::nearest,
    },
    error::{Error, Result},
};

/// What may change of a channel; its kind stays.
#[derive(Debug, Clone)]
pub struct Changes {
    pub handle: String,
    /// Where a visitor can write; empty: what its kind and handle make.
    pub url: String,
    pub visibility: Visibility,
    /// A limit other than the channel kind's own, in its unit.
    pub reply_limit: Option<i32>,
    pub hours: Texts,
}

/// Changes a channel.
pub fn change(app: &App, actor: Actor, brand_id: BrandId, id: ChannelId, changes: &Changes) -> Result<()> {
    let handle = handle_of(&changes.handle);
    let url = changes.url.trim();
    if !(url.is_empty() || is_safe(url)) {
        return Err(Error::invalid("url", "It has to begin with https://, mailto: or tel:."));
    }
    if changes.reply_limit.is_some_and(|limit| limit <= 0) {
        return Err(Error::invalid("reply_limit", "It has to be more than 0."));
    }
    let hours = serde_json::to_string(&changes.hours).map_err(Error::internal)?;
    look::change(app, actor, brand_id, "brand.channel_change", |connection, _| {
        let known = own(connection, brand_id, id)?;
        let same = db::channel::find(connection, brand_id, &known.kind, &handle)?;
        if same.is_some_and(|same| same.id != id) {
            return Err(Error::invalid("handle", "taken"));
        }
        // One that came in with an import may be of another form, and stays as it is.
        if handle != known.handle {
            check_handle(&known.kind, &handle)?;
        }
        let changed = Channel {
            handle: handle.clone(),
            visibility: changes.visibility,
            reply_limit: changes.reply_limit,
            hours: hours.clone(),
            url: url.to_owned(),
            ..known
        };
        db::channel::update(connection, &changed)?;
        Ok(())
    })
}

/// Stops offering a channel, or offers it again. Its conversations stay, and more may be brought in.
pub fn offer(app: &App, actor: Actor, brand_id: BrandId, id: ChannelId, offered: bool) -> Result<()> {
    let now = app.clock.now();
    let action = if offered {
        "brand.channel_enable"
    } else {
        "brand.channel_disable"
    };
    look::change(app, actor, brand_id, action, |connection, _| {
        let known = own(connection, brand_id, id)?;
        let changed = Channel {
            disabled_at: (!offered).then_some(now),
            ..known
        };
        db::channel::update(connection, &changed)?;
        Ok(())
    })
}

/// Refuses a kind that neither the table nor a brand's own channels have, with the nearest that they have: its limit would
/// be anybody's guess. `own`: the kinds of the brands' channels.
pub fn must_be_known(kind: &ChannelKind, own: &[ChannelKind]) -> Result<()> {
    if is_known(kind) || own.contains(kind) {
        return Ok(());
    }
    let known = all().iter().map(|line| line.kind.as_str());
    let near = nearest(kind.as_str(), known.chain(own.iter().map(ChannelKind::as_str)));
    Err(Error::invalid(
        "channel",
        format!(
            "There is no channel kind \"{kind}\". Did you mean \"{}\"?",
            near.unwrap_or_default()
        ),
    ))
}

/// The kinds of all brands' channels.
pub fn own_kinds(app: &App) -> Result<Vec<ChannelKind>> {
    let all = app
        .database
        .read(|connection| Ok::<_, Error>(db::channel::list(connection, None)?))?;
    Ok(all.into_iter().map(|channel| channel.kind).collect())
}

/// The same check for a kind in a request, which need not name one.
pub fn asked_for(app: &App, kind: Option<&str>) -> Result<()> {
    match kind.and_then(|kind| kind.parse::<ChannelKind>().ok()) {
        Some(kind) if !is_known(&kind) => must_be_known(&kind, &own_kinds(app)?),
        // What cannot be a kind at all is refused where it is read.
        _ => Ok(()),
    }
}

/// A handle as it is stored: without `@` in front.
pub fn handle_of(text: &str) -> String {
    text.trim().trim_start_matches('@').to_owned()
}

fn own(connection: &mut db::DbConnection, brand_id: BrandId, id: ChannelId) -> Result<Channel> {
    let all = db::channel::list(connection, Some(brand_id))?;
    all.into_iter()
        .find(|channel| channel.id == id)
        .ok_or_else(|| Error::not_found("channel"))
}

/// Whether an address may stand in a link on a public page.
pub(super) fn is_safe(url: &str) -> bool {
    let known = ["https://", "mailto:", "tel:", "sms:"];
    known
        .iter()
        .any(|start| url.starts_with(start) && url.len() > start.len())
        && url.len() <= 500
        && url
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\"'<>`\\".contains(&byte))
}
