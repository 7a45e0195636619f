//! Ways from a page of results to fewer or other ones: filters, facets, the next page. All are addresses.

use super::{
    super::{show::Topics, with_query},
    Asked,
    page::{Facet, Word},
};
use crate::{
    actions::search::Answer,
    domain::{id::TopicId, locale::Locale},
    web::{frame::name_of, texts},
};

/// The filters in use.
pub fn filters(locale: &Locale, asked: &Asked, topics: &Topics) -> Vec<Word> {
    let without = |language: &Locale, topic: Option<TopicId>| {
        let rest = Asked {
            language: language.clone(),
            topic,
            ..*asked
        };
        address(locale, &rest, "1")
    };
    let topic = asked.topic.map(|id| Word {
        text: topics.find(id).map(|topic| topic.name.clone()).unwrap_or_default(),
        path: without(&asked.language, None),
    });
    let language = (asked.language != *locale).then(|| Word {
        text: name_of(&asked.language),
        path: without(locale, asked.topic),
    });
    topic
        .into_iter()
        .chain(language)
        .filter(|filter| !filter.text.is_empty())
        .collect()
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
    let parts = [
        ("q", asked.text),
        ("topic", &topic),
        ("lang", language),
        ("exact", exact),
        ("page", page),
    ];
    with_query(&format!("/{locale}/search"), &parts)
}

/// The topics of what was found.
pub fn topic_facets(locale: &Locale, asked: &Asked, topics: &Topics, answer: &Answer) -> Vec<Facet> {
    let narrowed = |topic: Option<TopicId>| {
        address(
            locale,
            &Asked {
                topic,
                language: asked.language.clone(),
                ..*asked
            },
            "1",
        )
    };
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

/// A language that has something.
pub fn language_facet(locale: &Locale, asked: &Asked, tag: &Locale, count: usize) -> Facet {
    let wanted = Asked {
        language: tag.clone(),
        ..*asked
    };
    Facet {
        name: name_of(tag),
        path: address(locale, &wanted, "1"),
        count,
        current: *tag == asked.language,
    }
}
