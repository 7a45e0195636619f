//! Stores one incoming article, in the state that its source gives it.

use super::{Context, Effect, Outcome, Place, revisions::Texts};
use crate::{
    actions::revise,
    channels::IncomingArticle,
    db::{self, DbConnection, article::NewArticle},
    domain::{
        article::{Article, Audience, Confidence, Parts},
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
pub(super) fn put(
    context: &mut Context,
    connection: &mut DbConnection,
    place: &Place,
    incoming: &IncomingArticle,
) -> Result<Effect> {
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
    let texts = match Texts::of(context.app, incoming) {
        Ok(texts) => texts,
        Err(error) => return Ok(Effect::RejectedArticle(error.to_string())),
    };
    let stored = stored(connection, &brand, incoming)?;
    let held = held(context, &brand, incoming, &texts.shown.parts);
    let (article, outcome) = match stored {
        Some(article) if is_same(connection, &article, incoming, &texts)? => (article, Outcome::Unchanged),
        Some(article) => (
            write(context, connection, article, incoming, (&texts, held.is_some()))?,
            Outcome::Updated,
        ),
        None => {
            let article = insert(context, connection, &brand, incoming, locale)?;
            (
                write(context, connection, article, incoming, (&texts, held.is_some()))?,
                Outcome::New,
            )
        }
    };
    context.known.note(place, incoming, article.id);
    if let Some(group) = &incoming.group {
        context
            .known
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
fn held(context: &Context, brand: &Brand, incoming: &IncomingArticle, parts: &Parts) -> Option<String> {
    if context.options.curated || incoming.audience != Audience::Public || !incoming.is_published() {
        return None;
    }
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let found = all_texts(parts)
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
    texts: &Texts,
) -> Result<bool> {
    let states = article.confidence == incoming.confidence
        && article.audience == incoming.audience
        && article.governance == incoming.governance;
    Ok(states && texts.are_stored(&db::revision::list(connection, article.id)?))
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
        .and_then(|group| context.known.groups.get(&(brand.id, group.clone())));
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

/// Adds the texts as revisions and sets the states; published where they say so and nothing holds it back.
fn write(
    context: &Context,
    connection: &mut DbConnection,
    mut article: Article,
    incoming: &IncomingArticle,
    (texts, held): (&Texts, bool),
) -> Result<Article> {
    let at = incoming.updated_at.unwrap_or(context.now);
    let stored = texts.store(connection, &article, at)?;
    if incoming.is_published() && !held {
        revise::replace_shown(connection, &article, stored.shown, context.now)?;
    }
    article.revision_id = Some(stored.newest);
    article.confidence = incoming.confidence;
    article.audience = incoming.audience;
    article.governance = incoming.governance;
    if incoming.is_published() && !held {
        article.published_revision_id = Some(stored.shown);
        article.published_at = incoming.published_at.or(article.published_at).or(Some(at));
    }
    if incoming.confidence != Confidence::Archived {
        article.replaced_by = None;
    }
    revise::store_as_of(connection, &article, at, context.now)?;
    for old in &incoming.aliases {
        db::article::set_slug(connection, article.id, old, article.created_at)?;
    }
    match &incoming.slug {
        Some(slug) => db::article::set_slug(connection, article.id, slug, at)?,
        None if article.published_revision_id.is_some() => {
            revise::set_slug(connection, article.id, &texts.shown.parts.title, at)?;
        }
        // It gets one when it is published.
        None => {}
    }
    revise::set_topics(connection, &article, &incoming.topics)?;
    db::article::set_tags(connection, article.id, article.brand_id, &incoming.tags)?;
    Ok(db::article::get(connection, article.id)?)
}
