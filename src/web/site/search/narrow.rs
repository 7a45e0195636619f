//! Ways from a page of results to fewer or other ones: filters, facets, the next page. All are addresses.

use super::{
    super::{show::Topics, with_query},
    Asked,
    page::{EnvironmentFacets, Facet, Word},
};
use crate::{
    actions::search::Answer,
    domain::{
        environment::{Declared, Value},
        id::TopicId,
        locale::Locale,
    },
    web::{frame::name_of, texts},
};

/// Between the values in an address.
const BETWEEN: char = ';';

/// A value of what the brand declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    kind: String,
    name: String,
    pub value: Value,
}

impl Environment {
    /// As it stands in an address.
    fn written(&self) -> String {
        format!("{}:{}", self.kind, self.name)
    }
}

/// The values that an address names, at most one of each kind; what the brand does not declare is passed over.
pub fn environments(declared: &Declared, text: &str) -> Vec<Environment> {
    let values: Vec<Value> = text
        .split(BETWEEN)
        .filter_map(|one| declared.value(one.trim()))
        .collect();
    let named = declared.kinds().filter_map(|(kind, own)| {
        let (name, value) = own.into_iter().find(|(_, value)| values.contains(value))?;
        Some(Environment {
            kind: kind.to_owned(),
            name: name.to_owned(),
            value,
        })
    });
    named.collect()
}

/// The filters in use.
pub fn filters(locale: &Locale, asked: &Asked, topics: &Topics) -> Vec<Word> {
    let word = |text: String, rest: Asked| Word {
        text,
        path: address(locale, &rest, "1"),
    };
    let topic = asked.topic.map(|id| {
        let name = topics.find(id).map(|topic| topic.name.clone()).unwrap_or_default();
        word(
            name,
            Asked {
                topic: None,
                ..asked.clone()
            },
        )
    });
    let environments = asked
        .environments
        .iter()
        .map(|one| word(one.name.clone(), without(asked, &one.kind)));
    let language = (asked.language != *locale).then(|| {
        let rest = Asked {
            language: locale.clone(),
            ..asked.clone()
        };
        word(name_of(&asked.language), rest)
    });
    topic
        .into_iter()
        .chain(environments)
        .chain(language)
        .filter(|filter| !filter.text.is_empty())
        .collect()
}

/// The same whatever it is for, of one kind.
fn without<'a>(asked: &Asked<'a>, kind: &str) -> Asked<'a> {
    let mut rest = asked.clone();
    rest.environments.retain(|one| one.kind != kind);
    rest
}

/// The address of these results on another page, narrowed as they are.
pub fn address(locale: &Locale, asked: &Asked, page: &str) -> String {
    let topic = asked.topic.map(|topic| topic.to_string()).unwrap_or_default();
    let language = if asked.language == *locale {
        ""
    } else {
        asked.language.as_str()
    };
    let exact = if asked.exact { "1" } else { "" };
    let page = if page == "1" { "" } else { page };
    let environments: Vec<_> = asked.environments.iter().map(Environment::written).collect();
    let environments = environments.join(&BETWEEN.to_string());
    let parts = [
        ("q", asked.text),
        ("topic", &topic),
        ("for", &environments),
        ("lang", language),
        ("exact", exact),
        ("page", page),
    ];
    with_query(&format!("/{locale}/search"), &parts)
}

/// The topics of what was found.
pub fn topic_facets(locale: &Locale, asked: &Asked, topics: &Topics, answer: &Answer) -> Vec<Facet> {
    let narrowed = |topic: Option<TopicId>| address(locale, &Asked { topic, ..asked.clone() }, "1");
    let mut facets = vec![Facet {
        name: texts::catalogue(locale).plain("search.all"),
        path: narrowed(None),
        count: answer.total,
        current: asked.topic.is_none(),
    }];
    facets.extend(answer.topics.iter().filter_map(|(id, count)| {
        Some(Facet {
            name: topics.find(*id)?.name.clone(),
            path: narrowed(Some(*id)),
            count: *count,
            current: asked.topic == Some(*id),
        })
    }));
    if facets.len() > 1 { facets } else { Vec::new() }
}

/// What the articles found are for, by kind: only kinds of which something was found.
pub fn environment_facets(
    locale: &Locale,
    asked: &Asked,
    declared: &Declared,
    answer: &Answer,
) -> Vec<EnvironmentFacets> {
    let of_kind = |(kind, values): (&str, Vec<(&str, Value)>)| {
        let chosen = asked.environments.iter().find(|one| one.kind == kind);
        let found = values.into_iter().filter_map(|(name, value)| {
            let (_, count) = answer.environments.iter().find(|(counted, _)| *counted == value)?;
            let mut wanted = without(asked, kind);
            wanted.environments.push(Environment {
                kind: kind.to_owned(),
                name: name.to_owned(),
                value,
            });
            Some(Facet {
                name: name.to_owned(),
                path: address(locale, &wanted, "1"),
                count: *count,
                current: chosen.is_some_and(|one| one.value == value),
            })
        });
        let mut facets: Vec<Facet> = found.collect();
        if facets.is_empty() {
            return None;
        }
        facets.insert(
            0,
            Facet {
                name: texts::catalogue(locale).plain("search.all"),
                path: address(locale, &without(asked, kind), "1"),
                // How many there are of other values is not known while one is chosen.
                count: if chosen.is_none() { answer.total } else { 0 },
                current: chosen.is_none(),
            },
        );
        Some(EnvironmentFacets {
            kind: kind.to_owned(),
            facets,
        })
    };
    declared.kinds().filter_map(of_kind).collect()
}

/// A language that has something.
pub fn language_facet(locale: &Locale, asked: &Asked, tag: &Locale, count: usize) -> Facet {
    let wanted = Asked {
        language: tag.clone(),
        ..asked.clone()
    };
    Facet {
        name: name_of(tag),
        path: address(locale, &wanted, "1"),
        count,
        current: *tag == asked.language,
    }
}
