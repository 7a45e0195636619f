//! Which articles may answer a message, in their order: found by its words and by what it means.

use crate::{
    actions::{meant::Meant, synonym},
    app::App,
    domain::{
        brand::Brand,
        locale::Locale,
        suggestion::{Ranked, asks_something, rank},
        visibility::Reader,
    },
    error::Result,
    search::{Candidate, Message},
};

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
    let Some(staff) = app.index.staff(Reader::Staff).filter(|_| asks_something(text)) else {
        return Ok(Vec::new());
    };
    let brand_id = brand.map(|brand| brand.id);
    let synonyms = synonym::of(app, brand_id, locale)?;
    let meant = Meant::new(app, Reader::Staff, brand_id, (text, earlier), &synonyms);
    let message = Message {
        text,
        earlier,
        meant: Some(&meant),
        synonyms: Some(&synonyms),
        brand_id,
        locale,
    };
    let found = staff.similar(&message, limit)?;
    let candidates = found.into_iter().map(|candidate| {
        let evidence = candidate.evidence;
        (candidate, evidence)
    });
    Ok(rank(candidates.collect()))
}
