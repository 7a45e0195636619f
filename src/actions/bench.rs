//! Lives through the installation's own past once more, on a copy: for each conversation of which it is known what
//! answered it, asks for a suggestion with no more than was known then, and learns what came of it before the next.
//! The ranking is the one that users get.

use super::{backup, index, learning, meaning, restore, suggest};
use crate::{
    app::App,
    clock::Clock,
    db::{
        self, Database, DatabaseUrl,
        article::{Uses, no_uses},
        change_log::{self, Entity},
        link::{Link, NewLink},
    },
    domain::{
        bench::Trial,
        brand::Brand,
        channel::ChannelKind,
        conversation::{AuthorRole, Conversation, Message, Turn},
        id::{ArticleId, BrandId, ConversationId, GapId, SuggestionId},
        locale::Locale,
        redaction::{self, AllowList},
        resolution,
        suggestion::learning::{Learned, Situation},
        visibility::Reader,
    },
    error::{Error, Result},
    search::{Index, Writer},
};
use chrono::NaiveDateTime;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    path::Path,
};

/// Steps in which a long history is learned from; a shorter one is learned from conversation by conversation.
const STEPS: usize = 500;

/// A conversation of which it is known what answered it.
#[derive(Debug, Clone)]
pub struct Case {
    pub conversation_id: ConversationId,
    /// When the customer first wrote.
    pub asked_at: NaiveDateTime,
    pub channel: ChannelKind,
    pub locale: Locale,
    brand_id: BrandId,
    question: String,
    earlier: Vec<String>,
    group: Option<GapId>,
    answers: HashSet<ArticleId>,
}

/// A past to live through again.
pub struct History<'a> {
    /// A copy of the installation, whose links are forgotten.
    copy: &'a App,
    brands: HashMap<BrandId, Brand>,
    threshold: f32,
    cases: Vec<Case>,
    /// The links with the time from which they were known, the first first.
    links: Vec<(NaiveDateTime, Link)>,
    /// From when on each article was there; one that is not here always was.
    published: HashMap<ArticleId, NaiveDateTime>,
}

/// A copy of an installation in a folder, with an index of its own in memory.
pub fn copy(app: &App, folder: &Path) -> Result<App> {
    let file = folder.join("copy.gz");
    backup::run(&app.database, &file, &Clock::System)?;
    let mut settings = (*app.settings).clone();
    settings.database_url = DatabaseUrl::Sqlite(folder.join("copy.db"));
    folder.clone_into(&mut settings.data_dir);
    let database = Database::open(settings.database_url.clone(), settings.written.connections)?;
    restore::run(&database, &file, false)?;
    std::fs::remove_file(&file)?;
    App::assemble(database, settings, app.clock.clone(), Index::open(None)?)
}

