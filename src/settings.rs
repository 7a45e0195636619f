//! Settings: as written (a TOML file, the environment, the command line) and as resolved.
//!
//! Every key of the file is also `PRECEDENT_KEY` in the environment, and `PRECEDENT_KEY_FILE` names a file that holds the
//! value (for secrets). Later wins: defaults, file, environment, command line.

mod encoder;
mod shown;

pub use encoder::{ENCODER_BUILTIN, ENCODER_HTTP};
pub use shown::{Shown, shown};

use crate::{
    db::DatabaseUrl,
    domain::words::nearest,
    error::{Code, Error, Result},
};
use figment::{
    Figment,
    providers::{Format, Serialized, Toml},
};
use serde::{Deserialize, Serialize};
use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

/// Settings as written. Each field is a key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// `sqlite:PATH` or `postgres://...`; empty: `precedent.db` in the data folder.
    pub database_url: String,
    /// Address and port to listen on.
    pub listen: String,
    /// The address that visitors use, with its base path where there is one, for instance `https://example.com/ayuda`.
    /// Empty: made from `listen`.
    pub public_url: String,
    /// Slug of the brand that answers where no other does. Empty: the first.
    pub brand: String,
    /// Addresses of proxies whose `X-Forwarded-For`, `-Host` and `-Proto` are believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Sites whose scripts may call the API with a token, for instance `https://shop.example.com`.
    pub allowed_origins: Vec<String>,
    /// What to log: `error`, `warn`, `info`, `debug`, or a filter such as `precedent=debug,warn`.
    pub log: String,
    /// `text` or `json`.
    pub log_format: String,
    /// Web threads; 0: one a core.
    pub workers: usize,
    /// Database connections that read at once.
    pub connections: u32,
    /// Least confidence at which an article is suggested, 0 to 1.
    pub suggestion_threshold: f64,
    /// What makes vectors of texts: `builtin` (the encoder inside the binary), `http` (an endpoint outside) or `off`.
    pub encoder: String,
    /// Where texts are sent to as OpenAI's embeddings are, for instance `http://127.0.0.1:11434/v1/embeddings`.
    pub encoder_url: String,
    /// What the endpoint calls its model.
    pub encoder_model: String,
    /// The endpoint's key, a secret. Empty: it wants none.
    pub encoder_key: String,
    /// How many numbers the endpoint's vectors have; 0: it is asked.
    pub encoder_dimensions: usize,
    /// What the model wants before a question, for instance `query: `.
    pub encoder_query_prefix: String,
    /// What the model wants before a text that may be found, for instance `passage: `.
    pub encoder_passage_prefix: String,
    /// Requests a minute that one address may make without a token; 0: no limit.
    pub requests_per_minute: u32,
    /// Requests a minute that one token may make; 0: no limit.
    pub token_requests_per_minute: u32,
    /// Tries to sign in that one address may make in a minute; 0: no limit.
    pub sign_ins_per_minute: u32,
    /// How long a session lasts after signing in, in hours.
    pub session_hours: i64,
    /// Largest file that can be uploaded for an import, in megabytes.
    pub upload_megabytes: u64,
    /// Whether `/metrics` answers without a token from elsewhere than this machine.
    pub public_metrics: bool,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            database_url: String::new(),
            listen: "127.0.0.1:8080".into(),
            public_url: String::new(),
            brand: String::new(),
            trusted_proxies: Vec::new(),
            allowed_origins: Vec::new(),
            log: "info".into(),
            log_format: "text".into(),
            workers: 0,
            connections: 8,
            suggestion_threshold: 0.5,
            encoder: ENCODER_BUILTIN.into(),
            encoder_url: String::new(),
            encoder_model: String::new(),
            encoder_key: String::new(),
            encoder_dimensions: 0,
            encoder_query_prefix: String::new(),
            encoder_passage_prefix: String::new(),
            requests_per_minute: 600,
            token_requests_per_minute: 6000,
            sign_ins_per_minute: 10,
            session_hours: 24 * 14,
            upload_megabytes: 1024,
            public_metrics: false,
        }
    }
}

