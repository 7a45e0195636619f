#![allow(clippy::unwrap_used)]
use super::*;

#[test]
fn by_eye() {
    let path = std::env::var("EYE").unwrap_or_default();
    let Ok(lines) = std::fs::read_to_string(&path) else {
        return;
    };
    let step: usize = std::env::var("STEP").unwrap().parse().unwrap();
    let from: usize = std::env::var("FROM").unwrap().parse().unwrap();
    for line in lines.lines().skip(from).step_by(step) {
        let c: serde_json::Value = serde_json::from_str(line).unwrap();
        let messages = c["messages"].as_array().unwrap();
        let turns: Vec<Turn> = messages
            .iter()
            .map(|m| Turn {
                role: if m["role"] == "customer" {
                    AuthorRole::Customer
                } else {
                    AuthorRole::Agent
                },
                at: None,
                text: m["text"].as_str().unwrap(),
                visibility: Visibility::Public,
            })
            .collect();
        let Some(answer) = turns.iter().rposition(|t| t.role == AuthorRole::Agent) else {
            continue;
        };
        let locale: Locale = c["lang"].as_str().unwrap().parse().unwrap();
        println!("\n===== {}", c["id"]);
        for t in &turns {
            println!("  {:?} | {}", t.role, t.text.replace('\n', " ⏎ "));
        }
        let brand = c["brand"].as_str().unwrap();
        let Some(p) = propose(
            &turns,
            answer,
            &locale,
            &Options {
                brand_names: &[
                    brand,
                    "Google",
                    "gmail",
                    "Spotify",
                    "YouTube",
                    "Apple",
                    "creativecloud",
                    "Adobe",
                    "TMobile",
                    "Yahoo",
                    "BriznaAyuda",
                    "ayuda",
                ],
                with_private: true,
            },
            &|_| Vec::new(),
        ) else {
            println!("NONE");
            continue;
        };
        println!(
            "T: {}\nI: {}\nE: {}\nR: {}\nS: {}  [{}]  lint {:?}",
            p.parts.title,
            p.parts.issue.replace('\n', "\n   "),
            p.parts.environment.replace('\n', ", "),
            p.parts.resolution.replace('\n', "\n   "),
            p.parts.reply,
            p.parts.reply.chars().count(),
            problems(&p.parts)
        );
    }
}
