//! Simple Markdown to the markup of a channel: emphasis, code, links, headings and lists; addresses pass untouched.
//!
//! What a channel reads as Markdown itself is left alone. A link `[a](u)` becomes `a u`, as most channels link a bare
//! address and no other spelling shows it.

use crate::domain::channel::Markup;

/// What surrounds each kind of emphasis.
#[derive(Clone, Copy)]
struct Style {
    strong: (&'static str, &'static str),
    emphasis: (&'static str, &'static str),
    strike: (&'static str, &'static str),
    code: (&'static str, &'static str),
    /// `<` and `>` mean something there.
    angled: bool,
}

const NONE: (&str, &str) = ("", "");
const PLAIN: Style = Style {
    strong: NONE,
    emphasis: NONE,
    strike: NONE,
    code: NONE,
    angled: false,
};
const WHATSAPP: Style = Style {
    strong: ("*", "*"),
    emphasis: ("_", "_"),
    strike: ("~", "~"),
    code: ("`", "`"),
    angled: false,
};
const SLACK: Style = Style {
    angled: true,
    ..WHATSAPP
};
const YOUTUBE: Style = Style {
    strike: ("-", "-"),
    code: NONE,
    ..WHATSAPP
};
const TELEGRAM: Style = Style {
    strong: ("<b>", "</b>"),
    emphasis: ("<i>", "</i>"),
    strike: ("<s>", "</s>"),
    code: ("<code>", "</code>"),
    angled: true,
};

/// The text in the channel's markup.
pub fn render(text: &str, markup: Markup) -> String {
    match markup {
        Markup::Commonmark | Markup::Gfm | Markup::RedditMarkdown | Markup::DiscordMarkdown => tidy(text),
        Markup::Whatsapp => styled(text, WHATSAPP),
        Markup::SlackMrkdwn => styled(text, SLACK),
        Markup::Youtube => styled(text, YOUTUBE),
        Markup::TelegramHtml => styled(text, TELEGRAM),
        Markup::Plain | Markup::PlainHtmlOut | Markup::BlueskyFacets | Markup::Html => styled(text, PLAIN),
    }
}

/// The text without markup, so that it can be cut anywhere; still safe to send where `<` has a meaning.
pub fn plain(text: &str, markup: Markup) -> String {
    let angled = matches!(markup, Markup::TelegramHtml | Markup::SlackMrkdwn);
    styled(text, Style { angled, ..PLAIN })
}

/// One kind of line end, at most one empty line, no control characters, no blanks around.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.replace(refused, "");
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        if !line.trim().is_empty() {
            lines.push(line.trim_end());
        } else if lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push("");
        }
    }
    lines.join("\n").trim().to_owned()
}

/// What no channel shows: control characters other than line ends and tabs, byte order marks, no characters.
fn refused(character: char) -> bool {
    let layout = matches!(character, '\n' | '\t');
    !layout && (character.is_control() || matches!(character, '\u{feff}' | '\u{fffe}' | '\u{ffff}'))
}

fn styled(text: &str, style: Style) -> String {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in tidy(text).lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            lines.push(escaped(line, style));
        } else {
            lines.push(styled_line(line, style));
        }
    }
    tidy(&lines.join("\n"))
}

fn styled_line(line: &str, style: Style) -> String {
    let marks = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&marks) && line[marks..].starts_with(' ') {
        let heading = inline(line[marks..].trim(), style, None);
        return surrounded(&heading, style.strong);
    }
    let indent = line.len() - line.trim_start().len();
    match line[indent..]
        .strip_prefix("* ")
        .or_else(|| line[indent..].strip_prefix("+ "))
    {
        Some(item) => [&line[..indent], "- ", &inline(item, style, None)].concat(),
        None => inline(line, style, None),
    }
}

/// Signs that may begin something other than themselves; `h` begins an address.
const SIGNS: [char; 12] = ['\\', 'h', 'H', '<', '>', '&', '!', '[', '`', '*', '_', '~'];

/// One line's emphasis, code and links. `before` is the character in front of the text.
fn inline(text: &str, style: Style, before: Option<char>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let ordinary = text[at..].find(SIGNS).unwrap_or(text.len() - at);
        out.push_str(&text[at..at + ordinary]);
        at += ordinary;
        let rest = &text[at..];
        let Some(sign) = rest.chars().next() else { break };
        let previous = text[..at].chars().next_back().or(before);
        let (written, length) = escape_sign(rest)
            .or_else(|| address(rest, previous))
            .or_else(|| link(rest, style))
            .or_else(|| code(rest, style))
            .or_else(|| emphasis(rest, previous, style))
            .unwrap_or_else(|| (literal(rest, style), sign.len_utf8()));
        out.push_str(&written);
        at += length;
    }
    out
}

