//! The people who work here, what each role may do, and what a token may do.

use super::words::text_enum;

text_enum! {
    /// What a person does here. Each role may do all that the ones before it may.
    Role {
        /// Answers customers: reads, suggests, links, flags.
        Agent = "agent",
        /// Curates: drafts, redacts, publishes, archives.
        Editor = "editor",
        /// Runs the installation.
        Admin = "admin",
    }
}

text_enum! {
    /// What a token may be used for.
    Scope {
        /// Ask for suggestions and report their outcomes.
        Suggest = "suggest",
        /// Read articles and conversations, internal ones too.
        Read = "read",
        /// Bring conversations in.
        Ingest = "ingest",
        /// Draft, redact, publish, archive.
        Curate = "curate",
        /// Administer.
        Admin = "admin",
    }
}

impl Role {
    /// The scopes that a signed-in person with this role has.
    pub const fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Agent => &[Scope::Suggest, Scope::Read],
            Self::Editor => &[Scope::Suggest, Scope::Read, Scope::Ingest, Scope::Curate],
            Self::Admin => Scope::ALL,
        }
    }

    /// Whether this role may act as `needed`.
    pub fn is_at_least(self, needed: Self) -> bool {
        self >= needed
    }
}

/// Least length of a password, in characters (NIST SP 800-63B section 3.1.1.2 asks for 8 at least, with a second
/// factor, and 15 without; 10 is this product's compromise for an internal tool with rate-limited sign-in).
pub const PASSWORD_LEAST: usize = 10;
/// A longer one is refused, so that hashing cannot be used to exhaust the machine.
pub const PASSWORD_MOST: usize = 200;

/// The form in which an e-mail address is stored and compared: trimmed, lower case. None where it is no address.
pub fn normalise_email(text: &str) -> Option<String> {
    let email = text.trim().to_lowercase();
    let (local, host) = email.split_once('@')?;
    let sound = !local.is_empty() && host.len() > 2 && !host.contains('@') && email.len() <= 254;
    (sound && !email.contains(|c: char| c.is_whitespace() || c.is_control())).then_some(email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_the_one_before_may() {
        for pair in Role::ALL.windows(2) {
            assert!(
                pair[0].scopes().iter().all(|scope| pair[1].scopes().contains(scope)),
                "{pair:?}"
            );
            assert!(pair[1].is_at_least(pair[0]) && !pair[0].is_at_least(pair[1]));
        }
    }

    #[test]
    fn emails_are_normalised_or_refused() {
        assert_eq!(
            normalise_email("  Marta@Brizna.Example "),
            Some("marta@brizna.example".into())
        );
        for text in [
            "",
            "marta",
            "@brizna.example",
            "marta@",
            "a@b@c.example",
            "a b@c.example",
        ] {
            assert_eq!(normalise_email(text), None, "{text}");
        }
    }
}
