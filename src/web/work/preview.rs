//! The short answer of an article in work as each of the brand's channels would carry it: the text, its count, what is cut.

use crate::{
    db::{self, DbConnection},
    domain::{
        article::Parts,
        channel::{self, ChannelKind, ChannelRules, LinkValue, UrlCost, Visibility},
        fit,
        id::BrandId,
    },
    error::Result,
};
use serde::Serialize;

/// What is shown of a brand that has no channel yet.
const USUAL: [&str; 2] = ["x", "whatsapp"];

/// The channels that a preview shows, each kind and visibility once.
#[derive(Debug, Clone, Default)]
pub struct Channels(Vec<Shown>);

#[derive(Debug, Clone)]
struct Shown {
    kind: ChannelKind,
    visibility: Visibility,
    rules: ChannelRules,
}

/// The short answer on a channel.
#[derive(Debug, Clone, Serialize)]
pub struct Seen {
    /// Names the channel in a form: its kind, and for another visibility than usual that too.
    pub key: String,
    kind: String,
    visibility: Visibility,
    text: String,
    length: usize,
    /// None where the channel has no limit.
    limit: Option<usize>,
    /// How much of the limit is used, in percent.
    percent: usize,
    /// The end that is cut; empty where all goes out.
    missing: String,
    /// How long it would be uncut, and how much too long that is; 0 where nothing is cut.
    whole: usize,
    over: usize,
    /// All of it as several messages, where the channel allows that and it is needed.
    parts: Vec<String>,
    /// What has to be filled before sending.
    gaps: String,
    /// What a link counts, where that is not its length; 0 elsewhere.
    link_cost: usize,
    plain_link: bool,
    /// Whether it is a text that the article has for this channel alone.
    is_own: bool,
}

impl Seen {
    /// For samples.
    pub fn samples() -> Vec<Self> {
        let cut = Self {
            key: "x".into(),
            kind: "x".into(),
            visibility: Visibility::Public,
            text: "<b>Es gratis.</b>".into(),
            length: 275,
            limit: Some(280),
            percent: 98,
            missing: "<i>Y más.</i>".into(),
            whole: 320,
            over: 40,
            parts: vec!["<b>Uno</b>".into(), "Dos".into()],
            gaps: "zona".into(),
            link_cost: 23,
            plain_link: true,
            is_own: true,
        };
        let whole = Self {
            key: "email".into(),
            kind: "email".into(),
            visibility: Visibility::Private,
            limit: None,
            missing: String::new(),
            over: 0,
            whole: 0,
            parts: Vec::new(),
            gaps: String::new(),
            link_cost: 0,
            plain_link: false,
            is_own: false,
            ..cut.clone()
        };
        vec![cut, whole]
    }
}

impl Channels {
    /// Those that the brand offers, in its own order.
    pub fn of(connection: &mut DbConnection, brand_id: BrandId) -> Result<Self> {
        let mut all: Vec<Shown> = Vec::new();
        for one in db::channel::list_offered(connection, brand_id)? {
            let known = |shown: &Shown| shown.kind == one.kind && shown.visibility == one.visibility;
            if all.iter().any(known) {
                continue;
            }
            let rules = channel::rules(&one.kind, one.visibility);
            let limit = one.reply_limit.and_then(|limit| usize::try_from(limit).ok());
            all.push(Shown {
                rules: limit.map_or_else(|| rules.clone(), |limit| rules.with_limit(limit)),
                kind: one.kind,
                visibility: one.visibility,
            });
        }
        if all.is_empty() {
            all.extend(USUAL.into_iter().filter_map(usual));
        }
        Ok(Self(all))
    }
}

fn usual(name: &str) -> Option<Shown> {
    let kind: ChannelKind = name.parse().ok()?;
    let rules = channel::natural(&kind);
    Some(Shown {
        visibility: rules.visibility,
        rules: rules.clone(),
        kind,
    })
}

/// The short answer with its link as these channels would carry it; nothing while there is no short answer.
pub fn replies(parts: &Parts, link: Option<&str>, channels: &Channels) -> Vec<Seen> {
    if parts.reply.trim().is_empty() {
        return Vec::new();
    }
    channels.0.iter().map(|shown| seen(shown, parts, link)).collect()
}

fn seen(shown: &Shown, parts: &Parts, link: Option<&str>) -> Seen {
    let Shown {
        kind,
        visibility,
        rules,
    } = shown;
    let own = parts.channel_replies.get(kind.as_str());
    let reply = fit::Reply {
        short: &parts.reply,
        for_channel: own.map(String::as_str),
        link,
        ..fit::Reply::default()
    };
    let fitted = fit::fit(&reply, rules);
    let cut = fit::cut(&reply, &fitted, rules);
    let is_usual = channel::natural(kind).visibility == *visibility;
    let percent = |limit: usize| (fitted.length * 100).checked_div(limit).unwrap_or_default().min(100);
    Seen {
        key: if is_usual {
            kind.to_string()
        } else {
            format!("{kind}-{visibility}")
        },
        kind: kind.to_string(),
        visibility: *visibility,
        length: fitted.length,
        limit: fitted.limit,
        percent: fitted.limit.map_or(0, percent),
        whole: cut.as_ref().map_or(0, |cut| cut.length),
        over: cut.as_ref().map_or(0, |cut| cut.over),
        missing: cut.map(|cut| cut.missing).unwrap_or_default(),
        parts: if fitted.parts.len() > 1 {
            fitted.parts
        } else {
            Vec::new()
        },
        gaps: fitted.missing.join(", "),
        link_cost: match rules.url_cost {
            UrlCost::Fixed(cost) if link.is_some() => cost,
            _ => 0,
        },
        plain_link: link.is_some() && rules.link == LinkValue::NotClickable,
        is_own: own.is_some_and(|text| !text.trim().is_empty()),
        text: fitted.text,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn shown(names: &[&str]) -> Channels {
        Channels(names.iter().filter_map(|name| usual(name)).collect())
    }

    #[test]
    fn each_channel_counts_in_its_own_way_and_tells_what_it_cuts() {
        let parts = Parts {
            reply: "Reinicia el router y espera cinco minutos sin tocarlo. "
                .repeat(6)
                .trim()
                .to_owned(),
            ..Parts::default()
        };
        let link = "https://ayuda.example/a/4f7k";
        let seen = replies(&parts, Some(link), &shown(&["x", "facebook", "email"]));
        let of = |key: &str| seen.iter().find(|one| one.key == key).unwrap();
        let (x, facebook, email) = (of("x"), of("facebook"), of("email"));
        assert!(x.length <= 280 && x.over == x.whole - 280 && x.link_cost == 23, "{x:?}");
        assert!(parts.reply.ends_with(&x.missing) && !x.missing.is_empty(), "{x:?}");
        assert_eq!(facebook.length, parts.reply.len() + 1 + link.len());
        assert_eq!((facebook.over, &*facebook.missing, facebook.link_cost), (0, "", 0));
        assert_eq!((email.limit, email.over), (None, 0));
    }

    #[test]
    fn without_a_short_answer_there_is_nothing_to_see() {
        assert!(replies(&Parts::default(), None, &shown(&USUAL)).is_empty());
    }
}
