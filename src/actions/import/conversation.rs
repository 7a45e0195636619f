//! Stores one incoming conversation: what the import and the API share.

use crate::{
    channels::conversations::ARTICLE_LINK,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
        channel::{Channel, NewChannel},
        conversation::{NewConversation, NewMessage},
        excerpt::Excerpt,
    },
    domain::{
        article::Article,
        brand::Brand,
        channel::{self, ChannelKind, Visibility},
        conversation::{AuthorRole, Conversation, IncomingConversation, IncomingMessage, ResolvedBy, Status, Turn},
        id::{ArticleId, AuthorId, BrandId, ChannelId, ConversationId},
        link::LinkKind,
        locale, resolution,
    },
    error::Result,
    secret,
};
use chrono::NaiveDateTime;
use std::collections::{HashMap, HashSet};

/// What a record did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    New,
    Updated,
    Unchanged,
}

/// What is found once and used for many records of one unit of work.
#[derive(Default)]
pub struct Lookups {
    channels: HashMap<(BrandId, ChannelKind, String), Channel>,
    authors: HashMap<(ChannelId, String), AuthorId>,
}

/// What is known beside the record.
pub struct Known<'a> {
    pub brand: &'a Brand,
    /// Kind and handle of the channel for records that name none.
    pub otherwise: Option<&'a (ChannelKind, String)>,
    /// A new conversation has to name its channel; one that is there keeps its own.
    pub must_name_channel: bool,
    pub now: NaiveDateTime,
}

/// The channel kind of conversations from nowhere in particular.
const NO_CHANNEL: &str = "web_widget";
/// Why a new conversation is not taken that has to name its channel.
pub const CHANNEL_MISSING: &str = "channel: A new conversation needs one, for instance \"x\" or \"email\".";

/// Stores a conversation under its outside id; a reason where it cannot be taken.
pub fn put(
    connection: &mut DbConnection,
    lookups: &mut Lookups,
    known: &Known,
    incoming: &IncomingConversation,
) -> Result<Result<(ConversationId, Outcome), String>> {
    let channel = match channel_kept(connection, known, incoming)? {
        Some(kept) => kept,
        None => match channel_of(known, incoming) {
            Ok((kind, handle)) => lookups.channel(connection, known, kind, handle)?,
            Err(reason) => return Ok(Err(reason)),
        },
    };
    let content_hash = hash(incoming);
    let before = db::conversation::find_by_external_id(connection, channel.id, &incoming.external_id)?;
    let (id, outcome) = match before {
        Some((id, hash)) if hash == content_hash => (id, Outcome::Unchanged),
        Some((id, _)) => {
            let stored = db::conversation::find(connection, id)?;
            let new = conversation(known, &channel, incoming, content_hash, stored.as_ref());
            db::conversation::update(connection, id, &new, known.now)?;
            db::conversation::delete_messages(connection, id)?;
            (id, Outcome::Updated)
        }
        None => {
            let new = conversation(known, &channel, incoming, content_hash, None);
            (db::conversation::insert(connection, &new, known.now)?, Outcome::New)
        }
    };
    if outcome != Outcome::Unchanged {
        for (position, message) in in_order(&incoming.messages).into_iter().enumerate() {
            let author_id = match &message.author {
                Some(author) => Some(lookups.author(connection, channel.id, author, known.now)?),
                None => None,
            };
            let new = NewMessage {
                external_id: message.external_id.clone(),
                author_id,
                role: message.role,
                visibility: message.visibility.unwrap_or(channel.visibility),
                at: message.at,
                position: position as i32,
                text: message.text.clone(),
                reply_to: message.reply_to.clone(),
            };
            db::conversation::insert_message(connection, id, &new)?;
        }
        change_log::record(connection, Entity::Conversation, id.0, known.now)?;
    }
    link(connection, known, id, incoming)?;
    for name in &incoming.source_of {
        if let Some(article) = article_named(connection, known, name)? {
            db::article::add_source(connection, article.id, id, known.now)?;
        }
    }
    excerpts(connection, known, id, incoming)?;
    Ok(Ok((id, outcome)))
}

