//! What assistants look up.

use super::{brought_in, duplicate_bill, portal, portal_with, sim};
use crate::support::app::Caller;
use precedent::domain::account::Scope;
use serde_json::{Value, json};

fn ask(caller: &Caller, method: &str, params: Value) -> Value {
    let reply = caller.post(
        "/mcp",
        &json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}),
    );
    let answer = reply.expect(200);
    assert_eq!((&answer["jsonrpc"], &answer["id"]), (&json!("2.0"), &json!(7)));
    answer
}

fn use_tool(caller: &Caller, name: &str, arguments: Value) -> Value {
    ask(caller, "tools/call", json!({"name": name, "arguments": arguments}))["result"].clone()
}

#[test]
fn an_assistant_finds_and_reads_public_answers_and_no_others() {
    let app = portal_with(|settings| settings.suggestion_threshold = 0.0);
    let editor = app.token(&[Scope::Ingest, Scope::Curate]);
    brought_in(&editor, &sim());
    let id = duplicate_bill(&app);
    let new = json!({"title": "Factura zzcanary", "resolution": "Así."});
    let internal = editor.post("/api/v1/articles", &new).expect(201)["id"].clone();
    app.settle();

    let found = use_tool(
        &editor,
        "search_answers",
        json!({"query": "factura duplicda", "lang": "es"}),
    );
    let hits = &found["structuredContent"]["hits"];
    assert_eq!(
        (hits.as_array().unwrap().len(), &hits[0]["article_id"]),
        (1, &json!(id))
    );
    let read = use_tool(&app.visitor(), "get_answer", json!({"id": id}));
    assert_eq!(read["structuredContent"]["title"], "Factura duplicada");
    let hidden = use_tool(&editor, "get_answer", json!({"id": internal}));
    assert_eq!(
        (&hidden["isError"], hidden.to_string().contains("zzcanary")),
        (&json!(true), false)
    );

    let call = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "suggest_reply", "arguments": {"message": "Me llegó una factura duplicada", "channel": "x"}}});
    assert_eq!(app.visitor().post("/mcp", &call).problem(401), "unauthorized");
    assert_eq!(editor.post("/mcp", &call).problem(403), "missing_scope");
    let desk = app.token(&[Scope::Suggest]);
    let set = desk.post("/mcp", &call).expect(200);
    assert_eq!(
        set["result"]["structuredContent"]["suggestions"][0]["reply"]["fits"], true,
        "{set}"
    );
}

#[test]
fn clients_of_old_and_new_versions_are_served() {
    let app = portal();
    brought_in(&app.token(&[Scope::Ingest]), &sim());
    let client = app.visitor();
    let opened = ask(
        &client,
        "initialize",
        json!({"protocolVersion": "2025-06-18", "capabilities": {}}),
    );
    assert_eq!(opened["result"]["protocolVersion"], "2025-06-18");
    let note = client.post(
        "/mcp",
        &json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
    );
    assert_eq!((note.status, note.text.as_str()), (202, ""));
    assert_eq!(ask(&client, "ping", json!({}))["result"], json!({}));
    let tools = ask(&client, "tools/list", json!({}));
    let names: Vec<_> = tools["result"]["tools"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tool| &tool["name"])
        .collect();
    assert_eq!(names, ["search_answers", "get_answer", "suggest_reply"]);
    assert_eq!(ask(&client, "nothing/here", json!({}))["error"]["code"], -32601);

    let meta = |version: &str| json!({"_meta": {"io.modelcontextprotocol/protocolVersion": version, "io.modelcontextprotocol/clientCapabilities": {}}});
    let found = ask(&client, "server/discover", meta("2026-07-28"));
    assert_eq!(
        (&found["result"]["resultType"], &found["result"]["supportedVersions"][0]),
        (&json!("complete"), &json!("2026-07-28"))
    );
    let send = |client: &Caller, method: &str, params: Value| {
        client.post(
            "/mcp",
            &json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}),
        )
    };
    assert_eq!(
        send(&client, "nothing/here", meta("2026-07-28")).expect(404)["error"]["code"],
        -32601
    );
    assert_eq!(
        send(&client, "tools/list", meta("1999-01-01")).expect(400)["error"]["code"],
        -32022
    );
    let other = client.clone().with("mcp-protocol-version", "2025-11-25");
    assert_eq!(
        send(&other, "tools/list", meta("2026-07-28")).expect(400)["error"]["code"],
        -32020
    );
    assert_eq!(
        client
            .send(ureq::http::Method::POST, "/mcp", Some(b"{".to_vec()))
            .expect(400)["error"]["code"],
        -32700
    );

    assert_eq!(
        client
            .clone()
            .with("origin", "https://evil.example")
            .post("/mcp", &json!({}))
            .problem(403),
        "forbidden"
    );
    let get = client.get("/mcp");
    assert_eq!(
        (get.problem(405).as_str(), get.header("allow")),
        ("method_not_allowed", "POST")
    );
}
