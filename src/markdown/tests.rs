#![allow(clippy::unwrap_used)]

use super::*;
use std::path::PathBuf;

fn site() -> Site {
    Site::of(["https://help.brizna.example/"])
}

fn html(markdown: &str) -> String {
    render(markdown, &site()).html.trim().to_owned()
}

/// The tags of an HTML text with their attributes. Stricter than a browser on purpose: a `<` that begins no tag of the
/// one form that is ever written here fails, and so does an attribute without double quotes.
fn tags(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "a loose > in {html}");
        let mut chars = after.char_indices().peekable();
        let mut name = String::new();
        while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_alphanumeric() || *c == '/') {
            name.push(c);
        }
        assert!(!name.is_empty(), "no tag at <{after:.40}");
        let mut attributes = Vec::new();
        let mut end = None;
        while let Some((place, c)) = chars.next() {
            if c == '>' {
                end = Some(place);
                break;
            }
            assert_eq!(c, ' ', "after {name} in {html}");
            let mut attribute = String::new();
            while let Some((_, c)) = chars.next_if(|(_, c)| c.is_ascii_lowercase() || *c == '-') {
                attribute.push(c);
            }
            assert_eq!(
                (chars.next().map(|x| x.1), chars.next().map(|x| x.1)),
                (Some('='), Some('"')),
                "{html}"
            );
            let value: String = chars.by_ref().map(|x| x.1).take_while(|c| *c != '"').collect();
            attributes.push((attribute, value));
        }
        found.push((name, attributes));
        rest = &after[end.expect("a tag that does not end") + 1..];
    }
    found
}

/// Fails where HTML holds anything that an article must never hold.
fn assert_harmless(markdown: &str, html: &str) {
    const ELEMENTS: &str =
        "a blockquote br code del div em h2 h3 h4 hr li ol p pre strong table tbody td th thead tr ul";
    for (name, attributes) in tags(html) {
        let element = name.trim_start_matches('/');
        assert!(
            ELEMENTS.split(' ').any(|known| known == element),
            "<{name}> from {markdown}"
        );
        for (attribute, value) in attributes {
            match (element, attribute.as_str()) {
                ("a", "href") => {
                    let scheme = value.split(['/', '?', '#']).next().unwrap_or_default();
                    let allowed = ["http:", "https:", "mailto:", "tel:"];
                    let is_relative = !scheme.contains(':');
                    assert!(
                        is_relative || allowed.iter().any(|known| scheme.starts_with(known)),
                        "{value} from {markdown}"
                    );
                    assert!(!value.contains(char::is_control), "{value:?} from {markdown}");
                }
                ("a", "rel") => assert_eq!(value, "nofollow ugc noopener"),
                ("div", "class") => assert_eq!(value, "tbl"),
                ("div", "role" | "tabindex" | "aria-label") | ("ol", "start") => {}
                ("h2" | "h3" | "h4", "id") => assert!(value.starts_with("s-"), "{value}"),
                _ => panic!("{element} {attribute} from {markdown}"),
            }
        }
    }
}

