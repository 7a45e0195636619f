//! Words that say nothing about a subject, beyond the lists that come with the stemmers.

use tantivy::tokenizer::Language;

/// Folded words, sorted, that are left out of the searched words of a language.
pub(super) fn of(language: Option<Language>) -> &'static [&'static str] {
    match language {
        Some(Language::English) => ENGLISH,
        _ => &[],
    }
}

/// The stemmer's own English list has but 33 words; these are the rest of the function words (pronouns, auxiliaries,
/// question words and their contractions as customers type them).
const ENGLISH: &[&str] = &[
    "about", "am", "any", "arent", "because", "been", "being", "can", "cant", "could", "couldnt", "did", "didnt", "do",
    "does", "doesnt", "doing", "dont", "from", "had", "has", "hasnt", "have", "havent", "having", "he", "her", "here",
    "him", "his", "how", "i", "id", "ill", "im", "isnt", "its", "itself", "ive", "me", "my", "myself", "our", "ours",
    "she", "should", "so", "than", "them", "us", "wasnt", "we", "were", "what", "whats", "when", "where", "which",
    "while", "who", "whom", "why", "would", "wouldnt", "you", "your", "yours",
];
