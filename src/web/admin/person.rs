//! `/admin/privacy/{id}`: somebody who wrote to the brand; everything about them as a file, and erasing them.

use super::{Top, admin, admin_sent, done, privacy::Line};
use crate::{
    actions::{erase, person},
    db,
    domain::id::AuthorId,
    error::{Code, Error, Result},
    web::{
        Web, blocking, download,
        error::PageError,
        form::{Problem, Sent},
        kept,
        pages::Page,
        session::SignedIn,
        texts,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, Path, ServiceConfig, get, post},
};
use serde::Serialize;

const PATH: &str = "/admin/privacy/{id}";

/// The page.
#[derive(Debug, Clone, Serialize)]
pub struct PersonPage {
    #[serde(flatten)]
    top: Top,
    one: Line,
    other_names: String,
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "admin/person.html";

    fn samples() -> Vec<Self> {
        let bare = Self {
            top: Top::default(),
            one: Line {
                last: None,
                channel_handle: String::new(),
                ..Line::sample()
            },
            other_names: String::new(),
        };
        let full = Self {
            top: Top {
                done: String::new(),
                problems: vec![Problem::sample("names"), Problem::sample("sure")],
            },
            one: Line::sample(),
            other_names: "Nuria <Costa>".into(),
        };
        vec![bare, full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(look)).route(PATH, post().to(act));
}

/// `GET /admin/privacy/{id}`
pub async fn look(web: Data<Web>, request: HttpRequest, id: Path<String>) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let top = Top::after(&request, &person);
    show(&web, &person, id_of(&id)?, top, "").await
}

/// `POST /admin/privacy/{id}`
pub async fn act(
    web: Data<Web>,
    request: HttpRequest,
    id: Path<String>,
    sent: Form<Sent>,
) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, actor) = (id_of(&id)?, person.actor());
    match sent.get("do") {
        "export" => {
            let document = blocking::run(&web, move |app| person::export(app, actor, id)).await?;
            Ok(download::json(&document, &format!("person-{id}.json"))?)
        }
        "erase" => {
            if sent.get("sure").is_empty() {
                let words = texts::catalogue(&person.frame().locale).plain("person.unsure");
                let top = Top {
                    done: String::new(),
                    problems: vec![Problem::of("sure", words)],
                };
                return show(&web, &person, id, top, sent.get("names")).await;
            }
            let names: Vec<String> = sent.get("names").lines().map(str::to_owned).collect();
            let erased = blocking::run(&web, move |app| erase::erase(app, actor, &[id], &names)).await;
            match erased {
                Ok(_) => Ok(done(&web, "/admin/privacy", "erased")),
                Err(error) => {
                    let top = Top::refused(error, &person)?;
                    show(&web, &person, id, top, sent.get("names")).await
                }
            }
        }
        _ => Err(Error::new(Code::BadRequest, "This form cannot be read.").into()),
    }
}

fn id_of(text: &str) -> Result<AuthorId> {
    text.parse().map_err(|_| Error::not_found("person"))
}

async fn show(
    web: &Data<Web>,
    person: &SignedIn,
    id: AuthorId,
    top: Top,
    names: &str,
) -> Result<HttpResponse, PageError> {
    let about = blocking::run(web, move |app| {
        let found = app
            .database
            .read(|connection| db::person::find(connection, id).map_err(Error::from))?;
        let found = found.ok_or_else(|| Error::not_found("person"))?;
        let alike = person::find(app, &found.handle)?;
        let one = alike.into_iter().find(|about| about.id == id);
        one.ok_or_else(|| Error::not_found("person"))
    })
    .await?;
    let page = PersonPage {
        top,
        one: Line::of(about),
        other_names: names.to_owned(),
    };
    Ok(kept::html(page.top.status(), web.pages.render(&person.frame(), &page)?))
}
