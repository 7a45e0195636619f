//! What several public pages show: topics with their counts, channels, articles in a line.

use super::encoded;
use crate::{
    actions::{counts, read::Summary, waiting},
    app::App,
    db::{self, DbConnection, article::Uses, channel::Channel, topic::Counts},
    domain::{
        address, brand::Brand, channel::ChannelKind, id::TopicId, locale::Locale, slug, topic::Topic,
        visibility::Visible,
    },
    error::Result,
};
use chrono::{NaiveDateTime, TimeDelta};
use serde::Serialize;
use std::{collections::HashMap, sync::Arc};

/// Longest excerpt in a list, in characters.
const EXCERPT_MOST: usize = 200;
/// Below so many votes a share says nothing.
const VOTES_LEAST: i32 = 5;

/// A topic as pages list it.
#[derive(Debug, Clone, Serialize)]
pub struct TopicLine {
    pub key: String,
    pub name: String,
    pub purpose: String,
    pub path: String,
    pub count: i64,
}

/// A brand's topics in one language, with what is in them.
pub struct Topics {
    all: Vec<Topic>,
    counts: Arc<Counts>,
}

impl Topics {
    /// Reads them.
    pub fn read(app: &App, connection: &mut DbConnection, brand: &Brand, locale: &Locale) -> Result<Self> {
        Ok(Self {
            counts: counts::counts(app, connection, brand.id, locale)?,
            ..Self::named(connection, brand, locale)?
        })
    }

    /// Reads their names alone, for pages that show no numbers.
    pub fn named(connection: &mut DbConnection, brand: &Brand, locale: &Locale) -> Result<Self> {
        Ok(Self {
            all: shown(connection, brand, locale)?,
            counts: Arc::default(),
        })
    }

    /// How many articles there are, in whatever topic.
    pub fn total(&self) -> i64 {
        self.counts.total
    }

    /// The topic with this number.
    pub fn find(&self, id: TopicId) -> Option<&Topic> {
        self.all.iter().find(|topic| topic.id == id)
    }

    /// The topics below `parent` (none: the highest) that have articles, themselves or below.
    pub fn below(&self, parent: Option<TopicId>) -> Vec<TopicLine> {
        let children = self.all.iter().filter(|topic| topic.parent == parent);
        children
            .map(|topic| self.line(topic))
            .filter(|line| line.count > 0)
            .collect()
    }

    /// All that have articles, themselves or below.
    pub fn with_articles(&self) -> impl Iterator<Item = &Topic> {
        self.all
            .iter()
            .filter(|topic| self.counts.by_topic.contains_key(&topic.id))
    }

    /// A topic as a line.
    pub fn line(&self, topic: &Topic) -> TopicLine {
        TopicLine {
            key: topic.key.clone(),
            name: topic.name.clone(),
            purpose: topic.purpose.clone(),
            path: path_of(topic),
            count: self.counts.by_topic.get(&topic.id).copied().unwrap_or_default(),
        }
    }

    /// The way from the highest topic to this one.
    pub fn way_to(&self, id: TopicId) -> Vec<TopicLine> {
        let (mut way, mut next) = (Vec::new(), Some(id));
        // Topics are a few levels deep; a loop in the data ends here.
        while let Some(topic) = next.and_then(|id| self.find(id)).filter(|_| way.len() < 8) {
            way.push(self.line(topic));
            next = topic.parent;
        }
        way.reverse();
        way
    }

    /// The name of the first topic among `ids`.
    pub fn name_of(&self, ids: &[TopicId]) -> String {
        let found = ids.iter().find_map(|id| self.find(*id));
        found.map(|topic| topic.name.clone()).unwrap_or_default()
    }
}

/// The topics that are not hidden.
fn shown(connection: &mut DbConnection, brand: &Brand, locale: &Locale) -> Result<Vec<Topic>> {
    let mut all = db::topic::list(connection, brand.id, locale)?;
    all.retain(|topic| !topic.hidden);
    Ok(all)
}

/// Path of a topic's page.
pub fn path_of(topic: &Topic) -> String {
    address::topic(&topic.locale, topic.id, &slug::of(&topic.name))
}

/// A way to write to the brand.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    pub kind: String,
    pub handle: String,
    /// Where it leads; empty where there is no address for it.
    pub url: String,
    pub hours: String,
    /// How long customers usually wait for a reply, in `wait_unit` (`minutes` or `hours`); 0: not known.
    pub wait: i64,
    pub wait_unit: &'static str,
    pub visibility: &'static str,
}

/// The ways to write to a brand, in its order.
pub fn ways(app: &App, connection: &mut DbConnection, brand: &Brand, locale: &Locale) -> Result<Vec<Way>> {
    let channels = db::channel::list_offered(connection, brand.id)?;
    let waits = waiting::waits(app, connection, brand.id)?;
    Ok(channels
        .iter()
        .filter(|channel| !channel.handle.is_empty())
        .map(|channel| way(channel, locale, waits.get(&channel.id).copied()))
        .collect())
}

