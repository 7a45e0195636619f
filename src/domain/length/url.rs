//! Which parts of a text X makes links of: with `http://` or, if the ending is a top-level domain, without.
//!
//! The behaviour is that of X's text library, of which Mastodon uses the same patterns. It is told here as a scanner,
//! because the patterns look ahead and back: at each place a domain is the longest chain of labels whose last one begins
//! with a top-level domain.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::punycode;

/// Code points X refuses in a post.
pub const REFUSED: [char; 3] = ['\u{fffe}', '\u{feff}', '\u{ffff}'];

const LONGEST_URL: usize = 4096;
const LONGEST_LABEL: usize = 63;
const LONGEST_SHORT_LINK: usize = 40;
const DEFAULT_SCHEME: &str = "https://";

/// A link in a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundUrl {
    pub range: Range<usize>,
    /// It is written with `http://` or `https://`.
    pub has_scheme: bool,
}

/// The links of `text` as X sees them, in order.
pub fn find_urls(text: &str) -> Vec<FoundUrl> {
    if !text.contains('.') {
        return Vec::new();
    }
    scan(text, false)
}

/// The links of `text` that are written with their scheme, to whatever host, in order.
pub fn find_addresses(text: &str) -> Vec<FoundUrl> {
    if !text.contains("://") {
        return Vec::new();
    }
    let mut found = scan(text, true);
    found.retain(|link| link.has_scheme);
    found
}

