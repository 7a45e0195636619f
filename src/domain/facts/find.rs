//! Finds the facts of a clause by how they are written. What only looks like one (a year, a step, a model, a clock time, how
//! long ago something was) is none: a wrong alarm costs an editor more than a missed one.

use super::{Fact, Kind, Value};
use crate::domain::{length, redaction::AllowList};
use regex::{Captures, Regex};
use std::{ops::Range, sync::LazyLock};

/// A fact and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub range: Range<usize>,
    pub fact: Fact,
}

/// The facts of `clause`, in order.
pub(super) fn facts(clause: &str, allow_list: &AllowList) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut add = |some: Vec<Found>| {
        for one in some {
            let is_free = |other: &Found| one.range.end <= other.range.start || other.range.end <= one.range.start;
            if found.iter().all(is_free) {
                found.push(one);
            }
        }
    };
    add(links(clause));
    if clause.bytes().any(|byte| byte.is_ascii_digit()) {
        add(phones(clause, allow_list));
        add(amounts(clause));
        add(shares(clause));
    }
    add(codes(clause));
    add(times(clause));
    found.sort_by_key(|one| one.range.start);
    found
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant pattern, compiled by the tests")
}

/// Nothing that a number is a part of stands before it.
const BEFORE: &str = r"(?:^|[^\p{L}\d.,:/#*_+\-–])";
const NUMBER: &str = r"(?:\d{1,3}(?:[\u{a0}\u{202f} ]\d{3})+|\d+)(?:[.,]\d+)*";

static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let sign = r"€|£|US\$|\$|EUR\b|USD\b|GBP\b";
    let word = r"euros?\b|d[oó]lares\b|dollars?\b|pounds?\b|libras\b";
    let per = r"mes|month|d[ií]a|day|minuto|minute|min|a[nñ]o|year|noche|night";
    compile(&format!(
        r"(?i){BEFORE}(?P<fact>(?:(?P<sign>{sign})\s?(?P<low>{NUMBER})(?:\s?(?:-|–|a|to|o|or)\s?(?:{sign})?(?P<high>{NUMBER}))?|(?P<from>{NUMBER})(?:\s?(?:{sign})?\s?(?:-|–|a|to|o|or)\s?(?P<to>{NUMBER}))?\s?(?P<unit>{sign}|{word}))(?:\s?(?:/\s?|al |por |cada |a |per |each )(?P<per>{per})\b|\s(?P<monthly>mensual(?:es)?|monthly)\b)?)"
    ))
});
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?i){BEFORE}(?P<fact>(?P<from>{NUMBER})(?:\s?%?\s?(?:-|–|a|to|o|or)\s?(?P<to>{NUMBER}))?\s?(?:%|por ciento\b|per ?cent\b))"
    ))
});
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let words = WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("|");
    let count = format!("{NUMBER}|(?:{words})");
    let units = UNITS.iter().map(|(unit, _)| *unit).collect::<Vec<_>>().join("|");
    let day = r"(?:working|business|calendar|full|clear)";
    compile(&format!(
        r"(?i){BEFORE}(?P<fact>(?P<from>{count})(?:\s?(?:-|–|a|to|o|or)\s?(?P<to>{count}))?(?:\s?-?(?:{day}[\s-])?)(?P<unit>{units})(?P<half> y medi[oa]| and a half)?(?: y (?P<minutes>\d+) min(?:utos?)?)?(?: (?:hábil(?:es)?|laborables?|naturales|seguidos))?)\b"
    ))
});
static PHONE: LazyLock<Regex> = LazyLock::new(|| compile(r"\+?\d[\d .()-]{5,18}\d"));
static CODE: LazyLock<Regex> = LazyLock::new(|| compile(r"(?:^|[^\p{L}\d])(?P<fact>[*#]{1,2}\d{2,4}(?:\*\d+)*#)"));
static APN: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r#"\bAPN\b[\s:=|]*(?:(?:es|is|debe ser|must be)\s+)?[«"“`](?P<quoted>[\w.\-]{2,60})[»"”`]|\bAPN\s*[:=]\s*(?P<bare>[a-z0-9.\-]{2,60}?)[.,;|]?\s*$"#,
    )
});
/// What is before a time that is of this one customer or of the clock.
static NO_TERM_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"(?i)(?:\bhace|\bunas|\blas|\bat|\b[uú]ltim[oa]s|\blast|\bpast|\bllevas?|\bllevamos|\bfor the)\s*$")
});
static NO_TERM_BEHIND: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?i)^\s*(?:ago\b|old\b|al d[ií]a\b|a day\b|atr[aá]s\b|late\b|de retraso\b)"));

