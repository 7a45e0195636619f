//! Shows a few sentences of its sources beside an article: an editor chooses them, from what was said in public, with all
//! personal data masked.
//!
//! What is stored is shown only as long as it can still be drawn from the source: a message that became private, was
//! changed or erased, or in which something more was hidden, takes its sentences along.

use super::{Actor, revise};
use crate::{
    app::App,
    db::{self, DbConnection, excerpt::Excerpt, redaction::Redaction},
    domain::{
        article::{Article, RedactionStatus},
        conversation::{AuthorRole, Conversation, Message},
        erase::Words,
        id::{ArticleId, ConversationId},
        length,
        redaction::{self, AllowList, Kind},
        visibility::Reader,
    },
    error::{Error, Result},
    secret,
};
use chrono::NaiveDateTime;
use std::collections::{HashMap, HashSet};
use unicode_segmentation::UnicodeSegmentation;

/// Most sentences beside an article.
pub const MOST: usize = 4;
/// Sources that sentences are offered from.
const SOURCES: usize = 5;

/// A sentence that may be shown, or is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Names it in forms; the same as long as its words are.
    pub key: String,
    pub conversation_id: ConversationId,
    /// Outside id of its message.
    pub message: String,
    /// Whether the brand wrote it.
    pub ours: bool,
    pub at: Option<NaiveDateTime>,
    /// Kind of the channel.
    pub channel: String,
    /// Personal data masked.
    pub text: String,
    /// Whether an editor chose it.
    pub chosen: bool,
}

/// The sentences of an article's sources that may be shown, in their order.
pub fn offered(connection: &mut DbConnection, article: &Article) -> Result<Vec<Sentence>> {
    let ids = db::article::sources_of(connection, article.id)?;
    let ids: Vec<_> = ids.into_iter().take(SOURCES).collect();
    let chosen: HashSet<String> = db::excerpt::list(connection, article.id)?
        .into_iter()
        .map(|one| key(one.conversation_id, &one.message, &one.text))
        .collect();
    let mut sentences = Vec::new();
    if ids.is_empty() {
        return Ok(sentences);
    }
    let redactions = db::redaction::list(connection, article.id)?;
    let brand = db::brand::get(connection, article.brand_id)?;
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    for conversation in db::conversation::list_by_ids(connection, &ids)? {
        let messages = db::conversation::messages(connection, conversation.id)?;
        let mask = Mask {
            locale: conversation.locale.as_str(),
            allow_list: &allow_list,
            redactions: &redactions,
            people: people(connection, &messages)?,
        };
        let channel = db::channel::get(connection, conversation.channel_id)?.kind.to_string();
        for message in Reader::Public.visible(messages) {
            sentences.extend(mask.sentences(&conversation, &message, &channel));
        }
    }
    for sentence in &mut sentences {
        sentence.chosen = chosen.contains(&sentence.key);
    }
    Ok(sentences)
}

/// The texts of a source's messages as they stand beside its article: what is personal behind placeholders.
pub fn masked(
    connection: &mut DbConnection,
    article: &Article,
    source: &Conversation,
    messages: &[Message],
) -> Result<Vec<String>> {
    let redactions = db::redaction::list(connection, article.id)?;
    let brand = db::brand::get(connection, article.brand_id)?;
    let mask = Mask {
        locale: source.locale.as_str(),
        allow_list: &AllowList::from_json(&brand.allow_list).unwrap_or_default(),
        redactions: &redactions,
        people: people(connection, messages)?,
    };
    Ok(messages.iter().map(|message| mask.hidden(&message.text)).collect())
}

/// The sentences that are shown to everybody.
pub fn shown(connection: &mut DbConnection, article: &Article) -> Result<Vec<Sentence>> {
    if db::excerpt::list(connection, article.id)?.is_empty() {
        return Ok(Vec::new());
    }
    let offered = offered(connection, article)?;
    Ok(offered.into_iter().filter(|one| one.chosen).take(MOST).collect())
}

