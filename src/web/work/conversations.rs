//! The list of conversations, with filters.

use super::{
    listing::Listing,
    show::{self, Choice},
};
use crate::{
    app::App,
    db,
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
    /// Whether anything narrows the list beside the view.
    is_narrowed: bool,
    next_path: String,
    first_path: String,
}

/// One of the ways to look at the list, by where conversations stand.
#[derive(Debug, Clone, Serialize)]
struct View {
    name: &'static str,
    path: String,
    is_here: bool,
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
            ..line.clone()
        };
        let full = Self {
            conversations: vec![line, open],
            views: views("open", "", &[]),
            status: "open".into(),
            channels: Choice::sample(),
            locales: Choice::sample(),
            is_narrowed: true,
            next_path: "/w/conversations?after=1-1".into(),
            first_path: "/w/conversations".into(),
            ..Self::default()
        };
        vec![Self::default(), full]
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
    let listing = Listing::new("/w/conversations", &["status", "channel", "lang", "linked"], query);
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
    let kinds: HashMap<ChannelId, String> = channels
        .iter()
        .map(|channel| (channel.id, channel.kind.to_string()))
        .collect();
    let (conversations, next) = app.database.read(|connection| {
        let page = db::conversation::list(connection, &filter, listing.after(), LISTED)?;
        let found = person.reader().visible(page.items);
        let ids: Vec<_> = found.iter().map(|one| one.id).collect();
        let linked: HashSet<_> = db::conversation::linked_articles(connection, &ids)?
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let beginnings = beginnings(connection, &ids)?;
        let lines: Vec<_> = found
            .iter()
            .map(|one| line(one, &kinds, &linked, &beginnings))
            .collect();
        Ok::<_, Error>((lines, page.next))
    })?;
    let kept = [("channel", get("channel")), ("lang", get("lang"))];
    Ok(ConversationsPage {
        conversations,
        views: views(&get("status"), &get("linked"), &kept),
        status: get("status"),
        channels: channels
            .iter()
            .map(|channel| Choice::of(channel.id.to_string(), format!("{} {}", channel.kind, channel.handle)))
            .collect(),
        channel: get("channel"),
        locales: show::languages(brand),
        lang: get("lang"),
        linked: get("linked"),
        is_narrowed: kept.iter().any(|(_, value)| !value.is_empty()),
        next_path: listing.next_path(next),
        first_path: listing.first_path(),
    })
}

/// The views, each with what else narrows the list.
fn views(status: &str, linked: &str, kept: &[(&str, String)]) -> Vec<View> {
    let view = |(name, its_status, its_linked)| {
        let mut parts = vec![("status", its_status), ("linked", its_linked)];
        parts.extend(kept.iter().map(|(name, value)| (*name, value.as_str())));
        View {
            name,
            path: with_query("/w/conversations", &parts),
            is_here: (status, linked) == (its_status, its_linked),
        }
    };
    VIEWS.into_iter().map(view).collect()
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
