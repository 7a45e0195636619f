//! Runs of digit groups: "600 12 34 56", "4539-5787-...", "03/07/2026". Each is read as the longest thing it can be; what is
//! an amount, a date or a measure is left alone.

use std::ops::Range;

use super::folded::{EURO, POUND, is_blank};
use super::lexicon::Roles;
use super::text::{Shape, Text, Token};
use super::topic::{Topic, topic};
use super::{AllowList, Finding, Kind, card, phone};

/// No number of more groups or digits is anybody's.
const MOST_GROUPS: usize = 8;
const MOST_DIGITS: usize = 24;
/// From so many groups of one digit on, a number is being dictated.
const SHORTEST_DICTATED: usize = 7;
/// Runs are read in pieces of this many groups, so that time stays linear.
const LONGEST_RUN: usize = 16;

/// Some neighbouring digit groups of a run.
pub(super) struct Number<'t> {
    pub(super) text: &'t Text<'t>,
    /// The tokens of its groups.
    pub(super) tokens: Range<usize>,
    digits: [u8; MOST_DIGITS],
    count: usize,
    lengths: [u8; MOST_GROUPS],
    pub(super) topic: Topic,
}

impl<'t> Number<'t> {
    fn read(text: &'t Text<'t>, tokens: Range<usize>, topic: Topic) -> Option<Self> {
        let mut number = Self {
            text,
            tokens: tokens.clone(),
            digits: [0; MOST_DIGITS],
            count: 0,
            lengths: [0; MOST_GROUPS],
            topic,
        };
        for (group, index) in tokens.enumerate() {
            let word = text.word(index);
            let space = number.digits.get_mut(number.count..number.count + word.len())?;
            space
                .iter_mut()
                .zip(word)
                .for_each(|(digit, byte)| *digit = byte - b'0');
            number.count += word.len();
            number.lengths[group] = word.len() as u8;
        }
        Some(number)
    }

    /// The values of its digits.
    pub(super) fn digits(&self) -> &[u8] {
        &self.digits[..self.count]
    }

    /// How many digits each group has.
    pub(super) fn lengths(&self) -> &[u8] {
        &self.lengths[..self.tokens.len()]
    }

    /// What stands before its first group, from the token before.
    pub(super) fn lead(&self) -> &[u8] {
        self.text.gap(self.tokens.start)
    }

    /// Whether all its groups are joined by this one separator.
    pub(super) fn joined_by(&self, separator: &[u8]) -> bool {
        (self.tokens.start + 1..self.tokens.end).all(|index| self.text.gap(index) == separator)
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.text.tokens[self.tokens.start].start..self.text.tokens[self.tokens.end - 1].end
    }
}

pub(super) fn find(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    let mut first = 0;
    while first < text.tokens.len() {
        if text.tokens[first].shape != Shape::Digits {
            first += 1;
            continue;
        }
        let mut end = first + 1;
        while end < text.tokens.len()
            && end - first < LONGEST_RUN
            && text.tokens[end].shape == Shape::Digits
            && joins(text.gap(end))
        {
            end += 1;
        }
        read_run(text, first..end, allow, found);
        first = end;
    }
}

/// Whether a gap can stand inside one number.
fn joins(gap: &[u8]) -> bool {
    matches!(
        gap,
        b" " | b"-" | b"." | b"/" | b"  " | b" - " | b") " | b")" | b")-" | b" (" | b"(" | b" / " | b"\t" | b"-("
    )
}

fn read_run(text: &Text, run: Range<usize>, allow: &AllowList, found: &mut Vec<Finding>) {
    let mut first = run.start;
    while first < run.end {
        let skipped = nobodys(text, first, run.end);
        if skipped > 0 {
            first += skipped;
            continue;
        }
        let dictated = single_digits(text, first, run.end);
        if dictated >= SHORTEST_DICTATED {
            // A run that fills the window goes on for longer than any telephone number.
            if dictated < LONGEST_RUN && phone::DICTATED.contains(&dictated) {
                let range = text.tokens[first].start..text.tokens[first + dictated - 1].end;
                found.push(Finding::new(range, Kind::Phone, 0.7));
            }
            first += dictated;
            continue;
        }
        let last = (first + MOST_GROUPS).min(run.end);
        let read = (first + 1..=last)
            .filter_map(|end| read_number(text, first..end))
            .max_by(|one, other| one.1.confidence.total_cmp(&other.1.confidence));
        match read {
            Some((tokens, finding)) => {
                let public = finding.kind == Kind::Phone
                    && allow.allows_phone(&String::from_utf8_lossy(&text.bytes()[finding.range.clone()]));
                if !public {
                    found.push(finding);
                }
                first = tokens.end;
            }
            None => first += 1,
        }
    }
}

