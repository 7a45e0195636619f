//! Where the answers that were given disagree with an article about amounts, times, numbers to call, codes and links. A person
//! confirms what the article says; without that it is not published. Other facts ask for another confirmation.

use super::{Actor, alike, answered::Answered, revise};
use crate::{
    app::App,
    db::{self, DbConnection},
    domain::{
        article::{Article, Parts},
        facts::{Answer, Disagreement, Fact, Kind},
        id::{ArticleId, ConversationId, RevisionId},
        locale::Locale,
        redaction::AllowList,
    },
    error::{Code, Error, Result},
    search::telling_words,
};
use chrono::NaiveDateTime;

/// What the log calls a confirmation; its detail holds the facts.
const CONFIRMED: &str = "article.facts";
/// Between two facts that stand against each other, and between two such pairs, in the log.
const AGAINST: &str = " ≠ ";
const NEXT: &str = "; ";

/// Where something was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Conversation(ConversationId),
    /// An article by its title.
    Article(ArticleId, String),
}

/// An answer beside the article.
#[derive(Debug, Clone)]
pub struct Other {
    place: Place,
    answer: Answer,
}

/// A fact of the article, and one that others stated about the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    pub ours: String,
    pub theirs: String,
    /// Where the other one was stated.
    pub places: Vec<Place>,
    /// In how many other places the article's own was stated.
    pub agreeing: usize,
}

impl Clash {
    /// As the log has it.
    pub fn pair(&self) -> String {
        [self.ours.as_str(), &self.theirs].join(AGAINST)
    }
}

/// Who confirmed what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    pairs: Vec<String>,
    /// Name of the account; empty where it is gone.
    pub by: String,
    pub at: NaiveDateTime,
}

impl Confirmation {
    /// Whether all of it was confirmed.
    pub fn covers(&self, clashes: &[Clash]) -> bool {
        clashes.iter().all(|clash| self.pairs.contains(&clash.pair()))
    }
}

/// What the conversations of an article answered.
pub fn others(allow_list: &AllowList, answered: &[Answered]) -> Vec<Other> {
    let of = |one: &Answered| {
        let locale = &one.conversation.locale;
        let place = Place::Conversation(one.conversation.id);
        let other = |(asked, message): (String, &crate::domain::conversation::Message)| Other {
            place: place.clone(),
            answer: answer(&message.text, &asked, locale, allow_list),
        };
        one.answers().into_iter().map(other).collect::<Vec<_>>()
    };
    answered.iter().flat_map(of).collect()
}

/// What the published articles say whose title says the same.
pub fn near(app: &App, article: &Article, title: &str, allow_list: &AllowList) -> Result<Vec<Other>> {
    let headings = alike::alike(app, article, title)?;
    app.database.read(|connection| {
        let mut others = Vec::new();
        for heading in &headings {
            let published = db::article::get(connection, heading.article_id)?.published_revision_id;
            let Some(revision_id) = published else { continue };
            let parts = db::revision::get(connection, revision_id)?.parts;
            others.push(Other {
                place: Place::Article(heading.article_id, heading.title.clone()),
                answer: stated(&parts, &article.locale, allow_list),
            });
        }
        Ok(others)
    })
}

/// Where `others` disagree with a text. Links to this installation's own pages are no facts.
pub fn clashes(
    app: &App,
    parts: &Parts,
    locale: &Locale,
    allow_list: &AllowList,
    others: &[Other],
) -> Result<Vec<Clash>> {
    let sites: Vec<String> = app.brands()?.iter().map(|brand| app.site(brand)).collect();
    let is_own = |fact: &Fact| fact.kind == Kind::Link && sites.iter().any(|site| host(site) == fact.unit);
    let ours = stated(parts, locale, allow_list).without(is_own);
    let mut clashes: Vec<Clash> = Vec::new();
    for other in others {
        for Disagreement { ours: own, theirs } in ours.disagreements(&other.answer) {
            let known = clashes
                .iter_mut()
                .find(|clash| clash.ours == own.text && clash.theirs == theirs.text);
            match known {
                Some(known) if known.places.contains(&other.place) => {}
                Some(known) => known.places.push(other.place.clone()),
                None => clashes.push(Clash {
                    agreeing: agreeing(&own, others),
                    ours: own.text,
                    theirs: theirs.text,
                    places: vec![other.place.clone()],
                }),
            }
        }
    }
    Ok(clashes)
}

