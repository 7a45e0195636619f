//! An encoder outside the program: an endpoint that answers as OpenAI's embeddings do, such as text-embeddings-inference,
//! Ollama or llama.cpp. Whatever is sent to it leaves the program, so personal data is masked here, where nobody can go
//! past it. Which endpoint it is, the settings say.

use crate::domain::redaction::{self, AllowList};
use precedent_meaning::{DIMENSIONS_MOST, Embedder, Kind, Unavailable, Vector};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use ureq::{Agent, Body, http::Response};

/// Texts of one request.
const BATCH: usize = 64;
/// Characters of a text that are sent: some 400 tokens, which models with room for 512 take.
const TEXT_MOST: usize = 1500;
/// Bytes of an answer: those of a full batch of the most dimensions.
const ANSWER_MOST: u64 = 16 << 20;
/// How long somebody waits who asked something, and how long the background does.
const QUESTION_TIMEOUT: Duration = Duration::from_secs(10);
const PHRASING_TIMEOUT: Duration = Duration::from_mins(1);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// After a question without an answer, others do not wait for one for so long.
const REST: Duration = Duration::from_secs(5);
/// Characters of what an endpoint says is wrong.
const EXCUSE_MOST: usize = 200;

/// Where an encoder is, and how it is asked.
#[derive(Clone)]
pub struct Endpoint {
    pub url: String,
    pub model: String,
    /// Empty: none is sent.
    pub key: String,
    /// What the model wants before a question.
    pub question_prefix: String,
    /// What the model wants before a text that may be found.
    pub phrasing_prefix: String,
}

impl Endpoint {
    /// Vectors under another id are made anew: of another model, of other dimensions, or with other prefixes. Where the
    /// model runs changes nothing.
    fn id(&self, dimensions: usize) -> String {
        let prefixes = Sha256::digest(format!("{}\0{}", self.question_prefix, self.phrasing_prefix));
        let hash = u32::from_be_bytes(std::array::from_fn(|at| prefixes[at]));
        format!("http {} {dimensions} {hash:08x}", self.model)
    }

    /// How many dimensions vectors under this id have; none where they are not of this endpoint.
    pub fn dimensions_of(&self, id: &str) -> Option<usize> {
        let (rest, _) = id.rsplit_once(' ')?;
        let dimensions = rest.rsplit_once(' ')?.1.parse().ok()?;
        (self.id(dimensions) == id).then_some(dimensions)
    }

    fn prefix(&self, kind: Kind) -> &str {
        match kind {
            Kind::Question => &self.question_prefix,
            Kind::Phrasing => &self.phrasing_prefix,
        }
    }
}

/// An encoder at an [`Endpoint`].
pub struct Remote {
    endpoint: Endpoint,
    agent: Agent,
    id: String,
    dimensions: usize,
    /// Until when questions do not try.
    resting: Mutex<Option<Instant>>,
}

#[derive(Serialize)]
struct Request<'a> {
    model: &'a str,
    input: &'a [String],
}

#[derive(Deserialize)]
struct Answer {
    data: Vec<One>,
}

#[derive(Deserialize)]
struct One {
    index: usize,
    embedding: Vec<f32>,
}

impl Remote {
    /// With so many dimensions; where that is not known, the endpoint is asked.
    pub fn open(endpoint: Endpoint, dimensions: Option<usize>) -> Result<Self, Unavailable> {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .timeout_connect(Some(CONNECT_TIMEOUT))
            .build()
            .new_agent();
        let mut remote = Self {
            endpoint,
            agent,
            id: String::new(),
            dimensions: 0,
            resting: Mutex::default(),
        };
        remote.dimensions = match dimensions {
            Some(dimensions) => dimensions,
            None => remote.ask_for_dimensions()?,
        };
        remote.id = remote.endpoint.id(remote.dimensions);
        Ok(remote)
    }

    fn ask_for_dimensions(&self) -> Result<usize, Unavailable> {
        let answer = self.ask(&["?".to_owned()], QUESTION_TIMEOUT)?;
        match answer.first().map_or(0, Vec::len) {
            dimensions @ 1..=DIMENSIONS_MOST => Ok(dimensions),
            dimensions => Err(self.failed(format!("gives vectors of {dimensions} numbers"))),
        }
    }

