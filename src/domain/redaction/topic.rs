//! What a number is about, by the words around it: "pedido", "my card number is", "llámame al".

use super::lexicon::Roles;
use super::text::Text;

/// The words that say what a number is, and those that say it is nobody's.
const TOPICS: Roles = Roles::PHONE
    .or(Roles::ORDER)
    .or(Roles::ACCOUNT)
    .or(Roles::TRACKING)
    .or(Roles::CARD)
    .or(Roles::IMEI)
    .or(Roles::IDENTITY)
    .or(Roles::PLATE)
    .or(Roles::NETWORK)
    .or(Roles::VERSION)
    .or(Roles::ERROR)
    .or(Roles::BARCODE)
    .or(Roles::ENDING)
    .or(Roles::POSTCODE)
    .or(Roles::SECRET);

/// How far before a number its word may stand, in words.
const BEFORE: usize = 7;
/// How far after it ("600... es mi móvil").
const AFTER: usize = 4;
/// What a sentence end between the two costs.
const SENTENCE: usize = 2;
/// What standing after the number costs: the word before is the likelier one.
const LATER: usize = 3;

/// The topic of a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Topic {
    pub(super) roles: Roles,
    /// In words; what stands further away says less.
    pub(super) distance: usize,
}

impl Topic {
    const NONE: Self = Self {
        roles: Roles::NONE,
        distance: usize::MAX,
    };

    /// Whether it is about one of these, said within some words.
    pub(super) fn is(&self, roles: Roles, within: usize) -> bool {
        self.distance <= within && self.roles.any(roles)
    }
}

/// The topic of the number whose tokens are `first..=last`: the nearest telling word, "number" only if there is no other.
pub(super) fn topic(text: &Text, first: usize, last: usize) -> Topic {
    let before = before(text, first, TOPICS);
    let after = after(text, last, TOPICS);
    let nearest = if after.distance < before.distance {
        after
    } else {
        before
    };
    if nearest.distance != usize::MAX {
        return nearest;
    }
    let number = self::before(text, first, Roles::NUMBER);
    if number.distance == usize::MAX {
        number
    } else {
        Topic {
            roles: Roles::PHONE,
            distance: number.distance + 1,
        }
    }
}

/// The nearest word with one of these roles before a token. Line ends stop the search, save after a question or a label,
/// which the next line answers.
pub(super) fn before(text: &Text, first: usize, roles: Roles) -> Topic {
    let mut distance = 0;
    let mut lines = 0;
    for index in (0..first).rev() {
        let gap = text.gap(index + 1);
        if gap.contains(&b'\n') {
            if !(gap.contains(&b'?') || gap.contains(&b':')) && lines == 0 && !answered(text, index + 1) {
                return Topic::NONE;
            }
            lines += 1;
        }
        distance += 1 + if ends_sentence(gap) { SENTENCE } else { 0 };
        if distance > BEFORE + lines * 3 || lines > 1 {
            return Topic::NONE;
        }
        if text.tokens[index].is(roles) && !answered(text, index) {
            return Topic {
                roles: text.tokens[index].roles,
                distance,
            };
        }
    }
    Topic::NONE
}

/// Whether the line that starts at this token is a speaker's answer ("Cliente: ...").
fn answered(text: &Text, index: usize) -> bool {
    text.tokens[index].is(Roles::LABEL) && text.gap(index + 1).starts_with(b":")
}

fn after(text: &Text, last: usize, roles: Roles) -> Topic {
    for (step, index) in (last + 1..text.tokens.len()).take(AFTER).enumerate() {
        if text.gap(index).iter().any(|byte| b",.;:!?\n()".contains(byte)) {
            break;
        }
        if text.tokens[index].is(roles) {
            return Topic {
                roles: text.tokens[index].roles,
                distance: step + 1 + LATER,
            };
        }
    }
    Topic::NONE
}

/// Whether a gap between two tokens ends a sentence.
pub(super) fn ends_sentence(gap: &[u8]) -> bool {
    let mut bytes = gap.iter().skip_while(|byte| matches!(byte, b'"' | b'\'' | b')'));
    match bytes.next() {
        Some(b'!' | b'?' | b';') => true,
        Some(b'.') => bytes
            .next()
            .is_none_or(|next| next.is_ascii_whitespace() || *next == b'.'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(source: &str, number: &str) -> Topic {
        let text = Text::new(source);
        let start = source.find(number).unwrap_or_default();
        let index = text.token_from(start);
        topic(&text, index, index)
    }

    #[test]
    fn the_nearest_word_decides() {
        assert!(of("pedido 123456, tel 987654", "123456").is(Roles::ORDER, 1));
        assert!(of("pedido 123456, tel 987654", "987654").is(Roles::PHONE, 1));
        assert!(of("my order number is 123456", "123456").is(Roles::ORDER, 3));
    }

    #[test]
    fn a_number_by_itself_is_a_phone_number() {
        assert!(of("mi numero es 123456", "123456").is(Roles::PHONE, 3));
    }

    #[test]
    fn an_answer_takes_its_topic_from_the_question() {
        assert!(of("Agente: cual es tu pedido?\nCliente: 123456", "123456").is(Roles::ORDER, 9));
        assert!(!of("Un pedido.\nGracias\n123456", "123456").is(Roles::ORDER, 9));
    }
}
