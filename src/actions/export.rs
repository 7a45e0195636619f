//! Writes the archive as files that people and other programs can read: for each brand a folder with `brand.toml`, a
//! Markdown file for each article, and the conversations as JSON lines. Importing the folder into an empty installation
//! gives the same archive.
//!
//! What readers see is what is written: of an article with an edit that is not published yet, the published text. The
//! other revisions stand in the file's head. Accounts, tokens and figures are the backup's.

use super::portal;
use crate::{
    app::App,
    channels::{
        IncomingArticle, Stamp,
        conversations::{ARTICLE_LINK, to_json},
        markdown::to_markdown,
    },
    db::{self, DbConnection},
    domain::{
        article::{Article, Parts},
        brand::Brand,
        conversation::{Conversation, IncomingConversation, IncomingExcerpt, IncomingMessage, Message, ResolvedBy},
        id::{ArticleId, AuthorId, BrandId, ConversationId, RevisionId, TopicId},
        revision::Revision,
        slug,
    },
    error::{Code, Error, Result},
};
use serde::Serialize;
use std::{
    collections::HashMap,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

/// Conversations that are read at once.
const BATCH: i64 = 500;

/// How much was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub brands: u64,
    pub articles: u64,
    pub conversations: u64,
    pub messages: u64,
}

/// Writes everything below `folder`, as it is at one moment; the folder has to be empty or missing.
pub fn export(app: &App, folder: &Path) -> Result<Summary> {
    write_below(app, folder).map_err(|error| {
        let cause = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref::<std::io::Error>());
        match cause {
            None => error,
            Some(cause) => Error::new(
                Code::Unavailable,
                format!("The folder {} cannot be written: {cause}.", folder.display()),
            ),
        }
    })
}

fn write_below(app: &App, folder: &Path) -> Result<Summary> {
    fs::create_dir_all(folder)?;
    if fs::read_dir(folder)?.next().is_some() {
        return Err(Error::new(
            Code::Conflict,
            format!("The folder {} is not empty. Name a new one.", folder.display()),
        ));
    }
    app.database.snapshot(|connection| {
        let brands = db::brand::list(connection)?;
        let mut summary = Summary::default();
        for brand in &brands {
            let own = folder.join(&brand.slug);
            fs::create_dir_all(&own)?;
            let portal = toml::to_string_pretty(&portal::of(connection, brand)?).map_err(Error::internal)?;
            fs::write(own.join(portal::FILE), portal)?;
            summary.brands += 1;
        }
        articles(connection, folder, &brands, &mut summary)?;
        conversations(connection, folder, &brands, &mut summary)?;
        Ok(summary)
    })
}

fn articles(connection: &mut DbConnection, folder: &Path, brands: &[Brand], summary: &mut Summary) -> Result<()> {
    let mut topics: HashMap<TopicId, String> = HashMap::new();
    for brand in brands {
        let own = db::topic::list(connection, brand.id, &brand.locale())?;
        topics.extend(own.into_iter().map(|topic| (topic.id, topic.key)));
    }
    let mut after = ArticleId(0);
    loop {
        let ids = db::article::ids_after(connection, after, BATCH)?;
        let Some(last) = ids.last() else { return Ok(()) };
        after = *last;
        for id in ids {
            let article = db::article::get(connection, id)?;
            let brand = brands.iter().find(|brand| brand.id == article.brand_id);
            let (Some(brand), Some(written)) = (brand, written(connection, &article, brands, &topics)?) else {
                continue;
            };
            let own = folder.join(&brand.slug).join("articles").join(article.locale.as_str());
            fs::create_dir_all(&own)?;
            // A draft gets its slug when it is published; until then its address has the one of its title.
            let slug = written.slug.clone().unwrap_or_else(|| slug::of(&written.parts.title));
            fs::write(own.join(format!("{slug}-{id}.md")), to_markdown(&written))?;
            summary.articles += 1;
        }
    }
}

