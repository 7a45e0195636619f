//! The replies: each article's short answer as the channel carries it, and what speaks for it.

use super::{
    asked::{Asked, Request, rules_of},
    candidates::Considered,
};
use crate::{
    actions::{
        meaning,
        meant::WordsAlone,
        read::{self, Summary},
    },
    app::App,
    db::{self, DbConnection},
    domain::{
        address,
        article::Audience,
        brand::Brand,
        channel::{self, ChannelRules, Window},
        environment::{Fit, Verdict},
        fit::{self, Fitted, Reply},
        id::ArticleId,
        suggestion::{Ranked, is_courtesy},
        visibility::{Reader, Visible},
    },
    error::Result,
    search::{Candidate, Telling},
};
use std::collections::{BTreeMap, HashMap};

/// One article that may answer, with its reply.
#[derive(Debug, Clone)]
pub struct Suggestion {
    pub summary: Visible<Summary>,
    pub external_id: Option<String>,
    /// Number of the revision that the reply was taken from.
    pub revision: i32,
    /// Full address of its page and its short link; none of an internal article.
    pub url: Option<String>,
    pub short_url: Option<String>,
    pub confidence: f32,
    pub reply: Fitted,
    pub window: Window,
    /// What speaks for it.
    pub why: Vec<Why>,
}

/// What speaks for an article. Programs read it in English; pages say it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Words of the message that it has, the rarest first; `york→work` where one was taken for another.
    Words(Vec<String>),
    /// What it says, or was asked before, that means the same as the message.
    Phrasing(String),
    /// How many conversations it has answered.
    Answered(i32),
    /// It is for something else than what was asked about.
    OtherEnvironment { article: String, asked: String },
    /// It is for what was asked about.
    SameEnvironment(String),
    /// Nobody looked at what it means, for this reason.
    WordsAlone(WordsAlone),
}

impl Why {
    /// What there is to say of how an article goes with what was asked about.
    pub fn of_environment(verdict: &Verdict) -> Option<Self> {
        match verdict.fit {
            Fit::Unknown => None,
            Fit::Same => Some(Self::SameEnvironment(verdict.article.clone())),
            Fit::Other => Some(Self::OtherEnvironment {
                article: verdict.article.clone(),
                asked: verdict.asked.clone(),
            }),
        }
    }
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Words(words) => f.write_str(&cut(format!("words: {}", words.join(", ")))),
            Self::Phrasing(text) => f.write_str(&cut(format!("like: {text}"))),
            Self::Answered(1) => f.write_str("answered 1 conversation"),
            Self::Answered(times) => write!(f, "answered {times} conversations"),
            Self::OtherEnvironment { article, asked } => {
                f.write_str(&cut(format!("for {article}, asked about {asked}")))
            }
            Self::SameEnvironment(both) => f.write_str(&cut(format!("for {both}"))),
            Self::WordsAlone(why) => f.write_str(match why {
                WordsAlone::Crowd => "by words alone: too much was asked at once",
                WordsAlone::Silent => "by words alone: the encoder did not answer",
                WordsAlone::Off => "by words alone: there is no encoder",
            }),
        }
    }
}

pub(super) fn with_replies(
    app: &App,
    connection: &mut DbConnection,
    reader: Reader,
    (request, asked): (&Request, &Asked),
    (brands, considered): (&[Brand], Considered),
) -> Result<Vec<Suggestion>> {
    let Considered {
        ranked: good,
        words_alone,
        verdicts,
        ..
    } = considered;
    let ids: Vec<ArticleId> = good.iter().map(|one| one.item.article_id).collect();
    let mut ranked: HashMap<_, _> = good.into_iter().map(|one| (one.item.article_id, one)).collect();
    let usable = read::summaries(connection, reader, &ids)?
        .into_iter()
        .filter(|summary| summary.article.confidence.is_usable() && summary.article.published_revision_id.is_some());
    let sites: HashMap<_, _> = brands.iter().map(|brand| (brand.id, app.site(brand))).collect();
    let rules = rules(asked);
    let now = app.clock.now().and_utc();
    let window = channel::window(&rules, asked.last_customer_at.map(|at| at.and_utc()), now);
    let mut suggestions = Vec::new();
    for summary in usable {
        let Some(one) = ranked.remove(&summary.article.id) else {
            continue;
        };
        let Some(revision_id) = summary.article.published_revision_id else {
            continue;
        };
        let revision = db::revision::get(connection, revision_id)?;
        let public = summary.article.audience == Audience::Public;
        let site = sites.get(&summary.article.brand_id).cloned().unwrap_or_default();
        let short_url = public.then(|| format!("{site}{}", address::short(summary.article.id)));
        let own = asked
            .channel
            .as_ref()
            .and_then(|(kind, ..)| revision.parts.channel_replies.get(kind.as_str()));
        let short = if revision.parts.reply.is_empty() {
            &revision.text
        } else {
            &revision.parts.reply
        };
        let reply = fit::fit(
            &Reply {
                short,
                for_channel: own.map(String::as_str),
                link: short_url.as_deref(),
                values: values(request),
                ..Reply::default()
            },
            &rules,
        );
        let mut why = why(connection, &one, &summary)?;
        why.extend(verdicts.get(&summary.article.id).and_then(Why::of_environment));
        // That there is no encoder is known, and need not be told with each.
        why.extend(words_alone.filter(|why| why.passes()).map(Why::WordsAlone));
        suggestions.push(Suggestion {
            url: public.then(|| format!("{site}{}", summary.path)),
            short_url,
            external_id: summary.article.external_id.clone(),
            revision: revision.number,
            confidence: one.confidence,
            reply,
            window,
            why,
            summary,
        });
    }
    Ok(suggestions)
}