/// Numbers that are written out; what may be an article ("un mes") is left out.
const WORDS: &[(&str, u64)] = &[
    ("dos", 2),
    ("tres", 3),
    ("cuatro", 4),
    ("cinco", 5),
    ("seis", 6),
    ("siete", 7),
    ("ocho", 8),
    ("diez", 10),
    ("quince", 15),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("ten", 10),
    ("fifteen", 15),
];

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const YEAR: u64 = 365 * DAY;

/// Units of time as they are written, and their seconds.
const UNITS: &[(&str, u64)] = &[
    ("segundos|segundo|seg|seconds|second|secs|sec", 1),
    ("minutos|minuto|minutes|minute|mins|min", MINUTE),
    ("horas|hora|hours|hour|hrs|hr|h", HOUR),
    ("días|día|dias|dia|days|day", DAY),
    ("semanas|semana|weeks|week", 7 * DAY),
    ("meses|mes|months|month", MONTH),
    ("años|año|years|year", YEAR),
];

/// Units that are compared with each other; a day is at least one whole day.
const SIZES: &[(&str, u64)] = &[
    ("year", YEAR),
    ("month", MONTH),
    ("day", DAY),
    ("hour", HOUR),
    ("minute", MINUTE),
    ("second", 1),
];

/// The number that a text writes, in hundredths: `1.234,56` and `1,234.56` alike.
fn hundredths(text: &str) -> Option<u64> {
    if let Some((_, number)) = WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) {
        return Some(number * 100);
    }
    let (whole, part) = match text.rsplit_once(['.', ',']) {
        Some((whole, part)) if part.len() <= 2 => (whole, part),
        _ => (text, ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    let part: u64 = format!("{part:0<2}").parse().ok()?;
    digits.parse::<u64>().ok()?.checked_mul(100)?.checked_add(part)
}

/// The least and the most that a match names, in hundredths; none where they are no range.
fn between(captures: &Captures<'_>, (from, to): (&str, &str)) -> Option<(u64, u64)> {
    let from = hundredths(captures.name(from)?.as_str())?;
    let to = captures.name(to).map_or(Some(from), |to| hundredths(to.as_str()))?;
    (from <= to).then_some((from, to))
}

fn found(captures: &Captures<'_>, kind: Kind, unit: String, value: Value) -> Option<Found> {
    let whole = captures.name("fact")?;
    Some(Found {
        range: whole.range(),
        fact: Fact {
            kind,
            unit,
            value,
            text: whole.as_str().trim().to_owned(),
        },
    })
}

fn amounts(clause: &str) -> Vec<Found> {
    let amount = |captures: Captures<'_>| {
        let names = if captures.name("sign").is_some() {
            ("low", "high")
        } else {
            ("from", "to")
        };
        let (from, to) = between(&captures, names)?;
        let sign = captures.name("sign").or_else(|| captures.name("unit"))?.as_str();
        let currency = currency(&sign.to_lowercase());
        let per = captures.name("per").map(|per| per.as_str().to_lowercase());
        let unit = match per.as_deref() {
            Some("mes" | "month") => format!("{currency}/month"),
            Some("día" | "dia" | "day") => format!("{currency}/day"),
            Some("minuto" | "minute" | "min") => format!("{currency}/minute"),
            Some("año" | "ano" | "year") => format!("{currency}/year"),
            Some(_) => format!("{currency}/night"),
            None if captures.name("monthly").is_some() => format!("{currency}/month"),
            None => currency.to_owned(),
        };
        found(&captures, Kind::Amount, unit, Value::Between(from, to))
    };
    AMOUNT.captures_iter(clause).filter_map(amount).collect()
}

fn currency(sign: &str) -> &'static str {
    match sign {
        "£" | "gbp" | "pound" | "pounds" | "libras" => "GBP",
        "€" | "eur" | "euro" | "euros" => "EUR",
        _ => "USD",
    }
}

/// "100 %" and "0 %" are mostly ways to say all and nothing.
fn shares(clause: &str) -> Vec<Found> {
    let share = |captures: Captures<'_>| {
        let (from, to) = between(&captures, ("from", "to"))?;
        let says = from > 0 && to < 100 * 100;
        says.then(|| found(&captures, Kind::Share, "%".into(), Value::Between(from, to)))?
    };
    SHARE.captures_iter(clause).filter_map(share).collect()
}

