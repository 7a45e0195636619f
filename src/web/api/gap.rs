//! What people asked and the archive could not answer.

use super::answer::{Listed, Paging};
use crate::{
    db,
    domain::{
        gap::GapKind,
        id::{BrandId, GapId},
        locale::Locale,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::Problem,
        extract::{Read, Scoped},
        query::Query,
    },
};
use actix_web::{HttpRequest, HttpResponse, get, web::Data};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Alike questions without an answer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct GapJson {
    id: GapId,
    brand_id: BrandId,
    locale: Locale,
    kind: GapKind,
    /// As first asked, personal data hidden.
    text: String,
    /// How often it was asked.
    times: i32,
    first_at: DateTime<Utc>,
    last_at: DateTime<Utc>,
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct GapQuery {
    /// Slug of the brand.
    brand: Option<String>,
}

/// List gaps
///
/// Questions that found no answer, the most recently asked first.
#[utoipa::path(tag = "gaps", responses((status = 200, body = Listed<GapJson>)), security(("token" = ["read"])))]
#[get("/gaps")]
pub async fn list_gaps(
    web: Data<Web>,
    caller: Scoped<Read>,
    query: Query<GapQuery>,
    paging: Query<Paging>,
    request: HttpRequest,
) -> Result<HttpResponse, Problem> {
    let page = blocking::run(&web, move |app| {
        let brand_id = caller.narrowed(app, query.brand.as_deref())?;
        let after = paging.after()?;
        app.database
            .read(|connection| Ok::<_, Error>(db::gap::list(connection, brand_id, after, paging.limit())?))
    })
    .await?;
    let show = |gap: db::gap::Gap| GapJson {
        id: gap.id,
        brand_id: gap.brand_id,
        locale: gap.locale,
        kind: gap.kind,
        text: gap.text,
        times: gap.times,
        first_at: gap.first_at.and_utc(),
        last_at: gap.last_at.and_utc(),
    };
    Ok(Listed::of(page, show).respond(&request))
}
