//! `/admin/backup`: makes a backup now, and shows those that are there.

use super::{
    Top, admin, admin_sent, done,
    jobs::{self, Line},
};
use crate::{
    actions::{backups, standing},
    domain::job::{JobKind, JobState},
    error::Result,
    web::{Web, blocking, download, error::PageError, form::Sent, kept, pages::Page},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, Path, ServiceConfig, get, post},
};
use chrono::NaiveDateTime;
use serde::Serialize;
use std::fs::File;

const PATH: &str = "/admin/backup";
/// Jobs on the page.
const LISTED: i64 = 3;

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct BackupPage {
    #[serde(flatten)]
    top: Top,
    backups: Vec<Stored>,
    /// When the last one was made, wherever it lies; and whether it is the first of those in the folder.
    last: Option<NaiveDateTime>,
    last_is_here: bool,
    /// What all in the folder take together, in kilobytes.
    kilobytes: u64,
    /// What the data takes now, in kilobytes, and where.
    data_kilobytes: i64,
    database: String,
    folder: String,
    data_dir: String,
    jobs: Vec<Line>,
    live: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Stored {
    name: String,
    path: String,
    kilobytes: u64,
    made: NaiveDateTime,
}

impl Page for BackupPage {
    const TEMPLATE: &'static str = "admin/backup.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            top: Top::sample(),
            backups: vec![Stored {
                name: "precedent-1.gz".into(),
                path: "/admin/backup/precedent-1.gz".into(),
                kilobytes: 3000,
                made: NaiveDateTime::default(),
            }],
            last: Some(NaiveDateTime::default()),
            last_is_here: true,
            kilobytes: 3000,
            data_kilobytes: 4000,
            database: "SQLite 3".into(),
            folder: "/data/backups".into(),
            data_dir: "/data".into(),
            jobs: vec![Line::sample(JobState::Running), Line::sample(JobState::Failed)],
            live: true,
        };
        let elsewhere = Self {
            last_is_here: false,
            ..full.clone()
        };
        vec![Self::default(), elsewhere, full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route(PATH, get().to(list))
        .route(PATH, post().to(make))
        .route("/admin/backup/{name}", get().to(take));
}

/// `GET /admin/backup`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let (stored, jobs, (database, bytes), last) = blocking::run(&web, |app| {
        let jobs = jobs::lines(app, Some(JobKind::Backup), LISTED)?;
        Ok((
            backups::list(app)?,
            jobs,
            standing::database(app)?,
            standing::last_backup(app)?,
        ))
    })
    .await?;
    let app = &web.app;
    let newest = stored.first().map(|stored| stored.made_at);
    let page = BackupPage {
        top: Top::after(&request, &person),
        last_is_here: newest.is_some_and(|made| last.is_none_or(|last| made >= last)),
        last: last.max(newest),
        kilobytes: stored.iter().map(|stored| stored.bytes).sum::<u64>().div_ceil(1000),
        data_kilobytes: (bytes + 999) / 1000,
        database,
        backups: stored
            .into_iter()
            .map(|stored| Stored {
                path: format!("{PATH}/{}", stored.name),
                kilobytes: stored.bytes.div_ceil(1000),
                made: stored.made_at,
                name: stored.name,
            })
            .collect(),
        folder: backups::folder(app).display().to_string(),
        data_dir: app.settings.data_dir.display().to_string(),
        live: jobs::any_live(&jobs),
        jobs,
    };
    Ok(kept::html(200, web.pages.render(&person.frame(), &page)?))
}

/// `POST /admin/backup`
pub async fn make(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let actor = person.actor();
    blocking::run(&web, move |app| backups::start(app, actor)).await?;
    Ok(done(&web, PATH, "backing_up"))
}

/// `GET /admin/backup/{name}`
pub async fn take(web: Data<Web>, request: HttpRequest, name: Path<String>) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let actor = person.actor();
    let name = name.into_inner();
    let own = name.clone();
    let (file, bytes) = blocking::run(&web, move |app| {
        let file = File::open(backups::take(app, actor, &own)?)?;
        let bytes = file.metadata()?.len();
        Ok((file, bytes))
    })
    .await?;
    Ok(download::file(file, bytes, &name, "application/gzip"))
}
