//! The resolution: what the agent said to do, as steps where it was told in steps.

use super::super::{
    article::REPLY_MOST,
    conversation::{AuthorRole, Turn},
};
use super::{
    clean,
    patterns::{ADVICE, compile},
    sentences::{self, Sentence, capitalized},
    tables::{FIRST_STEP, NEXT_STEP, POINTERS},
};
use regex::Regex;
use std::sync::LazyLock;

/// A short answer that leaves room for a link and a name, in characters.
const REPLY_GOAL: usize = 240;
/// Fewest words of an answer that stands alone.
const WORDS_ENOUGH: usize = 9;
/// How far apart the messages of one split answer stand, in turns.
const SPLIT_WITHIN: usize = 6;

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?:^|\s)(?i:paso |step )?(\d{1,2}) ?(?:\)|\.-|\.|-|º|:)\s+|(?:^|\s)(\d)\)"));
static SEQUENCE: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?i)(?:^|[.;,:]\s+|\s+(?:y|and)\s+)(?:y |and )?(?:({FIRST_STEP})|{NEXT_STEP})\b[,:]?\s+"
    ))
});

/// What was answered.
#[derive(Debug, Default)]
pub(super) struct Resolution {
    /// The sentences that say something, in order.
    pub sentences: Vec<Sentence>,
    before: String,
    steps: Vec<String>,
    after: String,
}

/// The turns that make up the answer: the agent's messages next to it, and those numbered `1/2`, `2/2` with it.
pub(super) fn turns(turns: &[Turn], answer: usize) -> Vec<usize> {
    let is_agent = |place: &usize| turns[*place].role != AuthorRole::Customer;
    if let Some((_, of)) = clean::thread_number(turns[answer].text) {
        let near = answer.saturating_sub(SPLIT_WITHIN)..(answer + SPLIT_WITHIN + 1).min(turns.len());
        let mut parts: Vec<(u8, usize)> = near
            .filter(is_agent)
            .filter_map(|place| clean::thread_number(turns[place].text).map(|(part, all)| (part, all, place)))
            .filter(|(_, all, _)| *all == of)
            .map(|(part, _, place)| (part, place))
            .collect();
        parts.sort_unstable();
        // Another answer of as many messages may stand near: the nearest of each number is ours.
        parts.sort_by_key(|(part, place)| (*part, place.abs_diff(answer)));
        parts.dedup_by_key(|(part, _)| *part);
        return parts.into_iter().map(|(_, place)| place).collect();
    }
    let before = (0..answer).rev().take_while(is_agent).count();
    let after = (answer + 1..turns.len()).take_while(is_agent).count();
    (answer - before..=answer + after).collect()
}

/// Whether an answer is too short to stand without what the agent said before it: "Done, it will be there tomorrow".
pub(super) fn says_little(sentences: &[Sentence]) -> bool {
    let answers = sentences
        .iter()
        .filter(|sentence| !sentence.is_question() && !sentence.leads_to_private());
    !sentences.iter().any(Sentence::has_link) && answers.map(Sentence::words).sum::<usize>() < WORDS_ENOUGH
}

