//! Whether an answer helped: two buttons under it, and one page that asks what was missing.

use crate::{
    actions::{
        self,
        flag::COMMENT_MOST,
        read::{Found, View},
        vote::Vote,
    },
    domain::{
        id::ArticleId,
        link::VoteReason,
        locale::Locale,
        visibility::{Reader, Visible},
    },
    error::{Code, Error, Result},
    web::{
        Web, blocking, client,
        error::PageError,
        form::{Problem, same_site},
        frame::Frame,
        kept,
        pages::Page,
        texts,
        visitor::Visitor,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Data, Form},
};
use fluent_templates::fluent_bundle::FluentArgs;
use serde::{Deserialize, Serialize};

/// The page that asks what was missing.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FeedbackPage {
    title: String,
    article_path: String,
    feedback_path: String,
    reasons: Vec<&'static str>,
    reason: String,
    comment: String,
    problems: Vec<Problem>,
}

impl Page for FeedbackPage {
    const TEMPLATE: &'static str = "site/feedback.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            title: "Dos veces".into(),
            article_path: "/es/a/4f7k-uno".into(),
            feedback_path: "/es/a/4f7k/feedback".into(),
            reasons: reasons(),
            reason: "unclear".into(),
            comment: "</textarea>".into(),
            problems: vec![Problem::sample("comment")],
        };
        vec![Self::default(), full]
    }
}

fn reasons() -> Vec<&'static str> {
    VoteReason::ALL.iter().map(|reason| reason.as_str()).collect()
}

/// A vote as its form sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    /// `1`: it helped.
    v: String,
    reason: String,
    /// None: the button below the article, which has no room for one.
    comment: Option<String>,
}

/// `GET /{lang}/a/{id}/feedback`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let (locale, view) = article(&web, &request).await?;
    show(&web, &request, &locale, &view, &Sent::default(), Vec::new())
}

/// `POST /{lang}/a/{id}/feedback`
pub async fn vote(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    same_site(&web, &request)?;
    let address = client::address(&request);
    web.limits.address(address)?;
    let (locale, view) = article(&web, &request).await?;
    let sent = sent.into_inner();
    // "No" alone leads to the page that asks why; the vote counts at once all the same. Who has nothing to add there has
    // still told us, and is thanked.
    let asks = sent.v != "1" && sent.comment.is_none();
    let comment = sent.comment.clone().unwrap_or_default();
    if comment.chars().count() > COMMENT_MOST {
        let mut arguments = FluentArgs::new();
        arguments.set("n", COMMENT_MOST);
        let problem = texts::catalogue(&locale).text("vote.long", &arguments);
        return show(
            &web,
            &request,
            &locale,
            &view,
            &sent,
            vec![Problem::of("comment", problem)],
        );
    }
    let browser = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|name| name.to_str().ok());
    let vote = Vote {
        helped: sent.v == "1",
        reason: sent.reason.parse().ok(),
        comment,
        voter: format!("{address} {}", browser.unwrap_or_default()),
    };
    let id = view.article.id;
    blocking::run(&web, move |app| actions::vote::vote(app, id, &vote)).await?;
    let to = if asks {
        format!("/{locale}/a/{id}/feedback")
    } else {
        format!("{}?thanks=1", view.path())
    };
    Ok(kept::see_other(&web, &to))
}

async fn article(web: &Data<Web>, request: &HttpRequest) -> Result<(Locale, Visible<View>)> {
    let locale = super::locale_in(web, request)?;
    let id: ArticleId = request
        .match_info()
        .query("id")
        .parse()
        .map_err(|_| Error::not_found("article"))?;
    let brand_id = Visitor::of(&web.app, request)?.brand.id;
    let found = blocking::run(web, move |app| {
        actions::read::at_address(app, Reader::Public, Some(brand_id), id)
    });
    match found.await? {
        Found::Here(view) => Ok((locale, *view)),
        _ => Err(Error::not_found("article")),
    }
}

fn show(
    web: &Web,
    request: &HttpRequest,
    locale: &Locale,
    view: &Visible<View>,
    sent: &Sent,
    problems: Vec<Problem>,
) -> Result<HttpResponse, PageError> {
    let visitor = Visitor::of(&web.app, request)?;
    let page = FeedbackPage {
        title: view.revision.parts.title.clone(),
        article_path: view.path(),
        feedback_path: format!("/{locale}/a/{}/feedback", view.article.id),
        reasons: reasons(),
        reason: sent.reason.clone(),
        comment: sent.comment.clone().unwrap_or_default(),
        problems,
    };
    let frame = Frame::of(&visitor, locale, &page.feedback_path);
    let status = if page.problems.is_empty() {
        200
    } else {
        Code::Invalid.status()
    };
    Ok(kept::html(status, web.pages.render(&frame, &page)?))
}
