//! Looks at a reply that somebody is writing: how long it is where it will be sent, what still has to be filled in, and
//! whether it tells something personal to everybody. Also makes it shorter.

use crate::{
    app::App,
    domain::{
        brand::Brand,
        channel::{ChannelRules, Unit, UrlCost, Visibility},
        fit::{self, Reply},
        id::ArticleId,
        length,
        redaction::{self, AllowList, Kind, SURE},
    },
};

use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// From this share of the limit on, the writer is told how much is left.
const NEAR: f64 = 0.9;

/// What was found in a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// In `unit`.
    pub length: usize,
    pub limit: Option<usize>,
    pub unit: Unit,
    /// What each link costs, where the channel gives all the same price.
    pub link_cost: Option<usize>,
    /// Whether the channel takes it as one post.
    pub fits: bool,
    /// Whether it fits and has used up nine tenths of its room.
    pub is_near: bool,
    /// Variables that nobody has filled in.
    pub missing: Vec<String>,
    /// Kinds of personal data in a public reply.
    pub personal: Vec<Kind>,
    /// Whether it would show everybody the address of one of the articles that are for staff.
    pub leaks: bool,
}

impl Weighed {
    /// How much it is too long, in `unit`.
    pub fn over(&self) -> usize {
        self.limit.map_or(0, |limit| self.length.saturating_sub(limit))
    }

    /// How much room is left, in `unit`.
    pub fn left(&self) -> usize {
        self.limit.map_or(0, |limit| limit.saturating_sub(self.length))
    }

    /// Whether it can be sent as it is.
    pub const fn is_ready(&self) -> bool {
        self.fits && self.missing.is_empty() && self.personal.is_empty() && !self.leaks
    }
}

/// Weighs a reply. `internal`: the articles beside it that are for staff alone.
pub fn weigh(
    app: &App,
    brand: &Brand,
    (rules, visibility): (&ChannelRules, Visibility),
    text: &str,
    internal: &[ArticleId],
) -> Weighed {
    let fitted = fit::fit_text(text, rules);
    let public = visibility == Visibility::Public;
    let site = app.site(brand);
    let address = |id: &ArticleId| format!("{site}{}", crate::domain::address::short(*id));
    let near = |limit: usize| fitted.length as f64 >= limit as f64 * NEAR;
    Weighed {
        length: fitted.length,
        limit: fitted.limit,
        unit: fitted.unit,
        link_cost: match rules.url_cost {
            UrlCost::Fixed(cost) => Some(cost),
            _ => None,
        },
        // Nothing is no reply, but not too long either.
        fits: fitted.fits || text.is_empty(),
        is_near: fitted.fits && fitted.limit.is_some_and(near),
        missing: fitted.missing,
        personal: if public { personal_in(brand, text) } else { Vec::new() },
        leaks: public && internal.iter().any(|id| text.contains(&address(id))),
    }
}

/// Kinds of personal data that nobody writes where all can read; customers are called by handle and first name there.
fn personal_in(brand: &Brand, text: &str) -> Vec<Kind> {
    let allow_list = AllowList::from_json(&brand.allow_list).unwrap_or_default();
    let mut kinds: Vec<Kind> = redaction::find(text, brand.locale().as_str(), &allow_list)
        .into_iter()
        .filter(|span| span.confidence >= SURE && !matches!(span.kind, Kind::Handle | Kind::Person))
        .map(|span| span.kind)
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Shortest word that says what a text is about, and how much of its beginning its forms share, in characters.
const TELLING: usize = 4;
const STEM: usize = 5;

/// Whether a question is about what one of these notices tells: it shares two of its words, or a name. A hint is asked of it,
/// no ranking.
pub fn touches<'a>(notices: impl IntoIterator<Item = &'a String>, question: &str) -> bool {
    let asked: BTreeSet<String> = stems(question).map(|(stem, _)| stem).collect();
    notices.into_iter().any(|notice| {
        let shared: BTreeMap<String, bool> = stems(notice).filter(|(stem, _)| asked.contains(stem)).collect();
        shared.len() > 1 || shared.values().any(|is_name| *is_name)
    })
}

/// The beginnings of the longer words, folded, each with whether it is written as a name.
fn stems(text: &str) -> impl Iterator<Item = (String, bool)> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut begins = true;
    words.filter_map(move |word| {
        let is_name = !std::mem::take(&mut begins) && word.starts_with(char::is_uppercase);
        let folded: String = word
            .nfd()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let long = folded.chars().count() >= TELLING;
        long.then(|| (folded.chars().take(STEM).collect(), is_name))
    })
}

/// The reply as short as the channel needs it: its first sentences, with the link it ends with whole.
pub fn shorten(text: &str, rules: &ChannelRules) -> String {
    if length::carries(text, rules) {
        return text.to_owned();
    }
    let Some(link) = length::find_addresses(text).pop().map(|link| link.range) else {
        return fit::fit_text(text, rules).text;
    };
    let body = [text[..link.start].trim_end(), text[link.end..].trim()].join(" ");
    let reply = Reply {
        short: body.trim(),
        link: Some(&text[link]),
        ..Reply::default()
    };
    fit::fit(&reply, rules).text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::channel::{self, ChannelKind};

    #[test]
    fn a_question_touches_a_notice_by_two_words_or_a_name() {
        let notices = ["Datos móviles lentos en Valencia y Castellón.".to_owned()];
        let touches = |question| touches(&notices, question);
        assert!(touches("llevo dos días sin datos en castellon"));
        assert!(touches("no me van los DATOS del MOVIL"));
        assert!(touches("¿qué pasa en Valencia?"));
        assert!(!touches("me habéis cobrado dos veces los datos"));
        assert!(!touches("¿vale el mismo cargador?"));
        assert!(!touches(""));
    }

    #[test]
    fn a_reply_is_made_to_fit_with_its_link() {
        let kind: ChannelKind = "x".parse().expect("a known kind");
        let rules = channel::natural(&kind);
        let long = format!(
            "{}Eso es todo. https://ayuda.example/a/4f7k",
            "Apaga el router y espera un minuto. ".repeat(12)
        );
        let short = shorten(&long, rules);
        assert!(length::carries(&short, rules), "{short}");
        assert!(
            short.ends_with("https://ayuda.example/a/4f7k") && short.starts_with("Apaga el router"),
            "{short}"
        );
        assert_eq!(shorten("Hola", rules), "Hola");
        assert!(length::carries(&shorten(&"a ".repeat(400), rules), rules));
    }
}
