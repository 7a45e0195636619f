//! stub
use super::conversation::{AuthorRole, ResolvedBy, Status, Turn};
use chrono::NaiveDateTime;
pub struct Verdict {
    pub status: Status,
    pub by: Option<ResolvedBy>,
    pub score: f64,
}
pub fn resolve(_turns: &[Turn], source: Option<Status>, _now: NaiveDateTime) -> Verdict {
    Verdict {
        status: source.unwrap_or(Status::Open),
        by: source.map(|_| ResolvedBy::Source),
        score: 1.0,
    }
}
pub fn answer_turn(turns: &[Turn]) -> Option<usize> {
    turns.iter().rposition(|turn| turn.role == AuthorRole::Agent)
}
