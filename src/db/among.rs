//! `column IN (...)` for lists of any length with one statement, which is prepared once and kept.
//!
//! Diesel's `eq_any` writes as many places as there are values, so that each length is a statement of its own that is
//! parsed and planned for every call.

use diesel::{
    backend::Backend,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    serialize::ToSql,
    sql_types::{BigInt, Bool, HasSqlType, SingleValue},
};

/// Places of one statement; what is left over is filled with the first id.
const PLACES: usize = 16;

/// Whether `column` is one of up to [`PLACES`] ids.
#[derive(Debug, Clone, Copy, QueryId)]
pub struct Among<C> {
    column: C,
    ids: Ids,
}

/// The values of one statement.
#[derive(Debug, Clone, Copy)]
pub struct Ids([i64; PLACES]);

impl QueryId for Ids {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = true;
}

/// The condition that `column` is among `ids`.
pub fn among<C: Expression>(column: C, ids: Ids) -> Among<C> {
    Among { column, ids }
}

/// Runs `query` for all of `ids`, part by part, and gives all rows; an order holds within each id only.
pub fn load<T>(
    ids: impl IntoIterator<Item = i64>,
    mut query: impl FnMut(Ids) -> QueryResult<Vec<T>>,
) -> QueryResult<Vec<T>> {
    let mut ids = ids.into_iter();
    let mut rows = Vec::new();
    while let Some(first) = ids.next() {
        let mut places = [first; PLACES];
        for place in &mut places[1..] {
            let Some(id) = ids.next() else { break };
            *place = id;
        }
        rows.append(&mut query(Ids(places))?);
    }
    Ok(rows)
}

impl<C: Expression> Expression for Among<C>
where
    C::SqlType: SingleValue,
{
    type SqlType = Bool;
}

impl<C: Expression, QS> SelectableExpression<QS> for Among<C>
where
    Self: AppearsOnTable<QS>,
    C::SqlType: SingleValue,
{
}

impl<C: AppearsOnTable<QS>, QS> AppearsOnTable<QS> for Among<C> where C::SqlType: SingleValue {}

impl<C> ValidGrouping<()> for Among<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C: QueryFragment<DB>, DB> QueryFragment<DB> for Among<C>
where
    DB: Backend + HasSqlType<BigInt>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IN (");
        for (place, id) in self.ids.0.iter().enumerate() {
            if place > 0 {
                out.push_sql(", ");
            }
            out.push_bind_param::<BigInt, _>(id)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_asked_for_once_or_more() {
        for count in [0, 1, PLACES, PLACES + 1, 3 * PLACES - 1] {
            let ids: Vec<i64> = (0..count as i64).collect();
            let mut asked = load(ids.clone(), |part| Ok(part.0.to_vec())).expect("nothing can fail");
            asked.sort_unstable();
            asked.dedup();
            assert_eq!(asked, ids);
        }
    }
}
