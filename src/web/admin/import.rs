//! `/admin/import`: takes a file in and hands it to a job.

use super::{
    Top, admin, admin_sent, done,
    jobs::{self, Line},
};
use crate::{
    actions::{
        demo::{
            self,
            removal::{self, Standing},
        },
        import::{
            Options,
            upload::{self, Upload},
        },
    },
    domain::{
        account::Role,
        job::{JobKind, JobState},
    },
    error::{Code, Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent},
        kept,
        multipart::Multipart,
        pages::Page,
        session::{self, SignedIn},
        texts,
        visitor::door_at,
        work::show::Choice,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Form, Payload, ServiceConfig, block, get, post},
};
use fluent_templates::fluent_bundle::FluentArgs;
use serde::Serialize;
use std::{collections::BTreeMap, fs::File, io::Write};

const PATH: &str = "/admin/import";
const DEMO_PATH: &str = "/admin/import/demo";
/// Imports on the page.
const LISTED: i64 = 10;
/// Longest value of a field beside the file, in bytes.
const FIELD_MOST: usize = 1000;
/// How much is written to the disk at once.
const WRITTEN_AT_ONCE: usize = 1 << 20;

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ImportPage {
    #[serde(flatten)]
    top: Top,
    formats: Vec<&'static str>,
    brands: Vec<Choice>,
    megabytes: u64,
    jobs: Vec<Line>,
    live: bool,
    format: String,
    brand: String,
    dry_run: bool,
    /// `loaded`, `absent`, or empty where there is content of one's own and no demo.
    demo: &'static str,
    demo_brand: String,
    demo_articles: i64,
    demo_conversations: i64,
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "admin/import.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            top: Top {
                done: String::new(),
                problems: vec![Problem::sample("file")],
            },
            formats: upload::formats().collect(),
            brands: Choice::sample(),
            megabytes: 1024,
            jobs: vec![Line::sample(JobState::Running)],
            live: true,
            dry_run: true,
            demo: "loaded",
            demo_brand: "<b>Brizna".into(),
            demo_articles: 82,
            demo_conversations: 1128,
            ..Self::default()
        };
        let absent = Self {
            demo: "absent",
            ..Self::default()
        };
        vec![Self::default(), full, absent]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config
        .route(PATH, get().to(form))
        .route(PATH, post().to(take))
        .route(DEMO_PATH, post().to(demo));
}

/// `GET /admin/import`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let top = Top::after(&request, &person);
    show(&web, &person, top, &Sent::default()).await
}

