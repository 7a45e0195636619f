//! What entries of the log are about: a name instead of an id, and the page where the thing stands.

use crate::{
    actions::import::Counts,
    db::{self, DbConnection, audit::Entry},
    domain::id::{AccountId, ArticleId, ConversationId},
    error::Result,
    web::texts::Catalogue,
};
use fluent_templates::fluent_bundle::FluentArgs;
use std::collections::HashMap;

/// A thing by its name; an empty path: it has no page.
#[derive(Debug, Clone, Default)]
pub struct Thing {
    pub name: String,
    pub path: String,
}

/// The things of a page of the log, by kind and number.
pub struct Things(HashMap<(&'static str, i64), Thing>);

impl Things {
    /// Reads what `entries` are about, as far as it is still there.
    pub fn read(connection: &mut DbConnection, entries: &[Entry], catalogue: &Catalogue) -> Result<Self> {
        let mut things = HashMap::new();
        let ids: Vec<_> = of_kind(entries, "article").map(ArticleId).collect();
        for (article, _) in db::article::titles(connection, &ids)? {
            let path = format!("/w/articles/{}/edit", article.id);
            let name = article.title;
            things.insert(("article", article.id.0), Thing { name, path });
        }
        let ids: Vec<_> = of_kind(entries, "conversation").map(ConversationId).collect();
        for conversation in db::conversation::list_by_ids(connection, &ids)? {
            let path = format!("/w/conversations/{}", conversation.id);
            let name = conversation.id.to_string();
            things.insert(("conversation", conversation.id.0), Thing { name, path });
        }
        for channel in db::channel::list(connection, None)? {
            let key = format!("channel.{}", channel.kind);
            let kind = if catalogue.has(&key) {
                catalogue.plain(&key)
            } else {
                channel.kind.to_string()
            };
            let name = format!("{kind} {}", channel.handle).trim().to_owned();
            let path = format!("/admin/channels/{}", channel.id);
            things.insert(("channel", channel.id.0), Thing { name, path });
        }
        for account in db::account::list(connection)? {
            let path = format!("/admin/people/{}", account.id);
            let name = account.name;
            things.insert(("account", account.id.0), Thing { name, path });
        }
        for token in db::token::list(connection)? {
            let path = "/admin/tokens".to_owned();
            let name = token.name;
            things.insert(("token", token.id.0), Thing { name, path });
        }
        for brand in db::brand::list(connection)? {
            let path = String::new();
            let name = brand.name;
            things.insert(("brand", brand.id.0), Thing { name, path });
        }
        Ok(Self(things))
    }

    /// What an entry is about; its id where the thing is gone or has no name.
    pub fn of(&self, entry: &Entry) -> Thing {
        let Some(id) = entry.entity_id.filter(|id| *id > 0) else {
            return Thing::default();
        };
        let known = self
            .0
            .iter()
            .find(|((kind, number), _)| *kind == entry.entity && *number == id);
        known.map_or_else(
            || Thing {
                // Ids of every kind are written alike.
                name: AccountId(id).to_string(),
                path: String::new(),
            },
            |(_, thing)| thing.clone(),
        )
    }
}

fn of_kind<'a>(entries: &'a [Entry], kind: &'a str) -> impl Iterator<Item = i64> + 'a {
    entries
        .iter()
        .filter(move |entry| entry.entity == kind)
        .filter_map(|entry| entry.entity_id)
}

/// What an entry adds, in words: what an import counted stands as JSON in the log.
pub fn detail_of(entry: &Entry, catalogue: &Catalogue) -> String {
    let counted = (entry.action == "import.run").then(|| serde_json::from_str::<(Counts, Counts)>(&entry.detail));
    let Some(Ok((conversations, articles))) = counted else {
        return entry.detail.clone();
    };
    let mut arguments = FluentArgs::new();
    arguments.set("conversations", conversations.new + conversations.updated);
    arguments.set("articles", articles.new + articles.updated);
    arguments.set("rejected", conversations.rejected + articles.rejected);
    catalogue.text("audit.imported", &arguments)
}
