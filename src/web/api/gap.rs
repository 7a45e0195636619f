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
use std::collections::HashMap;

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
    /// How many people asked, as far as they can be told apart.
    people: i64,
    /// The question that stands for all that ask the same; none until it was looked at.
    group_id: Option<GapId>,
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
    let (page, people) = blocking::run(&web, move |app| {
        let brand_id = caller.narrowed(app, query.brand.as_deref())?;
        let after = paging.after()?;
        app.database.snapshot(|connection| {
            let page = db::gap::list(connection, brand_id, after, paging.limit())?;
            let ids: Vec<_> = page.items.iter().map(|gap| gap.id).collect();
            let people: HashMap<_, _> = db::gap::people_of(connection, &ids)?.into_iter().collect();
            Ok::<_, Error>((page, people))
        })
    })
    .await?;
    let show = |gap: db::gap::Gap| GapJson {
        id: gap.id,
        brand_id: gap.brand_id,
        locale: gap.locale,
        kind: gap.kind,
        text: gap.text,
        times: gap.times,
        // What was counted before people were: somebody asked.
        people: people.get(&gap.id).copied().unwrap_or(1),
        group_id: gap.group_id,
        first_at: gap.first_at.and_utc(),
        last_at: gap.last_at.and_utc(),
    };
    Ok(Listed::of(page, show).respond(&request))
}
