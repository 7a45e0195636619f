//! Locales: which language a text is in, and which one a reader gets.

use whatlang::{Detector, Lang};

/// A BCP 47 language tag, normalised: language in lower case, script in title case, region in upper case.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    diesel::expression::AsExpression,
    diesel::deserialize::FromSqlRow,
)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Locale(String);

/// Why a text is no locale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a language tag such as es, en or pt-BR")]
pub struct InvalidLocale(String);

impl Locale {
    /// The tag, for instance `pt-BR`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language part alone, for instance `pt`.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Spanish.
    pub fn spanish() -> Self {
        Self("es".into())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// Whether the script of the language runs from right to left.
    pub fn is_right_to_left(&self) -> bool {
        matches!(self.language(), "ar" | "fa" | "he" | "ur" | "yi" | "ps" | "sd" | "dv")
    }
}

impl std::str::FromStr for Locale {
    type Err = InvalidLocale;

    fn from_str(text: &str) -> Result<Self, InvalidLocale> {
        let invalid = || InvalidLocale(text.chars().take(40).collect());
        let mut tag = String::with_capacity(text.len());
        for (place, part) in text.split(['-', '_']).enumerate() {
            let letters = part.bytes().all(|byte| byte.is_ascii_alphabetic());
            match (place, part.len()) {
                (0, 2 | 3) if letters => tag.push_str(&part.to_ascii_lowercase()),
                (1.., 4) if letters => {
                    tag.push('-');
                    tag.push_str(&part[..1].to_ascii_uppercase());
                    tag.push_str(&part[1..].to_ascii_lowercase());
                }
                (1.., 2) if letters => {
                    tag.push('-');
                    tag.push_str(&part.to_ascii_uppercase());
                }
                (1.., 3) if part.bytes().all(|byte| byte.is_ascii_digit()) => {
                    tag.push('-');
                    tag.push_str(part);
                }
                _ => return Err(invalid()),
            }
        }
        Ok(Self(tag))
    }
}

impl std::fmt::Display for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Locale {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for Locale {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("A BCP 47 language tag"))
            .examples([serde_json::json!("es")])
            .into()
    }
}
impl utoipa::ToSchema for Locale {}

/// Texts with fewer letters than this say too little for detection (whatlang's own documentation warns below 20).
const LETTERS_ENOUGH: usize = 20;

/// The language of `text` among `locales` (a brand's, its own first): the first of them where the text says too little or
/// is in none of them. A short text is told by the words that hold sentences together. Links, handles and hashtags do not
/// count as text.
pub fn detect(text: &str, locales: &[Locale]) -> Locale {
    let fallback = locales.first().cloned().unwrap_or_else(Locale::english);
    let known: Vec<(Lang, &Locale)> = locales
        .iter()
        .filter_map(|locale| whatlang_of(locale.language()).map(|lang| (lang, locale)))
        .collect();
    if known.len() < 2 {
        return fallback;
    }
    let words: String = text
        .split_whitespace()
        .filter(|word| !word.starts_with(['@', '#']) && !word.contains("://"))
        .collect::<Vec<_>>()
        .join(" ");
    let is_long = words.chars().filter(|letter| letter.is_alphabetic()).count() >= LETTERS_ENOUGH;
    let detector = Detector::with_allowlist(known.iter().map(|(lang, _)| *lang).collect());
    let found = is_long.then(|| detector.detect(&words)).flatten();
    let language = match found.filter(|found| found.confidence() >= SURE) {
        Some(found) => Some(two_letters(found.lang())),
        None => by_function_words(&words),
    };
    let locale = known.iter().find(|(_, locale)| Some(locale.language()) == language);
    locale.map_or(fallback, |(_, locale)| (*locale).clone())
}

/// Letters from which on a text of this length is hardly taken for another language.
const LETTERS_CLEAR: usize = 60;

/// The language that `text` is clearly written in, of `others` and the usual ones, where it is not `own`.
pub fn detect_other(text: &str, own: &Locale, others: &[Locale]) -> Option<Locale> {
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < LETTERS_CLEAR {
        return None;
    }
    let mut known = vec![own.clone()];
    for other in others.iter().chain(&[Locale::spanish(), Locale::english()]) {
        if known.iter().all(|one| one.language() != other.language()) {
            known.push(other.clone());
        }
    }
    Some(detect(text, &known)).filter(|found| found.language() != own.language())
}

/// Below this the detector guesses: it takes lists of English nouns for Spanish. Chosen on support messages in both
/// languages, where it leaves 1 % of them to the words below.
const SURE: f64 = 0.7;

