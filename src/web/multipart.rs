//! Forms with a file (`multipart/form-data`, RFC 7578), read piece by piece: memory does not grow with the file.

use crate::error::{Code, Error, Result};
use actix_web::{
    HttpRequest,
    http::header,
    web::{Bytes, Payload},
};
use futures_util::StreamExt;

/// Longest head of a part, in bytes.
const HEAD_MOST: usize = 8 << 10;
/// Longest boundary (RFC 2046 section 5.1.1).
const BOUNDARY_MOST: usize = 70;

/// A form that is being read.
pub struct Multipart {
    payload: Payload,
    /// What ends a part: a line break, two dashes, the boundary.
    end: Vec<u8>,
    /// What was received and not given out yet.
    ahead: Vec<u8>,
}

/// The head of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    /// As the sender calls it; none: the part is a field.
    pub file_name: Option<String>,
}

impl Multipart {
    /// The form that a request carries.
    pub fn new(request: &HttpRequest, payload: Payload) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let boundary = parameter(kind, "boundary").filter(|text| (1..=BOUNDARY_MOST).contains(&text.len()));
        let boundary = boundary
            .filter(|_| kind.starts_with("multipart/form-data"))
            .ok_or_else(unreadable)?;
        Ok(Self {
            payload,
            end: format!("\r\n--{boundary}").into_bytes(),
            // So that the first boundary looks like every other.
            ahead: b"\r\n".to_vec(),
        })
    }

    /// The next part; none at the end of the form. What is left of the one before is passed over.
    pub async fn next(&mut self) -> Result<Option<Part>> {
        while self.piece().await?.is_some() {}
        self.ahead.drain(..self.end.len());
        while self.ahead.len() < 2 {
            self.receive().await?;
        }
        if self.ahead.starts_with(b"--") {
            return Ok(None);
        }
        let head = loop {
            if let Some(place) = find(&self.ahead, b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.ahead[..place]).into_owned();
                self.ahead.drain(..place + 4);
                break head;
            }
            if self.ahead.len() > HEAD_MOST {
                return Err(unreadable());
            }
            self.receive().await?;
        };
        part(&head).map(Some)
    }

    /// The next piece of this part; none at its end.
    pub async fn piece(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            match find(&self.ahead, &self.end) {
                Some(0) => return Ok(None),
                Some(place) => return Ok(Some(self.ahead.drain(..place).collect())),
                None => {}
            }
            // The boundary may have come in part.
            let sure = self.ahead.len().saturating_sub(self.end.len());
            if sure > 0 {
                return Ok(Some(self.ahead.drain(..sure).collect()));
            }
            self.receive().await?;
        }
    }

    /// The contents of a field, at most `most` bytes.
    pub async fn text(&mut self, most: usize) -> Result<String> {
        String::from_utf8(self.bytes(most).await?).map_err(|_| unreadable())
    }

    /// The contents of a part, at most `most` bytes.
    pub async fn bytes(&mut self, most: usize) -> Result<Vec<u8>> {
        let mut all = Vec::new();
        while let Some(piece) = self.piece().await? {
            all.extend(piece);
            if all.len() > most {
                return Err(Error::new(Code::TooLarge, "A part of the form is too long."));
            }
        }
        Ok(all)
    }

    async fn receive(&mut self) -> Result<()> {
        let received: Option<Result<Bytes, _>> = self.payload.next().await;
        match received {
            Some(Ok(bytes)) => self.ahead.extend_from_slice(&bytes),
            _ => return Err(Error::new(Code::BadRequest, "The form ended too early. Send it again.")),
        }
        Ok(())
    }
}

fn unreadable() -> Error {
    Error::new(Code::BadRequest, "This form cannot be read.")
}

fn part(head: &str) -> Result<Part> {
    let line = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("content-disposition")
            .then(|| value.trim().to_owned())
    });
    let line = line.ok_or_else(unreadable)?;
    Ok(Part {
        name: parameter(&line, "name").ok_or_else(unreadable)?,
        file_name: parameter(&line, "filename"),
    })
}

