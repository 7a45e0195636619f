//! Calls that change something: their body, and the key that makes a repeat harmless.

use super::answer::Answer;
use crate::{
    app::App,
    db::idempotency,
    error::{Code, Error, Result},
    secret,
    web::{
        Web, blocking,
        error::{Problem, Unreadable, of_json},
        extract::Authority,
    },
};
use actix_web::{
    FromRequest, HttpMessage, HttpRequest, HttpResponse,
    dev::Payload,
    http::header::HeaderName,
    web::{Bytes, Data},
};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

/// The header with the key (draft-ietf-httpapi-idempotency-key-header).
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// How long a request may be under way, in seconds, before its key is another's to take: far longer than any takes, short
/// enough for somebody who tries again after the server was killed.
const UNDER_WAY_MOST: i64 = 30;
/// Longest key, in characters.
const KEY_MOST: usize = 255;

/// The body of a write, and its `Idempotency-Key` where it has one. No body at all is an empty object.
pub struct Write<T> {
    pub body: T,
    key: Option<Key>,
}

/// The body of a call to which nothing has to be said.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Nothing {}

struct Key {
    key: String,
    /// Tells this request from another with the same key.
    request_hash: String,
}

impl<T: DeserializeOwned + 'static> FromRequest for Write<T> {
    type Error = actix_web::Error;
    type Future = LocalBoxFuture<'static, Result<Self, actix_web::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let bytes = Bytes::from_request(&request, payload);
        Box::pin(async move {
            let bytes = bytes.await.map_err(|error| Problem(of_payload(&error)))?;
            read(&request, &bytes).map_err(|error| Problem(error).into())
        })
    }
}

fn of_payload(error: &actix_web::Error) -> Error {
    match error.as_error::<actix_web::error::PayloadError>() {
        Some(error) => error.explain(),
        None if error.as_response_error().status_code().as_u16() == 413 => {
            crate::web::error::too_large(crate::web::JSON_MOST)
        }
        None => Error::new(Code::BadRequest, "The body cannot be read."),
    }
}

fn read<T: DeserializeOwned>(request: &HttpRequest, bytes: &[u8]) -> Result<Write<T>> {
    let kind = request.content_type();
    let is_json = kind.is_empty() || kind.eq_ignore_ascii_case("application/json") || kind.ends_with("+json");
    if !bytes.is_empty() && !is_json {
        return Err(Error::new(Code::BadRequest, "Send the body as application/json."));
    }
    let json = if bytes.is_empty() { b"{}" } else { bytes };
    let body = serde_json::from_slice(json).map_err(|error| of_json(&error))?;
    let key = request
        .headers()
        .get(KEY)
        .map(|value| value.to_str().unwrap_or_default());
    let key = match key {
        None => None,
        Some(key) if key.is_empty() || key.len() > KEY_MOST => {
            return Err(Error::invalid(
                "Idempotency-Key",
                format!("It has 1 to {KEY_MOST} ASCII characters."),
            ));
        }
        Some(key) => Some(Key {
            key: key.to_owned(),
            request_hash: secret::hash(&format!(
                "{} {} {}",
                request.method(),
                request.path(),
                String::from_utf8_lossy(bytes)
            )),
        }),
    };
    Ok(Write { body, key })
}

impl<T: Send + 'static> Write<T> {
    /// Does the work; with a key that was used before, gives the answer of then instead.
    pub async fn once(
        self,
        web: &Data<Web>,
        caller: &Authority,
        work: impl FnOnce(&App, &Authority, T) -> Result<Answer> + Send + 'static,
    ) -> Result<HttpResponse, Problem> {
        let caller = caller.clone();
        let Self { body, key } = self;
        let answer = blocking::run(web, move |app| match (key, caller.owner()) {
            // Strangers share no keys: what they may do (vote) is harmless when repeated.
            (None, _) | (_, None) => work(app, &caller, body),
            (Some(key), Some(owner)) => key.once(app, &owner, || work(app, &caller, body)),
        })
        .await?;
        Ok(answer.respond())
    }
}

impl Key {
    fn once(&self, app: &App, owner: &str, work: impl FnOnce() -> Result<Answer>) -> Result<Answer> {
        if let Some(answer) = self.taken(app, owner)? {
            return Ok(answer);
        }
        let answer = work();
        app.database.write(|connection| {
            match &answer {
                Ok(answer) if answer.status < 400 => {
                    idempotency::complete(connection, owner, &self.key, i32::from(answer.status), &answer.body)?;
                }
                // Nothing was done, so it may be tried again.
                _ => {
                    idempotency::delete(connection, owner, &self.key)?;
                }
            }
            Ok(())
        })?;
        answer
    }

    /// Takes the key for this request; where it was taken before, what was answered then.
    fn taken(&self, app: &App, owner: &str) -> Result<Option<Answer>> {
        let now = app.clock.now();
        let taken = app.database.write(|connection| {
            Ok(idempotency::insert(
                connection,
                owner,
                &self.key,
                &self.request_hash,
                now,
            )?)
        });
        match taken {
            Ok(_) => return Ok(None),
            Err(error) if error.code() == Code::Conflict => {}
            Err(error) => return Err(error),
        }
        let begun_before = now - chrono::Duration::seconds(UNDER_WAY_MOST);
        let abandoned = app.database.write(|connection| {
            let hash = &self.request_hash;
            Ok(idempotency::take_over(
                connection,
                owner,
                &self.key,
                hash,
                begun_before,
                now,
            )?)
        })?;
        if abandoned {
            return Ok(None);
        }
        let seen = app
            .database
            .read(|connection| Ok::<_, Error>(idempotency::find(connection, owner, &self.key)?))?;
        match seen {
            Some(seen) if seen.request_hash != self.request_hash => Err(Error::new(
                Code::IdempotencyMismatch,
                "This Idempotency-Key was used for another request. Use a new one.",
            )),
            Some(idempotency::Seen {
                status: Some(status),
                body,
                ..
            }) => Ok(Some(Answer {
                status: u16::try_from(status).unwrap_or(200),
                body: body.unwrap_or_default(),
            })),
            _ => Err(Error::new(
                Code::RequestInFlight,
                "The first request with this Idempotency-Key is still under way.",
            )
            .with_retry_after(1)),
        }
    }
}
