//! Finds out by itself which article answered a conversation: the reply carries its address, or says what its reply says.
//! Such a link is marked as found, and nothing is learned from it until somebody confirms it. What counts as saying the
//! same is left to `domain::reuse`.

use super::{Actor, link};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
        settings,
    },
    domain::{
        conversation::{AuthorRole, Conversation, Message},
        id::{ArticleId, ConversationId},
        link::LinkKind,
        position::Position,
        reuse,
        visibility::Reader,
    },
    error::{Error, Result},
    search,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Entries of the change log, or conversations, that are looked at together.
const BATCH: i64 = 100;
/// Articles whose words are compared with those of a reply: the ones that the search thinks nearest.
const COMPARED: usize = 10;
/// An article without a short answer is replied with as a whole; a longer text than this is not sent.
const REPLY_MOST: usize = 600;

/// Looks at the conversations that changed since the last time; first of all, at every one. It goes no further than the
/// index, which has to know the articles. True: there may be more.
pub fn follow(app: &App) -> Result<bool> {
    let (epoch, reached) = app
        .database
        .read(|connection| Ok::<_, Error>(change_log::followed(connection, settings::INFERRED)?))?;
    let indexed = app.index.reached().within(&epoch);
    match reached {
        Some(place) => follow_log(app, &epoch, place, indexed),
        None => begin(app, &epoch, indexed),
    }
}

fn begin(app: &App, epoch: &str, indexed: Position) -> Result<bool> {
    let end = app.database.snapshot(|connection| {
        let end = change_log::end(connection)?;
        Ok::<_, Error>(end.max(change_log::pruned(connection)?))
    })?;
    if indexed < end {
        return Ok(false);
    }
    let mut last = ConversationId(0);
    loop {
        let ids = app
            .database
            .read(|connection| Ok::<_, Error>(db::conversation::ids_after(connection, last, BATCH)?))?;
        let Some(&end_of_batch) = ids.last() else { break };
        look_at(app, &ids)?;
        last = end_of_batch;
        if app.news.is_stopping() {
            return Ok(false);
        }
    }
    keep(app, epoch, end)?;
    Ok(true)
}

fn follow_log(app: &App, epoch: &str, place: Position, indexed: Position) -> Result<bool> {
    let mut log = app
        .database
        .snapshot(|connection| Ok::<_, Error>(change_log::after(connection, place, BATCH)?))?;
    log.retain(|change| change.position <= indexed);
    let Some(last) = log.last() else { return Ok(false) };
    let changed = log.iter().filter(|change| change.entity == Entity::Conversation);
    let ids: BTreeSet<_> = changed.map(|change| ConversationId(change.entity_id)).collect();
    look_at(app, &ids.into_iter().collect::<Vec<_>>())?;
    keep(app, epoch, last.position)?;
    Ok(true)
}

fn keep(app: &App, epoch: &str, place: Position) -> Result<()> {
    let place = change_log::write_place(epoch, place);
    app.database
        .write(|connection| Ok(settings::put(connection, settings::INFERRED, &place)?))
}

/// Links these conversations with the articles that answered them, where that can be seen and nobody said.
fn look_at(app: &App, ids: &[ConversationId]) -> Result<()> {
    let (conversations, messages) = app.database.snapshot(|connection| {
        let linked: HashSet<_> = db::conversation::linked_articles(connection, ids)?
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let ids: Vec<_> = ids.iter().copied().filter(|id| !linked.contains(id)).collect();
        let mut messages: HashMap<ConversationId, Vec<Message>> = HashMap::new();
        for message in db::conversation::messages_of(connection, &ids)? {
            messages.entry(message.conversation_id).or_default().push(message);
        }
        Ok::<_, Error>((db::conversation::list_by_ids(connection, &ids)?, messages))
    })?;
    for conversation in &conversations {
        let own = messages.get(&conversation.id).map_or(&[][..], Vec::as_slice);
        let sent = own.iter().filter(|message| message.role == AuthorRole::Agent);
        let sent: Vec<&str> = sent.map(|message| message.text.as_str()).collect();
        let found = found_in(app, conversation, &sent)?;
        store(app, conversation, &found)?;
    }
    Ok(())
}

/// The same for a reply that somebody reports to have sent.
pub fn from_reply(app: &App, id: ConversationId, sent: &str) -> Result<()> {
    let (conversation, is_linked) = app.database.read(|connection| {
        let conversation = db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
        Ok::<_, Error>((
            conversation,
            !db::link::list_of_conversation(connection, id)?.is_empty(),
        ))
    })?;
    if is_linked {
        return Ok(());
    }
    let found = found_in(app, &conversation, &[sent])?;
    store(app, &conversation, &found)
}

