//! Suggests replies to an incoming message: the articles that may answer it, each with a reply ready to send, or an
//! honest "nothing good enough".

use super::{Actor, index::question_and_answer, read, read::Summary};
use crate::{
    app::App,
    db::{
        self, DbConnection,
        suggestion::{NewSuggestion, Offered},
    },
    domain::{
        address,
        article::Audience,
        brand::Brand,
        channel::{self, ChannelKind, ChannelRules, Visibility, Window},
        conversation::{AuthorRole, Conversation, Message},
        fit::{self, Fitted, Reply},
        gap::{self, GapKind},
        id::{ArticleId, ConversationId, SuggestionId},
        locale::{self, Locale},
        redaction::{self, AllowList},
        suggestion::{Ranked, rank},
        visibility::{Reader, Visible},
    },
    error::{Code, Error, Result},
    search::{self as index, Candidate, PastConversation},
};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Most suggestions at once (DESIGN 4.6: up to five on a screen; integrators may want a few more).
pub const MOST: usize = 10;
/// Past conversations beside them, and how many are looked at for ones that the caller may see.
const PAST: usize = 3;
const PAST_LOOKED_AT: usize = 12;
/// Candidates whose evidence is weighed.
const CANDIDATES: usize = 30;
/// Longest message that is read, in characters.
pub const TEXT_MOST: usize = 10_000;

/// What a reply is wanted for: one of `text`, `messages` and `conversation_id`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// The customer's message.
    pub text: Option<String>,
    /// The conversation so far, oldest first.
    pub messages: Vec<Turn>,
    /// A conversation that is stored here.
    pub conversation_id: Option<String>,
    /// Kind of the channel the reply goes to, for instance `x`; the conversation's own where it is left out.
    pub channel: Option<ChannelName>,
    /// Whether the reply will be `public` or `private`; the channel's own way where it is left out.
    pub visibility: Option<Visibility>,
    /// Slug of the brand.
    pub brand: Option<String>,
    /// The customer's language; told from the text where it is left out.
    pub locale: Option<Locale>,
    /// What is known of the customer's product, version or country.
    pub environment: Option<String>,
    pub customer_name: Option<String>,
    pub agent_name: Option<String>,
    /// How many suggestions, 1 to 10; 3 where it is left out.
    pub limit: Option<usize>,
}

/// A channel kind in a request.
pub type ChannelName = String;

/// One message of a conversation in a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Turn {
    /// `customer`, `agent` or `bot`.
    pub role: AuthorRole,
    pub text: String,
    pub at: Option<DateTime<Utc>>,
}

/// The suggestions for one message.
#[derive(Debug, Clone)]
pub struct Answer {
    pub id: SuggestionId,
    /// Whether nothing was good enough.
    pub abstained: bool,
    pub locale: Locale,
    pub suggestions: Vec<Suggestion>,
    pub past: Vec<Past>,
}

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
    /// Words of the message that it has, the longest first.
    Words(Vec<String>),
    /// How many conversations it has answered.
    Answered(i32),
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Words(words) => f.write_str(&cut(format!("words: {}", words.join(", ")))),
            Self::Answered(times) => write!(f, "answered {times} conversations"),
        }
    }
}

/// A past conversation like this one; for staff only.
#[derive(Debug, Clone)]
pub struct Past {
    pub conversation_id: ConversationId,
    pub score: f32,
    pub question: String,
    pub answer: String,
}

/// What is known of the message, wherever it came from.
struct Asked {
    conversation: Option<Conversation>,
    /// The customer's last words, and what was said before, oldest first.
    text: String,
    earlier: Vec<String>,
    last_customer_at: Option<NaiveDateTime>,
    channel: Option<(ChannelKind, Visibility, Option<i32>)>,
    locale: Option<Locale>,
}

