//! Access tokens, for those who administer.

use super::{answer::Answer, write::Write};
use crate::{
    actions::token as action,
    app::App,
    db,
    domain::{
        account::Scope,
        id::{BrandId, TokenId},
    },
    error::{Code, Error, Result},
    web::{
        Web, blocking,
        error::Problem,
        extract::{Admin, Authority, Scoped},
    },
};
use actix_web::{
    HttpResponse, delete, get, post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Tokens {
    items: Vec<TokenJson>,
}

/// A token, without its key.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TokenJson {
    id: TokenId,
    name: String,
    scopes: Vec<Scope>,
    /// The one brand it may touch; null: all.
    brand_id: Option<BrandId>,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

/// Tokens reach over all brands, so a token of one brand does not touch them.
fn of_all_brands(caller: &Authority) -> Result<()> {
    match caller.only_brand() {
        None => Ok(()),
        Some(_) => Err(Error::new(
            Code::Forbidden,
            "A token of one brand cannot administer tokens.",
        )),
    }
}

/// List tokens
///
/// Their keys are not kept.
#[utoipa::path(tag = "tokens", responses((status = 200, body = Tokens)), security(("token" = ["admin"])))]
#[get("/tokens")]
pub async fn list_tokens(web: Data<Web>, caller: Scoped<Admin>) -> Result<HttpResponse, Problem> {
    let found = blocking::run(&web, move |app| {
        of_all_brands(&caller)?;
        app.database
            .read(|connection| Ok::<_, Error>(db::token::list(connection)?))
    })
    .await?;
    let show = |token: db::token::Token| TokenJson {
        id: token.id,
        name: token.name,
        scopes: token.scopes,
        brand_id: token.brand_id,
        created_at: token.created_at.and_utc(),
        expires_at: token.expires_at.map(|at| at.and_utc()),
        revoked_at: token.revoked_at.map(|at| at.and_utc()),
    };
    let items = found.into_iter().map(show).collect();
    Ok(HttpResponse::Ok().json(Tokens { items }))
}

/// A new token.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct NewToken {
    name: String,
    scopes: Vec<Scope>,
    /// Slug of the one brand it may touch; all where it is left out.
    brand: Option<String>,
    /// How long it lasts; until revoked where it is left out.
    days: Option<u16>,
}

/// A token with its key, which is shown this once.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TokenMade {
    id: TokenId,
    token: String,
}

/// Make a token
///
/// Its key is in this answer and nowhere else.
#[utoipa::path(
    tag = "tokens",
    request_body(content = NewToken, example = json!({"name": "Help desk", "scopes": ["suggest"], "days": 365})),
    responses((status = 201, body = TokenMade)),
    security(("token" = ["admin"]))
)]
#[post("/tokens")]
pub async fn create_token(
    web: Data<Web>,
    caller: Scoped<Admin>,
    write: Write<NewToken>,
) -> Result<HttpResponse, Problem> {
    // Without a key for repeats: the answer holds a secret, and answers under keys are kept.
    let NewToken {
        name,
        scopes,
        brand,
        days,
    } = write.body;
    let made = blocking::run(&web, move |app: &App| {
        of_all_brands(&caller)?;
        let brand = brand.map(|slug| app.brand(Some(&slug))).transpose()?;
        let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
        let brand_id = brand.map(|brand| brand.id);
        let (id, token) = action::create(app, caller.actor, &name, &scopes, brand_id, days.map(i64::from))?;
        Answer::created(&TokenMade { id, token })
    })
    .await?;
    Ok(made.respond())
}

/// Revoke a token
///
/// It stops working at once, for good.
#[utoipa::path(
    tag = "tokens",
    params(("id" = String, Path, description = "The token")),
    responses((status = 204, description = "It is revoked")),
    security(("token" = ["admin"]))
)]
#[delete("/tokens/{id}")]
pub async fn revoke_token(web: Data<Web>, caller: Scoped<Admin>, id: Path<TokenId>) -> Result<HttpResponse, Problem> {
    blocking::run(&web, move |app| {
        of_all_brands(&caller)?;
        action::revoke(app, caller.actor, *id)
    })
    .await?;
    Ok(HttpResponse::NoContent().finish())
}
