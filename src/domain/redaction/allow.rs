//! What the owner of the site has declared public: the brand's own handles, addresses and numbers stay readable.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::folded::Folded;

/// The public contact data of a brand. Comparison ignores case, accents and the way a number is grouped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowList {
    handles: Vec<String>,
    emails: Vec<String>,
    phones: Vec<String>,
    domains: Vec<String>,
    brands: Vec<String>,
    networks: Vec<Network>,
    addresses: Vec<String>,
}

/// An allow list as its owner writes it; every part may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AllowListText {
    pub handles: Vec<String>,
    pub emails: Vec<String>,
    pub phones: Vec<String>,
    pub domains: Vec<String>,
    pub brands: Vec<String>,
    /// Addresses (`9.9.9.9`) and networks (`10.0.0.0/8`).
    pub ips: Vec<String>,
    /// Postal addresses, such as those of shops.
    pub addresses: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    prefix: u8,
}

/// Mailboxes that belong to a role and not to a person, at a domain of the brand.
const ROLES: [&str; 34] = [
    "admin",
    "atencion",
    "atencionalcliente",
    "ayuda",
    "billing",
    "booking",
    "care",
    "clientes",
    "comercial",
    "contact",
    "contacto",
    "customercare",
    "customerservice",
    "dpo",
    "facturacion",
    "feedback",
    "hello",
    "help",
    "hola",
    "info",
    "legal",
    "mail",
    "marketing",
    "noreply",
    "orders",
    "pedidos",
    "press",
    "privacidad",
    "privacy",
    "reservas",
    "sales",
    "soporte",
    "support",
    "ventas",
];

impl AllowList {
    /// Reads `{"handles","emails","phones","domains","brands","ips","addresses"}`; every part may be missing.
    ///
    /// # Errors
    /// When the text is not JSON of that shape, or an entry of `ips` is neither an address nor a network.
    pub fn from_json(json: &str) -> Result<Self, AllowListError> {
        Self::from_text(&serde_json::from_str(json)?)
    }

    /// Prepares a written allow list for comparison.
    ///
    /// # Errors
    /// When an entry of `ips` is neither an address nor a network.
    pub fn from_text(text: &AllowListText) -> Result<Self, AllowListError> {
        let fold_all = |words: &[String]| words.iter().map(|word| fold(word)).collect();
        Ok(Self {
            handles: text
                .handles
                .iter()
                .map(|handle| fold(handle.trim_start_matches('@')))
                .collect(),
            emails: fold_all(&text.emails),
            phones: text.phones.iter().map(|phone| significant_digits(phone)).collect(),
            domains: text
                .domains
                .iter()
                .map(|domain| fold(domain.trim_start_matches("www.")))
                .collect(),
            brands: fold_all(&text.brands),
            networks: text.ips.iter().map(|ip| Network::parse(ip)).collect::<Result<_, _>>()?,
            addresses: text
                .addresses
                .iter()
                .map(|address| letters_and_digits(address))
                .collect(),
        })
    }

    /// Whether a handle, with or without its `@`, is one of the brand's.
    pub fn allows_handle(&self, handle: &str) -> bool {
        self.handles.contains(&fold(handle.trim_start_matches('@')))
    }

    /// Whether an e-mail address is public: listed itself, or a role such as `help` at a listed domain.
    pub fn allows_email(&self, email: &str) -> bool {
        let email = fold(email);
        if self.emails.contains(&email) {
            return true;
        }
        let Some((local, domain)) = email.split_once('@') else {
            return false;
        };
        let role: String = local.chars().filter(char::is_ascii_alphabetic).collect();
        ROLES.contains(&role.as_str()) && self.domains.iter().any(|allowed| is_domain_or_part(domain, allowed))
    }

    /// Whether a phone number is public, written with or without a country's prefix.
    pub fn allows_phone(&self, phone: &str) -> bool {
        let digits = significant_digits(phone);
        self.phones
            .iter()
            .any(|allowed| same_number(&digits, allowed) || same_number(allowed, &digits))
    }

    /// Whether an IP address is in a public network.
    pub fn allows_ip(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.contains(address))
    }

    /// Whether a word or phrase is the name of a brand.
    pub fn allows_name(&self, name: &str) -> bool {
        self.brands.contains(&fold(name))
    }

    /// Whether a postal address is public: it says no more than a listed one, or a listed one stands in it.
    pub fn allows_address(&self, address: &str) -> bool {
        let address = letters_and_digits(address);
        self.addresses
            .iter()
            .any(|allowed| allowed.contains(&address) || address.contains(allowed.as_str()))
    }
}