/// Suggests replies and remembers that it did, so that an outcome can be told. Past conversations that were private are
/// for staff alone.
pub fn suggest(app: &App, actor: Actor, reader: Reader, request: &Request) -> Result<Answer> {
    let asked = read_request(app, request)?;
    let brand = match &asked.conversation {
        Some(conversation) => app
            .database
            .read(|connection| Ok::<_, Error>(db::brand::get(connection, conversation.brand_id)?))?,
        None => app.brand(request.brand.as_deref())?,
    };
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let locale = request
        .locale
        .clone()
        .or_else(|| asked.locale.clone())
        .unwrap_or_else(|| locale::detect(&asked.text, &brand.locales));
    let question = redaction::redact(&asked.text, locale.as_str(), &allow_list).text;
    let threshold = app.settings.written.suggestion_threshold as f32;
    let ranked = candidates(app, &brand, &asked, &question, request.environment.as_deref(), &locale)?;
    let limit = request.limit.unwrap_or(3).clamp(1, MOST);
    let good: Vec<_> = ranked
        .into_iter()
        .filter(|one| one.confidence >= threshold)
        .take(limit)
        .collect();
    let past = past(app, reader, &brand, &asked, (&question, &locale, &allow_list))?;
    let brands = app.brands()?;
    let suggestions = app
        .database
        .read(|connection| with_replies(app, connection, request, &asked, (&brands, good)))?;
    let abstained = suggestions.is_empty();
    let id = remember(app, actor, request, (&brand, &asked, &locale), &suggestions, &question)?;
    Ok(Answer {
        id,
        abstained,
        locale,
        suggestions,
        past,
    })
}

/// The candidates for a message in their order, with how sure each is: also those that would not be shown. What `eval`
/// measures is this.
pub fn ranked_for(
    app: &App,
    brand: Option<&Brand>,
    text: &str,
    earlier: &[&str],
    locale: Option<&Locale>,
    limit: usize,
) -> Result<Vec<Ranked<Candidate>>> {
    let message = index::Message {
        text,
        earlier,
        brand_id: brand.map(|brand| brand.id),
        locale,
    };
    let found = match app.index.staff(Reader::Staff) {
        Some(staff) => staff.similar(&message, limit)?,
        None => Vec::new(),
    };
    Ok(rank(
        found
            .into_iter()
            .map(|candidate| {
                let evidence = candidate.evidence;
                (candidate, evidence)
            })
            .collect(),
    ))
}

fn candidates(
    app: &App,
    brand: &Brand,
    asked: &Asked,
    question: &str,
    environment: Option<&str>,
    locale: &Locale,
) -> Result<Vec<Ranked<Candidate>>> {
    let earlier: Vec<&str> = environment
        .into_iter()
        .chain(asked.earlier.iter().map(String::as_str))
        .collect();
    ranked_for(app, Some(brand), question, &earlier, Some(locale), CANDIDATES)
}

fn read_request(app: &App, request: &Request) -> Result<Asked> {
    let given = [
        request.text.is_some(),
        !request.messages.is_empty(),
        request.conversation_id.is_some(),
    ];
    if given.iter().filter(|is| **is).count() != 1 {
        return Err(Error::invalid(
            "text",
            "Give one of text, messages and conversation_id.",
        ));
    }
    let channel = request
        .channel
        .as_deref()
        .map(|kind| kind_of(kind, request.visibility))
        .transpose()?;
    if let Some(id) = &request.conversation_id {
        return of_conversation(app, id, channel);
    }
    let turns: Vec<(AuthorRole, &str, Option<NaiveDateTime>)> = match &request.text {
        Some(text) => vec![(AuthorRole::Customer, text.as_str(), None)],
        None => request
            .messages
            .iter()
            .map(|turn| (turn.role, turn.text.as_str(), turn.at.map(|at| at.naive_utc())))
            .collect(),
    };
    let (text, earlier, last_customer_at) = last_words(&turns)?;
    Ok(Asked {
        conversation: None,
        text,
        earlier,
        last_customer_at,
        channel,
        locale: None,
    })
}

fn kind_of(kind: &str, visibility: Option<Visibility>) -> Result<(ChannelKind, Visibility, Option<i32>)> {
    let kind: ChannelKind = kind
        .parse()
        .map_err(|_| Error::invalid("channel", "It is not the kind of a channel."))?;
    let visibility = visibility.unwrap_or_else(|| channel::natural(&kind).visibility);
    Ok((kind, visibility, None))
}

