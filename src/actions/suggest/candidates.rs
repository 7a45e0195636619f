//! Which articles may answer a message, in their order: found by its words and by what it means.

use crate::{
    actions::{
        environment,
        heard::heard,
        learning, meaning,
        meant::{Meant, WordsAlone},
        synonym,
    },
    app::App,
    db,
    domain::{
        brand::Brand,
        environment::Verdict,
        id::ArticleId,
        locale::Locale,
        suggestion::{Evidence, Ranked, asks_something, learning::Situation, moved, own_language_first, rank},
        visibility::Reader,
    },
    error::{Error, Result},
    search::{Candidate, Environments, LeftOut, Message},
};
use precedent_meaning::Vector;
use std::collections::HashMap;

/// A message, personal data already taken out.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Whose eyes the answer is for: internal articles answer nobody but staff.
    pub reader: Reader,
    /// Whose articles may answer; none: every brand's.
    pub brand: Option<&'a Brand>,
    pub text: &'a str,
    /// What was said before, oldest first.
    pub earlier: &'a [&'a str],
    pub locale: Option<&'a Locale>,
    /// Where it is asked, and what kind of question it is, for what use has taught there.
    pub situation: Option<&'a Situation>,
    /// What articles count without.
    pub left_out: &'a [LeftOut],
    /// Whether it is a part of what is considered besides, so that what is near the whole is a candidate there.
    pub is_part: bool,
}

impl<'a> Question<'a> {
    /// A message by itself.
    pub const fn new(reader: Reader, text: &'a str) -> Self {
        Self {
            reader,
            brand: None,
            text,
            earlier: &[],
            locale: None,
            situation: None,
            left_out: &[],
            is_part: false,
        }
    }
}

/// What may answer a message.
#[derive(Debug, Default)]
pub struct Considered {
    /// In their order, with how sure each is: also those that would not be shown.
    pub ranked: Vec<Ranked<Candidate>>,
    /// What the message means; none: words had to do.
    pub vector: Option<Vector>,
    /// Why they had to.
    pub words_alone: Option<WordsAlone>,
    /// Those that are for what the message names, or for something else of its kind.
    pub verdicts: HashMap<ArticleId, Verdict>,
}

/// The candidates for a message. What `eval` measures is this.
pub fn consider(app: &App, question: &Question, limit: usize) -> Result<Considered> {
    consider_among(app, question, limit, |_| true)
}

/// The same among the articles that `admits` names: what there was at some time.
pub(in crate::actions) fn consider_among(
    app: &App,
    question: &Question,
    limit: usize,
    admits: impl Fn(ArticleId) -> bool,
) -> Result<Considered> {
    let Question {
        reader,
        brand,
        text,
        earlier,
        locale,
        situation,
        left_out,
        is_part,
    } = *question;
    if !asks_something(text) {
        return Ok(Considered::default());
    }
    let heard = heard(app, text)?;
    let text = heard.as_str();
    let brand_id = brand.map(|brand| brand.id);
    let without = meaning::places_of(app, left_out)?;
    let synonyms = synonym::of(app, brand_id, locale)?;
    let meant = Meant::new(app, reader, brand_id, (text, earlier), &synonyms)
        .without(&without)
        .as_part(is_part);
    let turns = std::iter::once(text).chain(earlier.iter().rev().copied());
    let environments = environment::Asked::of(app, brand_id, turns)?;
    let message = Message {
        text,
        earlier,
        meant: Some(&meant),
        environments: environments.as_ref().map(|asked| asked as &dyn Environments),
        left_out,
        synonyms: Some(&synonyms),
        brand_id,
        locale,
        is_aside: false,
    };
    let found = match app.index.staff(reader) {
        Some(staff) => staff.similar(&message, limit)?,
        None => app.index.public().similar(&message, limit)?,
    };
    let found = found.into_iter().filter(|candidate| admits(candidate.article_id));
    let candidates = found.map(|candidate| {
        // How often it was sent is left to what was learned of it: one account could drive it up alone.
        let evidence = Evidence {
            uses: 0,
            ..candidate.evidence
        };
        (candidate, evidence)
    });
    let learned = learning::learned(app)?;
    let nowhere = Situation::default();
    let situation = situation.unwrap_or(&nowhere);
    let ranked = moved(rank(candidates.collect()), |candidate| {
        learned.movement(candidate.article_id, situation)
    });
    Ok(Considered {
        ranked: in_the_customers_language(app, ranked)?,
        vector: meant.vector().cloned(),
        words_alone: meant.words_alone(),
        verdicts: environments.map(environment::Asked::into_verdicts).unwrap_or_default(),
    })
}

/// Of translations of one article, the one in the customer's language first.
fn in_the_customers_language(app: &App, ranked: Vec<Ranked<Candidate>>) -> Result<Vec<Ranked<Candidate>>> {
    let foreign = ranked.iter().position(|one| one.evidence.foreign);
    let own = ranked.iter().rposition(|one| !one.evidence.foreign);
    if foreign.zip(own).is_none_or(|(foreign, own)| own < foreign) {
        return Ok(ranked);
    }
    let ids: Vec<_> = ranked.iter().map(|one| one.item.article_id).collect();
    let articles = app
        .database
        .read(|connection| Ok::<_, Error>(db::article::list_by_ids(connection, &ids)?))?;
    let groups: HashMap<_, _> = articles
        .into_iter()
        .map(|article| (article.id, article.group_id))
        .collect();
    let group = |candidate: &Candidate| groups.get(&candidate.article_id);
    Ok(own_language_first(ranked, |one, other| {
        group(one).is_some() && group(one) == group(other)
    }))
}