impl Network {
    fn parse(text: &str) -> Result<Self, AllowListError> {
        let unreadable = || AllowListError::Network(text.to_owned());
        let (address, prefix) = text
            .split_once('/')
            .map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.trim().parse().map_err(|_| unreadable())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), |prefix| prefix.trim().parse().map_err(|_| unreadable()))?;
        if prefix > longest {
            Err(unreadable())
        } else {
            Ok(Self { address, prefix })
        }
    }

    fn contains(self, address: IpAddr) -> bool {
        let (width, own, other) = match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => (32, u128::from(u32::from(own)), u128::from(u32::from(other))),
            (IpAddr::V6(own), IpAddr::V6(other)) => (128, u128::from(own), u128::from(other)),
            _ => return false,
        };
        let ignored = width - u32::from(self.prefix);
        own.checked_shr(ignored).unwrap_or(0) == other.checked_shr(ignored).unwrap_or(0)
    }
}

/// Why an allow list cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum AllowListError {
    #[error("the allow list is not JSON of the expected shape: {0}")]
    Json(#[from] serde_json::Error),
    #[error("{0:?} is neither an IP address nor a network")]
    Network(String),
}

fn fold(text: &str) -> String {
    let folded = Folded::new(text.trim());
    folded
        .bytes
        .iter()
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect()
}

fn letters_and_digits(text: &str) -> String {
    fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The digits of a number without the `00` that starts an international one.
fn significant_digits(phone: &str) -> String {
    let digits: String = fold(phone).chars().filter(char::is_ascii_digit).collect();
    digits.strip_prefix("00").map_or(digits.clone(), str::to_owned)
}

/// Whether the longer of two numbers is the other one after a country's prefix of one to three digits, where the other may
/// have the trunk zero of its country.
fn same_number(long: &str, short: &str) -> bool {
    if long == short {
        return true;
    }
    let national = short.strip_prefix('0').unwrap_or(short);
    national.len() >= 6
        && long
            .strip_suffix(national)
            .is_some_and(|prefix| (1..=3).contains(&prefix.len()))
}

fn is_domain_or_part(domain: &str, allowed: &str) -> bool {
    domain
        .strip_suffix(allowed)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn list() -> AllowList {
        AllowList::from_json(
            r#"{"handles":["@FibraSur"],"emails":["Ayuda@fibrasur.example"],"phones":["900 300 400","+44 20 7946 0000","1717"],
                "domains":["fibrasur.example"],"brands":["Fibra Súr"],"ips":["10.0.0.0/8","9.9.9.9","fd00::/8"],
                "addresses":["Calle Mayor 3, Soria"]}"#,
        )
        .unwrap()
    }

    #[test]
    fn handles_names_and_mailboxes_are_compared_folded() {
        let list = list();
        assert!(list.allows_handle("@fibrasur") && !list.allows_handle("@fibrasur2"));
        assert!(list.allows_name("fibra sur"));
        assert!(list.allows_email("ayuda@FIBRASUR.example"));
    }

    #[test]
    fn at_a_public_domain_only_roles_are_public() {
        let list = list();
        assert!(list.allows_email("no-reply@mail.fibrasur.example"));
        assert!(!list.allows_email("marta.gil@fibrasur.example"));
        assert!(!list.allows_email("info@nofibrasur.example"));
    }

    #[test]
    fn phones_are_the_same_with_and_without_their_country() {
        let list = list();
        assert!(list.allows_phone("+34 900-300-400") && list.allows_phone("0034900300400"));
        assert!(list.allows_phone("020 7946 0000") && list.allows_phone("1717"));
        assert!(!list.allows_phone("900 300 401") && !list.allows_phone("171 7171"));
    }

    #[test]
    fn networks_hold_their_addresses() {
        let list = list();
        assert!(list.allows_ip("10.20.30.40".parse().unwrap()) && list.allows_ip("9.9.9.9".parse().unwrap()));
        assert!(list.allows_ip("fd12::1".parse().unwrap()) && !list.allows_ip("9.9.9.8".parse().unwrap()));
    }

    #[test]
    fn an_unreadable_network_is_named() {
        let error = AllowList::from_json(r#"{"ips":["10.0.0.0/40"]}"#).unwrap_err();
        assert!(error.to_string().contains("10.0.0.0/40"), "{error}");
    }

    #[test]
    fn shop_addresses_stay() {
        assert!(list().allows_address("calle mayor 3"));
        assert!(!list().allows_address("calle mayor 30"));
    }
}
