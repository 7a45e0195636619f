//! Styles, script and icon. Their addresses carry a hash of what is in them, so that browsers may keep them for ever.

use super::embedded::Templates;
use crate::secret;
use actix_web::web::Bytes;
use regex::bytes::{Captures, Regex};
use std::{collections::HashMap, io::Write, sync::LazyLock};

/// A file that pages refer to.
pub struct Asset {
    pub content_type: &'static str,
    pub body: Bytes,
    pub gzip: Bytes,
    /// The last part of its address, for instance `public.0a1b2c3d.css`.
    pub file_name: String,
}

/// What each asset is made of: one or more files under `templates/assets/`, in order. The design's own styles stand first
/// and unchanged; what this product adds to them follows.
const ASSETS: &[(&str, &str, &[&str])] = &[
    ("tokens.css", "text/css; charset=utf-8", &["tokens.css"]),
    ("public.css", "text/css; charset=utf-8", &["public.css", "site.css"]),
    // The same with what the pages that are read most do without.
    (
        "pages.css",
        "text/css; charset=utf-8",
        &["public.css", "site.css", "pages.css"],
    ),
    // Of its own, so that pages to read do without it.
    ("forms.css", "text/css; charset=utf-8", &["forms.css"]),
    (
        "workspace.css",
        "text/css; charset=utf-8",
        &["workspace.css", "desk.css"],
    ),
    // The same with what only some pages have, so that the lists do without it.
    (
        "writing.css",
        "text/css; charset=utf-8",
        &["workspace.css", "desk.css", "choices.css", "writing.css"],
    ),
    (
        "admin.css",
        "text/css; charset=utf-8",
        &["workspace.css", "desk.css", "choices.css", "admin.css"],
    ),
    ("site.js", "text/javascript; charset=utf-8", &["site.js"]),
    ("desk.js", "text/javascript; charset=utf-8", &["desk.js"]),
    ("icon.svg", "image/svg+xml", &["icon.svg"]),
];

static COMMENT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/").expect("a constant pattern"));
static SPACE: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?<quoted>"[^"]*"|'[^']*')|\s*(?<sign>[{};,>])\s*|:\s+|\s+"#;
    Regex::new(pattern).expect("a constant pattern")
});

static BY_NAME: LazyLock<HashMap<&'static str, Asset>> = LazyLock::new(|| {
    ASSETS
        .iter()
        .map(|(name, kind, files)| (*name, read(name, kind, files)))
        .collect()
});

/// The asset with this plain name, for instance `public.css`.
pub fn named(name: &str) -> Option<&'static Asset> {
    BY_NAME.get(name)
}

/// The asset at this address, and whether the address carries its present hash.
pub fn at(file_name: &str) -> Option<(&'static Asset, bool)> {
    if let Some(asset) = named(file_name) {
        return Some((asset, false));
    }
    let (stem, rest) = file_name.split_once('.')?;
    let (_, extension) = rest.split_once('.')?;
    let asset = named(&format!("{stem}.{extension}"))?;
    Some((asset, asset.file_name == file_name))
}

fn read(name: &str, content_type: &'static str, files: &[&str]) -> Asset {
    let body: Vec<u8> = files
        .iter()
        .filter_map(|file| Templates::get(&format!("assets/{file}")))
        .flat_map(|file| file.data.into_owned())
        .collect();
    let body = if content_type.starts_with("text/css") {
        squeezed(&body)
    } else {
        body
    };
    let hash = secret::hash(&String::from_utf8_lossy(&body));
    let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
    Asset {
        content_type,
        gzip: gzip(&body),
        file_name: format!("{stem}.{}.{extension}", &hash[..10]),
        body: body.into(),
    }
}

/// A stylesheet without comments and without the white space that means nothing. What stands in quotes is left alone.
fn squeezed(style: &[u8]) -> Vec<u8> {
    let style = COMMENT.replace_all(style, &b""[..]);
    let style = SPACE.replace_all(&style, |found: &Captures| {
        match (found.name("quoted"), found.name("sign")) {
            (Some(quoted), _) => quoted.as_bytes().to_vec(),
            (None, Some(sign)) => sign.as_bytes().to_vec(),
            // A colon after white space opens a pseudo-class of anything, so only what follows a colon goes.
            (None, None) if found[0].starts_with(b":") => b":".to_vec(),
            (None, None) => b" ".to_vec(),
        }
    });
    style.trim_ascii().to_vec()
}

/// The same bytes, compressed.
pub fn gzip(body: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), flate2::Compression::new(6));
    // Writing to memory does not fail; were it to, an empty body would only mean that nothing is compressed.
    let written = encoder.write_all(body).and_then(|()| encoder.finish());
    written.map(Bytes::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_the_present_hash_is_for_ever() {
        let asset = named("public.css").unwrap();
        assert!(at(&asset.file_name).is_some_and(|(found, present)| present && found.body == asset.body));
        assert!(at("public.0000000000.css").is_some_and(|(_, present)| !present));
        assert!(at("../Cargo.toml").is_none());
        assert!(asset.gzip.len() < asset.body.len() / 2);
    }

    #[test]
    fn styles_travel_without_what_means_nothing() {
        let style = b"/* why */\n.a , .b > c :hover {\n  margin: calc(1px + 2px) ; content: \": , \" }\n@media (width > 1px) and (a: b) { x { y: z } }\n";
        let expected = r#".a,.b>c :hover{margin:calc(1px + 2px);content:": , "}@media (width>1px) and (a:b){x{y:z}}"#;
        assert_eq!(String::from_utf8_lossy(&squeezed(style)), expected);
    }
}
