//! Ranking and confidence on public evaluation sets in BEIR form, where they are at hand: better than plain BM25 over all
//! words, and surer where right. With `PRECEDENT_RUNS` naming a folder, it takes all queries and leaves TREC runs there for
//! a scorer.
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
            environments: Vec::new(),
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
    writer.commit(&Reached::default()).unwrap();
    Set { index, ids, brands }
}

/// Queries of a set that are tried when no runs are wanted.
const SAMPLE: usize = 120;

/// What one set's queries gave.
#[derive(Default)]
struct Figures {
    answerable: usize,
    /// First by our order, and by BM25 over all words alone.
    right: usize,
    right_plain: usize,
    sureness_right: Vec<f32>,
    sureness_wrong: Vec<f32>,
    search_run: String,
    suggest_run: String,
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

fn relevant_pairs(folder: &Path) -> HashSet<(String, String)> {
    let pairs = std::fs::read_to_string(folder.join("qrels.tsv")).unwrap();
    let cells = pairs
        .lines()
        .skip(1)
        .map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    cells.map(|cells| (cells[0].clone(), cells[1].clone())).collect()
}

fn try_set(folder: &Path, most: usize) -> Figures {
    let set = load(folder);
    let relevant = relevant_pairs(folder);
    let answerable: HashSet<&String> = relevant.iter().map(|(query, _)| query).collect();
    let queries = lines(folder, "queries.jsonl");
    let step = queries.len().div_ceil(most);
    let mut figures = Figures::default();
    for query in queries.iter().step_by(step) {
        let id = text(query, "_id").to_owned();
        let locale: Option<Locale> = query["lang"].as_str().map(|tag| tag.parse().unwrap());
        let brand_id = set.brands.get(query["brand"].as_str().unwrap_or_default()).copied();
        let is_right = |article: ArticleId| relevant.contains(&(id.clone(), set.ids[article.0 as usize].clone()));
        let request = SearchRequest {
            text: text(query, "text"),
            brand_id,
            locale: locale.as_ref(),
            only: None,
            topic: None,
            for_environments: &[],
            exact: false,
            meant: None,
            environments: None,
            synonyms: None,
            limit: 100,
            offset: 0,
        };
        for (rank, hit) in set.index.public().search(&request).unwrap().hits.iter().enumerate() {
            let doc = &set.ids[hit.article_id.0 as usize];
            writeln!(
                figures.search_run,
                "{id} Q0 {doc} {} {} precedent",
                rank + 1,
                1000 - rank
            )
            .unwrap();
        }
        let earlier: Vec<&str> = query["context"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|turn| text(turn, "text"))
            .collect();
        let message = Message {
            text: text(query, "text"),
            earlier: &earlier,
            brand_id,
            locale: locale.as_ref(),
            ..Message::default()
        };
        let candidates = set.index.public().similar(&message, 100).unwrap();
        let plain = candidates
            .iter()
            .max_by(|left, right| left.evidence.score.total_cmp(&right.evidence.score));
        figures.right_plain += usize::from(plain.is_some_and(|one| is_right(one.article_id)));
        figures.answerable += usize::from(answerable.contains(&id));
        let ranked = suggestion::rank(
            candidates
                .into_iter()
                .map(|one| (one.article_id, one.evidence))
                .collect(),
        );
        if let Some(first) = ranked.first() {
            let right = is_right(first.item);
            figures.right += usize::from(right);
            let list = if right {
                &mut figures.sureness_right
            } else {
                &mut figures.sureness_wrong
            };
            list.push(first.confidence);
        }
        for (rank, one) in ranked.iter().enumerate() {
            let doc = &set.ids[one.item.0 as usize];
            writeln!(
                figures.suggest_run,
                "{id} Q0 {doc} {} {} precedent",
                rank + 1,
                one.confidence
            )
            .unwrap();
        }
    }
    figures
}

fn sets() -> Option<Vec<PathBuf>> {
    let shared = std::env::var_os("PRECEDENT_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let mut sets: Vec<PathBuf> = std::fs::read_dir(shared.join("data/retrieval"))
        .ok()?
        .map(|entry| entry.unwrap().path())
        .collect();
    sets.sort();
    Some(sets)
}

#[test]
#[ignore = "a minute of work: run it by name"]
fn suggestions_rank_better_than_plain_words_and_are_surer_where_right() {
    let Some(sets) = sets() else {
        println!("SKIPPED: no evaluation sets; name the folder that holds data/retrieval in PRECEDENT_SHARED");
        return;
    };
    let runs = std::env::var_os("PRECEDENT_RUNS").map(PathBuf::from);
    let (mut ours, mut plain) = (0.0, 0.0);
    for folder in &sets {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let figures = try_set(folder, if runs.is_some() { usize::MAX } else { SAMPLE });
        ours += figures.right as f32 / figures.answerable as f32;
        plain += figures.right_plain as f32 / figures.answerable as f32;
        let (right, wrong) = (mean(&figures.sureness_right), mean(&figures.sureness_wrong));
        // A mean over a handful says nothing.
        let few = figures.sureness_right.len().min(figures.sureness_wrong.len()) < 10;
        assert!(few || right > wrong, "{name}: {right} where right, {wrong} where wrong");
        if let Some(runs) = &runs {
            std::fs::write(runs.join(format!("{name}.search")), figures.search_run).unwrap();
            std::fs::write(runs.join(format!("{name}.suggest")), figures.suggest_run).unwrap();
        }
    }
    println!(
        "right first, mean of {} sets: {:.3}, plain {:.3}",
        sets.len(),
        ours / sets.len() as f32,
        plain / sets.len() as f32
    );
    assert!(ours > plain, "{ours} {plain}");
}
