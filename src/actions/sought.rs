//! Looks for words in the newest conversations of the inbox: in what was said and in who said it, whatever their accents and
//! capitals. What is read is bounded, and the next page goes on where one ends.

use crate::{
    db::{
        self, DbConnection,
        conversation::Filter,
        page::{Cursor, Page},
    },
    domain::{
        conversation::Conversation,
        id::{AuthorId, ConversationId},
        visibility::Reader,
        wording,
    },
    error::Result,
};
use std::collections::{HashMap, HashSet};

/// Conversations that are looked at for one page, and at once.
const LOOKED_AT: i64 = 1_000;
const AT_ONCE: i64 = 100;
/// Longest text that is looked for, in characters.
const SOUGHT_MOST: usize = 100;

/// Those in which every word of `text` stands, the most recently active first, `limit` at the most.
pub fn find(
    connection: &mut DbConnection,
    reader: Reader,
    filter: &Filter,
    text: &str,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Page<Conversation>> {
    let text: String = text.chars().take(SOUGHT_MOST).collect();
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| wording::folded(word).collect())
        .collect();
    let (mut items, mut next) = (Vec::new(), after);
    for _ in 0..LOOKED_AT / AT_ONCE {
        let page = db::conversation::list(connection, filter, next, AT_ONCE)?;
        let fitting = fitting(connection, reader, &page.items, &words)?;
        for one in page.items {
            if !fitting.contains(&one.id) {
                continue;
            }
            let end = Cursor {
                at: one.last_at,
                id: one.id.0,
            };
            items.push(one);
            if items.len() as i64 == limit {
                return Ok(Page { items, next: Some(end) });
            }
        }
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    Ok(Page { items, next })
}

/// Those of some conversations in which every word stands.
fn fitting(
    connection: &mut DbConnection,
    reader: Reader,
    conversations: &[Conversation],
    words: &[String],
) -> Result<HashSet<ConversationId>> {
    let ids: Vec<_> = conversations.iter().map(|one| one.id).collect();
    let messages = reader.visible(db::conversation::messages_of(connection, &ids)?);
    let authors: HashSet<AuthorId> = messages.iter().filter_map(|message| message.author_id).collect();
    let authors: Vec<_> = authors.into_iter().collect();
    let names: HashMap<_, _> = db::conversation::author_names(connection, &authors)?
        .into_iter()
        .collect();
    let mut said: HashMap<ConversationId, String> = HashMap::new();
    for message in &messages {
        let all = said.entry(message.conversation_id).or_default();
        let name = message
            .author_id
            .and_then(|id| names.get(&id))
            .map_or("", String::as_str);
        for text in [name, &message.text] {
            all.extend(wording::folded(text));
            all.push('\n');
        }
    }
    let fits = said
        .into_iter()
        .filter(|(_, all)| words.iter().all(|word| all.contains(word)));
    Ok(fits.map(|(id, _)| id).collect())
}