/// Words that hold sentences together, of the languages that are told apart by them; none stands in two lists.
const FUNCTION_WORDS: &[(&str, &[&str])] = &[
    (
        "es",
        &[
            "el", "la", "los", "las", "un", "una", "unos", "de", "del", "al", "y", "en", "que", "se", "si", "mi", "te",
            "lo", "su", "con", "por", "para", "es", "está", "estoy", "ha", "han", "como", "pero", "más", "cuando",
            "qué", "muy", "ya", "sin", "porque", "desde", "hasta", "todo", "esta", "este", "esto", "eso", "hay",
            "tengo", "tiene", "puedo", "os", "nos", "son", "ser", "ni", "q", "xq", "mis", "tu", "le", "cómo", "dónde",
            "donde", "cuándo", "cuánto", "quién", "quiero", "puede", "soy", "hola", "he", "habéis",
        ],
    ),
    (
        "en",
        &[
            "the", "an", "of", "to", "in", "and", "or", "is", "are", "was", "been", "it", "its", "my", "you", "your",
            "we", "they", "this", "that", "these", "with", "for", "on", "at", "from", "not", "does", "have", "had",
            "can", "how", "what", "when", "why", "but", "if", "so", "as", "by", "will", "would", "there", "any",
            "just", "get", "about", "after", "i", "am", "be", "do", "did", "where", "who", "which", "out", "off",
            "our", "us", "need", "want", "hi", "hello", "isn", "doesn", "didn",
        ],
    ),
];

/// The language with the most function words in `text`; none where there is no such word, or a tie.
fn by_function_words(text: &str) -> Option<&'static str> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let count = |known: &[&str]| words.iter().filter(|word| known.contains(&word.as_str())).count();
    let mut counts: Vec<_> = FUNCTION_WORDS
        .iter()
        .map(|(language, known)| (count(known), *language))
        .collect();
    counts.sort_unstable_by(|left, right| right.cmp(left));
    match counts.as_slice() {
        [(most, language), (second, _), ..] if most > second => Some(language),
        _ => None,
    }
}

/// The language of `text` among all that can be detected, or none where the text is too short to say.
pub fn detect_any(text: &str) -> Option<Locale> {
    let info = whatlang::detect(text)?;
    (info.is_reliable() && text.len() >= LETTERS_ENOUGH).then(|| Locale(two_letters(info.lang()).to_owned()))
}

/// The best of `offered` for a reader who asks with an `Accept-Language` header: exact tag before same language, by the
/// reader's weights (RFC 9110 section 12.5.4); none where nothing fits.
pub fn negotiate<'a>(accept_language: &str, offered: &'a [Locale]) -> Option<&'a Locale> {
    let mut wishes: Vec<(f32, &str)> = accept_language
        .split(',')
        .filter_map(|wish| {
            let mut parts = wish.split(';');
            let tag = parts.next()?.trim();
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q=")?.parse().ok())
                .unwrap_or(1.0);
            (!tag.is_empty() && weight > 0.0).then_some((weight, tag))
        })
        .collect();
    wishes.sort_by(|left, right| right.0.total_cmp(&left.0));
    wishes.iter().find_map(|(_, tag)| {
        let language = tag.split('-').next().unwrap_or(tag);
        offered
            .iter()
            .find(|locale| locale.as_str().eq_ignore_ascii_case(tag))
            .or_else(|| {
                offered
                    .iter()
                    .find(|locale| locale.language().eq_ignore_ascii_case(language))
            })
            .or_else(|| offered.first().filter(|_| *tag == "*"))
    })
}

