use std::path::PathBuf;

use serde_json::Value;

use super::*;
use crate::domain::channel::{ChannelKind, natural};

fn rules(kind: &str) -> &'static ChannelRules {
    natural(&kind.parse::<ChannelKind>().unwrap())
}

/// A file of the shared vectors; without them the test says that it did not run.
fn shared(path: &str) -> Option<Value> {
    let folder = std::env::var_os("PRECEDENT_SHARED").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let file = folder.join("channels").join(path);
    if !file.exists() {
        eprintln!(
            "SKIPPED: {} is missing; set PRECEDENT_SHARED to the folder that has channels/",
            file.display()
        );
        return None;
    }
    Some(serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap())
}

fn text_of(vector: &Value) -> &str {
    vector["text"].as_str().unwrap()
}

fn weighted_vectors(group: &str, weights: weighted::Weights) {
    let Some(file) = shared("fixtures/twitter_text/validate.json") else {
        return;
    };
    let vectors = file["tests"][group].as_array().unwrap();
    assert!(!vectors.is_empty());
    for vector in vectors {
        let (text, expected) = (text_of(vector), &vector["expected"]);
        let counted = weighted::length(text, &weights);
        assert_eq!(
            counted as u64,
            expected["weightedLength"].as_u64().unwrap(),
            "{}",
            vector["description"]
        );
        let valid = counted <= 280 && weighted::acceptable(text);
        assert_eq!(valid, expected["valid"].as_bool().unwrap(), "{}", vector["description"]);
    }
}

#[test]
fn x_counts_as_the_vectors_of_its_library() {
    weighted_vectors("WeightedTweetsWithDiscountedEmojiCounterTest", weighted::X);
    weighted_vectors("UnicodeDirectionalMarkerCounterTest", weighted::X);
}

#[test]
fn x_counted_an_emoji_by_its_parts_before() {
    weighted_vectors(
        "WeightedTweetsCounterTest",
        weighted::Weights {
            whole_emoji: false,
            ..weighted::X
        },
    );
}

#[test]
fn the_first_vectors_knew_one_weight_and_140() {
    let Some(file) = shared("fixtures/twitter_text/validate.json") else {
        return;
    };
    let even = weighted::Weights {
        default: 100,
        url: 23,
        whole_emoji: false,
    };
    for vector in file["tests"]["tweets"].as_array().unwrap() {
        let valid = weighted::length(text_of(vector), &even) <= 140;
        assert_eq!(
            valid,
            vector["expected"].as_bool().unwrap(),
            "{}",
            vector["description"]
        );
    }
}

#[test]
fn links_are_found_as_in_the_vectors_of_x() {
    let Some(file) = shared("fixtures/twitter_text/extract.json") else {
        return;
    };
    for group in [
        "urls",
        "urls_with_indices",
        "urls_with_directional_markers",
        "tco_urls_with_params",
    ] {
        for vector in file["tests"][group].as_array().unwrap() {
            let text = text_of(vector);
            let position = |byte: usize| text[..byte].chars().count();
            let found: Vec<(&str, [usize; 2])> = find_urls(text)
                .into_iter()
                .map(|url| {
                    (
                        &text[url.range.clone()],
                        [position(url.range.start), position(url.range.end)],
                    )
                })
                .collect();
            let expected = vector["expected"].as_array().unwrap();
            assert_eq!(found.len(), expected.len(), "{}: {found:?}", vector["description"]);
            for ((url, indices), wanted) in found.iter().zip(expected) {
                assert_eq!(
                    *url,
                    wanted["url"].as_str().or(wanted.as_str()).unwrap(),
                    "{}",
                    vector["description"]
                );
                if let Some(wanted) = wanted.get("indices") {
                    assert_eq!(serde_json::json!(indices), *wanted, "{}", vector["description"]);
                }
            }
        }
    }
}

#[test]
fn each_top_level_domain_of_the_vectors_makes_a_link() {
    let Some(file) = shared("fixtures/twitter_text/tlds.json") else {
        return;
    };
    for group in ["country", "generic"] {
        for vector in file["tests"][group].as_array().unwrap() {
            let text = text_of(vector);
            let found: Vec<&str> = find_urls(text).into_iter().map(|url| &text[url.range]).collect();
            assert_eq!(
                serde_json::json!(found),
                vector["expected"],
                "{}",
                vector["description"]
            );
        }
    }
}

