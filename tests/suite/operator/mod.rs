//! What those who run the installation do.

mod backup;
mod data;
mod doctor;
mod export;
mod erase;
mod instance;
mod kill;
mod people;
