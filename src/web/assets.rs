//! Styles, script and icon. Their addresses carry a hash of what is in them, so that browsers may keep them for ever.

use super::{embedded::Templates, squeeze::squeeze};
use crate::secret;
use actix_web::web::Bytes;
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
    (
        "workspace.css",
        "text/css; charset=utf-8",
        &["workspace.css", "desk.css"],
    ),
    ("site.js", "text/javascript; charset=utf-8", &["site.js"]),
    ("desk.js", "text/javascript; charset=utf-8", &["desk.js"]),
    ("icon.svg", "image/svg+xml", &["icon.svg"]),
];

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
    let body = if name.ends_with(".css") {
        squeeze(&String::from_utf8_lossy(&body)).into_bytes()
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
}
