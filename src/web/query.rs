//! The query of an address as a type, where a part that cannot be read is named.

use super::error;
use crate::error::{Code, Error};
use actix_web::{FromRequest, HttpRequest, dev::Payload, error::QueryPayloadError, web};
use serde::de::DeserializeOwned;
use std::{
    future::{Ready, ready},
    ops::Deref,
};

/// The query of a request.
#[derive(Debug)]
pub struct Query<T>(T);

impl<T> Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map_err(|problem| error::shown(request, problem)))
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<Query<T>, Error> {
    let reason = match web::Query::<T>::from_query(text) {
        Ok(query) => return Ok(Query(query.into_inner())),
        Err(error) => said(&error),
    };
    // The reason does not say which part it is about: it is the one that alone fails for the same.
    let culprit = text.split('&').find(|part| {
        let alone = web::Query::<T>::from_query(part);
        alone.is_err_and(|error| said(&error) == reason)
    });
    let named = culprit.and_then(|part| {
        web::Query::<Vec<(String, String)>>::from_query(part)
            .ok()?
            .into_inner()
            .pop()
    });
    Err(match named {
        Some((name, value)) => Error::invalid(&name, format!("{value:?} cannot be read: {reason}.")),
        None => Error::new(Code::Invalid, format!("The query cannot be read: {reason}.")),
    })
}

fn said(error: &QueryPayloadError) -> String {
    match error {
        QueryPayloadError::Deserialize(reason) => reason.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Wanted {
        limit: Option<usize>,
        from: i64,
    }

    #[test]
    fn the_part_that_cannot_be_read_is_named() {
        let query = read::<Wanted>("limit=3&from=1&other=x").unwrap();
        assert_eq!((query.limit, query.from), (Some(3), 1));
        let wrong = |text: &str| read::<Wanted>(text).unwrap_err();
        assert_eq!(wrong("from=1&limit=abc").fields()[0].name, "limit");
        assert_eq!(wrong("from=x%20y&limit=1").fields()[0].name, "from");
        assert!(wrong("limit=1").to_string().contains("from"), "{}", wrong("limit=1"));
    }
}
