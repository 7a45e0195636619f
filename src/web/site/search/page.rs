//! What the page of results shows.

use super::super::show::{self, TopicLine, Topics, Way};
use crate::{
    actions::search::{self, QUERY_MOST},
    domain::locale::Locale,
    web::{frame::name_of, pages::Page},
};
use chrono::NaiveDateTime;
use serde::Serialize;

/// The page of results.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SearchPage {
    /// As typed.
    pub query: String,
    /// What was searched and how much was found.
    pub heading: String,
    pub empty: bool,
    pub total: usize,
    pub corrected: bool,
    pub exact_path: String,
    pub too_long: bool,
    pub most: usize,
    pub relaxed: bool,
    /// Why words had to do: `crowd`, `silent` or `off`; empty where they had not.
    pub words_alone: &'static str,
    pub best: Option<HitLine>,
    pub hits: Vec<HitLine>,
    pub topic_facets: Vec<Facet>,
    pub environment_facets: Vec<EnvironmentFacets>,
    pub language_facets: Vec<Facet>,
    pub page: usize,
    pub pages: usize,
    pub previous_path: String,
    pub next_path: String,
    pub looser: Vec<Word>,
    /// What is there in other languages, where there is nothing in the reader's.
    pub elsewhere: Vec<Elsewhere>,
    /// The filters in use; each leads to the same search without it.
    pub filters: Vec<Word>,
    pub topics: Vec<TopicLine>,
    pub channels: Vec<Way>,
}

/// A result.
#[derive(Debug, Clone, Serialize)]
pub struct HitLine {
    pub path: String,
    pub title_html: String,
    pub excerpt_html: String,
    pub reply: String,
    pub locale: Locale,
    pub language: String,
    pub topic: String,
    /// What it is for and what was asked about, where these differ; else empty.
    pub environment: String,
    pub asked_about: String,
    pub useful: Option<i32>,
    pub uses: i32,
    pub reviewed: NaiveDateTime,
}

/// A way to narrow the results.
#[derive(Debug, Clone, Serialize)]
pub struct Facet {
    pub name: String,
    pub path: String,
    pub count: usize,
    pub current: bool,
}

/// What the results are for, of one kind that the brand declares.
#[derive(Debug, Clone, Serialize)]
pub struct EnvironmentFacets {
    pub kind: String,
    pub facets: Vec<Facet>,
}

/// What another language has.
#[derive(Debug, Clone, Serialize)]
pub struct Elsewhere {
    pub tag: Locale,
    pub name: String,
    pub path: String,
    pub count: usize,
    pub hits: Vec<HitLine>,
}

/// A word to search for instead.
#[derive(Debug, Clone, Serialize)]
pub struct Word {
    pub text: String,
    pub path: String,
}

impl HitLine {
    /// The line of a hit.
    pub fn of(hit: &search::Hit, topics: &Topics) -> Self {
        let summary = &hit.summary;
        let (environment, asked_about) = hit.other_environment().unwrap_or_default();
        Self {
            environment: environment.to_owned(),
            asked_about: asked_about.to_owned(),
            path: summary.path.clone(),
            title_html: hit.title_html.clone(),
            excerpt_html: hit.snippet_html.clone(),
            reply: summary.reply.clone(),
            locale: summary.article.locale.clone(),
            language: name_of(&summary.article.locale),
            topic: topics.name_of(&summary.topics),
            useful: show::useful(&summary.uses),
            uses: summary.uses.uses,
            reviewed: summary.article.updated_at,
        }
    }
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "site/search.html";

    fn samples() -> Vec<Self> {
        let hit = HitLine {
            path: "/es/a/4f7k-uno".into(),
            title_html: "Una <mark>factura</mark>".into(),
            excerpt_html: "La <mark>factura</mark>".into(),
            reply: "Espera".into(),
            locale: Locale::english(),
            language: "English".into(),
            topic: "Facturas".into(),
            environment: "<b>iOS".into(),
            asked_about: "Android".into(),
            useful: Some(92),
            uses: 3,
            reviewed: NaiveDateTime::default(),
        };
        let facet = Facet {
            name: "Facturas".into(),
            path: "/es/search?q=x&topic=4f7k".into(),
            count: 2,
            current: true,
        };
        let full = Self {
            query: "fatcura".into(),
            heading: "2 respuestas".into(),
            total: 2,
            corrected: true,
            too_long: true,
            most: QUERY_MOST,
            relaxed: true,
            words_alone: "crowd",
            best: Some(hit.clone()),
            hits: vec![hit.clone()],
            filters: vec![Word {
                text: "Facturas".into(),
                path: "/es/search?q=x".into(),
            }],
            topic_facets: vec![facet.clone()],
            environment_facets: vec![EnvironmentFacets {
                kind: "<b>Plataforma".into(),
                facets: vec![facet.clone()],
            }],
            language_facets: vec![facet],
            page: 2,
            pages: 3,
            previous_path: "/es/search?q=x".into(),
            next_path: "/es/search?q=x&page=3".into(),
            channels: Way::samples(),
            ..Self::default()
        };
        let silent = Self {
            words_alone: "silent",
            ..full.clone()
        };
        let none = Self {
            words_alone: "off",
            heading: "No tenemos respuesta".into(),
            looser: vec![Word {
                text: "contrato".into(),
                path: "/es/search?q=contrato".into(),
            }],
            filters: vec![Word {
                text: "Facturas".into(),
                path: "/es/search?q=x".into(),
            }],
            elsewhere: vec![Elsewhere {
                tag: Locale::english(),
                name: "English".into(),
                path: "/es/search?q=x&lang=en".into(),
                count: 7,
                hits: vec![hit],
            }],
            topics: vec![TopicLine::sample()],
            channels: Way::samples(),
            too_long: true,
            most: QUERY_MOST,
            ..Self::default()
        };
        let empty = Self {
            empty: true,
            topics: vec![TopicLine::sample()],
            ..Self::default()
        };
        vec![Self::default(), full, silent, none, empty]
    }
}