/// A time as people say it: to five minutes, or from an hour on to the hour.
fn rounded(wait: TimeDelta) -> (i64, &'static str) {
    match wait.num_minutes() {
        minutes @ ..3 => (minutes.max(1), "minutes"),
        minutes @ ..58 => (((minutes + 2) / 5 * 5).max(5), "minutes"),
        minutes => ((minutes + 30) / 60, "hours"),
    }
}

fn way(channel: &Channel, locale: &Locale, wait: Option<TimeDelta>) -> Way {
    let (wait, wait_unit) = wait.map_or((0, ""), rounded);
    let hours: HashMap<String, String> = serde_json::from_str(&channel.hours).unwrap_or_default();
    Way {
        kind: channel.kind.to_string(),
        handle: channel.kind.account(&channel.handle),
        url: if channel.url.is_empty() {
            url_of(&channel.kind, &channel.handle)
        } else {
            channel.url.clone()
        },
        hours: hours
            .get(locale.as_str())
            .or_else(|| hours.get(locale.language()))
            .cloned()
            .unwrap_or_default(),
        wait,
        wait_unit,
        visibility: channel.visibility.as_str(),
    }
}

/// The address at which somebody can write to `handle`; empty for kinds that have none.
fn url_of(kind: &ChannelKind, handle: &str) -> String {
    let handle = handle.trim_start_matches('@');
    let plain = handle
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "._-@+ ".contains(c));
    if !plain {
        return String::new();
    }
    let digits: String = handle.chars().filter(char::is_ascii_digit).collect();
    match kind.as_str() {
        "x" => format!("https://x.com/{handle}"),
        "facebook" => format!("https://www.facebook.com/{handle}"),
        "messenger" => format!("https://m.me/{handle}"),
        "instagram" => format!("https://www.instagram.com/{handle}"),
        "threads" => format!("https://www.threads.net/@{handle}"),
        "whatsapp" => format!("https://wa.me/{digits}"),
        "sms" => format!("sms:+{digits}"),
        "telegram" => format!("https://t.me/{handle}"),
        "bluesky" => format!("https://bsky.app/profile/{handle}"),
        "email" => format!("mailto:{handle}"),
        "mastodon" => handle
            .split_once('@')
            .map(|(name, server)| format!("https://{server}/@{name}"))
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// Where a message to the brand begins with `link` in it; none where the channel knows no such address. `url` is where its
/// profile is.
fn url_with(kind: &ChannelKind, url: &str, handle: &str, link: &str) -> Option<String> {
    let link = encoded(link);
    // Public posts reach the brand because they name it.
    let post = || format!("{}%20{link}", encoded(&format!("@{}", handle.trim_start_matches('@'))));
    match kind.as_str() {
        _ if url.is_empty() => None,
        "x" => Some(format!("https://x.com/intent/post?text={}", post())),
        "threads" => Some(format!("https://www.threads.net/intent/post?text={}", post())),
        "bluesky" => Some(format!("https://bsky.app/intent/compose?text={}", post())),
        "whatsapp" | "telegram" => Some(format!("{url}?text={link}")),
        "email" | "sms" => Some(format!("{url}?body={link}")),
        _ => None,
    }
}

/// An article in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleLine {
    pub title: String,
    pub path: String,
    pub excerpt: String,
    pub topic: String,
    pub updated: NaiveDateTime,
}

impl ArticleLine {
    /// The line of an article that its reader may see.
    pub fn of(article: &Visible<Summary>, topics: &Topics) -> Self {
        Self {
            title: article.title.clone(),
            path: article.path.clone(),
            excerpt: excerpt(article),
            topic: topics.name_of(&article.topics),
            updated: article.article.updated_at,
        }
    }

    /// A line with every part, for samples.
    pub fn sample() -> Self {
        Self {
            title: "Me han cobrado dos veces la misma factura".into(),
            path: "/es/a/4f7k-me-han-cobrado".into(),
            excerpt: "Espera 72 horas.".into(),
            topic: "Facturas".into(),
            updated: NaiveDateTime::default(),
        }
    }
}

impl TopicLine {
    /// A line with every part, for samples.
    pub fn sample() -> Self {
        Self {
            key: "billing".into(),
            name: "Facturas".into(),
            purpose: "Cargos y recibos".into(),
            path: "/es/t/4f7k-facturas".into(),
            count: 12,
        }
    }
}

