//! `/admin/people`: who works here, what each may do, and who may come in.

use super::{Top, admin, admin_sent, done};
use crate::{
    actions::account::{self, Creation},
    db::{self, account::Account},
    domain::{account::Role, id::AccountId, locale::Locale},
    error::{Code, Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent},
        kept,
        pages::Page,
        session::SignedIn,
        texts,
        work::show::{self, Choice},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, ServiceConfig, get, post},
};
use chrono::NaiveDateTime;
use serde::Serialize;

const PATH: &str = "/admin/people";

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PeoplePage {
    #[serde(flatten)]
    top: Top,
    people: Vec<Line>,
    /// How many may come in, by role.
    counts: Vec<Count>,
    /// How many may not.
    without: usize,
    roles: Vec<Choice>,
    locales: Vec<Choice>,
    given: Option<Given>,
    name: String,
    email: String,
    role: String,
    locale: String,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    id: AccountId,
    name: String,
    email: String,
    role: Role,
    seen: Option<NaiveDateTime>,
    disabled: bool,
    is_me: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Count {
    role: Role,
    n: usize,
}

/// A password that is shown this once.
#[derive(Debug, Clone, Serialize)]
struct Given {
    name: String,
    email: String,
    password: String,
    address: String,
}

impl Page for PeoplePage {
    const TEMPLATE: &'static str = "admin/people.html";

    fn samples() -> Vec<Self> {
        let line = |id, disabled: bool| Line {
            id: AccountId(id),
            name: "Lucía <R.>".into(),
            email: "l@example.com".into(),
            role: Role::Admin,
            seen: (!disabled).then(NaiveDateTime::default),
            disabled,
            is_me: !disabled,
        };
        let full = Self {
            top: Top::sample(),
            counts: counts(&[]),
            without: 1,
            people: vec![line(1, false), line(2, true)],
            roles: Choice::sample(),
            locales: Choice::sample(),
            given: Some(Given {
                name: "Lucía".into(),
                email: "l@example.com".into(),
                password: "0123abcd".into(),
                address: "https://a.example/login".into(),
            }),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// Adds the routes of this page.
pub fn routes(config: &mut ServiceConfig) {
    config.route(PATH, get().to(list)).route(PATH, post().to(act));
}

/// `GET /admin/people`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let top = Top::after(&request, &person);
    show(&web, &person, top, &Sent::default(), None).await
}

/// `POST /admin/people`
pub async fn act(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    match change(&web, &person, &sent).await {
        Ok(Changed::Said(what)) => Ok(done(&web, PATH, what)),
        Ok(Changed::Given(given)) => show(&web, &person, Top::default(), &Sent::default(), Some(given)).await,
        Err(error) if error.code() == Code::Conflict => {
            let top = Top {
                done: String::new(),
                problems: vec![Problem::of(
                    "",
                    texts::catalogue(&person.frame().locale).plain("people.last"),
                )],
            };
            show(&web, &person, top, &sent, None).await
        }
        Err(error) => {
            let top = Top::refused(error, &person)?;
            show(&web, &person, top, &sent, None).await
        }
    }
}

enum Changed {
    /// The end of a key `notice.…`.
    Said(&'static str),
    Given(Given),
}

async fn change(web: &Data<Web>, person: &SignedIn, sent: &Sent) -> Result<Changed> {
    let actor = person.actor();
    let fallback = person.frame().locale;
    let sent = sent.clone();
    let address = web.app.settings.public_url.to("/login");
    blocking::run(web, move |app| {
        let role = || {
            sent.get("role")
                .parse::<Role>()
                .map_err(|_| Error::invalid("role", "It is empty."))
        };
        if sent.get("do") == "add" {
            let new = Creation {
                email: sent.get("email").to_owned(),
                name: sent.get("name").to_owned(),
                role: role()?,
                password: String::new(),
                locale: sent.get("locale").parse().unwrap_or(fallback),
            };
            let (_, password) = account::invite(app, actor, &new)?;
            return Ok(Changed::Given(Given {
                name: new.name,
                email: new.email,
                password,
                address,
            }));
        }
        let id: AccountId = sent.get("id").parse().map_err(|_| Error::not_found("account"))?;
        match sent.get("do") {
            "role" => account::set_role(app, actor, id, role()?).map(|()| Changed::Said("role")),
            "disable" => account::disable(app, actor, id).map(|()| Changed::Said("disabled")),
            "enable" => account::enable(app, actor, id).map(|()| Changed::Said("enabled")),
            "password" => {
                let password = account::reset_password(app, actor, id)?;
                let found = app
                    .database
                    .read(|connection| db::account::find(connection, id).map_err(Error::from))?;
                let found = found.ok_or_else(|| Error::not_found("account"))?;
                Ok(Changed::Given(Given {
                    name: found.name,
                    email: found.email,
                    password,
                    address,
                }))
            }
            _ => Err(Error::new(Code::BadRequest, "This form cannot be read.")),
        }
    })
    .await
}

async fn show(
    web: &Data<Web>,
    person: &SignedIn,
    top: Top,
    sent: &Sent,
    given: Option<Given>,
) -> Result<HttpResponse, PageError> {
    let accounts = blocking::run(web, |app| {
        app.database
            .read(|connection| db::account::list(connection).map_err(Error::from))
    })
    .await?;
    let frame = person.frame();
    let catalogue = texts::catalogue(&frame.locale);
    let me = person.account.id;
    // What was refused stays as it was typed.
    let typed = |name: &str| {
        if sent.get("do") == "add" {
            sent.get(name).to_owned()
        } else {
            String::new()
        }
    };
    let or = |text: String, fallback: &str| if text.is_empty() { fallback.to_owned() } else { text };
    let page = PeoplePage {
        counts: counts(&accounts),
        without: accounts.iter().filter(|account| account.disabled_at.is_some()).count(),
        people: accounts.into_iter().map(|account| line(account, me)).collect(),
        roles: Role::ALL
            .iter()
            .map(|role| Choice::of(role.as_str(), catalogue.plain(&format!("role.{role}"))))
            .collect(),
        locales: show::languages(&person.visitor().brand),
        given,
        name: typed("name"),
        email: typed("email"),
        role: or(typed("role"), Role::Agent.as_str()),
        locale: or(typed("locale"), Locale::as_str(&frame.locale)),
        top,
    };
    Ok(kept::html(page.top.status(), web.pages.render(&frame, &page)?))
}

/// How many people of each role may come in.
fn counts(accounts: &[Account]) -> Vec<Count> {
    let able = |role: Role| {
        let able = accounts.iter().filter(|account| account.disabled_at.is_none());
        able.filter(|account| account.role == role).count()
    };
    let roles = Role::ALL.iter();
    roles
        .map(|role| Count {
            role: *role,
            n: able(*role),
        })
        .collect()
}

fn line(account: Account, me: AccountId) -> Line {
    Line {
        is_me: account.id == me,
        id: account.id,
        name: account.name,
        email: account.email,
        role: account.role,
        seen: account.seen_at,
        disabled: account.disabled_at.is_some(),
    }
}
