//! Those who run the installation, at their pages, in a browser without a script.

mod demo;
mod door;
mod environments;
mod log;
mod look;
mod order;
mod precision;
mod targets;