impl Resolution {
    /// Keeps what answers: no lead into private, no request, no question back but one that is advice where nothing else
    /// was said.
    pub fn of(sentences: Vec<Sentence>) -> Self {
        let public: Vec<Sentence> = sentences
            .into_iter()
            .filter_map(|sentence| {
                if sentence.leads_to_private() {
                    sentence.before_private()
                } else {
                    Some(sentence)
                }
            })
            .collect();
        let answers =
            |sentence: &&Sentence| sentence.says_where() || !(sentence.is_question() || sentence.is_request());
        let mut kept: Vec<Sentence> = public.iter().filter(answers).cloned().collect();
        if kept.is_empty() {
            kept.extend(public.into_iter().filter(|sentence| ADVICE.is_match(&sentence.text)));
        }
        let sentences = stated(kept);
        let text = sentences
            .iter()
            .map(|sentence| sentence.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let (before, steps, after) =
            numbered(&text)
                .or_else(|| told_in_order(&text))
                .unwrap_or((text, Vec::new(), String::new()));
        Self {
            sentences,
            before,
            steps,
            after,
        }
    }

    /// The resolution in Markdown.
    pub fn markdown(&self) -> String {
        let steps: Vec<String> = self
            .steps
            .iter()
            .enumerate()
            .map(|(place, step)| format!("{}. {}", place + 1, escape(step)))
            .collect();
        let blocks = [escape(&self.before), steps.join("\n"), escape(&self.after)];
        blocks
            .into_iter()
            .filter(|block| !block.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n")
    }

    /// The short answer: as much of the resolution, from its beginning, as goes into a short message. Steps are told
    /// whole or by their first sentences; where even those are too long, as prose.
    pub fn reply(&self) -> String {
        let (before, after) = (sentences::pieces(&self.before), sentences::pieces(&self.after));
        let first = |step: &String| sentences::pieces(step).first().copied().unwrap_or_default().to_owned();
        let numbered = |steps: &[String]| -> Vec<String> {
            steps
                .iter()
                .enumerate()
                .map(|(place, step)| format!("{}) {step}", place + 1))
                .collect()
        };
        let firsts: Vec<String> = self.steps.iter().map(first).collect();
        let around = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let told = |steps: &[String]| [around(&before), steps.to_vec(), around(&after)].concat();
        let ways = [told(&numbered(&self.steps)), told(&numbered(&firsts))];
        let through_steps = before.len() + self.steps.len();
        let fitting = ways
            .iter()
            .find(|parts| length(&parts[..through_steps].join(" ")) <= REPLY_GOAL);
        joined(fitting.unwrap_or(&told(&firsts)))
    }
}

/// As many of the parts as fit, at least the first, shortened.
fn joined(parts: &[String]) -> String {
    let mut reply = String::new();
    for part in parts {
        let part = if length(part) > REPLY_GOAL {
            shortened(part)
        } else {
            part.clone()
        };
        if part.is_empty() {
            continue;
        }
        if !reply.is_empty() && length(&reply) + 1 + length(&part) > REPLY_GOAL {
            break;
        }
        if !reply.is_empty() {
            reply.push(' ');
        }
        reply.push_str(&part);
    }
    debug_assert!(length(&reply) <= REPLY_MOST);
    reply
}

/// As statements of a manual: without exclamation, with a full stop.
fn stated(sentences: Vec<Sentence>) -> Vec<Sentence> {
    let mut turn = None;
    let state = |sentence: Sentence| {
        let is_first = turn.replace(sentence.turn) != Some(sentence.turn);
        let sentence = sentence.stated(is_first);
        let text = sentence.text.replace('¡', "").replace("! ", ". ");
        Sentence {
            text: closed(&capitalized(text.trim_end_matches('!'))),
            ..sentence
        }
    };
    sentences.into_iter().map(state).collect()
}

/// With a full stop, where a text ends without any mark.
fn closed(text: &str) -> String {
    let text = text.trim().trim_end_matches([',', ';', '-', '–']).trim_end();
    let is_link = text
        .split_whitespace()
        .next_back()
        .is_some_and(|word| word.contains("://"));
    let ends = text.ends_with(['.', '?', '!', '…', ':', ')', ']', '"', '»']) && !text.ends_with("):");
    if text.is_empty() || is_link || ends {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

type Steps = (String, Vec<String>, String);

/// `1) ... 2) ...`, counted from one without a gap.
fn numbered(text: &str) -> Option<Steps> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for found in NUMBER.captures_iter(text) {
        let whole = found.get(0)?;
        let number: usize = found.get(1).or(found.get(2))?.as_str().parse().ok()?;
        if number == marks.len() + 1 {
            marks.push((whole.start(), whole.end()));
        }
    }
    split_at(text, &marks)
}

/// `First ... then ... finally ...`.
fn told_in_order(text: &str) -> Option<Steps> {
    let mut marks: Vec<(usize, usize)> = Vec::new();
    for found in SEQUENCE.captures_iter(text) {
        let whole = found.get(0)?;
        let goes_on = ["de ", "del ", "que "]
            .iter()
            .any(|word| text[whole.end()..].starts_with(word));
        let is_first = found.get(1).is_some();
        if !goes_on && is_first == marks.is_empty() {
            // The mark that ends what comes before belongs to it.
            marks.push((
                whole.start() + usize::from(whole.as_str().starts_with(['.', ':'])),
                whole.end(),
            ));
        }
    }
    split_at(text, &marks)
}

fn split_at(text: &str, marks: &[(usize, usize)]) -> Option<Steps> {
    let (first, last) = (marks.first()?, marks.last()?);
    if marks.len() < 2 {
        return None;
    }
    let ends = marks.iter().skip(1).map(|mark| mark.0);
    let mut steps: Vec<String> = marks
        .iter()
        .zip(ends)
        .map(|(mark, end)| closed(&capitalized(text[mark.1..end].trim())))
        .collect();
    // Where the other steps are one sentence each, what follows the last one's is about all of them.
    let rest = text[last.1..].trim();
    let pieces = sentences::pieces(rest);
    let one_each = steps.iter().all(|step| sentences::pieces(step).len() == 1);
    let (step, after) = if one_each {
        (*pieces.first()?, pieces[1..].join(" "))
    } else {
        (rest, String::new())
    };
    steps.push(closed(&capitalized(step)));
    let is_clear = steps
        .iter()
        .all(|step| step.chars().filter(|c| c.is_alphabetic()).count() > 2);
    is_clear.then(|| (text[..first.0].trim().to_owned(), steps, after))
}

/// A sentence that is too long for a short answer: what stands before its link, if that says something; else up to a break
/// or a word.
fn shortened(sentence: &str) -> String {
    let (before, has_link) = match sentence.find("http") {
        Some(place) if sentence[place..].contains("://") => (&sentence[..place], true),
        _ => (sentence, false),
    };
    let mut words: Vec<&str> = before.split_whitespace().collect();
    let is_pointer = |word: &&str| POINTERS.contains(&word.trim_end_matches(':').to_lowercase().as_str());
    while has_link && words.last().is_some_and(is_pointer) {
        words.pop();
    }
    if has_link && words.len() < 4 {
        return String::new();
    }
    let text = words.join(" ").trim_end_matches([':', ',', ' ']).to_owned();
    if length(&text) <= REPLY_GOAL {
        return closed(&text);
    }
    let cut: String = text.chars().take(REPLY_GOAL - 1).collect();
    let end = ["; ", ": ", ", "]
        .iter()
        .filter_map(|mark| cut.rfind(mark))
        .max()
        .filter(|end| *end > REPLY_GOAL / 2);
    match end.or_else(|| cut.rfind(' ')) {
        Some(end) => format!("{}…", cut[..end].trim_end_matches([',', ';', ':'])),
        None => format!("{cut}…"),
    }
}

/// In Spanish and English every character weighs one on every channel, so characters are enough here; whether a reply
/// fits its channel is decided when it is sent.
fn length(text: &str) -> usize {
    text.chars().count()
}

/// Words of a message that would be markup in Markdown.
fn escape(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('*', "\\*").replace('`', "\\`");
    match escaped.chars().next() {
        Some('#' | '>' | '-' | '+' | '|') => format!("\\{escaped}"),
        _ => escaped,
    }
}
