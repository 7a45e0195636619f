//! The list of conversations, with filters; beside it, where there is room, one of them.

use super::{
    glance::{self, Glance},
    listing::Listing,
    show::{self, Choice},
};
use crate::{
    actions::sought,
    app::App,
    db::{
        self,
        inbox::{COUNTED, Counts},
    },
    domain::{
        account::Role,
        channel::Visibility,
        conversation::{AuthorRole, Conversation, Status},
        id::{ChannelId, ConversationId},
        locale::Locale,
        visibility::Visible,
    },
    error::{Error, Result},
    web::{
        Web, blocking,
        error::PageError,
        kept,
        pages::Page,
        session::{self, SignedIn},
        site::{Query, query_of, show::shortened, with_query},
        texts::{self, Catalogue},
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDateTime;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// Conversations on one page.
const LISTED: i64 = 25;
/// Longest beginning of a conversation in the list, in characters.
const BEGINNING: usize = 140;

/// The list of conversations.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ConversationsPage {
    conversations: Vec<Line>,
    views: Vec<View>,
    status: String,
    channels: Vec<Choice>,
    channel: String,
    locales: Vec<Choice>,
    lang: String,
    linked: String,
    /// Words that are looked for.
    query: String,
    /// Whether anything narrows the list beside the view.
    is_narrowed: bool,
    next_path: String,
    first_path: String,
    /// The one that is shown beside the list.
    glance: Option<Glance>,
}

/// One of the ways to look at the list, by where conversations stand.
#[derive(Debug, Clone, Serialize)]
struct View {
    name: &'static str,
    path: String,
    is_here: bool,
    /// How many there are, as far as they were counted.
    count: i64,
    /// Whether there are more.
    more: bool,
}

/// The views: a name, the status and whether an article is linked.
const VIEWS: [(&str, &str, &str); 4] = [
    ("all", "", ""),
    ("open", "open", ""),
    ("uncovered", "resolved", "no"),
    ("covered", "resolved", "yes"),
];

#[derive(Debug, Clone, Serialize)]
struct Line {
    path: String,
    /// The list with this one beside it: what follows the path.
    glance: String,
    is_shown: bool,
    text: String,
    locale: Locale,
    channel: String,
    status: Status,
    linked: bool,
    private: bool,
    messages: i32,
    at: NaiveDateTime,
}

impl Page for ConversationsPage {
    const TEMPLATE: &'static str = "work/conversations.html";

    fn samples() -> Vec<Self> {
        let line = Line {
            path: "/w/conversations/4f7k".into(),
            glance: "?preview=4f7k".into(),
            is_shown: true,
            text: "<b>sin datos</b>".into(),
            locale: Locale::spanish(),
            channel: "x".into(),
            status: Status::Resolved,
            linked: true,
            private: true,
            messages: 3,
            at: NaiveDateTime::default(),
        };
        let open = Line {
            status: Status::Open,
            linked: false,
            private: false,
            is_shown: false,
            ..line.clone()
        };
        let full = Self {
            conversations: vec![line, open],
            views: views("open", "", &[], Some(&Counts::sample())),
            status: "open".into(),
            channels: Choice::sample(),
            locales: Choice::sample(),
            query: "\"><i>".into(),
            is_narrowed: true,
            next_path: "/w/conversations?after=1-1".into(),
            first_path: "/w/conversations".into(),
            glance: Some(Glance::sample()),
            ..Self::default()
        };
        let bare = Self {
            glance: Some(Glance::bare()),
            ..full.clone()
        };
        vec![Self::default(), bare, full]
    }
}

/// `GET /w/conversations`
pub async fn list(web: Data<Web>, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let person = session::signed_in(&web, &request, Role::Agent).await?;
    let frame = person.frame();
    let query = query_of(&request);
    let page = blocking::run(&web, move |app| read(app, &person, &query)).await?;
    Ok(kept::html(200, web.pages.render(&frame, &page)?))
}

fn read(app: &App, person: &SignedIn, query: &Query) -> Result<ConversationsPage> {
    let listing = Listing::new("/w/conversations", &["status", "channel", "lang", "linked", "q"], query);
    let get = |name: &str| listing.chosen(name);
    let brand = &person.visitor().brand;
    let channels = app
        .database
        .read(|connection| Ok::<_, Error>(db::channel::list(connection, Some(brand.id))?))?;
    let channel_id: Option<ChannelId> = get("channel").parse().ok();
    let filter = db::conversation::Filter {
        brand_id: Some(brand.id),
        status: get("status").parse().ok(),
        channel_id: channel_id.filter(|id| channels.iter().any(|channel| channel.id == *id)),
        locale: get("lang").parse().ok(),
        linked: match get("linked").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        ..db::conversation::Filter::default()
    };
    let words = get("q").trim().to_owned();
    let narrowed = db::inbox::Filter {
        brand_id: brand.id,
        channel_id: filter.channel_id,
        locale: filter.locale.clone(),
    };
    let kinds: HashMap<ChannelId, String> = channels
        .iter()
        .map(|channel| (channel.id, channel.kind.to_string()))
        .collect();
    let (conversations, glance, counts, next) = app.database.read(|connection| {
        let counts = db::inbox::counts(connection, &narrowed)?;
        let page = if words.is_empty() {
            db::conversation::list(connection, &filter, listing.after(), LISTED)?
        } else {
            sought::find(connection, person.reader(), &filter, &words, listing.after(), LISTED)?
        };
        let found = person.reader().visible(page.items);
        let ids: Vec<_> = found.iter().map(|one| one.id).collect();
        let linked: HashSet<_> = db::conversation::answering_articles(connection, &ids)?
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let beginnings = beginnings(connection, &ids)?;
        let wanted = query.get("preview").and_then(|id| id.parse().ok());
        let shown = found.iter().find(|one| Some(one.id) == wanted).or(found.first());
        let lines: Vec<_> = found
            .iter()
            .map(|one| Line {
                is_shown: shown.is_some_and(|shown| shown.id == one.id),
                glance: listing.here_with("preview", &one.id.to_string()),
                ..line(one, &kinds, &linked, &beginnings)
            })
            .collect();
        let glance = shown.map(|one| glance::read(connection, person, one)).transpose()?;
        Ok::<_, Error>((lines, glance, counts, page.next))
    })?;
    let catalogue = texts::catalogue(&person.frame().locale);
    let kept = [("channel", get("channel")), ("lang", get("lang")), ("q", words.clone())];
    Ok(ConversationsPage {
        conversations,
        glance,
        // The counts are of all, whatever is looked for.
        views: views(
            &get("status"),
            &get("linked"),
            &kept,
            Some(&counts).filter(|_| words.is_empty()),
        ),
        status: get("status"),
        channels: channels
            .iter()
            .map(|channel| Choice::of(channel.id.to_string(), named(channel, catalogue)))
            .collect(),
        channel: get("channel"),
        locales: show::languages(brand),
        lang: get("lang"),
        linked: get("linked"),
        query: words,
        is_narrowed: kept.iter().any(|(_, value)| !value.is_empty()),
        next_path: listing.next_path(next),
        first_path: listing.first_path(),
    })
}

/// A channel as people call it, with the brand's account there.
fn named(channel: &db::channel::Channel, catalogue: &Catalogue) -> String {
    let name = catalogue.plain(&format!("channel.{}", channel.kind));
    let account = channel.kind.account(&channel.handle);
    if account.is_empty() {
        name
    } else {
        format!("{name} · {account}")
    }
}

/// The views, each with what else narrows the list.
fn views(status: &str, linked: &str, kept: &[(&str, String)], counts: Option<&Counts>) -> Vec<View> {
    let counted = counts.map_or([(0, true); 4], |counts| {
        let (open, resolved) = (counts.may_have_more_open(), counts.may_have_more_resolved());
        [
            (counts.open + counts.uncovered + counts.covered, open || resolved),
            (counts.open, open),
            (counts.uncovered, resolved),
            (counts.covered, resolved),
        ]
    });
    let view = |(of, (count, partly)): (_, (i64, bool))| {
        let (name, its_status, its_linked) = of;
        let mut parts = vec![("status", its_status), ("linked", its_linked)];
        parts.extend(kept.iter().map(|(name, value)| (*name, value.as_str())));
        View {
            name,
            path: with_query("/w/conversations", &parts),
            is_here: (status, linked) == (its_status, its_linked),
            count: count.min(COUNTED - 1),
            more: partly || count >= COUNTED,
        }
    };
    VIEWS.into_iter().zip(counted).map(view).collect()
}

/// The customer's first words in each conversation.
fn beginnings(connection: &mut db::DbConnection, ids: &[ConversationId]) -> Result<HashMap<ConversationId, String>> {
    let mut found = HashMap::new();
    for message in db::conversation::messages_of(connection, ids)? {
        if message.role == AuthorRole::Customer {
            found
                .entry(message.conversation_id)
                .or_insert_with(|| shortened(&message.text, BEGINNING));
        }
    }
    Ok(found)
}

fn line(
    conversation: &Visible<Conversation>,
    kinds: &HashMap<ChannelId, String>,
    linked: &HashSet<ConversationId>,
    beginnings: &HashMap<ConversationId, String>,
) -> Line {
    let text = beginnings.get(&conversation.id).filter(|text| !text.is_empty());
    Line {
        path: format!("/w/conversations/{}", conversation.id),
        glance: String::new(),
        is_shown: false,
        text: text.cloned().unwrap_or_else(|| conversation.external_id.clone()),
        locale: conversation.locale.clone(),
        channel: kinds.get(&conversation.channel_id).cloned().unwrap_or_default(),
        status: conversation.status,
        linked: linked.contains(&conversation.id),
        private: conversation.visibility == Visibility::Private,
        messages: conversation.message_count,
        at: conversation.last_at,
    }
}
