//! The mark with which somebody signs replies, such as `^LR`.

use super::Actor;
use crate::{
    app::App,
    db,
    domain::id::AccountId,
    error::{Error, Result},
};

/// Longest signature, in characters.
const MOST: usize = 40;

fn key(id: AccountId) -> String {
    format!("signature.{}", id.0)
}

/// Somebody's signature; empty where they have none.
pub fn of(app: &App, id: AccountId) -> Result<String> {
    app.database
        .read(|connection| Ok(db::settings::find(connection, &key(id))?.unwrap_or_default()))
}

/// Sets the actor's own signature, one line; empty: none.
pub fn set(app: &App, actor: Actor, text: &str) -> Result<()> {
    let id = actor.account_id.ok_or_else(|| Error::not_found("account"))?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > MOST {
        return Err(Error::invalid("signature", "too_long"));
    }
    app.database.write(|connection| {
        if text.is_empty() {
            db::settings::delete(connection, &key(id))?;
        } else {
            db::settings::put(connection, &key(id), &text)?;
        }
        Ok(())
    })
}

/// The reply without the signature that it ends with.
pub fn without<'a>(reply: &'a str, signature: &str) -> &'a str {
    let reply = reply.trim();
    match reply.strip_suffix(signature) {
        Some(rest) if !signature.is_empty() => rest.trim_end(),
        _ => reply,
    }
}

/// The reply with the signature at its end, once.
pub fn with(reply: &str, signature: &str) -> String {
    match (without(reply, signature), signature) {
        (reply, "") => reply.to_owned(),
        ("", signature) => signature.to_owned(),
        (reply, signature) => format!("{reply} {signature}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_is_signed_once() {
        assert_eq!(with("Sale hoy.", "^LR"), "Sale hoy. ^LR");
        assert_eq!(with("Sale hoy. ^LR\n", "^LR"), "Sale hoy. ^LR");
        assert_eq!(with("Sale hoy. ", ""), "Sale hoy.");
        assert_eq!(without("Sale hoy. ^LR", "^LR"), "Sale hoy.");
        assert_eq!(without("Sale hoy. ^LR", ""), "Sale hoy. ^LR");
    }
}
