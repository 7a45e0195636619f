//! A brand with all that is its own: channels, topics, what it declares public. As a file it is `brand.toml`, which
//! stands in the demo's content and in each folder of an export, beside the articles and conversations.

use super::{Actor, environment, look};
use crate::{
    app::App,
    channels,
    db::{
        self, DbConnection,
        brand::NewBrand,
        change_log::{self, Entity},
        channel::NewChannel,
    },
    domain::{
        brand::{self, Brand},
        channel::{self, ChannelKind, Visibility},
        environment::Kind,
        id::TopicId,
        locale::Locale,
        look::{Look, Texts},
        redaction::{AllowList, AllowListText},
        wording::Entry,
    },
    error::{Error, Result},
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// Name of the file.
pub const FILE: &str = "brand.toml";

/// A brand as it is written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portal {
    /// Made from the name where it is missing.
    #[serde(default)]
    pub slug: String,
    pub name: String,
    /// The languages of its portal, its own first.
    pub locales: Vec<Locale>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(default)]
    pub contact: Contact,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<OwnChannel>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<OwnTopic>,
    /// What its answers can be for. Missing: as it was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<Kind>,
    /// Its colours and texts; a logo stays behind. Missing: as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub look: Option<Look>,
    /// Its own pages of text, by name (`privacy`) and language, in Markdown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pages: BTreeMap<String, Texts>,
    /// Its own entries of short spellings and of words that mean the same, by language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub synonyms: BTreeMap<Locale, Vec<String>>,
}

/// What is the brand's own and may stand in public text without being taken for personal data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    #[serde(flatten)]
    pub list: AllowListText,
    /// Their hosts count as domains.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urls: Vec<String>,
}

/// A channel as it is written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnChannel {
    pub kind: ChannelKind,
    #[serde(default)]
    pub handle: String,
    /// The channel kind's own way where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visibility: Option<Visibility>,
    /// A limit other than the channel kind's own, in its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_limit: Option<i32>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub hours: Texts,
    /// Where a visitor can write; the one that its kind and handle make where it is missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Not offered to visitors.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
    /// How soon the brand wants to reply, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_minutes: Option<i32>,
}

/// A topic as it is written; those it stands under come first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTopic {
    pub key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    #[serde(default)]
    pub name: Texts,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub purpose: Texts,
    /// Stands in no list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

impl Portal {
    /// Reads a file's text; `source` is its name for the error.
    pub fn parse(text: &str, source: &str) -> Result<Self> {
        toml::from_str(text).map_err(|error| Error::invalid(source, error.to_string().trim_end().to_owned()))
    }

    /// As it is stored: the slug it has or gets.
    pub fn slug(&self) -> String {
        if self.slug.is_empty() {
            brand::slug_of(&self.name)
        } else {
            self.slug.clone()
        }
    }

    fn allow_list(&self) -> Result<String> {
        let mut list = self.contact.list.clone();
        for url in &self.contact.urls {
            let host = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
            let host = host.split(['/', ':', '?', '#']).next().unwrap_or_default().to_owned();
            if !host.is_empty() && !list.domains.contains(&host) {
                list.domains.push(host);
            }
        }
        AllowList::from_text(&list).map_err(|error| Error::invalid("contact", error.to_string()))?;
        serde_json::to_string(&list).map_err(Error::internal)
    }
}

/// The brands that are written in files named `brand.toml` in these folders and zip archives, and in the folders right
/// below them.
pub fn all(paths: &[PathBuf]) -> Result<Vec<Portal>> {
    let in_folders = files(paths).into_iter().map(|file| read(&file));
    let mut portals = in_folders.collect::<Result<Vec<_>>>()?;
    for path in paths.iter().filter(|path| path.is_file()) {
        let name = path.display().to_string();
        let texts = channels::archived_texts(path, FILE).map_err(|error| Error::invalid(&name, error.to_string()))?;
        for (source, text) in texts {
            portals.push(Portal::parse(&text, &source)?);
        }
    }
    Ok(portals)
}

fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| path.is_dir()) {
        let below = std::fs::read_dir(path)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()));
        let mut folders: Vec<PathBuf> = below.filter(|path| path.is_dir()).collect();
        folders.sort();
        found.extend(
            [path.clone()]
                .into_iter()
                .chain(folders)
                .map(|folder| folder.join(FILE))
                .filter(|file| file.is_file()),
        );
    }
    found
}

fn read(file: &Path) -> Result<Portal> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| Error::invalid(&name, error.to_string()))?;
    Portal::parse(&text, &name)
}

/// Stores a brand that is new; fails on a slug or host that another one has.
pub fn add(app: &App, actor: Actor, portal: &Portal) -> Result<Brand> {
    let new = new_brand(portal)?;
    let now = app.clock.now();
    let brand = app.database.write(|connection| {
        let mut brand = db::brand::insert(connection, &new, now)?;
        if let Some(look) = &portal.look {
            brand.look = without_logo(look);
            db::brand::update(connection, &brand)?;
        }
        fill(app, connection, &brand, portal)?;
        db::audit::record(connection, actor, "brand.add", Some(brand.id.0), &brand.slug, now)?;
        Ok(brand)
    })?;
    app.forget_brands();
    Ok(brand)
}

/// The brand, or where the installation has none yet (its number is 0), its first one under this name.
pub fn begun(app: &App, actor: Actor, brand: &Brand, name: &str) -> Result<Brand> {
    if brand.id.0 != 0 {
        return Ok(brand.clone());
    }
    let portal = Portal {
        name: name.to_owned(),
        locales: brand.locales.clone(),
        ..Portal::default()
    };
    add(app, actor, &portal)
}

/// Stores a brand, or brings the one with its slug to what is written; channels and topics that are not written stay.
pub fn put(app: &App, actor: Actor, portal: &Portal) -> Result<Brand> {
    let slug = portal.slug();
    let known = app
        .database
        .read(|connection| Ok::<_, Error>(db::brand::find_by_slug(connection, &slug)?))?;
    let Some(known) = known else {
        return add(app, actor, portal);
    };
    let new = new_brand(portal)?;
    let changed = Brand {
        id: known.id,
        slug: known.slug,
        name: new.name,
        locales: new.locales,
        host: new.host,
        allow_list: new.allow_list,
        look: match &portal.look {
            Some(look) => Look {
                logo: known.look.logo,
                ..look.clone()
            },
            None => known.look,
        },
    };
    app.database.write(|connection| {
        db::brand::update(connection, &changed)?;
        fill(app, connection, &changed, portal)
    })?;
    app.forget_brands();
    Ok(changed)
}

/// Adds a channel to a brand; fails where the brand has one of this kind and handle.
pub fn add_channel(app: &App, actor: Actor, brand: &Brand, own: &OwnChannel) -> Result<db::channel::Channel> {
    let new = new_channel(brand, own)?;
    channel::check_handle(&new.kind, &new.handle)?;
    let now = app.clock.now();
    let channel = app.database.write(|connection| {
        if db::channel::find(connection, brand.id, &new.kind, &new.handle)?.is_some() {
            return Err(Error::invalid("handle", "The brand has this channel already."));
        }
        let channel = insert_channel(connection, &new, own, now)?;
        db::audit::record(
            connection,
            actor,
            "channel.add",
            Some(channel.id.0),
            new.kind.as_str(),
            now,
        )?;
        change_log::record(connection, Entity::Brand, brand.id.0, now)?;
        Ok(channel)
    })?;
    app.news.changed();
    Ok(channel)
}

/// A look as a file carries it: a logo is a file of its own, which only a backup holds.
fn without_logo(look: &Look) -> Look {
    Look {
        logo: None,
        ..look.clone()
    }
}