/// An article as it is written; none where nobody has written a text yet.
fn written(
    connection: &mut DbConnection,
    article: &Article,
    brands: &[Brand],
    topics: &HashMap<TopicId, String>,
) -> Result<Option<IncomingArticle>> {
    let Some(revision_id) = article.published_revision_id.or(article.revision_id) else {
        return Ok(None);
    };
    let mut history = db::revision::list(connection, article.id)?;
    history.reverse();
    let Some(place) = history.iter().position(|revision| revision.id == revision_id) else {
        return Ok(None);
    };
    let former = db::revision::former_ids(connection, article.id)?;
    let (stamp, parts) = stamped(history.remove(place), &former);
    let siblings = db::article::translations(connection, article.group_id)?;
    // The same whichever article of the group came first.
    let group = siblings.first().filter(|_| siblings.len() > 1);
    let group = group.map(|(first, _)| first.id.to_string());
    let mut shown: Vec<BrandId> = vec![article.brand_id];
    let others = db::article::brands_of(connection, &[article.id])?;
    shown.extend(
        others
            .into_iter()
            .map(|(_, brand)| brand)
            .filter(|brand| *brand != article.brand_id),
    );
    let mut slugs: Vec<String> = db::article::slugs_of(connection, &[article.id])?
        .into_iter()
        .map(|(_, slug)| slug)
        .collect();
    let slug = slugs.pop();
    let published = article.published_revision_id.is_some();
    let keys = db::article::topics_of_one(connection, article.id)?;
    Ok(Some(IncomingArticle {
        id: Some(article.id),
        external_id: article.external_id.clone(),
        group,
        brands: shown
            .iter()
            .filter_map(|id| brands.iter().find(|brand| brand.id == *id))
            .map(|brand| brand.slug.clone())
            .collect(),
        locale: Some(article.locale.clone()),
        topics: keys.iter().filter_map(|topic| topics.get(topic).cloned()).collect(),
        tags: db::article::tags_of(connection, article.id)?,
        confidence: article.confidence,
        audience: article.audience,
        governance: article.governance,
        slug,
        aliases: slugs,
        created_at: Some(article.created_at),
        updated_at: Some(article.updated_at),
        published: (published != article.confidence.is_usable()).then_some(published),
        published_at: article.published_at,
        replaced_by: article.replaced_by,
        revision: Some(stamp),
        history: history.into_iter().map(|other| stamped(other, &former)).collect(),
        ..IncomingArticle::unvouched(parts)
    }))
}

fn stamped(revision: Revision, former: &[(RevisionId, bool)]) -> (Stamp, Parts) {
    let stamp = Stamp {
        number: revision.number,
        at: revision.created_at,
        note: revision.note,
        was_public: former.contains(&(revision.id, false)),
    };
    (stamp, revision.parts)
}

fn conversations(connection: &mut DbConnection, folder: &Path, brands: &[Brand], summary: &mut Summary) -> Result<()> {
    let mut files: HashMap<BrandId, BufWriter<File>> = HashMap::new();
    let mut after = ConversationId(0);
    loop {
        let ids = db::conversation::ids_after(connection, after, BATCH)?;
        let Some(last) = ids.last() else { break };
        after = *last;
        for (brand, told) in told(connection, &ids, brands)? {
            let out = match files.entry(brand.id) {
                std::collections::hash_map::Entry::Occupied(open) => open.into_mut(),
                std::collections::hash_map::Entry::Vacant(none) => none.insert(create(folder, brand)?),
            };
            out.write_all(to_json(&told).as_bytes())?;
            out.write_all(b"\n")?;
            summary.conversations += 1;
            summary.messages += told.messages.len() as u64;
        }
    }
    files.values_mut().try_for_each(|out| out.flush())?;
    Ok(())
}

fn create(folder: &Path, brand: &Brand) -> Result<BufWriter<File>> {
    let file: PathBuf = folder.join(&brand.slug).join("conversations.jsonl");
    Ok(BufWriter::new(File::create(file)?))
}

