//! Runs a set of questions through the very code that serves users, so that what is measured is what they get.

use super::{
    heard::heard,
    meaning,
    meant::Meant,
    search::{self, Request},
    suggest, synonym,
};
use crate::{
    app::App,
    channels::beir::{self, Query},
    db,
    domain::{
        brand::Brand,
        id::{ArticleId, BrandId},
        locale,
        redaction::{self, AllowList},
        suggestion::Evidence,
        visibility::Reader,
    },
    error::{Error, Result},
};
use serde_json::json;
use std::{
    collections::HashMap,
    io::{self, Write},
    path::Path,
};

/// Articles that are read at once.
const BATCH: i64 = 500;

/// What answers the questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The public search.
    Search,
    /// The suggestions for a message; the score is the confidence.
    Suggest,
}

/// One question's answers, best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    pub query_id: String,
    /// The brand whose articles were asked for; none: all.
    pub brand: Option<String>,
    /// External id (else the public one) and score.
    pub ranked: Vec<(String, f32)>,
    /// What speaks for each of them; of suggestions only.
    pub evidence: Vec<Evidence>,
    /// What the encoder gets of the question, and of it with what was said before (none: nothing was); of suggestions only.
    pub encoded: (String, Option<String>),
    /// Whether a user would have been shown nothing.
    pub abstained: bool,
}

/// The questions of a folder in BEIR's form, and why others are none.
pub fn queries(folder: &Path) -> Result<(Vec<Query>, Vec<String>)> {
    let (queries, rejected) = beir::queries(folder)?;
    Ok((queries, rejected.iter().map(ToString::to_string).collect()))
}

/// The texts of a file or folder and, in their order, the group that each of them is in, by the id of the text that founded
/// it.
pub fn groups(app: &App, path: &Path) -> Result<Vec<(String, String)>> {
    let texts = beir::texts(path)?;
    let words: Vec<&str> = texts.iter().map(|one| one.text.as_str()).collect();
    let groups = super::group::group_texts(app, &words)?;
    let founder = |group: i64| usize::try_from(group - 1).ok().and_then(|place| texts.get(place));
    Ok(texts
        .iter()
        .zip(groups)
        .map(|(text, group)| {
            let founder = founder(group).unwrap_or(text);
            (text.id.clone(), founder.id.clone())
        })
        .collect())
}

/// Answers one question with up to `limit` articles, of its brand where it names one.
pub fn answer(app: &App, mode: Mode, query: &Query, limit: usize) -> Result<Run> {
    let brands = app.brands()?;
    let named = query.brand.as_deref();
    let brand = named.map(|name| brands.iter().find(|brand| brand.slug == name || brand.name == name));
    let mut run = Run {
        query_id: query.id.clone(),
        brand: brand.flatten().map(|brand| brand.slug.clone()),
        ..Run::default()
    };
    match (brand, mode) {
        // Nothing is known of this brand, so its users would be shown nothing.
        (Some(None), _) => {}
        (_, Mode::Search) => run.ranked = searched(app, brand.flatten(), query, limit)?,
        (_, Mode::Suggest) => suggested(app, brand.flatten(), query, limit, &mut run)?,
    }
    let shown_from = match mode {
        Mode::Search => f32::NEG_INFINITY,
        Mode::Suggest => app.suggestion_threshold()? as f32,
    };
    run.abstained = run.ranked.iter().all(|(_, score)| *score < shown_from);
    Ok(run)
}

fn searched(app: &App, brand: Option<&Brand>, query: &Query, limit: usize) -> Result<Vec<(String, f32)>> {
    let request = Request {
        text: query.text.clone(),
        locale: query.locale.clone(),
        limit,
        ..Request::default()
    };
    let answer = search::find(app, Reader::Public, brand.map(|brand| brand.id), &request)?;
    Ok(answer
        .hits
        .iter()
        .map(|hit| {
            let article = &hit.summary.article;
            let name = article.external_id.clone();
            (name.unwrap_or_else(|| article.id.to_string()), hit.confidence)
        })
        .collect())
}

