//! Passwords, Wi-Fi keys, PINs, one-time codes: what stands where a sentence gives one away; and access tokens by form.

use std::ops::Range;

use super::folded::{EURO, POUND, is_blank};
use super::lexicon::{self, Roles};
use super::text::{Shape, Text};
use super::topic::ends_sentence;
use super::{Finding, Kind};

/// How many words may stand between "contraseña" and the password ("de la cuenta que me disteis es").
const FARTHEST: usize = 10;
/// No password is longer.
const LONGEST: usize = 80;
/// How keys of well-known services begin.
const KEY_STARTS: [&[u8]; 12] = [
    b"eyJ",
    b"sk_",
    b"sk-",
    b"pk_",
    b"rk_",
    b"ghp_",
    b"gho_",
    b"github_pat_",
    b"glpat-",
    b"xox",
    b"AKIA",
    b"pcd_",
];
/// Query parameters of web addresses whose value opens something.
const PARAMETERS: [&[u8]; 9] = [
    b"token=",
    b"password=",
    b"passwd=",
    b"pwd=",
    b"secret=",
    b"otp=",
    b"session=",
    b"api_key=",
    b"access_key=",
];

pub(super) fn find(text: &Text, found: &mut Vec<Finding>) {
    for index in 0..text.tokens.len() {
        if text.tokens[index].is(Roles::SECRET) || is_code(text, index) {
            let value = value_after(text, index).or_else(|| value_before(text, index));
            let another = value.as_ref().and_then(|value| another_after(text, value));
            found.extend(value.into_iter().chain(another));
        }
    }
    keys(text, found);
    for link in &text.links {
        parameters(text, link, found);
    }
}

/// Whether a token is a "code" that opens something, and not that of an error or a product.
fn is_code(text: &Text, index: usize) -> bool {
    if !text.tokens[index].is(Roles::CODE) {
        return false;
    }
    let hinted = |near: usize| text.tokens[near].is(Roles::CODE_HINT);
    let error = index > 0 && text.tokens[index - 1].is(Roles::ERROR) && !text.tokens[index - 1].is(Roles::CODE);
    let once = index > 1 && text.is_word(index - 1, "time") && text.is_word(index - 2, "one");
    let before = (index.saturating_sub(3)..index).any(hinted);
    let after = (index + 1..text.tokens.len().min(index + 6))
        .take_while(|near| !ends_sentence(text.gap(*near)))
        .any(hinted);
    !error && (once || before || after)
}

/// The secret that follows its word, past the words that may stand between.
fn value_after(text: &Text, cue: usize) -> Option<Finding> {
    let mut stated = false;
    for index in (cue + 1..text.tokens.len()).take(FARTHEST) {
        let gap = text.gap(index);
        if ends_sentence(gap) && !gap.iter().any(|byte| b"#$*&%".contains(byte))
            || (gap.contains(&b'\n') && !gap.contains(&b':') && !gap.contains(&b'?'))
        {
            return None;
        }
        stated |= gap.iter().any(|byte| b":=\"(".contains(byte)) || gap == b" '";
        let range = chunk(text, text.tokens[index].start, text.tokens[cue].end);
        let alone = range == (text.tokens[index].start..text.tokens[index].end);
        let bare = text.tokens[index].shape == Shape::Letters && alone;
        let about = text.tokens[index].shape == Shape::Letters && text.tokens[index].is(Roles::SECRET);
        if !about && let Some(confidence) = looks_secret(text, index, &range, (stated, index == cue + 1), bare) {
            return Some(Finding::new(
                with_next_group(text, index, range),
                Kind::Password,
                confidence,
            ));
        }
        let link = text.tokens[index].is(Roles::SECRET_LINK
            .or(Roles::SECRET)
            .or(Roles::CODE)
            .or(Roles::CODE_HINT)
            .or(Roles::LABEL));
        if !(link && (bare || about) || text.tokens[index].len() == 1) {
            return None;
        }
        stated |= text.is_any(index, &["es", "is", "was", "era", "s"]);
    }
    None
}

/// A second secret after the first ("... and the new one is ...").
fn another_after(text: &Text, value: &Finding) -> Option<Finding> {
    let next = text.token_from(value.range.end);
    let words = [
        "new", "nueva", "nuevo", "old", "antigua", "antiguo", "other", "otra", "now", "ahora",
    ];
    let announced = (next..text.tokens.len().min(next + 5)).any(|near| text.is_any(near, &words));
    if announced {
        value_after(text, next.checked_sub(1)?)
    } else {
        None
    }
}

