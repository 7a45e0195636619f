//! What those who run the installation do.

mod backup;
mod doctor;
mod instance;
mod kill;
