use std::collections::HashSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use regex::Regex;

use super::*;
use crate::domain::channel::{ChannelKind, LimitKind, all, natural};

const LINK: &str = "https://ayuda.brizna.es/a/4f7k";
const SENTENCE: &str = "Apaga el router, espera diez segundos y vuelve a encenderlo con el botón de atrás. ";

fn rules(kind: &str) -> &'static ChannelRules {
    natural(&kind.parse::<ChannelKind>().unwrap())
}

fn reply(short: &str) -> Reply<'_> {
    Reply {
        short,
        link: Some(LINK),
        ..Reply::default()
    }
}

#[test]
fn a_short_reply_goes_out_whole_with_its_opening_link_and_signature() {
    let values = BTreeMap::from([("customer_name".to_owned(), "Ana".to_owned())]);
    let opening = Some("Gracias por la foto, {{customer_name|}}.");
    let made = Reply {
        opening,
        signature: Some("^LR"),
        values,
        ..reply("Apaga y enciende el router.")
    };
    let fitted = fit(&made, rules("x"));
    assert_eq!(
        fitted.text,
        format!("Gracias por la foto, Ana. Apaga y enciende el router. {LINK} ^LR")
    );
    assert_eq!(fitted.parts, std::slice::from_ref(&fitted.text));
    assert_eq!(
        (fitted.length, fitted.limit, fitted.fits),
        (53 + 1 + 23 + 4, Some(280), true)
    );
    let json = serde_json::to_value(&fitted).unwrap();
    let names: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(names, ["fits", "length", "limit", "parts", "text", "unit"]);
    assert_eq!(json["unit"], "weighted");
}

#[test]
fn the_opening_goes_first_then_the_long_text_then_all_but_the_first_sentences() {
    let x = rules("x");
    let three = SENTENCE.repeat(3);
    let opening = Some("Sentimos los dos días sin datos.");
    let fitted = fit(
        &Reply {
            opening,
            ..reply(&three)
        },
        x,
    );
    assert_eq!(
        fitted.text,
        format!("{}{LINK}", three),
        "three sentences and the link are 272"
    );

    let long = SENTENCE.repeat(5);
    let fitted = fit(
        &Reply {
            for_channel: Some(&long),
            opening,
            ..reply("Apaga el router.")
        },
        x,
    );
    assert_eq!(
        fitted.text,
        format!("Sentimos los dos días sin datos. Apaga el router. {LINK}").split_off(34)
    );

    let fitted = fit(
        &Reply {
            opening,
            ..reply(&long)
        },
        x,
    );
    assert_eq!(fitted.text, format!("{}{LINK}", three));
    assert_eq!(fitted.parts.len(), 1);
}

#[test]
fn without_a_sentence_that_fits_the_reply_is_cut_at_a_word_and_offered_in_parts() {
    let endless = "palabra ".repeat(60);
    let fitted = fit(&reply(&endless), rules("x"));
    assert!(fitted.text.ends_with(&format!("palabra… {LINK}")), "{}", fitted.text);
    assert!(fitted.fits && fitted.length <= 280);
    assert_eq!(fitted.parts.len(), 2);
    assert!(fitted.parts[0].ends_with("palabra 1/2"));
    assert!(fitted.parts[1].ends_with(&format!("{LINK} 2/2")));

    let comment = fit(&reply(&endless), rules("tiktok_comment"));
    assert_eq!(comment.parts, [comment.text], "a comment is not split");
}

#[test]
fn more_than_ten_parts_are_cut_and_the_link_is_in_the_last() {
    let fitted = fit(&reply(&"palabra ".repeat(1000)), rules("x"));
    assert_eq!(fitted.parts.len(), 10);
    assert!(
        fitted.parts[9].ends_with(&format!("palabra… {LINK} 10/10")),
        "{}",
        fitted.parts[9]
    );
    assert_eq!(fitted.parts.iter().filter(|part| part.contains(LINK)).count(), 1);
}

#[test]
fn a_link_that_cannot_fit_makes_the_reply_unfit() {
    let link = format!("https://brizna.es/{}", "a".repeat(200));
    let fitted = fit(
        &Reply {
            link: Some(&link),
            ..reply("Mira.")
        },
        rules("tiktok_comment"),
    );
    assert_eq!((fitted.text.as_str(), fitted.fits), (link.as_str(), false));
    assert!(fitted.parts.is_empty());
}

#[test]
fn the_link_is_not_repeated_and_survives_the_cut_of_its_sentence() {
    let text = format!("{}Todo está en {LINK}.", SENTENCE.repeat(2));
    assert_eq!(fit(&reply(&text), rules("x")).text, text);
    let long = format!("{}Todo está en {LINK}.", SENTENCE.repeat(4));
    assert_eq!(
        fit(&reply(&long), rules("x")).text,
        format!("{}{LINK}", SENTENCE.repeat(3))
    );
}

#[test]
fn the_signature_goes_before_the_link_does() {
    let made = Reply {
        signature: Some("^Lucía Ramírez del equipo de fibra"),
        ..reply("Mira aquí.")
    };
    let fitted = fit(&made, &rules("tiktok_comment").with_limit(40));
    assert_eq!(fitted.text, format!("Mira… {LINK}"));
}

