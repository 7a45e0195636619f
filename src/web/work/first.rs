//! Where the first steps lead: three things to try.

use crate::{
    actions::{demo, setup},
    app::App,
    db::{self, conversation::Filter},
    domain::{account::Role, brand::Brand, conversation::Status},
    error::{Error, Result},
    web::{Web, blocking, error::PageError, form::Sent, kept, pages::Page, session},
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form},
};
use serde::Serialize;

/// Three things to try.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FirstPage {
    /// Where a draft begins: at a resolved conversation, or at an empty page.
    draft_path: String,
    has_conversations: bool,
    is_admin: bool,
    /// Whether the first steps were left before their end.
    unfinished: bool,
    /// Name of the installation's own brand where the demo's answers in its place.
    own: String,
    /// The address that the next start will use; empty where it is used already.
    next_address: String,
}

impl Page for FirstPage {
    const TEMPLATE: &'static str = "work/first.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            draft_path: "/w/conversations".into(),
            has_conversations: true,
            is_admin: true,
            unfinished: true,
            own: "<Acme>".into(),
            next_address: "https://help.acme.example".into(),
        };
        vec![Self::default(), full]
    }
}

/// `GET /w/first`
pub async fn show(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Editor).await?;
    let (frame, brand) = (person.frame(), person.visitor().brand.clone());
    let is_admin = person.account.role.is_at_least(Role::Admin);
    let page = blocking::run(&web, move |app| read(app, &brand)).await?;
    let page = FirstPage { is_admin, ..page };
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// `POST /w/first`: the installation's own brand answers again, instead of the demo's.
pub async fn show_own(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = session::sent_by(&web, &request, Role::Admin, sent.get("csrf")).await?;
    blocking::run(&web, move |app| setup::show_first(app, person.actor(), None)).await?;
    Ok(kept::see_other(&web, "/w/first"))
}

fn read(app: &App, brand: &Brand) -> Result<FirstPage> {
    let filter = Filter {
        brand_id: Some(brand.id),
        status: Some(Status::Resolved),
        ..Filter::default()
    };
    let (resolved, home, address) = app.database.read(|connection| {
        Ok::<_, Error>((
            db::conversation::list(connection, &filter, None, 1)?,
            db::settings::find(connection, db::settings::HOME_BRAND)?,
            db::settings::find(connection, db::settings::PUBLIC_URL)?,
        ))
    })?;
    let has_conversations = !resolved.items.is_empty();
    let replaced = demo::is_loaded(app)? && home.as_deref() == Some(brand.slug.as_str());
    let brands = app.brands()?;
    let own = brands.iter().find(|other| replaced && other.id != brand.id);
    let written = !app.settings.written.public_url.is_empty();
    let used = app.settings.public_url.to("");
    Ok(FirstPage {
        draft_path: if has_conversations {
            "/w/conversations?status=resolved&linked=no".into()
        } else {
            "/w/articles/new".into()
        },
        has_conversations,
        is_admin: false,
        unfinished: setup::is_open(app)?,
        own: own.map(|own| own.name.clone()).unwrap_or_default(),
        next_address: address
            .filter(|address| !written && *address != used)
            .unwrap_or_default(),
    })
}
