//! Groups of questions that ask the same, and which of them matter most.

use super::{
    id::{BrandId, GapId},
    locale::Locale,
};
use chrono::NaiveDateTime;

/// Questions that ask the same, in whatever languages. A group is known by the question that founded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub id: GapId,
    pub brand_id: BrandId,
    /// The question that was asked most often, personal data masked.
    pub text: String,
    pub locales: Vec<Locale>,
    /// How many people asked in the last days, and ever.
    pub recent_people: i64,
    pub people: i64,
    /// How often it was asked, and how often without an answer.
    pub times: i64,
    pub unanswered: i64,
    /// How many questions in different words there are.
    pub questions: usize,
    /// Of how many conversations.
    pub conversations: usize,
    pub first_at: NaiveDateTime,
    pub last_at: NaiveDateTime,
}

/// The most wanted first: by people in the last days, then ever, then the one asked last.
pub fn rank(groups: &mut [Group]) {
    groups.sort_by(|a, b| {
        let key = |group: &Group| (group.recent_people, group.people, group.last_at, group.id);
        key(b).cmp(&key(a))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_the_last_days_come_before_those_of_old() {
        let group = |id, recent_people, people| Group {
            id: GapId(id),
            brand_id: BrandId(1),
            text: String::new(),
            locales: Vec::new(),
            recent_people,
            people,
            times: 1,
            unanswered: 0,
            questions: 1,
            conversations: 0,
            first_at: NaiveDateTime::default(),
            last_at: NaiveDateTime::default(),
        };
        let mut groups = [group(1, 0, 90), group(2, 2, 2), group(3, 2, 30), group(4, 0, 1)];
        rank(&mut groups);
        assert_eq!(groups.map(|group| group.id.0), [3, 2, 1, 4]);
    }
}
