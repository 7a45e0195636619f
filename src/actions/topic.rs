//! Orders a brand's topics: adds, names, moves and hides them.

use super::{Actor, look};
use crate::{
    app::App,
    db,
    domain::{
        id::{BrandId, TopicId},
        look::{TEXT_MOST, Texts},
        slug,
        topic::Topic,
    },
    error::{Error, Result},
};

/// What a topic is called and what belongs there, by language; an empty name leaves a language without one.
#[derive(Debug, Clone, Default)]
pub struct TopicTexts {
    pub names: Texts,
    pub purposes: Texts,
}

/// Adds a topic as the last below `parent` (none: of the highest); its key is made of its first name.
pub fn add(app: &App, actor: Actor, brand_id: BrandId, parent: Option<TopicId>, texts: &TopicTexts) -> Result<()> {
    checked(texts)?;
    look::change(app, actor, brand_id, "brand.topic_add", |connection, brand| {
        let named = [brand.locale()].into_iter().chain(brand.locales.iter().cloned());
        let name = named
            .filter_map(|locale| texts.names.get(&locale))
            .find(|name| !name.is_empty());
        let name = name.ok_or_else(|| Error::invalid(&format!("name_{}", brand.locale()), "empty"))?;
        let key = slug::of(name);
        if key.is_empty() || db::topic::find_id(connection, brand_id, &key)?.is_some() {
            return Err(Error::invalid(&format!("name_{}", brand.locale()), "taken"));
        }
        if let Some(parent) = parent {
            own(connection, brand, parent)?;
        }
        let id = db::topic::put(connection, brand_id, &key, parent)?;
        put_texts(connection, id, texts)
    })
}

/// Names a topic anew. Its key and its address's number stay; the old address leads to the new one.
pub fn rename(app: &App, actor: Actor, brand_id: BrandId, id: TopicId, texts: &TopicTexts) -> Result<()> {
    checked(texts)?;
    look::change(app, actor, brand_id, "brand.topic_rename", |connection, brand| {
        own(connection, brand, id)?;
        put_texts(connection, id, texts)
    })
}

/// Moves a topic one place up or down among those beside it.
pub fn shift(app: &App, actor: Actor, brand_id: BrandId, id: TopicId, up: bool) -> Result<()> {
    look::change(app, actor, brand_id, "brand.topic_move", |connection, brand| {
        let parent = own(connection, brand, id)?.parent;
        let mut all = db::topic::list(connection, brand_id, &brand.locale())?;
        let beside: Vec<usize> = (0..all.len()).filter(|place| all[*place].parent == parent).collect();
        let at = beside.iter().position(|place| all[*place].id == id).unwrap_or_default();
        let other = if up { at.checked_sub(1) } else { Some(at + 1) };
        if let Some(other) = other.and_then(|other| beside.get(other)) {
            all.swap(beside[at], *other);
        }
        for (place, topic) in all.iter().enumerate() {
            db::topic::set_position(connection, topic.id, place as i32)?;
        }
        Ok(())
    })
}

/// Takes a topic out of all lists, or puts it back; its articles are found all the same.
pub fn hide(app: &App, actor: Actor, brand_id: BrandId, id: TopicId, hidden: bool) -> Result<()> {
    let action = if hidden { "brand.topic_hide" } else { "brand.topic_show" };
    look::change(app, actor, brand_id, action, |connection, brand| {
        own(connection, brand, id)?;
        db::topic::set_hidden(connection, id, hidden)?;
        Ok(())
    })
}

fn own(connection: &mut db::DbConnection, brand: &crate::domain::brand::Brand, id: TopicId) -> Result<Topic> {
    let all = db::topic::list(connection, brand.id, &brand.locale())?;
    all.into_iter()
        .find(|topic| topic.id == id)
        .ok_or_else(|| Error::not_found("topic"))
}

fn checked(texts: &TopicTexts) -> Result<()> {
    for (field, texts) in [("name", &texts.names), ("purpose", &texts.purposes)] {
        if let Some((locale, _)) = texts.iter().find(|(_, text)| text.chars().count() > TEXT_MOST) {
            return Err(Error::invalid(&format!("{field}_{locale}"), "too_long"));
        }
    }
    Ok(())
}

fn put_texts(connection: &mut db::DbConnection, id: TopicId, texts: &TopicTexts) -> Result<()> {
    for (locale, name) in &texts.names {
        let purpose = texts.purposes.get(locale).map_or("", String::as_str);
        if name.is_empty() {
            db::topic::delete_text(connection, id, locale)?;
        } else {
            db::topic::put_text(connection, id, locale, name, purpose)?;
        }
    }
    Ok(())
}
