//! Reading a message with the table of `phrases`.

use super::phrases::{Sign, at_start};
use crate::domain::wording::{unstretched, without_accent};

/// From this score on the customer said that it works.
pub(super) const WORKS: f64 = 0.85;
/// Nothing said in a few words is certain.
const SUREST: f64 = 0.97;
/// What a question takes off.
const QUESTION: f64 = 0.35;
/// What a long message takes off: thanks in it are mostly manners.
const LONG: f64 = 0.2;
const LONG_WORDS: usize = 40;
/// A negation reaches this many words.
const REACH: usize = 4;
/// Stands between words where a mark such as `,` or `.` was.
const MARK: &str = ".";

/// The words of a text as phrases are matched: lower case, without accents and apostrophes, letters that stand three or
/// more times in a row once, links and handles left out, marks as [`MARK`], each emoji a word.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for token in text.split_whitespace() {
        if token.starts_with(['@', '^']) || is_link(token) || is_part_number(token) {
            continue;
        }
        let mut word = String::new();
        for letter in token.chars().flat_map(char::to_lowercase) {
            match letter {
                '\'' | '’' | '`' | '´' => {}
                letter if letter.is_alphanumeric() => word.push(without_accent(letter)),
                // Combining accents, variation selectors, joiners and skin tones belong to what they follow.
                '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => {}
                '\u{2600}'.. => {
                    end_word(&mut words, &mut word);
                    words.push(letter.to_string());
                }
                _ => {
                    end_word(&mut words, &mut word);
                    if matches!(letter, '.' | ',' | ';' | ':' | '!' | '?' | '…') {
                        words.push(MARK.into());
                    }
                }
            }
        }
        end_word(&mut words, &mut word);
    }
    words
}

fn end_word(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(unstretched(&std::mem::take(word), 1).into_owned());
    }
}

fn is_link(token: &str) -> bool {
    token.contains("://") || token.starts_with("www.")
}

/// `2/3` of a text in several posts.
fn is_part_number(token: &str) -> bool {
    let bare = token.trim_matches(['(', ')']);
    bare.split_once('/').is_some_and(|(part, of)| {
        [part, of]
            .iter()
            .all(|half| half.len() < 3 && half.parse::<u8>().is_ok())
    })
}

/// How much a customer's text says that the problem is solved, 0 to 1.
pub(super) fn contentment(text: &str) -> f64 {
    const SIGNS: &[Sign] = &[
        Sign::Works,
        Sign::Thanks,
        Sign::Fails,
        Sign::Bitter,
        Sign::Doubt,
        Sign::But,
        Sign::Not,
    ];
    let words = words(text);
    let (mut works, mut left, mut doubt, mut but, mut fails) = (false, 1.0, 0.0, 0.0, false);
    let mut negated_until = 0;
    let mut at = 0;
    while at < words.len() {
        if words[at] == MARK {
            negated_until = 0;
        }
        let Some(phrase) = at_start(&words[at..], SIGNS) else {
            at += 1;
            continue;
        };
        match phrase.sign {
            Sign::Bitter => return 0.0,
            Sign::Works if at < negated_until => fails = true,
            Sign::Works => {
                (works, fails, but) = (true, false, 0.0);
                left *= 1.0 - phrase.weight;
            }
            Sign::Thanks => {
                left *= 1.0 - phrase.weight;
                but = 0.0;
            }
            // "no está" and "solucionado" are one statement, "no funciona" and "pero ya va" are two.
            Sign::Fails => {
                fails = true;
                negated_until = at + phrase.words.len() + REACH;
            }
            Sign::Not => negated_until = at + phrase.words.len() + REACH,
            Sign::But => {
                but = phrase.weight;
                negated_until = 0;
            }
            _ => doubt = f64::max(doubt, phrase.weight),
        }
        at += phrase.words.len();
    }
    if fails {
        return 0.0;
    }
    // What works, works, even if there is more to ask.
    let doubt = f64::max(doubt, but) * if works { 0.5 } else { 1.0 };
    let question = if text.contains('?') { QUESTION } else { 0.0 };
    let long = if words.len() > LONG_WORDS && !works { LONG } else { 0.0 };
    (1.0 - left - doubt - question - long).clamp(0.0, SUREST)
}