/// A code that stands before its word: "482913 es mi código de acceso".
fn value_before(text: &Text, cue: usize) -> Option<Finding> {
    let verb = (cue.saturating_sub(4)..cue)
        .rev()
        .find(|index| text.is_any(*index, &["es", "is", "was", "era"]))?;
    let last = verb.checked_sub(1)?;
    let digits = |index: usize| text.tokens[index].shape == Shape::Digits;
    let first = if last > 0 && digits(last) && digits(last - 1) && matches!(text.gap(last), b" " | b"-") {
        last - 1
    } else {
        last
    };
    let length: usize = (first..=last).map(|index| text.tokens[index].len()).sum();
    let range = text.tokens[first].start..text.tokens[last].end;
    (digits(last) && (4..=8).contains(&length)).then(|| Finding::new(range, Kind::Password, 0.9))
}

/// The run without blanks around a position, not before `from`, without the punctuation that frames it.
fn chunk(text: &Text, position: usize, from: usize) -> Range<usize> {
    let bytes = text.bytes();
    let frame = |byte: u8| b"\"'()[]<>:=,".contains(&byte);
    let before = bytes[from..position]
        .iter()
        .rev()
        .take_while(|byte| !is_blank(**byte) && **byte != b'\n' && !frame(**byte))
        .count();
    let start = position - before;
    // The marks of bold text are no part of a password.
    let bold = bytes[start..position].starts_with(b"**");
    let start = if bold { start + 2 } else { start };
    let length = bytes[start..]
        .iter()
        .take(LONGEST)
        .take_while(|byte| !is_blank(**byte) && **byte != b'\n')
        .count();
    let kept = length
        - bytes[start..start + length]
            .iter()
            .rev()
            .take_while(|byte| b"\"')]>,;:.".contains(byte))
            .count();
    let kept = if kept > 2 && bytes[start..start + kept].ends_with(b"**") {
        kept - 2
    } else {
        kept
    };
    let closing = bytes[start..start + kept]
        .iter()
        .position(|byte| b"\")".contains(byte))
        .unwrap_or(kept);
    start..(start + closing).max(position + 1)
}

/// How sure a chunk is a secret, by its look and by whether the sentence states one there or it stands beside the word.
fn looks_secret(
    text: &Text,
    index: usize,
    range: &Range<usize>,
    (stated, beside): (bool, bool),
    bare: bool,
) -> Option<f32> {
    let word = &text.bytes()[range.clone()];
    let token = &text.tokens[index];
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let signs = word.iter().filter(|byte| b"#$%&*!@_^+?~".contains(byte)).count();
    let all_digits = word.iter().all(|byte| byte.is_ascii_digit() || b"-.".contains(byte));
    let after = text.bytes()[range.end..].iter().find(|byte| !is_blank(**byte));
    let priced = after.is_some_and(|byte| matches!(*byte, EURO | POUND | b'$' | b'%'));
    let measured = priced
        || text.tokens.get(index + 1).is_some_and(|next| next.is(Roles::MEASURE)) && text.gap(index + 1).len() <= 1;
    let dated = word.contains(&b'/') && digits >= 2;
    match () {
        () if dated || (all_digits && measured) => None,
        () if all_digits && digits >= 4 => Some(0.93),
        () if all_digits && digits == 3 => (stated || beside || followed_by_group(text, index)).then_some(0.9),
        () if digits > 0 && word.len() >= 4 && !is_measure(word) => Some(0.93),
        () if signs > 0
            && word.len() >= 5
            && word[1..word.len() - 1].iter().any(|byte| b"#$%&*@_^+".contains(byte)) =>
        {
            Some(0.85)
        }
        () if bare && flips(word) => Some(0.85),
        () if bare
            && stated
            && token.len() >= 4
            && !lexicon::is_inflected(word)
            && !token.is(Roles::COMMON
                .or(Roles::STATE_OF_SECRET)
                .or(Roles::SECRET_LINK)
                .or(Roles::SECRET)
                .or(Roles::GREETING)) =>
        {
            Some(0.6)
        }
        () => None,
    }
}

/// "24h", "100mb": a number with its unit.
fn is_measure(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0 && lexicon::roles(&word[digits..]).any(Roles::MEASURE)
}

/// Whether capitals stand inside a word, as in `uZGIhAsm`.
fn flips(word: &[u8]) -> bool {
    let changes = word
        .windows(2)
        .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
        .count();
    word.len() >= 6 && changes >= 2
}

