//! An article's page, short answer first, and its twins as Markdown and JSON.

use super::show::{self, TopicLine, Topics, Way};
use crate::{
    actions::{self, read::Found, read::View},
    app::App,
    db,
    domain::{
        address,
        id::{ArticleId, TopicId},
        locale::Locale,
        redaction::{self, Piece},
        visibility::{Reader, Visible},
    },
    error::{Error, Result},
    web::{
        Web, client,
        error::PageError,
        frame::{self, Frame, Language},
        kept::{self, Made},
        pages::{ErrorPage, Instead, Page, Pages},
        texts,
        visitor::Visitor,
    },
};
use actix_web::{HttpRequest, HttpResponse, http::header::HeaderValue, web::Data};
use chrono::{Days, NaiveDateTime, SecondsFormat};
use fluent_templates::fluent_bundle::FluentArgs;
use regex::Regex;
use serde::Serialize;
use serde_json::json;
use std::sync::LazyLock;

/// Days after which an article says that it has not been looked at for long.
const STALE_AFTER: Days = Days::new(540);
/// Longest description for search engines, in characters.
const DESCRIPTION_MOST: usize = 200;
/// Channels beside it.
const WAYS: usize = 4;

/// An article's page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ArticlePage {
    title: String,
    description: String,
    crumbs: Vec<TopicLine>,
    reviewed: NaiveDateTime,
    /// Whether the review was long ago.
    stale: bool,
    environment: String,
    useful: Option<i32>,
    reply: String,
    html: String,
    cause_html: String,
    uses: i32,
    /// Sentences of the source that an editor chose.
    excerpts: Vec<Excerpt>,
    headings: Vec<Heading>,
    related: Vec<Related>,
    channels: Vec<Way>,
    version: i32,
    /// Path of what it said before; empty where this is its first text.
    history_path: String,
    feedback_path: String,
    short_path: String,
    short_url: String,
    markdown_path: String,
    /// Structured data, safe inside a script element.
    structured: String,
    /// Whether a vote was just taken.
    thanks: bool,
    /// Says in the reader's language that the article is not in it; empty otherwise.
    untranslated: String,
    asked: String,
    /// The original that was changed since this translation was made; its language's name, and its path.
    original: Option<Language>,
}

/// A sentence of the source, as its bubble shows it.
#[derive(Debug, Clone, Serialize)]
struct Excerpt {
    ours: bool,
    channel: String,
    at: Option<NaiveDateTime>,
    pieces: Vec<Piece>,
}

/// An article about something alike.
#[derive(Debug, Clone, Serialize)]
struct Related {
    title: String,
    path: String,
}

/// A heading in the table of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Heading {
    id: String,
    text: String,
}

