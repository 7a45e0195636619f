//! `/admin/targets`: how soon a brand wants to reply on each channel, beside how soon it does.

use super::{
    Top, admin, admin_sent, done,
    fields::{brand_of, value},
};
use crate::{
    actions::{target, waiting},
    db,
    domain::id::ChannelId,
    error::{Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page, session::SignedIn},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, ServiceConfig, get, post},
};
use serde::Serialize;

const PATH: &str = "/admin/targets";

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TargetsPage {
    #[serde(flatten)]
    top: Top,
    lines: Vec<Line>,
}

/// A channel.
#[derive(Debug, Clone, Serialize)]
struct Line {
    field: String,
    kind: String,
    handle: String,
    /// In minutes, as typed; empty: none.
    target: String,
    /// The measured median, in minutes; none: too few replies.
    median: Option<i64>,
    /// Whether the median is over the target; none: there is nothing to compare.
    over: Option<bool>,
}

impl Page for TargetsPage {
    const TEMPLATE: &'static str = "admin/targets.html";

    fn samples() -> Vec<Self> {
        let line = Line {
            field: "target_4f7k".into(),
            kind: "x".into(),
            handle: "Brizna <b>".into(),
            target: "30".into(),
            median: Some(18),
            over: Some(false),
        };
        let late = Line {
            field: "target_5m8n".into(),
            over: Some(true),
            ..line.clone()
        };
        let bare = Line {
            field: "target_6p9q".into(),
            target: String::new(),
            median: None,
            over: None,
            ..line.clone()
        };
        let full = Self {
            top: Top::sample(),
            lines: vec![line, late, bare],
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
    show(&web, &person, Top::after(&request, &person), None).await
}

async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, actor, form) = (brand_of(&person)?.id, person.actor(), sent.clone());
    let set = blocking::run(&web, move |app| {
        let channels = app
            .database
            .read(|connection| Ok::<_, Error>(db::channel::list(connection, Some(id))?))?;
        let wanted: Vec<_> = channels
            .iter()
            .filter_map(|channel| Some((channel.id, form.find(&field_of(channel.id))?.to_owned())))
            .collect();
        target::set(app, actor, id, &wanted)
    });
    match set.await {
        Ok(()) => Ok(done(&web, PATH, "account")),
        Err(error) => show(&web, &person, Top::refused(error, &person)?, Some(&sent)).await,
    }
}

fn field_of(id: ChannelId) -> String {
    format!("target_{id}")
}

async fn show(web: &Data<Web>, person: &SignedIn, top: Top, sent: Option<&Sent>) -> Result<HttpResponse, PageError> {
    let id = brand_of(person)?.id;
    let read = blocking::run(web, move |app| {
        app.database.read(|connection| {
            let channels = db::channel::list_offered(connection, id)?;
            Ok::<_, Error>((channels, waiting::waits(app, connection, id)?))
        })
    });
    let (channels, waits) = read.await?;
    let lines = channels.into_iter().map(|channel| {
        let median = waits.get(&channel.id).map(chrono::TimeDelta::num_minutes);
        let stored = channel.target_minutes.map(|minutes| minutes.to_string());
        let field = field_of(channel.id);
        Line {
            target: value(sent, &field, &stored.unwrap_or_default()),
            over: median
                .zip(channel.target_minutes)
                .map(|(median, target)| median > i64::from(target)),
            median,
            field,
            kind: channel.kind.to_string(),
            handle: channel.handle,
        }
    });
    let page = TargetsPage {
        lines: lines.collect(),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