/// The parameter of a header's value. Browsers write `"` in a name as `%22` (HTML standard, multipart/form-data encoding
/// algorithm), so a quoted value ends at the next `"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|one| {
        let (key, text) = one.split_once('=')?;
        key.trim()
            .eq_ignore_ascii_case(name)
            .then(|| text.trim().trim_matches('"').to_owned())
    })
}

/// Where `sought` first stands. It begins with a carriage return, which is rare in files.
fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(place) = bytes[from..].iter().position(|byte| *byte == sought[0]) {
        if bytes[from + place..].starts_with(sought) {
            return Some(from + place);
        }
        from += place + 1;
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use actix_web::{FromRequest, error::PayloadError, test::TestRequest};

    /// The parts of a form that arrives in pieces of so many bytes.
    async fn read(body: &str, size: usize) -> Result<Vec<(Part, String)>> {
        let pieces = body
            .as_bytes()
            .chunks(size)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)));
        let pieces: Vec<Result<Bytes, PayloadError>> = pieces.collect();
        let pieces: std::pin::Pin<Box<dyn futures_util::Stream<Item = _>>> =
            Box::pin(futures_util::stream::iter(pieces));
        let mut payload = actix_web::dev::Payload::Stream { payload: pieces };
        let request = TestRequest::default()
            .insert_header(("content-type", "multipart/form-data; boundary=\"xyz\""))
            .to_http_request();
        let payload = Payload::from_request(&request, &mut payload).await.unwrap();
        let mut form = Multipart::new(&request, payload)?;
        let mut parts = Vec::new();
        while let Some(part) = form.next().await? {
            parts.push((part, form.text(1000).await?));
        }
        Ok(parts)
    }

    const FORM: &str = "--xyz\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--xyz\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"a b.csv\"\r\nContent-Type: text/csv\r\n\r\n\
        1,2\r\n--xy\r\n\r\n3\r\n--xyz\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--xyz--\r\n";

    #[actix_web::test]
    async fn a_form_is_the_same_however_it_arrives() {
        for size in [1, 2, 3, 7, 50, 1000] {
            let parts = read(FORM, size).await.unwrap();
            let texts: Vec<_> = parts
                .iter()
                .map(|(part, text)| (part.name.as_str(), text.as_str()))
                .collect();
            assert_eq!(
                texts,
                [("csrf", "abc"), ("file", "1,2\r\n--xy\r\n\r\n3"), ("empty", "")],
                "{size}"
            );
            assert_eq!(parts[1].0.file_name.as_deref(), Some("a b.csv"));
            assert_eq!(parts[0].0.file_name, None);
        }
    }

    #[actix_web::test]
    async fn a_form_that_breaks_off_is_refused() {
        for end in 0..FORM.len() - 4 {
            assert!(read(&FORM[..end], 20).await.is_err(), "{end}");
        }
    }

    #[actix_web::test]
    async fn a_form_says_what_its_parts_end_with() {
        for (kind, is_form) in [
            ("multipart/form-data; boundary=\"a b\"", true),
            ("multipart/form-data; boundary=", false),
            ("multipart/form-data", false),
            ("text/plain; boundary=a", false),
        ] {
            let request = TestRequest::default()
                .insert_header((header::CONTENT_TYPE, kind))
                .to_http_request();
            let payload = Payload::from_request(&request, &mut actix_web::dev::Payload::None)
                .await
                .unwrap();
            assert_eq!(Multipart::new(&request, payload).is_ok(), is_form, "{kind}");
        }
    }

    #[actix_web::test]
    async fn a_file_need_not_be_text_and_may_not_be_too_long() {
        let form: &[u8] =
            b"--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n\x89PNG\r\n--x--\r\n";
        for (most, fits) in [(4, true), (3, false)] {
            let request = TestRequest::default()
                .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=x"))
                .set_payload(form)
                .to_srv_request();
            let (request, mut payload) = request.into_parts();
            let payload = Payload::from_request(&request, &mut payload).await.unwrap();
            let mut parts = Multipart::new(&request, payload).unwrap();
            parts.next().await.unwrap().unwrap();
            let file = parts.bytes(most).await;
            assert_eq!(file.ok(), fits.then(|| b"\x89PNG".to_vec()));
        }
    }
}
