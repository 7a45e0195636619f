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

/// The article that somebody names by its id, its short link, or any address of it.
pub fn article_in(typed: &str) -> Option<ArticleId> {
    let path = typed.trim().split(['?', '#']).next()?.trim_end_matches('/');
    let path = path.rsplit_once("/a/").map_or(path, |(_, below)| below);
    let (id, _) = split(
        path.split('/')
            .next()?
            .trim_end_matches(".md")
            .trim_end_matches(".json"),
    );
    id.parse().ok()
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

    #[test]
    fn an_article_is_named_in_many_ways() {
        let id = ArticleId(77);
        for typed in [
            format!("{id}"),
            format!(" /a/{id} "),
            format!("https://ayuda.example/base/es/a/{id}-me-han-cobrado/?utm=1#top"),
            format!("https://ayuda.example/es/a/{id}.md"),
            format!("https://ayuda.example/es/a/{id}-me-han-cobrado/history"),
        ] {
            assert_eq!(article_in(&typed), Some(id), "{typed}");
        }
        for typed in ["", "/", "https://ayuda.example/es/", "nothing of it", "/a/"] {
            assert_eq!(article_in(typed), None, "{typed}");
        }
    }
}
