//! What a brand's answers can be for (products, versions, countries, platforms): declaring it, and telling whether an article
//! is for what a question names.

use super::{Actor, look};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
    },
    domain::{
        environment::{Declared, Fit, Kind, NAME_MOST, Named, Unreadable, Value, Verdict},
        id::{ArticleId, BrandId},
    },
    error::{Error, Result},
    search,
};
use chrono::NaiveDateTime;
use std::{cell::RefCell, collections::HashMap, fmt, sync::Arc, time::Duration};

/// Most kinds of a brand.
pub const KINDS_MOST: usize = 12;
/// How long what is declared is remembered: another process may change it.
const REMEMBERED: Duration = Duration::from_secs(2);

/// The kinds of a brand as they were written.
pub fn list(app: &App, brand_id: BrandId) -> Result<Vec<Kind>> {
    app.database
        .read(|connection| Ok(db::environment::list(connection, brand_id)?))
}

/// Declares the kinds of a brand, in this order; one without name and values is none. A refusal names the field by the
/// kind's place: `name_0`, `values_0`.
pub fn set(app: &App, actor: Actor, brand_id: BrandId, wanted: &[Kind]) -> Result<()> {
    let kinds = checked(wanted)?;
    let now = app.clock.now();
    look::change(app, actor, brand_id, "brand.environments", |connection, _| {
        put(connection, brand_id, &kinds, now)
    })?;
    app.news.changed();
    Ok(())
}

/// Stores the kinds of a brand. What its articles are for stands in the index, which has to follow.
pub(super) fn put(connection: &mut DbConnection, brand_id: BrandId, kinds: &[Kind], now: NaiveDateTime) -> Result<()> {
    db::environment::replace(connection, brand_id, kinds)?;
    for article in db::article::ids_shown_in(connection, brand_id)? {
        change_log::record(connection, Entity::Article, article.0, now)?;
    }
    Ok(())
}

/// The kinds without the empty ones, where all of them can be read.
pub(super) fn checked(wanted: &[Kind]) -> Result<Vec<Kind>> {
    let mut kinds: Vec<Kind> = Vec::new();
    for (place, kind) in wanted.iter().enumerate() {
        let name = kind.name.trim();
        if name.is_empty() && kind.values.trim().is_empty() {
            continue;
        }
        let refuse = |field: &str, problem: &str| Err(Error::invalid(&format!("{field}_{place}"), problem));
        if name.is_empty() {
            return refuse("name", "empty");
        }
        if name.chars().count() > NAME_MOST {
            return refuse("name", "too_long");
        }
        if kinds
            .iter()
            .any(|known| known.name.to_lowercase() == name.to_lowercase())
        {
            return refuse("name", "taken");
        }
        if kinds.len() == KINDS_MOST {
            return refuse("name", "many");
        }
        match kind.read() {
            Ok(_) => kinds.push(Kind {
                name: name.to_owned(),
                values: kind.values.trim().replace("\r\n", "\n"),
            }),
            Err(Unreadable::None) => return refuse("values", "empty"),
            Err(Unreadable::TooLong) => return refuse("values", "too_long"),
            Err(Unreadable::TooMany) => return refuse("values", "many"),
            Err(Unreadable::Twice) => return refuse("values", "twice"),
        }
    }
    Ok(kinds)
}

/// What a question names of what its brand declares.
pub struct Asked<'a> {
    app: &'a App,
    declared: Arc<Declared>,
    named: Named,
    /// Articles that were looked at.
    verdicts: RefCell<HashMap<ArticleId, Verdict>>,
}

impl<'a> Asked<'a> {
    /// What these texts name, the newest first; none where that is nothing, or the brand declares nothing.
    pub fn of<'b>(
        app: &'a App,
        brand_id: Option<BrandId>,
        texts: impl IntoIterator<Item = &'b str>,
    ) -> Result<Option<Self>> {
        let Some(brand_id) = brand_id else { return Ok(None) };
        let declared = declared(app, brand_id)?;
        if declared.is_empty() {
            return Ok(None);
        }
        let named = declared.asked(texts);
        Ok((!named.is_empty()).then(|| Self {
            app,
            declared,
            named,
            verdicts: RefCell::default(),
        }))
    }

    /// How articles that were looked at go with it; those that do or do not, alone.
    pub fn into_verdicts(self) -> HashMap<ArticleId, Verdict> {
        let mut verdicts = self.verdicts.into_inner();
        verdicts.retain(|_, verdict| verdict.fit != Fit::Unknown);
        verdicts
    }

    fn look_at(&self, ids: &[ArticleId]) -> Result<()> {
        let read = self
            .app
            .database
            .read(|connection| Ok::<_, Error>(db::environment::texts_of(connection, ids)?));
        let mut texts: HashMap<ArticleId, String> = HashMap::new();
        for (id, text) in read? {
            let own = texts.entry(id).or_default();
            own.push('\n');
            own.push_str(&text);
        }
        let verdict = |text: &String| self.declared.verdict(&self.named, &self.declared.named(text));
        let new = texts.iter().map(|(id, text)| (*id, verdict(text)));
        self.verdicts.borrow_mut().extend(new);
        Ok(())
    }
}

/// What these articles are for, of what the brands declare that show them.
pub(super) fn values_of(
    connection: &mut DbConnection,
    brands: &HashMap<ArticleId, Vec<BrandId>>,
) -> Result<HashMap<ArticleId, Vec<Value>>> {
    let mut declared: HashMap<BrandId, Declared> = HashMap::new();
    for brand_id in brands.values().flatten() {
        if !declared.contains_key(brand_id) {
            let kinds = db::environment::list(connection, *brand_id)?;
            declared.insert(*brand_id, Declared::of(&kinds));
        }
    }
    declared.retain(|_, kinds| !kinds.is_empty());
    if declared.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<ArticleId> = brands.keys().copied().collect();
    let mut values: HashMap<ArticleId, Vec<Value>> = HashMap::new();
    for (id, text) in db::environment::texts_of(connection, &ids)? {
        let own = values.entry(id).or_default();
        let kinds = brands[&id].iter().filter_map(|brand_id| declared.get(brand_id));
        own.extend(kinds.flat_map(|kinds| kinds.values_of(&kinds.named(&text))));
    }
    for own in values.values_mut() {
        own.sort_unstable();
        own.dedup();
    }
    Ok(values)
}

/// What a brand declares, remembered.
pub fn declared(app: &App, brand_id: BrandId) -> Result<Arc<Declared>> {
    let generation = app.news.generation();
    app.environments.get(
        brand_id,
        generation,
        |made| made.generation == generation && made.is_within(REMEMBERED),
        || Ok(Declared::of(&list(app, brand_id)?)),
    )
}

impl search::Environments for Asked<'_> {
    fn fits(&self, ids: &[ArticleId]) -> Vec<Fit> {
        if ids.is_empty() {
            return Vec::new();
        }
        if let Err(error) = self.look_at(ids) {
            tracing::warn!(?error, "what articles are for could not be read");
        }
        let verdicts = self.verdicts.borrow();
        let fit = |id| verdicts.get(id).map_or(Fit::Unknown, |verdict| verdict.fit);
        ids.iter().map(fit).collect()
    }
}

impl fmt::Debug for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Asked").field(&self.named).finish()
    }
}