/// The channel that a conversation has already which names none; none where it is new, or where there are several.
fn channel_kept(
    connection: &mut DbConnection,
    known: &Known,
    incoming: &IncomingConversation,
) -> Result<Option<Channel>> {
    if !known.must_name_channel || incoming.channel.is_some() || known.otherwise.is_some() {
        return Ok(None);
    }
    let channels = db::conversation::channels_of_external_id(connection, known.brand.id, &incoming.external_id)?;
    match channels.as_slice() {
        [channel] => Ok(Some(db::channel::get(connection, *channel)?)),
        _ => Ok(None),
    }
}

fn channel_of(known: &Known, incoming: &IncomingConversation) -> Result<(ChannelKind, String), String> {
    let named = |kind: &str| kind.parse::<ChannelKind>().map_err(|error| error.to_string());
    Ok(match (&incoming.channel, known.otherwise) {
        (Some(kind), _) => {
            let handle = incoming.handle.as_deref().unwrap_or_default();
            (named(kind)?, handle.trim_start_matches('@').to_owned())
        }
        (None, Some((kind, handle))) => (kind.clone(), handle.clone()),
        (None, None) if known.must_name_channel => return Err(CHANNEL_MISSING.into()),
        (None, None) => (named(NO_CHANNEL)?, String::new()),
    })
}

impl Lookups {
    /// The brand's channel of this kind and handle. Without a handle, any of the kind; made where there is none.
    fn channel(
        &mut self,
        connection: &mut DbConnection,
        known: &Known,
        kind: ChannelKind,
        handle: String,
    ) -> Result<Channel> {
        let key = (known.brand.id, kind, handle);
        if let Some(found) = self.channels.get(&key) {
            return Ok(found.clone());
        }
        let (brand_id, kind, handle) = &key;
        let found = if handle.is_empty() {
            db::channel::find_by_kind(connection, *brand_id, kind)?
        } else {
            db::channel::find(connection, *brand_id, kind, handle)?
        };
        let channel = match found {
            Some(found) => found,
            None => {
                let new = NewChannel {
                    brand_id: *brand_id,
                    kind: kind.clone(),
                    handle: handle.clone(),
                    visibility: channel::natural(kind).visibility,
                    reply_limit: None,
                    hours: "{}".into(),
                };
                db::channel::insert(connection, &new, known.now)?
            }
        };
        self.channels.insert(key, channel.clone());
        Ok(channel)
    }

    fn author(
        &mut self,
        connection: &mut DbConnection,
        channel_id: ChannelId,
        name: &str,
        now: NaiveDateTime,
    ) -> Result<AuthorId> {
        let key = (channel_id, name.to_owned());
        if let Some(id) = self.authors.get(&key) {
            return Ok(*id);
        }
        let id = db::conversation::author(connection, channel_id, name, now)?;
        self.authors.insert(key, id);
        Ok(id)
    }
}

/// Messages by time; those without one stay behind the one they came after.
fn in_order(messages: &[IncomingMessage]) -> Vec<&IncomingMessage> {
    let mut last = None;
    let mut timed: Vec<_> = messages
        .iter()
        .map(|message| {
            last = message.at.or(last);
            (last, message)
        })
        .collect();
    timed.sort_by_key(|(at, _)| *at);
    timed.into_iter().map(|(_, message)| message).collect()
}