fn shared(path: &str) -> Option<Vec<serde_json::Value>> {
    let root = std::env::var_os("PRECEDENT_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let Ok(lines) = std::fs::read_to_string(root.join(path)) else {
        println!("SKIPPED: {path} is not here; set PRECEDENT_SHARED to the folder that holds it");
        return None;
    };
    Some(lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

#[test]
fn an_article_reads_as_it_was_meant() {
    let markdown =
        "# Plazos\n\nMira *bien* **esto**:\n\n1. Abre Brizna\n2. Toca ~~no~~ `Pagos`\n\n> Nota\n\n---\n- uno\n- dos";
    assert_eq!(
        html(markdown),
        "<h2 id=\"s-plazos\">Plazos</h2>\n<p>Mira <em>bien</em> <strong>esto</strong>:</p>\n<ol>\n<li>Abre Brizna</li>\n\
         <li>Toca <del>no</del> <code>Pagos</code></li>\n</ol>\n<blockquote>\n<p>Nota</p>\n</blockquote>\n<hr>\n<ul>\n\
         <li>uno</li>\n<li>dos</li>\n</ul>"
    );
    assert_eq!(
        render(markdown, &site()).text,
        "Plazos\nMira bien esto:\nAbre Brizna\nToca no Pagos\nNota\nuno\ndos"
    );
}

#[test]
fn headings_start_at_two_skip_none_and_have_ids_of_their_own() {
    let rendered = render("# A\n### B\n#### B\n# A\n\n##### ", &site());
    let levels: Vec<(u8, &str)> = rendered.headings.iter().map(|h| (h.level, h.id.as_str())).collect();
    assert_eq!(levels, [(2, "s-a"), (3, "s-b"), (4, "s-b-3"), (2, "s-a-4"), (3, "s-")]);
    for heading in &rendered.headings {
        assert!(
            rendered
                .html
                .contains(&format!("<h{} id=\"{}\">", heading.level, heading.id)),
            "{}",
            rendered.html
        );
    }
    assert_eq!(render("### B\n\n#### C", &site()).headings[1].level, 3);
}

#[test]
fn a_table_can_be_scrolled_and_has_a_name() {
    assert_eq!(
        html("| Pago | \"Plazo\" |\n|---|--:|\n| Tarjeta | 72 h |"),
        "<div class=\"tbl\" role=\"region\" tabindex=\"0\" aria-label=\"Pago · &quot;Plazo&quot;\"><table><thead><tr><th>Pago</th>\
         <th>\"Plazo\"</th></tr></thead><tbody>\n<tr><td>Tarjeta</td><td>72 h</td></tr>\n</tbody></table>\n</div>"
    );
    assert!(html("## Plazos\n\n| | |\n|-|-|\n| a | b |").contains("aria-label=\"Plazos\""));
    assert_eq!(render("|a|b|\n|-|-|\n|c|d|", &site()).text, "a · b\nc · d");
}

#[test]
fn links_that_leave_say_so() {
    assert_eq!(
        html(
            "[a](/es/a/4f7k) [b](https://help.brizna.example/x) [c](https://example.org \"t\") https://example.org/d."
        ),
        "<p><a href=\"/es/a/4f7k\">a</a> <a href=\"https://help.brizna.example/x\">b</a> \
         <a href=\"https://example.org\" rel=\"nofollow ugc noopener\">c</a> \
         <a href=\"https://example.org/d\" rel=\"nofollow ugc noopener\">https://example.org/d</a>.</p>"
    );
    assert_eq!(
        html("<ana@brizna.example>"),
        "<p><a href=\"mailto:ana@brizna.example\">ana@brizna.example</a></p>"
    );
    assert_eq!(html("[pulsa](javascript:alert(1))"), "<p>pulsa</p>");
    let hidden = render(
        "[escríbenos](mailto:ana@brizna.example) y [otra vez](mailto:ana@brizna.example)",
        &site(),
    );
    assert_eq!(hidden.links, ["mailto:ana@brizna.example"]);
}

#[test]
fn html_is_shown_and_never_run() {
    assert_eq!(
        html("Escribe <tu nombre> aquí<br/>y ya"),
        "<p>Escribe &lt;tu nombre&gt; aquí<br>\ny ya</p>"
    );
    assert_eq!(
        html("<div onclick=x>\nhola\n</div>"),
        "<p>&lt;div onclick=x&gt;\nhola\n&lt;/div&gt;</p>"
    );
    assert_eq!(
        html("a <!-- nota interna --> b\n\n<!-- otra\nnota -->\n\nc"),
        "<p>a  b</p>\n<p>c</p>"
    );
    assert_eq!(
        html("`<b>` ![un <router>](https://x.example/p.png)"),
        "<p><code>&lt;b&gt;</code> un &lt;router&gt;</p>"
    );
}

#[test]
fn placeholders_survive() {
    for text in [
        "Llama a [phone] o a [email], {{customer_name|}}",
        "[name] (opcional) y {zona}",
    ] {
        assert_eq!(html(text), format!("<p>{text}</p>"));
        assert_eq!(render(text, &site()).text, text);
    }
}

#[test]
fn a_message_keeps_numbers_and_addresses() {
    assert_eq!(
        to_plain(
            "Haz **esto**:\n\n1. Abre [la app](https://brizna.example/app)\n2. Toca *Pagos*\n\n- https://b.example\n- <a@b.example>"
        ),
        "Haz esto:\n1. Abre la app (https://brizna.example/app)\n2. Toca Pagos\n- https://b.example\n- a@b.example"
    );
}

#[test]
fn too_deep_is_flattened_and_no_word_is_lost() {
    for deep in ["> ".repeat(5_000), "- ".repeat(2_000), "*a **a ".repeat(2_000)] {
        let rendered = render(&format!("{deep}final"), &site());
        assert!(rendered.text.contains("final"));
        let deepest = tags(&rendered.html)
            .iter()
            .fold((0_i32, 0_i32), |(depth, most), (name, _)| match name.as_str() {
                "br" | "hr" => (depth, most),
                end if end.starts_with('/') => (depth - 1, most),
                _ => (depth + 1, most.max(depth + 1)),
            });
        assert!(deepest.0 == 0 && deepest.1 < 50, "{deepest:?}");
    }
}

#[test]
fn what_nobody_wrote_by_hand_is_shown_as_paragraphs() {
    let rendered = render(&format!("# <b>\n\n{}", "palabra ".repeat(SOURCE_MOST / 4)), &site());
    assert!(rendered.html.starts_with("<p># &lt;b&gt;</p>\n<p>palabra palabra"));
}

#[test]
fn own_attacks_stay_harmless() {
    let attacks = [
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "[a](javascript&colon;alert(1)) [b](&#x6A;avascript:alert(1)) [c](java&Tab;script:alert(1)) [d](\\javascript:x)",
        "[x](https://a.example/\"onmouseover=alert(1)) [y](<https://a.example/' onclick='x>)",
        "![\"><script>alert(1)</script>](x) [![a](javascript:x)](vbscript:y)",
        "<javascript:alert(1)> <data:text/html,<script>alert(1)</script>>",
        "[r]\n\n[r]: javascript:alert(1) \"onclick=x\"",
        "# <img src=x onerror=alert(1)>\n\n|<script>|\"><b onclick=x>|\n|-|-|\n|a|b|",
        "```\" onclick=x\n</code></pre><script>alert(1)</script>\n```",
        "https://a.example/\"><script>alert(1)</script> https://javascript:alert(1)",
        "<a href=x><table><tr><td></a><plaintext><xmp><noscript><template><textarea></textarea>",
    ];
    for attack in attacks {
        assert_harmless(attack, &html(attack));
    }
}

#[test]
fn known_attacks_stay_harmless() {
    let Some(payloads) = shared("security/xss/payloads.dev.jsonl") else {
        return;
    };
    assert!(payloads.len() > 1_000);
    for payload in payloads {
        let payload = payload["payload"].as_str().unwrap();
        for markdown in [
            payload.to_owned(),
            format!("# {payload}\n\ntexto {payload}\n\n- {payload}\n\n| {payload} |\n|---|\n| {payload} |"),
            format!("[enlace](<{payload}>) [b]({payload}) ![{payload}]({payload}) <{payload}> `{payload}`"),
        ] {
            assert_harmless(&markdown, &render(&markdown, &site()).html);
        }
    }
}

#[test]
fn known_stress_texts_render() {
    let Some(recipes) = shared("security/pathological/markdown.dev.jsonl") else {
        return;
    };
    for recipe in recipes {
        let parts = recipe["parts"].as_array().unwrap().iter();
        let markdown: String = parts
            .map(|part| part[0].as_str().unwrap().repeat(part[1].as_u64().unwrap() as usize))
            .collect();
        let rendered = render(&markdown, &site());
        assert_harmless(recipe["name"].as_str().unwrap(), &rendered.html);
    }
}
