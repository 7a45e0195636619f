//! One post: a body, then what always follows it. When it is too long, the body is cut.

use super::atoms::{Atoms, Break};
use crate::domain::channel::{ChannelRules, Unit};
use crate::domain::length::carries;

/// What follows the body and has its room reserved.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tail<'a> {
    pub link: Option<&'a str>,
    /// Empty for none.
    pub signature: &'a str,
}

/// Where a body that is too long may stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Behind a sentence, which leaves no gap to mark.
    Sentence,
    /// Behind a word, or a letter of a very long one, marked with an ellipsis.
    Ellipsis,
}

/// A body shorter than this many words is a greeting and no answer.
const FEWEST_WORDS: usize = 3;

/// The body with its tail; a link that the body has already is not repeated.
pub fn whole(body: &str, tail: Tail<'_>) -> String {
    let link = tail.link.filter(|link| !holds(body, link));
    joined(body, link.into_iter().chain([tail.signature]))
}

/// What fits of the body, with its links and its tail; `None` when not even those fit.
pub fn shortened(body: &Atoms, tail: Tail<'_>, ending: Ending, rules: &ChannelRules) -> Option<String> {
    Post {
        body,
        from: 0,
        tail,
        after: "",
        rules,
        kept: usize::MAX,
    }
    .shortened(ending)
}

/// A post under construction: the body from a place on, its tail, and a number behind it.
pub struct Post<'a> {
    pub body: &'a Atoms,
    pub from: usize,
    pub tail: Tail<'a>,
    /// The number of a part, with its blank.
    pub after: &'a str,
    pub rules: &'a ChannelRules,
    /// How many links of the body have to stay; all, if they fit.
    pub kept: usize,
}

impl Post<'_> {
    /// The longest post that the channel carries. The signature goes before the link does.
    pub fn shortened(&self, ending: Ending) -> Option<String> {
        let unsigned = Tail {
            signature: "",
            ..self.tail
        };
        [self.tail, unsigned]
            .into_iter()
            .find_map(|tail| Post { tail, ..*self }.with_links(ending))
    }

    fn with_links(&self, ending: Ending) -> Option<String> {
        // With an article's link the others may go with their sentences; without, they are what the reader came for.
        let inside = if self.tail.link.is_some() {
            0
        } else {
            self.body.links(self.from).count()
        };
        let bare = |kept: usize| Post { kept, ..*self }.text(self.from, "");
        let kept = reach(0, inside, |kept| self.carries(&bare(kept)))?;
        if inside > 0 && kept == 0 {
            return None;
        }
        Post { kept, ..*self }.longest(ending)
    }

    fn longest(&self, ending: Ending) -> Option<String> {
        let (mark, wanted): (_, &[Break]) = match ending {
            Ending::Sentence => ("", &[Break::Sentence]),
            Ending::Ellipsis => (ellipsis(self.rules), &[Break::Word, Break::Letter]),
        };
        let end = reach(self.from, self.body.len(), |place| {
            self.carries(&self.text(place, mark))
        })?;
        let enough = |place: usize| ending == Ending::Ellipsis || self.words(place) >= FEWEST_WORDS;
        let places = |least: Break| {
            (self.from + 1..=end)
                .rev()
                .filter(move |place| self.body.stop(*place) >= least)
        };
        let cut = wanted
            .iter()
            .flat_map(|least| places(*least))
            .filter(|place| enough(*place));
        let mut posts = cut
            .map(|place| self.text(place, mark))
            .filter(|post| !post.is_empty() && self.carries(post));
        posts.next().or_else(|| self.without_body(ending))
    }

    fn without_body(&self, ending: Ending) -> Option<String> {
        let post = self.text(self.from, "");
        (ending == Ending::Ellipsis && !post.is_empty() && self.carries(&post)).then_some(post)
    }

    /// Nothing at all takes no room, though no channel posts it.
    fn carries(&self, post: &str) -> bool {
        post.is_empty() || carries(post, self.rules)
    }

    /// The post when the body stops at `place`.
    fn text(&self, place: usize, mark: &str) -> String {
        let body = self.body.slice(self.from..place);
        let body = if mark.is_empty() {
            body.to_owned()
        } else {
            unfinished(body, mark)
        };
        let cut_off = self.body.links(place).take(self.kept);
        let link = self.tail.link.filter(|link| !holds(&body, link));
        joined(&body, cut_off.chain(link).chain([self.tail.signature])) + self.after
    }

    fn words(&self, place: usize) -> usize {
        let ends_word =
            |place: &usize| self.body.stop(*place) >= Break::Word && !self.body.slice(*place - 1..*place).is_empty();
        (self.from + 1..=place).filter(ends_word).take(FEWEST_WORDS).count()
    }
}

/// The furthest place up to `end` that fits, if `from` does; places are taken to fit less the further they are.
pub fn reach(from: usize, end: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    if !fits(from) {
        return None;
    }
    let (mut near, mut step) = (from, 32);
    let mut far = end + 1;
    while near < end {
        let next = (near + step).min(end);
        if fits(next) {
            (near, step) = (next, step * 2);
        } else {
            far = next;
            break;
        }
    }
    while far - near > 1 {
        let middle = near + (far - near) / 2;
        let better = if fits(middle) { &mut near } else { &mut far };
        *better = middle;
    }
    Some(near)
}

/// With the mark, and without what looks odd before it.
fn unfinished(body: &str, mark: &str) -> String {
    let odd =
        |last: char| last.is_whitespace() || matches!(last, ',' | ';' | ':' | '-' | '–' | '—' | '(' | '¿' | '¡' | '«');
    let kept = body.trim_end_matches(odd);
    if kept.is_empty() {
        String::new()
    } else {
        [kept, mark].concat()
    }
}

/// The ellipsis that does not change the alphabet of a text message.
fn ellipsis(rules: &ChannelRules) -> &'static str {
    if rules.unit == Unit::Gsm7 { "..." } else { "…" }
}

/// Each behind the other, on lines of their own where the body has lines.
fn joined<'a>(body: &'a str, others: impl Iterator<Item = &'a str>) -> String {
    let between = if body.contains('\n') { "\n" } else { " " };
    let present: Vec<&str> = [body]
        .into_iter()
        .chain(others)
        .filter(|text| !text.is_empty())
        .collect();
    present.join(between)
}

/// Whether `text` has that very link, and not only a longer one that begins like it.
fn holds(text: &str, link: &str) -> bool {
    text.match_indices(link).any(|(at, _)| {
        let behind = &text[at + link.len()..];
        !behind.starts_with(|next: char| {
            next.is_alphanumeric() || matches!(next, '/' | '?' | '#' | '-' | '_' | '=' | '&' | '%')
        })
    })
}
