//! What those who run the installation do.