/// Settings as resolved: checked, with typed values.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub data_dir: PathBuf,
    pub database_url: DatabaseUrl,
    pub public_url: PublicUrl,
    pub written: Written,
}

/// The address that visitors use, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Scheme, host and port, without a slash at the end.
    pub origin: String,
    /// `/ayuda`, or empty.
    pub base_path: String,
}

impl PublicUrl {
    /// The full address of `path`, which starts with a slash.
    pub fn to(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.base_path)
    }

    /// Whether visitors come over TLS, so that cookies can demand it.
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Host name and port.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or("", |(_, host)| host)
    }

    /// The address taken apart; none where it is no address.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let (host, path) = rest
            .split_once('/')
            .map_or((rest, String::new()), |(host, path)| (host, format!("/{path}")));
        let sound = matches!(scheme, "http" | "https")
            && !host.is_empty()
            && !text.contains(|c: char| c.is_whitespace() || matches!(c, '?' | '#' | '"' | '<' | '>' | '@'));
        sound.then(|| Self {
            origin: format!("{scheme}://{host}"),
            base_path: path.trim_end_matches('/').to_owned(),
        })
    }
}

/// Reads the settings. `file` must exist where it is named; `precedent.toml` in the data folder is read where it is there.
/// `environment` has the variables by name, `overrides` what the command line says.
pub fn read(
    data_dir: &Path,
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (String, String)>,
    overrides: impl FnOnce(&mut Written),
) -> Result<Settings> {
    let environment = from_environment(environment)?;
    let (_, mut written) = layered(data_dir, file, &environment)?;
    overrides(&mut written);
    resolve(data_dir, written)
}

/// A setting that the environment gives.
struct Given {
    key: String,
    value: serde_json::Value,
    variable: String,
}

/// The defaults, the file and the environment one over the other, and what comes of them.
fn layered(data_dir: &Path, file: Option<&Path>, environment: &[Given]) -> Result<(Figment, Written)> {
    let mut figment = Figment::from(Serialized::defaults(Written::default()));
    let usual = data_dir.join("precedent.toml");
    if let Some(file) = file {
        if !file.is_file() {
            return Err(wrong(format!("There is no settings file {}.", file.display())));
        }
        figment = figment.merge(Toml::file_exact(file));
    } else if usual.is_file() {
        figment = figment.merge(Toml::file_exact(usual));
    }
    for given in environment {
        figment = figment.merge(Serialized::default(&given.key, &given.value));
    }
    let written = figment.extract().map_err(|error| wrong(explain(&error)))?;
    Ok((figment, written))
}

fn keys() -> Vec<String> {
    match serde_json::to_value(Written::default()) {
        Ok(serde_json::Value::Object(fields)) => fields.into_iter().map(|(key, _)| key).collect(),
        _ => Vec::new(),
    }
}

/// Variables that are no setting and yet known: what the command line reads, and what the project's own tests do.
const NO_SETTINGS: [&str; 6] = ["config", "data_dir", "shared", "binary", "token", "runs"];
/// The beginnings of what Kubernetes and Docker tell every container of a service that is called precedent.
const OF_SERVICES: [&str; 4] = ["service_", "port", "env_", "name"];

/// Whether a variable can only be a setting that is written wrong.
fn is_strange(key: &str) -> bool {
    !NO_SETTINGS.contains(&key) && !OF_SERVICES.iter().any(|start| key.starts_with(start))
}

