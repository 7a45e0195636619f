//! The words of a text without its markup.

use pulldown_cmark::{Event, Tag, TagEnd};

/// The words, one block a line, the cells of a table row between ` · `.
pub(super) fn words(events: &[Event]) -> String {
    Plain::default().write(events)
}

/// The words with list marks, and link addresses after their words: for a message.
pub(super) fn message(events: &[Event]) -> String {
    let plain = Plain {
        for_message: true,
        ..Plain::default()
    };
    plain.write(events)
}

#[derive(Default)]
struct Plain {
    for_message: bool,
    text: String,
    /// For each open list its next number, or none where it has dashes.
    lists: Vec<Option<u64>>,
    /// The open link: where its words start, and its address.
    link: Option<(usize, String)>,
    cells: usize,
}

impl Plain {
    fn write(mut self, events: &[Event]) -> String {
        for event in events {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(end) => self.end(*end),
                Event::Text(text) | Event::Code(text) => self.text.push_str(text),
                Event::SoftBreak => self.space(),
                Event::HardBreak | Event::Rule => self.line(),
                _ => {}
            }
        }
        self.text.truncate(self.text.trim_end().len());
        self.text
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::List(first) => {
                self.line();
                self.lists.push(*first);
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow => {
                self.line();
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.text.push_str(" · ");
                }
                self.cells += 1;
            }
            Tag::Link { dest_url, .. } => self.link = Some((self.text.len(), dest_url.to_string())),
            // The first paragraph of an item stands after its mark.
            Tag::Paragraph if self.text.ends_with(". ") || self.text.ends_with("- ") => {}
            Tag::Paragraph | Tag::Heading { .. } | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_) => {
                self.line();
            }
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::List(_) => {
                self.lists.pop();
                self.line();
            }
            TagEnd::Link => self.address(),
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::TableHead
            | TagEnd::TableRow => self.line(),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.line();
        if !self.for_message {
            return;
        }
        match self.lists.last_mut() {
            Some(Some(number)) => {
                self.text.push_str(&format!("{number}. "));
                *number = number.saturating_add(1);
            }
            _ => self.text.push_str("- "),
        }
    }

    fn address(&mut self) {
        if let Some((start, address)) = self.link.take()
            && self.for_message
        {
            let shown = address
                .strip_prefix("mailto:")
                .or(address.strip_prefix("tel:"))
                .unwrap_or(&address);
            if self.text.get(start..).is_some_and(|words| words != shown) {
                self.text.push_str(&format!(" ({shown})"));
            }
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn line(&mut self) {
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