fn conversation(
    known: &Known,
    channel: &Channel,
    incoming: &IncomingConversation,
    content_hash: String,
    stored: Option<&Conversation>,
) -> NewConversation {
    let messages = in_order(&incoming.messages);
    let turns: Vec<Turn> = messages
        .iter()
        .map(|message| Turn {
            role: message.role,
            at: message.at,
            text: &message.text,
            visibility: message.visibility.unwrap_or(channel.visibility),
        })
        .collect();
    let customers = || turns.iter().filter(|turn| turn.role == AuthorRole::Customer);
    let last_customer_at = customers().filter_map(|turn| turn.at).max();
    let verdict = resolution::resolve(&turns, incoming.status, known.now);
    // What a person here said holds until the customer writes again.
    let settled = stored
        .filter(|stored| stored.resolved_by == Some(ResolvedBy::Person) && stored.last_customer_at >= last_customer_at);
    let private = turns.iter().any(|turn| turn.visibility == Visibility::Private);
    let text = || customers().map(|turn| turn.text).collect::<Vec<_>>().join(" ");
    NewConversation {
        brand_id: known.brand.id,
        channel_id: channel.id,
        external_id: incoming.external_id.clone(),
        locale: incoming
            .locale
            .clone()
            .unwrap_or_else(|| locale::detect(&text(), &known.brand.locales)),
        status: if settled.is_some() {
            Status::Resolved
        } else {
            verdict.status
        },
        resolved_by: if settled.is_some() {
            Some(ResolvedBy::Person)
        } else {
            verdict.by
        },
        resolved_score: if settled.is_some() {
            Some(1.0)
        } else {
            verdict.by.map(|_| verdict.score)
        },
        judge_at: verdict.again_at.filter(|_| settled.is_none()),
        visibility: if private {
            Visibility::Private
        } else {
            channel.visibility
        },
        message_count: turns.len() as i32,
        first_at: turns.iter().filter_map(|turn| turn.at).min(),
        last_at: turns.iter().filter_map(|turn| turn.at).max().unwrap_or(known.now),
        last_customer_at,
        content_hash,
    }
}

/// Links the articles that the source says answered it; those that are not here yet are left out.
fn link(
    connection: &mut DbConnection,
    known: &Known,
    id: ConversationId,
    incoming: &IncomingConversation,
) -> Result<()> {
    let actor = crate::actions::Actor::default();
    let at = incoming
        .messages
        .iter()
        .filter_map(|message| message.at)
        .max()
        .unwrap_or(known.now);
    for name in &incoming.links {
        if let Some(article) = article_named(connection, known, name)? {
            let ends = (article.id, id);
            crate::actions::link::add_as_of(connection, actor, ends, (LinkKind::Imported, None), (at, known.now))?;
        }
    }
    Ok(())
}

fn article_named(connection: &mut DbConnection, known: &Known, name: &str) -> Result<Option<Article>> {
    Ok(match name.strip_prefix(ARTICLE_LINK).map(str::parse::<ArticleId>) {
        Some(Ok(id)) => db::article::find(connection, id)?.filter(|article| article.brand_id == known.brand.id),
        _ => db::article::find_by_external_id(connection, known.brand.id, name)?,
    })
}

/// Stores the sentences that articles show, where they have none of this conversation yet. Whether they may be shown is
/// asked anew each time.
fn excerpts(
    connection: &mut DbConnection,
    known: &Known,
    id: ConversationId,
    incoming: &IncomingConversation,
) -> Result<()> {
    if incoming.excerpts.is_empty() {
        return Ok(());
    }
    let there: HashSet<ArticleId> = db::excerpt::list_from(connection, &[id])?
        .into_iter()
        .map(|one| one.article_id)
        .collect();
    for one in &incoming.excerpts {
        let Some(article) = article_named(connection, known, &one.article)? else {
            continue;
        };
        if there.contains(&article.id) {
            continue;
        }
        db::article::add_source(connection, article.id, id, known.now)?;
        let new = Excerpt {
            article_id: article.id,
            conversation_id: id,
            message: one.message.clone(),
            text: one.text.clone(),
        };
        db::excerpt::add(connection, &new, None, known.now)?;
    }
    Ok(())
}

/// The same record has the same hash. Separators cannot stand in the texts, where U+0000 was taken out.
fn hash(incoming: &IncomingConversation) -> String {
    let mut all = String::new();
    let mut add = |text: &str| {
        all.push_str(text);
        all.push('\0');
    };
    add(incoming.status.map_or("", Status::as_str));
    add(incoming.locale.as_ref().map_or("", |locale| locale.as_str()));
    for message in &incoming.messages {
        add(&message.external_id);
        add(message.author.as_deref().unwrap_or_default());
        add(message.role.as_str());
        add(&message
            .at
            .map(|at| at.and_utc().timestamp_micros().to_string())
            .unwrap_or_default());
        add(&message.text);
        add(message.reply_to.as_deref().unwrap_or_default());
        add(message.visibility.map_or("", Visibility::as_str));
    }
    secret::hash(&all)
}
