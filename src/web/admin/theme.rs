//! `/admin/theme`: a brand's colours, with their contrast, and its logo.

use super::{
    Top, admin, admin_sent, done,
    fields::{brand_of, value},
};
use crate::{
    actions::look,
    domain::{
        colour::{Colour, Colours, Pair, Palette},
        look::LOGO_MOST,
    },
    error::Result,
    web::{
        FORM_MOST, Web, blocking,
        error::PageError,
        form::{Problem, Sent},
        kept,
        multipart::Multipart,
        pages::Page,
        session::SignedIn,
        site,
        texts::{self, Catalogue},
    },
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Form, Payload},
};
use fluent_templates::fluent_bundle::FluentArgs;
use serde::Serialize;
use std::collections::BTreeMap;

/// The page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ThemePage {
    #[serde(flatten)]
    top: Top,
    themes: Vec<ThemeFields>,
    is_own: bool,
    logo: String,
    kilobytes: usize,
}

/// The colours of one theme, and how well they can be read.
#[derive(Debug, Clone, Serialize)]
struct ThemeFields {
    name: &'static str,
    colours: Vec<ColourField>,
    pairs: Vec<PairLine>,
}

#[derive(Debug, Clone, Serialize)]
struct ColourField {
    /// As a [`Palette`] names it.
    name: &'static str,
    value: String,
}

#[derive(Debug, Clone, Serialize)]
struct PairLine {
    name: &'static str,
    ratio: f64,
    least: f64,
    enough: bool,
}

impl Page for ThemePage {
    const TEMPLATE: &'static str = "admin/theme.html";

    fn samples() -> Vec<Self> {
        let full = Self {
            top: Top {
                problems: vec![Problem::sample("light_accent"), Problem::sample("logo")],
                ..Top::sample()
            },
            themes: themes(&Colours::DESIGN, None),
            is_own: true,
            logo: "/look/acme.0a1b.png".into(),
            kilobytes: 200,
        };
        vec![Self::default(), full]
    }
}

const NAMES: [&str; 5] = ["accent", "on_accent", "accent_soft", "hero", "hero_2"];

fn of(palette: &Palette, name: &str) -> Colour {
    match name {
        "accent" => palette.accent,
        "on_accent" => palette.on_accent,
        "accent_soft" => palette.accent_soft,
        "hero" => palette.hero,
        _ => palette.hero_2,
    }
}

fn themes(colours: &Colours, sent: Option<&Sent>) -> Vec<ThemeFields> {
    let theme = |name: &'static str, palette: &Palette, is_dark: bool| ThemeFields {
        name,
        colours: NAMES
            .map(|colour| ColourField {
                name: colour,
                value: value(sent, &format!("{name}_{colour}"), &of(palette, colour).to_string()),
            })
            .to_vec(),
        pairs: colours
            .pairs()
            .iter()
            .filter(|pair| pair.is_dark == is_dark)
            .map(|pair| PairLine {
                name: pair.name,
                ratio: pair.ratio,
                least: pair.least,
                enough: pair.is_enough(),
            })
            .collect(),
    };
    vec![
        theme("light", &colours.light, false),
        theme("dark", &colours.dark, true),
    ]
}

/// `GET /admin/theme`
pub async fn theme(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = admin(&web, &request).await?;
    show(&web, &person, Top::after(&request, &person), None)
}

/// `POST /admin/theme`
pub async fn change(web: Data<Web>, request: HttpRequest, sent: Form<Sent>) -> Result<HttpResponse, PageError> {
    let person = admin_sent(&web, &request, &sent).await?;
    let (id, actor) = (brand_of(&person)?.id, person.actor());
    let catalogue = texts::catalogue(&person.frame().locale);
    let colours = match sent.get("do") {
        "reset" => None,
        _ => match read(&sent, catalogue) {
            Ok(colours) => Some(colours),
            Err(problems) => return refused(&web, &person, problems, &sent),
        },
    };
    let set = blocking::run(&web, move |app| look::set_colours(app, actor, id, colours));
    match set.await {
        Ok(()) => Ok(done(&web, "/admin/theme", "set")),
        Err(error) => {
            let failing = colours.map(|colours| colours.failing()).unwrap_or_default();
            if failing.is_empty() {
                return Err(error.into());
            }
            let problems = failing.iter().map(|pair| problem(pair, catalogue)).collect();
            refused(&web, &person, problems, &sent)
        }
    }
}

