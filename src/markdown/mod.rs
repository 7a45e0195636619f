//! Markdown to safe HTML and to plain words. Done once, when a text is saved: what is read later is kept as it was made.
//!
//! Two walls stand between a writer and a reader's browser. [`events`] never lets HTML through as HTML (it is shown as the
//! text it is), flattens what is nested too deep and drops pictures; [`sanitize`] then parses the result as a browser
//! would and keeps an explicit list of elements and attributes. Where links may lead is decided in [`links`].

mod events;
mod html;
mod links;
mod plain;
mod sanitize;
#[cfg(test)]
mod tests;

pub use links::Site;

/// Longest Markdown that is read as such, in bytes: two full parts of an article. What is longer is shown as plain
/// paragraphs, since no person wrote it.
pub const SOURCE_MOST: usize = 2 * crate::domain::article::PART_MOST;

/// A text made ready to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// HTML for the inside of an article's body, which starts at `h2`.
    pub html: String,
    /// The words without markup, one block a line: for excerpts, the index and the last look for personal data.
    pub text: String,
    /// For a table of contents.
    pub headings: Vec<Heading>,
    /// Every address that the text links to, also where its words say something else.
    pub links: Vec<String>,
}

/// A heading of a rendered text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2, 3 or 4.
    pub level: u8,
    /// Its `id` in the HTML, unique in the text.
    pub id: String,
    pub text: String,
}

/// Renders a text of an article. Never fails: what cannot be read as Markdown is shown as the text it is.
pub fn render(markdown: &str, site: &Site) -> Rendered {
    let mut events = events::read(markdown, site);
    let headings = html::settle_headings(&mut events);
    let links = events::destinations(&events);
    let text = plain::words(&events);
    Rendered {
        html: sanitize::clean(&html::write(events, &headings)),
        text,
        headings,
        links,
    }
}

/// A text as a message can carry it: no markup, list items with their number or a dash, addresses after their words.
pub fn to_plain(markdown: &str) -> String {
    plain::message(&events::read(markdown, &Site::default()))
}
