//! Styles without their comments and the spaces that only people need: what a phone loads is counted.

/// The same rules in fewer bytes. What stands in quotes stays as it is.
pub fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        let taken = if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if next == '"' || next == '\'' {
            let end = rest[1..].find(next).map_or(rest.len(), |end| end + 2);
            out.push_str(&rest[..end]);
            end
        } else {
            push(&mut out, next);
            next.len_utf8()
        };
        rest = &rest[taken..];
    }
    out
}

/// Adds a character that stands outside quotes, unless it says nothing there.
fn push(out: &mut String, next: char) {
    if next.is_whitespace() {
        if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ':', ',']) {
            out.push(' ');
        }
        return;
    }
    if matches!(next, '{' | '}' | ';' | ',') {
        out.truncate(out.trim_end_matches(' ').len());
    }
    if next == '}' && out.ends_with(';') {
        out.pop();
    }
    out.push(next);
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn what_is_left_says_the_same() {
        let css = "/* one */\na > b , c:not([d]) :hover {\n  margin: calc(1px + 2px) 0 ;\n  content: \"a: { b\";\n}\n\n@media (x) and (y) { p { top: 0 } }\n";
        assert_eq!(
            squeeze(css),
            "a > b,c:not([d]) :hover{margin:calc(1px + 2px) 0;content:\"a: { b\"}@media (x) and (y){p{top:0}}"
        );
        assert_eq!(squeeze("a{b:c} /* no end"), "a{b:c}");
    }
}