/// `POST /admin/theme/logo`
pub async fn change_logo(web: Data<Web>, request: HttpRequest, payload: Payload) -> Result<HttpResponse, PageError> {
    // Nobody else's file is read at all.
    admin(&web, &request).await?;
    let (fields, file) = receive(&request, payload).await?;
    let person = admin_sent(&web, &request, &fields).await?;
    let (id, actor) = (brand_of(&person)?.id, person.actor());
    let remove = fields.get("do") == "remove";
    let set = blocking::run(&web, move |app| {
        let file = file.filter(|_| !remove);
        let picture = if remove { None } else { Some(file.unwrap_or_default()) };
        look::set_logo(app, actor, id, picture.as_deref())
    });
    match set.await {
        Ok(()) => Ok(done(&web, "/admin/theme", "set")),
        Err(error) => show(&web, &person, Top::refused(error, &person)?, None),
    }
}

/// The fields of the form, and the file where one was chosen.
async fn receive(request: &HttpRequest, payload: Payload) -> Result<(Sent, Option<Vec<u8>>)> {
    let mut parts = Multipart::new(request, payload)?;
    let (mut fields, mut file) = (BTreeMap::new(), None);
    while let Some(part) = parts.next().await? {
        if part.file_name.is_some() {
            file = Some(parts.bytes(FORM_MOST).await?).filter(|file| !file.is_empty());
        } else {
            fields.insert(part.name, parts.text(FORM_MOST).await?);
        }
    }
    Ok((Sent::of(fields), file))
}

fn read(sent: &Sent, catalogue: &Catalogue) -> Result<Colours, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut palette = |theme: &str, design: &Palette| {
        let mut one = |name: &str| {
            let field = format!("{theme}_{name}");
            sent.get(&field).parse().unwrap_or_else(|_| {
                problems.push(Problem::of(&field, catalogue.plain("field.colour")));
                of(design, name)
            })
        };
        Palette {
            accent: one("accent"),
            on_accent: one("on_accent"),
            accent_soft: one("accent_soft"),
            hero: one("hero"),
            hero_2: one("hero_2"),
        }
    };
    let colours = Colours {
        light: palette("light", &Colours::DESIGN.light),
        dark: palette("dark", &Colours::DESIGN.dark),
    };
    if problems.is_empty() {
        Ok(colours)
    } else {
        Err(problems)
    }
}

fn problem(pair: &Pair, catalogue: &Catalogue) -> Problem {
    let theme = if pair.is_dark { "dark" } else { "light" };
    let mut arguments = FluentArgs::new();
    arguments.set("pair", catalogue.plain(&format!("pair.{}", pair.name)));
    arguments.set("theme", catalogue.plain(&format!("look.{theme}")));
    arguments.set("ratio", catalogue.number(pair.ratio));
    arguments.set("least", catalogue.number(pair.least));
    Problem::of(&look::field(pair), catalogue.text("field.contrast", &arguments))
}

fn refused(web: &Web, person: &SignedIn, problems: Vec<Problem>, sent: &Sent) -> Result<HttpResponse, PageError> {
    let top = Top {
        problems,
        ..Top::default()
    };
    show(web, person, top, Some(sent))
}

fn show(web: &Web, person: &SignedIn, top: Top, sent: Option<&Sent>) -> Result<HttpResponse, PageError> {
    let brand = &person.visitor().brand;
    let stored = brand.look.colours.unwrap_or(Colours::DESIGN);
    let catalogue = texts::catalogue(&person.frame().locale);
    // What was refused is measured as it was sent.
    let measured = sent.and_then(|sent| read(sent, catalogue).ok()).unwrap_or(stored);
    let page = ThemePage {
        themes: themes(&measured, sent),
        is_own: brand.look.colours.is_some(),
        logo: site::look::logo_path(brand).unwrap_or_default(),
        kilobytes: LOGO_MOST / 1024,
        top,
    };
    let status = page.top.status();
    Ok(kept::html(status, web.pages.render(&person.frame(), &page)?))
}
