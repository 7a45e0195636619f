//! `/admin/site`: what a brand says of itself, its own pages of text, and the notice of an incident.

use super::{
    Top, admin, admin_sent, done,
    fields::{InLanguage, all_texts_of, in_languages, texts_of, value},
    precision::Precision,
};
use crate::{
    actions::{look, portal, precision, threshold},
    app::App,
    db,
    domain::{
        brand::Brand,
        look::{Incident, Texts},
        redaction::AllowListText,
    },
    error::{Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page, session::SignedIn},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use chrono::NaiveDateTime;
use serde::Serialize;

/// How browsers write a moment in a form.
const MOMENT: &str = "%Y-%m-%dT%H:%M";

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SitePage {
    #[serde(flatten)]
    top: Top,
    name: String,
    host: String,
    /// As the settings have it; it cannot be changed here.
    public_url: String,
    threshold: String,
    /// The one that holds now.
    threshold_now: f64,
    /// What the settings have; it holds while nothing is set here.
    threshold_written: f64,
    precision: Precision,
    titles: Vec<InLanguage>,
    leads: Vec<InLanguage>,
    emails: String,
    phones: String,
    handles: String,
    domains: String,
    incident_is_on: bool,
    since: String,
    next: String,
    more: String,
    incidents: Vec<InLanguage>,
    texts: Vec<&'static str>,
}

impl Page for SitePage {
    const TEMPLATE: &'static str = "admin/site.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            top: Top::sample(),
            name: "Brizna <b>".into(),
            titles: InLanguage::samples(),
            leads: InLanguage::samples(),
            incident_is_on: true,
            more: "\"><b>".into(),
            incidents: InLanguage::samples(),
            texts: look::PAGES.to_vec(),
            precision: Precision::sample(),
            ..Self::default()
        };
        vec![Self::default(), full]
    }
}

/// `GET /admin/site`
pub async fn site(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    show(&web, &person, Top::after(&request, &person), None).await
}

/// `POST /admin/site`
pub async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (brand, actor, form) = (person.visitor().brand.clone(), person.actor(), sent.clone());
    let changed = blocking::run(&web, move |app| {
        match form.get("do") {
            "threshold" => return threshold::set(app, actor, form.get("threshold")).map(|()| "threshold"),
            "measure" => return precision::start(app, actor).map(|_| "measuring"),
            "precision" => {
                // Nothing chosen is no number either.
                let percent = form.get("precision").parse().unwrap_or_default();
                return precision::choose(app, actor, percent).map(|_| "threshold");
            }
            _ => {}
        }
        let brand = portal::begun(app, actor, &brand, form.get("name"))?;
        match form.get("do") {
            "incident" => look::set_incident(app, actor, brand.id, &incident(app, &brand, &form)?),
            "end" => look::end_incident(app, actor, brand.id),
            _ => look::set_words(app, actor, brand.id, &words(&brand, &form)),
        }
        .map(|()| match form.get("do") {
            "incident" => "incident",
            "end" => "incident_end",
            _ => "set",
        })
    });
    match changed.await {
        Ok(what) => Ok(done(&web, "/admin/site", what)),
        Err(error) => {
            let top = Top::refused(error, &person)?;
            show(&web, &person, top, Some(&sent)).await
        }
    }
}

