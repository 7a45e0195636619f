//! Erases a person: what they wrote stays as a question that was answered, without anything that tells who asked. Their
//! handle and names go from everything that is stored, all personal data goes from the conversations in which they wrote,
//! and articles lose the excerpts and findings that were drawn from those. Backups made before still hold the person, and
//! so does the system that the conversations came from.

use super::{Actor, gap};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
        erase::{Form, Found, Owner, PLACES, Place},
        person::Person,
    },
    domain::{
        brand::Brand,
        conversation::Conversation,
        erase::Words,
        id::{ArticleId, AuthorId, ConversationId},
        redaction::{self, AllowList, Kind},
    },
    error::{Error, Result},
};
use chrono::NaiveDateTime;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};

/// Texts and conversations that are looked at at once.
const BATCH: usize = 500;
/// Fewest letters of a further name: a shorter one would be found in everybody's words.
const NAME_LEAST: usize = 3;

/// What was erased.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Handles that were replaced.
    pub people: usize,
    /// Conversations in which they wrote.
    pub conversations: usize,
    /// Texts that were changed, there and elsewhere.
    pub texts: usize,
    /// Articles that were drawn from those conversations or named the person.
    pub articles: usize,
}

/// Erases people, in one unit of work. `names`: what else they are known by, such as their full name.
pub fn erase(app: &App, actor: Actor, people: &[AuthorId], names: &[String]) -> Result<Summary> {
    let names = checked(names)?;
    let now = app.clock.now();
    gap::forget(app);
    let summary = app.database.write(|connection| {
        let mut run = Run::new(connection, people, &names)?;
        run.conversations(connection)?;
        run.everywhere(connection)?;
        run.rename(connection)?;
        let summary = run.summary();
        run.tell(connection, now)?;
        let detail = serde_json::to_string(&summary).map_err(Error::internal)?;
        for person in people {
            db::audit::record(connection, actor, "person.erase", Some(person.0), &detail, now)?;
        }
        Ok(summary)
    })?;
    app.news.changed();
    Ok(summary)
}

fn checked(names: &[String]) -> Result<Vec<String>> {
    let names: Vec<String> = names
        .iter()
        .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|name| !name.is_empty())
        .collect();
    let short = |name: &String| name.chars().filter(|c| c.is_alphanumeric()).count() < NAME_LEAST;
    if names.iter().any(short) {
        return Err(Error::invalid("names", "A name needs at least three letters."));
    }
    Ok(names)
}

struct Run {
    people: Vec<Person>,
    nearby: Words,
    everywhere: Words,
    in_ids: Words,
    conversations: Vec<ConversationId>,
    brands: HashMap<i64, (Brand, AllowList)>,
    placeholder: &'static str,
    changed_conversations: BTreeSet<i64>,
    changed_articles: BTreeSet<i64>,
    texts: usize,
}

impl Run {
    fn new(connection: &mut DbConnection, ids: &[AuthorId], names: &[String]) -> Result<Self> {
        let mut people = Vec::new();
        for id in ids {
            people.push(db::person::find(connection, *id)?.ok_or_else(|| Error::not_found("person"))?);
        }
        let handles: Vec<String> = people.iter().map(|person| person.handle.clone()).collect();
        let brands = db::brand::list(connection)?;
        let locale = brands.first().map(|brand| brand.locale().to_string());
        let with_list = |brand: Brand| {
            let list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
            (brand.id.0, (brand, list))
        };
        Ok(Self {
            nearby: Words::nearby(&handles, names),
            everywhere: Words::everywhere(&handles, names),
            in_ids: Words::in_ids(&handles, names),
            conversations: db::person::conversations_of(connection, ids)?,
            brands: brands.into_iter().map(with_list).collect(),
            placeholder: Kind::Handle.placeholder(locale.as_deref().unwrap_or_default()),
            changed_conversations: BTreeSet::new(),
            changed_articles: BTreeSet::new(),
            texts: 0,
            people,
        })
    }

    /// Takes all personal data out of the conversations in which they wrote, and out of what was drawn from those.
    fn conversations(&mut self, connection: &mut DbConnection) -> Result<()> {
        let ids = self.conversations.clone();
        for some in ids.chunks(BATCH) {
            let found = db::conversation::list_by_ids(connection, some)?;
            let found: HashMap<_, _> = found.into_iter().map(|one| (one.id, one)).collect();
            for message in db::conversation::messages_of(connection, some)? {
                let Some(conversation) = found.get(&message.conversation_id) else {
                    continue;
                };
                if let Some(text) = self.without_personal_data(conversation, &message.text) {
                    let place = PLACES
                        .iter()
                        .find(|place| (place.table, place.column) == ("messages", "text"));
                    if let Some(place) = place {
                        place.put(connection, message.id.0, &text)?;
                        self.texts += 1;
                    }
                }
            }
            self.changed_conversations.extend(some.iter().map(|id| id.0));
            for (place, found) in db::erase::texts_about(connection, some)? {
                self.scrub(connection, place, &found, true)?;
            }
            let drawn = db::erase::drop_sources(connection, some)?;
            db::erase::drop_redactions(connection, &drawn)?;
            let linked = db::conversation::linked_articles(connection, some)?;
            let touched = drawn.into_iter().chain(linked.into_iter().map(|(_, article)| article));
            self.changed_articles.extend(touched.map(|ArticleId(id)| id));
        }
        Ok(())
    }

