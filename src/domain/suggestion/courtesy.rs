//! Messages that only greet, thank, agree or call for help: nothing is asked yet, so nothing answers them, whichever
//! articles have these words.

use crate::domain::wording::{Spellings, shipped, unstretched};
use std::sync::LazyLock;

/// Short spellings of both languages.
static SHORT: LazyLock<[Spellings; 2]> = LazyLock::new(|| {
    ["es", "en"].map(|language| {
        let mut spellings = Spellings::default();
        spellings.add(shipped(language));
        spellings
    })
});

/// Words that ask nothing, folded to plain letters and sorted. Spanish and English; a message with any other word asks something.
const COURTESIES: &[&str] = &[
    "a",
    "adios",
    "afternoon",
    "agent",
    "agente",
    "algo",
    "alguien",
    "all",
    "anybody",
    "anyone",
    "are",
    "ayuda",
    "ayudad",
    "ayudadme",
    "ayudais",
    "ayudame",
    "ayudar",
    "ayudarme",
    "bien",
    "bon",
    "buen",
    "buena",
    "buenas",
    "bueno",
    "buenos",
    "bye",
    "can",
    "cheers",
    "con",
    "consulta",
    "cool",
    "could",
    "day",
    "de",
    "dia",
    "dias",
    "disculpa",
    "disculpad",
    "duda",
    "el",
    "evening",
    "favor",
    "fine",
    "genial",
    "good",
    "got",
    "gracias",
    "great",
    "guay",
    "have",
    "hay",
    "haya",
    "hello",
    "help",
    "hey",
    "hi",
    "hola",
    "i",
    "is",
    "it",
    "la",
    "lovely",
    "many",
    "me",
    "mil",
    "morning",
    "much",
    "muchas",
    "muchisimas",
    "muy",
    "necesito",
    "need",
    "night",
    "no",
    "noches",
    "nope",
    "of",
    "ok",
    "okay",
    "okey",
    "oki",
    "perdon",
    "perdona",
    "perdonad",
    "perfect",
    "perfecto",
    "please",
    "podeis",
    "por",
    "puede",
    "pueden",
    "puedes",
    "que",
    "question",
    "quick",
    "quiero",
    "saludos",
    "se",
    "si",
    "so",
    "some",
    "somebody",
    "someone",
    "sorry",
    "sure",
    "tal",
    "tardes",
    "ten",
    "tengan",
    "tengo",
    "thank",
    "thanks",
    "that",
    "the",
    "there",
    "todo",
    "todos",
    "tu",
    "un",
    "una",
    "vale",
    "very",
    "vuestra",
    "want",
    "y",
    "ya",
    "yep",
    "yes",
    "you",
    "your",
];

/// Whether a message asks or tells anything beyond courtesies. One without any letter or digit does not.
pub fn asks_something(text: &str) -> bool {
    let mut key = String::new();
    words(text).any(|word| {
        let mut in_full = || SHORT.iter().find_map(|short| short.meaning(word, &mut key));
        !is_courtesy(word) && in_full().is_none_or(|full| !words(full).all(is_courtesy))
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// Whether a word by itself asks nothing.
pub fn is_courtesy(word: &str) -> bool {
    let folded = deunicode::deunicode(word).to_lowercase();
    [&*folded, &*unstretched(&folded, 1)]
        .iter()
        .any(|word| COURTESIES.binary_search(word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesies_alone_ask_nothing() {
        for text in [
            "hola",
            "Hola, buenas tardes!!",
            "Muchas gracias :)",
            "ok",
            "Hi there",
            "thanks 🙏",
            "holaaaa, graciasss xfa",
            "ok thx u",
            "help",
            "Sí",
            "¿?",
            "",
            "Hola, ¿me podéis ayudar?",
            "Good morning, I have a quick question",
        ] {
            assert!(!asks_something(text), "{text}");
        }
        for text in [
            "factura",
            "hola, no me va internet",
            "thanks but it is still broken",
            "нет интернета",
            "E-4012",
        ] {
            assert!(asks_something(text), "{text}");
        }
    }
}