fn suggested(app: &App, brand: Option<&Brand>, query: &Query, limit: usize, run: &mut Run) -> Result<()> {
    let allow_list = brand
        .and_then(|brand| AllowList::from_json(&brand.allow_list).ok())
        .unwrap_or_default();
    let locale = query.locale.clone().or_else(|| match brand {
        Some(brand) => Some(locale::detect(&query.text, &brand.locales)),
        None => locale::detect_any(&query.text),
    });
    let language = locale.as_ref().map_or("", |locale| locale.as_str());
    let question = redaction::redact(&query.text, language, &allow_list).text;
    let earlier: Vec<&str> = query.context.iter().map(|(_, text)| text.as_str()).collect();
    let synonyms = synonym::of(app, brand.map(|brand| brand.id), locale.as_ref())?;
    let heard = heard(app, &question)?;
    let meant = Meant::new(app, Reader::Staff, None, (&heard, &earlier), &synonyms);
    run.encoded = meant.texts();
    let question = suggest::Question {
        brand,
        earlier: &earlier,
        locale: locale.as_ref(),
        ..suggest::Question::new(Reader::Staff, &question)
    };
    let ranked = suggest::consider(app, &question, limit)?.ranked;
    let ids: Vec<ArticleId> = ranked.iter().map(|one| one.item.article_id).collect();
    let articles = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::list_by_ids(connection, &ids)?))?;
    let names: HashMap<ArticleId, Option<String>> = articles
        .into_iter()
        .map(|article| (article.id, article.external_id))
        .collect();
    for one in ranked {
        let id = one.item.article_id;
        if let Some(name) = names.get(&id) {
            let name = name.clone().unwrap_or_else(|| id.to_string());
            run.ranked.push((name, one.confidence));
            run.evidence.push(one.evidence);
        }
    }
    Ok(())
}

/// Writes what speaks for a question's answers as one line of JSON: what the ranking is fitted on.
pub fn write_evidence(run: &Run, out: &mut impl Write) -> io::Result<()> {
    let candidates: Vec<_> = run
        .ranked
        .iter()
        .zip(&run.evidence)
        .map(|((id, confidence), evidence)| json!({"id": id, "confidence": confidence, "evidence": evidence}))
        .collect();
    let (text, whole) = &run.encoded;
    let line = json!({"query": run.query_id, "brand": run.brand, "text": text, "whole": whole.as_ref().unwrap_or(text),
        "candidates": candidates});
    writeln!(out, "{line}")
}

/// Writes of each article what questions are compared with, as one line of JSON: what the bridge is learned from.
pub fn write_phrasings(app: &App, out: &mut impl Write) -> Result<()> {
    let brands = app.brands()?;
    let slugs = |ids: &[BrandId]| -> Vec<&str> {
        let own = brands.iter().filter(|brand| ids.contains(&brand.id));
        own.map(|brand| brand.slug.as_str()).collect()
    };
    let mut last = ArticleId(0);
    loop {
        let ids = app
            .database
            .read(|connection| Ok::<_, Error>(db::article::ids_after(connection, last, BATCH)?))?;
        let Some(&end) = ids.last() else { return Ok(()) };
        last = end;
        let (found, articles) = app.database.snapshot(|connection| {
            let found = meaning::compared(connection, &ids)?;
            Ok::<_, Error>((found, db::article::list_by_ids(connection, &ids)?))
        })?;
        let names: HashMap<_, _> = articles.into_iter().map(|one| (one.id, one.external_id)).collect();
        for (document, texts) in found {
            let id = document.article_id;
            let name = names.get(&id).cloned().flatten().unwrap_or_else(|| id.to_string());
            let line = json!({"id": name, "brands": slugs(&document.brand_ids), "phrasings": texts});
            writeln!(out, "{line}")?;
        }
    }
}

/// Writes a question's answers as lines of a TREC run: `qid Q0 docid rank score precedent`.
pub fn write(run: &Run, out: &mut impl Write) -> io::Result<()> {
    for (place, (name, score)) in run.ranked.iter().enumerate() {
        writeln!(out, "{} Q0 {name} {} {score:.6} precedent", run.query_id, place + 1)?;
    }
    Ok(())
}
