//! Keeps the ledger of what people asked: searches, as visitors make them, and the questions of conversations, as the
//! change log tells of them. Personal data is masked before anything is stored. Suggestions and votes write their own
//! entries where they happen.

use crate::{
    app::App,
    db::{
        self, DbConnection,
        change_log::{self, Entity},
        gap::Question,
        settings,
    },
    domain::{
        asked::{Asked, Search, Step, is_bot},
        brand::Brand,
        conversation::{Conversation, Message, Status, Turn},
        gap::{self, GapKind},
        id::{ArticleId, BrandId, ConversationId},
        locale::Locale,
        position::Position,
        redaction::{self, AllowList},
        visibility::Reader,
    },
    error::{Error, Result},
    secret,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::{MutexGuard, PoisonError},
};

use super::search::{self, QUERY_MOST};

/// Entries of the change log, or conversations, that are looked at together.
const BATCH: i64 = 200;
/// The newest links of a changed article whose conversations are looked at again.
const LINKS: i64 = 50;
/// Letters of a hash that stands for a person.
const PERSON: usize = 32;

/// Who sent a request, as far as telling visitors apart goes.
#[derive(Debug, Clone, Copy)]
pub struct Visitor<'a> {
    /// The network address they came from.
    pub address: &'a str,
    /// What the browser calls itself.
    pub browser: Option<&'a str>,
}

impl Visitor<'_> {
    /// Who comes again on another day is another person.
    fn person(&self, app: &App) -> String {
        person(app, &format!("{} {}", self.address, self.browser.unwrap_or_default()))
    }
}

/// A hash of address and browser for this day and this process, so that nobody can find out whose it is.
pub(super) fn person(app: &App, visitor: &str) -> String {
    let hash = secret::hash(&format!("{} {} {visitor}", app.asked_key, app.clock.now().date()));
    hash.chars().take(PERSON).collect()
}

/// Notes that a visitor searches, to be written down by the worker. `watched`: whether [`opened`] would be called when
/// they open a result. Programs that read pages by themselves ask nothing.
pub fn searched(app: &App, visitor: Visitor, brand: &Brand, locale: Option<&Locale>, text: &str, watched: bool) {
    let text: String = text.trim().chars().filter(|c| *c != '\0').take(QUERY_MOST).collect();
    if gap::key(&text).is_empty() || is_bot(visitor.browser) {
        return;
    }
    let search = Search {
        person: visitor.person(app),
        brand_id: brand.id,
        locale: locale.cloned().unwrap_or_else(|| brand.locale()),
        text,
    };
    asked(app).searched(search, watched, app.clock.now());
}

/// Notes that a visitor opened an article.
pub fn opened(app: &App, visitor: Visitor) {
    if !asked(app).is_idle() {
        let person = visitor.person(app);
        asked(app).opened(&person);
    }
}

/// Forgets the searches that are not written down yet: what is to be erased may stand in them.
pub(super) fn forget(app: &App) {
    *asked(app) = Asked::default();
}

fn asked(app: &App) -> MutexGuard<'_, Asked> {
    app.asked.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes down what came of searches. True: something did.
pub fn settle(app: &App) -> Result<bool> {
    let steps = asked(app).steps(app.clock.now());
    for step in &steps {
        match step {
            Step::Look(search) => {
                let found = finds(app, search)?;
                if !found {
                    write(app, search, Some(GapKind::NoResult))?;
                }
                asked(app).looked(search, found);
            }
            Step::Retract(search) => write(app, search, None)?,
            Step::Close(search, true) => write(app, search, Some(GapKind::Answered))?,
            Step::Close(search, false) => write(app, search, Some(GapKind::NoClick))?,
        }
    }
    Ok(!steps.is_empty())
}

fn finds(app: &App, search: &Search) -> Result<bool> {
    let request = search::Request {
        text: search.text.clone(),
        locale: Some(search.locale.clone()),
        limit: 1,
        ..search::Request::default()
    };
    let answer = search::find(app, Reader::Public, Some(search.brand_id), &request)?;
    // That words alone found nothing for once is no proof that there is nothing.
    Ok(answer.total > 0 || answer.meaning_dropped())
}

/// Counts a search, or with no kind takes back that it found nothing.
fn write(app: &App, search: &Search, kind: Option<GapKind>) -> Result<()> {
    let brands = app.brands()?;
    let brand = brands.iter().find(|brand| brand.id == search.brand_id);
    let text = redaction::redact(&search.text, search.locale.as_str(), &allow_list(brand)).text;
    let key = gap::key(&text);
    if brand.is_none() || key.is_empty() {
        return Ok(());
    }
    let (now, person) = (app.clock.now(), search.person.as_str());
    app.database.write(|connection| {
        let (brand_id, locale) = (search.brand_id, &search.locale);
        match kind {
            Some(kind) => db::gap::record(connection, brand_id, locale, kind, (&key, &text, person), now)?,
            None => db::gap::uncount(connection, brand_id, locale, GapKind::NoResult, (&key, person))?,
        }
        Ok(())
    })
}

fn allow_list(brand: Option<&Brand>) -> AllowList {
    brand
        .and_then(|brand| AllowList::from_json(&brand.allow_list).ok())
        .unwrap_or_default()
}

/// Takes in conversations that changed since the last time; first of all, every one. True: there may be more.
pub fn follow(app: &App) -> Result<bool> {
    let (epoch, reached) = app.database.read(reached)?;
    match reached {
        Some(place) => follow_log(app, &epoch, place),
        None => begin(app, &epoch).map(|()| true),
    }
}

