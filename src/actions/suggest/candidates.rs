//! Which articles may answer a message, in their order: found by its words and by what it means.

use crate::{
    actions::{learning, meant::Meant},
    app::App,
    domain::{
        brand::Brand,
        id::ArticleId,
        locale::Locale,
        suggestion::{Evidence, Ranked, asks_something, learning::Situation, moved, rank},
        visibility::Reader,
    },
    error::Result,
    search::{Candidate, Message},
};

/// The candidates for a message in their order, with how sure each is: also those that would not be shown. What `eval`
/// measures is this. `situation`: where it is asked, and what kind of question it is, for what use has taught there.
pub fn ranked_for(
    app: &App,
    brand: Option<&Brand>,
    text: &str,
    earlier: &[&str],
    known: (Option<&Locale>, &Situation),
    limit: usize,
) -> Result<Vec<Ranked<Candidate>>> {
    ranked_among(app, brand, text, earlier, known, limit, |_| true)
}

/// The same among the articles that `admits` names: what there was at some time.
pub(in crate::actions) fn ranked_among(
    app: &App,
    brand: Option<&Brand>,
    text: &str,
    earlier: &[&str],
    (locale, situation): (Option<&Locale>, &Situation),
    limit: usize,
    admits: impl Fn(ArticleId) -> bool,
) -> Result<Vec<Ranked<Candidate>>> {
    let Some(staff) = app.index.staff(Reader::Staff).filter(|_| asks_something(text)) else {
        return Ok(Vec::new());
    };
    let brand_id = brand.map(|brand| brand.id);
    let meant = Meant::new(app, Reader::Staff, brand_id, text, earlier);
    let message = Message {
        text,
        earlier,
        meant: Some(&meant),
        brand_id,
        locale,
    };
    let found = staff.similar(&message, limit)?;
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
    Ok(moved(rank(candidates.collect()), |candidate| {
        learned.movement(candidate.article_id, situation)
    }))
}