type Piece = Option<(String, usize)>;

fn escape_sign(rest: &str) -> Piece {
    let sign = rest.strip_prefix('\\')?.chars().next()?;
    matches!(sign, '*' | '_' | '[' | ']' | '`' | '~' | '#').then(|| (sign.to_string(), 2))
}

/// A bare address, copied as it is; `<https://…>` loses its brackets.
fn address(rest: &str, previous: Option<char>) -> Piece {
    let bare = rest.strip_prefix('<').unwrap_or(rest);
    let length = address_length(bare).filter(|_| !previous.is_some_and(char::is_alphanumeric))?;
    let bracketed = bare.len() < rest.len();
    match (bracketed, bare[length..].starts_with('>')) {
        (true, true) => Some((bare[..length].to_owned(), length + 2)),
        (true, false) => None,
        (false, _) => Some((bare[..length].to_owned(), length)),
    }
}

/// The length of the address `rest` starts with; emphasis that closes behind it stays outside.
fn address_length(rest: &str) -> Option<usize> {
    let starts_with = |scheme: &str| {
        rest.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    if !(starts_with("https://") || starts_with("http://")) {
        return None;
    }
    let ends = |next: char| next.is_whitespace() || matches!(next, '<' | '>' | '"');
    let end = rest.find(ends).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['*', '_', '~', '`']).len())
}

fn link(rest: &str, style: Style) -> Piece {
    let image = usize::from(rest.starts_with("!["));
    let label_start = image + 1;
    rest[image..].strip_prefix('[')?;
    let label_end = label_start + rest[label_start..].find(']')?;
    let target_start = label_end + 2;
    rest[label_end..].strip_prefix("](")?;
    let target_end = target_start + closing_parenthesis(&rest[target_start..])?;
    let target = rest[target_start..target_end]
        .split_whitespace()
        .next()?
        .trim_matches(['<', '>']);
    let label = inline(&rest[label_start..label_end], style, None);
    let label = label.trim();
    let written = if label.is_empty() || target.ends_with(label) {
        target.to_owned()
    } else {
        format!("{label} {target}")
    };
    Some((written, target_end + 1))
}

/// The parenthesis that closes one opened before `rest`.
fn closing_parenthesis(rest: &str) -> Option<usize> {
    let mut open = 1;
    rest.char_indices().find_map(|(at, character)| {
        match character {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        (open == 0).then_some(at)
    })
}

fn code(rest: &str, style: Style) -> Piece {
    let inner = rest.strip_prefix('`')?;
    let end = inner.find('`').filter(|end| *end > 0)?;
    let written = surrounded(&escaped(&inner[..end], style), style.code);
    Some((written, end + 2))
}

fn emphasis(rest: &str, previous: Option<char>, style: Style) -> Piece {
    let kinds = [
        ("**", style.strong),
        ("__", style.strong),
        ("~~", style.strike),
        ("*", style.emphasis),
        ("_", style.emphasis),
    ];
    let (sign, around) = kinds.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
    let opens = previous.is_none_or(|character| {
        character.is_whitespace()
            || matches!(
                character,
                '(' | '[' | '{' | '"' | '\'' | '«' | '“' | '¿' | '¡' | '—' | '*' | '_' | '~'
            )
    });
    if !opens {
        return None;
    }
    let inner_end = closing(&rest[sign.len()..], sign)?;
    let inner = &rest[sign.len()..][..inner_end];
    let written = surrounded(&inline(inner, style, sign.chars().next()), around);
    Some((written, inner_end + 2 * sign.len()))
}

/// Within its signs, unless one of them would touch an address and pass for a part of it.
fn surrounded(inner: &str, signs: (&str, &str)) -> String {
    if inner.contains("://") {
        inner.to_owned()
    } else {
        [signs.0, inner, signs.1].concat()
    }
}

/// Where the emphasis closes: the same sign behind a letter and before none.
fn closing(inner: &str, sign: &str) -> Option<usize> {
    if inner.starts_with(char::is_whitespace) || inner.starts_with(sign) {
        return None;
    }
    let mut at = 0;
    while let Some(character) = inner[at..].chars().next() {
        let rest = &inner[at..];
        if let Some(length) = address_length(rest).filter(|length| *length > 0) {
            at += length;
            continue;
        }
        let run = sign.chars().next().map_or(0, |sign| run_length(rest, sign));
        // A run of two closes no emphasis of one: it belongs to a strong one inside.
        let long_enough = run >= sign.len() && (sign.len() == 2 || run % 2 == 1);
        let behind_letter = inner[..at]
            .chars()
            .next_back()
            .is_some_and(|last| !last.is_whitespace());
        if long_enough && behind_letter && !rest[run..].starts_with(char::is_alphanumeric) {
            return Some(at + run - sign.len());
        }
        at += run.max(character.len_utf8());
    }
    None
}

fn run_length(rest: &str, sign: char) -> usize {
    rest.len() - rest.trim_start_matches(sign).len()
}

fn escaped(text: &str, style: Style) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, _) in text.char_indices() {
        out.push_str(&literal(&text[at..], style));
    }
    out
}

