//! What a draft still needs before it can be published, what would make it better, and what a page says after something was
//! done.

use crate::{
    actions::{
        self,
        answered::{self, Answered},
        audience::{self, Choice},
        facts::{self, Clash, Confirmation, Other, Place},
        read::Heading,
        title,
    },
    app::App,
    db::{self, DbConnection, redaction::Redaction},
    domain::{
        article::{Article, Audience, Parts, REPLY_MOST, RedactionStatus},
        draft::{self, LintCode},
        id::{ArticleId, ConversationId},
        locale::{self, Locale},
        redaction::AllowList,
        reuse,
        visibility::{Guarded, Visible},
    },
    error::{Error, Result},
    web::frame::name_of,
};
use chrono::NaiveDateTime;
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
    /// Facts that others deny.
    pub clashes: Vec<Denied>,
    /// Who confirmed them; none: nobody has.
    pub confirmed: Option<Confirmed>,
    /// Who may read it, where that has to be chosen: a word, or `open`.
    pub chosen: &'static str,
}

impl Check {
    const fn of(name: &'static str, field: &'static str, done: bool, required: bool) -> Self {
        Self {
            name,
            done,
            required,
            field,
            hints: Vec::new(),
            clashes: Vec::new(),
            confirmed: None,
            chosen: "",
        }
    }
}

/// A fact of the text with what others say instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Denied {
    ours: String,
    theirs: String,
    agreeing: usize,
    places: Vec<Said>,
}

/// Where something was said: a conversation by its id, an article by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    id: String,
    title: String,
    path: String,
}

impl From<Clash> for Denied {
    fn from(clash: Clash) -> Self {
        let said = |place: Place| match place {
            Place::Conversation(id) => Said {
                id: id.to_string(),
                title: String::new(),
                path: format!("/w/conversations/{id}"),
            },
            Place::Article(id, title) => Said {
                id: id.to_string(),
                title,
                path: format!("/w/articles/{id}/edit"),
            },
        };
        Self {
            ours: clash.ours,
            theirs: clash.theirs,
            agreeing: clash.agreeing,
            places: clash.places.into_iter().map(said).collect(),
        }
    }
}

/// Who stands for the facts of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    by: String,
    at: NaiveDateTime,
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
    /// What is said of `text`, and of `other` beside it.
    pub say: &'static str,
    pub other: String,
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
    /// Who may read it, where it comes from something private.
    choice: Choice,
    /// The conversations that it answers, and what was answered in them.
    answered: Vec<Answered>,
    others: Vec<Other>,
    confirmation: Option<Confirmation>,
    allow_list: AllowList,
    /// Of the brand.
    locales: Vec<Locale>,
}

impl Around {
    /// What is known of an article.
    pub fn of(
        connection: &mut DbConnection,
        article: &Article,
        redactions: &[Redaction],
        has_topics: bool,
    ) -> Result<Self> {
        let brand = db::brand::get(connection, article.brand_id)?;
        let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
        let answered = answered::list(connection, article.id)?;
        Ok(Self {
            article: Some(article.clone()),
            is_undecided: redactions.iter().any(|one| one.status == RedactionStatus::Open),
            has_topics,
            choice: audience::of(connection, article)?,
            others: facts::others(&allow_list, &answered),
            answered,
            confirmation: facts::confirmation(connection, article.id)?,
            allow_list,
            locales: brand.locales,
        })
    }
}

/// All points, those that are open first and what is required before what is not. `topics`: how many topics it has; `html`:
/// what its Markdown makes.
pub fn all(app: &App, parts: &Parts, html: &str, topics: usize, around: &Around) -> Result<Vec<Check>> {
    let mut checks = required(parts, topics, around);
    checks.push(facts(app, parts, around)?);
    let hint = |name, hints: Vec<Hint>| Check {
        hints: hints.clone(),
        ..Check::of(name, "", hints.is_empty(), false)
    };
    checks.push(hint("words", words(parts, around)));
    checks.push(hint("language", language(parts, around)));
    checks.push(hint("courtesy", courtesies(parts)));
    checks.push(hint("links", dead_links(app, parts, html)?));
    checks.push(hint("alike", alike(app, parts, around)?));
    checks.sort_by_key(|check| (check.done, !check.required));
    Ok(checks)
}

/// What has to be done before anybody can read it.
fn required(parts: &Parts, topics: usize, around: &Around) -> Vec<Check> {
    let check = |name, field, done| Check::of(name, field, done, true);
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
    let chosen = match around.choice {
        Choice::NotNeeded => return checks,
        Choice::Open => "open",
        Choice::Chosen(audience) => audience.as_str(),
    };
    let is_public = around.choice == Choice::Chosen(Audience::Public);
    checks.push(Check {
        chosen,
        ..check("audience", "audience", is_public)
    });
    checks
}

