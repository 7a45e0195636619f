//! Gaps: alike questions without an answer, counted together. Questions that were answered stand here too, because they
//! are grouped with the others by what they mean (`actions::group`).

use super::{
    DbConnection,
    among::{self, among},
    page::{Cursor, Page},
    schema::{gap_people, gap_vectors, gaps, messages},
};
use crate::domain::{
    conversation::AuthorRole,
    gap::GapKind,
    id::{AuthorId, BrandId, ConversationId, GapId},
    locale::Locale,
};
use chrono::NaiveDateTime;
use diesel::{dsl::count, prelude::*};

/// A gap as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Gap {
    pub id: GapId,
    pub brand_id: BrandId,
    pub locale: Locale,
    pub kind: GapKind,
    pub key: String,
    /// As first asked, personal data masked.
    pub text: String,
    pub times: i32,
    pub first_at: NaiveDateTime,
    pub last_at: NaiveDateTime,
    /// The conversation whose question it is.
    pub conversation_id: Option<ConversationId>,
    /// The question that founded its group; none until it was looked at.
    pub group_id: Option<GapId>,
}

/// The question of a brand in a language that has this kind and key.
macro_rules! same {
    ($brand_id:expr, $locale:expr, $kind:expr, $key:expr) => {
        gaps::brand_id
            .eq($brand_id)
            .and(gaps::locale.eq($locale.clone()))
            .and(gaps::kind.eq($kind))
            .and(gaps::key.eq($key.to_owned()))
    };
}

/// Counts one more question of this key; stores the gap where it is the first. `person` tells those apart who ask.
pub fn record(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
    kind: GapKind,
    (key, text, person): (&str, &str, &str),
    now: NaiveDateTime,
) -> QueryResult<()> {
    let same = same!(brand_id, locale, kind, key);
    let seen = diesel::update(gaps::table.filter(same.clone()))
        .set((gaps::times.eq(gaps::times + 1), gaps::last_at.eq(now)))
        .execute(connection)?;
    if seen == 0 {
        diesel::insert_into(gaps::table)
            .values((
                gaps::brand_id.eq(brand_id),
                gaps::locale.eq(locale),
                gaps::kind.eq(kind),
                gaps::key.eq(key),
                gaps::text.eq(text),
                gaps::times.eq(1),
                gaps::first_at.eq(now),
                gaps::last_at.eq(now),
            ))
            .execute(connection)?;
    }
    let id = gaps::table.filter(same).select(gaps::id).get_result(connection)?;
    note_person(connection, id, person, now)
}

/// Who asks in a conversation: whoever wrote to the brand first. Nobody in particular where that is not known.
pub fn person_in(connection: &mut DbConnection, conversation: Option<ConversationId>) -> QueryResult<String> {
    let Some(id) = conversation else {
        return Ok(String::new());
    };
    let author: Option<Option<AuthorId>> = messages::table
        .filter(
            messages::conversation_id
                .eq(id)
                .and(messages::role.eq(AuthorRole::Customer)),
        )
        .order(messages::position)
        .select(messages::author_id)
        .first(connection)
        .optional()?;
    Ok(match author.flatten() {
        Some(author) => format!("author {}", author.0),
        None => format!("conversation {}", id.0),
    })
}

fn note_person(connection: &mut DbConnection, id: GapId, person: &str, at: NaiveDateTime) -> QueryResult<()> {
    let own = gap_people::gap_id.eq(id).and(gap_people::person.eq(person.to_owned()));
    let known = diesel::update(gap_people::table.filter(own))
        .set(gap_people::last_at.eq(at))
        .execute(connection)?;
    if known == 0 {
        diesel::insert_into(gap_people::table)
            .values((
                gap_people::gap_id.eq(id),
                gap_people::person.eq(person),
                gap_people::last_at.eq(at),
            ))
            .execute(connection)?;
    }
    Ok(())
}

/// Counts one question less; a gap that nobody asked stays no gap.
pub fn uncount(
    connection: &mut DbConnection,
    brand_id: BrandId,
    locale: &Locale,
    kind: GapKind,
    (key, person): (&str, &str),
) -> QueryResult<()> {
    let same = same!(brand_id, locale, kind, key);
    diesel::update(gaps::table.filter(same.clone()))
        .set(gaps::times.eq(gaps::times - 1))
        .execute(connection)?;
    let ids = gaps::table.filter(same.clone()).select(gaps::id);
    diesel::delete(
        gap_people::table.filter(
            gap_people::gap_id
                .eq_any(ids)
                .and(gap_people::person.eq(person.to_owned())),
        ),
    )
    .execute(connection)?;
    diesel::delete(gaps::table.filter(same.and(gaps::times.le(0)))).execute(connection)?;
    Ok(())
}

