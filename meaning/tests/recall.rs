//! That comparing signs first loses next to nothing, on customers' real questions. They are not part of the project: where
//! `PRECEDENT_SHARED` (else `../shared` beside the project) has none, the test is skipped.

#![allow(clippy::unwrap_used)]

use precedent_meaning::{Embedder, Kind, Nearest, Vector};
use serde_json::Value;
use std::{collections::HashSet, path::PathBuf};

/// Of the ten nearest, the least share that has to be found.
const RECALL: f64 = 0.98;
const QUERIES: usize = 300;

fn questions(folder: &std::path::Path) -> Vec<String> {
    let banks = std::fs::read_to_string(folder.join("clusters/banking77.jsonl")).unwrap_or_default();
    let intents = std::fs::read_to_string(folder.join("retrieval/clinc150/corpus.jsonl")).unwrap_or_default();
    let texts = banks.lines().chain(intents.lines()).map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        line["text"].as_str().unwrap().to_owned()
    });
    let lines = texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.collect::<HashSet<_>>().into_iter().collect()
}

#[test]
fn the_ten_nearest_are_found() {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared"));
    let shared = std::env::var_os("PRECEDENT_SHARED").map_or_else(beside, PathBuf::from);
    let texts = questions(&shared.join("data"));
    if texts.len() <= 20_000 + QUERIES {
        println!("SKIPPED: no questions at {}", shared.display());
        return;
    }
    let encoder = precedent_meaning::builtin().unwrap();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let vectors: Vec<Vector> = texts
        .chunks(64)
        .flat_map(|texts| encoder.embed(texts, Kind::Phrasing).unwrap())
        .collect();
    let (queries, known) = vectors.split_at(QUERIES);
    let (mut exact, mut many) = (
        Nearest::new(encoder.dimensions()),
        Nearest::for_many(encoder.dimensions()),
    );
    for (owner, vector) in known.iter().enumerate() {
        exact.set(owner as i64, std::slice::from_ref(vector));
        many.set(owner as i64, std::slice::from_ref(vector));
    }
    let best = |nearest: &Nearest, query: &Vector| -> HashSet<i64> {
        nearest
            .best(query, 10, |_, _| true)
            .iter()
            .map(|found| found.owner)
            .collect()
    };
    let found: usize = queries
        .iter()
        .map(|query| best(&exact, query).intersection(&best(&many, query)).count())
        .sum();
    let recall = found as f64 / (10 * QUERIES) as f64;
    println!("{} vectors, recall at 10: {recall:.4}", known.len());
    assert!(recall >= RECALL, "{recall}");
}
