//! Ranking figures on public evaluation sets in BEIR form, where they are at hand: writes runs for a scorer to judge.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::domain::{
    id::{ArticleId, BrandId},
    locale::{Locale, detect_any},
    suggestion,
};
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

fn lines(folder: &Path, name: &str) -> Vec<Value> {
    let plain = folder.join(name);
    let reader: Box<dyn Read> = if plain.exists() {
        Box::new(File::open(plain).unwrap())
    } else {
        Box::new(flate2::read::GzDecoder::new(
            File::open(folder.join(format!("{name}.gz"))).unwrap(),
        ))
    };
    BufReader::new(reader)
        .lines()
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect()
}

struct Set {
    index: Index,
    ids: Vec<String>,
    brands: HashMap<String, BrandId>,
}

fn text<'a>(row: &'a Value, key: &str) -> &'a str {
    row[key].as_str().unwrap_or_default()
}

fn load(folder: &Path) -> Set {
    let index = Index::open(None).unwrap();
    let mut writer = index.writer().unwrap();
    let mut ids = Vec::new();
    let mut brands: HashMap<String, BrandId> = HashMap::new();
    for (number, row) in lines(folder, "corpus.jsonl").into_iter().enumerate() {
        ids.push(text(&row, "_id").to_owned());
        let mut brand = |name: &str| {
            let next = BrandId(brands.len() as i64 + 1);
            *brands.entry(name.to_owned()).or_insert(next)
        };
        let named: Vec<BrandId> = match (&row["brand"], &row["brands"]) {
            (Value::String(name), _) => vec![brand(name)],
            (_, Value::Array(names)) => names.iter().map(|name| brand(name.as_str().unwrap())).collect(),
            _ => vec![brand("")],
        };
        let phrasings: Vec<String> = match (&row["phrasings"], &row["question"]) {
            (Value::Array(all), _) => all.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
            (_, Value::String(one)) => one.lines().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let body = if row["answer"].is_string() {
            text(&row, "answer")
        } else {
            text(&row, "text")
        };
        let locale = row["lang"].as_str().map(|tag| tag.parse().unwrap());
        let locale = locale.or_else(|| detect_any(&format!("{} {}", text(&row, "title"), text(&row, "text"))));
        let document = ArticleDocument {
            article_id: ArticleId(number as i64),
            brand_ids: named,
            locale: locale.unwrap_or_else(Locale::english),
            title: text(&row, "title").to_owned(),
            phrasings,
            environment: String::new(),
            text: body.to_owned(),
            reply: String::new(),
            topics: Vec::new(),
            uses: 0,
            updated_at: chrono::NaiveDateTime::default(),
        };
        writer
            .add(Change::Article {
                id: document.article_id,
                public: Some(document),
                staff: None,
            })
            .unwrap();
    }
    writer.commit(&Position::default()).unwrap();
    Set { index, ids, brands }
}

#[test]
#[ignore = "writes runs for a scorer"]
fn runs() {
    let folder = PathBuf::from(std::env::var("PRECEDENT_SHARED").unwrap()).join("data/retrieval");
    let out = PathBuf::from(std::env::var("PRECEDENT_RUNS").unwrap());
    let wanted = std::env::var("SETS").unwrap_or_default();
    for entry in std::fs::read_dir(folder).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if !wanted.is_empty() && !wanted.split(',').any(|set| name.starts_with(set)) {
            continue;
        }
        let set = load(&folder);
        let relevant: HashSet<(String, String)> = std::fs::read_to_string(folder.join("qrels.tsv"))
            .unwrap()
            .lines()
            .map(|line| {
                let mut cells = line.split('\t');
                (cells.next().unwrap().to_owned(), cells.next().unwrap().to_owned())
            })
            .collect();
        let answerable: HashSet<&String> = relevant.iter().map(|(query, _)| query).collect();
        let (mut search_run, mut suggest_run, mut features) = (String::new(), String::new(), String::new());
        for query in lines(&folder, "queries.jsonl") {
            let id = text(&query, "_id").to_owned();
            let locale: Option<Locale> = query["lang"].as_str().map(|tag| tag.parse().unwrap());
            let brand_id = set.brands.get(query["brand"].as_str().unwrap_or("")).copied();
            let request = SearchRequest {
                text: text(&query, "text"),
                brand_id,
                locale: locale.as_ref(),
                only: None,
                topic: None,
                exact: false,
                limit: 100,
                offset: 0,
            };
            for (rank, hit) in set.index.public().search(&request).unwrap().hits.iter().enumerate() {
                let doc = &set.ids[hit.article_id.0 as usize];
                let score = 1000.0 - rank as f32;
                writeln!(search_run, "{id} Q0 {doc} {} {score} precedent", rank + 1).unwrap();
            }
            let earlier: Vec<&str> = query["context"]
                .as_array()
                .map(|turns| turns.iter().map(|turn| text(turn, "text")).collect())
                .unwrap_or_default();
            let message = Message {
                text: text(&query, "text"),
                earlier: &earlier,
                brand_id,
                locale: locale.as_ref(),
            };
            let candidates = set.index.public().similar(&message, 100).unwrap();
            let known = u8::from(answerable.contains(&id));
            for candidate in &candidates {
                let doc = &set.ids[candidate.article_id.0 as usize];
                let right = u8::from(relevant.contains(&(id.clone(), doc.clone())));
                let e = &candidate.evidence;
                writeln!(
                    features,
                    "{name}\t{id}\t{doc}\t{known}\t{right}\t{}\t{}\t{}\t{}\t{}\t0\t{}\t{}\t0\t{}\t{}\t{}",
                    e.score,
                    e.title_score,
                    e.asked_score,
                    e.weight,
                    e.covered,
                    e.in_phrasing,
                    e.title_share,
                    e.words_found,
                    e.earlier_score,
                    e.earlier_title
                )
                .unwrap();
            }
            let ranked = suggestion::rank(
                candidates
                    .into_iter()
                    .map(|one| (one.article_id, one.evidence))
                    .collect(),
            );
            for (rank, one) in ranked.iter().enumerate() {
                let doc = &set.ids[one.item.0 as usize];
                writeln!(suggest_run, "{id} Q0 {doc} {} {} precedent", rank + 1, one.confidence).unwrap();
            }
        }
        std::fs::write(out.join(format!("{name}.search")), search_run).unwrap();
        std::fs::write(out.join(format!("{name}.suggest")), suggest_run).unwrap();
        std::fs::write(out.join(format!("{name}.features")), features).unwrap();
    }
}
