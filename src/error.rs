//! The one error of the product. It knows how to show itself to a program (a stable code and an HTTP status) and to a
//! person (a sentence that says what to do). What went wrong underneath stays in the log.
//!
//! Policy: `domain` has small errors of its own; `db` returns diesel's; actions turn both into this one; `web` shows it as
//! problem+json or a page; the command line prints it.

use std::fmt;

/// Declares the table of codes: variant, HTTP status, stable word, title.
macro_rules! codes {
    ($($(#[$meta:meta])* $variant:ident = $status:literal $word:literal $title:literal),+ $(,)?) => {
        /// What kind of error it is. The words are part of the API and never change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code { $($(#[$meta])* $variant),+ }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable word.
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// The HTTP status it is answered with.
            pub const fn status(self) -> u16 { match self { $(Self::$variant => $status),+ } }
            /// A short title in English.
            pub const fn title(self) -> &'static str { match self { $(Self::$variant => $title),+ } }
        }
    };
}

codes! {
    BadRequest = 400 "bad_request" "The request cannot be read",
    Unauthorized = 401 "unauthorized" "Sign in or send a token",
    Forbidden = 403 "forbidden" "Not permitted",
    MissingScope = 403 "missing_scope" "The token lacks a scope",
    CsrfFailed = 403 "csrf_failed" "The form is too old or came from elsewhere",
    NotFound = 404 "not_found" "Not found",
    MethodNotAllowed = 405 "method_not_allowed" "Method not allowed",
    Conflict = 409 "conflict" "Conflict",
    RedactionOpen = 409 "redaction_open" "Personal data has not been decided on",
    PersonalData = 409 "personal_data" "The text still holds personal data",
    Incomplete = 409 "incomplete" "Something is missing before this can be done",
    IllegalMove = 409 "illegal_move" "Not possible in this state",
    StaleSuggestion = 409 "stale_suggestion" "The customer has written again",
    RequestInFlight = 409 "request_in_flight" "The same request is still under way",
    Gone = 410 "gone" "Withdrawn",
    PreconditionFailed = 412 "precondition_failed" "Somebody else changed it meanwhile",
    TooLarge = 413 "too_large" "Too large",
    Invalid = 422 "invalid" "Not valid",
    IdempotencyMismatch = 422 "idempotency_mismatch" "The same key was used for another request",
    PreconditionRequired = 428 "precondition_required" "If-Match is needed",
    RateLimited = 429 "rate_limited" "Too many requests",
    Internal = 500 "internal" "There is a problem with this service",
    Unavailable = 503 "unavailable" "Not available at the moment",
}

/// A problem with one field of a request or form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Field {
    /// The field's name as sent.
    pub name: String,
    /// What is wrong with it, in a sentence.
    pub problem: String,
}

/// Why something was refused, where a person is told in their own language. The detail says the same to programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There is no text to publish.
    NothingWritten,
    Archived,
    AlreadyArchived,
    NotArchived,
    /// The conversation has not been resolved.
    StillOpen,
    /// No message of ours answers the customer.
    NoAnswer,
    LastAdmin,
}

/// An error with its code, a sentence for people, and the cause for the log.
pub struct Error {
    code: Code,
    detail: String,
    fields: Vec<Field>,
    retry_after: Option<u64>,
    reason: Option<Reason>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What most functions above the database return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error of kind `code`; `detail` is a sentence that a person can act on.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
            fields: Vec::new(),
            retry_after: None,
            reason: None,
            source: None,
        }
    }

    /// `what` does not exist, or not for this reader.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no such {what}."))
    }

    /// A field of the request is not valid.
    pub fn invalid(field: &str, problem: impl Into<String>) -> Self {
        let problem = problem.into();
        Self::new(Code::Invalid, format!("{field}: {problem}")).with_field(field, problem)
    }

    /// Something failed that the caller cannot mend; the cause goes to the log.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let mut error = Self::new(Code::Internal, "There is a problem with this service. Try again later.");
        error.source = Some(source.into());
        error
    }

    /// The database is out of reach for now.
    pub fn no_database() -> Self {
        let detail = "The database is not available at the moment. Try again shortly.";
        Self::new(Code::Unavailable, detail).with_retry_after(2)
    }

    /// Adds a field with what is wrong with it.
    pub fn with_field(mut self, name: &str, problem: impl Into<String>) -> Self {
        self.fields.push(Field {
            name: name.into(),
            problem: problem.into(),
        });
        self
    }

    /// Adds how many seconds to wait before trying again.
    pub fn with_retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Adds why it was refused.
    pub fn because(mut self, reason: Reason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Why it was refused, where pages can tell.
    pub const fn reason(&self) -> Option<Reason> {
        self.reason
    }

    /// The kind of error.
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The sentence for people.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The fields that are not valid, where there are any.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Seconds to wait before trying again, where that is known.
    pub const fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }

    /// Whether the database asks to run the same transaction again.
    pub fn is_retryable(&self) -> bool {
        use diesel::result::{DatabaseErrorKind::SerializationFailure, Error as Diesel};
        self.source
            .as_deref()
            .and_then(|source| source.downcast_ref::<Diesel>())
            .is_some_and(|error| match error {
                Diesel::DatabaseError(SerializationFailure, _) => true,
                // Diesel has no kind of its own for it; what empties tables can meet one who reads several.
                Diesel::DatabaseError(_, told) => told.message() == "deadlock detected",
                _ => false,
            })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)?;
        self.source.as_ref().map_or(Ok(()), |source| write!(f, " ({source})"))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

impl From<diesel::result::Error> for Error {
    fn from(source: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error as Diesel};
        let mut error = match &source {
            Diesel::NotFound => Self::not_found("thing"),
            Diesel::DatabaseError(UniqueViolation, _) => Self::new(Code::Conflict, "This exists already."),
            Diesel::DatabaseError(_, information) if is_cut(information.message()) => Self::no_database(),
            _ => return Self::internal(source),
        };
        error.source = Some(Box::new(source));
        error
    }
}

/// Whether libpq says that the connection broke; diesel does not tell it from other trouble.
fn is_cut(message: &str) -> bool {
    [
        "no connection to the server",
        "server closed the connection",
        "terminating connection",
    ]
    .iter()
    .any(|known| message.contains(known))
}

impl From<crate::domain::article::IllegalMove> for Error {
    fn from(refusal: crate::domain::article::IllegalMove) -> Self {
        use crate::domain::article::IllegalMove;
        let reason = match refusal {
            IllegalMove::NothingWritten => Reason::NothingWritten,
            IllegalMove::Archived => Reason::Archived,
            IllegalMove::AlreadyArchived => Reason::AlreadyArchived,
            IllegalMove::NotArchived => Reason::NotArchived,
        };
        Self::new(Code::IllegalMove, format!("Not possible: {refusal}.")).because(reason)
    }
}

impl From<crate::domain::channel::WrongHandle> for Error {
    fn from(wrong: crate::domain::channel::WrongHandle) -> Self {
        Self::invalid("handle", wrong.to_string())
    }
}

impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Self {
        Self::internal(source)
    }
}
