//! Cookies as this site sets them: for its own paths, unreadable to scripts, never sent from other sites' forms.

use super::{Web, session};
use actix_web::{
    HttpResponse,
    cookie::{Cookie, SameSite, time::Duration},
};

/// How long a choice is remembered, in days.
const CHOICE_DAYS: i64 = 365;

/// Remembers a choice; none forgets it.
pub fn remember(web: &Web, answer: &mut HttpResponse, name: &'static str, value: Option<&str>) {
    let mut cookie = ours(web, name, value.unwrap_or_default());
    cookie.set_max_age(if value.is_some() {
        Duration::days(CHOICE_DAYS)
    } else {
        Duration::ZERO
    });
    set(answer, &cookie);
}

/// Carries a session's key; none ends it. It lasts until the browser is closed, and no longer than the session.
pub fn session(web: &Web, answer: &mut HttpResponse, key: Option<&str>) {
    let mut cookie = ours(web, session::COOKIE, key.unwrap_or_default());
    if key.is_none() {
        cookie.set_max_age(Duration::ZERO);
    }
    set(answer, &cookie);
}

fn ours(web: &Web, name: &'static str, value: &str) -> Cookie<'static> {
    let public = &web.app.settings.public_url;
    Cookie::build(name, value.to_owned())
        .path(format!("{}/", public.base_path))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(public.is_https())
        .finish()
}

fn set(answer: &mut HttpResponse, cookie: &Cookie) {
    if let Err(error) = answer.add_cookie(cookie) {
        tracing::error!(%error, "a cookie could not be set");
    }
}
