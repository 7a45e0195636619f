//! Tries whether visitors can come to an address. Only what is plain HTTP can be asked from here; where TLS begins at a
//! proxy, the browser that stands at the address is the better witness.

use crate::settings::PublicUrl;
use serde::Serialize;
use std::{
    io::{Read, Write},
    net::{TcpStream, ToSocketAddrs},
    time::Duration,
};

/// How long each step of the test may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// What the probe of a living installation says.
const ALIVE: &str = "{\"status\":\"ok\"}";

/// What came of the test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The browser is at this very address.
    Here,
    /// This installation, or one like it, answers there.
    Answers,
    /// Nobody answers, or somebody else.
    Silent,
    /// It begins with https and cannot be tried from here.
    Secure,
}

/// Tries `address`; `here` is where the browser is, as far as is known.
pub fn test(address: &PublicUrl, here: &str) -> Reach {
    if address.to("") == here {
        return Reach::Here;
    }
    if address.is_https() {
        return Reach::Secure;
    }
    match asked(address) {
        Ok(answer) if answer.starts_with("HTTP/1.1 200") && answer.contains(ALIVE) => Reach::Answers,
        _ => Reach::Silent,
    }
}

fn asked(address: &PublicUrl) -> std::io::Result<String> {
    let host = address.host();
    let with_port = host
        .rsplit_once(':')
        .is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let place = if with_port {
        host.to_owned()
    } else {
        format!("{host}:80")
    };
    let target = place.to_socket_addrs()?.next().ok_or(std::io::ErrorKind::NotFound)?;
    let mut stream = TcpStream::connect_timeout(&target, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let path = format!("{}/healthz", address.base_path);
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(16 << 10).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn an_address_is_told_by_who_answers_there() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = format!("http://{}/ayuda", listener.local_addr().unwrap());
        let address = PublicUrl::parse(&at).unwrap();
        assert_eq!(test(&address, &at), Reach::Here);
        let answering = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 512];
            let read = stream.read(&mut asked).unwrap();
            assert!(asked[..read].starts_with(b"GET /ayuda/healthz "));
            write!(stream, "HTTP/1.1 200 OK\r\n\r\n{ALIVE}").unwrap();
        });
        assert_eq!(test(&address, "http://127.0.0.1:1"), Reach::Answers);
        answering.join().unwrap();
        assert_eq!(
            test(&address, "http://127.0.0.1:1"),
            Reach::Silent,
            "nobody listens any more"
        );
        let secure = PublicUrl::parse("https://help.example").unwrap();
        assert_eq!(test(&secure, "http://127.0.0.1:1"), Reach::Secure);
    }
}
