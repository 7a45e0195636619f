//! `/admin/topics`: a brand's topics, their names and their order.

use super::{
    Top, admin, admin_sent, done,
    fields::{InLanguage, all_texts_of, brand_of, in_languages, value},
};
use crate::{
    actions::{Actor, topic},
    app::App,
    db,
    domain::{brand::Brand, id::TopicId, look::Texts},
    error::{Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page, session::SignedIn},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// The list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TopicsPage {
    #[serde(flatten)]
    top: Top,
    topics: Vec<Line>,
    parent: String,
    names: Vec<InLanguage>,
    purposes: Vec<InLanguage>,
}

#[derive(Debug, Clone, Default, Serialize)]
struct Line {
    id: String,
    key: String,
    /// In the page's language, or else in another.
    name: String,
    /// Languages in which it has no name.
    unnamed: String,
    /// Published articles, in all languages.
    articles: i64,
    hidden: bool,
    /// How many topics it stands under.
    depth: usize,
    /// Whether it is the first or the last among those beside it.
    first: bool,
    last: bool,
    #[serde(skip)]
    parent: Option<TopicId>,
    #[serde(skip)]
    topic: Option<TopicId>,
}

/// One topic.
#[derive(Debug, Clone, Default, Serialize)]
pub struct TopicEditPage {
    #[serde(flatten)]
    top: Top,
    id: String,
    key: String,
    names: Vec<InLanguage>,
    purposes: Vec<InLanguage>,
}

impl Page for TopicsPage {
    const TEMPLATE: &'static str = "admin/topics.html";

    fn samples() -> Vec<Self> {
        let line = |hidden| Line {
            id: "4f7k".into(),
            name: "Facturas <b>".into(),
            unnamed: if hidden { "en".into() } else { String::new() },
            articles: 3,
            hidden,
            depth: usize::from(hidden),
            first: hidden,
            ..Line::default()
        };
        let full = Self {
            top: Top::sample(),
            topics: vec![line(false), line(true)],
            parent: "4f7k".into(),
            names: InLanguage::samples(),
            purposes: InLanguage::samples(),
        };
        vec![Self::default(), full]
    }
}

impl Page for TopicEditPage {
    const TEMPLATE: &'static str = "admin/topic.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            top: Top::sample(),
            names: InLanguage::samples(),
            purposes: InLanguage::samples(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// `GET /admin/topics`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    show(&web, &person, Top::after(&request, &person), None).await
}

/// `POST /admin/topics`: `do` is `add`, or one of `up`, `down`, `hide`, `show` with a topic's id after a colon.
pub async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (brand, actor, form) = (brand_of(&person)?, person.actor(), sent.clone());
    let changed = blocking::run(&web, move |app| apply(app, actor, &brand, &form));
    match changed.await {
        Ok(()) => Ok(done(&web, "/admin/topics", "set")),
        Err(error) => show(&web, &person, Top::refused(error, &person)?, Some(&sent)).await,
    }
}

fn apply(app: &App, actor: Actor, brand: &Brand, sent: &Sent) -> Result<()> {
    let Some((what, id)) = sent.get("do").split_once(':') else {
        let parent = sent.get("parent").parse().ok();
        return topic::add(app, actor, brand.id, parent, &texts(sent, brand));
    };
    let id = id.parse().map_err(|_| Error::not_found("topic"))?;
    match what {
        "up" | "down" => topic::shift(app, actor, brand.id, id, what == "up"),
        "hide" | "show" => topic::hide(app, actor, brand.id, id, what == "hide"),
        _ => Err(Error::not_found("topic")),
    }
}

fn texts(sent: &Sent, brand: &Brand) -> topic::TopicTexts {
    topic::TopicTexts {
        names: all_texts_of(sent, brand, "name"),
        purposes: all_texts_of(sent, brand, "purpose"),
    }
}