fn scan(text: &str, any_host: bool) -> Vec<FoundUrl> {
    let mut found = Vec::new();
    let mut scanner = Scanner {
        text,
        any_host,
        run: 0..0,
        barren: 0..0,
    };
    let mut at = 0;
    while at < text.len() {
        match scanner.candidate(at) {
            Some(candidate) => {
                candidate.report(text, &mut found);
                at = candidate.end;
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// Something with the shape of a link; the offsets are bytes of the text.
struct Candidate {
    before: Option<char>,
    start: usize,
    has_scheme: bool,
    domain: Range<usize>,
    has_path: bool,
    end: usize,
}

struct Scanner<'text> {
    text: &'text str,
    /// Behind a scheme, a host needs no top-level domain.
    any_host: bool,
    /// The last run of label characters looked at, so that a long one is read once.
    run: Range<usize>,
    /// A chain of labels in which no dot is followed by a top-level domain.
    barren: Range<usize>,
}

impl Scanner<'_> {
    /// A link that starts behind the character at `at`, or with the text.
    fn candidate(&mut self, at: usize) -> Option<Candidate> {
        let before = self.text[at..].chars().next()?;
        let behind = may_precede(before)
            .then(|| self.link_at(Some(before), at + before.len_utf8()))
            .flatten();
        behind.or_else(|| if at == 0 { self.link_at(None, 0) } else { None })
    }

    fn link_at(&mut self, before: Option<char>, start: usize) -> Option<Candidate> {
        let scheme = scheme_length(&self.text[start..]);
        let with_scheme = scheme.and_then(|length| Some((start + length, self.host_end(start + length)?)));
        let (domain, has_scheme) = match with_scheme {
            Some((from, to)) => (from..to, true),
            None => (start..self.domain_end(start)?, false),
        };
        let port = matched(&PORT, self.text, domain.end);
        let path = matched(&PATH, self.text, port);
        let end = matched(&QUERY, self.text, path);
        Some(Candidate {
            before,
            start,
            has_scheme,
            domain,
            has_path: path > port,
            end,
        })
    }

    /// Where the host behind a scheme ends.
    fn host_end(&mut self, start: usize) -> Option<usize> {
        if !self.any_host {
            return self.domain_end(start);
        }
        let (mut at, mut end) = (start, None);
        loop {
            let label_end = self.run_end(at);
            if !is_label(&self.text[at..label_end]) {
                return end;
            }
            end = Some(label_end);
            at = label_end + 1;
            if !self.text[label_end..].starts_with('.') {
                return end;
            }
        }
    }

    /// Where the domain that starts at `start` ends.
    fn domain_end(&mut self, start: usize) -> Option<usize> {
        if self.barren.contains(&start) {
            return None;
        }
        let mut labels: Vec<Range<usize>> = Vec::new();
        let mut at = start;
        loop {
            let end = self.run_end(at);
            if !is_label(&self.text[at..end]) || !self.text[end..].starts_with('.') {
                break;
            }
            labels.push(at..end);
            at = end + 1;
        }
        let endings: Vec<(bool, usize)> = labels
            .into_iter()
            .rev()
            .filter_map(|label| {
                Some((
                    self.text[label.clone()].contains('_'),
                    top_level_end(self.text, label.end + 1)?,
                ))
            })
            .collect();
        if endings.is_empty() {
            self.barren = start..at;
        }
        endings
            .into_iter()
            .find(|(underscored, _)| !underscored)
            .map(|(_, end)| end)
    }

    fn run_end(&mut self, at: usize) -> usize {
        if !self.run.contains(&at) {
            let rest = &self.text[at..];
            let length = rest.find(|character| !(is_domain(character) || matches!(character, '-' | '_')));
            self.run = at..at + length.unwrap_or(rest.len());
        }
        self.run.end
    }
}

impl Candidate {
    fn report(&self, text: &str, found: &mut Vec<FoundUrl>) {
        if self.has_scheme {
            self.report_with_scheme(text, found);
        } else if !matches!(self.before, Some('-' | '_' | '.' | '/')) {
            self.report_without_scheme(text, found);
        }
    }

    fn report_with_scheme(&self, text: &str, found: &mut Vec<FoundUrl>) {
        let mut end = self.end;
        if let Some(short) = SHORT_LINK.captures(&text[self.start..self.end]) {
            if short[1].len() > LONGEST_SHORT_LINK {
                return;
            }
            end = self.start + short[0].len();
        }
        if is_host(&text[self.domain.clone()], &text[self.start..end], 0) {
            found.push(FoundUrl {
                range: self.start..end,
                has_scheme: true,
            });
        }
    }

    /// Without a scheme only ASCII and Latin domains are links, and only the last of them has the path.
    fn report_without_scheme(&self, text: &str, found: &mut Vec<FoundUrl>) {
        let domain = &text[self.domain.clone()];
        let whole = &text[self.start..self.end];
        let (mut at, mut any) = (0, false);
        while at < domain.len() {
            let Some(end) = latin_domain_end(domain, at) else {
                at += domain[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            if is_host(&domain[at..end], whole, DEFAULT_SCHEME.len()) {
                found.push(FoundUrl {
                    range: self.domain.start + at..self.domain.start + end,
                    has_scheme: false,
                });
                any = true;
            }
            at = end;
        }
        if let Some(last) = found.last_mut().filter(|_| any && self.has_path) {
            last.range.end = self.end;
        }
    }
}

/// Whether a link may start behind this character.
fn may_precede(character: char) -> bool {
    !(character.is_ascii_alphanumeric()
        || matches!(character, '@' | '＠' | '$' | '#' | '＃')
        || REFUSED.contains(&character))
}

fn scheme_length(text: &str) -> Option<usize> {
    let starts_with = |scheme: &&str| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    ["https://", "http://"]
        .iter()
        .find(|scheme| starts_with(scheme))
        .map(|scheme| scheme.len())
}

fn is_domain(character: char) -> bool {
    let directional =
        matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let space = character.is_whitespace() || character == '\u{180e}';
    let ascii_sign = character.is_ascii_punctuation() || character.is_ascii_control();
    !(directional || space || ascii_sign || REFUSED.contains(&character))
}

/// Not empty, and neither first nor last character is a hyphen or an underscore.
fn is_label(label: &str) -> bool {
    !label.is_empty() && !label.starts_with(['-', '_']) && !label.ends_with(['-', '_'])
}

/// Where the domain of ASCII and Latin letters that starts at `start` ends.
fn latin_domain_end(domain: &str, start: usize) -> Option<usize> {
    let mut dots = Vec::new();
    let mut at = start;
    loop {
        let length = domain[at..]
            .find(|character| !is_latin(character))
            .unwrap_or(domain.len() - at);
        if length == 0 || !domain[at + length..].starts_with('.') {
            break;
        }
        at += length + 1;
        dots.push(at);
    }
    dots.into_iter().rev().find_map(|behind| top_level_end(domain, behind))
}

fn is_latin(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || matches!(character, '-' | '_')
        || matches!(u32::from(character),
            0xc0..=0xd6 | 0xd8..=0xf6 | 0xf8..=0x24f | 0x253 | 0x254 | 0x256 | 0x257 | 0x259 | 0x25b | 0x263 | 0x268 | 0x26f
            | 0x272 | 0x289 | 0x28b | 0x2bb | 0x300..=0x36f | 0x1e00..=0x1eff)
}

/// The top-level domains of the IANA root zone, retired ones too, as X still links those.
struct TopLevel {
    ascii: HashSet<&'static str>,
    others: Vec<&'static str>,
}

static TOP_LEVEL: LazyLock<TopLevel> = LazyLock::new(|| {
    let (ascii, others): (Vec<_>, Vec<_>) = include_str!("tlds.txt")
        .split_whitespace()
        .partition(|name| name.is_ascii());
    TopLevel {
        ascii: ascii.into_iter().collect(),
        others,
    }
});

/// Where the top-level domain at `at` ends, if one stands there and no letter or digit follows.
fn top_level_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let letters = rest
        .find(|character: char| !character.is_ascii_alphabetic())
        .unwrap_or(rest.len());
    let known = letters > 0 && TOP_LEVEL.ascii.contains(rest[..letters].to_ascii_lowercase().as_str());
    let end = if known && is_end(&rest[letters..]) {
        Some(letters)
    } else {
        other_end(rest)
    };
    end.or_else(|| punycoded_end(rest)).map(|end| at + end)
}

fn other_end(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?.to_lowercase().next()?;
    let stands_here =
        |name: &&&str| name.starts_with(first) && starts_with_ignoring_case(rest, name) && is_end(&rest[name.len()..]);
    TOP_LEVEL.others.iter().filter(stands_here).map(|name| name.len()).max()
}

fn is_end(rest: &str) -> bool {
    !rest.starts_with(|next: char| next.is_ascii_alphanumeric() || matches!(next, '@' | '+' | '-'))
}

fn punycoded_end(rest: &str) -> Option<usize> {
    const PREFIX: &str = "xn--";
    let prefixed = rest
        .get(..PREFIX.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX));
    let tail = prefixed.then(|| &rest[PREFIX.len()..])?;
    let length = tail
        .find(|character: char| !character.is_ascii_alphanumeric())
        .unwrap_or(tail.len());
    (length > 0).then_some(PREFIX.len() + length)
}

fn starts_with_ignoring_case(text: &str, name: &str) -> bool {
    text.get(..name.len())
        .is_some_and(|start| start == name || start.to_lowercase() == name)
}

/// Whether each label can be written in ASCII and the link is not too long as it travels.
fn is_host(domain: &str, url: &str, scheme: usize) -> bool {
    let claims_ascii = domain.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
    if claims_ascii && !domain.is_ascii() {
        return false;
    }
    let lengths: Option<Vec<usize>> = domain.split('.').map(punycode::ascii_length).collect();
    let Some(lengths) = lengths.filter(|all| all.iter().all(|length| (1..=LONGEST_LABEL).contains(length))) else {
        return false;
    };
    let travelling = lengths.iter().sum::<usize>() + lengths.len() - 1;
    let longer = travelling.saturating_sub(domain.chars().count());
    url.chars().count() + longer + scheme <= LONGEST_URL
}

/// The end of what `pattern` matches at `at`, or `at` itself.
fn matched(pattern: &Regex, text: &str, at: usize) -> usize {
    at + pattern.find(&text[at..]).map_or(0, |found| found.end())
}

const LATIN: &str = r"À-ÖØ-öø-\x{24F}\x{253}\x{254}\x{256}\x{257}\x{259}\x{25B}\x{263}\x{268}\x{26F}\x{272}\x{289}\x{28B}\x{2BB}\x{300}-\x{36F}\x{1E00}-\x{1EFF}";
const QUERY_PATTERN: &str = r"\?[a-zA-Z0-9!?*'();:&=+$/%#\[\]\-_.,~|@]*[a-zA-Z0-9_&=#/\-]";

static PORT: LazyLock<Regex> = LazyLock::new(|| constant("^:[0-9]+"));
static QUERY: LazyLock<Regex> = LazyLock::new(|| constant(&format!("^{QUERY_PATTERN}")));

/// X's own short links end with their code; what follows it does not belong to them.
static SHORT_LINK: LazyLock<Regex> =
    LazyLock::new(|| constant(&format!("^(?i:https?://t\\.co)/([a-zA-Z0-9]+)(?:{QUERY_PATTERN})?")));

/// A path ends with a letter, a slash and the like, so that the full stop behind it stays outside; parentheses count in
/// pairs, two deep.
static PATH: LazyLock<Regex> = LazyLock::new(|| {
    let any = format!(r"[a-zA-Z\p{{Cyrillic}}0-9!*';:=+,.$/%#\[\]\p{{Pd}}_~&|@{LATIN}]");
    let pair = format!(r"\((?:{any}+|{any}*\({any}+\){any}*)\)");
    let last = format!(r"(?:[a-zA-Z\p{{Cyrillic}}0-9=_#/+\-{LATIN}]|{pair})");
    constant(&format!("^/(?:{any}*(?:{pair}{any}*)*{last}|{any}+/)*"))
});

fn constant(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is constant")
}
