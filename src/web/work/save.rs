//! What the buttons of an article's page do: save, decide on personal data, publish, archive, restore.

use super::{
    edit::{self, EditPage, id_in, parts_of},
    topics,
};
use crate::{
    actions::{self, Actor, revise},
    app::App,
    db,
    domain::{
        account::Role,
        address,
        article::{Article, Audience, Withdrawal},
        id::ArticleId,
    },
    error::{Code, Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent, problems_of, refusal},
        kept,
        session::{self, SignedIn},
        site::with_query,
        texts::{self, Catalogue},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use fluent_templates::fluent_bundle::FluentArgs;

/// `POST /w/articles/new`
pub async fn create(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Editor, sent.get("csrf")).await?;
    let (frame, sent) = (person.frame(), sent.into_inner());
    let catalogue = texts::catalogue(&frame.locale);
    let made = blocking::run(&web, move |app| {
        let page = edit::blank(app, &person)?.typed(app, &sent)?;
        if sent.get("do") == "preview" {
            return Ok(Err(page));
        }
        let brand = &person.visitor().brand;
        let new = revise::Creation {
            brand_id: brand.id,
            locale: if brand.has(&page.locale) {
                page.locale.clone()
            } else {
                brand.locale()
            },
            parts: page.parts.clone(),
            audience: Audience::Internal,
            translation_of: None,
            external_id: None,
            topics: topics::chosen_in(&sent, &page.topics).unwrap_or_default(),
            tags: Vec::new(),
            note: sent.get("note").to_owned(),
        };
        match revise::create(app, person.actor(), &new) {
            Ok(id) => Ok(Ok(id)),
            Err(error) => Ok(Err(page.with_problems(problems_of(error, catalogue)?))),
        }
    });
    match made.await? {
        Ok(id) => Ok(kept::see_other(&web, &format!("/w/articles/{id}/edit?done=saved"))),
        Err(page) => Ok(kept::html(status_of(&page), web.pages.render(&frame, &page)?)),
    }
}

/// `POST /w/articles/{id}/edit`: `do` says what. What was typed is saved first, so that no button loses it.
pub async fn act(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Editor, sent.get("csrf")).await?;
    let (id, frame, sent) = (id_in(&request)?, person.frame(), sent.into_inner());
    let catalogue = texts::catalogue(&frame.locale);
    let seen_as = sent.get("as").to_owned();
    let done = blocking::run(&web, move |app| {
        let standing = edit::read(app, &person, id)?;
        if sent.get("do") == "preview" {
            return standing.typed(app, &sent).map(Err);
        }
        match perform(app, &person, id, &sent, &standing) {
            Ok(done) => Ok(Ok(done)),
            Err(error) => refused(app, &person, id, &sent, error, catalogue).map(Err),
        }
    });
    match done.await? {
        Ok("archived") => Ok(kept::see_other(&web, &format!("/w/articles?done=archived&id={id}"))),
        Ok(done) => {
            let parts = [("done", done), ("as", seen_as.as_str())];
            Ok(kept::see_other(
                &web,
                &with_query(&format!("/w/articles/{id}/edit"), &parts),
            ))
        }
        Err(page) => Ok(kept::html(status_of(&page), web.pages.render(&frame, &page)?)),
    }
}

fn status_of(page: &EditPage) -> u16 {
    if page.problems.is_empty() { 200 } else { 422 }
}

/// Does it, and names what was done.
fn perform(app: &App, person: &SignedIn, id: ArticleId, sent: &Sent, standing: &EditPage) -> Result<&'static str> {
    let (wanted, actor) = (sent.get("do"), person.actor());
    if wanted == "restore" {
        return actions::archive::restore(app, actor, id).map(|_| "restored");
    }
    let article = save(app, actor, id, sent, standing)?;
    if let Some(keys) = edit::chosen_in(sent) {
        let before = standing.sentences.iter().filter(|one| one.chosen);
        let same = keys.len() == before.clone().count() && before.clone().all(|one| keys.contains(&one.key));
        if !same {
            actions::excerpt::choose(app, actor, id, &keys)?;
        }
    }
    let version = Some(article.version);
    match wanted.split_once(':') {
        Some((decision @ ("hide" | "keep"), redaction)) => {
            let redaction = redaction.parse().map_err(|_| Error::not_found("redaction"))?;
            actions::redact::decide(app, actor, id, redaction, decision == "hide").map(|()| "decided")
        }
        Some(("audience", chosen)) => {
            let chosen = chosen.parse().map_err(|_| Error::not_found("audience"))?;
            actions::audience::choose(app, actor, id, chosen).map(|()| "chosen")
        }
        _ => match wanted {
            "confirm_facts" => actions::facts::confirm(app, actor, id).map(|()| "confirmed"),
            "publish" => {
                nothing_missing(&edit::read(app, person, id)?)?;
                actions::publish::publish(app, actor, id, version, Audience::Public).map(|_| "published")
            }
            "publish_internal" => {
                actions::publish::publish(app, actor, id, version, Audience::Internal).map(|_| "internal")
            }
            "validate" => actions::publish::validate(app, actor, id).map(|_| "validated"),
            "archive" => {
                let survivor = survivor_in(sent)?;
                actions::archive::archive(app, actor, id, survivor, &reason_in(sent)).map(|_| "archived")
            }
            _ => Ok("saved"),
        },
    }
}

