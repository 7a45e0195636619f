//! Stores one incoming article, in the state that its source gives it.

use super::{Context, Effect, Outcome};
use crate::{
    actions::{
        Actor,
        revise::{self, Rendered},
    },
    channels::IncomingArticle,
    db::{self, DbConnection, article::NewArticle},
    domain::{
        article::{Article, Audience, Parts},
        brand::Brand,
        id::ArticleId,
        locale::{self, Locale},
        redaction::{self, AllowList},
    },
    error::Result,
};

/// Characters that are enough to tell a language.
const SAMPLE_MOST: usize = 2000;

/// Stores an article under its outside id.
pub(super) fn put(context: &mut Context, connection: &mut DbConnection, incoming: &IncomingArticle) -> Result<Effect> {
    if let Some(problem) = incoming.problem() {
        return Ok(Effect::RejectedArticle(problem));
    }
    // All that it says: a title alone is too short to tell its language.
    let sample = || {
        let Parts {
            title,
            issue,
            resolution,
            ..
        } = &incoming.parts;
        format!("{title}\n{issue}\n{resolution}")
            .chars()
            .take(SAMPLE_MOST)
            .collect::<String>()
    };
    let named = incoming.brands.first().map(String::as_str);
    let brand = context.brand(connection, named, incoming.locale.as_ref(), sample)?;
    let locale = incoming
        .locale
        .clone()
        .unwrap_or_else(|| locale::detect(&sample(), &brand.locales));
    let brand = with_locale(context, connection, brand, &locale)?;
    let rendered = match revise::render(context.app, &incoming.parts) {
        Ok(rendered) => rendered,
        Err(error) => return Ok(Effect::RejectedArticle(error.to_string())),
    };
    let stored = stored(connection, &brand, incoming)?;
    let held = held(context, &brand, incoming, &rendered);
    let (article, outcome) = match stored {
        Some(article) if is_same(connection, &article, incoming, &rendered.parts)? => (article, Outcome::Unchanged),
        Some(article) => (
            write(context, connection, article, incoming, (&rendered, held.is_some()))?,
            Outcome::Updated,
        ),
        None => {
            let article = insert(context, connection, &brand, incoming, locale)?;
            (
                write(context, connection, article, incoming, (&rendered, held.is_some()))?,
                Outcome::New,
            )
        }
    };
    if let Some(group) = &incoming.group {
        context
            .groups
            .entry((brand.id, group.clone()))
            .or_insert(article.group_id);
    }
    for other in incoming.brands.iter().skip(1) {
        let other = context.brand(connection, Some(other), Some(&article.locale), String::new)?;
        db::article::show_in(connection, article.id, other.id)?;
    }
    Ok(Effect::Article(outcome, held.filter(|_| outcome != Outcome::Unchanged)))
}

fn stored(connection: &mut DbConnection, brand: &Brand, incoming: &IncomingArticle) -> Result<Option<Article>> {
    let by_id = match incoming.id {
        Some(id) => db::article::find(connection, id)?.filter(|article| article.brand_id == brand.id),
        None => None,
    };
    match (by_id, &incoming.external_id) {
        (Some(article), _) => Ok(Some(article)),
        (None, Some(external_id)) => Ok(db::article::find_by_external_id(connection, brand.id, external_id)?),
        (None, None) => Ok(None),
    }
}

/// A portal has pages in every language that its articles are in.
fn with_locale(
    context: &mut Context,
    connection: &mut DbConnection,
    mut brand: Brand,
    locale: &Locale,
) -> Result<Brand> {
    if !brand.has(locale) {
        brand.locales.push(locale.clone());
        db::brand::update(connection, &brand)?;
        context.brands.retain(|known| known.id != brand.id);
        context.brands.push(brand.clone());
        context.brands.sort_by_key(|brand| brand.id);
    }
    Ok(brand)
}

/// Why a public article is not published: it still holds a way to reach somebody that the brand did not declare public.
fn held(context: &Context, brand: &Brand, incoming: &IncomingArticle, rendered: &Rendered) -> Option<String> {
    if context.options.curated || incoming.audience != Audience::Public || !incoming.confidence.is_usable() {
        return None;
    }
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let found = all_texts(&rendered.parts)
        .into_iter()
        .find_map(|text| redaction::has_contact(text, &allow_list))?;
    Some(format!(
        "stored but not published: it holds what looks like personal data ({})",
        found.kind.as_str()
    ))
}

fn all_texts(parts: &Parts) -> Vec<&str> {
    let own = [
        &parts.title,
        &parts.issue,
        &parts.environment,
        &parts.resolution,
        &parts.cause,
        &parts.reply,
    ];
    own.into_iter()
        .chain(parts.channel_replies.values())
        .map(String::as_str)
        .collect()
}

fn is_same(
    connection: &mut DbConnection,
    article: &Article,
    incoming: &IncomingArticle,
    parts: &Parts,
) -> Result<bool> {
    let states = article.confidence == incoming.confidence
        && article.audience == incoming.audience
        && article.governance == incoming.governance;
    let Some(revision_id) = article.revision_id.filter(|_| states) else {
        return Ok(false);
    };
    Ok(db::revision::get(connection, revision_id)?.parts == *parts)
}

fn insert(
    context: &Context,
    connection: &mut DbConnection,
    brand: &Brand,
    incoming: &IncomingArticle,
    locale: Locale,
) -> Result<Article> {
    let sibling = incoming
        .group
        .as_ref()
        .and_then(|group| context.groups.get(&(brand.id, group.clone())));
    let taken = |id: &ArticleId| -> bool { !matches!(incoming.id, Some(own) if own == *id) };
    let id = match incoming.id {
        Some(id) if db::article::find(connection, id)?.is_none() => Some(id),
        _ => None,
    };
    let new = NewArticle {
        id,
        brand_id: brand.id,
        group_id: sibling.copied().filter(taken),
        locale,
        external_id: incoming.external_id.clone(),
        confidence: incoming.confidence,
        audience: incoming.audience,
        governance: incoming.governance,
    };
    let id = db::article::insert(connection, &new, incoming.created_at.unwrap_or(context.now))?;
    Ok(db::article::get(connection, id)?)
}

/// Adds the text as a revision and sets the states; published where they say so and nothing holds it back.
fn write(
    context: &Context,
    connection: &mut DbConnection,
    mut article: Article,
    incoming: &IncomingArticle,
    (rendered, held): (&Rendered, bool),
) -> Result<Article> {
    let at = incoming.updated_at.unwrap_or(context.now);
    let actor = Actor::default();
    let revision_id = revise::add(connection, &article, rendered, actor, "import", at)?;
    article.revision_id = Some(revision_id);
    article.confidence = incoming.confidence;
    article.audience = incoming.audience;
    article.governance = incoming.governance;
    if incoming.confidence.is_usable() && !held {
        article.published_revision_id = Some(revision_id);
        article.published_at = article.published_at.or(Some(at));
    }
    revise::store_as_of(connection, &article, at, context.now)?;
    for old in &incoming.aliases {
        db::article::set_slug(connection, article.id, old, article.created_at)?;
    }
    match &incoming.slug {
        Some(slug) => db::article::set_slug(connection, article.id, slug, at)?,
        None => revise::set_slug(connection, article.id, &rendered.parts.title, at)?,
    }
    revise::set_topics(connection, &article, &incoming.topics)?;
    db::article::set_tags(connection, article.id, article.brand_id, &incoming.tags)?;
    Ok(db::article::get(connection, article.id)?)
}
