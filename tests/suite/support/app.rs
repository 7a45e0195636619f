//! A whole installation: real server on a free port, worker, and people who call it.

use super::{archive::Archive, between, noon, wait_for, wait_until};
use actix_web::dev::ServerHandle;
use precedent::{
    actions::{
        Actor,
        account::{self, Creation},
        health, publish, revise, sign_in, token,
    },
    app::App,
    db::{self, brand::NewBrand},
    domain::{
        account::{Role, Scope},
        article::{Audience, Parts},
        brand::Brand,
        id::{ArticleId, BrandId},
        locale::Locale,
    },
    settings::Written,
    web,
    worker::{self, Worker},
};
use serde_json::Value;
use std::{
    net::TcpListener,
    ops::Deref,
    sync::mpsc,
    thread::{self, JoinHandle},
};
use ureq::http::{HeaderMap, Method, Request};

/// An installation that serves. It stops when it is dropped.
pub struct TestApp {
    archive: Archive,
    address: String,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
    _worker: Worker,
}

impl TestApp {
    /// One with nothing in it, without limits on how often one may call.
    pub fn start() -> Self {
        Self::with(|_| {})
    }

    /// One with other settings.
    pub fn with(change: impl FnOnce(&mut Written)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = listener.local_addr().unwrap().to_string();
        let archive = Archive::with(|settings| {
            settings.listen.clone_from(&listen);
            settings.workers = 1;
            settings.requests_per_minute = 0;
            settings.token_requests_per_minute = 0;
            change(settings);
        });
        let base_path = archive.app.settings.public_url.base_path.clone();
        let worker = worker::start(&archive.app).unwrap();
        let (sender, receiver) = mpsc::channel();
        let app = archive.app.clone();
        let thread = thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = web::serve(app, listener).unwrap();
                sender.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        Self {
            address: format!("http://{listen}{base_path}"),
            server: receiver.recv().unwrap(),
            thread: Some(thread),
            archive,
            _worker: worker,
        }
    }

    /// Somebody without a token.
    pub fn visitor(&self) -> Caller {
        Caller {
            address: self.address.clone(),
            headers: Vec::new(),
        }
    }

    /// A program with a token of these scopes.
    pub fn token(&self, scopes: &[Scope]) -> Caller {
        self.token_of(scopes, None)
    }

    /// A program with a token for one brand.
    pub fn token_of(&self, scopes: &[Scope], brand_id: Option<BrandId>) -> Caller {
        let (_, key) = token::create(&self.app, Actor::default(), "test", scopes, brand_id, None).unwrap();
        self.visitor().with("authorization", &format!("Bearer {key}"))
    }

    /// Somebody who signed in: with the session's cookie, and with its form token.
    pub fn signed_in(&self, role: Role) -> (Caller, String) {
        let email = format!("{role}@acme.example");
        let password = "a long enough password".to_owned();
        let new = Creation {
            email: email.clone(),
            name: role.to_string(),
            role,
            password: password.clone(),
            locale: Locale::spanish(),
        };
        account::add(&self.app, Actor::default(), &new).unwrap();
        let opened = sign_in::sign_in(&self.app, &email, &password).unwrap();
        let session = sign_in::session(&self.app, &opened.key).unwrap().unwrap();
        let caller = self
            .visitor()
            .with("cookie", &format!("{}={}", web::session::COOKIE, opened.key));
        (caller, session.csrf)
    }

    /// Waits until the index shows all that was written.
    pub fn settle(&self) {
        wait_for(|| {
            let health = health::health(&self.app).unwrap();
            let is_level = health.index_fits && health.index_behind == 0;
            is_level
                .then_some(())
                .ok_or_else(|| format!("the index does not catch up: {health:?}"))
        });
    }

    /// Waits until so many articles have vectors.
    pub fn settle_meaning(&self, articles: usize) {
        wait_until("the vectors do not follow", || self.app.meaning.count().0 >= articles);
    }
}

impl Deref for TestApp {
    type Target = Archive;
    fn deref(&self) -> &Archive {
        &self.archive
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // The command is sent at once; the future only tells when it is done.
        drop(self.server.stop(false));
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap_or_default();
        }
    }
}

