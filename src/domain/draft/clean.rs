//! A message without what surrounds its words: who it is addressed to, tags, signatures, thread numbers, emoji.

use super::patterns::{EXPLETIVE, GREETED_HANDLE, NAME, compile};
use regex::Regex;
use std::sync::LazyLock;

/// Names at the end of a sentence that belong to it: "I switched to @brizna".
const LEADING_TO_A_NAME: &[&str] = &[
    "at", "to", "from", "with", "by", "of", "for", "the", "a", "my", "in", "on", "and", "your", "con", "de", "en",
    "por", "para", "el", "la", "los", "mi", "del", "al", "y", "desde", "is", "are", "does", "did", "do", "use",
    "using", "love", "hate", "about", "uso", "usar", "do", "has", "that", "can", "will", "like", "than", "que", "como",
    "es", "ha", "tiene", "si", "if",
];

static THREAD_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^\s*(?:\(\d/\d{1,2}\)|\d ?/ ?\d{1,2}\b|\(\d\))[\s:.)-]*|(?:[\s.!?…]+)(?:\(\d/\d{1,2}\)|[1-9]/[2-9]|\(\d\))\s*$",
    )
});
/// `^LR`, `/LR`, `*SR`, `_Rjay`; a dash only after the end of a sentence.
static INITIALS: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?:^|[\s.!?)…])[\^~*/_]+ ?\p{{Lu}}\p{{L}}{{0,20}}(?: \p{{Lu}}\.)?\.?(?:\s+https?://\S+)?\s*$|(?:(?:[.!?)…:\n]|[1-9]/[1-9])(\s*[–—-]+ ?{NAME}\.?\s*)|\S*://\S+(\s+[–—-]+ ?{NAME}\.?\s*))$|\s[–—-]\p{{Lu}}{{2,3}}\s*$"
    ))
});
static FAREWELL: LazyLock<Regex> = LazyLock::new(|| {
    compile(&format!(
        r"(?:^|[\s.!,?])(?i:(?:un |muchos |muchas |mil )?(?:(?:cordial )?saludos?(?: cordiales| a tod[oa]s)?|abrazos?|gracias(?: de antemano| por adelantado)?)|atentamente|cordialmente|(?:kind |best |warm )?regards|best wishes|(?:yours )?sincerely|cheers|(?:many )?thanks(?: in advance| so much| a lot)?|thank you(?: in advance| so much)?|tia|thx)\s*[,.:!]*\s*(?:{NAME})?[\s.!]*$|(?:^|[\s.!,?])(?i:un (?:cordial )?saludo|saludos(?: cordiales)?|atentamente|cordialmente|(?:kind |best |warm )?regards|best wishes|(?:yours )?sincerely)[,.:]*\s+[^.\n]{{0,40}}$"
    ))
});
static KEYCAP: LazyLock<Regex> = LazyLock::new(|| compile("([0-9])\u{FE0F}?\u{20E3}"));
static EMOTICON: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(^|\s)(?:[:;=]['’]?-?[)(DPpOo/\\|\]\[*]+|<3+|\^[_.]*\^|-[_.]+-)(\s|[.,!?]|$)"));
static PHOTO: LazyLock<Regex> =
    LazyLock::new(|| compile(r"(?:https?://)?pic\.(?:twitter|x)\.com/\S+|\[(?:image|photo|imagen|foto)\]"));
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| compile(r"(?i)^\s*(?:(?:subject|asunto|re|rv|fwd?): *)+"));
static LINK: LazyLock<Regex> = LazyLock::new(|| compile(r"https?: ?//\S+"));
static MARKS: LazyLock<Regex> = LazyLock::new(|| compile(r"[!?¡¿]*[!?][!?¡]+|\.{2,}|,{2,}"));
static SPACE_BEFORE: LazyLock<Regex> = LazyLock::new(|| compile(r"[ \t]+([,.;:!?…])"));
static SPACES: LazyLock<Regex> = LazyLock::new(|| compile(r"[ \t\u{a0}]+"));

/// Whether a message is a letter that begins with its subject.
pub(super) fn has_subject(text: &str) -> bool {
    SUBJECT.is_match(text)
}

/// The place of a message in an answer that was split, and in how many: `2/3`.
pub(super) fn thread_number(text: &str) -> Option<(u8, u8)> {
    let bare = strip_signature(without_addressees(text.trim()));
    let found = THREAD_NUMBER.find(&bare)?.as_str();
    let mut numbers = found
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|number| number.parse().ok());
    let (place, of) = (numbers.next()?, numbers.next()?);
    (place <= of).then_some((place, of))
}

/// A message without whom it is addressed to, without tags, photos, thread numbers and signatures. Comes before personal
/// data is looked for, so that what is thrown away need not be decided on.
pub(super) fn without_wrapping(text: &str, is_agent: bool) -> String {
    let text = SUBJECT.replace(&decode(text), "").into_owned();
    let text = PHOTO.replace_all(&text, " ").into_owned();
    let mut text = without_addressees(text.trim()).to_owned();
    loop {
        let before = text.len();
        text = strip_trailing_tags(&text, is_agent).to_owned();
        text = THREAD_NUMBER.replace_all(&text, "").into_owned();
        if is_agent {
            text = strip_signature(&text);
        }
        if let Some(found) = FAREWELL.find(&text) {
            // The mark that ends the sentence before stays.
            let kept = found.start() + usize::from(found.as_str().starts_with(['.', '!', '?']));
            text.truncate(kept);
        }
        text.truncate(without_name_line(&text).trim_end().len());
        if text.len() == before {
            return text;
        }
    }
}