impl Page for ArticlePage {
    const TEMPLATE: &'static str = "site/article.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            title: "<b>¿Dos veces?</b>".into(),
            description: "Espera".into(),
            crumbs: vec![TopicLine::sample()],
            environment: "fibra".into(),
            useful: Some(92),
            reply: "Espera 72 horas.".into(),
            html: "<h2 id=\"s-uno\">Uno</h2><p>Texto</p>".into(),
            cause_html: "<p>Por esto</p>".into(),
            uses: 141,
            excerpts: [true, false]
                .map(|ours| Excerpt {
                    ours,
                    channel: "x".into(),
                    at: ours.then(NaiveDateTime::default),
                    pieces: redaction::pieces("<b>sin datos</b> [correo]", "es"),
                })
                .to_vec(),
            headings: headings("<h2 id=\"s-uno\">Uno</h2>"),
            related: vec![Related {
                title: "Factura".into(),
                path: "/es/a/4f7k-factura".into(),
            }],
            channels: Way::samples(),
            thanks: true,
            untranslated: "Not in your language".into(),
            asked: "en".into(),
            original: Some(Language::of(&Locale::english(), "/en/a/4f7k-one".into())),
            stale: true,
            version: 2,
            history_path: "/es/a/4f7k/history".into(),
            structured: "{}".into(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// What follows an article's slug in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    Markdown,
    Json,
}

/// `/{lang}/a/{id}-{slug}`, also with `.md` and `.json`
pub async fn article(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let locale = super::locale_in(&web, &request)?;
    let last = request.match_info().query("last").to_owned();
    let query = super::query_of(&request);
    let visitor = actions::gap::Visitor {
        address: &client::address(&request).to_string(),
        browser: client::browser(&request),
    };
    actions::gap::opened(&web.app, visitor);
    kept::page(&web, &request, move |app, pages, visitor| {
        let (last, form) = form_of(&last);
        let (id, slug) = address::split(last);
        let id: ArticleId = id.parse().map_err(|_| Error::not_found("article"))?;
        let view = match here(app, pages, visitor, id, &locale)? {
            Ok(view) => view,
            Err(instead) => return Ok(instead),
        };
        if view.slug != slug || view.article.locale != locale {
            let to = match form {
                Form::Page => place_for(&view, &locale),
                form => with_form(&place(&view, &locale), form),
            };
            return Ok(Made::Moved(to, true));
        }
        match form {
            Form::Page => make(app, pages, visitor, &view, &query),
            Form::Markdown => Ok(Made::Page(
                markdown(&view, visitor),
                HeaderValue::from_static("text/markdown; charset=utf-8"),
            )),
            Form::Json => Ok(Made::Page(
                json(&view, visitor).to_string(),
                HeaderValue::from_static("application/json"),
            )),
        }
    })
    .await
}

/// The article that strangers may read, or what its address answers in its place: where it went, or that it was withdrawn.
pub fn here(
    app: &App,
    pages: &Pages,
    visitor: &Visitor,
    id: ArticleId,
    locale: &Locale,
) -> Result<Result<Box<Visible<View>>, Made>> {
    match actions::read::at_address(app, Reader::Public, Some(visitor.brand.id), id)? {
        Found::Here(view) => Ok(Ok(view)),
        Found::Moved(other) => moved(app, visitor, other, locale).map(Err),
        Found::Withdrawn(article, reason, other) => {
            let instead = other.and_then(|id| instead(app, visitor, id, locale));
            let page = ErrorPage::withdrawn(locale, article.updated_at, reason, instead);
            let frame = Frame::of(visitor, locale, &format!("/{locale}/"));
            pages.render(&frame, &page).map(|body| Err(Made::Gone(body)))
        }
    }
}

fn form_of(last: &str) -> (&str, Form) {
    match last.rsplit_once('.') {
        Some((rest, "md")) => (rest, Form::Markdown),
        Some((rest, "json")) => (rest, Form::Json),
        _ => (last, Form::Page),
    }
}

fn with_form(path: &str, form: Form) -> String {
    match form {
        Form::Page => path.to_owned(),
        Form::Markdown => format!("{path}.md"),
        Form::Json => format!("{path}.json"),
    }
}

/// The path of the article in `locale` where it has been translated, of its own otherwise.
pub fn place(view: &Visible<View>, locale: &Locale) -> String {
    let translated = view.translations.iter().find(|other| other.locale == *locale);
    translated.map_or_else(|| view.path(), |other| other.path.clone())
}

/// The same, where a person goes: an article in another language says so.
pub fn place_for(view: &Visible<View>, locale: &Locale) -> String {
    let path = place(view, locale);
    if path.starts_with(&format!("/{locale}/")) {
        path
    } else {
        format!("{path}?from={locale}")
    }
}

fn untranslated(asked: &Locale, own: &Locale) -> String {
    let mut arguments = FluentArgs::new();
    arguments.set("language", frame::name_in(own, asked));
    texts::catalogue(asked).text("article.untranslated", &arguments)
}

fn moved(app: &App, visitor: &Visitor, id: ArticleId, locale: &Locale) -> Result<Made> {
    match actions::read::at_address(app, Reader::Public, Some(visitor.brand.id), id)? {
        Found::Here(view) => Ok(Made::Moved(place(&view, locale), true)),
        _ => Err(Error::not_found("article")),
    }
}

/// What is read in place of a withdrawn article, where its reader may.
fn instead(app: &App, visitor: &Visitor, id: ArticleId, locale: &Locale) -> Option<Instead> {
    match actions::read::at_address(app, Reader::Public, Some(visitor.brand.id), id) {
        Ok(Found::Here(view)) => Some(Instead {
            title: view.revision.parts.title.clone(),
            path: place_for(&view, locale),
        }),
        _ => None,
    }
}

fn make(app: &App, pages: &Pages, visitor: &Visitor, view: &Visible<View>, query: &super::Query) -> Result<Made> {
    let (brand, locale) = (&visitor.brand, &view.article.locale);
    let around = pages.around.of(app, brand, locale)?;
    let topics = &around.topics;
    let excerpts = app
        .database
        .read(|connection| actions::excerpt::shown(connection, &view.article))?;
    let parts = &view.revision.parts;
    let short_path = address::short(view.article.id);
    // What readers say of it is no review: only who writes has looked at every word.
    let reviewed = view.revision.created_at;
    let path = view.path();
    let short_url = format!("{}{short_path}", visitor.site);
    let crumbs = longest_way(topics, &view.topics);
    let asked = query.get("from").and_then(|tag| tag.parse::<Locale>().ok());
    let asked = asked.filter(|asked| brand.has(asked) && asked != locale);
    let told = if parts.reply.is_empty() {
        &view.revision.text
    } else {
        &parts.reply
    };
    let description = show::shortened(told, DESCRIPTION_MOST);
    let page = ArticlePage {
        title: parts.title.clone(),
        reviewed,
        stale: app.clock.now() > reviewed + STALE_AFTER,
        environment: show::shortened(&parts.environment, 160),
        useful: show::useful(&view.uses),
        reply: parts.reply.clone(),
        html: view.revision.html.clone(),
        cause_html: view.revision.cause_html.clone(),
        uses: view.uses.uses,
        excerpts: excerpts.into_iter().map(|one| excerpt(one, locale)).collect(),
        headings: headings(&view.revision.html),
        related: related(app, visitor, view)?,
        channels: around.ways.iter().take(WAYS).map(|way| way.about(&short_url)).collect(),
        version: view.revision.number,
        history_path: if view.revision.number > 1 {
            format!("/{locale}/a/{}/history", view.article.id)
        } else {
            String::new()
        },
        feedback_path: format!("/{locale}/a/{}/feedback", view.article.id),
        short_url,
        short_path,
        markdown_path: format!("{path}.md"),
        structured: structured(view, visitor, &crumbs, &description),
        description,
        thanks: query.get("thanks").is_some(),
        untranslated: asked
            .as_ref()
            .map(|asked| untranslated(asked, locale))
            .unwrap_or_default(),
        asked: asked.map(|asked| asked.to_string()).unwrap_or_default(),
        original: view.newer_original.as_ref().map(|original| Language {
            name: frame::name_in(&original.locale, locale),
            ..Language::of(&original.locale, original.path.clone())
        }),
        crumbs,
    };
    let mut languages = vec![Language::of(locale, path.clone())];
    languages.extend(
        view.translations
            .iter()
            .map(|other| Language::of(&other.locale, other.path.clone())),
    );
    for tag in &brand.locales {
        if !languages.iter().any(|language| language.tag == *tag) {
            languages.push(Language::missing(tag, format!("{path}?from={tag}")));
        }
    }
    let frame = Frame::of(visitor, locale, &path).canonical().in_languages(languages);
    pages.render(&frame, &page).map(Made::html)
}

/// The way to the topic that says most of what an article is about: the deepest; of equals, the first.
fn longest_way(topics: &Topics, ids: &[TopicId]) -> Vec<TopicLine> {
    let ways = ids.iter().rev().map(|id| topics.way_to(*id));
    ways.max_by_key(Vec::len).unwrap_or_default()
}

fn excerpt(sentence: actions::excerpt::Sentence, locale: &Locale) -> Excerpt {
    Excerpt {
        ours: sentence.ours,
        channel: sentence.channel,
        at: sentence.at,
        pieces: redaction::pieces(&sentence.text, locale.as_str()),
    }
}

fn related(app: &App, visitor: &Visitor, view: &Visible<View>) -> Result<Vec<Related>> {
    let found = actions::related::related(app, visitor.brand.id, view)?;
    let related = found.iter().map(|other| Related {
        title: other.title.clone(),
        path: other.path.clone(),
    });
    Ok(related.collect())
}

/// The public articles of a topic in a brand's portal.
pub fn about(visitor: &Visitor, locale: &Locale, topic: TopicId) -> db::article::Filter {
    db::article::Filter {
        brand_id: Some(visitor.brand.id),
        locale: Some(locale.clone()),
        topic_id: Some(topic),
        ..db::article::Filter::default()
    }
}

static HEADING: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"<h2 id="([a-z0-9-]+)">(.*?)</h2>"#).expect("a constant pattern"));
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").expect("a constant pattern"));

/// The second-level headings of clean HTML. Their text is still escaped, as it stands in the HTML.
fn headings(html: &str) -> Vec<Heading> {
    HEADING
        .captures_iter(html)
        .map(|found| Heading {
            id: found[1].to_owned(),
            text: unescaped(&TAG.replace_all(&found[2], "")),
        })
        .collect()
}

/// Text as it was before it was escaped; the template escapes it again.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// schema.org data: the article and the way to it, as search engines ask for them. `<` is written so that no text can end
/// the script element.
fn structured(view: &Visible<View>, visitor: &Visitor, crumbs: &[TopicLine], description: &str) -> String {
    let locale = &view.article.locale;
    let home = format!("{}/{locale}/", visitor.site);
    let title = &view.revision.parts.title;
    let modified = view.revision.created_at;
    // Who writes is the brand: no reader is told the names of those who work there.
    let brand = json!({"@type": "Organization", "name": visitor.brand.name, "url": home});
    let above = crumbs
        .iter()
        .map(|crumb| (crumb.name.as_str(), format!("{}{}", visitor.site, crumb.path)));
    let mut way: Vec<_> = std::iter::once((visitor.brand.name.as_str(), home.clone()))
        .chain(above)
        .enumerate()
        .map(|(place, (name, item))| json!({"@type": "ListItem", "position": place + 1, "name": name, "item": item}))
        .collect();
    // The page itself is the last step, and needs no address.
    way.push(json!({"@type": "ListItem", "position": way.len() + 1, "name": title}));
    let data = json!({
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "TechArticle", "headline": title, "description": description, "inLanguage": locale,
                "mainEntityOfPage": format!("{}{}", visitor.site, view.path()),
                "datePublished": to_the_second(view.article.published_at.map_or(modified, |first| first.min(modified))),
                "dateModified": to_the_second(modified), "author": brand, "publisher": brand,
            },
            {"@type": "BreadcrumbList", "itemListElement": way},
        ],
    });
    data.to_string().replace('<', "\\u003c")
}