/// What there is in an agent's text to act on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// Words in sentences that tell something.
    pub(super) words: usize,
    /// How many such sentences.
    pub(super) sentences: usize,
    /// Whether one of them has a link.
    pub(super) has_link: bool,
    /// Whether the agent waits for something: a request or question, and nothing told after it.
    pub(super) asks_back: bool,
    /// Whether it says goodbye.
    pub(super) is_farewell: bool,
}

/// Fewer words than this tell nothing.
const WORDS_LEAST: usize = 3;
/// So few words after a question are not its answer: "It takes a minute."
const REASSURANCE_MOST: usize = 5;
/// A longer sentence tells something even if it greets or regrets.
const FILLER_MOST: usize = 16;
/// More words before a comma are no greeting.
const GREETING_MOST: usize = 4;

impl Answer {
    /// Reads a text sentence by sentence.
    pub(super) fn of(text: &str) -> Self {
        let mut answer = Self::default();
        for sentence in sentences(text) {
            answer.add(without_greeting(&sentence));
        }
        answer
    }

    /// Whether it answers something at all.
    pub(super) fn is_substantial(&self) -> bool {
        self.words >= WORDS_LEAST
    }

    fn add(&mut self, sentence: &str) {
        const SIGNS: &[Sign] = &[Sign::Request, Sign::Filler, Sign::Farewell, Sign::Advice, Sign::If];
        let words: Vec<String> = words(sentence).into_iter().filter(|word| word != MARK).collect();
        let find = |sign: Sign| {
            (0..words.len()).find(|at| at_start(&words[*at..], SIGNS).is_some_and(|found| found.sign == sign))
        };
        let has_link = sentence.split_whitespace().any(is_link);
        let mut told = words.len();
        let advice = find(Sign::Advice).is_some();
        let question = sentence.contains('?') && !advice;
        if let Some(request) = find(Sign::Request) {
            // "Restart it, and if it stays red send us a DM": what stands before the condition is the answer.
            told = find(Sign::If)
                .filter(|condition| *condition < request && *condition >= WORDS_LEAST)
                .unwrap_or(0);
            self.asks_back |= told == 0;
        } else if find(Sign::Farewell).is_some() {
            self.is_farewell = true;
            told = 0;
        } else if question {
            self.asks_back = true;
            told = 0;
        } else if words.len() <= FILLER_MOST && find(Sign::Filler).is_some() && !advice && !has_link {
            told = 0;
        }
        // Less is a name or signature left over after a sentence.
        if told >= WORDS_LEAST {
            self.words += told;
            self.sentences += 1;
            self.has_link |= has_link;
            self.asks_back &= told < REASSURANCE_MOST;
        }
    }
}

/// A sentence without the greeting that it begins with: "Hi Sam, unplug the router".
fn without_greeting(sentence: &str) -> &str {
    let Some((head, rest)) = sentence.split_once([',', ':']) else {
        return sentence;
    };
    let greeting = words(head);
    let greets = greeting.len() <= GREETING_MOST && at_start(&greeting, &[Sign::Filler]).is_some();
    if greets { without_greeting(rest) } else { sentence }
}

/// A text cut after `.`, `!`, `?` and `…` at the end of a word, before a capital that follows a link, and at the ends of
/// lines. A link alone belongs to the sentence before it.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for line in text.lines() {
        let (mut open, mut after_link) = (false, false);
        for token in line.split_whitespace() {
            let link = is_link(token);
            let starts = !open && !link || after_link && token.starts_with(char::is_uppercase);
            match sentences.last_mut() {
                Some(last) if !starts => {
                    last.push(' ');
                    last.push_str(token);
                }
                _ => sentences.push(token.to_owned()),
            }
            after_link = link;
            open = if link {
                open
            } else {
                !token.ends_with(['.', '!', '?', '…'])
            };
        }
    }
    sentences
}