/// Conversations as their source told them, in the order of `ids`.
fn told<'a>(
    connection: &mut DbConnection,
    ids: &[ConversationId],
    brands: &'a [Brand],
) -> Result<Vec<(&'a Brand, IncomingConversation)>> {
    let channels: HashMap<_, _> = db::channel::list(connection, None)?
        .into_iter()
        .map(|channel| (channel.id, channel))
        .collect();
    let mut messages: HashMap<ConversationId, Vec<Message>> = HashMap::new();
    for message in db::conversation::messages_of(connection, ids)? {
        messages.entry(message.conversation_id).or_default().push(message);
    }
    let author_ids: Vec<AuthorId> = messages
        .values()
        .flatten()
        .filter_map(|message| message.author_id)
        .collect();
    let authors: HashMap<_, _> = db::conversation::author_names(connection, &author_ids)?
        .into_iter()
        .collect();
    let answering = db::conversation::answering_articles(connection, ids)?;
    let links = named(connection, answering)?;
    let drawn = db::article::drawn_from(connection, ids)?;
    let source_of = named(connection, drawn)?;
    let unjudged = db::judgement::list_of(connection, ids)?;
    let mut excerpts = excerpts(connection, ids)?;
    let mut found: Vec<Conversation> = db::conversation::list_by_ids(connection, ids)?;
    found.sort_by_key(|conversation| conversation.id);
    Ok(found
        .into_iter()
        .filter_map(|conversation| {
            let brand = brands.iter().find(|brand| brand.id == conversation.brand_id)?;
            let channel = channels.get(&conversation.channel_id)?;
            let messages = messages.remove(&conversation.id).unwrap_or_default();
            let told = IncomingConversation {
                external_id: conversation.external_id,
                channel: Some(channel.kind.as_str().to_owned()),
                handle: Some(channel.handle.clone()).filter(|handle| !handle.is_empty()),
                brand: Some(brand.slug.clone()),
                locale: Some(conversation.locale),
                // What the rules tell of it they tell again.
                status: (!is_judged(conversation.resolved_by) && !unjudged.contains(&conversation.id))
                    .then_some(conversation.status),
                messages: messages
                    .into_iter()
                    .map(|message| IncomingMessage {
                        author: message.author_id.and_then(|id| authors.get(&id).cloned()),
                        external_id: message.external_id,
                        role: message.role,
                        at: message.at,
                        text: message.text,
                        reply_to: message.reply_to,
                        visibility: Some(message.visibility),
                    })
                    .collect(),
                links: links.get(&conversation.id).cloned().unwrap_or_default(),
                source_of: source_of.get(&conversation.id).cloned().unwrap_or_default(),
                excerpts: excerpts.remove(&conversation.id).unwrap_or_default(),
            };
            Some((brand, told))
        })
        .collect())
}

fn is_judged(by: Option<ResolvedBy>) -> bool {
    matches!(by, Some(ResolvedBy::Thanks | ResolvedBy::Silence))
}

/// The articles of each conversation, by the name that finds them again.
fn named(
    connection: &mut DbConnection,
    pairs: Vec<(ConversationId, ArticleId)>,
) -> Result<HashMap<ConversationId, Vec<String>>> {
    let article_ids: Vec<ArticleId> = pairs.iter().map(|(_, article)| *article).collect();
    let names = names(connection, &article_ids)?;
    let mut named: HashMap<ConversationId, Vec<String>> = HashMap::new();
    for (conversation, article) in pairs {
        named
            .entry(conversation)
            .or_default()
            .extend(names.get(&article).cloned());
    }
    Ok(named)
}

/// The names by which articles are found again.
fn names(connection: &mut DbConnection, ids: &[ArticleId]) -> Result<HashMap<ArticleId, String>> {
    let found = db::article::list_by_ids(connection, ids)?;
    let named = found.into_iter().map(|article| {
        let name = article
            .external_id
            .unwrap_or_else(|| format!("{ARTICLE_LINK}{}", article.id));
        (article.id, name)
    });
    Ok(named.collect())
}

/// The sentences of each conversation that articles show.
fn excerpts(
    connection: &mut DbConnection,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, Vec<IncomingExcerpt>>> {
    let found = db::excerpt::list_from(connection, ids)?;
    let articles: Vec<ArticleId> = found.iter().map(|one| one.article_id).collect();
    let names = names(connection, &articles)?;
    let mut excerpts: HashMap<ConversationId, Vec<IncomingExcerpt>> = HashMap::new();
    for one in found {
        let Some(article) = names.get(&one.article_id).cloned() else {
            continue;
        };
        excerpts.entry(one.conversation_id).or_default().push(IncomingExcerpt {
            article,
            message: one.message,
            text: one.text,
        });
    }
    Ok(excerpts)
}
