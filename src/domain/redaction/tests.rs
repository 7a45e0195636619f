//! Stories of whole messages: `stories/` holds messages of customers and agents with their personal data marked, and
//! messages that have none although they look like it.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

const STORIES: [(&str, &str); 2] = [
    ("es", include_str!("stories/es.txt")),
    ("en", include_str!("stories/en.txt")),
];

/// A marked message: its plain text and the marked parts.
fn read_story(line: &str) -> (String, Vec<(usize, usize, Kind)>) {
    let mut text = String::new();
    let mut marked = Vec::new();
    for part in line.replace("\\n", "\n").split('{') {
        match part.split_once('}') {
            Some((mark, rest)) => {
                let (kind, value) = mark.split_once(' ').unwrap();
                marked.push((text.len(), text.len() + value.len(), kind.parse().unwrap()));
                text.push_str(value);
                text.push_str(rest);
            }
            None => text.push_str(part),
        }
    }
    (text, marked)
}

/// What is wrong with the spans found in a story: a letter or digit left readable, a wrong kind, or something else hidden.
fn complaints(text: &str, marked: &[(usize, usize, Kind)], spans: &[Span]) -> String {
    let mut complaints = String::new();
    let hidden = |offset: usize| spans.iter().any(|span| (span.start..span.end).contains(&offset));
    for (start, end, kind) in marked {
        let leaks = text[*start..*end]
            .char_indices()
            .any(|(at, character)| character.is_alphanumeric() && !hidden(start + at));
        let named = spans
            .iter()
            .any(|span| span.kind == *kind && span.start < *end && *start < span.end);
        if leaks || !named {
            let _ = write!(complaints, " missed {kind} {:?}", &text[*start..*end]);
        }
    }
    for span in spans.iter().filter(|span| {
        !marked
            .iter()
            .any(|(start, end, _)| span.start < *end && *start < span.end)
    }) {
        let _ = write!(complaints, " wrongly {} {:?}", span.kind, &text[span.start..span.end]);
    }
    complaints
}

