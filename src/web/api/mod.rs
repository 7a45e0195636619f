//! The API for programs: JSON below `/api/v1`. One file a noun; what is written at a handler is also its documentation.

mod answer;
pub mod answers;
mod article;
pub(super) mod article_json;
mod brand;
mod conversation;
mod conversation_json;
mod curate;
mod docs;
mod feedback;
mod gap;
mod ingest;
mod redaction;
mod revision;
pub mod search;
pub mod suggestion;
mod token;
mod version;
mod write;

use super::{error::Body, extract::identified};
use actix_web::{
    dev::ResourceDef,
    http::StatusCode,
    middleware::from_fn,
    web::{ServiceConfig, get, scope},
};
use std::{collections::BTreeMap, sync::LazyLock};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Description, PathItem, Paths, RefOr, Response,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

/// Declares every call of the API: its route and its documentation.
macro_rules! calls {
    ($($module:ident::$call:ident),+ $(,)?) => {
        fn calls(config: &mut ServiceConfig) {
            $( config.service($module::$call); )+
        }

        #[derive(OpenApi)]
        #[openapi(
            info(title = "Precedent", description = "Search the public answer archive, ask for replies to send, bring conversations in, and curate articles."),
            paths($($module::$call),+),
            components(schemas(Body)),
            modifiers(&Finish)
        )]
        struct Document;
    };
}

calls![
    search::search,
    search::autocomplete,
    suggestion::create_suggestion,
    suggestion::report_outcome,
    ingest::put_conversations,
    conversation::list_conversations,
    conversation::get_conversation,
    conversation::resolve_conversation,
    conversation::link_conversation,
    conversation::unlink_conversation,
    conversation::draft_article,
    article::list_articles,
    article::create_article,
    article::get_article,
    article::change_article,
    revision::list_revisions,
    revision::get_revision,
    curate::publish_article,
    curate::archive_article,
    curate::restore_article,
    curate::merge_article,
    redaction::list_redactions,
    redaction::redact_all,
    redaction::decide_redaction,
    feedback::flag_article,
    feedback::vote_article,
    gap::list_gaps,
    brand::list_brands,
    brand::list_channels,
    brand::list_topics,
    token::list_tokens,
    token::create_token,
    token::revoke_token,
];

/// Adds the routes below `/api`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(
            scope("/v1")
                .wrap(from_fn(identified))
                .wrap(from_fn(crate::web::cors::shared))
                .route("/openapi.json", get().to(docs::openapi_json))
                .configure(calls),
        )
        .route("/openapi.json", get().to(docs::openapi_json))
        .route("/docs", get().to(docs::page))
        .route("/docs.css", get().to(docs::style));
}

/// The description of the API in OpenAPI 3.1.
pub fn openapi() -> Description {
    Document::openapi()
}

/// What the derive cannot say: full paths, how to send a token, the error that every call may answer.
struct Finish;

impl Modify for Finish {
    fn modify(&self, description: &mut Description) {
        description.info.version = env!("CARGO_PKG_VERSION").into();
        let components = description.components.get_or_insert_default();
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An access token (pcd_...), with the scopes that a call names"));
        components.add_security_scheme("token", SecurityScheme::Http(bearer.build()));
        let mut paths = Paths::new();
        for (path, mut item) in std::mem::take(&mut description.paths.paths) {
            for_each_call(&mut item, |_, call| {
                describe(&mut call.responses.responses);
                let problem = utoipa::openapi::ResponseBuilder::new()
                    .description("What went wrong")
                    .content(
                        super::error::PROBLEM_JSON,
                        utoipa::openapi::ContentBuilder::new()
                            .schema(Some(utoipa::openapi::Ref::from_schema_name("Problem")))
                            .build(),
                    );
                call.responses
                    .responses
                    .insert("default".into(), problem.build().into());
            });
            paths.paths.insert(format!("/api/v1{path}"), item);
        }
        description.paths = paths;
    }
}

/// Says of each answer what it is, which a description of an API has to (OpenAPI 3.1, section 4.8.17).
fn describe(responses: &mut BTreeMap<String, RefOr<Response>>) {
    for (status, response) in responses {
        let RefOr::T(response) = response else { continue };
        if response.description.is_empty() {
            let status = status.parse::<StatusCode>().ok();
            let reason = status.and_then(|status| status.canonical_reason());
            reason.unwrap_or("The answer").clone_into(&mut response.description);
        }
    }
}

/// Visits the calls of a path with their methods.
fn for_each_call(item: &mut PathItem, mut visit: impl FnMut(&'static str, &mut utoipa::openapi::path::Operation)) {
    let calls = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ];
    for (method, call) in calls {
        if let Some(call) = call {
            visit(method, call);
        }
    }
}

/// The methods that each documented address answers to.
static METHODS: LazyLock<Vec<(ResourceDef, Vec<&'static str>)>> = LazyLock::new(|| {
    let mut addresses: Vec<_> = openapi()
        .paths
        .paths
        .into_iter()
        .map(|(path, mut item)| {
            let mut methods = Vec::new();
            for_each_call(&mut item, |method, _| methods.push(method));
            (ResourceDef::new(path), methods)
        })
        .collect();
    for path in ["/api/v1/openapi.json", "/api/openapi.json", "/api/docs"] {
        addresses.push((ResourceDef::new(path), vec!["GET"]));
    }
    addresses
});

/// The methods that the address `path` answers to; none: there is no such address.
pub fn methods_at(path: &str) -> Vec<&'static str> {
    let found = METHODS.iter().find(|(address, _)| address.is_match(path));
    found.map(|(_, methods)| methods.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_is_described_and_its_methods_are_known() {
        assert_eq!(methods_at("/api/v1/articles/4f7k"), ["GET", "PATCH"]);
        assert_eq!(methods_at("/api/v1/articles/4f7k/publish"), ["POST"]);
        assert!(methods_at("/api/v1/nothing").is_empty());
        for (path, mut item) in openapi().paths.paths {
            for_each_call(&mut item, |method, call| {
                assert!(call.summary.is_some(), "{method} {path} says nothing of itself");
                assert!(call.tags.is_some(), "{method} {path} belongs to no noun");
            });
        }
    }
}