/// A text for a query or a form, every byte of it percent-encoded.
pub fn encode(text: &str) -> String {
    text.bytes()
        .fold(String::new(), |encoded, byte| encoded + &format!("%{byte:02X}"))
}

/// Somebody who calls.
#[derive(Clone)]
pub struct Caller {
    address: String,
    headers: Vec<(String, String)>,
}

/// What was answered.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Caller {
    /// Somebody who calls a server at this address.
    pub fn to(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            headers: Vec::new(),
        }
    }

    /// The same with one header more.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None)
    }

    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::POST, path, Some(body.to_string().into_bytes()))
    }

    /// Sends a form as a browser does.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encode(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let form = self.clone().with("content-type", "application/x-www-form-urlencoded");
        form.send(Method::POST, path, Some(body.into_bytes()))
    }

    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::PUT, path, Some(body.to_string().into_bytes()))
    }

    pub fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::PATCH, path, Some(body.to_string().into_bytes()))
    }

    /// Any request; none where nobody answers (any more).
    pub fn attempt(&self, method: &str, path: &str, body: Option<&Value>) -> Option<Reply> {
        let method = method.parse().unwrap();
        self.try_send(method, path, body.map(|body| body.to_string().into_bytes()))
            .ok()
    }

    /// Any request; a body is sent as JSON, whatever it is.
    pub fn send(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Reply {
        self.try_send(method, path, body).unwrap()
    }

    fn try_send(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Result<Reply, ureq::Error> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .build()
            .into();
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.address));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let answer = match body {
            Some(body) if self.headers.iter().any(|(name, _)| name == "content-type") => {
                agent.run(request.body(body).unwrap())
            }
            Some(body) => agent.run(request.header("content-type", "application/json").body(body).unwrap()),
            None => agent.run(request.body(()).unwrap()),
        };
        let mut answer = answer?;
        Ok(Reply {
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            text: answer.body_mut().read_to_string()?,
        })
    }
}

impl Reply {
    /// The body, which has to be JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The body of an answer with this status.
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// The problem with this status, which has to be one; its code.
    pub fn problem(&self, status: u16) -> String {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(problem["status"], status, "{self:?}");
        assert!(!problem["detail"].as_str().unwrap().is_empty(), "{self:?}");
        problem["code"].as_str().unwrap().to_owned()
    }

    /// What stands behind the first `mark` up to the next quote: an address, or a value of a form.
    pub fn behind(&self, mark: &str) -> &str {
        between(&self.text, mark, "\"")
    }

    /// A field of each of the hits of a search, best first.
    pub fn hits(&self, field: &str) -> Vec<String> {
        let found = self.expect(200);
        let hits = found["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit[field].as_str().unwrap().to_owned()).collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Gives an installation a brand.
pub fn add_brand(app: &App, new: &NewBrand) -> Brand {
    let made = app
        .database
        .write(|connection| Ok(db::brand::insert(connection, new, noon())?));
    app.forget_brands();
    made.unwrap()
}

/// Sends a form with the session's token.
pub fn send(who: &(Caller, String), path: &str, fields: &[(&str, &str)]) -> Reply {
    let mut all = vec![("csrf", who.1.as_str())];
    all.extend_from_slice(fields);
    who.0.form(path, &all)
}

/// A new article of these parts and nothing else, for staff.
pub fn creation(brand_id: BrandId, locale: Locale, parts: Parts) -> revise::Creation {
    revise::Creation {
        brand_id,
        locale,
        parts,
        audience: Audience::Internal,
        translation_of: None,
        external_id: None,
        topics: Vec::new(),
        tags: Vec::new(),
        note: String::new(),
    }
}

/// Writes an article and publishes it for everybody.
pub fn published_as(app: &App, new: &revise::Creation) -> ArticleId {
    let id = revise::create(app, Actor::default(), new).unwrap();
    publish::publish(app, Actor::default(), id, None, Audience::Public).unwrap();
    id
}

/// The same with these words, in Spanish.
pub fn published(app: &App, brand: &str, title: &str, resolution: &str) -> ArticleId {
    let brand = app.brand(Some(brand)).unwrap();
    let parts = Parts {
        title: title.into(),
        issue: title.into(),
        resolution: resolution.into(),
        reply: resolution.chars().take(200).collect(),
        ..Parts::default()
    };
    published_as(app, &creation(brand.id, Locale::spanish(), parts))
}