/// The settings in the environment as values of the right kind. One that has our prefix and means nothing is refused, as
/// an unknown key of the file is; others are left alone.
fn from_environment(environment: impl IntoIterator<Item = (String, String)>) -> Result<Vec<Given>> {
    let defaults = serde_json::to_value(Written::default()).map_err(Error::internal)?;
    let known = keys();
    let mut values = Vec::new();
    for (variable, text) in environment {
        let Some(name) = variable.strip_prefix("PRECEDENT_").map(str::to_lowercase) else {
            continue;
        };
        let (key, text) = match name
            .strip_suffix("_file")
            .filter(|key| known.iter().any(|known| known == key))
        {
            Some(key) => {
                let read = std::fs::read_to_string(&text);
                let read =
                    read.map_err(|error| wrong(format!("PRECEDENT_{} cannot be read: {error}", name.to_uppercase())))?;
                (key.to_owned(), read.trim_end().to_owned())
            }
            None => (name, text),
        };
        if !known.contains(&key) {
            if is_strange(&key) {
                let near = nearest(&key, known.iter().map(String::as_str)).unwrap_or_default();
                return Err(wrong(format!(
                    "There is no setting {variable}. Did you mean PRECEDENT_{}?",
                    near.to_uppercase()
                )));
            }
            continue;
        }
        let value = match &defaults[&key] {
            serde_json::Value::String(_) => serde_json::Value::String(text),
            serde_json::Value::Array(_) => text.split(',').map(str::trim).filter(|item| !item.is_empty()).collect(),
            _ => serde_json::from_str(&text).map_err(|_| {
                wrong(format!(
                    "PRECEDENT_{} is \"{text}\", which is not a fitting value.",
                    key.to_uppercase()
                ))
            })?,
        };
        values.push(Given { key, value, variable });
    }
    Ok(values)
}

/// figment's error as a sentence, with the nearest key for one that does not exist.
fn explain(error: &figment::Error) -> String {
    let place = error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref());
    let file = place.and_then(figment::Source::file_path);
    let place = |key: &str| {
        let line = file.and_then(|file| line_of(file, key));
        let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
        place.map(|source| format!(" in {source}{line}")).unwrap_or_default()
    };
    if let figment::error::Kind::UnknownField(field, _) = &error.kind
        && let Some(near) = nearest(field, keys().iter().map(String::as_str))
    {
        return format!(
            "There is no setting \"{field}\"{}. Did you mean `{near}`?",
            place(field)
        );
    }
    match error.path.last() {
        Some(key) => format!("{key}{}: {}.", place(key), error.kind),
        None => format!("The settings{} cannot be read: {}", place(""), error.kind),
    }
}

/// The line of a settings file on which a key stands, counted from 1.
fn line_of(file: &Path, key: &str) -> Option<usize> {
    let text = std::fs::read_to_string(file).ok()?;
    let stands = |line: &str| line.split_once('=').is_some_and(|(before, _)| before.trim() == key);
    text.lines().position(stands).map(|place| place + 1)
}

fn resolve(data_dir: &Path, written: Written) -> Result<Settings> {
    let database_url = if written.database_url.is_empty() {
        DatabaseUrl::Sqlite(data_dir.join("precedent.db"))
    } else {
        written
            .database_url
            .parse()
            .map_err(|error| wrong(format!("database_url: {error}.")))?
    };
    let public_url = if written.public_url.is_empty() {
        format!("http://{}", written.listen)
    } else {
        written.public_url.clone()
    };
    let public_url = PublicUrl::parse(&public_url).ok_or_else(|| {
        wrong(format!(
            "public_url: \"{public_url}\" is not an address such as https://help.example.com."
        ))
    })?;
    if !(0.0..=1.0).contains(&written.suggestion_threshold) {
        return Err(wrong("suggestion_threshold: it is a number from 0 to 1.".into()));
    }
    for origin in &written.allowed_origins {
        // Without path and slash: browsers say it so, and what is compared has to be that.
        if PublicUrl::parse(origin).is_none_or(|parsed| parsed.origin != *origin) {
            return Err(wrong(format!(
                "allowed_origins: \"{origin}\" is not a site such as https://shop.example.com, without a path."
            )));
        }
    }
    encoder::check(&written)?;
    if !matches!(written.log_format.as_str(), "text" | "json") {
        return Err(wrong(format!(
            "log_format: it is text or json, not \"{}\".",
            written.log_format
        )));
    }
    if !(1..=256).contains(&written.connections) {
        return Err(wrong("connections: it is a number from 1 to 256.".into()));
    }
    Ok(Settings {
        data_dir: data_dir.to_owned(),
        database_url,
        public_url,
        written,
    })
}

