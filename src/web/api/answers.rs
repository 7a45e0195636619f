//! Answers to strangers' searches, kept as bytes until anything that readers see changes: what one customer asks, many do.

use super::answer::link_next;
use crate::error::{Error, Result};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
    web::Bytes,
};
use quick_cache::{Weighter, sync::Cache};
use serde::Serialize;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How many bytes of answers are kept; the least used go first.
const KEPT_MOST: u64 = 12 << 20;
/// About how many answers that is. Of half as many more it is remembered that they were asked, so that what many ask now
/// takes the place of what many asked before.
const KEPT_ABOUT: usize = 3_000;
/// An answer is made anew after this, whatever happened.
const FRESH_FOR: Duration = Duration::from_mins(10);
/// Longer queries are asked once.
const QUERY_MOST: usize = 400;

/// An answer, ready to be sent.
pub struct Answered {
    generation: u64,
    made_at: Instant,
    body: Bytes,
    next: Option<String>,
}

#[derive(Clone)]
struct BySize;

impl Weighter<Box<str>, Arc<Answered>> for BySize {
    fn weight(&self, query: &Box<str>, answer: &Arc<Answered>) -> u64 {
        (query.len() + answer.body.len() + 192) as u64
    }
}

/// The answers that are kept, by the portal they were asked at and the query part of the address.
pub struct Answers(Cache<Box<str>, Arc<Answered>, BySize>);

impl Default for Answers {
    fn default() -> Self {
        Self(Cache::with_weighter(KEPT_ABOUT, KEPT_MOST, BySize))
    }
}

impl Answers {
    /// The kept answer to a query, unless something changed since it was made.
    pub fn get(&self, query: &str, generation: u64) -> Option<Arc<Answered>> {
        let fresh = |answer: &Arc<Answered>| answer.generation == generation && answer.made_at.elapsed() < FRESH_FOR;
        self.0.get(query).filter(fresh)
    }

    /// Keeps the answer to a query.
    pub fn keep(&self, query: String, answer: Arc<Answered>) {
        if query.len() <= QUERY_MOST {
            self.0.insert(query.into(), answer);
        }
    }
}

impl Answered {
    /// The answer that `value` is as JSON, found while the news had this generation; `next` is the next page's cursor.
    pub fn new(value: &impl Serialize, next: Option<String>, generation: u64) -> Result<Self> {
        Ok(Self {
            generation,
            made_at: Instant::now(),
            body: serde_json::to_vec(value).map_err(Error::internal)?.into(),
            next,
        })
    }

    /// The answer to a request.
    pub fn response(&self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok().body(self.body.clone());
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
        if let Some(next) = &self.next {
            link_next(&mut response, request, next);
        }
        response
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_many_ask_now_takes_the_place_of_what_many_asked_before() {
        let answers = Answers::default();
        let ask = |kind: &str, number: usize, size: usize| {
            let query = format!("{kind} {number}");
            let known = answers.get(&query, 1).is_some();
            if !known {
                let answer = Answered::new(&"x".repeat(size), None, 1).unwrap();
                answers.keep(query, Arc::new(answer));
            }
            known
        };
        for _ in 0..2 {
            (0..1_500).for_each(|number| {
                ask("before", number, 11_000);
            });
        }
        let now = || (0..1_000).filter(|number| ask("now", *number, 5_400)).count();
        let known: Vec<_> = (0..4).map(|_| now()).collect();
        assert!(known[3] > 900, "{known:?}");
    }
}
