//! Who is calling, as far as the network tells.

use super::Web;
use actix_web::{
    HttpRequest,
    http::header::{self, HeaderMap},
    web::Data,
};
use std::net::{IpAddr, Ipv4Addr};

/// The caller's address. `X-Forwarded-For` is believed from trusted proxies alone.
pub fn address(request: &HttpRequest) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let trusted = request.app_data::<Data<Web>>().map(|web| web.app.settings.clone());
    let trusted = trusted
        .as_ref()
        .map_or(&[][..], |settings| &settings.written.trusted_proxies);
    behind(peer, forwarded(request.headers()), trusted)
}

/// What the caller's program calls itself.
pub fn browser(request: &HttpRequest) -> Option<&str> {
    let name = request.headers().get(header::USER_AGENT)?;
    name.to_str().ok()
}

/// Scheme and host that the caller's browser went to. What a proxy says of it is believed from trusted ones alone.
pub fn origin(request: &HttpRequest) -> String {
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let trusted = request.app_data::<Data<Web>>().is_some_and(|web| {
        let trusted = &web.app.settings.written.trusted_proxies;
        peer.is_some_and(|peer| trusted.contains(&peer))
    });
    let said = |name: &str| {
        let value = request.headers().get(name).filter(|_| trusted);
        let value = value.and_then(|value| value.to_str().ok())?;
        Some(value.split(',').next_back()?.trim().to_owned())
    };
    let scheme = said("x-forwarded-proto").filter(|scheme| matches!(scheme.as_str(), "http" | "https"));
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = said("x-forwarded-host").unwrap_or_else(|| host.unwrap_or_default().to_owned());
    format!("{}://{host}", scheme.as_deref().unwrap_or("http"))
}

/// The addresses that proxies wrote down, the nearest first.
fn forwarded(headers: &HeaderMap) -> impl Iterator<Item = IpAddr> {
    let mut written: Vec<IpAddr> = headers
        .get_all(header::X_FORWARDED_FOR)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        // What cannot be read hides what stands before it.
        .map(|address| address.trim().parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
        .collect();
    written.reverse();
    written.into_iter()
}

/// Walks from the nearest address outwards as long as the one that wrote the next down is trusted.
fn behind(peer: IpAddr, written: impl Iterator<Item = IpAddr>, trusted: &[IpAddr]) -> IpAddr {
    let mut client = peer;
    for next in written {
        if !trusted.contains(&client.to_canonical()) {
            break;
        }
        client = next;
    }
    client.to_canonical()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn behind_of(peer: &str, written: &[&str], trusted: &[&str]) -> String {
        let parse = |text: &&str| text.parse::<IpAddr>().unwrap();
        let trusted: Vec<_> = trusted.iter().map(parse).collect();
        behind(peer.parse().unwrap(), written.iter().map(parse), &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(behind_of("203.0.113.9", &["10.0.0.1"], &["10.0.0.1"]), "203.0.113.9");
        assert_eq!(behind_of("10.0.0.1", &["203.0.113.9"], &["10.0.0.1"]), "203.0.113.9");
        assert_eq!(
            behind_of(
                "10.0.0.1",
                &["10.0.0.2", "203.0.113.9", "1.2.3.4"],
                &["10.0.0.1", "10.0.0.2"]
            ),
            "203.0.113.9",
            "what a stranger claims about itself is not believed"
        );
        assert_eq!(
            behind_of("::ffff:10.0.0.1", &["2001:db8::1"], &["10.0.0.1"]),
            "2001:db8::1"
        );
    }
}
