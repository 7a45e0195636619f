//! Settings as people look at them: each key with its value and where that comes from. Secrets are hidden.

use super::{Written, from_environment, layered};
use crate::error::{Error, Result};
use regex::{Captures, Regex};
use serde::Serialize;
use serde_json::Value;
use std::{path::Path, sync::LazyLock};

/// What stands in the place of a secret.
const HIDDEN: &str = "***";

/// A setting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    pub key: String,
    pub value: Value,
    /// `default`, the file's path, or the variable's name.
    pub from: String,
}

/// All settings of an installation, by key. Fails where [`super::read`] does.
pub fn shown(
    data_dir: &Path,
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Vec<Shown>> {
    let environment = from_environment(environment)?;
    let (figment, written) = layered(data_dir, file, &environment)?;
    super::resolve(data_dir, written.clone())?;
    let Value::Object(fields) = serde_json::to_value::<Written>(written).map_err(Error::internal)? else {
        return Ok(Vec::new());
    };
    let in_file = |key: &str| {
        let source = figment.find_metadata(key)?.source.as_ref()?.file_path()?;
        Some(source.display().to_string())
    };
    let from = |key: &str| {
        let variable = environment.iter().rfind(|given| given.key == key);
        variable
            .map(|given| given.variable.clone())
            .or_else(|| in_file(key))
            .unwrap_or_else(|| "default".into())
    };
    Ok(fields
        .into_iter()
        .map(|(key, value)| Shown {
            from: from(&key),
            value: if is_secret(&key, &value) {
                HIDDEN.into()
            } else {
                without_secret(value)
            },
            key,
        })
        .collect())
}

fn is_secret(key: &str, value: &Value) -> bool {
    key == "encoder_key" && value != ""
}

static PASSWORD: LazyLock<Regex> = LazyLock::new(|| {
    let before_host = r"(?P<user>://[^/@:]*:)[^?]*@";
    let in_query = r"(?P<key>[?&]password=)[^&]*";
    Regex::new(&format!("{before_host}|{in_query}")).expect("a constant pattern")
});

/// A value without the password of a database's address.
fn without_secret(value: Value) -> Value {
    match value {
        Value::String(text) => {
            let hidden = PASSWORD.replace_all(&text, |found: &Captures| match found.name("user") {
                Some(user) => format!("{}{HIDDEN}@", user.as_str()),
                None => format!("{}{HIDDEN}", found.name("key").map_or("", |key| key.as_str())),
            });
            Value::String(hidden.into_owned())
        }
        other => other,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_value_says_where_it_comes_from() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("precedent.toml");
        std::fs::write(&file, "workers = 3\nlog = \"debug\"\n").unwrap();
        let environment = [("PRECEDENT_LOG", "warn"), ("PRECEDENT_ENCODER_KEY", "s3cret")];
        let environment = environment.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let all = shown(folder.path(), None, environment).unwrap();
        let of = |key: &str| {
            let found = all.iter().find(|one| one.key == key).unwrap();
            (found.value.to_string(), found.from.clone())
        };
        assert_eq!(of("workers"), ("3".into(), file.display().to_string()));
        assert_eq!(of("log"), ("\"warn\"".into(), "PRECEDENT_LOG".into()));
        assert_eq!(of("encoder_key"), ("\"***\"".into(), "PRECEDENT_ENCODER_KEY".into()));
        assert_eq!(of("encoder_url"), ("\"\"".into(), "default".into()));
        assert_eq!(of("connections"), ("8".into(), "default".into()));
    }

    #[test]
    fn passwords_are_hidden() {
        let hidden = |text: &str| without_secret(Value::String(text.into()));
        for (text, expected) in [
            ("postgres://kb:a:b/c@db/kb", "postgres://kb:***@db/kb"),
            (
                "postgres://kb@db/kb?password=x&sslmode=require",
                "postgres://kb@db/kb?password=***&sslmode=require",
            ),
            ("sqlite:/tmp/x.db", "sqlite:/tmp/x.db"),
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            ("https://help.example:8443/ayuda", "https://help.example:8443/ayuda"),
        ] {
            assert_eq!(hidden(text), Value::String(expected.into()));
        }
    }
}
