//! Which articles may answer a message, in their order: found by its words and by what it means.

use crate::{
    actions::{environment, meaning, meant::Meant},
    app::App,
    domain::{
        brand::Brand,
        environment::Verdict,
        id::ArticleId,
        locale::Locale,
        suggestion::{Ranked, asks_something, rank},
        visibility::Reader,
    },
    error::Result,
    search::{Candidate, Environments, LeftOut, Message},
};
use precedent_meaning::Vector;
use std::collections::HashMap;

/// A message, personal data already taken out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// Whose articles may answer; none: every brand's.
    pub brand: Option<&'a Brand>,
    pub text: &'a str,
    /// What was said before, oldest first.
    pub earlier: &'a [&'a str],
    pub locale: Option<&'a Locale>,
    /// What articles count without.
    pub left_out: &'a [LeftOut],
}

/// What may answer a message.
#[derive(Debug, Default)]
pub struct Considered {
    /// In their order, with how sure each is: also those that would not be shown.
    pub ranked: Vec<Ranked<Candidate>>,
    /// What the message means; none: words had to do.
    pub vector: Option<Vector>,
    /// Whether they had to because too much was asked at once.
    pub meaning_dropped: bool,
    /// Those that are for what the message names, or for something else of its kind.
    pub verdicts: HashMap<ArticleId, Verdict>,
}

/// The candidates for a message. What `eval` measures is this.
pub fn consider(app: &App, question: &Question, limit: usize) -> Result<Considered> {
    let Question {
        brand,
        text,
        earlier,
        locale,
        left_out,
    } = *question;
    let Some(staff) = app.index.staff(Reader::Staff).filter(|_| asks_something(text)) else {
        return Ok(Considered::default());
    };
    let brand_id = brand.map(|brand| brand.id);
    let without = meaning::places_of(app, left_out)?;
    let meant = Meant::new(app, Reader::Staff, brand_id, text, earlier).without(&without);
    let turns = std::iter::once(text).chain(earlier.iter().rev().copied());
    let environments = environment::Asked::of(app, brand_id, turns)?;
    let message = Message {
        text,
        earlier,
        meant: Some(&meant),
        environments: environments.as_ref().map(|asked| asked as &dyn Environments),
        left_out,
        brand_id,
        locale,
    };
    let found = staff.similar(&message, limit)?;
    let candidates = found.into_iter().map(|candidate| {
        let evidence = candidate.evidence;
        (candidate, evidence)
    });
    Ok(Considered {
        ranked: rank(candidates.collect()),
        vector: meant.vector().cloned(),
        meaning_dropped: meant.was_dropped(),
        verdicts: environments.map(environment::Asked::into_verdicts).unwrap_or_default(),
    })
}
