//! Fifth page: what the site begins with. Choosing ends the first steps.

use super::{beginner, beginner_sent, show_to};
use crate::{
    actions::{demo, setup},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// The page that asks for content.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ContentPage {}

impl Page for ContentPage {
    const TEMPLATE: &'static str = "account/setup/content.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}

/// `GET /setup/content`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = beginner(&web, &request).await?;
    show_to(&web, &person, false, &ContentPage {})
}

/// `POST /setup/content`
pub async fn choose(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = beginner_sent(&web, &request, sent.get("csrf")).await?;
    let (actor, wants_demo) = (person.actor(), sent.get("do") == "demo");
    blocking::run(&web, move |app| {
        if wants_demo {
            let brand = demo::load_content(app, actor)?;
            setup::show_first(app, actor, Some(&brand))?;
        }
        setup::end(app)
    })
    .await?;
    let to = if sent.get("do") == "import" {
        "/admin/import"
    } else {
        "/w/first"
    };
    Ok(kept::see_other(&web, to))
}