fn to_the_second(at: NaiveDateTime) -> String {
    at.and_utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The article as Markdown, for those who read by machine.
fn markdown(view: &Visible<View>, visitor: &Visitor) -> String {
    let parts = &view.revision.parts;
    let mut text = format!("# {}\n\n", parts.title);
    if !parts.reply.is_empty() {
        text.push_str(&format!("> {}\n\n", parts.reply.replace('\n', " ")));
    }
    if !parts.environment.is_empty() {
        text.push_str(&format!("{}\n\n", parts.environment));
    }
    for part in [&parts.resolution, &parts.cause] {
        if !part.is_empty() {
            text.push_str(&format!("{}\n\n", part.trim()));
        }
    }
    text.push_str(&format!("<{}{}>\n", visitor.site, view.path()));
    text
}

/// The article as data.
fn json(view: &Visible<View>, visitor: &Visitor) -> serde_json::Value {
    let parts = &view.revision.parts;
    json!({
        "id": view.article.id,
        "url": format!("{}{}", visitor.site, view.path()),
        "short_url": format!("{}{}", visitor.site, address::short(view.article.id)),
        "locale": view.article.locale,
        "title": parts.title,
        "reply": parts.reply,
        "environment": parts.environment,
        "resolution": parts.resolution,
        "cause": parts.cause,
        "html": view.revision.html,
        "revision": view.revision.number,
        "updated_at": view.revision.created_at.and_utc(),
        "translations": view.translations.iter()
            .map(|other| json!({"locale": other.locale, "url": format!("{}{}", visitor.site, other.path)}))
            .collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_as_the_words_they_show() {
        let html = "<h2 id=\"s-a\">A &amp; <em>B</em></h2><h3 id=\"s-c\">C</h3><h2 id=\"s-d\">&lt;script&gt;</h2>";
        let texts: Vec<_> = headings(html).into_iter().map(|heading| heading.text).collect();
        assert_eq!(texts, ["A & B", "<script>"]);
    }

    #[test]
    fn the_form_is_told_by_the_end() {
        assert_eq!(form_of("4f7k-uno.md"), ("4f7k-uno", Form::Markdown));
        assert_eq!(form_of("4f7k-uno.json"), ("4f7k-uno", Form::Json));
        assert_eq!(form_of("4f7k-uno"), ("4f7k-uno", Form::Page));
    }
}
