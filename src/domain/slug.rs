//! The readable end of an address (`me-han-cobrado-dos-veces`). Addresses are found by id, so a slug may change, repeat
//! or be empty without breaking a link.

/// Longest slug, in characters: enough for a title's meaning, short enough for a message.
const LONGEST: usize = 60;

/// The slug of a title: ASCII letters and digits of any script, words joined by `-`, cut at a word. Empty where the title
/// has no letter or digit.
pub fn of(title: &str) -> String {
    let mut slug = String::new();
    for word in deunicode::deunicode(title)
        .to_ascii_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if slug.len() + word.len() >= LONGEST {
            if slug.is_empty() {
                slug.push_str(&word[..LONGEST]);
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn titles_become_slugs() {
        assert_eq!(
            of("¿Me han cobrado dos veces la misma factura?"),
            "me-han-cobrado-dos-veces-la-misma-factura"
        );
        assert_eq!(of("  C++ / «España» "), "c-espana");
        assert_eq!(of("Привет, мир"), "privet-mir");
        assert_eq!(of("¿?"), "");
    }

    #[test]
    fn long_titles_are_cut_at_a_word() {
        let slug = of(&"palabra ".repeat(40));
        assert!(slug.len() < 60 && slug.ends_with("palabra"), "{slug}");
        assert_eq!(of(&"a".repeat(500)).len(), 60);
    }
}
