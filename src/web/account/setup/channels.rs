//! Fourth page: where customers write to the brand.

use super::{beginner, beginner_sent, show_to};
use crate::{
    actions::portal::{self, OwnChannel},
    app::App,
    db,
    domain::{brand::Brand, channel::ChannelKind},
    error::{Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent, problems_of},
        kept,
        pages::Page,
        session::SignedIn,
        texts,
        work::show::Choice,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// The channels that most brands have; others can be added later.
const OFFERED: [&str; 11] = [
    "x",
    "facebook",
    "instagram",
    "whatsapp",
    "messenger",
    "telegram",
    "mastodon",
    "bluesky",
    "threads",
    "email",
    "sms",
];

/// The page that asks for channels.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChannelsPage {
    kinds: Vec<Choice>,
    kind: String,
    handle: String,
    channels: Vec<Own>,
    problems: Vec<Problem>,
}

/// A channel that the brand has.
#[derive(Debug, Clone, Serialize)]
struct Own {
    kind: String,
    handle: String,
}

impl Page for ChannelsPage {
    const TEMPLATE: &'static str = "account/setup/channels.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            kinds: Choice::sample(),
            kind: "x".into(),
            handle: "<b>".into(),
            channels: vec![Own {
                kind: "x".into(),
                handle: "<BriznaAyuda>".into(),
            }],
            problems: vec![Problem::sample("handle")],
        };
        vec![Self::default(), full]
    }
}

/// `GET /setup/channels`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = beginner(&web, &request).await?;
    page(&web, &person, &Sent::default(), Vec::new()).await
}

/// `POST /setup/channels`: adds one, and goes on where `do` says so.
pub async fn add(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = beginner_sent(&web, &request, sent.get("csrf")).await?;
    let goes_on = sent.get("do") == "next";
    let handle = sent.get("handle").trim().to_owned();
    let catalogue = texts::catalogue(&person.frame().locale);
    if handle.is_empty() {
        if goes_on {
            return Ok(kept::see_other(&web, "/setup/content"));
        }
        let problems = vec![Problem::of("handle", catalogue.plain("field.empty"))];
        return page(&web, &person, &sent, problems).await;
    }
    let kind: ChannelKind = sent
        .get("kind")
        .parse()
        .map_err(|_| Error::invalid("kind", "It is not the kind of a channel."))?;
    let (actor, brand) = (person.actor(), person.visitor().brand.clone());
    let added = blocking::run(&web, move |app| {
        let own = OwnChannel {
            kind,
            handle,
            visibility: None,
            reply_limit: None,
            hours: BTreeMap::new(),
            url: String::new(),
            disabled: false,
            target_minutes: None,
        };
        portal::add_channel(app, actor, &brand, &own)
    });
    match added.await {
        Ok(_) if goes_on => Ok(kept::see_other(&web, "/setup/content")),
        Ok(_) => Ok(kept::see_other(&web, "/setup/channels")),
        Err(error) => {
            let problems = problems_of(error, catalogue)?;
            page(&web, &person, &sent, problems).await
        }
    }
}

async fn page(
    web: &Data<Web>,
    person: &SignedIn,
    sent: &Sent,
    problems: Vec<Problem>,
) -> Result<HttpResponse, PageError> {
    let brand = person.visitor().brand.clone();
    let channels = blocking::run(web, move |app| own(app, &brand)).await?;
    let catalogue = texts::catalogue(&person.frame().locale);
    let page = ChannelsPage {
        kinds: OFFERED
            .iter()
            .map(|kind| Choice::of((*kind).to_owned(), catalogue.plain(&format!("channel.{kind}"))))
            .collect(),
        kind: sent.get("kind").to_owned(),
        handle: sent.get("handle").to_owned(),
        channels,
        problems,
    };
    show_to(web, person, !page.problems.is_empty(), &page)
}

fn own(app: &App, brand: &Brand) -> Result<Vec<Own>> {
    let channels = app
        .database
        .read(|connection| Ok::<_, Error>(db::channel::list(connection, Some(brand.id))?))?;
    let own = channels.into_iter().map(|channel| Own {
        kind: channel.kind.to_string(),
        handle: channel.handle,
    });
    Ok(own.collect())
}