fn times(clause: &str) -> Vec<Found> {
    let time = |captures: Captures<'_>| {
        let whole = captures.name("fact")?;
        let unit = captures.name("unit")?.as_str().to_lowercase();
        let mut known = UNITS
            .iter()
            .filter(|(words, _)| words.split('|').any(|word| word == unit));
        let seconds = known.next()?.1;
        let (from, to) = between(&captures, ("from", "to"))?;
        let before = &clause[..whole.start()];
        let is_term = !NO_TERM_BEFORE.is_match(before) && !NO_TERM_BEHIND.is_match(&clause[whole.end()..]);
        // "from 9 to 14 h" is when a shop is open.
        let is_clock = unit == "h" && from != to && to <= 24 * 100;
        if !is_term || is_clock {
            return None;
        }
        let half = if captures.name("half").is_some() {
            seconds / 2
        } else {
            0
        };
        let minutes = captures
            .name("minutes")
            .and_then(|minutes| minutes.as_str().parse::<u64>().ok());
        let more = half + minutes.unwrap_or(0) * MINUTE;
        let of = |hundredths: u64| Some(hundredths.checked_mul(seconds)? / 100 + more);
        let (from, to) = (of(from)?, of(to)?);
        let size = SIZES.iter().find(|(_, least)| to >= *least)?.0;
        found(&captures, Kind::Time, size.into(), Value::Between(from, to))
    };
    TIME.captures_iter(clause).filter_map(time).collect()
}

/// Numbers to call that the brand declared public; the others are somebody's.
fn phones(clause: &str, allow_list: &AllowList) -> Vec<Found> {
    let public = PHONE
        .find_iter(clause)
        .filter(|found| allow_list.allows_phone(found.as_str()));
    let phone = public.map(|found| {
        let digits: String = found.as_str().chars().filter(char::is_ascii_digit).collect();
        Found {
            range: found.range(),
            fact: Fact {
                kind: Kind::Phone,
                unit: "phone".into(),
                // With or without the country's prefix.
                value: Value::Named(digits[digits.len().saturating_sub(9)..].to_owned()),
                text: found.as_str().to_owned(),
            },
        }
    });
    phone.collect()
}

/// Codes to dial, and names of access points.
fn codes(clause: &str) -> Vec<Found> {
    let dialled = CODE.captures_iter(clause).filter_map(|captures| {
        let value = Value::Named(captures.name("fact")?.as_str().to_owned());
        found(&captures, Kind::Code, "dial".into(), value)
    });
    let named = APN.captures_iter(clause).filter_map(|captures| {
        let name = captures.name("quoted").or_else(|| captures.name("bare"))?;
        Some(Found {
            range: name.range(),
            fact: Fact {
                kind: Kind::Code,
                unit: "APN".into(),
                value: Value::Named(name.as_str().to_lowercase()),
                text: name.as_str().to_owned(),
            },
        })
    });
    dialled.chain(named).collect()
}

/// Hosts that give every link an address of its own.
const SHORTENERS: &[&str] = &[
    "t.co",
    "bit.ly",
    "ow.ly",
    "goo.gl",
    "tinyurl.com",
    "lnkd.in",
    "fb.me",
    "wa.me",
];

/// Links that lead below the first page of a site, by site.
fn links(clause: &str) -> Vec<Found> {
    let link = |found: length::FoundUrl| {
        let written = clause[found.range.clone()].trim_end_matches(['.', ',', ')']);
        let address = written.split("://").last().unwrap_or(written);
        let address = address.split(['?', '#']).next().unwrap_or(address);
        let (host, path) = address.trim_end_matches('/').split_once('/')?;
        let host = host.to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        (!path.is_empty() && !SHORTENERS.contains(&host.as_str())).then(|| Found {
            range: found.range.start..found.range.start + written.len(),
            fact: Fact {
                kind: Kind::Link,
                unit: host,
                value: Value::Named(path.to_owned()),
                text: written.to_owned(),
            },
        })
    };
    // With a scheme, whatever the host ends in.
    let mut found = length::find_addresses(clause);
    found.extend(length::find_urls(clause).into_iter().filter(|one| !one.has_scheme));
    found.into_iter().filter_map(link).collect()
}
