//! `/admin/export`: the archive as a file to take along.

use super::{Top, admin, admin_sent};
use crate::{
    actions::{
        package::{self, Form as Packed},
        standing,
    },
    error::{Code, Error},
    web::{Web, blocking, download, error::PageError, form::Sent, kept, pages::Page},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, ServiceConfig, get, post},
};
use chrono::NaiveDateTime;
use serde::Serialize;

const PATH: &str = "/admin/export";

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ExportPage {
    #[serde(flatten)]
    top: Top,
    forms: Vec<&'static str>,
    articles: i64,
    conversations: i64,
    people: i64,
    /// When something was last taken along, and what.
    last: Option<NaiveDateTime>,
    last_form: String,
}

impl ExportPage {
    fn with(top: Top) -> Self {
        Self {
            top,
            forms: Packed::ALL.iter().map(|form| form.as_str()).collect(),
            ..Self::default()
        }
    }
}

impl Page for ExportPage {
    const TEMPLATE: &'static str = "admin/export.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            last: Some(NaiveDateTime::default()),
            last_form: "archive".into(),
            articles: 3,
            ..Self::with(Top::sample())
        };
        vec![Self::with(Top::default()), full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(form)).route(PATH, post().to(make));
}

/// `GET /admin/export`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let (held, articles, last) = blocking::run(&web, |app| {
        let last = standing::last(app, "archive.export")?;
        Ok((standing::held(app)?, standing::articles(app)?, last))
    })
    .await?;
    let form = last.as_ref().map(|entry| entry.detail.clone()).unwrap_or_default();
    let known = Packed::ALL.iter().any(|one| one.as_str() == form);
    let page = ExportPage {
        articles,
        conversations: held.conversations,
        people: held.people,
        last: last.map(|entry| entry.at).filter(|_| known),
        last_form: form,
        ..ExportPage::with(Top::after(&request, &person))
    };
    Ok(kept::html(200, web.pages.render(&person.frame(), &page)?))
}

/// `POST /admin/export`
pub async fn make(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let form = Packed::ALL.into_iter().find(|form| form.as_str() == sent.get("form"));
    let form = form.ok_or_else(|| Error::new(Code::BadRequest, "This form cannot be read."))?;
    let actor = person.actor();
    let packed = blocking::run(&web, move |app| package::make(app, actor, form)).await?;
    Ok(download::file(
        packed.file,
        packed.bytes,
        &packed.name,
        "application/gzip",
    ))
}
