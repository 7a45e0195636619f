//! Where a link may lead, and whether that is outside.

/// The addresses that count as ours: links to them are trusted, all others are marked `nofollow ugc`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    hosts: Vec<String>,
}

/// Where a checked link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Destination {
    /// The address as it may stand in `href`, not yet escaped for HTML.
    pub href: String,
    /// Whether it leaves the site.
    pub leaves: bool,
}

/// Schemes a link may have; a relative address has none.
pub(super) const SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

impl Site {
    /// The site that owns the hosts of these addresses (`https://help.brizna.example/es/` or `help.brizna.example`).
    pub fn of<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Self {
        let hosts = addresses
            .into_iter()
            .filter_map(|address| host(address.split_once("://").map_or(address, |(_, rest)| rest)))
            .collect();
        Self { hosts }
    }

    /// The destination of a link as written, or none where it must not be a link.
    pub(super) fn destination(&self, written: &str) -> Option<Destination> {
        // Browsers drop these inside an address, so `java\nscript:` would be a scheme to them.
        let address: String = written.trim().chars().filter(|c| !c.is_control()).collect();
        let address = if address.starts_with("www.") {
            format!("https://{address}")
        } else {
            address
        };
        let leaves = match scheme(&address) {
            Some((scheme @ ("http" | "https"), rest)) => {
                let host = rest.strip_prefix("//").and_then(host)?;
                debug_assert!(SCHEMES.contains(&scheme));
                !self.hosts.contains(&host)
            }
            Some((scheme, _)) if SCHEMES.contains(&scheme) => false,
            None if address.starts_with(['/', '\\']) && address[1..].starts_with(['/', '\\']) => true,
            None if address.starts_with(|c: char| c.is_alphanumeric() || "/#?.".contains(c)) => false,
            _ => return None,
        };
        Some(Destination {
            href: encode(&address),
            leaves,
        })
    }
}

/// The scheme in lower case and what follows its colon.
fn scheme(address: &str) -> Option<(&'static str, &str)> {
    let (before, rest) = address.split_once(':')?;
    if before.contains(['/', '?', '#']) {
        return None;
    }
    let known = SCHEMES.iter().find(|known| known.eq_ignore_ascii_case(before));
    Some((known.copied().unwrap_or("unknown"), rest))
}

/// The host at the start of `rest` (what follows `//`), in lower case, without user and port.
fn host(rest: &str) -> Option<String> {
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Percent-encodes the ASCII that must not stand in an address; letters of any script stay.
fn encode(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            ' ' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '^' => {
                encoded.push_str(&format!("%{:02X}", character as u32));
            }
            _ => encoded.push(character),
        }
    }
    encoded
}

/// The bare web addresses in a text, as byte ranges: `https://...` without the punctuation that follows it.
pub(super) fn bare_addresses(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(place) = text[from..].find("http").map(|place| from + place) {
        from = place + "http".len();
        let rest = &text[place..];
        let starts_a_word = !text[..place].ends_with(char::is_alphanumeric);
        if !starts_a_word || !(rest.starts_with("http://") || rest.starts_with("https://")) {
            continue;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || "<>\"«»“”".contains(c))
            .unwrap_or(rest.len());
        let address = trim_punctuation(&rest[..end]);
        if address.len() > "https://".len() {
            found.push(place..place + address.len());
        }
        from = place + end.max(1);
    }
    found
}

/// Without what more likely ends the sentence than the address; a bracket stays where it was opened inside.
fn trim_punctuation(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '…']);
        let shorter = match shorter.strip_suffix([')', ']']) {
            Some(rest) if !rest.contains(['(', '[']) => rest,
            _ => shorter,
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaves(written: &str) -> Option<bool> {
        let site = Site::of(["https://help.brizna.example:8443/es/", "BRIZNA.example"]);
        site.destination(written).map(|to| to.leaves)
    }

    #[test]
    fn what_leaves_the_site_is_told_apart() {
        for own in [
            "/es/a/4f7k-x",
            "#plazos",
            "?q=1",
            "../x",
            "https://brizna.example",
            "HTTPS://Help.Brizna.Example/x",
            "mailto:a@b.example",
            "tel:+34900",
            "https://x@brizna.example:99/",
        ] {
            assert_eq!(leaves(own), Some(false), "{own}");
        }
        for other in [
            "https://example.org",
            "//example.org",
            "/\\example.org",
            "\\\\example.org",
            "https://brizna.example.evil.example",
            "https://brizna.example@evil.example/",
            "www.example.org",
        ] {
            assert_eq!(leaves(other), Some(true), "{other}");
        }
        for none in [
            "javascript:alert(1)",
            "JaVa\nScript:alert(1)",
            " data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "https:evil",
            "http://",
            "",
            "blob:x",
            "\\javascript:x",
            "'a",
            "a:b",
        ] {
            assert_eq!(leaves(none), None, "{none}");
        }
    }

    #[test]
    fn bare_addresses_end_before_the_sentence_does() {
        let text = "Mira https://a.example/x_(y), o (http://b.example). xhttp://no https:// «https://c.example/ñ»";
        let found: Vec<&str> = bare_addresses(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(
            found,
            ["https://a.example/x_(y)", "http://b.example", "https://c.example/ñ"]
        );
    }
}
