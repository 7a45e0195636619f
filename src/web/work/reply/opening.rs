//! The choice of an opening beside the reply, and the facts that speak for or against an apology. Nobody's
//! feelings are guessed.

use super::Asked;
use crate::{
    actions::compose,
    app::App,
    db,
    domain::{
        conversation::{AuthorRole, Status},
        draft::{self, Opening},
        locale::Locale,
    },
    error::{Error, Result},
    web::{
        session::SignedIn,
        texts::{self, Catalogue},
    },
};
use chrono::TimeDelta;

/// A customer who has waited longer than this got a late reply.
const LATE: TimeDelta = TimeDelta::hours(24);

/// Gives the reply the opening that was chosen, where that is another than it was shown with. What was written by hand and
/// not chosen stays as it is. Whether the reply changed.
pub(super) fn reopen(app: &App, asked: &mut Asked) -> Result<bool> {
    let (Some(chosen), Some(shown)) = (asked.opening, asked.opened) else {
        return Ok(false);
    };
    if chosen == shown || chosen == draft::opening(&asked.reply) {
        return Ok(false);
    }
    let catalogue = texts::catalogue(&language(app, asked)?);
    let sentence = match chosen {
        Opening::None => String::new(),
        Opening::Apology => catalogue.plain("opening.apology"),
        Opening::Thanks => catalogue.plain("opening.thanks"),
    };
    asked.reply = draft::reopened(&asked.reply, &sentence);
    Ok(true)
}

/// The language of the message that is answered.
fn language(app: &App, asked: &Asked) -> Result<Locale> {
    app.database.read(|connection| {
        if let Some(id) = asked.conversation
            && let Some(conversation) = db::conversation::find(connection, id)?
        {
            return Ok(conversation.locale);
        }
        let suggestion = match asked.suggestion {
            Some(id) => db::suggestion::find(connection, id)?,
            None => None,
        };
        Ok::<_, Error>(suggestion.map_or_else(Locale::english, |suggestion| suggestion.locale))
    })
}

/// What is known beside the reply.
#[derive(Default)]
pub(super) struct Facts {
    /// The incident that the question is about; empty where there is none.
    pub incident: String,
    /// Whether the customer has waited too long.
    pub late: bool,
    /// What to mind about the reply, which may be sent all the same.
    pub hints: Vec<String>,
}

/// The facts about a question and the reply to it, in the writer's language.
pub(super) fn facts(app: &App, person: &SignedIn, asked: &Asked, question: &str) -> Result<Facts> {
    let catalogue = texts::catalogue(&person.frame().locale);
    let apologised = has_apologised(app, asked)?;
    let hints = hints(asked, apologised, catalogue);
    if apologised {
        return Ok(Facts {
            hints,
            ..Facts::default()
        });
    }
    let (look, now) = (&person.visitor().brand.look, app.clock.now());
    let told = look.incident_at(&person.frame().locale, now);
    let touched = told.filter(|_| compose::touches(look.incident.text.values(), question));
    Ok(Facts {
        incident: touched.map(|(_, text)| text.to_owned()).unwrap_or_default(),
        late: is_late(app, asked)?,
        hints,
    })
}

/// What to mind about the reply as it is being written.
pub(super) fn hints_of(app: &App, asked: &Asked, catalogue: &Catalogue) -> Result<Vec<String>> {
    Ok(hints(asked, has_apologised(app, asked)?, catalogue))
}

fn hints(asked: &Asked, apologised: bool, catalogue: &Catalogue) -> Vec<String> {
    let again = apologised && draft::apologises(&asked.reply);
    again
        .then(|| catalogue.plain("reply.apology.again"))
        .into_iter()
        .collect()
}

/// Whether the brand has apologised in this conversation.
fn has_apologised(app: &App, asked: &Asked) -> Result<bool> {
    let Some(id) = asked.conversation else {
        return Ok(false);
    };
    let messages = app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::messages(connection, id)?))?;
    let mut ours = messages.iter().filter(|message| message.role != AuthorRole::Customer);
    Ok(ours.any(|message| draft::apologises(&message.text)))
}

fn is_late(app: &App, asked: &Asked) -> Result<bool> {
    let Some(id) = asked.conversation else {
        return Ok(false);
    };
    let conversation = app
        .database
        .read(|connection| Ok::<_, Error>(db::conversation::find(connection, id)?))?;
    let open = conversation.filter(|found| found.status == Status::Open);
    let asked_at = open.and_then(|found| found.last_customer_at.filter(|at| *at >= found.last_at));
    Ok(asked_at.is_some_and(|at| app.clock.now() > at + LATE))
}