#[test]
fn the_other_units_count_as_the_shared_vectors() {
    let Some(file) = shared("length_vectors.json") else {
        return;
    };
    let segments = rules("sms").segments.unwrap();
    for vector in file["vectors"].as_array().unwrap() {
        let text = text_of(vector);
        let same =
            |name: &str, counted: usize| assert_eq!(Some(counted as u64), vector[name].as_u64(), "{name}: {text}");
        same("graphemes", count(text, Unit::Graphemes));
        same("utf16", count(text, Unit::Utf16));
        same("codepoints", count(text, Unit::Codepoints));
        same("bytes_utf8", count(text, Unit::BytesUtf8));
        same("mastodon", length(text, rules("mastodon")));
        same("threads", length(text, rules("threads")));
        let found = serde_json::to_value(sms(text, segments)).unwrap();
        for name in ["encoding", "units", "segments"] {
            assert_eq!(found[name], vector["sms"][name], "{name}: {text}");
        }
    }
}

#[test]
fn a_link_costs_23_on_x_with_or_without_its_scheme() {
    let x = rules("x");
    for (text, expected) in [
        ("Hola https://ayuda.brizna.example/a/4f7k", 5 + 35),
        ("Hola https://ayuda.brizna.es/a/4f7k?utm=x#y", 28),
        ("mira brizna.es/4f7k.", 5 + 23 + 1),
        ("(brizna.es)", 25),
        ("correo@brizna.es", 16),
        ("@brizna.es", 10),
        ("fin.Ahora", 9),
        ("Vale.Me lo miro", 23 + 8),
        ("España.es mola", 23 + 5),
    ] {
        assert_eq!(length(text, x), expected, "{text}");
    }
}

#[test]
fn wide_characters_and_emoji_weigh_two_on_x() {
    let x = rules("x");
    let table = [
        ("añoñoá", 6),
        ("日本", 4),
        ("👩‍👩‍👧‍👦", 2),
        ("👍🏽", 2),
        ("🇪🇸", 2),
        ("🇪🇪🇪", 4),
        ("1️⃣", 2),
        ("©", 1),
        ("©️", 2),
        ("…", 2),
    ];
    for (text, expected) in table
        .into_iter()
        .chain([("e\u{301}", 1), ("🏳️‍🌈", 2), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2), ("❤️", 2), ("", 0)])
    {
        assert_eq!(length(text, x), expected, "{text}");
    }
}

#[test]
fn mastodon_charges_links_a_flat_price_and_mentions_without_their_server() {
    let mastodon = rules("mastodon");
    assert_eq!(
        length("@ana@social.example mira https://brizna.es/4f7k", mastodon),
        4 + 1 + 4 + 1 + 23
    );
    assert_eq!(
        length("brizna.es/4f7k", mastodon),
        14,
        "without a scheme it is no link there"
    );
}

#[test]
fn one_letter_outside_of_its_alphabet_halves_an_sms() {
    let sms_rules = rules("sms");
    let (plain, accented) = ("a".repeat(100), "á".repeat(100));
    assert!(carries(&plain, sms_rules));
    assert!(!carries(&accented, sms_rules));
    assert_eq!(
        (limit(&plain, sms_rules), limit(&accented, sms_rules)),
        (Some(160), Some(70))
    );
    let found = sms(&accented, sms_rules.segments.unwrap());
    assert_eq!((found.encoding, found.segments), (SmsEncoding::Ucs2, 2));
}

#[test]
fn a_channel_may_also_limit_bytes_and_links() {
    let family = "👨‍👩‍👧‍👦".repeat(121);
    assert!(length(&family, rules("bluesky")) < 300);
    assert!(!carries(&family, rules("bluesky")), "121 families are 3025 bytes");
    let links: Vec<String> = (0..6).map(|number| format!("https://brizna.es/{number}")).collect();
    assert!(carries(&links[..5].join(" "), rules("threads")));
    assert!(!carries(&links.join(" "), rules("threads")));
    assert!(
        carries(&[links[0].as_str(); 7].join(" "), rules("threads")),
        "the same link counts once"
    );
}

#[test]
fn x_refuses_nothing_and_code_points_that_are_no_characters() {
    for (text, taken) in [("", false), ("a\u{feff}b", false), ("ab", true)] {
        assert_eq!(carries(text, rules("x")), taken, "{text:?}");
    }
}

#[test]
fn long_texts_without_spaces_are_scanned_in_one_go() {
    let dots = "a.".repeat(50_000);
    let wide = format!("{}.es", "字".repeat(50_000));
    assert!(find_urls(&dots).is_empty());
    assert!(find_urls(&wide).is_empty());
}
