//! Who is calling and what they may: authority is visible in a handler's signature.
//!
//! [`identified`] finds out once for each request, from a token or a session's cookie, counts it against the caller's
//! limit, and the extractors only look at what it found.

use super::{
    Web, blocking, client,
    error::Problem,
    limits::Left,
    metrics::{Door, Metrics},
    session, visitor,
};
use crate::{
    actions::{self, Actor},
    app::App,
    db,
    domain::{
        account::Scope,
        brand::Brand,
        id::{ArticleId, BrandId, ConversationId},
        visibility::Reader,
    },
    error::{Code, Error, Result},
};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest, ResponseError,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header,
    middleware::Next,
    web::Data,
};
use std::{
    future::{Ready, ready},
    marker::PhantomData,
    ops::Deref,
};

/// What a caller may do.
#[derive(Debug, Clone, Default)]
pub struct Authority {
    /// Who is written down as having done it.
    pub actor: Actor,
    scopes: Vec<Scope>,
    /// The one brand that a token is made for.
    brand_id: Option<BrandId>,
    /// The brand at whose portal the call came in.
    portal: Option<BrandId>,
}

/// Anybody, with what they may see and do.
#[derive(Debug, Clone)]
pub struct Anyone(Authority);

/// A caller with a scope, for instance `Scoped<Curate>`.
#[derive(Debug, Clone)]
pub struct Scoped<S>(Authority, PhantomData<S>);

/// Scopes as a type.
pub trait Needs: 'static {
    /// Any of these is enough.
    const ANY: &[Scope];
}

macro_rules! scopes {
    ($($name:ident),+) => { $(
        /// The scope of this name.
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl Needs for $name { const ANY: &[Scope] = &[Scope::$name]; }
    )+ };
}
scopes!(Suggest, Read, Ingest, Curate, Admin);

/// What agents do beside answering: resolve, link, flag. Whoever may suggest or curate may do it.
#[derive(Debug, Clone, Copy)]
pub struct Work;
impl Needs for Work {
    const ANY: &[Scope] = &[Scope::Suggest, Scope::Curate];
}

impl Authority {
    /// Whether the caller may act in this scope: `admin` may everything, and who curates reads.
    pub fn has(&self, scope: Scope) -> bool {
        self.scopes
            .iter()
            .any(|held| *held == scope || *held == Scope::Admin || (*held == Scope::Curate && scope == Scope::Read))
    }

    /// Whose eyes the answer is for.
    pub fn reader(&self) -> Reader {
        if self.has(Scope::Read) {
            Reader::Staff
        } else {
            Reader::Public
        }
    }

    /// What a stranger is answered goes by, beside what they ask: the portal they came to. None of anybody who is known.
    pub fn stranger_at(&self) -> Option<Option<BrandId>> {
        (self.owner().is_none() && self.scopes.is_empty()).then_some(self.portal)
    }

    /// Names the caller where a key of theirs must not meet another's; none of a stranger.
    pub fn owner(&self) -> Option<String> {
        match (self.actor.token_id, self.actor.account_id) {
            (Some(token), _) => Some(format!("token:{token}")),
            (None, Some(account)) => Some(format!("account:{account}")),
            (None, None) => None,
        }
    }

    /// The brand named by `slug`; without one, the token's own, that of the portal called at, or the installation's.
    pub fn brand(&self, app: &App, slug: Option<&str>) -> Result<Brand> {
        let slug = slug.filter(|slug| !slug.is_empty());
        let brand = match (self.brand_id.or(self.portal), slug) {
            (Some(id), None) => app.brands()?.iter().find(|brand| brand.id == id).cloned(),
            _ => Some(app.brand(slug)?),
        };
        let brand = brand.ok_or_else(|| Error::not_found("brand"))?;
        self.may_touch(brand.id)
            .map_err(|_| Error::new(Code::Forbidden, "This token is for another brand."))?;
        Ok(brand)
    }

    /// The brand that lists are narrowed to: the named one, or the token's own; none: all.
    pub fn narrowed(&self, app: &App, slug: Option<&str>) -> Result<Option<BrandId>> {
        match (slug.filter(|slug| !slug.is_empty()), self.brand_id) {
            (None, own) => Ok(own),
            (slug, _) => self.brand(app, slug).map(|brand| Some(brand.id)),
        }
    }

    /// The one brand that the caller may touch; none: all.
    pub const fn only_brand(&self) -> Option<BrandId> {
        self.brand_id
    }

    /// Refuses what belongs to a brand that the caller's token is not for; for them it does not exist.
    pub fn may_touch(&self, brand_id: BrandId) -> Result<()> {
        match self.brand_id {
            Some(own) if own != brand_id => Err(Error::not_found("thing")),
            _ => Ok(()),
        }
    }

    /// The same for an article.
    pub fn may_touch_article(&self, app: &App, id: ArticleId) -> Result<()> {
        if self.brand_id.is_none() {
            return Ok(());
        }
        let found = app
            .database
            .read(|connection| Ok::<_, Error>(db::article::find(connection, id)?))?;
        self.may_touch(found.ok_or_else(|| Error::not_found("article"))?.brand_id)
            .map_err(|_| Error::not_found("article"))
    }

    /// The same for a conversation.
    pub fn may_touch_conversation(&self, app: &App, id: ConversationId) -> Result<()> {
        if self.brand_id.is_none() {
            return Ok(());
        }
        let found = app
            .database
            .read(|connection| Ok::<_, Error>(db::conversation::find(connection, id)?))?;
        self.may_touch(found.ok_or_else(|| Error::not_found("conversation"))?.brand_id)
            .map_err(|_| Error::not_found("conversation"))
    }
}

