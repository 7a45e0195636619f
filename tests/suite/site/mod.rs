//! What a stranger sees: the public site, without a script and without an account.

mod attacks;
mod doors;
mod portals;
mod reading;
mod setup;

use crate::support::{app::TestApp, noon};
use precedent::{
    db::{self, brand::NewBrand},
    domain::{brand::Brand, locale::Locale},
};

/// An installation with a brand in Spanish and English, and nothing else.
pub fn portal() -> TestApp {
    let app = TestApp::start();
    brand(&app);
    app
}

/// Gives an installation its brand.
pub fn brand(app: &TestApp) -> Brand {
    let new = NewBrand {
        slug: "acme".into(),
        name: "Acme & Hijos".into(),
        locales: vec![Locale::spanish(), Locale::english()],
        host: None,
        allow_list: "{}".into(),
    };
    let made = app
        .app
        .database
        .write(|connection| Ok(db::brand::insert(connection, &new, noon())?))
        .unwrap();
    app.app.forget_brands();
    made
}