fn of_conversation(app: &App, id: &str, channel: Option<(ChannelKind, Visibility, Option<i32>)>) -> Result<Asked> {
    let id: ConversationId = id.parse().map_err(|_| Error::not_found("conversation"))?;
    app.database.read(|connection| {
        let conversation = db::conversation::find(connection, id)?.ok_or_else(|| Error::not_found("conversation"))?;
        let messages = db::conversation::messages(connection, id)?;
        let own = db::channel::get(connection, conversation.channel_id)?;
        let turns: Vec<_> = messages
            .iter()
            .map(|message| (message.role, message.text.as_str(), message.at))
            .collect();
        let (text, earlier, _) = last_words(&turns)?;
        let channel =
            channel.or_else(|| Some((own.kind.clone(), visibility(&messages, own.visibility), own.reply_limit)));
        Ok(Asked {
            text,
            earlier,
            last_customer_at: conversation.last_customer_at,
            channel,
            locale: Some(conversation.locale.clone()),
            conversation: Some(conversation),
        })
    })
}

/// A reply is as visible as the customer's last message.
fn visibility(messages: &[Message], otherwise: Visibility) -> Visibility {
    let last = messages
        .iter()
        .rev()
        .find(|message| message.role == AuthorRole::Customer);
    last.map_or(otherwise, |message| message.visibility)
}

type LastWords = (String, Vec<String>, Option<NaiveDateTime>);

/// The customer's last words: all that they wrote since somebody last answered; and what was said before.
fn last_words(turns: &[(AuthorRole, &str, Option<NaiveDateTime>)]) -> Result<LastWords> {
    let end = turns
        .iter()
        .rposition(|(role, ..)| *role == AuthorRole::Customer)
        .map(|place| place + 1);
    let end = end.ok_or_else(|| Error::invalid("messages", "There is no message of a customer."))?;
    let start = turns[..end]
        .iter()
        .rposition(|(role, ..)| *role != AuthorRole::Customer)
        .map_or(0, |place| place + 1);
    let text = turns[start..end]
        .iter()
        .map(|(_, text, _)| *text)
        .collect::<Vec<_>>()
        .join("\n");
    if text.trim().is_empty() {
        return Err(Error::invalid("text", "It is empty."));
    }
    if text.chars().count() > TEXT_MOST {
        return Err(Error::new(
            Code::TooLarge,
            format!("The message is longer than {TEXT_MOST} characters."),
        ));
    }
    let earlier = turns[..start].iter().map(|(_, text, _)| (*text).to_owned()).collect();
    Ok((text.replace('\0', ""), earlier, turns[end - 1].2))
}

fn with_replies(
    app: &App,
    connection: &mut DbConnection,
    request: &Request,
    asked: &Asked,
    (brands, good): (&[Brand], Vec<Ranked<Candidate>>),
) -> Result<Vec<Suggestion>> {
    let ids: Vec<ArticleId> = good.iter().map(|one| one.item.article_id).collect();
    let mut ranked: HashMap<_, _> = good.into_iter().map(|one| (one.item.article_id, one)).collect();
    let usable = read::summaries(connection, Reader::Staff, &ids)?
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
        suggestions.push(Suggestion {
            url: public.then(|| format!("{site}{}", summary.path)),
            short_url,
            external_id: summary.article.external_id.clone(),
            revision: revision.number,
            confidence: one.confidence,
            reply,
            window,
            why: why(&one, &summary, &asked.text),
            summary,
        });
    }
    Ok(suggestions)
}

