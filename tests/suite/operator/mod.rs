//! What those who run the installation do.

mod backup;
mod data;
mod doctor;
mod encoder;
mod erase;
mod excerpt;
mod export;
mod groups;
#[cfg(feature = "encoder")]
mod heard;
mod instance;
mod kill;
mod learning;
mod links;
#[cfg(feature = "encoder")]
mod meaning;
mod past;
mod people;
mod precision;
mod resolution;
mod retention;
mod service;
mod words;
