//! What an article said before: the list of its former texts, and each of them as it was read.

use super::{article, show};
use crate::{
    actions::{self, read::View},
    app::App,
    domain::{
        former::Former,
        id::ArticleId,
        locale::Locale,
        revision::{Change, Revision, difference},
        visibility::{Reader, Visible},
    },
    error::{Error, Result},
    web::{
        Web,
        error::PageError,
        frame::{Frame, Language},
        kept::{self, Made},
        pages::{Page, Pages},
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDateTime;
use serde::Serialize;

/// Longer texts are not compared, in bytes: that takes the longer the more they differ.
const COMPARED_MOST: usize = 20_000;
/// Runs of changed words that are shown of a version, and the longest, in characters.
const RUNS_MOST: usize = 6;
const RUN_MOST: usize = 90;
/// Words that are shown on each side of a change.
const AROUND: usize = 3;

/// The list of an article's texts.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HistoryPage {
    title: String,
    /// Path of the article.
    path: String,
    versions: Vec<Line>,
}

/// A text in the list.
#[derive(Debug, Clone, Serialize)]
struct Line {
    number: i32,
    at: NaiveDateTime,
    /// Whether it is the present one.
    is_present: bool,
    path: String,
    /// Words that came and went since the one before it that is listed; none of them where that is not known.
    added: usize,
    removed: usize,
    /// The first of them.
    runs: Vec<Change>,
}

impl Page for HistoryPage {
    const TEMPLATE: &'static str = "site/history.html";

    fn samples() -> Vec<Self> {
        let line = |number, is_present| Line {
            number,
            at: NaiveDateTime::default(),
            is_present,
            path: "/es/a/4f7k/v/1".into(),
            added: 1,
            removed: 2,
            runs: changed("uno <b>dos</b>", "uno tres").2,
        };
        let full = Self {
            title: "<b>Envío</b>".into(),
            path: "/es/a/4f7k-envio".into(),
            versions: vec![line(2, true), line(1, false)],
        };
        vec![Self::default(), full]
    }
}

/// A former text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct VersionPage {
    title: String,
    number: i32,
    at: NaiveDateTime,
    /// Path of the article as it is now.
    path: String,
    history_path: String,
    environment: String,
    reply: String,
    html: String,
    cause_html: String,
}

