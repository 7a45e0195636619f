//! What an article is about: its topics, and its tags.

use crate::{
    db::{
        DbConnection,
        among::{self, among},
        connection::directly,
        schema::{article_tags, article_topics, tags},
    },
    domain::id::{ArticleId, BrandId, TopicId},
};
use diesel::prelude::*;

/// The topics of each of `ids`.
pub fn topics_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<(ArticleId, TopicId)>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        let query = article_topics::table
            .filter(among(article_topics::article_id, some))
            .order((article_topics::article_id, article_topics::topic_id));
        directly!(connection, of => query.load(of))
    })
}

/// The topics of an article.
pub fn topics_of_one(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Vec<TopicId>> {
    let query = article_topics::table
        .filter(article_topics::article_id.eq(id))
        .order(article_topics::topic_id)
        .select(article_topics::topic_id);
    directly!(connection, of => query.load(of))
}

/// Makes `topics` the article's topics.
pub fn set_topics(connection: &mut DbConnection, id: ArticleId, topics: &[TopicId]) -> QueryResult<()> {
    diesel::delete(article_topics::table.filter(article_topics::article_id.eq(id))).execute(connection)?;
    for topic_id in topics {
        diesel::insert_into(article_topics::table)
            .values((article_topics::article_id.eq(id), article_topics::topic_id.eq(topic_id)))
            .execute(connection)?;
    }
    Ok(())
}

/// The tags of an article, by name.
pub fn tags_of(connection: &mut DbConnection, id: ArticleId) -> QueryResult<Vec<String>> {
    let query = tags::table
        .filter(
            tags::id.eq_any(
                article_tags::table
                    .filter(article_tags::article_id.eq(id))
                    .select(article_tags::tag_id),
            ),
        )
        .order(tags::name)
        .select(tags::name);
    directly!(connection, of => query.load(of))
}

/// Makes `names` the article's tags; tags that the brand does not have are made.
pub fn set_tags(connection: &mut DbConnection, id: ArticleId, brand_id: BrandId, names: &[String]) -> QueryResult<()> {
    diesel::delete(article_tags::table.filter(article_tags::article_id.eq(id))).execute(connection)?;
    for name in names {
        let known = tags::table
            .filter(tags::brand_id.eq(brand_id).and(tags::name.eq(name)))
            .select(tags::id)
            .get_result::<i64>(connection)
            .optional()?;
        let tag_id = match known {
            Some(tag_id) => tag_id,
            None => diesel::insert_into(tags::table)
                .values((tags::brand_id.eq(brand_id), tags::name.eq(name)))
                .returning(tags::id)
                .get_result(connection)?,
        };
        diesel::insert_into(article_tags::table)
            .values((article_tags::article_id.eq(id), article_tags::tag_id.eq(tag_id)))
            .execute(connection)?;
    }
    Ok(())
}
