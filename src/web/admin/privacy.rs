//! `/admin/privacy`: what is taken for personal data, what the brand declared public, and the way to a person.

use super::{Top, admin, admin_sent, done};
use crate::{
    actions::{
        allow::{self, Contact},
        person::{self, About},
        retention, standing,
    },
    app::App,
    domain::redaction::{self, Kind, Span},
    error::{Code, Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page, session::SignedIn, site::query_of},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, ServiceConfig, get, post},
};
use chrono::NaiveDateTime;
use serde::Serialize;

const PATH: &str = "/admin/privacy";
/// Longest text that the test box reads, in characters.
const TEST_MOST: usize = 20_000;

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PrivacyPage {
    #[serde(flatten)]
    top: Top,
    /// What was tried, as typed; what would be found in it.
    text: String,
    tried: bool,
    pieces: Vec<Piece>,
    findings: Vec<Finding>,
    emails: Vec<String>,
    phones: Vec<String>,
    /// What was typed and refused.
    email: String,
    phone: String,
    /// Whom somebody looked for.
    handle: String,
    people: Vec<Line>,
    /// How many days conversations are kept, as typed; empty: for ever.
    retention: String,
    held: Held,
}

/// What is kept of customers, and what was last taken away.
#[derive(Debug, Clone, Default, Serialize)]
struct Held {
    conversations: i64,
    people: i64,
    oldest: Option<NaiveDateTime>,
    /// How many days conversations are kept; none: for ever.
    days: Option<i64>,
    /// When age last took conversations away, and how many.
    forgot: Option<NaiveDateTime>,
    forgotten: i64,
    /// When a person was last erased.
    erased: Option<NaiveDateTime>,
}

impl Held {
    fn read(app: &App) -> Result<Self> {
        let held = standing::held(app)?;
        let forgot = standing::last(app, "retention.forget")?;
        Ok(Self {
            conversations: held.conversations,
            people: held.people,
            oldest: standing::oldest(app)?,
            days: retention::days(app)?,
            forgotten: (forgot.as_ref()).map_or(0, |entry| entry.detail.parse().unwrap_or_default()),
            forgot: forgot.map(|entry| entry.at),
            erased: standing::last(app, "person.erase")?.map(|entry| entry.at),
        })
    }

    /// For samples.
    fn sample() -> Self {
        let at = Some(NaiveDateTime::default());
        Self {
            conversations: 2,
            people: 1,
            oldest: at,
            days: Some(90),
            forgot: at,
            forgotten: 3,
            erased: at,
        }
    }
}

/// A part of the text that was tried; with a kind where it would be hidden.
#[derive(Debug, Clone, Serialize)]
struct Piece {
    text: String,
    kind: Option<Kind>,
}

/// How much of a kind was found.
#[derive(Debug, Clone, Serialize)]
struct Finding {
    kind: Kind,
    text: String,
    placeholder: &'static str,
    sure: bool,
    percent: u8,
}

/// Somebody who wrote under the handle.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    pub path: String,
    pub handle: String,
    pub channel: String,
    pub channel_handle: String,
    pub brand: String,
    pub conversations: usize,
    pub messages: usize,
    pub last: Option<NaiveDateTime>,
}

impl Line {
    pub fn of(about: About) -> Self {
        Self {
            path: format!("{PATH}/{}", about.id),
            handle: about.handle,
            channel: about.channel,
            channel_handle: about.channel_handle,
            brand: about.brand,
            conversations: about.conversations,
            messages: about.messages,
            last: about.last_at,
        }
    }

    /// For samples.
    pub fn sample() -> Self {
        Self {
            path: "/admin/privacy/4f7k".into(),
            handle: "nuria_<cs>".into(),
            channel: "x".into(),
            channel_handle: "Brizna".into(),
            brand: "Brizna".into(),
            conversations: 2,
            messages: 5,
            last: Some(NaiveDateTime::default()),
        }
    }
}

impl Page for PrivacyPage {
    const TEMPLATE: &'static str = "admin/privacy.html";

