//! What people ask most.

use crate::{
    app::App,
    db::{self, DbConnection, gap::Gap},
    domain::{
        gap::GapKind,
        group::{self, Group},
        id::{BrandId, GapId},
        locale::Locale,
    },
    error::{Error, Result},
};
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::{HashMap, HashSet};

/// Which groups are listed.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub brand_id: Option<BrandId>,
    /// What counts as the last days.
    pub days: i64,
    pub limit: usize,
    /// Only groups in which something is without an answer.
    pub gaps: bool,
}

/// Groups of alike questions, those that most people asked lately first.
pub fn list(app: &App, wanted: Wanted) -> Result<Vec<Group>> {
    let since = app.clock.now() - TimeDelta::days(wanted.days);
    app.database.snapshot(|connection| {
        let people = people(connection, wanted, since)?;
        let ids: Vec<_> = people.iter().map(|(_, _, id)| *id).collect();
        let mut questions: HashMap<GapId, Vec<Gap>> = HashMap::new();
        for question in db::gap::of_groups(connection, &ids)? {
            if let Some(id) = question.group_id {
                questions.entry(id).or_default().push(question);
            }
        }
        let summaries = people.iter().filter_map(|(recent, ever, id)| {
            let questions = questions.get(id)?;
            summary(*id, (*recent, *ever), questions)
        });
        let mut groups: Vec<Group> = summaries.collect();
        group::rank(&mut groups);
        Ok::<_, Error>(groups)
    })
}

/// People in the last days and ever of the groups that are wanted, the most first.
fn people(connection: &mut DbConnection, wanted: Wanted, since: NaiveDateTime) -> Result<Vec<(i64, i64, GapId)>> {
    let ever = db::gap::people_by_group(connection, wanted.brand_id, None)?;
    let recent = db::gap::people_by_group(connection, wanted.brand_id, Some(since))?;
    let recent: HashMap<_, _> = recent.into_iter().collect();
    let open: Option<HashSet<_>> = if wanted.gaps {
        let groups = db::gap::groups_with_gaps(connection, wanted.brand_id)?;
        Some(groups.into_iter().collect())
    } else {
        None
    };
    let is_wanted = |id: &Option<GapId>| open.as_ref().is_none_or(|open| open.contains(id));
    let mut order: Vec<_> = ever
        .into_iter()
        .filter(|(id, _)| is_wanted(id))
        .filter_map(|(id, people)| Some((recent.get(&id).copied().unwrap_or(0), people, id?)))
        .collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    order.truncate(wanted.limit);
    Ok(order)
}

fn summary(id: GapId, (recent_people, people): (i64, i64), questions: &[Gap]) -> Option<Group> {
    // Of those asked equally often, the one that was asked first.
    let first = questions.iter().rev().max_by_key(|question| question.times)?;
    let mut locales: Vec<Locale> = questions.iter().map(|question| question.locale.clone()).collect();
    locales.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    locales.dedup();
    let times = |counts: fn(GapKind) -> bool| {
        let counted = questions.iter().filter(|question| counts(question.kind));
        counted.map(|question| i64::from(question.times)).sum()
    };
    Some(Group {
        id,
        brand_id: first.brand_id,
        text: first.text.clone(),
        locales,
        recent_people,
        people,
        times: times(|_| true),
        unanswered: times(GapKind::is_gap),
        questions: questions
            .iter()
            .map(|question| &question.text)
            .collect::<HashSet<_>>()
            .len(),
        conversations: questions
            .iter()
            .filter(|question| question.conversation_id.is_some())
            .count(),
        first_at: questions.iter().map(|question| question.first_at).min()?,
        last_at: questions.iter().map(|question| question.last_at).max()?,
    })
}
