use super::*;
use precedent_meaning::Unavailable;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts how many texts it was given. A text's direction is that of its letters a, b and c.
struct Letters(Arc<AtomicUsize>);

impl Embedder for Letters {
    fn id(&self) -> &'static str {
        "letters"
    }

    fn dimensions(&self) -> usize {
        3
    }

    fn embed(&self, texts: &[&str], _kind: Kind) -> std::result::Result<Vec<Vector>, Unavailable> {
        self.0.fetch_add(texts.len(), Ordering::Relaxed);
        let count = |text: &str, letter| text.matches(letter).count() as f32;
        Ok(texts
            .iter()
            .map(|text| Vector::of(&['a', 'b', 'c'].map(|letter| count(text, letter))))
            .collect())
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn what_was_encoded_before_is_not_encoded_again() {
    let calls = Arc::new(AtomicUsize::new(0));
    let meaning = Meaning::new(Some(Box::new(Letters(calls.clone()))));
    let first = meaning.phrasings(&texts(&["a", "ab", "a"]), &[]).unwrap();
    assert_eq!((first.len(), calls.swap(0, Ordering::Relaxed)), (3, 3));
    let stored = meaning.stored("letters", &to_bytes(&first));
    assert_eq!(stored, first);
    let second = meaning.phrasings(&texts(&["ab", "abc"]), &stored).unwrap();
    assert_eq!(
        (second[0].clone(), calls.load(Ordering::Relaxed)),
        (first[1].clone(), 1)
    );
    assert!(meaning.stored("another", &to_bytes(&first)).is_empty());
}

#[test]
fn articles_are_found_on_the_shelves_that_are_asked_for() {
    let meaning = Meaning::new(Some(Box::new(Letters(Arc::default()))));
    let put = |id, public, words: &[&str]| {
        let phrasings = meaning.phrasings(&texts(words), &[]).unwrap();
        let shelf = Shelf {
            public,
            brand_ids: vec![BrandId(1)],
        };
        meaning.put(ArticleId(id), Some((shelf, &phrasings)));
    };
    put(1, true, &["aab", "c"]);
    put(2, false, &["a"]);
    let query = meaning.of("aaa").unwrap();
    let owners = |admits: fn(&Shelf) -> bool| -> Vec<(i64, u32)> {
        let found = meaning.nearest(&query, 5, admits);
        found.iter().map(|found| (found.owner, found.phrasing)).collect()
    };
    assert_eq!(owners(|_| true), [(2, 0), (1, 0)]);
    assert_eq!(owners(|shelf| shelf.public), [(1, 0)]);
    put(1, false, &["a"]);
    assert_eq!(owners(|shelf| shelf.public), []);
    meaning.put(ArticleId(2), None);
    assert_eq!(owners(|_| true), [(1, 0)]);
    assert_eq!(meaning.count(), (1, 1));
    meaning.clear();
    assert_eq!(meaning.count(), (0, 0));
}

#[test]
fn who_comes_when_too_many_are_under_way_does_without_until_one_is_done() {
    let meaning = Meaning::new(None);
    let mut held: Vec<_> = std::iter::from_fn(|| meaning.permit()).collect();
    assert!(!held.is_empty() && held.len().is_multiple_of(QUESTIONS_PER_CORE));
    let pressure = meaning.pressure();
    assert_eq!((pressure.crowded_out, pressure.in_flight), (1, held.len()));
    assert!(meaning.permit().is_none());
    held.pop();
    assert!(meaning.permit().is_some());
    drop(held);
    let pressure = meaning.pressure();
    assert_eq!(
        (pressure.crowded_out, pressure.in_flight, pressure.unanswered),
        (2, 0, 0)
    );
}

#[test]
fn who_comes_in_a_crowd_of_any_requests_does_without() {
    let meaning = Arc::new(Meaning::new(None));
    let some = meaning.cores * REQUESTS_PER_CORE;
    let mut crowd: Vec<_> = (0..=some).map(|_| UnderWay::begin(&meaning)).collect();
    assert!(meaning.permit().is_none());
    crowd.pop();
    assert!(meaning.permit().is_some());
}

#[test]
fn past_conversations_are_found_at_their_brand() {
    let meaning = Meaning::new(Some(Box::new(Letters(Arc::default()))));
    let vector = |text: &str| meaning.of(text).unwrap();
    meaning.put_past(ConversationId(1), Some((BrandId(1), &vector("aab"))));
    meaning.put_past(ConversationId(2), Some((BrandId(1), &vector("c"))));
    meaning.put_past(ConversationId(3), Some((BrandId(2), &vector("a"))));
    let found = |brand| meaning.nearest_past(&vector("a"), BrandId(brand), 5);
    assert_eq!(found(1), [ConversationId(1), ConversationId(2)]);
    assert_eq!(found(2), [ConversationId(3)]);
    let near = meaning.near_past(&vector("c"), &[ConversationId(2), ConversationId(9)]);
    assert!(near[0].unwrap().best > 0.99 && near[1].is_none());
    meaning.put_past(ConversationId(1), None);
    assert_eq!(found(1), [ConversationId(2)]);
    meaning.clear_past();
    assert!(found(1).is_empty());
}

#[test]
fn without_an_encoder_there_is_nothing() {
    let meaning = Meaning::new(None);
    assert_eq!(meaning.encoder(), None);
    assert_eq!(meaning.of("a").unwrap_err().code(), Code::Unavailable);
    assert!(meaning.phrasings(&texts(&["a"]), &[]).is_err());
}
