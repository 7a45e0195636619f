//! E-mail addresses, as typed and as spelled out: `ana@correo.es`, `ana (arroba) correo.es`, `john at example dot com`.

use super::folded::{OTHER_UPPER, is_blank};
use super::lexicon::Roles;
use super::text::{Shape, Text};
use super::{AllowList, Finding, Kind};

/// No longer part of an address is followed (RFC 5321 allows 64 before the `@` and 255 after), so that time stays linear.
const LONGEST_LOCAL: usize = 96;
const LONGEST_DOMAIN: usize = 255;

/// Mail providers that people name without being asked: after "at" they make an address of a plain word.
const PROVIDERS: [&[u8]; 12] = [
    b"gmail",
    b"hotmail",
    b"outlook",
    b"yahoo",
    b"icloud",
    b"live",
    b"msn",
    b"protonmail",
    b"proton",
    b"aol",
    b"googlemail",
    b"gmx",
];

pub(super) fn find(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    if text.has_at {
        typed(text, allow, found);
    }
    spelled(text, found);
}

/// Every `@` with a name before and a domain after, also inside the address of a web page.
fn typed(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    let bytes = text.bytes();
    for at in bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'@')
        .map(|(at, _)| at)
    {
        let Some(local) = local_before(bytes, at) else { continue };
        let Some(end) = domain_after(bytes, at + 1) else {
            continue;
        };
        let address: String = bytes[local..end]
            .iter()
            .filter(|byte| !is_blank(**byte))
            .map(|byte| char::from(*byte))
            .collect();
        if !allow.allows_email(&address) {
            found.push(Finding::new(local..end, Kind::Email, 0.99));
        }
    }
}

/// Where the name before an `@` starts; one blank before the `@` is forgiven when the name looks made up for mail.
fn local_before(bytes: &[u8], at: usize) -> Option<usize> {
    let blank = at > 0 && is_blank(bytes[at - 1]);
    let end = if blank { at - 1 } else { at };
    let mut start = end;
    loop {
        start -= bytes[..start]
            .iter()
            .rev()
            .take(LONGEST_LOCAL)
            .take_while(|byte| in_local(**byte))
            .count();
        match &bytes[..start] {
            [.., b' '] if blank && bytes[start..].starts_with(b". ") && end - start < LONGEST_LOCAL => start -= 1,
            [.., b'.', b' '] if blank && end - start < LONGEST_LOCAL => start -= 1,
            _ => break,
        }
    }
    let start = start
        + bytes[start..end]
            .iter()
            .take_while(|byte| b".'=/?&%*`{}|!$^#+-".contains(byte))
            .count();
    let start = start
        + bytes[start..end]
            .iter()
            .rposition(|byte| b"=?&/:".contains(byte))
            .map_or(0, |sign| sign + 1);
    let name = &bytes[start..end];
    let made_up = name.iter().any(|byte| byte.is_ascii_digit() || b"._-+".contains(byte));
    (!name.is_empty() && (!blank || made_up)).then_some(start)
}

fn in_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte) || byte >= OTHER_UPPER
}

/// Where the domain after an `@` ends: labels joined by single dots, the last one of letters. Blanks around a dot are
/// forgiven when the dot stands free on both sides.
fn domain_after(bytes: &[u8], at: usize) -> Option<usize> {
    let limit = bytes.len().min(at + LONGEST_DOMAIN);
    let mut position = at
        + bytes[at..limit]
            .iter()
            .take_while(|byte| is_blank(**byte))
            .take(1)
            .count();
    let mut end = None;
    let mut labels = 0;
    let mut spaced = false;
    while position < limit {
        let length = bytes[position..limit]
            .iter()
            .take_while(|byte| in_label(**byte))
            .count();
        let label = &bytes[position..position + length];
        if label.is_empty() || label[0] == b'-' {
            break;
        }
        labels += 1;
        position += length;
        if labels > 1 && is_top(label) {
            end = Some(position);
        }
        match bytes.get(position..limit) {
            Some([b'.', next, ..]) if in_label(*next) => position += 1,
            Some([b' ', b'.', b' ', next, ..]) if (labels == 1 || spaced) && in_label(*next) => {
                spaced = true;
                position += 3;
            }
            _ => break,
        }
    }
    end
}

fn in_label(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte >= OTHER_UPPER
}

fn is_top(label: &[u8]) -> bool {
    label.len() >= 2
        && label
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || *byte >= OTHER_UPPER)
        || label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--")
}

/// Addresses whose `@` or dots are written as words.
fn spelled(text: &Text, found: &mut Vec<Finding>) {
    for index in 1..text.tokens.len() {
        let Some(sign) = At::read(text, index) else { continue };
        let Some((end, dots)) = spelled_domain(text, sign.domain) else {
            continue;
        };
        let Some(start) = spelled_local(text, index, sign, dots) else {
            continue;
        };
        found.push(Finding::new(
            start..end,
            Kind::Email,
            if sign.sure { 0.97 } else { 0.85 },
        ));
    }
}

/// A word that stands for `@`.
#[derive(Clone, Copy)]
struct At {
    /// The token its domain starts with.
    domain: usize,
    /// Whether it can mean nothing else.
    sure: bool,
}

