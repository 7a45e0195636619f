//! Names of people on social networks: `@name`, `@name@server`, and the profile addresses that hold one.

use super::folded::is_word;
use super::lexicon::{self, Roles};
use super::text::Text;
use super::{AllowList, Finding, Kind};

const LONGEST: usize = 64;

/// Sites whose first path segment names a person.
const PROFILES: [&[u8]; 9] = [
    b"twitter.com/",
    b"x.com/",
    b"instagram.com/",
    b"facebook.com/",
    b"fb.com/",
    b"t.me/",
    b"tiktok.com/@",
    b"threads.net/@",
    b"linkedin.com/in/",
];

/// First path segments of those sites that name a page of the site.
const PAGES: [&[u8]; 26] = [
    b"messages",
    b"media",
    b"marketplace",
    b"pages",
    b"people",
    b"photo",
    b"ical",
    b"notes",
    b"home",
    b"search",
    b"hashtag",
    b"i",
    b"intent",
    b"share",
    b"explore",
    b"help",
    b"about",
    b"login",
    b"settings",
    b"p",
    b"reel",
    b"groups",
    b"events",
    b"watch",
    b"privacy",
    b"support",
];

pub(super) fn find(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    if text.has_at {
        mentions(text, allow, found);
    }
    for link in &text.links {
        profile(text, link, allow, found);
    }
}

fn mentions(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    let bytes = text.bytes();
    for at in bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'@')
        .map(|(at, _)| at)
    {
        if text
            .before(at)
            .is_some_and(|byte| is_word(byte) || b"_-+/".contains(&byte))
        {
            continue;
        }
        let name = run(bytes, at + 1);
        let end = server(bytes, at + 1 + name);
        let handle = String::from_utf8_lossy(&bytes[at + 1..end]);
        if is_name(&bytes[at + 1..at + 1 + name]) && !allow.allows_handle(&handle) {
            found.push(Finding::new(at..end, Kind::Handle, 0.95));
        }
    }
}

/// How many bytes of a handle's name start here; a final dot ends the sentence and is not part of it.
fn run(bytes: &[u8], start: usize) -> usize {
    let name = bytes[start..]
        .iter()
        .take(LONGEST)
        .take_while(|byte| is_word(**byte) || b"_.-".contains(byte))
        .count();
    name - bytes[start..start + name]
        .iter()
        .rev()
        .take_while(|byte| b".-".contains(byte))
        .count()
}

/// The end of `@server.example` after a name, or the end of the name itself.
fn server(bytes: &[u8], end: usize) -> usize {
    let length = if bytes.get(end) == Some(&b'@') {
        run(bytes, end + 1)
    } else {
        0
    };
    if bytes[end..].iter().skip(1).take(length).any(|byte| *byte == b'.') {
        end + 1 + length
    } else {
        end
    }
}

/// Some letter, and not a time ("@5pm").
fn is_name(name: &[u8]) -> bool {
    let digits = name.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let time = (1..=2).contains(&digits) && lexicon::roles(&name[digits..]).any(Roles::MEASURE);
    name.len() >= 2 && !time && name.iter().any(|byte| !byte.is_ascii_digit())
}

fn profile(text: &Text, link: &std::ops::Range<usize>, allow: &AllowList, found: &mut Vec<Finding>) {
    let address = &text.bytes()[link.clone()];
    for site in PROFILES {
        let Some(at) = address
            .windows(site.len())
            .position(|part| part.eq_ignore_ascii_case(site))
        else {
            continue;
        };
        if at > 0 && !b"/.".contains(&address[at - 1]) {
            continue;
        }
        let start = link.start + at + site.len();
        let name = &text.bytes()[start..start + run(text.bytes(), start).min(link.end - start)];
        let page = PAGES.iter().any(|page| name.eq_ignore_ascii_case(page));
        let program = name.ends_with(b".php") || name.ends_with(b".rss");
        if !page && !program && is_name(name) && !allow.allows_handle(&String::from_utf8_lossy(name)) {
            found.push(Finding::new(start..start + name.len(), Kind::Handle, 0.85));
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn handles(source: &str) -> Vec<&str> {
        let allow = AllowList::from_json(r#"{"handles":["@FibraSur"]}"#).unwrap();
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &allow, &mut found);
        found
            .into_iter()
            .map(|finding| &source[text.folded.to_source(finding.range)])
            .collect()
    }

    #[test]
    fn people_are_found_and_the_brand_is_not() {
        assert_eq!(
            handles("@fibrasur hola, .@lupe_93 y RT @Gil.Ana: nada"),
            ["@lupe_93", "@Gil.Ana"]
        );
        assert_eq!(handles("sigue a @ana@masto.example."), ["@ana@masto.example"]);
    }

    #[test]
    fn profile_addresses_hold_a_name() {
        assert_eq!(handles("https://twitter.com/lupe_93/status/123"), ["lupe_93"]);
        assert!(handles("https://twitter.com/search?q=x https://x.com/FibraSur https://netflix.com/title").is_empty());
    }

    #[test]
    fn addresses_and_times_are_not_handles() {
        assert!(handles("ana@correo.es @5pm @ home P@ssw0rd").is_empty());
    }
}
