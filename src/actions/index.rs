//! Brings the search index up to the change log: loads the present state of what changed and hands it to the index's
//! writer. What the index holds is derived; it can be thrown away and filled again at any time.

use super::{Actor, environment, job};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
    },
    domain::{
        article::{Article, Confidence},
        brand::Brand,
        channel::Visibility,
        conversation::{AuthorRole, Conversation, Message, Status, Turn},
        id::{ArticleId, BrandId, ConversationId, RevisionId},
        job::JobKind,
        position::Reached,
        redaction::{self, AllowList},
        resolution,
        visibility::Reader,
    },
    error::{Error, Result},
    search::{ArticleDocument, Change, ConversationDocument, Writer},
};
use std::collections::{HashMap, HashSet};

/// Entries of the change log that are applied with one commit.
const BATCH: i64 = 2000;
/// Things that are loaded at once in a rebuild.
const REBUILD_BATCH: i64 = 500;
/// Linked questions that describe an article; the newest.
const QUESTIONS: i64 = 40;
/// Longest question or answer that is indexed of a conversation, in characters.
const PAST_MOST: usize = 2000;

/// Applies what changed since the index's position. True: there was something, and there may be more.
pub fn follow(app: &App, writer: &mut Writer) -> Result<bool> {
    let at = app.index.reached();
    let (epoch, pruned) = app.database.read(|connection| {
        let epoch = db::settings::find(connection, db::settings::EPOCH)?.unwrap_or_default();
        Ok::<_, Error>((epoch, change_log::pruned(connection)?))
    })?;
    let known = at.within(&epoch);
    // Another database, or entries in between were forgotten: only a rebuild brings all of it.
    if at.epoch != epoch || known < pruned {
        rebuild(app, writer)?;
        return Ok(true);
    }
    let (changes, position) = app.database.snapshot(|connection| {
        let log = change_log::after(connection, known, BATCH)?;
        let position = log.last().map(|change| change.position);
        Ok((load(connection, &log)?, position))
    })?;
    let Some(position) = position else { return Ok(false) };
    writer.apply(changes, &Reached { position, epoch })?;
    Ok(true)
}

/// Fills the index from the tables, whatever it holds. Searches see the old one until all is done.
pub fn rebuild(app: &App, writer: &mut Writer) -> Result<()> {
    job::here(app, Actor::default(), JobKind::Index, "", |_| fill(app, writer))
}

fn fill(app: &App, writer: &mut Writer) -> Result<()> {
    tracing::info!("filling the index from the database");
    let (epoch, position) = app.database.snapshot(|connection| {
        let epoch = db::settings::find(connection, db::settings::EPOCH)?.unwrap_or_default();
        // A log that was pruned to nothing ends where it was pruned, or the next look would rebuild again.
        let end = change_log::end(connection)?.max(change_log::pruned(connection)?);
        Ok((epoch, end))
    })?;
    writer.clear()?;
    let mut article = ArticleId(0);
    loop {
        let changes = app.database.snapshot(|connection| {
            let ids = db::article::ids_after(connection, article, REBUILD_BATCH)?;
            article = ids.last().copied().unwrap_or(article);
            articles(connection, &ids)
        })?;
        if changes.is_empty() {
            break;
        }
        changes.into_iter().try_for_each(|change| writer.add(change))?;
    }
    let mut conversation = ConversationId(0);
    loop {
        let changes = app.database.snapshot(|connection| {
            let ids = db::conversation::ids_after(connection, conversation, REBUILD_BATCH)?;
            conversation = ids.last().copied().unwrap_or(conversation);
            conversations(connection, &ids)
        })?;
        if changes.is_empty() {
            break;
        }
        changes.into_iter().try_for_each(|change| writer.add(change))?;
    }
    // What changes meanwhile stands in the log after `position`, and is applied next.
    writer.commit(&Reached { position, epoch })
}