impl At {
    fn read(text: &Text, index: usize) -> Option<Self> {
        let word = text.word(index);
        let framed = |open: &[u8], close: &[u8]| {
            open.ends_with(b"(") && close.starts_with(b")")
                || open.ends_with(b"[") && close.starts_with(b"]")
                || open.ends_with(b"{") && close.starts_with(b"}")
        };
        let (open, close) = (text.gap(index), text.gap(index + 1));
        let framed = framed(open, close);
        let close = if framed { &close[1..] } else { close };
        let open = if framed { &open[..open.len() - 1] } else { open };
        if !(blank(open) && blank(close)) {
            return None;
        }
        let sure = match word.to_ascii_lowercase().as_slice() {
            b"arroba" | b"arrobas" => true,
            b"at" => framed,
            b"a" if framed => true,
            _ => return None,
        };
        Some(Self {
            domain: index + 1,
            sure,
        })
    }
}

fn blank(gap: &[u8]) -> bool {
    gap.len() <= 2 && gap.iter().all(|byte| is_blank(*byte))
}

/// The end of a domain that starts at a token, and whether its dots are words: `correo punto es`, `mail.example.com`.
fn spelled_domain(text: &Text, first: usize) -> Option<(usize, bool)> {
    let mut index = first;
    let mut end = None;
    let mut words = false;
    while index < text.tokens.len() && index < first + 12 {
        if index > first && text.tokens[index].shape == Shape::Letters && text.tokens[index].len() >= 2 {
            end = Some(text.tokens[index].end);
        }
        match (text.gap(index + 1), text.tokens.get(index + 1)) {
            (b"." | b"-", Some(_)) => index += 1,
            (gap, Some(_)) if index + 2 < text.tokens.len() && is_dot(text, index + 1, gap) => {
                words = true;
                index += 2;
            }
            _ => break,
        }
    }
    end.map(|end| (end, words))
}

/// Whether a token is the word "dot", free or in brackets.
fn is_dot(text: &Text, index: usize, gap: &[u8]) -> bool {
    let dot = text.is_word(index, "punto") || text.is_word(index, "dot");
    dot && side(gap) && side(text.gap(index + 1))
}

/// Whether a gap beside a spelled sign is blank or a bracket.
fn side(gap: &[u8]) -> bool {
    gap.len() <= 2 && gap.iter().all(|byte| is_blank(*byte) || b"()[]{}".contains(byte))
}

/// Where the name before a spelled `@` starts, if it can be the name of a mailbox.
fn spelled_local(text: &Text, sign: usize, at: At, dots: bool) -> Option<usize> {
    let mut first = sign - 1;
    while first > 0 {
        let gap = text.gap(first);
        let joined = matches!(gap, b"." | b"-" | b"_" | b"+");
        if joined {
            first -= 1;
        } else if first > 1 && is_joint(text, first - 1) && side(gap) && side(text.gap(first - 1)) {
            first -= 2;
        } else if first > 2 && text.is_word(first - 1, "bajo") && text.is_word(first - 2, "guion") {
            first -= 3;
        } else {
            break;
        }
    }
    let single = first == sign - 1;
    let plain = single && text.tokens[first].shape == Shape::Letters;
    let ordinary = plain && text.tokens[first].is(Roles::COMMON) && !text.tokens[first].is(Roles::FIRST);
    let provider = PROVIDERS
        .iter()
        .any(|provider| text.word(at.domain).eq_ignore_ascii_case(provider));
    let accepted = at.sure || !plain || (!ordinary && (dots || provider));
    accepted.then(|| text.tokens[first].start)
}

/// Whether a token is a word that joins the parts of a mailbox name.
fn is_joint(text: &Text, index: usize) -> bool {
    text.is_any(index, &["punto", "dot", "guion", "dash", "underscore"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emails(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &AllowList::default(), &mut found);
        found
            .into_iter()
            .map(|finding| &source[text.folded.to_source(finding.range)])
            .collect()
    }

    #[test]
    fn typed_addresses_are_found_to_their_last_letter() {
        assert_eq!(
            emails("Es ana.gil+web@correo.com.mx. Gracias"),
            ["ana.gil+web@correo.com.mx"]
        );
        assert_eq!(emails("(PEPE_93@MAIL.EXAMPLE)"), ["PEPE_93@MAIL.EXAMPLE"]);
        assert_eq!(emails("mailto:íñigo@peña.example?subject=x"), ["íñigo@peña.example"]);
        assert_eq!(
            emails("https://x.example/?email=lee@post.example&a=1"),
            ["lee@post.example"]
        );
        assert_eq!(emails("ana_gil @ correo . es"), ["ana_gil @ correo . es"]);
    }

    #[test]
    fn spelled_addresses_are_found() {
        assert_eq!(
            emails("escribe a juan arroba ejemplo punto es porfa"),
            ["juan arroba ejemplo punto es"]
        );
        assert_eq!(
            emails("juan punto gil (arroba) correo.es"),
            ["juan punto gil (arroba) correo.es"]
        );
        assert_eq!(
            emails("it's mary.hale at inbox dot co dot uk, ok"),
            ["mary.hale at inbox dot co dot uk"]
        );
        assert_eq!(emails("lupe77[at]mail[dot]example"), ["lupe77[at]mail[dot]example"]);
        assert_eq!(emails("rosa(a)correo.es"), ["rosa(a)correo.es"]);
        assert_eq!(emails("wilbur at gmail.com"), ["wilbur at gmail.com"]);
    }

    #[test]
    fn ordinary_sentences_are_not_addresses() {
        assert!(emails("Look at example.com or meet me at noon. @ 5pm a@b").is_empty());
        assert!(emails("llegamos a correos. Look at amazon dot com").is_empty());
    }
}
