//! What a brand has declared public: adds to its allow list, and takes away from it.

use super::Actor;
use crate::{
    app::App,
    db,
    domain::{
        account::normalise_email,
        id::BrandId,
        redaction::{AllowList, AllowListText},
    },
    error::{Error, Result},
};

/// A kind of contact that can be declared public from the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    Email,
    Phone,
}

impl Contact {
    /// Its word in forms and in the audit log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    fn of(self, list: &mut AllowListText) -> &mut Vec<String> {
        match self {
            Self::Email => &mut list.emails,
            Self::Phone => &mut list.phones,
        }
    }
}

/// The list as its owner wrote it.
pub fn read(app: &App, brand_id: BrandId) -> Result<AllowListText> {
    app.database.read(|connection| {
        let brand = db::brand::get(connection, brand_id)?;
        written(&brand.allow_list)
    })
}

fn written(json: &str) -> Result<AllowListText> {
    if json.is_empty() {
        Ok(AllowListText::default())
    } else {
        serde_json::from_str(json).map_err(Error::internal)
    }
}

/// The list ready for use.
pub fn list(app: &App, brand_id: BrandId) -> Result<AllowList> {
    AllowList::from_text(&read(app, brand_id)?).map_err(Error::internal)
}

/// Declares an address or a number of the brand public.
pub fn add(app: &App, actor: Actor, brand_id: BrandId, contact: Contact, value: &str) -> Result<()> {
    let value = checked(contact, value)?;
    change(app, actor, brand_id, (contact, "brand.allow"), &value, |entries| {
        if !entries.contains(&value) {
            entries.push(value.clone());
        }
    })
}

/// Takes that back.
pub fn remove(app: &App, actor: Actor, brand_id: BrandId, contact: Contact, value: &str) -> Result<()> {
    change(app, actor, brand_id, (contact, "brand.disallow"), value, |entries| {
        entries.retain(|entry| entry != value);
    })
}

fn change(
    app: &App,
    actor: Actor,
    brand_id: BrandId,
    (contact, action): (Contact, &str),
    value: &str,
    work: impl Fn(&mut Vec<String>),
) -> Result<()> {
    let now = app.clock.now();
    app.database.write(|connection| {
        let mut brand = db::brand::get(connection, brand_id)?;
        let mut list = written(&brand.allow_list)?;
        work(contact.of(&mut list));
        brand.allow_list = serde_json::to_string(&list).map_err(Error::internal)?;
        db::brand::update(connection, &brand)?;
        let detail = format!("{} {value}", contact.as_str());
        db::audit::record(connection, actor, action, Some(brand_id.0), &detail, now)?;
        Ok(())
    })?;
    app.forget_brands();
    Ok(())
}

/// Least digits of a telephone number: emergency and service numbers have three.
const DIGITS_LEAST: usize = 3;

fn checked(contact: Contact, value: &str) -> Result<String> {
    let value = value.trim();
    match contact {
        Contact::Email => normalise_email(value).ok_or_else(|| Error::invalid("email", "It is not an e-mail address.")),
        Contact::Phone => {
            let digits = value.chars().filter(char::is_ascii_digit).count();
            let sound = value
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-./()".contains(c));
            if sound && digits >= DIGITS_LEAST && value.len() <= 40 {
                Ok(value.to_owned())
            } else {
                Err(Error::invalid("phone", "It is not a telephone number."))
            }
        }
    }
}