fn words(brand: &Brand, sent: &Sent) -> look::Words {
    let lines = |name: &str| -> Vec<String> {
        let lines = sent.get(name).lines().map(str::trim);
        lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    look::Words {
        name: sent.get("name").to_owned(),
        host: Some(sent.get("host").to_owned()),
        title: texts_of(sent, brand, "title"),
        lead: texts_of(sent, brand, "lead"),
        contact: AllowListText {
            emails: lines("emails"),
            phones: lines("phones"),
            handles: lines("handles"),
            domains: lines("domains"),
            ..contact_of(brand)
        },
    }
}

fn contact_of(brand: &Brand) -> AllowListText {
    serde_json::from_str(&brand.allow_list).unwrap_or_default()
}

fn incident(app: &App, brand: &Brand, sent: &Sent) -> Result<Incident> {
    Ok(Incident {
        is_on: true,
        since: Some(moment(sent, "since")?.unwrap_or_else(|| app.clock.now())),
        next: moment(sent, "next")?,
        more: sent.get("more").trim().to_owned(),
        text: texts_of(sent, brand, "incident"),
    })
}

/// A moment as a form sends it; none where the field was left empty.
fn moment(sent: &Sent, name: &str) -> Result<Option<NaiveDateTime>> {
    match sent.get(name) {
        "" => Ok(None),
        text => NaiveDateTime::parse_from_str(text, MOMENT)
            .map(Some)
            .map_err(|error| Error::invalid(name, error.to_string())),
    }
}

async fn show(web: &Data<Web>, person: &SignedIn, top: Top, sent: Option<&Sent>) -> Result<HttpResponse, PageError> {
    let read = blocking::run(web, |app| {
        let threshold = app.suggestion_threshold()?;
        Ok((threshold, Precision::read(app, threshold)?))
    });
    let (threshold, precision) = read.await?;
    let brand = &person.visitor().brand;
    let contact = contact_of(brand);
    let stored = &brand.look;
    // Only the form that was refused keeps what was sent; the other shows what is stored.
    let words = sent.filter(|sent| sent.get("do") == "words");
    let notice = sent.filter(|sent| sent.get("do") == "incident");
    let lines = |name: &str, lines: &[String]| value(words, name, &lines.join("\n"));
    let written = |moment: Option<NaiveDateTime>| moment.map(|at| at.format(MOMENT).to_string()).unwrap_or_default();
    let page = SitePage {
        name: value(words, "name", &brand.name),
        host: value(words, "host", brand.host.as_deref().unwrap_or_default()),
        public_url: web.app.settings.public_url.to("/"),
        threshold_now: threshold,
        threshold: value(
            sent.filter(|sent| sent.get("do") == "threshold"),
            "threshold",
            &threshold.to_string(),
        ),
        threshold_written: web.app.settings.written.suggestion_threshold,
        precision,
        titles: in_languages(brand, "title", &stored.title, words),
        leads: in_languages(brand, "lead", &stored.lead, words),
        emails: lines("emails", &contact.emails),
        phones: lines("phones", &contact.phones),
        handles: lines("handles", &contact.handles),
        domains: lines("domains", &contact.domains),
        incident_is_on: stored.incident.is_on,
        since: value(notice, "since", &written(stored.incident.since)),
        next: value(notice, "next", &written(stored.incident.next)),
        more: value(notice, "more", &stored.incident.more),
        incidents: in_languages(brand, "incident", &stored.incident.text, notice),
        texts: look::PAGES.to_vec(),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}

/// A page of text in each language.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SiteTextPage {
    #[serde(flatten)]
    top: Top,
    name: String,
    texts: Vec<InLanguage>,
}

impl Page for SiteTextPage {
    const TEMPLATE: &'static str = "admin/text.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            top: Top::sample(),
            name: "privacy".into(),
            texts: InLanguage::samples(),
        };
        let bare = Self {
            name: "accessibility".into(),
            ..Self::default()
        };
        vec![bare, full]
    }
}

fn page_named(request: &HttpRequest) -> Result<&'static str> {
    let wanted = request.match_info().query("name");
    let found = look::PAGES.into_iter().find(|name| *name == wanted);
    found.ok_or_else(|| Error::not_found("page"))
}

/// `GET /admin/site/{name}`
pub async fn text(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    let name = page_named(&request)?;
    show_text(&web, &person, name, Top::after(&request, &person), None).await
}

/// `POST /admin/site/{name}`
pub async fn set_text(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let name = page_named(&request)?;
    let brand = super::fields::brand_of(&person)?;
    let (actor, texts) = (person.actor(), all_texts_of(&sent, &brand, "text"));
    let set = blocking::run(&web, move |app| look::set_page(app, actor, brand.id, name, &texts));
    match set.await {
        Ok(()) => Ok(done(&web, &format!("/admin/site/{name}"), "set")),
        Err(error) => {
            let top = Top::refused(error, &person)?;
            show_text(&web, &person, name, top, Some(&sent)).await
        }
    }
}

async fn show_text(
    web: &Data<Web>,
    person: &SignedIn,
    name: &'static str,
    top: Top,
    sent: Option<&Sent>,
) -> Result<HttpResponse, PageError> {
    let brand = person.visitor().brand.clone();
    let id = brand.id;
    let pages = blocking::run(web, move |app| {
        app.database
            .read(|connection| Ok::<_, Error>(db::brand_page::list(connection, id)?))
    });
    let own = pages.await?.into_iter().filter(|page| page.name == name);
    let stored: Texts = own.map(|page| (page.locale, page.text)).collect();
    let page = SiteTextPage {
        texts: in_languages(&brand, "text", &stored, sent),
        name: name.to_owned(),
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