impl Deref for Anyone {
    type Target = Authority;
    fn deref(&self) -> &Authority {
        &self.0
    }
}

impl<S> Deref for Scoped<S> {
    type Target = Authority;
    fn deref(&self) -> &Authority {
        &self.0
    }
}

fn of(request: &HttpRequest) -> Authority {
    request.extensions().get::<Authority>().cloned().unwrap_or_default()
}

impl FromRequest for Anyone {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(of(request))))
    }
}

impl<S: Needs> FromRequest for Scoped<S> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let authority = of(request);
        ready(if S::ANY.iter().any(|scope| authority.has(*scope)) {
            Ok(Self(authority, PhantomData))
        } else {
            Err(refused(&authority, S::ANY).into())
        })
    }
}

/// Why a caller may not do what needs any of these scopes.
pub fn refused(authority: &Authority, any: &[Scope]) -> Error {
    if authority.owner().is_none() {
        let detail = "Send a token: \"Authorization: Bearer pcd_...\".";
        return Error::new(Code::Unauthorized, detail);
    }
    let words = any
        .iter()
        .map(|scope| format!("\"{scope}\""))
        .collect::<Vec<_>>()
        .join(" or ");
    let error = Error::new(
        Code::MissingScope,
        format!("This needs a token with the scope {words}."),
    );
    any.iter()
        .fold(error, |error, scope| error.with_field("scope", scope.as_str()))
}

/// Finds out who calls the API, counts the call against their limit, and tells them what is left.
pub async fn identified(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some(web) = request.app_data::<Data<Web>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let (authority, left) = match admitted(&web, &request).await {
        Ok(admitted) => admitted,
        Err(error) => {
            if error.code() == Code::RateLimited {
                Metrics::count(&web.metrics.rate_limited);
            }
            web.metrics.answered(Door::Api, error.code().status());
            return Ok(request.into_response(Problem(error).error_response()));
        }
    };
    let portal = visitor::brand_id_at(&web.app, request.request());
    request.extensions_mut().insert(Authority { portal, ..authority });
    let mut response = next.call(request).await?.map_into_boxed_body();
    web.metrics.answered(Door::Api, response.status().as_u16());
    if let Some(left) = left {
        left.write_to(response.headers_mut());
    }
    Ok(response)
}

/// Who calls, and what is left of their limit. A token that is not known counts against the address it came from, so that
/// keys cannot be tried without end.
async fn admitted(web: &Data<Web>, request: &ServiceRequest) -> Result<(Authority, Option<Left>)> {
    let by_address = || web.limits.address(client::address(request.request()));
    let identity = identify(web, request).await;
    match identity {
        Ok(authority) => {
            let left = match authority.actor.token_id {
                Some(id) => web.limits.token(id)?,
                None => by_address()?,
            };
            Ok((authority, left))
        }
        Err(error) => by_address().and(Err(error)),
    }
}

async fn identify(web: &Data<Web>, request: &ServiceRequest) -> Result<Authority> {
    if let Some(value) = request.headers().get(header::AUTHORIZATION) {
        let key = value.to_str().ok().and_then(|value| value.split_once(' '));
        let key = key.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let unknown = || {
            Error::new(
                Code::Unauthorized,
                "This token is not known, or was revoked, or has ended.",
            )
        };
        let key = key.map(|(_, key)| key.trim().to_owned()).ok_or_else(unknown)?;
        let found = blocking::run(web, move |app| actions::token::authenticate(app, &key)).await?;
        let token = found.ok_or_else(unknown)?;
        return Ok(Authority {
            actor: Actor {
                account_id: None,
                token_id: Some(token.id),
            },
            scopes: token.scopes,
            brand_id: token.brand_id,
            portal: None,
        });
    }
    let Some(key) = session::key(request) else {
        return Ok(Authority::default());
    };
    let Some(session) = blocking::run(web, move |app| actions::sign_in::session(app, &key)).await? else {
        return Ok(Authority::default());
    };
    if !request.method().is_safe() {
        let sent = request
            .headers()
            .get(session::CSRF_HEADER)
            .and_then(|value| value.to_str().ok());
        if sent != Some(session.csrf.as_str()) {
            return Err(Error::new(
                Code::CsrfFailed,
                "Send the session's form token in X-CSRF-Token, or use an access token.",
            ));
        }
    }
    Ok(Authority {
        actor: Actor {
            account_id: Some(session.account.id),
            token_id: None,
        },
        scopes: session.account.role.scopes().to_vec(),
        brand_id: None,
        portal: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(scopes: &[Scope]) -> Authority {
        Authority {
            scopes: scopes.to_vec(),
            brand_id: Some(BrandId(1)),
            ..Authority::default()
        }
    }

    #[test]
    fn scopes_say_what_they_say() {
        assert!(Scope::ALL.iter().all(|scope| with(&[Scope::Admin]).has(*scope)));
        assert!(with(&[Scope::Curate]).has(Scope::Read));
        for (held, asked) in [
            (Scope::Suggest, Scope::Read),
            (Scope::Ingest, Scope::Read),
            (Scope::Read, Scope::Curate),
            (Scope::Curate, Scope::Admin),
        ] {
            assert!(!with(&[held]).has(asked), "{held} {asked}");
        }
        assert_eq!(with(&[Scope::Suggest]).reader(), Reader::Public);
        assert_eq!(Authority::default().owner(), None);
    }

    #[test]
    fn a_token_of_one_brand_finds_nothing_of_another() {
        assert!(with(&[Scope::Admin]).may_touch(BrandId(1)).is_ok());
        let refused = with(&[Scope::Admin])
            .may_touch(BrandId(2))
            .map_err(|error| error.code());
        assert_eq!(refused, Err(Code::NotFound));
    }
}