#[test]
fn each_story_hides_what_is_marked_and_nothing_else() {
    let mut failures = String::new();
    for (language, stories) in STORIES {
        for line in stories.lines().filter(|line| !line.starts_with('#')) {
            let (text, marked) = read_story(line);
            let spans = find(&text, language, &AllowList::default());
            let complaints = complaints(&text, &marked, &spans);
            if !complaints.is_empty() {
                let _ = writeln!(failures, "{text:?}:{complaints}");
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn brand() -> AllowList {
    let list = r#"{"handles":["@FibraSur"],"emails":["ayuda@fibrasur.example"],"phones":["900 300 400","1717"],
        "domains":["fibrasur.example"],"brands":["Fibra Sur","Clara"],"ips":["81.9.9.0/24"],"addresses":["Calle Mayor 3, Soria"]}"#;
    AllowList::from_json(list).unwrap()
}

#[test]
fn an_editor_reads_placeholders_in_the_language_of_the_text() {
    let redacted = redact(
        "Soy Nuria Gil, llamadme al 600 12 34 56",
        "es-ES",
        &AllowList::default(),
    );
    assert_eq!(redacted.text, "Soy [nombre], llamadme al [teléfono]");
    let redacted = redact("I'm Clive Marsh, mail clive@post.example", "en", &AllowList::default());
    assert_eq!(redacted.text, "I'm [name], mail [email]");
}

#[test]
fn what_the_brand_declared_public_stays() {
    let text =
        "@FibraSur: ayuda@fibrasur.example o el +34 900 300 400 (1717), Calle Mayor 3, Soria. Gracias, Clara. 81.9.9.7";
    assert_eq!(redact(text, "es", &brand()).text, text);
}

#[test]
fn the_last_guard_stops_contact_data_and_nothing_else() {
    let found = has_contact("Llama al 900 300 400 o escribe a marta@post.example", &brand()).unwrap();
    assert_eq!(found.kind, Kind::Email);
    assert_eq!(has_contact("Llama al 900 300 400, pedido 45001239", &brand()), None);
    assert_eq!(
        has_contact("<a href=\"tel:+34600123456\">Llama</a>", &brand())
            .unwrap()
            .kind,
        Kind::Phone
    );
}

#[test]
fn the_command_line_counts_code_points() {
    let text = "¡Íñigo! 🙂 ana@post.example";
    let spans = find(text, "es", &AllowList::default());
    assert_eq!(
        in_code_points(text, &spans),
        [(1, 6, Kind::Person), (10, 26, Kind::Email)]
    );
}

#[test]
fn only_spans_below_the_mark_need_a_look() {
    let spans = find(
        "Mi IBAN es ES91 2100 0418 4502 0005 1332. Lo dijo Eulalia ayer.",
        "es",
        &AllowList::default(),
    );
    let doubts: Vec<(Kind, bool)> = spans.iter().map(|span| (span.kind, span.is_doubtful())).collect();
    assert_eq!(doubts, [(Kind::Iban, false), (Kind::Person, true)]);
}

#[test]
fn disguises_hide_nothing() {
    for text in [
        "６００１２３４５６ es mi móvil",
        "móvil 6\u{200B}00 123 456",
        "móvil ٦٠٠١٢٣٤٥٦",
        "ana＠post.example",
    ] {
        let masked = redact(text, "es", &AllowList::default());
        assert_eq!(masked.spans.len(), 1, "{text:?} -> {:?}", masked.text);
    }
}

/// Text made of what the finders look for, in any order and with anything between.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "@",
        ".",
        "-",
        " ",
        "\n",
        "(",
        ")",
        "+",
        "/",
        ":",
        ",",
        "#",
        "'",
        "º",
        "ñ",
        "🙂",
        "\u{200B}",
        "＠",
        "1",
        "34",
        "600",
        "1234",
        "12345678",
        "Z",
        "ES91",
        "calle",
        "Calle",
        "Mayor",
        "apt",
        "piso",
        "Col.",
        "CP",
        "flat",
        "soy",
        "Ana",
        "García",
        "de la",
        "y",
        "J.",
        "password",
        "es",
        "código",
        "arroba",
        "punto",
        "at",
        "dot",
        "https://",
        "x",
        "box",
        "PO",
        "SW1A",
        "1AA",
        "IL",
        "::",
        "pedido",
        "pin",
        "Sr.",
        "Street",
        "Lane",
        "?",
        "Cliente:",
        "@ana",
        "€",
        "$",
        "%",
        "s/n",
        "AB12",
        "CDE",
        "1Z999AA10123456784",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_are_in_order_on_whole_characters(text in prop_oneof![hostile_text(), "\\PC{0,80}"]) {
        let spans = find(&text, "es", &AllowList::default());
        let mut from = 0;
        for span in &spans {
            prop_assert!(from <= span.start && span.start < span.end && span.end <= text.len());
            prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            prop_assert!((0.0..=1.0).contains(&span.confidence));
            from = span.end;
        }
        let kept: usize = text.chars().count() - in_code_points(&text, &spans).iter().map(|(start, end, _)| end - start).sum::<usize>();
        let placed: usize = spans.iter().map(|span| span.kind.placeholder("es").chars().count()).sum();
        prop_assert_eq!(mask(&text, &spans, "es").chars().count(), kept + placed);
    }
}

/// A labelled set of the shared material, or nothing where that is missing.
fn shared(path: &str) -> Option<String> {
    let root = std::env::var_os("PRECEDENT_SHARED").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        std::path::PathBuf::from,
    );
    let read = std::fs::read_to_string(root.join(path)).ok();
    if read.is_none() {
        println!(
            "SKIPPED: {} is not here; set PRECEDENT_SHARED",
            root.join(path).display()
        );
    }
    read
}

#[derive(Deserialize)]
struct Labelled {
    text: String,
    lang: String,
    spans: Vec<(usize, usize, String)>,
}

#[test]
fn labelled_messages_leak_nearly_nothing_and_keep_the_rest() {
    let (Some(messages), Some(list)) = (
        shared("security/pii/messages.dev.jsonl"),
        shared("security/pii/allowlist.dev.json"),
    ) else {
        return;
    };
    let allow = AllowList::from_json(&list).unwrap();
    let (mut labelled, mut leaked, mut wrong) = (0, Vec::new(), Vec::new());
    for line in messages.lines() {
        let message: Labelled = serde_json::from_str(line).unwrap();
        let characters: Vec<char> = message.text.chars().collect();
        let spans = in_code_points(&message.text, &find(&message.text, &message.lang, &allow));
        let hidden = |at: usize| spans.iter().any(|(start, end, _)| (*start..*end).contains(&at));
        for (start, end, kind) in &message.spans {
            labelled += 1;
            if (*start..*end).any(|at| characters[at].is_alphanumeric() && !hidden(at)) {
                leaked.push(format!("{kind} in {:?}", message.text));
            }
        }
        let touches = |start: usize, end: usize| message.spans.iter().any(|(from, to, _)| start < *to && *from < end);
        wrong.extend(
            spans
                .iter()
                .filter(|(start, end, _)| !touches(*start, *end))
                .map(|span| format!("{span:?} in {:?}", message.text)),
        );
    }
    assert!(leaked.len() * 100 <= labelled, "of {labelled} leaked: {leaked:#?}");
    assert!(wrong.len() * 200 <= labelled, "wrongly hidden: {wrong:#?}");
}

#[test]
fn placeholders_are_told_from_the_words_around_them() {
    let pieces = pieces("Soy [nombre], [sic] y mi correo es [correo]", "es");
    let told: Vec<_> = pieces.iter().map(|piece| (piece.text.as_str(), piece.hidden)).collect();
    assert_eq!(
        told,
        [
            ("Soy ", false),
            ("[nombre]", true),
            (", [sic] y mi correo es ", false),
            ("[correo]", true)
        ]
    );
}
