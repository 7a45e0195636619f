use super::super::tests::{articles, folder, read_path, read_text, rejections};
use super::*;
use crate::domain::{
    article::{Audience, Governance},
    id::ArticleId,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::fs;

#[test]
fn every_key_has_its_place() {
    let text = "\u{feff}---\r\nid: wifi-es\r\npublic_id: 4f7k\r\ngroup: wifi\r\nlang: es\r\ntitle: \"Clave: guía\"\r\n\
        issue:\r\n  - no entro\r\n  - olvidé la clave\r\nenvironment: {product: hub 5, country: ES}\r\nreply: Pulsa WPS.\r\n\
        replies: {email: Hola.}\r\ntopics: [red]\r\ntags: clave\r\nconfidence: validated\r\naudience: public\r\n\
        governance: owner\r\ncause: Firmware\r\nrelated: [router]\r\nbrand: brizna\r\nslug: clave\r\naliases: [/vieja]\r\n\
        date: 2026-01-02\r\nupdated: 2026-01-03T10:00:00+01:00\r\n---\r\n\r\n# Pasos\r\n\r\n1. Uno\r\n";
    let read = parse(text, "x.md").unwrap();
    assert_eq!(read.parts.title, "Clave: guía");
    assert_eq!(read.parts.issue, "no entro\nolvidé la clave");
    assert_eq!(read.parts.environment, "country: ES · product: hub 5");
    assert_eq!(
        read.parts.resolution, "# Pasos\n\n1. Uno",
        "a heading stays where the title is known"
    );
    assert_eq!(read.parts.channel_replies["email"], "Hola.");
    assert_eq!(
        (read.confidence, read.audience),
        (Confidence::Validated, Audience::Public)
    );
    assert_eq!(
        (read.governance, read.parts.cause.as_str()),
        (Governance::Owner, "Firmware")
    );
    assert_eq!(
        (read.id, read.external_id.as_deref()),
        ("4f7k".parse().ok(), Some("wifi-es"))
    );
    assert_eq!(
        (read.group.as_deref(), read.locale.clone()),
        (Some("wifi"), Some(Locale::spanish()))
    );
    assert_eq!(
        (read.topics, read.tags),
        (vec!["red".to_owned()], vec!["clave".to_owned()])
    );
    assert_eq!(
        (read.related, read.aliases),
        (vec!["router".to_owned()], vec!["/vieja".to_owned()])
    );
    assert_eq!(
        (read.brands, read.slug.as_deref()),
        (vec!["brizna".to_owned()], Some("clave"))
    );
    assert_eq!(read.created_at, time::parse("2026-01-02"));
    assert_eq!(read.updated_at, time::parse("2026-01-03T09:00:00Z"));
}

#[test]
fn foreign_folders_do_not_become_public() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("es/guides")).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    let files = [
        (
            "a.en.md",
            "+++\ntitle = \"T\"\ndraft = true\n[taxonomies]\ntags = [\"router\"]\n+++\nBody",
        ),
        ("es/guides/reset-the_hub.markdown", "just text"),
        ("es/intro.md", "# Hola #\n\ntexto"),
        ("zz-broken.md", "---\ntitle: \"open\ntags: [a\n---\nbody"),
        ("zz-latin.md", "a\nb\u{0}"),
        (".git/x.md", "hidden"),
        ("style.css", "h1"),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::write(folder.path().join("zz-latin.md"), b"a\n\xe1").unwrap();
    let records = read_path("markdown", folder.path());
    let read = articles(&records);
    let seen: Vec<_> = read
        .iter()
        .map(|article| {
            let locale = article.locale.as_ref().map_or("-", |locale| locale.as_str());
            let id = article.external_id.as_deref().unwrap_or("-");
            let group = article.group.as_deref().unwrap_or("-");
            format!("{id} {group} {locale} {} {}", article.parts.title, article.confidence)
        })
        .collect();
    assert_eq!(
        seen,
        [
            "a.en.md a en T work_in_progress",
            "es/guides/reset-the_hub.markdown guides/reset-the_hub es reset the hub not_validated",
            "es/intro.md intro es Hola not_validated",
        ]
    );
    assert!(read.iter().all(|article| article.audience == Audience::Internal));
    assert_eq!(read[0].tags, ["router"]);
    assert_eq!(read[2].parts.resolution, "texto");
    let broken = rejections(&records);
    assert!(
        broken[0].contains("not YAML") && broken[1] == "2: not UTF-8",
        "{broken:?}"
    );
}

