//! The list of articles in every state.

use super::{
    listing::Listing,
    show::{self, Choice},
};
use crate::{
    actions::{self, meant::WordsAlone, read::Summary, search},
    app::App,
    db::{self, page::Page},
    domain::{
        account::Role,
        article::{Audience, Confidence},
        id::ArticleId,
        locale::Locale,
        visibility::Visible,
    },
    error::Result,
    web::{
        Web, blocking,
        error::PageError,
        frame::name_of,
        kept, pages,
        session::{self, SignedIn},
        site::{Query, query_of},
        texts,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDateTime;
use serde::Serialize;

/// Articles on one page.
const LISTED: i64 = 35;

/// The list of articles.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ArticlesPage {
    /// What is searched for; empty: nothing, all are listed.
    query: String,
    /// Why words had to do: `crowd`, `silent` or `off`; empty where they had not.
    words_alone: &'static str,
    articles: Vec<Line>,
    states: Vec<Choice>,
    state: String,
    locales: Vec<Choice>,
    lang: String,
    done: String,
    /// Where what was done can be undone; empty where it cannot.
    undo_path: String,
    next_path: String,
    first_path: String,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    title: String,
    path: String,
    locale: Locale,
    language: String,
    state: Confidence,
    audience: Audience,
    uses: i32,
    changed: NaiveDateTime,
}

impl pages::Page for ArticlesPage {
    const TEMPLATE: &'static str = "work/articles.html";

    fn samples() -> Vec<Self> {
        let line = Line {
            title: "<b>Dos veces</b>".into(),
            path: "/w/articles/4f7k/edit".into(),
            locale: Locale::spanish(),
            language: "Español".into(),
            state: Confidence::Validated,
            audience: Audience::Public,
            uses: 12,
            changed: NaiveDateTime::default(),
        };
        let full = Self {
            query: "\"><i>".into(),
            words_alone: "off",
            articles: vec![line],
            states: Choice::sample(),
            locales: Choice::sample(),
            done: "archived".into(),
            undo_path: "/w/articles/4f7k/edit".into(),
            next_path: "/w/articles?after=1-1".into(),
            first_path: "/w/articles".into(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// `GET /w/articles`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let frame = person.frame();
    let query = query_of(&request);
    let page = blocking::run(&web, move |app| read(app, &person, &query)).await?;
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

fn read(app: &App, person: &SignedIn, query: &Query) -> Result<ArticlesPage> {
    let listing = Listing::new("/w/articles", &["state", "lang"], query);
    let (state, lang) = (listing.chosen("state"), listing.chosen("lang"));
    let brand = &person.visitor().brand;
    let filter = db::article::Filter {
        brand_id: Some(brand.id),
        locale: lang.parse().ok(),
        confidence: state.parse().ok(),
        ..db::article::Filter::default()
    };
    let sought = listing.chosen("q").trim().to_owned();
    let (page, words_alone) = if sought.is_empty() {
        let listed = actions::read::list(app, person.reader(), &filter, listing.after(), LISTED)?;
        (listed, None)
    } else {
        found(app, person, &filter, &sought)?
    };
    let archived = query.get("id").and_then(|id| id.parse::<ArticleId>().ok());
    let archived = archived.filter(|_| person.is_editor() && listing.chosen("done") == "archived");
    let catalogue = texts::catalogue(&person.frame().locale);
    let states = Confidence::ALL.iter();
    Ok(ArticlesPage {
        articles: page.items.iter().map(line).collect(),
        states: states
            .map(|state| Choice::of(state.as_str(), catalogue.plain(&format!("state.{state}"))))
            .collect(),
        query: sought,
        words_alone: words_alone.map_or("", WordsAlone::as_str),
        state,
        locales: show::languages(brand),
        lang,
        undo_path: archived.map(|id| format!("/w/articles/{id}/edit")).unwrap_or_default(),
        done: super::checks::notice(&listing.chosen("done")),
        next_path: listing.next_path(page.next),
        first_path: listing.first_path(),
    })
}

/// What a search finds among all that is published, also for staff alone, the best first; and why words had to do.
fn found(
    app: &App,
    person: &SignedIn,
    filter: &db::article::Filter,
    sought: &str,
) -> Result<(Page<Visible<Summary>>, Option<WordsAlone>)> {
    let request = search::Request {
        text: sought.to_owned(),
        locale: Some(person.frame().locale),
        only: filter.locale.clone(),
        limit: LISTED as usize,
        ..search::Request::default()
    };
    let answer = search::search(app, person.reader(), &person.visitor().brand, &request)?;
    let hits = answer.hits.into_iter().map(|hit| hit.summary);
    let wanted = hits.filter(|hit| filter.confidence.is_none_or(|state| hit.article.confidence == state));
    let page = Page {
        items: wanted.collect(),
        next: None,
    };
    Ok((page, answer.words_alone))
}

fn line(article: &Visible<Summary>) -> Line {
    Line {
        title: article.title.clone(),
        path: format!("/w/articles/{}/edit", article.article.id),
        locale: article.article.locale.clone(),
        language: name_of(&article.article.locale),
        state: article.article.confidence,
        audience: article.article.audience,
        uses: article.uses.uses,
        changed: article.article.updated_at,
    }
}