impl<'a> History<'a> {
    /// Reads the past from a copy and forgets it there. At most so many conversations are asked about: the newest.
    pub fn of(copy: &'a App, limit: usize) -> Result<Self> {
        let brands: HashMap<_, _> = copy.brands()?.iter().map(|brand| (brand.id, brand.clone())).collect();
        let (mut cases, links, published) = copy.database.snapshot(|connection| {
            let links = db::link::list_known(connection)?;
            let mut answers: BTreeMap<ConversationId, HashSet<ArticleId>> = BTreeMap::new();
            for link in &links {
                answers.entry(link.conversation_id).or_default().insert(link.article_id);
            }
            let read = read(connection, &brands, answers)?;
            let links = known_from(links, &read);
            let published = published(connection, &links)?;
            let cases: Vec<Case> = read.into_iter().filter_map(|(_, case)| case).collect();
            Ok::<_, Error>((cases, links, published))
        })?;
        cases.sort_by_key(|case| (case.asked_at, case.conversation_id));
        cases.drain(..cases.len().saturating_sub(limit));
        Ok(Self {
            copy,
            threshold: copy.suggestion_threshold()? as f32,
            brands,
            cases,
            links,
            published,
        })
    }

    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// What would have been suggested for each case, in their order. `learns`: whether what came of earlier ones is known;
    /// else it is answered with the articles as they are written. `done` is told after each.
    pub fn live(&self, learns: bool, mut done: impl FnMut()) -> Result<Vec<Trial>> {
        let now = self.copy.clock.now();
        self.copy.database.write(|connection| {
            db::link::forget_all(connection)?;
            for id in self
                .links
                .iter()
                .map(|(_, link)| link.article_id)
                .collect::<HashSet<_>>()
            {
                change_log::record(connection, Entity::Article, id.0, now)?;
            }
            Ok(())
        })?;
        self.copy.learned.set(Learned::default());
        let mut writer = self.copy.index.writer()?;
        index::rebuild(self.copy, &mut writer)?;
        self.catch_up(&mut writer)?;
        let (mut links, mut edits) = (self.links.iter().peekable(), learning::Kept::default());
        let step = (self.cases.len() / STEPS).max(1);
        let mut trials = Vec::with_capacity(self.cases.len());
        for (place, case) in self.cases.iter().enumerate() {
            if learns && place.is_multiple_of(step) {
                let mut new = Vec::new();
                // Earlier, and not at the same time: a conversation without times of answers ends when it begins.
                while let Some((at, link)) = links.next_if(|(at, _)| *at < case.asked_at) {
                    new.push((*at, *link));
                }
                self.learn(&new, case.asked_at, &mut edits, &mut writer)?;
            }
            trials.push(self.ask(case)?);
            done();
        }
        Ok(trials)
    }

    /// Takes in the links that came to be known until `now`, and what else happened.
    fn learn(
        &self,
        new: &[(NaiveDateTime, Link)],
        now: NaiveDateTime,
        edits: &mut learning::Kept,
        writer: &mut Writer,
    ) -> Result<()> {
        self.copy.database.write(|connection| {
            for (at, link) in new {
                let again = NewLink {
                    article_id: link.article_id,
                    conversation_id: link.conversation_id,
                    kind: link.kind,
                    account_id: link.account_id,
                    suggestion_id: link.suggestion_id.map(SuggestionId),
                };
                db::link::insert(connection, &again, *at)?;
                let used = Uses {
                    uses: 1,
                    last_used_at: Some(*at),
                    ..no_uses(link.article_id)
                };
                db::article::add_uses(connection, used)?;
                change_log::record(connection, Entity::Article, link.article_id.0, *at)?;
            }
            Ok(())
        })?;
        if !new.is_empty() {
            self.catch_up(writer)?;
        }
        let learned = self.copy.database.snapshot(|connection| {
            let lessons = learning::lessons(connection, now, edits)?;
            Ok::<_, Error>(Learned::of(&lessons, &learning::reverted(connection)?, now))
        })?;
        self.copy.learned.set(learned);
        Ok(())
    }

    fn catch_up(&self, writer: &mut Writer) -> Result<()> {
        while index::follow(self.copy, writer)? {}
        while meaning::follow(self.copy)? {}
        Ok(())
    }

    fn ask(&self, case: &Case) -> Result<Trial> {
        let situation = Situation {
            channel: Some(case.channel.clone()),
            group: case.group,
        };
        let earlier: Vec<&str> = case.earlier.iter().map(String::as_str).collect();
        let was_there = |id| self.published.get(&id).is_none_or(|at| *at <= case.asked_at);
        let question = suggest::Question {
            brand: self.brands.get(&case.brand_id),
            earlier: &earlier,
            locale: Some(&case.locale),
            situation: Some(&situation),
            ..suggest::Question::new(Reader::Staff, &case.question)
        };
        let ranked = suggest::consider_among(self.copy, &question, suggest::CANDIDATES, was_there)?.ranked;
        let confidence = ranked.first().map_or(0.0, |first| first.confidence);
        let is_right = |id| case.answers.contains(&id);
        Ok(Trial {
            place: ranked
                .iter()
                .position(|one| is_right(one.item.article_id))
                .map(|place| place + 1),
            confidence,
            shown: !ranked.is_empty() && confidence >= self.threshold,
        })
    }
}

/// A conversation with its end, and the case that it is; none where the answer was written from it, or nobody asked
/// anything.
type Read = ((ConversationId, NaiveDateTime), Option<Case>);