/// How many groups of one digit stand in a row from here, joined alike ("6 0 0 1 2 3 4 5 6").
fn single_digits(text: &Text, first: usize, end: usize) -> usize {
    let alike = |index: &usize| {
        text.tokens[*index].len() == 1 && (*index <= first + 1 || text.gap(*index) == text.gap(first + 1))
    };
    (first..end).take_while(alike).count()
}

/// The number made of just these groups, if they make one.
fn read_number(text: &Text, tokens: Range<usize>) -> Option<(Range<usize>, Finding)> {
    let digits: usize = text.tokens[tokens.clone()].iter().map(Token::len).sum();
    if !(4..=MOST_DIGITS).contains(&digits) {
        return None;
    }
    let about = topic(text, tokens.start, tokens.end - 1);
    let number = Number::read(text, tokens.clone(), about)?;
    let last_is_amount = tokens.len() > 1 && is_amount(text, tokens.end - 1) && !about.roles.any(Roles::PHONE);
    let finding = card::read(&number)
        .or_else(|| phone::read(&number))
        .or_else(|| reference(&number))
        .filter(|_| !last_is_amount)?;
    Some((tokens, finding))
}

/// How many groups from here are an amount, a date, a time or a measure: nobody's.
fn nobodys(text: &Text, first: usize, end: usize) -> usize {
    let dated = date(text, first, end);
    if dated > 0 {
        return dated;
    }
    if is_network_address(text, first, end) && !topic(text, first, first + 3).is(Roles::PHONE, 7) {
        return 4;
    }
    let thousands = (first + 1..end)
        .take_while(|index| text.gap(*index) == b"." && text.tokens[*index].len() == 3)
        .count();
    let grouped = if text.tokens[first].len() <= 3 { thousands } else { 0 };
    let last = first + grouped;
    let fraction = first > 0
        && text.gap(first) == b","
        && text.tokens[first - 1].shape == Shape::Digits
        && text.tokens[first - 1].len() < 4;
    if is_amount(text, first) || is_amount(text, last) || decimal_follows(text, last) || fraction {
        return grouped + 1;
    }
    usize::from(is_time(text, first))
}

/// Whether the next four groups are those of an IPv4 address or a version, which are not read here.
fn is_network_address(text: &Text, first: usize, end: usize) -> bool {
    let octet = |index: usize| std::str::from_utf8(text.word(index)).is_ok_and(|word| word.parse::<u8>().is_ok());
    first + 3 < end && (first..=first + 3).all(|index| octet(index) && (index == first || text.gap(index) == b"."))
}

/// Whether a number has a currency sign before it, or a unit after it.
fn is_amount(text: &Text, index: usize) -> bool {
    let currency = |byte: &u8| matches!(*byte, b'$' | EURO | POUND);
    let before = text.gap(index).iter().rev().find(|byte| !is_blank(**byte));
    let gap = text.gap(index + 1);
    let after = gap.iter().find(|byte| !is_blank(**byte));
    // Nobody counts so far: a long number before "s" or "mil" is still a telephone.
    let unit = text.tokens[index].len() < 9
        && text.tokens.get(index + 1).is_some_and(|next| next.is(Roles::MEASURE))
        && gap.len() <= 1
        && gap.iter().all(|byte| is_blank(*byte));
    before.is_some_and(currency) || after.is_some_and(|byte| currency(byte) || *byte == b'%') || unit
}

/// Whether a decimal comma and cents follow ("1.234,56").
fn decimal_follows(text: &Text, index: usize) -> bool {
    text.gap(index + 1) == b","
        && text
            .tokens
            .get(index + 1)
            .is_some_and(|next| next.len() <= 2 && next.shape == Shape::Digits)
}

fn is_time(text: &Text, index: usize) -> bool {
    let short = text.tokens[index].len() <= 2;
    let after = text.gap(index + 1) == b":" && text.tokens.get(index + 1).is_some_and(|next| next.len() == 2);
    let before = index > 0
        && text.gap(index) == b":"
        && text.tokens[index - 1].len() <= 2
        && text.tokens[index - 1].shape == Shape::Digits;
    short && (after || before)
}