/// The rules of the channel the reply goes to; a web widget's where nothing is known.
fn rules(asked: &Asked) -> ChannelRules {
    match &asked.channel {
        Some(place) => rules_of(place),
        None => channel::all()
            .iter()
            .find(|rules| rules.id == "web_widget")
            .unwrap_or(&channel::all()[0])
            .clone(),
    }
}

fn values(request: &Request) -> BTreeMap<String, String> {
    [
        ("customer_name", &request.customer_name),
        ("agent_name", &request.agent_name),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)))
    .collect()
}

/// A phrasing that is at least so near is told (a cosine).
const LIKE_FROM: f32 = 0.5;

/// What speaks for it, for an agent in a hurry.
fn why(connection: &mut DbConnection, one: &Ranked<Candidate>, summary: &Summary) -> Result<Vec<Why>> {
    let mut why = Vec::new();
    let words = told(&one.item.telling);
    if !words.is_empty() {
        why.push(Why::Words(words));
    }
    let similarity = one.evidence.similarity;
    if similarity.nearest >= LIKE_FROM {
        let like = meaning::phrasing(connection, summary.article.id, similarity.phrasing)?;
        // A title stands beside it anyway.
        why.extend(
            like.filter(|text| *text != summary.title)
                .map(|text| Why::Phrasing(one_line(&text))),
        );
    }
    if summary.uses.uses > 0 {
        why.push(Why::Answered(summary.uses.uses));
    }
    Ok(why)
}

fn one_line(text: &str) -> String {
    cut(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Words that ask, and say nothing of what they ask for.
const ASKING: [&str; 16] = [
    "como", "que", "cuando", "cuanto", "donde", "quien", "cual", "porque", "how", "what", "when", "where", "who",
    "which", "why", "does",
];
/// At most so many words are told.
const TOLD_MOST: usize = 6;

/// Words for an agent to read: no courtesies, and no parts of a name that stands beside them.
fn told(telling: &[Telling]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in telling.iter().filter(|word| !is_courtesy(&word.text)) {
        let text = word.text.to_lowercase();
        if ASKING.contains(&&*deunicode::deunicode(&text)) {
            continue;
        }
        let is_letter = text.chars().nth(1).is_none() && !text.chars().all(|letter| letter.is_ascii_digit());
        let is_part = |other: &Telling| other.text.len() > text.len() && other.text.to_lowercase().ends_with(&text);
        if is_letter || telling.iter().any(is_part) {
            continue;
        }
        words.push(match &word.read_as {
            Some(read) => format!("{text}→{read}"),
            None => text,
        });
    }
    words.truncate(TOLD_MOST);
    words
}

fn cut(text: String) -> String {
    if text.chars().count() <= 120 {
        text
    } else {
        text.chars().take(119).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_speak_for_an_article_are_told_in_their_order_and_what_they_were_taken_for() {
        let word = |text: &str, read_as: Option<&str>| Telling {
            text: text.into(),
            read_as: read_as.map(str::to_owned),
        };
        let telling = [
            word("eSIM", None),
            word("york", Some("work")),
            word("SIM", None),
            word("hola", None),
            word("E", None),
            word("cómo", None),
            word("línea", None),
        ];
        assert_eq!(told(&telling), ["esim", "york→work", "línea"]);
        assert_eq!(Why::Answered(1).to_string(), "answered 1 conversation");
        assert_eq!(Why::Answered(2).to_string(), "answered 2 conversations");
    }
}
