//! Third page: what the site is called, in which languages, and where visitors find it.

use super::{
    account::own_first,
    beginner, beginner_sent,
    reach::{self, Reach},
    show_to,
};
use crate::{
    actions::setup,
    db,
    domain::locale::Locale,
    error::Error,
    settings::PublicUrl,
    web::{
        Web, blocking, client,
        error::PageError,
        form::{Problem, Sent, problems_of},
        frame::name_of,
        kept,
        pages::Page,
        session::SignedIn,
        texts,
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// The page that asks what the site is.
#[derive(Debug, Clone, Default, Serialize)]
pub struct SitePage {
    name: String,
    address: String,
    /// Whether the settings name the address, so that it cannot be changed here.
    is_settled: bool,
    locales: Vec<Offered>,
    tested: Option<Reach>,
    problems: Vec<Problem>,
}

/// A language that the site can have.
#[derive(Debug, Clone, Serialize)]
struct Offered {
    tag: Locale,
    name: String,
    chosen: bool,
}

impl Page for SitePage {
    const TEMPLATE: &'static str = "account/setup/site.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            name: "<Brizna>".into(),
            address: "https://ayuda.example".into(),
            is_settled: false,
            locales: vec![Offered {
                tag: Locale::spanish(),
                name: "Español".into(),
                chosen: true,
            }],
            tested: Some(Reach::Here),
            problems: ["name", "address", "locales"].map(Problem::sample).to_vec(),
        };
        let others = [Reach::Answers, Reach::Silent, Reach::Secure].map(|tested| Self {
            tested: Some(tested),
            is_settled: true,
            ..Self::default()
        });
        [vec![Self::default(), full], others.to_vec()].concat()
    }
}

/// `GET /setup/site`
pub async fn form(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = beginner(&web, &request).await?;
    let kept = blocking::run(&web, |app| {
        app.database
            .read(|connection| Ok::<_, Error>(db::settings::find(connection, db::settings::PUBLIC_URL)?))
    });
    let kept = kept.await?;
    let is_settled = !web.app.settings.written.public_url.is_empty();
    let page = SitePage {
        name: person.visitor().brand.name.clone(),
        address: match kept {
            Some(kept) if !is_settled => kept,
            _ if is_settled => web.app.settings.public_url.to(""),
            _ => here(&web, &request),
        },
        is_settled,
        locales: offered(&person, |tag| person.visitor().brand.has(tag)),
        ..SitePage::default()
    };
    show_to(&web, &person, false, &page)
}

/// `POST /setup/site`: `do` tests the address, or keeps all and goes on.
pub async fn act(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = beginner_sent(&web, &request, sent.get("csrf")).await?;
    let is_settled = !web.app.settings.written.public_url.is_empty();
    let address = if is_settled {
        web.app.settings.public_url.to("")
    } else {
        sent.get("address").trim().trim_end_matches('/').to_owned()
    };
    let page = SitePage {
        name: sent.get("name").to_owned(),
        address: address.clone(),
        is_settled,
        locales: offered(&person, |tag| !sent.get(&format!("locale_{tag}")).is_empty()),
        ..SitePage::default()
    };
    let catalogue = texts::catalogue(&person.frame().locale);
    if sent.get("do") == "test" {
        let Some(public) = PublicUrl::parse(&address) else {
            let problems = vec![Problem::of("address", catalogue.plain("field.address"))];
            return show_to(&web, &person, true, &SitePage { problems, ..page });
        };
        let here = here(&web, &request);
        let tested = blocking::run(&web, move |_| Ok(reach::test(&public, &here))).await?;
        let tested = Some(tested);
        return show_to(&web, &person, false, &SitePage { tested, ..page });
    }
    let (actor, brand, name) = (person.actor(), person.visitor().brand.clone(), page.name.clone());
    let chosen = page.locales.iter().filter(|offered| offered.chosen);
    let locales = own_first(
        &person.frame().locale,
        chosen.map(|offered| offered.tag.clone()).collect(),
    );
    let stored = blocking::run(&web, move |app| {
        setup::name_site(app, actor, &brand, &name, &locales)?;
        if is_settled {
            Ok(())
        } else {
            setup::keep_address(app, actor, &address)
        }
    });
    match stored.await {
        Ok(()) => Ok(kept::see_other(&web, "/setup/channels")),
        Err(error) => {
            let problems = problems_of(error, catalogue)?;
            show_to(&web, &person, true, &SitePage { problems, ..page })
        }
    }
}

/// Where the browser is.
fn here(web: &Web, request: &HttpRequest) -> String {
    format!("{}{}", client::origin(request), web.app.settings.public_url.base_path)
}

/// The languages that there are texts for, and those that the brand has anyway.
fn offered(person: &SignedIn, chosen: impl Fn(&Locale) -> bool) -> Vec<Offered> {
    let mut tags = person.visitor().brand.locales.clone();
    for tag in texts::languages().filter_map(|tag| tag.parse().ok()) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.into_iter()
        .map(|tag| Offered {
            name: name_of(&tag),
            chosen: chosen(&tag),
            tag,
        })
        .collect()
}
