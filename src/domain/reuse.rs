//! What a reply that was sent tells about the article it was taken from: it carries the article's address, or says what the
//! article's reply says. To be about the same is not enough: the same words have to follow each other.

use super::{address, id::ArticleId};
use std::collections::{HashMap, HashSet};

/// Words that have to follow each other to be the same.
const RUN: usize = 3;
/// Runs that a text has at least; a shorter one ("Send us a message") says nothing of its own.
const RUNS_LEAST: usize = 6;
/// A reply says what an article says if it has at least this share of the article's runs, and by how much the next article's
/// share has to be smaller. Measured on conversations of 25 brands and on the demo (`docs/quality.md`).
const SAYS_FROM: f64 = 0.5;
const LEAD: f64 = 0.1;

/// A text as the runs of words it has.
#[derive(Debug, Clone, Default)]
pub struct Saying(HashSet<[String; RUN]>);

impl Saying {
    pub fn of(text: &str) -> Self {
        let words = words(text);
        Self(
            words
                .windows(RUN)
                .map(|run| std::array::from_fn(|at| run[at].clone()))
                .collect(),
        )
    }

    /// Which share of this text's runs `other` has too, 0 to 1; 0 where it is too short to tell.
    pub fn share_in(&self, other: &Self) -> f64 {
        if self.0.len() < RUNS_LEAST {
            return 0.0;
        }
        self.0.intersection(&other.0).count() as f64 / self.0.len() as f64
    }
}

/// The one article of which `sent` says what it says; none where it is none of them, or could be two. Each article comes
/// with its reply, and with those for single channels.
pub fn said<'a>(sent: &str, articles: impl IntoIterator<Item = (ArticleId, Vec<&'a str>)>) -> Option<ArticleId> {
    let sent = Saying::of(sent);
    let share = |texts: Vec<&str>| {
        let shares = texts.into_iter().map(|text| Saying::of(text).share_in(&sent));
        shares.fold(0.0, f64::max)
    };
    let mut shares: Vec<(f64, ArticleId)> = articles.into_iter().map(|(id, texts)| (share(texts), id)).collect();
    shares.sort_by(|left, right| right.0.total_cmp(&left.0));
    let (best, id) = *shares.first()?;
    let next = shares.get(1).map_or(0.0, |(share, _)| *share);
    (best >= SAYS_FROM && best - next >= LEAD).then_some(id)
}

/// Which share of the words of two texts they have in common, 0 to 1, however long each is.
pub fn kept(offered: &str, sent: &str) -> f64 {
    let (offered, sent) = (words(offered), words(sent));
    let all = offered.len() + sent.len();
    if all == 0 {
        return 0.0;
    }
    let mut left: HashMap<String, usize> = HashMap::new();
    for word in offered {
        *left.entry(word).or_default() += 1;
    }
    let mut common = 0;
    for word in sent {
        if let Some(count) = left.get_mut(&word).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    2.0 * f64::from(common) / all as f64
}

/// The articles whose public address stands in `text`, each once. `sites`: where portals are, with scheme and path, without
/// a slash at the end.
pub fn addresses(text: &str, sites: &[String]) -> Vec<ArticleId> {
    let mut found = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || "<>\"()[]".contains(c)) {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        let id = sites.iter().find_map(|site| article_at(word, site));
        if let Some(id) = id.filter(|id| !found.contains(id)) {
            found.push(id);
        }
    }
    found
}

fn article_at(address: &str, site: &str) -> Option<ArticleId> {
    let bare = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        rest.strip_prefix("www.").unwrap_or(rest).to_owned()
    };
    let (address, site) = (bare(address), bare(site));
    let (start, path) = address.split_at_checked(site.len())?;
    if site.is_empty() || !start.eq_ignore_ascii_case(&site) {
        return None;
    }
    let path = path.split(['?', '#']).next()?;
    let path = path.trim_end_matches(|c: char| !c.is_alphanumeric());
    let mut parts = path.strip_prefix('/')?.split('/');
    let parts = (parts.next()?, parts.next()?, parts.next(), parts.next());
    let (("a", last, None, _) | (_, "a", Some(last), None)) = parts else {
        return None;
    };
    let (id, slug) = address::split(last);
    let id = if slug.is_empty() {
        id.trim_end_matches(".md")
    } else {
        id
    };
    id.parse().ok()
}