fn load(connection: &mut DbConnection, log: &[change_log::Change]) -> Result<Vec<Change>> {
    let ids = |entity: Entity| -> HashSet<i64> {
        log.iter()
            .filter(|change| change.entity == entity)
            .map(|change| change.entity_id)
            .collect()
    };
    let article_ids: Vec<_> = ids(Entity::Article).into_iter().map(ArticleId).collect();
    let conversation_ids: Vec<_> = ids(Entity::Conversation).into_iter().map(ConversationId).collect();
    let mut changes = Vec::new();
    for some in article_ids.chunks(REBUILD_BATCH as usize) {
        changes.extend(articles(connection, some)?);
    }
    for some in conversation_ids.chunks(REBUILD_BATCH as usize) {
        changes.extend(conversations(connection, some)?);
    }
    Ok(changes)
}

/// The present state of `ids` for the index; what does not exist any more is taken out.
pub(super) fn articles(connection: &mut DbConnection, ids: &[ArticleId]) -> Result<Vec<Change>> {
    let found = db::article::list_by_ids(connection, ids)?;
    let revision_ids: Vec<RevisionId> = found
        .iter()
        .flat_map(|article| [article.published_revision_id, article.revision_id])
        .flatten()
        .collect();
    let revisions: HashMap<_, _> = db::revision::list_by_ids(connection, &revision_ids)?
        .into_iter()
        .map(|revision| (revision.id, revision))
        .collect();
    let brands = grouped(db::article::brands_of(connection, ids)?);
    let topics = grouped(db::article::topics_of(connection, ids)?);
    let uses: HashMap<_, _> = db::article::uses_of(connection, ids)?
        .into_iter()
        .map(|uses| (uses.article_id, uses.uses))
        .collect();
    let questions = questions(connection, &found)?;
    let environments = environment::values_of(connection, &brands)?;

    let document = |article: &Article, revision_id: Option<RevisionId>| {
        let revision = revisions.get(&revision_id?)?;
        let mut phrasings: Vec<String> = revision.parts.phrasings().map(str::to_owned).collect();
        phrasings.extend(questions.get(&article.id).cloned().unwrap_or_default());
        Some(ArticleDocument {
            article_id: article.id,
            brand_ids: brands
                .get(&article.id)
                .cloned()
                .unwrap_or_else(|| vec![article.brand_id]),
            locale: article.locale.clone(),
            title: revision.parts.title.clone(),
            phrasings,
            environment: revision.parts.environment.clone(),
            text: revision.text.clone(),
            reply: revision.parts.reply.clone(),
            topics: topics.get(&article.id).cloned().unwrap_or_default(),
            environments: environments.get(&article.id).cloned().unwrap_or_default(),
            uses: uses.get(&article.id).copied().unwrap_or(0).into(),
            updated_at: article.updated_at,
        })
    };
    let present: HashMap<_, _> = found.iter().map(|article| (article.id, article)).collect();
    Ok(ids
        .iter()
        .map(|id| {
            let article = present.get(id).copied();
            let public = article
                .and_then(|article| Reader::Public.may_see(article.clone()))
                .and_then(|article| document(&article, article.published_revision_id));
            let staff = article
                .filter(|article| article.confidence != Confidence::Archived)
                .and_then(|article| document(article, article.published_revision_id.or(article.revision_id)));
            Change::Article { id: *id, public, staff }
        })
        .collect())
}

fn grouped<K: std::hash::Hash + Eq, V>(pairs: Vec<(K, V)>) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for (key, value) in pairs {
        groups.entry(key).or_default().push(value);
    }
    groups
}

