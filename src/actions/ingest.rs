//! Takes conversations in that another program sends, each as a line of an import would be. What cannot be taken is told
//! one by one, and the rest is kept.

use super::{
    Actor,
    import::{CHANNEL_MISSING, Context, Known, Options, Outcome},
};
use crate::{
    app::App,
    channels,
    db::{self, DbConnection},
    domain::{
        brand::{Brand, slug_of},
        conversation::IncomingConversation,
        id::ConversationId,
    },
    error::{Code, Error, Result},
};

/// Most conversations in one call.
pub const MOST: usize = 1000;

/// What became of one conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id outside; none where even that could not be read.
    pub external_id: Option<String>,
    /// What it did and its id here, or why it was not taken.
    pub outcome: Result<(ConversationId, Outcome), String>,
}

/// Takes conversations in, each written as JSON, in one unit of work. `only`: the one brand that the caller may touch. A
/// brand that is not there yet is made.
pub fn ingest(app: &App, actor: Actor, only: Option<&Brand>, written: &[String]) -> Result<Vec<Taken>> {
    take_all(app, actor, only, written, |_| Ok(()))
}

/// The same for a caller who may make no brands: what names an unknown one is not taken.
pub fn ingest_into_known(app: &App, actor: Actor, only: Option<&Brand>, written: &[String]) -> Result<Vec<Taken>> {
    let brands = app.brands()?;
    let is_known = |name: &str| {
        let slug = slug_of(name);
        brands.iter().any(|brand| brand.slug == slug || brand.name == name)
    };
    take_all(app, actor, only, written, |named| match named {
        Some(name) if !is_known(name) => Err(format!("there is no brand {name}; an admin can add it")),
        None if brands.is_empty() => Err("there is no brand yet; an admin can add one".into()),
        _ => Ok(()),
    })
}

fn take_all(
    app: &App,
    actor: Actor,
    only: Option<&Brand>,
    written: &[String],
    may: impl Fn(Option<&str>) -> Result<(), String>,
) -> Result<Vec<Taken>> {
    if written.len() > MOST {
        return Err(Error::new(
            Code::TooLarge,
            format!("At most {MOST} conversations in one call."),
        ));
    }
    let incoming: Vec<_> = written
        .iter()
        .map(|json| {
            let conversation = within(only, channels::conversations::parse(json)?)?;
            may(conversation.brand.as_deref()).map(|()| conversation)
        })
        .collect();
    let options = Options {
        brand: only.map(|brand| brand.slug.clone()),
        must_name_channel: true,
        ..Options::default()
    };
    let now = app.clock.now();
    let taken = app.database.write(|connection| {
        let mut context = Context::new(connection, app, &options, Known::default(), now)?;
        let taken = incoming.iter().map(|incoming| take(&mut context, connection, incoming));
        let taken = taken.collect::<Result<Vec<Taken>>>()?;
        let stored = taken.iter().filter(|taken| taken.outcome.is_ok()).count();
        db::audit::record(connection, actor, "conversation.ingest", None, &stored.to_string(), now)?;
        Ok(taken)
    })?;
    app.forget_brands();
    Ok(taken)
}

impl Taken {
    /// The field that the conversation lacks, where that is why it was not taken.
    pub fn lacking(&self) -> Option<Error> {
        let is_missing = matches!(&self.outcome, Err(reason) if reason == CHANNEL_MISSING);
        let problem = CHANNEL_MISSING.trim_start_matches("channel: ");
        is_missing.then(|| Error::invalid("channel", problem))
    }
}

fn take(
    context: &mut Context,
    connection: &mut DbConnection,
    incoming: &Result<IncomingConversation, String>,
) -> Result<Taken> {
    Ok(match incoming {
        Ok(incoming) => Taken {
            external_id: Some(incoming.external_id.clone()),
            outcome: context.take_conversation(connection, incoming)?,
        },
        Err(reason) => Taken {
            external_id: None,
            outcome: Err(reason.clone()),
        },
    })
}

/// Refuses a conversation of another brand than the caller's.
fn within(only: Option<&Brand>, incoming: IncomingConversation) -> Result<IncomingConversation, String> {
    match (only, &incoming.brand) {
        (Some(only), Some(named)) if *named != only.name && slug_of(named) != only.slug => {
            Err(format!("the token is for the brand {}, not for {named}", only.slug))
        }
        // What articles show of conversations is an editor's choice, and no program's.
        _ => Ok(IncomingConversation {
            source_of: Vec::new(),
            excerpts: Vec::new(),
            ..incoming
        }),
    }
}