    /// What the endpoint makes of at most [`BATCH`] texts, in their order: one of each, all of numbers.
    fn ask(&self, texts: &[String], timeout: Duration) -> Result<Vec<Vec<f32>>, Unavailable> {
        let Endpoint { url, model, key, .. } = &self.endpoint;
        let mut request = self.agent.post(url);
        if !key.is_empty() {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let request = request.config().timeout_global(Some(timeout)).build();
        let response = request
            .send_json(Request { model, input: texts })
            .map_err(|error| self.failed(format!("does not answer: {error}")))?;
        let answer = self.read(response)?;
        let mut vectors: Vec<Vec<f32>> = vec![Vec::new(); texts.len()];
        for one in answer.data {
            let place = vectors
                .get_mut(one.index)
                .ok_or_else(|| self.failed("gives vectors that nobody asked for".into()))?;
            *place = one.embedding;
        }
        let sound = |vector: &Vec<f32>| !vector.is_empty() && vector.iter().all(|number| number.is_finite());
        if !vectors.iter().all(sound) {
            return Err(self.failed("leaves vectors out, or gives what are no numbers".into()));
        }
        Ok(vectors)
    }

    fn read(&self, mut response: Response<Body>) -> Result<Answer, Unavailable> {
        let status = response.status();
        let body = response.body_mut().with_config().limit(ANSWER_MOST).read_to_vec();
        let body = body.map_err(|error| self.failed(format!("breaks off: {error}")))?;
        if !status.is_success() {
            let excuse: String = String::from_utf8_lossy(&body).chars().take(EXCUSE_MOST).collect();
            return Err(self.failed(format!("answers {status}: {excuse}")));
        }
        serde_json::from_slice(&body).map_err(|error| self.failed(format!("gives no embeddings: {error}")))
    }

    fn failed(&self, what: String) -> Unavailable {
        Unavailable(format!("{} {what}", self.endpoint.url))
    }

    fn embed_batch(&self, texts: &[&str], kind: Kind) -> Result<Vec<Vector>, Unavailable> {
        let prefix = self.endpoint.prefix(kind);
        let sent: Vec<_> = texts.iter().map(|text| format!("{prefix}{}", outward(text))).collect();
        let timeout = match kind {
            Kind::Question => QUESTION_TIMEOUT,
            Kind::Phrasing => PHRASING_TIMEOUT,
        };
        let vectors = self.ask(&sent, timeout)?;
        if let Some(other) = vectors.iter().find(|vector| vector.len() != self.dimensions) {
            return Err(self.failed(format!(
                "gives vectors of {} numbers instead of {}; encoder_dimensions says how many they should be",
                other.len(),
                self.dimensions
            )));
        }
        Ok(vectors.iter().map(|vector| Vector::of(vector)).collect())
    }

    fn is_resting(&self) -> bool {
        let resting = self.resting.lock().unwrap_or_else(PoisonError::into_inner);
        resting.is_some_and(|until| Instant::now() < until)
    }

    fn rest(&self, until: Option<Instant>) {
        *self.resting.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }
}

impl Embedder for Remote {
    fn id(&self) -> &str {
        &self.id
    }

    fn dimensions(&self) -> usize {
        self.dimensions
    }

    fn embed(&self, texts: &[&str], kind: Kind) -> Result<Vec<Vector>, Unavailable> {
        if kind == Kind::Question && self.is_resting() {
            return Err(self.failed("did not answer a moment ago".into()));
        }
        let mut vectors = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH) {
            let made = self.embed_batch(batch, kind);
            match &made {
                Ok(_) => self.rest(None),
                // What is encoded in the background may be too much for it where a question is not.
                Err(_) if kind == Kind::Question => self.rest(Some(Instant::now() + REST)),
                Err(_) => {}
            }
            vectors.extend(made?);
        }
        Ok(vectors)
    }
}

/// A text as it may leave the program: without personal data, and no longer than a model reads.
fn outward(text: &str) -> String {
    let masked = redaction::redact(text, "en", &AllowList::default()).text;
    match masked.char_indices().nth(TEXT_MOST) {
        Some((end, _)) => masked[..end].to_owned(),
        None => masked,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn endpoint() -> Endpoint {
        Endpoint {
            url: "http://127.0.0.1:9/v1/embeddings".into(),
            model: "intfloat/multilingual e5".into(),
            key: String::new(),
            question_prefix: "query: ".into(),
            phrasing_prefix: "passage: ".into(),
        }
    }

    #[test]
    fn an_id_tells_all_that_vectors_depend_on() {
        let id = endpoint().id(384);
        assert!(id.starts_with("http intfloat/multilingual e5 384 "), "{id}");
        assert_eq!(endpoint().dimensions_of(&id), Some(384));
        let moved = Endpoint {
            url: "http://127.0.0.1:10/".into(),
            ..endpoint()
        };
        assert_eq!(moved.id(384), id);
        let without = Endpoint {
            question_prefix: String::new(),
            ..endpoint()
        };
        assert_ne!(without.id(384), id);
        assert_eq!(without.dimensions_of(&id), None);
        assert_eq!(endpoint().dimensions_of("use-multilingual-3"), None);
    }

    #[test]
    fn personal_data_does_not_leave_and_long_texts_are_cut() {
        let sent = outward("Soy ana@correo.example, mi pedido no llega");
        assert!(!sent.contains("ana@") && sent.contains("pedido no llega"), "{sent}");
        assert_eq!(outward(&"ñ".repeat(5000)).chars().count(), TEXT_MOST);
    }

    #[test]
    fn with_dimensions_it_opens_where_nothing_answers_and_gives_no_vectors() {
        let remote = Remote::open(endpoint(), Some(3)).unwrap();
        assert!(remote.embed(&[], Kind::Phrasing).unwrap().is_empty());
        let error = remote.embed(&["hola"], Kind::Question).unwrap_err().to_string();
        assert!(error.contains("127.0.0.1:9"), "{error}");
        let error = remote.embed(&["hola"], Kind::Question).unwrap_err().to_string();
        assert!(error.contains("a moment ago"), "{error}");
        assert!(Remote::open(endpoint(), None).is_err());
    }
}