fn wrong(detail: String) -> Error {
    Error::new(Code::BadRequest, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_with(environment: &[(&str, &str)]) -> Result<Settings> {
        let environment = environment
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        read(Path::new("/nowhere"), None, environment, |_| {})
    }

    #[test]
    fn defaults_stand_alone() {
        let settings = read_with(&[]).unwrap();
        assert_eq!(
            settings.database_url,
            DatabaseUrl::Sqlite("/nowhere/precedent.db".into())
        );
        assert_eq!(settings.public_url.to("/es/"), "http://127.0.0.1:8080/es/");
    }

    #[test]
    fn the_environment_wins_and_leaves_strangers_alone() {
        let settings = read_with(&[
            ("PRECEDENT_PUBLIC_URL", "https://example.com/ayuda/"),
            ("PRECEDENT_SUGGESTION_THRESHOLD", "0.55"),
            ("PRECEDENT_TRUSTED_PROXIES", "10.0.0.1, ::1"),
            ("PRECEDENT_SHARED", "/somewhere"),
            ("HOME", "/root"),
        ])
        .unwrap();
        assert_eq!(settings.public_url.to("/a/4f7k"), "https://example.com/ayuda/a/4f7k");
        assert!((settings.written.suggestion_threshold - 0.55).abs() < 1e-9);
        assert_eq!(settings.written.trusted_proxies.len(), 2);
    }

    #[test]
    fn a_variable_that_is_written_wrong_is_named_with_the_right_one() {
        let refused = read_with(&[("PRECEDENT_LISTN", "1")]).unwrap_err();
        let told = refused.detail();
        assert!(
            told.contains("PRECEDENT_LISTN") && told.contains("PRECEDENT_LISTEN?"),
            "{told}"
        );
        let services = [
            ("PRECEDENT_SERVICE_HOST", "10.0.0.1"),
            ("PRECEDENT_PORT_8080_TCP_ADDR", "10.0.0.1"),
        ];
        assert!(
            read_with(&services).is_ok(),
            "a service of this name tells all containers of itself"
        );
    }

    #[test]
    fn a_secret_may_come_from_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("url");
        std::fs::write(&file, "sqlite:/tmp/x.db\n").unwrap();
        let settings = read_with(&[("PRECEDENT_DATABASE_URL_FILE", file.to_str().unwrap())]).unwrap();
        assert_eq!(settings.database_url, DatabaseUrl::Sqlite("/tmp/x.db".into()));
    }

    #[test]
    fn wrong_values_and_unknown_keys_are_named() {
        let text = |environment: &[(&str, &str)]| read_with(environment).unwrap_err().to_string();
        assert!(text(&[("PRECEDENT_CONNECTIONS", "many")]).contains("PRECEDENT_CONNECTIONS"));
        assert!(text(&[("PRECEDENT_DATABASE_URL", "mysql://x")]).contains("database_url"));
        for origin in ["*", "shop.example", "https://shop.example/", "https://shop.example/a"] {
            let error = text(&[("PRECEDENT_ALLOWED_ORIGINS", origin)]);
            assert!(error.contains("allowed_origins"), "{error}");
        }
        let sound = [("PRECEDENT_ALLOWED_ORIGINS", "https://a.example, http://localhost:3000")];
        assert_eq!(read_with(&sound).unwrap().written.allowed_origins.len(), 2);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("precedent.toml");
        std::fs::write(&file, "workers = 2\nlistn = \"0.0.0.0:80\"\n").unwrap();
        let error = read(folder.path(), None, [], |_| {}).unwrap_err().to_string();
        assert!(error.contains("listn") && error.contains("`listen`"), "{error}");
        assert!(error.contains("line 2"), "{error}");
    }
}
