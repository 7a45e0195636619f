//! The description of the API for programs, and the same as a page for people: made here, without any script.

use super::{for_each_call, openapi};
use crate::web::{Web, escape::escape};
use actix_web::{HttpResponse, web::Data};
use std::{fmt::Write, sync::OnceLock};
use utoipa::openapi::{
    OpenApi as Description, RefOr, Required, Schema,
    path::{Operation, Parameter, ParameterIn},
    schema::Type,
    server::ServerBuilder,
};

/// The description with this installation's address.
fn described(web: &Web) -> Description {
    let mut description = openapi();
    let address = web.app.settings.public_url.to("");
    description.servers = Some(vec![ServerBuilder::new().url(address).build()]);
    description
}

/// The API in OpenAPI 3.1.
pub async fn openapi_json(web: Data<Web>) -> HttpResponse {
    static MADE: OnceLock<String> = OnceLock::new();
    // One process has one address, so it is made once.
    let json = MADE.get_or_init(|| described(&web).to_json().unwrap_or_default());
    HttpResponse::Ok().content_type("application/json").body(json.as_str())
}

/// The page's style.
pub async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header(("cache-control", "public, max-age=3600"))
        .body(include_str!("docs.css"))
}

/// The page for people.
pub async fn page(web: Data<Web>) -> HttpResponse {
    let html = render(&mut described(&web), &web.app.settings.public_url.to(""));
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html)
}

/// A call with its place, in the order of the page.
struct Call<'a> {
    method: &'static str,
    path: &'a str,
    operation: Operation,
}

fn render(description: &mut Description, address: &str) -> String {
    let mut calls: Vec<Call> = Vec::new();
    for (path, item) in &mut description.paths.paths {
        for_each_call(item, |method, call| {
            calls.push(Call {
                method,
                path,
                operation: call.clone(),
            });
        });
    }
    let mut html = String::with_capacity(64 << 10);
    write_page(&mut html, &calls, address, &description.info.version).unwrap_or_default();
    html
}

fn write_page(html: &mut String, calls: &[Call], address: &str, version: &str) -> std::fmt::Result {
    let shown = escape(address);
    write!(
        html,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>API · Precedent</title>\n\
         <link rel=\"stylesheet\" href=\"docs.css\">\n</head>\n<body>\n<main>\n<h1>Precedent API</h1>\n\
         <p class=\"quiet\">Version {version}. For programs: <a href=\"v1/openapi.json\">OpenAPI 3.1</a>.</p>\n\
         <p>All calls are JSON below <code>{shown}/api/v1</code>. Send a token with \
         <code>Authorization: Bearer pcd_...</code>; searching and reading what is public needs none. Errors are \
         <code>application/problem+json</code> with a stable <code>code</code>. Lists give a <code>next</code> cursor and a \
         <code>Link</code> header; on the last page <code>next</code> is null. A write with an <code>Idempotency-Key</code> \
         can be repeated without acting twice. Times are RFC 3339 in UTC, languages BCP 47.</p>\n\
         <pre><code>curl '{shown}/api/v1/search?q=factura'</code></pre>\n<nav aria-label=\"Calls\">\n<ul>\n"
    )?;
    for call in calls {
        let summary = escape(call.operation.summary.as_deref().unwrap_or_default());
        writeln!(html, "<li><a href=\"#{}\">{summary}</a></li>", anchor(call))?;
    }
    html.push_str("</ul>\n</nav>\n");
    let mut noun = "";
    for call in calls {
        let own = call
            .operation
            .tags
            .as_ref()
            .and_then(|tags| tags.first())
            .map_or("", String::as_str);
        if own != noun {
            noun = own;
            writeln!(html, "<h2>{}</h2>", escape(own))?;
        }
        write_call(html, call, address)?;
    }
    html.push_str("</main>\n</body>\n</html>\n");
    Ok(())
}

fn parameters(call: &Operation) -> impl Iterator<Item = &Parameter> {
    call.parameters
        .iter()
        .flatten()
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(parameter),
            RefOr::Ref(_) => None,
        })
}

fn anchor(call: &Call) -> String {
    call.operation.operation_id.clone().unwrap_or_default()
}