    fn without_personal_data(&self, conversation: &Conversation, text: &str) -> Option<String> {
        let locale = conversation.locale.as_str();
        let none = AllowList::default();
        let list = self
            .brands
            .get(&conversation.brand_id.0)
            .map_or(&none, |(_, list)| list);
        let placeholder = Kind::Handle.placeholder(locale);
        let named = self.nearby.erased(text, placeholder).unwrap_or_else(|| text.to_owned());
        let redacted = redaction::redact(&named, locale, list).text;
        (redacted != text).then_some(redacted)
    }

    /// Takes their words out of every other text.
    fn everywhere(&mut self, connection: &mut DbConnection) -> Result<()> {
        for place in PLACES {
            let words = if place.form == Form::Id {
                &self.in_ids
            } else {
                &self.everywhere
            };
            let patterns = words.patterns();
            let mut after = 0;
            while !patterns.is_empty() {
                let found = place.fitting(connection, &patterns, after, BATCH as i64)?;
                let Some(last) = found.last() else { break };
                after = last.id;
                for found in &found {
                    self.scrub(connection, *place, found, false)?;
                }
            }
        }
        Ok(())
    }

    fn scrub(&mut self, connection: &mut DbConnection, place: Place, found: &Found, nearby: bool) -> Result<()> {
        let words = match place.form {
            Form::Id => &self.in_ids,
            _ if nearby => &self.nearby,
            _ => &self.everywhere,
        };
        let changed = match place.form {
            Form::Words => words.erased(&found.text, self.placeholder),
            // Ids tell rows apart, so what takes their place has to do so too.
            Form::Key | Form::Id => words.erased(&found.text, &format!("erased-{}", found.id)),
            Form::Json => in_json(&found.text, words, self.placeholder),
        };
        let Some(text) = changed else { return Ok(()) };
        place.put(connection, found.id, &text)?;
        self.texts += 1;
        match place.owner {
            Owner::Conversation => self.changed_conversations.insert(found.owner),
            Owner::Article => self.changed_articles.insert(found.owner),
            Owner::Nobody => false,
        };
        Ok(())
    }

    /// What they wrote is henceforth by nobody in particular.
    fn rename(&self, connection: &mut DbConnection) -> Result<()> {
        for person in &self.people {
            db::person::rename(connection, person.id, &format!("erased-{}", person.id))?;
        }
        Ok(())
    }

    fn summary(&self) -> Summary {
        Summary {
            people: self.people.len(),
            conversations: self.conversations.len(),
            texts: self.texts,
            articles: self.changed_articles.len(),
        }
    }

    /// Lets the index follow.
    fn tell(&self, connection: &mut DbConnection, now: NaiveDateTime) -> Result<()> {
        for id in &self.changed_conversations {
            change_log::record(connection, Entity::Conversation, *id, now)?;
        }
        for id in &self.changed_articles {
            change_log::record(connection, Entity::Article, *id, now)?;
        }
        Ok(())
    }
}

/// JSON with the strings in it changed; a text that is no JSON object or list is taken as words.
fn in_json(text: &str, words: &Words, placeholder: &str) -> Option<String> {
    match serde_json::from_str::<Value>(text) {
        Ok(mut value @ (Value::Object(_) | Value::Array(_))) => {
            in_value(&mut value, words, placeholder).then(|| value.to_string())
        }
        _ => words.erased(text, placeholder),
    }
}

fn in_value(value: &mut Value, words: &Words, placeholder: &str) -> bool {
    match value {
        Value::String(text) => words.erased(text, placeholder).is_some_and(|changed| {
            *text = changed;
            true
        }),
        Value::Array(items) => in_values(items.iter_mut(), words, placeholder),
        Value::Object(fields) => in_values(fields.values_mut(), words, placeholder),
        _ => false,
    }
}

/// Every one of them is changed, not only the first that can be.
fn in_values<'a>(values: impl Iterator<Item = &'a mut Value>, words: &Words, placeholder: &str) -> bool {
    let changed = values.map(|value| in_value(value, words, placeholder));
    changed.filter(|changed| *changed).count() > 0
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn words_go_from_every_string_of_a_json_text() {
        let words = Words::everywhere(&["ana_9".into()], &[]);
        let changed = in_json(r#"{"text":"Hola\nana_9","list":["@ana_9",3,"x"]}"#, &words, "[x]").unwrap();
        assert_eq!(changed, r#"{"list":["[x]",3,"x"],"text":"Hola\n[x]"}"#);
        assert_eq!(in_json(r#"{"text":"x"}"#, &words, "[x]"), None);
        assert_eq!(in_json("phone ana_9", &words, "[x]").unwrap(), "phone [x]");
    }
}