/// Chooses the sentences that are shown, by their keys; none: nothing is shown.
pub fn choose(app: &App, actor: Actor, id: ArticleId, keys: &[String]) -> Result<()> {
    if keys.len() > MOST {
        return Err(Error::invalid(
            "excerpts",
            format!("At most {MOST} sentences are shown."),
        ));
    }
    let now = app.clock.now();
    app.database.write(|connection| {
        let article = revise::find(connection, id, None)?;
        let offered = offered(connection, &article)?;
        db::excerpt::clear(connection, id)?;
        for one in offered.iter().filter(|one| keys.contains(&one.key)) {
            let new = Excerpt {
                article_id: id,
                conversation_id: one.conversation_id,
                message: one.message.clone(),
                text: one.text.clone(),
            };
            db::excerpt::add(connection, &new, actor.account_id, now)?;
        }
        let detail = keys.len().to_string();
        db::audit::record(connection, actor, "article.excerpt", Some(id.0), &detail, now)?;
        Ok(())
    })?;
    app.news.changed();
    Ok(())
}

fn key(conversation: ConversationId, message: &str, text: &str) -> String {
    secret::hash(&format!("{conversation}\0{message}\0{text}"))[..12].to_owned()
}

/// What customers in a conversation are called.
fn people(connection: &mut DbConnection, messages: &[Message]) -> Result<Words> {
    let theirs = messages.iter().filter(|message| message.role == AuthorRole::Customer);
    let ids: Vec<_> = theirs.filter_map(|message| message.author_id).collect();
    let names: HashMap<_, _> = db::conversation::author_names(connection, &ids)?.into_iter().collect();
    let names: Vec<String> = names.into_values().collect();
    Ok(Words::nearby(&names, &names))
}

/// What takes personal data out of a source.
struct Mask<'a> {
    locale: &'a str,
    allow_list: &'a AllowList,
    redactions: &'a [Redaction],
    people: Words,
}

impl Mask<'_> {
    fn sentences(&self, conversation: &Conversation, message: &Message, channel: &str) -> Vec<Sentence> {
        let masked = self.masked(&message.text);
        let sentences = masked.split_sentence_bounds().map(str::trim);
        // An agent's initials ("^LR") say nothing.
        let telling = |text: &&str| text.chars().any(char::is_alphanumeric) && !text.starts_with('^');
        // The same last look as at what is published.
        let clean = |text: &&str| redaction::has_contact(text, self.allow_list).is_none();
        sentences
            .filter(telling)
            .filter(clean)
            .map(|text| Sentence {
                key: key(conversation.id, &message.external_id, text),
                conversation_id: conversation.id,
                message: message.external_id.clone(),
                ours: message.role != AuthorRole::Customer,
                at: message.at,
                channel: channel.to_owned(),
                text: text.to_owned(),
                chosen: false,
            })
            .collect()
    }

    fn masked(&self, text: &str) -> String {
        self.hidden(&without_links(without_addressees(text)))
    }

    fn hidden(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let kept = |words: &str| {
            let mut kept = self.redactions.iter().filter(|one| one.status == RedactionStatus::Kept);
            kept.any(|one| one.original == words)
        };
        for one in self.redactions.iter().filter(|one| one.status != RedactionStatus::Kept) {
            let kind = one.kind.parse::<Kind>();
            let placeholder = kind.map_or(one.placeholder.as_str(), |kind| kind.placeholder(self.locale));
            text = text.replace(&one.original, placeholder);
        }
        let mut spans = redaction::find(&text, self.locale, self.allow_list);
        spans.retain(|span| !kept(&text[span.start..span.end]));
        let text = redaction::mask(&text, &spans, self.locale);
        let placeholder = Kind::Handle.placeholder(self.locale);
        self.people.erased(&text, placeholder).unwrap_or(text)
    }
}

/// The text without those it is addressed to at its beginning.
fn without_addressees(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('@') {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = rest[end..].trim_start();
    }
    rest
}

fn without_links(text: &str) -> String {
    let mut left = String::with_capacity(text.len());
    let mut from = 0;
    for link in length::find_urls(text) {
        left.push_str(&text[from..link.range.start]);
        from = link.range.end;
    }
    left.push_str(&text[from..]);
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addressees_and_links_are_left_out() {
        assert_eq!(without_addressees("@acme @otro Hola @tres"), "Hola @tres");
        assert_eq!(without_addressees("@acme"), "");
        assert_eq!(without_links("Mira https://x.com/ana/status/1 y dime"), "Mira  y dime");
    }
}
