//! Small repairs to outside text.

use super::ID_MOST;
use std::borrow::Cow;

/// A message as it is kept: no U+0000, and LF alone as the end of a line.
pub(super) fn clean(text: String) -> String {
    if !text.bytes().any(|byte| byte == 0 || byte == b'\r') {
        return text;
    }
    without_nul(text).replace("\r\n", "\n").replace('\r', "\n")
}

/// The text without U+0000, which PostgreSQL cannot store.
pub(super) fn without_nul(mut text: String) -> String {
    text.retain(|letter| letter != '\0');
    text
}

/// An id or name as it is kept: trimmed; none where nothing is left.
pub(super) fn name(text: String) -> Option<String> {
    let text = without_nul(text);
    let trimmed = text.trim();
    match trimmed.len() {
        0 => None,
        length if length == text.len() => Some(text),
        _ => Some(trimmed.to_owned()),
    }
}

/// Says what is too long for an id or name.
pub(super) fn check_length(what: &str, text: &str) -> Result<(), String> {
    if text.len() > ID_MOST {
        return Err(format!("{what} is longer than {ID_MOST} bytes"));
    }
    Ok(())
}

/// The entities that exports of posts use; every other name stays as it stands.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
];
/// Longest body of an entity: `#x10FFFF`.
const ENTITY_MOST: usize = 8;

/// HTML entities read once: `&amp;lt;` becomes `&lt;`.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        plain.push_str(&rest[..start]);
        let after = &rest[start + 1..];
        let end = after.bytes().take(ENTITY_MOST + 1).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&after[..end])?, end))) {
            Some((letter, end)) => {
                plain.push(letter);
                rest = &after[end + 1..];
            }
            None => {
                plain.push('&');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

fn entity(body: &str) -> Option<char> {
    let number = match body.strip_prefix('#') {
        None => {
            return ENTITIES
                .iter()
                .find(|(name, _)| *name == body)
                .map(|(_, letter)| *letter);
        }
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => digits.parse(),
        },
    };
    number.ok().and_then(char::from_u32).filter(|letter| *letter != '\0')
}

/// The first `most` characters of `text` on one line, cut between words, with `…` where something was left off.
pub(super) fn headline(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most - 1).collect();
    let end = kept
        .rfind(' ')
        .filter(|end| *end > kept.len() / 2)
        .unwrap_or(kept.len());
    format!("{}…", kept[..end].trim_end_matches([' ', ',', ';', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_lose_nul_and_carriage_returns() {
        assert_eq!(clean("a\0b\r\nc\rd\n".into()), "ab\nc\nd\n");
        assert_eq!(clean("ñ".into()), "ñ");
    }

    #[test]
    fn entities_are_read_once() {
        let cases = [
            ("is dead &amp; blinking", "is dead & blinking"),
            ("&amp;lt; &lt;b&gt; &quot;x&quot; &#39;&#x1F600;", "&lt; <b> \"x\" '😀"),
            (
                "AT&T &copy; & &; &#xD800; &#0; &ñandúñandú;",
                "AT&T &copy; & &; &#xD800; &#0; &ñandúñandú;",
            ),
            ("ends with &", "ends with &"),
        ];
        for (escaped, plain) in cases {
            assert_eq!(unescape(escaped), plain);
        }
    }

    #[test]
    fn headlines_fit() {
        assert_eq!(headline("  one\n two ", 20), "one two");
        assert_eq!(headline("one two, three", 10), "one two…");
        assert_eq!(headline(&"ñ".repeat(300), 200).chars().count(), 200);
    }
}
