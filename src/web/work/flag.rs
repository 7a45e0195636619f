//! What agents say is wrong with an article: they say it on its page, and editors see it there.

use super::edit::{self, EditPage, id_in};
use crate::{
    actions,
    db::{self, DbConnection},
    domain::{
        account::Role,
        id::{ArticleId, FlagId},
        link::FlagKind,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Sent, problems_of},
        kept, session, texts,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use chrono::NaiveDateTime;
use serde::Serialize;

/// Something that somebody says is wrong.
#[derive(Debug, Clone, Serialize)]
pub struct Flag {
    id: String,
    kind: FlagKind,
    comment: String,
    by: String,
    at: NaiveDateTime,
}

impl Flag {
    /// For samples.
    pub fn samples() -> Vec<Self> {
        let flag = |kind: &FlagKind| Self {
            id: "4f7k".into(),
            kind: *kind,
            comment: "<b>Ya no es así</b>".into(),
            by: "Lucía <i>".into(),
            at: NaiveDateTime::default(),
        };
        FlagKind::ALL.iter().map(flag).collect()
    }
}

/// What nobody has seen to yet, the oldest first.
pub fn open(connection: &mut DbConnection, id: ArticleId) -> Result<Vec<Flag>> {
    let open = db::link::list_open_flags(connection, id)?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let accounts = db::account::list(connection)?;
    let name = |flag: &db::link::Flag| {
        let account = accounts.iter().find(|account| Some(account.id) == flag.account_id);
        account.map(|account| account.name.clone()).unwrap_or_default()
    };
    let shown = open.into_iter().map(|flag| Flag {
        by: name(&flag),
        id: flag.id.to_string(),
        kind: flag.kind,
        comment: flag.comment,
        at: flag.created_at,
    });
    Ok(shown.collect())
}

/// `POST /w/articles/{id}/edit/flag`: says that something is wrong, or (`done`) that it was seen to.
pub async fn act(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let least = if sent.find("done").is_some() {
        Role::Editor
    } else {
        Role::Agent
    };
    let person = session::sent_by(&web, &request, least, sent.get("csrf")).await?;
    let (id, frame, sent) = (id_in(&request)?, person.frame(), sent.into_inner());
    let catalogue = texts::catalogue(&frame.locale);
    let done = blocking::run(&web, move |app| {
        if let Some(flag) = sent.find("done") {
            let flag: FlagId = flag.parse().map_err(|_| Error::not_found("flag"))?;
            actions::flag::close(app, person.actor(), id, flag)?;
            return Ok(("unflagged", None));
        }
        // Only what they may see can be wrong.
        let page = edit::read(app, &person, id)?;
        let kind = sent
            .get("kind")
            .parse()
            .map_err(|_| Error::invalid("kind", "unknown"))?;
        let comment = sent.get("comment").trim();
        let Err(error) = actions::flag::flag(app, person.actor(), id, kind, comment) else {
            return Ok(("flagged", None));
        };
        let mut page: EditPage = page.with_problems(problems_of(error, catalogue)?);
        comment.clone_into(&mut page.flagged);
        Ok(("", Some(page)))
    });
    match done.await? {
        (done, None) => Ok(kept::see_other(&web, &format!("/w/articles/{id}/edit?done={done}"))),
        (_, Some(page)) => Ok(kept::html(422, web.pages.render(&frame, &page)?)),
    }
}
