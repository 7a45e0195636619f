//! The tools that assistants may use. They read; nothing that an answer or a customer says makes them do more.

use super::Outcome;
use crate::{
    actions::{read, suggest},
    app::App,
    domain::{account::Scope, id::ArticleId, visibility::Reader},
    error::{Code, Error, Result},
    web::{
        Web,
        api::{article_json, search, suggestion},
        blocking,
        extract::{Anyone, Authority, refused},
    },
};
use actix_web::{http::StatusCode, web::Data};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// All tools, always in this order.
pub fn list() -> Value {
    let text = |description: &str| json!({"type": "string", "description": description});
    let reading = json!({"readOnlyHint": true, "destructiveHint": false, "openWorldHint": false});
    let lang = text("Language of the reader, for instance es or en");
    let brand = text("Slug of the brand; left out: the installation's own");
    json!([
        {
            "name": "search_answers",
            "title": "Search answers",
            "description": "Searches the public answers with a customer's words. Forgives typos.",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "query": text("What the customer says"),
                    "lang": lang,
                    "brand": brand,
                    "limit": {"type": "integer", "minimum": 1, "maximum": 20, "default": 5},
                },
                "required": ["query"],
            },
            "outputSchema": {
                "type": "object",
                "properties": {"total": {"type": "integer"}, "hits": {"type": "array", "items": {"type": "object"}}},
                "required": ["total", "hits"],
            },
            "annotations": reading,
        },
        {
            "name": "get_answer",
            "title": "Read an answer",
            "description": "Reads one public answer: the problem in customers' words, what to do, and its link.",
            "inputSchema": {
                "type": "object",
                "properties": {"id": text("The article_id of a hit")},
                "required": ["id"],
            },
            "outputSchema": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]},
            "annotations": reading,
        },
        {
            "name": "suggest_reply",
            "title": "Suggest a reply",
            "description": "Replies to a customer's message, fitted to the channel, each with its link; or none, when nothing \
                is good enough. Needs a token with the scope suggest.",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "message": text("What the customer wrote"),
                    "channel": text("Kind of the channel, for instance x, instagram or email"),
                    "lang": lang,
                    "brand": brand,
                    "limit": {"type": "integer", "minimum": 1, "maximum": 10, "default": 3},
                },
                "required": ["message"],
            },
            "outputSchema": {
                "type": "object",
                "properties": {"abstained": {"type": "boolean"}, "suggestions": {"type": "array", "items": {"type": "object"}}},
                "required": ["abstained", "suggestions"],
            },
            "annotations": reading,
        },
    ])
}

#[derive(Deserialize)]
struct Use {
    name: String,
    #[serde(default)]
    arguments: Value,
}

#[derive(Deserialize)]
struct SearchArguments {
    query: String,
    lang: Option<String>,
    brand: Option<String>,
    limit: Option<usize>,
}

#[derive(Deserialize)]
struct AnswerArguments {
    id: String,
}

#[derive(Deserialize)]
struct SuggestArguments {
    message: String,
    channel: Option<String>,
    lang: Option<String>,
    brand: Option<String>,
    limit: Option<usize>,
}

/// Uses a tool. What goes wrong inside it is told in its result, so that an assistant can mend it; who may not use it gets
/// an error of HTTP.
pub async fn call(web: &Data<Web>, caller: &Anyone, params: Value) -> Result<Outcome> {
    let Ok(Use { name, arguments }) = serde_json::from_value(params) else {
        return Ok(wrong("Say which tool, by its name."));
    };
    let used = match name.as_str() {
        "search_answers" => run(web, arguments, search_answers).await,
        "get_answer" => run(web, arguments, get_answer).await,
        "suggest_reply" => {
            if !caller.has(Scope::Suggest) {
                return Err(refused(caller, &[Scope::Suggest]));
            }
            let caller = caller.clone();
            run(web, arguments, move |app, arguments| {
                suggest_reply(app, &caller, arguments)
            })
            .await
        }
        _ => return Ok(wrong("There is no such tool.")),
    };
    let (value, failed) = match used {
        Ok(value) => (value, false),
        Err(error) if error.code() == Code::Internal => return Err(error),
        Err(error) => (json!({"error": error.detail(), "code": error.code().as_str()}), true),
    };
    let text = value.to_string();
    let mut result = json!({"content": [{"type": "text", "text": text}], "isError": failed});
    if !failed {
        result["structuredContent"] = value;
    }
    Ok(Outcome::Result(result))
}

fn wrong(message: &str) -> Outcome {
    Outcome::Refused(-32602, message.to_owned(), StatusCode::BAD_REQUEST, Value::Null)
}

async fn run<A: DeserializeOwned + Send + 'static>(
    web: &Data<Web>,
    arguments: Value,
    work: impl FnOnce(&App, A) -> Result<Value> + Send + 'static,
) -> Result<Value> {
    let arguments = serde_json::from_value(arguments)
        .map_err(|error| Error::new(Code::Invalid, format!("The arguments cannot be read: {error}.")))?;
    blocking::run(web, move |app| work(app, arguments)).await
}

/// Searches as a stranger does, whoever asks: what an assistant finds, it may tell anybody.
fn search_answers(app: &App, arguments: SearchArguments) -> Result<Value> {
    let query = search::SearchQuery {
        q: arguments.query,
        locale: arguments.lang,
        brand: arguments.brand,
        limit: Some(arguments.limit.unwrap_or(5).min(20)),
        ..search::SearchQuery::default()
    };
    let answer = search::run(app, &Authority::default(), &query)?;
    serde_json::to_value(answer).map_err(Error::internal)
}

fn get_answer(app: &App, arguments: AnswerArguments) -> Result<Value> {
    let id: ArticleId = arguments.id.parse().map_err(|_| Error::not_found("article"))?;
    let view = read::article(app, Reader::Public, id)?;
    serde_json::to_value(article_json::for_everybody(app, view)?).map_err(Error::internal)
}

fn suggest_reply(app: &App, caller: &Authority, arguments: SuggestArguments) -> Result<Value> {
    let request = suggest::Request {
        text: Some(arguments.message),
        channel: arguments.channel,
        locale: search::locale("lang", arguments.lang.as_deref())?,
        brand: arguments.brand,
        limit: arguments.limit,
        ..suggest::Request::default()
    };
    let set = suggestion::suggest(app, caller, request)?;
    serde_json::to_value(set).map_err(Error::internal)
}
