//! The files inside the binary that pages are made of: templates, texts, styles.

/// Everything below `templates/`. A debug build reads the folder itself, so that a page changes without a build.
#[derive(rust_embed::RustEmbed)]
#[folder = "templates"]
pub struct Templates;
