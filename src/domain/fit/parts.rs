//! A reply too long for one post, as several: each within the limit with its number, each link whole in one of them.

use std::borrow::Cow;

use super::atoms::{Atoms, Break};
use super::compose::{Ending, Post, Tail, reach};
use crate::domain::channel::{ChannelRules, Segments, Split, Unit};
use crate::domain::length::{SmsEncoding, carries, sms};

/// More is no reply any more; the rest is cut.
const MOST_PARTS: usize = 10;

/// The parts of a text that is too long for one; `None` where a link is too long even for a part of its own. `tail` is
/// what `text` ends with and has to stay when even the last part is cut.
pub fn split(text: &Atoms, tail: Tail<'_>, rules: &ChannelRules) -> Option<Vec<String>> {
    let most = rules
        .max_segments
        .map_or(MOST_PARTS, |segments| segments.min(MOST_PARTS));
    let splitting = Splitting::new(text, tail, rules);
    if !splitting.numbered {
        return splitting.parts(most, most);
    }
    // All numbers below ten are as long as each other, so the parts are the same whatever their sum.
    let few = splitting.pack(9, 9)?;
    match few.rest {
        None => splitting.parts(few.ends.len(), few.ends.len()),
        Some(_) => splitting.parts(most, most),
    }
}

struct Splitting<'a> {
    text: &'a Atoms,
    tail: Tail<'a>,
    /// What one part may be.
    rules: Cow<'a, ChannelRules>,
    /// Segments of one message carry no number; the telephone puts them together.
    numbered: bool,
}

/// Where each part starts and ends, and from where on there was no part left.
struct Packed {
    ends: Vec<(usize, usize)>,
    rest: Option<usize>,
}

impl<'a> Splitting<'a> {
    fn new(text: &'a Atoms, tail: Tail<'a>, rules: &'a ChannelRules) -> Self {
        let numbered = rules.split != Split::Segments;
        let rules = match rules.segments {
            Some(segments) => Cow::Owned(segment_rules(text.slice(0..text.len()), segments, rules)),
            None => Cow::Borrowed(rules),
        };
        Self {
            text,
            tail,
            rules,
            numbered,
        }
    }

    fn number(&self, part: usize, of: usize) -> String {
        if self.numbered && of > 1 {
            format!(" {part}/{of}")
        } else {
            String::new()
        }
    }

    /// At most `most` parts, numbered of `of`; what is left over is cut in the last one.
    fn parts(&self, most: usize, of: usize) -> Option<Vec<String>> {
        let packed = self.pack(most, of)?;
        let mut parts: Vec<String> = (1..)
            .zip(&packed.ends)
            .map(|(number, (start, end))| self.text.slice(*start..*end).to_owned() + &self.number(number, of))
            .collect();
        if packed.rest.is_some() {
            parts.pop();
            parts.push(self.cut_part(packed.ends.last()?.0, &self.number(of, of), &parts)?);
        }
        Some(parts)
    }

    /// The last part when the text goes on behind it.
    fn cut_part(&self, from: usize, number: &str, before: &[String]) -> Option<String> {
        let link = self
            .tail
            .link
            .filter(|link| !before.iter().any(|part| part.contains(link)));
        let tail = Tail { link, ..self.tail };
        let post = Post {
            body: self.text,
            from,
            tail,
            after: number,
            rules: &self.rules,
            kept: usize::MAX,
        };
        post.shortened(Ending::Ellipsis)
    }

    fn pack(&self, most: usize, of: usize) -> Option<Packed> {
        let (mut ends, mut at) = (Vec::new(), self.skip_blanks(0));
        while at < self.text.len() && ends.len() < most {
            let number = self.number(ends.len() + 1, of);
            match self.part_end(at, &number) {
                Some(end) => {
                    ends.push((at, end));
                    at = self.skip_blanks(end);
                }
                None if self.text.is_link(at) => return None,
                // One character of more marks than a post may have: no channel shows it anyway.
                None => at = self.skip_blanks(at + 1),
            }
        }
        Some(Packed {
            ends,
            rest: (at < self.text.len()).then_some(at),
        })
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while at < self.text.len() && self.text.slice(at..at + 1).is_empty() {
            at += 1;
        }
        at
    }

    /// The best place to end the part that starts at `from`: a sentence in its second half, a word, or a letter.
    fn part_end(&self, from: usize, number: &str) -> Option<usize> {
        let fits =
            |place: usize| place == from || carries(&(self.text.slice(from..place).to_owned() + number), &self.rules);
        let end = reach(from, self.text.len(), fits).filter(|end| *end > from)?;
        let middle = from + (end - from) / 2;
        let last = |least: Break, after: usize| {
            (after + 1..=end)
                .rev()
                .filter(|place| self.text.stop(*place) >= least)
                .find(|place| fits(*place))
        };
        last(Break::Sentence, middle)
            .or_else(|| last(Break::Word, from))
            .or_else(|| last(Break::Letter, from))
    }
}

/// One segment of the message `text` makes: its alphabet is that of the whole message.
fn segment_rules(text: &str, segments: Segments, rules: &ChannelRules) -> ChannelRules {
    let (unit, room) = match sms(text, segments).encoding {
        SmsEncoding::Gsm7 => (Unit::Gsm7, segments.gsm7.1),
        SmsEncoding::Ucs2 => (Unit::Utf16, segments.ucs2.1),
    };
    let mut part = rules.with_limit(room);
    (part.unit, part.segments) = (unit, None);
    part
}
