//! Finds the published articles whose title says the same as another one's, by words alone: cheap enough to be asked while
//! somebody types.

use super::read::{self, Heading};
use crate::{
    app::App,
    domain::{
        article::Article,
        visibility::{Reader, Visible},
    },
    error::Result,
    search::Message,
};

/// From this share on (0 to 1) two titles say the same.
const ALIKE_FROM: f32 = 0.8;
/// Articles that are looked at.
const LOOKED_AT: usize = 5;

/// Public articles in the language of this one that say the same as `title`.
pub fn alike(app: &App, article: &Article, title: &str) -> Result<Vec<Visible<Heading>>> {
    if title.trim().is_empty() {
        return Ok(Vec::new());
    }
    let message = Message {
        text: title,
        brand_id: Some(article.brand_id),
        locale: Some(&article.locale),
        is_aside: true,
        ..Message::default()
    };
    let found = app.index.public().similar(&message, LOOKED_AT)?;
    let same = found.into_iter().filter(|one| {
        let evidence = &one.evidence;
        let covered = evidence.covered >= ALIKE_FROM * evidence.weight;
        let says_enough = evidence.words > 1 && evidence.title_share >= ALIKE_FROM;
        one.article_id != article.id && one.locale == article.locale && covered && says_enough
    });
    let ids: Vec<_> = same.map(|one| one.article_id).collect();
    app.database
        .read(|connection| read::headings(connection, Reader::Public, &ids))
}
