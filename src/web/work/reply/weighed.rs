//! What was weighed of a reply, in the words of its writer: how long it is, and what is in its way.

use crate::{
    actions::compose::Weighed,
    domain::channel::Unit,
    web::{form::Problem, texts::Catalogue},
};
use fluent_templates::fluent_bundle::FluentArgs;
use serde::Serialize;

/// How long the reply is, in words; and how that is: empty, `near` or `over`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counter {
    pub words: String,
    pub state: &'static str,
}

impl Counter {
    /// What was weighed, in the writer's language.
    pub fn of(weighed: &Weighed, texts: &Catalogue) -> Self {
        let unit = match weighed.unit {
            Unit::BytesUtf8 => texts.plain("unit.bytes"),
            Unit::Gsm7 => texts.plain("unit.sms"),
            _ => texts.plain("unit.characters"),
        };
        let mut filled = FluentArgs::new();
        filled.set("n", weighed.length);
        filled.set("max", weighed.limit.unwrap_or_default());
        filled.set("unit", unit);
        let over = weighed.over();
        let (state, mut words) = if weighed.limit.is_none() {
            ("", texts.text("reply.length", &filled))
        } else if over > 0 || !weighed.fits {
            filled.set("k", over);
            ("over", texts.text("reply.count.over", &filled))
        } else if weighed.is_near {
            filled.set("k", weighed.left());
            ("near", texts.text("reply.count.near", &filled))
        } else {
            ("", texts.text("reply.limit", &filled))
        };
        if let Some(cost) = weighed.link_cost {
            filled.set("n", cost);
            words = format!("{words} {}", texts.text("reply.count.link", &filled));
        }
        Self { words, state }
    }
}

/// What is in the way of the reply beside its length, which the counter tells.
pub fn warnings(weighed: &Weighed, texts: &Catalogue) -> Vec<String> {
    let weighed = Weighed {
        fits: true,
        ..weighed.clone()
    };
    let found = in_the_way(&weighed, texts).into_iter();
    found.map(|problem| problem.text).collect()
}

/// What keeps a reply from being sent, in the writer's language.
pub fn in_the_way(weighed: &Weighed, texts: &Catalogue) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut filled = FluentArgs::new();
    if !weighed.missing.is_empty() {
        let names: Vec<_> = weighed.missing.iter().map(|name| format!("{{{name}}}")).collect();
        filled.set("names", names.join(", "));
        found.push(texts.text("reply.missing.names", &filled));
    }
    for kind in &weighed.personal {
        let kind = kind.as_str().to_ascii_lowercase();
        filled.set("kind", texts.plain(&format!("kind.{kind}")));
        found.push(texts.text("reply.personal", &filled));
    }
    if weighed.leaks {
        found.push(texts.plain("reply.leaks"));
    }
    if !weighed.fits {
        filled.set("k", weighed.over());
        found.push(texts.text("reply.over.by", &filled));
    }
    let problem = |text| Problem::of("final_text", text);
    found.into_iter().map(problem).collect()
}
