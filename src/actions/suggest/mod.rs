//! Suggests replies to an incoming message: the articles that may answer it, each with a reply ready to send, or an
//! honest "nothing good enough".
//!
//! This file asks and remembers; `asked` reads what was asked, `candidates` finds and ranks, `reply` writes the replies,
//! `past` finds conversations like the one at hand.

mod asked;
mod candidates;
mod past;
mod reply;
mod turns;

pub(super) use asked::last_words;
pub use asked::{ChannelName, Request, TEXT_MOST, Turn, place};
pub(super) use candidates::consider_among;
pub use candidates::{Considered, Question, consider};
pub use past::Past;
pub use reply::{Suggestion, Why};

use super::{Actor, learning, meant::WordsAlone};
use crate::{
    app::App,
    db::{
        self,
        suggestion::{NewSuggestion, Offered},
    },
    domain::{
        brand::Brand,
        gap::{self, GapKind},
        id::{ConversationId, SuggestionId},
        locale::{self, Locale},
        redaction::{self, AllowList},
        suggestion::{asks_something, learning::Situation},
        visibility::Reader,
    },
    error::{Error, Result},
};
use asked::Asked;

/// Most suggestions at once: up to five are on a screen, and integrators may want a few more.
pub const MOST: usize = 10;
/// Candidates whose evidence is weighed.
pub(super) const CANDIDATES: usize = 30;

/// The suggestions for one message.
#[derive(Debug, Clone)]
pub struct Answer {
    pub id: SuggestionId,
    /// Whether nothing was good enough.
    pub abstained: bool,
    pub locale: Locale,
    pub suggestions: Vec<Suggestion>,
    pub past: Vec<Past>,
    /// Why words had to do; none: they had not.
    pub words_alone: Option<WordsAlone>,
}

impl Answer {
    /// Whether words had to do where they do not otherwise.
    pub fn meaning_dropped(&self) -> bool {
        self.words_alone.is_some_and(WordsAlone::passes)
    }
}

/// Suggests replies and remembers that it did, so that an outcome can be told. Internal articles and conversations that
/// were private are for staff alone.
pub fn suggest(app: &App, actor: Actor, reader: Reader, request: &Request) -> Result<Answer> {
    let found = find(app, reader, request)?;
    let id = remember(app, actor, request, &found)?;
    Ok(found.answer(id))
}

/// The same suggestions once more, for somebody who is still writing: nothing new is remembered, and what was not offered
/// then is left out, since no outcome could be told of it.
pub fn again(app: &App, reader: Reader, id: SuggestionId, request: &Request) -> Result<Answer> {
    let offered = app.database.read(|connection| {
        db::suggestion::find(connection, id)?.ok_or_else(|| Error::not_found("suggestion"))?;
        Ok::<_, Error>(db::suggestion::offered(connection, id)?)
    })?;
    let wide = Request {
        limit: Some(MOST),
        ..request.clone()
    };
    let mut found = find(app, reader, &wide)?;
    found
        .suggestions
        .retain(|one| offered.contains(&one.summary.article.id));
    Ok(found.answer(id))
}

/// What was found for a message.
struct Found {
    brand: Brand,
    asked: Asked,
    locale: Locale,
    /// What was asked, personal data masked.
    question: String,
    suggestions: Vec<Suggestion>,
    past: Vec<Past>,
    words_alone: Option<WordsAlone>,
}

impl Found {
    fn answer(self, id: SuggestionId) -> Answer {
        Answer {
            id,
            abstained: self.suggestions.is_empty(),
            locale: self.locale,
            suggestions: self.suggestions,
            past: self.past,
            words_alone: self.words_alone,
        }
    }
}

