//! Ranking figures on public evaluation sets in BEIR form, where they are at hand: writes runs for a scorer to judge.
#![allow(clippy::unwrap_used)]
