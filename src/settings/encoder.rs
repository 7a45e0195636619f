//! Which encoder an installation names, and whether all is said that it needs.

use super::{PublicUrl, Written, wrong};
use crate::error::Result;

/// The encoder inside the binary.
pub const ENCODER_BUILTIN: &str = "builtin";
/// An endpoint outside.
pub const ENCODER_HTTP: &str = "http";
const ENCODER_OFF: &str = "off";

/// Refuses what no encoder can be made of. Settings of an endpoint may stand while another encoder is named.
pub fn check(written: &Written) -> Result<()> {
    match written.encoder.as_str() {
        ENCODER_BUILTIN | ENCODER_OFF => Ok(()),
        ENCODER_HTTP => check_endpoint(written),
        other => Err(wrong(format!(
            "encoder: it is {ENCODER_BUILTIN}, {ENCODER_HTTP} or {ENCODER_OFF}, not \"{other}\"."
        ))),
    }
}

fn check_endpoint(written: &Written) -> Result<()> {
    let url = &written.encoder_url;
    let example = "an address such as http://127.0.0.1:11434/v1/embeddings";
    if url.is_empty() {
        return Err(wrong(format!("encoder_url: encoder = \"http\" needs it, {example}.")));
    }
    let Some(address) = PublicUrl::parse(url) else {
        return Err(wrong(format!("encoder_url: it is not {example}.")));
    };
    if address.is_https() {
        return Err(wrong(
            "encoder_url: it begins with http://; an endpoint over TLS is reached through a proxy on this machine."
                .into(),
        ));
    }
    if written.encoder_model.trim().is_empty() {
        return Err(wrong(
            "encoder_model: encoder = \"http\" needs it, the name that the endpoint has for its model.".into(),
        ));
    }
    if !written.encoder_key.chars().all(|letter| letter.is_ascii_graphic()) {
        return Err(wrong(
            "encoder_key: it has letters, digits and signs of ASCII only, and no space.".into(),
        ));
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn endpoint() -> Written {
        Written {
            encoder: ENCODER_HTTP.into(),
            encoder_url: "http://127.0.0.1:11434/v1/embeddings".into(),
            encoder_model: "multilingual-e5-small".into(),
            ..Written::default()
        }
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        check(&endpoint()).unwrap();
        let refused = |change: fn(&mut Written)| {
            let mut written = endpoint();
            change(&mut written);
            check(&written).unwrap_err().to_string()
        };
        let at = |url: &str| {
            let written = Written {
                encoder_url: url.into(),
                ..endpoint()
            };
            check(&written).unwrap_err().to_string()
        };
        for (error, expected) in [
            (refused(|written| written.encoder = "none".into()), "encoder:"),
            (at(""), "encoder_url: encoder = \"http\" needs it"),
            (at("127.0.0.1:80"), "encoder_url: it is not an address"),
            (at("http://me:pw@host/"), "encoder_url: it is not an address"),
            (at("https://host/v1/embeddings"), "encoder_url: it begins with http://"),
            (refused(|written| written.encoder_model = " ".into()), "encoder_model:"),
            (
                refused(|written| written.encoder_key = "two\nlines".into()),
                "encoder_key:",
            ),
        ] {
            assert!(error.contains(expected), "{expected} {error}");
        }
    }

    #[test]
    fn an_endpoint_that_is_not_used_may_be_half_said() {
        let written = Written {
            encoder: ENCODER_OFF.into(),
            encoder_url: "?".into(),
            ..Written::default()
        };
        check(&written).unwrap();
    }
}
