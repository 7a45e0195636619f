//! How often articles were used, and whether they helped.

use super::list::{published, shown_in};
use crate::{
    db::{
        DbConnection,
        among::{self, among},
        connection::directly,
        schema::{article_uses, articles, links},
    },
    domain::{
        id::{ArticleId, BrandId, ConversationId},
        link::LinkKind,
        locale::Locale,
    },
};
use chrono::NaiveDateTime;
use diesel::{
    dsl::{count_star, exists},
    prelude::*,
};

/// How often an article was used and helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct Uses {
    pub article_id: ArticleId,
    pub uses: i32,
    pub helped: i32,
    pub not_helped: i32,
    pub last_used_at: Option<NaiveDateTime>,
    pub last_confirmed_at: Option<NaiveDateTime>,
}

/// The uses of each of `ids` that has any.
pub fn uses_of(connection: &mut DbConnection, ids: &[ArticleId]) -> QueryResult<Vec<Uses>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        let query = article_uses::table.filter(among(article_uses::article_id, some));
        directly!(connection, of => query.load(of))
    })
}

/// The articles of a brand and locale that were used most, the most used first.
pub fn most_used(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
    limit: i64,
) -> QueryResult<Vec<ArticleId>> {
    articles::table
        .inner_join(article_uses::table)
        .filter(
            articles::locale
                .eq(locale)
                .and(exists(shown_in(brand_id)))
                .and(published()),
        )
        .order((article_uses::uses.desc(), articles::id))
        .limit(limit)
        .select(articles::id)
        .load(connection)
}

/// The public articles of a brand and locale that answered the most of these conversations, the most frequent first.
pub fn most_linked(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
    conversations: &[ConversationId],
) -> QueryResult<Vec<ArticleId>> {
    links::table
        .inner_join(articles::table)
        .filter(
            links::conversation_id
                .eq_any(conversations)
                .and(links::kind.ne(LinkKind::Inferred)),
        )
        .filter(
            articles::locale
                .eq(locale)
                .and(exists(shown_in(brand_id)))
                .and(published()),
        )
        .group_by(links::article_id)
        .order((count_star().desc(), links::article_id))
        .select(links::article_id)
        .load(connection)
}

/// Counts what `add` has on top of what is stored; its times take the place of older ones.
pub fn add_uses(connection: &mut DbConnection, add: Uses) -> QueryResult<()> {
    let before = article_uses::table
        .filter(article_uses::article_id.eq(add.article_id))
        .get_result::<Uses>(connection)
        .optional()?;
    let Some(before) = before else {
        return diesel::insert_into(article_uses::table)
            .values((
                article_uses::article_id.eq(add.article_id),
                article_uses::uses.eq(add.uses.max(0)),
                article_uses::helped.eq(add.helped.max(0)),
                article_uses::not_helped.eq(add.not_helped.max(0)),
                article_uses::last_used_at.eq(add.last_used_at),
                article_uses::last_confirmed_at.eq(add.last_confirmed_at),
            ))
            .execute(connection)
            .map(|_| ());
    };
    diesel::update(article_uses::table.filter(article_uses::article_id.eq(add.article_id)))
        .set((
            article_uses::uses.eq((before.uses + add.uses).max(0)),
            article_uses::helped.eq((before.helped + add.helped).max(0)),
            article_uses::not_helped.eq((before.not_helped + add.not_helped).max(0)),
            article_uses::last_used_at.eq(before.last_used_at.max(add.last_used_at)),
            article_uses::last_confirmed_at.eq(before.last_confirmed_at.max(add.last_confirmed_at)),
        ))
        .execute(connection)
        .map(|_| ())
}

/// An addition that counts nothing; a start for `add_uses`.
pub const fn no_uses(article_id: ArticleId) -> Uses {
    Uses {
        article_id,
        uses: 0,
        helped: 0,
        not_helped: 0,
        last_used_at: None,
        last_confirmed_at: None,
    }
}