impl Page for VersionPage {
    const TEMPLATE: &'static str = "site/version.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            title: "<b>Envío</b>".into(),
            number: 2,
            path: "/es/a/4f7k-envio".into(),
            history_path: "/es/a/4f7k/history".into(),
            environment: "fibra".into(),
            reply: "Espera".into(),
            html: "<p>Texto</p>".into(),
            cause_html: "<p>Por esto</p>".into(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// `/{lang}/a/{id}/history`
pub async fn history(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    answer(web, request, Wanted::List).await
}

/// `/{lang}/a/{id}/v/{number}`
pub async fn version(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let number = request.match_info().query("number").parse();
    let number = number.map_err(|_| Error::not_found("revision"))?;
    answer(web, request, Wanted::Version(number)).await
}

#[derive(Debug, Clone, Copy)]
enum Wanted {
    List,
    Version(i32),
}

impl Wanted {
    fn path(self, locale: &Locale, id: ArticleId) -> String {
        match self {
            Self::List => format!("/{locale}/a/{id}/history"),
            Self::Version(number) => format!("/{locale}/a/{id}/v/{number}"),
        }
    }
}

/// What stands at such an address: where the article itself has a page, and as that one else.
async fn answer(web: Data<Web>, request: HttpRequest, wanted: Wanted) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    let id = request.match_info().query("id").to_owned();
    let has_query = !request.query_string().is_empty();
    kept::page(&web, &request, move |app, pages, visitor| {
        let written = id;
        let id: ArticleId = written.parse().map_err(|_| Error::not_found("article"))?;
        let view = match article::here(app, pages, visitor, id, &locale)? {
            Ok(view) => view,
            Err(instead) => return Ok(instead),
        };
        // One address for each: what has a query is not kept, and comparing takes a while.
        if has_query || view.article.locale != locale || written != id.to_string() {
            return Ok(Made::Moved(wanted.path(&view.article.locale, id), true));
        }
        match wanted {
            Wanted::List => list(app, pages, visitor, &view),
            Wanted::Version(number) if number == view.revision.number => Ok(Made::Moved(view.path(), false)),
            Wanted::Version(number) => one(app, pages, visitor, &view, number),
        }
    })
    .await
}

fn list(app: &App, pages: &Pages, visitor: &Visitor, view: &Visible<View>) -> Result<Made> {
    let former = actions::history::former(app, Reader::Public, view)?;
    let locale = &view.article.locale;
    let texts: Vec<&Revision> = std::iter::once(&view.revision)
        .chain(former.iter().map(|former| &former.revision))
        .collect();
    let lines = texts.iter().enumerate().map(|(place, revision)| {
        let before = texts.get(place + 1);
        let (added, removed, runs) = before.map_or_else(Default::default, |before| compared(before, revision));
        let is_present = place == 0;
        Line {
            number: revision.number,
            at: revision.created_at,
            is_present,
            path: if is_present {
                view.path()
            } else {
                Wanted::Version(revision.number).path(locale, view.article.id)
            },
            added,
            removed,
            runs,
        }
    });
    let page = HistoryPage {
        title: view.revision.parts.title.clone(),
        path: view.path(),
        versions: lines.collect(),
    };
    pages.render(&frame(visitor, view, Wanted::List), &page).map(Made::html)
}

fn one(app: &App, pages: &Pages, visitor: &Visitor, view: &Visible<View>, number: i32) -> Result<Made> {
    let former: Visible<Former> = actions::history::version(app, Reader::Public, view, number)?;
    let revision = former.into_inner().revision;
    let page = VersionPage {
        title: revision.parts.title,
        number,
        at: revision.created_at,
        path: view.path(),
        history_path: Wanted::List.path(&view.article.locale, view.article.id),
        environment: show::shortened(&revision.parts.environment, 160),
        reply: revision.parts.reply,
        html: revision.html,
        cause_html: revision.cause_html,
    };
    let frame = frame(visitor, view, Wanted::Version(number));
    pages.render(&frame, &page).map(Made::html)
}

/// The frame of a page about an article's past: its one address is that of the article, and so are its languages.
fn frame(visitor: &Visitor, view: &Visible<View>, wanted: Wanted) -> Frame {
    let locale = &view.article.locale;
    let mut languages = vec![Language::of(locale, view.path())];
    languages.extend(
        view.translations
            .iter()
            .map(|other| Language::of(&other.locale, other.path.clone())),
    );
    let own = Frame::of(visitor, locale, &wanted.path(locale, view.article.id));
    Frame {
        canonical: Some(format!("{}{}", visitor.site, view.path())),
        ..own.in_languages(languages)
    }
}

/// How many words came and went from one text to the next, and the first of them.
fn compared(before: &Revision, after: &Revision) -> (usize, usize, Vec<Change>) {
    let [before, after] = [before, after].map(|revision| {
        let parts = &revision.parts;
        [parts.title.as_str(), &parts.reply, &parts.environment, &revision.text].join("\n")
    });
    if before.len().max(after.len()) > COMPARED_MOST {
        return Default::default();
    }
    changed(&before, &after)
}

fn changed(before: &str, after: &str) -> (usize, usize, Vec<Change>) {
    let runs = difference(before, after);
    let count = |kind: &str| {
        let words = runs.iter().filter(|run| run.kind == kind);
        words.map(|run| run.text.split_whitespace().count()).sum()
    };
    (count("added"), count("removed"), in_short(&runs))
}

/// The first runs that changed, each with a few words of what stands around it.
fn in_short(runs: &[Change]) -> Vec<Change> {
    let is_changed = |run: &&Change| run.kind != "same" && !run.text.trim().is_empty();
    let end = runs
        .iter()
        .enumerate()
        .filter(|(_, run)| is_changed(run))
        .nth(RUNS_MOST - 1);
    let end = end.map_or(runs.len(), |(place, _)| (place + 2).min(runs.len()));
    if !runs.iter().any(|run| is_changed(&run)) {
        return Vec::new();
    }
    let short = |(place, run): (usize, &Change)| Change {
        kind: run.kind,
        text: match run.kind {
            "same" => around(&run.text, place > 0, place + 1 < end),
            _ => show::shortened(&run.text, RUN_MOST),
        },
    };
    runs[..end].iter().enumerate().map(short).collect()
}

/// The words of a text that stand next to a change before it, behind it, or both.
fn around(text: &str, is_behind: bool, is_before: bool) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (first, last) = (usize::from(is_behind) * AROUND, usize::from(is_before) * AROUND);
    if words.len() <= first + last {
        return words.join(" ");
    }
    let mut shown = words[..first].to_vec();
    shown.push("…");
    shown.extend(&words[words.len() - last..]);
    shown.join(" ")
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn what_changed_is_counted_whole_and_shown_in_part() {
        let (added, removed, runs) = changed("Espera cinco minutos", "Espera diez minutos o llama");
        assert_eq!((added, removed), (3, 1));
        let shown: Vec<_> = runs.iter().map(|run| (run.kind, run.text.as_str())).collect();
        let whole = [
            ("same", "Espera"),
            ("removed", "cinco"),
            ("added", "diez"),
            ("same", "minutos"),
            ("added", "o llama"),
        ];
        assert_eq!(shown, whole);
        let long = "uno dos tres cuatro cinco seis siete ocho nueve";
        let (.., runs) = changed(
            &format!("{long} A {long} B {long}"),
            &format!("{long} A {long} C {long}"),
        );
        let shown: Vec<_> = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(shown, ["… siete ocho nueve", "B", "C", "uno dos tres …"]);
        let (added, _, runs) = changed("", &"palabra ".repeat(100));
        assert!(added == 100 && runs[0].text.ends_with('…') && runs[0].text.len() < 100);
        assert_eq!(changed("uno", "uno"), (0, 0, Vec::new()));
    }
}
