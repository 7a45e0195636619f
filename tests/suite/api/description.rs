//! The description of the API keeps the rules of OpenAPI 3.1 that tools rely on.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

fn description() -> Value {
    serde_json::to_value(precedent::web::api::openapi()).unwrap()
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap_or_else(|| panic!("no object: {value}"))
}

/// Every call with its path and method.
fn calls(description: &Value) -> Vec<(String, &Value)> {
    let mut calls = Vec::new();
    for (path, item) in object(&description["paths"]) {
        for (method, call) in object(item).iter().filter(|(name, _)| *name != "parameters") {
            calls.push((format!("{method} {path}"), call));
        }
    }
    assert!(calls.len() > 20, "{}", calls.len());
    calls
}

fn every<'a>(value: &'a Value, visit: &mut dyn FnMut(&'a Map<String, Value>)) {
    match value {
        Value::Object(map) => {
            visit(map);
            map.values().for_each(|value| every(value, visit));
        }
        Value::Array(list) => list.iter().for_each(|value| every(value, visit)),
        _ => {}
    }
}

#[test]
fn every_answer_is_described_and_every_call_has_a_name_of_its_own() {
    let description = description();
    let mut names = BTreeSet::new();
    for (call, said) in calls(&description) {
        assert!(
            names.insert(said["operationId"].as_str().unwrap()),
            "{call}: its name is taken"
        );
        let responses = object(&said["responses"]);
        assert!(
            responses.keys().any(|status| status.starts_with(['2', '1'])),
            "{call} never succeeds"
        );
        for (status, response) in responses {
            let is_status =
                status == "default" || status.parse::<u16>().is_ok_and(|status| (100..600).contains(&status));
            let text = response["description"].as_str().unwrap_or_default();
            assert!(is_status && !text.is_empty(), "{call} {status}");
        }
    }
}

#[test]
fn paths_and_parameters_name_the_same() {
    let description = description();
    for (call, said) in calls(&description) {
        let in_path: BTreeSet<&str> = call
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .collect();
        let mut declared = BTreeSet::new();
        let mut names = BTreeSet::new();
        for parameter in said["parameters"].as_array().into_iter().flatten() {
            let (name, place) = (parameter["name"].as_str().unwrap(), parameter["in"].as_str().unwrap());
            assert!(names.insert((name, place)), "{call}: {name} stands twice");
            assert!(parameter["schema"].is_object(), "{call}: {name} has no schema");
            if place == "path" {
                assert_eq!(parameter["required"], true, "{call}: {name}");
                declared.insert(name);
            }
        }
        assert_eq!(declared, in_path, "{call}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let description = description();
    every(&description, &mut |map| {
        if let Some(Value::String(reference)) = map.get("$ref") {
            let pointer = reference
                .strip_prefix('#')
                .unwrap_or_else(|| panic!("{reference} leads out"));
            assert!(description.pointer(pointer).is_some(), "{reference} leads nowhere");
        }
        if let Some(Value::Object(schemes)) = map.get("security").and_then(|all| all.get(0)) {
            for scheme in schemes.keys() {
                assert!(
                    description["components"]["securitySchemes"][scheme].is_object(),
                    "{scheme}"
                );
            }
        }
    });
}