/// Whether there are entries that the ledger does not know of, also of those that other transactions hold back.
pub fn is_behind(app: &App) -> Result<bool> {
    app.database.read(|connection| match reached(connection)? {
        (_, Some(place)) => Ok(change_log::waiting(connection, place)? > 0),
        (_, None) => Ok(true),
    })
}

/// Which data these are, and how far the ledger follows their change log; no place where it has to begin anew.
fn reached(connection: &mut DbConnection) -> Result<(String, Option<Position>)> {
    Ok(change_log::followed(connection, settings::QUESTIONS)?)
}

fn begin(app: &App, epoch: &str) -> Result<()> {
    let end = app.database.snapshot(|connection| {
        let end = change_log::end(connection)?;
        Ok::<_, Error>(end.max(change_log::pruned(connection)?))
    })?;
    let mut last = ConversationId(0);
    loop {
        let ids = app
            .database
            .read(|connection| Ok::<_, Error>(db::conversation::ids_after(connection, last, BATCH)?))?;
        let Some(&end_of_batch) = ids.last() else { break };
        refresh(app, &ids, None)?;
        last = end_of_batch;
        if app.news.is_stopping() {
            return Ok(());
        }
    }
    refresh(app, &[], Some(&change_log::write_place(epoch, end)))
}

fn follow_log(app: &App, epoch: &str, place: Position) -> Result<bool> {
    let (log, mut ids) = app.database.snapshot(|connection| {
        let log = change_log::after(connection, place, BATCH)?;
        let of = |entity: Entity| {
            let changes = log.iter().filter(move |change| change.entity == entity);
            changes.map(|change| change.entity_id).collect::<BTreeSet<_>>()
        };
        let mut ids: BTreeSet<_> = of(Entity::Conversation).into_iter().map(ConversationId).collect();
        // A link is told of as a change of its article.
        for id in of(Entity::Article) {
            let links = db::link::list_of_article(connection, ArticleId(id), LINKS)?;
            ids.extend(links.into_iter().map(|link| link.conversation_id));
        }
        Ok::<_, Error>((log, ids.into_iter().collect::<Vec<_>>()))
    })?;
    let Some(last) = log.last() else { return Ok(false) };
    let rest = ids.split_off(ids.len().min(BATCH as usize));
    for some in rest.chunks(BATCH as usize) {
        refresh(app, some, None)?;
    }
    refresh(app, &ids, Some(&change_log::write_place(epoch, last.position)))?;
    Ok(true)
}

/// Makes the ledger say of these conversations what is so now, and stores how far it follows the change log.
fn refresh(app: &App, ids: &[ConversationId], place: Option<&str>) -> Result<()> {
    let brands = app
        .database
        .read(|connection| Ok::<_, Error>(db::brand::list(connection)?))?;
    let lists: HashMap<BrandId, AllowList> = brands.iter().map(|brand| (brand.id, allow_list(Some(brand)))).collect();
    let questions = app.database.snapshot(|connection| questions(connection, ids, &lists))?;
    app.database.write(|connection| {
        for (id, question) in &questions {
            match question {
                Some(question) => db::gap::put_question(connection, question)?,
                None => drop(db::gap::remove_question(connection, *id)?),
            }
        }
        place.map_or(Ok(()), |place| {
            Ok(settings::put(connection, settings::QUESTIONS, place)?)
        })
    })
}

type Questions = Vec<(ConversationId, Option<Question>)>;

fn questions(
    connection: &mut DbConnection,
    ids: &[ConversationId],
    lists: &HashMap<BrandId, AllowList>,
) -> Result<Questions> {
    let found = db::conversation::list_by_ids(connection, ids)?;
    let found: HashMap<_, _> = found.into_iter().map(|one| (one.id, one)).collect();
    // A link that nobody has confirmed may be wrong, and what is wrong closes no gap.
    let linked: BTreeSet<_> = db::conversation::answering_articles(connection, ids)?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let mut messages: HashMap<ConversationId, Vec<Message>> = HashMap::new();
    for message in db::conversation::messages_of(connection, ids)? {
        messages.entry(message.conversation_id).or_default().push(message);
    }
    let questions = ids.iter().map(|id| {
        let own = messages.get(id).map_or(&[][..], Vec::as_slice);
        let conversation = found.get(id);
        let list = conversation.and_then(|one| lists.get(&one.brand_id));
        let question = conversation
            .zip(list)
            .and_then(|(one, list)| question(connection, one, own, linked.contains(id), list).transpose());
        Ok((*id, question.transpose()?))
    });
    questions.collect()
}

fn question(
    connection: &mut DbConnection,
    conversation: &Conversation,
    messages: &[Message],
    is_linked: bool,
    list: &AllowList,
) -> Result<Option<Question>> {
    let turns: Vec<Turn> = messages.iter().map(Message::turn).collect();
    let Some(asked) = gap::question_of(&turns) else {
        return Ok(None);
    };
    let text = redaction::redact(&asked, conversation.locale.as_str(), list).text;
    if gap::key(&text).is_empty() {
        return Ok(None);
    }
    let is_gap = conversation.status == Status::Resolved && !is_linked;
    Ok(Some(Question {
        conversation_id: conversation.id,
        brand_id: conversation.brand_id,
        locale: conversation.locale.clone(),
        kind: if is_gap { GapKind::Unlinked } else { GapKind::Answered },
        text,
        person: db::gap::person_in(connection, Some(conversation.id))?,
        first_at: conversation.first_at.unwrap_or(conversation.last_at),
        last_at: conversation.last_customer_at.unwrap_or(conversation.last_at),
    }))
}
