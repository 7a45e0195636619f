//! A message to candidate articles: what the rarest of its words find, with the evidence for each.

use super::{
    ConversationIndex, LeftOut, engine,
    environments::{self, Environments},
    evidence::{self, Match},
    filter::Filter,
    meant::{self, Meant},
    query::{matched, read_otherwise},
    read,
    snapshot::Snapshot,
    synonyms::Synonyms,
    terms::{Tongues, WORDS_MOST, Word},
};
use crate::{
    domain::{
        id::{ArticleId, BrandId, ConversationId},
        locale::Locale,
        suggestion::Evidence,
    },
    error::Result,
};

/// An incoming message, personal data already taken out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Message<'a> {
    /// What the customer wrote last.
    pub text: &'a str,
    /// What was written before, oldest first.
    pub earlier: &'a [&'a str],
    /// What it means; none: its words are all there is.
    pub meant: Option<&'a dyn Meant>,
    /// What it names of the brand's environments; none: nothing.
    pub environments: Option<&'a dyn Environments>,
    /// What articles count without.
    pub left_out: &'a [LeftOut],
    /// How its words are written otherwise; none: as they stand.
    pub synonyms: Option<&'a Synonyms>,
    /// Only this brand's articles; none: every brand's.
    pub brand_id: Option<BrandId>,
    /// The customer's language.
    pub locale: Option<&'a Locale>,
    /// Whether nobody asked it: it stands beside a page, and less is read for it.
    pub is_aside: bool,
}

/// An article that may answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub article_id: ArticleId,
    pub locale: Locale,
    /// What `domain::suggestion::rank` goes by.
    pub evidence: Evidence,
    /// The words of the message that it has, folded and as stems: what `snippet` marks.
    pub matched: Vec<String>,
    /// Those of them that say something, the rarest first.
    pub telling: Vec<Telling>,
}

/// A word of a message that an article has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// As it was written.
    pub text: String,
    /// What it was taken for where no article has it.
    pub read_as: Option<String>,
}

/// A past conversation that is like the message.
#[derive(Debug, Clone, PartialEq)]
pub struct PastConversation {
    pub conversation_id: ConversationId,
    /// Share (0 to 1) of what the message says that it says too.
    pub said: f32,
    /// How near its question is (a cosine); 0 where nothing was compared.
    pub nearest: f32,
}

/// Characters of a message that are looked at.
const MESSAGE_MOST: usize = 4_000;
/// What a word of an earlier message counts beside one of the last: the subject may have been named before, but it may
/// also have changed.
const EARLIER_WEIGHT: f32 = 0.5;
/// Each turn further back counts less by this.
const EARLIER_DECAY: f32 = 0.7;
/// Earlier messages that are looked at.
const EARLIER_MOST: usize = 8;
/// Words that no article has are read as what they may have meant; looking for that is dear, and a long message has
/// other words.
const READ_OTHERWISE_MOST: usize = 4;
/// What says less than this share of what the rarest word says is not told.
const TELLING_SHARE: f32 = 0.4;
/// Candidates whose evidence is gathered.
const LOOKED_AT: usize = 100;

/// The candidates for `message`: by its words, by what it means, and by the words of what was said before, in the order of
/// their strength.
pub(super) fn similar(snapshot: &Snapshot, message: &Message<'_>, limit: usize) -> Result<Vec<Candidate>> {
    let Findings {
        words,
        said,
        found,
        readings,
    } = find(snapshot, message, limit)?;
    let words = &words[..said];
    let candidates = found.into_iter().map(|(segment, doc, hit)| Candidate {
        article_id: ArticleId(snapshot.segments[segment].id.first(doc).unwrap_or_default()),
        locale: snapshot.segments[segment].locale_of(doc),
        evidence: hit.evidence,
        matched: matched(words, hit.words),
        telling: telling(words, hit.words, &readings),
    });
    Ok(candidates.collect())
}

fn telling(words: &[Word], bits: u64, readings: &[(String, String)]) -> Vec<Telling> {
    let has = |(bit, word): &(usize, &Word)| bits & (1 << bit) != 0 && !word.faint;
    let mut had: Vec<&Word> = words.iter().enumerate().filter(has).map(|(_, word)| word).collect();
    had.sort_by(|left, right| right.weight.total_cmp(&left.weight));
    let rarest = had.first().map_or(0.0, |word| word.weight);
    had.retain(|word| word.weight >= rarest * TELLING_SHARE);
    let telling = had.into_iter().map(|word| {
        let reading = readings.iter().find(|(from, _)| *from == word.text);
        Telling {
            text: word.text.clone(),
            read_as: reading.map(|(_, to)| to.clone()),
        }
    });
    telling.collect()
}