/// Without the handles at the beginning, also behind a greeting: `@brizna hola`, `Hola @brizna, ...`.
fn without_addressees(text: &str) -> &str {
    let mut rest = text;
    loop {
        let word = rest.split_whitespace().next().unwrap_or_default();
        if is_handle(word.trim_start_matches('.')) {
            rest = rest[word.len()..].trim_start_matches(|c: char| c.is_whitespace() || c == ':' || c == ',');
        } else if let Some(greeting) = GREETED_HANDLE.find(rest) {
            rest = &rest[greeting.end()..];
        } else {
            return rest;
        }
    }
}

/// A message without emoji, emoticons, oaths and stuttering marks; tags and the brand's own names as plain words. Links
/// stay in what agents write: those of customers show photos.
pub(super) fn without_noise(text: &str, is_agent: bool, brand_names: &[&str]) -> String {
    let text = KEYCAP.replace_all(text, "$1) ");
    let text: String = text.chars().map(|c| if is_emoji(c) { ' ' } else { c }).collect();
    let mut text = EMOTICON.replace_all(&text, "$1 $2").into_owned();
    if !is_agent {
        text = LINK.replace_all(&text, " ").into_owned();
        text = EXPLETIVE.replace_all(&text, " ").into_owned();
    }
    let text = MARKS.replace_all(&text, |marks: &regex::Captures| match &marks[0] {
        dots if dots.starts_with('.') => "… ",
        commas if commas.starts_with(',') => ",",
        marks if marks.contains('?') => "?",
        _ => "!",
    });
    let lines: Vec<String> = text.lines().map(|line| plain_words(line, brand_names)).collect();
    let text = SPACES.replace_all(&lines.join("\n"), " ").into_owned();
    SPACE_BEFORE.replace_all(&text, "$1").trim().to_owned()
}

/// Tags as the words they are; the brand's handles as its name where the sentence needs them, else gone.
fn plain_words(line: &str, brand_names: &[&str]) -> String {
    let is_brand = |name: &str| brand_names.iter().any(|brand| brand.eq_ignore_ascii_case(name));
    let mut words: Vec<&str> = Vec::new();
    let mut rest = line.split(' ').peekable();
    while let Some(word) = rest.next() {
        let bare = word.trim_start_matches(['@', '#']);
        let name = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        // "... again. @brizna has changed it" would lose its subject.
        let goes_on = rest.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
        let is_subject = |before: &str| goes_on && before.ends_with(['.', '!', '?']);
        let is_needed = words
            .last()
            .is_none_or(|before| leads_to_a_name(before) || is_subject(before));
        let is_tag = word.starts_with('#') && bare.starts_with(char::is_alphabetic);
        words.push(match word.starts_with('@') && is_brand(name) {
            true if is_needed => bare,
            true => &bare[name.len()..],
            false if is_tag => bare,
            false => word,
        });
    }
    words.join(" ")
}

fn leads_to_a_name(word: &str) -> bool {
    LEADING_TO_A_NAME.contains(&word.to_lowercase().as_str())
}

fn strip_trailing_tags(text: &str, is_agent: bool) -> &str {
    let mut rest = text.trim_end();
    loop {
        let start = rest.trim_end_matches(|c: char| !c.is_whitespace()).len();
        let word = rest[start..].trim_end_matches(['.', '!']);
        let is_photo = !is_agent && LINK.is_match(word);
        let belongs = rest[..start]
            .split_whitespace()
            .next_back()
            .is_some_and(leads_to_a_name);
        let is_tag = word.starts_with('#') && word[1..].starts_with(char::is_alphabetic);
        if start == 0 || !(is_photo || (!belongs && (is_handle(word) || is_tag))) {
            return rest;
        }
        rest = rest[..start].trim_end();
    }
}

/// Without the initials or the name that an agent signs with.
pub(super) fn strip_signature(text: &str) -> String {
    let Some(found) = INITIALS.captures(text) else {
        return text.to_owned();
    };
    let start = match (found.get(1).or(found.get(2)), found.get(0)) {
        (Some(signature), _) => signature.start(),
        // The mark that ends the sentence before stays.
        (None, Some(whole)) => whole.start() + usize::from(whole.as_str().starts_with(['.', '!', '?', ')'])),
        (None, None) => text.len(),
    };
    text[..start].to_owned()
}

/// Without a last line that is a name, as in a letter.
fn without_name_line(text: &str) -> &str {
    let text = text.trim_end();
    let Some((letter, last)) = text.rsplit_once('\n') else {
        return text;
    };
    let is_name_word =
        |word: &str| word.starts_with(char::is_uppercase) || ["de", "del", "la", "y", "and", "-"].contains(&word);
    let words = last.split_whitespace().count();
    let is_name = (1..=4).contains(&words)
        && last.split_whitespace().all(is_name_word)
        && !last.ends_with(['?', '!', ':'])
        && !last.contains(|c: char| c.is_ascii_digit());
    let ends = letter.trim_end().ends_with(['.', '!', '?', ',', '…']) || letter.ends_with('\n');
    if is_name && ends { letter } else { text }
}

fn is_handle(word: &str) -> bool {
    let name = word
        .strip_prefix('@')
        .unwrap_or_default()
        .trim_end_matches([',', ':', '.', '!']);
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_.-@".contains(c))
}

/// The few entities that exports of messages hold.
fn decode(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replace('’', "'")
}

/// Whether a character is a picture, or changes how one looks.
pub(super) fn is_emoji(character: char) -> bool {
    matches!(u32::from(character),
        0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x231A..=0x23FF | 0x20E3 | 0xFE0F | 0x200D | 0xE0020..=0xE007F)
}
