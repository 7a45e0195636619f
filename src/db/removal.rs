//! A brand taken away with everything that is its own. What other brands have stays: only what ties it to the brand goes.

use super::{
    DbConnection,
    change_log::{self, Entity},
    schema::{
        article_brands, articles, authors, brand_files, brand_pages, brands, channels, conversations, environments,
        gaps, suggestions, synonyms, tags, tokens, topics,
    },
};
use crate::domain::id::BrandId;
use chrono::NaiveDateTime;
use diesel::prelude::*;

/// Most ids in one statement.
const AT_ONCE: usize = 500;

/// What a brand has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub articles: i64,
    pub conversations: i64,
}

/// How much a brand has.
pub fn held(connection: &mut DbConnection, id: BrandId) -> QueryResult<Held> {
    Ok(Held {
        articles: articles::table
            .filter(articles::brand_id.eq(id))
            .count()
            .get_result(connection)?,
        conversations: conversations::table
            .filter(conversations::brand_id.eq(id))
            .count()
            .get_result(connection)?,
    })
}

/// Removes a brand, and writes down what followers of the log have to take out. Its tokens end. What hangs on articles,
/// conversations, suggestions, topics and gaps goes with them (`ON DELETE CASCADE`).
pub fn remove(connection: &mut DbConnection, id: BrandId, now: NaiveDateTime) -> QueryResult<()> {
    let article_ids: Vec<i64> = articles::table
        .filter(articles::brand_id.eq(id))
        .select(articles::id)
        .load(connection)?;
    let conversation_ids: Vec<i64> = conversations::table
        .filter(conversations::brand_id.eq(id))
        .select(conversations::id)
        .load(connection)?;
    untie(connection, id, &article_ids, now)?;
    diesel::delete(suggestions::table.filter(suggestions::brand_id.eq(id))).execute(connection)?;
    diesel::delete(gaps::table.filter(gaps::brand_id.eq(id))).execute(connection)?;
    for ids in conversation_ids.chunks(AT_ONCE) {
        diesel::delete(conversations::table.filter(conversations::id.eq_any(ids))).execute(connection)?;
    }
    for ids in article_ids.chunks(AT_ONCE) {
        diesel::delete(articles::table.filter(articles::id.eq_any(ids))).execute(connection)?;
    }
    let own = channels::table.filter(channels::brand_id.eq(id)).select(channels::id);
    diesel::delete(authors::table.filter(authors::channel_id.eq_any(own))).execute(connection)?;
    diesel::delete(channels::table.filter(channels::brand_id.eq(id))).execute(connection)?;
    diesel::delete(topics::table.filter(topics::brand_id.eq(id))).execute(connection)?;
    diesel::delete(tags::table.filter(tags::brand_id.eq(id))).execute(connection)?;
    diesel::delete(synonyms::table.filter(synonyms::brand_id.eq(id))).execute(connection)?;
    diesel::delete(environments::table.filter(environments::brand_id.eq(id))).execute(connection)?;
    diesel::delete(brand_pages::table.filter(brand_pages::brand_id.eq(id))).execute(connection)?;
    diesel::delete(brand_files::table.filter(brand_files::brand_id.eq(id))).execute(connection)?;
    diesel::delete(brands::table.filter(brands::id.eq(id))).execute(connection)?;
    for article in article_ids {
        change_log::record(connection, Entity::Article, article, now)?;
    }
    for conversation in conversation_ids {
        change_log::record(connection, Entity::Conversation, conversation, now)?;
    }
    change_log::record(connection, Entity::Brand, id.0, now)
}

/// Loosens what others have of it: places in its portal, translations and replacements, groups of questions that one of its
/// own founded. A token of the brand must not become one of all brands, so it ends.
fn untie(connection: &mut DbConnection, id: BrandId, article_ids: &[i64], now: NaiveDateTime) -> QueryResult<()> {
    diesel::delete(article_brands::table.filter(article_brands::brand_id.eq(id))).execute(connection)?;
    for ids in article_ids.chunks(AT_ONCE) {
        diesel::update(articles::table.filter(articles::replaced_by.eq_any(ids)))
            .set(articles::replaced_by.eq(None::<i64>))
            .execute(connection)?;
        diesel::update(articles::table.filter(articles::group_id.eq_any(ids)))
            .set(articles::group_id.eq(None::<i64>))
            .execute(connection)?;
    }
    let gap_ids: Vec<i64> = gaps::table
        .filter(gaps::brand_id.eq(id))
        .select(gaps::id)
        .load(connection)?;
    for ids in gap_ids.chunks(AT_ONCE) {
        diesel::update(gaps::table.filter(gaps::group_id.eq_any(ids)))
            .set(gaps::group_id.eq(None::<i64>))
            .execute(connection)?;
    }
    let own = tokens::table.filter(tokens::brand_id.eq(id));
    diesel::update(own.filter(tokens::revoked_at.is_null()))
        .set(tokens::revoked_at.eq(now))
        .execute(connection)?;
    diesel::update(tokens::table.filter(tokens::brand_id.eq(id)))
        .set(tokens::brand_id.eq(None::<BrandId>))
        .execute(connection)?;
    Ok(())
}