/// `POST /admin/import`
pub async fn take(web: Data<Web>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, PageError> {
    // Nobody else's file is read at all.
    let person = admin(&web, &request).await?;
    let (sent, upload) = match receive(&web, &request, payload).await {
        Ok(received) => received,
        Err(error) if error.code() == Code::TooLarge => {
            let mut arguments = FluentArgs::new();
            arguments.set("n", web.app.settings.written.upload_megabytes);
            let words = texts::catalogue(&person.frame().locale).text("import.large", &arguments);
            return refuse(&web, &person, &Sent::default(), words).await;
        }
        Err(error) => return Err(error.into()),
    };
    let Some(upload) = upload else {
        let words = texts::catalogue(&person.frame().locale).plain("import.nothing");
        return refuse(&web, &person, &sent, words).await;
    };
    let actor = person.actor();
    let id = blocking::run(&web, move |app| {
        let options = Options {
            brand: Some(sent.get("brand").to_owned()).filter(|brand| !brand.is_empty()),
            dry_run: !sent.get("dry_run").is_empty(),
            ..Options::default()
        };
        upload::start(app, actor, upload, sent.get("format"), options)
    })
    .await?;
    Ok(kept::see_other(&web, &format!("/admin/jobs/{id}")))
}

/// Reads the form; the file goes to the disk as it comes. The form's token stands before the file, so that nothing of a
/// forged form is written.
async fn receive(web: &Data<Web>, request: &HttpRequest, payload: Payload) -> Result<(Sent, Option<Upload>)> {
    let mut parts = Multipart::new(request, payload)?;
    let mut fields = BTreeMap::new();
    let mut upload = None;
    let token = |fields: &BTreeMap<String, String>| fields.get("csrf").cloned().unwrap_or_default();
    while let Some(part) = parts.next().await? {
        match part.file_name {
            None => {
                let text = parts.text(FIELD_MOST).await?;
                fields.insert(part.name, text);
            }
            // A form without a chosen file sends one without a name.
            Some(name) if name.is_empty() => {}
            Some(name) => {
                session::sent_by(web, request, Role::Admin, &token(&fields)).await?;
                upload = Some(store(web, &mut parts, name).await?);
            }
        }
    }
    session::sent_by(web, request, Role::Admin, &token(&fields)).await?;
    Ok((fields.into_iter().collect(), upload))
}

async fn store(web: &Data<Web>, parts: &mut Multipart, name: String) -> Result<Upload> {
    let most = web.app.settings.written.upload_megabytes.saturating_mul(1 << 20);
    let (upload, mut file) = blocking::run(web, move |app| Upload::new(app, &name)).await?;
    let (mut length, mut ahead) = (0, Vec::new());
    while let Some(piece) = parts.piece().await? {
        length += piece.len() as u64;
        if length > most {
            return Err(Error::new(Code::TooLarge, "The file is too large."));
        }
        ahead.extend(piece);
        if ahead.len() >= WRITTEN_AT_ONCE {
            file = write(file, std::mem::take(&mut ahead)).await?;
        }
    }
    write(file, ahead).await?;
    Ok(upload)
}

async fn write(mut file: File, bytes: Vec<u8>) -> Result<File> {
    let written = block(move || file.write_all(&bytes).map(|()| file));
    Ok(written.await.map_err(Error::internal)??)
}

/// `POST /admin/import/demo`: loads the demo beside an empty site, or removes it again. Removing asks for a mark, so that
/// no single click does it.
pub async fn demo(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let actor = person.actor();
    if sent.get("do") == "load" {
        blocking::run(&web, move |app| {
            if !matches!(removal::standing(app)?, Standing::Absent) {
                return Err(Error::new(
                    Code::Conflict,
                    "The demo is for a site without content of its own.",
                ));
            }
            demo::load_content(app, actor)
        })
        .await?;
        return Ok(done(&web, PATH, "demo_loaded"));
    }
    if sent.get("sure").is_empty() {
        let words = texts::catalogue(&person.frame().locale).plain("import.demo.sure");
        let top = Top {
            done: String::new(),
            problems: vec![Problem::of("sure", words)],
        };
        return show(&web, &person, top, &Sent::default()).await;
    }
    blocking::run(&web, move |app| removal::remove(app, actor)).await?;
    // Relative, since the door that the request came in at may be the removed brand's own.
    let up = if door_at(&request).is_some() {
        "../../.."
    } else {
        "../.."
    };
    let to = format!("{up}{PATH}?done=demo_removed");
    Ok(HttpResponse::SeeOther()
        .insert_header((header::LOCATION, to))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish())
}

async fn refuse(web: &Data<Web>, person: &SignedIn, sent: &Sent, words: String) -> Result<HttpResponse, PageError> {
    let top = Top {
        done: String::new(),
        problems: vec![Problem::of("file", words)],
    };
    show(web, person, top, sent).await
}

async fn show(web: &Data<Web>, person: &SignedIn, top: Top, sent: &Sent) -> Result<HttpResponse, PageError> {
    let (jobs, brands, standing) = blocking::run(web, |app| {
        let jobs = jobs::lines(app, Some(JobKind::Import), LISTED)?;
        let brands = app.brands()?;
        let brands: Vec<Choice> = brands
            .iter()
            .map(|brand| Choice::of(&brand.slug, &brand.name))
            .collect();
        Ok((jobs, brands, removal::standing(app)?))
    })
    .await?;
    let format = sent.get("format");
    let (demo, brand, held) = match standing {
        Standing::Loaded(brand, held) => ("loaded", brand, Some(held)),
        Standing::Absent => ("absent", String::new(), None),
        Standing::Unwanted => ("", String::new(), None),
    };
    let page = ImportPage {
        formats: upload::formats().collect(),
        brands,
        megabytes: web.app.settings.written.upload_megabytes,
        live: jobs::any_live(&jobs),
        jobs,
        format: if format.is_empty() {
            "auto".into()
        } else {
            format.to_owned()
        },
        brand: sent.get("brand").to_owned(),
        dry_run: !sent.get("dry_run").is_empty(),
        demo,
        demo_brand: brand,
        demo_articles: held.map_or(0, |held| held.articles),
        demo_conversations: held.map_or(0, |held| held.conversations),
        top,
    };
    Ok(kept::html(page.top.status(), web.pages.render(&person.frame(), &page)?))
}
