//! Decides on personal data that was found while drafting: hide it behind its placeholder, or keep it.

use super::{Actor, revise};
use crate::{
    app::App,
    db,
    domain::{
        article::{Parts, RedactionStatus},
        id::{ArticleId, RedactionId},
    },
    error::{Error, Result},
};

/// Hides the span (true) or keeps it (false). Keeping puts the original words back into the text as a new revision; it is
/// written down with the person's name.
pub fn decide(app: &App, actor: Actor, article_id: ArticleId, id: RedactionId, hide: bool) -> Result<()> {
    let now = app.clock.now();
    let redaction = app.database.read(|connection| {
        db::redaction::find(connection, id)?
            .filter(|redaction| redaction.article_id == article_id)
            .ok_or_else(|| Error::not_found("redaction"))
    })?;
    let status = if hide {
        RedactionStatus::Redacted
    } else {
        RedactionStatus::Kept
    };
    let (from, to) = match (redaction.status, status) {
        (RedactionStatus::Kept, RedactionStatus::Redacted) => (&redaction.original, &redaction.placeholder),
        (before, RedactionStatus::Kept) if before != RedactionStatus::Kept => {
            (&redaction.placeholder, &redaction.original)
        }
        _ => (&redaction.placeholder, &redaction.placeholder),
    };
    let rewritten = if from == to {
        None
    } else {
        rewrite(app, article_id, from, to)?
    };
    app.database.write(|connection| {
        let article = revise::find(connection, article_id, None)?;
        if let Some(rendered) = &rewritten {
            let revision_id = revise::add(connection, &article, rendered, actor, status.as_str(), now)?;
            let article = crate::domain::article::Article {
                revision_id: Some(revision_id),
                ..article
            };
            revise::store(connection, &article, now)?;
        }
        db::redaction::decide(connection, id, status, actor.account_id, now)?;
        let detail = format!("{} {}", status.as_str(), redaction.kind);
        db::audit::record(connection, actor, "redaction.decide", Some(id.0), &detail, now)?;
        Ok(())
    })?;
    app.news.changed();
    Ok(())
}

/// Hides every span that is still open.
pub fn hide_all(app: &App, actor: Actor, article_id: ArticleId) -> Result<usize> {
    let open: Vec<_> = app
        .database
        .read(|connection| Ok::<_, Error>(db::redaction::list(connection, article_id)?))?
        .into_iter()
        .filter(|redaction| redaction.status == RedactionStatus::Open)
        .collect();
    for redaction in &open {
        decide(app, actor, article_id, redaction.id, true)?;
    }
    Ok(open.len())
}

fn rewrite(app: &App, article_id: ArticleId, from: &str, to: &str) -> Result<Option<revise::Rendered>> {
    let parts = app.database.read(|connection| {
        let article = revise::find(connection, article_id, None)?;
        let revision_id = article.revision_id.ok_or_else(|| Error::not_found("revision"))?;
        Ok::<_, Error>(db::revision::get(connection, revision_id)?.parts)
    })?;
    let replaced = |text: &str| text.replace(from, to);
    let changed = Parts {
        title: replaced(&parts.title),
        issue: replaced(&parts.issue),
        environment: replaced(&parts.environment),
        resolution: replaced(&parts.resolution),
        cause: replaced(&parts.cause),
        reply: replaced(&parts.reply),
        channel_replies: parts
            .channel_replies
            .iter()
            .map(|(kind, text)| (kind.clone(), replaced(text)))
            .collect(),
    };
    if changed == parts {
        Ok(None)
    } else {
        revise::render(app, &changed).map(Some)
    }
}