/// Whether other answers deny what the text says, and nobody confirmed it.
fn facts(app: &App, parts: &Parts, around: &Around) -> Result<Check> {
    let check = |done| Check::of("facts", "facts", done, true);
    let Some(article) = &around.article else {
        return Ok(check(true));
    };
    let near = facts::near(app, article, &parts.title, &around.allow_list)?;
    let others = [around.others.as_slice(), &near].concat();
    let clashes = facts::clashes(app, parts, &article.locale, &around.allow_list, &others)?;
    if clashes.is_empty() {
        return Ok(check(true));
    }
    let covering = around.confirmation.as_ref().filter(|one| one.covers(&clashes));
    let confirmed = covering.map(|one| Confirmed {
        by: one.by.clone(),
        at: one.at,
    });
    Ok(Check {
        clashes: clashes.into_iter().map(Denied::from).collect(),
        done: confirmed.is_some(),
        confirmed,
        ..check(false)
    })
}

/// The customers' words, where the title has none of them.
fn words(parts: &Parts, around: &Around) -> Vec<Hint> {
    let Some(article) = &around.article else {
        return Vec::new();
    };
    let lacking = title::lacking(parts, &around.answered, &article.locale, &around.allow_list);
    let hint = |words: Vec<String>| Hint {
        say: "words",
        text: words.join(", "),
        ..Hint::default()
    };
    lacking.into_iter().map(hint).collect()
}

/// The language of the text, where it is clearly another one than the article's.
fn language(parts: &Parts, around: &Around) -> Vec<Hint> {
    let Some(article) = &around.article else {
        return Vec::new();
    };
    let text = [parts.reply.as_str(), &parts.resolution, &parts.cause].join("\n");
    let found = locale::detect_other(&text, &article.locale, &around.locales);
    let hint = |found: Locale| Hint {
        say: "language",
        text: name_of(&found),
        other: name_of(&article.locale),
        ..Hint::default()
    };
    found.into_iter().map(hint).collect()
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
    let around = |choice| Around {
        is_undecided: true,
        has_topics: true,
        choice,
        ..Around::default()
    };
    let hint = |code, part, text: &str, path: &str| Hint {
        code,
        part,
        text: text.into(),
        path: path.into(),
        ..Hint::default()
    };
    let check = |name, hints| Check {
        hints,
        ..Check::of(name, "", false, false)
    };
    let says = |say| Hint {
        say,
        other: "español".into(),
        ..hint("", "", "<b>cobro</b>, dos", "")
    };
    let lints = LintCode::ALL.iter().map(|code| hint(code.as_str(), "reply", "", ""));
    let parts = ["title", "issue", "resolution", "cause", "channel_replies"];
    let lints = lints.chain(parts.map(|part| hint("thanks", part, "", "")));
    let mut checks = required(&Parts::default(), 0, &around(Choice::Open));
    for audience in Audience::ALL {
        checks.extend(required(&Parts::default(), 1, &around(Choice::Chosen(*audience))).pop());
    }
    checks.extend(denied_samples());
    checks.push(check("words", vec![says("words")]));
    checks.push(check("language", vec![says("language")]));
    checks.push(check("courtesy", lints.collect()));
    checks.push(check("links", vec![hint("", "", "/es/a/zzzz-<no>", "")]));
    checks.push(check(
        "alike",
        vec![hint("", "", "<b>Igual</b>", "/w/articles/4f7k/edit")],
    ));
    // A page has each point once, and its field's id with it.
    let mut fields = Vec::new();
    for check in &mut checks {
        if fields.contains(&check.field) {
            check.field = "";
        }
        fields.push(check.field);
    }
    checks
}

/// For samples: facts that nobody confirmed, that somebody did, and that somebody did who is gone.
fn denied_samples() -> [Check; 3] {
    let clash = |agreeing| Clash {
        ours: "30 €".into(),
        theirs: "25 €".into(),
        places: vec![
            Place::Conversation(ConversationId(1)),
            Place::Article(ArticleId(1), "<b>Envío</b>".into()),
        ],
        agreeing,
    };
    let check = |by: Option<&str>| Check {
        clashes: vec![clash(0).into(), clash(2).into()],
        confirmed: by.map(|by| Confirmed {
            by: by.into(),
            at: NaiveDateTime::default(),
        }),
        ..Check::of("facts", "facts", by.is_some(), true)
    };
    [None, Some("Olga"), Some("")].map(check)
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
        "confirmed",
        "chosen",
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
