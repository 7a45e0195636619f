//! `/admin/channels`: where a brand talks, and what visitors are told of it.

use super::{
    Top, admin, admin_sent, done,
    fields::{InLanguage, brand_of, in_languages, texts_of, value},
};
use crate::{
    actions::{Actor, channel, portal},
    app::App,
    db::{self, channel::Channel},
    domain::{
        brand::Brand,
        channel::{self as kinds, Visibility},
        id::ChannelId,
        look::Texts,
    },
    error::{Error, Result},
    web::{
        Web, blocking, error::PageError, form::Sent, kept, pages::Page, session::SignedIn, texts, work::show::Choice,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// The list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChannelsPage {
    #[serde(flatten)]
    top: Top,
    channels: Vec<Line>,
    kinds: Vec<Choice>,
    kind: String,
    handle: String,
    visibility: String,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Line {
    id: String,
    kind: String,
    handle: String,
    visibility: &'static str,
    offered: bool,
    hours: String,
}

/// One channel.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChannelEditPage {
    #[serde(flatten)]
    top: Top,
    id: String,
    kind: String,
    handle: String,
    url: String,
    visibility: String,
    limit: String,
    hours: Vec<InLanguage>,
}

impl Page for ChannelsPage {
    const TEMPLATE: &'static str = "admin/channels.html";

    fn samples() -> Vec<Self> {
        let line = |offered| Line {
            id: "4f7k".into(),
            kind: "x".into(),
            handle: "Brizna <b>".into(),
            visibility: "public",
            hours: "8-23".into(),
            offered,
        };
        let full = Self {
            top: Top::sample(),
            channels: vec![line(true), line(false)],
            kinds: vec![Choice::of("x", "X")],
            kind: "x".into(),
            visibility: "private".into(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

impl Page for ChannelEditPage {
    const TEMPLATE: &'static str = "admin/channel.html";

    fn samples() -> Vec<Self> {
        let bare = Self {
            kind: "x".into(),
            ..Self::default()
        };
        let full = Self {
            top: Top::sample(),
            hours: InLanguage::samples(),
            visibility: "public".into(),
            ..bare.clone()
        };
        vec![bare, full]
    }
}

/// `GET /admin/channels`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    show(&web, &person, Top::after(&request, &person), None).await
}

/// `POST /admin/channels`: `do` is `add`, or `enable` or `disable` with a channel's id after a colon.
pub async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (brand, actor, form) = (brand_of(&person)?, person.actor(), sent.clone());
    let changed = blocking::run(&web, move |app| apply(app, actor, &brand, &form));
    match changed.await {
        Ok(()) => Ok(done(&web, "/admin/channels", "set")),
        Err(error) => show(&web, &person, Top::refused(error, &person)?, Some(&sent)).await,
    }
}

fn apply(app: &App, actor: Actor, brand: &Brand, sent: &Sent) -> Result<()> {
    if let Some((what, id)) = sent.get("do").split_once(':') {
        let id = id.parse().map_err(|_| Error::not_found("channel"))?;
        return channel::offer(app, actor, brand.id, id, what == "enable");
    }
    let own = portal::OwnChannel {
        kind: sent
            .get("kind")
            .parse()
            .map_err(|_| Error::invalid("kind", "It is not the kind of a channel."))?,
        handle: sent.get("handle").to_owned(),
        visibility: sent.get("visibility").parse().ok(),
        reply_limit: None,
        hours: Texts::new(),
        url: String::new(),
        disabled: false,
        target_minutes: None,
    };
    portal::add_channel(app, actor, brand, &own).map(|_| ())
}

async fn show(web: &Data<Web>, person: &SignedIn, top: Top, sent: Option<&Sent>) -> Result<HttpResponse, PageError> {
    let id = brand_of(person)?.id;
    let locale = person.frame().locale;
    let all = blocking::run(web, move |app| {
        app.database
            .read(|connection| Ok::<_, Error>(db::channel::list(connection, Some(id))?))
    });
    let line = |channel: Channel| {
        let hours: Texts = serde_json::from_str(&channel.hours).unwrap_or_default();
        Line {
            id: channel.id.to_string(),
            kind: channel.kind.to_string(),
            handle: channel.kind.account(&channel.handle),
            visibility: channel.visibility.as_str(),
            offered: channel.disabled_at.is_none(),
            hours: hours.get(&locale).cloned().unwrap_or_default(),
        }
    };
    let page = ChannelsPage {
        channels: all.await?.into_iter().map(line).collect(),
        kinds: choices(texts::catalogue(&person.frame().locale)),
        kind: value(sent, "kind", ""),
        handle: value(sent, "handle", ""),
        visibility: value(sent, "visibility", ""),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}

/// The kinds that the catalogue has a name for, in the order of their names.
fn choices(catalogue: &texts::Catalogue) -> Vec<Choice> {
    let mut words: Vec<&str> = kinds::all()
        .iter()
        .flat_map(|rules| [rules.kind.as_str(), rules.id.as_str()])
        .filter(|word| catalogue.has(&format!("channel.{word}")))
        .collect();
    words.sort_unstable();
    words.dedup();
    let named = words.iter();
    let mut choices: Vec<_> = named
        .map(|word| Choice::of(*word, catalogue.plain(&format!("channel.{word}"))))
        .collect();
    choices.sort_by_key(|choice| choice.name.to_lowercase());
    choices
}

fn id_in(request: &HttpRequest) -> Result<ChannelId> {
    let id = request.match_info().query("id").parse();
    id.map_err(|_| Error::not_found("channel"))
}

/// `GET /admin/channels/{id}`
pub async fn edit(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let id = id_in(&request)?;
    show_one(&web, &person, id, Top::after(&request, &person), None).await
}

/// `POST /admin/channels/{id}`
pub async fn save(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, brand, actor) = (id_in(&request)?, brand_of(&person)?, person.actor());
    let form = sent.clone();
    let saved = blocking::run(&web, move |app| {
        channel::change(app, actor, brand.id, id, &changes(&form, &brand)?)
    });
    match saved.await {
        Ok(()) => Ok(done(&web, "/admin/channels", "set")),
        Err(error) => show_one(&web, &person, id, Top::refused(error, &person)?, Some(&sent)).await,
    }
}

fn changes(sent: &Sent, brand: &Brand) -> Result<channel::Changes> {
    let limit = match sent.get("reply_limit").trim() {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| Error::invalid("reply_limit", "It is no number."))?,
        ),
    };
    Ok(channel::Changes {
        handle: sent.get("handle").to_owned(),
        url: sent.get("url").to_owned(),
        visibility: sent.get("visibility").parse().unwrap_or(Visibility::Private),
        reply_limit: limit,
        hours: texts_of(sent, brand, "hours"),
    })
}

async fn show_one(
    web: &Data<Web>,
    person: &SignedIn,
    id: ChannelId,
    top: Top,
    sent: Option<&Sent>,
) -> Result<HttpResponse, PageError> {
    let brand = brand_of(person)?;
    let brand_id = brand.id;
    let found = blocking::run(web, move |app| {
        let all = app
            .database
            .read(|connection| Ok::<_, Error>(db::channel::list(connection, Some(brand_id))?))?;
        let found = all.into_iter().find(|channel| channel.id == id);
        found.ok_or_else(|| Error::not_found("channel"))
    });
    let stored = found.await?;
    let hours: Texts = serde_json::from_str(&stored.hours).unwrap_or_default();
    let limit = stored.reply_limit.map(|limit| limit.to_string()).unwrap_or_default();
    let page = ChannelEditPage {
        id: id.to_string(),
        kind: stored.kind.to_string(),
        handle: value(sent, "handle", &stored.handle),
        url: value(sent, "url", &stored.url),
        visibility: value(sent, "visibility", stored.visibility.as_str()),
        limit: value(sent, "reply_limit", &limit),
        hours: in_languages(&brand, "hours", &hours, sent),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
