//! Articles about the same problem as another one: those that the search takes for alike, those of its topics before the
//! rest. Bounded by the search, however large the archive is.

use super::read::{self, Heading, View};
use crate::{
    app::App,
    db,
    domain::{
        id::{ArticleId, BrandId},
        visibility::{Reader, Visible},
    },
    error::Result,
    search::{Candidate, Message},
};
use std::collections::HashSet;

/// Candidates that are looked at.
const LOOKED_AT: usize = 24;
/// What an article of the same topic counts beside one of another.
const SAME_TOPIC: f32 = 1.5;
/// Less alike than this share of the best is about something else.
const SHARE_LEAST: f32 = 0.25;

/// The titles of at most `most` public articles of a brand that are like this one, in its language, the most alike first.
pub fn related(app: &App, brand_id: BrandId, view: &Visible<View>, most: usize) -> Result<Vec<Visible<Heading>>> {
    let article = &view.article;
    // The title alone: each page asks this when it is made, and more words find little more.
    let message = Message {
        text: &view.revision.parts.title,
        brand_id: Some(brand_id),
        locale: Some(&article.locale),
        is_aside: true,
        ..Message::default()
    };
    let found = app.index.public().similar(&message, LOOKED_AT)?;
    let others: Vec<Candidate> = found
        .into_iter()
        .filter(|other| other.article_id != article.id && other.locale == article.locale)
        .collect();
    let ids: Vec<ArticleId> = others.iter().map(|other| other.article_id).collect();
    app.database.read(|connection| {
        let near: HashSet<ArticleId> = db::article::topics_of(connection, &ids)?
            .into_iter()
            .filter(|(_, topic)| view.topics.contains(topic))
            .map(|(id, _)| id)
            .collect();
        let alike: Vec<(ArticleId, f32)> = others
            .iter()
            .map(|other| (other.article_id, other.evidence.strength(false)))
            .collect();
        let ids = ordered(alike, &near, most);
        read::headings(connection, Reader::Public, &ids)
    })
}

/// The articles by how alike they are, those `near` raised, without those that are hardly alike.
fn ordered(mut alike: Vec<(ArticleId, f32)>, near: &HashSet<ArticleId>, most: usize) -> Vec<ArticleId> {
    for (id, strength) in &mut alike {
        if near.contains(id) {
            *strength *= SAME_TOPIC;
        }
    }
    alike.sort_by(|one, other| other.1.total_cmp(&one.1));
    let least = alike.first().map_or(0.0, |best| best.1 * SHARE_LEAST);
    alike
        .into_iter()
        .filter(|(_, strength)| *strength >= least)
        .take(most)
        .map(|(id, _)| id)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_topic_counts_more_and_what_is_hardly_alike_nothing() {
        let alike = [(1, 8.0), (2, 7.0), (3, 6.0), (4, 1.0)].map(|(id, strength)| (ArticleId(id), strength));
        let near = HashSet::from([ArticleId(3)]);
        let ids = |most| ordered(alike.to_vec(), &near, most);
        assert_eq!(ids(4), [ArticleId(3), ArticleId(1), ArticleId(2)]);
        assert_eq!(ids(1), [ArticleId(3)]);
        assert!(ordered(Vec::new(), &near, 4).is_empty());
    }
}
