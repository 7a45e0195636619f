//! The cookie that signed-in people carry, and what proves that a form or a call of theirs is their own.

use super::{
    Web, blocking,
    form::same_site,
    frame::{Desk, Frame, Person},
    visitor::{DESK, Visitor, door_at, without_keys},
};
use crate::{
    actions::{Actor, account, sign_in},
    db::account::Account,
    domain::{account::Role, brand::Brand, locale::Locale, visibility::Reader},
    error::{Code, Error, Result},
};
use actix_web::{HttpRequest, dev::ServiceRequest, web::Data};

/// Name of the cookie that holds a session's key.
pub const COOKIE: &str = "precedent_session";
/// Header in which a script of our own pages sends the session's form token.
pub const CSRF_HEADER: &str = "x-csrf-token";

/// Field of a refusal that names the people who may do what was refused.
pub const WHO_CAN: &str = "people";
/// And the one with their addresses, commas between.
pub const WHOM_TO_ASK: &str = "addresses";

/// The key in a request's session cookie.
pub fn key(request: &ServiceRequest) -> Option<String> {
    request.cookie(COOKIE).map(|cookie| cookie.value().to_owned())
}

/// Somebody who is signed in, at their brand's workspace.
pub struct SignedIn {
    pub account: Account,
    csrf: String,
    visitor: Visitor,
    /// The language they chose on this device, or the one of their account.
    locale: Locale,
    /// Whether they turned single keys off.
    keys_off: bool,
    /// The path they are at, below the base path and the door.
    path: String,
    /// The path before it, where they came in at a brand's own.
    door: Option<String>,
    /// The brands whose pages they can turn to: all of them for an admin, where there are several.
    desks: Vec<Desk>,
}

/// Whoever is signed in, where their role is enough. Nobody: the error that leads to signing in.
pub async fn signed_in(web: &Data<Web>, request: &HttpRequest, least: Role) -> Result<SignedIn> {
    let nobody = || Error::new(Code::Unauthorized, "Sign in first.");
    let key = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
    let key = key.ok_or_else(nobody)?;
    let session = blocking::run(web, move |app| sign_in::session(app, &key)).await?;
    let session = session.ok_or_else(nobody)?;
    if !session.account.role.is_at_least(least) {
        let able = blocking::run(web, move |app| account::able(app, least)).await?;
        let refused = Error::new(Code::Forbidden, format!("This needs the role \"{least}\"."));
        let names: Vec<_> = able.iter().map(|one| one.name.as_str()).collect();
        let addresses: Vec<_> = able.iter().map(|one| one.email.as_str()).collect();
        return Err(refused
            .with_field(WHO_CAN, names.join(", "))
            .with_field(WHOM_TO_ASK, addresses.join(",")));
    }
    let base = &web.app.settings.public_url.base_path;
    let visitor = Visitor::of(&web.app, request)?;
    let brands = web.app.brands()?;
    let several = session.account.role == Role::Admin && brands.len() > 1;
    let desk = |brand: &Brand| Desk {
        name: brand.name.clone(),
        path: format!("{base}{DESK}{}/admin/", brand.slug),
        is_here: brand.id == visitor.brand.id,
    };
    Ok(SignedIn {
        desks: if several {
            brands.iter().map(desk).collect()
        } else {
            Vec::new()
        },
        door: door_at(request),
        locale: visitor
            .chosen(request)
            .unwrap_or_else(|| session.account.locale.clone()),
        visitor,
        keys_off: without_keys(request),
        path: request
            .path()
            .strip_prefix(base.as_str())
            .unwrap_or_default()
            .to_owned(),
        account: session.account,
        csrf: session.csrf,
    })
}

/// The same for a form: it has to carry the session's own token and to come from this site.
pub async fn sent_by(web: &Data<Web>, request: &HttpRequest, least: Role, csrf: &str) -> Result<SignedIn> {
    same_site(web, request)?;
    let person = signed_in(web, request, least).await?;
    if person.csrf == csrf {
        Ok(person)
    } else {
        Err(Error::new(
            Code::CsrfFailed,
            "Load the page again and send the form once more.",
        ))
    }
}

impl SignedIn {
    /// Who is written down as having done something.
    pub fn actor(&self) -> Actor {
        Actor {
            account_id: Some(self.account.id),
            token_id: None,
        }
    }

    /// People who work here see what is internal.
    pub const fn reader(&self) -> Reader {
        Reader::Staff
    }

    /// Whether they may curate.
    pub fn is_editor(&self) -> bool {
        self.account.role.is_at_least(Role::Editor)
    }

    /// What stands around their pages.
    pub fn frame(&self) -> Frame {
        let mut frame = Frame::of(&self.visitor, &self.locale, &self.path);
        frame.person = Some(Person {
            name: self.account.name.clone(),
            role: self.account.role.to_string(),
            csrf: self.csrf.clone(),
            is_editor: self.is_editor(),
            keys_off: self.keys_off,
            desks: self.desks.clone(),
            is_away: self.door.as_deref().is_some_and(|door| door.starts_with(DESK)),
        });
        if let Some(door) = &self.door {
            frame.door.clone_from(door);
        }
        frame
    }

    /// The brand whose portal they are at.
    pub fn visitor(&self) -> &Visitor {
        &self.visitor
    }
}
