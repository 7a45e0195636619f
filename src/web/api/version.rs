//! Versions of articles on their way out and back: `ETag` and `If-Match`.

use crate::{
    actions::read,
    domain::visibility::Reader,
    error::{Code, Error, Result},
};
use actix_web::{HttpRequest, http::header};

/// Names what this reader sees of the article now: its version, and the counts that change without a version.
pub fn tag(reader: Reader, view: &read::View) -> String {
    let eyes = if reader == Reader::Staff { "s" } else { "p" };
    let uses = view.uses;
    format!(
        "\"{}.{eyes}.{}.{}.{}\"",
        view.article.version, uses.uses, uses.helped, uses.not_helped
    )
}

/// The version in an `If-Match` header; none for `*`. Without the header, an error says that it is needed.
pub fn if_match(request: &HttpRequest) -> Result<Option<i32>> {
    let sent = request
        .headers()
        .get(header::IF_MATCH)
        .and_then(|value| value.to_str().ok());
    let sent = sent.map(str::trim).ok_or_else(|| {
        Error::new(
            Code::PreconditionRequired,
            "Send the article's ETag (or \"version\") in If-Match, so that nobody's change is lost.",
        )
    })?;
    if sent == "*" {
        return Ok(None);
    }
    let version = sent.trim_start_matches("W/").trim_matches('"').split('.').next();
    let version = version.and_then(|version| version.parse().ok());
    // What is no tag of ours cannot be the present one.
    let version: Option<i32> = version.or(Some(-1));
    Ok(version)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn if_match_takes_tags_and_versions() {
        let sent = |value: &'static str| {
            if_match(
                &TestRequest::default()
                    .insert_header((header::IF_MATCH, value))
                    .to_http_request(),
            )
        };
        for (value, version) in [
            ("\"3.s.1.0.0\"", Some(3)),
            ("W/\"3.p.0.0.0\"", Some(3)),
            ("3", Some(3)),
            ("*", None),
            ("\"other\"", Some(-1)),
        ] {
            assert_eq!(sent(value).unwrap(), version, "{value}");
        }
        let missing = if_match(&TestRequest::default().to_http_request()).unwrap_err();
        assert_eq!(missing.code(), Code::PreconditionRequired);
    }
}