#[test]
fn a_wrong_value_says_its_line() {
    let cases = [
        (
            "---\ntitle: t\naudience: everyone\n---\n",
            "3: audience: Audience has no \"everyone\"",
        ),
        ("---\ntitle: [t]\n---\n", "2: title: it has to be a text"),
        (
            "---\ntitle: t\nlang: español\n---\n",
            "3: lang: \"español\" is not a language tag",
        ),
        (
            "+++\ntitle = \"t\"\ndate = \"soon\"\n+++\n",
            "3: date: \"soon\" is not a time",
        ),
        ("---\ntitle: t\npublic_id: ñ\n---\n", "3: public_id: \"ñ\" is not an id"),
    ];
    for (text, expected) in cases {
        let (line, reason) = parse(text, "x.md").unwrap_err();
        let problem = format!("{line}: {reason}");
        assert!(problem.starts_with(expected), "{problem}");
    }
    let long = format!("---\ntitle: {}\n---\n", "t".repeat(201));
    assert_eq!(rejections(&read_text("markdown", long)), ["1: title: too long"]);
}

/// Letters that have a meaning in YAML, Markdown or the file's own structure.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "a", "ñ", " ", "\n", "\t", "\r", "\"", "'", "\\", ":", "#", "- ", "---", "...", "{", "[", "&a", "*a", "%", "|",
        "> ", "!", "true", "null", "1e3", "😀", "\u{85}", "\u{2028}", "\u{feff}", "\u{fffe}", "\u{7f}", "\u{1}",
        "\u{a0}",
    ]);
    vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

fn some_text() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| format!("x{text}x"))
}

/// An id or name: never blank, no space around it.
fn names() -> impl Strategy<Value = Vec<String>> {
    vec(some_text(), 0..3)
}

prop_compose! {
    fn any_parts()(
        title in some_text(), issue in any_text(), environment in any_text(), resolution in any_text(),
        cause in any_text(), reply in any_text(), other in option::of(some_text()),
    ) -> Parts {
        let kept = |text: String| if text.trim().is_empty() { String::new() } else { text };
        Parts {
            title, issue: kept(issue), environment: kept(environment), resolution: kept(resolution),
            cause: kept(cause), reply: kept(reply),
            channel_replies: other.into_iter().map(|reply| ("email".to_owned(), reply)).collect(),
        }
    }
}

prop_compose! {
    fn any_article()(
        parts in any_parts(), external_id in option::of(some_text()), group in option::of(some_text()),
        brands in names(), topics in names(), related in names(), aliases in names(), slug in option::of(some_text()),
        confidence in select(Confidence::ALL), audience in select(Audience::ALL), governance in select(Governance::ALL),
        micros in option::of(0_i64..4_000_000_000_000_000), locale in option::of(select(vec!["es", "pt-BR"])),
        published in option::of(any::<bool>()), past in any_parts(), note in any_text(),
    ) -> IncomingArticle {
        let at = micros.and_then(chrono::DateTime::from_timestamp_micros).map(|at| at.naive_utc());
        let stamp = |number| Stamp {
            number, at: at.unwrap_or_default(), was_public: number == 1, note: if note.trim().is_empty() { String::new() } else { note.clone() },
        };
        IncomingArticle {
            published, published_at: at, replaced_by: at.map(|_| ArticleId(9)), revision: Some(stamp(2)),
            history: vec![(stamp(1), past.clone()), (stamp(3), past)],
            id: Some(ArticleId(7)), external_id, group, brands, topics: topics.clone(), tags: topics, related, aliases,
            slug, confidence, audience, governance, created_at: at, updated_at: at,
            locale: locale.map(|tag| tag.parse().unwrap()),
            ..IncomingArticle::unvouched(parts)
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(article in any_article()) {
        let file = to_markdown(&article);
        prop_assert_eq!(parse(&file, "x.md"), Ok(article), "{}", file);
    }
}
