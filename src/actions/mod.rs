//! What the product does, one verb a file.

pub mod backup;
pub mod doctor;
pub mod restore;
