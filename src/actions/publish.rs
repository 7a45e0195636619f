//! Publishes an article: one transaction makes its newest revision the one that readers see. To the public only what holds
//! no personal data that nobody decided on.

use super::{Actor, facts, revise};
use crate::{
    app::App,
    db::{self, DbConnection},
    domain::{
        article::{Article, Audience, Confidence, Parts, RedactionStatus},
        id::ArticleId,
        redaction::{self, AllowList},
    },
    error::{Code, Error, Result},
};

/// Publishes the newest revision to `audience`. `expected` is the version that was read.
pub fn publish(app: &App, actor: Actor, id: ArticleId, expected: Option<i32>, audience: Audience) -> Result<Article> {
    let now = app.clock.now();
    // Looked at before, since that takes a search; what was looked at is what is published.
    let looked_at = match audience {
        Audience::Public => facts::look(app, id)?,
        Audience::Internal => None,
    };
    let article = app.database.write(|connection| {
        let mut article = revise::find(connection, id, expected)?;
        let confidence = article.published_confidence()?;
        let revision_id = article.revision_id.ok_or_else(|| Error::not_found("revision"))?;
        let revision = db::revision::get(connection, revision_id)?;
        complete(&revision.parts)?;
        if audience == Audience::Public {
            nothing_open(connection, id)?;
            nothing_personal(connection, &article, &revision.parts, &revision.text)?;
            if let Some(standing) = &looked_at {
                if standing.revision_id != revision_id {
                    return Err(revise::changed_meanwhile());
                }
                standing.confirmed()?;
            }
        }
        revise::replace_shown(connection, &article, revision_id, now)?;
        article.confidence = confidence;
        article.audience = audience;
        article.published_revision_id = Some(revision_id);
        article.published_at = article.published_at.or(Some(now));
        article.replaced_by = None;
        revise::store(connection, &article, now)?;
        revise::set_slug(connection, id, &revision.parts.title, now)?;
        db::audit::record(connection, actor, "article.publish", Some(id.0), audience.as_str(), now)?;
        Ok(db::article::get(connection, id)?)
    })?;
    app.news.changed();
    Ok(article)
}

/// Says that an article is proven: validated by a person.
pub fn validate(app: &App, actor: Actor, id: ArticleId) -> Result<Article> {
    let change = revise::Revision {
        confidence: Some(Confidence::Validated),
        ..revise::Revision::default()
    };
    revise::revise(app, actor, id, None, &change)
}

fn complete(parts: &Parts) -> Result<()> {
    let problems = parts.problems_to_publish();
    let Some(first) = problems.first() else { return Ok(()) };
    let error = Error::new(Code::Incomplete, format!("The article is not complete: {first}."));
    Err(problems
        .iter()
        .fold(error, |error, unfit| error.with_field(unfit.part, unfit.problem)))
}

fn nothing_open(connection: &mut DbConnection, id: ArticleId) -> Result<()> {
    let open: Vec<_> = db::redaction::list(connection, id)?
        .into_iter()
        .filter(|redaction| redaction.status == RedactionStatus::Open)
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let kinds: Vec<_> = open
        .iter()
        .map(|redaction| format!("{} ({})", redaction.kind, redaction.id))
        .collect();
    let error = Error::new(
        Code::RedactionOpen,
        format!(
            "Decide on {} of personal data first: {}.",
            spans(open.len()),
            kinds.join(", ")
        ),
    );
    Err(open.iter().fold(error, |error, redaction| {
        error.with_field(&redaction.id.to_string(), redaction.kind.clone())
    }))
}

fn spans(count: usize) -> String {
    if count == 1 {
        "1 span".into()
    } else {
        format!("{count} spans")
    }
}

/// The last look: an e-mail address or phone number that the owner did not declare public stands in no public text,
/// whatever was decided before.
fn nothing_personal(connection: &mut DbConnection, article: &Article, parts: &Parts, rendered: &str) -> Result<()> {
    let brand = db::brand::get(connection, article.brand_id)?;
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let texts = [
        ("title", parts.title.as_str()),
        ("issue", &parts.issue),
        ("environment", &parts.environment),
        ("resolution", &parts.resolution),
        ("cause", &parts.cause),
        ("reply", &parts.reply),
    ];
    let replies = parts
        .channel_replies
        .values()
        .map(|text| ("channel_replies", text.as_str()));
    let mut found = found_in(texts.into_iter().chain(replies), &allow_list);
    if found.is_empty() {
        // What only shows once Markdown is rendered: the text has the resolution and the cause.
        found = found_in([("resolution", rendered)].into_iter(), &allow_list);
    }
    if found.is_empty() {
        return Ok(());
    }
    let places: Vec<_> = found.iter().map(|(part, kind)| format!("{part} ({kind})")).collect();
    let error = Error::new(
        Code::PersonalData,
        format!(
            "What looks like personal data stands in: {}. Remove it, or add it to the brand's allow list.",
            places.join(", ")
        ),
    );
    Err(found
        .into_iter()
        .fold(error, |error, (part, kind)| error.with_field(part, kind)))
}

/// The parts in which contacts stand, with each kind of them once.
fn found_in<'a>(
    texts: impl Iterator<Item = (&'static str, &'a str)>,
    allow_list: &AllowList,
) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    for (part, text) in texts {
        for span in redaction::contacts(text, allow_list) {
            let one = (part, span.kind.as_str());
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found
}