/// Gaps of a brand, the most recent first.
pub fn list(
    connection: &mut DbConnection,
    brand_id: Option<BrandId>,
    after: Option<Cursor>,
    limit: i64,
) -> QueryResult<Page<Gap>> {
    let mut query = gaps::table.filter(gaps::kind.ne(GapKind::Answered)).into_boxed();
    if let Some(brand_id) = brand_id {
        query = query.filter(gaps::brand_id.eq(brand_id));
    }
    if let Some(Cursor { at, id }) = after {
        query = query.filter(
            gaps::last_at
                .lt(at)
                .or(gaps::last_at.eq(at).and(gaps::id.lt(GapId(id)))),
        );
    }
    let rows = query
        .order((gaps::last_at.desc(), gaps::id.desc()))
        .limit(limit + 1)
        .load::<Gap>(connection)?;
    Ok(Page::cut(rows, limit, |last| Cursor {
        at: last.last_at,
        id: last.id.0,
    }))
}

/// How many people stand behind each of these.
pub fn people_of(connection: &mut DbConnection, ids: &[GapId]) -> QueryResult<Vec<(GapId, i64)>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        gap_people::table
            .filter(among(gap_people::gap_id, some))
            .group_by(gap_people::gap_id)
            .select((gap_people::gap_id, count(gap_people::person)))
            .load(connection)
    })
}

/// The question of a conversation as it is to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub conversation_id: ConversationId,
    pub brand_id: BrandId,
    pub locale: Locale,
    pub kind: GapKind,
    pub text: String,
    pub person: String,
    pub first_at: NaiveDateTime,
    pub last_at: NaiveDateTime,
}

/// Makes this the question of its conversation. One in other words is grouped anew.
pub fn put_question(connection: &mut DbConnection, question: &Question) -> QueryResult<()> {
    let own = gaps::conversation_id.eq(question.conversation_id);
    let known: Option<(GapId, String)> = gaps::table
        .filter(own)
        .select((gaps::id, gaps::text))
        .get_result(connection)
        .optional()?;
    let values = (
        gaps::brand_id.eq(question.brand_id),
        gaps::locale.eq(&question.locale),
        gaps::kind.eq(question.kind),
        // Nothing that is typed has such a key.
        gaps::key.eq(format!("#{}", question.conversation_id)),
        gaps::text.eq(&question.text),
        gaps::times.eq(1),
        gaps::first_at.eq(question.first_at),
        gaps::last_at.eq(question.last_at),
        own,
    );
    let id = match known {
        Some((id, text)) => {
            diesel::update(gaps::table.filter(gaps::id.eq(id)))
                .set(values)
                .execute(connection)?;
            if text != question.text {
                ungroup(connection, id)?;
            }
            id
        }
        None => diesel::insert_into(gaps::table)
            .values(values)
            .returning(gaps::id)
            .get_result(connection)?,
    };
    note_person(connection, id, &question.person, question.last_at)
}

/// Forgets the question of a conversation that has none.
pub fn remove_question(connection: &mut DbConnection, id: ConversationId) -> QueryResult<usize> {
    diesel::delete(gaps::table.filter(gaps::conversation_id.eq(id))).execute(connection)
}

fn ungroup(connection: &mut DbConnection, id: GapId) -> QueryResult<()> {
    diesel::delete(gap_vectors::table.filter(gap_vectors::gap_id.eq(id))).execute(connection)?;
    diesel::update(gaps::table.filter(gaps::id.eq(id)))
        .set(gaps::group_id.eq(None::<GapId>))
        .execute(connection)
        .map(|_| ())
}

/// A question as grouping needs it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Member {
    pub id: GapId,
    pub brand_id: BrandId,
    pub text: String,
    pub group_id: Option<GapId>,
    pub conversation_id: Option<ConversationId>,
}

type MemberColumns = (
    gaps::id,
    gaps::brand_id,
    gaps::text,
    gaps::group_id,
    gaps::conversation_id,
);
const MEMBER: MemberColumns = (
    gaps::id,
    gaps::brand_id,
    gaps::text,
    gaps::group_id,
    gaps::conversation_id,
);

/// The oldest questions that are in no group yet.
pub fn ungrouped(connection: &mut DbConnection, limit: i64) -> QueryResult<Vec<Member>> {
    gaps::table
        .filter(gaps::group_id.is_null())
        .order(gaps::id)
        .limit(limit)
        .select(MEMBER)
        .load(connection)
}

/// The grouped questions after this one, in the order of their numbers.
pub fn grouped_after(connection: &mut DbConnection, after: GapId, limit: i64) -> QueryResult<Vec<Member>> {
    gaps::table
        .filter(gaps::group_id.is_not_null().and(gaps::id.gt(after)))
        .order(gaps::id)
        .limit(limit)
        .select(MEMBER)
        .load(connection)
}

/// How many questions are in groups.
pub fn count_grouped(connection: &mut DbConnection) -> QueryResult<i64> {
    gaps::table
        .filter(gaps::group_id.is_not_null())
        .count()
        .get_result(connection)
}