/// How many groups from here are a date: `3/7/2026`, `2026-07-03`, or a month and year of a card, `09/28`.
fn date(text: &Text, first: usize, end: usize) -> usize {
    let value = |index: usize| {
        text.word(index).iter().fold(0_u32, |value, byte| {
            value.saturating_mul(10).saturating_add(u32::from(byte - b'0'))
        })
    };
    let separator = if first + 1 < end { text.gap(first + 1) } else { return 0 };
    if !matches!(separator, b"/" | b"-" | b".") {
        return 0;
    }
    let length = |index: usize| text.tokens[index].len();
    if first + 2 < end && text.gap(first + 2) == separator && !(first + 3 < end && text.gap(first + 3) == separator) {
        let (one, two, three) = (first, first + 1, first + 2);
        let day_and_month = |day: usize, month: usize| {
            (1..=31).contains(&value(day)) && (1..=12).contains(&value(month)) && length(day) <= 2 && length(month) <= 2
        };
        let year = |index: usize| length(index) == 4 && (1900..2100).contains(&value(index));
        let short_year = length(three) == 2 && separator != b".";
        if (year(three) || short_year) && (day_and_month(one, two) || day_and_month(two, one))
            || year(one) && day_and_month(three, two)
        {
            return 3;
        }
    }
    let pair = separator == b"/"
        && length(first) <= 2
        && (length(first + 1) <= 2 || length(first + 1) == 4)
        && value(first) <= 31;
    usize::from(pair) * 2
}

/// A number that only the words around it explain: an order, a shipment, an account, or a long one without explanation.
fn reference(number: &Number) -> Option<Finding> {
    let single = number.lengths().len() == 1;
    let count = number.count;
    let about = number.topic;
    let found = |kind, confidence| Some(Finding::new(with_series(number), kind, confidence));
    if number.lengths() == [3, 7, 7] && number.joined_by(b"-") {
        return found(Kind::OrderId, 0.95);
    }
    if number.lengths() == [3, 2, 4] && number.joined_by(b"-") {
        return found(Kind::Dni, 0.85);
    }
    let hashed = number.lead().ends_with(b"#");
    let compact = single || number.joined_by(b"-") || number.joined_by(b"/");
    let nobodys = Roles::BARCODE
        .or(Roles::ERROR)
        .or(Roles::VERSION)
        .or(Roles::ENDING)
        .or(Roles::POSTCODE);
    match () {
        () if about.is(Roles::IDENTITY, 5) && (5..=12).contains(&count) && (single || !year(number)) => {
            found(Kind::Dni, 0.75)
        }
        () if about.is(Roles::ORDER, 6) && compact && count >= 5 => found(Kind::OrderId, 0.88),
        () if about.is(Roles::ORDER, 4) && single && hashed && count >= 3 => found(Kind::OrderId, 0.85),
        () if about.is(Roles::ORDER, 2) && single && count == 4 && !year(number) => found(Kind::OrderId, 0.7),
        () if about.is(Roles::TRACKING, 7) && count >= 8 => found(Kind::Tracking, 0.85),
        () if about.is(Roles::ACCOUNT, 6) && compact && count >= 5 => found(Kind::OrderId, 0.8),
        () if about.is(Roles::ACCOUNT, 3) && single && count == 4 && !year(number) && about.distance > 1 => {
            found(Kind::OrderId, 0.5)
        }
        () if about.is(nobodys, 5) || (single && is_written_date(number.digits())) => None,
        () if single && count >= 8 => found(Kind::OrderId, 0.4),
        () => None,
    }
}

/// The range of a number with the capitals of a series before it ("HX 88120934").
fn with_series(number: &Number) -> Range<usize> {
    let range = number.range();
    let before = number
        .tokens
        .start
        .checked_sub(1)
        .map(|index| &number.text.tokens[index]);
    let series = before.filter(|token| {
        token.shape == Shape::Letters
            && token.len() <= 4
            && token.capitalised()
            && token.roles == Roles::NONE
            && number.lead() == b" "
    });
    series.map_or(range.clone(), |token| token.start..range.end)
}

/// Whether eight digits are a day, a month and a year without signs between them, in any order of use.
fn is_written_date(digits: &[u8]) -> bool {
    let pair = |at: usize| digits[at] * 10 + digits[at + 1];
    let date = |day: usize, month: usize, century: usize| {
        (1..=31).contains(&pair(day)) && (1..=12).contains(&pair(month)) && matches!(pair(century), 19 | 20)
    };
    digits.len() == 8 && (date(0, 2, 4) || date(2, 0, 4) || date(6, 4, 0))
}

fn year(number: &Number) -> bool {
    matches!(number.digits(), [1, 9, ..] | [2, 0, ..])
}
