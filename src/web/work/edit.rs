//! The page on which an article is written: its source with what was hidden, its text in KCS parts, its preview.

use super::{
    checks::{self, Around, Check},
    flag::{self, Flag},
    preview::{self, Channels, Seen},
    show::{self, Bubble, Choice},
    source::{self, Hidden, Sentence},
    topics::{self, TopicChoice},
};
use crate::{
    actions,
    app::App,
    db,
    domain::{
        account::Role,
        address,
        article::{Article, Audience, Confidence, Parts, REPLY_MOST},
        id::ArticleId,
        locale::Locale,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        form::{Problem, Sent},
        frame::name_of,
        kept,
        pages::Page,
        session::{self, SignedIn},
        site::query_of,
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDateTime;
use serde::Serialize;

/// The page of an article in work.
#[derive(Debug, Clone, Serialize)]
pub struct EditPage {
    pub is_new: bool,
    path: String,
    /// Where readers see it; empty where they do not.
    public_path: String,
    pub parts: Parts,
    pub topics: Vec<TopicChoice>,
    pub note: String,
    /// Where readers go once it is archived, as it was typed.
    pub replacement: String,
    pub locale: Locale,
    language: String,
    locales: Vec<Choice>,
    state: Confidence,
    audience: Audience,
    /// Of the article, for telling a lost update.
    version: i32,
    /// Of the newest text.
    number: i32,
    changed: NaiveDateTime,
    messages: Vec<Bubble>,
    /// The conversation that they are of; empty where there is none.
    source_path: String,
    /// The sentences of the source that may be shown to readers.
    pub sentences: Vec<Sentence>,
    redactions: Vec<Hidden>,
    preview_html: String,
    preview_cause_html: String,
    /// The short answer on each of the brand's channels.
    replies: Vec<Seen>,
    /// What the replies are made with; none of a new article, which has no address yet.
    #[serde(skip)]
    link: Option<String>,
    #[serde(skip)]
    channels: Channels,
    /// The way in which the preview is looked at: as the page (empty), or a channel's key.
    pub seen_as: String,
    /// Of the resolution, and letters of the short answer.
    words: usize,
    letters: usize,
    most_letters: usize,
    pub checks: Vec<Check>,
    /// How many of them are in the way of publishing.
    missing: usize,
    #[serde(skip)]
    around: Around,
    /// What people say is wrong with it, and what somebody was about to say.
    flags: Vec<Flag>,
    pub flagged: String,
    pub done: String,
    pub problems: Vec<Problem>,
    /// The text that somebody else saved meanwhile.
    pub theirs: String,
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "work/edit.html";

    fn samples() -> Vec<Self> {
        let parts = Parts {
            title: "<b>Envío</b>".into(),
            reply: "Es gratis.".into(),
            resolution: "</textarea><script>".into(),
            ..Parts::default()
        };
        let bare = Self::empty(&Locale::spanish());
        let (sentences, redactions) = source::samples();
        let full = Self {
            is_new: false,
            public_path: "/es/a/4f7k".into(),
            parts,
            state: Confidence::NotValidated,
            messages: Bubble::samples(),
            source_path: "/w/conversations/4f7k".into(),
            sentences,
            redactions,
            topics: TopicChoice::samples(),
            flags: Flag::samples(),
            preview_html: "<p>Texto</p>".into(),
            replies: Seen::samples(),
            seen_as: "x".into(),
            checks: checks::samples(),
            missing: 2,
            done: "saved".into(),
            problems: ["title", "reply", "topics", ""].map(Problem::sample).to_vec(),
            theirs: "Otro".into(),
            locales: Choice::sample(),
            ..bare.clone()
        };
        let archived = Self {
            state: Confidence::Archived,
            ..full.clone()
        };
        vec![bare, full, archived]
    }
}

impl EditPage {
    fn empty(locale: &Locale) -> Self {
        Self {
            is_new: true,
            path: "/w/articles/new".into(),
            public_path: String::new(),
            parts: Parts::default(),
            topics: Vec::new(),
            note: String::new(),
            replacement: String::new(),
            locale: locale.clone(),
            language: name_of(locale),
            locales: Vec::new(),
            state: Confidence::WorkInProgress,
            audience: Audience::Public,
            version: 0,
            number: 0,
            changed: NaiveDateTime::default(),
            messages: Vec::new(),
            source_path: String::new(),
            sentences: Vec::new(),
            redactions: Vec::new(),
            preview_html: String::new(),
            preview_cause_html: String::new(),
            replies: Vec::new(),
            link: None,
            channels: Channels::default(),
            seen_as: String::new(),
            words: 0,
            letters: 0,
            most_letters: REPLY_MOST,
            checks: Vec::new(),
            missing: 0,
            around: Around::default(),
            flags: Vec::new(),
            flagged: String::new(),
            done: String::new(),
            problems: Vec::new(),
            theirs: String::new(),
        }
    }

    /// The same with what is in the way.
    pub fn with_problems(mut self, problems: Vec<Problem>) -> Self {
        self.problems = problems;
        self
    }

    /// The same beside a text that somebody else saved meanwhile.
    pub fn beside(mut self, theirs: String) -> Self {
        self.theirs = theirs;
        self
    }

    /// What was typed, with its own preview.
    pub fn typed(mut self, app: &App, sent: &Sent) -> Result<Self> {
        self.parts = parts_of(sent, &self.parts);
        if let Some(keys) = topics::chosen_in(sent, &self.topics) {
            for topic in &mut self.topics {
                topic.chosen = keys.contains(&topic.key);
            }
        }
        sent.get("note").clone_into(&mut self.note);
        sent.get("replaced_by").clone_into(&mut self.replacement);
        if let Some(locale) = sent.get("locale").parse().ok().filter(|_| self.is_new) {
            self.locale = locale;
        }
        if let Some(keys) = chosen_in(sent) {
            for sentence in &mut self.sentences {
                sentence.chosen = keys.contains(&sentence.key);
            }
        }
        let preview = actions::revise::render(app, &self.parts);
        if let Ok(preview) = preview {
            self.preview_html = preview.html;
            self.preview_cause_html = preview.cause_html;
        }
        sent.get("as").clone_into(&mut self.seen_as);
        self.counted().checked(app)
    }

    /// The same with what it still needs.
    fn checked(mut self, app: &App) -> Result<Self> {
        if self.is_new {
            return Ok(self);
        }
        let topics = self
            .topics
            .iter()
            .filter(|topic| topic.chosen || topic.proposed)
            .count();
        let html = [self.preview_html.as_str(), &self.preview_cause_html].concat();
        self.checks = checks::all(app, &self.parts, &html, topics, &self.around)?;
        self.missing = self.in_the_way().count();
        Ok(self)
    }

    /// The same with the topic ticked that the articles most like a fresh draft have. It becomes its topic when a person
    /// saves the page.
    fn proposed(mut self, app: &App) -> Result<Self> {
        let is_fresh = self.state == Confidence::WorkInProgress && self.number == 1;
        let has_none = !self.topics.is_empty() && self.topics.iter().all(|topic| !topic.chosen);
        let Some(article) = self.around.article.as_ref().filter(|_| is_fresh && has_none) else {
            return Ok(self);
        };
        let Some(proposed) = actions::related::topic(app, article, &self.parts)? else {
            return Ok(self);
        };
        for topic in &mut self.topics {
            topic.proposed = topic.id == proposed;
        }
        self.checked(app)
    }

    /// What has to be done before anybody can read it.
    pub fn in_the_way(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.required && !check.done)
    }

    /// The same with its text counted, and seen on each channel.
    fn counted(mut self) -> Self {
        self.replies = preview::replies(&self.parts, self.link.as_deref(), &self.channels);
        if !self.replies.iter().any(|reply| reply.key == self.seen_as) {
            self.seen_as.clear();
        }
        self.words = self.parts.resolution.split_whitespace().count();
        self.letters = self.parts.reply.trim().chars().count();
        self
    }
}

/// The parts that a form sent, in place of those that stand.
pub fn parts_of(sent: &Sent, standing: &Parts) -> Parts {
    let get = |name: &str| sent.get(name).replace("\r\n", "\n");
    Parts {
        title: get("title"),
        issue: get("issue"),
        environment: get("environment"),
        resolution: get("resolution"),
        cause: get("cause"),
        reply: get("reply"),
        channel_replies: standing.channel_replies.clone(),
    }
}

/// The keys of the sentences that a form chose to show; none where it did not ask.
pub fn chosen_in(sent: &Sent) -> Option<Vec<String>> {
    sent.find("excerpts")?;
    let chosen = sent.names().filter_map(|name| name.strip_prefix("excerpt_"));
    Some(chosen.map(str::to_owned).collect())
}

/// `GET /w/articles/new`
pub async fn new(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Editor).await?;
    let frame = person.frame();
    let page = blocking::run(&web, move |app| blank(app, &person)).await?;
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// An empty page.
pub fn blank(app: &App, person: &SignedIn) -> Result<EditPage> {
    let brand = &person.visitor().brand;
    let locale = brand.locale();
    let languages = [&person.frame().locale, &locale];
    let (topics, channels) = app.database.read(|connection| {
        let topics = topics::choices(connection, brand.id, languages, &[])?;
        Ok::<_, Error>((topics, Channels::of(connection, brand.id)?))
    })?;
    Ok(EditPage {
        channels,
        topics,
        locales: show::languages(brand),
        ..EditPage::empty(&locale)
    })
}

/// `GET /w/articles/{id}/edit`
pub async fn edit(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let (id, frame) = (id_in(&request)?, person.frame());
    let done = checks::notice(query_of(&request).get("done").map_or("", String::as_str));
    let page = blocking::run(&web, move |app| read(app, &person, id)?.proposed(app)).await?;
    let seen_as = query_of(&request).get("as").cloned().unwrap_or_default();
    let page = EditPage { seen_as, done, ..page }.counted();
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

/// The article that the address names.
pub fn id_in(request: &HttpRequest) -> Result<ArticleId> {
    let id = request.match_info().query("id");
    id.parse().map_err(|_| Error::not_found("article"))
}

/// The page of an article as it stands.
pub fn read(app: &App, person: &SignedIn, id: ArticleId) -> Result<EditPage> {
    let spoken = person.frame().locale;
    let page = app.database.read(|connection| {
        let found = db::article::find(connection, id)?.and_then(|article| person.reader().may_see(article));
        let article = found.ok_or_else(|| Error::not_found("article"))?;
        let newest = article.revision_id.ok_or_else(|| Error::not_found("revision"))?;
        let revision = db::revision::get(connection, newest)?;
        let own = db::article::topics_of_one(connection, id)?;
        let topics = topics::choices(connection, article.brand_id, [&spoken, &article.locale], &own)?;
        let redactions = db::redaction::list(connection, id)?;
        let source = db::article::sources_of(connection, id)?.first().copied();
        let messages = match source {
            Some(source) => source::bubbles(connection, person.reader(), &article, source)?,
            None => Vec::new(),
        };
        let sentences = actions::excerpt::offered(connection, &article)?;
        Ok::<_, Error>(EditPage {
            is_new: false,
            path: format!("/w/articles/{id}/edit"),
            public_path: public_path(connection, &article)?,
            around: Around::of(connection, &article, &redactions, !topics.is_empty())?,
            flags: flag::open(connection, id)?,
            topics,
            language: name_of(&article.locale),
            locale: article.locale.clone(),
            state: article.confidence,
            audience: article.audience,
            version: article.version,
            number: revision.number,
            changed: article.updated_at,
            source_path: source
                .filter(|_| !messages.is_empty())
                .map(|source| format!("/w/conversations/{source}"))
                .unwrap_or_default(),
            messages,
            sentences: sentences.into_iter().map(Sentence::from).collect(),
            redactions: redactions.iter().map(Hidden::from).collect(),
            link: Some(format!("{}{}", person.visitor().site, address::short(id))),
            channels: Channels::of(connection, article.brand_id)?,
            preview_html: revision.html,
            preview_cause_html: revision.cause_html,
            parts: revision.parts,
            ..EditPage::empty(&article.locale)
        })
    })?;
    page.counted().checked(app)
}

fn public_path(connection: &mut db::DbConnection, article: &Article) -> Result<String> {
    use crate::domain::visibility::Guarded;
    if !article.is_public() {
        return Ok(String::new());
    }
    let slug = db::article::slugs_of(connection, &[article.id])?.pop();
    let slug = slug.map(|(_, slug)| slug).unwrap_or_default();
    Ok(address::article(&article.locale, article.id, &slug))
}
