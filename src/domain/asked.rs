//! Searches that are under way: who types on, who opened a result. Held in memory for a few minutes; what comes of them
//! is written down by `actions::gap`.

use super::{id::BrandId, locale::Locale};
use chrono::{NaiveDateTime, TimeDelta};
use std::collections::HashMap;

/// Who goes on typing within this time is still at the same search.
const TYPING: TimeDelta = TimeDelta::minutes(1);
/// Who has opened nothing after this time found nothing worth it.
const READING: TimeDelta = TimeDelta::minutes(10);
/// Most people whose searches are held; those beyond are not noted.
const PEOPLE: usize = 10_000;

/// A search of a visitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// A hash that tells visitors apart.
    pub person: String,
    pub brand_id: BrandId,
    pub locale: Locale,
    pub text: String,
}

/// What is to be written down of searches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Whether it finds anything is not known yet: say so with [`Asked::looked`].
    Look(Search),
    /// It was counted as one without results, and was only the beginning of another.
    Retract(Search),
    /// It is over; whether the visitor opened a result.
    Close(Search, bool),
}

/// What is known of a search under way.
struct Open {
    search: Search,
    at: NaiveDateTime,
    /// Whether anything was found; none: nobody looked yet.
    found: Option<bool>,
    opened: bool,
    /// Whether openings of results would be noticed.
    watched: bool,
}

/// The searches under way, by person.
#[derive(Default)]
pub struct Asked {
    open: HashMap<String, Open>,
    steps: Vec<Step>,
}

impl Asked {
    /// Somebody searched. `watched`: whether we would hear of a result that they open.
    pub fn searched(&mut self, search: Search, watched: bool, now: NaiveDateTime) {
        if let Some(open) = self.open.remove(&search.person) {
            self.replace(open, &search, now);
        } else if self.open.len() >= PEOPLE {
            return;
        }
        let open = Open {
            at: now,
            found: None,
            opened: false,
            watched,
            search,
        };
        self.open.insert(open.search.person.clone(), open);
    }

    fn replace(&mut self, open: Open, next: &Search, now: NaiveDateTime) {
        let (before, after) = (fold(&open.search.text), fold(&next.text));
        let same = open.search.brand_id == next.brand_id && now - open.at <= TYPING && !open.opened;
        if same && (after.starts_with(&before) || before.starts_with(&after)) {
            if open.found == Some(false) {
                self.steps.push(Step::Retract(open.search));
            }
        } else {
            self.close(open);
        }
    }

    /// Somebody opened a result.
    pub fn opened(&mut self, person: &str) {
        if let Some(open) = self.open.get_mut(person) {
            open.opened = true;
        }
    }

