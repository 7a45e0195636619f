//! What an article must not say: the courtesy of conversations. The page for drafts lists these beside its checklist.

use super::super::{article::Parts, words::text_enum};
use super::{
    clean::{is_emoji, strip_signature},
    patterns::{APOLOGY, GREETING, THANKS},
    sentences::pieces,
};

text_enum! {
    /// What is wrong with a part of an article.
    LintCode {
        Greeting = "greeting",
        Apology = "apology",
        Thanks = "thanks",
        /// Initials or a name at the end, as agents sign.
        Signature = "signature",
        Exclamation = "exclamation",
        Emoji = "emoji",
    }
}

/// One thing to mend before an article is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// Name of the part, as in [`Parts`]; replies of a channel are `channel_replies`.
    pub part: &'static str,
    pub code: LintCode,
}

/// All that the parts say and an article should not, by part, each code once a part.
pub fn problems(parts: &Parts) -> Vec<Lint> {
    let own = [
        ("title", &parts.title),
        ("issue", &parts.issue),
        ("resolution", &parts.resolution),
        ("cause", &parts.cause),
        ("reply", &parts.reply),
    ];
    let channels = parts.channel_replies.values().map(|reply| ("channel_replies", reply));
    let mut found: Vec<Lint> = Vec::new();
    for (part, text) in own.into_iter().chain(channels) {
        for code in codes(text) {
            let lint = Lint { part, code };
            if !found.contains(&lint) {
                found.push(lint);
            }
        }
    }
    found
}

/// Whether a line greets: "Hola:" does, "Buenas prácticas" does not.
fn greets(line: &str) -> bool {
    let ends = |found: &str| {
        found
            .trim_end()
            .ends_with(['.', ',', ':', ';', '!', '?', '…', '–', '—'])
    };
    GREETING
        .find(line)
        .is_some_and(|found| found.end() == line.len() || ends(found.as_str()))
}

fn codes(text: &str) -> Vec<LintCode> {
    let lines = || {
        text.lines()
            .map(|line| line.trim_start_matches(|c: char| c.is_whitespace() || "-*>#.0123456789)".contains(c)))
    };
    let sentences = || lines().flat_map(pieces);
    let words = || text.split_whitespace().filter(|word| !word.contains("://"));
    let checks = [
        (LintCode::Greeting, lines().any(greets)),
        (
            LintCode::Apology,
            sentences().any(|sentence| APOLOGY.is_match(sentence)),
        ),
        (LintCode::Thanks, sentences().any(|sentence| THANKS.is_match(sentence))),
        (LintCode::Signature, strip_signature(text.trim()) != text.trim()),
        (
            LintCode::Exclamation,
            words().any(|word| word.contains('¡') || word.replace("![", "").contains('!')),
        ),
        (LintCode::Emoji, text.chars().any(|c| is_emoji(c) && c != '☰')),
    ];
    checks.into_iter().filter(|(_, is)| *is).map(|(code, _)| code).collect()
}
