//! The addresses of public pages, below the installation's own address. They are for ever: ids never change, a slug may.

use super::{
    id::{ArticleId, TopicId},
    locale::Locale,
};

/// An article: `/es/a/4f7k-me-han-cobrado-dos-veces`.
pub fn article(locale: &Locale, id: ArticleId, slug: &str) -> String {
    named(locale, 'a', &id.to_string(), slug)
}

/// A topic: `/es/t/4f7k-facturas`.
pub fn topic(locale: &Locale, id: TopicId, slug: &str) -> String {
    named(locale, 't', &id.to_string(), slug)
}

/// The short link to an article that replies carry; leads to the reader's language.
pub fn short(id: ArticleId) -> String {
    format!("/a/{id}")
}

fn named(locale: &Locale, kind: char, id: &str, slug: &str) -> String {
    if slug.is_empty() {
        format!("/{locale}/{kind}/{id}")
    } else {
        format!("/{locale}/{kind}/{id}-{slug}")
    }
}

/// The id in the last part of an address (`4f7k-any-slug`, `4f7k`), and the slug that stands there.
pub fn split(last: &str) -> (&str, &str) {
    last.split_once('-').unwrap_or((last, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back_to_their_id() {
        let path = article(&Locale::spanish(), ArticleId(1), "me-han-cobrado");
        let (id, slug) = split(path.rsplit('/').next().unwrap());
        assert_eq!((id.parse(), slug), (Ok(ArticleId(1)), "me-han-cobrado"));
        assert_eq!(
            split(
                article(&Locale::english(), ArticleId(2), "")
                    .rsplit('/')
                    .next()
                    .unwrap()
            )
            .1,
            ""
        );
    }
}