pub fn set_group(connection: &mut DbConnection, id: GapId, group_id: GapId) -> QueryResult<usize> {
    diesel::update(gaps::table.filter(gaps::id.eq(id)))
        .set(gaps::group_id.eq(group_id))
        .execute(connection)
}

/// All of one group are henceforth of another.
pub fn move_group(connection: &mut DbConnection, gone: GapId, into: GapId) -> QueryResult<usize> {
    diesel::update(gaps::table.filter(gaps::group_id.eq(gone)))
        .set(gaps::group_id.eq(into))
        .execute(connection)
}

/// What these questions mean, by `encoder`.
pub fn vectors(connection: &mut DbConnection, encoder: &str, ids: &[GapId]) -> QueryResult<Vec<(GapId, Vec<u8>)>> {
    among::load(ids.iter().map(|id| id.0), |some| {
        gap_vectors::table
            .filter(among(gap_vectors::gap_id, some))
            .filter(gap_vectors::encoder.eq(encoder))
            .select((gap_vectors::gap_id, gap_vectors::vector))
            .load(connection)
    })
}

/// What the question of a past conversation means: the question, its brand and conversation, and the vector.
type PastVector = (GapId, BrandId, Option<ConversationId>, Vec<u8>);

/// What the questions of conversations mean, by `encoder`: those before this one, the newest first.
pub fn past_before(
    connection: &mut DbConnection,
    encoder: &str,
    before: GapId,
    limit: i64,
) -> QueryResult<Vec<PastVector>> {
    gap_vectors::table
        .inner_join(gaps::table.on(gaps::id.eq(gap_vectors::gap_id)))
        .filter(gap_vectors::encoder.eq(encoder).and(gaps::id.lt(before)))
        .filter(gaps::conversation_id.is_not_null())
        .order(gaps::id.desc())
        .limit(limit)
        .select((gaps::id, gaps::brand_id, gaps::conversation_id, gap_vectors::vector))
        .load(connection)
}

/// What the questions of these conversations mean, by `encoder`.
pub fn vectors_in(
    connection: &mut DbConnection,
    encoder: &str,
    ids: &[ConversationId],
) -> QueryResult<Vec<(Option<ConversationId>, Vec<u8>)>> {
    gap_vectors::table
        .inner_join(gaps::table.on(gaps::id.eq(gap_vectors::gap_id)))
        .filter(gap_vectors::encoder.eq(encoder))
        .filter(gaps::conversation_id.eq_any(ids.iter().copied().map(Some)))
        .select((gaps::conversation_id, gap_vectors::vector))
        .load(connection)
}

/// Stores what a question means instead of what was known; false where the question is gone.
pub fn put_vector(connection: &mut DbConnection, id: GapId, encoder: &str, vector: &[u8]) -> QueryResult<bool> {
    let there: i64 = gaps::table.filter(gaps::id.eq(id)).count().get_result(connection)?;
    if there == 0 {
        return Ok(false);
    }
    diesel::delete(gap_vectors::table.filter(gap_vectors::gap_id.eq(id))).execute(connection)?;
    diesel::insert_into(gap_vectors::table)
        .values((
            gap_vectors::gap_id.eq(id),
            gap_vectors::encoder.eq(encoder),
            gap_vectors::vector.eq(vector),
        ))
        .execute(connection)
        .map(|_| true)
}

/// How many people asked the questions of each group, those of one brand or all: since `since`, or ever.
pub fn people_by_group(
    connection: &mut DbConnection,
    brand_id: Option<BrandId>,
    since: Option<NaiveDateTime>,
) -> QueryResult<Vec<(Option<GapId>, i64)>> {
    let mut query = gap_people::table
        .inner_join(gaps::table.on(gaps::id.eq(gap_people::gap_id)))
        .filter(gaps::group_id.is_not_null())
        .group_by(gaps::group_id)
        .select((gaps::group_id, count(gap_people::person).aggregate_distinct()))
        .into_boxed();
    if let Some(brand_id) = brand_id {
        query = query.filter(gaps::brand_id.eq(brand_id));
    }
    if let Some(since) = since {
        query = query.filter(gap_people::last_at.ge(since));
    }
    query.load(connection)
}

/// The groups of a brand, or of all, in which something is without an answer.
pub fn groups_with_gaps(connection: &mut DbConnection, brand_id: Option<BrandId>) -> QueryResult<Vec<Option<GapId>>> {
    let mut query = gaps::table
        .filter(gaps::kind.ne(GapKind::Answered))
        .select(gaps::group_id)
        .distinct()
        .into_boxed();
    if let Some(brand_id) = brand_id {
        query = query.filter(gaps::brand_id.eq(brand_id));
    }
    query.load(connection)
}

/// The questions of these groups, the oldest first.
pub fn of_groups(connection: &mut DbConnection, ids: &[GapId]) -> QueryResult<Vec<Gap>> {
    gaps::table
        .filter(gaps::group_id.eq_any(ids.iter().copied().map(Some)))
        .order(gaps::id)
        .load(connection)
}