/// Refuses to publish while the page's list says that something is missing.
fn nothing_missing(page: &EditPage) -> Result<()> {
    let mut missing = page.in_the_way().peekable();
    if missing.peek().is_none() {
        return Ok(());
    }
    let refused = Error::new(Code::Incomplete, "Something is missing before it can be published.");
    Err(missing.fold(refused, |error, check| error.with_field(check.field, check.name)))
}

/// Why it is archived: the word for readers, where one was chosen, and the note for staff.
fn reason_in(sent: &Sent) -> String {
    match sent.get("why").parse::<Withdrawal>() {
        Ok(word) => format!("{word}: {}", sent.get("note")),
        Err(_) => sent.get("note").to_owned(),
    }
}

/// The article that takes its place.
fn survivor_in(sent: &Sent) -> Result<Option<ArticleId>> {
    let typed = sent.get("replaced_by").trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let survivor = address::article_in(typed);
    survivor
        .map(Some)
        .ok_or_else(|| Error::invalid("replaced_by", "It is no address of an article."))
}

/// Saves what was typed, where it differs from what stands.
fn save(app: &App, actor: Actor, id: ArticleId, sent: &Sent, standing: &EditPage) -> Result<Article> {
    let expected = sent.get("version").parse().ok();
    let parts = parts_of(sent, &standing.parts);
    let same_text = parts == standing.parts;
    let before = standing.topics.iter().filter(|topic| topic.chosen);
    let before: Vec<_> = before.map(|topic| topic.key.clone()).collect();
    let topics = topics::chosen_in(sent, &standing.topics).filter(|keys| *keys != before);
    if same_text && topics.is_none() {
        return app.database.read(|connection| revise::find(connection, id, expected));
    }
    let change = revise::Revision {
        parts: (!same_text).then_some(parts),
        topics,
        note: sent.get("note").to_owned(),
        ..revise::Revision::default()
    };
    revise::revise(app, actor, id, expected, &change)
}

/// The page again with what was typed, and what is in the way.
fn refused(
    app: &App,
    person: &SignedIn,
    id: ArticleId,
    sent: &Sent,
    error: Error,
    catalogue: &Catalogue,
) -> Result<EditPage> {
    let now = edit::read(app, person, id)?;
    let theirs = now.parts.clone();
    let page = now.typed(app, sent)?;
    let told = |key: &str, arguments: &[(&'static str, String)]| {
        let mut filled = FluentArgs::new();
        for (name, value) in arguments {
            filled.set(*name, value.clone());
        }
        vec![Problem::of("", catalogue.text(key, &filled))]
    };
    let problems = match error.code() {
        Code::PreconditionFailed => {
            let problems = vec![Problem::of("", catalogue.plain("refused.conflict"))];
            let theirs = [theirs.title, theirs.reply, theirs.resolution].join("\n\n");
            return Ok(page.with_problems(problems).beside(theirs));
        }
        Code::Incomplete if !page.checks.is_empty() => page
            .in_the_way()
            .map(|check| {
                let text = catalogue.plain(&format!("missing.{}", check.name));
                Problem::of(check.field, text).about(catalogue)
            })
            .collect(),
        Code::RedactionOpen => {
            let open = app
                .database
                .read(|connection| Ok::<_, Error>(db::redaction::list(connection, id)?))?;
            let open = open.iter().filter(|one| one.decided_at.is_none());
            let kinds: Vec<_> = open.map(|one| one.placeholder.clone()).collect();
            told("refused.redactions", &[("kinds", kinds.join(", "))])
        }
        Code::PersonalData => {
            let places = error.fields().iter().map(|field| {
                let part = catalogue.plain(&format!("edit.{}", field.name));
                let kind = catalogue.plain(&format!("kind.{}", field.problem.to_ascii_lowercase()));
                format!("{part} ({kind})")
            });
            told("refused.personal", &[("places", places.collect::<Vec<_>>().join(", "))])
        }
        Code::IllegalMove => vec![Problem::of("", refusal(&error, catalogue))],
        _ => problems_of(error, catalogue)?,
    };
    Ok(page.with_problems(problems))
}