fn followed_by_group(text: &Text, index: usize) -> bool {
    let next = text.tokens.get(index + 1);
    next.is_some_and(|next| next.shape == Shape::Digits && next.len() == text.tokens[index].len())
        && matches!(text.gap(index + 1), b" " | b"-")
}

/// Takes in the second half of a code that is written in two groups.
fn with_next_group(text: &Text, index: usize, range: Range<usize>) -> Range<usize> {
    let grouped = text.tokens[index].shape == Shape::Digits
        && text.tokens[index].end == range.end
        && followed_by_group(text, index);
    if grouped {
        range.start..text.tokens[index + 1].end
    } else {
        range
    }
}

/// Keys of services and other long runs of chance characters.
fn keys(text: &Text, found: &mut Vec<Finding>) {
    for token in text
        .tokens
        .iter()
        .filter(|token| token.shape == Shape::Mixed && token.len() >= 16)
    {
        let bytes = text.bytes();
        let before = bytes[..token.start]
            .iter()
            .rev()
            .take(LONGEST)
            .take_while(|byte| in_key(**byte))
            .count();
        let start = token.start - before;
        let end = token.end
            + bytes[token.end..]
                .iter()
                .take(4 * LONGEST)
                .take_while(|byte| in_key(**byte) || **byte == b'.')
                .count();
        let key = &bytes[start..end];
        let known = KEY_STARTS.iter().any(|known| key.starts_with(known));
        let word = &bytes[token.start..token.end];
        let mixed = word.iter().any(u8::is_ascii_lowercase) && word.iter().any(u8::is_ascii_uppercase);
        let hexadecimal = word.len() >= 32 && word.iter().all(u8::is_ascii_hexdigit);
        if known || (mixed && word.len() >= 20) || hexadecimal {
            found.push(Finding::new(start..end, Kind::Password, if known { 0.95 } else { 0.6 }));
        }
    }
}

fn in_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// The values of web addresses that open something.
fn parameters(text: &Text, link: &Range<usize>, found: &mut Vec<Finding>) {
    let address = &text.bytes()[link.clone()];
    for (at, _) in address.iter().enumerate().filter(|(_, byte)| b"?&#".contains(byte)) {
        let rest = &address[at + 1..];
        let Some(parameter) = PARAMETERS
            .iter()
            .find(|name| rest.len() > name.len() && rest[..name.len()].eq_ignore_ascii_case(name))
        else {
            continue;
        };
        let start = link.start + at + 1 + parameter.len();
        let length = text.bytes()[start..link.end]
            .iter()
            .take_while(|byte| !b"&#".contains(byte))
            .count();
        if length > 0 {
            found.push(Finding::new(start..start + length, Kind::Password, 0.9));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &mut found);
        found
            .into_iter()
            .map(|finding| &source[text.folded.to_source(finding.range)])
            .collect()
    }

    #[test]
    fn passwords_are_found_where_they_are_given_away() {
        assert_eq!(
            secrets("la contraseña de la cuenta es Gatito#9 y el usuario pepe"),
            ["Gatito#9"]
        );
        assert_eq!(secrets("password: hunterella, help"), ["hunterella"]);
        assert_eq!(secrets("he puesto la clave wifi pL4ya!verde y nada"), ["pL4ya!verde"]);
        assert_eq!(secrets("El PIN que me disteis (4821) no va"), ["4821"]);
        assert_eq!(secrets("my password is \"x y\" or uZGIhAsm"), Vec::<&str>::new());
    }

    #[test]
    fn one_time_codes_are_found_on_either_side() {
        assert_eq!(secrets("el código de verificación es 482 913, ¿vale?"), ["482 913"]);
        assert_eq!(secrets("482913 is my verification code"), ["482913"]);
        assert_eq!(secrets("one time code 482-913 came late"), ["482-913"]);
    }

    #[test]
    fn talking_about_passwords_gives_none_away() {
        assert!(secrets("my password is wrong. I forgot my password and the app 9.2 fails").is_empty());
        assert!(secrets("olvidé la contraseña y no puedo entrar en el Moto G84").is_empty());
        assert!(secrets("error code 97762, código 63764, the PIN in 24 hours").is_empty());
    }

    #[test]
    fn keys_are_found_by_their_form() {
        assert_eq!(
            secrets("key ghp_a1B2c3D4e5F6g7H8i9J0 leaked"),
            ["ghp_a1B2c3D4e5F6g7H8i9J0"]
        );
        assert_eq!(secrets("https://x.example/r?token=abc123&x=1"), ["abc123"]);
    }
}