impl Way {
    /// The same, with `link` in the message that the customer begins, where the channel can take one along and the brand
    /// gave it no address of its own.
    pub fn about(&self, link: &str) -> Self {
        let kind: Option<ChannelKind> = self.kind.parse().ok();
        let carrying = kind
            .filter(|kind| self.url == url_of(kind, &self.handle))
            .and_then(|kind| url_with(&kind, &self.url, &self.handle, link));
        Self {
            url: carrying.unwrap_or_else(|| self.url.clone()),
            ..self.clone()
        }
    }

    /// A way with every part, and one without, for samples.
    pub fn samples() -> Vec<Self> {
        let full = Self {
            kind: "x".into(),
            handle: "@BriznaAyuda".into(),
            url: "https://x.com/BriznaAyuda".into(),
            hours: "8-23".into(),
            wait: 15,
            wait_unit: "minutes",
            visibility: "public",
        };
        let bare = Self {
            kind: "email".into(),
            url: String::new(),
            hours: String::new(),
            wait: 0,
            wait_unit: "",
            visibility: "private",
            ..full.clone()
        };
        vec![full, bare]
    }
}

/// The short answer, or else the beginning of the text.
pub fn excerpt(article: &Summary) -> String {
    let text = if article.reply.is_empty() {
        &article.text
    } else {
        &article.reply
    };
    shortened(text, EXCERPT_MOST.max(article.reply.chars().count()))
}

/// At most `most` characters, cut at a word.
pub fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", cut.trim_end_matches([',', '.', ';', ':']))
}

/// How many of a hundred voters an article helped; none below a few votes.
pub fn useful(uses: &Uses) -> Option<i32> {
    let votes = uses.helped + uses.not_helped;
    (votes >= VOTES_LEAST).then(|| (f64::from(uses.helped) * 100.0 / f64::from(votes)).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_lead_to_where_one_can_write() {
        let url = |kind: &str, handle: &str| url_of(&kind.parse().unwrap(), handle);
        assert_eq!(url("x", "@BriznaAyuda"), "https://x.com/BriznaAyuda");
        assert_eq!(url("whatsapp", "+34 900 000 121"), "https://wa.me/34900000121");
        assert_eq!(
            url("mastodon", "@ayuda@social.example"),
            "https://social.example/@ayuda"
        );
        assert_eq!(url("email", "a@b.example"), "mailto:a@b.example");
        assert_eq!(url("x", "\"><script>"), "");
        assert_eq!(url("discord", "brizna"), "");
    }

    #[test]
    fn a_message_takes_the_link_along_where_the_channel_can() {
        let url = |kind: &str, handle: &str, own: &str| {
            let way = Way {
                kind: kind.into(),
                handle: handle.into(),
                url: Some(own.to_owned())
                    .filter(|own| !own.is_empty())
                    .unwrap_or_else(|| url_of(&kind.parse().unwrap(), handle)),
                ..Way::samples().remove(0)
            };
            way.about("https://b.example/a/4f7k").url
        };
        let link = "https%3A%2F%2Fb.example%2Fa%2F4f7k";
        for (kind, handle, expected) in [
            (
                "x",
                "@BriznaAyuda",
                "https://x.com/intent/post?text=%40BriznaAyuda%20LINK",
            ),
            ("whatsapp", "+34 900 000 121", "https://wa.me/34900000121?text=LINK"),
            ("telegram", "@BriznaBot", "https://t.me/BriznaBot?text=LINK"),
            ("email", "a@b.example", "mailto:a@b.example?body=LINK"),
            ("facebook", "BriznaAyuda", "https://www.facebook.com/BriznaAyuda"),
            ("x", "\"><script>", ""),
        ] {
            assert_eq!(url(kind, handle, ""), expected.replace("LINK", link), "{kind}");
        }
        assert_eq!(url("x", "@BriznaAyuda", "https://b.example/x"), "https://b.example/x");
    }

    #[test]
    fn waits_are_said_as_people_say_them() {
        let said = |minutes| rounded(TimeDelta::minutes(minutes));
        assert_eq!(said(0), (1, "minutes"));
        assert_eq!(said(4), (5, "minutes"));
        assert_eq!(said(13), (15, "minutes"));
        assert_eq!(said(57), (55, "minutes"));
        assert_eq!(said(58), (1, "hours"));
        assert_eq!(said(170), (3, "hours"));
    }

    #[test]
    fn excerpts_end_at_a_word() {
        assert_eq!(shortened("uno dos,  tres", 9), "uno dos…");
        assert_eq!(shortened("uno\ndos", 9), "uno dos");
    }

    #[test]
    fn a_share_needs_votes() {
        let uses = |helped, not_helped| Uses {
            helped,
            not_helped,
            ..db::article::no_uses(crate::domain::id::ArticleId(1))
        };
        assert_eq!(useful(&uses(4, 0)), None);
        assert_eq!(useful(&uses(11, 1)), Some(92));
    }
}