/// The words of a message and of what was said before, and what they find.
struct Findings {
    words: Vec<Word>,
    /// How many of the words are the message's own.
    said: usize,
    /// Segment, document and what speaks for it, best first.
    found: Vec<(usize, u32, Match)>,
    /// Words that no article has, and what they were taken for.
    readings: Vec<(String, String)>,
}

fn find(snapshot: &Snapshot, message: &Message<'_>, limit: usize) -> Result<Findings> {
    let tongues = Tongues::new(snapshot, message.locale);
    let (text, handles) = spoken(message.text);
    let look_up_all = |text: &str| {
        let full = read::in_full(text, message.synonyms);
        read::words(snapshot, (text, &full), &tongues, message.synonyms)
    };
    let (mut words, mut readings) = (look_up_all(&text)?, Vec::new());
    for word in words
        .iter_mut()
        .filter(|word| !word.faint && !word.is_known())
        .take(READ_OTHERWISE_MOST)
    {
        readings.extend(read_otherwise(snapshot, word, &tongues)?);
    }
    let said = words.len();
    let mut add = |more: Vec<Word>, factor: f32| {
        for mut word in more.into_iter().filter(Word::is_known) {
            if words.len() < WORDS_MOST && !words.iter().any(|known| known.stems[0] == word.stems[0]) {
                word.factor *= factor;
                word.weigh(snapshot.documents);
                words.push(word);
            }
        }
    };
    // A handle tells little about the subject, and nothing where nobody has written it before.
    add(look_up_all(&handles)?, EARLIER_WEIGHT);
    let mut factor = EARLIER_WEIGHT;
    for earlier in message.earlier.iter().rev().take(EARLIER_MOST) {
        add(look_up_all(&spoken(earlier).0)?, factor);
        factor *= EARLIER_DECAY;
    }
    let filter = Filter {
        brand_id: message.brand_id,
        topic: None,
        only: None,
        environments: &[],
    };
    engine::weigh_within(snapshot, &mut words, filter)?;
    let effort = if message.is_aside {
        (engine::ASIDE, limit)
    } else {
        (engine::ASKED, limit.max(LOOKED_AT))
    };
    let mut found = engine::any_words(snapshot, &words, filter, effort)?;
    if said < words.len() {
        // What was named before: its articles may have no word of the last message.
        meant::add(&mut found, engine::any_words(snapshot, &words[said..], filter, effort)?);
    }
    if let Some(meant) = message.meant {
        meant::add(&mut found, meant::nearest(snapshot, meant, filter)?);
    }
    let mut matches = evidence::matches(snapshot, &words, said, message.locale, (&found, message.left_out))?;
    meant::compare(snapshot, message.meant, &found, &mut matches);
    environments::compare(snapshot, message.environments, &found, &mut matches);
    let strengths = evidence::strengths(&matches);
    let mut ranked: Vec<_> = strengths.into_iter().zip(found.into_iter().zip(matches)).collect();
    ranked.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    ranked.truncate(limit);
    let found = ranked
        .into_iter()
        .map(|(_, (found, hit))| (found.segment, found.doc, hit));
    Ok(Findings {
        words,
        said,
        found: found.collect(),
        readings,
    })
}

/// The message without links and handles, and the handles.
fn spoken(text: &str) -> (String, String) {
    let end = text.char_indices().nth(MESSAGE_MOST).map_or(text.len(), |(end, _)| end);
    let (mut spoken, mut handles) = (String::with_capacity(end), String::new());
    for word in text[..end].split_whitespace().filter(|word| !word.contains("://")) {
        let to = if word.trim_start_matches('.').starts_with('@') {
            &mut handles
        } else {
            &mut spoken
        };
        to.push_str(word);
        to.push(' ');
    }
    (spoken, handles)
}

impl ConversationIndex {
    /// Past conversations like `message`, best first.
    pub fn similar(&self, message: &Message<'_>, limit: usize) -> Result<Vec<PastConversation>> {
        self.0.store().ask(|snapshot| like(snapshot, message, limit))
    }
}

fn like(snapshot: &Snapshot, message: &Message<'_>, limit: usize) -> Result<Vec<PastConversation>> {
    let found = find(snapshot, message, limit)?.found;
    let conversations = found.into_iter().map(|(segment, doc, hit)| PastConversation {
        conversation_id: ConversationId(snapshot.segments[segment].id.first(doc).unwrap_or_default()),
        said: hit.evidence.covered / hit.evidence.weight.max(f32::MIN_POSITIVE),
        nearest: hit.evidence.similarity.nearest,
    });
    Ok(conversations.collect())
}
