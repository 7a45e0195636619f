//! `/admin/tokens`: the keys with which programs come in.

use super::{Top, admin, admin_sent, done};
use crate::{
    actions::token,
    db,
    domain::{account::Scope, id::TokenId},
    error::{Code, Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page, session::SignedIn, work::show::Choice},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, ServiceConfig, get, post},
};
use chrono::NaiveDateTime;
use serde::Serialize;

const PATH: &str = "/admin/tokens";
/// How long a token may last, in days; 0: until it is revoked.
const DAYS: [i64; 4] = [30, 90, 365, 0];

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TokensPage {
    #[serde(flatten)]
    top: Top,
    tokens: Vec<Line>,
    /// How many open the door now, how many of those never did, and when the first of them ends.
    live: usize,
    idle: usize,
    first_end: Option<NaiveDateTime>,
    scopes: Vec<ScopeChoice>,
    brands: Vec<Choice>,
    days: Vec<i64>,
    /// The key that is shown this once, and what it is called.
    key: String,
    key_name: String,
    name: String,
    brand: String,
    chosen_days: i64,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    id: TokenId,
    name: String,
    scopes: Vec<Scope>,
    brand: String,
    made_by: String,
    made: NaiveDateTime,
    used: Option<NaiveDateTime>,
    ends: Option<NaiveDateTime>,
    /// `live`, `revoked` or `ended`.
    state: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct ScopeChoice {
    word: Scope,
    chosen: bool,
}

impl Page for TokensPage {
    const TEMPLATE: &'static str = "admin/tokens.html";

    fn samples() -> Vec<Self> {
        let line = |id, state: &'static str, at: Option<NaiveDateTime>| Line {
            id: TokenId(id),
            name: "CRM <x>".into(),
            scopes: Scope::ALL.to_vec(),
            brand: if at.is_some() { "Brizna".into() } else { String::new() },
            made_by: if at.is_some() { "Lucía".into() } else { String::new() },
            made: NaiveDateTime::default(),
            used: at,
            ends: at,
            state,
        };
        let now = Some(NaiveDateTime::default());
        let full = Self {
            top: Top::sample(),
            live: 2,
            idle: 1,
            first_end: now,
            tokens: vec![line(1, "live", now), line(2, "revoked", None), line(3, "ended", now)],
            scopes: scopes(&Sent::default()),
            brands: Choice::sample(),
            days: DAYS.to_vec(),
            key: "pcd_0123".into(),
            key_name: "CRM".into(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(list)).route(PATH, post().to(act));
}

/// `GET /admin/tokens`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let top = Top::after(&request, &person);
    show(&web, &person, top, &Sent::default(), None).await
}

/// `POST /admin/tokens`
pub async fn act(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let actor = person.actor();
    let form = sent.clone();
    let outcome = blocking::run(&web, move |app| match form.get("do") {
        "create" => {
            let held = Scope::ALL
                .iter()
                .filter(|scope| !form.get(&field_of(**scope)).is_empty());
            let held: Vec<Scope> = held.copied().collect();
            let brand_id = match form.get("brand") {
                "" => None,
                slug => Some(app.brand(Some(slug))?.id),
            };
            let days = form
                .get("days")
                .parse()
                .ok()
                .filter(|days| DAYS.contains(days) && *days > 0);
            token::create(app, actor, form.get("name"), &held, brand_id, days).map(|(_, key)| Some(key))
        }
        "revoke" => {
            let id: TokenId = form.get("id").parse().map_err(|_| Error::not_found("token"))?;
            token::revoke(app, actor, id).map(|()| None)
        }
        _ => Err(Error::new(Code::BadRequest, "This form cannot be read.")),
    });
    match outcome.await {
        Ok(Some(key)) => {
            let given = (key, sent.get("name").trim().to_owned());
            show(&web, &person, Top::default(), &Sent::default(), Some(given)).await
        }
        Ok(None) => Ok(done(&web, PATH, "revoked")),
        Err(error) => {
            let top = Top::refused(error, &person)?;
            show(&web, &person, top, &sent, None).await
        }
    }
}

fn field_of(scope: Scope) -> String {
    format!("scope_{scope}")
}

fn scopes(sent: &Sent) -> Vec<ScopeChoice> {
    Scope::ALL
        .iter()
        .map(|scope| ScopeChoice {
            word: *scope,
            chosen: !sent.get(&field_of(*scope)).is_empty(),
        })
        .collect()
}

async fn show(
    web: &Data<Web>,
    person: &SignedIn,
    top: Top,
    sent: &Sent,
    given: Option<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (tokens, brands) = blocking::run(web, |app| {
        let now = app.clock.now();
        let brands = app.brands()?;
        let (tokens, accounts) = app.database.read(|connection| {
            let tokens = db::token::list(connection)?;
            Ok::<_, Error>((tokens, db::account::list(connection)?))
        })?;
        let lines = tokens.into_iter().rev().map(|token| Line {
            id: token.id,
            brand: brands
                .iter()
                .find(|brand| Some(brand.id) == token.brand_id)
                .map(|brand| brand.name.clone())
                .unwrap_or_default(),
            made_by: accounts
                .iter()
                .find(|account| Some(account.id) == token.account_id)
                .map(|account| account.name.clone())
                .unwrap_or_default(),
            made: token.created_at,
            used: token.used_at,
            ends: token.expires_at,
            state: match (token.revoked_at, token.expires_at) {
                (Some(_), _) => "revoked",
                (None, Some(at)) if at <= now => "ended",
                _ => "live",
            },
            name: token.name,
            scopes: token.scopes,
        });
        let lines: Vec<Line> = lines.collect();
        let brands: Vec<Choice> = brands
            .iter()
            .map(|brand| Choice::of(&brand.slug, &brand.name))
            .collect();
        Ok((lines, brands))
    })
    .await?;
    let (key, key_name) = given.unwrap_or_default();
    let live = || tokens.iter().filter(|token| token.state == "live");
    let page = TokensPage {
        live: live().count(),
        idle: live().filter(|token| token.used.is_none()).count(),
        first_end: live().filter_map(|token| token.ends).min(),
        tokens,
        scopes: scopes(sent),
        brands: if brands.len() > 1 { brands } else { Vec::new() },
        days: DAYS.to_vec(),
        key,
        key_name,
        name: sent.get("name").to_owned(),
        brand: sent.get("brand").to_owned(),
        chosen_days: sent.get("days").parse().unwrap_or(DAYS[1]),
        top,
    };
    Ok(kept::html(page.top.status(), web.pages.render(&person.frame(), &page)?))
}
