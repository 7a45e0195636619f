//! An embeddings endpoint as others run one, on a port of this machine: a text's direction is that of the subjects that it
//! names.

use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
};

/// What words of one subject begin with, in any language.
const SUBJECTS: [&[&str]; 3] = [
    &["contraseñ", "clave", "password", "login"],
    &["devol", "reembols", "return", "refund"],
    &["mando", "tele", "pilas"],
];

/// A request that came.
#[derive(Debug, Clone)]
pub struct Asked {
    pub model: String,
    pub texts: Vec<String>,
    /// The header `Authorization`; empty: there was none.
    pub authorization: String,
}

/// A running endpoint, until it is dropped.
pub struct Embeddings {
    address: SocketAddr,
    state: Arc<State>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    down: AtomicBool,
    stopping: AtomicBool,
    /// Where it sends those who ask.
    moved: Mutex<Option<String>>,
    /// Numbers that each vector has too many.
    surplus: AtomicUsize,
    asked: Mutex<Vec<Asked>>,
}

impl Embeddings {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State::default());
        let own = state.clone();
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if own.stopping.load(Ordering::Acquire) {
                    break;
                }
                // A caller that went away is no matter of the endpoint's.
                let _ = answer(stream.unwrap(), &own);
            }
        });
        Self {
            address,
            state,
            thread: Some(thread),
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}/v1/embeddings", self.address)
    }

    /// Answers with an error until it is told to be up.
    pub fn set_down(&self, down: bool) {
        self.state.down.store(down, Ordering::Release);
    }

    /// Sends whoever asks to another one.
    pub fn set_moved(&self, to: &Self) {
        *self.state.moved.lock().unwrap() = Some(to.url());
    }

    /// Gives vectors of so many numbers more than at first.
    pub fn set_surplus(&self, surplus: usize) {
        self.state.surplus.store(surplus, Ordering::Release);
    }

    /// The requests that came since this was asked last.
    pub fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state.asked.lock().unwrap())
    }
}

impl Drop for Embeddings {
    fn drop(&mut self) {
        self.state.stopping.store(true, Ordering::Release);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(stream: TcpStream, state: &State) -> std::io::Result<()> {
    let mut reader = BufReader::new(&stream);
    let (mut length, mut authorization, mut line) = (0, String::new(), String::new());
    while reader.read_line(&mut line)? > 2 {
        if let Some((name, value)) = line.split_once(':') {
            match name.to_lowercase().as_str() {
                "content-length" => length = value.trim().parse().unwrap(),
                "authorization" => value.trim().clone_into(&mut authorization),
                _ => {}
            }
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (status, content) = if let Some(to) = &*state.moved.lock().unwrap() {
        (format!("307 Temporary Redirect\r\nLocation: {to}"), Value::Null)
    } else if state.down.load(Ordering::Acquire) {
        (
            "503 Service Unavailable".to_owned(),
            json!({"error": "the model is being loaded"}),
        )
    } else {
        (
            "200 OK".to_owned(),
            embeddings(&serde_json::from_slice(&body)?, authorization, state),
        )
    };
    let content = content.to_string();
    let length = content.len();
    write!(
        &stream,
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{content}"
    )
}

fn embeddings(request: &Value, authorization: String, state: &State) -> Value {
    let texts: Vec<String> = serde_json::from_value(request["input"].clone()).unwrap();
    let surplus = state.surplus.load(Ordering::Acquire);
    // The last first: only `index` says whose a vector is.
    let data = texts.iter().enumerate().rev();
    let data: Vec<_> = data
        .map(|(index, text)| json!({"object": "embedding", "index": index, "embedding": vector(text, surplus)}))
        .collect();
    state.asked.lock().unwrap().push(Asked {
        model: request["model"].as_str().unwrap().to_owned(),
        texts,
        authorization,
    });
    json!({"object": "list", "data": data})
}

/// One number for each subject, and one that all have in common.
fn vector(text: &str, surplus: usize) -> Vec<f32> {
    let text = text.to_lowercase();
    let about = |words: &&[&str]| words.iter().map(|word| text.matches(word).count()).sum::<usize>() as f32;
    let common = std::iter::repeat_n(0.1, 1 + surplus);
    SUBJECTS.iter().map(about).chain(common).collect()
}