fn find(app: &App, reader: Reader, request: &Request) -> Result<Found> {
    let asked = asked::read(app, request)?;
    let conversation = asked.conversation.clone();
    if conversation.is_some_and(|conversation| reader.may_see(conversation).is_none()) {
        return Err(Error::not_found("conversation"));
    }
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
    let threshold = app.suggestion_threshold()? as f32;
    let environment = request.environment.as_deref();
    let of = |question: &str, before: Option<&[String]>| {
        candidates(app, reader, &brand, &asked, (question, before), (environment, &locale))
    };
    let mut considered = of(&question, None)?;
    let said: Vec<String> = asked
        .said
        .iter()
        .filter(|text| asks_something(text))
        .map(|text| redaction::redact(text, locale.as_str(), &allow_list).text)
        .collect();
    if said.len() > 1 {
        let last = (0..said.len()).rev().take(turns::TURNS_MOST);
        let by_turn = last.map(|place| of(&said[place], Some(&said[..place])));
        considered = turns::merged(considered, by_turn.collect::<Result<_>>()?, threshold);
    }
    let limit = request.limit.unwrap_or(3).clamp(1, MOST);
    considered.ranked.retain(|one| one.confidence >= threshold);
    considered.ranked.truncate(limit);
    let vector = considered.vector.take();
    let past = past::like(app, reader, &brand, &asked, (&question, vector, &locale, &allow_list))?;
    let words_alone = considered.words_alone;
    let brands = app.brands()?;
    let suggestions = app.database.read(|connection| {
        let mut suggestions = reply::with_replies(app, connection, reader, (request, &asked), (&brands, considered))?;
        // What was of no use in this very conversation comes last.
        if let Some(conversation) = &asked.conversation {
            let rejected = db::suggestion::rejected_for(connection, conversation.id)?;
            suggestions.sort_by_key(|one| rejected.contains(&one.summary.article.id));
        }
        Ok::<_, Error>(suggestions)
    })?;
    Ok(Found {
        brand,
        asked,
        locale,
        question,
        suggestions,
        past,
        words_alone,
    })
}

/// The customer's last words in a stored conversation, personal data masked.
pub fn question_in(app: &App, id: ConversationId) -> Result<String> {
    let request = Request {
        conversation_id: Some(id.to_string()),
        ..Request::default()
    };
    let asked = asked::read(app, &request)?;
    let Some(conversation) = asked.conversation else {
        return Ok(String::new());
    };
    let brand = app
        .database
        .read(|connection| Ok::<_, Error>(db::brand::get(connection, conversation.brand_id)?))?;
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    Ok(redaction::redact(&asked.text, conversation.locale.as_str(), &allow_list).text)
}

/// The candidates for all that the customer said since the last reply, or for a turn of it, given with the turns before it.
fn candidates(
    app: &App,
    reader: Reader,
    brand: &Brand,
    asked: &Asked,
    (question, before): (&str, Option<&[String]>),
    (environment, locale): (Option<&str>, &Locale),
) -> Result<Considered> {
    let earlier: Vec<&str> = environment
        .into_iter()
        .chain(
            asked
                .earlier
                .iter()
                .chain(before.unwrap_or_default())
                .map(String::as_str),
        )
        .collect();
    let conversation = asked.conversation.as_ref().map(|conversation| conversation.id);
    let situation = Situation {
        channel: asked.channel.as_ref().map(|(kind, ..)| kind.clone()),
        group: conversation.map_or(Ok(None), |id| learning::group_of(app, id))?,
    };
    let question = Question {
        brand: Some(brand),
        earlier: &earlier,
        locale: Some(locale),
        situation: Some(&situation),
        is_part: before.is_some(),
        ..Question::new(reader, question)
    };
    consider(app, &question, CANDIDATES)
}

fn remember(app: &App, actor: Actor, request: &Request, found: &Found) -> Result<SuggestionId> {
    let Found {
        brand,
        asked,
        locale,
        question,
        suggestions,
        ..
    } = found;
    let abstained = suggestions.is_empty();
    let now = app.clock.now();
    // Of what was asked only the masked question is kept: the names are the customer's own.
    let kept = Request {
        text: Some(question.clone()).filter(|_| asked.conversation.is_none()),
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
        // A greeting that nothing answers is no gap, and neither is what words alone did not find for once.
        let is_fair = !found.words_alone.is_some_and(WordsAlone::passes);
        if abstained && is_fair && !key.is_empty() && asks_something(question) {
            let person = db::gap::person_in(connection, new.conversation_id)?;
            let asked = (key.as_str(), question.as_str(), person.as_str());
            db::gap::record(connection, brand.id, locale, GapKind::Abstained, asked, now)?;
        }
        Ok(id)
    })
}
