//! Files on their way to a person, piece by piece: memory does not grow with the file.

use crate::error::{Error, Result};
use actix_web::{
    HttpResponse,
    body::SizedStream,
    http::header,
    web::{Bytes, block},
};
use futures_util::stream;
use std::{fs::File, io::Read};

/// How much is read at once.
const PIECE: usize = 256 << 10;

/// The answer that carries a file under `name`, for a browser to keep.
pub fn file(file: File, bytes: u64, name: &str, content_type: &str) -> HttpResponse {
    let pieces = stream::unfold(Some(file), |file| async {
        let mut file = file?;
        let read = block(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, std::io::Error>((piece, file))
        });
        match read.await {
            Ok(Ok((piece, _))) if piece.is_empty() => None,
            Ok(Ok((piece, file))) => Some((Ok(Bytes::from(piece)), Some(file))),
            // The length is said already, so the browser sees that the rest is missing.
            Ok(Err(error)) => Some((Err(actix_web::Error::from(error)), None)),
            Err(error) => Some((Err(actix_web::Error::from(error)), None)),
        }
    });
    kept_as(name, content_type).body(SizedStream::new(bytes, Box::pin(pieces)))
}

/// The answer that carries a JSON document under `name`.
pub fn json(document: &serde_json::Value, name: &str) -> Result<HttpResponse> {
    let body = serde_json::to_string_pretty(document).map_err(Error::internal)?;
    Ok(kept_as(name, "application/json").body(body))
}

/// The answer that carries a text under `name`.
pub fn text(text: String, name: &str, content_type: &str) -> HttpResponse {
    kept_as(name, content_type).body(text)
}

fn kept_as(name: &str, content_type: &str) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CONTENT_TYPE, content_type))
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((header::CACHE_CONTROL, "no-store"));
    answer
}
