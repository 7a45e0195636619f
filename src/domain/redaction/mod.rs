//! stub
#[derive(Default)]
pub struct AllowList;
impl AllowList {
    pub fn from_json(_: &str) -> Result<Self, ()> {
        Ok(Self)
    }
}
pub enum Kind {
    Email,
}
impl Kind {
    pub fn as_str(&self) -> &'static str {
        "EMAIL"
    }
}
pub struct Span {
    pub kind: Kind,
}
pub struct Redacted {
    pub text: String,
}
pub fn has_contact(_: &str, _: &AllowList) -> Option<Span> {
    None
}
pub fn redact(text: &str, _: &str, _: &AllowList) -> Redacted {
    Redacted { text: text.into() }
}
