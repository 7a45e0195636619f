//! Makes a draft of a resolved conversation: an article as work in progress, its sources, and the personal data that was
//! hidden in it, for an editor to decide on.

use super::{Actor, revise};
use crate::{
    app::App,
    db::{
        self,
        article::NewArticle,
        change_log::{self, Entity},
        redaction::NewRedaction,
    },
    domain::{
        article::{Article, Audience, Confidence, Governance},
        brand::Brand,
        channel::Visibility,
        conversation::{Message, Status, Turn},
        draft::{self, Options, Personal, Proposal},
        id::{ArticleId, ConversationId},
        locale::Locale,
        redaction::{self, AllowList},
        resolution,
    },
    error::{Code, Error, Reason, Result},
};

/// The draft of a conversation: the one that it has already, or a new one.
pub fn draft(app: &App, actor: Actor, id: ConversationId) -> Result<ArticleId> {
    let (conversation, messages, brand, channels) = app.database.read(|connection| {
        let conversation = db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
        let messages = db::conversation::messages(connection, id)?;
        let brand = db::brand::get(connection, conversation.brand_id)?;
        let channels = db::channel::list(connection, Some(brand.id))?;
        Ok::<_, Error>((conversation, messages, brand, channels))
    })?;
    if conversation.status != Status::Resolved {
        return Err(
            Error::new(Code::Conflict, "The conversation is still open. Resolve it first.").because(Reason::StillOpen),
        );
    }
    let handles: Vec<&str> = channels
        .iter()
        .map(|channel| channel.handle.trim_start_matches('@'))
        .collect();
    let proposal = propose(&brand, &handles, &messages, &conversation.locale)?;
    let rendered = revise::render(app, &proposal.parts)?;
    let now = app.clock.now();
    let article_id = app.database.write(|connection| {
        if let Some(existing) = db::article::find_draft_of(connection, id)? {
            return Ok(existing.id);
        }
        let new = NewArticle {
            id: None,
            brand_id: brand.id,
            group_id: None,
            locale: conversation.locale.clone(),
            external_id: None,
            confidence: Confidence::WorkInProgress,
            audience: Audience::Internal,
            governance: Governance::Open,
        };
        let article_id = db::article::insert(connection, &new, now)?;
        let article = db::article::get(connection, article_id)?;
        let revision_id = revise::add(connection, &article, &rendered, actor, "draft", now)?;
        revise::store(
            connection,
            &Article {
                revision_id: Some(revision_id),
                ..article
            },
            now,
        )?;
        db::article::add_source(connection, article_id, id, now)?;
        for found in &proposal.found {
            let redaction = NewRedaction {
                article_id,
                kind: found.kind.clone(),
                original: found.original.clone(),
                placeholder: found.placeholder.clone(),
                confidence: found.confidence,
            };
            db::redaction::insert(connection, &redaction)?;
        }
        change_log::record(connection, Entity::Article, article_id.0, now)?;
        db::audit::record(
            connection,
            actor,
            "article.draft",
            Some(article_id.0),
            &id.to_string(),
            now,
        )?;
        Ok(article_id)
    })?;
    app.news.changed();
    Ok(article_id)
}

fn propose(brand: &Brand, handles: &[&str], messages: &[Message], locale: &Locale) -> Result<Proposal> {
    let turns: Vec<Turn> = messages.iter().map(Message::turn).collect();
    let nothing = || {
        Error::new(
            Code::Conflict,
            "No agent's message answers the customer here, so there is nothing to draft from.",
        )
        .because(Reason::NoAnswer)
    };
    let answer = resolution::answer_turn(&turns).ok_or_else(nothing)?;
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let personal = |text: &str| -> Vec<Personal> {
        let spans = redaction::find(text, locale.as_str(), &allow_list);
        spans
            .into_iter()
            .map(|span| Personal {
                start: span.start,
                end: span.end,
                kind: span.kind.as_str().to_owned(),
                placeholder: span.kind.placeholder(locale.as_str()).to_owned(),
                confidence: f64::from(span.confidence),
            })
            .collect()
    };
    let names: Vec<&str> = handles.iter().copied().chain([brand.name.as_str()]).collect();
    // Words of a private part never come out of an otherwise public conversation; one that is private as a whole is
    // drafted for staff, and an editor decides.
    let private = turns.iter().all(|turn| turn.visibility == Visibility::Private);
    let options = Options {
        brand_names: &names,
        with_private: private,
    };
    draft::propose(&turns, answer, locale, &options, &personal).ok_or_else(nothing)
}
