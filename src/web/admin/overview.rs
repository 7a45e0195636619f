//! `/admin/`: how the installation is doing, and what to mend.

use super::{Top, admin};
use crate::{
    actions::{
        doctor::{Finding, Level},
        overview,
    },
    web::{Web, blocking, error::PageError, kept, pages::Page},
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDateTime;
use serde::Serialize;

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OverviewPage {
    #[serde(flatten)]
    top: Top,
    version: &'static str,
    database: String,
    megabytes: i64,
    articles: i64,
    conversations: i64,
    /// Changes that the index does not show yet.
    behind: i64,
    rebuilding: bool,
    backup: Option<NaiveDateTime>,
    warnings: Vec<Line>,
    fine: Vec<Line>,
}

/// A finding as the catalogue tells it.
#[derive(Debug, Clone, Serialize)]
struct Line {
    name: &'static str,
    is_error: bool,
    n: i64,
    what: String,
}

impl Line {
    fn of(finding: &Finding) -> Self {
        Self {
            name: finding.name,
            is_error: finding.level == Level::Error,
            n: finding.n,
            what: finding.what.clone(),
        }
    }
}

impl Page for OverviewPage {
    const TEMPLATE: &'static str = "admin/overview.html";

    fn samples() -> Vec<Self> {
        let line = |name, is_error| Line {
            name,
            is_error,
            n: 3,
            what: "https://a.example".into(),
        };
        let full = Self {
            top: Top::sample(),
            version: "0.1.0",
            database: "SQLite 3".into(),
            megabytes: 3,
            behind: 3,
            rebuilding: true,
            backup: Some(NaiveDateTime::default()),
            warnings: vec![line("backup_old", false), line("folder_closed", true)],
            fine: vec![line("index", false)],
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// `GET /admin/`
pub async fn overview(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let found = blocking::run(&web, overview::overview).await?;
    let lines = |good: bool| {
        let some = found.findings.iter();
        some.filter(|finding| (finding.level == Level::Good) == good)
            .map(Line::of)
            .collect()
    };
    let page = OverviewPage {
        top: Top::after(&request, &person),
        version: env!("CARGO_PKG_VERSION"),
        megabytes: found.bytes / (1024 * 1024),
        articles: found.health.articles,
        conversations: found.health.conversations,
        behind: found.health.index_behind,
        rebuilding: !found.health.index_fits,
        backup: found.last_backup,
        warnings: lines(false),
        fine: lines(true),
        database: found.database,
    };
    Ok(kept::html(200, web.pages.render(&person.frame(), &page)?))
}