fn agreeing(fact: &Fact, others: &[Other]) -> usize {
    let mut places: Vec<&Place> = Vec::new();
    for other in others.iter().filter(|other| other.answer.states(fact)) {
        if !places.contains(&&other.place) {
            places.push(&other.place);
        }
    }
    places.len()
}

fn host(site: &str) -> &str {
    let rest = site.split("://").last().unwrap_or(site);
    let host = rest.split(['/', ':']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

fn answer(text: &str, question: &str, locale: &Locale, allow_list: &AllowList) -> Answer {
    let stems = |text: &str| telling_words(text, locale).into_iter().map(|word| word.stem).collect();
    Answer::of(text, question, allow_list, &stems)
}

/// What an article states where it answers; the issue has the customers' words.
fn stated(parts: &Parts, locale: &Locale, allow_list: &AllowList) -> Answer {
    let channels = parts.channel_replies.values();
    let texts = [&parts.reply, &parts.resolution, &parts.cause]
        .into_iter()
        .chain(channels);
    texts.fold(Answer::default(), |all, text| {
        all.and(answer(text, &parts.title, locale, allow_list))
    })
}

/// The last confirmation of an article's facts.
pub fn confirmation(connection: &mut DbConnection, id: ArticleId) -> Result<Option<Confirmation>> {
    let Some(entry) = db::audit::last_about(connection, CONFIRMED, id.0)? else {
        return Ok(None);
    };
    let account = entry
        .account_id
        .map(|id| db::account::find(connection, id))
        .transpose()?;
    Ok(Some(Confirmation {
        pairs: entry.detail.split(NEXT).map(str::to_owned).collect(),
        by: account.flatten().map(|account| account.name).unwrap_or_default(),
        at: entry.at,
    }))
}

/// What stands against the newest text of an article.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The text that was looked at.
    pub revision_id: RevisionId,
    pub clashes: Vec<Clash>,
    pub confirmation: Option<Confirmation>,
}

impl Standing {
    /// Whether nobody confirmed what stands against each other.
    pub fn is_open(&self) -> bool {
        !self.clashes.is_empty()
            && !self
                .confirmation
                .as_ref()
                .is_some_and(|confirmation| confirmation.covers(&self.clashes))
    }

    /// Refuses while it is open.
    pub fn confirmed(&self) -> Result<()> {
        if !self.is_open() {
            return Ok(());
        }
        let pairs: Vec<_> = self.clashes.iter().map(Clash::pair).collect();
        let detail = format!(
            "Other answers disagree about facts: {}. Somebody has to confirm on the article's page what it says.",
            pairs.join(NEXT)
        );
        let error = Error::new(Code::Incomplete, detail);
        Err(pairs
            .into_iter()
            .fold(error, |error, pair| error.with_field("facts", pair)))
    }
}

/// Looks at the newest text of an article; none where it has none.
pub fn look(app: &App, id: ArticleId) -> Result<Option<Standing>> {
    let (article, revision, brand, answered, confirmation) = app.database.read(|connection| {
        let article = revise::find(connection, id, None)?;
        let revision = article
            .revision_id
            .map(|id| db::revision::get(connection, id))
            .transpose()?;
        let brand = db::brand::get(connection, article.brand_id)?;
        let answered = super::answered::list(connection, id)?;
        let confirmation = confirmation(connection, id)?;
        Ok::<_, Error>((article, revision, brand, answered, confirmation))
    })?;
    let Some(revision) = revision else { return Ok(None) };
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let mut others = others(&allow_list, &answered);
    others.extend(near(app, &article, &revision.parts.title, &allow_list)?);
    Ok(Some(Standing {
        revision_id: revision.id,
        clashes: clashes(app, &revision.parts, &article.locale, &allow_list, &others)?,
        confirmation,
    }))
}

/// Writes down that a person confirmed what the newest text says where others disagree.
pub fn confirm(app: &App, actor: Actor, id: ArticleId) -> Result<()> {
    let Some(standing) = look(app, id)?.filter(|standing| !standing.clashes.is_empty()) else {
        return Ok(());
    };
    let pairs: Vec<_> = standing.clashes.iter().map(Clash::pair).collect();
    let now = app.clock.now();
    app.database.write(|connection| {
        db::audit::record(connection, actor, CONFIRMED, Some(id.0), &pairs.join(NEXT), now)?;
        Ok::<_, Error>(())
    })
}
