//! Readers of the demo: what they said of each article in the weeks before now.

use crate::{
    app::App,
    db::{
        self,
        article::{Uses, no_uses},
        vote::NewVote,
    },
    domain::{article::Article, brand::Brand, id::ArticleId, link::VoteReason, visibility::Reader},
    error::{Error, Result},
    secret,
};
use chrono::{NaiveDateTime, TimeDelta};

/// How far back they go.
const WEEKS: TimeDelta = TimeDelta::weeks(8);
/// Articles that are read.
const ARTICLES_MOST: i64 = 500;

/// Lets readers vote on all public articles of `brand`: more on what is used more, most of them content. The same demo has
/// the same votes.
pub(super) fn cast(app: &App, brand: &Brand) -> Result<()> {
    let filter = db::article::Filter {
        brand_id: Some(brand.id),
        published: true,
        ..db::article::Filter::default()
    };
    let now = app.clock.now();
    app.database.write(|connection| {
        let page = db::article::list(connection, &filter, None, ARTICLES_MOST)?;
        let ids: Vec<_> = page.items.iter().map(|article| article.id).collect();
        let uses = db::article::uses_of(connection, &ids)?;
        for article in Reader::Public.visible(page.items) {
            let used = uses
                .iter()
                .find(|one| one.article_id == article.id)
                .map_or(0, |one| one.uses);
            let Some(revision_id) = article.published_revision_id else {
                continue;
            };
            let mut sum = no_uses(article.id);
            for (number, vote) in votes(&article, used, now).into_iter().enumerate() {
                let new = NewVote {
                    article_id: article.id,
                    revision_id,
                    voter: secret::hash(&format!("demo {} {number}", article.id)),
                    helped: vote.reason.is_none(),
                    reason: vote.reason,
                    comment: String::new(),
                };
                db::vote::put(connection, &new, vote.at)?;
                sum = counted(sum, &vote);
            }
            db::article::add_uses(connection, sum)?;
        }
        Ok::<_, Error>(())
    })
}

struct Cast {
    at: NaiveDateTime,
    /// Why it did not help; none: it did.
    reason: Option<VoteReason>,
}

fn counted(sum: Uses, vote: &Cast) -> Uses {
    let helped = vote.reason.is_none();
    Uses {
        helped: sum.helped + i32::from(helped),
        not_helped: sum.not_helped + i32::from(!helped),
        last_confirmed_at: sum.last_confirmed_at.max(helped.then_some(vote.at)),
        ..sum
    }
}

/// Numbers that look like chance and are the same each time.
fn chance(id: ArticleId, salt: i64) -> i64 {
    let mixed = (id.0 * 1_000 + salt).wrapping_mul(0x2545_F491_4F6C_DD1D);
    ((mixed >> 33) ^ (mixed >> 11)) & 0xFFFF
}

fn votes(article: &Article, uses: i32, now: NaiveDateTime) -> Vec<Cast> {
    let since = (now - WEEKS).max(article.updated_at);
    let minutes = (now - since).num_minutes().max(1);
    let many = 4 + i64::from(uses) + chance(article.id, 0) % 9;
    // Out of a hundred readers, so many find no answer in it.
    let in_vain = 3 + chance(article.id, 1) % 24;
    (2..2 + many)
        .map(|salt| Cast {
            at: since + TimeDelta::minutes(chance(article.id, 1_000 * salt) * minutes / 0x1_0000),
            reason: (chance(article.id, 100 * salt + 7) % 100 < in_vain)
                .then(|| VoteReason::ALL[chance(article.id, salt) as usize % VoteReason::ALL.len()]),
        })
        .collect()
}
