//! Forms with a small file in them (`multipart/form-data`, RFC 7578), read from memory. Large files are streamed elsewhere.

use super::form::Sent;
use crate::error::{Code, Error, Result};
use actix_web::{HttpRequest, http::header};
use std::collections::BTreeMap;

/// What was sent: fields of text by name, and the one file.
#[derive(Debug, Default)]
pub struct Upload {
    pub fields: Sent,
    /// None where no file was chosen.
    pub file: Option<Vec<u8>>,
}

/// Reads a request's body.
pub fn read(request: &HttpRequest, body: &[u8]) -> Result<Upload> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    boundary(kind)
        .and_then(|boundary| parts(body, boundary))
        .ok_or_else(|| {
            Error::new(
                Code::BadRequest,
                "This form cannot be read. Load the page again and send it once more.",
            )
        })
}

/// The mark between the parts; at most 70 characters (RFC 2046 section 5.1.1).
fn boundary(content_type: &str) -> Option<&str> {
    let rest = content_type.strip_prefix("multipart/form-data")?;
    let value = rest.split(';').find_map(|part| part.trim().strip_prefix("boundary="))?;
    let value = value.trim_matches('"');
    (1..=70).contains(&value.len()).then_some(value)
}

fn parts(body: &[u8], boundary: &str) -> Option<Upload> {
    let mark = format!("--{boundary}");
    let (mut fields, mut file) = (BTreeMap::new(), None);
    let mut rest = after(body, mark.as_bytes())?.1;
    let between = format!("\r\n{mark}");
    while !rest.starts_with(b"--") {
        let (part, next) = after(rest.strip_prefix(b"\r\n")?, between.as_bytes())?;
        let (head, content) = after(part, b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(head);
        let disposition = head
            .lines()
            .find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
        if disposition.contains("filename=") {
            if !content.is_empty() {
                file = Some(content.to_vec());
            }
        } else {
            let name = disposition.split("name=\"").nth(1)?.split('"').next()?;
            fields.insert(name.to_owned(), String::from_utf8_lossy(content).into_owned());
        }
        rest = next;
    }
    Some(Upload {
        fields: Sent::of(fields),
        file,
    })
}

/// What stands before and after the first `mark`.
fn after<'a>(text: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let place = text.windows(mark.len()).position(|window| window == mark)?;
    Some((&text[..place], &text[place + mark.len()..]))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"--xyz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n\
        --xyz\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\
        \x89PNG\r\n--xy\r\n--xyz--\r\n";

    #[test]
    fn fields_and_file_are_told_apart() {
        let found = parts(BODY, "xyz").unwrap();
        assert_eq!(found.fields.get("csrf"), "abc");
        assert_eq!(found.file.unwrap(), b"\x89PNG\r\n--xy");
    }

    #[test]
    fn what_is_cut_off_is_no_form() {
        for end in 0..BODY.len() - 4 {
            assert!(parts(&BODY[..end], "xyz").is_none(), "{end}");
        }
        assert_eq!(boundary("multipart/form-data; boundary=\"a b\""), Some("a b"));
        assert_eq!(boundary("multipart/form-data; boundary="), None);
        assert_eq!(boundary("text/plain; boundary=a"), None);
    }
}
