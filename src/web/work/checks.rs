//! What a draft still needs before it can be published, what would make it better, and what a page says after something was
//! done.

use crate::{
    actions::{self, read::Heading},
    app::App,
    db::{self, redaction::Redaction},
    domain::{
        article::{Article, Parts, REPLY_MOST, RedactionStatus},
        draft::{self, LintCode},
        id::ArticleId,
        reuse,
        visibility::{Guarded, Visible},
    },
    error::{Error, Result},
};
use serde::Serialize;

/// One point of the list above the publish button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub done: bool,
    /// Whether nothing is published while it is open.
    pub required: bool,
    /// Where what is required is put right: the name of a field, or of a place on the page.
    pub field: &'static str,
    /// What was found, of a point that is only a hint.
    pub hints: Vec<Hint>,
}

/// Something that would better be changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Hint {
    /// What is wrong with a part of the text, and the part.
    pub code: &'static str,
    pub part: &'static str,
    /// An address or a title, and where it leads.
    pub text: String,
    pub path: String,
}

/// What the points need to know besides the text.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The article; none of a new one.
    pub article: Option<Article>,
    /// Whether something personal was found that nobody has decided on.
    pub is_undecided: bool,
    /// Whether the brand has topics to choose from.
    pub has_topics: bool,
}

impl Around {
    /// What is known of an article.
    pub fn of(article: &Article, redactions: &[Redaction], has_topics: bool) -> Self {
        Self {
            article: Some(article.clone()),
            is_undecided: redactions.iter().any(|one| one.status == RedactionStatus::Open),
            has_topics,
        }
    }
}

/// All points, those that are open first and what is required before what is not. `topics`: how many topics it has; `html`:
/// what its Markdown makes.
pub fn all(app: &App, parts: &Parts, html: &str, topics: usize, around: &Around) -> Result<Vec<Check>> {
    let mut checks = required(parts, topics, around);
    let hint = |name, hints: Vec<Hint>| Check {
        name,
        done: hints.is_empty(),
        required: false,
        field: "",
        hints,
    };
    checks.push(hint("courtesy", courtesies(parts)));
    checks.push(hint("links", dead_links(app, parts, html)?));
    checks.push(hint("alike", alike(app, parts, around)?));
    checks.sort_by_key(|check| (check.done, !check.required));
    Ok(checks)
}

/// What has to be done before anybody can read it.
fn required(parts: &Parts, topics: usize, around: &Around) -> Vec<Check> {
    let check = |name, field, done| Check {
        name,
        done,
        required: true,
        field,
        hints: Vec::new(),
    };
    let empty = |text: &str| text.trim().is_empty();
    let mut checks = vec![
        check("title", "title", !empty(&parts.title)),
        check(
            "resolution",
            "resolution",
            !(empty(&parts.resolution) && empty(&parts.reply)),
        ),
        check("redactions", "redactions", !around.is_undecided),
        check("reply", "reply", parts.reply.chars().count() <= REPLY_MOST),
    ];
    if around.has_topics {
        checks.push(check("topic", "topics", topics > 0));
    }
    checks
}

/// The courtesy of a conversation, which an article leaves out.
fn courtesies(parts: &Parts) -> Vec<Hint> {
    let hints = draft::problems(parts).into_iter().map(|lint| Hint {
        code: lint.code.as_str(),
        part: lint.part,
        ..Hint::default()
    });
    // A title may well shout or smile: it has the customer's words.
    let loud = [LintCode::Exclamation, LintCode::Emoji].map(LintCode::as_str);
    hints
        .filter(|hint| !(["title", "issue"].contains(&hint.part) && loud.contains(&hint.code)))
        .collect()
}