#[test]
fn what_must_be_filled_is_reported_once() {
    let made = Reply {
        opening: Some("Hola {{customer_name|}},"),
        ..reply("en {{zona}} y {zona}: {hora}")
    };
    let fitted = fit(&made, rules("x"));
    assert_eq!(fitted.missing, ["hora", "zona"]);
    assert!(fitted.text.starts_with("Hola, en {zona}"), "{}", fitted.text);
    assert_eq!(serde_json::to_value(&fitted).unwrap()["missing"][0], "hora");
}

#[test]
fn markup_is_only_kept_whole() {
    let bold = "**Apaga** el router. ".repeat(4);
    let telegram = rules("telegram");
    assert!(fit(&reply(&bold), telegram).text.starts_with("<b>Apaga</b> el router."));
    let short = fit(&reply(&bold), &telegram.with_limit(90));
    assert_eq!(
        short.text,
        format!("Apaga el router. Apaga el router. Apaga el router. {LINK}")
    );
}

#[test]
fn a_typed_text_is_counted_as_it_was_given() {
    let fits = fit_text("**Hola** {{customer_name|}}, mira", rules("x"));
    assert_eq!((fits.text.as_str(), fits.length, fits.fits), ("Hola, mira", 33, true));

    let long = format!("{}{LINK}", SENTENCE.repeat(5));
    let over = fit_text(&long, rules("x"));
    assert_eq!((over.length, over.limit, over.fits), (5 * 83 + 23, Some(280), false));
    assert_eq!(over.text, format!("{}{LINK}", SENTENCE.repeat(3)));
    assert_eq!(over.parts.len(), 2);
    assert!(over.parts[1].ends_with(&format!("{LINK} 2/2")));
    assert_eq!(fit_text("", rules("email")).parts, Vec::<String>::new());
}

#[test]
fn a_text_message_goes_out_in_segments_without_numbers() {
    let fitted = fit_text(&"Apaga el router y mira. ".repeat(12), rules("sms"));
    assert_eq!((fitted.length, fitted.limit, fitted.parts.len()), (288, Some(160), 2));
    assert!(
        fitted
            .parts
            .iter()
            .all(|part| part.ends_with("mira.") && part.len() <= 153)
    );
    let accents = fit_text(&"á ".repeat(50), rules("sms"));
    assert_eq!((accents.limit, accents.parts.len()), (Some(70), 2));
}

#[test]
fn a_text_without_blanks_is_cut_between_graphemes() {
    let families = fit_text(&"👩‍👩‍👧‍👦".repeat(200), rules("x"));
    assert_eq!(families.text, format!("{}…", "👩‍👩‍👧‍👦".repeat(139)));
    assert_eq!(families.parts.len(), 2);
    let marks = format!("ab{}", "\u{301}".repeat(400));
    assert_eq!(fit_text(&marks, &rules("x_dm").with_limit(100)).text, "a…");
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"https?://\S+").unwrap());

/// Words a reply is made of, with everything that is hard to cut.
const WORDS: &[&str] = &[
    "hola",
    "Reinicia",
    "el",
    "router.",
    "señor,",
    "¿seguro?",
    "¡Ya!",
    "Sr.",
    "1.",
    "a",
    "electroencefalografista",
    "—",
    "👩‍👩‍👧‍👦",
    "👍🏽👍🏽",
    "🇪🇸",
    "1️⃣",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "❤️",
    "©",
    "e\u{301}\u{323}",
    "n\u{303}o",
    "नमस्ते",
    "故人西辞黄鹤楼，烟花三月下扬州。",
    "ラーメン",
    "مرحبا",
    "شكرا.",
    "שלום",
    "\u{200f}",
    "\u{202b}",
    "ไทย",
    "<b>",
    "&amp;",
    "a&b",
    "{zona}",
    "{{customer_name|}}",
    "**fuerte**",
    "_suave_",
    "`x < 1`",
    "~~no~~",
    "# título",
    "[[",
    "@ana",
    "@ana@social.example",
    "ana@brizna.es",
    "#fibra",
    "\u{feff}",
    "\u{7}",
    "€[]",
    "https://brizna.es/a_(b)?c=d&e=f#g",
    "http://ejemplo.invalid/x/y-z",
    "https://brizna.es/ñandú",
];
const BETWEEN: &[&str] = &[" ", " ", " ", " ", "  ", "\n", "\n\n", "\r\n", ", ", ". "];
const UNBROKEN: &[&str] = &["x", "ñ", "字", "😀", "👩‍👩‍👧‍👦", "e\u{301}"];

fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        9 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => (prop::sample::select(UNBROKEN), 1..60_usize).prop_map(|(letter, times)| letter.repeat(times)),
        1 => "[\\p{L}\\p{N}\\p{Sm}\\p{P}]{1,12}".prop_filter("addresses come from the list", |word| !word.contains("http")),
    ];
    let pieces = prop::collection::vec((word, prop::sample::select(BETWEEN)), 0..24);
    pieces.prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(word, between)| [word, between.to_owned()])
            .collect()
    })
}