fn new_brand(portal: &Portal) -> Result<NewBrand> {
    if let Some(error) = portal.look.as_ref().and_then(|look| look::unreadable(look.colours?)) {
        return Err(error);
    }
    if portal.name.trim().is_empty() {
        return Err(Error::invalid("name", "It is empty."));
    }
    let slug = portal.slug();
    if slug != brand::slug_of(&slug) {
        return Err(Error::invalid(
            "slug",
            "It has to be lower-case letters, digits and hyphens.",
        ));
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:/_[]".contains(c);
    if portal
        .host
        .as_deref()
        .is_some_and(|host| !host.chars().all(plain) || host.contains("//"))
    {
        return Err(Error::invalid(
            "host",
            "It has to be a host name, a path such as /luz, or both.",
        ));
    }
    for words in portal.synonyms.values().flatten() {
        let entry = words.parse::<Entry>();
        entry.map_err(|error| Error::invalid("synonyms", format!("\"{words}\": {error}")))?;
    }
    if portal.locales.is_empty() {
        return Err(Error::invalid("locales", "A portal needs a language."));
    }
    Ok(NewBrand {
        slug,
        name: portal.name.trim().to_owned(),
        locales: portal.locales.clone(),
        host: portal.host.clone(),
        allow_list: portal.allow_list()?,
    })
}

fn new_channel(brand: &Brand, own: &OwnChannel) -> Result<NewChannel> {
    if !(own.url.is_empty() || super::channel::is_safe(&own.url)) {
        return Err(Error::invalid("url", "It has to begin with https://, mailto: or tel:."));
    }
    Ok(NewChannel {
        brand_id: brand.id,
        kind: own.kind.clone(),
        handle: own.handle.trim().trim_start_matches('@').to_owned(),
        visibility: own.visibility.unwrap_or_else(|| channel::natural(&own.kind).visibility),
        reply_limit: own.reply_limit,
        hours: serde_json::to_string(&own.hours).map_err(Error::internal)?,
    })
}

fn insert_channel(
    connection: &mut DbConnection,
    new: &NewChannel,
    own: &OwnChannel,
    now: NaiveDateTime,
) -> Result<db::channel::Channel> {
    let made = db::channel::insert(connection, new, now)?;
    let channel = db::channel::Channel {
        url: own.url.clone(),
        disabled_at: own.disabled.then_some(now),
        target_minutes: own.target_minutes,
        ..made
    };
    db::channel::update(connection, &channel)?;
    Ok(channel)
}

/// Stores the channels, topics and synonyms that the brand does not have, and the topics' texts.
fn fill(app: &App, connection: &mut DbConnection, brand: &Brand, portal: &Portal) -> Result<()> {
    let now = app.clock.now();
    for own in &portal.channels {
        let new = new_channel(brand, own)?;
        if db::channel::find(connection, brand.id, &new.kind, &new.handle)?.is_none() {
            insert_channel(connection, &new, own, now)?;
        }
    }
    for topic in &portal.topics {
        let parent = match &topic.parent {
            Some(key) => Some(db::topic::put(connection, brand.id, key, None)?),
            None => None,
        };
        let id = db::topic::put(connection, brand.id, &topic.key, parent)?;
        for (locale, name) in &topic.name {
            let purpose = topic.purpose.get(locale).map_or("", String::as_str);
            db::topic::put_text(connection, id, locale, name, purpose)?;
        }
        if topic.hidden {
            db::topic::set_hidden(connection, id, true)?;
        }
    }
    if !portal.environments.is_empty() {
        let kinds = environment::checked(&portal.environments)?;
        environment::put(connection, brand.id, &kinds, now)?;
    }
    for (name, texts) in &portal.pages {
        for page in look::pages_of(app, name, texts)? {
            db::brand_page::put(connection, brand.id, &page)?;
        }
    }
    let known = db::synonym::list(connection, brand.id)?;
    for (locale, entries) in &portal.synonyms {
        let is_new = |words: &&str| !known.iter().any(|one| one.locale == *locale && one.words == *words);
        let entries: BTreeSet<&str> = entries.iter().map(|words| words.trim()).collect();
        for words in entries.into_iter().filter(is_new) {
            db::synonym::add(connection, brand.id, locale, words)?;
        }
    }
    Ok(())
}

/// A stored brand as it would be written.
pub fn of(connection: &mut DbConnection, brand: &Brand) -> Result<Portal> {
    let list: AllowListText = serde_json::from_str(&brand.allow_list).map_err(Error::internal)?;
    let channels = db::channel::list(connection, Some(brand.id))?
        .into_iter()
        .map(|channel| OwnChannel {
            kind: channel.kind,
            handle: channel.handle,
            visibility: Some(channel.visibility),
            reply_limit: channel.reply_limit,
            hours: serde_json::from_str(&channel.hours).unwrap_or_default(),
            url: channel.url,
            disabled: channel.disabled_at.is_some(),
            target_minutes: channel.target_minutes,
        })
        .collect();
    let mut pages: BTreeMap<String, Texts> = BTreeMap::new();
    for page in db::brand_page::list(connection, brand.id)? {
        pages.entry(page.name).or_default().insert(page.locale, page.text);
    }
    let mut synonyms: BTreeMap<Locale, Vec<String>> = BTreeMap::new();
    for one in db::synonym::list(connection, brand.id)? {
        synonyms.entry(one.locale).or_default().push(one.words);
    }
    let look = without_logo(&brand.look);
    Ok(Portal {
        slug: brand.slug.clone(),
        name: brand.name.clone(),
        locales: brand.locales.clone(),
        host: brand.host.clone(),
        contact: Contact { list, urls: Vec::new() },
        channels,
        topics: topics(connection, brand)?,
        environments: db::environment::list(connection, brand.id)?,
        look: (look != Look::default()).then_some(look),
        pages,
        synonyms,
    })
}

fn topics(connection: &mut DbConnection, brand: &Brand) -> Result<Vec<OwnTopic>> {
    let mut written: Vec<OwnTopic> = Vec::new();
    let mut keys: BTreeMap<TopicId, String> = BTreeMap::new();
    for locale in &brand.locales {
        let topics = db::topic::list(connection, brand.id, locale)?;
        keys.extend(topics.iter().map(|topic| (topic.id, topic.key.clone())));
        for (place, topic) in topics.into_iter().enumerate() {
            if written.len() <= place {
                written.push(OwnTopic {
                    parent: topic.parent.and_then(|parent| keys.get(&parent).cloned()),
                    key: topic.key.clone(),
                    name: Texts::new(),
                    purpose: Texts::new(),
                    hidden: topic.hidden,
                });
            }
            // A topic without a text in this language shows its key.
            if topic.name != topic.key {
                written[place].name.insert(locale.clone(), topic.name);
            }
            if !topic.purpose.is_empty() {
                written[place].purpose.insert(locale.clone(), topic.purpose);
            }
        }
    }
    Ok(written)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_addresses_are_public_domains() {
        let text =
            "name = \"Luz\"\nlocales = [\"es\"]\n[contact]\nphones = [\"900 1\"]\nurls = [\"https://luz.example/a\"]\n";
        let portal = Portal::parse(text, FILE).unwrap();
        assert_eq!(portal.slug(), "luz");
        let list: AllowListText = serde_json::from_str(&portal.allow_list().unwrap()).unwrap();
        assert_eq!(
            (list.domains, list.phones),
            (vec!["luz.example".into()], vec!["900 1".into()])
        );
    }

    #[test]
    fn a_mistake_in_the_file_is_named_with_its_place() {
        let error = Portal::parse("name = \"Luz\"\nlocals = []\n", FILE).unwrap_err();
        assert!(
            error.detail().contains("brand.toml") && error.detail().contains("locals"),
            "{error}"
        );
    }
}
