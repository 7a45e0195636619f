//! What those who run the installation do.

mod backup;
mod data;
mod doctor;
mod erase;
mod excerpt;
mod export;
mod groups;
mod instance;
mod kill;
#[cfg(feature = "encoder")]
mod meaning;
mod people;
mod retention;
mod words;
