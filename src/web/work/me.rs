//! Somebody's own page: colours, language, password, signing out.

use super::{
    checks,
    show::{self, Choice},
};
use crate::{
    actions::{account, reuse, signature},
    domain::account::Role,
    web::{
        Web, blocking, client, cookies,
        error::PageError,
        form::{Problem, Sent, problems_of},
        kept,
        pages::Page,
        session::{self, SignedIn},
        site::query_of,
        texts,
        visitor::{KEYS_COOKIE, LANGUAGE_COOKIE},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// Somebody's own page.
#[derive(Debug, Clone, Serialize)]
pub struct MePage {
    name: String,
    email: String,
    role: String,
    locale: String,
    locales: Vec<Choice>,
    signature: String,
    /// Replies that they sent of late, and how many percent of them rest on an article.
    sent: usize,
    percent: usize,
    reused: usize,
    days: i64,
    done: String,
    problems: Vec<Problem>,
}

impl Page for MePage {
    const TEMPLATE: &'static str = "work/me.html";

    fn samples() -> Vec<Self> {
        let bare = Self {
            name: "Lucía".into(),
            email: "l@example.com".into(),
            role: "agent".into(),
            locale: "es".into(),
            locales: Vec::new(),
            signature: "^LR".into(),
            sent: 0,
            percent: 0,
            reused: 0,
            days: reuse::DAYS,
            done: String::new(),
            problems: Vec::new(),
        };
        let full = Self {
            locales: Choice::sample(),
            sent: 3,
            percent: 67,
            reused: 2,
            done: "account".into(),
            problems: ["present", "password"].map(Problem::sample).to_vec(),
            ..bare.clone()
        };
        vec![bare, full]
    }
}

/// `GET /w/me`
pub async fn me(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let done = checks::notice(query_of(&request).get("done").map_or("", String::as_str));
    show(&web, &person, done, Vec::new()).await
}

async fn show(
    web: &Data<Web>,
    person: &SignedIn,
    done: String,
    problems: Vec<Problem>,
) -> Result<HttpResponse, PageError> {
    let frame = person.frame();
    let id = person.account.id;
    let (signature, reuse) = blocking::run(web, move |app| Ok((signature::of(app, id)?, reuse::own(app, id)?))).await?;
    let status = if problems.is_empty() { 200 } else { 422 };
    let page = MePage {
        name: person.account.name.clone(),
        email: person.account.email.clone(),
        role: person.account.role.to_string(),
        locale: frame.locale.to_string(),
        locales: show::languages(&person.visitor().brand),
        signature,
        sent: reuse.sent,
        percent: (reuse.reused * 100 + reuse.sent / 2)
            .checked_div(reuse.sent)
            .unwrap_or_default(),
        reused: reuse.reused,
        days: reuse::DAYS,
        done,
        problems,
    };
    Ok(kept::html(status, web.pages.render(&frame, &page)?))
}

/// `POST /w/me/password`. Trying passwords is as limited here as at the door.
pub async fn password(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    web.limits.sign_in(client::address(&request))?;
    let key = request.cookie(session::COOKIE).map(|cookie| cookie.value().to_owned());
    let actor = person.actor();
    let changed = blocking::run(&web, move |app| {
        let passwords = (sent.get("present"), sent.get("password"));
        account::change_password(app, actor, &key.unwrap_or_default(), passwords)
    });
    match changed.await {
        Ok(()) => Ok(kept::see_other(&web, "/w/me?done=password")),
        Err(error) => {
            let problems = problems_of(error, texts::catalogue(&person.frame().locale))?;
            show(&web, &person, String::new(), problems).await
        }
    }
}

/// `POST /w/me`
pub async fn choose(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Agent, sent.get("csrf")).await?;
    if let Some(text) = sent.find("signature").map(str::to_owned) {
        let actor = person.actor();
        let set = blocking::run(&web, move |app| signature::set(app, actor, &text)).await;
        if let Err(error) = set {
            let problems = problems_of(error, texts::catalogue(&person.frame().locale))?;
            return show(&web, &person, String::new(), problems).await;
        }
    }
    let chosen = sent.get("locale");
    let known = person
        .visitor()
        .brand
        .locales
        .iter()
        .any(|locale| locale.as_str() == chosen);
    let mut answer = kept::see_other(&web, "/w/me?done=account");
    match sent.get("keys") {
        "off" => cookies::remember(&web, &mut answer, KEYS_COOKIE, Some("off")),
        "on" => cookies::remember(&web, &mut answer, KEYS_COOKIE, None),
        _ => {}
    }
    if known {
        cookies::remember(&web, &mut answer, LANGUAGE_COOKIE, Some(chosen));
    }
    Ok(answer)
}