/// The articles that `sent` was taken from: those whose address it carries, or else the one whose reply it says.
fn found_in(app: &App, conversation: &Conversation, sent: &[&str]) -> Result<Vec<ArticleId>> {
    let addressed = addressed(app, conversation, sent)?;
    if !addressed.is_empty() {
        return Ok(addressed);
    }
    for text in sent {
        if let Some(id) = said(app, conversation, text)? {
            return Ok(vec![id]);
        }
    }
    Ok(Vec::new())
}

fn addressed(app: &App, conversation: &Conversation, sent: &[&str]) -> Result<Vec<ArticleId>> {
    let sites: Vec<String> = app.brands()?.iter().map(|brand| app.site(brand)).collect();
    let named: BTreeSet<_> = sent.iter().flat_map(|text| reuse::addresses(text, &sites)).collect();
    if named.is_empty() {
        return Ok(Vec::new());
    }
    app.database.read(|connection| {
        let mut found = Vec::new();
        for id in named {
            let article = db::article::find(connection, id)?;
            // A merged article's address leads to its survivor.
            let id = article.and_then(|article| article.replaced_by).unwrap_or(id);
            found.push(id);
        }
        of_brand(connection, conversation, found)
    })
}

/// Those of `ids` that the conversation's brand shows and that can have been sent.
fn of_brand(connection: &mut DbConnection, conversation: &Conversation, ids: Vec<ArticleId>) -> Result<Vec<ArticleId>> {
    let brands = db::article::brands_of(connection, &ids)?;
    let articles = db::article::list_by_ids(connection, &ids)?;
    let fits = articles.into_iter().filter(|article| {
        let is_shown = brands.contains(&(article.id, conversation.brand_id));
        article.published_revision_id.is_some() && (is_shown || article.brand_id == conversation.brand_id)
    });
    Ok(fits.map(|article| article.id).collect())
}

fn said(app: &App, conversation: &Conversation, sent: &str) -> Result<Option<ArticleId>> {
    let Some(staff) = app.index.staff(Reader::Staff) else {
        return Ok(None);
    };
    let message = search::Message {
        text: sent,
        brand_id: Some(conversation.brand_id),
        locale: Some(&conversation.locale),
        ..search::Message::default()
    };
    let near: Vec<_> = staff.similar(&message, COMPARED)?;
    let ids: Vec<_> = near.into_iter().map(|candidate| candidate.article_id).collect();
    let replies = app.database.read(|connection| replies(connection, &ids))?;
    let articles = replies
        .iter()
        .map(|(id, texts)| (*id, texts.iter().map(String::as_str).collect()));
    Ok(reuse::said(sent, articles))
}

/// What each of these articles is replied with, on all channels together; nothing of those that are not published.
pub(super) fn replies(connection: &mut DbConnection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<String>>> {
    let articles = db::article::list_by_ids(connection, ids)?;
    let published: Vec<_> = articles
        .iter()
        .filter_map(|article| article.published_revision_id)
        .collect();
    let mut replies = HashMap::new();
    for revision in db::revision::list_by_ids(connection, &published)? {
        let mut texts: Vec<String> = revision.parts.channel_replies.values().cloned().collect();
        if !revision.parts.reply.is_empty() {
            texts.push(revision.parts.reply);
        } else if revision.text.chars().count() <= REPLY_MOST {
            texts.push(revision.text);
        }
        replies.insert(revision.article_id, texts);
    }
    Ok(replies)
}

/// Stores what was found, unless somebody made a link meanwhile, said that it is none, or wrote the article from this very
/// conversation.
fn store(app: &App, conversation: &Conversation, found: &[ArticleId]) -> Result<()> {
    if found.is_empty() {
        return Ok(());
    }
    let (id, now) = (conversation.id, app.clock.now());
    let stored = app.database.write(|connection| {
        if db::conversation::find(connection, id)?.is_none()
            || !db::link::list_of_conversation(connection, id)?.is_empty()
        {
            return Ok(false);
        }
        let refused = db::link::refused(connection, id)?;
        let mut stored = false;
        for article in found.iter().filter(|article| !refused.contains(article)) {
            let drawn = db::article::sources_of(connection, *article)?.contains(&id);
            if !drawn && db::article::find(connection, *article)?.is_some() {
                let (actor, how) = (Actor::default(), (LinkKind::Inferred, None));
                let times = (conversation.last_at, now);
                stored |= link::add_as_of(connection, actor, (*article, id), how, times)?;
            }
        }
        Ok(stored)
    })?;
    if stored {
        app.news.changed();
    }
    Ok(())
}