/// What customers asked in the public conversations that each article answered, personal data masked. Private ones stay
/// out: their words must not even be findable.
fn questions(connection: &mut DbConnection, articles: &[Article]) -> Result<HashMap<ArticleId, Vec<String>>> {
    let brands: HashMap<BrandId, Brand> = db::brand::list(connection)?
        .into_iter()
        .map(|brand| (brand.id, brand))
        .collect();
    let mut all = HashMap::new();
    for article in articles {
        let links = db::link::list_known_of_article(connection, article.id, QUESTIONS)?;
        if links.is_empty() {
            continue;
        }
        let allow_list = brands
            .get(&article.brand_id)
            .and_then(|brand| AllowList::from_json(&brand.allow_list).ok())
            .unwrap_or_default();
        let ids: Vec<_> = links.iter().map(|link| link.conversation_id).collect();
        let mut asked = Vec::new();
        for messages in by_conversation(db::conversation::messages_of(connection, &ids)?) {
            asked.extend(question_for(article, &messages, &allow_list));
        }
        all.insert(article.id, asked);
    }
    Ok(all)
}

/// What an article has of a conversation that it answered.
fn question_for(article: &Article, messages: &[Message], allow_list: &AllowList) -> Option<String> {
    let first = messages
        .iter()
        .find(|message| message.role == AuthorRole::Customer && message.visibility == Visibility::Public)?;
    Some(redaction::redact(&first.text, article.locale.as_str(), allow_list).text)
}

/// What an article has of a conversation with these messages, where it is one of those whose questions describe it.
pub(super) fn learned(
    connection: &mut DbConnection,
    article: &Article,
    messages: &[Message],
    allow_list: &AllowList,
) -> Result<Option<String>> {
    let Some(first) = messages.first() else { return Ok(None) };
    let links = db::link::list_known_of_article(connection, article.id, QUESTIONS)?;
    let describes = links.iter().any(|link| link.conversation_id == first.conversation_id);
    Ok(describes.then(|| question_for(article, messages, allow_list)).flatten())
}

fn by_conversation(messages: Vec<Message>) -> Vec<Vec<Message>> {
    let mut groups: Vec<Vec<Message>> = Vec::new();
    for message in messages {
        match groups.last_mut() {
            Some(group) if group[0].conversation_id == message.conversation_id => group.push(message),
            _ => groups.push(vec![message]),
        }
    }
    groups
}

fn conversations(connection: &mut DbConnection, ids: &[ConversationId]) -> Result<Vec<Change>> {
    let found: HashMap<_, _> = db::conversation::list_by_ids(connection, ids)?
        .into_iter()
        .map(|conversation| (conversation.id, conversation))
        .collect();
    let resolved: Vec<_> = found
        .values()
        .filter(|found| found.status == Status::Resolved)
        .map(|found| found.id)
        .collect();
    let messages: HashMap<_, _> = by_conversation(db::conversation::messages_of(connection, &resolved)?)
        .into_iter()
        .map(|messages| (messages[0].conversation_id, messages))
        .collect();
    Ok(ids
        .iter()
        .map(|id| {
            let document = found
                .get(id)
                .zip(messages.get(id))
                .and_then(|(conversation, messages)| past(conversation, messages));
            Change::Conversation { id: *id, document }
        })
        .collect())
}

/// A resolved conversation as question and answer; none where nobody answered.
fn past(conversation: &Conversation, messages: &[Message]) -> Option<ConversationDocument> {
    let turns: Vec<Turn> = messages.iter().map(Message::turn).collect();
    let (question, answer) = question_and_answer(&turns)?;
    Some(ConversationDocument {
        conversation_id: conversation.id,
        brand_id: conversation.brand_id,
        locale: conversation.locale.clone(),
        question,
        answer,
        at: conversation.last_at,
    })
}

/// What was asked (the customer's words up to the answer) and what the agent answered.
pub fn question_and_answer(turns: &[Turn]) -> Option<(String, String)> {
    let place = resolution::answer_turn(turns)?;
    let asked = turns[..place].iter().filter(|turn| turn.role == AuthorRole::Customer);
    let question = asked.map(|turn| turn.text).collect::<Vec<_>>().join("\n");
    let cut = |text: &str| text.chars().take(PAST_MOST).collect::<String>();
    (!question.is_empty()).then(|| (cut(&question), cut(turns[place].text)))
}
