//! Past messages, what was right for each, and asking them again. What the archive has learned from a message itself does not
//! count: otherwise everything that was ever answered would be known by heart.

use crate::{
    actions::{
        index,
        meant::WordsAlone,
        suggest::{self, Considered, Question},
    },
    app::App,
    db::{self, DbConnection},
    domain::{
        article::Article,
        brand::Brand,
        conversation::{AuthorRole, Conversation, Message, Turn},
        gap,
        id::{ArticleId, BrandId},
        link::LinkKind,
        locale::Locale,
        redaction::{self, AllowList},
        suggestion::Outcome,
        visibility::Reader,
    },
    error::{Error, Result},
    search::LeftOut,
};
use chrono::NaiveDateTime;
use std::collections::{HashMap, HashSet};

/// Candidates of which the first that could be shown counts.
const CANDIDATES: usize = 10;

/// A past message with what is known of its answer.
pub struct Past {
    at: NaiveDateTime,
    brand: Brand,
    locale: Locale,
    /// Personal data masked.
    text: String,
    /// Articles that answered it, and some that did not.
    right: Vec<ArticleId>,
    wrong: Vec<ArticleId>,
    /// Whether it was said that nothing that was offered was right.
    all_wrong: bool,
    left_out: Vec<LeftOut>,
}

/// The newest messages: of conversations, and of suggestions that programs asked for without one.
pub fn newest(app: &App, most: usize) -> Result<Vec<Past>> {
    let brands: HashMap<BrandId, Brand> = app.brands()?.iter().map(|brand| (brand.id, brand.clone())).collect();
    let mut messages = app.database.snapshot(|connection| {
        let mut messages = Vec::new();
        for conversation in db::conversation::newest(connection, most as i64)? {
            if let Some(brand) = brands.get(&conversation.brand_id) {
                messages.extend(of_conversation(connection, brand, &conversation)?);
            }
        }
        for suggestion in db::suggestion::newest_without_conversation(connection, most as i64)? {
            if let Some(brand) = brands.get(&suggestion.brand_id) {
                messages.extend(of_suggestion(connection, brand, &suggestion)?);
            }
        }
        Ok::<_, Error>(messages)
    })?;
    messages.sort_by_key(|message| std::cmp::Reverse(message.at));
    messages.truncate(most);
    Ok(messages)
}

/// What a customer came with; none where nothing was asked, or an article exists because of this conversation alone: it tells
/// nothing of how the next one is found.
fn of_conversation(connection: &mut DbConnection, brand: &Brand, conversation: &Conversation) -> Result<Option<Past>> {
    let messages = db::conversation::messages(connection, conversation.id)?;
    let turns: Vec<Turn> = messages.iter().map(Message::turn).collect();
    let Some(asked) = gap::question_of(&turns) else {
        return Ok(None);
    };
    let list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let links = db::link::list_of_conversation(connection, conversation.id)?;
    // What was found by itself, and confirmed by nobody, judges nothing.
    let known = links.iter().filter(|link| link.kind != LinkKind::Inferred);
    let right: Vec<_> = known.map(|link| link.article_id).collect();
    let mut left_out = Vec::new();
    for article in db::article::list_by_ids(connection, &right)? {
        if db::article::sources_of(connection, article.id)? == [conversation.id] {
            return Ok(None);
        }
        left_out.push(LeftOut {
            article_id: article.id,
            phrasings: learned(connection, &article, &messages, &list)?,
        });
    }
    Ok(Some(Past {
        at: conversation.last_at,
        brand: brand.clone(),
        locale: conversation.locale.clone(),
        text: redaction::redact(&asked, conversation.locale.as_str(), &list).text,
        right,
        wrong: db::suggestion::rejected_for(connection, conversation.id)?,
        all_wrong: false,
        left_out,
    }))
}

