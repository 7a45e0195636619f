//! The topics of an article as boxes to tick, in the words of whoever ticks them.

use crate::{
    db::{self, DbConnection},
    domain::{
        id::{BrandId, TopicId},
        locale::Locale,
        topic::Topic,
    },
    error::Result,
    web::form::Sent,
};
use serde::Serialize;

/// A topic to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicChoice {
    #[serde(skip)]
    pub id: TopicId,
    pub key: String,
    name: String,
    /// Whether it stands below another one.
    below: bool,
    pub chosen: bool,
    /// Chosen by the product alone, for a person to look at.
    pub proposed: bool,
}

impl TopicChoice {
    /// For samples.
    pub fn samples() -> Vec<Self> {
        let one = |below| Self {
            id: TopicId(1),
            key: "billing".into(),
            name: "<b>Facturas</b>".into(),
            below,
            chosen: below,
            proposed: !below,
        };
        [false, true].map(one).to_vec()
    }
}

/// A brand's topics, what stands below one after it; named in the first of these languages that has a name for it.
pub fn choices(
    connection: &mut DbConnection,
    brand_id: BrandId,
    languages: [&Locale; 2],
    chosen: &[TopicId],
) -> Result<Vec<TopicChoice>> {
    let [first, second] = languages;
    let topics = db::topic::list(connection, brand_id, first)?;
    let otherwise = db::topic::list(connection, brand_id, second)?;
    let name = |topic: &Topic| {
        let other = otherwise.iter().find(|other| other.id == topic.id);
        match other {
            // A topic without a name in a language shows its key there.
            Some(other) if topic.name == topic.key => other.name.clone(),
            _ => topic.name.clone(),
        }
    };
    let choice = |topic: &Topic| TopicChoice {
        id: topic.id,
        key: topic.key.clone(),
        name: name(topic),
        below: topic.parent.is_some(),
        chosen: chosen.contains(&topic.id),
        proposed: false,
    };
    Ok(ordered(&topics).into_iter().map(choice).collect())
}

/// What stands below a topic, after it; each once.
fn ordered(topics: &[Topic]) -> Vec<&Topic> {
    let mut all: Vec<&Topic> = Vec::with_capacity(topics.len());
    let mut waiting: Vec<&Topic> = topics.iter().filter(|topic| topic.parent.is_none()).rev().collect();
    while let Some(topic) = waiting.pop() {
        all.push(topic);
        waiting.extend(topics.iter().filter(|below| below.parent == Some(topic.id)).rev());
    }
    all
}

/// The keys of the topics that a form chose, of those that there are; none where it did not ask.
pub fn chosen_in(sent: &Sent, known: &[TopicChoice]) -> Option<Vec<String>> {
    sent.find("topics")?;
    let chosen = known
        .iter()
        .filter(|topic| sent.find(&format!("topic_{}", topic.key)).is_some());
    Some(chosen.map(|topic| topic.key.clone()).collect())
}
