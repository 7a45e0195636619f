//! `/admin/environments`: what a brand's answers can be for, kind by kind, with the ways to write each value.

use super::{Top, admin, admin_sent, done, fields::brand_of};
use crate::{
    actions::environment::{self, KINDS_MOST},
    domain::environment::Kind,
    error::Result,
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page, session::SignedIn},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, ServiceConfig, get, post},
};
use serde::Serialize;

const PATH: &str = "/admin/environments";

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EnvironmentsPage {
    #[serde(flatten)]
    top: Top,
    lines: Vec<Line>,
}

/// A kind; the last one is empty, for another.
#[derive(Debug, Clone, Serialize)]
struct Line {
    /// Its place, with which its fields are named.
    place: usize,
    name: String,
    values: String,
    is_new: bool,
}

impl Page for EnvironmentsPage {
    const TEMPLATE: &'static str = "admin/environments.html";

    fn samples() -> Vec<Self> {
        let platform = Kind {
            name: "<b>Platform".into(),
            values: "iOS: iphone\nAndroid</textarea>".into(),
        };
        let full = Self {
            top: Top::sample(),
            lines: lines(vec![platform]),
        };
        vec![Self::default(), full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(look)).route(PATH, post().to(change));
}

async fn look(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let id = brand_of(&person)?.id;
    let kinds = blocking::run(&web, move |app| environment::list(app, id)).await?;
    show(&web, &person, Top::after(&request, &person), kinds)
}

async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, actor) = (brand_of(&person)?.id, person.actor());
    let wanted = kinds_in(&sent);
    let asked = wanted.clone();
    match blocking::run(&web, move |app| environment::set(app, actor, id, &asked)).await {
        Ok(()) => Ok(done(&web, PATH, "environments")),
        Err(error) => show(&web, &person, Top::refused(error, &person)?, wanted),
    }
}

/// The kinds of a form, by their places.
fn kinds_in(sent: &Sent) -> Vec<Kind> {
    let kind = |place| {
        Some(Kind {
            name: sent.find(&format!("name_{place}"))?.to_owned(),
            values: sent.get(&format!("values_{place}")).to_owned(),
        })
    };
    // The form has one more than there may be, so that too many are refused and not lost.
    (0..=KINDS_MOST).map_while(kind).collect()
}

/// The kinds with an empty one behind them.
fn lines(kinds: Vec<Kind>) -> Vec<Line> {
    let is_blank = |kind: &Kind| kind.name.trim().is_empty() && kind.values.trim().is_empty();
    let known = kinds.into_iter().filter(|kind| !is_blank(kind));
    let blank = Kind {
        name: String::new(),
        values: String::new(),
    };
    let line = |(place, kind): (usize, Kind)| Line {
        place,
        is_new: is_blank(&kind),
        name: kind.name,
        values: kind.values,
    };
    known.chain([blank]).enumerate().map(line).collect()
}

fn show(web: &Data<Web>, person: &SignedIn, top: Top, kinds: Vec<Kind>) -> Result<HttpResponse, PageError> {
    let page = EnvironmentsPage {
        lines: lines(kinds),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
