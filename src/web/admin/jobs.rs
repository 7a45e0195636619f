//! `/admin/jobs`: what runs in the background, and what became of it. Pages of what still runs load themselves again.

use super::{Top, admin, admin_sent, done};
use crate::{
    actions::{
        import::{Counts, upload::Told},
        job,
    },
    app::App,
    db::{self, job::Job},
    domain::{
        id::JobId,
        job::{JobKind, JobState},
    },
    error::{Code, Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, Path, ServiceConfig, get, post},
};
use chrono::NaiveDateTime;
use serde::Serialize;
use std::collections::HashMap;

const PATH: &str = "/admin/jobs";
/// Jobs on the page.
const LISTED: i64 = 100;

/// The list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct JobsPage {
    #[serde(flatten)]
    top: Top,
    jobs: Vec<Line>,
    /// Whether one of them still runs.
    live: bool,
}

/// One job.
#[derive(Debug, Clone, Serialize)]
pub struct JobPage {
    #[serde(flatten)]
    top: Top,
    job: Line,
    live: bool,
    error: String,
    /// What an import told so far.
    told: Option<Told>,
    kinds: Vec<Counted>,
    /// Rejected records that are counted only.
    more: u64,
}

/// How many records of a kind.
#[derive(Debug, Clone, Serialize)]
struct Counted {
    name: &'static str,
    counts: Counts,
}

/// A job in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    path: String,
    kind: JobKind,
    state: JobState,
    title: String,
    by: String,
    /// How much of it is done, where that is known.
    percent: Option<i64>,
    started: NaiveDateTime,
    ended: Option<NaiveDateTime>,
}

impl Line {
    fn of(job: &Job, names: &HashMap<i64, String>) -> Self {
        let total = job.total.filter(|total| *total > 0);
        Self {
            path: format!("{PATH}/{}", job.id),
            kind: job.kind,
            state: job.state,
            title: job.title.clone(),
            by: job
                .account_id
                .and_then(|id| names.get(&id.0).cloned())
                .unwrap_or_default(),
            percent: total.map(|total| (job.done * 100 / total).clamp(0, 100)),
            started: job.started_at,
            ended: job.ended_at,
        }
    }

    /// For samples.
    pub fn sample(state: JobState) -> Self {
        Self {
            path: "/admin/jobs/4f7k".into(),
            kind: JobKind::Import,
            state,
            title: "<tweets>.csv".into(),
            by: "Lucía".into(),
            percent: Some(40),
            started: NaiveDateTime::default(),
            ended: (!state.is_live()).then(NaiveDateTime::default),
        }
    }
}

/// The newest jobs, of one kind or of all.
pub(super) fn lines(app: &App, kind: Option<JobKind>, limit: i64) -> Result<Vec<Line>> {
    app.database.read(|connection| {
        let names = names(connection)?;
        let jobs = db::job::list(connection, kind, limit)?;
        Ok(jobs.iter().map(|job| Line::of(job, &names)).collect())
    })
}

fn names(connection: &mut db::DbConnection) -> Result<HashMap<i64, String>> {
    let accounts = db::account::list(connection)?.into_iter();
    Ok(accounts.map(|account| (account.id.0, account.name)).collect())
}

/// Whether one of them still runs.
pub(super) fn any_live(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.state.is_live())
}

impl Page for JobsPage {
    const TEMPLATE: &'static str = "admin/jobs.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            top: Top::sample(),
            jobs: JobState::ALL.iter().map(|state| Line::sample(*state)).collect(),
            live: true,
        };
        vec![Self::default(), full]
    }
}

impl Page for JobPage {
    const TEMPLATE: &'static str = "admin/job.html";

    fn samples() -> Vec<Self> {
        let bare = Self {
            top: Top::default(),
            job: Line {
                percent: None,
                by: String::new(),
                title: String::new(),
                ..Line::sample(JobState::Running)
            },
            live: true,
            error: String::new(),
            told: None,
            kinds: Vec::new(),
            more: 0,
        };
        let mut told = Told {
            dry_run: true,
            rejected: 9,
            ..Told::default()
        };
        told.report.errors.push(crate::actions::import::Problem {
            source: "<x>.csv".into(),
            line: 3,
            reason: "no <id>".into(),
        });
        let full = Self {
            job: Line::sample(JobState::Failed),
            live: false,
            error: "<b>".into(),
            kinds: kinds(&told),
            more: 8,
            told: Some(told),
            ..bare.clone()
        };
        vec![bare, full]
    }
}

fn kinds(told: &Told) -> Vec<Counted> {
    let report = &told.report;
    [
        ("conversations", report.conversations),
        ("messages", report.messages),
        ("articles", report.articles),
    ]
    .map(|(name, counts)| Counted { name, counts })
    .to_vec()
}

/// Adds the routes of these pages.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route(PATH, get().to(list))
        .route(PATH, post().to(rebuild))
        .route("/admin/jobs/{id}", get().to(look))
        .route("/admin/jobs/{id}", post().to(cancel));
}

/// `GET /admin/jobs`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let jobs = blocking::run(&web, |app| lines(app, None, LISTED)).await?;
    let page = JobsPage {
        top: Top::after(&request, &person),
        live: any_live(&jobs),
        jobs,
    };
    Ok(kept::html(200, web.pages.render(&person.frame(), &page)?))
}

/// `POST /admin/jobs`: fills the index anew.
pub async fn rebuild(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    if sent.get("do") != "index" {
        return Err(Error::new(Code::BadRequest, "This form cannot be read.").into());
    }
    let actor = person.actor();
    blocking::run(&web, move |app| job::rebuild_index(app, actor)).await?;
    Ok(done(&web, PATH, "rebuilding"))
}

/// `GET /admin/jobs/{id}`
pub async fn look(web: Data<Web>, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let id = id_of(&id)?;
    let (job, names) = blocking::run(&web, move |app| {
        let job = job::find(app, id)?;
        Ok((job, app.database.read(names)?))
    })
    .await?;
    let told: Option<Told> = serde_json::from_str(&job.report)
        .ok()
        .filter(|_| job.kind == JobKind::Import);
    let page = JobPage {
        top: Top::after(&request, &person),
        job: Line::of(&job, &names),
        live: job.state.is_live(),
        kinds: told.as_ref().map(kinds).unwrap_or_default(),
        more: told
            .as_ref()
            .map_or(0, |told| told.rejected.saturating_sub(told.report.errors.len() as u64)),
        told,
        error: job.error,
    };
    Ok(kept::html(200, web.pages.render(&person.frame(), &page)?))
}

/// `POST /admin/jobs/{id}`: asks it to stop.
pub async fn cancel(
    web: Data<Web>,
    request: HttpRequest,
    id: Path<String>,
    sent: Form<Sent>,
) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, actor) = (id_of(&id)?, person.actor());
    blocking::run(&web, move |app| job::cancel(app, actor, id)).await?;
    Ok(kept::see_other(&web, &format!("{PATH}/{id}")))
}

fn id_of(text: &str) -> Result<JobId> {
    text.parse().map_err(|_| Error::not_found("job"))
}
