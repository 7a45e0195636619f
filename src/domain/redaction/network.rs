//! Addresses of people's connections: IPv4 and IPv6, but not private networks, public name servers or version numbers.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::folded::is_word;
use super::lexicon::Roles;
use super::text::{Shape, Text};
use super::topic::{before, topic};
use super::{AllowList, Finding, Kind};

/// Name servers that every guide names.
const PUBLIC_V4: [[u8; 4]; 12] = [
    [8, 8, 8, 8],
    [8, 8, 4, 4],
    [1, 1, 1, 1],
    [1, 0, 0, 1],
    [9, 9, 9, 9],
    [149, 112, 112, 112],
    [208, 67, 222, 222],
    [208, 67, 220, 220],
    [94, 140, 14, 14],
    [94, 140, 15, 15],
    [80, 58, 61, 250],
    [80, 58, 61, 254],
];
const PUBLIC_V6: [&str; 6] = [
    "2001:4860:4860::8888",
    "2001:4860:4860::8844",
    "2606:4700:4700::1111",
    "2606:4700:4700::1001",
    "2620:fe::fe",
    "2620:119:35::35",
];
/// The longest IPv6 address in text, with an IPv4 tail.
const LONGEST_V6: usize = 45;

pub(super) fn find(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    version_4(text, allow, found);
    version_6(text, allow, found);
}

fn version_4(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    let mut first = 0;
    while first + 4 <= text.tokens.len() {
        let dotted = (first..first + 4)
            .take_while(|index| {
                text.tokens[*index].shape == Shape::Digits && (*index == first || text.gap(*index) == b".")
            })
            .count();
        if dotted < 4 {
            first += dotted.max(1);
            continue;
        }
        if let Some(address) = octets(text, first) {
            let range = text.tokens[first].start..text.tokens[first + 3].end;
            let about = topic(text, first, first + 3);
            let longer = text.before(range.start) == Some(b'.')
                || (text.at(range.end) == Some(b'.') && text.at(range.end + 1).is_some_and(is_word));
            let connection = about.is(Roles::NETWORK, 7);
            let otherwise = !connection
                && (about.is(Roles::PHONE, 7)
                    || before(text, first, Roles::VERSION.or(Roles::UPDATE)).distance <= 5
                    || address.octets().iter().filter(|octet| **octet > 9).count() < 2);
            if is_personal_v4(address) && !otherwise && !longer && !allow.allows_ip(IpAddr::V4(address)) {
                found.push(Finding::new(range, Kind::Ip, if connection { 0.97 } else { 0.9 }));
            }
        }
        first += 4;
    }
}

fn octets(text: &Text, first: usize) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    for (place, octet) in octets.iter_mut().enumerate() {
        *octet = std::str::from_utf8(text.word(first + place)).ok()?.parse().ok()?;
    }
    Some(Ipv4Addr::from(octets))
}

fn is_personal_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let carrier = first == 100 && (64..128).contains(&second);
    let special = address.is_private() || address.is_loopback() || address.is_link_local() || address.is_multicast();
    first != 0 && first < 240 && !special && !carrier && !PUBLIC_V4.contains(&address.octets())
}

fn version_6(text: &Text, allow: &AllowList, found: &mut Vec<Finding>) {
    let bytes = text.bytes();
    let mut position = 0;
    while let Some(colon) = bytes[position..]
        .iter()
        .position(|byte| *byte == b':')
        .map(|at| position + at)
    {
        let before = bytes[position..colon]
            .iter()
            .rev()
            .take(4)
            .take_while(|byte| byte.is_ascii_hexdigit())
            .count();
        let start = colon - before;
        let length = bytes[start..]
            .iter()
            .take(LONGEST_V6 + 1)
            .take_while(|byte| byte.is_ascii_hexdigit() || b":.".contains(byte))
            .count();
        let end = start + length
            - bytes[start..start + length]
                .iter()
                .rev()
                .take_while(|byte| **byte == b'.')
                .count();
        let end = if bytes[start..end].ends_with(b":") && !bytes[start..end].ends_with(b"::") {
            end - 1
        } else {
            end
        };
        let bounded = !text.before(start).is_some_and(is_word) && !text.at(end).is_some_and(is_word);
        if bounded
            && let Some(address) = parse_v6(&bytes[start..end])
            && is_personal_v6(address)
            && !allow.allows_ip(IpAddr::V6(address))
        {
            found.push(Finding::new(start..end, Kind::Ip, 0.95));
        }
        position = end.max(colon + 1);
    }
}

/// Three groups or more, so that a time or a `namespace::name` is none.
fn parse_v6(bytes: &[u8]) -> Option<Ipv6Addr> {
    let groups = bytes
        .split(|byte| *byte == b':')
        .filter(|group| !group.is_empty())
        .count();
    if groups < 3 || !bytes.iter().any(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(bytes).ok()?.parse().ok()
}

fn is_personal_v6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    let local = first & 0xFFC0 == 0xFE80 || first & 0xFE00 == 0xFC00 || first & 0xFF00 == 0xFF00;
    !local && !address.is_loopback() && !PUBLIC_V6.iter().any(|public| public.parse() == Ok(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(source: &str) -> Vec<&str> {
        let text = Text::new(source);
        let mut found = Vec::new();
        find(&text, &AllowList::default(), &mut found);
        found
            .into_iter()
            .map(|finding| &source[text.folded.to_source(finding.range)])
            .collect()
    }

    #[test]
    fn addresses_of_people_are_found() {
        assert_eq!(addresses("Mi IP es 83.45.12.9."), ["83.45.12.9"]);
        assert_eq!(addresses("desde 2a0c:5a80:1:2::9f, ayer"), ["2a0c:5a80:1:2::9f"]);
        assert_eq!(addresses("http://83.45.12.9/x"), ["83.45.12.9"]);
    }

    #[test]
    fn private_networks_name_servers_versions_and_times_stay() {
        assert!(addresses("entra en 192.168.1.1, DNS 1.1.1.1 y 2001:4860:4860::8888, fe80::1:2:3").is_empty());
        assert!(addresses("firmware 4.2.1.18, versión 10.2.3.4 a las 10:22:33, std::dead::beef, 1.2.3.4.5").is_empty());
    }
}