    /// Whether there is anybody to hear of openings from.
    pub fn is_idle(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether a search found anything. One that did not is over for whoever counts; it waits for more typing only.
    pub fn looked(&mut self, search: &Search, found: bool) {
        if let Some(open) = self.open.get_mut(&search.person)
            && open.search == *search
        {
            open.found = Some(found);
        }
    }

    /// What is to be written down now.
    pub fn steps(&mut self, now: NaiveDateTime) -> Vec<Step> {
        let over = |open: &Open| {
            let age = now - open.at;
            match open.found {
                None => false,
                Some(false) => age > TYPING,
                Some(true) => age > READING || (age > TYPING && (open.opened || !open.watched)),
            }
        };
        let people: Vec<String> = self
            .open
            .iter()
            .filter(|(_, open)| over(open))
            .map(|(person, _)| person.clone())
            .collect();
        for person in people {
            if let Some(open) = self.open.remove(&person) {
                self.close(open);
            }
        }
        let mut steps = std::mem::take(&mut self.steps);
        let new = self.open.values().filter(|open| open.found.is_none());
        steps.extend(new.map(|open| Step::Look(open.search.clone())));
        steps
    }

    fn close(&mut self, open: Open) {
        // One that found nothing was counted when that was seen.
        if open.found == Some(true) {
            self.steps.push(Step::Close(open.search, open.opened || !open.watched));
        }
    }
}

fn fold(text: &str) -> String {
    super::gap::key(text)
}

/// Whether a browser calls itself a program that reads pages by itself, or nothing at all. Browsers of people have begun
/// with the same word for thirty years; libraries and tools name themselves.
pub fn is_bot(browser: Option<&str>) -> bool {
    const BROWSERS: [&str; 6] = ["mozilla/", "opera/", "lynx", "links", "elinks", "w3m"];
    const WORDS: [&str; 12] = [
        "bot",
        "crawl",
        "spider",
        "slurp",
        "preview",
        "monitor",
        "headless",
        "archiver",
        "scrap",
        "lighthouse",
        "puppeteer",
        "playwright",
    ];
    let browser = browser.unwrap_or_default().trim_start().to_ascii_lowercase();
    let is_browser = BROWSERS.iter().any(|name| browser.starts_with(name));
    !is_browser || WORDS.iter().any(|word| browser.contains(word))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn search(person: &str, text: &str) -> Search {
        Search {
            person: person.into(),
            brand_id: BrandId(1),
            locale: "en".parse().unwrap(),
            text: text.into(),
        }
    }

    fn at(seconds: i64) -> NaiveDateTime {
        NaiveDateTime::default() + TimeDelta::seconds(seconds)
    }

    #[test]
    fn typing_is_one_search() {
        let mut asked = Asked::default();
        asked.searched(search("a", "wi"), true, at(0));
        assert_eq!(asked.steps(at(1)), [Step::Look(search("a", "wi"))]);
        asked.looked(&search("a", "wi"), false);
        asked.searched(search("a", "Wifi "), true, at(3));
        asked.searched(search("a", "wifi slow"), true, at(5));
        assert_eq!(
            asked.steps(at(6)),
            [Step::Retract(search("a", "wi")), Step::Look(search("a", "wifi slow"))]
        );
        asked.looked(&search("a", "wifi slow"), false);
        assert_eq!(asked.steps(at(300)), []);
        assert!(asked.is_idle());
    }

    #[test]
    fn who_opens_a_result_has_an_answer_and_who_does_not_has_none() {
        let mut asked = Asked::default();
        for person in ["a", "b"] {
            asked.searched(search(person, "wifi"), true, at(0));
            asked.looked(&search(person, "wifi"), true);
        }
        asked.opened("a");
        asked.opened("nobody");
        assert_eq!(asked.steps(at(120)), [Step::Close(search("a", "wifi"), true)]);
        assert_eq!(asked.steps(at(601)), [Step::Close(search("b", "wifi"), false)]);
    }

    #[test]
    fn another_search_closes_the_one_before() {
        let mut asked = Asked::default();
        asked.searched(search("a", "wifi"), true, at(0));
        asked.looked(&search("a", "wifi"), true);
        asked.searched(search("a", "refund"), false, at(10));
        assert_eq!(
            asked.steps(at(11)),
            [
                Step::Close(search("a", "wifi"), false),
                Step::Look(search("a", "refund"))
            ]
        );
        asked.looked(&search("a", "refund"), true);
        assert_eq!(asked.steps(at(90)), [Step::Close(search("a", "refund"), true)]);
    }

    #[test]
    fn programs_are_told_by_their_names() {
        for program in [
            "",
            " ",
            "Mozilla/5.0 (compatible; Googlebot/2.1)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
            "python-requests/2.31.0",
            "Python-urllib/3.12",
            "Go-http-client/2.0",
            "axios/1.7.9",
            "okhttp/4.12.0",
            "curl/8.5.0",
            "Wget/1.21.4",
            "Scrapy/2.11 (+https://scrapy.org)",
            "Java/17.0.2",
        ] {
            assert!(is_bot(Some(program)), "{program}");
        }
        assert!(is_bot(None));
        assert!(!is_bot(Some("w3m/0.5.3+git20230121")));
        assert!(!is_bot(Some("Mozilla/5.0 (X11; Linux x86_64) Firefox/133.0")));
    }
}