/// The rules of the channel the reply goes to; a web widget's where nothing is known.
fn rules(asked: &Asked) -> ChannelRules {
    match &asked.channel {
        Some((kind, visibility, limit)) => {
            let rules = channel::rules(kind, *visibility);
            match limit.and_then(|limit| usize::try_from(limit).ok()) {
                Some(limit) => rules.with_limit(limit),
                None => rules.clone(),
            }
        }
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

/// What speaks for it, for an agent in a hurry.
fn why(one: &Ranked<Candidate>, summary: &Summary, asked: &str) -> Vec<Why> {
    let mut why = Vec::new();
    let words = matched_words(asked, &one.item.matched);
    if !words.is_empty() {
        why.push(Why::Words(words));
    }
    if summary.uses.uses > 0 {
        why.push(Why::Answered(summary.uses.uses));
    }
    why
}

/// Words shorter than this say little on their own.
const TELLING: usize = 4;

/// The words of the message that the article has, as the customer wrote them, each once, the longest first.
fn matched_words(asked: &str, matched: &[String]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in asked.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        let folded = deunicode::deunicode(&word).to_lowercase();
        let telling = word.chars().count() >= TELLING && !words.contains(&word);
        if telling && matched.iter().any(|known| *known == folded || *known == word) {
            words.push(word);
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words
}

fn cut(text: String) -> String {
    if text.chars().count() <= 120 {
        text
    } else {
        text.chars().take(119).chain(['…']).collect()
    }
}

/// Past conversations like this one, personal data masked.
fn past(
    app: &App,
    reader: Reader,
    brand: &Brand,
    asked: &Asked,
    (question, locale, allow_list): (&str, &Locale, &AllowList),
) -> Result<Vec<Past>> {
    let Some(conversations) = app.index.conversations(Reader::Staff) else {
        return Ok(Vec::new());
    };
    let earlier: Vec<&str> = asked.earlier.iter().map(String::as_str).collect();
    let message = index::Message {
        text: question,
        earlier: &earlier,
        brand_id: Some(brand.id),
        locale: Some(locale),
    };
    let own = asked.conversation.as_ref().map(|conversation| conversation.id);
    let found: Vec<PastConversation> = conversations.similar(&message, PAST_LOOKED_AT)?;
    let masked = |text: &str| redaction::redact(text, locale.as_str(), allow_list).text;
    app.database.read(|connection| {
        let mut past = Vec::new();
        for one in found.into_iter().filter(|past| Some(past.conversation_id) != own) {
            let messages = db::conversation::messages(connection, one.conversation_id)?;
            let hidden = messages.iter().any(|message| message.visibility == Visibility::Private);
            if hidden && reader == Reader::Public {
                continue;
            }
            let turns: Vec<_> = messages.iter().map(Message::turn).collect();
            if let Some((question, answer)) = question_and_answer(&turns) {
                past.push(Past {
                    conversation_id: one.conversation_id,
                    score: one.score,
                    question: masked(&question),
                    answer: masked(&answer),
                });
            }
            if past.len() == PAST {
                break;
            }
        }
        Ok(past)
    })
}

fn remember(
    app: &App,
    actor: Actor,
    request: &Request,
    (brand, asked, locale): (&Brand, &Asked, &Locale),
    suggestions: &[Suggestion],
    question: &str,
) -> Result<SuggestionId> {
    let abstained = suggestions.is_empty();
    let now = app.clock.now();
    // Of what was asked only the masked question is kept: the names are the customer's own.
    let kept = Request {
        text: Some(question.to_owned()).filter(|_| asked.conversation.is_none()),
        messages: Vec::new(),
        customer_name: None,
        ..request.clone()
    };
    let new = NewSuggestion {
        brand_id: brand.id,
        conversation_id: asked.conversation.as_ref().map(|conversation| conversation.id),
        customer_at: asked.last_customer_at,
        request: serde_json::to_string(&kept).map_err(Error::internal)?,
        locale: locale.clone(),
        abstained,
        account_id: actor.account_id,
        token_id: actor.token_id,
        articles: suggestions
            .iter()
            .filter_map(|one| {
                Some(Offered {
                    article_id: one.summary.article.id,
                    revision_id: one.summary.article.published_revision_id?,
                    confidence: f64::from(one.confidence),
                })
            })
            .collect(),
    };
    let key = gap::key(question);
    app.database.write(|connection| {
        let id = db::suggestion::insert(connection, &new, now)?;
        if abstained && !key.is_empty() {
            db::gap::count(connection, brand.id, locale, GapKind::Abstained, (&key, question), now)?;
        }
        Ok(id)
    })
}
