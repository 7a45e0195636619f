//! What a stranger sees: the public site, without a script and without an account.

mod attacks;
mod doors;
mod history;
mod portals;
mod reading;
mod setup;

use crate::support::{
    app::{TestApp, add_brand},
    archive::Archive,
};
use precedent::{
    db::brand::NewBrand,
    domain::{brand::Brand, locale::Locale},
};

/// An installation with a brand in Spanish and English, and nothing else.
pub fn portal() -> TestApp {
    let app = TestApp::start();
    brand(&app);
    app
}

/// Gives an installation its brand.
pub fn brand(archive: &Archive) -> Brand {
    let new = NewBrand {
        slug: "acme".into(),
        name: "Acme & Hijos".into(),
        locales: vec![Locale::spanish(), Locale::english()],
        host: None,
        allow_list: "{}".into(),
    };
    add_brand(&archive.app, &new)
}