    fn samples() -> Vec<Self> {
        let found: Vec<Finding> = Kind::ALL
            .iter()
            .map(|kind| Finding {
                kind: *kind,
                text: "<b>".into(),
                placeholder: kind.placeholder("es"),
                sure: *kind == Kind::Email,
                percent: 70,
            })
            .collect();
        let full = Self {
            top: Top::sample(),
            text: "<b>".into(),
            tried: true,
            pieces: vec![
                Piece {
                    text: "<b>".into(),
                    kind: None,
                },
                Piece {
                    text: "a@b.example".into(),
                    kind: Some(Kind::Email),
                },
            ],
            findings: found,
            emails: vec!["ayuda@brizna.example".into()],
            phones: vec!["900 100 200".into()],
            handle: "nuria".into(),
            people: vec![Line::sample()],
            held: Held::sample(),
            ..Self::default()
        };
        let nobody = Self {
            tried: true,
            handle: "nadie".into(),
            ..Self::default()
        };
        vec![Self::default(), nobody, full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(look)).route(PATH, post().to(act));
}

/// `GET /admin/privacy`
pub async fn look(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let handle = query_of(&request).get("handle").cloned().unwrap_or_default();
    let sought = handle.clone();
    let found = blocking::run(&web, move |app| person::find(app, &sought)).await?;
    let page = PrivacyPage {
        top: Top::after(&request, &person),
        people: found.into_iter().map(Line::of).collect(),
        handle,
        ..PrivacyPage::default()
    };
    show(&web, &person, page).await
}

/// `POST /admin/privacy`
pub async fn act(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let contact = match sent.get("contact") {
        "email" => Some(Contact::Email),
        "phone" => Some(Contact::Phone),
        _ => None,
    };
    let (actor, brand_id) = (person.actor(), person.visitor().brand.id);
    match (sent.get("do"), contact) {
        ("test", _) => {
            let page = tried(&web, &person, sent.get("text")).await?;
            show(&web, &person, page).await
        }
        ("allow", Some(contact)) => {
            let value = sent.get(contact.as_str()).to_owned();
            let added = blocking::run(&web, move |app| allow::add(app, actor, brand_id, contact, &value)).await;
            if let Err(error) = added {
                let page = PrivacyPage {
                    top: Top::refused(error, &person)?,
                    email: sent.get("email").to_owned(),
                    phone: sent.get("phone").to_owned(),
                    ..PrivacyPage::default()
                };
                return show(&web, &person, page).await;
            }
            Ok(done(&web, PATH, "allowed"))
        }
        ("retention", _) => {
            let days = sent.get("retention").to_owned();
            let set = blocking::run(&web, move |app| retention::set(app, actor, &days)).await;
            if let Err(error) = set {
                let page = PrivacyPage {
                    top: Top::refused(error, &person)?,
                    retention: sent.get("retention").to_owned(),
                    ..PrivacyPage::default()
                };
                return show(&web, &person, page).await;
            }
            Ok(done(&web, PATH, "account"))
        }
        ("disallow", Some(contact)) => {
            let value = sent.get("value").to_owned();
            blocking::run(&web, move |app| allow::remove(app, actor, brand_id, contact, &value)).await?;
            Ok(done(&web, PATH, "disallowed"))
        }
        _ => Err(Error::new(Code::BadRequest, "This form cannot be read.").into()),
    }
}

/// What would be hidden of a text. Nothing is stored of it.
async fn tried(web: &Data<Web>, person: &SignedIn, text: &str) -> Result<PrivacyPage> {
    let text: String = text.chars().take(TEST_MOST).collect::<String>().replace("\r\n", "\n");
    let (brand, locale) = (person.visitor().brand.id, person.frame().locale);
    blocking::run(web, move |app| {
        let list = allow::list(app, brand)?;
        let spans = redaction::find(&text, locale.as_str(), &list);
        Ok(PrivacyPage {
            pieces: pieces(&text, &spans),
            findings: spans
                .iter()
                .map(|span| Finding {
                    kind: span.kind,
                    text: text[span.start..span.end].to_owned(),
                    placeholder: span.kind.placeholder(locale.as_str()),
                    sure: !span.is_doubtful(),
                    percent: (span.confidence * 100.0).round() as u8,
                })
                .collect(),
            tried: !text.trim().is_empty(),
            text,
            ..PrivacyPage::default()
        })
    })
    .await
}

fn pieces(text: &str, spans: &[Span]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut add = |range: std::ops::Range<usize>, kind| {
        if !range.is_empty() {
            pieces.push(Piece {
                text: text[range].to_owned(),
                kind,
            });
        }
    };
    for span in spans {
        add(from..span.start, None);
        add(span.start..span.end, Some(span.kind));
        from = span.end;
    }
    add(from..text.len(), None);
    pieces
}

async fn show(web: &Data<Web>, person: &SignedIn, page: PrivacyPage) -> Result<HttpResponse, PageError> {
    let brand = person.visitor().brand.id;
    let read = blocking::run(web, move |app| Ok((allow::read(app, brand)?, Held::read(app)?)));
    let (list, held) = read.await?;
    let kept = held.days.map(|days| days.to_string()).unwrap_or_default();
    let page = PrivacyPage {
        retention: if page.retention.is_empty() {
            kept
        } else {
            page.retention
        },
        emails: list.emails,
        phones: list.phones,
        held,
        ..page
    };
    Ok(kept::html(page.top.status(), web.pages.render(&person.frame(), &page)?))
}
