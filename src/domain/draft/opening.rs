//! How a reply opens: with an apology, with thanks, or with neither. An article has none of it; a reply has at
//! most one.

use super::{
    super::words::text_enum,
    patterns::{GREETING, SORRY, THANKS},
    sentences::pieces,
};
use std::ops::Range;

text_enum! {
    /// What a reply begins with.
    Opening {
        None = "none",
        Apology = "apology",
        Thanks = "thanks",
    }
}

/// What a reply opens with.
pub fn opening(reply: &str) -> Opening {
    opened(reply).map_or(Opening::None, |(opening, _)| opening)
}

/// The reply with this sentence as its opening in place of the one it has; without any where the sentence is empty.
pub fn reopened(reply: &str, sentence: &str) -> String {
    let place = opened(reply).map_or_else(
        || {
            let start = after_greeting(reply);
            start..start
        },
        |(_, range)| range,
    );
    let (before, after) = (reply[..place.start].trim_end(), reply[place.end..].trim_start());
    let parts = [before, sentence, after];
    let filled: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(" ")
}

/// Whether a message apologises somewhere.
pub fn apologises(text: &str) -> bool {
    text.lines()
        .flat_map(pieces)
        .any(|sentence| SORRY.is_match(&sentence[after_greeting(sentence)..]))
}

/// What opens a reply, and where that sentence stands.
fn opened(reply: &str) -> Option<(Opening, Range<usize>)> {
    let start = after_greeting(reply);
    let line = reply[start..].lines().next()?;
    let sentence = pieces(line).into_iter().next()?;
    let opening = if SORRY.is_match(sentence) {
        Opening::Apology
    } else if THANKS.is_match(sentence) {
        Opening::Thanks
    } else {
        return None;
    };
    let place = start + line.find(sentence)?;
    Some((opening, place..place + sentence.len()))
}

fn after_greeting(text: &str) -> usize {
    GREETING.find(text).map_or(0, |found| found.end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_is_known_also_after_a_greeting() {
        for (reply, expected) in [
            ("", Opening::None),
            ("Mira la app. Sentimos lo ocurrido.", Opening::None),
            ("Sentimos los dos días sin datos, Nuria. Ya funciona.", Opening::Apology),
            ("Hola, Nuria: lamentamos el retraso. Sale hoy.", Opening::Apology),
            ("Te pedimos disculpas por el corte. Sale hoy.", Opening::Apology),
            ("Gracias por la foto. Sale hoy.", Opening::Thanks),
            (
                "Hi Sam, we're sorry about the two days without data. It works again.",
                Opening::Apology,
            ),
            ("Thank you for the photo. It ships today.", Opening::Thanks),
            ("We understand your frustration. It ships today.", Opening::None),
        ] {
            assert_eq!(opening(reply), expected, "{reply}");
        }
    }

    #[test]
    fn one_opening_takes_the_place_of_the_other() {
        let sentence = "Sentimos {lo_ocurrido}.";
        let reply = "Mira la app.\n\nhttps://ayuda.es/a/4f7k";
        let sorry = reopened(reply, sentence);
        assert_eq!(sorry, "Sentimos {lo_ocurrido}. Mira la app.\n\nhttps://ayuda.es/a/4f7k");
        let thanks = reopened(&sorry, "Gracias por la foto.");
        assert_eq!(thanks, "Gracias por la foto. Mira la app.\n\nhttps://ayuda.es/a/4f7k");
        assert_eq!(reopened(&thanks, ""), reply);
        assert_eq!(
            reopened("Hola, Nuria: mira la app.", sentence),
            "Hola, Nuria: Sentimos {lo_ocurrido}. mira la app."
        );
        assert_eq!(reopened("", sentence), sentence);
        assert_eq!(reopened(sentence, ""), "");
    }

    #[test]
    fn sympathy_is_no_apology() {
        assert!(apologises("Es un corte.\nLo sentimos mucho."));
        assert!(apologises("Hello Sam, we are sorry."));
        assert!(!apologises("Entendemos tu enfado. Sale hoy."));
    }
}