/// The words of a text, lower case and without accents; no addresses, handles and signatures, which say nothing, and no
/// variables, which stand for other words.
fn words(text: &str) -> Vec<String> {
    let said = text.split_whitespace().filter(|word| {
        !word.contains("://") && !word.starts_with("www.") && !word.starts_with(['@', '^', '{']) && !word.ends_with('}')
    });
    said.flat_map(|word| {
        let folded = deunicode::deunicode(word).to_lowercase();
        let parts = folded.split(|c: char| !c.is_alphanumeric());
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    })
    .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::float_cmp)]
mod tests {
    use super::*;
    use crate::domain::locale::Locale;

    const SITES: [&str; 2] = ["https://help.brizna.example", "http://127.0.0.1:8080/base/brizna"];

    fn found(text: &str) -> Vec<ArticleId> {
        addresses(text, &SITES.map(str::to_owned))
    }

    #[test]
    fn addresses_of_articles_are_found_in_every_form() {
        let id = ArticleId(7);
        let slugged = address::article(&Locale::spanish(), id, "sin-datos");
        for text in [
            format!("Mira https://help.brizna.example/a/{id}."),
            format!("(HTTPS://Help.Brizna.example/a/{id})"),
            format!("help.brizna.example{slugged}?utm=x#paso"),
            format!("<https://www.help.brizna.example{slugged}.md>, gracias"),
            format!("http://127.0.0.1:8080/base/brizna/en/a/{id}/ y ya"),
        ] {
            assert_eq!(found(&text), [id], "{text}");
        }
        let twice = format!(
            "https://help.brizna.example/a/{id} https://help.brizna.example/a/{}",
            ArticleId(9)
        );
        assert_eq!(found(&[twice.as_str(), &twice].join(" ")), [id, ArticleId(9)]);
    }

    #[test]
    fn other_addresses_are_none() {
        let id = ArticleId(7);
        for text in [
            format!("https://evil.example/a/{id}"),
            format!("https://help.brizna.example.evil.example/a/{id}"),
            format!("https://evil.example/?to=https://help.brizna.example/a/{id}"),
            format!("https://help.brizna.example/t/{id}"),
            format!("https://help.brizna.example/es/t/{id}-sin-datos"),
            "https://help.brizna.example/a/".into(),
            "https://help.brizna.example/a/ilou".into(),
            "https://help.brizna.exampl\u{e9}/a/".into(),
            format!("/a/{id}"),
        ] {
            assert!(found(&text).is_empty(), "{text}");
        }
        assert!(addresses("/a/4f7k", &[String::new()]).is_empty());
    }

    const ESIM: &str =
        "Hazlo en la app: Línea › SIM › Pasar a eSIM. Tarda unos 10 minutos, no cuesta nada y conservas tu número.";
    const ROAMING: &str =
        "El roaming en la UE está incluido: usas tus datos como en casa y no pagas nada más por ello.";

    fn said_of(sent: &str) -> Option<i64> {
        said(sent, [(ArticleId(1), vec![ESIM]), (ArticleId(2), vec![ROAMING])]).map(|id| id.0)
    }

    #[test]
    fn who_says_the_reply_with_a_greeting_and_a_signature_says_it() {
        let sent = format!("@nuria Hola, Nuria. {} ^LR", ESIM.replace("Tarda unos", "tarda unos"));
        assert_eq!(said_of(&sent), Some(1));
        assert_eq!(said_of(&ROAMING.replace("El roaming", "Sí: el roaming")), Some(2));
    }

    #[test]
    fn the_same_subject_in_other_words_is_not_the_same() {
        for sent in [
            "Para pasar a eSIM entra en la app y sigue los pasos; conservas el número.",
            "Tu número no cambia. Tarda unos 10 minutos.",
            "",
        ] {
            assert_eq!(said_of(sent), None, "{sent}");
        }
        let twins = [(ArticleId(1), vec![ESIM]), (ArticleId(2), vec![ESIM])];
        assert_eq!(said(ESIM, twins), None, "it could be either");
        let short = "Escríbenos por privado";
        assert_eq!(said(short, [(ArticleId(1), vec![short])]), None);
    }

    #[test]
    fn how_much_was_kept() {
        assert_eq!(kept("a b c d", "A b, c d!"), 1.0);
        assert_eq!(kept("a b c d", "a b x y"), 0.5);
        assert_eq!(kept("a a", "a b"), 0.5);
        assert_eq!((kept("a", "b"), kept("", "")), (0.0, 0.0));
    }
}