/// Names and purposes of a topic by language.
fn stored(app: &App, brand: &Brand, id: TopicId) -> Result<(String, Texts, Texts)> {
    let (mut key, mut names, mut purposes) = (None, Texts::new(), Texts::new());
    app.database.read(|connection| {
        for locale in &brand.locales {
            let all = db::topic::list(connection, brand.id, locale)?;
            if let Some(found) = all.into_iter().find(|topic| topic.id == id) {
                // A topic without a text in this language shows its key.
                if found.name != found.key {
                    names.insert(locale.clone(), found.name);
                }
                purposes.insert(locale.clone(), found.purpose);
                key = Some(found.key);
            }
        }
        Ok::<_, Error>(())
    })?;
    let key = key.ok_or_else(|| Error::not_found("topic"))?;
    Ok((key, names, purposes))
}

fn lines(app: &App, brand: &Brand, own: &crate::domain::locale::Locale) -> Result<Vec<Line>> {
    app.database.read(|connection| {
        let mut lines: Vec<Line> = Vec::new();
        for locale in &brand.locales {
            let placed = db::topic::placed(connection, brand.id, locale)?;
            for (place, topic) in db::topic::list(connection, brand.id, locale)?.into_iter().enumerate() {
                if lines.len() <= place {
                    lines.push(Line {
                        id: topic.id.to_string(),
                        key: topic.key.clone(),
                        hidden: topic.hidden,
                        parent: topic.parent,
                        topic: Some(topic.id),
                        ..Line::default()
                    });
                }
                let line = &mut lines[place];
                line.articles += placed.iter().filter(|(_, id)| *id == topic.id).count() as i64;
                if topic.name == topic.key {
                    let comma = if line.unnamed.is_empty() { "" } else { ", " };
                    line.unnamed = format!("{}{comma}{locale}", line.unnamed);
                } else if line.name.is_empty() || locale == own {
                    line.name = topic.name;
                }
            }
        }
        Ok(in_order(&lines, None, 0))
    })
}

/// The lines below `parent`, each with those below it; topics are a few levels deep, and a loop in the data ends here.
fn in_order(lines: &[Line], parent: Option<TopicId>, depth: usize) -> Vec<Line> {
    let beside: Vec<&Line> = lines.iter().filter(|line| line.parent == parent).collect();
    let mut ordered = Vec::new();
    for (place, line) in beside.iter().enumerate() {
        ordered.push(Line {
            depth,
            first: place == 0,
            last: place + 1 == beside.len(),
            ..(*line).clone()
        });
        if depth < 8 {
            ordered.extend(in_order(lines, line.topic, depth + 1));
        }
    }
    ordered
}

async fn show(web: &Data<Web>, person: &SignedIn, top: Top, sent: Option<&Sent>) -> Result<HttpResponse, PageError> {
    let brand = brand_of(person)?;
    let (own, of) = (person.frame().locale, brand.clone());
    let page = TopicsPage {
        topics: blocking::run(web, move |app| lines(app, &of, &own)).await?,
        parent: value(sent, "parent", ""),
        names: in_languages(&brand, "name", &Texts::new(), sent),
        purposes: in_languages(&brand, "purpose", &Texts::new(), sent),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}

fn id_in(request: &HttpRequest) -> Result<TopicId> {
    let id = request.match_info().query("id").parse();
    id.map_err(|_| Error::not_found("topic"))
}

/// `GET /admin/topics/{id}`
pub async fn edit(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let id = id_in(&request)?;
    show_one(&web, &person, id, Top::after(&request, &person), None).await
}

/// `POST /admin/topics/{id}`
pub async fn rename(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, brand, actor) = (id_in(&request)?, brand_of(&person)?, person.actor());
    let texts = texts(&sent, &brand);
    let renamed = blocking::run(&web, move |app| topic::rename(app, actor, brand.id, id, &texts));
    match renamed.await {
        Ok(()) => Ok(done(&web, "/admin/topics", "set")),
        Err(error) => show_one(&web, &person, id, Top::refused(error, &person)?, Some(&sent)).await,
    }
}

async fn show_one(
    web: &Data<Web>,
    person: &SignedIn,
    id: TopicId,
    top: Top,
    sent: Option<&Sent>,
) -> Result<HttpResponse, PageError> {
    let brand = brand_of(person)?;
    let of = brand.clone();
    let (key, names, purposes) = blocking::run(web, move |app| stored(app, &of, id)).await?;
    let page = TopicEditPage {
        id: id.to_string(),
        key,
        names: in_languages(&brand, "name", &names, sent),
        purposes: in_languages(&brand, "purpose", &purposes, sent),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
