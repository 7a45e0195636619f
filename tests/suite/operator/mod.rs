//! What those who run the installation do.

mod backup;
mod doctor;
mod export;
mod instance;
mod kill;
