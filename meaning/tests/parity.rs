//! That the encoder gives what the package gives it was taken from: the same pieces, and vectors of the same direction.
//! `scripts/encoder reference` made what it is compared with.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt::Write};

const CASES: &str = include_str!("reference.jsonl");
/// 512 numbers of 16 bits for each case.
const VECTORS: &[u8] = include_bytes!("reference.vectors");

fn cases() -> Vec<Value> {
    CASES.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn expected(at: usize) -> Vec<f32> {
    let numbers = VECTORS.as_chunks::<2>().0[at * 512..][..512].iter();
    numbers.map(|&bytes| f32::from(i16::from_le_bytes(bytes))).collect()
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    product(a, b) / (product(a, a) * product(b, b)).sqrt()
}

#[test]
fn texts_are_cut_into_the_same_pieces() {
    let encoder = precedent_meaning::builtin().unwrap();
    let cases = cases();
    assert!(cases.len() >= 1000);
    let mut wrong = Vec::new();
    for case in &cases {
        let expected: Vec<u64> = case["tokens"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_u64)
            .collect();
        let found: Vec<u64> = encoder
            .tokens(case["text"].as_str().unwrap())
            .into_iter()
            .map(u64::from)
            .collect();
        if found != expected {
            wrong.push(format!("{}: {found:?} for {expected:?}", case["text"]));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}: {:#?}",
        wrong.len(),
        cases.len(),
        &wrong[..wrong.len().min(5)]
    );
}

#[test]
fn vectors_have_the_same_direction() {
    let encoder = precedent_meaning::builtin().unwrap();
    let mut least: BTreeMap<String, (f64, String)> = BTreeMap::new();
    for (at, case) in cases().iter().enumerate() {
        let text = case["text"].as_str().unwrap();
        let cosine = cosine(&encoder.encode(text), &expected(at));
        let group = least
            .entry(case["group"].as_str().unwrap().to_owned())
            .or_insert((1.0, String::new()));
        if cosine < group.0 {
            *group = (cosine, text.to_owned());
        }
    }
    println!("{least:#?}");
    assert_eq!(least.len(), 17, "16 languages and the edges");
    assert!(least.values().all(|(cosine, _)| *cosine >= 0.9999), "{least:#?}");
}

#[test]
fn the_weights_are_those_of_the_checksum() {
    let digest = Sha256::digest(include_bytes!("../data/use-multilingual-3.bin"));
    let mut found = String::new();
    for byte in digest {
        write!(found, "{byte:02x}").unwrap();
    }
    let expected = include_str!("../data/use-multilingual-3.sha256");
    assert_eq!(expected, format!("{found}  use-multilingual-3.bin\n"));
}
