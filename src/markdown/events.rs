//! The events of a Markdown text, made tame: no HTML, no pictures, nothing nested too deep, links checked.

use super::{
    SOURCE_MOST,
    links::{self, Site},
};
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream};

/// Deepest nesting that is kept; what is inside deeper containers stands in the last kept one. HTML parsers take time
/// in proportion to depth for each element, so depth without a bound is time without a bound.
const DEEPEST: usize = 24;

/// Marks, in the title of a link event, an address that leaves the site. Titles of writers are dropped.
pub(super) const LEAVES: &str = "leaves";

/// The tame events of a text. A link's address has passed [`Site::destination`].
pub(super) fn read<'a>(markdown: &'a str, site: &Site) -> Vec<Event<'a>> {
    if markdown.len() > SOURCE_MOST {
        return paragraphs(markdown);
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut tamer = Tamer {
        site,
        kept: Vec::new(),
        depth: 0,
        in_link: false,
        in_code: false,
        html: None,
        events: Vec::new(),
    };
    for event in TextMergeStream::new(Parser::new_ext(markdown, options)) {
        tamer.take(event);
    }
    tamer.events
}

/// The addresses that the events link to, each once.
pub(super) fn destinations(events: &[Event]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for event in events {
        if let Event::Start(Tag::Link { dest_url, .. }) = event
            && seen.insert(dest_url.as_ref())
        {
            found.push(dest_url.to_string());
        }
    }
    found
}

fn paragraphs(text: &str) -> Vec<Event<'_>> {
    text.split("\n\n")
        .filter(|block| !block.trim().is_empty())
        .flat_map(|block| {
            [
                Event::Start(Tag::Paragraph),
                Event::Text(block.trim().into()),
                Event::End(TagEnd::Paragraph),
            ]
        })
        .collect()
}

struct Tamer<'a, 's> {
    site: &'s Site,
    /// For each open container, whether it was kept.
    kept: Vec<bool>,
    /// How many of them were.
    depth: usize,
    in_link: bool,
    in_code: bool,
    /// The HTML block being gathered.
    html: Option<String>,
    events: Vec<Event<'a>>,
}

impl<'a> Tamer<'a, '_> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => self.end_html_block(),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.text(html),
            },
            Event::InlineHtml(html) => self.inline_html(html),
            Event::Start(tag) => self.start(tag),
            Event::End(end) => self.end(end),
            Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::Rule => self.events.push(event),
            // The options of the last three are off; should that change, their source is shown.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(text);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        let tag = match tag {
            Tag::Image { .. } => None,
            Tag::Link {
                link_type, dest_url, ..
            } => self.link(link_type, &dest_url),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                Some(Tag::CodeBlock(kind))
            }
            tag => Some(tag),
        };
        // A list or table is kept only where its items, rows and cells will be.
        let needs = if matches!(tag, Some(Tag::List(_) | Tag::Table(_))) {
            4
        } else {
            1
        };
        let tag = tag.filter(|_| self.depth + needs <= DEEPEST);
        self.kept.push(tag.is_some());
        if let Some(tag) = tag {
            self.in_link |= matches!(tag, Tag::Link { .. });
            self.depth += 1;
            self.events.push(Event::Start(tag));
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Link => self.in_link = false,
            _ => {}
        }
        if self.kept.pop() == Some(true) {
            self.depth -= 1;
            self.events.push(Event::End(end));
        } else if is_block(end) {
            self.events.push(Event::SoftBreak);
        }
    }

    fn link(&self, link_type: LinkType, written: &str) -> Option<Tag<'a>> {
        let to = match link_type {
            LinkType::Email => self.site.destination(&format!("mailto:{written}")),
            _ => self.site.destination(written),
        }?;
        Some(Tag::Link {
            link_type: LinkType::Inline,
            dest_url: to.href.into(),
            title: if to.leaves { LEAVES.into() } else { "".into() },
            id: "".into(),
        })
    }

    /// Bare web addresses become links, as readers expect from a message.
    fn text(&mut self, text: CowStr<'a>) {
        let addresses = if self.in_link || self.in_code || !text.contains("://") {
            Vec::new()
        } else {
            links::bare_addresses(&text)
        };
        let mut from = 0;
        for range in addresses {
            let address = &text[range.clone()];
            let Some(tag) = self.link(LinkType::Autolink, address) else {
                continue;
            };
            if range.start > from {
                self.events.push(Event::Text(text[from..range.start].to_owned().into()));
            }
            self.events.push(Event::Start(tag));
            self.events.push(Event::Text(address.to_owned().into()));
            self.events.push(Event::End(TagEnd::Link));
            from = range.end;
        }
        if from == 0 {
            self.events.push(Event::Text(text));
        } else if from < text.len() {
            self.events.push(Event::Text(text[from..].to_owned().into()));
        }
    }

    fn inline_html(&mut self, html: CowStr<'a>) {
        let tag: String = html.chars().filter(|c| !c.is_whitespace()).take(6).collect();
        if matches!(tag.to_ascii_lowercase().as_str(), "<br>" | "<br/>") {
            self.events.push(Event::HardBreak);
        } else if !html.starts_with("<!--") {
            self.text(html);
        }
    }

    fn end_html_block(&mut self) {
        let text = without_comments(&self.html.take().unwrap_or_default());
        if !text.trim().is_empty() {
            self.start(Tag::Paragraph);
            self.text(text.trim().to_owned().into());
            self.end(TagEnd::Paragraph);
        }
    }
}

/// Whether the end of a container ends a line of text.
fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Notes to other writers are not for readers.
fn without_comments(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text
}