fn write_call(html: &mut String, call: &Call, address: &str) -> std::fmt::Result {
    let summary = escape(call.operation.summary.as_deref().unwrap_or_default());
    writeln!(html, "<section>\n<h3 id=\"{}\">{summary}</h3>", anchor(call))?;
    writeln!(
        html,
        "<p><code>{} {}</code> <span class=\"quiet\">{}</span></p>",
        call.method,
        escape(call.path),
        authority(&call.operation)
    )?;
    if let Some(text) = &call.operation.description {
        writeln!(html, "<p>{}</p>", escape(text))?;
    }
    if parameters(&call.operation).next().is_some() {
        html.push_str("<table>\n<thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">In</th><th scope=\"col\">Says</th></tr></thead>\n<tbody>\n");
        for parameter in parameters(&call.operation) {
            let place = match parameter.parameter_in {
                ParameterIn::Query | ParameterIn::QueryString => "query",
                ParameterIn::Path => "path",
                ParameterIn::Header => "header",
                ParameterIn::Cookie => "cookie",
            };
            let needed = if matches!(parameter.required, Required::True) {
                " (needed)"
            } else {
                ""
            };
            let says = escape(parameter.description.as_deref().unwrap_or_default());
            writeln!(
                html,
                "<tr><td><code>{}</code>{}</td><td>{place}{needed}</td><td>{says}</td></tr>",
                escape(&parameter.name),
                kind(parameter.schema.as_ref())
            )?;
        }
        html.push_str("</tbody>\n</table>\n");
    }
    writeln!(
        html,
        "<pre><code>{}</code></pre>\n</section>",
        escape(&curl(call, address))
    )
}

fn kind(schema: Option<&RefOr<Schema>>) -> String {
    let Some(RefOr::T(Schema::Object(object))) = schema else {
        return String::new();
    };
    let word = |kind: &Type| match kind {
        Type::Integer => Some("integer"),
        Type::Number => Some("number"),
        Type::Boolean => Some("true or false"),
        _ => None,
    };
    let word = match &object.schema_type {
        utoipa::openapi::schema::SchemaType::Type(kind) => word(kind),
        utoipa::openapi::schema::SchemaType::Array(kinds) => kinds.iter().find_map(word),
        utoipa::openapi::schema::SchemaType::AnyValue => None,
    };
    word.map(|word| format!(" <span class=\"quiet\">{word}</span>"))
        .unwrap_or_default()
}

/// Which scopes are enough.
fn authority(call: &Operation) -> String {
    let mut scopes = Vec::new();
    let mut open = false;
    for requirement in call.security.iter().flatten() {
        let value = serde_json::to_value(requirement).unwrap_or_default();
        match value.get("token").and_then(|scopes| scopes.as_array()) {
            Some(named) => scopes.extend(named.iter().filter_map(|scope| scope.as_str()).map(str::to_owned)),
            None => open = true,
        }
    }
    match (open, scopes.is_empty()) {
        (true, true) => "no token needed".into(),
        (true, false) => format!("no token needed; more with the scope {}", scopes.join(" or ")),
        (false, _) => format!("scope {}", scopes.join(" or ")),
    }
}

/// An example that can be pasted.
fn curl(call: &Call, address: &str) -> String {
    let mut path = call.path.to_owned();
    let mut query = Vec::new();
    for parameter in parameters(&call.operation) {
        match parameter.parameter_in {
            ParameterIn::Path => {
                let value = if parameter.name == "number" { "1" } else { "4f7k" };
                path = path.replace(&format!("{{{}}}", parameter.name), value);
            }
            ParameterIn::Query if parameter.name == "q" => query.push("q=factura".to_owned()),
            _ => {}
        }
    }
    let query = if query.is_empty() {
        String::new()
    } else {
        format!("?{}", query.join("&"))
    };
    let mut line = String::from("curl");
    if call.method != "GET" {
        line.push_str(&format!(" -X {}", call.method));
    }
    if !authority(&call.operation).starts_with("no token") {
        line.push_str(" -H \"Authorization: Bearer $TOKEN\"");
    }
    if call.method == "PATCH" {
        line.push_str(" -H 'If-Match: *'");
    }
    line.push_str(&format!(" '{address}{path}{query}'"));
    if let Some(example) = example(&call.operation) {
        line.push_str(&format!(
            " \\\n  -H 'Content-Type: application/json' -d '{}'",
            example.replace('\'', "'\\''")
        ));
    }
    line
}

fn example(call: &Operation) -> Option<String> {
    let body = serde_json::to_value(call.request_body.as_ref()?).ok()?;
    let example = body.get("content")?.get("application/json")?.get("example")?;
    Some(example.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_shows_every_call_with_an_example_and_no_script() {
        let html = render(&mut openapi(), "https://help.example.com");
        for (path, mut item) in openapi().paths.paths {
            for_each_call(&mut item, |method, _| {
                let shown = format!("<code>{method} {path}</code>");
                assert!(html.contains(&shown), "{shown}");
            });
        }
        assert!(html.contains(
            "curl -X POST -H &quot;Authorization: Bearer $TOKEN&quot; 'https://help.example.com/api/v1/suggestions'"
        ));
        assert!(!html.contains("<script") && !html.contains("style=") && !html.contains("{id}'"));
    }
}
