//! Brands, their channels and their topics.

use super::search;
use crate::{
    db,
    domain::{
        channel::{ChannelKind, Visibility},
        id::{BrandId, ChannelId, TopicId},
        locale::Locale,
        visibility::Reader,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::Problem,
        extract::{Anyone, Read, Scoped},
        query::Query,
    },
};
use actix_web::{HttpResponse, get, web::Data};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Brands {
    items: Vec<BrandJson>,
}

/// A brand.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct BrandJson {
    id: BrandId,
    /// Names it in other calls.
    slug: String,
    name: String,
    /// The languages of its portal, its own first.
    locales: Vec<Locale>,
}

/// List brands
///
/// The installation's own first.
#[utoipa::path(tag = "brands", responses((status = 200, body = Brands)), security(()))]
#[get("/brands")]
pub async fn list_brands(web: Data<Web>, caller: Anyone) -> Result<HttpResponse, Problem> {
    let items = blocking::run(&web, move |app| {
        let brands = app.brands()?;
        let seen = brands.iter().filter(|brand| caller.may_touch(brand.id).is_ok());
        let shown = seen.map(|brand| BrandJson {
            id: brand.id,
            slug: brand.slug.clone(),
            name: brand.name.clone(),
            locales: brand.locales.clone(),
        });
        Ok(shown.collect())
    })
    .await?;
    Ok(HttpResponse::Ok().json(Brands { items }))
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
struct OfBrand {
    /// Slug of the brand.
    brand: Option<String>,
    /// Language of names.
    #[param(value_type = Option<String>)]
    locale: Option<String>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Channels {
    items: Vec<ChannelJson>,
}

/// A place where a brand talks.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ChannelJson {
    id: ChannelId,
    brand_id: BrandId,
    #[schema(value_type = String, example = "x")]
    kind: ChannelKind,
    handle: String,
    visibility: Visibility,
    /// A limit other than the kind's own.
    reply_limit: Option<i32>,
}

/// List channels
#[utoipa::path(tag = "brands", responses((status = 200, body = Channels)), security(("token" = ["read"])))]
#[get("/channels")]
pub async fn list_channels(
    web: Data<Web>,
    caller: Scoped<Read>,
    query: Query<OfBrand>,
) -> Result<HttpResponse, Problem> {
    let found = blocking::run(&web, move |app| {
        let brand_id = caller.narrowed(app, query.brand.as_deref())?;
        app.database
            .read(|connection| Ok::<_, Error>(db::channel::list(connection, brand_id)?))
    })
    .await?;
    let show = |channel: db::channel::Channel| ChannelJson {
        id: channel.id,
        brand_id: channel.brand_id,
        kind: channel.kind,
        handle: channel.handle,
        visibility: channel.visibility,
        reply_limit: channel.reply_limit,
    };
    let items = found.into_iter().map(show).collect();
    Ok(HttpResponse::Ok().json(Channels { items }))
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Topics {
    items: Vec<TopicJson>,
}

/// How a brand orders its articles.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TopicJson {
    id: TopicId,
    /// Names it in other calls.
    key: String,
    parent: Option<TopicId>,
    name: String,
    /// What belongs here.
    purpose: String,
    locale: Locale,
}

/// List topics
///
/// In the brand's order. Topics that stand in no list are shown to callers with the scope `read` alone.
#[utoipa::path(tag = "brands", responses((status = 200, body = Topics)), security((), ("token" = ["read"])))]
#[get("/topics")]
pub async fn list_topics(web: Data<Web>, caller: Anyone, query: Query<OfBrand>) -> Result<HttpResponse, Problem> {
    let found = blocking::run(&web, move |app| {
        let brand = caller.brand(app, query.brand.as_deref())?;
        let locale = search::locale("locale", query.locale.as_deref())?.unwrap_or_else(|| brand.locale());
        let mut topics = app
            .database
            .read(|connection| Ok::<_, Error>(db::topic::list(connection, brand.id, &locale)?))?;
        topics.retain(|topic| !topic.hidden || caller.reader() == Reader::Staff);
        Ok(topics)
    })
    .await?;
    let show = |topic: crate::domain::topic::Topic| TopicJson {
        id: topic.id,
        key: topic.key,
        parent: topic.parent,
        name: topic.name,
        purpose: topic.purpose,
        locale: topic.locale,
    };
    let items = found.into_iter().map(show).collect();
    Ok(HttpResponse::Ok().json(Topics { items }))
}
