//! What `scripts/bench` measures with: a load generator that reads a server's CPU time, and raw tantivy in process as the
//! limit that our search is held against: title and body stemmed as English, with positions and the text, all words of a
//! query in either. Prints one JSON object a call.
//!
//! `limits load ADDRESS PATHS SECONDS PID...` requests the paths of a file in turn over one kept connection.
//! `limits tantivy CORPUS QUERIES SECONDS` builds an index of title and body in a temporary folder and searches it.
#![allow(clippy::unwrap_used)]

use serde_json::json;
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    time::{Duration, Instant},
};
use tantivy::{
    Index, IndexReader, TantivyDocument,
    collector::TopDocs,
    doc,
    query::QueryParser,
    schema::{IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
};

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["load", address, paths, seconds, pids @ ..] => load(address, paths, seconds.parse().unwrap(), pids),
        ["tantivy", corpus, queries, seconds] => raw(corpus, queries, seconds.parse().unwrap()),
        _ => eprintln!("limits load ADDRESS PATHS SECONDS PID... | limits tantivy CORPUS QUERIES SECONDS"),
    }
}

/// CPU time that processes have used, in microseconds; their threads are counted in.
fn cpu_of(pids: &[&str]) -> u64 {
    let ticks = |pid: &&str| -> u64 {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let field = |place: usize| fields.get(place).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        field(11) + field(12)
    };
    // Linux counts 100 ticks a second.
    pids.iter().map(ticks).sum::<u64>() * 10_000
}

/// Most requests that come before those that are measured.
const WARMED_UP: usize = 2000;

fn load(address: &str, paths: &str, seconds: f64, pids: &[&str]) {
    let requests: Vec<Vec<u8>> = fs::read_to_string(paths)
        .unwrap()
        .lines()
        .map(|line| request(address, line))
        .collect();
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    let mut reader = BufReader::with_capacity(1 << 16, stream.try_clone().unwrap());
    let mut stream = stream;
    let mut body = Vec::new();
    let mut ask = |request: &[u8]| -> (u16, usize) {
        stream.write_all(request).unwrap();
        answer(&mut reader, &mut body)
    };
    // What is measured goes on after these: an answer that was given before may be remembered.
    let mut requests_in_turn = requests.iter().cycle();
    for request in requests_in_turn.by_ref().take(requests.len().clamp(50, WARMED_UP)) {
        ask(request);
    }
    let (before, began) = (cpu_of(pids), Instant::now());
    let (mut times, mut failed, mut bytes) = (Vec::new(), 0, 0);
    for request in requests_in_turn {
        let sent = Instant::now();
        let (status, length) = ask(request);
        times.push(sent.elapsed().as_micros() as u64);
        failed += usize::from(status >= 400);
        bytes += length;
        if began.elapsed() > Duration::from_secs_f64(seconds) {
            break;
        }
    }
    let wall = began.elapsed().as_secs_f64();
    let cpu = cpu_of(pids) - before;
    times.sort_unstable();
    let count = times.len();
    let quantile = |share: f64| times[((count - 1) as f64 * share) as usize];
    println!(
        "{}",
        json!({
            "requests": count, "failed": failed, "bytes": bytes / count, "per_second": (count as f64 / wall).round(),
            "cpu_us": (cpu as f64 / count as f64 * 10.0).round() / 10.0,
            "p50_us": quantile(0.5), "p99_us": quantile(0.99),
        })
    );
}

/// A line is a path, or `POST path json`.
fn request(address: &str, line: &str) -> Vec<u8> {
    let token = std::env::var("PRECEDENT_TOKEN").map(|token| format!("Authorization: Bearer {token}\r\n"));
    let token = token.unwrap_or_default();
    let common = format!("Host: {address}\r\nConnection: keep-alive\r\n{token}");
    match line.strip_prefix("POST ").and_then(|rest| rest.split_once(' ')) {
        Some((path, body)) => format!(
            "POST {path} HTTP/1.1\r\n{common}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
        None => format!("GET {line} HTTP/1.1\r\n{common}\r\n"),
    }
    .into_bytes()
}

fn answer(reader: &mut impl BufRead, body: &mut Vec<u8>) -> (u16, usize) {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    let (mut length, mut chunked) = (0, false);
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        chunked |= header.starts_with("transfer-encoding:") && header.contains("chunked");
    }
    if !chunked {
        body.resize(length, 0);
        reader.read_exact(body).unwrap();
        return (status, length);
    }
    let mut total = 0;
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let size = usize::from_str_radix(line.trim(), 16).unwrap();
        body.resize(size + 2, 0);
        reader.read_exact(body).unwrap();
        total += size;
        if size == 0 {
            return (status, total);
        }
    }
}

/// CPU time of this process, in microseconds.
fn own_cpu() -> u64 {
    cpu_of(&["self"])
}

fn raw(corpus: &str, queries: &str, seconds: f64) {
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let stemmed = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_stored().set_indexing_options(stemmed);
    let title = schema.add_text_field("title", text.clone());
    let body = schema.add_text_field("body", text);
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create_in_dir(folder.path(), schema.build()).unwrap();
    let mut writer = index.writer_with_num_threads(1, 256_000_000).unwrap();
    let before = own_cpu();
    let mut documents = 0;
    for line in BufReader::new(fs::File::open(corpus).unwrap()).lines() {
        let row: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        writer
            .add_document(doc!(id => text("_id"), title => text("title"), body => text("text")))
            .unwrap();
        documents += 1;
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    let build = own_cpu() - before;
    let reader = index.reader().unwrap();
    let mut parser = QueryParser::for_index(&index, vec![title, body]);
    parser.set_conjunction_by_default();
    let queries: Vec<String> = fs::read_to_string(queries)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    for query in queries.iter().take(200) {
        search(&reader, &parser, query);
    }
    let (before, began) = (own_cpu(), Instant::now());
    let mut count = 0_u64;
    for query in queries.iter().cycle() {
        search(&reader, &parser, query);
        count += 1;
        if count.is_multiple_of(50) && began.elapsed() > Duration::from_secs_f64(seconds) {
            break;
        }
    }
    let wall = began.elapsed().as_secs_f64();
    println!(
        "{}",
        json!({
            "documents": documents, "build_us_each": build / documents.max(1),
            "searches": count, "per_second": (count as f64 / wall).round(),
            "cpu_us": (own_cpu() - before) / count,
        })
    );
}

/// The ten best with their stored text.
fn search(reader: &IndexReader, parser: &QueryParser, query: &str) -> usize {
    let query = parser.parse_query(query).unwrap();
    let searcher = reader.searcher();
    let top = searcher
        .search(&query, &TopDocs::with_limit(10).order_by_score())
        .unwrap();
    top.into_iter()
        .map(|(_, address)| searcher.doc::<TantivyDocument>(address).unwrap().len())
        .sum()
}