/// The addresses of this installation's articles in a text that lead strangers nowhere.
fn dead_links(app: &App, parts: &Parts, html: &str) -> Result<Vec<Hint>> {
    let sites: Vec<String> = app.brands()?.iter().map(|brand| app.site(brand)).collect();
    let written = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let said = parts.reply.split_whitespace().filter(|word| word.contains("://"));
    let mut named: Vec<(ArticleId, &str)> = Vec::new();
    for address in written.chain(said) {
        let whole = match sites.first() {
            Some(site) if address.starts_with('/') => format!("{site}{address}"),
            _ => address.to_owned(),
        };
        let ids = reuse::addresses(&whole, &sites).into_iter();
        named.extend(ids.map(|id| (id, address)));
    }
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = named.iter().map(|(id, _)| *id).collect();
    let known = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::list_by_ids(connection, &ids)?))?;
    let leads = |id: ArticleId| {
        known
            .iter()
            .any(|one| one.id == id && (one.is_public() || one.replaced_by.is_some()))
    };
    let dead = named.into_iter().filter(|(id, _)| !leads(*id));
    Ok(dead
        .map(|(_, address)| Hint {
            text: address.to_owned(),
            ..Hint::default()
        })
        .collect())
}

/// Published articles that say the same in their title.
fn alike(app: &App, parts: &Parts, around: &Around) -> Result<Vec<Hint>> {
    let Some(article) = &around.article else {
        return Ok(Vec::new());
    };
    let hint = |heading: &Visible<Heading>| Hint {
        text: heading.title.clone(),
        path: format!("/w/articles/{}/edit", heading.article_id),
        ..Hint::default()
    };
    let found = actions::alike::alike(app, article, &parts.title)?;
    Ok(found.iter().map(hint).collect())
}

/// The points for samples: with something open of each kind.
pub fn samples() -> Vec<Check> {
    let around = Around {
        is_undecided: true,
        has_topics: true,
        ..Around::default()
    };
    let hint = |code, part, text: &str, path: &str| Hint {
        code,
        part,
        text: text.into(),
        path: path.into(),
    };
    let check = |name, hints| Check {
        name,
        done: false,
        required: false,
        field: "",
        hints,
    };
    let lints = LintCode::ALL.iter().map(|code| hint(code.as_str(), "reply", "", ""));
    let parts = ["title", "issue", "resolution", "cause", "channel_replies"];
    let lints = lints.chain(parts.map(|part| hint("thanks", part, "", "")));
    let mut checks = required(&Parts::default(), 0, &around);
    checks.push(check("courtesy", lints.collect()));
    checks.push(check("links", vec![hint("", "", "/es/a/zzzz-<no>", "")]));
    checks.push(check(
        "alike",
        vec![hint("", "", "<b>Igual</b>", "/w/articles/4f7k/edit")],
    ));
    checks
}

/// What was done, where it is one of the things that a page can say.
pub fn notice(done: &str) -> String {
    let known = [
        "saved",
        "published",
        "internal",
        "archived",
        "restored",
        "validated",
        "reverted",
        "decided",
        "drafted",
        "flagged",
        "unflagged",
        "account",
        "password",
    ];
    known
        .iter()
        .find(|word| **word == done)
        .map(|word| (*word).to_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_needs_a_topic_where_there_are_topics() {
        let parts = Parts {
            title: "t".into(),
            ..Parts::default()
        };
        let open = |has_topics| {
            let around = Around {
                has_topics,
                ..Around::default()
            };
            let open = required(&parts, 0, &around).into_iter().filter(|check| !check.done);
            open.map(|check| check.name).collect::<Vec<_>>()
        };
        assert_eq!(open(true), ["resolution", "topic"]);
        assert_eq!(open(false), ["resolution"]);
    }

    #[test]
    fn courtesy_is_told_where_it_stands_and_a_customers_title_may_shout() {
        let parts = Parts {
            title: "¡¡NO FUNCIONA!!".into(),
            reply: "Hola, Nuria. Disculpa las molestias. Reinicia el router. ^LR".into(),
            ..Parts::default()
        };
        let hints = courtesies(&parts);
        let found: Vec<_> = hints.iter().map(|hint| (hint.part, hint.code)).collect();
        for code in ["greeting", "apology", "signature"] {
            assert!(found.contains(&("reply", code)), "{code}: {found:?}");
        }
        assert!(found.iter().all(|(part, _)| *part == "reply"), "{found:?}");
    }

    #[test]
    fn a_page_says_only_what_it_knows() {
        assert_eq!(notice("saved"), "saved");
        assert_eq!(notice("<script>"), "");
    }
}