fn read(
    connection: &mut db::DbConnection,
    brands: &HashMap<BrandId, Brand>,
    answers: BTreeMap<ConversationId, HashSet<ArticleId>>,
) -> Result<Vec<Read>> {
    let ids: Vec<ConversationId> = answers.keys().copied().collect();
    let groups: HashMap<_, _> = db::learning::groups(connection, &ids)?.into_iter().collect();
    let mut all = Vec::with_capacity(ids.len());
    for (id, mut answers) in answers {
        let Some(conversation) = db::conversation::find(connection, id)? else {
            continue;
        };
        let mut drawn = HashSet::new();
        for article in &answers {
            if db::article::sources_of(connection, *article)?.contains(&id) {
                drawn.insert(*article);
            }
        }
        answers.retain(|article| !drawn.contains(article));
        let messages = db::conversation::messages(connection, id)?;
        let channel = db::channel::get(connection, conversation.channel_id)?.kind;
        let asked = asked(&conversation, &messages, brands).filter(|_| !answers.is_empty());
        let case = asked.map(|(question, earlier)| Case {
            conversation_id: id,
            asked_at: conversation.first_at.unwrap_or(conversation.last_at),
            channel,
            locale: conversation.locale.clone(),
            brand_id: conversation.brand_id,
            question,
            earlier,
            group: groups.get(&id).copied(),
            answers,
        });
        all.push(((id, conversation.last_at), case));
    }
    Ok(all)
}

/// What the customer had written when the answer was given, personal data masked, and what was said before.
fn asked(
    conversation: &Conversation,
    messages: &[Message],
    brands: &HashMap<BrandId, Brand>,
) -> Option<(String, Vec<String>)> {
    let turns: Vec<Turn> = messages.iter().map(Message::turn).collect();
    let answer = resolution::answer_turn(&turns);
    let answer = answer.or_else(|| turns.iter().rposition(|turn| turn.role == AuthorRole::Agent));
    let before: Vec<_> = turns[..answer.unwrap_or(turns.len())]
        .iter()
        .map(|turn| (turn.role, turn.text, turn.at))
        .collect();
    let (text, earlier, _) = suggest::last_words(&before).ok()?;
    let brand = brands.get(&conversation.brand_id);
    let list = brand.and_then(|brand| AllowList::from_json(&brand.allow_list).ok());
    let masked = redaction::redact(&text, conversation.locale.as_str(), &list.unwrap_or_default());
    Some((masked.text, earlier))
}

/// A link is known from the end of its conversation on.
fn known_from(links: Vec<Link>, read: &[Read]) -> Vec<(NaiveDateTime, Link)> {
    let ends: HashMap<ConversationId, NaiveDateTime> = read.iter().map(|(end, _)| *end).collect();
    let mut links: Vec<_> = links
        .into_iter()
        .filter_map(|link| Some((*ends.get(&link.conversation_id)?, link)))
        .collect();
    links.sort_by_key(|(at, link)| (*at, link.id));
    links
}

/// When each article was published. One that answered before, or came to be after all that is lived through, was brought in
/// from elsewhere: when it was written nobody knows, so it counts as always there.
fn published(
    connection: &mut db::DbConnection,
    links: &[(NaiveDateTime, Link)],
) -> Result<HashMap<ArticleId, NaiveDateTime>> {
    let mut first: HashMap<ArticleId, NaiveDateTime> = HashMap::new();
    for (at, link) in links {
        first.entry(link.article_id).or_insert(*at);
    }
    let end = links.last().map(|(at, _)| *at);
    let mut published = HashMap::new();
    let mut last = ArticleId(0);
    loop {
        let ids = db::article::ids_after(connection, last, 500)?;
        let Some(&end_of_batch) = ids.last() else { break };
        last = end_of_batch;
        for article in db::article::list_by_ids(connection, &ids)? {
            let at = article.published_at.unwrap_or(article.created_at);
            let answered_before = first.get(&article.id).is_some_and(|first| *first < at);
            if !answered_before && Some(at) <= end {
                published.insert(article.id, at);
            }
        }
    }
    Ok(published)
}
