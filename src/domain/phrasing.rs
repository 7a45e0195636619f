//! Which texts of an article a question is compared with, and what of a text says something.

use std::collections::HashSet;

/// A paragraph of an article's text is at least so many characters, and so many of them have a vector each.
const PARAGRAPH: usize = 300;
const PARAGRAPHS: usize = 12;
/// A text of at least so many lines, none longer than so many characters, is a list: each line speaks for itself, up to so many.
const LIST_FROM: usize = 4;
const LIST_LINE_MOST: usize = 120;
const LIST_MOST: usize = 100;
/// Changes with what [`texts`] makes: what was made of others is made anew.
pub const VERSION: u32 = 2;

/// The texts of an article that a customer's words can be near to: its title, what was asked, and what it says, each once. A
/// paragraph stands behind the title, since it seldom names what it is about; the lines of a list stand alone.
pub fn texts(title: &str, phrasings: &[String], text: &str) -> Vec<String> {
    let title = said(title);
    let asked = phrasings.iter().map(|phrasing| said(phrasing));
    let lines: Vec<_> = text.lines().map(said).filter(|line| !line.is_empty()).collect();
    let told = if is_list(&lines) {
        // One word by itself is near to anything that means nothing.
        let telling = lines.into_iter().filter(|line| line.contains(' '));
        telling.take(LIST_MOST).collect()
    } else {
        under_title(&title, paragraphs(&lines))
    };
    let mut seen = HashSet::new();
    let all = [title].into_iter().chain(asked).chain(told);
    all.filter(|text| !text.is_empty() && seen.insert(text.clone()))
        .collect()
}

/// What a text says, without whom it is written to and without addresses, which say nothing to an encoder; as it is where it
/// has nothing else.
pub fn said(text: &str) -> String {
    let names_somebody = |word: &str| word.len() > 1 && word.starts_with('@') && !word[1..].contains('@');
    let is_address = |word: &str| word.contains("://");
    let said = |text: &str| {
        let words = text
            .split(' ')
            .filter(|word| !names_somebody(word) && !is_address(word));
        words.collect::<Vec<_>>().join(" ").trim().to_owned()
    };
    let kept = text.lines().map(said).collect::<Vec<_>>().join("\n");
    match kept.trim() {
        "" => text.trim().to_owned(),
        kept => kept.to_owned(),
    }
}

fn is_list(lines: &[String]) -> bool {
    lines.len() >= LIST_FROM && lines.iter().all(|line| line.chars().count() <= LIST_LINE_MOST)
}

fn under_title(title: &str, paragraphs: Vec<String>) -> Vec<String> {
    match title {
        "" => paragraphs,
        title => paragraphs.iter().map(|text| format!("{title}. {text}")).collect(),
    }
}

/// Lines that follow each other, so many that they say something.
fn paragraphs(lines: &[String]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        match paragraphs.last_mut() {
            Some(last) if open => {
                last.push('\n');
                last.push_str(line);
            }
            _ => paragraphs.push(line.clone()),
        }
        open = paragraphs.last().is_some_and(|last| last.chars().count() < PARAGRAPH);
    }
    paragraphs.truncate(PARAGRAPHS);
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_behind_the_title_short_lines_of_them_together() {
        let long = "x".repeat(PARAGRAPH);
        let text = format!("one\n\n two\n{long}\nthree\n");
        assert_eq!(
            texts("Title", &[], &text),
            [
                "Title".to_owned(),
                format!("Title. one\ntwo\n{long}"),
                "Title. three".to_owned()
            ]
        );
        let many: Vec<_> = (0..40).map(|number| format!("{number}{long}")).collect();
        assert_eq!(texts("", &[], &many.join("\n")).len(), PARAGRAPHS);
        assert!(texts("", &[], " \n").is_empty());
    }

    #[test]
    fn the_lines_of_a_list_stand_alone() {
        let text = "where is it\nis it lost\nhow long\nis it lost\nlost\n";
        assert_eq!(texts("", &[], text), ["where is it", "is it lost", "how long"]);
    }

    #[test]
    fn whom_it_is_written_to_says_nothing() {
        assert_eq!(
            said("@acme @help hola, ana@x.example https://t.example/x"),
            "hola, ana@x.example"
        );
        assert_eq!(said(" @acme "), "@acme");
    }
}