/// whatlang's languages by their two-letter code (ISO 639-1); its own codes are ISO 639-3.
const CODES: &[(Lang, &str)] = &[
    (Lang::Spa, "es"),
    (Lang::Eng, "en"),
    (Lang::Por, "pt"),
    (Lang::Fra, "fr"),
    (Lang::Ita, "it"),
    (Lang::Deu, "de"),
    (Lang::Cat, "ca"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Ron, "ro"),
    (Lang::Hun, "hu"),
    (Lang::Dan, "da"),
    (Lang::Swe, "sv"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Tur, "tr"),
    (Lang::Ell, "el"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Bul, "bg"),
    (Lang::Srp, "sr"),
    (Lang::Hrv, "hr"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Lit, "lt"),
    (Lang::Lav, "lv"),
    (Lang::Est, "et"),
    (Lang::Ara, "ar"),
    (Lang::Heb, "he"),
    (Lang::Pes, "fa"),
    (Lang::Urd, "ur"),
    (Lang::Hin, "hi"),
    (Lang::Ben, "bn"),
    (Lang::Tam, "ta"),
    (Lang::Tel, "te"),
    (Lang::Tha, "th"),
    (Lang::Vie, "vi"),
    (Lang::Ind, "id"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
];

fn whatlang_of(language: &str) -> Option<Lang> {
    CODES.iter().find(|(_, code)| *code == language).map(|(lang, _)| *lang)
}

fn two_letters(lang: Lang) -> &'static str {
    CODES
        .iter()
        .find(|(known, _)| *known == lang)
        .map_or_else(|| lang.code(), |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brand() -> Vec<Locale> {
        vec![Locale::spanish(), Locale::english()]
    }

    #[test]
    fn tags_are_normalised_and_rubbish_is_refused() {
        assert_eq!(
            "PT_br".parse::<Locale>().map(|locale| locale.to_string()),
            Ok("pt-BR".into())
        );
        assert_eq!(
            "zh-hant-tw".parse::<Locale>().map(|locale| locale.to_string()),
            Ok("zh-Hant-TW".into())
        );
        for text in ["", "e", "español", "en--GB", "../es", "es'"] {
            assert!(text.parse::<Locale>().is_err(), "{text}");
        }
    }

    #[test]
    fn long_enough_text_is_told_apart() {
        assert_eq!(
            detect("Hola, desde ayer no me funciona el wifi en casa", &brand()).as_str(),
            "es"
        );
        assert_eq!(
            detect("@brizna Hi, my broadband has been down since yesterday", &brand()).as_str(),
            "en"
        );
    }

    #[test]
    fn a_list_of_nouns_gets_the_brands_own_language() {
        let english = vec![Locale::english(), Locale::spanish()];
        assert_eq!(detect("creative cloud libraries panel", &english).as_str(), "en");
        assert_eq!(detect("account payment close account", &english).as_str(), "en");
        assert_eq!(detect("factura duplicada en la tarjeta", &english).as_str(), "es");
    }

    #[test]
    fn short_text_is_told_by_the_words_that_hold_it_together() {
        let english = vec![Locale::english(), Locale::spanish()];
        for (text, language) in [
            ("my wifi is down", "en"),
            ("where is my order", "en"),
            ("how to cancel?", "en"),
            ("se lo has cobrado", "es"),
            ("se ha ido", "es"),
            ("¿y mi pedido?", "es"),
        ] {
            assert_eq!(detect(text, &brand()).as_str(), language, "{text}");
            assert_eq!(detect(text, &english).as_str(), language, "{text}");
        }
    }

    #[test]
    fn short_text_without_such_words_gets_the_brands_own_language() {
        assert_eq!(detect("ok thanks", &brand()).as_str(), "es");
        assert_eq!(detect("PUK", &brand()).as_str(), "es");
        assert_eq!(
            detect("@brizna https://example.com/english/words/in/the/link", &brand()).as_str(),
            "es"
        );
    }

    #[test]
    fn another_language_than_the_own_is_told_of_long_texts_alone() {
        let english = "Open the app, tap Bills and choose the payment that is repeated. We refund it within five days.";
        let spanish =
            "Abre la app, toca Facturas y elige el cobro que está repetido. Lo devolvemos en cinco días hábiles.";
        let other = |text, own: &Locale| detect_other(text, own, &brand()).map(|found| found.to_string());
        assert_eq!(other(english, &Locale::spanish()).as_deref(), Some("en"));
        assert_eq!(other(spanish, &Locale::english()).as_deref(), Some("es"));
        assert_eq!(other(spanish, &Locale::spanish()), None);
        assert_eq!(other(english, &Locale::english()), None);
        assert_eq!(other("Open the app and tap Bills", &Locale::spanish()), None);
        assert_eq!(other(spanish, &"es-MX".parse().unwrap()), None);
    }

    #[test]
    fn the_reader_gets_the_best_offer() {
        let offered = brand();
        let pick = |header| negotiate(header, &offered).map(Locale::as_str);
        assert_eq!(pick("en-GB,en;q=0.9,es;q=0.1"), Some("en"));
        assert_eq!(pick("fr, es-MX;q=0.5"), Some("es"));
        assert_eq!(pick("fr, *;q=0.1"), Some("es"));
        assert_eq!(pick("fr"), None);
        assert_eq!(pick("es;q=0, en"), Some("en"));
    }
}
