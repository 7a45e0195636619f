//! Topics and their texts by locale.

use super::{
    DbConnection,
    schema::{article_brands, article_topics, articles, topic_texts, topics},
};
use crate::domain::{
    article::{Audience, Confidence},
    id::{ArticleId, BrandId, TopicId},
    locale::Locale,
    topic::Topic,
};
use diesel::{dsl::exists, prelude::*};
use std::collections::HashMap;

/// Numbers of articles that anybody may read; those of a topic with what stands below it.
#[derive(Debug, Default)]
pub struct Counts {
    pub total: i64,
    pub by_topic: HashMap<TopicId, i64>,
}

/// The topic with this key, made where the brand has none.
pub fn put(
    connection: &mut DbConnection,
    brand_id: BrandId,
    key: &str,
    parent_id: Option<TopicId>,
) -> QueryResult<TopicId> {
    if let Some(id) = find_id(connection, brand_id, key)? {
        return Ok(id);
    }
    let position = topics::table
        .filter(topics::brand_id.eq(brand_id))
        .count()
        .get_result::<i64>(connection)?;
    diesel::insert_into(topics::table)
        .values((
            topics::brand_id.eq(brand_id),
            topics::key.eq(key),
            topics::parent_id.eq(parent_id),
            topics::position.eq(position as i32),
            topics::hidden.eq(false),
        ))
        .returning(topics::id)
        .get_result(connection)
}

/// The number of the topic with this key.
pub fn find_id(connection: &mut DbConnection, brand_id: BrandId, key: &str) -> QueryResult<Option<TopicId>> {
    topics::table
        .filter(topics::brand_id.eq(brand_id).and(topics::key.eq(key)))
        .select(topics::id)
        .get_result(connection)
        .optional()
}

/// Sets what a topic is called in a locale.
pub fn put_text(
    connection: &mut DbConnection,
    id: TopicId,
    locale: &Locale,
    name: &str,
    purpose: &str,
) -> QueryResult<()> {
    let changed =
        diesel::update(topic_texts::table.filter(topic_texts::topic_id.eq(id).and(topic_texts::locale.eq(locale))))
            .set((topic_texts::name.eq(name), topic_texts::purpose.eq(purpose)))
            .execute(connection)?;
    if changed == 0 {
        diesel::insert_into(topic_texts::table)
            .values((
                topic_texts::topic_id.eq(id),
                topic_texts::locale.eq(locale),
                topic_texts::name.eq(name),
                topic_texts::purpose.eq(purpose),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Leaves a topic without a text in a locale.
pub fn delete_text(connection: &mut DbConnection, id: TopicId, locale: &Locale) -> QueryResult<usize> {
    diesel::delete(topic_texts::table.filter(topic_texts::topic_id.eq(id).and(topic_texts::locale.eq(locale))))
        .execute(connection)
}

/// A brand's topics with their texts in `locale`, in the brand's order. A topic without a text there shows its key.
pub fn list(connection: &mut DbConnection, brand_id: BrandId, locale: &Locale) -> QueryResult<Vec<Topic>> {
    let rows = topics::table
        .left_join(topic_texts::table.on(topic_texts::topic_id.eq(topics::id).and(topic_texts::locale.eq(locale))))
        .filter(topics::brand_id.eq(brand_id))
        .order((topics::position, topics::id))
        .select((
            topics::id,
            topics::key,
            topics::parent_id,
            topic_texts::name.nullable(),
            topic_texts::purpose.nullable(),
            topics::hidden,
        ))
        .load::<(TopicId, String, Option<TopicId>, Option<String>, Option<String>, bool)>(connection)?;
    Ok(rows
        .into_iter()
        .map(|(id, key, parent, name, purpose, hidden)| Topic {
            id,
            parent,
            locale: locale.clone(),
            name: name.unwrap_or_else(|| key.clone()),
            purpose: purpose.unwrap_or_default(),
            key,
            hidden,
        })
        .collect())
}

/// Sets where a topic stands among all of its brand.
pub fn set_position(connection: &mut DbConnection, id: TopicId, position: i32) -> QueryResult<usize> {
    diesel::update(topics::table.filter(topics::id.eq(id)))
        .set(topics::position.eq(position))
        .execute(connection)
}

/// Takes a topic out of all lists, or puts it back.
pub fn set_hidden(connection: &mut DbConnection, id: TopicId, hidden: bool) -> QueryResult<usize> {
    diesel::update(topics::table.filter(topics::id.eq(id)))
        .set(topics::hidden.eq(hidden))
        .execute(connection)
}

/// Which topics the articles have that anybody may read at a portal in `locale`; those of one article stand together.
pub fn placed(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
) -> QueryResult<Vec<(ArticleId, TopicId)>> {
    article_topics::table
        .inner_join(articles::table)
        .filter(
            articles::locale
                .eq(locale)
                .and(exists(
                    article_brands::table.filter(
                        article_brands::article_id
                            .eq(articles::id)
                            .and(article_brands::brand_id.eq(brand_id)),
                    ),
                ))
                .and(articles::audience.eq(Audience::Public))
                .and(articles::confidence.eq_any([Confidence::NotValidated, Confidence::Validated]))
                .and(articles::published_revision_id.is_not_null()),
        )
        .order(article_topics::article_id)
        .select((article_topics::article_id, article_topics::topic_id))
        .load(connection)
}
