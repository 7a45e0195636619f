//! Words that say little about a subject, beyond the lists that come with the stemmers.
//!
//! Two kinds: empty words are not indexed at all; faint ones are, and count a little. "No", "how much" or "without" tell
//! one question from another where questions are short, and drown the subject where they count in full.

use tantivy::tokenizer::Language;

/// What a word of a language counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Telling,
    /// Counts a little and need not be found.
    Faint,
    /// Is left out.
    Empty,
}

/// The role of a folded word; `listed` says that the stemmer's own list of stop words has it.
pub(super) fn role(language: Option<Language>, folded: &str, listed: bool) -> Role {
    let is_in = |list: &[&str]| list.binary_search(&folded).is_ok();
    match language {
        _ if folded.len() == 1 && !folded.bytes().all(|byte| byte.is_ascii_digit()) => Role::Empty,
        Some(Language::English) if is_in(ENGLISH_FAINT) => Role::Faint,
        // The Spanish list holds every form of four verbs and words such as "sin", "no" and "estado".
        Some(Language::Spanish) if listed && !is_in(SPANISH_EMPTY) => Role::Faint,
        _ if listed => Role::Empty,
        _ => Role::Telling,
    }
}

/// The English list has but 33 words; these are the other pronouns, auxiliaries, question words and their contractions as
/// customers type them.
const ENGLISH_FAINT: &[&str] = &[
    "about", "aint", "am", "any", "arent", "because", "been", "being", "can", "cannot", "cant", "could", "couldnt",
    "did", "didnt", "do", "does", "doesnt", "doing", "dont", "from", "had", "hadnt", "has", "hasnt", "have", "havent",
    "having", "he", "her", "here", "hes", "him", "his", "how", "i", "id", "ill", "im", "isnt", "its", "itself", "ive",
    "me", "my", "myself", "our", "ours", "she", "shes", "should", "shouldnt", "so", "than", "thats", "them", "theres",
    "theyre", "theyve", "us", "wasnt", "we", "were", "werent", "weve", "what", "whats", "when", "where", "which",
    "while", "who", "whom", "why", "wont", "would", "wouldnt", "you", "youll", "your", "youre", "yours", "youve",
];

/// Articles, prepositions and pronouns of the Spanish list.
const SPANISH_EMPTY: &[&str] = &[
    "a", "al", "con", "de", "del", "e", "el", "en", "es", "la", "las", "le", "les", "lo", "los", "o", "para", "por",
    "que", "se", "su", "sus", "u", "un", "una", "unas", "unos", "y",
];
