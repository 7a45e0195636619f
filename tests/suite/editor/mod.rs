//! What an editor does.

mod curation;