/// What an article has of a conversation: its question, and phrasings that an editor took from it.
fn learned(
    connection: &mut DbConnection,
    article: &Article,
    messages: &[Message],
    list: &AllowList,
) -> Result<Vec<String>> {
    let said = messages.iter().filter(|message| message.role == AuthorRole::Customer);
    let said: Vec<&str> = said.map(|message| message.text.as_str()).collect();
    let masked = redaction::redact(&said.join("\n"), article.locale.as_str(), list).text;
    let said = format!(" {} ", folded(&masked));
    let revision_id = article.published_revision_id.or(article.revision_id);
    let mut learned: Vec<String> = index::learned(connection, article, messages, list)?
        .into_iter()
        .collect();
    if let Some(id) = revision_id {
        let revision = db::revision::get(connection, id)?;
        let taken = revision.parts.phrasings().filter(|line| {
            let line = folded(line);
            !line.is_empty() && said.contains(&format!(" {line} "))
        });
        learned.extend(taken.map(str::to_owned));
    }
    Ok(learned)
}

/// Words in lower case with single spaces.
fn folded(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

fn of_suggestion(
    connection: &mut DbConnection,
    brand: &Brand,
    suggestion: &db::suggestion::Suggestion,
) -> Result<Option<Past>> {
    let request: suggest::Request = serde_json::from_str(&suggestion.request).map_err(Error::internal)?;
    let Some(text) = request.text else { return Ok(None) };
    let outcomes = db::suggestion::outcomes(connection, suggestion.id)?;
    let of = |wanted: &[Outcome]| -> Vec<ArticleId> {
        let those = outcomes.iter().filter(|(_, outcome)| wanted.contains(outcome));
        those.filter_map(|(article, _)| *article).collect()
    };
    let right = of(&[Outcome::Sent, Outcome::Edited]);
    let without_phrasings = |article_id: &ArticleId| LeftOut {
        article_id: *article_id,
        phrasings: Vec::new(),
    };
    Ok(Some(Past {
        at: suggestion.created_at,
        brand: brand.clone(),
        locale: suggestion.locale.clone(),
        text,
        // That it was sent counts as a use.
        left_out: right.iter().map(without_phrasings).collect(),
        right,
        wrong: of(&[Outcome::Rejected]),
        all_wrong: outcomes.contains(&(None, Outcome::Rejected)),
    }))
}

/// How sure the ranking is of its first article, and whether that is right, where it is known. None where words alone
/// answered that do not otherwise.
pub fn ask_again(app: &App, past: &Past) -> Result<Option<(f32, Option<bool>)>> {
    let question = Question {
        brand: Some(&past.brand),
        locale: Some(&past.locale),
        left_out: &past.left_out,
        ..Question::new(Reader::Staff, &past.text)
    };
    let Considered {
        ranked, words_alone, ..
    } = suggest::consider(app, &question, CANDIDATES)?;
    if words_alone.is_some_and(WordsAlone::passes) {
        return Ok(None);
    }
    let ids: Vec<ArticleId> = ranked.iter().map(|one| one.item.article_id).collect();
    let known = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::list_by_ids(connection, &[&ids[..], &past.right].concat())?))?;
    let known: HashMap<_, _> = known.into_iter().map(|article| (article.id, article)).collect();
    let shown = |id| {
        let usable = |article: &&Article| article.confidence.is_usable() && article.published_revision_id.is_some();
        known.get(id).filter(usable)
    };
    let first = ranked.iter().find_map(|one| Some((one, shown(&one.item.article_id)?)));
    let Some((one, article)) = first else {
        return Ok(Some((0.0, None)));
    };
    // The same answer in another language is as right.
    let right: HashSet<_> = past
        .right
        .iter()
        .filter_map(|id| known.get(id))
        .map(|article| article.group_id)
        .collect();
    let verdict = if right.contains(&article.group_id) {
        Some(true)
    } else {
        let is_wrong = past.all_wrong || !right.is_empty() || past.wrong.contains(&article.id);
        is_wrong.then_some(false)
    };
    Ok(Some((one.confidence, verdict)))
}