/// The first character of `rest` as it has to be written. An ampersand is only touched where it would read as an entity,
/// so that addresses stay as they are.
fn literal(rest: &str, style: Style) -> String {
    const ENTITIES: [&str; 5] = ["&lt;", "&gt;", "&amp;", "&quot;", "&#"];
    match rest.chars().next() {
        Some('<') if style.angled => "&lt;".to_owned(),
        Some('>') if style.angled => "&gt;".to_owned(),
        Some('&') if style.angled && ENTITIES.iter().any(|entity| rest.starts_with(entity)) => "&amp;".to_owned(),
        first => first.map(String::from).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# Router\n**Apaga** el *router* y mira [la guía](https://brizna.es/a_b_(c)).\n* Uno\n* ~~Dos~~ `3 < 4`";

    #[test]
    fn each_channel_gets_its_own_markup() {
        assert_eq!(
            render(TEXT, Markup::Plain),
            "Router\nApaga el router y mira la guía https://brizna.es/a_b_(c).\n- Uno\n- Dos 3 < 4"
        );
        assert_eq!(
            render(TEXT, Markup::Whatsapp),
            "*Router*\n*Apaga* el _router_ y mira la guía https://brizna.es/a_b_(c).\n- Uno\n- ~Dos~ `3 < 4`"
        );
        assert_eq!(
            render(TEXT, Markup::TelegramHtml),
            "<b>Router</b>\n<b>Apaga</b> el <i>router</i> y mira la guía https://brizna.es/a_b_(c).\n\
             - Uno\n- <s>Dos</s> <code>3 &lt; 4</code>"
        );
        assert_eq!(render(TEXT, Markup::Commonmark), TEXT);
    }

    #[test]
    fn what_only_looks_like_markup_stays() {
        for text in [
            "5 * 3 * 2 = 30",
            "snake_case_name y @_maria_ y #1",
            "https://brizna.es/_a_/**b**?c=*d*",
            "mira https://brizna.es/a_b_ ahora_",
            "¯\\(ツ)/¯ [sic] (vale)",
            "** vacío **",
        ] {
            assert_eq!(render(text, Markup::Plain), text);
        }
    }

    #[test]
    fn emphasis_may_hold_an_address_and_other_emphasis() {
        assert_eq!(
            render("**mira https://brizna.es/a_b**", Markup::Whatsapp),
            "mira https://brizna.es/a_b"
        );
        assert_eq!(
            render("**muy _importante_ aquí**", Markup::TelegramHtml),
            "<b>muy <i>importante</i> aquí</b>"
        );
        assert_eq!(render("***ambos***", Markup::Plain), "ambos");
        assert_eq!(render("¿_Seguro_? \\*no\\*", Markup::Plain), "¿Seguro? *no*");
    }

    #[test]
    fn a_customer_cannot_write_tags() {
        assert_eq!(
            render("<!channel> & &lt;", Markup::SlackMrkdwn),
            "&lt;!channel&gt; & &amp;lt;"
        );
        assert_eq!(plain("<b>a</b>", Markup::TelegramHtml), "&lt;b&gt;a&lt;/b&gt;");
        assert_eq!(
            render("<https://brizna.es/?a=1&b=2>", Markup::TelegramHtml),
            "https://brizna.es/?a=1&b=2"
        );
    }

    #[test]
    fn lines_and_control_characters_are_tidied() {
        assert_eq!(render(" a\r\n\r\n\r\n\u{0}b\u{feff} \n", Markup::Plain), "a\n\nb");
    }
}