/// Any line of the table, half of the time with a limit that makes it hurt.
fn any_channel() -> impl Strategy<Value = ChannelRules> {
    (prop::sample::select(all()), prop::option::of(50..200_usize)).prop_map(|(rules, limit)| match limit {
        Some(limit) if rules.limit_kind != LimitKind::Segments => rules.with_limit(limit),
        _ => rules,
    })
}

fn addresses(text: &str) -> HashSet<&str> {
    ADDRESS
        .find_iter(text)
        .map(|found| found.as_str().trim_end_matches(['.', ',', ')', ']', '!', '?', '…']))
        .collect()
}

/// Characters of several code points, and the code points that stand in a text only as a part of one.
const COMPOSED: &[&str] = &[
    "👩‍👩‍👧‍👦",
    "👍🏽",
    "🇪🇸",
    "1️⃣",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "❤️",
    "e\u{301}\u{323}",
    "E\u{301}\u{323}",
    "e\u{301}",
    "E\u{301}",
    "n\u{303}",
    "N\u{303}",
];
const FRAGMENTS: &[char] = &[
    '\u{200d}',
    '👩',
    '👧',
    '👦',
    '🏽',
    '🇪',
    '🇸',
    '\u{20e3}',
    '\u{e0067}',
    '\u{fe0f}',
    '\u{301}',
    '\u{323}',
    '\u{303}',
];

fn is_torn(post: &str) -> bool {
    let rest = COMPOSED
        .iter()
        .fold(post.to_owned(), |rest, whole| rest.replace(whole, ""));
    rest.contains(FRAGMENTS)
}

/// What holds of every fitted text: nothing over the limit, no address cut, no emoji and no letter torn.
fn check(given: &str, fitted: &Fitted, rules: &ChannelRules) -> Result<(), TestCaseError> {
    let known = addresses(given);
    prop_assert!(fitted.parts.len() <= 10);
    for post in &fitted.parts {
        prop_assert!(carries(post, rules), "over the limit: {post:?}");
        let cut: Vec<_> = addresses(post)
            .into_iter()
            .filter(|address| !known.contains(address))
            .collect();
        prop_assert!(cut.is_empty(), "{cut:?} in {post:?}");
        prop_assert!(!is_torn(post), "torn: {post:?}");
    }
    Ok(())
}

#[test]
fn no_text_on_any_channel_goes_over_its_limit_or_loses_its_link() {
    let config = Config {
        cases: 10_000,
        failure_persistence: None,
        ..Config::default()
    };
    // Always the same texts: a failure is found where it was made.
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let cases = (
        any_text(),
        any_channel(),
        prop::option::of(Just("Gracias, {{customer_name|}}.")),
    );
    let holds = |(text, rules, opening): (String, ChannelRules, Option<&str>)| {
        let typed = fit_text(&text, &rules);
        check(&text, &typed, &rules)?;
        prop_assert!(typed.fits || typed.parts.is_empty() || carries(&typed.text, &rules));

        let fitted = fit(
            &Reply {
                opening,
                signature: Some("^LR"),
                ..reply(&text)
            },
            &rules,
        );
        check(&format!("{text} {LINK}"), &fitted, &rules)?;
        prop_assert!(fitted.fits && carries(&fitted.text, &rules), "{:?}", fitted.text);
        prop_assert!(addresses(&fitted.text).contains(LINK), "{:?}", fitted.text);
        let with_link = fitted.parts.iter().filter(|part| part.contains(LINK)).count();
        prop_assert_eq!(with_link, 1, "{:?}", fitted.parts);
        Ok(())
    };
    runner.run(&cases, holds).unwrap();
}

#[test]
fn what_is_cut_is_told_word_for_word() {
    let x = rules("x");
    let long = SENTENCE.repeat(4);
    let long = long.trim();
    let made = reply(long);
    let fitted = fit(&made, x);
    let cut = cut(&made, &fitted, x).unwrap();
    let kept = fitted.text.strip_suffix(LINK).unwrap();
    assert_eq!([kept, &cut.missing].concat(), long);
    let all = long.chars().count() + " ".len() + 23;
    assert_eq!((cut.length, cut.over), (all, all - 280));
}

#[test]
fn nothing_is_cut_of_what_goes_out_whole_and_a_word_is_cut_as_a_whole() {
    let x = rules("x");
    for text in [
        "Apaga el router.",
        "Apaga **el** router:\n- ya",
        "Hola, {{customer_name|}}.",
    ] {
        let made = reply(text);
        assert_eq!(cut(&made, &fit(&made, x), x), None, "{text}");
    }
    let tiktok = rules("tiktok_comment");
    let endless = format!("Pulsa {}el final", "muy despacio ".repeat(20));
    let made = reply(&endless);
    let cut = cut(&made, &fit(&made, tiktok), tiktok).unwrap();
    assert!(
        cut.missing.ends_with("el final") && endless.contains(&format!(" {}", cut.missing)),
        "{cut:?}"
    );
}
